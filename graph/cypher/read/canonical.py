"""One order for what is asked: spellings of the same need become the same statement, whatever their keys."""

from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from typing import Any, TypeVar, cast

from graph.computed import Computed, DerivedLink
from graph.entities import Entity, Link, Property
from graph.selection import Ask, ObjectField, Parameter, RootAsk

A = TypeVar("A", Ask, ObjectField, RootAsk)
T = TypeVar("T")


def ordered_asks(items: Iterable[A]) -> list[A]:
    """What is asked, in an order that depends neither on its keys nor on the order of the request."""
    return sorted(items, key=_sort_text)


def ordered_pairs(items: Iterable[tuple[str, T]]) -> list[tuple[str, T]]:
    """The same for pairs of a key and what is asked under it."""
    return sorted(items, key=_sort_text)


def _sort_text(item: Any) -> str:
    """A text that is equal for equal needs; values of parameters and keys of the answer are no part of it."""
    match item:
        case Parameter():
            return "?"
        case Property() | Computed():
            return item.name
        case Link() | DerivedLink():
            return item.field
        case Entity():
            return item.label
        case Enum():
            return item.name
        case (str(), inner):  # a key and what is asked under it
            return _sort_text(inner)
        case tuple():
            return f"({','.join(sorted(map(_sort_text, cast(tuple[Any, ...], item))))})"
        case Mapping():
            pairs = cast(Mapping[str, Any], item).items()
            return f"({','.join(f'{name}:{_sort_text(value)}' for name, value in sorted(pairs))})"
        case _ if is_dataclass(item):
            inner = (getattr(item, part.name) for part in fields(item) if part.name != "key")
            return f"{type(item).__name__}({','.join(map(_sort_text, inner))})"
        case _:
            return str(item)
