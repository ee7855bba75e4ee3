"""The constraints and indexes that a model asks for, as data; their statements stand in `graph.cypher`."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum

from graph.entities import Entity, Model, Property
from graph.index_choice import composite_indexes
from graph.text_keys import compared_column, search_column
from graph.texts import snake_case

SEARCH_INDEX = "record_search"

# Nodes of the product's own, beside the model: each is found by its id alone.
OWN_LABELS = ("__Counter", "__Idempotency")


class ConstraintKind(Enum):
    """What a constraint or an index does."""

    UNIQUE = "a unique value, with the index that finds it"
    RANGE = "an order, and the ranges in it"
    FULLTEXT = "a search for words"


@dataclass(frozen=True, slots=True)
class Constraint:
    """One constraint or index: its name in the database and what it covers.

    Labels are in alphabetical order, as are the properties of a full-text index; a range has its own order.
    """

    name: str
    kind: ConstraintKind
    labels: tuple[str, ...]
    properties: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ConstraintDifference:
    """What a database lacks of a model, and what it holds on the model's labels that nothing asks for."""

    missing: tuple[Constraint, ...]
    unwanted: tuple[Constraint, ...]


def constraints(model: Model) -> tuple[Constraint, ...]:
    """All that a model asks for: unique values first, then orders, then search."""
    entities = model.entities.values()
    unique = [item for entity in entities for item in _unique(entity)]
    own = [_one_value(label, "id") for label in OWN_LABELS]
    ranges = [item for entity in entities for item in _ranges(entity)]
    return (*unique, *own, *ranges, *_search(model))


def constraint_difference(
    present: Iterable[Constraint], wanted: Iterable[Constraint]
) -> ConstraintDifference:
    """What is missing, and what is in excess on the labels of what is wanted."""
    there, asked = tuple(present), tuple(wanted)
    labels = {label for item in asked for label in item.labels}
    return ConstraintDifference(
        missing=tuple(item for item in asked if item not in there),
        unwanted=tuple(item for item in there if item not in asked and labels.intersection(item.labels)),
    )


def _unique(entity: Entity) -> Iterator[Constraint]:
    for item in entity.properties.values():
        if item.facts.unique:
            yield _one_value(entity.label, item.name)


def _one_value(label: str, name: str) -> Constraint:
    return Constraint(_name(label, (name,), "unique"), ConstraintKind.UNIQUE, (label,), (name,))


def _ranges(entity: Entity) -> Iterator[Constraint]:
    for columns in composite_indexes(entity):
        # A hidden property orders nothing; it is looked up, for which an index must not have a second column.
        looked_up = entity.properties[columns[0]].facts.hidden
        kept = tuple(compared_column(entity.properties[name]) for name in columns)
        name = _name(entity.label, kept, "index")
        yield Constraint(name, ConstraintKind.RANGE, (entity.label,), kept if looked_up else (*kept, "id"))


def _search(model: Model) -> Iterator[Constraint]:
    searched = {entity.label: entity.searched_properties for entity in model.entities.values()}
    labels = sorted(label for label, names in searched.items() if names)
    if labels:
        names = sorted(
            {name for found in searched.values() for item in found for name in _searched_names(item)}
        )
        yield Constraint(SEARCH_INDEX, ConstraintKind.FULLTEXT, tuple(labels), tuple(names))


def _searched_names(item: Property) -> tuple[str, str]:
    return item.name, search_column(item)


def _name(label: str, columns: Iterable[str], ending: str) -> str:
    return "_".join([*(snake_case(part.lstrip("_")) for part in (label, *columns)), ending])
