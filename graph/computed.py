"""The words to declare a computed field with: a literal subquery, its shape, its formula."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, LiteralString

from graph.entities import Datatype

Choice = type[StrEnum]

ROOT = "Query"
PAGE_SIZE = 25  # records of a page whose size nobody asks for


@dataclass(frozen=True, slots=True)
class Value:
    """A scalar or enum value; with `many` a list of them that is never null.

    With `id_of` it is the id of a record; with `kind` the subquery returns the label of a record, which is
    answered as its `Kind`.
    """

    type: Datatype
    description: str = ""
    enum: Choice | None = None
    nullable: bool = True
    many: bool = False
    id_of: bool = False
    kind: bool = False


@dataclass(frozen=True, slots=True)
class Records:
    """A record (or with `many` a list of records) of one kind; of any kind where `label` is None."""

    label: str | None
    description: str = ""
    nullable: bool = False
    many: bool = False


@dataclass(frozen=True, slots=True)
class Object:
    """An object type (or with `many` a list of it); the subquery returns its fields as columns.

    Inside another Object, its value travels as a list in the order of `fields`; `role` says what it is there
    where the description of the type does not.
    """

    name: str
    fields: "Mapping[str, Value | Records | Object]"
    description: str = ""
    nullable: bool = False
    many: bool = False
    role: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """A connection of one kind of record; the subquery returns its members as `node`, each once.

    With `predicate` there is no subquery: the members are the records of `label` for which the text, a
    predicate on `node`, holds. Such a page is read as any other list of these records is, along the index
    that keeps its order and up to its size.
    """

    label: str
    ordered: bool = False
    predicate: bool = False
    page_size: int = PAGE_SIZE
    order_by: bool = True


@dataclass(frozen=True, slots=True)
class Listing:
    """A connection of objects that are no records, for a root question.

    The subquery returns for each row the columns of `item` but those of `details`, the columns of `order`
    and `id`, a text of its own. Rows are ordered by the columns of `order`, largest first, then by `id`,
    smallest first. `details` starts at the columns of a row on the page and returns the remaining ones, as
    one row; it runs for the rows of the page only.
    """

    item: Object
    order: Mapping[str, Datatype]
    details: LiteralString
    detailed: tuple[str, ...]
    page_size: int = PAGE_SIZE


@dataclass(frozen=True, slots=True)
class Argument:
    """An argument of a computed field; the subquery sees it as a variable of its name.

    With `record` it is the id of a record (of one of `labels`, else of any kind), and the subquery sees that
    record, as a variable of the name in `record`. Where no such record bears the id, the answer is null, or
    an empty list. With `page_of` no caller gives it: the subquery sees the list of the records on the page of
    that connection of its group. With `filter_of` it is a filter of that kind of record, and the subquery
    starts at each record that the filter lets through (without it, at all of the kind), each as a variable of
    the name in `record`; a field takes one such argument at most.
    """

    type: Datatype
    description: str
    default: Any = None
    required: bool = False
    many: bool = False
    id_of: bool = False
    minimum: int | None = None
    maximum: int | None = None
    enum: Choice | None = None
    record: str = ""
    labels: tuple[str, ...] = ()
    page_of: str = ""
    filter_of: str = ""


@dataclass(frozen=True, slots=True)
class Computed:
    """A field computed when read.

    `cypher` starts at `this` (a node of `owner`; nothing for a root question) and at its arguments, each a
    variable, and returns exactly one row with `value` for a Value or Records; one row (or many) with the
    columns named by an Object; rows of `node` for a Page (and, if `ordered`, `position`, a whole number that
    grows in the order wanted; see also `Page.predicate`, where no text means all records). With `most` it
    returns at most one row more than that; so many are refused with the advice `narrow`. No name in it begins
    with an underscore. `where` is its name in filters, `order` whether it orders too (with the same name in
    capitals); `finish` is applied to the value, or to the list of columns, on the way out. With `shared`
    it is read otherwise where it is asked of all parts of a record.
    """

    owner: str
    name: str
    description: str
    result: Value | Records | Object | Page | Listing
    cypher: LiteralString
    arguments: Mapping[str, Argument] = field(default_factory=dict[str, Argument])
    where: str | None = None
    order: bool = True
    finish: Callable[[Any], Any] | None = None
    most: int | None = None
    narrow: str = ""
    shared: "Shared | None" = None


@dataclass(frozen=True, slots=True)
class Shared:
    """How a field is read of all parts of a record, where they have much in common.

    `once` starts at each `this` and returns one column, one row for whatever may be shared, each once;
    `cypher` returns what the field's own does, and sees the list of those rows as `shared`.
    """

    once: LiteralString
    cypher: LiteralString


@dataclass(frozen=True, slots=True)
class PageArguments:
    """The names under which a group takes what sizes, places, filters and orders one of its connections."""

    first: str
    after: str
    where: str
    order: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """A field of an object type whose members are each computed by themselves from the same `this`.

    Only the members that a request selects are computed. Members may be connections; those of a root
    question (owner `ROOT`) have no `this`. Where the group takes the arguments of a connection (`pages`), the
    members after it can see the records on that page (`Argument.page_of`).
    """

    owner: str
    name: str
    type_name: str
    description: str
    type_description: str
    members: tuple[Computed, ...]
    pages: Mapping[str, PageArguments] = field(default_factory=dict[str, PageArguments])

    def member(self, name: str) -> Computed:
        """The member of a name."""
        return next(item for item in self.members if item.name == name)

    def pages_seen(self, asked: Collection[str]) -> list[str]:
        """The connections whose records the members asked for see, and those that such a one sees."""
        seen: list[str] = []
        waiting = [item.name for item in self.members if item.name in asked]
        while waiting:
            found = {item.page_of for item in self.member(waiting.pop()).arguments.values() if item.page_of}
            waiting += found - set(seen)
            seen += found - set(seen)
        return [name for name in self.pages if name in seen]


@dataclass(frozen=True, slots=True)
class DerivedLink:
    """Records that a record leads to by way of others; they are filtered and counted by as linked ones are.

    `cypher` starts at `this`, a node of `owner`, and returns the records of kind `target`, each once, as
    `node`; `back` is the same from the other end. With `facet` records are counted by it.
    """

    owner: str
    field: str
    target: str
    description: str
    cypher: LiteralString
    back: LiteralString
    facet: bool = False

    @property
    def targets(self) -> tuple[str, ...]:
        """The one kind of record it leads to."""
        return (self.target,)


class Catalogue:
    """The computed fields of a model, by the record they belong to and by what they filter and order as."""

    def __init__(self, computed: Iterable[Computed | Group], links: Iterable[DerivedLink] = ()) -> None:
        self._links: dict[str, dict[str, DerivedLink]] = {}
        for link in links:
            self._links.setdefault(link.owner, {})[link.field] = link
        self._fields: dict[str, dict[str, Computed | Group]] = {}
        self._values: dict[str, dict[str, Computed]] = {}
        for item in computed:
            self._fields.setdefault(item.owner, {})[item.name] = item
            for member in item.members if isinstance(item, Group) else (item,):
                if member.where is not None:
                    self._values.setdefault(item.owner, {})[member.where] = member

    def fields(self, owner: str) -> Mapping[str, Computed | Group]:
        """The computed fields of one kind of record, or of `ROOT`, by name."""
        return self._fields.get(owner, {})

    def values(self, owner: str) -> Mapping[str, Computed]:
        """The computed values of one kind of record that filter, by the name they filter under."""
        return self._values.get(owner, {})

    def shown_links(self, owner: str) -> list[DerivedLink]:
        """The derived links of one kind of record that are fields of it too."""
        return [link for link in self.links(owner).values() if link.field in self.fields(owner)]

    def links(self, owner: str) -> Mapping[str, DerivedLink]:
        """The derived links of one kind of record, by name."""
        return self._links.get(owner, {})
