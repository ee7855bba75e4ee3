"""The command `throughline`: every verb reads the settings and calls one function elsewhere.

What takes long to import is imported by the verbs that need it, so that the others answer at once.
"""

import signal
import sys
import traceback
from collections.abc import Awaitable, Callable, Generator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

import typer
from typer.core import TyperGroup

from api.cli import import_verbs, record_verbs, report_verb, seed_verbs
from api.cli.connection import local_server, on_database
from api.cli.console import Terminal, terminal
from api.cli.seed_verbs import INPUT_HAS_PROBLEMS
from api.cli.termination import on_termination
from api.settings import read_settings
from graph.errors import Misconfigured, OutcomeUnknown, ThroughlineError, TimedOut, Unavailable
from graph.server import HomeInUse, LocalServer

if TYPE_CHECKING:
    from graph.database import Database
    from migrations.runner import Migrations

T = TypeVar("T")

DATABASE_UNREACHABLE = 3
DEFECT = 70
TERMINATED = 128 + signal.SIGTERM
SETTINGS_REFUSED = 78


class ExitCodeGroup(TyperGroup):
    """Verbs whose expected errors become one clear line and an exit code."""

    def invoke(self, ctx: Any) -> Any:
        """Run the verb."""
        try:
            # As an error ends it: what the verb had begun is taken back, its drafts are removed.
            with on_termination(lambda: sys.exit(TERMINATED)):
                return super().invoke(ctx)
        except ThroughlineError as error:
            terminal.print_failure(error.message)
            raise typer.Exit(exit_code(error)) from None
        except Exception as error:
            if type(error).__module__.startswith("typer"):
                raise  # its ways to end, and to tell of wrong usage
            last = traceback.extract_tb(error.__traceback__)[-1]
            place = f"{last.filename}, line {last.lineno}"
            terminal.print_failure(
                f"A defect of Throughline: {type(error).__name__}: {error} ({place}). Please report it."
            )
            raise typer.Exit(DEFECT) from None


app = typer.Typer(
    cls=ExitCodeGroup,
    help="Customer journeys as one connected graph.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)
migrations = typer.Typer(help="Bring the database to the present model.", invoke_without_command=True)
database_verbs = typer.Typer(help="The local Neo4j server of this home.", no_args_is_help=True)
schema_verbs = typer.Typer(help="The GraphQL schema.", no_args_is_help=True)
app.add_typer(migrations, name="migrate")
app.add_typer(database_verbs, name="db")
app.add_typer(schema_verbs, name="schema")
for verbs in (seed_verbs, import_verbs, report_verb, record_verbs):
    verbs.mount(app)


def exit_code(error: ThroughlineError) -> int:
    """What the process ends with: 78 settings refused, 3 database unreachable, 1 anything in the input."""
    if isinstance(error, Misconfigured):
        return SETTINGS_REFUSED
    if isinstance(error, Unavailable | TimedOut | OutcomeUnknown):
        return DATABASE_UNREACHABLE
    return INPUT_HAS_PROBLEMS


def on_migrations(work: Callable[["Migrations"], Awaitable[T]]) -> T:
    """What `work` returns for the migrations of that database."""
    from migrations.runner import Migrations

    return on_database(lambda database: work(Migrations(database)))


@app.command()
def up(empty: Annotated[bool, typer.Option("--empty", help="Start without the sample.")] = False) -> None:
    """Run everything on this machine: database, migrations, sample, API. Ctrl-C stops it."""
    from api.cli import service

    service.up(read_settings(), terminal, _prepare_nothing if empty else _seed_sample)


@app.command()
def serve() -> None:
    """Run the API alone; the database must be migrated."""
    from api.cli import service

    service.serve(read_settings(), terminal)


@app.command()
def check() -> None:
    """Look for anything in the database that breaks a rule of the model."""
    from api.cli import maintenance

    problems = on_database(maintenance.check)
    for problem in problems:
        terminal.print_result(problem)
    if problems:
        raise typer.Exit(INPUT_HAS_PROBLEMS)
    terminal.print_remark("Every rule holds.")


@migrations.callback()
def migrate(
    context: typer.Context,
    target: Annotated[str | None, typer.Option(help="Stop after this version.")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would be applied.")] = False,
) -> None:
    """Apply the migrations that are pending."""
    if context.invoked_subcommand is not None:
        return
    from api.cli import maintenance

    done, filled = on_database(lambda database: maintenance.migrate(database, target, dry_run=dry_run))
    for migration in done:
        terminal.print_result(f"{'would apply' if dry_run else 'applied'} {migration.source}")
    if filled:
        terminal.print_result(f"filled what is derived of {filled:,} records")
    if not (done or filled):
        terminal.print_remark("Nothing to do.")


@migrations.command()
def info() -> None:
    """List every migration and its state."""
    entries = on_migrations(lambda found: found.info())
    rows = [(entry.version, entry.description, entry.state, entry.at or "") for entry in entries]
    terminal.print_table(("version", "description", "state", "applied at"), rows)


@migrations.command()
def validate() -> None:
    """Say whether files and database agree."""
    problems = on_migrations(lambda found: found.validate())
    for problem in problems:
        terminal.print_result(problem)
    if problems:
        raise typer.Exit(INPUT_HAS_PROBLEMS)
    terminal.print_remark("Files and database agree.")


@migrations.command()
def repair() -> None:
    """Accept files that changed after they were applied, and make anew what is derived and stale."""
    from api.cli import maintenance

    accepted, filled = on_database(maintenance.repair)
    for migration in accepted:
        terminal.print_result(f"accepted {migration.source}")
    if filled:
        terminal.print_result(f"filled what is derived of {filled:,} records")


@migrations.command("new")
def new_migration(title: Annotated[str, typer.Argument(help="What it does, such as: Add persona.")]) -> None:
    """Write the next migration file from what the model asks for."""
    from api.cli import maintenance

    path = on_database(lambda database: maintenance.new_migration(database, title))
    terminal.print_result(str(path) if path else "The database has all that the model asks for.")


@schema_verbs.command("export")
def export_schema() -> None:
    """Write api/schema.graphql, graph/MODEL.md, and docs/computed.md, formats.md, reports.md anew."""
    from api.cli import maintenance

    for path in maintenance.export_schema():
        terminal.print_result(str(path))


@database_verbs.command()
def start() -> None:
    """Start the server, and leave it running."""
    settings = read_settings()
    with terminal.fetch_progress() as progress:
        found = local_server(settings, terminal, progress).start(detached=True)
    terminal.print_result(found.uri)


@database_verbs.command()
def stop() -> None:
    """Stop the server, whoever started it."""
    stopped = local_server(read_settings(), terminal).stop()
    terminal.print_remark("Stopped." if stopped else "No server was running.")


@database_verbs.command()
def status() -> None:
    """Say whether the server runs; exit code 3 if not."""
    now = local_server(read_settings(), terminal).status()
    if not now.running:
        terminal.print_result(f"No server runs for {now.home}.")
        raise typer.Exit(DATABASE_UNREACHABLE)
    end = f"ends with process {now.owner}" if now.owner else "stays until it is stopped"
    terminal.print_result(f"Neo4j {now.version} at {now.uri}, process {now.pid}, {end}. Home: {now.home}")


@database_verbs.command()
def reset(yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False) -> None:
    """Stop the server and delete all its data."""
    server = local_server(read_settings(), terminal)
    if owner := server.status().owner:
        raise HomeInUse(f"Process {owner} serves {server.home}. End it before its data is deleted.", owner)
    if not yes:
        typer.confirm(f"Delete all data of {server.home}?", abort=True)
    server.reset()
    terminal.print_remark(f"Deleted the data of {server.home}.")


@database_verbs.command()
def backup(
    out: Annotated[Path, typer.Argument(metavar="OUT", help="The file to write, such as monday.tar.gz.")],
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
) -> None:
    """Write all data to one file; a server that runs is stopped for that, and started again."""
    if out.exists() and not yes:
        typer.confirm(f"Replace {out}?", abort=True)
    with _interrupted_server() as server:
        size = server.back_up(out)
    terminal.print_remark(
        f"{size / 1e6:.1f} MB written to {out}, with the server's password in it: keep it to yourself."
    )


@database_verbs.command()
def restore(
    source: Annotated[Path, typer.Argument(metavar="IN", help="A file that `backup` wrote.")],
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
) -> None:
    """Put a backup in place of all data; a server that runs is stopped for that, and started again."""
    with _interrupted_server() as server:
        if server.holds_data and not yes:
            typer.confirm(f"Replace all data of {server.home}?", abort=True)
        made = server.restore(source)
    terminal.print_remark(f"{server.home} holds what was backed up at {made}.")


@contextmanager
def _interrupted_server() -> Generator[LocalServer]:
    """The server of this home, to be stopped; afterwards it runs if it ran before."""
    server = local_server(read_settings(), terminal)
    ran = server.status().running
    try:
        yield server
    finally:
        if ran and not server.status().running:
            terminal.print_remark(f"Started Neo4j again at {server.start(detached=True).uri}.")


async def _prepare_nothing(database: "Database", voice: Terminal) -> None:
    pass


async def _seed_sample(database: "Database", voice: Terminal) -> None:
    from graph.model import MODEL
    from seed.sample import seed_sample

    with voice.remarks.status("Seeding the sample") as status:
        report = await seed_sample(database, MODEL, tell=status.update)
    if report.files:
        voice.print_remark(f"Sample seeded: {', '.join(found.file for found in report.files)}")
