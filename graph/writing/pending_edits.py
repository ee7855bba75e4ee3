"""What to write of each record, decided but not written: drafts of new ones, patches of present ones."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from graph.cypher.write.record_writes import LinkUse, Look
from graph.entities import Entity, Link
from graph.errors import Conflict, DuplicateKey, Invalid
from graph.ids import new_id
from graph.texts import value_text, with_article
from graph.writing.inputs import InputPath, Inputs, RecordInput, Values, not_found
from graph.writing.part_order import Orders

Unique = tuple[str, str]


@dataclass(frozen=True, slots=True)
class LockedRecord:
    """A record that is there and locked; links by field, each the other id with the link's properties."""

    label: str
    id: str
    name: str
    version: int | None
    values: Values
    links: Mapping[str, dict[str, Values]]
    journeys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LockResult:
    """The records that were locked, by id, and who bears the unique values that were looked for."""

    records: dict[str, LockedRecord] = field(default_factory=dict[str, LockedRecord])
    taken: dict[tuple[Unique, str], str] = field(default_factory=dict[tuple[Unique, str], str])


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

    @property
    def ends(self) -> set[str]:
        """The records at the other ends of the links that are written."""
        links = [*self.removed.values(), *self.changed.values(), *self.added.values()]
        return {end for ends in links for end in ends}

    def links_after(self, name: str, before: Mapping[str, Values]) -> dict[str, Values]:
        """The links of a field after the edit, given those before."""
        changed, added = self.changed.get(name, {}), self.added.get(name, {})
        kept = {end: values | changed.get(end, {}) for end, values in before.items()}
        for end in self.removed.get(name, ()):
            kept.pop(end, None)
        return kept | added

    @property
    def fields(self) -> list[str]:
        """The fields whose links are written."""
        return list(dict.fromkeys([*self.removed, *self.changed, *self.added]))

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


@dataclass(slots=True)
class BatchItem:
    """One record of a batch: what is asked of it, and what is to be written of it."""

    asked: RecordInput
    edit: Edit
    version: Any = None

    @property
    def entity(self) -> Entity:
        """The kind of the record."""
        return self.asked.entity

    @property
    def id(self) -> str:
        """The record's own id."""
        return self.edit.id


def input_path(inputs: Collection[Any], index: int) -> InputPath:
    """Where an input's fields stand: below its number, unless it is the only one."""
    return (str(index),) if len(inputs) > 1 else ()


def creation_items(checks: Inputs, asked: RecordInput, owner: str | None = None) -> Iterator[BatchItem]:
    """A record to create, then its parts, each under its owner; positions come when places are known."""
    entity = asked.entity
    identifier = asked.values.get("id") or new_id(entity.prefix)
    if isinstance(identifier, str) and checks.model.entity_of(identifier) is not entity:
        text = (
            f"{value_text(identifier)} is no id of {with_article(entity.label)}: {entity.prefix}_ and 26 "
            "characters. Leave it out."
        )
        checks.problems.append(Invalid(text, asked.path_of("id")))
    edit = Edit(identifier, checks.new_values(asked, identifier))
    for name, targets in asked.links.items():
        if targets:
            edit.added[name] = {target.id: {} for target in targets}
    if owner is not None and entity.owner is not None:
        edit.added[entity.owner.field] = {owner: {}}
    yield BatchItem(asked, edit)
    for parts in asked.parts.values():
        for part in parts:
            yield from creation_items(checks, part, identifier)


def patch_items(checks: Inputs, entity: Entity, inputs: Collection[Mapping[str, Any]]) -> list[BatchItem]:
    """The records to change, each once."""
    items: dict[str, BatchItem] = {}
    for index, given in enumerate(inputs):
        item = patch_item(checks, entity, given, input_path(inputs, index))
        if item is None:
            continue
        if item.id in items:
            text = f"{item.id} stands twice in one request. Put its changes together."
            checks.problems.append(Invalid(text, item.asked.path_of("id")))
        items.setdefault(item.id, item)
    return list(items.values())


def patch_item(checks: Inputs, entity: Entity, given: Mapping[str, Any], path: InputPath) -> BatchItem | None:
    """A record to change; None where the input does not say which."""
    asked = checks.patch(entity, given, path)
    identifier = given.get("id")
    if not checks.is_of((entity.label,), identifier, asked.path_of("id")):
        return None
    return BatchItem(asked, Edit(str(identifier)), given.get("version"))


def fill_edit(checks: Inputs, item: BatchItem, found: LockedRecord | None) -> None:
    """Fill in the edit of a record with what the patch changes of it; note a version that has passed."""
    if found is None:
        checks.problems.append(not_found(item.id, item.asked.path_of("id")))
    elif item.version is not None and item.version != found.version:
        checks.problems.append(stale_problem(found, item.asked.path_of("version")))
    else:
        item.edit.properties = checks.changed_values(item.asked, found.values)
        for name, targets in item.asked.links.items():
            _replace(item.edit, name, list(found.links[name]), [target.id for target in targets])


def stale_problem(found: LockedRecord, path: InputPath) -> Conflict:
    """The problem of a version that has passed."""
    text = (
        f"{found.name} was changed meanwhile, it is at version {found.version}. Read it again, then repeat."
    )
    return Conflict(text, path, found.version)


def add_link(
    checks: Inputs, link: Link, edit: Edit, present: Mapping[str, Values], end: str, given: Mapping[str, Any]
) -> None:
    """Add a link to an edit; one that is there, or stands in the edit already, has its properties changed."""
    added = edit.added.get(link.field, {})
    if end in added or end not in present:
        values = checks.link_values(link, added.get(end, {}), given, ())
        edit.added.setdefault(link.field, {})[end] = added.get(end, {}) | values
        return
    before = present[end] | edit.changed.get(link.field, {}).get(end, {})
    values = checks.link_values(link, before, given, ())
    changed = {name: value for name, value in values.items() if value != before.get(name)}
    if changed:
        links = edit.changed.setdefault(link.field, {})
        links[end] = links.get(end, {}) | changed


def target_ids(items: Iterable[BatchItem]) -> dict[str, set[str]]:
    """The ids that items are to be linked to, by label."""
    found: dict[str, set[str]] = {}
    for item in items:
        for name, ends in item.asked.links.items():
            (label,) = item.entity.links[name].targets
            found.setdefault(label, set()).update(end.id for end in ends)
    return found


def note_missing_targets(checks: Inputs, items: Iterable[BatchItem], locked: LockResult) -> None:
    """Note every target that is not there."""
    for item in items:
        for ends in item.asked.links.values():
            missing = [end for end in ends if end.id not in locked.records]
            checks.problems += [not_found(end.id, end.path) for end in missing]


class UniqueValues:
    """The unique values that a batch writes, each once, and who may bear it."""

    def __init__(self, checks: Inputs, items: Iterable[BatchItem]) -> None:
        """Collect the values; one that stands twice in the batch is a problem of the second."""
        self._checks = checks
        self._bearers: dict[tuple[Unique, str], BatchItem] = {}
        for item in items:
            for name in item.asked.values:
                value = item.edit.properties.get(name)
                if value is not None and item.entity.properties[name].facts.unique:
                    self._add(item, name, value)

    @property
    def values(self) -> dict[Unique, list[str]]:
        """The values to look for, by label and property."""
        found: dict[Unique, list[str]] = {}
        for pair, value in self._bearers:
            found.setdefault(pair, []).append(value)
        return found

    def note_taken(self, locked: LockResult) -> None:
        """Note every value that another record bears."""
        for key, identifier in locked.taken.items():
            item = self._bearers[key]
            if key[0][1] == "id" or item.id != identifier:
                self._refuse(item, key[0][1])

    def clash(self, message: str) -> DuplicateKey | None:
        """The problem of a value that was taken since we looked, out of the database's refusal."""
        for ((label, name), value), item in self._bearers.items():
            if f"label `{label}` and property `{name}` = '{value}'" in message:
                return _taken_problem(item, name)
        return None

    def _add(self, item: BatchItem, name: str, value: str) -> None:
        key = (item.entity.label, name), value
        if key in self._bearers:
            self._refuse(item, name)
        else:
            self._bearers[key] = item

    def _refuse(self, item: BatchItem, name: str) -> None:
        self._checks.problems.append(_taken_problem(item, name))


def _taken_problem(item: BatchItem, name: str) -> DuplicateKey:
    text = f"Another {item.entity.label} already has this {name}. Use another, or change that one."
    return DuplicateKey(text, item.asked.path_of(name))


def _replace(edit: Edit, name: str, before: list[str], after: list[str]) -> None:
    removed = [end for end in before if end not in after]
    added = {end: Values() for end in after if end not in before}
    if removed:
        edit.removed[name] = removed
    if added:
        edit.added[name] = added


def owner_look(entity: Entity) -> dict[str, Look]:
    """How to read the owners of parts: with all their parts, in order."""
    if entity.owner is None:
        return {}
    return {entity.owner.targets[0]: Look(links=(entity.owner.relationships[0].field,))}


def orders_of(entity: Entity, locked: LockResult) -> Orders:
    """The order of parts under those of their owners that were locked."""
    owners = owner_look(entity)
    found = [record for record in locked.records.values() if record.label in owners]
    return Orders({record.id: list(record.links[owners[record.label].links[0]]) for record in found})
