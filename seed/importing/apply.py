"""Writes a plan in one transaction: records, links, orders, where they come from, and the import itself."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime

from graph.database import Transaction
from graph.entities import Link, Model
from graph.ids import new_id
from graph.model.source import SourceKind
from graph.model.workshop_import import Import, ImportStatus
from graph.writing.bulk import Loader
from graph.writing.inputs import Values
from graph.writing.stored_record import StoredRecord
from seed.importing.plan import Plan, PlannedLink, PlannedRecord, PlannedState

# So many cells that became nothing are kept with an import.
_LEFTOVER_CELLS = 1_000

# Ends by record and field, each with the values of its link.
_Ends = dict[str, dict[str, dict[str, Values]]]


async def apply(transaction: Transaction, model: Model, plan: Plan, *, actor: str) -> str:
    """Write a plan without problems; the id of the import. The transaction is the caller's to commit.

    Raises what a Writer raises: Conflict where somebody changed a record since the plan was made.
    """
    identifier = new_id(Import.prefix)
    started = datetime.now(UTC)
    loader = Loader(model, transaction, actor=actor, request_id=identifier, import_id=identifier)
    work = _WriterInputs(model, plan)
    if plan.traced:
        source = plan.source or await _create_source(loader, plan)
        if plan.source:
            content = {"id": source, "fileName": plan.draft.file, "sha256": plan.draft.sha256}
            await loader.load("Source", [content], {}, creating=False)
        work.trace(source)
    for label in model.creation_order:
        if inputs := work.creations(label):
            await loader.load(label, inputs, work.values, creating=True)
    for label in model.creation_order:
        if inputs := work.updates(label):
            await loader.load(label, inputs, work.values, creating=False)
    for (label, name), links in work.changed_links().items():
        await loader.link(label, name, links)
    for label, orders in plan.orders.items():
        await loader.arrange(label, orders, plan.moved)
    for label in reversed(model.creation_order):
        if gone := [item.id for item in plan.deletions.values() if item.label == label]:
            unseen = {item.id: _unseen_values(model, item) for item in plan.deletions.values()}
            await loader.erase(label, gone, unseen)
    await loader.create("Import", [_import_values(plan, identifier, started)], trusted=True)
    await loader.finish()
    return identifier


def _unseen_values(model: Model, record: StoredRecord) -> Values:
    """What a record holds that nobody gave: its derived key, its times, its place."""
    properties = model[record.label].properties.values()
    beside = {"id", "version", "updatedAt", *(p.name for p in properties if p.writable or p.derived)}
    return {name: value for name, value in record.values.items() if name not in beside and value is not None}


async def _create_source(loader: Loader, plan: Plan) -> str:
    name = plan.source_name or plan.draft.file
    given = {
        "name": name[:200],
        "kind": SourceKind.FILE.value,
        "fileName": plan.draft.file,
        "sha256": plan.draft.sha256,
    }
    (identifier,) = await loader.create("Source", [given], trusted=True)
    return identifier


def _import_values(plan: Plan, identifier: str, started: datetime) -> Values:
    def count(items: Iterable[PlannedRecord | PlannedLink], state: PlannedState) -> int:
        return sum(1 for item in items if item.state is state)

    return {
        "id": identifier,
        "format": plan.draft.format,
        "fileName": plan.draft.file,
        "sha256": plan.draft.sha256,
        "startedAt": started,
        "finishedAt": datetime.now(UTC),
        "status": ImportStatus.APPLIED.value,
        "created": count(plan.records, PlannedState.CREATE),
        "updated": count(plan.records, PlannedState.UPDATE),
        "linked": count(plan.links, PlannedState.CREATE),
        "leftovers": len(plan.draft.leftovers),
        "leftoverCells": [
            {
                "locator": item.cell.place.locator[:200],
                "raw": item.cell.raw[:20_000],
                "reason": item.reason[:20_000],
            }
            for item in plan.draft.leftovers[:_LEFTOVER_CELLS]
        ],
    }


@dataclass(slots=True)
class _WriterInputs:
    """A plan as the inputs of a Writer, by label; `values` are those of new links."""

    model: Model
    plan: Plan
    values: _Ends = field(default_factory=dict[str, dict[str, dict[str, Values]]])
    _fields: dict[str, dict[str, tuple[Link, set[str]]]] = field(
        default_factory=dict[str, dict[str, tuple[Link, set[str]]]]
    )
    _late: dict[str, set[str]] = field(default_factory=dict[str, set[str]])

    def __post_init__(self) -> None:
        """Collect, for every record whose links change, what its fields lead to afterwards."""
        order = {label: place for place, label in enumerate(self.model.creation_order)}
        new = {item.id: order[item.label] for item in self.plan.records if item.state is PlannedState.CREATE}
        for item in self.plan.links:
            if item.state is PlannedState.CREATE:
                self._add(item.start, item.link, item.end, item.values)
                if item.start in new and new.get(item.end, -1) >= new[item.start]:
                    self._late.setdefault(item.start, set()).add(item.link.field)
            elif item.state is PlannedState.REMOVE:
                self._ends(item.start, item.link).discard(item.end)

    def trace(self, source: str) -> None:
        """Link every record that is written to the source it comes from, with its place there."""
        for planned in self.plan.records:
            link = self.model[planned.label].source_link
            if link is not None and planned.state is not PlannedState.UNCHANGED and planned.after:
                cell = planned.record.cell
                values = {"locator": cell.place.locator[:2_000], "raw": cell.raw[:100_000]}
                self._add(planned.id, link, source, {name: text for name, text in values.items() if text})

    def creations(self, label: str) -> list[Values]:
        """The inputs of the records to create, without links to those that come later."""
        found: list[Values] = []
        for planned in self.plan.records:
            if planned.label == label and planned.state is PlannedState.CREATE:
                fields = self._fields.get(planned.id, {}).keys() - self._late.get(planned.id, set())
                given = {name: value for name, value in planned.given.items() if value is not None}
                given |= {"id": planned.id, "derivedKey": planned.derived_key}
                found.append(given | self._link_inputs(planned.id, fields))
        return found

    def updates(self, label: str) -> list[Values]:
        """The inputs of records that change, and of new ones whose links had to wait."""
        entity, held = self.model[label], self.plan.held
        records = {planned.id: planned for planned in self.plan.records if planned.label == label}
        starts = [start for start in self._fields if self.model.entity_of(start) is entity]
        found: list[Values] = []
        for identifier in dict.fromkeys([*records, *starts]):
            given: Values = {}
            if identifier in held:
                planned = records.get(identifier)
                given = self._changes(planned) if planned else {}
                given |= self._link_inputs(identifier, self._fields.get(identifier, ()))
            elif identifier in self._late:
                given = self._link_inputs(identifier, self._late[identifier])
            if given:
                version = held[identifier].version if identifier in held else None
                found.append({"id": identifier, "version": version} | given)
        return found

    def changed_links(self) -> dict[tuple[str, str], list[tuple[str, str, Values]]]:
        """The links whose properties change, by label and field."""
        found: dict[tuple[str, str], list[tuple[str, str, Values]]] = {}
        for item in self.plan.links:
            if item.state is PlannedState.UPDATE:
                found.setdefault((item.label, item.link.field), []).append(
                    (item.start, item.end, item.values)
                )
        return found

    def _changes(self, planned: PlannedRecord) -> Values:
        changed = {name: value for name, value in planned.given.items() if name in planned.after}
        if changed and self.plan.held[planned.id].values.get("derivedKey") != planned.derived_key:
            changed["derivedKey"] = planned.derived_key
        return changed

    def _link_inputs(self, identifier: str, names: Iterable[str]) -> Values:
        """What fields of a record lead to, as an input has it."""
        fields = self._fields.get(identifier, {})
        return {
            link.id_field: sorted(ends) if link.many else next(iter(ends), None)
            for link, ends in (fields[name] for name in sorted(names))
        }

    def _add(self, start: str, link: Link, end: str, values: Values) -> None:
        ends = self._ends(start, link)
        if end in ends:
            return
        if not link.many:
            ends.clear()
        ends.add(end)
        if values:
            self.values.setdefault(start, {}).setdefault(link.field, {})[end] = values

    def _ends(self, start: str, link: Link) -> set[str]:
        held = self.plan.held.get(start)
        fields = self._fields.setdefault(start, {})
        if link.field not in fields:
            fields[link.field] = (link, set(held.links[link.field]) if held else set())
        return fields[link.field][1]
