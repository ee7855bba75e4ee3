"""What the statements of both ways ask of the database: hits in their plans, whatever the machine does."""

from collections.abc import Mapping
from time import monotonic
from typing import Any, cast

from neo4j import AsyncDriver, AsyncGraphDatabase

from api.context import Context
from api.schema import graphql_schema
from api.settings import Settings
from graph.database import Database
from graph.server import ServerAddress
from tests.bench.page import Found
from tests.bench.reads import samples_of
from tests.bench.shapes import SHAPES, Samples, Shape

HEADS = ("shape", "hand: database hits", "API: database hits", "ratio")
PATIENCE = 60.0


async def measure(address: ServerAddress, database: Database, only: str | None) -> Found:
    """Database hits of the statement by hand, and of the one that the API sends."""
    found = Found("plans", HEADS)
    samples = await samples_of(database)
    auth = (address.username, address.password)
    async with AsyncGraphDatabase.driver(address.uri, auth=auth, notifications_min_severity="OFF") as driver:
        for shape in SHAPES:
            if only is None or only in shape.name:
                hand = await _hits(driver, shape.statement, shape.parameters(samples))
                ours = await _hits(driver, *await _sent(shape, samples, database))
                found.rows.append([shape.name, f"{hand:,}", f"{ours:,}", f"{ours / hand:.2f}"])
    return found


async def _sent(shape: Shape, samples: Samples, database: Database) -> tuple[str, Mapping[str, Any]]:
    """The statement of the API for a shape, with its parameters."""
    sent: list[tuple[str, Mapping[str, Any]]] = []
    database.on_statement = lambda run: sent.append((run.statement.text, dict(run.parameters)))
    served = graphql_schema(Settings.model_construct())
    context = Context(database, "plans", monotonic() + PATIENCE)
    await served.execute(shape.request, dict(shape.variables(samples)), context)
    database.on_statement = None
    return sent[-1]


async def _hits(driver: AsyncDriver, text: str, parameters: Mapping[str, Any]) -> int:
    statement: Any = f"PROFILE {text}"
    summary: Any = (await driver.execute_query(statement, dict(parameters))).summary
    pending, hits = [cast("dict[str, Any]", summary.profile)], 0
    while pending:
        node = pending.pop()
        hits += node.get("dbHits", 0) or node.get("args", {}).get("DbHits", 0)
        pending += node.get("children", [])
    return hits
