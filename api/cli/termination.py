"""SIGTERM as something that a program ends by in order, not in the middle of its work."""

import signal
from collections.abc import Callable, Generator
from contextlib import contextmanager
from threading import current_thread, main_thread


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
