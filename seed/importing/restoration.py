"""Writes back what stood before an import: links and values, then orders of parts, then deletions."""

from collections.abc import Iterable, Mapping, Sequence, Set

from graph.entities import Entity, Model
from graph.writing.bulk import Loader, RecordIdentity, Rows, record_identities, stored_records
from graph.writing.inputs import Values
from graph.writing.stored_record import StoredRecord
from seed.importing.import_trace import Trace
from seed.importing.row_order import wanted_order


class Restoration:
    """The way back of one import, for the records that can go it."""

    def __init__(self, model: Model, rows: Rows, loader: Loader, undoing: Sequence[Trace]) -> None:
        self._model = model
        self._rows = rows
        self._loader = loader
        self._created = [trace for trace in undoing if trace.created and not trace.deleted]
        self._changed = [trace for trace in undoing if not trace.created]
        self._deleted = [trace for trace in undoing if trace.deleted and not trace.created]
        self._order = model.creation_order

    async def run(self) -> None:
        """Create again what was deleted, restore, put in order, delete; within the loader's transaction."""
        for label in self._order:
            await self._create_again(label)
        parts = await self._parts()
        for label in self._order:
            await self._restore(label)
        for label in self._order:
            await self._arrange(label, parts.get(label, []))
        for label in reversed(self._order):
            ids = [trace.id for trace in self._created if trace.label == label]
            if ids:
                await self._loader.erase(label, ids)

    async def _create_again(self, label: str) -> None:
        """Create the deleted records of a label under their owners; their other links come with the rest."""
        home = self._model[label].owner
        inputs: list[Values] = []
        for trace in (trace for trace in self._deleted if trace.label == label):
            values = {name: value for name, value in trace.values.items() if value is not None}
            owner = {home.id_field: trace.owner} if home and trace.owner else {}
            inputs.append({"id": trace.id} | values | owner)
        if inputs:
            await self._loader.load(label, inputs, {}, creating=True)

    async def _restore(self, label: str) -> None:
        entity = self._model[label]
        found = self._changes(label)
        if not found:
            return
        inputs: list[Values] = []
        properties: dict[str, dict[str, dict[str, Values]]] = {}
        for held in await stored_records(self._rows, entity, found):
            trace = found[held.id]
            properties[held.id] = {name: dict(ends) for name, ends in trace.removed.items() if ends}
            given = ({} if trace.deleted else trace.values) | _link_inputs(entity, trace, held)
            if given:
                inputs.append({"id": held.id} | given)
        if inputs:
            await self._loader.load(label, inputs, properties, creating=False)
        for name in {name for trace in found.values() for name in trace.changed}:
            links = [
                (trace.id, end, values)
                for trace in found.values()
                for end, values in trace.changed.get(name, {}).items()
            ]
            if links:
                await self._loader.link(label, name, links)

    async def _parts(self) -> dict[str, list[RecordIdentity]]:
        """The parts there are, by label, for every label of which parts come, go or move."""
        touched = {trace.label for trace in (*self._created, *self._changed)}
        return {
            label: await record_identities(self._rows, self._model[label])
            for label in self._order
            if label in touched and self._model[label].owner
        }

    async def _arrange(self, label: str, parts: Sequence[RecordIdentity]) -> None:
        """Give every owner that lost, got back or moves parts their order before the import."""
        created = {trace.id for trace in self._created}
        changed = self._changes(label)
        orders: dict[str, list[str]] = {}
        for owner in _touched_owners(parts, created, changed):
            own = [part for part in parts if part.owner == owner]
            staying = [part for part in own if part.id not in created]
            # What is about to be deleted stands last, so that it leaves no gap.
            going = [part.id for part in own if part.id in created]
            orders[owner] = _former_order(owner, staying, changed) + going
        moved = {trace.id for trace in changed.values() if trace.moved is not None and not trace.owner}
        await self._loader.arrange(label, orders, moved)

    def _changes(self, label: str) -> dict[str, Trace]:
        """What became of the records of a label that were there before the import."""
        return {trace.id: trace for trace in self._changed if trace.label == label}


def _touched_owners(
    parts: Iterable[RecordIdentity], created: Set[str], changed: Mapping[str, Trace]
) -> list[str]:
    """The owners of which parts come, go or move, those left out that are about to be deleted."""
    owners = {part.owner for part in parts if part.id in created or part.id in changed}
    owners |= {trace.owner for trace in changed.values()}
    return sorted(str(owner) for owner in owners - {None} - created)


def _former_order(owner: str, staying: Iterable[RecordIdentity], changed: Mapping[str, Trace]) -> list[str]:
    """The parts of an owner as they stood: those that it kept at their places, then those that come back."""
    kept = [
        part.id
        for part in sorted(staying, key=lambda part: part.position or 0)
        if part.id not in changed or changed[part.id].owner is None
    ]
    places = {trace.id: trace.moved for trace in changed.values()}
    order = wanted_order((item, places.get(item)) for item in kept)
    back = [trace for trace in changed.values() if trace.owner == owner]
    placed = [(trace.id, trace.moved) for trace in back if trace.moved is not None]
    order = wanted_order([*((item, None) for item in order), *placed])
    return order + [trace.id for trace in back if trace.moved is None]


def _link_inputs(entity: Entity, trace: Trace, held: StoredRecord) -> Values:
    """The inputs that give the links of a record back."""
    given: Values = {}
    for name in trace.added.keys() | trace.removed.keys():
        link = entity.links[name]
        added, removed = trace.added.get(name, set()), trace.removed.get(name, {})
        if not (added or removed):
            continue
        ends = [end for end in held.links[name] if end not in added] + list(removed)
        given[link.id_field] = ends if link.many else next(iter(ends), None)
    return given
