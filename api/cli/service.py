"""Serving in the foreground: database, migrations, sample and the HTTP server, from start to a clean stop."""

import asyncio
import gc
import socket
from collections.abc import Awaitable, Callable, Generator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from importlib.metadata import version
from ipaddress import ip_address

import uvicorn
from strawberry import Schema
from uvicorn.loops.auto import auto_loop_factory

from api.cli.connection import PATIENCE, local_server, open_database, server_address
from api.cli.console import Terminal
from api.cli.termination import on_termination
from api.http import logs
from api.http.application import application
from api.http.metrics import Metrics
from api.http.statement_watch import StatementWatch
from api.schema import graphql_schema
from api.settings import Settings
from api.stored_documents import WarmUp, own_documents
from graph.database import Database
from graph.errors import Misconfigured, ThroughlineError
from graph.model import MODEL
from graph.server import LocalServer, ServerAddress
from migrations.filling import Filling
from migrations.runner import Migrations

LAST_SECONDS = 5
LOOK_SECONDS = 1.0
# Fewer collections, and none over what is there from the start: the slowest answers get faster.
COLLECT_AFTER = 5_000

Preparation = Callable[[Database, Terminal], Awaitable[None]]


def up(settings: Settings, voice: Terminal, prepare: Preparation) -> None:
    """Run database, migrations, `prepare` and the HTTP server until Ctrl-C or SIGTERM; stop what was started.

    Raises Misconfigured where the port is taken, HomeInUse where another process serves this home.
    """

    async def migrate_and_prepare(database: Database, voice: Terminal) -> None:
        await migrate(database, voice)
        await prepare(database, voice)

    voice.print_remark(f"Throughline {version('throughline')}")
    _serve(settings, voice, migrate_and_prepare, alone=True)


def serve(settings: Settings, voice: Terminal) -> None:
    """Run the HTTP server until Ctrl-C or SIGTERM; raises Misconfigured where migrations are pending."""
    _serve(settings, voice, _refuse_pending, alone=False)


async def migrate(database: Database, voice: Terminal) -> None:
    """Apply what is pending, and say what that was."""
    applied = await Migrations(database).apply()
    done = ", ".join(migration.source for migration in applied)
    voice.print_remark(f"Migrations applied: {done}" if applied else "Migrations: nothing to do.")
    if filled := await Filling(database, MODEL).run():
        voice.print_remark(f"Filled what is derived of {filled:,} records.")


async def _refuse_pending(database: Database, voice: Terminal) -> None:
    if due := await Migrations(database).pending():
        names = ", ".join(migration.source for migration in due)
        raise Misconfigured(f"Migrations are pending ({names}). Run `throughline migrate` first.")
    if await Filling(database, MODEL).is_due():
        raise Misconfigured("What is derived is not filled yet. Run `throughline migrate` first.")


def _serve(settings: Settings, voice: Terminal, prepare: Preparation, *, alone: bool) -> None:
    logs.configure(settings.log_format, settings.log_level)
    with (
        _interruptible(),
        _listening_socket(settings, voice) as listener,
        ThreadPoolExecutor(1) as beside,
    ):
        building = beside.submit(graphql_schema, settings)  # takes a second, while the database starts
        with server_address(settings, voice, alone=alone) as found:
            voice.print_remark(f"Database: {found.uri}")
            with asyncio.Runner(loop_factory=auto_loop_factory()) as runner:
                runner.run(_run(settings, voice, found, prepare, listener, building))


async def _run(
    settings: Settings,
    voice: Terminal,
    found: ServerAddress,
    prepare: Preparation,
    listener: socket.socket,
    building: "Future[Schema]",
) -> None:
    async with open_database(found) as database:
        await prepare(database, voice)
    metrics = Metrics()
    watch = StatementWatch(settings.slow_statement, metrics)
    async with (
        open_database(found, settings.deadline, watch) as database,
        # What runs before anybody asked is slow, because it is the first of its kind: nobody need hear of it.
        # A plan that was given up at the deadline of a request would have to be begun anew, every time.
        open_database(found, PATIENCE) as unwatched,
    ):
        served = building.result()
        app = application(settings, database, served, Migrations(database).pending, metrics)
        config = uvicorn.Config(
            app,
            log_config=None,
            access_log=False,
            server_header=False,
            proxy_headers=False,
            ws="none",
            lifespan="off",
            timeout_graceful_shutdown=LAST_SECONDS,
        )
        warm_up = WarmUp(served, unwatched, PATIENCE, own_documents() if settings.warm_up else [])
        metrics.watch_warm_up(lambda: warm_up.cold)
        beside = [asyncio.create_task(warm_up.run())]
        if settings.neo4j_uri is None:
            beside.append(asyncio.create_task(_watch(local_server(settings, voice), found, voice)))
        await _AnnouncingServer(config, lambda: _print_link(settings, voice)).serve([listener])
        for task in beside:
            task.cancel()


async def _watch(server: LocalServer, found: ServerAddress, voice: Terminal) -> None:
    """Start the local server again when it was killed; give up, and say so, when it cannot be had back."""
    while True:
        await asyncio.sleep(LOOK_SECONDS)
        try:
            back = await asyncio.to_thread(server.revive)
        except ThroughlineError as error:
            voice.print_failure(f"{error.message} End this with Ctrl-C, then run it again.")
            return
        if back is not None and back.uri != found.uri:
            voice.print_failure(
                f"The database is at {back.uri} now. End this with Ctrl-C, then run it again."
            )
            return
        if back is not None:
            voice.print_remark(f"Database: {back.uri}")


class _AnnouncingServer(uvicorn.Server):
    """A server that says when it can be used, and settles the memory of what it has loaded."""

    def __init__(self, config: uvicorn.Config, announce: Callable[[], None]) -> None:
        super().__init__(config)
        self._announce = announce

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start to listen."""
        await super().startup(sockets)
        gc.collect()
        gc.freeze()
        gc.set_threshold(COLLECT_AFTER)
        self._announce()


def _print_link(settings: Settings, voice: Terminal) -> None:
    voice.print_remark("Ctrl-C stops it.")
    voice.print_result(f"Open {settings.address}/weave")


@contextmanager
def _interruptible() -> Generator[None]:
    """SIGTERM as Ctrl-C, and both as the ordinary end of serving."""

    def interrupt() -> None:
        raise KeyboardInterrupt

    with suppress(KeyboardInterrupt), on_termination(interrupt):
        yield


@contextmanager
def _listening_socket(settings: Settings, voice: Terminal) -> Generator[socket.socket]:
    """The socket to serve on, held from the start so that nobody waits for a database in vain."""
    listener = socket.socket(_family(settings.host))
    with listener:
        try:
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listener.bind((settings.host.strip("[]"), settings.port))
            listener.listen()
        except OSError as error:
            raise Misconfigured(_port_problem(settings, voice, error)) from None
        yield listener


def _family(host: str) -> socket.AddressFamily:
    if host.lower() == "localhost" or ip_address(host.strip("[]")).version == 4:
        return socket.AF_INET
    return socket.AF_INET6


def _port_problem(settings: Settings, voice: Terminal, error: OSError) -> str:
    place = f"Port {settings.port} of {settings.host}"
    if settings.neo4j_uri is None and (owner := local_server(settings, voice).status().owner):
        return f"{place} is taken: process {owner} serves {settings.home} already. Use that, or end it first."
    return f"{place} cannot be had ({error.strerror}). Set THROUGHLINE_PORT to a free one."
