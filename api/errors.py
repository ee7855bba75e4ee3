"""Errors as clients see them: typed where a user can mend them, else with a code, masked if unexpected."""

import traceback
from collections.abc import Collection, Mapping
from enum import StrEnum
from typing import Any

import structlog
from graphql import GraphQLError, GraphQLSyntaxError, Node

from graph.errors import (
    BadRequest,
    Conflict,
    Forbidden,
    InUse,
    Mendable,
    OutcomeUnknown,
    Refused,
    ThroughlineError,
    TimedOut,
    Unavailable,
)
from graph.texts import capitals

log = structlog.get_logger("throughline")


class Code(StrEnum):
    """What `extensions.code` of a top-level error can be."""

    BAD_USER_INPUT = "BAD_USER_INPUT"
    GRAPHQL_PARSE_FAILED = "GRAPHQL_PARSE_FAILED"
    GRAPHQL_VALIDATION_FAILED = "GRAPHQL_VALIDATION_FAILED"
    UNAUTHENTICATED = "UNAUTHENTICATED"
    FORBIDDEN = "FORBIDDEN"
    QUERY_TOO_COMPLEX = "QUERY_TOO_COMPLEX"
    RATE_LIMITED = "RATE_LIMITED"
    TIMEOUT = "TIMEOUT"
    DATABASE_UNAVAILABLE = "DATABASE_UNAVAILABLE"
    OUTCOME_UNKNOWN = "OUTCOME_UNKNOWN"
    INTERNAL_SERVER_ERROR = "INTERNAL_SERVER_ERROR"


# The first class that fits decides.
ERROR_CODES: tuple[tuple[type[ThroughlineError], Code], ...] = (
    (Forbidden, Code.FORBIDDEN),
    (Mendable, Code.BAD_USER_INPUT),
    (Refused, Code.BAD_USER_INPUT),
    (BadRequest, Code.BAD_USER_INPUT),
    (Unavailable, Code.DATABASE_UNAVAILABLE),
    (TimedOut, Code.TIMEOUT),
    (OutcomeUnknown, Code.OUTCOME_UNKNOWN),
)

LONGEST_MESSAGE = 500
NOT_NULL, NOT_NONE = " not to be null.", " not to be None."

TOO_DEEP = "The request is nested too deeply to be read. Make it flatter, or split it in two."
TOO_LATE = (
    "The request took longer than {seconds:g} seconds and was stopped. Ask for smaller pages or fewer levels."
)
WROTE_TOO_LATE = (
    "The request took longer than {seconds:g} seconds. Look what of it has been done before you repeat it, "
    "and change less at once."
)
BROKEN = (
    "Something went wrong on our side and was recorded. If it happens again, quote request id {request_id}."
)


def refusal(
    code: Code, message: str, nodes: Collection[Node] | Node | None = None, **more: Any
) -> GraphQLError:
    """A top-level error with a code and, in its extensions, whatever else helps to mend it."""
    return GraphQLError(message, nodes, extensions={"code": code.value, **more})


def user_error(problem: Mendable) -> dict[str, Any]:
    """One entry of `userErrors`: `{code, message, field, version, changedFields, counts}`.

    A count is `{kind, count, names}`; the record that stands in the way is read apart.
    """
    counts = problem.counts if isinstance(problem, InUse) else None
    return {
        "code": problem.code,
        "message": problem.message,
        "field": list(problem.field),
        "version": problem.version if isinstance(problem, Conflict) else None,
        "changedFields": list(problem.changed_fields) if isinstance(problem, Conflict) else None,
        "counts": counts
        and [{"kind": kind_value(c.label), "count": c.count, "names": list(c.names)} for c in counts],
    }


def kind_value(label: str) -> str:
    """The value of the enum `Kind` for a label: `WorkshopImport` is `WORKSHOP_IMPORT`."""
    return capitals(label)


def readable_message(message: str) -> str:
    """A message of bounded length."""
    if len(message) > LONGEST_MESSAGE:
        message = f"{message[: LONGEST_MESSAGE // 2]} … {message[-LONGEST_MESSAGE // 2 :]}"
    return message


def in_graphql(message: str) -> str:
    """A message of the library about a literal: it writes values as GraphQL does, but for what is null."""
    return f"{message.removesuffix(NOT_NONE)}{NOT_NULL}" if message.endswith(NOT_NONE) else message


def graphql_error(error: GraphQLError, request_id: str) -> dict[str, Any]:
    """A top-level error as it goes out, always with a code; the unexpected is logged here and masked."""
    code, message, more = _public_error(error, request_id)
    formatted: dict[str, Any] = {"message": readable_message(message)}
    if error.locations:
        formatted["locations"] = [place.formatted for place in error.locations]
    if error.path:
        formatted["path"] = error.path
    return formatted | {"extensions": {**more, "code": code}}


def _public_error(error: GraphQLError, request_id: str) -> tuple[str, str, Mapping[str, Any]]:
    root = root_cause(error)
    if isinstance(root, GraphQLError):
        extensions = root.extensions or {}
        if "code" in extensions:
            return str(extensions["code"]), root.message, extensions
        if isinstance(root, GraphQLSyntaxError):
            return Code.GRAPHQL_PARSE_FAILED, root.message, {}
    for expected, code in ERROR_CODES:
        if isinstance(root, expected):
            return code, root.message, _argument_path(root)
    if isinstance(root, RecursionError):
        return Code.QUERY_TOO_COMPLEX, TOO_DEEP, {}
    if error.path is None and (error.nodes or root is error):  # before execution: a variable's value
        return Code.BAD_USER_INPUT, error.message, {}
    log_defect(root, request_id)
    return Code.INTERNAL_SERVER_ERROR, BROKEN.format(request_id=request_id), {"requestId": request_id}


def log_defect(error: BaseException, request_id: str) -> None:
    """Log a defect: its kind and where it arose, never its message, which may hold values."""
    frames = traceback.extract_tb(error.__traceback__)
    log.error(
        "unexpected",
        request_id=request_id,
        error=type(error).__qualname__,
        caused_by=type(error.__cause__).__qualname__ if error.__cause__ else None,
        where=[f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames[-8:]],
    )


def root_cause(error: GraphQLError) -> Exception:
    """The error that GraphQL's own errors were wrapped around."""
    found: Exception = error
    while isinstance(found, GraphQLError) and found.original_error is not None:
        found = found.original_error
    return found


def _argument_path(error: ThroughlineError) -> dict[str, Any]:
    if isinstance(error, BadRequest) and error.path:
        return {"argument": list(error.path)}
    if isinstance(error, Mendable) and error.field:
        return {"argument": list(error.field)}
    return {}
