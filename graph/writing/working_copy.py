"""The records of a sequence of operations as they would be, what of each is new, and what nobody has read."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from graph.cypher.write.record_writes import Look
from graph.entities import Entity, Link, Model
from graph.model.change import ChangeOperation
from graph.writing.change_log import record_name
from graph.writing.inputs import InputPath, Values
from graph.writing.needed_records import NeededRecords, UniqueProperty, owner_look
from graph.writing.part_order import Orders
from graph.writing.stored_record import StoredRecord

UniqueValue = tuple[UniqueProperty, str]


@dataclass(slots=True)
class RecordsRead:
    """What was read of the graph: records by id, bearers of unique values, and all that was asked for."""

    records: dict[str, StoredRecord] = field(default_factory=dict[str, StoredRecord])
    taken: dict[UniqueValue, str] = field(default_factory=dict[UniqueValue, str])
    ids: set[str] = field(default_factory=set[str])
    values: set[UniqueValue] = field(default_factory=set[UniqueValue])


@dataclass(slots=True)
class WorkingRecord:
    """A record as it would be after the operations so far; `old_*` as it was, or as one of them created it.

    `placed` says which operation put it in its place among other parts, `place` where that is if it is new.
    """

    entity: Entity
    id: str
    stored: StoredRecord | None
    values: Values
    links: dict[str, dict[str, Values]]
    old_values: Values
    old_links: dict[str, dict[str, Values]]
    operations: dict[ChangeOperation, None] = field(default_factory=dict[ChangeOperation, None])
    paths: dict[str, InputPath] = field(default_factory=dict[str, InputPath])
    gone: bool = False
    refused: bool = False
    upserted: bool = False
    placed: ChangeOperation | None = None
    place: int | None = None
    _writers: dict[tuple[str, str], ChangeOperation] = field(
        default_factory=dict[tuple[str, str], ChangeOperation]
    )

    @property
    def version(self) -> int | None:
        """The version before the operations."""
        return self.stored.version if self.stored else 1

    @property
    def name(self) -> str:
        """What it is called, by its present values if they were read."""
        if self.values or not self.stored:
            return record_name(self.entity, self.id, self.values)
        return self.stored.name

    def settle(self) -> None:
        """Take what is there for what the operation that created it has made."""
        self.old_values, self.old_links = dict(self.values), dict(self.links)

    def set_link(self, name: str, end: str, values: Values, operation: ChangeOperation) -> None:
        """Link it to another record, or have a link say something else."""
        self._own_links(name)[end] = values
        self._writers[name, end] = operation

    def drop_link(self, name: str, end: str, operation: ChangeOperation) -> None:
        """Take a link away."""
        self._own_links(name).pop(end, None)
        self._writers[name, end] = operation

    def writer(self, name: str, end: str) -> ChangeOperation | None:
        """The operation that last wrote a link."""
        return self._writers.get((name, end))

    def written_fields(self, operation: ChangeOperation | None = None) -> list[str]:
        """The fields with links that were written, or that an operation was the last to write."""
        written = (item for item in self._writers if operation in (None, self._writers[item]))
        return list(dict.fromkeys(name for name, _ in written))

    def _own_links(self, name: str) -> dict[str, Values]:
        """The links of a field, to be changed: the old ones are kept as they are."""
        found = self.links.get(name)
        if found is None or found is self.old_links.get(name):
            found = self.links[name] = dict(found or {})
        return found


class WorkingCopy:
    """The records that operations are about; what they ask for and nobody read is noted in `unread`."""

    def __init__(self, model: Model, read: RecordsRead, *, looks_for_values: bool = True) -> None:
        """`looks_for_values`: whether a unique value may be written only once its bearer was looked for."""
        self.model = model
        self.records: dict[str, WorkingRecord] = {}
        self.orders = Orders({})
        self.unread = NeededRecords(model)
        # Records with their operations, in the order in which these came to them.
        self.log: dict[tuple[str, ChangeOperation], None] = {}
        self.owner_paths: dict[str, InputPath] = {}
        self.claims: dict[UniqueValue, tuple[str, InputPath]] = {}
        self._read = read
        self._looks_for_values = looks_for_values
        self._arrivals: dict[str, dict[tuple[str, str], None]] = {}

    def record(self, identifier: str, look: Look | None = None) -> WorkingRecord | None:
        """A record that is there, and not deleted; None also where it, or what `look` asks, was not read."""
        found = self.records.get(identifier)
        if found is None:
            found = self._stored(identifier)
        if found is None:
            entity = self.model.entity_of(identifier)
            if entity and identifier not in self._read.ids:
                self.unread.add(entity.label, identifier, look or Look())
            return None
        if look and found.stored and not _has(found.stored, found.entity, look):
            self.unread.add(found.entity.label, identifier, look)
            return None
        return None if found.gone else found

    def is_gone(self, identifier: str) -> bool:
        """Whether a record is deleted by one of the operations so far."""
        found = self.records.get(identifier)
        return found is not None and found.gone

    def add(self, entity: Entity, identifier: str, values: Values) -> WorkingRecord:
        """A new record, without links."""
        record = WorkingRecord(entity, identifier, None, values, {}, {}, {})
        self.records[identifier] = record
        if entity.parts:
            self.orders.open(identifier)
        return record

    def note(self, record: WorkingRecord, operation: ChangeOperation) -> None:
        """Remember that an operation came to a record."""
        record.operations.setdefault(operation)
        self.log.setdefault((record.id, operation))

    def join(
        self, record: WorkingRecord, link: Link, end: str, values: Values, operation: ChangeOperation
    ) -> None:
        """Link a record by a field of its own."""
        record.set_link(link.field, end, values, operation)
        self._arrivals.setdefault(end, {})[record.id, link.field] = None

    def open_order(self, part: Entity, owner: str) -> bool:
        """Have the parts of an owner in their order; False where they were not read."""
        look = owner_look(part)
        record = self.record(owner, look)
        if record is None:
            return False
        if record.stored:
            self.orders.open(owner, list(record.stored.links[look.links[0]]))
        return True

    def bearer(self, label: str, name: str, value: str) -> str | None:
        """The record that bears a unique value, after the operations so far."""
        key = (label, name), value
        claimed = self.records.get(self.claims[key][0]) if key in self.claims else None
        if claimed and not claimed.gone and claimed.values.get(name) == value:
            return claimed.id
        if self._looks_for_values and key not in self._read.values:
            self.unread.values.setdefault((label, name), set()).add(value)
        identifier = self._read.taken.get(key)
        if identifier is None:
            return None
        found = self.records.get(identifier) or self._stored(identifier)
        given_up = found and (found.gone or (found.values and found.values.get(name) != value))
        return None if given_up else identifier

    def ends(self, record: WorkingRecord) -> Iterator[tuple[Link, str, Values]]:
        """All links of a record that was read whole, from both ends: field, other id, what the link says."""
        own = {link.field for link in record.entity.input_links}
        for name in own:
            link = record.entity.links[name]
            yield from ((link, end, values) for end, values in record.links.get(name, {}).items())
        seen: set[tuple[str, str]] = set()
        for name, ends in record.stored.links.items() if record.stored else ():
            if name not in own:
                link = record.entity.links[name]
                for end, values in ends.items():
                    start = start_field(link, self.model.entity_of(end))
                    seen.add((end, start))
                    if (kept := self._still(end, start, record.id, values)) is not None:
                        yield link, end, kept
        for start, name in self._arrivals.get(record.id, ()):
            kept = self._still(start, name, record.id, None)
            if (start, name) not in seen and kept is not None:
                yield end_link(self.model, self.records[start].entity, name), start, kept

    def _still(self, start: str, name: str, end: str, stored: Values | None) -> Values | None:
        """What a link says, if it is there after the operations so far."""
        record = self.records.get(start)
        if record is None:
            return stored
        if record.gone:
            return None
        return record.links[name].get(end) if name in record.links else stored

    def _stored(self, identifier: str) -> WorkingRecord | None:
        stored = self._read.records.get(identifier)
        if stored is None:
            return None
        links = dict(stored.links)
        record = WorkingRecord(
            self.model[stored.label], identifier, stored, stored.values, links, stored.values, dict(links)
        )
        self.records[identifier] = record
        return record


def start_field(link: Link, start: Entity | None) -> str:
    """The field under which the record at the other end of a link has it as its own."""
    assert start is not None
    if link.owned and link.many:
        owner = start.owner
        assert owner is not None
        return owner.field
    return next(item.field for item in link.relationships if item.start == start.label)


def end_link(model: Model, start: Entity, name: str) -> Link:
    """A link of one kind of record as the kind at its other end sees it."""
    link = start.links[name]
    (relationship,) = link.relationships if link.outgoing else (link.relationships[0],)
    if not link.outgoing:
        return model[relationship.start].links[relationship.field]
    return model[relationship.end].links[relationship.declared.back]


def _has(stored: StoredRecord, entity: Entity, look: Look) -> bool:
    """Whether a record was read as far as is asked."""
    return (
        (not look.values or bool(stored.values))
        and stored.links.keys() >= {*look.links}
        and (not look.whole or stored.is_whole(entity))
    )
