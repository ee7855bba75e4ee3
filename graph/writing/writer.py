"""Carries out what writes ask for, in one transaction: create, update, link, unlink, move, delete."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from graph.cypher.write.record_writes import Look, owners
from graph.errors import NotFound
from graph.model.change import ChangeOperation
from graph.schema import Entity, Link
from graph.writing.change_log import called, ends_differences, unseen_before, value_differences
from graph.writing.deletion import remove
from graph.writing.inputs import Inputs, Missing, Path, not_found
from graph.writing.invariants import MOVED
from graph.writing.part_order import Orders
from graph.writing.pending_edits import (
    Edit,
    Found,
    Item,
    Locked,
    UniqueValues,
    compare,
    drafts,
    find,
    join,
    orders_of,
    owner_look,
    patch,
    patches,
    place_of,
    targets,
)
from graph.writing.write_transaction import Work

Input = Mapping[str, Any]


class Writer(Work):
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
            checks.creation(entity, given, place_of(inputs, index)) for index, given in enumerate(inputs)
        ]
        families = [list(drafts(checks, item)) for item in asked]
        items = [item for family in families for item in family]
        unique = UniqueValues(checks, items)
        locked = await self.locked(targets(items), owner_look(entity), unique.values)
        find(checks, items, locked)
        unique.compare(locked)
        checks.refuse()
        _place(items, locked)
        standing: dict[str, list[str]] = {}
        for part in dict.fromkeys(item.entity.label for item in items):
            edits = [item.edit for item in items if item.entity.label == part]
            standing |= await self.applied(self.model[part], edits, unique, creating=True)
        for item in items:
            self._created(item, standing[item.id])
        return [family[0].id for family in families]

    async def update(self, label: str, inputs: Sequence[Input], *, trusted: bool = False) -> list[str]:
        """Change records: what is absent is left alone, null clears, a list of ids replaces the set.

        Another owner moves a part there, to the end. What changes nothing writes nothing.
        """
        checks, entity = Inputs(self.model, self.now, trusted), self.model[label]
        items = patches(checks, entity, inputs)
        locked = await self._locked_for(entity, items)
        find(checks, items, locked)
        for item in items:
            compare(checks, item, locked.records.get(item.id))
        unique = UniqueValues(checks, items)
        if unique.values:
            unique.compare(await self.locked({}, unique=unique.values))
        checks.refuse()
        orders = orders_of(entity, locked)
        for item in items:
            if entity.owner and entity.owner.field in item.edit.added:
                orders.move(item.id, *item.edit.added[entity.owner.field])
        await self._changed(entity, items, locked, orders, ChangeOperation.UPDATE, unique)
        return [item.id for item in items]

    async def link(self, label: str, field: str, links: Sequence[tuple[str, str, Input]]) -> None:
        """Link records, each from start to end with properties; a link that is there gets them changed.

        Problems lie at the start's id (`opportunityId`), the end's (`stepIds`, number) or a property's name.
        """
        checks, link = Inputs(self.model, self.now), self._linkable(label, field)
        locked = await self._locked_ends(checks, link, [(start, end) for start, end, _ in links])
        edits: dict[str, Edit] = {}
        for start, end, given in links:
            if start in locked.records and end in locked.records:
                edit = edits.setdefault(start, Edit(start))
                join(checks, link, edit, locked.records[start].links[field], end, given)
        checks.refuse()
        await self._linked(link, edits.values(), locked, ChangeOperation.LINK)

    async def unlink(self, label: str, field: str, links: Sequence[tuple[str, str]]) -> None:
        """Take links away, each from start to end; one that is not there is no problem."""
        checks, link = Inputs(self.model, self.now), self._linkable(label, field)
        locked = await self._locked_ends(checks, link, links)
        checks.refuse()
        edits: dict[str, Edit] = {}
        for start, end in dict.fromkeys(links):
            if end in locked.records[start].links[field]:
                edits.setdefault(start, Edit(start)).removed.setdefault(field, []).append(end)
        await self._linked(link, edits.values(), locked, ChangeOperation.UNLINK)

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
        home = _home(entity)
        given = {"id": identifier, "version": version} | ({} if owner is None else {home.id_field: owner})
        item = patch(checks, entity, given, ())
        checks.refuse()
        assert item is not None
        locked = await self._locked_for(entity, [item], with_owners=True)
        find(checks, [item], locked)
        compare(checks, item, locked.records.get(identifier))
        checks.refuse()
        orders = orders_of(entity, locked)
        target = owner or next(iter(locked.records[identifier].links[home.field]))
        if isinstance(after, str) and (after == identifier or not orders.holds(target, after)):
            text = f"{after} does not stand there. Give the id of another {label} under the same owner."
            raise NotFound(text, ("afterId",))
        orders.move(identifier, target, after)
        if orders.positions():
            self.watch(home.type, home.targets[0], [target], ("afterId",))
        await self._changed(entity, [item], locked, orders, ChangeOperation.MOVE)

    async def delete(
        self, label: str, identifier: str, version: int | None = None, cascade: bool = False
    ) -> None:
        """Delete a record with all that goes with it: its parts, and records that cannot be without it.

        Raises InUse when other people's work is linked to any of them, unless `cascade`.
        """
        await remove(self, self.model[label], identifier, version, cascade)

    def _created(self, item: Item, journeys: Collection[str]) -> None:
        entity, edit = item.entity, item.edit
        differences = [*value_differences(entity, {}, edit.properties)]
        for name, ends in edit.added.items():
            link = entity.links[name]
            differences += ends_differences(link, {}, ends)
            path = item.asked.place(link.id_field)
            if link.owned:
                self.watch(link.type, link.targets[0], ends, path)
            else:
                self.watch(link.type, "Journey", journeys, path)
        name = called(edit.id, edit.properties)
        self.note(ChangeOperation.CREATE, entity, edit.id, name, journeys, differences)

    async def _locked_for(
        self, entity: Entity, items: Collection[Item], *, with_owners: bool = False
    ) -> Locked:
        """Lock records with all they are to be linked to, and with their owners where those may change."""
        fields = {name for item in items for name in item.asked.links}
        if with_owners:
            fields.add(_home(entity).field)
        looks = {entity.label: Look(True, tuple(sorted(fields)))}
        ids = targets(items)
        ids.setdefault(entity.label, set()).update(item.id for item in items)
        if entity.owner is None or entity.owner.field not in fields:
            return await self.locked(ids, looks)
        home = ids.setdefault(entity.owner.targets[0], set())
        rows = await self.transaction.run(owners(entity), {"ids": sorted({item.id for item in items})})
        home.update(owner for _, owner in rows if owner)
        locked = await self.locked(ids, owner_look(entity) | looks)
        # Whoever moved a part just before us was waited for; then its owner is one we have not locked yet.
        parts = [locked.records[item.id] for item in items if item.id in locked.records]
        late = {owner for part in parts for owner in part.links[entity.owner.field]} - locked.records.keys()
        more = await self.locked({entity.owner.targets[0]: late}, owner_look(entity))
        return Locked(locked.records | more.records)

    async def _changed(
        self,
        entity: Entity,
        items: Iterable[Item],
        locked: Locked,
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
            self.stamp(entity, item.edit, locked.records[item.id])
        edits = [item.edit for item in written]
        edits += [Edit(part, {"position": place}) for part, place in positions.items()]
        standing = await self.applied(entity, sorted(edits, key=lambda edit: edit.id), unique)
        for item in written:
            self._updated(item, locked.records[item.id], standing[item.id], operation)

    def _updated(
        self, item: Item, found: Found, journeys: Collection[str], operation: ChangeOperation
    ) -> None:
        entity, edit = item.entity, item.edit
        after = found.values | edit.properties
        differences = [*value_differences(entity, found.values, after)]
        if "position" in edit.properties:
            differences.append(("position", found.values["position"], after["position"]))
        for name in edit.fields:
            link = entity.links[name]
            before = found.links[name]
            differences += ends_differences(link, before, edit.linked(name, before))
            self._watch(entity, link, edit, before, journeys, item.asked.place(link.id_field))
        everywhere = {*found.journeys, *journeys}
        unseen = unseen_before(entity, found.values, edit.properties)
        self.note(operation, entity, edit.id, called(edit.id, after), everywhere, differences, unseen)

    def _watch(
        self,
        entity: Entity,
        link: Link,
        edit: Edit,
        before: Iterable[str],
        journeys: Iterable[str],
        path: Path,
    ) -> None:
        added = edit.added.get(link.field, {})
        if link.owned:
            self.watch(link.type, link.targets[0], [*before, *added], path)
            self.watch(MOVED, "Journey", journeys, path)
        elif added:
            self.watch(link.type, entity.label, [edit.id], path)
            self.watch(link.type, "Journey", journeys, path)

    def _linkable(self, label: str, field: str) -> Link:
        link = self.model[label].links[field]
        if not (link.outgoing and link.many) or link.owned:
            raise ValueError(f"{label}.{field} is not linked from here, but with the record itself")
        return link

    async def _locked_ends(self, checks: Inputs, link: Link, pairs: Iterable[tuple[str, str]]) -> Locked:
        """Lock both ends of links, the starts with the links they have; note those that are not there."""
        start_label, (end_label,) = link.relationships[0].start, link.targets
        first = (f"{self.model[start_label].singular}Id",)
        starts: dict[str, Path] = {}
        ends: dict[str, Path] = {}
        for index, (start, end) in enumerate(pairs):
            starts.setdefault(start, first)
            ends.setdefault(end, (link.id_field, str(index)))
        starts = {start: path for start, path in starts.items() if checks.is_of((start_label,), start, path)}
        ends = {end: path for end, path in ends.items() if checks.is_of((end_label,), end, path)}
        ids = {end_label: set(ends)}
        ids.setdefault(start_label, set()).update(starts)
        locked = await self.locked(ids, {start_label: Look(links=(link.field,))})
        missing = [(end, path) for end, path in [*starts.items(), *ends.items()] if end not in locked.records]
        checks.problems += [not_found(end, path) for end, path in missing]
        return locked

    async def _linked(
        self, link: Link, edits: Iterable[Edit], locked: Locked, operation: ChangeOperation
    ) -> None:
        entity = self.model[link.relationships[0].start]
        written = [edit for edit in edits if edit]
        for edit in written:
            self.stamp(entity, edit, locked.records[edit.id])
        standing = await self.applied(entity, written)
        for edit in written:
            found = locked.records[edit.id]
            journeys = {*found.journeys, *standing[edit.id]}
            journeys.update(*(locked.records[end].journeys for end in edit.ends))
            before = {end: values for end, values in found.links[link.field].items() if end in edit.ends}
            differences = ends_differences(link, before, edit.linked(link.field, before))
            self._watch(entity, link, edit, (), standing[edit.id], (link.id_field,))
            self.note(operation, entity, edit.id, found.name, journeys, differences)


def _home(entity: Entity) -> Link:
    if entity.owner is None:
        raise ValueError(f"{entity.label} is no part of anything, so it has no place to move")
    return entity.owner


def _place(items: Iterable[Item], locked: Locked) -> None:
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
