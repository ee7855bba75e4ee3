"""The application: the page, GraphQL, GraphiQL, health, metrics and version behind one door."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from importlib.metadata import version

from fastapi import FastAPI
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from strawberry.schema import BaseSchema

from api.http import graphiql
from api.http.graphql_view import GraphQLView
from api.http.host_guard import HostGuard
from api.http.metrics import Metrics
from api.http.report_view import ReportView
from api.page import page_routes
from api.settings import Settings
from graph.database import Database
from graph.errors import ThroughlineError

READY_SECONDS = 3.0
NO_DATABASE = "The database does not answer."

Pending = Callable[[], Awaitable[Sequence[object]]]


def application(
    settings: Settings, database: Database, schema: BaseSchema, pending: Pending, metrics: Metrics
) -> FastAPI:
    """The ASGI application; `pending` answers with the migrations that are still to be applied.

    It counts requests in the `metrics` and shows them.

    The pages of FastAPI about itself stay off: they load from other hosts.
    """
    app = FastAPI(
        title="Throughline", version=version("throughline"), docs_url=None, redoc_url=None, openapi_url=None
    )
    reports = ReportView(schema, settings, database)
    app.router.routes += [
        Route("/reports", reports.index),
        Route("/reports/{file}", reports.answer),
        *graphiql.routes(),
        *page_routes.routes(),
        Route("/livez", _alive),
        Route("/readyz", _readiness(database, pending)),
        Route("/metrics", _metrics(metrics)),
        Route("/version", _version),
    ]
    view = GraphQLView(schema, settings, database, metrics)
    app.add_middleware(HostGuard, lanes={"/graphql": view, "/graphql/": view})
    return app


async def _alive(request: Request) -> Response:
    return JSONResponse({"status": "alive"})


async def _version(request: Request) -> Response:
    return JSONResponse({"name": "throughline", "version": version("throughline")})


def _readiness(database: Database, pending: Pending) -> Callable[[Request], Awaitable[Response]]:
    async def ready(request: Request) -> Response:
        problems = await _problems(database, pending)
        if problems:
            return JSONResponse({"status": "not ready", "problems": problems}, 503)
        return JSONResponse({"status": "ready"})

    return ready


async def _problems(database: Database, pending: Pending) -> list[str]:
    """Why requests could not be served now."""
    try:
        async with asyncio.timeout(READY_SECONDS):
            await database.verify()
            due = await pending()
    except (ThroughlineError, TimeoutError):
        return [NO_DATABASE]
    return [f"Migrations are pending ({len(due)}). Run `throughline migrate`."] if due else []


def _metrics(metrics: Metrics) -> Callable[[Request], Awaitable[Response]]:
    async def text(request: Request) -> Response:
        return Response(metrics.text(), media_type=metrics.media_type)

    return text
