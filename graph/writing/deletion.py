"""Deletes a record with what goes with it, after a look at whose work hangs on it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from graph.cypher.write.record_writes import delete_statement, removable_statement
from graph.entities import Entity, Link, Model
from graph.errors import Conflict, Counted, InUse
from graph.model.change import ChangeOperation
from graph.writing.change_log import ends_differences, value_differences
from graph.writing.inputs import Inputs, Values, not_found, python_values
from graph.writing.pending_edits import Edit, LockResult, orders_of, owner_look
from graph.writing.write_transaction import WriteTransaction

# Marks of where a record comes from and what it is about: nobody's work rests on them.
# How many names of each kind are told when a record is in use.
NAMES_SHOWN = 5


@dataclass(frozen=True, slots=True)
class _End:
    """A link of a record to delete, with the record at its other end."""

    link: Link
    label: str
    id: str
    name: str
    properties: Values


@dataclass(frozen=True, slots=True)
class _Doomed:
    """A record to delete, with all its links."""

    entity: Entity
    id: str
    name: str
    version: int | None
    values: Values
    journeys: Sequence[str]
    ends: Sequence[_End]

    @property
    def touched_records(self) -> list[tuple[str, str]]:
        """Label and id of the record and of all it is linked to."""
        return [(self.entity.label, self.id), *((end.label, end.id) for end in self.ends)]

    @property
    def owner(self) -> _End | None:
        """The link to the record it is a part of."""
        return next((end for end in self.ends if end.link.owned and not end.link.many), None)


async def delete_record(
    work: WriteTransaction, entity: Entity, identifier: str, version: int | None, cascade: bool
) -> None:
    """Delete a record, its parts, and records that cannot be without it; others only lose their links.

    Raises NotFound, Conflict, or InUse unless `cascade`.
    """
    checks = Inputs(work.model, work.now)
    checks.is_of((entity.label,), identifier, ("id",))
    checks.refuse()
    doomed, locked = await _lock_doomed(work, entity, identifier)
    if not doomed:
        raise not_found(identifier, ("id",))
    root = doomed[0]
    if version is not None and version != root.version:
        text = f"{root.name} was changed meanwhile, it is at version {root.version}. Read it again first."
        raise Conflict(text, ("version",), root.version)
    if not cascade:
        _refuse_use(work.model, doomed)
    await _close_up(work, root, locked)
    for label in dict.fromkeys(record.entity.label for record in doomed):
        ids = [record.id for record in doomed if record.entity.label == label]
        await work.transaction.run(delete_statement(work.model[label]), {"ids": ids})
    await _untie(work, doomed, locked)
    for record in reversed(doomed):
        _note(work, record)


async def _lock_doomed(
    work: WriteTransaction, entity: Entity, identifier: str
) -> tuple[list[_Doomed], LockResult]:
    """What is to be deleted, as it is once it and everything it is linked to are locked."""
    locked = LockResult()
    while True:
        rows = await work.transaction.run(removable_statement(work.model, entity), {"id": identifier})
        doomed = [_doomed_record(work.model, row) for row in rows]
        ids: dict[str, set[str]] = {}
        for record in doomed:
            for label, found in record.touched_records:
                if found not in locked.records:
                    ids.setdefault(label, set()).add(found)
        if not ids:
            return doomed, locked
        more = await work.lock_records(ids, owner_look(entity))
        if not more.records:
            return [], locked  # deleted by somebody else while we waited
        locked.records.update(more.records)


def _doomed_record(model: Model, row: Sequence[Any]) -> _Doomed:
    label, identifier, name, version, values, journeys, outgoing, incoming = row
    entity = model[label]
    ends = [*_ends(entity, outgoing, True), *_ends(entity, incoming, False)]
    present = python_values(entity.properties.values(), values)
    return _Doomed(entity, identifier, name, version, present, journeys, ends)


def _ends(entity: Entity, links: Iterable[Sequence[Any]], outgoing: bool) -> Iterator[_End]:
    for type, label, identifier, name, properties in links:
        for link in entity.links.values():
            if link.type == type and link.outgoing == outgoing and label in link.targets:
                yield _End(link, label, identifier, name, properties)


def _refuse_use(model: Model, doomed: Sequence[_Doomed]) -> None:
    """Raise InUse if anything but marks and what the records themselves name is linked to them."""
    gone = {record.id for record in doomed}
    linked = [
        end
        for record in doomed
        for end in record.ends
        if not end.link.marks and end.id not in gone and end is not record.owner
    ]
    if not any(end.link.many or not end.link.outgoing for end in linked):
        return
    names: dict[str, dict[str, str]] = {}
    for end in linked:
        names.setdefault(end.label, {})[end.id] = end.name
    counts = [
        Counted(label, len(found), tuple(sorted(found.values())[:NAMES_SHOWN]))
        for label, found in names.items()
    ]
    counts.sort(key=lambda counted: (-counted.count, counted.label))
    told = ", ".join(f"{counted.count} × {counted.label}" for counted in counts)
    text = f"{doomed[0].name} is linked to other work: {told}. Unlink it first, or repeat with cascade: true."
    raise InUse(text, ("id",), counts)


async def _close_up(work: WriteTransaction, root: _Doomed, locked: LockResult) -> None:
    """Give the parts behind the deleted one the positions without it."""
    if root.owner is None:
        return
    orders = orders_of(root.entity, locked)
    orders.remove(root.id)
    edits = [Edit(part, {"position": place}) for part, place in sorted(orders.positions().items())]
    if edits:
        await work.apply_edits(root.entity, edits)
    work.watch_records(root.owner.link.type, root.owner.label, [root.owner.id], ("id",))


async def _untie(work: WriteTransaction, doomed: Sequence[_Doomed], locked: LockResult) -> None:
    """Count and note the change of every other record that loses a link of its own."""
    gone = {record.id for record in doomed}
    lost: dict[tuple[str, str], dict[str, dict[str, Values]]] = {}
    for record in doomed:
        for end in record.ends:
            if not end.link.outgoing and not end.link.owned and end.id not in gone:
                field = next(r.field for r in end.link.relationships if r.start == end.label)
                lost.setdefault((end.label, end.id), {}).setdefault(field, {})[record.id] = end.properties
    edits: dict[str, list[Edit]] = {}
    for label, identifier in lost:
        edit = Edit(identifier)
        work.stamp_edit(work.model[label], edit, locked.records[identifier])
        edits.setdefault(label, []).append(edit)
    for label, changed in edits.items():
        await work.apply_edits(work.model[label], changed)
    journeys = {record.id: record.journeys for record in doomed}
    for (label, identifier), fields in lost.items():
        entity, found = work.model[label], locked.records[identifier]
        for field, ends in fields.items():
            everywhere = set(found.journeys).union(*(journeys[end] for end in ends))
            differences = ends_differences(entity.links[field], ends, {})
            work.note_change(ChangeOperation.UNLINK, entity, identifier, found.name, everywhere, differences)


def _note(work: WriteTransaction, record: _Doomed) -> None:
    entity, ends = record.entity, record.ends
    differences = [*value_differences(entity, record.values, {})]
    if "position" in record.values:
        differences.append(("position", record.values["position"], None))
    for link in entity.input_links:
        before = {end.id: end.properties for end in ends if end.link is link}
        differences += ends_differences(link, before, {})
    work.note_change(ChangeOperation.DELETE, entity, record.id, record.name, record.journeys, differences)
