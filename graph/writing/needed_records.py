"""What a sequence of operations has to read, named before anything is locked: ids, looks, unique values."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, cast

from graph.cypher.write.record_writes import Look
from graph.entities import Entity, Model
from graph.texts import clean_text
from graph.writing.operations import (
    AddLinks,
    ArrangeParts,
    CreateRecord,
    DeleteRecord,
    Input,
    MovePart,
    Operation,
    RemoveLinks,
    ReorderParts,
    UpdateRecord,
    UpsertRecord,
)

UniqueProperty = tuple[str, str]
_LOCK = Look()


def owner_look(entity: Entity) -> Look:
    """How to read the owners of parts: with all their parts, in order."""
    assert entity.owner is not None
    return Look(links=(entity.owner.relationships[0].field,))


@dataclass(slots=True)
class NeededRecords:
    """Ids and looks by label, and unique values by label and property.

    Beside them what only the database can name: `movers` are parts whose present owner is needed, `goers`
    records to delete, with which others go, `keyed` unique values whose bearers are to be changed.
    """

    model: Model
    ids: dict[str, set[str]] = field(default_factory=dict[str, set[str]])
    looks: dict[str, Look] = field(default_factory=dict[str, Look])
    values: dict[UniqueProperty, set[str]] = field(default_factory=dict[UniqueProperty, set[str]])
    movers: dict[str, set[str]] = field(default_factory=dict[str, set[str]])
    goers: dict[str, set[str]] = field(default_factory=dict[str, set[str]])
    keyed: dict[UniqueProperty, set[str]] = field(default_factory=dict[UniqueProperty, set[str]])
    wide: bool = False

    def __bool__(self) -> bool:
        return any(self.ids.values()) or any(self.values.values())

    def add(self, label: str, identifier: str, look: Look = _LOCK) -> None:
        """A record that is needed, with what is to be read of it and all of its kind."""
        self.ids.setdefault(label, set()).add(identifier)
        self.look(label, look)

    def look(self, label: str, look: Look) -> None:
        """What is to be read of the records of a kind, beside what is already."""
        known = self.looks.get(label, _LOCK)
        links = tuple(sorted({*known.links, *look.links}))
        self.looks[label] = Look(known.values or look.values, links, known.whole or look.whole)

    def widen(self) -> None:
        """Read all of what is written, so that sequences of all sorts need the same few statements."""
        self.wide = True
        for label, look in self.looks.items():
            if look != _LOCK:
                entity = self.model[label]
                fields = sorted(link.field for link in (*entity.input_links, *entity.parts))
                self.looks[label] = Look(True, tuple(fields), look.whole)

    def add_going(self, label: str, identifier: str, others: Iterable[str]) -> None:
        """A record that goes with a deletion, and those that it is linked to."""
        entity = self.model[label]
        self.add(label, identifier, Look(values=True, whole=True))
        if entity.owner:
            self.look(entity.owner.targets[0], owner_look(entity))
        for other in others:
            end = self.model.entity_of(other)
            if end is not None:
                self.add(end.label, other)

    def add_id(self, labels: Iterable[str], given: Any, look: Look = _LOCK) -> str | None:
        """A record of one of some kinds, if what is given is the id of one."""
        entity = self.model.entity_of(given) if isinstance(given, str) else None
        if entity is None or entity.label not in labels:
            return None
        self.add(entity.label, str(given), look)
        return str(given)

    def add_value(self, label: str, name: str, given: Any) -> str | None:
        """A unique value, as it would be stored."""
        try:
            value = clean_text(given) if isinstance(given, str) else None
        except ValueError:
            return None
        if value:
            self.values.setdefault((label, name), set()).add(value)
        return value


def needed_records(model: Model, operations: Sequence[Operation]) -> NeededRecords:
    """All that the inputs of operations name."""
    needs = NeededRecords(model)
    for operation in operations:
        _note_operation(needs, operation)
    if len({(type(operation), operation.label) for operation in operations}) > 1:
        needs.widen()
    return needs


def _note_operation(needs: NeededRecords, operation: Operation) -> None:
    entity = needs.model[operation.label]
    match operation:
        case CreateRecord():
            _note_input(needs, entity, operation.given)
        case UpdateRecord():
            fields = _note_input(needs, entity, operation.given)
            found = needs.add_id((entity.label,), operation.given.get("id"), Look(True, fields))
            _note_mover(needs, entity, found, fields)
        case UpsertRecord():
            _note_upsert(needs, entity, operation.given)
        case AddLinks() | RemoveLinks():
            look = Look(links=(operation.field,))
            ends = entity.links[operation.field].targets
            for link in operation.links:
                needs.add_id((entity.label,), link.start.id, look)
                needs.add_id(ends, link.end.id)
        case MovePart() | ReorderParts() | ArrangeParts():
            _note_places(needs, entity, operation)
        case DeleteRecord():
            found = needs.add_id((entity.label,), operation.id, Look(True, whole=True))
            if found:
                needs.goers.setdefault(entity.label, set()).add(found)


def _note_upsert(needs: NeededRecords, entity: Entity, given: Input) -> None:
    fields = _note_input(needs, entity, given)
    needs.look(entity.label, Look(True, fields))
    if entity.owner and entity.owner.field in fields:
        needs.movers.setdefault(entity.label, set())
    value = needs.add_value(entity.label, "key", given.get("key"))
    if value:
        needs.keyed.setdefault((entity.label, "key"), set()).add(value)


def _note_places(
    needs: NeededRecords, entity: Entity, operation: MovePart | ReorderParts | ArrangeParts
) -> None:
    assert entity.owner
    needs.add_id(entity.owner.targets, operation.owner, owner_look(entity))
    if isinstance(operation, MovePart):
        fields = (entity.owner.field,)
        found = needs.add_id((entity.label,), operation.id, Look(True, fields))
        _note_mover(needs, entity, found, fields)
        return
    for part in operation.parts:
        needs.add_id((entity.label,), part, Look(True))


def _note_input(needs: NeededRecords, entity: Entity, given: Input) -> tuple[str, ...]:
    """Note what one input names, its parts included; the fields of the links that it gives."""
    fields: list[str] = []
    for link in entity.input_links:
        objects = given.get(link.field) if link.many and link.properties else None
        if link.id_field in given or objects is not None:
            fields.append(link.field)
        look = owner_look(entity) if link.owned else _LOCK
        for item in (*_items(given.get(link.id_field)), *_items(objects)):
            identifier = cast("Mapping[str, Any]", item).get("id") if isinstance(item, Mapping) else item
            needs.add_id(link.targets, identifier, look)
    for item in entity.properties.values():
        if item.facts.unique and item.name in given:
            needs.add_value(entity.label, item.name, given[item.name])
    for link in entity.parts:
        for part in _items(given.get(link.field)):
            if isinstance(part, Mapping):
                _note_input(needs, needs.model[link.targets[0]], cast("Mapping[str, Any]", part))
    return tuple(fields)


def _note_mover(needs: NeededRecords, entity: Entity, identifier: str | None, fields: Iterable[str]) -> None:
    if identifier and entity.owner and entity.owner.field in fields:
        needs.movers.setdefault(entity.label, set()).add(identifier)


def _items(given: Any) -> Sequence[Any]:
    if given is None:
        return ()
    return cast("Sequence[Any]", given) if isinstance(given, list | tuple) else (given,)
