"""Reports over HTTP: GET /reports/NAME.FORM, sent while it is read, or refused; and the list of them all."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import aclosing
from http import HTTPStatus
from time import monotonic
from typing import Any

import orjson
import structlog
from graphql import GraphQLError
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from strawberry.schema import BaseSchema
from structlog.contextvars import bind_contextvars

from api.context import Context, Counters
from api.errors import Code, graphql_error
from api.http.disconnect import DisconnectWatch
from api.http.graphql_view import request_id as identifier
from api.http.negotiation import STATUSES, accept_weight
from api.page.page_routes import HEADERS, shell_page
from api.reports.report_index import index_data, index_main, problem_page
from api.reports.report_request import PIECE_BYTES, UnknownReport, report_and_form, report_pieces
from api.reports.report_run import SchemaClient
from api.settings import Settings
from graph.database import Database
from graph.errors import Misconfigured, NotFound, TimedOut

PROBLEM = "application/problem+json"

log = structlog.get_logger("throughline")
# A report draws itself: nothing is fetched and nothing runs.
CLOSED = "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
REPORT_POLICY = f"default-src 'none'; style-src 'unsafe-inline'; {CLOSED}"
REPORT_HEADERS = {
    "Content-Security-Policy": REPORT_POLICY,
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}
TOO_LATE = "The report took longer than {seconds:g} seconds and was stopped."
SHORTER = " Narrow the report, or write it with `throughline report`, which has no deadline."


class ReportView:
    """The endpoint of one application's reports."""

    def __init__(self, schema: BaseSchema, settings: Settings, database: Database) -> None:
        self._schema = schema
        self._settings = settings
        self._database = database

    async def index(self, request: Request) -> Response:
        """All reports: a page for people, JSON where that is asked for."""
        base, accept = self._base(request), request.headers.get("accept")
        if accept_weight(accept, "application/json") > accept_weight(accept, "text/html"):
            return Response(orjson.dumps(index_data(base)), media_type="application/json")
        # Its forms lead to reports and nowhere else.
        policy = HEADERS["Content-Security-Policy"].replace(
            "form-action 'self'", f"form-action 'self' {base}"
        )
        headers = HEADERS | {"Content-Security-Policy": policy, "Vary": "Accept"}
        page = shell_page("Reports – Throughline", str(index_main(base)))
        return Response(page, headers=headers, media_type="text/html")

    def _base(self, request: Request) -> str:
        """What links begin with."""
        return self._settings.public_url or str(request.base_url).rstrip("/")

    async def answer(self, request: Request) -> Response:
        """Answer a request, and log it; a report of several pieces is sent while it is read."""
        name, _, ending = request.path_params["file"].rpartition(".")
        sending = ReportDelivery(self._database, identifier(request), self._settings.deadline, name, ending)
        bind_contextvars(request_id=sending.request_id)
        response: Response | None = None
        async with DisconnectWatch(request.receive):
            try:
                response = await self._report(request, sending)
            except Exception as error:
                response = self._problem_response(request, error, sending.request_id)
        if not isinstance(response, StreamingResponse):
            sending.log_outcome(response.status_code if response else None)
        return response or Response()

    async def _report(self, request: Request, sending: "ReportDelivery") -> Response:
        report, form = report_and_form(sending.name, sending.ending)
        # A form sends what was left empty as well.
        sent = ((key, request.query_params.getlist(key)) for key in request.query_params)
        given = {key: [text for text in texts if text.strip()] for key, texts in sent}
        base = self._base(request)
        asker = SchemaClient(self._schema, sending.context)
        pieces = report_pieces(report, form, given, asker, base, lambda _done, _total: None)
        first = await sending.next_piece(pieces)
        place = "inline" if form.text or form.drawn else "attachment"
        headers = REPORT_HEADERS | {
            "X-Request-ID": sending.request_id,
            "Content-Disposition": f'{place}; filename="{sending.name}.{sending.ending}"',
        }
        if len(first) < PIECE_BYTES:
            return Response(first, headers=headers, media_type=form.media_type)
        return StreamingResponse(
            sending.all_pieces(first, pieces), headers=headers, media_type=form.media_type
        )

    def _problem_response(self, request: Request, error: Exception, request_id: str) -> Response:
        """What kept a report from being made: a page for people, a JSON problem (RFC 9457) for others."""
        problem = report_problem(error, request_id)
        status = problem["status"]
        headers = REPORT_HEADERS | {"X-Request-ID": request_id, "Vary": "Accept"}
        accept = request.headers.get("accept")
        machine = max(accept_weight(accept, media) for media in ("application/json", PROBLEM))
        if accept_weight(accept, "text/html") > machine:
            page = problem_page(problem["title"], problem["detail"], self._base(request))
            return Response(page, status, headers, "text/html")
        return Response(orjson.dumps(problem), status, headers, PROBLEM)


class ReportDelivery:
    """One report on its way out: each piece of it is made within the time of a request."""

    def __init__(self, database: Database, request_id: str, seconds: float, name: str, ending: str) -> None:
        self.request_id = request_id
        self.name = name
        self.ending = ending
        self._database = database
        self._seconds = seconds
        self._started = self._begun = monotonic()
        self._counters = Counters()

    def context(self) -> Context:
        """The context of one operation."""
        until = self._begun + self._seconds
        return Context(self._database, self.request_id, until, counters=self._counters)

    async def next_piece(self, pieces: AsyncGenerator[bytes]) -> bytes:
        """The next piece; nothing at the end. Raises TimedOut."""
        self._begun = monotonic()
        try:
            async with asyncio.timeout(self._seconds):
                return await anext(pieces, b"")
        except TimeoutError:
            raise TimedOut(TOO_LATE.format(seconds=self._seconds)) from None

    async def all_pieces(self, piece: bytes, pieces: AsyncGenerator[bytes]) -> AsyncIterator[bytes]:
        """All pieces, from the first on.

        Where one cannot be made the answer breaks off, which no client takes for its end.
        """
        status: int | None = None
        try:
            async with aclosing(pieces):
                while piece:
                    yield piece
                    piece = await self.next_piece(pieces)
            status = 200
        finally:
            self.log_outcome(status)

    def log_outcome(self, status: int | None) -> None:
        """Log what was sent; no status for what nobody waited for, or what broke."""
        log.info(
            "report",
            request_id=self.request_id,
            report=self.name[:80],
            form=self.ending[:20],
            status=status,
            milliseconds=round((monotonic() - self._started) * 1000, 1),
            statements=self._counters.statements,
        )


def report_problem(error: Exception, request_id: str) -> dict[str, Any]:
    """An error as a problem (RFC 9457); what nobody expected is logged and masked."""
    told = graphql_error(
        error if isinstance(error, GraphQLError) else GraphQLError("", original_error=error),
        request_id,
    )
    code, detail = told["extensions"]["code"], told["message"]
    status = STATUSES.get(code, 400)
    if isinstance(error, NotFound | UnknownReport):
        status = 404
    elif isinstance(error, Misconfigured):
        status, code, detail = 501, "NOT_IMPLEMENTED", error.message
    if code == Code.TIMEOUT:
        detail += SHORTER
    return {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
        "code": code,
        "requestId": request_id,
    }
