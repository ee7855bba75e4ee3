"""A home's server starts, is reused, survives what befalls it, and keeps the data."""

import os
import re
import signal
import socket
import stat
import subprocess
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, LiteralString

import pytest
from neo4j import GraphDatabase, Result

from graph.server import LocalServer, ServerAddress, StartFailed, Tuning, jar_list
from graph.server.fetch import fetch_jars
from graph.server.folders import default_cache
from tests.tunings import BRIEF


def unheard(*_: object) -> None:
    """Whoever listens to nothing."""


def ask(address: ServerAddress, statement: LiteralString) -> list[Any]:
    """The first column of what the server answers."""
    with GraphDatabase.driver(address.uri, auth=(address.username, address.password)) as driver:
        return driver.execute_query(statement, database_=address.database, result_transformer_=Result.value)


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The jars once more, by links, in a folder whose path has a space and letters beyond ASCII."""
    lock = jar_list.read_lock_file()
    real = fetch_jars(lock, default_cache(), say=unheard, progress=unheard)
    cache = tmp_path_factory.mktemp("Büro") / "the cache"
    (cache / lock.folder).mkdir(parents=True)
    for jar in lock.jars:
        (cache / lock.folder / jar.file).symlink_to(real / jar.file)
    return cache


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home whose path has a space and letters beyond ASCII."""
    return tmp_path_factory.mktemp("Kundenreise") / "mein Zuhause – für Łukasz"


@pytest.fixture(scope="module")
def local(home: Path, cache: Path) -> Iterator[LocalServer]:
    """A server of that home, running; tests that end it start it again."""
    server = LocalServer(home, cache=cache, tuning=BRIEF)
    server.start()
    yield server
    server.stop()


def test_started_server_answers(local: LocalServer, home: Path) -> None:
    address = local.start()
    status = local.status()

    assert ask(address, "CALL dbms.components() YIELD versions RETURN versions[0]")[0] == "2026.08.1"
    assert (status.running, status.uri, status.home, status.owner) == (True, address.uri, home, os.getpid())
    assert local.owned
    assert stat.S_IMODE((home / "password").stat().st_mode) == 0o600
    assert stat.S_IMODE((home / "neo4j").stat().st_mode) == 0o700
    assert len(address.password) >= 32


def test_server_keeps_to_itself(local: LocalServer) -> None:
    wanted = {
        "dbms.usage_report.enabled": "false",
        "dbms.fleet_manager.enabled": "false",
        "server.fleet_discovery.enabled": "false",
        "server.http.enabled": "false",
        "server.https.enabled": "false",
        "server.default_listen_address": "127.0.0.1",
    }

    settings = ask(local.start(), "SHOW SETTINGS YIELD name, value RETURN [name, value]")

    assert {name: value for name, value in settings if name in wanted} == wanted


def test_processes_have_short_command_lines(local: LocalServer) -> None:
    local.start()
    pid = local.status().pid

    server, keeper = listed(str(pid), "args"), listed(listed(str(pid), "ppid"), "args")

    assert "java" in server
    assert "keeper.py" in keeper
    assert max(len(server), len(keeper)) < 1_000


def listed(pid: str, column: str) -> str:
    """What a list of processes shows of one."""
    shown = subprocess.run(
        ["ps", "-ww", "-o", f"{column}=", "-p", pid], capture_output=True, text=True, check=True
    )
    return shown.stdout.strip()


def test_second_start_reuses_server(local: LocalServer, home: Path, cache: Path) -> None:
    second = LocalServer(home, cache=cache, tuning=BRIEF)

    assert second.start() == local.start()
    assert not second.owned
    assert second.start(alone=True) == local.start()


def test_killed_server_comes_back_with_data(local: LocalServer) -> None:
    before = local.start()
    ask(before, "CREATE (s:Survivor {name: 'Ł'}) RETURN s.name")
    pid = local.status().pid
    assert pid is not None
    os.kill(pid, signal.SIGKILL)
    while local.status().running:
        time.sleep(0.02)

    after = local.start()

    assert local.status().pid != pid
    assert after.password == before.password
    assert ask(after, "MATCH (s:Survivor) RETURN s.name") == ["Ł"]


def test_lost_password_is_told(local: LocalServer, home: Path) -> None:
    local.start()
    password = (home / "password").read_text()
    (home / "password").unlink()
    try:
        with pytest.raises(StartFailed, match=r"refuses the password .* `throughline db reset`"):
            local.start()
    finally:
        (home / "password").chmod(0o600)
        (home / "password").write_text(password)


def test_taken_port_is_left_alone(tmp_path: Path) -> None:
    server = LocalServer(tmp_path / "home", tuning=BRIEF)
    taken: list[int] = []
    thief = threading.Thread(target=take_first_port, args=(server.home, taken))
    thief.start()
    try:
        address = server.start()

        assert taken
        assert address.uri not in (f"bolt://127.0.0.1:{port}" for port in taken)
        assert ask(address, "RETURN 1") == [1]
    finally:
        thief.join()
        server.stop()


def take_first_port(home: Path, taken: list[int]) -> None:
    """Listen where the server of `home` is told to, before it gets there, until it is told another port."""
    port = configured_port(home, other_than=None)
    with socket.create_server(("127.0.0.1", port)):
        taken.append(port)
        configured_port(home, other_than=port)


def configured_port(home: Path, other_than: int | None) -> int:
    """The port that the configuration names, once it names another one."""
    configuration = home / "neo4j" / "conf" / "neo4j.conf"
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        text = configuration.read_text() if configuration.exists() else ""
        found = re.search(r"listen_address=127\.0\.0\.1:(\d+)\n", text)
        if found and int(found[1]) != other_than:
            return int(found[1])
        time.sleep(0.01)
    raise TimeoutError(f"{configuration} names no other port than {other_than}")


def test_unstartable_server_says_why(tmp_path: Path) -> None:
    server = LocalServer(tmp_path / "home", tuning=Tuning(heap="1k", page_cache="64m"))

    with pytest.raises(StartFailed, match=r"(?s)ended while starting\. It said:\n.*maximum heap size"):
        server.start()

    assert not server.owned
    assert not server.status().running
