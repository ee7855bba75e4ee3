"""The words to declare the model with: records, properties, relationships; and the model they add up to."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import Enum, StrEnum
from types import NoneType, UnionType
from typing import Any, ClassVar, Union, cast, get_args, get_origin

from pydantic import BaseModel, ConfigDict, Field, ValidationInfo, field_validator
from pydantic.alias_generators import to_camel
from pydantic.fields import ComputedFieldInfo, FieldInfo

from graph.texts import capitals, clean_text, id_field_name, plural

FACTS = "graph"
NOT_BLANK = r"\S"


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


@dataclass(frozen=True, slots=True)
class Facts:
    """What only the graph needs to know about a property."""

    unit: str | None = None
    unique: bool = False
    index: bool = False
    search: bool = False
    product: bool = False
    hidden: bool = False
    stamps: str | None = None


def prop(
    description: str,
    *,
    default: Any = ...,
    minimum: float | None = None,
    maximum: float | None = None,
    max_length: int | None = None,
    pattern: str | None = None,
    unit: str | None = None,
    unique: bool = False,
    index: bool = False,
    search: bool = False,
    product: bool = False,
    hidden: bool = False,
    stamps: str | None = None,
) -> Any:
    """A property: pydantic's `Field` plus what only the graph needs.

    `product`: written by the product, never by a caller; `hidden`: shown by no API; `stamps`: a time that is
    set whenever the named property changes; `index`: a range index on the property and `id`.
    """
    facts = Facts(unit, unique, index, search, product or stamps is not None, hidden, stamps)
    return Field(
        default=default,
        description=description,
        ge=minimum,
        le=maximum,
        min_length=None if max_length is None else (1 if default is ... else 0),
        max_length=max_length,
        pattern=pattern,
        json_schema_extra={FACTS: cast(Any, facts)},
    )


@dataclass(frozen=True, slots=True)
class DeclaredRelationship:
    """A relationship as an entity declares it, at its start."""

    type: str
    end: str
    description: str
    back: str
    back_description: str
    many: bool
    owned: bool = False
    required: bool = False
    properties: "type[RelationshipProperties] | None" = None


def many(
    type: str,
    end: str,
    description: str,
    *,
    back: str,
    back_description: str = "",
    properties: "type[RelationshipProperties] | None" = None,
) -> Any:
    """A relationship from one record to any number of others."""
    return DeclaredRelationship(
        type, end, description, back, back_description, many=True, properties=properties
    )


def one(
    type: str,
    end: str,
    description: str,
    *,
    back: str,
    back_description: str = "",
    required: bool = False,
) -> Any:
    """A relationship to at most one record (exactly one with `required`)."""
    return DeclaredRelationship(type, end, description, back, back_description, many=False, required=required)


def parts(type: str, end: str, description: str, *, back: str, back_description: str = "") -> Any:
    """Owned parts in order: each has exactly this one owner, a `position`, and goes when the owner goes."""
    return DeclaredRelationship(type, end, description, back, back_description, many=True, owned=True)


def _empty_value(field: FieldInfo) -> str | None:
    """What an empty text is: none where free text may be absent, which only its length bounds."""
    free = all(hasattr(item, "min_length") or hasattr(item, "max_length") for item in field.metadata)
    return None if free and field.metadata and field.annotation == (str | None) else ""


class Shape(BaseModel):
    """What records and relationship properties share: one alias generator and clean text."""

    model_config = ConfigDict(
        alias_generator=to_camel,
        populate_by_name=True,
        extra="forbid",
        ignored_types=(DeclaredRelationship,),
        allow_inf_nan=False,
    )

    @field_validator("*", mode="before")
    @classmethod
    def _clean(cls, value: Any, info: ValidationInfo) -> Any:
        if isinstance(value, str) and not isinstance(value, Enum):
            return clean_text(value) or _empty_value(cls.model_fields[info.field_name or ""])
        if isinstance(value, list):
            return [clean_text(item) if isinstance(item, str) else item for item in cast(list[Any], value)]
        return value


class RelationshipProperties(Shape):
    """What a relationship itself says, beside the two records it joins."""


class DerivedFrom(RelationshipProperties):
    """Where in its source a record stood."""

    locator: str | None = prop(
        "Place in the source: `Sheet1!B7`, `line 12`, `widget 3458`.", default=None, max_length=2_000
    )
    raw: str | None = prop("The text as it stood there.", default=None, max_length=100_000)


class Node(Shape):
    """Anything that is kept as a node of its own, with an id and the time it was created."""

    prefix: ClassVar[str] = ""
    plural: ClassVar[str] = ""
    orders: ClassVar[tuple[tuple[str, ...], ...]] = ()
    sourced: ClassVar[bool] = False
    newest_first: ClassVar[str | None] = None
    written_by_product: ClassVar[bool] = True

    id: str = prop("Global id: the kind's prefix and 26 characters in time order.", unique=True, product=True)
    created_at: datetime = prop("When the record was created, UTC.", product=True)


class Record(Node):
    """A record people work on: it has a key, a version, and remembers when it changed."""

    sourced: ClassVar[bool] = True
    written_by_product: ClassVar[bool] = False

    key: str | None = prop(
        "Stable key given by the source, unique among its kind; the handle for repeated imports.",
        default=None,
        max_length=200,
        pattern=NOT_BLANK,
        unique=True,
    )
    derived_key: str | None = prop(
        "Kind, place and normalised name, by which a repeated import finds the record.",
        default=None,
        index=True,
        product=True,
        hidden=True,
    )
    updated_at: datetime = prop("When the record last changed, UTC.", product=True)
    version: int = prop("From 1, one more with each change.", product=True, minimum=1)

    sources = many(
        "DERIVED_FROM",
        "Source",
        "The workshop outputs this record was taken from.",
        back="records",
        back_description="Everything that was taken from this source.",
        properties=DerivedFrom,
    )


class Named(Record):
    """A record with a name and a description."""

    name: str = prop("Name, as people call it.", search=True, max_length=200)
    description: str | None = prop("Free text.", default=None, max_length=20_000, search=True)


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
    def any_kind(self) -> bool:
        """Whether the field leads to records of any of several kinds."""
        return self.relationships[0].declared.back == "records" and not self.outgoing

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
    def search_fields(self) -> list[str]:
        """The names of the properties that full-text search reads."""
        return [item.name for item in self.properties.values() if item.facts.search]

    @property
    def default_order(self) -> tuple[str, bool] | None:
        """Property and whether it runs downwards; None where the id alone orders."""
        if self.record.newest_first:
            return self.record.newest_first, True
        return next(((name, False) for name in ("position", "name") if name in self.properties), None)

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

    def _relate(self, start: Entity, name: str, declared: DeclaredRelationship) -> None:
        if declared.end not in self.entities:
            raise TypeError(f"{start.label}.{name} leads to {declared.end}, which no file declares")
        properties = _properties(declared.properties) if declared.properties else {}
        field = to_camel(name)
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
            if len({item.type for item in group}) > 1 or (len(group) > 1 and name != "records"):
                raise TypeError(f"{end.label}.{name} is the far end of several relationships")
            owned = first.declared.owned
            link = Link(
                name, first.type, False, not owned, owned, owned,
                tuple(item.start for item in group), first.properties,
                first.declared.back_description or first.declared.description, tuple(group),
            )  # fmt: skip
            _add(end, link)


def _add(entity: Entity, link: Link) -> None:
    if link.field in entity.links or link.field in entity.properties:
        raise TypeError(f"{entity.label}.{link.field} is declared twice")
    entity.links[link.field] = link


def _declared_relationships(record: type[Node]) -> list[tuple[str, DeclaredRelationship]]:
    found: dict[str, DeclaredRelationship] = {}
    for owner in record.__mro__:
        for name, value in vars(owner).items():
            if isinstance(value, DeclaredRelationship) and (name != "sources" or record.sourced):
                found.setdefault(name, value)
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


def _properties(shape: type[Shape]) -> dict[str, Property]:
    found = [_property(name, info) for name, info in shape.model_fields.items()]
    found += [_derived_property(name, info) for name, info in shape.model_computed_fields.items()]
    return {item.name: item for item in found}


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
