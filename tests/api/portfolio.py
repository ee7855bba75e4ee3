"""The hand-made portfolio as it should be, worked out without the product, and its way into the database."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any, LiteralString

from graph.database import Database, Transaction
from graph.ids import id_from_number
from graph.model import MODEL
from graph.text_keys import with_text_keys
from graph.writing.bulk import await_search_index
from tests.api.records import DEFAULTS, FACTS, LINKS, RECORDS
from tests.statements import cypher

PREFIXES = {
    **{"Team": "team", "Person": "psn", "Persona": "per", "Segment": "seg", "Channel": "chn"},
    **{"Touchpoint": "tch", "Vision": "vis", "Product": "prd", "Competitor": "cmp", "Tag": "tag"},
    **{"Source": "src", "Journey": "jrn", "Phase": "pha", "Step": "stp", "Goal": "goal"},
    **{"Opportunity": "opp", "Solution": "sol", "Insight": "ins", "Quote": "quo", "Metric": "met"},
    "Measurement": "mea",
}
OWNERS = {"Phase": ("journeyId", "Journey", "phases"), "Step": ("phaseId", "Phase", "steps")}
MADE = datetime(2026, 5, 4, 8, 30, 0, 120_000, UTC)
Name = tuple[str, str]  # label and key: keys are unique within a kind


@dataclass(frozen=True)
class Way:
    """A relationship as a field of one kind of record: where it leads, and the field that leads back."""

    label: str
    type: str
    name: str
    end: str
    back: str
    many: bool


def ways() -> Iterator[Way]:
    """Every relationship from its start."""
    for item in MODEL.relationships:
        declared = item.declared
        yield Way(item.start, item.type, item.field, item.end, declared.back, declared.many)


@dataclass
class Portfolio:
    """The records by label and key, with ids; and for each of their fields the records it leads to."""

    records: dict[Name, dict[str, Any]] = field(default_factory=dict[Name, dict[str, Any]])
    links: dict[tuple[str, str, str], list[Name]] = field(
        default_factory=dict[tuple[str, str, str], list[Name]]
    )
    facts: dict[tuple[str, str, str, str], Mapping[str, Any]] = field(
        default_factory=dict[tuple[str, str, str, str], Mapping[str, Any]]
    )

    def id(self, label: str, key: str) -> str:
        """The id of a record."""
        return self.records[label, key]["id"]

    def ids(self, label: str, keys: str) -> list[str]:
        """The ids of several records of one kind, keys separated by spaces."""
        return [self.id(label, key) for key in keys.split()]

    def names(self, label: str) -> list[Name]:
        """All records of one kind, in the order of their ids."""
        return [name for name in self.records if name[0] == label]

    def of(self, label: str) -> list[dict[str, Any]]:
        """The properties of all records of one kind, in the order of their ids."""
        return [self.records[name] for name in self.names(label)]

    def linked(self, label: str, key: str, name: str) -> list[Name]:
        """The records that a field leads to; parts in their order."""
        return self.links.get((label, key, name), [])

    def one(self, label: str, key: str, name: str) -> Name | None:
        """The record that a to-one field leads to."""
        return next(iter(self.linked(label, key, name)), None)

    def steps(self, journey: str) -> list[str]:
        """The keys of a journey's steps in its order."""
        phases = self.linked("Journey", journey, "phases")
        return [step for _, phase in phases for _, step in self.linked("Phase", phase, "steps")]

    def journey(self, step: str) -> str:
        """The key of the journey that a step belongs to."""
        return next(key for _, key in self.names("Journey") if step in self.steps(key))


def written() -> Portfolio:
    """The portfolio as the hand-made records describe it."""
    made = Portfolio()
    for label, group in RECORDS.items():
        for key, values in group.items():
            _record(made, label, key, dict(values))
    fields = {(way.label, way.name): way for way in ways()}
    for label, key, name, *ends in (line.split() for line in LINKS.strip().splitlines()):
        for end in ends:
            _join(made, fields[label, name], key, end)
    for label, key, name, end, facts in FACTS:
        _join(made, fields[label, name], key, end)
        made.facts[label, key, name, end] = facts
    return made


def _record(made: Portfolio, label: str, key: str, values: dict[str, Any]) -> None:
    number = len(made.names(label)) + 1
    made.records[label, key] = {
        "id": id_from_number(PREFIXES[label], number),
        **DEFAULTS.get(label, {}),
        **values,
    }
    if label in OWNERS:
        owner_id, owner, name = OWNERS[label]
        siblings = made.links.setdefault((owner, made.records[label, key].pop(owner_id), name), [])
        made.records[label, key]["position"] = len(siblings)
        siblings.append((label, key))
        made.links[label, key, owner.lower()] = [(owner, values[owner_id])]
    if label == "Opportunity":
        both = [values[part] for part in ("customerValue", "businessValue") if part in values]
        made.records[label, key]["value"] = sum(both) / 2 if len(both) == 2 else None


def _join(made: Portfolio, way: Way, start: str, end: str) -> None:
    made.links.setdefault((way.label, start, way.name), []).append((way.end, end))
    made.links.setdefault((way.end, end, way.back), []).append((way.label, start))


NODES: LiteralString = """
UNWIND $rows AS row
CREATE (n:$(row.label))
SET n = row.properties
"""
# Small as the portfolio is, its records are found without their labels.
RELATIONSHIPS_OF_NODES: LiteralString = """
UNWIND $rows AS row
MATCH (start {id: row.start})
MATCH (end {id: row.end})
CREATE (start)-[link:$(row.type)]->(end)
SET link = row.properties
"""


async def store(database: Database) -> Portfolio:
    """The portfolio, written into an empty database past the writer: two statements in place of hundreds."""
    made = written()
    nodes = [
        {"label": label, "properties": _stored(label, record)} for (label, _), record in made.records.items()
    ]
    links = list(_links(made))

    async def work(transaction: Transaction) -> None:
        await transaction.run(cypher(NODES), {"rows": nodes})
        await transaction.run(cypher(RELATIONSHIPS_OF_NODES), {"rows": links})

    await database.write(work, timeout=60)
    await await_search_index(database)
    return made


def _stored(label: str, record: Mapping[str, Any]) -> dict[str, Any]:
    """A record as it is kept: days and times as such, with what the product stamps."""
    stamps: dict[str, Any] = {"createdAt": MADE, "updatedAt": MADE, "version": 1}
    if label == "Opportunity":
        stamps["statusChangedAt"] = MADE
    days = {name: date.fromisoformat(day) for name, day in record.items() if name.endswith("On") and day}
    return with_text_keys(MODEL[label].properties, {**record, **stamps, **days})


def _links(made: Portfolio) -> Iterator[dict[str, Any]]:
    """Every link as a row: ids of start and end, type, and what it says."""
    for way in ways():
        properties = MODEL[way.label].links[way.name].properties
        for _, key in made.names(way.label):
            for end in made.linked(way.label, key, way.name):
                facts = made.facts.get((way.label, key, way.name, end[1]), {})
                yield {
                    "start": made.id(way.label, key),
                    "end": made.id(*end),
                    "type": way.type,
                    "properties": with_text_keys(properties, facts),
                }
