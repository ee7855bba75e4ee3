"""Reports made in process from the portfolio of a test, and over HTTP."""

from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager
from io import BytesIO
from time import monotonic

import httpx
import strawberry

from api.app import application
from api.context import Context
from api.reports.document import Asker
from api.reports.making import make, wanted
from api.settings import Settings
from graph.database import Database
from tests.api.asking import PATIENCE
from tests.api.example import nothing_pending

BASE = "http://127.0.0.1:8000"


class Maker:
    """Makes reports of one database."""

    def __init__(self, schema: strawberry.Schema, database: Database) -> None:
        self.schema = schema
        self.database = database
        self.told: list[tuple[int, int]] = []
        self.sizes: list[int] = []

    async def __call__(self, file: str, **given: str | Sequence[str]) -> bytes:
        """The bytes of a report, named as over HTTP: `portfolio.csv`."""
        name, _, ending = file.partition(".")
        report, form = wanted(name, ending)
        ask = Asker(self.schema, lambda: Context(self.database, "test", monotonic() + PATIENCE))
        filters = {key: [value] if isinstance(value, str) else value for key, value in given.items()}
        out = BytesIO()

        def tell(done: int, total: int) -> None:
            self.told.append((done, total))
            self.sizes.append(out.tell())

        await make(report, form, filters, ask, BASE, out, tell)
        return out.getvalue()

    @asynccontextmanager
    async def client(self, settings: Settings | None = None) -> AsyncGenerator[httpx.AsyncClient]:
        """A client of the application on this database."""
        app = application(settings or Settings(), self.database, self.schema, nothing_pending)
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url=BASE) as client:
            yield client
