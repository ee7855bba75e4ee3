"""What a cell holds, as a value of a property: texts of people become numbers, days, enums."""

import re
from datetime import date, datetime
from typing import Any, cast

from graph.schema import Datatype, Property
from seed.references import texts

_TRUE = frozenset({"true", "yes", "y", "1", "x", "✓", "✔", "ja", "wahr"})
_FALSE = frozenset({"false", "no", "n", "0", "-", "nein", "falsch"})
_NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?")
_COMMA = re.compile(r"([+-]?\d+),(\d+)")
# Groups of three digits: by blanks or apostrophes, or by points or commas that cannot be decimal ones.
_GROUPED = re.compile(
    r"[+-]?\d{1,3}(?:([ \u00a0\u202f'’])\d{3}(?:\1\d{3})*|([.,])\d{3}(?:\2\d{3})+|([.,])\d{3}(?=(?!\3)[.,]))"
    r"(?:(?!\2)[.,]\d+)?"
)
_THOUSAND = re.compile(r"[+-]?[1-9]\d{0,2}\.\d\d0")
_DAY = re.compile(r"(\d{4}-\d{2}-\d{2})([T ].*)?")


def converted(item: Property, value: Any) -> Any:
    """The value for a property; raises ValueError, its message goes on after the property's name.

    Bounds, lengths and patterns are the model's to check.
    """
    if value is None:
        return None
    match item.type:
        case Datatype.INT | Datatype.FLOAT:
            return _number(value, whole=item.type is Datatype.INT, share=item.maximum == 1)
        case Datatype.BOOLEAN:
            return _truth(value)
        case Datatype.DATE:
            return _day(value)
        case Datatype.ENUM:
            return _choice(item, value)
        case Datatype.TEXTS:
            return _texts(value)
        case _:
            return _text(value)


def _text(value: Any) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, int | float):
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    raise ValueError("must be a text")


def _texts(value: Any) -> list[str]:
    if isinstance(value, list):
        return [_text(item) for item in cast("list[Any]", value)]
    return texts(_text(value))


def _number(value: Any, *, whole: bool, share: bool) -> int | float:
    if isinstance(value, str):
        text = value.strip().replace("\u2212", "-")
        percent = share and text.endswith("%")
        value = _read_number(text.removesuffix("%").strip() if percent else text)
        value = round(value / 100, 9) if percent else value
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise ValueError("must be a number")
    if not whole:
        return float(value)
    if isinstance(value, float) and not value.is_integer():
        raise ValueError("must be a whole number")
    return int(value)


def _read_number(text: str) -> int | float:
    if found := _GROUPED.fullmatch(text):
        text = text.replace(found[1] or found[2] or found[3], "")
    found = _COMMA.fullmatch(text)
    if _THOUSAND.fullmatch(text) or (found and len(found[2]) == 3):
        raise ValueError("can be read in two ways; write it without comma and point, such as 1250 or 1.25")
    text = f"{found[1]}.{found[2]}" if found else text
    if not _NUMBER.fullmatch(text):
        raise ValueError("must be a number such as 12 or 0.5, without unit or blanks")
    number = float(text)
    return int(text) if re.fullmatch(r"[+-]?\d+", text) else number


def _truth(value: Any) -> bool:
    if isinstance(value, bool):
        return value
    word = _text(value).strip().casefold()
    if word in _TRUE or word in _FALSE:
        return word in _TRUE
    raise ValueError("must be true or false")


def _day(value: Any) -> date:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    found = _DAY.fullmatch(value.strip()) if isinstance(value, str) else None
    try:
        if found:
            return date.fromisoformat(found[1])
    except ValueError:
        pass
    raise ValueError("must be a day such as 2026-11-22")


def _choice(item: Property, value: Any) -> str:
    choices = [member.value for member in item.enum] if item.enum else []
    word = re.sub(r"[\s-]+", "_", _text(value).strip()).upper()
    if word in choices:
        return word
    raise ValueError(f"must be one of {', '.join(choices)}")
