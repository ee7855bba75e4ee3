"""Faults: what could not be answered, standing in an answer in the place of its value."""

from collections.abc import Callable, Generator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Fault:
    """Stands where a value could not be made; whoever gathers faults makes errors with places of them."""

    error: Exception


_FAULTS: ContextVar[list[Fault] | None] = ContextVar("faults", default=None)


@contextmanager
def gathered_faults() -> Generator[list[Fault]]:
    """The faults of all answers attempt inside; where nobody gathers them, the first one is raised."""
    faults: list[Fault] = []
    token = _FAULTS.set(faults)
    try:
        yield faults
    finally:
        _FAULTS.reset(token)


def fault(error: Exception) -> Fault:
    """The fault to put in the place of a value."""
    faults = _FAULTS.get()
    if faults is None:
        raise error
    faults.append(Fault(error))
    return faults[-1]


def or_fault(shape: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """The same function, whose failure is a fault in the place of its value."""

    def attempt(value: Any) -> Any:
        try:
            return shape(value)
        except Exception as error:
            return fault(error)

    return attempt
