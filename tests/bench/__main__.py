"""Measures the API beside the bare driver and prints what both cost: reads, writes, seeding.

`make bench`, or `make bench ARGS="--part writes --write"`. Only that both do the same is insisted on.
"""

import argparse
import asyncio
import shlex
import sys

from rich.console import Console

from graph.server import ServerAddress, Tuning
from migrations.runner import Migrations
from tests.bench import filling, host, measured, page, plans, reads, writes
from tests.bench.measure import Processes

PARTS = ("seeding", "plans", "reads", "measured", "writes")
LARGE = {"journeys": 5_000, "opportunities": 60_000, "heap": "6g", "page_cache": "4g"}


def main() -> None:
    """Measure, print, and with `--write` keep the figures in docs/performance.md."""
    given = _arguments()
    tuning = Tuning(given.heap, given.page_cache)
    machine = host.facts(tuning)
    with host.neo4j(tuning) as (address, server):
        for found in _found(given, address, server):
            if given.large:
                found.name += "-large"
            found.show()
            if given.write:
                arguments = shlex.join(word for word in sys.argv[1:] if word != "--write")
                page.write(found, f'make bench ARGS="{arguments}"', machine)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--part", choices=PARTS, nargs="+", help="what to measure; without it everything")
    parser.add_argument("--journeys", type=int, default=200)
    parser.add_argument("--opportunities", type=int)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--seconds", type=float, default=0.7, help="length of one round")
    parser.add_argument("--connections", type=int, nargs="+", default=[1, 8, 32])
    parser.add_argument("--heap", default="2g")
    parser.add_argument("--page-cache", default="512m")
    parser.add_argument("--only", help="read shapes whose name holds this text, and nothing else")
    parser.add_argument(
        "--large", action="store_true", help="a portfolio of 5,000 journeys, for a large server"
    )
    parser.add_argument("--write", action="store_true", help="put the tables into docs/performance.md")
    if parser.parse_args().large:
        parser.set_defaults(**LARGE)
    given = parser.parse_args()
    given.part = given.part or (["reads"] if given.only else PARTS)
    return given


def _found(given: argparse.Namespace, address: ServerAddress, server: int) -> list[page.Found]:
    parts: list[page.Found] = []
    if "seeding" in given.part:
        parts.append(asyncio.run(_seeding(given, address)))
    if {"plans", "reads", "measured", "writes"}.intersection(given.part):
        rows = asyncio.run(host.fill(address, given.journeys, given.opportunities))
        Console().print(f"{given.journeys} journeys, {rows:,} rows loaded")
        with host.serving(address) as api:
            parts += asyncio.run(_serving(given, address, Processes(api, server)))
    return parts


async def _seeding(given: argparse.Namespace, address: ServerAddress) -> page.Found:
    database = host.database(address)
    await Migrations(database).apply()
    found = await filling.measure(address, database, given.journeys, given.rounds)
    await database.close()
    return found


async def _serving(
    given: argparse.Namespace, address: ServerAddress, processes: Processes
) -> list[page.Found]:
    database = host.database(address)
    found: list[page.Found] = []
    times = given.rounds, given.seconds
    if "plans" in given.part:
        found.append(await plans.measure(address, database, given.only))
    if "reads" in given.part:
        found.append(await reads.measure(database, processes, given.connections, *times, given.only))
    if "measured" in given.part:
        found.append(await measured.measure(database, given.rounds))
    if "writes" in given.part:
        found.append(await writes.measure(address, database, processes, given.connections, *times))
    await database.close()
    return found


if __name__ == "__main__":
    main()
