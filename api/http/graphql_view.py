"""GraphQL over HTTP: one request from its bytes to those of its answer, in time and within its size."""

import asyncio
import re
from dataclasses import dataclass, field
from time import monotonic
from typing import Any
from uuid import uuid4

import orjson
import structlog
from graphql import GraphQLError
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send
from strawberry.asgi import GraphQL
from strawberry.schema import BaseSchema
from strawberry.schema.exceptions import InvalidOperationTypeError
from strawberry.types import ExecutionResult
from strawberry.types.execution import PreExecutionError
from strawberry.types.graphql import OperationType
from structlog.contextvars import bind_contextvars

from api.context import Context
from api.errors import BROKEN, TOO_LATE, WROTE_TOO_LATE, Code, graphql_error, log_defect, refusal
from api.http.disconnect import DisconnectWatch
from api.http.http_request import GraphQLRequest, HttpRefusal, read_request
from api.http.metrics import Metrics
from api.http.negotiation import LEGACY, http_status, media_type
from api.settings import Settings
from graph.database import Database

log = structlog.get_logger("throughline")
SANE_ID = re.compile(r"[A-Za-z0-9._:-]{1,100}")
SANE_KEY = re.compile(r"[!-~]{1,200}")
ALLOWED = {
    "GET": frozenset({OperationType.QUERY}),
    "POST": frozenset({OperationType.QUERY, OperationType.MUTATION}),
}


@dataclass(slots=True)
class Exchange:
    """One request on its way: what it carries, and what has been decided about its answer."""

    request: Request
    context: Context
    media: str = LEGACY
    status: int = 200
    codes: list[str] = field(default_factory=list)
    left: bool = False


class GraphQLView(GraphQL[Context, None]):
    """The GraphQL endpoint: Strawberry's view, its HTTP side done our way."""

    def __init__(self, schema: BaseSchema, settings: Settings, database: Database, metrics: Metrics) -> None:
        super().__init__(schema, graphql_ide=None, subscription_protocols=())
        self.settings = settings
        self.database = database
        self.metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, log it and count it."""
        if scope["type"] != "http":
            await send({"type": "websocket.close", "code": 1008})
            return
        started = monotonic()
        request = Request(scope, receive)
        context = Context(self.database, request_id(request), started + self.settings.deadline)
        bind_contextvars(request_id=context.request_id)  # whatever is logged meanwhile says for whom
        exchange = Exchange(request, context)
        body = await self._body(exchange)
        if not exchange.left:
            await _response(exchange, body)(scope, receive, send)
        self._note(exchange, monotonic() - started)

    async def _body(self, exchange: Exchange) -> bytes:
        """The bytes of the answer; notes status and codes in the exchange."""
        context = exchange.context
        try:
            answer = await self._answer(exchange)
            if exchange.status == 200:
                exchange.status = http_status(exchange.media, "data" in answer, exchange.codes)
            return orjson.dumps(answer)
        except HttpRefusal as unserved:
            exchange.status = unserved.status
            return orjson.dumps(_error_answer([unserved.error], exchange))
        except ClientDisconnect:
            exchange.left = True
            return b""
        except Exception as error:
            log_defect(error, context.request_id)
            exchange.status = 500
            broken = refusal(Code.INTERNAL_SERVER_ERROR, BROKEN.format(request_id=context.request_id))
            return orjson.dumps(_error_answer([broken], exchange))

    async def _answer(self, exchange: Exchange) -> dict[str, Any]:
        """The answer of the schema, in time and only while somebody waits for it."""
        request, context = exchange.request, exchange.context
        exchange.media = _accepted_media(request)
        context.idempotency_key = _idempotency_key(request)
        answer: dict[str, Any] = {}
        try:
            async with asyncio.timeout(context.seconds_left()):
                asked = await read_request(request, self.settings.max_body_bytes)
        except TimeoutError:
            raise HttpRefusal(
                408, "The request did not arrive in time. Send it again.", Code.TIMEOUT
            ) from None
        departure = DisconnectWatch(request.receive)
        async with departure:
            try:
                async with asyncio.timeout(context.seconds_left()):
                    result = await self._result(asked, exchange)
                answer = _result_answer(result, exchange)
            except TimeoutError:
                answer = _error_answer([_too_late(context, self.settings.deadline)], exchange)
        exchange.left = departure.happened
        return answer

    async def _result(self, asked: GraphQLRequest, exchange: Exchange) -> ExecutionResult:
        method = exchange.request.method
        try:
            return await self.schema.execute(
                asked.query,
                variable_values=asked.variables,
                context_value=exchange.context,
                operation_name=asked.name,
                allowed_operation_types=ALLOWED[method],
            )
        except InvalidOperationTypeError as error:
            if method == "GET" and error.operation_type is OperationType.MUTATION:
                raise HttpRefusal(405, "GET is for queries only. Send mutations with POST.") from None
            raise HttpRefusal(400, "Subscriptions are not served. Poll `changes` instead.") from None

    def _note(self, exchange: Exchange, seconds: float) -> None:
        context = exchange.context
        outcome = "left" if exchange.left else "error" if exchange.codes else "ok"
        self.metrics.count_request(context, seconds, outcome, exchange.codes)
        log.info(
            "request",
            request_id=context.request_id,
            operation=context.operation_name,
            kind=context.operation_kind,
            outcome=outcome,
            codes=exchange.codes,
            status=None if exchange.left else exchange.status,
            milliseconds=round(seconds * 1000, 1),
            statements=context.counters.statements,
        )


def request_id(request: Request) -> str:
    """The id the client gave, if it is a sane one, else a new one."""
    given = request.headers.get("x-request-id", "")
    return given if SANE_ID.fullmatch(given) else uuid4().hex


def _accepted_media(request: Request) -> str:
    media = media_type(request.headers.get("accept"))
    if media is None:
        raise HttpRefusal(406, "Accept application/graphql-response+json or application/json.")
    return media


def _idempotency_key(request: Request) -> str | None:
    key = request.headers.get("idempotency-key")
    if key is not None and not SANE_KEY.fullmatch(key):
        raise HttpRefusal(400, "Idempotency-Key must be 1 to 200 visible ASCII characters.")
    return key


def _result_answer(result: ExecutionResult, exchange: Exchange) -> dict[str, Any]:
    """A result as it goes out; what failed before execution has no data, not even null."""
    refused = isinstance(result, PreExecutionError) or (
        result.data is None and not any(error.path for error in result.errors or ())
    )
    answer = _error_answer(result.errors, exchange) if result.errors else {}
    return answer if refused else {**answer, "data": result.data}


def _error_answer(errors: list[GraphQLError], exchange: Exchange) -> dict[str, Any]:
    """The errors as they go out; notes their codes."""
    told = [graphql_error(error, exchange.context.request_id) for error in errors]
    exchange.codes = [error["extensions"]["code"] for error in told]
    return {"errors": told}


def _too_late(context: Context, seconds: float) -> GraphQLError:
    writing = context.operation_kind == "mutation"
    return refusal(Code.TIMEOUT, (WROTE_TOO_LATE if writing else TOO_LATE).format(seconds=seconds))


def _response(exchange: Exchange, body: bytes) -> Response:
    headers = {"X-Request-ID": exchange.context.request_id, "Cache-Control": "no-store"}
    if exchange.status == 405:
        headers["Allow"] = "POST" if exchange.request.method == "GET" else "GET, POST"
    return Response(body, exchange.status, headers, f"{exchange.media}; charset=utf-8")
