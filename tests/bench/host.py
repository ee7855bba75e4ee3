"""The servers of a run: a Neo4j of its own, the API on it, what fills them, and the machine they ran on."""

import os
import platform
import subprocess
import sys
from collections.abc import Generator
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory
from time import sleep
from urllib.request import urlopen

from graph.database import Database
from graph.model import MODEL
from graph.server import LocalServer, ServerAddress, Tuning, jar_list
from graph.writing.bulk import await_search_index
from graph.writing.bulk_insert import load
from migrations.filling import Filling
from migrations.runner import Migrations
from seed.generate import generate_portfolio

PORT = 8765


@contextmanager
def neo4j(tuning: Tuning) -> Generator[tuple[ServerAddress, int]]:
    """An empty server of the run's own with every migration applied, and its pid; stopped at the end."""
    with TemporaryDirectory() as folder:
        server = LocalServer(Path(folder), tuning=tuning)
        address = server.start()
        try:
            process = server.status().pid
            assert process
            yield address, process
        finally:
            server.stop()


def database(address: ServerAddress) -> Database:
    """That server as the product sees it, with time for long statements."""
    return Database(
        address.uri, address.username, address.password, address.database, read_timeout=60, write_timeout=60
    )


async def fill(address: ServerAddress, journeys: int, opportunities: int | None) -> int:
    """Migrate the server and load a portfolio; the number of its rows."""
    filled = database(address)
    await Migrations(filled).apply()
    await Filling(filled, MODEL).run()
    portfolio = generate_portfolio(MODEL, journeys, 1, opportunities)
    await load(filled, portfolio.nodes, portfolio.relationships)
    await await_search_index(filled)
    await filled.close()
    return portfolio.size


@contextmanager
def serving(address: ServerAddress) -> Generator[int]:
    """A process of the API on this database, as `throughline serve` runs it; its pid."""
    environment = {
        "NEO4J_URI": address.uri,
        "NEO4J_USERNAME": address.username,
        "NEO4J_PASSWORD": address.password,
        "THROUGHLINE_PORT": str(PORT),
        "THROUGHLINE_LOG_LEVEL": "warning",
    }
    settings = [f"{name}={value}" for name, value in environment.items()]
    command = ["env", *settings, sys.executable, "-c", "from api.cli.main import app; app()", "serve"]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as process:
        try:
            _wait()
            yield process.pid
        finally:
            process.terminate()


def _wait() -> None:
    """Return once it serves and has run its own documents, which would cost what is measured beside them."""
    for _ in range(1200):
        try:
            with urlopen(f"http://127.0.0.1:{PORT}/metrics", timeout=2) as answer:
                if b"\nthroughline_cold_documents 0.0\n" in answer.read():
                    return
        except OSError:
            pass
        sleep(0.5)
    raise SystemExit("the API did not come up")


def facts(tuning: Tuning) -> str:
    """One line about what the figures were taken on."""
    names = [line.partition(":")[2] for line in _lines("/proc/cpuinfo") if line.startswith("model name")]
    total = next((line.split()[1] for line in _lines("/proc/meminfo") if line.startswith("MemTotal")), "0")
    return (
        f"{os.cpu_count()} cores{f' ({names[0].strip()})' if names else ''}, {int(total) / 1e6:.0f} GB, "
        f"load {os.getloadavg()[0]:.1f} at the start, {platform.system()}, "
        f"Python {platform.python_version()}, "
        f"Neo4j {jar_list.read_lock_file().version} (heap {tuning.heap}, page cache {tuning.page_cache}), "
        f"driver {version('neo4j')}"
    )


def _lines(path: str) -> list[str]:
    return Path(path).read_text("utf-8").splitlines() if Path(path).exists() else []
