"""Writers at work, by hand and over the API in turn: how many a second, how long, and was any write lost."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from statistics import median
from time import perf_counter
from typing import Any

import orjson
from neo4j import AsyncDriver, AsyncGraphDatabase, AsyncSession
from neo4j.exceptions import TransientError

from graph.database import Database
from graph.server import ServerAddress
from tests.bench.host import PORT
from tests.bench.measure import Line, Processes, Taken
from tests.bench.page import Found
from tests.bench.works import HOT, WORKS, Stock, Work
from tests.statements import cypher

HEADS = (
    "work", "writers", "hand per s", "API per s", "ratio", "hand p50 ms", "API p50 ms", "API p99 ms",
    "API: CPU ms", "by hand: Neo4j CPU ms", "API: Neo4j CPU ms", "conflicts hand, API", "lost hand, API",
)  # fmt: skip
WARM_SECONDS = 3.0

# Does one piece of work; whether it was acknowledged, or else refused because of a newer version.
Write = Callable[[], Awaitable[bool]]


@dataclass
class Written(Taken):
    """What was acknowledged in how many seconds, what was refused, and what was acknowledged but lost."""

    elapsed: float = 0.0
    conflicts: int = 0
    lost: int = 0

    @property
    def rate(self) -> float:
        """Acknowledged writes a second."""
        return len(self.seconds) / self.elapsed


async def measure(
    address: ServerAddress,
    database: Database,
    processes: Processes,
    writers: list[int],
    rounds: int,
    seconds: float,
) -> Found:
    """Figures of every piece of work, at each number of writers."""
    found = Found("writes", HEADS)
    stock = await _stock(database)
    driver = AsyncGraphDatabase.driver(address.uri, auth=(address.username, address.password))
    async with driver:
        for work in WORKS:
            sides = [by_hand(work, stock, driver), over_http(work, stock)]
            for side in sides:
                await _round([side() for _ in range(8)], WARM_SECONDS, Written(), processes)
            for count in writers:
                taken = [Written(), Written()]
                teams = [[side() for _ in range(count)] for side in sides]
                for _ in range(rounds):
                    for team, written in zip(teams, taken, strict=True):
                        await _counted(work, database, team, seconds, written, processes)
                found.rows.append([work.name, str(count), *_figures(*taken)])
    return found


def _figures(hand: Written, ours: Written) -> list[str]:
    return [
        f"{hand.rate:.0f}",
        f"{ours.rate:.0f}",
        *(f"{value:.2f}" for value in (ours.rate / hand.rate, hand.p50, ours.p50, ours.p99)),
        *(f"{1000 * median(values):.2f}" for values in (ours.api, hand.server, ours.server)),
        f"{hand.conflicts}, {ours.conflicts}",
        f"{hand.lost}, {ours.lost}",
    ]


async def _stock(database: Database) -> Stock:
    (opportunities,) = await database.read(
        cypher("MATCH (o:Opportunity) WITH o ORDER BY o.id LIMIT 500 RETURN collect(o.id)"), {}
    )
    (steps,) = await database.read(
        cypher("MATCH (s:Step) WITH s ORDER BY s.id LIMIT 2000 RETURN collect(s.id)"), {}
    )
    insights = await database.rows(
        cypher("MATCH (i:Insight) WITH i ORDER BY i.id LIMIT $hot RETURN i.id, i.version"), {"hot": HOT}
    )
    return Stock(opportunities, steps, {str(row[0]): int(row[1]) for row in insights})


async def _counted(
    work: Work, database: Database, team: list[Write], seconds: float, written: Written, processes: Processes
) -> None:
    """A round, after which what was acknowledged is looked for."""
    (before,) = await database.read(cypher(work.tally), {})
    acknowledged = len(written.seconds)
    await _round(team, seconds, written, processes)
    (after,) = await database.read(cypher(work.tally), {})
    written.lost += len(written.seconds) - acknowledged - (after - before)


async def _round(team: list[Write], seconds: float, written: Written, processes: Processes) -> None:
    before, count, begun = processes.used(), len(written.seconds), perf_counter()

    async def writing(write: Write) -> None:
        while (start := perf_counter()) < begun + seconds:
            if await write():
                written.seconds.append(perf_counter() - start)
            else:
                written.conflicts += 1

    await asyncio.gather(*map(writing, team))
    written.elapsed += perf_counter() - begun
    after, done = processes.used(), max(len(written.seconds) - count, 1)
    written.api.append((after[0] - before[0]) / done)
    written.server.append((after[1] - before[1]) / done)


def by_hand(work: Work, stock: Stock, driver: AsyncDriver) -> Callable[[], Write]:
    """Makes writers that send the statement through the driver, each in a session of its own."""

    def writer() -> Write:
        session = driver.session(database="neo4j", disable_auto_commit_retries=True)

        async def write() -> bool:
            drawn = work.draw(stock)
            rows = await _sent(session, work, work.by_hand(drawn))
            if rows:
                _believe(stock, *rows[0])
                return True
            ((identifier, version),) = await _rows(
                session, "MATCH (n:Insight {id: $id}) RETURN n.id, n.version", {"id": drawn["id"]}
            )
            _believe(stock, identifier, version)
            return False

        return write

    return writer


async def _sent(session: AsyncSession, work: Work, parameters: dict[str, Any]) -> list[list[Any]]:
    """The statement, sent again after a deadlock."""
    while True:
        try:
            return await _rows(session, work.statement, parameters)
        except TransientError:
            await asyncio.sleep(0.01)


async def _rows(session: AsyncSession, text: Any, parameters: dict[str, Any]) -> list[list[Any]]:
    return await (await session.run(text, parameters)).values()


def over_http(work: Work, stock: Stock) -> Callable[[], Write]:
    """Makes writers that ask the API, each over a connection of its own."""

    def writer() -> Write:
        line = Line(PORT)

        async def write() -> bool:
            drawn = work.draw(stock)
            body = orjson.dumps({"query": work.request, "variables": dict(drawn)})
            answer = orjson.loads(await line.ask(body))
            if "errors" in answer:
                raise SystemExit(f"{work.name}: {answer['errors']}")
            written = answer["data"]["written"]
            if written["record"]:
                _believe(stock, **written["record"])
                return True
            if [error["code"] for error in written["userErrors"]] != ["CONFLICT"]:
                raise SystemExit(f"{work.name}: {written['userErrors']}")
            _believe(stock, drawn["id"], written["userErrors"][0]["version"])
            return False

        return write

    return writer


def _believe(stock: Stock, id: str, version: int) -> None:
    """Keep the newest version that was heard of."""
    if id in stock.versions:
        stock.versions[id] = max(version, stock.versions[id])
