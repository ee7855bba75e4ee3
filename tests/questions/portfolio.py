"""A portfolio as plain rows, walked in Python: what the answers of the API are compared with."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple, cast

from tests.api.portfolio import PREFIXES, ways

Sheets = Mapping[str, list[dict[str, Any]]]
MARKS = ("TAGGED", "DERIVED_FROM")


class Link(NamedTuple):
    """One relationship: its type, the ids at both ends, and what it says."""

    type: str
    start: str
    end: str
    facts: Mapping[str, Any]


@dataclass
class Portfolio:
    """Records by id, each with its properties and, as `label`, its kind, and the links between them."""

    records: dict[str, dict[str, Any]]
    links: list[Link]
    _ends: dict[tuple[str, str, bool], set[str]] = field(
        default_factory=lambda: defaultdict[tuple[str, str, bool], set[str]](set)
    )

    def __post_init__(self) -> None:
        """Remember both ends of every link."""
        for link in self.links:
            self._ends[link.start, link.type, True].add(link.end)
            self._ends[link.end, link.type, False].add(link.start)

    def of(self, kind: str) -> list[str]:
        """The ids of all records of a kind."""
        return sorted(id for id, record in self.records.items() if record["label"] == kind)

    def kind(self, id: str) -> str:
        """The kind of a record."""
        return self.records[id]["label"]

    def get(self, id: str, name: str) -> Any:
        """A property of a record; None where it has none."""
        return self.records[id].get(name)

    def named(self, kind: str, name: str) -> str:
        """The id of the only record of a kind with this name."""
        (found,) = [id for id in self.of(kind) if self.get(id, "name") == name]
        return found

    def keyed(self, kind: str, key: str) -> str:
        """The id of the record of a kind with this key."""
        (found,) = [id for id in self.of(kind) if self.get(id, "key") == key]
        return found

    def out(self, id: str, *types: str) -> list[str]:
        """The ids that links of these types lead to from a record, each once."""
        return self._linked(id, types, True)

    def back(self, id: str, *types: str) -> list[str]:
        """The ids from which links of these types lead to a record, each once."""
        return self._linked(id, types, False)

    def one(self, id: str, type: str) -> str | None:
        """The record that the only link of this type leads to."""
        return next(iter(self.out(id, type)), None)

    def by_name(self, ids: Iterable[str]) -> list[str]:
        """Records in the order of their names, then of their ids."""
        return sorted(set(ids), key=lambda id: (self.get(id, "name"), id))

    def _linked(self, id: str, types: tuple[str, ...], outgoing: bool) -> list[str]:
        return sorted({end for type in types for end in self._ends.get((id, type, outgoing), ())})

    # Places.

    def journey_of(self, step_or_phase: str) -> str:
        """The journey in which a step or phase stands."""
        phase = self.phase_of(step_or_phase) if self.kind(step_or_phase) == "Step" else step_or_phase
        (journey,) = self.back(phase, "HAS_PHASE")
        return journey

    def phase_of(self, step: str) -> str:
        """The phase in which a step stands."""
        (phase,) = self.back(step, "HAS_STEP")
        return phase

    def phases(self, journey: str) -> list[str]:
        """The phases of a journey, in their order."""
        return sorted(self.out(journey, "HAS_PHASE"), key=lambda id: self.get(id, "position"))

    def phase_steps(self, phase: str) -> list[str]:
        """The steps of a phase, in their order."""
        return sorted(self.out(phase, "HAS_STEP"), key=lambda id: self.get(id, "position"))

    def steps(self, journey: str) -> list[str]:
        """The steps of a journey, in its order."""
        return [step for phase in self.phases(journey) for step in self.phase_steps(phase)]

    def journeys_of(self, steps: Iterable[str]) -> list[str]:
        """The journeys in which steps stand, by name."""
        return self.by_name({self.journey_of(step) for step in steps})


def read(sheets: Sheets) -> Portfolio:
    """The portfolio in the sheets of an exported workbook: its rows, and what its columns refer to."""
    kinds = {plural(kind): kind for kind in PREFIXES}
    records = {
        row["id"]: {"label": kinds[name], **row}
        for name, rows in sheets.items()
        if name in kinds
        for row in rows
    }
    names = _Names(kinds, sheets)
    return Portfolio(records, list(_links(sheets, kinds, names)))


def _links(sheets: Sheets, kinds: Mapping[str, str], names: "_Names") -> Iterator[Link]:
    for way in ways():
        sheet = plural(way.label)
        if way.many and way.type in ("HAS_PHASE", "HAS_STEP"):
            for row in sheets.get(plural(way.end), []):
                yield Link(way.type, names.id(way.label, row[way.back]), row["id"], {})
            continue
        for row in sheets.get(sheet, []):
            for end in _items(row.get(way.name)):
                yield Link(way.type, row["id"], names.id(way.end, end), {})
        for row in sheets.get(f"{sheet}.{way.name}", []):
            told = [(column, cell) for column, cell in row.items() if not column.startswith("# ")]
            (start, name), (_, end), *facts = told
            assert start == way.label[0].lower() + way.label[1:]
            yield Link(way.type, names.id(way.label, name), names.id(way.end, end), dict(facts))


def _items(cell: Any) -> list[str]:
    """What a cell refers to: several records, one, or none."""
    if isinstance(cell, list):
        return [str(item) for item in cast(list[Any], cell)]
    return [] if cell is None else [str(cell)]


class _Names:
    """Which record a text in a workbook means: by its id or its key."""

    def __init__(self, kinds: Mapping[str, str], sheets: Sheets) -> None:
        self._found: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        for sheet, kind in kinds.items():
            for row in sheets.get(sheet, []):
                for text in {row["id"], row.get("key") or row["id"]}:
                    self._found[kind][text].add(row["id"])

    def id(self, kind: str, text: str) -> str:
        """The id of the one record of a kind that a text means."""
        (found,) = self._found[kind][_plain(text)]
        return found


def _plain(text: str) -> str:
    return re.sub(r"\\(.)", r"\1", text)


def plural(kind: str) -> str:
    """The list in which the API answers records of a kind, and the sheet that holds them."""
    name = kind[0].lower() + kind[1:]
    if kind == "Person":
        return "people"
    return f"{name[:-1]}ies" if re.search("[^aeiou]y$", name) else f"{name}s"


def day(text: str | date) -> date:
    """A day, whatever form it has."""
    return text if isinstance(text, date) else date.fromisoformat(text)
