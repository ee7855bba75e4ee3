"""Null propagation: errors with places, and nulls, in the places of faults, as far up as types require."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

from graphql import (
    FieldNode,
    GraphQLError,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    SelectionSetNode,
    get_named_type,
    is_abstract_type,
)

from api.planning.operation_fields import FieldCollector, selection_sets
from graph.cypher.faults import Fault

Place = tuple[str | int, ...]
# What a value can have been asked as. A record of any kind does not say which it is; but the same key has the
# same lists and nulls in all kinds (GraphQL, 5.3.2: SameResponseShape), so that any way does.
Ways = Sequence[tuple[Any, Sequence[FieldNode]]]


class _Nulled(Exception):
    """A value that must not be null is."""


@dataclass(frozen=True, slots=True)
class Propagation:
    """Takes the faults out of answers to one operation; notes their errors."""

    planner: FieldCollector
    errors: list[GraphQLError]

    def root(
        self, type_name: str, selections: SelectionSetNode, data: Mapping[str, Any]
    ) -> dict[str, Any] | None:
        """The data of an operation without faults; None where a field of its own must not be null."""
        fields = self.planner.collect_fields(type_name, [selections])
        try:
            return self._fields([(type_name, fields)], data, ())
        except _Nulled:
            return None

    def field(self, type_name: str, key: str, nodes: Sequence[FieldNode], value: Any) -> Any:
        """The value of a nullable root field without faults."""
        return self._fields([(type_name, {key: nodes})], {key: value}, ())[key]

    def _fields(
        self,
        kinds: Sequence[tuple[str, Mapping[str, Sequence[FieldNode]]]],
        data: Mapping[str, Any],
        place: Place,
    ) -> dict[str, Any]:
        """The fields of an object, which is of one of the kinds."""
        found: dict[str, Any] = {}
        for key, value in data.items():
            ways = [
                (self._type(kind, fields[key][0]), fields[key]) for kind, fields in kinds if key in fields
            ]
            found[key] = self._value([way for way in ways if way[0]], value, (*place, key))
        return found

    def _type(self, kind: str, node: FieldNode) -> Any:
        """The type of a field; None for `__typename`, which never fails."""
        parent = self.planner.schema.type_map[kind]
        assert isinstance(parent, GraphQLObjectType)
        definition = parent.fields.get(node.name.value)
        return definition.type if definition else None

    def _value(self, ways: Ways, value: Any, place: Place) -> Any:
        if not ways or value is None:
            return value
        if isinstance(ways[0][0], GraphQLNonNull):
            found = self._value(_inner(ways), value, place)
            if found is None:
                raise _Nulled
            return found
        try:
            return self._nullable(ways, value, place)
        except _Nulled:
            return None

    def _nullable(self, ways: Ways, value: Any, place: Place) -> Any:
        if isinstance(value, Fault):
            error = value.error
            self.errors.append(GraphQLError(str(error), ways[0][1], path=[*place], original_error=error))
            return None
        if isinstance(ways[0][0], GraphQLList):
            inner = _inner(ways)
            items = enumerate(cast("list[Any]", value))
            return [self._value(inner, item, (*place, index)) for index, item in items]
        if isinstance(value, dict):
            kinds = [
                (kind, self.planner.collect_fields(kind, selection_sets(nodes)))
                for type, nodes in ways
                for kind in self._kinds(type)
            ]
            return self._fields(kinds, cast("dict[str, Any]", value), place)
        return value

    def _kinds(self, type: Any) -> list[str]:
        named = cast(object, get_named_type(type))
        if is_abstract_type(named):
            possible = self.planner.schema.get_possible_types(named)
            return [item.name for item in possible]
        return [str(named)]


def _inner(ways: Ways) -> Ways:
    return [(type.of_type, nodes) for type, nodes in ways]
