"""SIGTERM as something that a program ends by in order, not in the middle of its work."""

import asyncio
import signal
from collections.abc import Awaitable, Callable, Generator
from contextlib import contextmanager
from threading import current_thread, main_thread
from typing import TypeVar

T = TypeVar("T")


@contextmanager
def on_termination(act: Callable[[], object]) -> Generator[None]:
    """Call `act`, which raises, where SIGTERM comes; only the main thread hears signals."""
    if current_thread() is not main_thread():
        yield
        return
    before = signal.signal(signal.SIGTERM, lambda _number, _frame: act())
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def run(work: Callable[[], Awaitable[T]]) -> T:
    """What `work` returns on an event loop of its own; SIGTERM does not meet it half made."""

    async def interruptible() -> T:
        with _sigterm(signal.SIG_UNBLOCK):
            return await work()

    with _sigterm(signal.SIG_BLOCK):
        return asyncio.run(interruptible())


@contextmanager
def _sigterm(how: int) -> Generator[None]:
    """SIGTERM held back from this thread, or let through, until the end."""
    before = signal.pthread_sigmask(how, {signal.SIGTERM})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
