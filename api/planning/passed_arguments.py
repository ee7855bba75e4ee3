"""What pages and computed fields are given, each value traced to the variables of a request."""

from collections.abc import Mapping
from typing import Any

from graphql import FieldNode

from api.planning.argument_values import ArgumentValue, LeafValue, Variables
from api.planning.filters_and_orders import Conditions
from api.planning.operation_fields import FieldCollector
from api.planning.parameters import (
    argument_parameter,
    check,
    cursor_value_source,
    cursor_values,
    source_of,
)
from graph.computed import Computed
from graph.entities import Datatype, Model
from graph.errors import BadRequest
from graph.selection import After, Filtered, PageRecords, Parameter, PassedArgument, RecordId

_PLACES = ("first", "after", "last", "before")


def is_backwards(planner: FieldCollector, node: FieldNode, given: Mapping[str, ArgumentValue]) -> bool:
    """Whether a page is read from the end of its list; null arguments are as if they were not there.

    Raises BadRequest for arguments of both ways.
    """
    sent = {
        name for name in _PLACES if isinstance(given.get(name), LeafValue) and planner.is_sent(node, name)
    }
    backwards = sent & {"last", "before"}
    if backwards and (forwards := sent - backwards):
        text = f"`{min(forwards)}` and `{max(backwards)}` read a list from both of its ends."
        raise BadRequest(f"{text} Give `first` and `after`, or `last` and `before`.", (max(backwards),))
    return bool(backwards)


def page_start(
    planner: FieldCollector,
    node: FieldNode,
    given: Mapping[str, ArgumentValue],
    scope: str,
    types: tuple[Datatype, ...],
    about: str = "",
    backwards: bool = False,
) -> After | None:
    """The cursor at which a page starts, or backwards ends; which parts are null is a fact of the plan."""
    name = "before" if backwards else "after"
    place = given.get(name)
    if not isinstance(place, LeafValue):
        return None
    source = place.source

    def values(variables: Variables) -> list[Any]:
        return cursor_values(source(variables), scope, types, name)

    def mask(variables: Variables) -> tuple[bool, ...]:
        return tuple(item is None for item in values(variables)[:-1])

    places = [
        None if absent else Parameter(cursor_value_source(values, n))
        for n, absent in enumerate(planner.probe(node, mask, about))
    ]
    return After(tuple(places), Parameter(cursor_value_source(values, len(types))))


def computed_arguments(
    conditions: Conditions,
    planner: FieldCollector,
    item: Computed,
    given: Mapping[str, ArgumentValue],
    node: FieldNode,
) -> dict[str, PassedArgument]:
    """What a computed field is given for its arguments."""
    model = conditions.model
    arguments: dict[str, PassedArgument] = {}
    for name, argument in item.arguments.items():
        if argument.filter_of:
            entity = model[argument.filter_of]
            arguments[name] = Filtered(entity, conditions.where(entity, given.get(name), (name,)))
        elif argument.page_of:
            arguments[name] = PageRecords(argument.page_of)
        elif not argument.record:
            arguments[name] = argument_parameter(given.get(name), argument, name)
    starts = {
        name: (source_of(given, name), argument.labels)
        for name, argument in item.arguments.items()
        if argument.record and not argument.filter_of
    }

    def labels(variables: Variables) -> tuple[str, ...]:
        for name, argument in item.arguments.items():
            check(given.get(name), argument, name, variables)
        return tuple(_fitting_label(model, of(variables), fit) for of, fit in starts.values())

    if item.arguments:
        facts = planner.probe(node, labels, f"{item.owner}.{item.name}")
        for (name, (of, _)), label in zip(starts.items(), facts, strict=True):
            arguments[name] = RecordId(Parameter(of), label)
    return arguments


def _fitting_label(model: Model, identifier: str, labels: tuple[str, ...]) -> str:
    """The label an id is looked up under; any will do for one that cannot be found."""
    entity = model.entity_of(identifier)
    possible = labels or tuple(model.entities)
    return entity.label if entity and entity.label in possible else possible[0]
