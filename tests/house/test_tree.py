"""The files around the code: the two commands, the locks, and nothing of one machine."""

import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.house.sources import ROOT, files

REGISTRIES = re.compile(
    r"pypi[.]org|pythonhosted[.]org|maven[.](?:org|apache[.]org)|npmjs[.](?:org|com)|crates[.]io|rubygems[.]org",
    re.IGNORECASE,
)
MACHINES = re.compile(
    r"(?<![\w./-])/(?:work|root|home/\w+|Users/\w+|tmp/bash_jobs)(?=[/\s\"'`]|$)", re.MULTILINE
)
PIN = re.compile(r"^([A-Za-z0-9._-]+)==(\S+)", re.MULTILINE)


def text(path: str) -> str:
    """A file of the project as text; of a binary one what can be read of it."""
    return (ROOT / path).read_text(encoding="utf-8", errors="replace")


def canonical(name: str) -> str:
    """A distribution's name as indexes compare it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def pins(path: str) -> dict[str, str]:
    """The versions that a requirements file names."""
    return {canonical(name): version for name, version in PIN.findall(text(path))}


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("see /" + "work/main for it", True),
        ('"/' + 'home/ann/neo4j"', True),
        ("GET /homes/ann and graph/work/x", False),
    ],
)
def test_machine_paths_are_told_from_routes(line: str, found: bool) -> None:
    assert bool(MACHINES.search(line)) is found


@pytest.mark.parametrize("rule", [REGISTRIES, MACHINES], ids=["registry", "machine"])
def test_files_name_no_single_place(rule: re.Pattern[str]) -> None:
    found = [(path, match.group()) for path in files() for match in rule.finditer(text(path))]

    assert found == []


def test_pipeline_runs_make_test_alone() -> None:
    lines = [line for line in text(".ci/run").splitlines() if line and not line.startswith("#")]

    needs = ("set ", "cd ", "export CHROMIUM=", 'command -v "$CHROMIUM"')
    assert lines[-1] == "exec make test"
    assert [line for line in lines[:-1] if not line.startswith(needs)] == []


def test_pipeline_ends_without_a_browser() -> None:
    lines = text(".ci/run").splitlines()

    assert lines[-2] == 'command -v "$CHROMIUM"'
    assert any(line.startswith("set -e") for line in lines)


def test_make_verbs_are_one_line() -> None:
    rules = re.split(r"\n(?=\S)", text("Makefile"))
    verbs = [rule for rule in rules if re.match(r"[a-z-]+:", rule)]

    assert {"up", "test"} <= {verb.split(":")[0] for verb in verbs}
    assert [verb for verb in verbs if verb.count("\n\t") > 1] == []


@pytest.mark.parametrize("path", ["Makefile", "Dockerfile"])
def test_locks_are_installed_as_they_stand(path: str) -> None:
    # Else pip asks the registry for what a lock names without its extra, and a new version there breaks it.
    installs = [line for line in text(path).splitlines() if "--require-hashes" in line]

    assert installs
    assert [line for line in installs if "--no-deps" not in line] == []


def test_locks_name_all_that_is_needed() -> None:
    told = subprocess.run(
        [
            shutil.which("uv", path=Path(sys.executable).parent) or "uv",
            "pip",
            "check",
            "--python",
            sys.executable,
        ],
        capture_output=True,
        text=True,
        check=False,
    )

    assert told.returncode == 0, told.stderr


@pytest.mark.parametrize("command", ["make up", "make test"])
def test_readme_names_both_commands(command: str) -> None:
    assert command in text("README.md")


def test_changelog_opens_with_unreleased() -> None:
    sections = re.findall(r"^## (.+)$", text("CHANGELOG.md"), re.MULTILINE)

    assert sections[0] == "Unreleased"


def test_dependencies_are_locked_as_asked() -> None:
    project = tomllib.loads(text("pyproject.toml"))
    asked = [*project["project"]["dependencies"], *project["dependency-groups"]["build"]]

    exact = {canonical(name): version for name, version in PIN.findall("\n".join(asked))}
    named = {canonical(re.split(r"[\[=<>~! ;]", line)[0]) for line in asked}

    assert {name: pins("requirements.txt").get(name) for name in exact} == exact
    assert named <= pins("requirements.txt").keys()


def test_development_lock_agrees_with_runtime() -> None:
    runtime, development = pins("requirements.txt"), pins("requirements-dev.txt")

    assert {
        name: version for name, version in development.items() if runtime.get(name, version) != version
    } == {}


@pytest.mark.parametrize("path", ["requirements.txt", "requirements-dev.txt", "requirements-pictures.txt"])
def test_locked_versions_carry_hashes(path: str) -> None:
    entries = re.split(r"\n(?=\S)", text(path))

    assert [entry[:40] for entry in entries if "==" in entry and "--hash=sha256:" not in entry] == []
