"""Arguments as a request gives them: every value with the place it comes from, so that plans can be kept."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any, cast

from graphql import (
    FieldNode,
    GraphQLField,
    GraphQLInputObjectType,
    GraphQLList,
    GraphQLNonNull,
    ListValueNode,
    NullValueNode,
    ObjectValueNode,
    Undefined,
    ValueNode,
    VariableNode,
    get_named_type,
)

from graph.errors import BadRequest

Variables = Mapping[str, Any]
ValueSource = Callable[[Variables], Any]


@dataclass(frozen=True, slots=True)
class NullValue:
    """An explicit null."""


@dataclass(frozen=True, slots=True)
class LeafValue:
    """A scalar, an enum value or a list of them: its present value, and where each request's comes from."""

    value: Any
    source: ValueSource


@dataclass(frozen=True, slots=True)
class ObjectListValue:
    """A list of input objects."""

    items: "tuple[ArgumentValue, ...]"


@dataclass(frozen=True, slots=True)
class ObjectValue:
    """An input object: the fields that are given; `emptied` where all that are written were not sent."""

    fields: "Mapping[str, ArgumentValue]"
    emptied: bool = False


ArgumentValue = NullValue | LeafValue | ObjectListValue | ObjectValue


def field_arguments(
    definition: GraphQLField, node: FieldNode, variables: Variables
) -> dict[str, ArgumentValue]:
    """The arguments of a field by name, with the schema's defaults; those that are absent are left out."""
    nodes = {item.name.value: item.value for item in node.arguments or ()}
    found: dict[str, ArgumentValue] = {}
    for name, argument in definition.args.items():
        value = _from_node(nodes[name], argument.type, variables) if name in nodes else None
        if value is None:
            value = _default(argument)
        if value is not None:
            found[name] = value
    return found


def without_nulls(given: ArgumentValue | None) -> ArgumentValue | None:
    """A value without nulls and variables that were not sent, nor levels that hold nothing else."""
    match given:
        case ObjectValue(fields, emptied):
            rest = {name: value for name, item in fields.items() if (value := without_nulls(item))}
            return None if emptied or (fields and not rest) else ObjectValue(rest)
        case ObjectListValue(items):
            left = tuple(value for item in items if (value := without_nulls(item)))
            return None if items and not left else ObjectListValue(left)
        case NullValue():
            return None
        case _:
            return given


def plain_value(value: Any) -> Any:
    """An input value with enum values as text, as the database takes it."""
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, list):
        return [plain_value(item) for item in cast(list[Any], value)]
    if isinstance(value, dict):
        return {name: plain_value(item) for name, item in cast(dict[str, Any], value).items()}
    return value


def value_shape(value: Any) -> Any:
    """What of a variable a plan depends on: nulls, booleans, enum values, keys of inputs."""
    if value is None or isinstance(value, bool | Enum):
        return value
    if isinstance(value, dict):
        return tuple((name, value_shape(item)) for name, item in cast(dict[str, Any], value).items())
    if isinstance(value, list):
        items = cast(list[Any], value)
        if items and isinstance(items[0], dict | Enum):
            return tuple(value_shape(item) for item in items)
        return "list"
    return "value"


def _default(argument: Any) -> ArgumentValue | None:
    default = getattr(argument, "default_value", Undefined)
    if default is Undefined:
        return None
    return NullValue() if default is None else _from_value(default, argument.type, lambda _: default)


def _from_node(node: ValueNode, type: Any, variables: Variables) -> ArgumentValue | None:
    inner = _bare(type)
    match node:
        case VariableNode():
            name = node.name.value
            if name not in variables:
                return None
            if variables[name] is None and isinstance(type, GraphQLNonNull):
                raise BadRequest(f"`${name}` is null, and must not be here. Send a value, or leave it out.")
            return _from_value(variables[name], type, lambda values: values[name])
        case NullValueNode():
            return NullValue()
        case _ if isinstance(inner, GraphQLList):
            return _list(node, cast("GraphQLList[Any]", inner), variables)
        case ObjectValueNode() if isinstance(inner, GraphQLInputObjectType):
            return _object(node, inner, variables)
        case _:
            value: Any = inner.parse_literal(node)
            return LeafValue(value, lambda _: value)


def _bare(type: Any) -> Any:
    return cast(Any, type.of_type) if isinstance(type, GraphQLNonNull) else type


def _list(node: ValueNode, type: "GraphQLList[Any]", variables: Variables) -> ArgumentValue:
    nodes: Sequence[ValueNode] = node.values if isinstance(node, ListValueNode) else (node,)
    items = [_from_node(item, type.of_type, variables) or NullValue() for item in nodes]
    if isinstance(get_named_type(type), GraphQLInputObjectType):
        return ObjectListValue(tuple(items))
    sources = [item.source if isinstance(item, LeafValue) else _nothing for item in items]
    values = [item.value if isinstance(item, LeafValue) else None for item in items]
    return LeafValue(values, lambda given: [source(given) for source in sources])


def _nothing(_: Variables) -> None:
    return None


def _object(node: ObjectValueNode, type: GraphQLInputObjectType, variables: Variables) -> ArgumentValue:
    nodes = {item.name.value: item.value for item in node.fields}
    fields: dict[str, ArgumentValue] = {}
    for name, definition in type.fields.items():
        value = _from_node(nodes[name], definition.type, variables) if name in nodes else None
        if value is None:
            value = _default(definition)
        if value is not None:
            fields[name] = value
    return ObjectValue(fields, emptied=bool(nodes) and not fields)


def _from_value(value: Any, type: Any, source: ValueSource) -> ArgumentValue:
    if value is None:
        return NullValue()
    inner = _bare(type)
    named = cast(object, get_named_type(inner))
    if not isinstance(named, GraphQLInputObjectType):
        return LeafValue(value, source)
    if isinstance(inner, GraphQLList):
        items = cast(list[Any], value)
        element = cast("GraphQLList[Any]", inner).of_type
        return ObjectListValue(
            tuple(_from_value(item, element, _item_source(source, index)) for index, item in enumerate(items))
        )
    known = named.fields
    given = cast(dict[str, Any], value)
    return ObjectValue(
        {
            name: _from_value(item, known[name].type, _item_source(source, name))
            for name, item in given.items()
        }
    )


def _item_source(source: ValueSource, key: Any) -> ValueSource:
    return lambda variables: source(variables)[key]
