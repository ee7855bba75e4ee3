"""The words to declare the model with: records, properties, relationships."""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Any, ClassVar, cast

from pydantic import BaseModel, ConfigDict, Field, ValidationInfo, field_validator
from pydantic.alias_generators import to_camel
from pydantic.fields import FieldInfo

from graph.scales import LARGEST_INT
from graph.texts import clean_text

FACTS = "graph"
NOT_BLANK = r"\S"


@dataclass(frozen=True, slots=True)
class Facts:
    """What only the graph needs to know about a property."""

    unit: str | None = None
    money: str | None = None
    unique: bool = False
    index: bool = False
    search: bool = False
    called: bool = False
    kind: bool = False
    summed: bool = True
    product: bool = False
    hidden: bool = False
    verbatim: bool = False
    sorts: bool = False
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
    money: str | None = None,
    unique: bool = False,
    index: bool = False,
    search: bool = False,
    called: bool = False,
    kind: bool = False,
    summed: bool = True,
    product: bool = False,
    hidden: bool = False,
    verbatim: bool = False,
    sorts: bool = False,
    stamps: str | None = None,
) -> Any:
    """A property: pydantic's `Field` plus what only the graph needs.

    `money`: an amount, in the currency that the named property holds; `called`: what people call a record by;
    `kind`: text that is a value of the enum `Kind`; `summed`: whether its sum over records means something;
    `product`: written by the product, never by a caller; `hidden`: shown by no API; `verbatim`: a word of
    machines, sorted and searched as it is spelled; `sorts`: a text that may be long and sorts
    all the same, by its beginning; `stamps`: a time that is set whenever the named property changes; `index`:
    a range index on the property and `id`.
    """
    facts = Facts(
        unit=unit or ("currency" if money else None),
        money=money,
        unique=unique,
        index=index,
        search=search,
        called=called,
        kind=kind,
        summed=summed,
        product=product or stamps is not None,
        hidden=hidden,
        verbatim=verbatim or kind,
        sorts=sorts,
        stamps=stamps,
    )
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
    """A relationship as an entity declares it, at its start.

    In its descriptions `{one}` and `{several}` stand for the record at the start, in words. `mixed`: records
    of several kinds declare it alike, and the field at the end leads to all of them.
    """

    type: str
    end: str
    description: str
    back: str
    back_description: str
    many: bool
    owned: bool = False
    required: bool = False
    mixed: bool = False
    facet: bool = False
    properties: "type[RelationshipProperties] | None" = None


def many(
    type: str,
    end: str,
    description: str,
    *,
    back: str,
    back_description: str = "",
    mixed: bool = False,
    facet: bool = False,
    properties: "type[RelationshipProperties] | None" = None,
) -> Any:
    """A relationship from one record to any number of others; with `facet` records are counted by it."""
    return DeclaredRelationship(
        type, end, description, back, back_description, True, mixed=mixed, facet=facet, properties=properties
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
    """A relationship to at most one record (exactly one with `required`); records are counted by it."""
    return DeclaredRelationship(
        type, end, description, back, back_description, False, required=required, facet=True
    )


def parts(type: str, end: str, description: str, *, back: str, back_description: str = "") -> Any:
    """Owned parts in order: each has exactly this one owner, a `position`, and goes when the owner goes."""
    return DeclaredRelationship(type, end, description, back, back_description, True, owned=True)


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
        "Place in the source: `Sheet1!B7`, `line 12`, `widget 3458`.",
        default=None,
        max_length=2_000,
        sorts=True,
    )
    raw: str | None = prop("The text as it stood there.", default=None, max_length=100_000)


class Node(Shape):
    """Anything that is kept as a node of its own, with an id and the time it was created."""

    prefix: ClassVar[str] = ""
    rank: ClassVar[int] = 1_000  # its place among the kinds of record, in pages and sheets
    plural: ClassVar[str] = ""
    orders: ClassVar[tuple[tuple[str, ...], ...]] = ()
    sourced: ClassVar[bool] = False
    newest_first: ClassVar[str | None] = None
    written_by_product: ClassVar[bool] = True
    # The fields that lead to the journeys it stands in, by way of records that stand in some themselves;
    # empty: it is one of those in which others stand; None: it belongs to all of them.
    stands_at: ClassVar[tuple[str, ...] | None] = None

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
    version: int = prop("From 1, one more with each change.", product=True, minimum=1, summed=False)

    sources = many(
        "DERIVED_FROM",
        "Source",
        "The workshop outputs this record was taken from.",
        back="records",
        back_description="Everything that was taken from this source.",
        mixed=True,
        properties=DerivedFrom,
    )


class Named(Record):
    """A record with a name and a description."""

    name: str = prop("Name, as people call it.", search=True, called=True, max_length=200)
    description: str | None = prop("Free text.", default=None, max_length=20_000, search=True)


class Part(Named):
    """A record in its place among the parts of its owner, which `parts` of the owner declares."""

    position: int = prop(
        "Place among the parts of its owner, from 0.",
        minimum=0,
        maximum=LARGEST_INT,
        product=True,
        summed=False,
    )


class Owned:
    """A record that a team answers for."""

    team = one(
        "OWNED_BY",
        "Team",
        "The team that owns the {one}.",
        back="{several}",
        back_description="The {several} the team owns.",
    )


class Tagged:
    """A record that tags can be put on."""

    tags = many(
        "TAGGED",
        "Tag",
        "The tags on the {one}.",
        back="records",
        back_description="Everything that bears the tag.",
        mixed=True,
        facet=True,
    )
