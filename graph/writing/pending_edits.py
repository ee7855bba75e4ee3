"""What to write of each record of a working copy: one edit, whatever operations it comes from."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from graph.cypher.write.record_writes import LinkUse
from graph.writing.inputs import Values
from graph.writing.working_copy import WorkingCopy, WorkingRecord


@dataclass(slots=True)
class Edit:
    """What to write of one record: its properties, and links by field."""

    id: str
    properties: Values = field(default_factory=dict[str, Any])
    removed: dict[str, list[str]] = field(default_factory=dict[str, list[str]])
    changed: dict[str, dict[str, Values]] = field(default_factory=dict[str, dict[str, Values]])
    added: dict[str, dict[str, Values]] = field(default_factory=dict[str, dict[str, Values]])

    def __bool__(self) -> bool:
        return bool(self.properties or self.removed or self.changed or self.added)

    def uses(self) -> Iterator[tuple[str, LinkUse]]:
        """What is done with the links of which field."""
        yield from ((name, LinkUse.REMOVED) for name in self.removed)
        yield from ((name, LinkUse.CHANGED) for name in self.changed)
        yield from ((name, LinkUse.ADDED) for name in self.added)

    def use_items(self, name: str, part: LinkUse) -> list[Any]:
        """The items of one use, as the statement takes them."""
        if part is LinkUse.REMOVED:
            return self.removed.get(name, [])
        links = self.added if part is LinkUse.ADDED else self.changed
        return [[end, values] for end, values in links.get(name, {}).items()]

    def split(self, created: Mapping[str, object]) -> "Edit | None":
        """Leave out the links to records that are yet to be `created`; an edit of those, if there are any."""
        late = Edit(self.id)
        for name, ends in list(self.added.items()):
            waiting = {end: values for end, values in ends.items() if end in created}
            if waiting:
                late.added[name] = waiting
                self.added[name] = {end: values for end, values in ends.items() if end not in waiting}
                if not self.added[name]:
                    del self.added[name]
        return late if late else None


@dataclass(slots=True)
class PendingEdits:
    """All that is to be written: new records by label, edits of those that are there, and deletions.

    `releases` give up unique values that other records take, and come first.
    """

    creations: dict[str, list[Edit]] = field(default_factory=dict[str, list[Edit]])
    edits: dict[str, dict[str, Edit]] = field(default_factory=dict[str, dict[str, Edit]])
    deletions: dict[str, list[str]] = field(default_factory=dict[str, list[str]])
    releases: dict[str, list[Edit]] = field(default_factory=dict[str, list[Edit]])
    changed: set[str] = field(default_factory=set[str])


def pending_edits(copy: WorkingCopy, now: Any) -> PendingEdits:
    """What is to be written for a working copy; `changed` are the records whose version rises."""
    pending = PendingEdits()
    positions = copy.orders.positions()
    for record in copy.records.values():
        label, place = record.entity.label, positions.pop(record.id, None)
        record.place = place
        if record.gone:
            if record.stored:
                pending.deletions.setdefault(label, []).append(record.id)
        elif record.stored is None:
            edit = _creation(record)
            if place is not None:
                edit.properties["position"] = place
            pending.creations.setdefault(label, []).append(edit)
        elif record.operations or place is not None:
            edit = _change(copy, record, place)
            if edit is not None:
                pending.edits.setdefault(label, {})[record.id] = edit
                if record.placed or edit.properties.keys() != {"position"} or [*edit.uses()]:
                    pending.changed.add(record.id)
                    _stamp(record, edit, now)
    for part, place in positions.items():
        entity = copy.model.entity_of(part)
        assert entity is not None
        pending.edits.setdefault(entity.label, {})[part] = Edit(part, {"position": place})
    _release(copy, pending)
    return pending


def _creation(record: WorkingRecord) -> Edit:
    added = {name: dict(ends) for name, ends in record.links.items() if ends}
    return Edit(record.id, {k: v for k, v in record.values.items() if v is not None}, added=added)


def _change(copy: WorkingCopy, record: WorkingRecord, place: int | None) -> Edit | None:
    """The difference between a record as it is stored and as it would be; None where there is none."""
    before = record.old_values
    edit = Edit(record.id)
    if record.values is not before:
        edit.properties = {name: v for name, v in record.values.items() if before.get(name) != v}
    if place is not None:
        edit.properties["position"] = place
    lost: set[str] = set()
    for name in record.written_fields():
        old, new = record.old_links.get(name, {}), record.links[name]
        lost |= old.keys() - new.keys()
        # What is deleted takes its links along.
        removed = [end for end in old if end not in new and not copy.is_gone(end)]
        edit.removed |= {name: removed} if removed else {}
        _change_links(edit, name, old, new)
    return edit if edit or lost else None


def _change_links(edit: Edit, name: str, old: Mapping[str, Values], new: Mapping[str, Values]) -> None:
    """Note the links of a field that are new, and those that say something else."""
    for end, values in new.items():
        if end not in old:
            edit.added.setdefault(name, {})[end] = values
        elif told := {key: value for key, value in values.items() if value != old[end].get(key)}:
            edit.changed.setdefault(name, {})[end] = told


def _stamp(record: WorkingRecord, edit: Edit, now: Any) -> None:
    """Give a record its next version, and the time."""
    if record.version is not None:
        edit.properties["version"] = record.version + 1
    if "updatedAt" in record.entity.properties:
        edit.properties["updatedAt"] = now


def _release(copy: WorkingCopy, pending: PendingEdits) -> None:
    """Find who gives up a unique value that another record takes."""
    claimed: dict[tuple[str, str, Any], str] = {}
    for (pair, value), (claimer, _) in copy.claims.items():
        claimed[*pair, value] = claimer
    for label, name in {(label, name) for label, name, _ in claimed}:
        for edit in pending.edits.get(label, {}).values():
            if name in edit.properties:
                before = copy.records[edit.id].old_values.get(name)
                if claimed.get((label, name, before), edit.id) != edit.id:
                    pending.releases.setdefault(label, []).append(Edit(edit.id, {name: None}))
