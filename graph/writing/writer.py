"""Carries out what writes ask for, in one transaction: create, update, link, unlink, move, delete."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from graph.cypher.write.record_writes import Look, owners_statement
from graph.entities import Entity, Link
from graph.errors import NotFound
from graph.model.change import ChangeOperation
from graph.writing.change_log import ends_differences, record_name, unseen_before, value_differences
from graph.writing.deletion import delete_record
from graph.writing.inputs import InputPath, Inputs, Missing, not_found
from graph.writing.invariants import MOVED
from graph.writing.part_order import Orders
from graph.writing.pending_edits import (
    BatchItem,
    Edit,
    LockedRecord,
    LockResult,
    UniqueValues,
    add_link,
    creation_items,
    fill_edit,
    input_path,
    note_missing_targets,
    orders_of,
    owner_look,
    patch_item,
    patch_items,
    target_ids,
)
from graph.writing.write_transaction import WriteTransaction

Input = Mapping[str, Any]


class Writer(WriteTransaction):
    """One transaction's writes; the last call is `finish`, which checks rules and records the changes.

    Every method raises what a user can mend: one problem itself, several at once as Refused, each with its
    path below the input. With more than one input the path begins with the number of the input, from 0.
    """

    async def create(self, label: str, inputs: Sequence[Input], *, trusted: bool = False) -> list[str]:
        """Create records with links and owned parts; their ids, in order.

        Parts are put last under their owner, in the order of the inputs. `trusted` inputs, of the product
        itself, may name `id` and `derivedKey`, and what else only the product writes.
        """
        checks, entity = Inputs(self.model, self.now, trusted), self.model[label]
        asked = [
            checks.creation(entity, given, input_path(inputs, index)) for index, given in enumerate(inputs)
        ]
        families = [list(creation_items(checks, item)) for item in asked]
        items = [item for family in families for item in family]
        unique = UniqueValues(checks, items)
        locked = await self.lock_records(target_ids(items), owner_look(entity), unique.values)
        note_missing_targets(checks, items, locked)
        unique.note_taken(locked)
        checks.refuse()
        _set_positions(items, locked)
        standing: dict[str, list[str]] = {}
        for part in dict.fromkeys(item.entity.label for item in items):
            edits = [item.edit for item in items if item.entity.label == part]
            standing |= await self.apply_edits(self.model[part], edits, unique, creating=True)
        for item in items:
            self._note_creation(item, standing[item.id])
        return [family[0].id for family in families]

    async def update(self, label: str, inputs: Sequence[Input], *, trusted: bool = False) -> list[str]:
        """Change records: what is absent is left alone, null clears, a list of ids replaces the set.

        Another owner moves a part there, to the end. What changes nothing writes nothing.
        """
        checks, entity = Inputs(self.model, self.now, trusted), self.model[label]
        items = patch_items(checks, entity, inputs)
        locked = await self._lock_items(entity, items)
        note_missing_targets(checks, items, locked)
        for item in items:
            fill_edit(checks, item, locked.records.get(item.id))
        unique = UniqueValues(checks, items)
        if unique.values:
            unique.note_taken(await self.lock_records({}, unique=unique.values))
        checks.refuse()
        orders = orders_of(entity, locked)
        for item in items:
            if entity.owner and entity.owner.field in item.edit.added:
                orders.move(item.id, *item.edit.added[entity.owner.field])
        await self._write_items(entity, items, locked, orders, ChangeOperation.UPDATE, unique)
        return [item.id for item in items]

    async def link(self, label: str, field: str, links: Sequence[tuple[str, str, Input]]) -> None:
        """Link records, each from start to end with properties; a link that is there gets them changed.

        Problems lie at the start's id (`opportunityId`), the end's (`stepIds`, number) or a property's name.
        """
        checks, link = Inputs(self.model, self.now), self._linkable(label, field)
        locked = await self._lock_ends(checks, link, [(start, end) for start, end, _ in links])
        edits: dict[str, Edit] = {}
        for start, end, given in links:
            if start in locked.records and end in locked.records:
                edit = edits.setdefault(start, Edit(start))
                add_link(checks, link, edit, locked.records[start].links[field], end, given)
        checks.refuse()
        await self._write_links(link, edits.values(), locked, ChangeOperation.LINK)

    async def unlink(self, label: str, field: str, links: Sequence[tuple[str, str]]) -> None:
        """Take links away, each from start to end; one that is not there is no problem."""
        checks, link = Inputs(self.model, self.now), self._linkable(label, field)
        locked = await self._lock_ends(checks, link, links)
        checks.refuse()
        edits: dict[str, Edit] = {}
        for start, end in dict.fromkeys(links):
            if end in locked.records[start].links[field]:
                edits.setdefault(start, Edit(start)).removed.setdefault(field, []).append(end)
        await self._write_links(link, edits.values(), locked, ChangeOperation.UNLINK)

    async def move(
        self,
        label: str,
        identifier: str,
        owner: str | None,
        after: str | Missing | None,
        version: int | None = None,
    ) -> None:
        """Move a part behind `after` (None: first, MISSING: last), under another owner if one is given."""
        checks, entity = Inputs(self.model, self.now), self.model[label]
        home = _owner_link(entity)
        given = {"id": identifier, "version": version} | ({} if owner is None else {home.id_field: owner})
        item = patch_item(checks, entity, given, ())
        checks.refuse()
        assert item is not None
        locked = await self._lock_items(entity, [item], with_owners=True)
        note_missing_targets(checks, [item], locked)
        fill_edit(checks, item, locked.records.get(identifier))
        checks.refuse()
        orders = orders_of(entity, locked)
        target = owner or next(iter(locked.records[identifier].links[home.field]))
        if isinstance(after, str) and (after == identifier or not orders.holds(target, after)):
            text = f"{after} does not stand there. Give the id of another {label} under the same owner."
            raise NotFound(text, ("afterId",))
        orders.move(identifier, target, after)
        if orders.positions():
            self.watch_records(home.type, home.targets[0], [target], ("afterId",))
        await self._write_items(entity, [item], locked, orders, ChangeOperation.MOVE)

    async def delete(
        self, label: str, identifier: str, version: int | None = None, cascade: bool = False
    ) -> None:
        """Delete a record with all that goes with it: its parts, and records that cannot be without it.

        Raises InUse when other people's work is linked to any of them, unless `cascade`.
        """
        await delete_record(self, self.model[label], identifier, version, cascade)

    def _note_creation(self, item: BatchItem, journeys: Collection[str]) -> None:
        entity, edit = item.entity, item.edit
        differences = [*value_differences(entity, {}, edit.properties)]
        for name, ends in edit.added.items():
            link = entity.links[name]
            differences += ends_differences(link, {}, ends)
            path = item.asked.path_of(link.id_field)
            if link.owned:
                self.watch_records(link.type, link.targets[0], ends, path)
            else:
                self.watch_records(link.type, "Journey", journeys, path)
        name = record_name(entity, edit.id, edit.properties)
        self.note_change(ChangeOperation.CREATE, entity, edit.id, name, journeys, differences)

    async def _lock_items(
        self, entity: Entity, items: Collection[BatchItem], *, with_owners: bool = False
    ) -> LockResult:
        """Lock records with all they are to be linked to, and with their owners where those may change."""
        fields = {name for item in items for name in item.asked.links}
        if with_owners:
            fields.add(_owner_link(entity).field)
        looks = {entity.label: Look(True, tuple(sorted(fields)))}
        ids = target_ids(items)
        ids.setdefault(entity.label, set()).update(item.id for item in items)
        if entity.owner is None or entity.owner.field not in fields:
            return await self.lock_records(ids, looks)
        home = ids.setdefault(entity.owner.targets[0], set())
        rows = await self.transaction.run(
            owners_statement(entity), {"ids": sorted({item.id for item in items})}
        )
        home.update(owner for _, owner in rows if owner)
        locked = await self.lock_records(ids, owner_look(entity) | looks)
        # Whoever moved a part just before us was waited for; then its owner is one we have not locked yet.
        parts = [locked.records[item.id] for item in items if item.id in locked.records]
        late = {owner for part in parts for owner in part.links[entity.owner.field]} - locked.records.keys()
        more = await self.lock_records({entity.owner.targets[0]: late}, owner_look(entity))
        return LockResult(locked.records | more.records)

    async def _write_items(
        self,
        entity: Entity,
        items: Iterable[BatchItem],
        locked: LockResult,
        orders: Orders,
        operation: ChangeOperation,
        unique: UniqueValues | None = None,
    ) -> None:
        """Write the edits, and the positions that moves have changed; note what was changed."""
        positions = orders.positions()
        for item in items:
            if item.id in positions:
                item.edit.properties["position"] = positions.pop(item.id)
        written = [item for item in items if item.edit]
        for item in written:
            self.stamp_edit(entity, item.edit, locked.records[item.id])
        edits = [item.edit for item in written]
        edits += [Edit(part, {"position": place}) for part, place in positions.items()]
        standing = await self.apply_edits(entity, sorted(edits, key=lambda edit: edit.id), unique)
        for item in written:
            self._note_update(item, locked.records[item.id], standing[item.id], operation)

    def _note_update(
        self, item: BatchItem, found: LockedRecord, journeys: Collection[str], operation: ChangeOperation
    ) -> None:
        entity, edit = item.entity, item.edit
        after = found.values | edit.properties
        differences = [*value_differences(entity, found.values, after)]
        if "position" in edit.properties:
            differences.append(("position", found.values["position"], after["position"]))
        for name in edit.fields:
            link = entity.links[name]
            before = found.links[name]
            differences += ends_differences(link, before, edit.links_after(name, before))
            self._watch_link(entity, link, edit, before, journeys, item.asked.path_of(link.id_field))
        everywhere = {*found.journeys, *journeys}
        unseen = unseen_before(entity, found.values, edit.properties)
        self.note_change(
            operation, entity, edit.id, record_name(entity, edit.id, after), everywhere, differences, unseen
        )

    def _watch_link(
        self,
        entity: Entity,
        link: Link,
        edit: Edit,
        before: Iterable[str],
        journeys: Iterable[str],
        path: InputPath,
    ) -> None:
        added = edit.added.get(link.field, {})
        if link.owned:
            self.watch_records(link.type, link.targets[0], [*before, *added], path)
            self.watch_records(MOVED, "Journey", journeys, path)
        elif added:
            self.watch_records(link.type, entity.label, [edit.id], path)
            self.watch_records(link.type, "Journey", journeys, path)

    def _linkable(self, label: str, field: str) -> Link:
        link = self.model[label].links[field]
        if not (link.outgoing and link.many) or link.owned:
            raise ValueError(f"{label}.{field} is not linked from here, but with the record itself")
        return link

    async def _lock_ends(self, checks: Inputs, link: Link, pairs: Iterable[tuple[str, str]]) -> LockResult:
        """Lock both ends of links, the starts with the links they have; note those that are not there."""
        start_label, (end_label,) = link.relationships[0].start, link.targets
        first = (f"{self.model[start_label].singular}Id",)
        starts: dict[str, InputPath] = {}
        ends: dict[str, InputPath] = {}
        for index, (start, end) in enumerate(pairs):
            starts.setdefault(start, first)
            ends.setdefault(end, (link.id_field, str(index)))
        starts = {start: path for start, path in starts.items() if checks.is_of((start_label,), start, path)}
        ends = {end: path for end, path in ends.items() if checks.is_of((end_label,), end, path)}
        ids = {end_label: set(ends)}
        ids.setdefault(start_label, set()).update(starts)
        locked = await self.lock_records(ids, {start_label: Look(links=(link.field,))})
        missing = [(end, path) for end, path in [*starts.items(), *ends.items()] if end not in locked.records]
        checks.problems += [not_found(end, path) for end, path in missing]
        return locked

    async def _write_links(
        self, link: Link, edits: Iterable[Edit], locked: LockResult, operation: ChangeOperation
    ) -> None:
        entity = self.model[link.relationships[0].start]
        written = [edit for edit in edits if edit]
        for edit in written:
            self.stamp_edit(entity, edit, locked.records[edit.id])
        standing = await self.apply_edits(entity, written)
        for edit in written:
            found = locked.records[edit.id]
            journeys = {*found.journeys, *standing[edit.id]}
            journeys.update(*(locked.records[end].journeys for end in edit.ends))
            before = {end: values for end, values in found.links[link.field].items() if end in edit.ends}
            differences = ends_differences(link, before, edit.links_after(link.field, before))
            self._watch_link(entity, link, edit, (), standing[edit.id], (link.id_field,))
            self.note_change(operation, entity, edit.id, found.name, journeys, differences)


def _owner_link(entity: Entity) -> Link:
    if entity.owner is None:
        raise ValueError(f"{entity.label} is no part of anything, so it has no place to move")
    return entity.owner


def _set_positions(items: Iterable[BatchItem], locked: LockResult) -> None:
    """Give new parts their positions: behind those that are there, in their own order."""
    counts: dict[str, int] = {}
    for item in items:
        owner = item.entity.owner
        if owner is not None:
            (home,) = item.edit.added[owner.field]
            if home not in counts and home in locked.records:
                counts[home] = len(locked.records[home].links[owner.relationships[0].field])
            item.edit.properties["position"] = counts.setdefault(home, 0)
            counts[home] += 1
