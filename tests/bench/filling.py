"""A generated portfolio brought into an empty graph: by the product, and by the bare driver, in turn."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from statistics import median
from time import perf_counter
from typing import Any, LiteralString, cast

from neo4j import AsyncDriver, AsyncGraphDatabase

from graph.database import Database
from graph.model import MODEL
from graph.server import ServerAddress
from graph.writing.bulk_insert import load
from seed.generate import Portfolio, generate_portfolio
from tests.bench.page import Found

HEADS = ("rows", "hand rows per s", "product rows per s", "ratio", "hand s", "product s")
BATCH, SESSIONS = 5_000, 2
TIMES, DATES = ("createdAt", "updatedAt", "statusChangedAt"), ("startsOn", "endsOn")

CLEAR: LiteralString = """\
MATCH (n) WHERE NOT n:__Neo4jMigration AND NOT n:__Neo4jMigrationsLock
CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 5000 ROWS"""
COUNT: LiteralString = """\
MATCH (n) WHERE NOT n:__Neo4jMigration AND NOT n:__Neo4jMigrationsLock
RETURN count(n) + COUNT { (start)-->() WHERE NOT start:__Neo4jMigration }"""


async def measure(address: ServerAddress, database: Database, journeys: int, rounds: int) -> Found:
    """How fast both are, the median of the rounds after a first one that warms the server."""
    found = Found("seeding", HEADS)
    portfolio = generate_portfolio(MODEL, journeys, 1)
    driver = AsyncGraphDatabase.driver(address.uri, auth=(address.username, address.password))
    seconds: tuple[list[float], list[float]] = ([], [])
    async with driver:
        for _ in range(rounds + 1):
            hand = await _timed(driver, portfolio, lambda: by_hand(driver, portfolio))
            ours = await _timed(driver, portfolio, lambda: by_product(database, portfolio))
            seconds[0].append(hand)
            seconds[1].append(ours)
        await _run(driver, CLEAR)
    hand, ours = (median(values[1:]) for values in seconds)
    rows = portfolio.size
    figures = [
        f"{rows / hand:,.0f}",
        f"{rows / ours:,.0f}",
        f"{hand / ours:.2f}",
        f"{hand:.2f}",
        f"{ours:.2f}",
    ]
    found.rows.append([f"{rows:,}", *figures])
    return found


async def _timed(driver: AsyncDriver, portfolio: Portfolio, work: Callable[[], Awaitable[Any]]) -> float:
    """Seconds that the work takes in an empty graph; the run ends unless all rows are there then."""
    await _run(driver, CLEAR)
    begun = perf_counter()
    await work()
    seconds = perf_counter() - begun
    ((there,),) = await _run(driver, COUNT)
    if there != portfolio.size:
        raise SystemExit(f"{there} of {portfolio.size} rows are in the graph")
    return seconds


async def by_product(database: Database, portfolio: Portfolio) -> None:
    """As `throughline seed generate` loads."""
    await load(database, portfolio.nodes, portfolio.relationships)


async def by_hand(driver: AsyncDriver, portfolio: Portfolio) -> None:
    """The statements that somebody would write for these rows, in two sessions that commit each batch."""
    for kind, rows in portfolio.nodes:
        await _batches(driver, _nodes(kind.label, set(rows[0])), rows)
    for kind, rows in portfolio.relationships:
        text = (
            f"UNWIND $rows AS row MATCH (a:{kind.start} {{id: row[0]}}) MATCH (b:{kind.end} {{id: row[1]}}) "
            f"CREATE (a)-[l:{kind.type}]->(b) SET l = row[2]"
        )
        await _batches(driver, text, rows)


def _nodes(label: str, names: set[str]) -> str:
    sets = [f"n.{name} = datetime({{epochMillis: row.{name}}})" for name in TIMES if name in names]
    sets += [f"n.{name} = date(row.{name})" for name in DATES if name in names]
    return f"UNWIND $rows AS row CREATE (n:{label}) SET {', '.join(['n = row', *sets])}"


async def _batches(driver: AsyncDriver, text: str, rows: list[Any]) -> None:
    waiting = iter([rows[start : start + BATCH] for start in range(0, len(rows), BATCH)])

    async def worker(batches: Iterator[list[Any]]) -> None:
        for batch in batches:
            await _run(driver, text, rows=batch)

    await asyncio.gather(*(worker(waiting) for _ in range(SESSIONS)))


async def _run(driver: AsyncDriver, text: str, **parameters: Any) -> list[list[Any]]:
    async with driver.session(database="neo4j") as session:
        return await (await session.run(cast("LiteralString", text), parameters)).values()
