"""Carries out an operation: a query as one statement, each mutation as one transaction."""

from collections.abc import Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    GraphQLError,
    GraphQLSchema,
    OperationDefinitionNode,
    OperationType,
)
from graphql.execution.values import VariableValues

from api.context import Context
from api.documents import Document
from api.introspection import INTROSPECTION, Introspection, Question, question
from api.mutation_execution import MutationExecutor
from api.planning.argument_values import Variables, value_shape
from api.planning.operation_fields import FieldCollector, Probe
from api.planning.selections import Selections
from api.planning.variable_values import variable_values
from api.propagation import Propagation
from graph.computed import Catalogue
from graph.cypher.faults import Fault, gathered_faults
from graph.cypher.read.read_statement import CompiledRead, compile_read
from graph.entities import Model
from graph.errors import BadRequest
from graph.selection import RootAsk
from graph.texts import snake_case

KEPT_SHAPES = 100
NAMED_FIELDS = 3  # root fields in the name of a statement


@dataclass(frozen=True, slots=True)
class CompiledQuery:
    """A compiled query: its statement, what it asks the schema itself, and what is known without asking."""

    read: CompiledRead | None
    question: Question | None
    constants: Mapping[str, Any]
    order: tuple[str, ...]


class OperationExecutor:
    """Runs operations of one schema; plans are kept with their documents."""

    schema: GraphQLSchema
    introspection: Introspection

    def __init__(self, model: Model, catalogue: Catalogue) -> None:
        self.model = model
        self.catalogue = catalogue
        self.plans = Selections(model, catalogue)
        self.writing = MutationExecutor(model, self.plans)

    def bind(self, schema: GraphQLSchema) -> None:
        """Takes the finished schema, which knows the types of arguments."""
        self.schema = schema
        self.introspection = Introspection(schema)

    def prepared_operation(self, document: Document, name: str | None) -> "PreparedOperation":
        """The operation of a document that a request means, with the plans it has so far."""
        known = document.prepared_operations.get(name)
        if known is None:
            known = PreparedOperation(document.node, document.operation(name))
            document.prepared_operations[name] = known
        return known

    async def run(
        self, prepared: "PreparedOperation", variables: Mapping[str, Any], context: Context
    ) -> tuple[dict[str, Any] | None, list[GraphQLError]]:
        """Data and errors; what the schema says of itself stands in the data as `orjson.Fragment`."""
        operation = prepared.operation
        definitions = operation.variable_definitions or ()
        coerced = variable_values(self.schema, definitions, variables)
        if isinstance(coerced, list):
            return None, coerced
        values: Variables = coerced.coerced
        if operation.operation is OperationType.MUTATION:
            planner = self._field_collector(prepared, coerced)
            return await self.writing.run(planner, operation, context)
        plan = self._compiled_query(prepared, coerced)
        data: dict[str, Any] = dict(plan.constants)
        faults: Sequence[Fault] = ()
        if plan.read is not None:
            parameters = plan.read.parameter_values(values)
            context.counters.statements += 1
            row = await context.database.read(plan.read.statement, parameters, timeout=context.seconds_left())
            with gathered_faults() as faults:
                data |= plan.read.shape(row)
        errors: list[GraphQLError] = []
        if plan.question is not None:
            answer = await self.introspection.answer(plan.question, variables)
            data |= answer.data
            errors += answer.errors
        data = {key: data[key] for key in plan.order}
        if faults:
            fields = self._field_collector(prepared, coerced)
            return Propagation(fields, errors).root("Query", operation.selection_set, data), errors
        return data, errors

    def _compiled_query(self, prepared: "PreparedOperation", coerced: VariableValues) -> CompiledQuery:
        values = coerced.coerced
        shaped = prepared.query_variants(values)
        plan = shaped.plan_for(values)
        if plan is None:
            planner = self._field_collector(prepared, coerced)
            plan = self._compile_query(planner, prepared.operation)
            if planner.probes.keys() - shaped.probes.keys():
                shaped.probes |= planner.probes
                shaped.queries.clear()
            if len(shaped.queries) < KEPT_SHAPES and not planner.failing:
                shaped.queries[shaped.probe_answers(values)] = plan
        return plan

    def _field_collector(self, prepared: "PreparedOperation", coerced: VariableValues) -> FieldCollector:
        return FieldCollector(self.model, self.catalogue, self.schema, prepared.fragments, coerced)

    def _compile_query(self, planner: FieldCollector, operation: OperationDefinitionNode) -> CompiledQuery:
        asks: list[RootAsk] = []
        constants: dict[str, Any] = {}
        fields = planner.collect_fields("Query", [operation.selection_set])
        about: list[FieldNode] = []
        names: set[str] = set()
        for key, nodes in fields.items():
            name = nodes[0].name.value
            if name == "__typename":
                constants[key] = "Query"
            elif name in INTROSPECTION:
                about += nodes
            else:
                names.add(snake_case(name))
                asks.append(self.plans.root_ask(planner, key, nodes))
        return CompiledQuery(
            compile_read(self.model, asks, *_read_names(names)) if asks else None,
            question(operation, about, planner.fragments) if about else None,
            constants,
            tuple(fields),
        )


@dataclass(slots=True)
class QueryVariants:
    """The plans for one shape of variables, by the answers of its probes."""

    probes: dict[Hashable, Probe] = field(default_factory=dict[Hashable, Probe])
    queries: dict[Hashable, CompiledQuery] = field(default_factory=dict[Hashable, CompiledQuery])

    def plan_for(self, values: Variables) -> CompiledQuery | None:
        """The plan for these values; none where one of them is refused, which planning finds out again."""
        try:
            return self.queries.get(self.probe_answers(values))
        except BadRequest:
            return None

    def probe_answers(self, values: Variables) -> Hashable:
        """What planning has looked at besides the shape."""
        return tuple(probe(values) for probe in self.probes.values())


class PreparedOperation:
    """One operation of one document with its plans, by what they depend on."""

    def __init__(self, document: DocumentNode, operation: OperationDefinitionNode) -> None:
        self.operation = operation
        self.fragments = {
            item.name.value: item for item in document.definitions if isinstance(item, FragmentDefinitionNode)
        }
        self.shapes: dict[Hashable, QueryVariants] = {}

    def query_variants(self, values: Variables) -> QueryVariants:
        """The plans for the shape of these variables; the oldest shape goes where there are too many."""
        key = value_shape(dict(values))
        if key not in self.shapes:
            if len(self.shapes) >= KEPT_SHAPES:
                self.shapes.pop(next(iter(self.shapes)))
            self.shapes[key] = QueryVariants()
        return self.shapes[key]


def _read_names(fields: Collection[str]) -> tuple[str, str]:
    """Name and group of the statement that reads these root fields; of several, metrics tell no more."""
    names = sorted(fields)
    more = ["more"] if len(names) > NAMED_FIELDS else []
    return (
        "_".join(["read", *names[:NAMED_FIELDS], *more]),
        f"read_{names[0] if len(names) == 1 else 'several'}",
    )
