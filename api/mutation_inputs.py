"""The input of a mutation as an operation of the engine of change, and the order of what is wrong with it."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, cast

from graphql import GraphQLField, GraphQLInputObjectType, GraphQLList, GraphQLNonNull

from api.types.mutations import MOST_OPERATIONS, Mutation, Verb
from graph.entities import Link
from graph.errors import Invalid, Mendable
from graph.writing.inputs import MISSING, InputPath, LinkTarget
from graph.writing.operations import (
    AddLinks,
    AskedLink,
    CreateRecord,
    DeleteRecord,
    MovePart,
    Operation,
    RemoveLinks,
    ReorderParts,
    UpdateRecord,
    UpsertRecord,
)

Given = Mapping[str, Any]


def asked_operation(
    mutation: Mutation, given: Given, path: InputPath = (), name: str | None = None
) -> Operation:
    """What one mutation asks of the engine; `path` is where its input stands, `name` its `as`."""
    entity, label = mutation.entity, mutation.entity.label
    match mutation.verb:
        case Verb.CREATE:
            plain = {key: value for key, value in given.items() if key != "afterId"}
            return CreateRecord(label, plain, path, name, given.get("afterId", MISSING))
        case Verb.UPDATE:
            return UpdateRecord(label, given, path, name)
        case Verb.UPSERT:
            return UpsertRecord(label, given, path, name)
        case Verb.DELETE:
            cascade = bool(given.get("cascade"))
            return DeleteRecord(label, given["id"], given.get("version"), cascade, path, name)
        case Verb.MOVE:
            assert entity.owner
            owner, after = given.get(entity.owner.id_field), given.get("afterId", MISSING)
            return MovePart(label, given["id"], owner, after, given.get("version"), path, name)
        case Verb.REORDER:
            part = mutation.part
            assert part
            assert part.owner
            ids = given[f"{part.singular}Ids"]
            return ReorderParts(part.label, given[part.owner.id_field], ids, path, name)
        case Verb.ADD | Verb.REMOVE:
            assert mutation.link
            kind = AddLinks if mutation.verb is Verb.ADD else RemoveLinks
            relationship = mutation.link.relationships[0]
            about, links = _asked_links(mutation.entity.singular, mutation.link, given, path)
            place = (*path, mutation.link.id_field)
            return kind(relationship.start, relationship.field, links, place, name, about)


def named_ends(mutation: Mutation, given: Given) -> list[Any]:
    """The ids at the other ends of the links that a mutation adds or removes, each once."""
    if mutation.link is None:
        return []
    found = [*(given.get(mutation.link.id_field) or ())]
    found += [item["id"] for item in given.get(mutation.link.field) or ()]
    return list(dict.fromkeys(found))


def applied_operations(known: Mapping[str, Mutation], given: Given) -> list[Operation]:
    """The operations of an `apply`, each with its place; Invalid where they are too many."""
    asked: Sequence[Given] = given["operations"]
    if len(asked) > MOST_OPERATIONS:
        text = f"These are {len(asked):,} operations; at most {MOST_OPERATIONS} go together. Split them."
        raise Invalid(text, ("operations",))
    found: list[Operation] = []
    for number, item in enumerate(asked):
        ((name, content),) = item["do"].items()
        path = ("operations", str(number), "do", name)
        found.append(asked_operation(known[name], content, path, item.get("as")))
    return found


def undo_choice(given: Given) -> dict[str, Any]:
    """Which changes are to be taken back, as the engine takes it."""
    return {
        "sequences": given.get("sequences"),
        "import_id": given.get("importId"),
        "request_id": given.get("requestId"),
        "rest": bool(given.get("partial")),
    }


def in_input_order(problems: Iterable[Mendable], field: GraphQLField) -> list[Mendable]:
    """Problems in the order of the lists in the input of a mutation, those of one object as declared."""
    type = cast(Any, field.args["input"].type)
    return sorted(problems, key=lambda problem: _place(problem.field, type))


def _place(path: Sequence[str], type: Any) -> list[int]:
    place: list[int] = []
    for step in path:
        if isinstance(type, GraphQLNonNull):
            type = cast(Any, type.of_type)
        if isinstance(type, GraphQLList):
            place.append(int(step))
            type = cast(Any, type.of_type)
        elif isinstance(type, GraphQLInputObjectType) and step in type.fields:
            place.append(list(type.fields).index(step))
            type = type.fields[step].type
        else:
            break
    return place


def _asked_links(
    singular: str, link: Link, given: Given, path: InputPath
) -> tuple[LinkTarget, list[AskedLink]]:
    """The one record that links are of, and the links; what one does not say the input says for all."""
    one = LinkTarget(given[f"{singular}Id"], (*path, f"{singular}Id"))
    shared = {name: given[name] for name in link.properties if name in given}
    asked: list[AskedLink] = []

    def add(other: LinkTarget, values: Given, place: InputPath) -> None:
        ends = (one, other) if link.outgoing else (other, one)
        asked.append(AskedLink(*ends, values, place))

    for number, end in enumerate(given.get(link.id_field) or ()):
        add(LinkTarget(end, (*path, link.id_field, str(number))), shared, path)
    for number, item in enumerate(given.get(link.field) or ()):
        place = (*path, link.field, str(number))
        values = {name: value for name, value in cast("Given", item).items() if name != "id"}
        add(LinkTarget(item["id"], (*place, "id")), shared | values, place)
    return one, asked
