"""Records counted by their keys, in Python: facets."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from tests.questions.formulas import priority, touched
from tests.questions.portfolio import Portfolio

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
