"""Root fields of reads: one record, a page of records, any record by id, search."""

import strawberry
from strawberry.types.field import StrawberryField

from api.types.named_types import Types, argument, field, list_of, optional
from api.types.object_types import ObjectTypes
from graph.entities import Entity, Model


def fill(types: Types, objects: ObjectTypes, model: Model) -> None:
    """Makes the type `Query`."""
    fields = [item for entity in model.entities.values() for item in _entity_fields(types, objects, entity)]
    fields += [_node(types), _nodes(types), _search(types, objects), *objects.root_fields()]
    types.output("Query", "Everything that can be read; one operation is one statement.", fields)


def _entity_fields(types: Types, objects: ObjectTypes, entity: Entity) -> list[StrawberryField]:
    handles = [argument("id", strawberry.ID, "Global id.")]
    text = f"One record of kind {entity.label}; null if unknown."
    if not entity.record.written_by_product:
        handles = [
            argument("id", optional(strawberry.ID), "Global id."),
            argument("key", optional(str), "Its stable key."),
        ]
        text = f"One record of kind {entity.label} by its id or its key, one of both; null if unknown."
    single = field(entity.singular, optional(types[entity.label]), text, handles)
    connection = types[f"{entity.label}Connection"]
    page = field(
        entity.plural, connection, f"Records of kind {entity.label}.", objects.page_arguments(entity)
    )
    return [single, page]


def _node(types: Types) -> StrawberryField:
    identifier = argument("id", strawberry.ID, "Global id.")
    return field("node", optional(types["Node"]), "Any record by its id; null if unknown.", [identifier])


def _nodes(types: Types) -> StrawberryField:
    ids = argument("ids", list[strawberry.ID], "Global ids, at most 100.")
    return field(
        "nodes",
        list[optional(types["Node"])],
        "Records by their ids, in that order; null for an unknown one.",
        [ids],
    )


def _search(types: Types, objects: ObjectTypes) -> StrawberryField:
    place = objects.catalogue.fields(SEARCH_HIT)["place"]
    fields = [
        field("cursor", str, "The hit's place among all hits."),
        field("node", types["Node"], "The record found."),
        field("kind", types["Kind"], "Its kind."),
        field("score", float, "How well it matches, higher is better; comparable within one search only."),
        objects.computed_field(place),
    ]
    types.output("SearchEdge", "A record found, with where it stands.", fields)
    page = [
        field("edges", list_of(types["SearchEdge"]), "The hits of the page."),
        field("nodes", list_of(types["Node"]), "The records of the page."),
        field("pageInfo", types["PageInfo"], "Where the page stands."),
        field("totalCount", int, "How many records were found."),
    ]
    types.output("SearchConnection", "Records found by a search, best first.", page)
    text = argument("text", str, "Words, not a query language; the last one also matches as a beginning.")
    return field(
        "search",
        types["SearchConnection"],
        "Full-text search over all kinds, best first. After a write it may lag a second.",
        [text, *objects.search_arguments()],
    )


SEARCH_HIT = "SearchEdge"
