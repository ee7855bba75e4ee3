"""What the schema says of itself: each answer is computed once, beside the event loop, and kept as bytes."""

import asyncio
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import graphql
import orjson
from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLError,
    GraphQLSchema,
    OperationDefinitionNode,
    OperationType,
    SelectionSetNode,
    VariableNode,
    Visitor,
    print_ast,
    visit,
)

INTROSPECTION = frozenset({"__schema", "__type"})
KEPT_ANSWERS = 1_000
KEPT_BYTES = 32_000_000  # the whole schema takes some 2 MB


@dataclass(frozen=True, slots=True)
class Question:
    """The part of an operation that asks the schema itself, and the variables it takes."""

    text: str
    document: DocumentNode
    variables: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """The JSON of each root field by its key; null for one that has an error."""

    data: Mapping[str, orjson.Fragment]
    errors: Sequence[GraphQLError]
    size: int


class Introspection:
    """Answers of one schema about itself; the ones used last are kept.

    They are computed one at a time: several at once would only wait for the same interpreter.
    """

    def __init__(self, schema: GraphQLSchema) -> None:
        self._schema = schema
        self._worker = ThreadPoolExecutor(1, "introspection")
        self._computing: dict[tuple[str, bytes], Future[Answer]] = {}
        self._kept: OrderedDict[tuple[str, bytes], Answer] = OrderedDict()
        self._bytes = 0

    async def answer(self, question: Question, variables: Mapping[str, Any]) -> Answer:
        """The answer to a question; who asks the same meanwhile waits for the same computation."""
        given = {name: variables[name] for name in question.variables if name in variables}
        key = (question.text, orjson.dumps(given, option=orjson.OPT_SORT_KEYS))
        if key in self._kept:
            self._kept.move_to_end(key)
            return self._kept[key]
        computing = self._computing.get(key)
        if computing is None:
            computing = self._worker.submit(self._computed, question, given)
            self._computing[key] = computing
            computing.add_done_callback(lambda _: self._computing.pop(key, None))
        # Who leaves takes nothing away from the others that wait.
        answer = await asyncio.shield(asyncio.wrap_future(computing))
        self._keep(key, answer)
        return answer

    def _computed(self, question: Question, variables: dict[str, Any]) -> Answer:
        result = graphql.execute_sync(self._schema, question.document, variable_values=variables)
        told = {key: orjson.dumps(value) for key, value in (result.data or {}).items()}
        size = sum(map(len, told.values()))
        return Answer({key: orjson.Fragment(value) for key, value in told.items()}, result.errors or (), size)

    def _keep(self, key: tuple[str, bytes], answer: Answer) -> None:
        if answer.errors or key in self._kept:
            return
        self._kept[key] = answer
        self._bytes += _size(key, answer)
        while len(self._kept) > KEPT_ANSWERS or self._bytes > KEPT_BYTES:
            self._bytes -= _size(*self._kept.popitem(last=False))


def question(
    operation: OperationDefinitionNode,
    nodes: Sequence[FieldNode],
    fragments: Mapping[str, FragmentDefinitionNode],
) -> Question:
    """The operation cut down to root fields that ask the schema itself, under no name."""
    reach = _Reach(fragments)
    for node in nodes:
        visit(node, reach)
    definitions = operation.variable_definitions or ()
    cut = OperationDefinitionNode(
        operation=OperationType.QUERY,
        variable_definitions=tuple(
            item for item in definitions if item.variable.name.value in reach.variables
        ),
        directives=(),
        selection_set=SelectionSetNode(selections=tuple(nodes)),
    )
    document = DocumentNode(definitions=(cut, *reach.fragments.values()))
    return Question(print_ast(document), document, tuple(sorted(reach.variables)))


class _Reach(Visitor):
    """The fragments and variables that are used below the nodes visited."""

    def __init__(self, known: Mapping[str, FragmentDefinitionNode]) -> None:
        super().__init__()
        self.known = known
        self.fragments: dict[str, FragmentDefinitionNode] = {}
        self.variables: set[str] = set()

    def enter_variable(self, node: VariableNode, *_: Any) -> None:
        self.variables.add(node.name.value)

    def enter_fragment_spread(self, node: FragmentSpreadNode, *_: Any) -> None:
        name = node.name.value
        if name not in self.fragments:
            self.fragments[name] = self.known[name]
            visit(self.known[name], self)


def _size(key: tuple[str, bytes], answer: Answer) -> int:
    text, variables = key
    return len(text) + len(variables) + answer.size
