"""The Dockerfile and docker-compose.yml fit the program, ask for no rights and give no secret away."""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

import pytest
import yaml
from typer.testing import CliRunner

from api.cli import main
from api.settings import Settings, read_settings
from graph.server import jar_list
from tests.house.sources import ROOT, files

COMPOSE: Mapping[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text("utf-8"))
SERVICES: Mapping[str, Mapping[str, Any]] = COMPOSE["services"]
OURS = {name: service for name, service in SERVICES.items() if service["image"] == "throughline"}


def instructions() -> list[tuple[str, str]]:
    """The instructions of the Dockerfile with their arguments, continued lines joined."""
    text = (ROOT / "Dockerfile").read_text("utf-8").replace("\\\n", " ")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    return [(word, rest.strip()) for word, _, rest in (line.partition(" ") for line in lines)]


def given(word: str) -> list[str]:
    """The arguments of every instruction of one kind, in order."""
    return [rest for found, rest in instructions() if found == word]


def copied() -> Iterator[str]:
    """Every path of the project that is copied into the image."""
    for rest in given("COPY"):
        if not rest.startswith("--from="):
            yield from rest.split()[:-1]


def spelled() -> list[tuple[str, str]]:
    """Every name in the environment of our containers, with its value."""
    of_image = re.findall(r"(THROUGHLINE_\w+|NEO4J_\w+)=(\S+)", " ".join(given("ENV")))
    return of_image + [pair for service in OURS.values() for pair in service["environment"].items()]


def test_copied_files_are_the_projects() -> None:
    tracked = files()
    ignored = (ROOT / ".dockerignore").read_text("utf-8").splitlines()

    assert list(copied()) != []
    for path in copied():
        assert path in tracked or any(name.startswith(f"{path}/") for name in tracked)
        assert f"!{path}" in ignored


@pytest.mark.parametrize(
    "command", [json.loads(given("CMD")[-1]), *(service["command"] for service in OURS.values())]
)
def test_container_commands_are_verbs(command: list[str]) -> None:
    told = CliRunner().invoke(main.app, [*command, "--help"])

    assert (given("ENTRYPOINT"), told.exit_code) == (['["throughline"]'], 0)


def test_images_are_built_from_the_lock() -> None:
    installs = [rest for rest in given("RUN") if " install " in rest]

    assert "--require-hashes --requirement requirements.txt" in installs[0]
    assert all("--no-deps" in rest for rest in installs)
    assert len(installs) == 2
    assert {rest.split()[0] for rest in given("FROM")} == {"python:3.11-slim"}


def test_last_stage_is_not_root() -> None:
    last = instructions()[max(i for i, (word, _) in enumerate(instructions()) if word == "FROM") :]
    users = [rest for word, rest in last if word == "USER"]
    created = [rest for word, rest in last if word == "RUN" and rest.startswith("useradd ")]

    assert users == ["throughline"]
    assert created[0].split()[-1] == "throughline"
    assert int(re.findall(r"--uid (\d+)", created[0])[0]) > 0
    assert [service.get("user") for service in OURS.values()] == [None] * len(OURS)


def test_health_is_asked_of_a_route() -> None:
    (check,) = given("HEALTHCHECK")
    command = json.loads(check.partition("CMD ")[2])
    port, path = re.findall(r"http://127\.0\.0\.1:(\d+)(/\w+)", command[-1])[0]
    served = re.findall(r'Route\("(/\w+)"', (ROOT / "api" / "http" / "application.py").read_text("utf-8"))

    compile(command[-1], "HEALTHCHECK", "exec")
    assert int(port) == Settings().port == int(given("EXPOSE")[0])
    assert path == "/readyz"
    assert path in served


def test_named_settings_are_accepted(monkeypatch: pytest.MonkeyPatch, tmp_path: Any) -> None:
    secret = tmp_path / "secret"
    secret.write_text("hush", "utf-8")
    monkeypatch.delenv("NEO4J_PASSWORD", raising=False)
    for name, value in spelled():
        monkeypatch.setenv(name, str(secret) if name.endswith("_FILE") else value)

    settings = read_settings()

    assert (settings.host, settings.log_format) == ("0.0.0.0", "json")
    assert settings.neo4j_uri == "bolt://neo4j:7687"


def test_open_addresses_stay_on_this_machine() -> None:
    published = [port for service in SERVICES.values() for port in service.get("ports", [])]
    trusting = [name for name, each in OURS.items() if "THROUGHLINE_TRUSTED_NETWORK" in each["environment"]]

    assert trusting == ["api"]
    assert published == [f"127.0.0.1:{Settings().port}:{Settings().port}"]


def test_secrets_stand_in_files() -> None:
    pairs = [pair for service in SERVICES.values() for pair in service["environment"].items()]
    secret = [(name, value) for name, value in pairs if "PASSWORD" in name or "AUTH" in name]
    named = {name for service in SERVICES.values() for name in service["secrets"]}
    ignored = (ROOT / ".gitignore").read_text("utf-8").splitlines()

    assert {name.rpartition("_")[2] for name, _ in secret} == {"FILE"}
    assert {value for _, value in secret} == {f"/run/secrets/{name}" for name in COMPOSE["secrets"]}
    assert named == set(COMPOSE["secrets"])
    assert {item["file"].split("/")[1] + "/" for item in COMPOSE["secrets"].values()} <= set(ignored)


def test_services_wait_for_each_other() -> None:
    waits = {name: service.get("depends_on", {}) for name, service in SERVICES.items()}

    assert waits["migrate"] == {"neo4j": {"condition": "service_healthy"}}
    assert waits["api"] == {"migrate": {"condition": "service_completed_successfully"}}
    assert SERVICES["neo4j"]["image"] == f"neo4j:{jar_list.read_lock_file().version}-community"
    assert SERVICES["neo4j"]["volumes"] == ["data:/data"]
