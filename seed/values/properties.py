"""What a cell holds, as a value of a property of the model."""

import re
from collections.abc import Callable
from datetime import date
from typing import Any, cast

from graph.entities import Datatype, Property
from seed.values.days import day
from seed.values.notations import Ambiguous
from seed.values.numbers import is_percentage, number
from seed.values.references import texts
from seed.values.truths import truth


def property_value(item: Property, value: Any) -> Any:
    """The value for a property, or an Ambiguous one; raises ValueError, to be said after the property's name.

    Bounds, lengths and patterns are the model's to check.
    """
    if value is None:
        return None
    match item.type:
        case Datatype.INT | Datatype.FLOAT:
            return _number(item, value)
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


def value_fits(item: Property) -> Callable[[Any], bool]:
    """What tells whether a number can be a value of a property: whole where it must be, within its bounds."""

    def fits(value: Any) -> bool:
        if not isinstance(value, int | float):
            return True
        whole = item.type is not Datatype.INT or value == int(value)
        low, high = item.minimum, item.maximum
        return whole and (low is None or low <= value) and (high is None or value <= high)

    return fits


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


def _number(item: Property, value: Any) -> Any:
    """A number; a percentage is a hundredth where the property is a share from 0 to 1."""
    found = number(value)
    percentage = is_percentage(value)
    if found is None or (percentage and not _may_be_percentage(item)):
        raise ValueError("must be a number such as 12 or 0.5, without unit or blanks")
    if percentage and item.maximum == 1:
        found = found.map(_hundredth) if isinstance(found, Ambiguous) else _hundredth(found)
    return found if isinstance(found, Ambiguous) else typed_number(item, found)


def _may_be_percentage(item: Property) -> bool:
    """Whether a property goes to 1 or 100, or its unit is told elsewhere, as that of a target is."""
    free = item.minimum is None and item.maximum is None and not item.facts.unit
    return item.type is Datatype.FLOAT and (item.maximum in (1, 100) or free)


def typed_number(item: Property, value: float) -> float:
    """A number as its property keeps it; raises ValueError where it must be whole."""
    if item.type is Datatype.FLOAT:
        return float(value)
    if value != int(value):
        raise ValueError("must be a whole number")
    return int(value)


def _hundredth(value: float) -> float:
    return round(value / 100, 9)


def _truth(value: Any) -> bool:
    found = truth(value)
    if found is None:
        raise ValueError("must be true or false")
    return found


def _day(value: Any) -> Any:
    found = day(value)
    if found is None:
        raise ValueError("must be a day such as 2026-11-22")
    return found


def _choice(item: Property, value: Any) -> str:
    choices = [member.value for member in item.enum] if item.enum else []
    word = re.sub(r"[\s-]+", "_", _text(value).strip()).upper()
    if word in choices:
        return word
    raise ValueError(f"must be one of {', '.join(choices)}")
