"""What a read asks: properties, relationships, filters, orders and pages, as data; no Cypher, no GraphQL.

Every `key` is the name under which the answer carries a value. Values that change from request to request are
`Parameter`s: the statement names them, whoever runs it fills them in from their `source`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from graph.computed import Computed, DerivedLink
from graph.entities import Entity, Link, Property
from graph.errors import BadRequest


@dataclass(frozen=True, slots=True, eq=False)
class Parameter:
    """A value of the statement; `source` belongs to whoever fills it in."""

    source: Any


@dataclass(frozen=True, slots=True)
class LinkCount:
    """How many records a to-many relationship leads to, as something to order by."""

    link: Link | DerivedLink


@dataclass(frozen=True, slots=True)
class LinkName:
    """The name of the record a to-one relationship leads to, as something to order by."""

    link: Link


@dataclass(frozen=True, slots=True)
class LinkValue:
    """A property of the relationship along which a page reads its records."""

    property: Property


Stated = Property | Computed | LinkValue  # what a condition compares
Operand = Stated | LinkCount | LinkName
FacetKey = (
    Property | Computed | Link | DerivedLink
)  # what records are counted by: values, or links to records


class Comparison(Enum):
    """Comparisons of a value with a parameter."""

    EQ = "eq"
    NE = "ne"
    IN = "in"
    NOT_IN = "notIn"
    LT = "lt"
    LTE = "lte"
    GT = "gt"
    GTE = "gte"
    CONTAINS = "contains"
    STARTS_WITH = "startsWith"
    HAS = "has"


class Quantifier(Enum):
    """How many of the related records must match."""

    SOME = "some"
    NONE = "none"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class Compare:
    """A property or computed value compared with a parameter."""

    operand: Stated
    comparison: Comparison
    parameter: Parameter


@dataclass(frozen=True, slots=True)
class IsNull:
    """A property or computed value (or a list without items, or a to-one link) that is or is not absent."""

    operand: Stated | Link
    null: bool


@dataclass(frozen=True, slots=True)
class Related:
    """A condition on the records a relationship leads to."""

    link: Link | DerivedLink
    quantifier: Quantifier
    where: "Condition"


@dataclass(frozen=True, slots=True)
class CountOf:
    """A comparison of the number of related records that fulfil a condition."""

    link: Link | DerivedLink
    where: "Condition"
    comparison: Comparison
    parameter: Parameter


@dataclass(frozen=True, slots=True)
class AllOf:
    """Every condition holds; without conditions everything does."""

    conditions: "tuple[Condition, ...]" = ()


@dataclass(frozen=True, slots=True)
class AnyOf:
    """At least one condition holds; without conditions nothing does."""

    conditions: "tuple[Condition, ...]" = ()


@dataclass(frozen=True, slots=True)
class Negated:
    """The condition does not hold."""

    condition: "Condition"


@dataclass(frozen=True, slots=True)
class Holds:
    """The predicate of a computed field holds."""

    computed: Computed


Condition = Compare | IsNull | Related | CountOf | AllOf | AnyOf | Negated | Holds


@dataclass(frozen=True, slots=True)
class OrderKey:
    """One key to order by; nulls come last both ways."""

    operand: Operand
    descending: bool = False

    @property
    def name(self) -> str:
        """What it orders by, for people."""
        match self.operand:
            case Property(name):
                return name
            case LinkCount(link):
                return f"{link.field} count"
            case LinkName(link):
                return f"{link.field} name"
            case LinkValue(item):
                return f"link {item.name}"
            case Computed() as computed:
                return computed.where or computed.name


@dataclass(frozen=True, slots=True)
class After:
    """The place behind which a page starts: a value for each order key (None: null there), then the id."""

    values: tuple[Parameter | None, ...]
    id: Parameter


@dataclass(frozen=True, slots=True)
class Typename:
    """The name of the type itself."""

    name: str


@dataclass(frozen=True, slots=True)
class ObjectsOf:
    """A property that holds objects as JSON text; of each object the fields, under the keys of the answer."""

    property: Property
    type_name: str
    fields: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Ask:
    """One value of a record, under the key the answer gives it."""

    key: str
    what: "Property | ObjectsOf | Typename | ToOne | Parts | PageOf | ComputedValue | GroupOf | Unanswerable"


@dataclass(frozen=True, slots=True)
class RecordSelection:
    """What is asked of one record of a known kind."""

    entity: Entity
    asks: tuple[Ask, ...]


@dataclass(frozen=True, slots=True)
class MixedSelection:
    """What is asked of a record of any of several kinds, by label."""

    variants: Mapping[str, RecordSelection]


AnySelection = RecordSelection | MixedSelection


@dataclass(frozen=True, slots=True)
class ToOne:
    """The record a to-one relationship leads to."""

    link: Link
    record: AnySelection


@dataclass(frozen=True, slots=True)
class Parts:
    """The owned parts of a record, all of them, in order."""

    link: Link
    record: RecordSelection


@dataclass(frozen=True, slots=True)
class RecordId:
    """An id as an argument, and the label of the record that bears it."""

    id: Parameter
    label: str


@dataclass(frozen=True, slots=True)
class PageRecords:
    """The records on the page of a connection of the same group, as an argument."""

    connection: str


@dataclass(frozen=True, slots=True)
class Filtered:
    """A filter as an argument: the records of one kind that fulfil a condition."""

    entity: Entity
    where: "Condition"


PassedArgument = Parameter | RecordId | PageRecords | Filtered | None


@dataclass(frozen=True, slots=True)
class ComputedValue:
    """A computed field with its arguments, and what is asked of its result where that is no plain value."""

    computed: Computed
    arguments: Mapping[str, PassedArgument] = field(default_factory=dict[str, "PassedArgument"])
    result: "AnySelection | ObjectSelection | None" = None


@dataclass(frozen=True, slots=True)
class Unanswerable:
    """A field whose arguments mean nothing; it has this error in the place of its value."""

    error: BadRequest


@dataclass(frozen=True, slots=True)
class ObjectField:
    """One column of an object's row, under the key the answer gives it; a Typename stands by itself."""

    key: str
    column: str | Typename
    result: "AnySelection | ObjectSelection | None" = None


@dataclass(frozen=True, slots=True)
class ObjectSelection:
    """What is asked of an object that a computed field returns."""

    fields: tuple[ObjectField, ...]


@dataclass(frozen=True, slots=True)
class GroupOf:
    """An object whose members are computed each by itself, from the records on `pages` where it has some."""

    members: "tuple[tuple[str, ComputedValue | PageOf | Typename | Unanswerable], ...]"
    pages: "tuple[tuple[str, PageOf], ...]" = ()


@dataclass(frozen=True, slots=True)
class Everything:
    """All records of one kind."""

    entity: Entity


@dataclass(frozen=True, slots=True)
class Along:
    """The records a to-many relationship leads to; only those of `labels` where it is mixed."""

    link: Link
    labels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Members:
    """The records a computed field returns."""

    computed: Computed
    arguments: Mapping[str, PassedArgument] = field(default_factory=dict[str, "PassedArgument"])


@dataclass(frozen=True, slots=True)
class FullTextHits:
    """The records a full-text search finds, best first; only those of `labels`."""

    text: Parameter
    labels: tuple[str, ...]


PageSource = Everything | Along | Members | FullTextHits


@dataclass(frozen=True, slots=True)
class Nodes:
    """The records of a page."""

    record: AnySelection


@dataclass(frozen=True, slots=True)
class Edges:
    """The edges of a page: records, cursors, and the properties of the relationship."""

    fields: (
        "tuple[tuple[str, AnySelection | Property | Typename | EdgeFact | ComputedValue | Unanswerable], ...]"
    )


class EdgeFact(Enum):
    """What an edge says besides its record."""

    CURSOR = "cursor"
    KIND = "kind"
    SCORE = "score"


@dataclass(frozen=True, slots=True)
class PageInfo:
    """Whether there is more, and the cursors of both ends."""

    fields: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Total:
    """How many records the filter lets through."""


@dataclass(frozen=True, slots=True)
class Statistic:
    """Count, sum, mean, smallest and largest of a number over everything the filter lets through."""

    operand: Property | Computed
    fields: tuple[tuple[str, str], ...]
    currency: bool = False


@dataclass(frozen=True, slots=True)
class Aggregate:
    """Statistics over everything the filter passes; the count stands there as a Total."""

    fields: tuple[tuple[str, Statistic | Typename | Total], ...]


@dataclass(frozen=True, slots=True)
class Facets:
    """How many records bear each value of a key, most first.

    Without `keep_own` as many as if the filter said nothing of the key itself.
    """

    by: FacetKey
    fields: tuple[tuple[str, str], ...]
    keep_own: bool = True


@dataclass(frozen=True, slots=True)
class GroupKeys:
    """What the records of a group agree in, one facet for each key."""

    fields: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class GroupMonth:
    """The first day of the month that the records of a group agree in."""


@dataclass(frozen=True, slots=True)
class Pivot:
    """Groups of records that agree in some keys and in a month, most first; the count is a Total."""

    by: tuple[FacetKey, ...]
    month: Property | None
    first: Parameter
    fields: tuple[tuple[str, GroupKeys | GroupMonth | Total | Aggregate | Typename], ...]


PagePart = Nodes | Edges | PageInfo | Total | Aggregate | Facets | Pivot | Typename


@dataclass(frozen=True, slots=True)
class PageOf:
    """A connection: where its records come from, which of them, in what order, and what is asked of them.

    `backwards`: its records are the last ones, or the last before the place `after`; they keep the order.
    `scope` marks the cursors, so that one order's cursor is refused by another.
    """

    source: PageSource
    where: Condition
    order: tuple[OrderKey, ...]
    first: Parameter
    after: After | None
    parts: tuple[tuple[str, PagePart], ...]
    scope: str
    backwards: bool = False


@dataclass(frozen=True, slots=True)
class RowEdges:
    """The edges of a listing: rows and cursors."""

    fields: "tuple[tuple[str, ObjectSelection | Typename | EdgeFact], ...]"


@dataclass(frozen=True, slots=True)
class ListingOf:
    """A connection of objects: which rows, and what is asked of them; `scope` marks the cursors."""

    computed: Computed
    arguments: Mapping[str, PassedArgument]
    first: Parameter
    after: After | None
    parts: tuple[tuple[str, ObjectSelection | RowEdges | PageInfo | Total | Typename], ...]
    scope: str


@dataclass(frozen=True, slots=True)
class ById:
    """One record by its id, or by another of its unique properties."""

    id: Parameter
    labels: tuple[str, ...]
    record: AnySelection
    property: str = "id"


@dataclass(frozen=True, slots=True)
class ByIds:
    """Records by their ids, in that order, null for an unknown one."""

    ids: Parameter
    labels: tuple[str, ...]
    record: AnySelection


@dataclass(frozen=True, slots=True)
class RootAsk:
    """One root field of a request, under the key the answer gives it."""

    key: str
    what: "ById | ByIds | PageOf | ListingOf | ComputedValue | GroupOf | Unanswerable"
