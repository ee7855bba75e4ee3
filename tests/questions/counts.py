"""Records counted by their keys, in Python: facets, and groups with what they add up to."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from itertools import product
from typing import Any, cast

from tests.questions.formulas import priority, touched
from tests.questions.portfolio import Portfolio

Number = Callable[[Portfolio, str], Any]
LINKS = {"TEAM": "OWNED_BY", "PARENT": "PART_OF", "PERSONAS": "WALKED_BY FELT_BY", "CHANNELS": "THROUGH"}
WORDS = {"VOC": "Customer", "VOB": "Business", "VOA": "Analytics", "UP": "Higher", "DOWN": "Lower"}


def bearers(p: Portfolio, id: str, key: str) -> list[tuple[str, str]]:
    """What a record bears of a key: the text it is ordered by, and the value."""
    if key == "JOURNEYS" and p.kind(id) != "Metric":
        return _named(p, p.journeys_of(touched(p, id)))
    if key in ("JOURNEYS", "GOALS"):
        ends = p.out(id, "MEASURES", "CONTRIBUTES_TO")
        return _named(p, (end for end in ends if f"{p.kind(end).upper()}S" == key))
    if key in LINKS:
        return _named(p, p.out(id, *LINKS[key].split()))
    value = priority(p, id)["quadrant"] if key == "QUADRANT" else p.get(id, key.lower())
    return [] if value is None else [(value, value)]


def _named(p: Portfolio, ids: Iterable[str]) -> list[tuple[str, str]]:
    return [(p.get(id, "name"), id) for id in ids]


def label(text: str, value: str) -> str:
    """A value for people: a name, or the value of an enum in words."""
    return text if text != value else WORDS.get(value) or value.replace("_", " ").capitalize()


def facets(p: Portfolio, ids: Iterable[str], key: str) -> list[dict[str, Any]]:
    """How many of some records bear each value of a key, most first."""
    found = Counter(pair for id in ids for pair in bearers(p, id, key))
    return [
        {"value": value, "label": label(text, value), "count": count}
        for (text, value), count in sorted(found.items(), key=lambda item: (-item[1], item[0]))
    ]


def groups(
    p: Portfolio, ids: Iterable[str], by: Sequence[str], month: str | None, sums: Mapping[str, Number]
) -> list[dict[str, Any]]:
    """Some records in groups that agree in keys and in the month of a day, most first."""
    found: dict[tuple[Any, ...], list[str]] = defaultdict(list)
    for id in ids:
        borne = [bearers(p, id, key) or [None] for key in by]
        for values in product(*borne):
            found[(*values, month and _month(p.get(id, month)))].append(id)
    rows = [_group(p, values, members, sums) for values, members in found.items()]
    return [row for _, row in sorted(rows, key=lambda row: row[0])]


def _group(
    p: Portfolio, values: tuple[Any, ...], members: list[str], sums: Mapping[str, Number]
) -> tuple[Any, dict[str, Any]]:
    *keys, month = values
    count = len(members)
    told = [("", "None") if pair is None else (pair[1], label(*pair)) for pair in keys]
    rank = [-count, *((pair is None, pair or ()) for pair in keys), (month is None, month or "")]
    return rank, {
        "keys": [{"value": value, "label": text, "count": count} for value, text in told],
        "month": month,
        "count": count,
        "aggregate": {name: _sums([number(p, id) for id in members]) for name, number in sums.items()},
    }


def _month(moment: date | None) -> str | None:
    return None if moment is None else f"{moment:%Y-%m}-01"


def _sums(numbers: list[Any]) -> Any:
    """What an aggregate says of numbers; of amounts, pairs of currency and number, by currency."""
    amounts = [cast(tuple[str | None, float | None], one) for one in numbers if isinstance(one, tuple)]
    if amounts:
        return [
            {"currency": unit, **_sums([amount for currency, amount in amounts if currency == unit])}
            for unit in sorted({unit for unit, amount in amounts if unit and amount is not None})
        ]
    there = [number for number in numbers if number is not None]
    if not there:
        return {"n": 0, "sum": None, "mean": None, "min": None, "max": None}
    total = sum(there)
    return {
        "n": len(there),
        "sum": total,
        "mean": total / len(there),
        "min": min(there),
        "max": max(there),
    }
