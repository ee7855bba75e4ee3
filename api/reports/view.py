"""Reports over HTTP: GET /reports/NAME.FORM, in the time of a request, whole or refused as a JSON problem."""

import asyncio
from collections.abc import AsyncIterator
from http import HTTPStatus
from tempfile import SpooledTemporaryFile
from time import monotonic
from typing import BinaryIO, cast

import orjson
import structlog
from graphql import GraphQLError
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from strawberry.schema import BaseSchema

from api.context import Context
from api.departure import Departure
from api.errors import TOO_LATE, Code, graphql_error
from api.negotiation import STATUSES
from api.reports.document import Asker
from api.reports.making import Unknown, make, wanted
from api.settings import Settings
from api.view import request_id
from graph.database import Database
from graph.errors import Misconfigured, NotFound, TimedOut

log = structlog.get_logger("throughline")
IN_MEMORY = 2_000_000  # bytes of a report; what is more goes to a file that nobody sees
CHUNK = 256_000
# A report draws itself: nothing is fetched and nothing runs.
CLOSED = "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
POLICY = f"default-src 'none'; style-src 'unsafe-inline'; {CLOSED}"
HEADERS = {"Content-Security-Policy": POLICY, "Referrer-Policy": "no-referrer", "Cache-Control": "no-store"}
SHORTER = " Narrow the report, or write it with `throughline report`, which has no deadline."


class ReportView:
    """The endpoint of one application's reports."""

    def __init__(self, schema: BaseSchema, settings: Settings, database: Database) -> None:
        self._schema = schema
        self._settings = settings
        self._database = database

    async def answer(self, request: Request) -> Response:
        """Answer a request, and log it."""
        started = monotonic()
        context = Context(self._database, request_id(request), started + self._settings.deadline)
        name, _, ending = request.path_params["file"].rpartition(".")
        response: Response | None = None
        departure = Departure(request.receive)
        async with departure:
            try:
                async with asyncio.timeout(context.remaining()):
                    response = await self._report(request, context, name, ending)
            except TimeoutError:
                response = problem(TimedOut(TOO_LATE.format(seconds=self._settings.deadline)), context)
            except Exception as error:
                response = problem(error, context)
        log.info(
            "report",
            request_id=context.request_id,
            report=name[:80],
            form=ending[:20],
            status=response.status_code if response else None,
            milliseconds=round((monotonic() - started) * 1000, 1),
            statements=context.counters.statements,
        )
        return response or Response()

    async def _report(self, request: Request, context: Context, name: str, ending: str) -> Response:
        report, form = wanted(name, ending)
        given = {key: request.query_params.getlist(key) for key in request.query_params}
        out = cast("BinaryIO", SpooledTemporaryFile(IN_MEMORY))  # noqa: SIM115, closed when it has been sent
        base = str(request.base_url).rstrip("/")
        asker = Asker(self._schema, lambda: context)
        try:
            await make(report, form, given, asker, base, out, lambda _done, _total: None)
        except BaseException:
            out.close()
            raise
        size = out.tell()
        place = "inline" if form.text or form.drawn else "attachment"
        headers = {
            "X-Request-ID": context.request_id,
            "Content-Length": str(size),
            "Content-Disposition": f'{place}; filename="{name}.{ending}"',
        }
        out.seek(0)
        return StreamingResponse(_chunks(out), headers=HEADERS | headers, media_type=form.media_type)


async def _chunks(out: BinaryIO) -> AsyncIterator[bytes]:
    with out:
        while chunk := await asyncio.to_thread(out.read, CHUNK):
            yield chunk


def problem(error: Exception, context: Context) -> Response:
    """An error as a JSON problem (RFC 9457); what nobody expected is logged and masked."""
    told = graphql_error(
        error if isinstance(error, GraphQLError) else GraphQLError("", original_error=error),
        context.request_id,
    )
    code, detail = told["extensions"]["code"], told["message"]
    status = STATUSES.get(code, 400)
    if isinstance(error, NotFound | Unknown):
        status = 404
    elif isinstance(error, Misconfigured):
        status, code, detail = 501, "NOT_IMPLEMENTED", error.message
    if code == Code.TIMEOUT:
        detail += SHORTER
    body = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
        "code": code,
        "requestId": context.request_id,
    }
    headers = HEADERS | {"X-Request-ID": context.request_id}
    return Response(orjson.dumps(body), status, headers, "application/problem+json")
