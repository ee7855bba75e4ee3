"""SIGTERM as something that a program ends by in order, not in the middle of its work."""

import asyncio
import signal
from collections.abc import Awaitable, Callable, Generator
from contextlib import AbstractContextManager, contextmanager, nullcontext
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
    """What `work` returns on an event loop, which SIGTERM meets neither half made nor half closed."""
    if current_thread() is not main_thread():
        return asyncio.run(_begun(work, nullcontext()))
    with _HeldBack() as sigterm:
        return asyncio.run(_begun(work, sigterm.heard()))


async def _begun(work: Callable[[], Awaitable[T]], during: AbstractContextManager[None]) -> T:
    with during:
        return await work()


class _HeldBack:
    """SIGTERM kept waiting until the end, but while it is `heard`.

    A mask of signals would do so for one thread only, and any other would take the signal.
    """

    def __enter__(self) -> "_HeldBack":
        self._is_due = False
        self._act = signal.signal(signal.SIGTERM, self._note)
        return self

    def __exit__(self, *_: object) -> None:
        self._let_through()

    @contextmanager
    def heard(self) -> Generator[None]:
        """SIGTERM acted on where it comes, and what is due at once."""
        self._let_through()
        try:
            yield
        finally:
            signal.signal(signal.SIGTERM, self._note)

    def _note(self, _number: int, _frame: object) -> None:
        self._is_due = True

    def _let_through(self) -> None:
        signal.signal(signal.SIGTERM, self._act)
        if self._is_due:
            self._is_due = False
            signal.raise_signal(signal.SIGTERM)
