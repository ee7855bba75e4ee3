"""The kinds of record with their properties, links and relationships, read off their declarations."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import Enum, StrEnum
from types import NoneType, UnionType
from typing import Any, Union, cast, get_args, get_origin

from pydantic.alias_generators import to_camel
from pydantic.fields import ComputedFieldInfo, FieldInfo

from graph.schema import FACTS, DeclaredRelationship, DerivedFrom, Facts, Named, Node, Part, Shape
from graph.texts import capitals, id_field_name, plural


class Datatype(Enum):
    """How a property is stored and compared."""

    TEXT = "text"
    INT = "int"
    FLOAT = "float"
    BOOLEAN = "boolean"
    DATE = "date"
    DATETIME = "datetime"
    ENUM = "enum"
    TEXTS = "texts"
    OBJECTS = "objects"


Choice = type[StrEnum]
Inner = type[Shape]


@dataclass(frozen=True, slots=True)
class Property:
    """One property of an entity or of a relationship, as the rest of the program needs it."""

    name: str
    attribute: str
    type: Datatype
    nullable: bool
    description: str
    default: Any = None
    required: bool = False
    enum: Choice | None = None
    object: Inner | None = None
    minimum: float | None = None
    maximum: float | None = None
    max_length: int | None = None
    facts: Facts = field(default_factory=Facts)
    derived: bool = False

    @property
    def has_answer(self) -> bool:
        """Whether it says yes or no of every record, be it never given."""
        return self.type is Datatype.BOOLEAN and not self.nullable

    @property
    def writable(self) -> bool:
        """Whether a caller gives the value."""
        return not (self.facts.product or self.facts.hidden or self.derived)


@dataclass(frozen=True, slots=True)
class Relationship:
    """One relationship type between two entities, from start to end."""

    type: str
    start: str
    end: str
    declared: DeclaredRelationship
    properties: Mapping[str, Property]
    field: str


@dataclass(frozen=True, slots=True)
class Link:
    """A relationship as one of its two entities sees it; several `targets` where the field is of any kind."""

    field: str
    type: str
    outgoing: bool
    many: bool
    owned: bool
    required: bool
    targets: tuple[str, ...]
    properties: Mapping[str, Property]
    description: str
    relationships: tuple[Relationship, ...]

    @property
    def is_mixed(self) -> bool:
        """Whether the field leads to records of any of several kinds."""
        return self.relationships[0].declared.mixed and not self.outgoing

    @property
    def facet(self) -> bool:
        """Whether records are counted by what the field leads to."""
        return (self.outgoing and self.relationships[0].declared.facet) or (self.owned and not self.many)

    @property
    def marks(self) -> bool:
        """Whether it only says something of a record, as a tag or a source does, and keeps nothing alive."""
        return self.relationships[0].declared.mixed

    @property
    def tells_source(self) -> bool:
        """Whether it says from which source a record was taken, and where it stood there."""
        return self.relationships[0].declared.properties is DerivedFrom

    @property
    def id_field(self) -> str:
        """The name under which an input takes this link: `teamId`, `stepIds`, `dependsOnIds`."""
        return id_field_name(self.field, self.type, self.many)


@dataclass(slots=True)
class Entity:
    """One kind of record: names, properties and links, read off its declaration."""

    label: str
    record: type[Node]
    description: str
    prefix: str
    singular: str
    plural: str
    kind: str
    properties: dict[str, Property]
    links: dict[str, Link] = field(default_factory=dict)
    # The ways to the journeys a record stands in, each a row of links; none where it is one itself.
    ways: list[tuple[Link, ...]] = field(default_factory=list)

    @property
    def visible_properties(self) -> list[Property]:
        """The properties that the API shows."""
        return [item for item in self.properties.values() if not item.facts.hidden]

    @property
    def writable_properties(self) -> list[Property]:
        """The properties that a caller gives."""
        return [] if self.record.written_by_product else [p for p in self.properties.values() if p.writable]

    @property
    def stamps(self) -> list[Property]:
        """The times that the product sets, of the creation and of changes, which an export brings back."""
        return [item for item in self.properties.values() if item.name == "createdAt" or item.facts.stamps]

    @property
    def searched_properties(self) -> list[Property]:
        """The properties that full-text search reads."""
        return [item for item in self.properties.values() if item.facts.search]

    @property
    def default_order(self) -> tuple[str, bool] | None:
        """Property and whether it runs downwards; None where the id alone orders."""
        if self.record.newest_first:
            return self.record.newest_first, True
        if issubclass(self.record, Part):
            return "position", False
        return ("name", False) if issubclass(self.record, Named) else None

    @property
    def name_property(self) -> Property | None:
        """The property that people call a record by."""
        return next((item for item in self.properties.values() if item.facts.called), None)

    @property
    def source_link(self) -> Link | None:
        """The link to the sources this record was taken from, if it may have some."""
        return next((link for link in self.links.values() if link.outgoing and link.tells_source), None)

    @property
    def owner(self) -> Link | None:
        """The link to the record this one is a part of, if it is one."""
        return next((link for link in self.links.values() if link.owned and not link.many), None)

    @property
    def parts(self) -> list[Link]:
        """The links to this record's owned parts."""
        return [link for link in self.links.values() if link.owned and link.many]

    @property
    def input_links(self) -> list[Link]:
        """The links a caller gives when writing this record: those that start here, and its owner."""
        if self.record.written_by_product:
            return []
        own = [link for link in self.links.values() if link.outgoing and not link.owned]
        return ([self.owner] if self.owner else []) + own


class Model:
    """All entities (by label, by prefix of id, by value of `Kind`) and relationships, checked together.

    Raises TypeError when two declarations contradict one another.
    """

    def __init__(self, records: Iterable[type[Node]]) -> None:
        self.entities: dict[str, Entity] = {}
        self.relationships: list[Relationship] = []
        for record in records:
            self.entities[record.__name__] = _entity(record)
        for entity in self.entities.values():
            for name, declared in _declared_relationships(entity.record):
                self._relate(entity, name, declared)
        for entity in self.entities.values():
            self._look_back(entity)
        for entity in self.entities.values():
            entity.ways = self._ways(entity, ())
        # Labels, those that others are linked to before them as far as that is possible.
        self.creation_order = list(self._creation_order())
        self.by_prefix = {entity.prefix: entity for entity in self.entities.values()}
        self.kinds = {entity.kind: entity for entity in self.entities.values()}

    def __getitem__(self, label: str) -> Entity:
        return self.entities[label]

    def entity_of(self, identifier: str) -> Entity | None:
        """The entity an id belongs to by its prefix; None for anything that is no id."""
        match = re.fullmatch(r"([a-z]{3,4})_[0-9a-z]{26}", identifier)
        return self.by_prefix.get(match[1]) if match else None

    def relationship_types(self) -> list[str]:
        """Every relationship type once, in alphabetical order."""
        return sorted({relationship.type for relationship in self.relationships})

    def _creation_order(self) -> dict[str, None]:
        order: dict[str, None] = {}

        def visit(label: str, above: tuple[str, ...]) -> None:
            for link in self[label].input_links:
                for target in link.targets:
                    if target not in above and target not in order:
                        visit(target, (*above, target))
            order[label] = None

        for label in self.entities:
            if label not in order:
                visit(label, (label,))
        return order

    def _relate(self, start: Entity, name: str, declared: DeclaredRelationship) -> None:
        if declared.end not in self.entities:
            raise TypeError(f"{start.label}.{name} leads to {declared.end}, which no file declares")
        properties = _properties(declared.properties) if declared.properties else {}
        field, declared = to_camel(name), _in_words(declared, start)
        relationship = Relationship(declared.type, start.label, declared.end, declared, properties, field)
        self.relationships.append(relationship)
        link = Link(
            field, declared.type, True, declared.many, declared.owned, declared.required,
            (declared.end,), properties, declared.description, (relationship,),
        )  # fmt: skip
        _add(start, link)

    def _look_back(self, end: Entity) -> None:
        backs: dict[str, list[Relationship]] = {}
        for relationship in self.relationships:
            if relationship.end == end.label:
                backs.setdefault(relationship.declared.back, []).append(relationship)
        for name, group in backs.items():
            first = group[0]
            if len({item.type for item in group}) > 1 or (len(group) > 1 and not first.declared.mixed):
                raise TypeError(f"{end.label}.{name} is the far end of several relationships")
            owned = first.declared.owned
            link = Link(
                name, first.type, False, not owned, owned, owned,
                tuple(item.start for item in group), first.properties,
                first.declared.back_description or first.declared.description, tuple(group),
            )  # fmt: skip
            _add(end, link)

    def _ways(self, entity: Entity, via: tuple[str, ...]) -> list[tuple[Link, ...]]:
        names = entity.record.stands_at
        if names is None or entity.label in via:
            return []
        if not names:
            return [()]
        ways: list[tuple[Link, ...]] = []
        for name in names:
            link = entity.links.get(name)
            if link is None or link.is_mixed:
                raise TypeError(
                    f"{entity.label}.stands_at names {name}, which is no link to one kind of record"
                )
            further = self._ways(self[link.targets[0]], (*via, entity.label))
            ways += [(link, *way) for way in further]
        if not ways:
            raise TypeError(f"{entity.label}.stands_at leads to nothing that others stand in")
        return ways


def _in_words(declared: DeclaredRelationship, start: Entity) -> DeclaredRelationship:
    """A relationship that several kinds of record declare alike, as it is of one of them."""
    words = {"one": start.singular, "several": start.plural}
    return replace(
        declared,
        description=declared.description.format(**words),
        back=declared.back.format(**words),
        back_description=declared.back_description.format(**words),
    )


def _add(entity: Entity, link: Link) -> None:
    if link.field in entity.links or link.field in entity.properties:
        raise TypeError(f"{entity.label}.{link.field} is declared twice")
    entity.links[link.field] = link


def _declared_relationships(record: type[Node]) -> list[tuple[str, DeclaredRelationship]]:
    found: dict[str, DeclaredRelationship] = {}
    for owner in record.__mro__:
        for name, value in vars(owner).items():
            if isinstance(value, DeclaredRelationship):
                found.setdefault(name, value)
    if not record.sourced:
        found = {name: item for name, item in found.items() if item.properties is not DerivedFrom}
    return list(found.items())


def _entity(record: type[Node]) -> Entity:
    label = record.__name__
    lower = label[0].lower() + label[1:]
    return Entity(
        label=label,
        record=record,
        description=(record.__doc__ or "").strip(),
        prefix=record.prefix,
        singular=lower,
        plural=record.plural or plural(lower),
        kind=capitals(label),
        properties=_properties(record),
    )


def shape_properties(shape: type[Shape]) -> list[Property]:
    """The properties that a class declares, with those of the classes it is one of."""
    found = [_property(name, info) for name, info in shape.model_fields.items()]
    return found + [_derived_property(name, info) for name, info in shape.model_computed_fields.items()]


def _properties(shape: type[Shape]) -> dict[str, Property]:
    return {item.name: item for item in shape_properties(shape)}


def _property(attribute: str, info: FieldInfo) -> Property:
    kind, nullable, choice, inner = _type(info.annotation)
    extra = cast(Mapping[str, Any], info.json_schema_extra or {})
    return Property(
        name=to_camel(attribute),
        attribute=attribute,
        type=kind,
        nullable=nullable,
        description=info.description or "",
        default=None if info.is_required() else info.default,
        required=info.is_required(),
        enum=choice,
        object=inner,
        minimum=_bound_of(info, "ge"),
        maximum=_bound_of(info, "le"),
        max_length=_bound_of(info, "max_length"),
        facts=extra.get(FACTS, Facts()),
    )


def _bound_of(info: FieldInfo, name: str) -> Any:
    return next((getattr(item, name) for item in info.metadata if hasattr(item, name)), None)


def _derived_property(attribute: str, info: ComputedFieldInfo) -> Property:
    kind, nullable, choice, _ = _type(info.return_type)
    name, text, facts = to_camel(attribute), info.description or "", Facts(index=True, product=True)
    return Property(name, attribute, kind, nullable, text, enum=choice, facts=facts, derived=True)


_PLAIN = {str: "text", int: "int", float: "float", bool: "boolean", date: "date", datetime: "datetime"}


def _type(annotation: Any) -> tuple[Datatype, bool, type[StrEnum] | None, type[Shape] | None]:
    if get_origin(annotation) in (Union, UnionType):
        (inner,) = (item for item in get_args(annotation) if item is not NoneType)
        kind, _, choice, shape = _type(inner)
        return kind, True, choice, shape
    if get_origin(annotation) is list:
        (item,) = get_args(annotation)
        return (Datatype.TEXTS, False, None, None) if item is str else (Datatype.OBJECTS, False, None, item)
    if isinstance(annotation, type) and issubclass(annotation, StrEnum):
        return Datatype.ENUM, False, annotation, None
    if annotation in _PLAIN:
        return Datatype(_PLAIN[annotation]), False, None, None
    raise TypeError(f"{annotation!r} is no type of a property")
