"""A process is told from the one that had its pid before, and is ended for certain."""

import os
import subprocess
import sys
from collections.abc import Callable

import pytest

from graph.server.process_identity import end_process, identity_by_proc, identity_by_ps, process_identity

SLEEP = "import time; time.sleep(60)"
STUBBORN = (
    "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print(flush=True); time.sleep(60)"
)

both_ways = pytest.mark.parametrize("told", [identity_by_proc, identity_by_ps])


@both_ways
def test_identity_lasts_as_the_process(told: Callable[[int], str | None]) -> None:
    with subprocess.Popen([sys.executable, "-c", SLEEP]) as other:
        first = told(other.pid)

        assert first is not None
        assert told(other.pid) == first
        other.kill()

    assert told(other.pid) is None


@both_ways
def test_dead_child_has_no_identity(told: Callable[[int], str | None]) -> None:
    with subprocess.Popen([sys.executable, "-c", ""]) as other:
        os.waitid(os.P_PID, other.pid, os.WEXITED | os.WNOWAIT)

        assert told(other.pid) is None


def test_end_is_asked_then_forced() -> None:
    with subprocess.Popen([sys.executable, "-c", STUBBORN], stdout=subprocess.PIPE) as other:
        assert other.stdout is not None
        other.stdout.readline()
        identified = process_identity(other.pid)
        assert identified is not None

        end_process(other.pid, identified, grace_seconds=0.3)

    assert other.returncode == -9


def test_end_spares_another_process() -> None:
    with subprocess.Popen([sys.executable, "-c", SLEEP]) as other:
        end_process(other.pid, "of a process before it", grace_seconds=0.1)

        assert other.poll() is None
        other.kill()
