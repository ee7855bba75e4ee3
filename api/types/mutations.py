"""Root fields of writes, each with what it does to the graph."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

import strawberry
from strawberry.types.field import StrawberryField

from api.types.input_types import link_verb, writable_links
from api.types.named_types import Types, argument, field, list_of, optional
from graph.entities import Entity, Link, Model


class Verb(Enum):
    """What a mutation does."""

    CREATE = "Create"
    UPDATE = "Update"
    DELETE = "Delete"
    MOVE = "Move"
    ADD = "Add"
    REMOVE = "Remove"


@dataclass(frozen=True, slots=True)
class Mutation:
    """One mutation: its verb, the record it writes, and the link where it writes one."""

    name: str
    verb: Verb
    entity: Entity
    link: Link | None = None

    @property
    def type_name(self) -> str:
        """The stem of its input and payload types."""
        return self.name[0].upper() + self.name[1:]


def mutations(model: Model) -> dict[str, Mutation]:
    """Every mutation the model asks for, by name."""
    return {item.name: item for entity in model.entities.values() for item in _entity_mutations(entity)}


def _entity_mutations(entity: Entity) -> Iterable[Mutation]:
    if entity.record.written_by_product:
        return
    for verb in (Verb.CREATE, Verb.UPDATE, Verb.DELETE):
        yield Mutation(f"{verb.value.lower()}{entity.label}", verb, entity)
    if entity.owner:
        yield Mutation(f"move{entity.label}", Verb.MOVE, entity)
    for link in writable_links(entity):
        for verb in (Verb.ADD, Verb.REMOVE):
            name = link_verb(verb.value, entity, link)
            yield Mutation(name[0].lower() + name[1:], verb, entity, link)


_SAYS = {
    Verb.CREATE: "Creates a record of kind {label}.",
    Verb.UPDATE: "Changes a record of kind {label}.",
    Verb.DELETE: "Deletes a record of kind {label}; IN_USE where others build on it, unless told to cascade.",
    Verb.MOVE: "Moves a record of kind {label} to another place.",
    Verb.ADD: "Adds links `{field}` to a record of kind {label}; one there gets the properties given.",
    Verb.REMOVE: "Takes links `{field}` away from a record of kind {label}.",
}


def fill(types: Types, model: Model) -> None:
    """Makes the type `Mutation` with all payloads."""
    _error_types(types)
    fields = [_field(types, item) for item in mutations(model).values()]
    types.output("Mutation", "Everything that can be written; each root field is one transaction.", fields)


def _error_types(types: Types) -> None:
    codes = {
        "NOT_FOUND": "An id that no record bears.",
        "INVALID": "A value the model refuses.",
        "DUPLICATE_KEY": "A unique value that another record bears.",
        "CONFLICT": "The record has changed since it was read.",
        "IN_USE": "The record carries links into other people's work.",
        "FORBIDDEN": "You may not do this.",
    }
    types.enum("UserErrorCode", "What is wrong with a write.", codes)
    count = [
        field("kind", types["Kind"], "The kind of record."),
        field("count", int, "How many there are."),
        field("names", list[str], "The names of at most five of them."),
    ]
    if not types.is_filled("KindCount"):  # the questions answer with it too
        types.output("KindCount", "How many records of one kind.", count)
    error = [
        field("code", types["UserErrorCode"], "What is wrong, for programs."),
        field("message", str, "What is wrong and what to do, for people."),
        field("field", optional(list[str]), "The path below `input` of the value that is wrong."),
        field("version", optional(int), "The present version of the record; with CONFLICT."),
        field("counts", optional(list_of(types["KindCount"])), "What is linked, by kind; with IN_USE."),
    ]
    types.output("UserError", "Something in a write that its author can mend.", error)


def _field(types: Types, mutation: Mutation) -> StrawberryField:
    name, entity = mutation.type_name, mutation.entity
    if mutation.verb is Verb.DELETE:
        answer = field(
            "id", optional(strawberry.ID), "The id of the deleted record; null if it was not deleted."
        )
    else:
        text = "The record as it now is; null if nothing was written."
        answer = field(entity.singular, optional(types[entity.label]), text)
    errors = field(
        "userErrors", list_of(types["UserError"]), "What is wrong; empty when the write was carried out."
    )
    payload = types.output(f"{name}Payload", f"The answer of `{mutation.name}`.", [answer, errors])
    says = _SAYS[mutation.verb].format(label=entity.label, field=mutation.link.field if mutation.link else "")
    return field(
        mutation.name, optional(payload), says, [argument("input", types[f"{name}Input"], "What to write.")]
    )
