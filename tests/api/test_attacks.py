"""Requests of hostile clients and clumsy front-ends, over HTTP to the real schema and database."""

import re
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
import strawberry

from api.cli import maintenance
from api.http.application import application
from api.http.metrics import Metrics
from api.settings import Settings
from graph.database import Database
from tests.api.example import nothing_pending

# What only a driver, a database, Python or a file could have said.
INSIDES = re.compile(r"Neo\.|Traceback|/work|\bMATCH\b|neo4j\.|\.py\b|\bsys\.|\bNone\b|\bTrue\b|object at 0x")
STEPS = "query($where: StepFilter) { steps(where: $where) { totalCount } }"


@pytest.fixture(scope="module")
async def client(database: Database, whole_schema: strawberry.Schema) -> AsyncIterator[httpx.AsyncClient]:
    """A client of the whole application."""
    settings = Settings(deadline=60)
    transport = httpx.ASGITransport(application(settings, database, whole_schema, nothing_pending, Metrics()))
    async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1:8000") as client:
        yield client


async def ask(client: httpx.AsyncClient, query: str, **variables: Any) -> dict[str, Any]:
    """The answer to a request, which shows nothing of our insides."""
    answer = await client.post("/graphql", json={"query": query, "variables": variables}, timeout=60)
    assert not INSIDES.search(answer.text), answer.text
    return answer.json()


async def refused(client: httpx.AsyncClient, query: str, **variables: Any) -> dict[str, Any]:
    """The one error of a request that is refused."""
    answer = await ask(client, query, **variables)
    assert not answer.get("data"), answer
    (error,) = answer["errors"]
    return error


@pytest.mark.parametrize(
    ("body", "advice"),
    [
        (b'\xef\xbb\xbf{"query": "{ __typename }"}', "byte order mark"),
        (b'{"query": "{ __typename }", "variables": {"a": 1e400}}', "too large"),
        (b'{"query": "{ __typename }", "variables": {"a": ' + b"9" * 5000 + b"}}", "too large"),
        (b'{"query": "{ __typename }", "variables": {"a": "\\ud800"}}', "both halves"),
        (b'{"query": "\xff"}', "UTF-8"),
        ('{"query": "{ __typename }"}'.encode("utf-16"), "UTF-8"),
        (b"[" * 5000 + b"]" * 5000, "too deeply"),
    ],
)
async def test_undecodable_bodies_are_explained(client: httpx.AsyncClient, body: bytes, advice: str) -> None:
    answer = await client.post("/graphql", content=body, headers={"Content-Type": "application/json"})

    (error,) = answer.json()["errors"]
    assert (answer.status_code, error["extensions"]["code"]) == (400, "BAD_USER_INPUT")
    assert "line 1, column" in error["message"]
    assert advice in error["message"]


@pytest.mark.parametrize(
    "query",
    [
        "{ opportunities(where: {value: {gt: 1e400}}) { totalCount } }",
        "{ opportunities(where: {value: {in: [-1e999]}}) { totalCount } }",
        f"{{ opportunities(where: {{value: {{gt: {'9' * 400}}}}}) {{ totalCount }} }}",
        f"{{ steps(where: {{position: {{gt: {'9' * 5000}}}}}) {{ totalCount }} }}",
        f"{{ journey(id: {'9' * 5000}) {{ id }} }}",
        f"query($n: Int = {'9' * 5000}) {{ journeys(first: $n) {{ totalCount }} }}",
    ],
)
async def test_endless_numbers_are_refused(client: httpx.AsyncClient, query: str) -> None:
    error = await refused(client, query)

    assert error["extensions"]["code"] == "GRAPHQL_PARSE_FAILED"
    assert "The number is too large." in error["message"]
    assert error["locations"]


async def test_large_floats_are_no_page_sizes(client: httpx.AsyncClient) -> None:
    error = await refused(client, "query($n: Int) { journeys(first: $n) { totalCount } }", n=1e308)

    assert error["extensions"]["code"] == "BAD_USER_INPUT"
    assert "`first` of `journeys` is 1000000000, but a page holds 0 to 100 records." in error["message"]


@pytest.mark.parametrize("text", ["word " * 2000, "x" * 100_000, "日" * 501])
async def test_long_searches_are_refused(client: httpx.AsyncClient, text: str) -> None:
    error = await refused(client, "query($t: String!) { search(text: $t) { totalCount } }", t=text)

    assert error["extensions"] == {"code": "BAD_USER_INPUT", "argument": ["text"]}
    assert "search for 500 at most" in error["message"]


@pytest.mark.parametrize(
    "text", ["a " * 250, "*" * 500, "日" * 500, "a-" * 250, "\x00" * 9, "'`\"\\$p0{}" * 50]
)
async def test_odd_searches_are_answered(client: httpx.AsyncClient, text: str) -> None:
    answer = await ask(client, "query($t: String!) { search(text: $t) { totalCount } }", t=text)

    assert answer == {"data": {"search": {"totalCount": 0}}}


@pytest.mark.parametrize(
    "value",
    ["2026-11-22T16:41:00Z\x00", "2026-11-22 16:41:00Z", "20261122T164100Z", "2026-11-22T16:41:00",
     "2016-12-31T23:59:60Z", "2026-11-22T24:00:00Z", "٢٠٢٦-١١-٢٢T16:41:00Z", 0, ["a"], {"a": None}],
)  # fmt: skip
async def test_odd_times_are_refused(client: httpx.AsyncClient, value: object) -> None:
    error = await refused(client, STEPS, where={"createdAt": {"gte": value}})

    assert error["extensions"]["code"] == "BAD_USER_INPUT"
    assert "DateTime takes ISO 8601 text with a zone" in error["message"]


@pytest.mark.parametrize("value", ["2026-W01-1", "20261122", "0000-01-01", "10000-01-01", "2026-02-30", 5])
async def test_odd_dates_are_refused(client: httpx.AsyncClient, value: object) -> None:
    query = "query($d: Date) { journeys(where: {validatedOn: {gte: $d}}) { totalCount } }"

    error = await refused(client, query, d=value)

    assert "Date takes ISO 8601 text such as 2026-11-22" in error["message"]


@pytest.mark.parametrize("literal", ['"yesterday"', "5", "{a: null}", '["2026-11-22T16:41:00Z"]'])
async def test_odd_literals_have_a_place(client: httpx.AsyncClient, literal: str) -> None:
    error = await refused(client, f"{{ steps(where: {{createdAt: {{gte: {literal}}}}}) {{ totalCount }} }}")

    assert error["extensions"]["code"] == "GRAPHQL_VALIDATION_FAILED"
    assert error["locations"] == [{"line": 1, "column": 34}]


async def test_messages_have_bounded_length(client: httpx.AsyncClient) -> None:
    known = "mutation($i: CreateTagInput!) { createTag(input: $i) { tag { id } } }"

    for query, given in (
        (f"{{ {'x' * 500_000} }}", {}),
        (known, {"i": {"name": "a", "x" * 50_000: 1}}),
        (STEPS, {"where": {"createdAt": {"gte": "x" * 50_000}}}),
    ):
        error = await refused(client, query, **given)
        assert len(error["message"]) < 600


async def test_errors_have_bounded_number(client: httpx.AsyncClient) -> None:
    answer = await ask(client, STEPS, where={f"x{n}": 1 for n in range(3000)})

    assert len(answer["errors"]) == 20
    assert {error["extensions"]["code"] for error in answer["errors"]} == {"BAD_USER_INPUT"}


async def test_messages_speak_json(client: httpx.AsyncClient) -> None:
    error = await refused(client, "query($t: String!) { search(text: $t) { totalCount } }", t=None)

    assert error["message"].startswith("`$t` must not be null")


async def test_tangled_documents_are_refused(client: httpx.AsyncClient) -> None:
    error = await refused(client, f"{{ journeys {{ {'nodes { id } ' * 900} }} }}")

    assert error["extensions"]["code"] == "QUERY_TOO_COMPLEX"
    assert "too tangled" in error["message"]


async def test_blank_keys_are_refused(client: httpx.AsyncClient) -> None:
    query = 'mutation { createTag(input: {name: "a", key: " "}) { userErrors { code field message } } }'

    answer = await ask(client, query)

    expected = {"code": "INVALID", "field": ["key"], "message": "key must not be empty."}
    assert answer["data"]["createTag"]["userErrors"] == [expected]


async def test_wrong_hosts_have_a_code(client: httpx.AsyncClient) -> None:
    answer = await client.post("/graphql", headers={"Host": "evil.example"}, json={"query": "{ __typename }"})

    assert answer.status_code == 421
    assert answer.json()["errors"][0]["extensions"] == {"code": "FORBIDDEN"}


@pytest.mark.parametrize("text", ["' OR 1=1 //", "`) DETACH DELETE n //", "\\", '"', "$p0{x}%s", "\u202eabc"])
async def test_texts_are_never_statements(client: httpx.AsyncClient, text: str) -> None:
    query = "mutation($i: CreateTagInput!) { createTag(input: $i) { tag { id } userErrors { message } } }"
    mine = """query($t: String!) {
      tags(where: {name: {eq: $t}, key: {in: [$t]}, category: {contains: $t}}) { nodes { name key category } }
    }"""

    await ask(client, query, i={"name": text, "key": text, "category": text})
    answer = await ask(client, mine, t=text)

    assert answer["data"]["tags"]["nodes"] == [{"name": text, "key": text, "category": text}]


async def test_zero_has_no_sign(client: httpx.AsyncClient, database: Database) -> None:
    write = """mutation($i: CreateOpportunityInput!) {
      createOpportunity(input: $i) { opportunity { customerValue value } userErrors { message } }
    }"""
    find = "query($v: Float!) { opportunities(where: {customerValue: {in: [$v], gte: $v}}) { totalCount } }"

    written = await ask(client, write, i={"name": "Nothing", "customerValue": -0.0, "businessValue": -0.0})
    found = [(await ask(client, find, v=zero))["data"]["opportunities"] for zero in (0, -0.0)]

    assert str(written["data"]["createOpportunity"]["opportunity"]) == "{'customerValue': 0.0, 'value': 0.0}"
    assert found == [{"totalCount": 1}, {"totalCount": 1}]
    assert await maintenance.check(database) == []
