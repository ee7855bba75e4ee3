"""The verbs `throughline seed` and `throughline export`; `api.cli.main` mounts them with `mount`.

Each verb imports what it runs: all of `seed` takes half a second, and most commands need none of it.
"""

from contextlib import suppress
from enum import StrEnum
from getpass import getuser
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

import typer
from typer.core import TyperGroup

from api.cli.connection import on_migrated_database
from api.cli.console import terminal
from api.cli.seed_report import show_draft, show_problems, show_report

if TYPE_CHECKING:
    from seed.draft import Draft
    from seed.importing.run_report import SeedReport

T = TypeVar("T")

INPUT_HAS_PROBLEMS = 1
DEFAULT_VERB = "files"


class Output(StrEnum):
    """How a plan is shown: as tables for people, or as one JSON document."""

    TABLE = "table"
    JSON = "json"


class Assumption(StrEnum):
    """What is assumed of possible duplicates about which nobody decided."""

    DIFFERENT = "different"


FilePaths = Annotated[list[Path], typer.Argument(metavar="FILE…", help="Files, or folders of CSV files.")]
FormName = Annotated[str | None, typer.Option("--as", help="Format to read them in; else it is recognised.")]
MappingPath = Annotated[
    Path | None,
    typer.Option(help="YAML file that says which column is which field, for tables of any other form."),
]


class FilesFirst(TyperGroup):
    """Verbs of which one is meant where the first word names none: `seed FILE` is `seed files FILE`."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Put the default verb in front of files and its options."""
        if args and args[0] not in self.commands and args[0] != "--help":
            args = [DEFAULT_VERB, *args]
        return super().parse_args(ctx, args)


seed_verbs = typer.Typer(
    cls=FilesFirst,
    help="Bring files of workshops into the graph: throughline seed FILE… (see `seed files --help`).",
    no_args_is_help=True,
)


def mount(app: typer.Typer) -> None:
    """Add the verbs `seed` and `export` to the command."""
    app.add_typer(seed_verbs, name="seed")
    app.command("export")(export_portfolio)


@seed_verbs.command(DEFAULT_VERB)
def files(
    paths: FilePaths,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only show what would be done.")] = False,
    output: Annotated[Output, typer.Option("--format", help="How to show it.")] = Output.TABLE,
    prune: Annotated[
        bool, typer.Option("--prune", help="Take away what the files' sources no longer have.")
    ] = False,
    decisions: Annotated[
        Path | None, typer.Option(help="YAML file of decisions about possible duplicates, read and added to.")
    ] = None,
    assume: Annotated[
        Assumption | None,
        typer.Option(help="Go on with possible duplicates about which nobody decided, as other records."),
    ] = None,
    mapping: MappingPath = None,
    form: FormName = None,
    source: Annotated[
        str | None,
        typer.Option(help="Name of the source; a file of another name is the same source by this."),
    ] = None,
) -> None:
    """Bring files into the graph; the word `files` can be left out.

    A mapping names the columns of a table: `columns: {Title: opportunities.name}`; see docs/mapping.md.
    """
    from graph.model import MODEL
    from seed.importing.decisions import Decisions, read_decisions
    from seed.importing.seed_files import seed
    from seed.mapping import read_mapping

    means = read_mapping(mapping, MODEL) if mapping else None
    decided = read_decisions(decisions) if decisions else Decisions()
    with terminal.remarks.status("Connecting") as status:
        report = on_migrated_database(
            lambda database: seed(
                database,
                MODEL,
                paths,
                dry_run=dry_run,
                prune=prune,
                decisions=decided,
                assume_different=assume is not None,
                mapping=means,
                form=form,
                source=source,
                actor=_user(),
                tell=status.update,
            )
        )
    if output is Output.JSON:
        terminal.print_document(report.document())
    else:
        show_report(report)
    stopped = report.undecided and not (report.dry_run or report.problems)
    if decisions or stopped:
        _ask_to_decide(report, decisions or Path(f"{paths[0].stem}.decisions.yaml"), stopped=stopped)
    if report.problems or stopped:
        raise typer.Exit(INPUT_HAS_PROBLEMS)


def _ask_to_decide(report: "SeedReport", file: Path, *, stopped: bool) -> None:
    """Add the possible duplicates to the file of decisions, and say what is to be done with it."""
    from seed.importing.decisions import write_decisions

    count = write_decisions(file, report.duplicates)
    if stopped:
        terminal.print_failure(
            f"Nothing was written: {len(report.duplicates)} possible duplicates are to be decided in {file}. "
            f"Fill it in and run this again with --decisions {file}, or with --assume different."
        )
    elif count:
        terminal.print_remark(f"{count} possible duplicates to decide in {file}.")


@seed_verbs.command()
def explain(
    paths: FilePaths,
    output: Annotated[Output, typer.Option("--format", help="How to show it.")] = Output.TABLE,
    form: FormName = None,
    mapping: MappingPath = None,
) -> None:
    """Show how files are read, column by column and record by record; needs no database."""
    from graph.model import MODEL
    from seed.explanation import draft_document
    from seed.file_draft import file_draft
    from seed.files.file_reader import read_content
    from seed.importing.draft_values import check_values
    from seed.mapping import read_mapping

    means = read_mapping(mapping, MODEL) if mapping else None
    problems = [] if means is None else [*means.problems]
    drafts: list[Draft] = []
    for path in paths if not problems else ():
        draft = file_draft(read_content(path), MODEL, means, form)
        check_values(draft, MODEL)
        drafts.append(draft)
        problems += draft.problems
    if output is Output.JSON:
        terminal.print_document({"files": [draft_document(draft) for draft in drafts]})
    else:
        for draft in drafts:
            show_draft(draft)
        show_problems(("", problem) for problem in problems)
    if problems:
        raise typer.Exit(INPUT_HAS_PROBLEMS)


@seed_verbs.command("undo")
def take_back(
    identifier: Annotated[str, typer.Argument(metavar="IMPORT", help="Id of the import, such as imp_….")],
    rest: Annotated[
        bool, typer.Option("--partial", help="Leave what somebody went on from, undo the rest.")
    ] = False,
) -> None:
    """Take an import back: content and links as they were before it."""
    from graph.model import MODEL
    from seed.importing.undo import undo

    done = on_migrated_database(lambda database: undo(database, MODEL, identifier, rest=rest, actor=_user()))
    rows = [(item.label, item.name[:40], item.id, item.reason) for item in done.kept]
    if rows:
        terminal.print_table(("kind", "name", "id", "why it cannot be taken back"), rows)
    if not done.written:
        terminal.print_failure(
            f"Nothing was changed. {len(rows)} records stand in the way; --partial undoes the rest."
        )
        raise typer.Exit(INPUT_HAS_PROBLEMS)
    terminal.print_remark(
        f"Undone: {done.deleted} records deleted, {done.restored} as they were, {len(rows)} left alone."
    )


@seed_verbs.command()
def generate(
    journeys: Annotated[int, typer.Option(min=1, help="How many journeys, of 20 steps each.")],
    number: Annotated[int, typer.Option("--seed", help="The same number gives the same rows.")] = 1,
) -> None:
    """Fill a graph without journeys with a made-up portfolio, for trials: about 350 rows a journey.

    It is no import: nothing of it stands in the history, and it cannot be undone, only reset.
    """
    from graph.model import MODEL
    from seed.generate import fill_graph

    with terminal.remarks.status("Connecting") as status:
        made = on_migrated_database(
            lambda database: fill_graph(database, MODEL, journeys, number, status.update)
        )
    terminal.print_remark(f"Loaded {made.records:,} records and {made.size - made.records:,} links.")


@seed_verbs.command()
def template(
    out: Annotated[
        Path, typer.Argument(metavar="OUT", help="A file .xlsx, .json or .yaml, or a new folder.")
    ],
) -> None:
    """Write an empty workbook with an example in each sheet."""
    from graph.model import MODEL
    from seed.template import write_template

    write_template(MODEL, out)
    terminal.print_remark(f"Written to {out}.")


def export_portfolio(
    out: Annotated[
        Path, typer.Argument(metavar="OUT", help="A file .xlsx, .json or .yaml, or a new folder.")
    ],
) -> None:
    """Write every record and every link to a workbook that `seed` reads again."""
    from graph.model import MODEL
    from seed.export import export

    count = on_migrated_database(lambda database: export(database, MODEL, out))
    terminal.print_remark(f"{count} records written to {out}.")


def _user() -> str:
    """Who runs the command, as the machine knows them."""
    with suppress(KeyError, OSError, ImportError):
        return getuser()
    return "seed"
