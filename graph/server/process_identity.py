"""Tells processes apart: a pid alone may belong to another program by now."""

import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path


def process_identity(pid: int) -> str | None:
    """What no other process ever has: its start time, and its boot; None when `pid` runs no more."""
    return identity_by_proc(pid) if sys.platform.startswith("linux") else identity_by_ps(pid)


def identity_by_proc(pid: int) -> str | None:
    """The identity as Linux tells it."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text("utf-8", "replace").rpartition(")")[2].split()
    except (FileNotFoundError, ProcessLookupError):
        return None
    state, started = fields[0], fields[19]
    boot = Path("/proc/sys/kernel/random/boot_id").read_text("utf-8").strip()
    return None if state in "ZX" else f"{boot}:{started}"


def identity_by_ps(pid: int) -> str | None:
    """The identity as other systems tell it."""
    answer = subprocess.run(
        ["/bin/ps", "-o", "stat=", "-o", "lstart=", "-p", str(pid)],
        env={"LC_ALL": "C"},
        capture_output=True,
        text=True,
        check=False,
    )
    state, _, started = answer.stdout.strip().partition(" ")
    return None if not started or state.startswith("Z") else started.strip()


def end_process(pid: int, identified: str, grace_seconds: float) -> None:
    """End the process with SIGTERM, after the grace with SIGKILL; return when it is gone."""
    for number in (signal.SIGTERM, signal.SIGKILL):
        if process_identity(pid) != identified:
            return
        with suppress(ProcessLookupError):
            os.kill(pid, number)
        deadline = time.monotonic() + grace_seconds
        while process_identity(pid) == identified and time.monotonic() < deadline:
            time.sleep(0.02)
