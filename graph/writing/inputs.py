"""What a write asks: inputs sorted into values, links and parts, and their values checked by pydantic."""

import json
import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from enum import Enum
from typing import Any, TypeVar, cast

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from graph.entities import Datatype, Entity, Link, Model, Property
from graph.errors import Invalid, Mendable, NotFound, Refused
from graph.schema import NOT_BLANK, Node, Shape
from graph.texts import value_text, with_article

InputPath = tuple[str, ...]
Values = dict[str, Any]
S = TypeVar("S", bound=Shape)
# Pydantic lists the values of an enum in the quotes of Python; ours are words in capitals.
_QUOTE = "'"
_YEAR = re.compile(r"\d{4}-")


class Missing(Enum):
    """The type of `MISSING`, which tells an absent argument from one that is null."""

    MISSING = "missing"


MISSING = Missing.MISSING


@dataclass(frozen=True, slots=True)
class LinkTarget:
    """The id of a record to link to, where it stands in the input, and what the link is to say."""

    id: str
    path: InputPath
    values: Values = field(default_factory=dict[str, Any])


@dataclass(slots=True)
class RecordInput:
    """What one input asks of one record: values by property, targets by link field, parts by link field."""

    entity: Entity
    path: InputPath
    values: Values = field(default_factory=dict[str, Any])
    links: dict[str, list[LinkTarget]] = field(default_factory=dict[str, list[LinkTarget]])
    parts: dict[str, list["RecordInput"]] = field(default_factory=dict[str, list["RecordInput"]])

    def path_of(self, name: str) -> InputPath:
        """Where a field of the record stands in the input."""
        return (*self.path, name)


@dataclass(slots=True)
class Inputs:
    """Sorts and checks inputs; everything that is wrong with them is collected in `problems`.

    `trusted` inputs come from the product itself: they may name ids, derived keys, and what only it writes,
    such as the time of a change. `names` are those that earlier operations gave records, by which `@name`
    means them; None where such an operation was refused.
    """

    model: Model
    now: datetime
    trusted: bool = False
    problems: list[Mendable] = field(default_factory=list[Mendable])
    names: dict[str, str | None] = field(default_factory=dict[str, "str | None"])

    def creation(
        self, entity: Entity, given: Mapping[str, Any], path: InputPath = (), *, part: bool = False
    ) -> RecordInput:
        """A record to create, its parts included; a part takes no owner, it has the one it stands in."""
        asked = RecordInput(entity, path)
        links = [link for link in entity.input_links if not (part and link.owned)]
        names = self._names(entity, "id", "derivedKey", "createdAt")
        parts = {link.field: link for link in entity.parts}
        for name, value in given.items():
            if name not in parts:
                self._sort(asked, name, value, names, links)
            elif value is not None:
                asked.parts[name] = self._parts(parts[name], value, asked.path_of(name))
        for link in links:
            if link.required and given.get(link.id_field) is None:
                self._report_missing(asked, link)
        return asked

    def patch(self, entity: Entity, given: Mapping[str, Any], path: InputPath = ()) -> RecordInput:
        """What to change of a record; its `id` and `version` are read elsewhere."""
        asked = RecordInput(entity, path)
        names = self._names(entity, "derivedKey")
        for name, value in given.items():
            if name not in ("id", "version"):
                self._sort(asked, name, value, names, entity.input_links)
        for link in entity.input_links:
            if link.required and given.get(link.id_field, MISSING) is None:
                self._report_missing(asked, link)
        return asked

    def new_values(self, asked: RecordInput, identifier: str) -> Values:
        """All properties of a record to create, as they are stored; those without a value are left out."""
        entity = asked.entity
        known = {name: value for name, value in asked.values.items() if value is not None}
        misread = self._misread_names(entity.properties, known, asked.path)
        plain = {name: value for name, value in known.items() if name not in misread}
        record, errors = _validate(entity.record, self._product_values(entity, identifier) | plain)
        self._report([error for error in errors if _field(error) not in misread], asked.path)
        if record is None or misread:
            return {}
        return {name: value for name, value in _stored_values(entity, record).items() if value is not None}

    def changed_values(self, asked: RecordInput, present: Mapping[str, Any]) -> Values:
        """What the input changes, as it is stored, with stamps and derived properties; None clears.

        The whole record must be valid afterwards, but for what was invalid before and is left alone.
        """
        entity, given = asked.entity, self._given_values(asked)
        misread = self._misread_names(entity.properties, given, asked.path)
        given = {name: value for name, value in given.items() if name not in misread}
        before = {
            item.name: present[item.name]
            for item in entity.properties.values()
            if present.get(item.name) is not None and not item.derived
        }
        after = {name: value for name, value in (before | given).items() if value is not None}
        record, errors = _validate(entity.record, after)
        if record is None:
            old = {_error_key(error) for error in _validate(entity.record, before)[1]}
            errors = [error for error in errors if _field(error) in given or _error_key(error) not in old]
            self._report(errors, asked.path)
            if errors:
                return {}
            record = _mended_record(entity, before, given)
        if misread:
            return {}
        return self._differences(entity, present, _stored_values(entity, record), given)

    def link_values(
        self, link: Link, present: Mapping[str, Any], given: Mapping[str, Any], path: InputPath
    ) -> Values:
        """The properties of a link that `given` sets or, by None, clears, as they are stored."""
        if not given:
            return {}
        if self.trusted:
            return dict(given)  # as it was stored, or stands in a source
        unknown = [name for name in given if name not in link.properties]
        self.problems += [Invalid(f"{link.field} has no property {name}.", (*path, name)) for name in unknown]
        shape = link.relationships[0].declared.properties
        if unknown or shape is None or self._misread_names(link.properties, given, path):
            return {}
        merged = {name: value for name, value in {**present, **given}.items() if value is not None}
        values, errors = _validate(shape, merged)
        self._report(errors, path)
        if values is None:
            return {}
        return {name: stored_value(getattr(values, link.properties[name].attribute)) for name in given}

    def refuse(self) -> None:
        """Raise what is wrong, if anything is: one problem itself, several at once as Refused."""
        refuse(self.problems)

    def _names(self, entity: Entity, *extra: str) -> set[str]:
        """The properties that an input may give; `extra` ones only if it is trusted."""
        names = {item.name for item in entity.writable_properties}
        if self.trusted:
            names.update(extra)
            names.update(item.name for item in entity.properties.values() if item.facts.stamps)
            if entity.record.written_by_product:
                names.update(entity.properties.keys() - {"id", "createdAt"})
        return names & entity.properties.keys()

    def _sort(
        self, asked: RecordInput, name: str, value: Any, values: Collection[str], links: Iterable[Link]
    ) -> None:
        if name in values:
            asked.values[name] = value
            return
        link = next((link for link in links if name in (link.id_field, link.field)), None)
        if link is None or (name != link.id_field and not (link.many and link.properties)):
            self._report_unknown(asked, name)
            return
        path = asked.path_of(name)
        found = (
            self._targets(link, value, path) if name == link.id_field else self._objects(link, value, path)
        )
        # Ids and objects may stand beside each other; what an object says of a link holds.
        both = {target.id: target for target in asked.links.get(link.field, ())}
        both |= {target.id: target for target in found if target.values or target.id not in both}
        asked.links[link.field] = list(both.values())

    def _report_unknown(self, asked: RecordInput, name: str) -> None:
        label = with_article(asked.entity.label)
        if name in asked.entity.properties:
            text = f"{name} of {label} is set by Throughline. Leave it out."
        else:
            text = f"{name} is not taken for {label} here. Leave it out, or check how it is written."
        self.problems.append(Invalid(text, asked.path_of(name)))

    def _report_missing(self, asked: RecordInput, link: Link) -> None:
        text = f"{link.id_field} is required: give the id of a {link.targets[0]}."
        self.problems.append(Invalid(text, asked.path_of(link.id_field)))

    def _parts(self, link: Link, given: Any, path: InputPath) -> list[RecordInput]:
        entity = self.model[link.targets[0]]
        if not isinstance(given, list | tuple):
            self.problems.append(Invalid(f"{link.field} must be a list.", path))
            return []
        items = list(enumerate(cast("list[Any]", given)))
        for index, item in items:
            if not isinstance(item, Mapping):
                self.problems.append(Invalid(f"Each of {link.field} must be an object.", (*path, str(index))))
        return [
            self.creation(entity, cast("Mapping[str, Any]", item), (*path, str(index)), part=True)
            for index, item in items
            if isinstance(item, Mapping)
        ]

    def _targets(self, link: Link, given: Any, path: InputPath) -> list[LinkTarget]:
        if given is None:
            return []
        if not link.many:
            found = self.record_id(link.targets, given, path)
            return [LinkTarget(found, path)] if found else []
        if not isinstance(given, list | tuple):
            self.problems.append(Invalid(f"{link.id_field} must be a list of ids.", path))
            return []
        targets: dict[str, LinkTarget] = {}
        for index, item in enumerate(cast("list[Any]", given)):
            place = (*path, str(index))
            if found := self.record_id(link.targets, item, place):
                targets.setdefault(found, LinkTarget(found, place))
        return list(targets.values())

    def _objects(self, link: Link, given: Any, path: InputPath) -> list[LinkTarget]:
        """Targets that are given as objects, each an id beside what the link says."""
        items = cast("list[Any]", given) if isinstance(given, list | tuple) else [given]
        if given is None:
            return []
        if not all(isinstance(item, Mapping) for item in items):
            self.problems.append(Invalid(f"{link.field} must be a list of objects with an id.", path))
            return []
        targets: dict[str, LinkTarget] = {}
        for index, item in enumerate(items):
            place = (*path, str(index))
            values = {name: value for name, value in item.items() if name != "id"}
            if found := self.record_id(link.targets, item.get("id"), (*place, "id")):
                targets[found] = LinkTarget(found, (*place, "id"), values)
        return list(targets.values())

    def record_id(self, labels: tuple[str, ...], given: Any, path: InputPath) -> str | None:
        """The id of one of the labels that is given, or meant by `@name`; if it is none, that is noted."""
        if isinstance(given, str) and given.startswith("@"):
            if given[1:] not in self.names:
                text = f"No operation before this one is named {value_text(given[1:])} by its `as`."
                self.problems.append(NotFound(text, path))
                return None
            given = self.names[given[1:]]
            if given is None:
                return None
        entity = self.model.entity_of(given) if isinstance(given, str) else None
        if entity is None:
            self.problems.append(not_found(given, path))
        elif entity.label not in labels:
            there, wanted = with_article(entity.label), " or ".join(map(with_article, labels))
            text = f"{value_text(given)} is the id of {there}; here stands that of {wanted}."
            self.problems.append(Invalid(text, path))
        else:
            return given
        return None

    def _product_values(self, entity: Entity, identifier: str) -> Values:
        """What the product itself writes into a new record; the position is set when the place is known."""
        values = {"id": identifier, "createdAt": self.now, "updatedAt": self.now, "version": 1, "position": 0}
        stamps = {item.name: self.now for item in entity.properties.values() if item.facts.stamps}
        return {name: value for name, value in (values | stamps).items() if name in entity.properties}

    def _given_values(self, asked: RecordInput) -> Values:
        """The given values; a list that is cleared is empty, a yes or no becomes what it is by default."""
        empty: Values = {
            item.name: [] if item.type is Datatype.TEXTS else item.default
            for item in asked.entity.properties.values()
            if item.type is Datatype.TEXTS or item.has_answer
        }
        return {name: empty.get(name) if value is None else value for name, value in asked.values.items()}

    def _misread_names(
        self, properties: Mapping[str, Property], given: Mapping[str, Any], path: InputPath
    ) -> set[str]:
        """Names refused lest they be misread: pydantic takes true for 1, and numbers for days since 1970."""
        found = [(name, _misread_reason(properties[name], value)) for name, value in given.items()]
        self.problems += [Invalid(f"{name} {text}.", (*path, name)) for name, text in found if text]
        return {name for name, text in found if text}

    def _differences(
        self, entity: Entity, present: Mapping[str, Any], after: Mapping[str, Any], given: Mapping[str, Any]
    ) -> Values:
        changed = {
            item.name: after[item.name]
            for item in entity.properties.values()
            if (item.name in given or item.derived)
            and after[item.name] != stored_value(present.get(item.name))
        }
        stamped = (item for item in entity.properties.values() if item.facts.stamps in changed)
        return changed | {item.name: self.now for item in stamped if item.name not in given}

    def _report(self, errors: Iterable[ErrorDetails], path: InputPath) -> None:
        for error in errors:
            place = tuple(str(part) for part in error["loc"])
            self.problems.append(Invalid(_sentence(place, error), (*path, *place)))


def refuse(problems: list[Mendable]) -> None:
    """Raise the problems, if there are any: one itself, several at once as Refused."""
    if len(problems) == 1:
        raise problems[0]
    if problems:
        raise Refused(problems)


def not_found(identifier: Any, path: InputPath) -> NotFound:
    """The problem of an id that no record bears."""
    return NotFound(
        f"There is no record with the id {value_text(identifier)}. It may have been deleted.", path
    )


def stored_value(value: Any) -> Any:
    """A value in the form in which it is stored: an enum as its text, a time in UTC with milliseconds.

    Zero has no sign: the database orders -0.0 before 0.
    """
    if value == 0 and isinstance(value, float):
        return 0.0
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, datetime):
        utc = value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)
        return utc.replace(microsecond=utc.microsecond // 1000 * 1000)
    return value


def python_values(properties: Iterable[Property], row: Iterable[Any]) -> Values:
    """Values as a statement returned them, as Python has them: times, dates and texts."""
    return {item.name: _python_value(item, value) for item, value in zip(properties, row, strict=True)}


def _python_value(item: Property, value: Any) -> Any:
    if value is None:
        return None
    match item.type:
        case Datatype.DATETIME:
            return datetime.fromtimestamp(value // 1000, UTC).replace(microsecond=value % 1000 * 1000)
        case Datatype.DATE:
            return date.fromisoformat(value)
        case Datatype.OBJECTS:
            return json.loads(value)
        case _:
            return value


def _validate(shape: type[S], values: Values) -> tuple[S | None, list[ErrorDetails]]:
    try:
        return shape.model_validate(values), []
    except ValidationError as error:
        return None, error.errors(include_url=False)


def _stored_values(entity: Entity, record: Node) -> Values:
    # What was invalid before may lack even what is required.
    found = {item.name: getattr(record, item.attribute, None) for item in entity.properties.values()}
    return {
        name: _text(value) if entity.properties[name].type is Datatype.OBJECTS else stored_value(value)
        for name, value in found.items()
    }


def _text(objects: list[Shape] | None) -> str:
    """Objects as they are stored: Neo4j keeps no maps, so one JSON text."""
    return json.dumps([item.model_dump(by_alias=True) for item in objects or ()], ensure_ascii=False)


def _mended_record(entity: Entity, before: Values, given: Values) -> Node:
    """The record with the given values, although others of its values are invalid."""
    by_attribute = {entity.properties[name].attribute: value for name, value in before.items()}
    record = entity.record.model_construct(**by_attribute)
    for name, value in given.items():
        entity.record.__pydantic_validator__.validate_assignment(
            record, entity.properties[name].attribute, value
        )
    return record


def _field(error: ErrorDetails) -> str:
    return str(error["loc"][0]) if error["loc"] else ""


def _error_key(error: ErrorDetails) -> tuple[Any, ...]:
    return error["loc"], error["type"]


def _misread_reason(item: Property, value: Any) -> str | None:
    if value is None:
        return None if item.nullable else "cannot be cleared: give it another value"
    match item.type:
        case Datatype.INT | Datatype.FLOAT if isinstance(value, bool):
            return "must be a number"
        case Datatype.DATE if not (isinstance(value, date) or _YEAR.match(str(value))):
            return "must be a date such as 2026-11-22"
        case Datatype.DATETIME if not (isinstance(value, datetime) or _YEAR.match(str(value))):
            return "must be a time such as 2026-11-22T16:41:00Z"
        case _:
            return None


def _sentence(place: InputPath, error: ErrorDetails) -> str:
    name = place[0] if place else "The record"
    if error["type"] == "missing":
        return f"{name} is required."
    blank = error["type"] == "string_pattern_mismatch" and error.get("ctx", {}).get("pattern") == NOT_BLANK
    if blank or error["type"] == "string_too_short":
        return f"{name} must not be empty."
    if error["type"] in ("enum", "literal_error"):
        return f"{name} must be {error.get('ctx', {})['expected'].replace(_QUOTE, '')}."
    if error["type"] in ("model_type", "dict_type"):
        return f"{name} must be an object."
    text = error["msg"].removeprefix("Value error, ").removeprefix("Input ").removeprefix("String ")
    return f"{name} {text[:1].lower()}{text[1:]}."
