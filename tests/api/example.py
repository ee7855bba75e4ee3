"""A small schema to try the HTTP shell with: it has no database behind it."""

import asyncio
from collections.abc import AsyncGenerator, Mapping
from contextlib import asynccontextmanager
from inspect import isawaitable
from typing import Any

import graphql
import httpx
import strawberry
from fastapi import FastAPI
from graphql import DocumentNode, GraphQLError

from api.context import Context
from api.documents import Documents
from api.execution import OperationExecutor, PreparedOperation
from api.http.application import application
from api.http.metrics import Metrics
from api.schema import Schema
from api.settings import Settings
from graph.computed import Catalogue
from graph.database import Database
from graph.errors import BadRequest, TimedOut, Unavailable
from graph.model import MODEL

FAILURES = {
    "bad": BadRequest("That order means nothing.", ["orderBy", "0"]),
    "away": Unavailable("The database does not answer."),
    "late": TimedOut("This took longer than allowed."),
    "broken": ValueError("a value nobody may see"),
}


class Witness:
    """Remembers what happened to the slow field."""

    def __init__(self) -> None:
        self.started = asyncio.Event()
        self.cancelled = False


@strawberry.type
class Thing:
    """Something with parts."""

    name: str

    @strawberry.field
    def parts(self) -> list["Thing"]:
        """Its parts."""
        return []


class ExampleExecutor(OperationExecutor):
    """Carries operations out by the resolvers of their fields."""

    async def run(
        self, prepared: PreparedOperation, variables: Mapping[str, Any], context: Context
    ) -> tuple[dict[str, Any] | None, list[GraphQLError]]:
        """Data and errors."""
        document = DocumentNode(definitions=(prepared.operation, *prepared.fragments.values()))
        running = graphql.execute(self.schema, document, variable_values=dict(variables))
        result = await running if isawaitable(running) else running
        return result.data, list(result.errors or ())


def example_schema(settings: Settings, witness: Witness) -> Schema:
    """A schema with a field for each way a request can go."""

    @strawberry.type
    class Query:
        @strawberry.field
        def hello(self, name: str = "you") -> str:
            """A greeting."""
            return f"Hello {name}"

        @strawberry.field
        def thing(self) -> Thing:
            """Something."""
            return Thing(name="thing")

        @strawberry.field
        def fails(self, how: str) -> str | None:
            """Fails in one of several ways."""
            raise FAILURES[how]

        @strawberry.field
        async def slow(self) -> str:
            """Takes too long."""
            witness.started.set()
            try:
                await asyncio.sleep(30)
            except asyncio.CancelledError:
                witness.cancelled = True
                raise
            return "done"

    @strawberry.type
    class Mutation:
        @strawberry.mutation
        async def write(self) -> str:
            """Takes too long, too."""
            await asyncio.sleep(30)
            return "done"

    schema = Schema(Query, Mutation)
    core = schema._schema  # pyright: ignore[reportPrivateUsage]
    executor = ExampleExecutor(MODEL, Catalogue(()))
    executor.bind(core)
    schema.bind(Documents(core, settings), executor)
    return schema


async def nothing_pending() -> list[object]:
    """A database without pending migrations."""
    return []


@asynccontextmanager
async def example_app(settings: Settings, witness: Witness | None = None) -> AsyncGenerator[FastAPI]:
    """The application round the example schema; its database answers nobody."""
    database = Database("bolt://127.0.0.1:1", "neo4j", "none")
    try:
        yield application(
            settings, database, example_schema(settings, witness or Witness()), nothing_pending, Metrics()
        )
    finally:
        await database.close()


@asynccontextmanager
async def example_client(settings: Settings | None = None) -> AsyncGenerator[httpx.AsyncClient]:
    """A client of the example application, on a loopback name."""
    async with example_app(settings or Settings()) as app:
        transport = httpx.ASGITransport(app)
        async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1:8000") as client:
            yield client
