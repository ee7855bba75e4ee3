"""A server ends with the process that owns it, however that ends, and outlives it only when asked to."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from graph.server import LocalServer
from tests.tunings import BRIEF

# Starts in a thread that ends at once, then leaves a child that keeps every open file.
OWNER = """
import os, sys, threading, time
from pathlib import Path
from graph.server import HomeInUse, LocalServer
from tests.tunings import BRIEF

server = LocalServer(Path(sys.argv[1]), tuning=BRIEF)

def serve():
    try:
        server.start(alone=True)
    except HomeInUse as error:
        print("refused", error.pid, error.message, flush=True)
        os._exit(0)

thread = threading.Thread(target=serve)
thread.start()
thread.join()
child = os.fork()
if child == 0:
    time.sleep(60)
    os._exit(0)
print("serving", server.status().pid, child, flush=True)
sys.stdin.read()
"""
ENDING = """
import signal, sys
from pathlib import Path
from graph.server import LocalServer
from tests.tunings import BRIEF

signal.signal(signal.SIGINT, signal.default_int_handler)  # shells let what runs in the background ignore it
LocalServer(Path(sys.argv[1]), tuning=BRIEF).start(detached=sys.argv[2] == "detached")
if sys.argv[2] == "staying":
    sys.stdin.read()
"""


def run(script: str, *arguments: str | Path) -> "subprocess.Popen[str]":
    """A Python of its own with the script."""
    return subprocess.Popen(
        [sys.executable, "-c", script, *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def eventually(condition: Callable[[], bool], seconds: float = 40) -> bool:
    """Whether the condition becomes true in time."""
    deadline = time.monotonic() + seconds
    while not (met := condition()) and time.monotonic() < deadline:
        time.sleep(0.02)
    return met


def ended(pid: int) -> bool:
    """Whether the process runs no more."""
    state = subprocess.run(["ps", "-o", "stat=", "-p", str(pid)], capture_output=True, text=True, check=False)
    return not state.stdout.strip() or state.stdout.startswith("Z")


def test_one_of_two_serves_till_killed(tmp_path: Path) -> None:
    owners = [run(OWNER, tmp_path), run(OWNER, tmp_path)]
    lines = {owner.pid: owner.stdout.readline().split(maxsplit=2) for owner in owners if owner.stdout}
    serving = next(owner for owner in owners if lines[owner.pid][0] == "serving")
    refused = next(owner for owner in owners if owner is not serving)
    _, server, child = lines[serving.pid]
    try:
        said, holder, message = lines[refused.pid]
        assert (said, int(holder)) == ("refused", serving.pid)
        assert f"Process {serving.pid} serves {tmp_path} already" in message
        assert not ended(int(server))

        serving.kill()

        assert eventually(lambda: ended(int(server)))
    finally:
        os.kill(int(child), signal.SIGKILL)
        for owner in owners:
            owner.communicate()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGKILL])
def test_owner_ended_while_starting(tmp_path: Path, number: signal.Signals) -> None:
    watcher = LocalServer(tmp_path)
    with run(ENDING, tmp_path, "staying") as owner:
        assert eventually(lambda: watcher.status().running)
        server = watcher.status()

        owner.send_signal(number)

        assert server.owner == owner.pid
        assert server.pid is not None
        assert eventually(lambda: not watcher.status().running)
    assert owner.returncode == -number


def test_owner_that_forgets_leaves_nothing(tmp_path: Path) -> None:
    with run(ENDING, tmp_path, "tied") as owner:
        _, problems = owner.communicate()

    assert (owner.returncode, problems) == (0, "")
    assert (tmp_path / "server.json").exists()
    assert not LocalServer(tmp_path).status().running


def test_detached_server_stays_till_stopped(tmp_path: Path) -> None:
    with run(ENDING, tmp_path, "detached") as owner:
        _, problems = owner.communicate()
    server = LocalServer(tmp_path, tuning=BRIEF)
    try:
        status = server.status()
        assert (owner.returncode, problems, status.running, status.owner) == (0, "", True, None)
        server.start(alone=True)
        assert not server.owned
    finally:
        stopped = server.stop()

    assert stopped
    assert status.pid is not None
    assert ended(status.pid)
    assert not server.stop()


def test_server_ends_with_its_keeper(tmp_path: Path) -> None:
    server = LocalServer(tmp_path / "home", tuning=BRIEF)
    server.start()
    pid = server.status().pid
    keeper = subprocess.check_output(["ps", "-o", "ppid=", "-p", str(pid)], text=True)

    os.kill(int(keeper), signal.SIGKILL)

    assert eventually(lambda: not server.status().running)
    server.reset()
    assert [path.name for path in (tmp_path / "home").iterdir()] == ["server.lock"]
