"""Errors: typed results, codes of top-level errors, and a mask over the unexpected."""

from typing import Any

import pytest
import structlog
from graphql import GraphQLError, GraphQLSyntaxError, Source, parse

from api.errors import Code, graphql_error, kind_value, refusal, user_error
from graph.errors import (
    BadRequest,
    Conflict,
    Counted,
    DuplicateKey,
    Forbidden,
    InUse,
    Invalid,
    NotFound,
    OutcomeUnknown,
    Refused,
    TimedOut,
    Unavailable,
)


def wrapped(error: Exception, path: list[str | int] | None = None) -> GraphQLError:
    """An error as execution hands it on."""
    return GraphQLError(str(error), path=path, original_error=error)


def formatted(error: GraphQLError) -> dict[str, Any]:
    """The error as it goes out, for request r1."""
    return graphql_error(error, "r1")


def test_user_error_carries_path_and_message() -> None:
    assert user_error(Invalid("Too long.", ["phases", "0", "name"])) == {
        "code": "INVALID",
        "message": "Too long.",
        "field": ["phases", "0", "name"],
        "version": None,
        "changedFields": None,
        "counts": None,
    }


def test_user_error_carries_the_present_version() -> None:
    told = user_error(Conflict("Changed.", ["version"], version=7))

    assert (told["code"], told["version"]) == ("CONFLICT", 7)


def test_user_error_carries_counts() -> None:
    told = user_error(InUse("In use.", ["id"], [Counted("Step", 2, ("Sign", "Pay"))]))

    assert told["code"] == "IN_USE"
    assert told["counts"] == [{"kind": "STEP", "count": 2, "names": ["Sign", "Pay"]}]


@pytest.mark.parametrize(
    ("error", "code"),
    [(NotFound("x"), "NOT_FOUND"), (DuplicateKey("x"), "DUPLICATE_KEY"), (Forbidden("x"), "FORBIDDEN")],
)
def test_user_error_bears_its_code(error: Any, code: str) -> None:
    assert user_error(error)["code"] == code


def test_kind_is_the_label_in_capitals() -> None:
    assert [kind_value("Step"), kind_value("ServiceBlueprint")] == ["STEP", "SERVICE_BLUEPRINT"]


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (BadRequest("No such order."), Code.BAD_USER_INPUT),
        (NotFound("No such step."), Code.BAD_USER_INPUT),
        (Refused([Invalid("One."), Invalid("Two.")]), Code.BAD_USER_INPUT),
        (Forbidden("Not yours."), Code.FORBIDDEN),
        (Unavailable("Not there."), Code.DATABASE_UNAVAILABLE),
        (TimedOut("Too late."), Code.TIMEOUT),
        (OutcomeUnknown("Who knows."), Code.OUTCOME_UNKNOWN),
    ],
)
def test_expected_errors_bear_their_code(error: Exception, code: Code) -> None:
    told = formatted(wrapped(error, ["step", 0]))

    assert told == {"message": str(error), "path": ["step", 0], "extensions": {"code": code}}


@pytest.mark.parametrize(
    "error",
    [BadRequest("Bad.", ["orderBy", "0"]), Invalid("Bad.", ["orderBy", "0"])],
    ids=["request", "value"],
)
def test_errors_name_the_argument(error: Exception) -> None:
    assert formatted(wrapped(error))["extensions"]["argument"] == ["orderBy", "0"]


def test_refusal_keeps_what_it_says() -> None:
    node = parse("{ name }").definitions[0]

    told = formatted(refusal(Code.QUERY_TOO_COMPLEX, "Too much.", node, limit=3))

    assert told["locations"] == [{"line": 1, "column": 1}]
    assert told["extensions"] == {"code": "QUERY_TOO_COMPLEX", "limit": 3}


def test_syntax_errors_have_a_code() -> None:
    told = formatted(GraphQLSyntaxError(Source("{"), 1, "Expected Name."))

    assert told["extensions"] == {"code": "GRAPHQL_PARSE_FAILED"}
    assert told["locations"] == [{"line": 1, "column": 2}]


def test_refused_variables_are_user_input() -> None:
    node = parse("query ($a: Int) { name }").definitions[0]
    error = GraphQLError("Variable '$a' has invalid value.", node, original_error=ValueError("x"))

    told = formatted(error)

    assert told["message"] == "Variable '$a' has invalid value."
    assert told["extensions"] == {"code": "BAD_USER_INPUT"}


def test_deep_recursion_is_too_complex() -> None:
    assert formatted(wrapped(RecursionError("deep")))["extensions"] == {"code": "QUERY_TOO_COMPLEX"}


def test_wrapped_errors_are_unwrapped() -> None:
    inner = wrapped(Unavailable("Not there."))

    assert formatted(wrapped(inner, ["a"]))["extensions"] == {"code": "DATABASE_UNAVAILABLE"}


def test_unexpected_errors_are_masked_and_logged() -> None:
    try:
        raise ValueError("the value 4711") from KeyError("4711")
    except ValueError as error:
        defect = wrapped(error, ["step"])

    with structlog.testing.capture_logs() as lines:
        told = formatted(defect)

    assert told["extensions"] == {"code": "INTERNAL_SERVER_ERROR", "requestId": "r1"}
    assert told["message"].endswith("quote request id r1.")
    assert "4711" not in f"{told}{lines}"
    assert [(line["error"], line["caused_by"], line["request_id"]) for line in lines] == [
        ("ValueError", "KeyError", "r1")
    ]
    assert "test_unexpected_errors_are_masked_and_logged" in lines[0]["where"][0]


def test_failures_inside_execution_are_masked() -> None:
    with structlog.testing.capture_logs() as lines:
        told = formatted(GraphQLError("Int cannot represent 4711", path=["step", "level"]))

    assert told["extensions"]["code"] == "INTERNAL_SERVER_ERROR"
    assert "4711" not in told["message"]
    assert len(lines) == 1
