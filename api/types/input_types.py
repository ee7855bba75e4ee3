"""Filter, order and write inputs, derived from the declarations."""

from collections.abc import Iterable

import strawberry
from strawberry.types.field import StrawberryField

from api.types.named_types import Types, input_field, optional, property_description
from graph.computed import Catalogue, DerivedLink, Value
from graph.entities import Datatype, Entity, Link, Model, Property
from graph.reads.phrases import FILTER_COST, ORDER_COST
from graph.text_keys import is_comparable, orders
from graph.texts import capitals, value_text

_EQUALITY_OPERATORS = ("eq", "ne", "in", "notIn")
_RANGE_OPERATORS = ("lt", "lte", "gt", "gte")
_TEXT_OPERATORS = ("contains", "startsWith")
_MEANING = {
    "eq": "Equal to.",
    "ne": "Different from, or absent.",
    "in": "One of these.",
    "notIn": "None of these, or absent.",
    "lt": "Less than.",
    "lte": "Less than or equal to.",
    "gt": "Greater than.",
    "gte": "Greater than or equal to.",
    "contains": "Holds this text, whatever the case and accents of its letters.",
    "startsWith": "Begins with this text, whatever the case and accents of its letters.",
}
LEFT_OUT = "What is null or a variable that was not sent is left out, with what holds nothing else."
_COUNT_OPERATORS = ("eq", "gt", "gte", "lt", "lte")


def connection_stem(entity: Entity, link: Link) -> str:
    """What the names of the types of a link's own list begin with: `OpportunitySteps`."""
    return f"{entity.label}{link.field[0].upper()}{link.field[1:]}"


def own_filters(link: Link) -> bool:
    """Whether the list that a link leads to has filters and orders of its own: by properties of the link."""
    return link.many and not link.owned and not link.is_mixed and bool(link.properties)


def link_values(catalogue: Catalogue, entity: Entity, link: Link | None) -> dict[str, Property]:
    """The properties of a link to records of a kind, by the names under which they filter and order."""
    if link is None:
        return {}
    taken = {item.name for item in entity.visible_properties}
    taken |= {*entity.links, *catalogue.values(entity.label), *catalogue.links(entity.label)}
    return {
        f"link{item.name[0].upper()}{item.name[1:]}" if item.name in taken else item.name: item
        for item in link.properties.values()
    }


def order_keys(model: Model, catalogue: Catalogue, entity: Entity) -> dict[str, str]:
    """What records of a kind can be ordered by, each with its description."""
    keys = {
        capitals(item.name): property_description(item) for item in entity.visible_properties if orders(item)
    }
    for name, item in catalogue.values(entity.label).items():
        if item.order:
            keys[capitals(name)] = item.description
    for link in entity.links.values():
        if not link.many and model[link.targets[0]].name_property:
            keys[f"{capitals(link.field)}_NAME"] = f"The name of its `{link.field}`. {ORDER_COST}"
    many = (link for link in entity.links.values() if link.many)
    for link in (*many, *catalogue.shown_links(entity.label)):
        keys[f"{capitals(link.field)}_COUNT"] = f"How many records `{link.field}` leads to. {ORDER_COST}"
    return keys


class InputTypes:
    """Fills in every input type that the model and the catalogue ask for."""

    def __init__(self, types: Types, model: Model, catalogue: Catalogue) -> None:
        self.types, self.model, self.catalogue = types, model, catalogue

    def fill(self) -> None:
        """Makes filters and orders for all kinds of record, and the inputs of all writes."""
        self.types.enum("OrderDirection", "Which way to order.", {"ASC": "Upwards.", "DESC": "Downwards."})
        lists = [
            input_field("has", optional(str), "Holds this text, exactly."),
            input_field("isEmpty", optional(bool), "Whether the list has no items."),
        ]
        self.types.input("TextsFilter", "A condition on a list of texts.", lists)
        for entity in self.model.entities.values():
            self._filter(entity, entity.label)
            self._order(entity, entity.label)
            for link in filter(own_filters, entity.links.values()):
                target, stem = self.model[link.targets[0]], connection_stem(entity, link)
                self._filter(target, stem, link)
                self._order(target, stem, link)
            if not entity.record.written_by_product:
                self._write_inputs(entity)

    def _filter(self, entity: Entity, stem: str, along: Link | None = None) -> None:
        types, label = self.types, entity.label
        filter_ = types[f"{stem}Filter"]
        stored = [item for item in entity.visible_properties if item.type is not Datatype.OBJECTS]
        fields = [
            input_field(item.name, optional(self._scalar(item)), property_description(item))
            for item in stored
        ]
        for name, item in self.catalogue.values(label).items():
            assert isinstance(item.result, Value)
            filter_type = self._scalar_of(
                item.result.type, types.scale(item.result.enum) if item.result.enum else None
            )
            fields.append(input_field(name, optional(filter_type), item.description))
        for link in entity.links.values():
            if not link.is_mixed:
                fields.append(input_field(link.field, optional(self._link_filter(link)), link.description))
        for link in self.catalogue.links(label).values():
            text = f"{link.description} {FILTER_COST}"
            fields.append(input_field(link.field, optional(self._link_filter(link)), text))
        for name, item in link_values(self.catalogue, entity, along).items():
            fields.append(input_field(name, optional(self._scalar(item)), property_description(item)))
        fields += [
            input_field(
                "AND", optional(list[filter_]), "All of these hold; an empty list holds for every record."
            ),
            input_field("OR", optional(list[filter_]), "At least one holds; an empty list holds for none."),
            input_field("NOT", optional(filter_), "This does not hold."),
        ]
        of_link = " and on the link to it" if along else ""
        text = f"Conditions on a record of kind {label}{of_link}; all given ones must hold. {LEFT_OUT}"
        types.input(f"{stem}Filter", text, fields)

    def _link_filter(self, link: Link | DerivedLink) -> object:
        types, target = self.types, link.targets[0]
        filter_ = types[f"{target}Filter"]
        many = isinstance(link, DerivedLink) or link.many
        name = f"{target}{'Many' if many else 'One'}Filter"
        if types.is_filled(name):
            return types[name]
        if not many:
            fields = [
                input_field("is", optional(filter_), "The linked record matches."),
                input_field("isNull", optional(bool), "Whether there is no linked record."),
            ]
            return types.input(name, f"A condition on a to-one link to {target}.", fields)
        count = f"{target}CountFilter"
        numbers = [input_field("where", optional(filter_), "Count only records that match.")]
        numbers += [input_field(item, optional(int), _MEANING[item]) for item in _COUNT_OPERATORS]
        types.input(count, f"A condition on the number of linked records of kind {target}.", numbers)
        fields = [
            input_field("some", optional(filter_), "At least one linked record matches."),
            input_field("none", optional(filter_), "No linked record matches; `{}` finds those without any."),
            input_field("all", optional(filter_), "Every linked record matches, also where there is none."),
            input_field("count", optional(types[count]), "How many linked records there are."),
        ]
        return types.input(name, f"A condition on linked records of kind {target}.", fields)

    def _scalar(self, item: Property) -> object:
        if item.name == "id":
            return self._comparison_filter(
                "IDFilter", strawberry.ID, (*_EQUALITY_OPERATORS, *_RANGE_OPERATORS)
            )
        if item.facts.kind:
            return self._scalar_of(Datatype.ENUM, self.types["Kind"])
        if not is_comparable(item):
            return self._comparison_filter("LongTextFilter", str, (*_EQUALITY_OPERATORS, *_TEXT_OPERATORS))
        return self._scalar_of(item.type, item.enum and self.types.scale(item.enum))

    def _scalar_of(self, type: Datatype, enum: object | None) -> object:
        if type is Datatype.TEXTS:
            return self.types["TextsFilter"]
        if enum is not None:
            return self._comparison_filter(
                f"{getattr(enum, '__name__', '')}Filter", enum, _EQUALITY_OPERATORS
            )
        plain = self.types.value(type)
        match type:
            case Datatype.BOOLEAN:
                return self._comparison_filter("BooleanFilter", plain, ("eq", "ne"))
            case Datatype.TEXT:
                return self._comparison_filter(
                    "StringFilter", plain, (*_EQUALITY_OPERATORS, *_RANGE_OPERATORS, *_TEXT_OPERATORS)
                )
            case _:
                name = {Datatype.INT: "Int", Datatype.FLOAT: "Float", Datatype.DATE: "Date"}
                return self._comparison_filter(
                    f"{name.get(type, 'DateTime')}Filter", plain, (*_EQUALITY_OPERATORS, *_RANGE_OPERATORS)
                )

    def _comparison_filter(self, name: str, plain: object, comparisons: Iterable[str]) -> object:
        if self.types.is_filled(name):
            return self.types[name]
        fields = [
            input_field(item, optional(list[plain] if item in ("in", "notIn") else plain), _MEANING[item])  # type: ignore[valid-type]
            for item in comparisons
        ]
        fields.append(input_field("isNull", optional(bool), "Whether it is absent."))
        return self.types.input(name, f"Comparisons; all given ones must hold. {LEFT_OUT}", fields)

    def _order(self, entity: Entity, stem: str, along: Link | None = None) -> None:
        types, label = self.types, entity.label
        own = link_values(self.catalogue, entity, along).items()
        texts = {capitals(name): property_description(item) for name, item in own if orders(item)}
        keys = types.enum(
            f"{stem}OrderField",
            f"What records of kind {label} can be ordered by.",
            order_keys(self.model, self.catalogue, entity) | texts,
        )
        fields = [
            input_field("field", keys, "What to order by; absent values come last both ways."),
            input_field("direction", types["OrderDirection"], "Which way.", types["OrderDirection"].ASC),
        ]
        types.input(f"{stem}Order", f"One key of an order of records of kind {label}.", fields)

    def _write_inputs(self, entity: Entity) -> None:
        label = entity.label
        for link in filter(_says_something, entity.input_links):
            self._link_input(link)
        new = self._new(entity, owner=True)
        if entity.owner:
            text = "Behind which one; null: first; absent: last."
            new.append(input_field("afterId", optional(strawberry.ID), text))
            nested = self._new(entity, owner=False)
            self.types.input(
                f"Nested{label}Input", f"A new {label} inside the record it is a part of.", nested
            )
        self.types.input(f"Create{label}Input", f"A new record of kind {label}.", new)
        version = input_field(
            "version", optional(int), "The version you read; the change is refused if it is stale."
        )
        identifier = input_field("id", strawberry.ID, "The record.")
        values = [self._value(item, required=False) for item in entity.writable_properties]
        links = self._links([link for link in entity.input_links if not link.owned], required=False)
        self.types.input(
            f"Update{label}Input",
            "What to change; an absent field is left alone, null clears it.",
            [identifier, version, *values, *links],
        )
        self._upsert_input(entity)
        self._reference_inputs(entity)

    def _upsert_input(self, entity: Entity) -> None:
        text = (
            f"A {entity.label} by its key: changed where there is one, else created, for which it needs what "
            "a creation needs. An absent field is left alone, null clears it."
        )
        values = [self._value(item, required=item.name == "key") for item in entity.writable_properties]
        links = self._links(entity.input_links, required=False)
        self.types.input(f"Upsert{entity.label}Input", text, [*values, *links])

    def _reference_inputs(self, entity: Entity) -> None:
        types, label = self.types, entity.label

        def target() -> list[StrawberryField]:
            return [
                input_field("id", strawberry.ID, "The record."),
                input_field("version", optional(int), "The version you read; refused if it is stale."),
            ]

        cascade = input_field(
            "cascade", optional(bool), "Delete it although it carries links into other people's work.", False
        )
        types.input(f"Delete{label}Input", "Which record to delete.", [*target(), cascade])
        if entity.owner:
            owner = self.model[entity.owner.targets[0]]
            places = [
                input_field(
                    entity.owner.id_field,
                    optional(strawberry.ID),
                    f"Its new {owner.label}; absent: the same.",
                ),
                input_field(
                    "afterId", optional(strawberry.ID), "Behind which one; null: first; absent: last."
                ),
            ]
            types.input(f"Move{label}Input", "Where to move the record.", [*target(), *places])
            parts = [
                input_field(entity.owner.id_field, strawberry.ID, f"The {owner.label} they stand in."),
                input_field(
                    f"{entity.singular}Ids", list[strawberry.ID], "All that it has, each once, in order."
                ),
            ]
            name = f"Reorder{capital(entity.plural)}Input"
            types.input(name, f"The order that the {entity.plural} are to have.", parts)
        for link in writable_links(entity):
            self._linking_inputs(entity, link)

    def _linking_inputs(self, entity: Entity, link: Link) -> None:
        """The inputs that add and remove links, as one of both ends sees them."""
        types = self.types

        def one() -> StrawberryField:
            return input_field(f"{entity.singular}Id", strawberry.ID, "The record they are links of.")

        ids = input_field(link.id_field, list[strawberry.ID], link.description)
        types.input(f"{link_verb('Remove', entity, link)}Input", "Links to take away.", [one(), ids])
        fields = [one(), input_field(link.id_field, list[strawberry.ID], link.description)]
        if _says_something(link):
            self._link_input(link)
            item = self.types[link_input_name(link)]
            fields[1] = input_field(link.id_field, optional(list[strawberry.ID]), link.description)
            text = "The same, each with what its own link says."
            fields.append(input_field(link.field, optional(list[item]), text))
            fields += [self._value(it, required=False) for it in link.properties.values()]
        types.input(f"{link_verb('Add', entity, link)}Input", "Links to add.", fields)

    def _link_input(self, link: Link) -> None:
        name = link_input_name(link)
        if not self.types.is_filled(name):
            fields = [input_field("id", strawberry.ID, "The record to link to.")]
            fields += [self._value(item, required=False) for item in link.properties.values()]
            self.types.input(name, "A record to link to, with what the link says.", fields)

    def _new(self, entity: Entity, owner: bool) -> list[StrawberryField]:
        fields = [self._value(item, required=item.required) for item in entity.writable_properties]
        fields += self._links([link for link in entity.input_links if owner or not link.owned])
        for link in entity.parts:
            nested = list[self.types[f"Nested{link.targets[0]}Input"]]
            fields.append(input_field(link.field, optional(nested), f"{link.description} In order."))
        return fields

    def _links(self, links: Iterable[Link], *, required: bool = True) -> Iterable[StrawberryField]:
        """The fields of links: ids, and beside them objects where a link says something."""
        for link in links:
            yield self._ids(link, required=required and link.required)
            if _says_something(link):
                item = self.types[link_input_name(link)]
                text = f"{link.description} Each with what the link says."
                yield input_field(link.field, optional(list[item]), text)

    def _value(self, item: Property, required: bool) -> StrawberryField:
        plain = self.types.value(item.type, item.enum)
        text = property_description(item)
        if item.default not in (None, []) and not item.required:
            text += f" When not given at creation: {value_text(item.default)}."
        return input_field(item.name, plain if required else optional(plain), text)

    def _ids(self, link: Link, required: bool) -> StrawberryField:
        plain = list[strawberry.ID] if link.many else strawberry.ID
        return input_field(link.id_field, plain if required else optional(plain), link.description)


def writable_links(entity: Entity) -> list[Link]:
    """The links that mutations add and remove: those to many records that have many themselves."""
    return [
        link
        for link in entity.links.values()
        if link.many and not link.owned and not link.is_mixed and link.relationships[0].declared.many
    ]


def _says_something(link: Link) -> bool:
    """Whether links of a field have properties of their own."""
    return link.many and bool(link.properties)


def link_input_name(link: Link) -> str:
    """The name of the input of one link with what it says, whichever end gives it: `AddressesLinkInput`."""
    shape = link.relationships[0].declared.properties
    assert shape is not None
    return f"{shape.__name__}LinkInput"


def link_verb(verb: str, entity: Entity, link: Link) -> str:
    """The name of a link mutation with a capital: `AddOpportunitySteps`."""
    return f"{verb}{connection_stem(entity, link)}"


def capital(name: str) -> str:
    """A name with a capital, as in the names of types."""
    return f"{name[0].upper()}{name[1:]}"
