"""The variables of a request as their types read them, or what is wrong with them in the words of GraphQL."""

from collections.abc import Collection, Iterator, Mapping
from itertools import islice
from typing import Any, cast

from graphql import (
    GraphQLEnumType,
    GraphQLError,
    GraphQLInputObjectType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLScalarType,
    GraphQLSchema,
    VariableDefinitionNode,
    get_variable_values,
    is_required_input_field,
)
from graphql.execution.get_variable_signature import get_variable_signature
from graphql.execution.values import VariableValues
from graphql.pyutils import suggestion_list

from graph.texts import value_text, with_article

MOST_FAULTS = 20  # told at once
TAKES = {
    "Boolean": "true or false",
    "Float": "a number",
    "ID": "an id, as text or a whole number",
    "Int": "a whole number from -2147483648 to 2147483647",
    "String": "text",
}


def variable_values(
    schema: GraphQLSchema, definitions: Collection[VariableDefinitionNode], given: Mapping[str, Any]
) -> VariableValues | list[GraphQLError]:
    """The values of the variables of an operation, or the first errors in them."""
    coerced = get_variable_values(schema, definitions, dict(given), max_errors=1)
    if not isinstance(coerced, list):
        return coerced
    # The library writes values as Python does. What we find nothing wrong with is nested too deeply.
    try:
        return list(islice(_errors(schema, definitions, given), MOST_FAULTS)) or coerced
    except RecursionError:
        return coerced


def _errors(
    schema: GraphQLSchema, definitions: Collection[VariableDefinitionNode], given: Mapping[str, Any]
) -> Iterator[GraphQLError]:
    for definition in definitions:
        name = definition.variable.name.value
        signature = get_variable_signature(schema, definition)
        if isinstance(signature, GraphQLError):
            yield signature
            continue
        type = cast(Any, signature.type)
        if name in given:
            for message in _faults(given[name], type, f"${name}"):
                yield GraphQLError(message, definition)
        elif isinstance(type, GraphQLNonNull) and definition.default_value is None:
            yield GraphQLError(f"`${name}` is missing; send a value of type {type}.", definition)


def _faults(value: Any, type: Any, place: str) -> Iterator[str]:
    if isinstance(type, GraphQLNonNull):
        if value is None:
            yield f"`{place}` must not be null; its type is {type}."
            return
        type = cast(Any, type.of_type)
    if value is None:
        return
    match type:
        case GraphQLList():
            inner = cast(Any, type.of_type)
            if isinstance(value, list):
                for index, item in enumerate(cast("list[Any]", value)):
                    yield from _faults(item, inner, f"{place}[{index}]")
            else:
                yield from _faults(value, inner, place)
        case GraphQLInputObjectType():
            yield from _object_faults(value, type, place)
        case GraphQLEnumType():
            if not isinstance(value, str) or value not in type.values:
                near = _near(value, type.values)
                yield f"`{place}` takes a value of {type.name}; got {value_text(value)}.{near}"
        case _:
            yield from _scalar_faults(value, cast(GraphQLScalarType, type), place)


def _object_faults(value: Any, type: GraphQLInputObjectType, place: str) -> Iterator[str]:
    if not isinstance(value, dict):
        yield f"`{place}` takes an object of type {type.name}; got {value_text(value)}."
        return
    given = cast("dict[str, Any]", value)
    for name, field in type.fields.items():
        if name in given:
            yield from _faults(given[name], field.type, f"{place}.{name}")
        elif is_required_input_field(field):
            yield f"`{place}.{name}` is missing; {with_article(type.name)} needs it."
    for name in given:
        if name not in type.fields:
            near = _near(name, type.fields)
            yield f"`{place}` has no field {value_text(name)}; its type is {type.name}.{near}"
    if type.is_one_of and (len(given) != 1 or None in given.values()):
        yield f"`{place}` takes exactly one field, which must not be null."


def _scalar_faults(value: Any, type: GraphQLScalarType, place: str) -> Iterator[str]:
    try:
        type.coerce_input_value(value)
    except GraphQLError as error:
        takes = TAKES.get(type.name)
        told = f"takes {takes}; got {value_text(value)}." if takes else f"is refused: {error.message}"
        yield f"`{place}` {told}"


def _near(name: Any, known: Mapping[str, Any]) -> str:
    near = suggestion_list(name, list(known))[:3] if isinstance(name, str) and len(name) <= 100 else []
    return f" Did you mean {' or '.join(near)}?" if near else ""
