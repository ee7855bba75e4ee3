"""What imports and exports need of the whole portfolio: who is who, records with links, bulk loading."""

from collections.abc import Awaitable, Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from graph.cypher.write.import_statements import (
    ANY_JOURNEY,
    LABELS_IN_USE,
    ONE_AT_A_TIME,
    SEARCH_CURRENT,
    identities_statement,
    records_statement,
)
from graph.database import Database, Transaction
from graph.entities import Entity, Link, Model
from graph.model.change import ChangeOperation
from graph.statement import Statement
from graph.writing.inputs import Values, python_values
from graph.writing.operations import ArrangeParts, DeleteRecord, Input
from graph.writing.stored_record import StoredRecord
from graph.writing.writer import Writer

# Sends a statement with its parameters: `Database.rows` or `Transaction.run`.
Rows = Callable[[Statement, Mapping[str, Any]], Awaitable[list[list[Any]]]]
BATCH = 5_000
SEARCHABLE_SECONDS = 600.0
_NOTHING: Mapping[str, Any] = {}


@dataclass(frozen=True, slots=True)
class RecordIdentity:
    """What tells one record from the others of its label; `ends` and `unique` by field and property."""

    id: str
    label: str
    derived_key: str | None
    owner: str | None
    position: int | None
    identity: tuple[Any, ...]
    ends: tuple[str | None, ...]
    unique: Mapping[str, Any]

    @property
    def name(self) -> str:
        """What the record is called; nothing for one that has no name."""
        return str(self.identity[0]) if self.identity and isinstance(self.identity[0], str) else ""


def identity_properties(entity: Entity) -> tuple[str, ...]:
    """The properties by which people tell records apart: what they are called by, else what is required."""
    if entity.name_property:
        return (entity.name_property.name,)
    return tuple(item.name for item in entity.writable_properties if item.required)


def identity_links(entity: Entity) -> list[Link]:
    """The links that tell records apart that are called by nothing: those that lead to one other at most."""
    if entity.name_property:
        return []
    return [link for link in entity.input_links if not link.many and not link.owned]


async def labels_in_use(rows: Rows, model: Model) -> frozenset[str]:
    """The labels that some node bears; the others need no statement, which a cold server plans for long."""
    return frozenset([label for (label,) in await rows(LABELS_IN_USE, {"labels": list(model.entities)})])


async def record_identities(rows: Rows, entity: Entity) -> list[RecordIdentity]:
    """Every record of a label, as it is told apart."""
    unique = [item.name for item in entity.properties.values() if item.facts.unique and item.name != "id"]
    names, links = identity_properties(entity), identity_links(entity)
    found = await rows(identities_statement(entity, names, links, unique), {})
    return [
        RecordIdentity(
            row[0],
            entity.label,
            row[1],
            row[2],
            row[3],
            tuple(row[4]),
            tuple(row[5]),
            dict(zip(unique, row[6], strict=True)),
        )
        for row in found
    ]


async def stored_records(rows: Rows, entity: Entity, ids: Iterable[str] | None = None) -> list[StoredRecord]:
    """Records of a label with their links: those with the ids, or all in their default order."""
    if ids is None:
        return [
            _stored_record(entity, row) for row in await rows(records_statement(entity, everything=True), {})
        ]
    wanted = sorted(set(ids))
    found: list[StoredRecord] = []
    for start in range(0, len(wanted), BATCH):
        batch = {"ids": wanted[start : start + BATCH]}
        found += [
            _stored_record(entity, row)
            for row in await rows(records_statement(entity, everything=False), batch)
        ]
    return found


async def holds_journeys(rows: Rows) -> bool:
    """Whether anybody keeps journeys in the graph."""
    ((there,),) = await rows(ANY_JOURNEY, {})
    return there


async def await_search_index(database: Database) -> None:
    """Wait until a search finds all that was written so far."""
    await database.rows(SEARCH_CURRENT, {}, timeout=SEARCHABLE_SECONDS)


async def await_other_imports(transaction: Transaction) -> None:
    """Wait until no other import runs, and keep others waiting until the commit."""
    await transaction.run(ONE_AT_A_TIME, {})


class Loader(Writer):
    """A Writer for whole files: links come with properties, and parts in the order that is wanted."""

    looks_for_values = False  # the plan has done it
    reads_by_label = True  # all files need the same few statements then, which are planned once

    async def load(
        self,
        label: str,
        inputs: Sequence[Input],
        links: Mapping[str, Mapping[str, Mapping[str, Values]]],
        *,
        creating: bool,
    ) -> None:
        """Create or update records, `links` saying by record, field and end what new links carry."""
        given = [_with_values(self.model[label], item, links.get(item["id"], {})) for item in inputs]
        if creating:
            await self.create(label, given, trusted=True)
        else:
            await self.update(label, given, trusted=True)

    async def arrange(self, label: str, orders: Mapping[str, Sequence[str]], moved: Collection[str]) -> None:
        """Put the parts of owners into the orders given, by owner; `moved` are those that people moved."""
        if self.model[label].owner:
            await self.run([ArrangeParts(label, owner, parts, moved) for owner, parts in orders.items()])

    async def erase(self, label: str, ids: Collection[str], unseen: Mapping[str, Values] = _NOTHING) -> None:
        """Delete records with all their links; what hangs on them the caller has looked at.

        `unseen` is what only the product wrote of them before any of it was changed, for an undo.
        """
        first = len(self.journal.entries)
        await self.run([DeleteRecord(label, identifier, cascade=True) for identifier in ids])
        for place, entry in enumerate(self.journal.entries[first:], first):
            if entry.id in unseen and entry.operation is ChangeOperation.DELETE:
                self.journal.entries[place] = replace(entry, unseen=unseen[entry.id])


def _with_values(entity: Entity, given: Input, links: Mapping[str, Mapping[str, Values]]) -> Input:
    """An input whose links say what they carry."""
    told = dict(given)
    for name, ends in links.items():
        link = entity.links[name]
        carrying = [{"id": end, **ends[end]} for end in told.get(link.id_field) or () if ends.get(end)]
        if carrying:
            told[name] = carrying
    return told


def _stored_record(entity: Entity, row: Sequence[Any]) -> StoredRecord:
    identifier, version, values, links = row
    return StoredRecord(
        identifier,
        entity.label,
        version,
        python_values(entity.properties.values(), values),
        {
            link.field: {end: python_values(link.properties.values(), given) for end, given in ends}
            for link, ends in zip(entity.input_links, links, strict=True)
        },
    )
