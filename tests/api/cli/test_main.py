"""The command line: verbs, exit codes, one clear line for each failure, and `up` from start to stop."""

import signal
import socket
import subprocess
import sys
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
import typer
from typer.testing import CliRunner, Result

from api.cli import main
from graph.errors import BadRequest, Misconfigured, NotFound, ThroughlineError, TimedOut, Unavailable

PROGRAM = Path(sys.executable).with_name("throughline")
CREATE = 'mutation { createJourney(input: {name: "Kept"}) { userErrors { message } } }'


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A home of this module's own, named by the environment together with a free port."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ("NEO4J_URI", "NEO4J_USERNAME", "NEO4J_PASSWORD", "NEO4J_DATABASE"):
            patch.delenv(name, raising=False)
        home = tmp_path_factory.mktemp("mein Haus ü")
        patch.setenv("THROUGHLINE_HOME", str(home))
        patch.setenv("THROUGHLINE_PORT", str(free_port()))
        patch.setenv("THROUGHLINE_WARM_UP", "false")
        yield home


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    """A verb that ends by itself."""
    return subprocess.run([PROGRAM, *arguments], capture_output=True, text=True, timeout=120, check=False)


@contextmanager
def serving(*arguments: str, end: signal.Signals) -> Generator[tuple[str, str]]:
    """A verb that serves: its address and what it said, until a signal ends it with code 0."""
    command = [PROGRAM, *arguments]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        told = process.stdout.readline()
        try:
            assert told.endswith("/weave\n"), process.stderr.read()
            yield told.split()[1].removesuffix("/weave"), told
        finally:
            process.send_signal(end)
            _, remarks = process.communicate(timeout=90)
    assert process.returncode == 0, remarks


def ask(address: str, query: str) -> dict[str, object]:
    """The data that the API at an address answers with."""
    return httpx.post(f"{address}/graphql", json={"query": query}, timeout=20).json()["data"]


def test_serve_refuses_pending_migrations(home: Path) -> None:
    started = run("db", "start")
    refused, checked, due = run("serve"), run("check"), run("migrate", "--dry-run")
    stopped = run("db", "stop")

    assert (started.returncode, started.stdout[:17]) == (0, "bolt://127.0.0.1:")
    assert refused.returncode == 78
    assert "Migrations are pending (V0001__Journeys.cypher" in refused.stderr
    assert checked.returncode == 1
    assert checked.stdout.startswith("V0001__Journeys.cypher is pending.")
    assert due.stdout.startswith("would apply V0001__Journeys.cypher\n")
    assert (stopped.returncode, run("db", "status").returncode) == (0, 3)


def cold_documents(address: str) -> float:
    """How many of the product's own documents are still to be run there."""
    lines = httpx.get(f"{address}/metrics").text.splitlines()
    (line,) = (line for line in lines if line.startswith("throughline_cold_documents "))
    return float(line.split()[1])


def test_up_stops_what_it_started(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("THROUGHLINE_WARM_UP", "true")

    with serving("up", "--empty", end=signal.SIGTERM) as (address, told):
        ready = httpx.get(f"{address}/readyz").json()
        warming = cold_documents(address)
        ask(address, CREATE)
        status = run("db", "status")

    assert told.split() == ["Open", f"{address}/weave"]
    assert ready == {"status": "ready"}
    assert warming > 0
    assert (status.returncode, "Neo4j 2026" in status.stdout) == (0, True)
    assert run("db", "status").returncode == 3
    with pytest.raises(httpx.ConnectError):
        httpx.get(address)


@pytest.fixture(scope="module")
def address(home: Path) -> Iterator[str]:
    """The API of a second `up` on the same home, ended by Ctrl-C."""
    with serving("up", "--empty", end=signal.SIGINT) as (address, _):
        yield address


def test_up_keeps_all_data(address: str) -> None:
    assert ask(address, "{ journeys { nodes { name } } }") == {"journeys": {"nodes": [{"name": "Kept"}]}}
    assert cold_documents(address) == 0


def test_up_says_who_has_the_port(address: str, home: Path) -> None:
    refused = run("up", "--empty")

    assert refused.returncode == 78
    assert f"serves {home} already" in refused.stderr


def test_up_says_who_has_the_home(address: str, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("THROUGHLINE_PORT", str(free_port()))

    refused = run("up", "--empty")

    assert refused.returncode == 3
    assert f"serves {home} already" in refused.stderr
    assert "Traceback" not in refused.stderr


def test_taken_ports_are_told(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("THROUGHLINE_HOME", str(tmp_path))
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        monkeypatch.setenv("THROUGHLINE_PORT", str(other.getsockname()[1]))

        refused = run("up")

    assert refused.returncode == 78
    assert "Set THROUGHLINE_PORT to a free one." in refused.stderr
    assert not (tmp_path / "neo4j").exists()


def test_serve_uses_the_running_server(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("THROUGHLINE_PORT", str(free_port()))

    with serving("serve", end=signal.SIGTERM) as (other, _):
        assert ask(other, "{ journeys { totalCount } }") == {"journeys": {"totalCount": 1}}

    assert ask(address, "{ journeys { totalCount } }") == {"journeys": {"totalCount": 1}}


def told(*arguments: str) -> Result:
    """What a verb says, run in this process."""
    return CliRunner().invoke(main.app, list(arguments))


def test_migrate_finds_nothing_to_do(address: str) -> None:
    assert told("migrate").stderr == "Nothing to do.\n"
    assert told("migrate", "--dry-run").stdout == ""


def test_migrate_lists_migrations(address: str) -> None:
    listed = told("migrate", "info")

    assert listed.exit_code == 0
    assert "0001" in listed.stdout
    assert "APPLIED" in listed.stdout


def test_migrate_agrees_with_the_files(address: str) -> None:
    assert told("migrate", "validate").stderr == "Files and database agree.\n"
    assert (told("migrate", "repair").exit_code, told("migrate", "repair").stdout) == (0, "")


def test_migrate_refuses_unknown_targets(address: str) -> None:
    refused = told("migrate", "--target", "9999")

    assert (refused.exit_code, refused.stdout) == (78, "")
    assert "'9999'" in refused.stderr


def test_migrate_writes_nothing_needless(address: str) -> None:
    assert told("migrate", "new", "Add nothing").stdout == "The database has all that the model asks for.\n"
    assert told("migrate", "new", "../escape").exit_code == 1


def test_check_holds_after_up(address: str) -> None:
    assert told("check").stderr == "Every rule holds.\n"


def test_reset_spares_a_served_home(address: str, home: Path) -> None:
    refused = told("db", "reset", "--yes")

    assert refused.exit_code == 3
    assert "End it before its data is deleted." in refused.stderr
    assert (home / "neo4j").exists()


def test_reset_asks_before_it_deletes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("THROUGHLINE_HOME", str(tmp_path))
    (tmp_path / "neo4j").mkdir()

    kept = CliRunner().invoke(main.app, ["db", "reset"], input="n\n")
    assert (kept.exit_code, (tmp_path / "neo4j").exists()) == (1, True)

    assert told("db", "reset", "--yes").exit_code == 0
    assert not (tmp_path / "neo4j").exists()


def test_stop_without_server_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("THROUGHLINE_HOME", str(tmp_path))

    assert told("db", "stop").stderr == "No server was running.\n"
    assert told("db", "status").stdout == f"No server runs for {tmp_path}.\n"


@pytest.mark.parametrize("verb", [["up"], ["serve"], ["check"], ["migrate"], ["db", "status"]])
def test_wrong_settings_end_with_78(verb: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("THROUGHLINE_HOST", "0.0.0.0")

    refused = told(*verb)

    assert (refused.exit_code, refused.stdout) == (78, "")
    assert "THROUGHLINE_HOST=0.0.0.0: only a loopback address" in refused.stderr


def test_absent_databases_end_with_3(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEO4J_URI", "bolt://127.0.0.1:1")
    monkeypatch.setenv("NEO4J_PASSWORD", "none")

    refused = told("check")

    assert refused.exit_code == 3
    assert refused.stderr.startswith("No Neo4j answers at bolt://127.0.0.1:1.")


@pytest.mark.parametrize("arguments", [["upp"], ["up", "--ful"], ["migrate", "new"]])
def test_wrong_usage_ends_with_2(arguments: list[str]) -> None:
    assert told(*arguments).exit_code == 2


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (Misconfigured("x"), 78),
        (Unavailable("x"), 3),
        (TimedOut("x"), 3),
        (NotFound("x"), 1),
        (BadRequest("x"), 1),
    ],
)
def test_errors_have_exit_codes(error: ThroughlineError, code: int) -> None:
    assert main.exit_code(error) == code


def test_defects_are_one_line() -> None:
    broken = typer.Typer(cls=main.ExitCodeGroup)

    @broken.command()
    def fails() -> None:
        raise ZeroDivisionError("nothing to divide by")

    @broken.command()
    def other() -> None:
        pass

    told = CliRunner().invoke(broken, ["fails"])

    assert (told.exit_code, told.stderr.count("\n")) == (70, 1)
    assert "ZeroDivisionError: nothing to divide by" in told.stderr
    assert CliRunner().invoke(broken, ["other"]).exit_code == 0
