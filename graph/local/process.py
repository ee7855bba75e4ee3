"""Tells processes apart: a pid alone may belong to another program by now."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path


def identity(pid: int) -> str | None:
    """What no other process ever has: boot and start time; None when `pid` runs no more."""
    if not sys.platform.startswith("linux"):
        answer = subprocess.run(
            ["ps", "-o", "lstart=,stat=", "-p", str(pid)], capture_output=True, text=True, check=False
        )
        started, _, status = answer.stdout.strip().rpartition(" ")
        return None if not started or status.startswith("Z") else started.strip()
    try:
        fields = Path(f"/proc/{pid}/stat").read_text("utf-8", "replace").rpartition(")")[2].split()
    except (FileNotFoundError, ProcessLookupError):
        return None
    state, started = fields[0], fields[19]
    boot = Path("/proc/sys/kernel/random/boot_id").read_text("utf-8").strip()
    return None if state in "ZX" else f"{boot}:{started}"


def end(pid: int, identified: str, grace_seconds: float) -> None:
    """End the process with SIGTERM, after the grace with SIGKILL; return when it is gone."""
    for number in (signal.SIGTERM, signal.SIGKILL):
        if identity(pid) != identified:
            return
        os.kill(pid, number)
        deadline = time.monotonic() + grace_seconds
        while identity(pid) == identified and time.monotonic() < deadline:
            time.sleep(0.02)
