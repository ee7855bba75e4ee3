"""The documents clients send, parsed, measured and validated once each."""

from collections import OrderedDict
from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field
from math import isinf
from typing import Any

from graphql import (
    DocumentNode,
    FloatValueNode,
    GraphQLError,
    GraphQLSchema,
    GraphQLSyntaxError,
    IntValueNode,
    OperationDefinitionNode,
    specified_rules,
)
from graphql.language.parser import Parser
from strawberry.schema.schema import validate_document

from api.context import Context
from api.errors import TOO_DEEP, Code, in_graphql, refusal
from api.planning.limits import DocumentMeasures, Limits
from api.settings import Settings
from graph.texts import value_text

LONGEST_NUMBER = 309  # digits of the largest number a Float holds
TANGLED = "The document is too tangled to be checked. Repeat fewer fields and fragments, or split it in two."
ABORTED = "Validation aborted."
KEPT_DOCUMENTS = 1_000
KEPT_CHARACTERS = 1_000_000  # a parsed document takes some hundred times the memory of its text


@dataclass(slots=True, eq=False)
class Document:
    """One document; `problems` are those no variable can mend, `plans` keeps what planning made of it."""

    node: DocumentNode
    measured: DocumentMeasures
    problems: tuple[GraphQLError, ...]
    operations: tuple[OperationDefinitionNode, ...]
    prepared_operations: dict[Hashable, Any] = field(default_factory=dict)

    def operation(self, name: str | None) -> OperationDefinitionNode:
        """The operation a request means; raises a refusal where that is not one."""
        if name is None and len(self.operations) == 1:
            return self.operations[0]
        names = [operation.name.value for operation in self.operations if operation.name]
        if name is not None and name in names:
            return self.operations[names.index(name)]
        if not self.operations:
            raise refusal(
                Code.GRAPHQL_VALIDATION_FAILED, "The document has no operation: write a query or mutation."
            )
        wanted = (
            "Name the one to run"
            if name is None
            else f"There is no operation {value_text(name)}. Name another"
        )
        raise refusal(
            Code.BAD_USER_INPUT, f"{wanted} in `operationName`: {', '.join(names) or 'it has no name'}."
        )


class Documents:
    """Documents of one schema by their text; the ones used last are kept."""

    def __init__(self, schema: GraphQLSchema, settings: Settings) -> None:
        self.limits = Limits(schema, settings)
        self._schema = schema
        self._max_tokens = settings.max_tokens
        self._kept: OrderedDict[str, Document] = OrderedDict()
        self._characters = 0

    def __len__(self) -> int:
        return len(self._kept)

    def document(self, text: str) -> Document:
        """The document of a text. Raises a refusal where the text is none or too long."""
        known = self._kept.get(text)
        if known is not None:
            self._kept.move_to_end(text)
            return known
        document = self._new_document(text)
        self._kept[text] = document
        self._characters += len(text)
        while len(self._kept) > KEPT_DOCUMENTS or self._characters > KEPT_CHARACTERS:
            forgotten, _ = self._kept.popitem(last=False)
            self._characters -= len(forgotten)
        return document

    def problems(
        self,
        document: Document,
        variables: Mapping[str, Any] | None,
        name: str | None,
        *,
        limited: bool = True,
    ) -> list[GraphQLError]:
        """What is invalid or too much about running an operation of a document; empty if nothing is.

        Not `limited`, it may bring as much as its variables ask for.
        """
        if document.problems or not limited:
            return list(document.problems)
        return self.limits.check(document.measured, variables, name)

    def _new_document(self, text: str) -> Document:
        node = syntax_tree(text, self._max_tokens)
        operations = tuple(part for part in node.definitions if isinstance(part, OperationDefinitionNode))
        measured = self.limits.measure(node)
        return Document(node, measured, measured.problems or self._faults(node), operations)

    def _faults(self, node: DocumentNode) -> tuple[GraphQLError, ...]:
        try:
            faults = validate_document(self._schema, node, tuple(specified_rules))
        except RecursionError:
            return (refusal(Code.QUERY_TOO_COMPLEX, TOO_DEEP),)
        if faults and faults[-1].message == ABORTED:
            return (refusal(Code.QUERY_TOO_COMPLEX, TANGLED),)
        code = Code.GRAPHQL_VALIDATION_FAILED
        return tuple(refusal(code, in_graphql(fault.message), fault.nodes) for fault in faults)


class _BoundedNumberParser(Parser):
    """A parser that refuses numbers no type can hold, before anybody tries to read them."""

    def parse_int(self, _is_const: bool = False) -> IntValueNode:
        self._refuse_large_number()
        return super().parse_int(_is_const)

    def parse_float(self, _is_const: bool = False) -> FloatValueNode:
        self._refuse_large_number()
        return super().parse_float(_is_const)

    def _refuse_large_number(self) -> None:
        token = self._lexer.token
        text = token.value or ""
        if len(text) > LONGEST_NUMBER or isinf(float(text)):
            raise GraphQLSyntaxError(self._lexer.source, token.start, "The number is too large.")


def syntax_tree(text: str, max_tokens: int) -> DocumentNode:
    """A text as syntax tree. Raises what is wrong and where, or that it is too long or too deep."""
    try:
        return _BoundedNumberParser(
            text, max_tokens=max_tokens, allow_empty_selection_sets=False
        ).parse_document()
    except GraphQLSyntaxError as error:
        if "nested too deeply" in error.message:
            raise refusal(Code.QUERY_TOO_COMPLEX, TOO_DEEP) from None
        if "tokens" in error.message and str(max_tokens) in error.message:
            message = (
                f"The document has more than {max_tokens:,} tokens. Send values as variables, or split it."
            )
            raise refusal(Code.QUERY_TOO_COMPLEX, message, measure="tokens", limit=max_tokens) from None
        raise
    except RecursionError:
        raise refusal(Code.QUERY_TOO_COMPLEX, TOO_DEEP) from None


def note_operation(context: object, operation: OperationDefinitionNode) -> None:
    """Note in the context of a request what it runs, for logs and metrics."""
    if isinstance(context, Context):
        context.operation_name = operation.name.value if operation.name else None
        context.operation_kind = operation.operation.value
