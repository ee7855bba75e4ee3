"""Logs: one line a request, as text or JSON, with ids and numbers and never a value."""

import io
import json
import logging
from collections.abc import Iterator
from typing import Any

import pytest
import structlog

from api.http import logs
from tests.api.example import example_client


@pytest.fixture(autouse=True)
def _restored() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level = root.handlers, root.level
    silenced = [
        (logger := logging.getLogger(name), logger.handlers, logger.propagate) for name in logs.SILENCED
    ]
    yield
    structlog.reset_defaults()
    root.handlers = handlers
    root.setLevel(level)
    logging.getLogger("uvicorn.error").setLevel(logging.NOTSET)
    for logger, before, propagate in silenced:
        logger.handlers, logger.propagate = before, propagate


def lines(stream: io.StringIO) -> list[dict[str, Any]]:
    """The JSON lines written so far."""
    return [json.loads(line) for line in stream.getvalue().splitlines()]


async def test_requests_are_logged_without_values() -> None:
    stream = io.StringIO()
    logs.configure("json", "info", stream)
    query = 'query Greeting($n: String!) { hello(name: $n) a: hello(name: "literal-4711") }'

    async with example_client() as client:
        body = {"query": query, "variables": {"n": "variable-4712"}}
        await client.post("/graphql", json=body, headers={"X-Request-ID": "r-1"})

    [line] = lines(stream)
    assert (line["event"], line["level"], line["request_id"]) == ("request", "info", "r-1")
    assert (line["operation"], line["kind"], line["outcome"]) == ("Greeting", "query", "ok")
    assert (line["status"], line["statements"]) == (200, 0)
    assert line["milliseconds"] > 0
    assert "471" not in stream.getvalue()


@pytest.mark.parametrize(
    "query",
    ['{ hello(nam: "4711") }', '{ hello(name: "4711"', '{ fails(how: "broken") }', '{ fails(how: "4711") }'],
)
async def test_failures_are_logged_without_values(query: str) -> None:
    stream = io.StringIO()
    logs.configure("json", "debug", stream)

    async with example_client() as client:
        await client.post("/graphql", json={"query": query})

    assert lines(stream)[-1]["outcome"] == "error"
    assert "4711" not in stream.getvalue()
    assert "nobody may see" not in stream.getvalue()


def test_text_is_for_people() -> None:
    stream = io.StringIO()
    logs.configure("text", "info", stream)

    structlog.get_logger("throughline").info("request", status=200)

    assert "request" in stream.getvalue()
    assert "status=200" in stream.getvalue()


def test_auto_is_json_without_terminal() -> None:
    stream = io.StringIO()
    logs.configure("auto", "warning", stream)

    structlog.get_logger("throughline").info("too small")
    structlog.get_logger("throughline").warning("large enough")

    assert [line["event"] for line in lines(stream)] == ["large enough"]


def test_libraries_log_without_messages_of_errors() -> None:
    stream = io.StringIO()
    logs.configure("json", "info", stream)

    try:
        raise ValueError("the value 4711")
    except ValueError:
        logging.getLogger("some.library").exception("it %s", "failed")
    logging.getLogger("strawberry.execution").error("the value 4711")

    [line] = lines(stream)
    assert (line["event"], line["error"]) == ("it failed", "ValueError")
    assert "4711" not in stream.getvalue()


def test_lines_say_for_which_request_they_are() -> None:
    stream = io.StringIO()
    logs.configure("json", "info", stream)

    with structlog.contextvars.bound_contextvars(request_id="r-2"):
        structlog.get_logger("throughline").info("inside")
        logging.getLogger("some.library").error("inside, too")
    structlog.get_logger("throughline").info("outside")

    assert [line.get("request_id") for line in lines(stream)] == ["r-2", "r-2", None]
