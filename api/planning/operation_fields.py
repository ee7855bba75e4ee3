"""One operation on its way to a plan: its fields collected, and noted what the plan depends on."""

from collections.abc import Callable, Generator, Hashable, Iterable, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TypeVar, cast

from graphql import (
    BooleanValueNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLError,
    GraphQLInterfaceType,
    GraphQLObjectType,
    GraphQLSchema,
    InlineFragmentNode,
    SelectionNode,
    SelectionSetNode,
    VariableNode,
)
from graphql.execution.values import VariableValues

from api.planning.argument_values import ArgumentValue, Variables, field_arguments
from graph.computed import Catalogue
from graph.entities import Model
from graph.errors import BadRequest
from graph.selection import Unanswerable

FieldsByKey = dict[str, list[FieldNode]]
H = TypeVar("H", bound=Hashable)
Probe = Callable[[Variables], Hashable]


@dataclass(slots=True)
class FieldCollector:
    """Plans operations; `probes` are what a plan depends on besides the shape of the variables.

    A plan is `failing` where a field of it cannot be asked, which depends on values.
    """

    model: Model
    catalogue: Catalogue
    schema: GraphQLSchema
    fragments: Mapping[str, FragmentDefinitionNode]
    coerced: VariableValues
    failing: bool = False
    probes: dict[Hashable, Probe] = field(default_factory=dict[Hashable, Probe])

    @property
    def variables(self) -> Variables:
        """The values of the variables by name."""
        return cast(Variables, self.coerced.coerced)

    def collect_fields(self, type_name: str, sets: Iterable[SelectionSetNode | None]) -> FieldsByKey:
        """The fields selected on a type, by the key of the answer, in order."""
        found: FieldsByKey = {}
        for selections in sets:
            self._collect(type_name, selections, found, set())
        return found

    def _collect(
        self, type_name: str, selections: SelectionSetNode | None, found: FieldsByKey, seen: set[str]
    ) -> None:
        for item in selections.selections if selections else ():
            if not self._is_included(item):
                continue
            match item:
                case FieldNode():
                    found.setdefault(item.alias.value if item.alias else item.name.value, []).append(item)
                case InlineFragmentNode():
                    if item.type_condition is None or self._applies(
                        item.type_condition.name.value, type_name
                    ):
                        self._collect(type_name, item.selection_set, found, seen)
                case FragmentSpreadNode() if item.name.value not in seen:
                    seen.add(item.name.value)
                    fragment = self.fragments[item.name.value]
                    if self._applies(fragment.type_condition.name.value, type_name):
                        self._collect(type_name, fragment.selection_set, found, seen)
                case _:
                    pass

    def _is_included(self, node: SelectionNode) -> bool:
        for directive in node.directives or ():
            name = directive.name.value
            if name in ("skip", "include"):
                value = next(iter(directive.arguments or ())).value
                met = _is_true(value)
                if isinstance(value, VariableNode):
                    met = self.variables[value.name.value]
                if met is (name == "skip"):
                    return False
        return True

    def _applies(self, condition: str, type_name: str) -> bool:
        if condition == type_name:
            return True
        wanted = self.schema.type_map.get(condition)
        have = self.schema.type_map[type_name]
        return (
            isinstance(wanted, GraphQLInterfaceType)
            and isinstance(have, GraphQLObjectType)
            and wanted in have.interfaces
        )

    def arguments(self, type_name: str, node: FieldNode) -> dict[str, ArgumentValue]:
        """The arguments of a field."""
        parent = self.schema.type_map[type_name]
        assert isinstance(parent, GraphQLObjectType)
        return field_arguments(parent.fields[node.name.value], node, self.variables)

    def is_sent(self, node: FieldNode, name: str) -> bool:
        """Whether the request itself says what an argument is, be it null."""
        value = next((item.value for item in node.arguments or () if item.name.value == name), None)
        left_out = isinstance(value, VariableNode) and value.name.value not in self.variables
        return value is not None and not left_out

    def unanswerable(self, error: BadRequest) -> Unanswerable:
        """What to select in the place of a field whose arguments mean nothing."""
        self.failing = True
        return Unanswerable(error)

    def field_names(self, type_name: str, nodes: Sequence[FieldNode]) -> tuple[tuple[str, str], ...]:
        """Keys of the answer with the fields they stand for, of an object without lists of its own."""
        fields = self.collect_fields(type_name, selection_sets(nodes))
        return tuple((key, asked[0].name.value) for key, asked in fields.items())

    def probe(self, node: FieldNode, probe: Callable[[Variables], H], about: str = "") -> H:
        """A fact about the variables that the plan of a field depends on, which may have several."""
        self.probes[id(node), about] = probe
        return probe(self.variables)


def _is_true(value: object) -> bool:
    return isinstance(value, BooleanValueNode) and value.value


def selection_sets(nodes: Sequence[FieldNode]) -> list[SelectionSetNode | None]:
    """The selection sets of one field, which a request may write several times."""
    return [node.selection_set for node in nodes]


@contextmanager
def errors_at(nodes: Sequence[FieldNode]) -> Generator[None]:
    """Gives what is wrong with a request the place of the field it is wrong at."""
    try:
        yield
    except BadRequest as error:
        raise GraphQLError(error.message, nodes, original_error=error) from None
