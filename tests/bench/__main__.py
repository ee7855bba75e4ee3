"""Loads a generated portfolio, serves it, and prints for each shape what both ways cost.

`python -m tests.bench --journeys 200`, or `make bench`. Only that both answers are equal is insisted on.
"""

import argparse
import asyncio
import subprocess
import sys
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import sleep
from urllib.request import urlopen

import orjson
from rich.console import Console
from rich.table import Table

from graph import cursors
from graph.database import Database
from graph.loading import load
from graph.local import LocalServer, Memory, ServerAddress
from graph.model import MODEL
from migrations.runner import Migrations
from seed.generate import generate
from tests.bench.measure import Line, Taken, by_api, by_hand, round_of
from tests.bench.shapes import SHAPES, Samples, Shape

PORT = 8765
ROUNDS = 7


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--journeys", type=int, default=200)
    parser.add_argument("--opportunities", type=int)
    parser.add_argument("--seconds", type=float, default=0.7, help="length of one round")
    parser.add_argument("--connections", type=int, nargs="+", default=[1, 8])
    parser.add_argument("--heap", default="2g")
    parser.add_argument("--page-cache", default="512m")
    parser.add_argument("--only", help="shapes whose name holds this text")
    given = parser.parse_args()
    with TemporaryDirectory() as folder:
        server = LocalServer(Path(folder), memory=Memory(given.heap, given.page_cache))
        address = server.start()
        try:
            asyncio.run(_prepare(address, given.journeys, given.opportunities))
            with _serving(address) as api:
                process = server.status().pid
                assert process
                asyncio.run(_measure(address, api, process, given))
        finally:
            server.stop()


async def _prepare(address: ServerAddress, journeys: int, opportunities: int | None) -> None:
    database = _database(address)
    await Migrations(database).apply()
    portfolio = generate(MODEL, journeys, 1, opportunities)
    await load(database, portfolio.nodes, portfolio.relationships)
    await database.rows("CALL db.index.fulltext.awaitEventuallyConsistentIndexRefresh()", {})
    await database.close()
    Console().print(f"{journeys} journeys, {portfolio.size:,} rows loaded")


def _database(address: ServerAddress) -> Database:
    return Database(address.uri, address.username, address.password, address.database, read_timeout=60)


@contextmanager
def _serving(address: ServerAddress) -> Generator[int]:
    """A process of the API on this database, as `throughline serve` runs it; its pid."""
    environment = {
        "NEO4J_URI": address.uri,
        "NEO4J_USERNAME": address.username,
        "NEO4J_PASSWORD": address.password,
        "THROUGHLINE_PORT": str(PORT),
        "THROUGHLINE_LOG_LEVEL": "warning",
    }
    settings = [f"{name}={value}" for name, value in environment.items()]
    command = ["env", *settings, sys.executable, "-c", "from api.cli import app; app()", "serve"]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as process:
        try:
            _wait()
            yield process.pid
        finally:
            process.terminate()


def _wait() -> None:
    for _ in range(120):
        try:
            with urlopen(f"http://127.0.0.1:{PORT}/readyz", timeout=2):
                return
        except OSError:
            sleep(0.5)
    raise SystemExit("the API did not come up")


async def _samples(database: Database) -> Samples:
    (opportunity,) = await database.read(
        "MATCH (o:Opportunity)-[:ADDRESSES]->() WITH o, count(*) AS n "
        "ORDER BY n DESC, o.id SKIP 5 LIMIT 1 RETURN o.id",
        {},
    )
    (journey,) = await database.read("MATCH (j:Journey) RETURN j.id ORDER BY j.id LIMIT 1", {})
    (team,) = await database.read(
        "MATCH (t:Team)<-[:OWNED_BY]-(:Opportunity) WITH t, count(*) AS n "
        "ORDER BY n DESC, t.id SKIP 2 LIMIT 1 RETURN t.id",
        {},
    )
    value, identifier = await database.read(
        "MATCH (o:Opportunity {status: 'OPEN'}) WHERE o.value IS NOT NULL "
        "WITH o ORDER BY o.value DESC, o.id DESC SKIP 1000 LIMIT 1 RETURN o.value, o.id",
        {},
    )
    ids = await database.read("MATCH (o:Opportunity) WITH o ORDER BY o.id LIMIT 50 RETURN collect(o.id)", {})
    cursor = cursors.maker("Opportunity value down")([value, identifier])
    return Samples(opportunity, journey, team, (value, identifier), cursor, ids[0])


async def _measure(address: ServerAddress, api: int, server: int, given: argparse.Namespace) -> None:
    database = _database(address)
    samples = await _samples(database)
    table = Table(
        "shape", "connections", "hand p50 ms", "API p50", "p50 ratio", "hand p99", "API p99",
        "API CPU ms", "Neo4j CPU ms (hand)", "Neo4j CPU ms (API)", title=f"{given.journeys} journeys",
    )  # fmt: skip
    for shape in SHAPES:
        if given.only and given.only not in shape.name:
            continue
        await _compare(shape, samples, database)
        for connections in given.connections:
            hand, ours = await _rounds(shape, samples, database, connections, api, server, given.seconds)
            table.add_row(shape.name, str(connections), *_figures(hand, ours))
    await database.close()
    Console(width=170).print(table)


def _figures(hand: Taken, ours: Taken) -> list[str]:
    return [
        *(f"{value:.2f}" for value in (hand.p50, ours.p50, ours.p50 / hand.p50, hand.p99, ours.p99)),
        *(f"{1000 * median(values):.2f}" for values in (ours.api, hand.server, ours.server)),
    ]  # fmt: skip


async def _compare(shape: Shape, samples: Samples, database: Database) -> None:
    (ask,) = by_hand(shape, shape.parameters(samples), database, 1)
    line = Line(PORT)
    (ask_api,) = by_api(shape, shape.variables(samples), [line])
    for _ in range(200 if "depth" not in shape.name and "heat" not in shape.name else 30):
        hand, ours = orjson.loads(await ask()), orjson.loads(await ask_api())
        if hand != ours:
            raise SystemExit(f"{shape.name}: the answers differ\n{str(hand)[:600]}\n{str(ours)[:600]}")
    line.close()


async def _rounds(
    shape: Shape,
    samples: Samples,
    database: Database,
    connections: int,
    api: int,
    server: int,
    seconds: float,
) -> tuple[Taken, Taken]:
    hand, ours = Taken(), Taken()
    lines = [Line(PORT) for _ in range(connections)]
    by_driver = by_hand(shape, shape.parameters(samples), database, connections)
    over_http = by_api(shape, shape.variables(samples), lines)
    for _ in range(ROUNDS):
        await round_of(by_driver, seconds, hand, api, server)
        await round_of(over_http, seconds, ours, api, server)
    for line in lines:
        line.close()
    return hand, ours


if __name__ == "__main__":
    main()
