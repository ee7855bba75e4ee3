"""What imports and exports need of the whole portfolio: who is who, records with links, bulk loading."""

from collections.abc import Awaitable, Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from graph.cypher.write.import_statements import (
    ANY_JOURNEY,
    LABELS_IN_USE,
    ONE_AT_A_TIME,
    SEARCH_CURRENT,
    identities_statement,
    records_statement,
)
from graph.cypher.write.record_writes import Look, delete_statement
from graph.database import Database, Transaction
from graph.entities import Entity, Link, Model
from graph.model.change import ChangeOperation
from graph.statement import Statement
from graph.writing.change_log import ends_differences, value_differences
from graph.writing.inputs import RecordInput, Values, python_values
from graph.writing.pending_edits import BatchItem, Edit, orders_of, owner_look
from graph.writing.writer import Input, Writer

# Sends a statement with its parameters: `Database.rows` or `Transaction.run`.
Rows = Callable[[Statement, Mapping[str, Any]], Awaitable[list[list[Any]]]]
BATCH = 5_000
SEARCHABLE_SECONDS = 600.0


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


@dataclass(frozen=True, slots=True)
class StoredRecord:
    """A record that is there: its values, and by field its links, each the other id with its values."""

    id: str
    label: str
    version: int | None
    values: Values
    links: Mapping[str, dict[str, Values]]


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
    _given: Mapping[str, Mapping[str, Mapping[str, Values]]] = {}

    async def load(
        self,
        label: str,
        inputs: Sequence[Input],
        links: Mapping[str, Mapping[str, Mapping[str, Values]]],
        *,
        creating: bool,
    ) -> None:
        """Create or update records, `links` saying by record, field and end what new links carry."""
        self._given = links
        if creating:
            await self.create(label, inputs, trusted=True)
        else:
            await self.update(label, inputs, trusted=True)
        self._given = {}

    async def apply_edits(
        self, entity: Entity, edits: Iterable[Edit], *more: Any, **named: Any
    ) -> dict[str, list[str]]:
        """Write the edits, new links with the properties that were given for them."""
        edits = list(edits)
        for edit in edits:
            for field, ends in self._given.get(edit.id, {}).items():
                added = edit.added.get(field, {})
                added.update({end: added[end] | values for end, values in ends.items() if end in added})
        return await super().apply_edits(entity, edits, *more, **named)

    def _packs(self, ids: Mapping[str, Collection[str]]) -> list[dict[str, list[str]]]:
        """One label after the other: all files need the same few statements then, which are planned once."""
        return [{label: found} for pack in super()._packs(ids) for label, found in pack.items()]

    async def arrange(self, label: str, orders: Mapping[str, Sequence[str]], moved: Collection[str]) -> None:
        """Put the parts of owners into the orders given, by owner; `moved` are those that people moved."""
        entity = self.model[label]
        home = entity.owner
        if home is None or not orders:
            return
        parts = {part for ids in orders.values() for part in ids}
        looks = owner_look(entity) | {label: Look(True, (home.field,))}
        locked = await self.lock_records({home.targets[0]: set(orders), label: parts}, looks)
        present = orders_of(entity, locked)
        for owner, ids in orders.items():
            after: str | None = None
            for part in (part for part in ids if present.holds(owner, part)):
                present.move(part, owner, after)
                after = part
        items = [BatchItem(RecordInput(entity, ()), Edit(part)) for part in sorted(parts.intersection(moved))]
        await self._write_items(entity, items, locked, present, ChangeOperation.MOVE)
        self.watch_records(home.relationships[0].type, home.targets[0], orders, ())

    async def erase(self, label: str, ids: Collection[str]) -> None:
        """Delete records with all their links; what hangs on them the caller has looked at."""
        entity = self.model[label]
        fields = tuple(link.field for link in entity.input_links)
        locked = await self.lock_records({label: ids}, {label: Look(True, fields)})
        for record in locked.records.values():
            differences = [*value_differences(entity, record.values, {})]
            for link in entity.input_links:
                differences += ends_differences(link, record.links[link.field], {})
            journeys = record.journeys
            self.note_change(ChangeOperation.DELETE, entity, record.id, record.name, journeys, differences)
        wanted = sorted(ids)
        for start in range(0, len(wanted), BATCH):
            await self.transaction.run(delete_statement(entity), {"ids": wanted[start : start + BATCH]})


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
