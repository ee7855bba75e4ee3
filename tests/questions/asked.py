"""What every answer of the forty is put together from."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from tests.questions.portfolio import Portfolio

# The variables of a request, and the data it must come to.
Asked = tuple[dict[str, Any], dict[str, Any]]


@dataclass
class Day:
    """A day's work on the sample: between which moments, what was done, and on which opportunities."""

    begun: str = ""
    ended: str = ""
    restarted: tuple[str, ...] = ()
    work: list[tuple[str, str, str]] = field(default_factory=list[tuple[str, str, str]])


def nodes(rows: Iterable[Any]) -> dict[str, Any]:
    """A connection of which only the nodes are asked."""
    return {"nodes": list(rows)}


def named(p: Portfolio, ids: Iterable[str]) -> list[dict[str, Any]]:
    """Records of which only the name is asked, in the order of their names."""
    return [{"name": p.get(id, "name")} for id in p.by_name(ids)]


def ordered(ids: Iterable[str], key: Callable[[str], Sequence[Any]]) -> list[str]:
    """Records in an order, smallest first, those that are equal in it by their ids."""
    return sorted(ids, key=lambda id: (*key(id), id))


def largest(ids: Iterable[str], key: Callable[[str], Any]) -> list[str]:
    """Records in an order, largest first, those that are equal in it by their ids, the last first."""
    return sorted(ids, key=lambda id: (key(id), id), reverse=True)
