"""What operators run into: killed databases, killed programs, servers that were stopped."""

import json
import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest

from graph.server import LocalServer
from graph.server.process_identity import process_identity
from tests.api.cli.test_main import PROGRAM, ask, free_port, run

PATIENCE = 120.0
TAGS = "{ tags { totalCount } }"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A home of this module's own, named by the environment together with a free port."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ("NEO4J_URI", "NEO4J_USERNAME", "NEO4J_PASSWORD", "NEO4J_DATABASE"):
            patch.delenv(name, raising=False)
        home = tmp_path_factory.mktemp("tief im Wald, ñ")
        patch.setenv("THROUGHLINE_HOME", str(home))
        patch.setenv("THROUGHLINE_PORT", str(free_port()))
        patch.setenv("THROUGHLINE_WARM_UP", "false")
        yield home


@pytest.fixture(scope="module")
def serving(home: Path) -> Iterator[tuple["subprocess.Popen[str]", str]]:
    """An `up`, and its address; ended whatever happens."""
    remarks = (home / "remarks.txt").open("w", encoding="utf-8")
    command = [PROGRAM, "up", "--empty"]
    with remarks, subprocess.Popen(command, stdout=subprocess.PIPE, stderr=remarks, text=True) as process:
        assert process.stdout is not None
        told = process.stdout.readline()
        try:
            assert told.endswith("/weave\n"), (home / "remarks.txt").read_text("utf-8")
            yield process, told.split()[1].removesuffix("/weave")
        finally:
            process.kill()


def server_of(home: Path) -> int:
    """The process of a home's database server."""
    return json.loads((home / "server.json").read_text("utf-8"))["pid"]


def eventually(true: Callable[[], bool]) -> None:
    """Wait until something is so."""
    deadline = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < deadline, "it never came to be"
        time.sleep(0.1)


def answers(address: str) -> bool:
    """Whether the API gets an answer from its database; what else it says must be that it gets none."""
    errors = httpx.post(f"{address}/graphql", json={"query": TAGS}, timeout=20).json().get("errors", [])
    assert {error["extensions"]["code"] for error in errors} <= {"DATABASE_UNAVAILABLE", "TIMEOUT"}, errors
    return not errors


def test_killed_databases_come_back(home: Path, serving: tuple["subprocess.Popen[str]", str]) -> None:
    _, address = serving
    first = server_of(home)
    born = process_identity(first)
    ask(address, 'mutation { createTag(input: {name: "Kept"}) { tag { id } } }')

    os.kill(first, signal.SIGKILL)
    eventually(lambda: process_identity(first) != born)
    eventually(lambda: answers(address))

    assert server_of(home) != first
    assert ask(address, TAGS) == {"tags": {"totalCount": 1}}
    assert "The database has ended unexpectedly." in (home / "remarks.txt").read_text("utf-8")


def test_killed_programs_leave_no_server(home: Path, serving: tuple["subprocess.Popen[str]", str]) -> None:
    process, address = serving
    server = server_of(home)
    born = process_identity(server)

    process.kill()
    process.wait()

    eventually(lambda: process_identity(server) != born)
    with pytest.raises(httpx.ConnectError):
        httpx.get(address)


def test_stopped_servers_are_not_revived(home: Path) -> None:
    ended = run("db", "stop")

    assert (ended.returncode, ended.stderr) == (0, "No server was running.\n")
    assert LocalServer(home).revive() is None
