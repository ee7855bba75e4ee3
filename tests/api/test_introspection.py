"""What the schema says of itself: computed once, beside the event loop, and kept within bounds."""

import asyncio
from threading import Event
from typing import Any

import graphql
import httpx
import orjson
import pytest
import strawberry
from graphql import (
    FieldNode,
    FragmentDefinitionNode,
    GraphQLArgument,
    GraphQLField,
    GraphQLObjectType,
    GraphQLScalarType,
    GraphQLSchema,
    GraphQLString,
    OperationDefinitionNode,
    build_schema,
    get_introspection_query,
    parse,
)

from api import introspection
from api.http.application import application
from api.http.metrics import Metrics
from api.introspection import Answer, Introspection, Question, question
from api.settings import Settings
from graph.database import Database
from tests.api.example import nothing_pending

SCHEMA = build_schema('type Query { name: String } "A thing." type Thing { size: Int }')
NAMED = """query ($n: String = "Int", $deep: Boolean!) {
  __type(name: $n) { name fields @include(if: $deep) { name } }
}"""
THING = '{ __type(name: "Thing") { ...Names } } fragment Names on __Type { name }'


def asked(text: str) -> Question:
    """The question of an operation that asks nothing but the schema."""
    operation, *fragments = parse(text).definitions
    assert isinstance(operation, OperationDefinitionNode)
    nodes = [node for node in operation.selection_set.selections if isinstance(node, FieldNode)]
    known = {item.name.value: item for item in fragments if isinstance(item, FragmentDefinitionNode)}
    return question(operation, nodes, known)


def opened(answer: Answer) -> dict[str, Any]:
    """The data of an answer."""
    return orjson.loads(orjson.dumps(answer.data))


async def test_same_question_is_computed_once() -> None:
    known = Introspection(SCHEMA)
    renamed = f"query Other {THING.replace(' ', '  ')}"

    first = await known.answer(asked(THING), {})

    assert opened(first) == {"__type": {"name": "Thing"}}
    assert await known.answer(asked(THING), {}) is first
    assert await known.answer(asked(renamed), {"unused": 1}) is first


async def test_answers_follow_their_variables() -> None:
    known, named = Introspection(SCHEMA), asked(NAMED)

    flat = await known.answer(named, {"n": "Thing", "deep": False})
    deep = await known.answer(named, {"n": "Thing", "deep": True})
    other = await known.answer(named, {"n": "Query", "deep": False})

    assert opened(flat) == {"__type": {"name": "Thing"}}
    assert opened(deep) == {"__type": {"name": "Thing", "fields": [{"name": "size"}]}}
    assert opened(other) == {"__type": {"name": "Query"}}


async def test_errors_are_told_and_not_kept() -> None:
    known, named = Introspection(SCHEMA), asked(NAMED)

    first = await known.answer(named, {"n": None, "deep": False})

    assert opened(first) == {"__type": None}
    assert [error.path for error in first.errors] == [["__type"]]
    assert await known.answer(named, {"n": None, "deep": False}) is not first


@pytest.mark.parametrize(("bound", "value"), [("KEPT_ANSWERS", 2), ("KEPT_BYTES", 400)])
async def test_kept_answers_are_bounded(monkeypatch: pytest.MonkeyPatch, bound: str, value: int) -> None:
    monkeypatch.setattr(introspection, bound, value)
    known, named = Introspection(SCHEMA), asked(NAMED)

    answers = [await known.answer(named, {"n": name, "deep": False}) for name in ("Thing", "Query", "Int")]

    assert await known.answer(named, {"n": "Int", "deep": False}) is answers[2]
    assert await known.answer(named, {"n": "Thing", "deep": False}) is not answers[0]


def gated(gate: Event, opened: list[bool]) -> GraphQLSchema:
    """A schema whose introspection waits for a gate, and notes whether it was opened in time."""

    def serialize(value: object) -> str:
        opened.append(gate.wait(10))
        return str(value)

    slow = GraphQLScalarType("Slow", serialize=serialize)
    field = GraphQLField(GraphQLString, {"at": GraphQLArgument(slow, default_value="now")})
    return GraphQLSchema(GraphQLObjectType("Query", {"name": field}))


async def test_event_loop_goes_on_meanwhile() -> None:
    gate, waited = Event(), list[bool]()
    known = Introspection(gated(gate, waited))
    whole = asked(get_introspection_query())

    leaving, staying = (asyncio.create_task(known.answer(whole, {})) for _ in range(2))
    await asyncio.sleep(0)
    leaving.cancel()
    gate.set()
    answer = await staying

    assert waited == [True]
    assert leaving.cancelled()
    assert await known.answer(whole, {}) is answer


async def test_whole_schema_is_answered_over_http(whole_schema: strawberry.Schema) -> None:
    query = get_introspection_query(specified_by_url=True, input_value_deprecation=True, one_of=True)
    database = Database("bolt://127.0.0.1:1", "neo4j", "none")
    transport = httpx.ASGITransport(
        application(Settings(), database, whole_schema, nothing_pending, Metrics())
    )

    async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as client:
        answers = [await client.post("/graphql", json={"query": query}) for _ in range(2)]
    await database.close()

    core = whole_schema._schema  # pyright: ignore[reportPrivateUsage]
    expected = {"data": graphql.execute_sync(core, parse(query)).data}
    assert [(answer.status_code, answer.json()) for answer in answers] == [(200, expected)] * 2
