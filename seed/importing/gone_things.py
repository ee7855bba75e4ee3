"""What an earlier import of the same source brought and the file no longer has, so that somebody decides."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from graph.entities import Entity, Link, Model
from graph.writing.import_history import AttachedLink
from graph.writing.stored_record import StoredRecord
from seed.draft import DraftRecord, Place, Remark
from seed.explanation import plain_value
from seed.importing.known_records import Register
from seed.importing.plan import Plan, PlannedLink, PlannedState
from seed.importing.pruning import Pruning
from seed.importing.record_match import Matcher
from seed.importing.source_history import FileSource, SourceHistory, source_links, source_place

# What becomes of a thing that is gone.
STAYS = "It stays; --prune takes away what only this source brought."
GOES = "It is taken away."


@dataclass(frozen=True, slots=True)
class GoneLink:
    """A link that the source made and no longer has."""

    start: StoredRecord
    link: Link
    end: str


@dataclass(frozen=True, slots=True)
class GoneValue:
    """A value that the source gave and no longer gives."""

    record: DraftRecord
    held: StoredRecord
    name: str


class GoneThings:
    """Compares what the imports of a source made with what its file has now."""

    def __init__(
        self,
        model: Model,
        matcher: Matcher,
        held: Mapping[str, StoredRecord],
        source: FileSource,
        history: SourceHistory,
    ) -> None:
        self._model = model
        self._matcher = matcher
        self._held = held
        self._source = source
        self._history = history
        self._present = {identifier: record for record, identifier in matcher.ids.items()}
        self._lost: set[str] = set()

    def records(self, brought: Iterable[str]) -> list[StoredRecord]:
        """The records that the file no longer names."""
        absent = [found for found in dict.fromkeys(brought) if found not in self._present]
        self._lost = set(absent)
        return [self._held[found] for found in absent if found in self._held]

    def links(self, wanted: Mapping[str, Mapping[str, set[str]]], lost: Collection[str]) -> list[GoneLink]:
        """The links of records of the file that it no longer has, those to lost records aside.

        `wanted`: the ends that it has by start and field.
        """
        found: list[GoneLink] = []
        for identifier, trace in self._history.traces.items():
            held = self._held.get(identifier)
            if held is None or identifier not in self._present:
                continue
            for link, end in _made_links(self._model[held.label], trace.added):
                there = end in held.links.get(link.field, {})
                if there and end not in lost and end not in wanted.get(identifier, {}).get(link.field, ()):
                    found.append(GoneLink(held, link, end))
        return found

    def values(self) -> Iterator[GoneValue]:
        """The values of records of the file that it no longer gives, and that are still as it gave them."""
        for identifier, record in self._present.items():
            held, given = self._held.get(identifier), self._history.values.get(identifier, {})
            if held is None:
                continue
            for item in (item for item in self._model[held.label].writable_properties if item.nullable):
                value = held.values.get(item.name)
                was = given.get(item.name)
                told = item.name in record.values or item.name in record.unread or item.name == "position"
                if not told and was is not None and was != item.default and plain_value(value) == was:
                    yield GoneValue(record, held, item.name)

    def note_pruning(self, plan: Plan, records: Iterable[StoredRecord], found: Pruning) -> None:
        """Plan the links away that lead to what is taken away, and from the source of what stays."""
        for record in records:
            reason = found.kept.get(record.id)
            plan.remarks.append(self.record_remark(record, f"It stays: {reason}." if reason else GOES))
            link = self._model[record.label].source_link
            for source in source_links(self._model, record) if reason and link else ():
                if link and source in self._source.ids:
                    plan.links.append(PlannedLink(record.label, link, record.id, source, PlannedState.REMOVE))
        for attached in found.links:
            held = self._held.get(attached.start)
            link = _link_of(self._model[held.label], attached, found.removed[attached.end]) if held else None
            if held and link and not link.owned:
                plan.links.append(PlannedLink(held.label, link, held.id, attached.end, PlannedState.REMOVE))

    def note_changes(
        self, plan: Plan, wanted: Mapping[str, Mapping[str, set[str]]], register: Register, *, prune: bool
    ) -> None:
        """Name the links and values that records of the file no longer have; plan them away if told to."""
        more = GOES if prune else STAYS
        there = {(item.start, item.link.field, item.end) for item in plan.removed_links}
        for gone in self.links(wanted, plan.deletions if prune else self._lost):
            known = register.known.get(gone.end)
            plan.remarks.append(link_remark(gone, known.name if known else gone.end, more))
            if prune and (gone.start.id, gone.link.field, gone.end) not in there:
                state = PlannedState.REMOVE
                plan.links.append(PlannedLink(gone.start.label, gone.link, gone.start.id, gone.end, state))
        planned = {item.id: item for item in plan.records}
        for value in self.values():
            plan.remarks.append(value_remark(value, more))
            if prune:
                planned[value.held.id].clear(value.name, value.held.values.get(value.name))

    def record_remark(self, record: StoredRecord, more: str) -> Remark:
        """What is to be said of a record that is gone, and what becomes of it."""
        place, raw = source_place(self._model, record, self._source)
        text = f"{record.label} {_name(record)!r}, which an earlier import of this source brought"
        return Remark(place, raw, f"{text}, is no longer in it. {more}")


def link_remark(gone: GoneLink, end: str, more: str) -> Remark:
    """What is to be said of a link that is gone; `end` is what its end is called."""
    text = f"{gone.start.label} {_name(gone.start)!r} was linked to {end!r} ({gone.link.field})"
    text = f"{text} by an earlier import of this source, which no longer says so."
    return Remark(Place(), None, f"{text} {more}")


def value_remark(gone: GoneValue, more: str) -> Remark:
    """What is to be said of a value that is gone."""
    value = str(gone.held.values.get(gone.name))
    text = f"{gone.held.label} {_name(gone.held)!r} has its {gone.name} from an earlier import of this source"
    return Remark(gone.record.cell.place, value[:200], f"{text}, which no longer gives one. {more}")


def other_remarks(
    by_key: Mapping[DraftRecord, Iterable[str]], others: Mapping[str, StoredRecord]
) -> Iterator[Remark]:
    """What is to be said where other sources say something else of the same things."""
    for record, ids in by_key.items():
        for other in (others[found] for found in dict.fromkeys(ids) if found in others):
            if remark := _other_remark(record, other):
                yield remark


def _other_remark(record: DraftRecord, other: StoredRecord) -> Remark | None:
    values = {name: record.values[name].value for name in ("impact", "rawScore") if name in record.values}
    if all(other.values.get(name) == value for name, value in values.items()):
        return None
    said = other.values.get("rawScore") or other.values.get("impact")
    place, raw = record.cell.place, record.cell.value
    return Remark(place, raw, f"Another source says {said!r} of the same; both stand beside each other.")


def _made_links(entity: Entity, added: Mapping[str, set[str]]) -> Iterator[tuple[Link, str]]:
    for name, ends in added.items():
        link = entity.links[name]
        if not link.owned and not link.tells_source:
            yield from ((link, end) for end in sorted(ends))


def _link_of(entity: Entity, attached: AttachedLink, end: StoredRecord) -> Link | None:
    """The field by which a record sees a link that starts there."""
    fitting = (link for link in entity.links.values() if link.outgoing and link.type == attached.type)
    return next((link for link in fitting if end.label in link.targets), None)


def _name(record: StoredRecord) -> str:
    return str(record.values.get("name") or record.values.get("text") or record.id)[:80]
