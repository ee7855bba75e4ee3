"""What a client asks over HTTP, read from a request of limited size."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, cast

import orjson
from starlette.requests import Request

from api.errors import Code, refusal
from api.http.negotiation import is_json

# What the decoder complains of, in its words, and how to mend it.
HINTS = {
    "byte order mark": "Leave the byte order mark at the start out.",
    "surrogate in string": "A \\u escape stands for half a character: send both halves, or the character.",
    "infinity": "The number is too large.",
    "not valid UTF-8": "The text must be UTF-8.",
    "depth": "It is nested too deeply.",
}
TOO_LARGE = "The request is larger than {limit:,} bytes. Send values as variables, or split it."


class HttpRefusal(Exception):
    """A request that never reaches GraphQL: its HTTP status, and what to do about it."""

    def __init__(self, status: int, message: str, code: Code = Code.BAD_USER_INPUT) -> None:
        super().__init__(message)
        self.status = status
        self.error = refusal(code, message)


@dataclass(frozen=True, slots=True)
class GraphQLRequest:
    """A document, the operation to run of it, and its variables."""

    query: str
    name: str | None
    variables: dict[str, Any] | None


async def read_request(request: Request, max_bytes: int) -> GraphQLRequest:
    """The operation of a GET or POST request. Raises Unserved with what is wrong."""
    if request.method == "GET":
        return _graphql_request(_from_address(request, max_bytes))
    if request.method != "POST":
        raise HttpRefusal(405, "GraphQL is asked with POST, or with GET for queries.")
    if not is_json(request.headers.get("content-type")):
        raise HttpRefusal(
            415, "Send the request as JSON in UTF-8, with the header Content-Type: application/json."
        )
    return _graphql_request(_json_value(await _body(request, max_bytes), "The body"))


async def _body(request: Request, max_bytes: int) -> bytes:
    """The whole body, given up as soon as it is known to be too large."""
    too_large = HttpRefusal(413, TOO_LARGE.format(limit=max_bytes), Code.QUERY_TOO_COMPLEX)
    announced = request.headers.get("content-length", "")
    if announced.isdecimal() and int(announced[:20]) > max_bytes:
        raise too_large
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > max_bytes:
            raise too_large
    return bytes(body)


def _from_address(request: Request, max_bytes: int) -> dict[str, Any]:
    """The parameters of a GET request, those that are JSON decoded."""
    if len(request.scope.get("query_string", b"")) > max_bytes:
        raise HttpRefusal(414, TOO_LARGE.format(limit=max_bytes), Code.QUERY_TOO_COMPLEX)
    parameters: dict[str, Any] = dict(request.query_params)
    for name in ("variables", "extensions"):
        if parameters.get(name):
            parameters[name] = _json_value(parameters[name], f"`{name}`")
        else:
            parameters.pop(name, None)
    return parameters


def _json_value(text: bytes | str, what: str) -> Any:
    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError as error:
        place = f"line {error.lineno}, column {error.colno}"
        advice = next((f" {hint}" for sign, hint in HINTS.items() if sign in error.msg), "")
        raise HttpRefusal(400, f"{what} is not JSON: {place}.{advice}") from None


def _graphql_request(parameters: object) -> GraphQLRequest:
    """The operation that decoded parameters describe."""
    if isinstance(parameters, list):
        raise HttpRefusal(400, "Send one operation for each request; several in a list are not taken.")
    if not isinstance(parameters, dict):
        raise HttpRefusal(400, 'Send a JSON object: {"query": "…", "variables": {…}, "operationName": "…"}.')
    given = cast("Mapping[str, object]", parameters)
    query, name = given.get("query"), given.get("operationName")
    variables, extensions = given.get("variables"), given.get("extensions")
    if not isinstance(query, str) or not query.strip():
        raise HttpRefusal(
            400, "`query` is missing: send the GraphQL document as text. A page to try: /graphiql."
        )
    if not isinstance(name, str | None):
        raise HttpRefusal(400, "`operationName` must be text, or absent.")
    if not isinstance(variables, dict | None):
        raise HttpRefusal(400, "`variables` must be an object, or absent.")
    if not isinstance(extensions, dict | None):
        raise HttpRefusal(400, "`extensions` must be an object, or absent.")
    return GraphQLRequest(query, name or None, cast("dict[str, Any] | None", variables))
