"""Limits of one request, checked on its parsed document before the database is touched."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

from graphql import (
    DocumentNode,
    FieldNode,
    GraphQLError,
    GraphQLSchema,
    Node,
    OperationDefinitionNode,
    value_from_ast_untyped,
)

from api.errors import TOO_DEEP, Code, refusal
from api.planning.document_cost import (
    CAP,
    LARGEST_PAGE,
    Definition,
    VariableSize,
    Walk,
    branch_cost,
    input_object_count,
    list_size,
    measure_objects,
    page_size_refusal,
)
from api.settings import Settings

# The usual request of a client for the whole schema has depth 15, 227 fields and cost 1,500.
INTROSPECTION_DEPTH = 25
INTROSPECTION_FIELDS = 500
INTROSPECTION_COST = 5_000
# Input objects below `apply`, with the fields of its document.
APPLIED_OBJECTS = 20_000


@dataclass(frozen=True, slots=True, eq=False)
class DocumentMeasures:
    """A document's measures; `problems` are those that no variable can mend."""

    operations: Mapping[str | None, Definition]
    pages: tuple[VariableSize, ...]
    problems: tuple[GraphQLError, ...]
    visited: int


class Limits:
    """The limits of the settings, for documents of one schema."""

    def __init__(self, schema: GraphQLSchema, settings: Settings) -> None:
        self.schema = schema
        self.settings = settings

    def measure(self, document: DocumentNode) -> DocumentMeasures:
        """Walk every operation and fragment of a document, as validation will read them all."""
        walk = Walk(self.schema, document)
        try:
            definitions = list(walk.definitions())
        except RecursionError:
            return DocumentMeasures({}, (), (refusal(Code.QUERY_TOO_COMPLEX, TOO_DEEP),), walk.visited)
        operations = {
            definition.node.name.value if definition.node.name else None: definition
            for definition in definitions
            if isinstance(definition.node, OperationDefinitionNode)
        }
        return DocumentMeasures(
            operations, tuple(walk.pages), (*self._excesses(definitions), *walk.problems), walk.visited
        )

    def check(
        self, measured: DocumentMeasures, variables: Mapping[str, Any] | None, operation: str | None = None
    ) -> list[GraphQLError]:
        """Everything that is too much about one request, empty if nothing is.

        `operation` is the name of the one to run; without it, the first of the document.
        """
        if measured.problems:
            return list(measured.problems)
        chosen = (
            next(iter(measured.operations.values()), None)
            if operation is None
            else measured.operations.get(operation)
        )
        if chosen is None:
            return []
        given = {**_defaults(chosen.node), **(variables or {})}
        return [*_page_size_refusals(measured.pages, given)] or [
            *self._cost_excess(chosen, given),
            *self._input_excesses(chosen, given),
        ]

    def _excesses(self, definitions: Sequence[Definition]) -> Iterable[GraphQLError]:
        """What is too much whatever the variables are; the worst definition speaks for the document."""
        limits = self.settings
        plain = [(d.data, d.node) for d in definitions if not d.is_about_schema]
        about = [(d.data if d.is_about_schema else d.introspection, d.node) for d in definitions]
        for prefix, tallies, deepest, most in (
            ("", plain, limits.max_depth, limits.max_fields),
            ("introspection ", about, INTROSPECTION_DEPTH, INTROSPECTION_FIELDS),
        ):
            yield from _worst(f"{prefix}depth", [(t.depth, node) for t, node in tallies], deepest)
            yield from _worst(f"{prefix}fields", [(t.fields, node) for t, node in tallies], most)
            yield from _worst(
                f"{prefix}aliases", [(t.aliases, node) for t, node in tallies], limits.max_aliases
            )
        costs = [(t.cost.known, node) for t, node in about]
        yield from _worst("introspection cost", costs, INTROSPECTION_COST)

    def _cost_excess(self, operation: Definition, variables: Mapping[str, Any]) -> Iterable[GraphQLError]:
        root = operation.data.cost
        total = branch_cost(root, variables, {}) if root.is_open else root.known
        return _excess("cost", total, self.settings.max_cost, operation.node)

    def _input_excesses(self, operation: Definition, variables: Mapping[str, Any]) -> Iterable[GraphQLError]:
        """Input objects in variables count as fields, each time the document uses the variable."""
        nested = {
            name: measure_objects(cast("object", value))
            for name, value in variables.items()
            if isinstance(value, dict | list)
        }
        if not nested:
            return
        limits, node = self.settings, operation.node
        deepest = max(depth for _, depth in nested.values())
        yield from _excess("input depth", deepest, limits.max_depth, node)
        sent = input_object_count(operation, {name: count for name, (count, _) in nested.items()}, {})
        most = APPLIED_OBJECTS if _applies_many(node) else limits.max_fields
        yield from _excess("fields", min(CAP, operation.data.fields + sent), most, node)


def _applies_many(node: Node) -> bool:
    """Whether an operation carries out many at once, which takes more input than any other."""
    fields = node.selection_set.selections if isinstance(node, OperationDefinitionNode) else ()
    return any(isinstance(field, FieldNode) and field.name.value == "apply" for field in fields)


COUNTED = frozenset({"fields", "aliases"})
ADVICE = {
    "depth": "Ask for fewer levels.",
    "fields": "Ask for fewer fields and send fewer input objects, or split the request.",
    "aliases": "Use fewer aliases, or split the request.",
    "cost": "Set a smaller `first` on the inner lists, or split the request.",
}


def _worst(measure: str, values: Sequence[tuple[int, Node]], limit: int) -> Iterable[GraphQLError]:
    value, node = max(values, key=lambda pair: pair[0], default=(0, None))
    return _excess(measure, value, limit, node)


def _excess(measure: str, value: int, limit: int, node: Node | None) -> Iterable[GraphQLError]:
    """The refusal of a measure above its limit, if it is."""
    if value > limit:
        shown = f"more than {CAP - 1:,}" if value >= CAP else f"{value:,}"
        kind = measure.split()[-1]
        subject = f"number of {measure}" if kind in COUNTED else measure
        yield refusal(
            Code.QUERY_TOO_COMPLEX,
            f"The {subject} of this request is {shown}; at most {limit:,} is allowed. {ADVICE[kind]}",
            node,
            measure=measure,
            value=value,
            limit=limit,
        )


def _page_size_refusals(
    pages: Iterable[VariableSize], variables: Mapping[str, Any]
) -> Iterable[GraphQLError]:
    for page in pages:
        size = list_size(page, variables)
        if page.argument != "ids" and not 0 <= size <= LARGEST_PAGE:
            yield page_size_refusal(page.field, size, page.argument)


def _defaults(node: Node) -> dict[str, Any]:
    """The defaults of an operation's variables."""
    definitions = node.variable_definitions if isinstance(node, OperationDefinitionNode) else ()
    return {
        definition.variable.name.value: value_from_ast_untyped(definition.default_value)
        for definition in definitions or ()
        if definition.default_value is not None
    }
