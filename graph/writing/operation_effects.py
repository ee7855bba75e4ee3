"""What each operation does to a working copy; everything that is wrong with it is noted, with its place."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from graph.cypher.write.record_writes import Look
from graph.entities import Entity, Link
from graph.errors import Conflict, DuplicateKey, Invalid, NotFound
from graph.ids import new_id
from graph.model.change import ChangeOperation
from graph.texts import clean_text, value_text, with_article
from graph.writing.deletion import in_use, records_that_go
from graph.writing.inputs import MISSING, InputPath, Inputs, LinkTarget, RecordInput, Values, not_found
from graph.writing.needed_records import owner_look
from graph.writing.operations import (
    AddLinks,
    ArrangeParts,
    AskedLink,
    CreateRecord,
    DeleteRecord,
    MovePart,
    Operation,
    OperationResult,
    RemoveLinks,
    ReorderParts,
    UpdateRecord,
    UpsertRecord,
)
from graph.writing.working_copy import WorkingCopy, WorkingRecord, start_field

NOTHING = OperationResult(None)


class OperationEffects:
    """Carries operations out on a working copy, one after the other."""

    def __init__(self, checks: Inputs, copy: WorkingCopy) -> None:
        self.checks, self.copy, self.model = checks, copy, checks.model

    def carry_out(self, operation: Operation) -> OperationResult:
        """The effect of one operation; the record it is about, by its name too for those that follow."""
        match operation:
            case CreateRecord():
                result = self._create(operation.label, operation.given, operation.path, operation.after)
            case UpdateRecord():
                result = self._update(operation)
            case UpsertRecord():
                result = self._upsert(operation)
            case DeleteRecord():
                result = self._delete(operation)
            case AddLinks():
                result = self._add_links(operation)
            case RemoveLinks():
                result = self._remove_links(operation)
            case MovePart():
                result = self._move(operation)
            case ReorderParts():
                result = self._reorder(operation)
            case ArrangeParts():
                result = self._arrange(operation)
        if operation.name is not None:
            self._name(operation.name, result, operation.path)
        return result

    def _name(self, name: str, result: OperationResult, path: InputPath) -> None:
        if name in self.checks.names:
            text = f"Another operation is named {value_text(name)} already. Name each differently."
            self.checks.problems.append(Invalid(text, (*path[:-2], "as")))
        else:
            self.checks.names[name] = result.id

    def _create(
        self, label: str, given: Mapping[str, Any], path: InputPath, after: Any = MISSING
    ) -> OperationResult:
        asked = self.checks.creation(self.model[label], given, path)
        return OperationResult(self._new_record(asked, None, after).id, True)

    def _new_record(self, asked: RecordInput, owner: str | None, after: Any = MISSING) -> WorkingRecord:
        entity, copy = asked.entity, self.copy
        identifier = self._new_id(asked)
        values = self.checks.new_values(asked, identifier)
        record = copy.add(entity, identifier, values)
        record.refused = not values
        copy.note(record, ChangeOperation.CREATE)
        self._claim(record, asked, values)
        homes = [owner] if owner else []
        for name, targets in asked.links.items():
            link = entity.links[name]
            for target in self._present_targets(link, targets):
                said = self.checks.link_values(link, {}, target.values, target.path[:-1])
                copy.join(record, link, target.id, said, ChangeOperation.CREATE)
                record.paths[name] = asked.path_of(link.id_field)
                homes += [target.id] if link.owned else []
        if entity.owner and homes:
            if owner:
                copy.join(record, entity.owner, owner, {}, ChangeOperation.CREATE)
            record.paths[entity.owner.field] = asked.path_of(entity.owner.id_field)
            self._put(record, homes[0], after, asked.path_of("afterId"), asked.path_of(entity.owner.id_field))
        for parts in asked.parts.values():
            for part in parts:
                self._new_record(part, identifier)
        record.settle()
        return record

    def _new_id(self, asked: RecordInput) -> str:
        entity = asked.entity
        given = asked.values.get("id")
        if given is None:
            return new_id(entity.prefix)
        if isinstance(given, str):
            if self.model.entity_of(given) is entity:
                return given
            text = (
                f"{value_text(given)} is no id of {with_article(entity.label)}: {entity.prefix}_ and 26 "
                "characters. Leave it out."
            )
            self.checks.problems.append(Invalid(text, asked.path_of("id")))
        return new_id(entity.prefix)

    def _update(self, operation: UpdateRecord) -> OperationResult:
        given, path = operation.given, operation.path
        asked = self.checks.patch(self.model[operation.label], given, path)
        record = self._present((operation.label,), given.get("id"), asked.path_of("id"))
        if record is None:
            for name, targets in asked.links.items():
                self._present_targets(asked.entity.links[name], targets)
            return NOTHING
        self._change(record, asked, given.get("version"))
        return OperationResult(record.id)

    def _upsert(self, operation: UpsertRecord) -> OperationResult:
        given, path = operation.given, operation.path
        entity = self.model[operation.label]
        key = _plain_key(given.get("key"))
        found = self.copy.bearer(entity.label, "key", key) if key else None
        if found is None:
            if not isinstance(given.get("key"), str):
                self.checks.problems.append(Invalid("key is required.", (*path, "key")))
            plain = {name: value for name, value in given.items() if name != "version"}
            result = self._create(operation.label, plain, path)
            self.copy.records[str(result.id)].upserted = True
            return result
        record = self.copy.record(found, Look(True))
        if record is None:
            return OperationResult(found)
        asked = self.checks.patch(entity, given, path)
        self._change(record, asked, given.get("version"))
        return OperationResult(found)

    def _change(self, record: WorkingRecord, asked: RecordInput, version: Any) -> None:
        """What a patch changes of a record; a version that has passed is noted, and nothing is changed."""
        entity, update = record.entity, ChangeOperation.UPDATE
        kept = {
            name: self._present_targets(entity.links[name], targets) for name, targets in asked.links.items()
        }
        if record.refused or not self._is_fresh(record, version, asked.path):
            return
        fields = tuple(asked.links)
        if self.copy.record(record.id, Look(bool(record.stored), fields)) is None:
            return  # read first
        changed = self.checks.changed_values(asked, record.values)
        if changed:
            record.values = record.values | changed
            self.copy.note(record, update)
            self._claim(record, asked, changed)
        for name, targets in kept.items():
            self._replace(record, entity.links[name], targets, asked)

    def _replace(
        self, record: WorkingRecord, link: Link, targets: Sequence[LinkTarget], asked: RecordInput
    ) -> None:
        """Have a field lead to these records and no others."""
        update, path = ChangeOperation.UPDATE, asked.path_of(link.id_field)
        before = dict(record.links.get(link.field, {}))
        wanted = {target.id for target in targets}
        if link.owned:
            (home,) = wanted or {None}
            if home is None or home in before:
                return
            for former in before:
                self.copy.owner_paths.setdefault(former, path)
                self.copy.open_order(record.entity, former)
            record.placed = update
            self._put(record, home, MISSING, path, path)
        for end in before.keys() - wanted:
            record.drop_link(link.field, end, update)
            self._touch(record, link.field, path, update)
        for target in targets:
            self._say(record, link, target, path)

    def _say(self, record: WorkingRecord, link: Link, target: LinkTarget, path: InputPath) -> None:
        """Link a record, or have a link that is there say what is given."""
        operation = ChangeOperation.UPDATE
        before = record.links.get(link.field, {}).get(target.id)
        place = target.path[:-1] if target.values else ()
        said = self.checks.link_values(link, before or {}, target.values, place)
        if before is None or any(value != before.get(name) for name, value in said.items()):
            self.copy.join(record, link, target.id, (before or {}) | said, operation)
            self._touch(record, link.field, path, operation)

    def _touch(self, record: WorkingRecord, name: str, path: InputPath, operation: ChangeOperation) -> None:
        record.paths[name] = path
        self.copy.note(record, operation)

    def _add_links(self, operation: AddLinks) -> OperationResult:
        link = self.model[operation.label].links[operation.field]
        for asked, record, end in self._pairs(link, operation):
            before = record.links.get(link.field, {}).get(end)
            said = self.checks.link_values(link, before or {}, asked.values, asked.path)
            if before is None or any(value != before.get(name) for name, value in said.items()):
                self.copy.join(record, link, end, (before or {}) | said, ChangeOperation.LINK)
                self._touch(record, link.field, operation.path, ChangeOperation.LINK)
        return self._about(operation)

    def _remove_links(self, operation: RemoveLinks) -> OperationResult:
        link = self.model[operation.label].links[operation.field]
        for _, record, end in self._pairs(link, operation):
            if end in record.links.get(link.field, {}):
                record.drop_link(link.field, end, ChangeOperation.UNLINK)
                self._touch(record, link.field, operation.path, ChangeOperation.UNLINK)
        return self._about(operation)

    def _pairs(
        self, link: Link, operation: AddLinks | RemoveLinks
    ) -> Iterable[tuple[AskedLink, WorkingRecord, str]]:
        """The links of which both ends are there; each end that is not is noted once."""
        starts: dict[Any, WorkingRecord | None] = {}
        ends: dict[Any, WorkingRecord | None] = {}
        look = Look(links=(link.field,))
        for asked in operation.links:
            for seen, target in ((starts, asked.start), (ends, asked.end)):
                if target.id not in seen:
                    labels = (operation.label,) if seen is starts else link.targets
                    wanted = look if seen is starts else None
                    seen[target.id] = self._present(labels, target.id, target.path, wanted)
        pairs = ((asked, starts[asked.start.id], ends[asked.end.id]) for asked in operation.links)
        return [(asked, start, end.id) for asked, start, end in pairs if start and end]

    def _about(self, operation: AddLinks | RemoveLinks) -> OperationResult:
        given: Any = operation.about.id if operation.about else None
        if isinstance(given, str) and given.startswith("@"):
            given = self.checks.names.get(given[1:])
        return OperationResult(given)

    def _move(self, operation: MovePart) -> OperationResult:
        entity, path, move = self.model[operation.label], operation.path, ChangeOperation.MOVE
        link = entity.owner
        assert link is not None
        record = self._present(
            (entity.label,), operation.id, (*path, "id"), Look(values=True, links=(link.field,))
        )
        owner: str | None = None
        if operation.owner is not None:
            found = self._present(link.targets, operation.owner, (*path, link.id_field))
            if found is None:
                return NOTHING
            owner = found.id
        if record is None or record.refused or not self._is_fresh(record, operation.version, path):
            return NOTHING
        (former,) = record.links[link.field]
        home = owner or former
        read = [self.copy.open_order(entity, item) for item in dict.fromkeys((former, home))]
        if not all(read):
            return OperationResult(record.id)
        if self._put(record, home, operation.after, (*path, "afterId"), (*path, "afterId")):
            record.placed = move
            self.copy.owner_paths.setdefault(former, (*path, "afterId"))
            self.copy.note(record, move)
            if home != former:
                record.drop_link(link.field, former, move)
                self.copy.join(record, link, home, {}, move)
                record.paths[link.field] = (*path, link.id_field)
        return OperationResult(record.id)

    def _reorder(self, operation: ReorderParts) -> OperationResult:
        entity, path = self.model[operation.label], operation.path
        link = entity.owner
        assert link is not None
        owner = self._present(link.targets, operation.owner, (*path, link.id_field), owner_look(entity))
        ids_path = (*path, f"{entity.singular}Ids")
        wanted: list[str] = []
        for index, given in enumerate(operation.parts):
            part = self._present((entity.label,), given, (*ids_path, str(index)), Look(values=True))
            wanted += [part.id] if part else []
        if owner is None or not self.copy.open_order(entity, owner.id):
            return NOTHING
        if len(wanted) == len(operation.parts):
            if sorted(wanted) != sorted(self.copy.orders.parts(owner.id)):
                text = f"Give all that {owner.name} has, each once: {len(self.copy.orders.parts(owner.id))}."
                self.checks.problems.append(Invalid(text, ids_path))
                return OperationResult(owner.id)
            self.copy.owner_paths.setdefault(owner.id, ids_path)
            for part in self.copy.orders.arrange(owner.id, wanted):
                moved = self.copy.records[part]
                moved.placed = ChangeOperation.MOVE
                self.copy.note(moved, ChangeOperation.MOVE)
        return OperationResult(owner.id)

    def _arrange(self, operation: ArrangeParts) -> OperationResult:
        entity, owner, orders = self.model[operation.label], operation.owner, self.copy.orders
        if self.copy.open_order(entity, owner):
            after: str | None = None
            for part in operation.parts:
                record = self.copy.record(part, Look(values=True))
                if record and orders.holds(owner, part):
                    orders.move(part, owner, after)
                    after = part
                    if part in operation.moved:
                        record.placed = ChangeOperation.MOVE
                        self.copy.note(record, ChangeOperation.MOVE)
            self.copy.owner_paths.setdefault(owner, operation.path)
        return OperationResult(owner)

    def _delete(self, operation: DeleteRecord) -> OperationResult:
        path = operation.path
        record = self._present((operation.label,), operation.id, (*path, "id"), Look(values=True, whole=True))
        if record is None or not self._is_fresh(record, operation.version, path):
            return NOTHING
        going = records_that_go(self.copy, record)
        if going is None:
            return NOTHING
        refusal = None if operation.cascade else in_use(self.copy, going, (*path, "id"))
        if refusal:
            self.checks.problems.append(refusal)
            return NOTHING
        self._untie(going)
        owner = record.entity.owner
        for home in record.links[owner.field] if owner else ():
            if self.copy.open_order(record.entity, home):
                self.copy.orders.remove(record.id)
                self.copy.owner_paths.setdefault(home, (*path, "id"))
        for gone in going:
            gone.gone = True
            self.copy.orders.close(gone.id)
        for gone in reversed(going):
            self.copy.note(gone, ChangeOperation.DELETE)
        return OperationResult(record.id)

    def _untie(self, going: Sequence[WorkingRecord]) -> None:
        """Take from every record that stays the links of its own to those that go."""
        gone = {record.id for record in going}
        for record in going:
            for link, other, values in list(self.copy.ends(record)):
                if link.outgoing or link.owned or other in gone:
                    continue
                start = self.copy.records[other]
                name = start_field(link, start.entity)
                if record.id not in start.links.get(name, {}):  # its other links were not read
                    for links in (start.old_links, start.links):
                        links[name] = {**links.get(name, {}), record.id: values}
                start.drop_link(name, record.id, ChangeOperation.UNLINK)
                self.copy.note(start, ChangeOperation.UNLINK)

    def _put(
        self, record: WorkingRecord, home: str, after: Any, after_path: InputPath, path: InputPath
    ) -> bool:
        """Put a part in its place under an owner; False, and noted, where there is no such place."""
        entity, orders = record.entity, self.copy.orders
        if not self.copy.open_order(entity, home):
            return False
        if isinstance(after, str):
            named = self.checks.names.get(after[1:]) if after.startswith("@") else after
            if named is None or named == record.id or not orders.holds(home, named):
                text = f"{after} does not stand there. Give the id of another {entity.label} "
                text += "under the same owner."
                self.checks.problems.append(NotFound(text, after_path))
                return False
            after = named
        orders.move(record.id, home, after)
        self.copy.owner_paths.setdefault(home, path)
        return True

    def _present(
        self, labels: tuple[str, ...], given: Any, path: InputPath, look: Look | None = None
    ) -> WorkingRecord | None:
        """The record of an id in the input; if it is not there, that is noted."""
        identifier = self.checks.record_id(labels, given, path)
        if identifier is None:
            return None
        found = self.copy.record(identifier, look)
        if found is None:
            self.checks.problems.append(not_found(identifier, path))
        return found

    def _present_targets(self, link: Link, targets: Iterable[LinkTarget]) -> list[LinkTarget]:
        """Those of some targets that are there; the others are noted."""
        found: list[LinkTarget] = []
        for target in targets:
            if self.copy.record(target.id) is None:
                self.checks.problems.append(not_found(target.id, target.path))
            else:
                found.append(target)
        return found

    def _is_fresh(self, record: WorkingRecord, version: Any, path: InputPath) -> bool:
        """Whether a version is the one before the operations; if it has passed, that is noted."""
        if version is None or version == record.version:
            return True
        text = (
            f"{record.name} was changed meanwhile, it is at version {record.version}. Read it again, "
            "then repeat."
        )
        since = version if isinstance(version, int) else None
        problem = Conflict(text, (*path, "version"), record.version, current=record.id, since=since)
        self.checks.problems.append(problem)
        return False

    def _claim(self, record: WorkingRecord, asked: RecordInput, values: Values) -> None:
        """Note the unique values that are written, and those that another record bears."""
        entity, copy = record.entity, self.copy
        for name, given in asked.values.items():
            # Of a record that is refused for something else it is told too that its key is taken.
            value = _plain_key(given) if record.refused else values.get(name)
            if not value or not entity.properties[name].facts.unique:
                continue
            path = asked.path_of(name)
            bearer = copy.bearer(entity.label, name, value)
            if bearer is not None and (name == "id" or bearer != record.id):
                self.checks.problems.append(duplicate_problem(entity, name, path, copy, bearer))
            elif not record.refused:
                copy.claims[(entity.label, name), value] = record.id, path


def _plain_key(given: Any) -> str | None:
    """A key as it would be stored; None where it is none, which its check tells."""
    try:
        return clean_text(given) if isinstance(given, str) else None
    except ValueError:
        return None


def duplicate_problem(
    entity: Entity, name: str, path: InputPath, copy: WorkingCopy | None = None, bearer: str | None = None
) -> DuplicateKey:
    """The problem of a unique value that another record bears, which it names if that is stored."""
    text = f"Another {entity.label} already has this {name}. Use another, or change that one."
    known = copy.records.get(bearer) if copy and bearer else None
    return DuplicateKey(text, path, bearer if bearer and (known is None or known.stored) else None)
