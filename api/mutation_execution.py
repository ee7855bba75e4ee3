"""Carries out mutations: each root field one transaction, its answer read back inside it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import orjson
from graphql import (
    FieldNode,
    GraphQLError,
    GraphQLObjectType,
    OperationDefinitionNode,
    get_argument_values,
    print_ast,
)

from api.context import Context
from api.errors import graphql_error, user_error
from api.planning.argument_values import Variables, plain_value
from api.planning.operation_fields import FieldCollector
from api.planning.selections import Selections
from api.propagation import Propagation
from api.types.mutations import Mutation, Verb, mutations
from graph.cypher.faults import gathered_faults
from graph.cypher.read.read_statement import CompiledRead, compile_read
from graph.database import Transaction
from graph.entities import Model
from graph.errors import Mendable, Refused
from graph.selection import ById, Parameter, RootAsk
from graph.texts import snake_case
from graph.writing import idempotency
from graph.writing.inputs import MISSING
from graph.writing.writer import Writer

# Who writes as long as there is no access control: whoever sits at this machine.
ACTOR = "demo"
_WRITTEN = "\0written"


def _written_id(variables: Variables) -> str:
    return variables[_WRITTEN]


@dataclass(frozen=True, slots=True)
class Payload:
    """What a mutation's payload selects: its fields by key, and the read of the record it answers with."""

    fields: Mapping[str, Sequence[FieldNode]]
    read: CompiledRead | None


Outcome = tuple[dict[str, Any] | None, list[GraphQLError]]


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
        mutation = self.mutations[nodes[0].name.value]
        given = _input(planner, mutation, nodes[0])
        payload = self._payload(planner, mutation, nodes)
        request = _idempotent_request(context, key, nodes, planner.variables)

        async def counted_work(transaction: Transaction) -> Outcome:
            try:
                return await write_and_read(transaction)
            finally:
                context.counters.statements += transaction.statements

        async def write_and_read(transaction: Transaction) -> Outcome:
            known = await idempotency.kept_answer(transaction, request) if request else None
            if known is not None:
                return _repeated(known, nodes)
            writer = Writer(self.model, transaction, actor=ACTOR, request_id=context.request_id)
            identifier = await _write(writer, mutation, given)
            with gathered_faults() as faults:
                variables = {**planner.variables, _WRITTEN: identifier}
                rows = await _read_back(transaction, payload.read, variables)
            await writer.finish()
            answer = _answer(planner, mutation, payload, identifier, rows, [])
            errors: list[GraphQLError] = []
            if faults:
                answer = Propagation(planner, errors).field("Mutation", key, nodes, answer)
            if request:
                told = [graphql_error(error, context.request_id) for error in errors]
                await idempotency.keep_answer(transaction, request, orjson.dumps([answer, told]).decode())
            return answer, errors

        try:
            return await context.database.write(counted_work, timeout=context.seconds_left())
        except Refused as refused:
            problems: Sequence[Mendable] = refused.problems
        except Mendable as problem:
            problems = (problem,)
        refused = [user_error(problem) for problem in problems]
        return _answer(planner, mutation, payload, None, {}, refused), []

    def _payload(self, planner: FieldCollector, mutation: Mutation, nodes: list[FieldNode]) -> Payload:
        asks: list[RootAsk] = []
        fields = planner.collect_fields(
            f"{mutation.type_name}Payload", [node.selection_set for node in nodes]
        )
        label = mutation.entity.label
        for key, asked in fields.items():
            if asked[0].name.value == mutation.entity.singular:
                selected = self.plans.selection_for(planner, (label,), asked)
                asks.append(RootAsk(key, ById(Parameter(_written_id), (label,), selected)))
        name = f"read_back_{snake_case(label)}"
        return Payload(fields, compile_read(self.model, asks, name) if asks else None)


def _input(planner: FieldCollector, mutation: Mutation, node: FieldNode) -> dict[str, Any]:
    parent = planner.schema.type_map["Mutation"]
    assert isinstance(parent, GraphQLObjectType)
    try:
        values = get_argument_values(parent.fields[mutation.name], node, planner.coerced)
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


async def _write(writer: Writer, mutation: Mutation, given: dict[str, Any]) -> str:
    """Carries out one mutation; the id of the record it is about."""
    label, link = mutation.entity.label, mutation.link
    match mutation.verb:
        case Verb.CREATE:
            return (await writer.create(label, [given]))[0]
        case Verb.UPDATE:
            return (await writer.update(label, [given]))[0]
        case Verb.DELETE:
            await writer.delete(label, given["id"], given.get("version"), bool(given.get("cascade")))
            return given["id"]
        case Verb.MOVE:
            owner = mutation.entity.owner
            assert owner
            after = given.get("afterId", MISSING)
            await writer.move(label, given["id"], given.get(owner.id_field), after, given.get("version"))
            return given["id"]
        case Verb.ADD | Verb.REMOVE:
            assert link
            start, ends = given[f"{mutation.entity.singular}Id"], given[link.id_field]
            if mutation.verb is Verb.REMOVE:
                await writer.unlink(label, link.field, [(start, end) for end in ends])
            else:
                properties = {name: given[name] for name in link.properties if name in given}
                await writer.link(label, link.field, [(start, end, properties) for end in ends])
            return start


async def _read_back(
    transaction: Transaction, answer: CompiledRead | None, variables: Variables
) -> dict[str, Any]:
    if answer is None:
        return {}
    (row,) = await transaction.run(answer.statement, answer.parameter_values(variables))
    return answer.shape(row)


def _answer(
    planner: FieldCollector,
    mutation: Mutation,
    payload: Payload,
    identifier: str | None,
    rows: Mapping[str, Any],
    errors: list[dict[str, Any]],
) -> dict[str, Any]:
    answer: dict[str, Any] = {}
    for key, nodes in payload.fields.items():
        match nodes[0].name.value:
            case "__typename":
                answer[key] = f"{mutation.type_name}Payload"
            case "userErrors":
                answer[key] = [_selected_values(planner, "UserError", nodes, error) for error in errors]
            case "id":
                answer[key] = identifier
            case _:
                answer[key] = rows.get(key)
    return answer


def _selected_values(
    planner: FieldCollector, type_name: str, nodes: Sequence[FieldNode], row: Mapping[str, Any]
) -> dict[str, Any]:
    """The selected fields of a row, and of the rows in its `counts`."""
    picked: dict[str, Any] = {}
    for key, asked in planner.collect_fields(type_name, [node.selection_set for node in nodes]).items():
        name = asked[0].name.value
        value: Any = type_name if name == "__typename" else row[name]
        if name == "counts" and value is not None:
            value = [_selected_values(planner, "KindCount", asked, item) for item in value]
        picked[key] = value
    return picked
