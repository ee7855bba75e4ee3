"""The state file is believed only as far as its process is the one that was launched."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from graph.server import LocalServer
from graph.server.process_identity import process_identity
from graph.server.state_file import ServerState, launched_state, live_state, write_state

SLEEP = "import time; time.sleep(60)"


def test_state_is_kept_while_process_lives(tmp_path: Path) -> None:
    path = tmp_path / "server.json"
    with subprocess.Popen([sys.executable, "-c", SLEEP]) as process:
        state = launched_state(process.pid, 7687, "1.0", detached=False)
        write_state(path, state)

        assert live_state(path) == state
        assert (state.uri, state.owner, state.other_owner()) == ("bolt://127.0.0.1:7687", os.getpid(), None)
        process.kill()

    assert live_state(path) is None


@pytest.mark.parametrize("content", ["", "{", "[]", "7", '{"pid": 1}', '{"pid": 1, "unknown": 2}'])
def test_broken_state_is_no_state(tmp_path: Path, content: str) -> None:
    (tmp_path / "server.json").write_text(content)

    assert live_state(tmp_path / "server.json") is None
    assert not LocalServer(tmp_path).status().running


def test_process_with_old_pid_is_spared(tmp_path: Path) -> None:
    server = LocalServer(tmp_path)
    with subprocess.Popen([sys.executable, "-c", SLEEP]) as stranger:
        write_state(tmp_path / "server.json", ServerState(stranger.pid, "of a server before it", 7687, "1.0"))

        assert server.status().running is False
        assert server.stop() is False
        server.reset()
        assert stranger.poll() is None
        stranger.kill()


def test_other_owner_is_one_that_lives() -> None:
    with subprocess.Popen([sys.executable, "-c", SLEEP]) as owner:
        state = ServerState(1, "any", 7687, "1.0", owner.pid, process_identity(owner.pid))

        assert state.other_owner() == owner.pid
        owner.kill()

    assert state.other_owner() is None
    assert launched_state(1, 7687, "1.0", detached=True).other_owner() is None
