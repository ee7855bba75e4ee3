"""Cells of reports: what an answer holds at a place, and how people read it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from typing import Any, cast

from graph.scales import is_currency
from graph.texts import enum_words

NOTHING = "–"
MINUS = "−"


class Style(StrEnum):
    """What kind of value a column holds."""

    TEXT = "text"
    WORD = "word"
    MARK = "mark"  # a few signs, in a narrow column
    WHOLE = "whole"
    NUMBER = "number"
    SHARE = "share"
    DAY = "day"
    MOMENT = "moment"
    MONEY = "money"
    MEASURE = "measure"
    CHANGE = "change"


NUMERIC = frozenset({Style.WHOLE, Style.NUMBER, Style.SHARE, Style.MONEY, Style.MEASURE, Style.CHANGE})
# Styles whose values have a unit that decides how they are written.
WITH_UNIT = frozenset({Style.MONEY, Style.MEASURE, Style.CHANGE})
NO_CENTS = 1_000  # from this amount on
SHARE_UNIT = "share"


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


@dataclass(frozen=True, slots=True)
class Amount:
    """A number with its unit: a currency, or what a metric is counted in."""

    value: float
    unit: str | None = None


Cell = bool | int | float | str | Amount | Ref | Many | None


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
    elif isinstance(value, Amount):
        yield exact_text(value)
    elif value is not None:
        yield str(value)


def exact_text(value: Cell) -> str:
    """A cell as machines read it: numbers with all their digits and without units, nothing for null."""
    if isinstance(value, Amount):
        return exact_text(value.value)
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
    if isinstance(value, Amount):
        return amount_text(value.value, value.unit, style)
    if isinstance(value, int | float):
        return plain_number_text(value, style)
    if isinstance(value, str):
        return _styled_text(value, style)
    return "; ".join(enum_words(name) if style is Style.WORD else name for name in cell_names(value))


def plain_number_text(value: float, style: Style) -> str:
    """A number without a unit: shares as per cent, counts whole."""
    if style is Style.SHARE:
        return f"{number_text(value, 1, shift=2)} %"
    return number_text(value, 0 if style is Style.WHOLE else 2)


def amount_text(value: float, unit: str | None, style: Style = Style.MEASURE) -> str:
    """A number as its unit asks for: money with its currency, shares as per cent, their changes in points."""
    if style is Style.MONEY or (style is Style.MEASURE and is_currency(unit)):
        whole = abs(value) >= NO_CENTS or float(value).is_integer()
        return f"{number_text(value, 0 if whole else 2, fixed=True)} {unit or ''}".rstrip()
    share = unit == SHARE_UNIT
    if style is Style.CHANGE:
        digits = 0 if abs(value) >= NO_CENTS and is_currency(unit) else 2
        text = number_text(value, 1, shift=2) if share else number_text(value, digits)
        return f"{'+' if value > 0 else ''}{text}{' points' if share else ''}"
    return f"{number_text(value, 1, shift=2)} %" if share else number_text(value)


def signed_text(text: str) -> str:
    """A number with a true minus sign."""
    return text.replace("-", MINUS)


def number_text(value: float, digits: int = 2, *, fixed: bool = False, shift: int = 0) -> str:
    """A number, times ten to the `shift`, with at most so many decimals, thousands apart and a true minus.

    Halves go away from zero, as spreadsheet programs show them. `fixed` keeps zeros at the end.
    """
    rounded = Decimal(repr(value)).scaleb(shift).quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)
    text = f"{rounded or abs(rounded):,f}"
    return signed_text(text if fixed or "." not in text else text.rstrip("0").rstrip("."))


def _styled_text(value: str, style: Style) -> str:
    if style is Style.WORD:
        return enum_words(value)
    if style is Style.MOMENT:
        return f"{value[:10]} {value[11:16]}"
    return date.fromisoformat(value).isoformat() if style is Style.DAY else value
