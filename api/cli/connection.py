"""Where the database is: at `NEO4J_URI`, else in a local server, reused or run while it is needed."""

from collections.abc import AsyncGenerator, Awaitable, Callable, Generator
from contextlib import asynccontextmanager, contextmanager
from typing import TYPE_CHECKING, TypeVar

from api.cli import termination
from api.cli.console import Terminal, terminal
from api.settings import Settings, read_settings
from graph.errors import Misconfigured
from graph.server import LocalServer, ServerAddress

if TYPE_CHECKING:
    from graph.database import Database, StatementHook

T = TypeVar("T")

STATEMENT_SHARE = 0.8
# Seconds for work at the command line, where nobody waits for an answer on a page.
PATIENCE = 120.0


def local_server(
    settings: Settings, voice: Terminal, progress: Callable[[int, int], None] | None = None
) -> LocalServer:
    """The local server of the settings' home; nothing is started."""
    return LocalServer(
        settings.home,
        cache=settings.cache,
        repository=settings.maven_repository,
        say=voice.print_remark,
        progress=progress,
    )


@contextmanager
def server_address(settings: Settings, voice: Terminal, *, alone: bool = False) -> Generator[ServerAddress]:
    """The server to use; one that had to be started is stopped at the end.

    `alone`: refuse a local server that another process owns. Raises Unavailable.
    """
    if settings.neo4j_uri is not None:
        secret = settings.neo4j_password
        password = secret.get_secret_value() if secret else ""
        yield ServerAddress(settings.neo4j_uri, settings.neo4j_username, password, settings.neo4j_database)
        return
    with voice.fetch_progress() as progress:
        server = local_server(settings, voice, progress)
        if not server.status().running:
            voice.print_remark(f"Starting Neo4j in {settings.home}")
        found = server.start(alone=alone)
    try:
        yield found
    finally:
        if server.owned:
            server.stop()


@asynccontextmanager
async def open_database(
    found: ServerAddress, deadline: float = PATIENCE, on_statement: "StatementHook | None" = None
) -> AsyncGenerator["Database"]:
    """A database that answers, closed at the end. Raises Unavailable.

    Statements get less than the `deadline` of a request, in seconds, so that it is they who end first.
    """
    from graph.database import Database  # the driver takes long to import, and `db status` needs none

    seconds = STATEMENT_SHARE * deadline
    database = Database(
        found.uri,
        found.username,
        found.password,
        found.database,
        read_timeout=seconds,
        write_timeout=seconds,
        on_statement=on_statement,
    )
    try:
        await database.verify()
        yield database
    finally:
        await database.close()


def on_database(work: Callable[["Database"], Awaitable[T]]) -> T:
    """What `work` returns for the database of the settings; a server is run for it if none is there."""

    async def connect_and_work() -> T:
        async with open_database(found) as database:
            return await work(database)

    with server_address(read_settings(), terminal) as found:
        return termination.run(connect_and_work)


def on_migrated_database(work: Callable[["Database"], Awaitable[T]]) -> T:
    """As `on_database`, migrated. Raises Misconfigured where migrations are pending on a server not ours."""
    from graph.model import MODEL
    from migrations.filling import Filling
    from migrations.runner import Migrations

    async def migrate_and_work(database: "Database") -> T:
        migrations = Migrations(database)
        due = await migrations.pending()
        if due and read_settings().neo4j_uri is not None:
            raise Misconfigured(f"{due[0].source} is pending. Run `throughline migrate` first.")
        if due:
            await migrations.apply()
            await Filling(database, MODEL).run()
        return await work(database)

    return on_database(migrate_and_work)
