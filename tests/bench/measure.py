"""Asks both ways in turn, many times, and takes the time and the processor time of each."""

import asyncio
import os
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter
from typing import Any

import orjson

from graph.database import Database
from tests.bench.shapes import Shape
from tests.statements import cypher

Ask = Callable[[], Awaitable[bytes]]
HEAD = "POST /graphql HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: "


@dataclass(frozen=True)
class Processes:
    """The pids of both servers."""

    api: int
    server: int

    def used(self) -> tuple[float, float]:
        """What each has used so far, in processor seconds."""
        return processor_seconds(self.api), processor_seconds(self.server)


@dataclass
class Taken:
    """Seconds of every answer, and processor seconds of the two servers per answer."""

    seconds: list[float] = field(default_factory=list[float])
    api: list[float] = field(default_factory=list[float])
    server: list[float] = field(default_factory=list[float])

    @property
    def p50(self) -> float:
        """Median in milliseconds."""
        return 1000 * median(self.seconds)

    @property
    def p99(self) -> float:
        """99th percentile in milliseconds."""
        return 1000 * quantiles(self.seconds, n=100)[-1]


def processor_seconds(pid: int) -> float:
    """What a process has used so far, of user and system time."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


class Line:
    """A kept connection to the API: as little HTTP as there can be."""

    def __init__(self, port: int) -> None:
        self.port = port
        self._streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def ask(self, body: bytes) -> bytes:
        """The body of the answer to a request."""
        if self._streams is None:
            self._streams = await asyncio.open_connection("127.0.0.1", self.port)
        reader, writer = self._streams
        writer.write(f"{HEAD}{len(body)}\r\n\r\n".encode() + body)
        answered = (await reader.readuntil(b"\r\n\r\n")).lower()
        length = int(answered.partition(b"content-length: ")[2].partition(b"\r\n")[0])
        return await reader.readexactly(length)

    def close(self) -> None:
        """Hang up."""
        if self._streams:
            self._streams[1].close()


def by_api(shape: Shape, variables: Mapping[str, Any], lines: list[Line]) -> list[Ask]:
    """The shape asked over HTTP, once for each connection."""
    body = orjson.dumps({"query": shape.request, "variables": dict(variables)})

    def asker(line: Line) -> Ask:
        return lambda: line.ask(body)

    return [asker(line) for line in lines]


def by_hand(shape: Shape, parameters: Mapping[str, Any], database: Database, connections: int) -> list[Ask]:
    """The shape asked through the driver, its answer made to the same bytes."""

    async def ask() -> bytes:
        row = await database.read(cypher(shape.statement), parameters)
        return orjson.dumps({"data": shape.data(row)})

    return [ask] * connections


async def round_of(asks: list[Ask], seconds: float, taken: Taken, processes: Processes) -> None:
    """All connections ask one after the other for so many seconds."""
    before = processes.used()
    count = 0
    end = perf_counter() + seconds

    async def asking(ask: Ask) -> None:
        nonlocal count
        while (start := perf_counter()) < end:
            await ask()
            taken.seconds.append(perf_counter() - start)
            count += 1

    await asyncio.gather(*map(asking, asks))
    after = processes.used()
    taken.api.append((after[0] - before[0]) / max(count, 1))
    taken.server.append((after[1] - before[1]) / max(count, 1))
