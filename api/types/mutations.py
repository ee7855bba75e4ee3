"""Root fields of writes, each with what it does to the graph."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum

import strawberry
from strawberry.types.field import StrawberryField

from api.types.input_types import capital, link_verb, writable_links
from api.types.named_types import Types, argument, field, input_field, list_of, optional
from graph.entities import Entity, Link, Model

MOST_OPERATIONS = 500


class Verb(Enum):
    """What a mutation does."""

    CREATE = "Create"
    UPDATE = "Update"
    UPSERT = "Upsert"
    DELETE = "Delete"
    MOVE = "Move"
    REORDER = "Reorder"
    ADD = "Add"
    REMOVE = "Remove"


@dataclass(frozen=True, slots=True)
class Mutation:
    """One mutation: its verb, the record it answers with, and the link where it writes one.

    `part` is the kind of record that a new order is given to.
    """

    name: str
    verb: Verb
    entity: Entity
    link: Link | None = None
    part: Entity | None = None

    @property
    def type_name(self) -> str:
        """The stem of its input and payload types."""
        return self.name[0].upper() + self.name[1:]


def mutations(model: Model) -> dict[str, Mutation]:
    """Every mutation the model asks for, by name."""
    return {
        item.name: item for entity in model.entities.values() for item in _entity_mutations(model, entity)
    }


def _entity_mutations(model: Model, entity: Entity) -> Iterable[Mutation]:
    if entity.record.written_by_product:
        return
    for verb in (Verb.CREATE, Verb.UPDATE, Verb.UPSERT, Verb.DELETE):
        yield Mutation(f"{verb.value.lower()}{entity.label}", verb, entity)
    if entity.owner:
        yield Mutation(f"move{entity.label}", Verb.MOVE, entity)
        owner = model[entity.owner.targets[0]]
        yield Mutation(f"reorder{capital(entity.plural)}", Verb.REORDER, owner, part=entity)
    for link in writable_links(entity):
        for verb in (Verb.ADD, Verb.REMOVE):
            name = link_verb(verb.value, entity, link)
            yield Mutation(name[0].lower() + name[1:], verb, entity, link)


_SAYS = {
    Verb.CREATE: "Creates a record of kind {label}.",
    Verb.UPDATE: "Changes a record of kind {label}.",
    Verb.UPSERT: "Changes the record of kind {label} that bears a key, or creates it.",
    Verb.DELETE: "Deletes a record of kind {label}; IN_USE where others build on it, unless told to cascade.",
    Verb.MOVE: "Moves a record of kind {label} to another place.",
    Verb.REORDER: "Puts all {field} of a record of kind {label} in order; INVALID unless each is there once.",
    Verb.ADD: "Adds links `{field}` to a record of kind {label}; one there gets the properties given.",
    Verb.REMOVE: "Takes links `{field}` away from a record of kind {label}.",
}


def fill(types: Types, model: Model) -> None:
    """Makes the type `Mutation` with all payloads."""
    _error_types(types)
    known = mutations(model)
    fields = [_field(types, item) for item in known.values()]
    fields += [_apply(types, known), _undo(types)]
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
        field(
            "current",
            optional(types["Node"]),
            "The record as it is now, with CONFLICT; the one that has the value, with DUPLICATE_KEY.",
        ),
        field(
            "changedFields",
            optional(list_of(str)),
            "The fields that changed since the version given; with CONFLICT.",
        ),
        field("counts", optional(list_of(types["KindCount"])), "What is linked, by kind; with IN_USE."),
    ]
    types.output("UserError", "Something in a write that its author can mend.", error)


def _field(types: Types, mutation: Mutation) -> StrawberryField:
    name, entity, link = mutation.type_name, mutation.entity, mutation.link
    if mutation.verb is Verb.DELETE:
        answers = [
            field("id", optional(strawberry.ID), "The id of the deleted record; null if it was not deleted.")
        ]
    else:
        text = "The record as it now is; null if nothing was written."
        answers = [field(entity.singular, optional(types[entity.label]), text)]
    if link:
        text = "The records at the other ends that were named; null if nothing was written."
        answers.append(field(link.field, optional(list_of(types[link.targets[0]])), text))
    if mutation.verb is Verb.UPSERT:
        text = "Whether it was created; null if nothing was written."
        answers.append(field("created", optional(bool), text))
    errors = field("userErrors", list_of(types["UserError"]), CARRIED_OUT)
    payload = types.output(f"{name}Payload", f"The answer of `{mutation.name}`.", [*answers, errors])
    called = mutation.part.plural if mutation.part else link.field if link else ""
    says = _SAYS[mutation.verb].format(label=entity.label, field=called)
    return field(
        mutation.name, optional(payload), says, [argument("input", types[f"{name}Input"], "What to write.")]
    )


CARRIED_OUT = "What is wrong; empty when the write was carried out."


def _undo(types: Types) -> StrawberryField:
    given = [
        input_field("sequences", optional(list_of(int)), "Numbers of changes, at most 500."),
        input_field("importId", optional(strawberry.ID), "The import whose changes they are."),
        input_field("requestId", optional(str), "The request of yours, of the last day, that made them."),
        input_field("partial", optional(bool), "Take back what can be, if not all can.", False),
    ]
    types.input("UndoChangesInput", "Which changes to take back: one of the three.", given)
    answers = [
        field("undone", int, "How many changes were taken back."),
        field("sequence", optional(int), "Number of the last change that this made; null if none was."),
        field("userErrors", list_of(types["UserError"]), CARRIED_OUT),
    ]
    payload = types.output("UndoChangesPayload", "The answer of `undoChanges`.", answers)
    says = (
        "Takes changes back: values, links and places are as they were, versions advance. All or none, "
        "unless partial: CONFLICT for each record that somebody went on from, with it as it is now."
    )
    return field(
        "undoChanges",
        optional(payload),
        says,
        [argument("input", types["UndoChangesInput"], "Which changes.")],
    )


def _apply(types: Types, known: Mapping[str, Mutation]) -> StrawberryField:
    """The field that carries out many operations at once, with its types."""
    choices = [
        input_field(item.name, optional(types[f"{item.type_name}Input"]), f"As the mutation `{item.name}`.")
        for item in known.values()
    ]
    types.input(
        "Operation", "One thing to do: exactly one field, with the input it takes.", choices, one_of=True
    )
    operation = [
        input_field(
            "as", optional(str), "A name: where later operations give an id, `@name` means its record."
        ),
        input_field("do", types["Operation"], "What to do."),
    ]
    types.input("ApplyOperation", "One of the operations of an `apply`.", operation)
    text = "Whether to carry nothing out, and answer with what would be."
    given = [
        input_field("operations", list_of(types["ApplyOperation"]), f"In order, at most {MOST_OPERATIONS}."),
        input_field("dryRun", optional(bool), text, False),
    ]
    types.input("ApplyInput", "Operations to carry out together.", given)
    result = [
        field("as", optional(str), "The name of the operation."),
        field("record", optional(types["Node"]), "The record it is about, as it now is; null if deleted."),
        field("created", bool, "Whether the operation created it."),
    ]
    types.output("ApplyResult", "What one operation did.", result)
    answers = [
        field("results", list_of(types["ApplyResult"]), "One for each operation; none if anything is wrong."),
        field("userErrors", list_of(types["UserError"]), CARRIED_OUT),
        field("sequence", optional(int), "Number of the last change that was made; null if none was."),
        field("dryRun", bool, "Whether nothing was carried out because that was asked."),
    ]
    payload = types.output("ApplyPayload", "The answer of `apply`.", answers)
    says = (
        f"Carries out up to {MOST_OPERATIONS} operations in one transaction, all or none, each on what those "
        "before it have made. A version is compared with that before all of them. A dry run makes up the ids "
        "of what it would create."
    )
    return field("apply", optional(payload), says, [argument("input", types["ApplyInput"], "What to do.")])
