"""Cells of reports: what an answer holds at a place, and how people read it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, cast

NOTHING = "–"
MINUS = "−"


class Style(StrEnum):
    """What kind of value a column holds."""

    TEXT = "text"
    WORD = "word"
    WHOLE = "whole"
    NUMBER = "number"
    SHARE = "share"
    DAY = "day"
    MOMENT = "moment"


NUMERIC = frozenset({Style.WHOLE, Style.NUMBER, Style.SHARE})


@dataclass(frozen=True, slots=True)
class Ref:
    """A record that a cell names."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Many:
    """Several items in one cell; `more` says how many were left out."""

    items: tuple["Ref | str", ...]
    more: int = 0


Cell = bool | int | float | str | Ref | Many | None


def value_at(data: Any, path: str) -> Any:
    """What nested data hold below a path of keys; None where there is nothing."""
    for key in path.split("."):
        if data is None:
            return None
        data = data.get(key)
    return data


def as_cell(found: Any) -> Cell:
    """A value of an answer as a cell: records by id and name, lists and connections as several of them."""
    if isinstance(found, Mapping):
        record = cast("Mapping[str, Any]", found)
        if "nodes" in record:
            items = _items(record["nodes"])
            return Many(items, record.get("totalCount", len(items)) - len(items))
        return Ref(record["id"], record["name"])
    return Many(_items(cast("Sequence[Any]", found))) if isinstance(found, list) else found


def _items(found: Sequence[Any]) -> tuple[Ref | str, ...]:
    return tuple(item if isinstance(item, str) else Ref(item["id"], item["name"]) for item in found)


def cell_names(value: Cell) -> Iterator[str]:
    """The names in a cell, and how many more there are."""
    if isinstance(value, Many):
        yield from (item.name if isinstance(item, Ref) else item for item in value.items)
        if value.more:
            yield f"and {value.more} more"
    elif isinstance(value, Ref):
        yield value.name
    elif value is not None:
        yield str(value)


def exact_text(value: Cell) -> str:
    """A cell as machines read it: numbers with all their digits, nothing for null."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    return "; ".join(cell_names(value))


def readable_text(value: Cell, style: Style) -> str:
    """A cell as people read it."""
    if value is None or value == "" or (isinstance(value, Many) and not value.items):
        return NOTHING
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float):
        return number_text(100 * value, 1) + " %" if style is Style.SHARE else number_text(value)
    if isinstance(value, str):
        return _styled_text(value, style)
    return "; ".join(enum_words(name) if style is Style.WORD else name for name in cell_names(value))


def number_text(value: float, digits: int = 2) -> str:
    """A number with at most so many decimals, thousands apart, and a true minus sign."""
    text = f"{value:,.{digits}f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text in ("-0", "") else text.replace("-", MINUS)


def enum_words(value: str) -> str:
    """A value of an enum as words: `IN_PROGRESS` is `In progress`."""
    return value.replace("_", " ").capitalize() if value.isupper() and len(value) > 3 else value


def _styled_text(value: str, style: Style) -> str:
    if style is Style.WORD:
        return enum_words(value)
    if style is Style.MOMENT:
        return f"{value[:10]} {value[11:16]}"
    return date.fromisoformat(value).isoformat() if style is Style.DAY else value
