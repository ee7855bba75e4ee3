"""The application over HTTP: requests and answers, limits of size and time, health, and the page."""

import asyncio
import json
from collections.abc import AsyncIterator, Iterator
from typing import Any

import httpx
import pytest
from starlette.types import Message, Scope

from api.http.application import application
from api.http.metrics import Metrics
from api.settings import Settings
from graph.database import Database
from graph.server import ServerAddress
from tests.api.example import Witness, example_app, example_client, example_schema, nothing_pending

MODERN = {"Accept": "application/graphql-response+json"}


@pytest.fixture
async def client() -> AsyncIterator[httpx.AsyncClient]:
    """A client of the example application."""
    async with example_client() as client:
        yield client


async def ask(client: httpx.AsyncClient, query: str, **more: Any) -> httpx.Response:
    """The answer to a request by POST."""
    headers = more.pop("headers", {})
    return await client.post("/graphql", json={"query": query, **more}, headers=headers)


def codes(answer: httpx.Response) -> list[str]:
    """The codes of the errors of an answer."""
    return [error["extensions"]["code"] for error in answer.json()["errors"]]


async def test_post_answers_with_data(client: httpx.AsyncClient) -> None:
    answer = await ask(client, "query Q($n: String!) { hello(name: $n) }", variables={"n": "Ann"})

    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/json; charset=utf-8"
    assert answer.json() == {"data": {"hello": "Hello Ann"}}


async def test_get_answers_queries(client: httpx.AsyncClient) -> None:
    parameters = {
        "query": "query Q($n: String) { hello(name: $n) }",
        "variables": '{"n": "Ann"}',
        "extensions": "",
    }

    answer = await client.get("/graphql", params=parameters, headers=MODERN)

    assert answer.headers["content-type"] == "application/graphql-response+json; charset=utf-8"
    assert answer.json() == {"data": {"hello": "Hello Ann"}}


async def test_get_refuses_mutations(client: httpx.AsyncClient) -> None:
    answer = await client.get("/graphql", params={"query": "mutation { write }"})

    assert (answer.status_code, answer.headers["allow"], codes(answer)) == (405, "POST", ["BAD_USER_INPUT"])


@pytest.mark.parametrize("method", ["PUT", "DELETE", "OPTIONS"])
async def test_other_methods_are_refused(client: httpx.AsyncClient, method: str) -> None:
    answer = await client.request(method, "/graphql")

    assert (answer.status_code, answer.headers["allow"]) == (405, "GET, POST")


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ("", "The body is not JSON: line 1, column 1."),
        ('{"query": ', "The body is not JSON"),
        ("[]", "one operation for each request"),
        ('"{ hello }"', "Send a JSON object"),
        ("{}", "`query` is missing"),
        ('{"query": " "}', "`query` is missing"),
        ('{"query": {"a": 1}}', "`query` is missing"),
        ('{"query": "{ hello }", "variables": "{}"}', "`variables` must be an object"),
        ('{"query": "{ hello }", "variables": []}', "`variables` must be an object"),
        ('{"query": "{ hello }", "operationName": 1}', "`operationName` must be text"),
        ('{"query": "{ hello }", "extensions": 1}', "`extensions` must be an object"),
    ],
)
async def test_malformed_bodies_are_refused(client: httpx.AsyncClient, body: str, message: str) -> None:
    answer = await client.post("/graphql", content=body, headers={"Content-Type": "application/json"})

    assert (answer.status_code, codes(answer)) == (400, ["BAD_USER_INPUT"])
    assert message in answer.json()["errors"][0]["message"]


async def test_malformed_parameters_are_refused(client: httpx.AsyncClient) -> None:
    answer = await client.get("/graphql", params={"query": "{ hello }", "variables": "{"})

    assert answer.status_code == 400
    assert answer.json()["errors"][0]["message"].startswith("`variables` is not JSON")


async def test_other_content_types_are_refused(client: httpx.AsyncClient) -> None:
    answer = await client.post(
        "/graphql", content='{"query": "{ hello }"}', headers={"Content-Type": "text/plain"}
    )

    assert (answer.status_code, codes(answer)) == (415, ["BAD_USER_INPUT"])


async def test_unknown_media_types_are_refused(client: httpx.AsyncClient) -> None:
    answer = await ask(client, "{ hello }", headers={"Accept": "text/html"})

    assert answer.status_code == 406


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("{ hello", "GRAPHQL_PARSE_FAILED"),
        ("{ helo }", "GRAPHQL_VALIDATION_FAILED"),
        ("query ($n: String) { hello }", "GRAPHQL_VALIDATION_FAILED"),
        ("query A { hello } query B { hello }", "BAD_USER_INPUT"),
        ("fragment F on Query { hello }", "GRAPHQL_VALIDATION_FAILED"),
    ],
)
async def test_bad_documents_have_codes(client: httpx.AsyncClient, query: str, code: str) -> None:
    old, modern = await ask(client, query), await ask(client, query, headers=MODERN)

    assert (old.status_code, modern.status_code) == (200, 400)
    assert codes(old) == codes(modern) == [code]
    assert "data" not in old.json()


async def test_bad_variables_name_themselves(client: httpx.AsyncClient) -> None:
    answer = await ask(client, "query ($n: String!) { hello(name: $n) }", variables={"n": 1}, headers=MODERN)

    assert (answer.status_code, codes(answer)) == (400, ["BAD_USER_INPUT"])
    assert "'$n'" in answer.json()["errors"][0]["message"]
    assert answer.json()["errors"][0]["locations"] == [{"line": 1, "column": 8}]


async def test_unknown_operations_are_refused(client: httpx.AsyncClient) -> None:
    answer = await ask(client, "query A { hello }", operationName="B")

    assert codes(answer) == ["BAD_USER_INPUT"]
    assert '"B"' in answer.json()["errors"][0]["message"]


async def test_subscriptions_are_refused(client: httpx.AsyncClient) -> None:
    answer = await ask(client, "subscription { ticks }")

    assert (answer.status_code, codes(answer)) == (400, ["BAD_USER_INPUT"])
    assert "Subscriptions are not served." in answer.json()["errors"][0]["message"]


async def test_defects_of_the_schema_are_masked() -> None:
    schema = example_schema(Settings(), Witness())
    schema.execute = broken
    database = Database("bolt://127.0.0.1:1", "neo4j", "none")
    app = application(Settings(), database, schema, nothing_pending, Metrics())

    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://localhost") as client:
        answer = await ask(client, "{ hello }")
    await database.close()

    assert (answer.status_code, codes(answer)) == (500, ["INTERNAL_SERVER_ERROR"])
    assert "4711" not in answer.text


async def broken(*_: Any, **__: Any) -> Any:
    """A defect outside of execution."""
    raise LookupError("4711")


async def test_empty_operation_names_mean_none(client: httpx.AsyncClient) -> None:
    assert (await ask(client, "{ hello }", operationName="")).json() == {"data": {"hello": "Hello you"}}


@pytest.mark.parametrize(
    ("how", "code"),
    [
        ("bad", "BAD_USER_INPUT"),
        ("away", "DATABASE_UNAVAILABLE"),
        ("late", "TIMEOUT"),
        ("broken", "INTERNAL_SERVER_ERROR"),
    ],
)
async def test_failed_fields_keep_the_rest(client: httpx.AsyncClient, how: str, code: str) -> None:
    answer = await ask(client, "query ($how: String!) { hello fails(how: $how) }", variables={"how": how})

    assert answer.json()["data"] == {"hello": "Hello you", "fails": None}
    assert codes(answer) == [code]
    assert answer.json()["errors"][0]["path"] == ["fails"]
    assert "nobody may see" not in answer.text


async def test_request_ids_are_returned(client: httpx.AsyncClient) -> None:
    given = await ask(client, "{ hello }", headers={"X-Request-ID": "board-17.a"})
    made = await ask(client, "{ hello }", headers={"X-Request-ID": "no id\twith blanks"})

    assert given.headers["x-request-id"] == "board-17.a"
    assert len(made.headers["x-request-id"]) == 32


async def test_masked_errors_quote_the_id(client: httpx.AsyncClient) -> None:
    answer = await ask(client, '{ fails(how: "broken") }', headers={"X-Request-ID": "r-1"})

    assert answer.json()["errors"][0]["message"].endswith("quote request id r-1.")


async def test_idempotency_keys_must_be_sane(client: httpx.AsyncClient) -> None:
    answer = await ask(client, "{ hello }", headers={"Idempotency-Key": "k" * 201})

    assert (answer.status_code, codes(answer)) == (400, ["BAD_USER_INPUT"])


async def test_large_bodies_are_refused() -> None:
    async with example_client(Settings(max_body_bytes=1_000)) as client:
        announced = await ask(client, "{ hello }", variables={"x": "y" * 1_000})
        streamed = await client.post(
            "/graphql", content=chunks(20), headers={"Content-Type": "application/json"}
        )
        address = await client.get("/graphql", params={"query": "{ hello }" + " " * 1_000})

    assert [announced.status_code, streamed.status_code, address.status_code] == [413, 413, 414]
    assert codes(announced) == codes(streamed) == codes(address) == ["QUERY_TOO_COMPLEX"]


async def chunks(number: int) -> AsyncIterator[bytes]:
    """A body in pieces of 100 bytes, without its length said before."""
    for _ in range(number):
        yield b" " * 100


async def test_limits_are_checked_first() -> None:
    async with example_client(Settings(max_depth=2)) as client:
        answer = await ask(client, "{ thing { parts { name } } }", headers=MODERN)

    assert (answer.status_code, codes(answer)) == (400, ["QUERY_TOO_COMPLEX"])


@pytest.mark.parametrize(
    ("query", "advice"), [("{ slow }", "smaller pages"), ("mutation { write }", "repeat it")]
)
async def test_work_ends_at_the_deadline(query: str, advice: str) -> None:
    async with example_client(Settings(deadline=0.05)) as client:
        old, modern = await ask(client, query), await ask(client, query, headers=MODERN)

    assert (old.status_code, modern.status_code) == (200, 504)
    assert codes(old) == codes(modern) == ["TIMEOUT"]
    assert advice in old.json()["errors"][0]["message"]


def scope(headers: dict[str, str], method: str = "POST") -> Scope:
    """A request for the endpoint as the server hands it on."""
    named = {"host": "localhost", "content-type": "application/json", **headers}
    raw = [(name.encode(), value.encode()) for name, value in named.items()]
    return {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": method,
        "scheme": "http",
        "path": "/graphql",
        "raw_path": b"/graphql",
        "query_string": b"",
        "root_path": "",
        "headers": raw,
        "client": ("127.0.0.1", 1),
        "server": ("127.0.0.1", 8000),
    }


def body(query: str) -> Message:
    """A whole body in one piece."""
    return {"type": "http.request", "body": json.dumps({"query": query}).encode(), "more_body": False}


async def test_work_ends_when_client_leaves() -> None:
    witness, sent = Witness(), list[Message]()
    pieces: Iterator[Message] = iter([body("{ slow }")])

    async def receive() -> Message:
        if piece := next(pieces, None):
            return piece
        await witness.started.wait()
        return {"type": "http.disconnect"}

    async def send(message: Message) -> None:
        sent.append(message)

    async with example_app(Settings(), witness) as app:
        await app(scope({}), receive, send)
        metrics = await text(app, "/metrics")

    assert witness.cancelled
    assert sent == []
    assert 'throughline_requests_total{kind="query",outcome="left"} 1.0' in metrics


async def test_clients_may_leave_while_sending() -> None:
    sent = list[Message]()

    async def receive() -> Message:
        return {"type": "http.disconnect"}

    async def send(message: Message) -> None:
        sent.append(message)

    async with example_app(Settings()) as app:
        await app(scope({}), receive, send)

    assert sent == []


async def test_slow_senders_are_given_up() -> None:
    sent = list[Message]()

    async def receive() -> Message:
        await asyncio.sleep(30)
        return body("{ hello }")

    async def send(message: Message) -> None:
        sent.append(message)

    async with example_app(Settings(deadline=0.05)) as app:
        await app(scope({}), receive, send)

    assert sent[0]["status"] == 408


async def test_stop_of_the_server_is_passed_on() -> None:
    witness = Witness()
    pieces: Iterator[Message] = iter([body("{ slow }")])

    async def receive() -> Message:
        if piece := next(pieces, None):
            return piece
        await asyncio.sleep(30)
        return {"type": "http.disconnect"}

    async def send(message: Message) -> None:
        raise AssertionError(message)

    async with example_app(Settings(), witness) as app:
        serving = asyncio.ensure_future(app(scope({}), receive, send))
        await witness.started.wait()
        serving.cancel()
        with pytest.raises(asyncio.CancelledError):
            await serving

    assert witness.cancelled


async def test_websockets_are_refused() -> None:
    sent = list[Message]()

    async def receive() -> Message:
        return {"type": "websocket.connect"}

    async def send(message: Message) -> None:
        sent.append(message)

    async with example_app(Settings()) as app:
        await app({**scope({}), "type": "websocket", "scheme": "ws"}, receive, send)

    assert [message["type"] for message in sent] == ["websocket.close"]


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "192.168.0.1:8000", ""])
async def test_other_hosts_are_turned_away(client: httpx.AsyncClient, host: str) -> None:
    answer = await client.get("/livez", headers={"Host": host})

    assert answer.status_code == 421
    assert "loopback" in answer.json()["errors"][0]["message"]


@pytest.mark.parametrize("host", ["localhost:8000", "127.0.0.1", "[::1]:8000", "LOCALHOST"])
async def test_loopback_hosts_come_in(client: httpx.AsyncClient, host: str) -> None:
    assert (await client.get("/livez", headers={"Host": host})).json() == {"status": "alive"}


async def test_version_is_told(client: httpx.AsyncClient) -> None:
    assert (await client.get("/version")).json() == {"name": "throughline", "version": "0.1.0"}


async def test_start_leads_to_the_page(client: httpx.AsyncClient) -> None:
    answer = await client.get("/")

    assert (answer.status_code, answer.headers["location"]) == (302, "/weave")


@pytest.mark.parametrize(
    "path", ["/docs", "/redoc", "/openapi.json", "/graphiql/page.html", "/graphiql/../app.py"]
)
async def test_nothing_else_is_served(client: httpx.AsyncClient, path: str) -> None:
    assert (await client.get(path)).status_code == 404


async def test_metrics_count_requests(client: httpx.AsyncClient) -> None:
    await ask(client, "{ hello }")
    await ask(client, "{ helo }")

    lines = (await client.get("/metrics")).text.splitlines()

    assert 'throughline_requests_total{kind="query",outcome="ok"} 1.0' in lines
    assert 'throughline_errors_total{code="GRAPHQL_VALIDATION_FAILED"} 1.0' in lines
    assert 'throughline_request_seconds_count{kind="query"} 2.0' in lines


async def test_readiness_needs_a_database(client: httpx.AsyncClient) -> None:
    answer = await client.get("/readyz")

    assert answer.status_code == 503
    assert answer.json() == {"status": "not ready", "problems": ["The database does not answer."]}


async def test_readiness_needs_all_migrations(server: ServerAddress) -> None:
    due: list[object] = []

    async def pending() -> list[object]:
        return due

    database = Database(server.uri, server.username, server.password, server.database)
    app = application(Settings(), database, example_schema(Settings(), Witness()), pending, Metrics())
    try:
        ready = await text(app, "/readyz")
        due.append("V0002")
        not_ready = await text(app, "/readyz")
    finally:
        await database.close()

    assert json.loads(ready) == {"status": "ready"}
    assert json.loads(not_ready)["problems"] == ["Migrations are pending (1). Run `throughline migrate`."]


async def text(app: Any, path: str) -> str:
    """What an application answers at a path."""
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as client:
        return (await client.get(path)).text
