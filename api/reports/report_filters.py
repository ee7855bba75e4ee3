"""What narrows a report: the filters there are, what was given for each of them, and their `where`."""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any, NamedTuple

from api.reports.cells import Ref, enum_words
from graph.errors import BadRequest
from graph.model import MODEL
from graph.texts import value_text

RECORDS = {
    "journey": "Journey",
    "team": "Team",
    "goal": "Goal",
    "metric": "Metric",
    "opportunity": "Opportunity",
    "tag": "Tag",
    "persona": "Persona",
}
CHOICES = ("status", "kind")
TEXTS = ("actor",)
DAYS = ("since", "until")
FILTERS = (*RECORDS, *CHOICES, *TEXTS, *DAYS)

Where = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Filters:
    """What a report is narrowed to; several records or words of one filter mean any of them."""

    records: Mapping[str, tuple[Ref, ...]] = field(default_factory=dict[str, tuple[Ref, ...]])
    days: Mapping[str, date] = field(default_factory=dict[str, date])
    goals: tuple[str, ...] = ()  # the ids of the goals with those below them
    words: Mapping[str, tuple[str, ...]] = field(default_factory=dict[str, tuple[str, ...]])

    def ids(self, name: str) -> list[str] | None:
        """The ids of the records of a filter; None where it is not set."""
        found = self.records.get(name)
        return [ref.id for ref in found] if found else None

    def word_values(self, name: str) -> list[str] | None:
        """The values of a choice, or the texts of a filter; None where it is not set."""
        return list(self.words.get(name, ())) or None

    def is_set(self, *names: str) -> bool:
        """Whether any of these filters is set."""
        return any(self.records.get(name) or self.words.get(name) or name in self.days for name in names)

    def parameters(self, names: Collection[str]) -> list[tuple[str, str]]:
        """Those of these names as parameters of an address."""
        found = [(name, ref.id) for name, refs in self.records.items() for ref in refs]
        found += [(name, value) for name, values in self.words.items() for value in values]
        found += [
            (name, _moment(day) if isinstance(day, datetime) else f"{day}") for name, day in self.days.items()
        ]
        return [(name, value) for name, value in found if name in names]

    def text(self) -> str:
        """The filters as they are printed."""
        parts = [
            f"{name} {' or '.join(f'“{ref.name}”' for ref in found)}" for name, found in self.records.items()
        ]
        for name, found in self.words.items():
            words = map(enum_words, found) if name in CHOICES else (f"“{text}”" for text in found)
            parts.append(f"{name} {' or '.join(words)}")
        parts += [f"{name} {_day_words(day)}" for name, day in self.days.items()]
        return "; ".join(parts) or "none"


def _day_words(day: date) -> str:
    return f"{day:%Y-%m-%d %H:%M} UTC" if isinstance(day, datetime) else day.isoformat()


def filter_days(given: Mapping[str, Sequence[str]]) -> dict[str, date]:
    """The days and times of the filters. Raises BadRequest for what is none."""
    found: dict[str, date] = {}
    for name in DAYS:
        for text in given.get(name, ()):
            try:
                found[name] = _day(text)
            except ValueError:
                advice = "Write it as 2026-01-31, or with a time (UTC) as 2026-01-31T09:30."
                raise BadRequest(f"{name}: {value_text(text)} is no day. {advice}") from None
    return found


def _day(text: str) -> date:
    """A day, or a time in UTC; times without a zone are in UTC."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        moment = datetime.fromisoformat(text)
        return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)


def statuses(*labels: str) -> tuple[str, ...]:
    """The statuses that records of these kinds have, in the order in which they are declared."""
    enums = [MODEL[label].properties["status"].enum for label in labels]
    return tuple(dict.fromkeys(value.value for enum in enums if enum for value in enum))


def kind_words() -> dict[str, str]:
    """The kinds of record by each word for them."""
    return {
        word.lower(): entity.kind
        for entity in MODEL.entities.values()
        for word in (entity.kind, entity.plural, entity.label)
    }


def filter_words(given: Mapping[str, Sequence[str]], allowed: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """The choices and texts of the filters; `allowed` are the statuses that the report knows.

    Raises BadRequest for what is none of them.
    """
    words = {"status": {value.lower(): value for value in allowed}, "kind": kind_words()}
    found: dict[str, tuple[str, ...]] = {}
    for name in CHOICES:
        values = [_choice(name, text, words[name]) for text in given.get(name, ())]
        if values:
            found[name] = tuple(dict.fromkeys(values))
    for name in TEXTS:
        if given.get(name):
            found[name] = tuple(given[name])
    return found


def _choice(name: str, text: str, words: Mapping[str, str]) -> str:
    """The value that a word means, however it is written: `In progress`, `in-progress`, `IN_PROGRESS`."""
    value = words.get(re.sub(r"[\s_-]+", "_", text.strip()).lower())
    if value is None:
        known = ", ".join(enum_words(value).lower() for value in dict.fromkeys(words.values()))
        raise BadRequest(f"{name}: {value_text(text)} is none of: {known}.")
    return value


Narrow = Callable[[Any], Where]


class Narrowing(NamedTuple):
    """How a filter narrows a kind of record, and what that means, as the end of a sentence."""

    meaning: str
    narrow: Narrow


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


def _moment(day: date) -> str:
    """A time, or the beginning of a day, as the API takes it."""
    moment = day if isinstance(day, datetime) else datetime(day.year, day.month, day.day, tzinfo=UTC)
    return f"{moment:%Y-%m-%dT%H:%M:%SZ}"


def _time(name: str, bound: str) -> Narrow:
    """A filter by a time."""

    def narrow(day: date) -> Where:
        return {name: {bound: _moment(day)}}

    return narrow


def _launched(day: date) -> Where:
    return {"launchedOn": {"gte": f"{day:%Y-%m-%d}"}}


def _one_of(name: str) -> Narrow:
    """A filter by words."""

    def narrow(values: Sequence[str]) -> Where:
        return {name: {"in": values}}

    return narrow


def _in_journeys(ids: Sequence[str]) -> Where:
    return {"OR": [{"journeyIds": {"has": one}} for one in ids]}


def _by_actor(names: Sequence[str]) -> Where:
    return {"OR": [{"actor": {"contains": name}} for name in names]}


_AT_JOURNEY = ("steps", "some", "phase", "is", "journey", "is")
_THROUGH_OPPORTUNITIES = ("opportunities", "some")
_WALKED = ("personas", "some")
_TEAM = _through("team", "is")
_WORK = _any_of(
    _TEAM, _through("solutions", "some", "team", "is"), _through("solutions", "some", "deliveryTeams", "some")
)
_OF_STATUS = Narrowing("of this status", _one_of("status"))
_TAGGED = Narrowing("that bear this tag", _through("tags", "some"))
_GOAL = "contributing to this goal or to one below it"

# How each kind of record is narrowed by each filter.
FILTERS_BY_KIND: Mapping[str, Mapping[str, Narrowing]] = {
    "Opportunity": {
        "journey": Narrowing("at a step of this journey", _through(*_AT_JOURNEY)),
        "team": Narrowing("owned by this team, or with a solution that it owns or delivers", _WORK),
        "goal": Narrowing(_GOAL, _through("goals", "some")),
        "status": _OF_STATUS,
        "tag": _TAGGED,
        "persona": Narrowing(
            "at a step of a journey that this persona walks", _through(*_AT_JOURNEY, *_WALKED)
        ),
        "since": Narrowing("last changed on this day or later", _time("updatedAt", "gte")),
    },
    "Solution": {
        "journey": Narrowing(
            "that change a step of this journey, or resolve an opportunity there",
            _any_of(_through(*_AT_JOURNEY), _through(*_THROUGH_OPPORTUNITIES, *_AT_JOURNEY)),
        ),
        "team": Narrowing(
            "owned or delivered by this team", _any_of(_TEAM, _through("deliveryTeams", "some"))
        ),
        "goal": Narrowing(
            _GOAL, _any_of(_through("goals", "some"), _through(*_THROUGH_OPPORTUNITIES, "goals", "some"))
        ),
        "status": _OF_STATUS,
        "tag": _TAGGED,
        "persona": Narrowing(
            "that change a step of a journey that this persona walks, or resolve an opportunity there",
            _any_of(
                _through(*_AT_JOURNEY, *_WALKED), _through(*_THROUGH_OPPORTUNITIES, *_AT_JOURNEY, *_WALKED)
            ),
        ),
        "since": Narrowing("launched on this day or later", _launched),
    },
    "Step": {
        "journey": Narrowing("of this journey", _through("phase", "is", "journey", "is")),
        "team": Narrowing(
            "owned by this team, or in a journey that it owns",
            _any_of(_TEAM, _through("phase", "is", "journey", "is", "team", "is")),
        ),
        "goal": Narrowing(
            "with an opportunity that contributes to this goal",
            _through("opportunities", "some", "goals", "some"),
        ),
        "tag": _TAGGED,
        "persona": Narrowing(
            "of a journey that this persona walks", _through("phase", "is", "journey", "is", *_WALKED)
        ),
    },
    "Insight": {
        "journey": Narrowing("observed at a step of this journey", _through(*_AT_JOURNEY)),
        "team": Narrowing(
            "owned by this team, or at a step that it owns",
            _any_of(_TEAM, _through("steps", "some", "team", "is")),
        ),
        "goal": Narrowing(
            "with an opportunity that contributes to this goal",
            _through("opportunities", "some", "goals", "some"),
        ),
        "status": _OF_STATUS,
        "tag": _TAGGED,
        "persona": Narrowing("felt by this persona", _through("personas", "some")),
    },
    "Goal": {
        "journey": Narrowing(
            "with an opportunity at a step of this journey", _through("opportunities", "some", *_AT_JOURNEY)
        ),
        "team": Narrowing("owned by this team", _TEAM),
        "goal": Narrowing("that are this one or below it", _through()),
        "status": _OF_STATUS,
        "tag": _TAGGED,
        "persona": Narrowing(
            "with an opportunity in a journey that this persona walks",
            _through("opportunities", "some", *_AT_JOURNEY, *_WALKED),
        ),
    },
    "Journey": {
        "journey": Narrowing("that are this one", _through()),
        "team": Narrowing(
            "owned by this team, or to which it contributes",
            _any_of(_TEAM, _through("contributors", "some")),
        ),
        "goal": Narrowing(
            "with an opportunity that contributes to this goal",
            _through("phases", "some", "steps", "some", "opportunities", "some", "goals", "some"),
        ),
        "tag": _TAGGED,
        "persona": Narrowing("that this persona walks", _through(*_WALKED)),
    },
    "Metric": {
        "journey": Narrowing(
            "that measure this journey or a step of it",
            _any_of(_through("journeys", "some"), _through(*_AT_JOURNEY)),
        ),
        "team": Narrowing("owned by this team", _TEAM),
        "goal": Narrowing("that measure this goal", _through("goals", "some")),
        "metric": Narrowing("that are this one", _through()),
        "tag": _TAGGED,
        "persona": Narrowing(
            "that measure a journey that this persona walks, or a step of it",
            _any_of(_through("journeys", "some", *_WALKED), _through(*_AT_JOURNEY, *_WALKED)),
        ),
    },
    "Change": {
        "journey": Narrowing("of what stood in this journey", _in_journeys),
        "since": Narrowing("made on this day or later", _time("at", "gte")),
        "kind": Narrowing("of records of this kind", _one_of("kind")),
        "actor": Narrowing("made by this person", _by_actor),
        "until": Narrowing("made before this day", _time("at", "lt")),
    },
}


def meanings(label: str, names: Iterable[str] = FILTERS) -> dict[str, str]:
    """What each of these filters means for a kind of record."""
    subject = MODEL[label].plural
    subject = subject[0].upper() + subject[1:]
    ways = FILTERS_BY_KIND[label]
    return {name: f"{subject} {ways[name].meaning}." for name in names if name in ways}


def where(label: str, narrowed: Filters, names: Collection[str] = FILTERS) -> Where:
    """The filter of a list of one kind of record, by these of the filters."""
    return {"AND": list(_parts(label, narrowed, names))}


def _parts(label: str, narrowed: Filters, names: Collection[str]) -> Iterator[Where]:
    for name, (_, narrow) in FILTERS_BY_KIND[label].items():
        value = _value(label, name, narrowed) if name in names else None
        if value is not None:
            yield narrow(value)


def _value(label: str, name: str, narrowed: Filters) -> Any:
    """What a filter is set to for a kind of record; None where it is not set."""
    if name == "goal":
        return list(narrowed.goals) or None
    if name in DAYS:
        return narrowed.days.get(name)
    if name == "status":
        chosen = narrowed.word_values(name)
        return chosen and [value for value in chosen if value in statuses(label)]
    return narrowed.word_values(name) if name in narrowed.words else narrowed.ids(name)
