"""The documents that the page asks with: one for each view, written by hand, and one for each kind's card."""

from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Any

import orjson
from graphql import FieldNode, FragmentDefinitionNode, parse, strip_ignored_characters

from graph.entities import Datatype, Entity, Link, Property
from graph.ids import id_from_number
from graph.model import MODEL

OPERATIONS = files("api.page") / "operations"
CARDS = OPERATIONS / "cards"
LISTED = 12  # records of a link that a card lists
CARD = """\
# The card of one {singular}: what it says, what it is linked to, what hangs on it, what changed.
query {label}Card($id: ID!, $recordId: String!) {{
  record: {singular}(id: $id) {{
    {fields}
  }}
  impact: impactOf(id: $id) {{
    links {{ kind count names }}
    orphaned {{ kind count names }}
    goals {{ id name }}
    journeys {{ id name }}
    teams {{ id name }}
  }}
  changes(first: 10, where: {{recordId: {{eq: $recordId}}}}) {{
    totalCount
    nodes {{ id at actor operation kind fields {{ name before after }} }}
  }}
}}
"""
# Written with the card, beside the properties that people gave.
STAMPS = frozenset({"createdAt", "updatedAt", "version"})
# What says which one it is, of records that have no name.
NAMELESS = {"Measurement": "startsOn endsOn result", "Import": "fileName startedAt", "Change": "at operation"}


@cache
def page_documents() -> dict[str, str]:
    """Every document by the name of its operation; views first, in the order of their names."""
    written = {
        name.removesuffix(".graphql"): (OPERATIONS / name).read_text("utf-8")
        for name in sorted(item.name for item in OPERATIONS.iterdir())
        if name.endswith(".graphql")
    }
    views = {"".join(part.capitalize() for part in name.split("-")): text for name, text in written.items()}
    return views | {f"{entity.label}Card": _card(entity) for entity in MODEL.entities.values()}


def opening_variables() -> Iterator[tuple[str, dict[str, Any]]]:
    """Each document by name, with variables of the shapes a view opens with, about no record."""
    nobody = {entity.label: id_from_number(entity.prefix, 0) for entity in MODEL.entities.values()}
    unnamed: dict[str, Any] = {"naming": False, "named": []}
    order = [{"field": "VALUE", "direction": "DESC"}]
    rated = [{"value": {"isNull": False}}, {"effort": {"isNull": False}}]
    done = ["SOLVED", "DISMISSED"]
    matrix = {
        "open": {"AND": [*rated, {"status": {"notIn": done}}]},
        "closed": {"AND": [*rated, {"status": {"in": done}}]},
    }
    weave = {**unnamed, "orderBy": order, "open": nobody["Opportunity"]}
    yield from (("Weave", {**weave, "choices": choices}) for choices in (True, False))
    yield "Board", {"id": nobody["Journey"], "felt": {"status": {"ne": "DISMISSED"}}}
    yield from ((f"{label}Card", {"id": id, "recordId": id}) for label, id in nobody.items())
    yield from (("Matrix", {**unnamed, "choices": choices, **matrix}) for choices in (True, False))
    yield from (("Journeys", unnamed), ("Goals", unnamed), ("Findings", unnamed))
    yield "Changes", {"where": {"AND": [{"kind": {"ne": "MEASUREMENT"}}]}}
    yield "Search", {"text": nobody["Opportunity"]}


@cache
def documents_file() -> bytes:
    """The documents as the page reads them, and what it needs to know of each kind of record."""
    documents = {name: strip_ignored_characters(text) for name, text in page_documents().items()}
    kinds = {entity.label: _kind(entity) for entity in MODEL.entities.values()}
    return orjson.dumps({"documents": documents, "kinds": kinds})


def _kind(entity: Entity) -> dict[str, Any]:
    """A kind of record: how its ids begin, what it says, where its links lead."""
    return {
        "prefix": entity.prefix,
        "kind": entity.kind,
        "plural": entity.plural,
        "properties": [_property(item) for item in _shown_properties(entity)],
        "links": {link.field: list(link.targets) for link in entity.links.values()},
    }


def _property(item: Property) -> dict[str, Any]:
    told = {"name": item.name, "type": item.type.value, "unit": item.facts.unit, "money": item.facts.money}
    return {name: value for name, value in told.items() if value}


def _shown_properties(entity: Entity) -> list[Property]:
    return [
        item
        for item in entity.visible_properties
        if item.name not in STAMPS and item.name != "id" and item.type is not Datatype.OBJECTS
    ]


def _card(entity: Entity) -> str:
    """The document of a kind's card: the fragment written for it, and all else that it is linked to."""
    file = CARDS / f"{entity.label}.graphql"
    fragment = file.read_text("utf-8") if file.is_file() else ""
    own = _top_fields(fragment)
    fields = ["__typename", "id", "createdAt"]
    fields += [name for name in ("updatedAt", "version") if name in entity.properties]
    fields += [item.name for item in _shown_properties(entity) if item.name not in own]
    fields += [_listing(link) for link in entity.links.values() if link.field not in own]
    fields += [f"...{entity.label}Parts"] if fragment else []
    text = CARD.format(label=entity.label, singular=entity.singular, fields="\n    ".join(fields))
    return f"{text}{fragment}"


def _top_fields(fragment: str) -> set[str]:
    """The fields that a fragment asks of its record."""
    if not fragment:
        return set()
    first = parse(fragment).definitions[0]
    assert isinstance(first, FragmentDefinitionNode)
    return {item.name.value for item in first.selection_set.selections if isinstance(item, FieldNode)}


def _listing(link: Link) -> str:
    """The records that a link leads to, each by what people call it."""
    called = " ".join(dict.fromkeys(_called(link)))
    if link.many and not link.owned:
        return f"{link.field}(first: {LISTED}) {{ totalCount nodes {{ id {called} }} }}"
    return f"{link.field} {{ id {called} }}"


def _called(link: Link) -> Iterator[str]:
    """What says the name of a record at the end of a link, whatever kind it is of."""
    for target in link.targets:
        named = MODEL[target].name_property
        if link.is_mixed and named:
            yield "... on Named { name }" if named.name == "name" else f"... on {target} {{ {named.name} }}"
        elif not link.is_mixed:
            yield named.name if named else NAMELESS.get(target, "")
