"""What narrows a report: filters as people write them, the records they mean, and their `where`."""

from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from unicodedata import normalize

from api.reports.cells import Ref
from graph.errors import BadRequest, Invalid, NotFound
from graph.texts import value_text

RunQuery = Callable[[str, Mapping[str, Any]], Awaitable[Mapping[str, Any]]]

RECORDS = {"journey": "Journey", "team": "Team", "goal": "Goal", "opportunity": "Opportunity"}
DAYS = ("since", "until")
FILTERS = (*RECORDS, *DAYS)
LISTS = {"journey": "journeys", "team": "teams", "goal": "goals", "opportunity": "opportunities"}
MOST_PER_FILTER = 100
MOST_IDS_SHOWN = 5
NAMED = {
    name: f"query Named($text: String!, $id: ID!) {{ found: {list}(first: 100, where: "
    "{OR: [{id: {eq: $id}}, {key: {eq: $text}}, {name: {eq: $text}}]}) { nodes { id key name } } }"
    for name, list in LISTS.items()
}
BELOW = "query Below($where: GoalFilter) { goals(first: 100, where: $where) { nodes { id } } }"

Where = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Filters:
    """The records and days that a report is narrowed to; several records of a kind mean any of them."""

    records: Mapping[str, tuple[Ref, ...]] = field(default_factory=dict[str, tuple[Ref, ...]])
    days: Mapping[str, date] = field(default_factory=dict[str, date])
    goals: tuple[str, ...] = ()  # the ids of the goals with those below them

    def ids(self, name: str) -> list[str] | None:
        """The ids of the records of a filter; None where it is not set."""
        found = self.records.get(name)
        return [ref.id for ref in found] if found else None

    def day(self, name: str) -> str | None:
        """A day as text; None where it is not set."""
        return self.days[name].isoformat() if name in self.days else None

    def text(self) -> str:
        """The filters as they are printed."""
        parts = [
            f"{name} {' or '.join(f'“{ref.name}”' for ref in found)}" for name, found in self.records.items()
        ]
        return "; ".join([*parts, *(f"{name} {day}" for name, day in self.days.items())]) or "none"


def filter_days(given: Mapping[str, Sequence[str]]) -> dict[str, date]:
    """The days of the filters. Raises BadRequest for what is none."""
    found: dict[str, date] = {}
    for name in DAYS:
        for text in given.get(name, ()):
            try:
                found[name] = date.fromisoformat(text)
            except ValueError:
                raise BadRequest(f"{name}: {value_text(text)} is no day. Write it as 2026-01-31.") from None
    return found


async def resolve_filters(given: Mapping[str, Sequence[str]], ask: RunQuery) -> Filters:
    """The filters as given, their records looked up. Raises NotFound, Invalid or BadRequest."""
    records: dict[str, tuple[Ref, ...]] = {}
    for name in RECORDS:
        texts = list(dict.fromkeys(given.get(name, ())))
        if len(texts) > MOST_PER_FILTER:
            raise BadRequest(f"{name}: at most {MOST_PER_FILTER} can be named.")
        if texts:
            records[name] = tuple([await _record(name, text, ask) for text in texts])
    return Filters(records, filter_days(given), await _goal_ids_below(records.get("goal", ()), ask))


async def _goal_ids_below(goals: Sequence[Ref], ask: RunQuery) -> tuple[str, ...]:
    """The ids of goals and of those up to three levels below them."""
    if not goals:
        return ()
    found = await ask(BELOW, below([goal.id for goal in goals]))
    return tuple(node["id"] for node in found["goals"]["nodes"])


def below(ids: Sequence[str]) -> dict[str, Any]:
    """The variables of `BELOW` for the ids of goals."""
    is_one: Where = {"id": {"in": ids}}
    levels = [is_one]
    for _ in range(3):
        levels.append({"parent": {"is": levels[-1]}})
    return {"where": {"OR": levels}}


async def _record(name: str, text: str, ask: RunQuery) -> Ref:
    """The record that an id, a key or an unique name means."""
    text = normalize("NFC", text)
    found: list[Mapping[str, Any]] = (await ask(NAMED[name], {"text": text, "id": text}))["found"]["nodes"]
    for handle in ("id", "key"):
        found = [node for node in found if node[handle] == text] or found
    if not found:
        raise NotFound(f"{name}: no {RECORDS[name].lower()} has the id, key or name {value_text(text)}.")
    if len(found) > 1:
        ids = ", ".join(node["id"] for node in found[:MOST_IDS_SHOWN])
        raise Invalid(f"{name}: {len(found)} records are called {value_text(text)}. Give an id: {ids}.")
    return Ref(found[0]["id"], found[0]["name"])


Narrow = Callable[[Any], Where]


def _through(*path: str) -> Narrow:
    """A filter by ids at the end of a path."""

    def narrow(ids: Any) -> Where:
        found: Where = {"id": {"in": ids}}
        for name in reversed(path):
            found = {name: found}
        return found

    return narrow


def _any_of(*ways: Narrow) -> Narrow:
    return lambda value: {"OR": [way(value) for way in ways]}


_AT_JOURNEY = ("steps", "some", "phase", "is", "journey", "is")
_TEAM = _through("team", "is")
_CHANGED: Narrow = lambda day: {"updatedAt": {"gte": f"{day}T00:00:00Z"}}  # noqa: E731
_WORK = _any_of(
    _TEAM, _through("solutions", "some", "team", "is"), _through("solutions", "some", "deliveryTeams", "some")
)

# How each kind of record is narrowed by each filter.
FILTERS_BY_KIND: Mapping[str, Mapping[str, Narrow]] = {
    "Opportunity": {
        "journey": _through(*_AT_JOURNEY),
        "team": _WORK,
        "goal": _through("goals", "some"),
        "since": _CHANGED,
    },
    "Solution": {
        "journey": _any_of(_through(*_AT_JOURNEY), _through("opportunities", "some", *_AT_JOURNEY)),
        "team": _any_of(_TEAM, _through("deliveryTeams", "some")),
        "goal": _any_of(_through("goals", "some"), _through("opportunities", "some", "goals", "some")),
        "since": lambda day: {"launchedOn": {"gte": day}},
    },
    "Step": {
        "journey": _through("phase", "is", "journey", "is"),
        "team": _any_of(_TEAM, _through("phase", "is", "journey", "is", "team", "is")),
        "goal": _through("opportunities", "some", "goals", "some"),
    },
    "Insight": {
        "journey": _through(*_AT_JOURNEY),
        "team": _any_of(_TEAM, _through("steps", "some", "team", "is")),
        "goal": _through("opportunities", "some", "goals", "some"),
    },
    "Goal": {
        "journey": _through("opportunities", "some", *_AT_JOURNEY),
        "team": _TEAM,
        "goal": _through(),
    },
    "Journey": {
        "journey": _through(),
        "team": _any_of(_TEAM, _through("contributors", "some")),
        "goal": _through("phases", "some", "steps", "some", "opportunities", "some", "goals", "some"),
    },
    "Metric": {
        "journey": _any_of(_through("journeys", "some"), _through(*_AT_JOURNEY)),
        "team": _TEAM,
        "goal": _through("goals", "some"),
    },
    "Change": {
        "journey": lambda ids: {"OR": [{"journeyIds": {"has": one}} for one in ids]},
        "since": lambda day: {"at": {"gte": f"{day}T00:00:00Z"}},
        "until": lambda day: {"at": {"lt": f"{day}T00:00:00Z"}},
    },
}


def where(label: str, narrowed: Filters) -> Where:
    """The filter of a list of one kind of record."""
    return {"AND": list(_parts(label, narrowed))}


def _parts(label: str, narrowed: Filters) -> Iterator[Where]:
    for name, narrow in FILTERS_BY_KIND[label].items():
        if name == "goal":
            value: Any = list(narrowed.goals) or None
        else:
            value = narrowed.day(name) if name in DAYS else narrowed.ids(name)
        if value is not None:
            yield narrow(value)
