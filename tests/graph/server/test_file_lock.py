"""A lock lets one in, says who is inside, and opens however that one ends."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from graph.server.errors import HomeInUse, LocalServerError
from graph.server.file_lock import hold_lock

HOLD = """
import sys, time
from pathlib import Path
from graph.server.file_lock import hold_lock
with hold_lock(Path(sys.argv[1]), wait_seconds=0, waiting=print):
    print("inside", flush=True)
    time.sleep(60)
"""


def unheard(_: int | None) -> None:
    """Whoever does not care who holds the lock."""


def test_holder_is_named_while_it_lives(tmp_path: Path) -> None:
    path = tmp_path / "some" / "lock"
    heard: list[int | None] = []
    with subprocess.Popen([sys.executable, "-c", HOLD, path], stdout=subprocess.PIPE) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"inside\n"

        with (
            pytest.raises(HomeInUse, match=str(other.pid)) as caught,
            hold_lock(path, wait_seconds=0.2, waiting=heard.append),
        ):
            pytest.fail("two hold one lock")
        other.kill()

    assert caught.value.pid == other.pid
    assert heard == [other.pid]


def test_lock_of_killed_holder_is_free(tmp_path: Path) -> None:
    path = tmp_path / "lock"
    with subprocess.Popen([sys.executable, "-c", HOLD, path], stdout=subprocess.PIPE) as other:
        assert other.stdout is not None
        other.stdout.readline()
        other.kill()

    with hold_lock(path, wait_seconds=0, waiting=unheard):
        assert path.read_text() == str(os.getpid())


def test_unusable_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")

    with (
        pytest.raises(LocalServerError, match=f"The folder {tmp_path / 'file'} cannot be used"),
        hold_lock(tmp_path / "file" / "lock", wait_seconds=0, waiting=unheard),
    ):
        pytest.fail("a lock inside a file")
