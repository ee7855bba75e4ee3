"""The declared entities, taught to Strawberry: records, connections, computed objects."""

from collections.abc import Iterable
from typing import Any

import strawberry
from strawberry.types.arguments import StrawberryArgument
from strawberry.types.field import StrawberryField

from api.types.input_types import connection_stem, own_filters
from api.types.named_types import Types, argument, field, list_of, optional, property_description
from graph.computed import (
    PAGE_SIZE,
    ROOT,
    Argument,
    Catalogue,
    Computed,
    Group,
    Listing,
    Object,
    Page,
    PageArguments,
    Records,
    Value,
)
from graph.entities import Datatype, Entity, Link, Model, Property, shape_properties
from graph.schema import Named
from graph.selection import FacetKey
from graph.texts import capitals

NUMBERS = (Datatype.INT, Datatype.FLOAT)
GROUPS = 100  # of a pivot, where nobody asks for fewer
KEYS_OF_GROUP = (
    "What its records agree in, in the order of `by`, each with the count of the group; without a value the "
    'value is "" and the label "None".'
)


def connection_name(entity: Entity, link: Link) -> str:
    """The connection type of a to-many link: its own where it has properties, else that of its kind."""
    if link.properties:
        return f"{connection_stem(entity, link)}Connection"
    return "NodeConnection" if link.is_mixed else f"{link.targets[0]}Connection"


def statistics(catalogue: Catalogue, entity: Entity) -> dict[str, Property | Computed]:
    """The numbers of a kind of record that can be summed up, by name."""
    found: dict[str, Property | Computed] = {
        item.name: item for item in entity.visible_properties if item.type in NUMBERS and item.facts.summed
    }
    for name, item in catalogue.values(entity.label).items():
        if isinstance(item.result, Value) and item.result.type in NUMBERS:
            found[name] = item
    return found


def facet_keys(catalogue: Catalogue, entity: Entity) -> dict[str, FacetKey]:
    """What the records of a kind can be counted by: enums and the links declared for it, by enum key."""
    found: dict[str, FacetKey] = {}
    for item in entity.visible_properties:
        if item.type is Datatype.ENUM or item.facts.kind:
            found[capitals(item.name)] = item
    for name, item in catalogue.values(entity.label).items():
        if isinstance(item.result, Value) and item.result.enum:
            found[capitals(name)] = item
    for link in (*entity.links.values(), *catalogue.links(entity.label).values()):
        if link.facet:
            found[capitals(link.field)] = link
    return found


def month_keys(entity: Entity) -> dict[str, Property]:
    """The days and times by whose month the records of a kind can be counted, by enum key."""
    times = (Datatype.DATE, Datatype.DATETIME)
    return {capitals(item.name): item for item in entity.visible_properties if item.type in times}


class ObjectTypes:
    """Fills in every object type that the model and the catalogue ask for."""

    def __init__(self, types: Types, model: Model, catalogue: Catalogue) -> None:
        self.types, self.model, self.catalogue = types, model, catalogue

    def fill(self) -> None:
        """Makes `Node`, `Named`, all records with their connections, and all computed objects."""
        types = self.types
        kinds = {
            entity.kind: f"{entity.label}: {first_sentence(entity)}"
            for entity in self.model.entities.values()
        }
        types.enum("Kind", "The kinds of record.", kinds)
        self._interfaces()
        self._shared_types()
        for entity in self.model.entities.values():
            self._sums(entity)
        for entity in self.model.entities.values():
            types.output(entity.label, entity.description, self._record(entity))
            self._connection(f"{entity.label}Connection", entity, None)
            for link in entity.links.values():
                self._link_types(entity, link)
        self._mixed_connection("NodeConnection", None)

    def root_fields(self) -> Iterable[StrawberryField]:
        """The root questions of the catalogue."""
        return [self.computed_field(item) for item in self.catalogue.fields(ROOT).values()]

    def _interfaces(self) -> None:
        types, entities = self.types, self.model.entities.values()
        types.interface("Node", "Any record, known by its id.", [field("id", strawberry.ID, "Global id.")])
        types.implement("Node", ["Named", *(entity.label for entity in entities)])
        shared = [self._property(item) for item in shape_properties(Named) if not item.facts.hidden]
        types.interface("Named", "A record with a name; most kinds are such.", shared)
        types.implement("Named", [entity.label for entity in entities if issubclass(entity.record, Named)])

    def _shared_types(self) -> None:
        types, text, number = self.types, optional(str), optional(float)
        types.output(
            "PageInfo",
            "Where a page stands in its connection.",
            [
                field(
                    "hasNextPage",
                    bool,
                    "Whether there are records behind this page; with `last` or `before` whether it was "
                    "asked for before a cursor.",
                ),
                field(
                    "hasPreviousPage",
                    bool,
                    "Whether the page was asked for behind a cursor; with `last` or `before` whether there "
                    "are records before it.",
                ),
                field(
                    "startCursor",
                    text,
                    "Cursor of the first record of the page; pass it as `before` for the one before.",
                ),
                field(
                    "endCursor",
                    text,
                    "Cursor of the last record of the page; pass it as `after` for the next.",
                ),
            ],
        )
        sums = [
            field("n", int, "How many records state the number."),
            field("sum", number, "Sum over those records; null where none states it."),
            field("mean", number, "Arithmetic mean over those records."),
            field("min", number, "Smallest."),
            field("max", number, "Largest."),
        ]
        types.output("NumberAggregate", "Sums over all records that the filter lets through.", sums)
        currency = field("currency", str, "ISO 4217 code of the amounts.")
        types.output(
            "MoneyAggregate", "Sums of the amounts of one currency.", [currency, *map(_field_copy, sums)]
        )
        types.output(
            "Facet",
            "How many records bear one value.",
            [
                field("value", str, "The value: an enum value, or the id of the linked record."),
                field(
                    "label",
                    str,
                    "The value for people: an enum value in words, or the name of the linked record.",
                ),
                field("count", int, "How many records bear it."),
            ],
        )

    def _record(self, entity: Entity) -> list[StrawberryField]:
        fields = [self._property(item) for item in entity.visible_properties]
        for link in entity.links.values():
            fields.append(self._link(entity, link))
        return [*fields, *map(self.computed_field, self.catalogue.fields(entity.label).values())]

    def _property(self, item: Property) -> StrawberryField:
        if item.object and not self.types.is_filled(item.object.__name__):
            self._shape(item)
        return field(item.name, self.types.property_type(item), property_description(item))

    def _shape(self, item: Property) -> None:
        assert item.object
        fields = [
            field(str(info.alias), optional(str) if not info.is_required() else str, info.description or "")
            for info in item.object.model_fields.values()
        ]
        self.types.output(item.object.__name__, (item.object.__doc__ or "").strip(), fields)

    def _link(self, entity: Entity, link: Link) -> StrawberryField:
        types = self.types
        if link.owned and link.many:
            return field(link.field, list[types[link.targets[0]]], link.description)
        if not link.many:
            target = types[link.targets[0]]
            return field(link.field, target if link.required else optional(target), link.description)
        stem = connection_stem(entity, link) if own_filters(link) else ""
        arguments = self.page_arguments(None if link.is_mixed else self.model[link.targets[0]], stem=stem)
        return field(link.field, types[connection_name(entity, link)], link.description, arguments)

    def page_arguments(
        self, entity: Entity | None, page_size: int = PAGE_SIZE, ordered: bool = True, stem: str = ""
    ) -> list[StrawberryArgument]:
        """The arguments of a connection; one of several kinds takes `kinds` in place of filter and order."""
        size = f"0 to 100; {page_size} where neither `first` nor `last` is given."
        both = [
            argument("first", optional(int), f"The first records, {size}", page_size=page_size),
            argument("after", optional(str), "Cursor behind which the page starts; with `first` only."),
            argument("last", optional(int), f"The last records, {size}"),
            argument("before", optional(str), "Cursor before which the page ends; with `last` only."),
        ]
        if entity is None:
            return [self._kinds(), *both]
        return [*both, *self._choices(stem or entity.label, ordered)]

    def forward_arguments(self, page_size: int) -> list[StrawberryArgument]:
        """The arguments of a connection that is read from its beginning only."""
        size = f"Records on the page, 0 to 100; null means {page_size}."
        return [
            argument("first", optional(int), size, page_size),
            argument("after", optional(str), "Cursor behind which the page starts."),
        ]

    def search_arguments(self) -> list[StrawberryArgument]:
        """The arguments of a search besides its text."""
        return [self._kinds(), *self.forward_arguments(PAGE_SIZE)]

    def _kinds(self) -> StrawberryArgument:
        return argument("kinds", optional(list_of(self.types["Kind"])), "Only records of these kinds.")

    def _choices(self, stem: str, ordered: bool) -> list[StrawberryArgument]:
        """The arguments that say which records a connection has, and in which order."""
        types = self.types
        where = argument("where", optional(types[f"{stem}Filter"]), "Only records that match.")
        order = argument(
            "orderBy", optional(list[types[f"{stem}Order"]]), "Keys to order by, first key first."
        )
        return [where, order] if ordered else [where]

    def _sums(self, entity: Entity) -> None:
        types, fields = self.types, [field("count", int, "How many records the filter lets through.")]
        for name, item in statistics(self.catalogue, entity).items():
            if isinstance(item, Property) and item.facts.money:
                result: object = list_of(types["MoneyAggregate"])
            else:
                result = types["NumberAggregate"]
            fields.append(
                field(
                    name,
                    result,
                    property_description(item) if isinstance(item, Property) else item.description,
                )
            )
        types.output(f"{entity.label}Aggregate", f"Sums over records of kind {entity.label}.", fields)
        keys = facet_keys(self.catalogue, entity)
        if keys:
            texts = {key: item.description for key, item in keys.items()}
            types.enum(
                f"{entity.label}Facet", f"What records of kind {entity.label} can be counted by.", texts
            )
            self._group_type(entity)

    def _group_type(self, entity: Entity) -> None:
        types, label = self.types, entity.label
        months = {key: property_description(item) for key, item in month_keys(entity).items()}
        types.enum(f"{label}Month", f"By whose month records of kind {label} can be counted, UTC.", months)
        fields = [
            field("keys", list_of(types["Facet"]), KEYS_OF_GROUP),
            field("month", optional(types.value(Datatype.DATE)), "First day of the month; null without one."),
            field("count", int, "How many records are in the group."),
            field("aggregate", types[f"{label}Aggregate"], "Sums over the records of the group."),
        ]
        types.output(f"{label}Group", f"Records of kind {label} that agree in keys and month.", fields)

    def _connection(self, name: str, entity: Entity, link: Link | None) -> None:
        types, label = self.types, entity.label
        edge = name.removesuffix("Connection") + "Edge"
        record = types[label]
        fields = [
            field("edges", list[types[edge]], "The records of the page with their cursors."),
            field("nodes", list[record], "The records of the page."),
            field("pageInfo", types["PageInfo"], "Where the page stands."),
            field("totalCount", int, "How many records the filter lets through, on all pages."),
            field("aggregate", types[f"{label}Aggregate"], "Sums over all that the filter lets through."),
        ]
        if facet_keys(self.catalogue, entity):
            fields += [self._facets(entity), self._groups(entity)]
        types.output(name, f"A page of records of kind {label}, and what all of them add up to.", fields)
        self._edge(edge, record, link)

    def _facets(self, entity: Entity) -> StrawberryField:
        by = argument("by", self.types[f"{entity.label}Facet"], "What to count by.")
        keep = argument(
            "keepOwn",
            optional(bool),
            "Whether the filter's conditions on that key count. Without them (those at its top and in its "
            "ANDs) a choice keeps its other values.",
            True,
        )
        text = "How many records bear each value, most first; those without the key are not counted."
        return field("facets", list_of(self.types["Facet"]), text, [by, keep])

    def _groups(self, entity: Entity) -> StrawberryField:
        types, label = self.types, entity.label
        arguments = [
            argument("by", list_of(types[f"{label}Facet"]), "At most three keys; none with `month` will do."),
            argument("month", optional(types[f"{label}Month"]), "By whose month to tell groups apart too."),
            argument("first", optional(int), f"Groups at most, 0 to {GROUPS}; null means {GROUPS}.", GROUPS),
        ]
        text = (
            "All that the filter lets through, in groups that agree in these keys, most records first; one "
            "with several values of a key is in a group of each. It looks at every such record."
        )
        return field("groups", list_of(types[f"{label}Group"]), text, arguments)

    def _edge(self, name: str, record: object, link: Link | None) -> None:
        fields = [
            field("cursor", str, "The record's place in the order."),
            field("node", record, "The record."),
        ]
        properties = link.properties.values() if link else ()
        fields += [
            field(item.name, self.types.property_type(item), property_description(item))
            for item in properties
        ]
        self.types.output(name, "A record on a page, with its cursor and what the link to it says.", fields)

    def _mixed_connection(self, name: str, link: Link | None) -> None:
        types = self.types
        edge = name.removesuffix("Connection") + "Edge"
        fields = [
            field("edges", list[types[edge]], "The records of the page with their cursors."),
            field("nodes", list_of(types["Node"]), "The records of the page."),
            field("pageInfo", types["PageInfo"], "Where the page stands."),
            field("totalCount", int, "How many records of the kinds asked for, on all pages."),
        ]
        types.output(name, "A page of records of several kinds.", fields)
        self._edge(edge, types["Node"], link)

    def _link_types(self, entity: Entity, link: Link) -> None:
        name = connection_name(entity, link)
        if not link.many or link.owned or not link.properties:
            return
        if link.is_mixed:
            self._mixed_connection(name, link)
        else:
            self._connection(name, self.model[link.targets[0]], link)

    def computed_field(self, item: Computed | Group) -> StrawberryField:
        """The field of a computed value."""
        if isinstance(item, Group):
            arguments = [it for name, of in item.pages.items() for it in self._shared(item.member(name), of)]
            return field(item.name, self._group(item), item.description, arguments)
        if isinstance(item.result, Page):
            target = self.model[item.result.label]
            arguments = self.page_arguments(target, item.result.page_size, item.result.order_by)
            return field(item.name, self.types[f"{target.label}Connection"], item.description, arguments)
        arguments = [
            self._argument(name, given) for name, given in item.arguments.items() if not given.page_of
        ]
        if isinstance(item.result, Listing):
            arguments += self.forward_arguments(item.result.page_size)
            return field(item.name, self._listing(item.result), item.description, arguments)
        return field(item.name, self._result(item.result), item.description, arguments)

    def _shared(self, item: Computed, names: PageArguments) -> list[StrawberryArgument]:
        """The arguments that a group takes for one of its connections."""
        assert isinstance(item.result, Page)
        entity = self.model[item.result.label]
        given = [
            *self.forward_arguments(item.result.page_size),
            *self._choices(entity.label, bool(names.order)),
        ]
        called = zip(given, (names.first, names.after, names.where, names.order), strict=False)
        return [
            StrawberryArgument(
                f"{name}_",
                name,
                it.type_annotation,
                description=it.description,
                default=strawberry.UNSET if it.default == PAGE_SIZE else it.default,
            )
            for it, name in called
        ]

    def _argument(self, name: str, given: Argument) -> StrawberryArgument:
        if given.filter_of:
            return argument(name, optional(self.types[f"{given.filter_of}Filter"]), given.description)
        plain: Any = (
            strawberry.ID if given.id_of or given.record else self.types.value(given.type, given.enum)
        )
        plain = list_of(plain) if given.many else plain
        if given.required:
            return argument(name, plain, given.description)
        default = strawberry.UNSET if given.default is None else given.default
        if given.enum and given.default is not None:
            default = plain[given.default]
        return argument(name, optional(plain), given.description, default)

    def _group(self, group: Group) -> object:
        if not self.types.is_filled(group.type_name):
            fields = [self.computed_field(item) for item in group.members]
            for item in fields:
                if item.python_name.removesuffix("_") in group.pages:
                    item.arguments = []
            self.types.output(group.type_name, group.type_description, fields)
        return self.types[group.type_name]

    def _listing(self, listing: Listing) -> object:
        types, name = self.types, listing.item.name
        row = self._result(listing.item)
        fields = [
            field("edges", list_of(types[f"{name}Edge"]), "The rows of the page with their cursors."),
            field("nodes", list_of(row), "The rows of the page."),
            field("pageInfo", types["PageInfo"], "Where the page stands."),
            field("totalCount", int, "How many rows there are, on all pages."),
        ]
        types.output(f"{name}Connection", f"A page of {name}, and how many there are.", fields)
        edge = [field("cursor", str, "The row's place in the order."), field("node", row, "The row.")]
        types.output(f"{name}Edge", "A row on a page, with its cursor.", edge)
        return types[f"{name}Connection"]

    def _result(self, result: Value | Records | Object | Page | Listing) -> object:
        match result:
            case Value(id_of=True):
                plain = strawberry.ID
            case Value(kind=True):
                plain = self.types["Kind"]
            case Value():
                plain = self.types.value(result.type, result.enum)
            case Records():
                plain = self.types[result.label or "Node"]
            case Object(name):
                plain = self.types[name]
                if not self.types.is_filled(name):
                    self._object(result)
            case Page() | Listing():
                raise TypeError("a connection is no column")
        if result.many:
            return list[plain]
        return optional(plain) if result.nullable else plain

    def _object(self, result: Object) -> None:
        self.types.mark_filled(result.name)
        fields = [field(name, self._result(column), _role(column)) for name, column in result.fields.items()]
        self.types.unmark_filled(result.name)
        self.types.output(result.name, result.description, fields)


def _role(column: Value | Records | Object) -> str:
    return (column.role if isinstance(column, Object) else "") or column.description


def _field_copy(item: StrawberryField) -> StrawberryField:
    assert item.type_annotation
    return field(str(item.graphql_name), item.type_annotation.annotation, str(item.description))


def first_sentence(entity: Entity) -> str:
    """The first sentence of what an entity is."""
    return entity.description.split("\n\n")[0].replace("\n", " ")
