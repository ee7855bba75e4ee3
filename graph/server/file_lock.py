"""A lock between processes on one file, released by the kernel however its holder ends."""

import fcntl
import os
import time
from collections.abc import Callable, Generator
from contextlib import contextmanager
from pathlib import Path

from graph.server.errors import HomeInUse, LocalServerError


@contextmanager
def hold_lock(path: Path, *, wait_seconds: float, waiting: Callable[[int | None], None]) -> Generator[None]:
    """Hold the lock on `path`; `waiting` is told once who has it.

    Raises HomeInUse after the wait, LocalServerError if the folder cannot be written.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        raise LocalServerError(
            f"The folder {path.parent} cannot be used: {error.strerror}. Choose another one, or mend it."
        ) from error
    try:
        _acquire(descriptor, path, wait_seconds, waiting)
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, str(os.getpid()).encode(), 0)
        yield
    finally:
        os.close(descriptor)


def _acquire(descriptor: int, path: Path, wait_seconds: float, waiting: Callable[[int | None], None]) -> None:
    deadline = time.monotonic() + wait_seconds
    told = False
    while True:
        try:
            return fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            holder = _holder(descriptor)
        if time.monotonic() > deadline:
            raise HomeInUse(
                f"Process {holder or 'unknown'} holds {path}. Wait until it is done, or end it.", holder
            )
        if not told:
            waiting(holder)
            told = True
        time.sleep(0.05)


def _holder(descriptor: int) -> int | None:
    text = os.pread(descriptor, 20, 0)
    return int(text) if text.isdigit() else None
