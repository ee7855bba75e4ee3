"""Reports made in process from the portfolio of a test, and over HTTP."""

from collections.abc import AsyncGenerator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from time import monotonic
from typing import Any
from weakref import ref

import httpx
import strawberry

from api.context import Context
from api.http.application import application
from api.http.metrics import Metrics
from api.reports.record_lookup import resolve_filters
from api.reports.report import Data, Section
from api.reports.report_request import LIBRARY, report_and_form, report_pieces
from api.reports.report_run import ReportRun, SchemaClient
from api.settings import Settings
from graph.database import Database
from tests.api.asking import PATIENCE
from tests.api.example import nothing_pending

BASE = "http://127.0.0.1:8000"


class Node(dict[str, Any]):
    """A record of an answer that can be watched being let go."""


class Maker:
    """Makes reports of one database."""

    def __init__(self, schema: strawberry.Schema, database: Database) -> None:
        self.schema = schema
        self.database = database
        self.told: list[tuple[int, int]] = []

    async def __call__(self, file: str, page: int = 0, /, **given: str | Sequence[str]) -> bytes:
        """The bytes of a report, named as over HTTP: `portfolio.csv`; `page` rows at a time."""
        name, _, ending = file.partition(".")
        report, form = report_and_form(name, ending)
        report = replace(report, page=page) if page else report
        filters = {key: [value] if isinstance(value, str) else value for key, value in given.items()}
        pieces = report_pieces(
            report, form, filters, self.ask, BASE, lambda done, total: self.told.append((done, total))
        )
        return b"".join([piece async for piece in pieces])

    async def sections(self, name: str, /, **given: str | Sequence[str]) -> tuple[Section, ...]:
        """The sections of a report with all their columns, those too that hang on the answer."""
        report, _ = report_and_form(name, "json")
        filters = {key: [value] if isinstance(value, str) else value for key, value in given.items()}
        narrowed = await resolve_filters(filters, report.statuses, self.ask)
        run = ReportRun(LIBRARY, report, narrowed, self.ask, BASE, lambda _, __: None)
        await run.ask_first()
        return run.report.sections

    async def ask(self, request: str, variables: Mapping[str, Any]) -> Data:
        """The data of an operation."""
        asker = SchemaClient(self.schema, lambda: Context(self.database, "test", monotonic() + PATIENCE))
        return await asker(request, variables)

    @asynccontextmanager
    async def client(self, settings: Settings | None = None) -> AsyncGenerator[httpx.AsyncClient]:
        """A client of the application on this database."""
        app = application(
            settings or Settings(deadline=PATIENCE), self.database, self.schema, nothing_pending, Metrics()
        )
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url=BASE) as client:
            yield client


class Watcher(Maker):
    """Counts at each question how many records of earlier answers are still held."""

    def __init__(self, schema: strawberry.Schema, database: Database) -> None:
        super().__init__(schema, database)
        self.held: list[int] = []
        self._given: list[ref[Node]] = []

    async def ask(self, request: str, variables: Mapping[str, Any]) -> Data:
        """The data of an operation, its records watched."""
        self.held.append(sum(known() is not None for known in self._given))
        data = await super().ask(request, variables)
        for connection in data.values():
            connection["nodes"] = nodes = [Node(node) for node in connection["nodes"]]
            self._given += map(ref, nodes)
        return data
