"""Carries out mutations: each root field one transaction, its answer read back inside it."""

from collections.abc import Sequence
from typing import Any

import orjson
from graphql import (
    FieldNode,
    GraphQLError,
    GraphQLField,
    GraphQLObjectType,
    OperationDefinitionNode,
    get_argument_values,
    print_ast,
)

from api.context import Context
from api.errors import graphql_error
from api.mutation_inputs import applied_operations, asked_operation, in_input_order, named_ends, undo_choice
from api.payloads import MutationOutcome, Payload
from api.planning.argument_values import Variables, plain_value
from api.planning.operation_fields import FieldCollector
from api.planning.selections import Selections
from api.propagation import Propagation
from api.types.input_types import capital
from api.types.mutations import mutations
from graph.cypher.faults import Fault, gathered_faults
from graph.database import Transaction
from graph.entities import Model
from graph.errors import Mendable, Refused
from graph.writing import idempotency
from graph.writing.bulk import Loader
from graph.writing.writer import Writer
from seed.importing.undo import undo_chosen

# Who writes as long as there is no access control: whoever sits at this machine.
ACTOR = "demo"

Outcome = tuple[dict[str, Any] | None, list[GraphQLError]]


class _DryRun(Exception):
    """Ends a transaction that was only to be looked at; what it would have answered."""

    def __init__(self, outcome: Outcome) -> None:
        super().__init__()
        self.outcome = outcome


class MutationExecutor:
    """The mutations of one model."""

    def __init__(self, model: Model, plans: Selections) -> None:
        self.model, self.plans = model, plans
        self.mutations = mutations(model)

    async def run(
        self, planner: FieldCollector, operation: OperationDefinitionNode, context: Context
    ) -> tuple[dict[str, Any], list[GraphQLError]]:
        """Payloads by key, in the order of the request; a field that fails is null, and the rest goes on."""
        data: dict[str, Any] = {}
        errors: list[GraphQLError] = []
        for key, nodes in planner.collect_fields("Mutation", [operation.selection_set]).items():
            if nodes[0].name.value == "__typename":
                data[key] = "Mutation"
                continue
            try:
                data[key], faults = await self._run_mutation(planner, key, nodes, context)
                errors += faults
            except Exception as error:
                data[key] = None
                errors.append(GraphQLError(str(error), nodes, path=[key], original_error=error))
        return data, errors

    async def _run_mutation(
        self, planner: FieldCollector, key: str, nodes: list[FieldNode], context: Context
    ) -> Outcome:
        name = nodes[0].name.value
        given = _input(planner, name, nodes[0])
        payload = self._payload(planner, name, nodes, given)
        request = _idempotent_request(context, key, nodes, planner.variables)
        dry = bool(given.get("dryRun"))
        written = payload.written_read()

        def outcome_with(faults: Sequence[Fault]) -> Outcome:
            errors: list[GraphQLError] = []
            answer = payload.answer()
            if faults:
                answer = Propagation(planner, errors).field("Mutation", key, nodes, answer)
            return answer, errors

        async def counted_work(transaction: Transaction) -> Outcome:
            try:
                return await write_and_read(transaction)
            finally:
                context.counters.statements += transaction.statements

        async def write_and_read(transaction: Transaction) -> Outcome:
            kept = await idempotency.kept_answer(transaction, request) if request and not dry else None
            if kept is not None:
                return _repeated(kept, nodes)
            kind = Loader if name == "undoChanges" else Writer
            writer = kind(self.model, transaction, actor=ACTOR, request_id=context.request_id)
            payload.outcome = await self._write(writer, name, given)
            with gathered_faults() as faults:
                await payload.read(transaction.run, written or payload.applied_read())
            payload.outcome.sequence = await writer.finish()
            if dry:
                payload.outcome.sequence = None
                raise _DryRun(outcome_with(faults))
            answer, errors = outcome_with(faults)
            if request:
                told = [graphql_error(error, context.request_id) for error in errors]
                await idempotency.keep_answer(transaction, request, orjson.dumps([answer, told]).decode())
            return answer, errors

        try:
            return await context.database.write(counted_work, timeout=context.seconds_left())
        except _DryRun as looked_at:
            return looked_at.outcome
        except Refused as refused:
            problems: Sequence[Mendable] = refused.problems
        except Mendable as problem:
            problems = (problem,)
        payload.outcome = MutationOutcome(problems=in_input_order(problems, _field(planner, name)))
        with gathered_faults() as faults:
            if (current := payload.current_read()) is not None:
                context.counters.statements += 1
                await payload.read(context.database.rows, current)
        return outcome_with(faults)

    async def _write(self, writer: Writer, name: str, given: dict[str, Any]) -> MutationOutcome:
        """Carries out one mutation, or all operations of an `apply`."""
        mutation = self.mutations.get(name)
        if isinstance(writer, Loader):
            result = await undo_chosen(writer, **undo_choice(given))
            return MutationOutcome(undone=result.changes)
        if mutation is None:
            return MutationOutcome(await writer.run(applied_operations(self.mutations, given)))
        results = await writer.run([asked_operation(mutation, given)])
        return MutationOutcome(results, named_ends(mutation, given))

    def _payload(
        self, planner: FieldCollector, name: str, nodes: list[FieldNode], given: dict[str, Any]
    ) -> Payload:
        type_name = capital(name)
        fields = planner.collect_fields(f"{type_name}Payload", [node.selection_set for node in nodes])
        mutation = self.mutations.get(name)
        return Payload(self.model, self.plans, planner, mutation, type_name, fields, given)


def _field(planner: FieldCollector, name: str) -> GraphQLField:
    parent = planner.schema.type_map["Mutation"]
    assert isinstance(parent, GraphQLObjectType)
    return parent.fields[name]


def _input(planner: FieldCollector, name: str, node: FieldNode) -> dict[str, Any]:
    try:
        values = get_argument_values(_field(planner, name), node, planner.coerced)
    except GraphQLError:
        planner.arguments("Mutation", node)  # says the same in our words
        raise
    return plain_value(values["input"])


def _idempotent_request(
    context: Context, key: str, nodes: Sequence[FieldNode], variables: Variables
) -> idempotency.RepeatableRequest | None:
    """The request that a retry repeats: its key, and a fingerprint of all it says."""
    if context.idempotency_key is None:
        return None
    said = [
        *map(print_ast, nodes),
        orjson.dumps(plain_value(dict(variables)), option=orjson.OPT_SORT_KEYS).decode(),
    ]
    return idempotency.RepeatableRequest(f"{context.idempotency_key} {key}", "\n".join(said))


def _repeated(kept: str, nodes: Sequence[FieldNode]) -> Outcome:
    """The outcome of the request that this one repeats."""
    answer, told = orjson.loads(kept)
    errors = [
        GraphQLError(error["message"], nodes, path=error["path"], extensions=error["extensions"])
        for error in told
    ]
    return answer, errors
