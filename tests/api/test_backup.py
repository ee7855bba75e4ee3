"""Backups at the command line: what is in the graph comes back, record by record and link by link."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, LiteralString

import pytest

from graph.server import LocalServer
from tests.api.cli.test_main import run
from tests.graph.server.test_local_server import ask
from tests.tunings import BRIEF

EVERYTHING: LiteralString = """\
MATCH (n) WHERE n.id IS NOT NULL
RETURN [labels(n), properties(n), COLLECT {
  MATCH (n)-[l]->(other) RETURN [type(l), properties(l), other.id] ORDER BY type(l), other.id
}] ORDER BY n.id"""


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A home with a small portfolio, its server running; stopped at the end."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ("NEO4J_URI", "NEO4J_USERNAME", "NEO4J_PASSWORD", "NEO4J_DATABASE"):
            patch.delenv(name, raising=False)
        home = tmp_path_factory.mktemp("Sicherung, ß")
        patch.setenv("THROUGHLINE_HOME", str(home))
        LocalServer(home, tuning=BRIEF).start(detached=True)
        made = run("seed", "generate", "--journeys", "2", "--seed", "5")
        assert made.returncode == 0, made.stderr
        yield home
        run("db", "stop")


def graph(home: Path) -> list[Any]:
    """Every record in the graph of a home that runs, with its links."""
    return ask(LocalServer(home).start(), EVERYTHING)


def test_backups_bring_back_everything(home: Path, tmp_path: Path) -> None:
    out, before = tmp_path / "monday.tar.gz", graph(home)

    backed_up = run("db", "backup", str(out))
    again = run("seed", "generate", "--journeys", "2")
    reset = run("db", "reset", "--yes")
    restored = run("db", "restore", str(out), "--yes")
    started = run("db", "start")

    assert [step.returncode for step in (backed_up, reset, restored, started)] == [0, 0, 0, 0]
    assert backed_up.stderr.startswith(
        "Stopping Neo4j for the backup.\nStarted Neo4j again at bolt://127.0.0.1"
    )
    assert (again.returncode, "holds journeys already" in again.stderr) == (78, True)
    assert len(before) > 2
    assert graph(home) == before


def test_backups_ask_before_replacing(home: Path, tmp_path: Path) -> None:
    out = tmp_path / "kept.tar.gz"
    out.write_text("kept", "utf-8")

    declined = run("db", "backup", str(out))
    refused = run("db", "restore", str(out))

    assert (declined.returncode, refused.returncode) == (1, 1)
    assert "Replace all data of" in refused.stdout + refused.stderr
    assert out.read_text("utf-8") == "kept"


def test_broken_backups_stop_nothing(home: Path, tmp_path: Path) -> None:
    out = tmp_path / "broken.tar.gz"
    out.write_text("broken", "utf-8")

    refused = run("db", "restore", str(out), "--yes")

    assert (refused.returncode, refused.stdout) == (1, "")
    assert refused.stderr == f"{out} is no backup of Throughline, or is damaged. Use another one.\n"
    assert run("db", "status").returncode == 0
