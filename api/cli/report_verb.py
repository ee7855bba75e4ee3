"""The verb `throughline report`; `api.cli.main` mounts it with `mount`."""

import os
import sys
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, BinaryIO

import typer
from typer.core import TyperCommand

from api.cli.connection import on_migrated_database
from api.cli.console import terminal
from api.cli.own_requests import own_client
from api.reports.cells import enum_words
from api.reports.kinds import REPORTS
from api.reports.report import Report
from api.settings import read_settings
from graph.errors import BadRequest, Invalid

if TYPE_CHECKING:
    from api.reports.forms.form import Form
    from api.reports.report_request import FilterTexts
    from api.reports.report_run import RowProgress
    from graph.database import Database

WRONG_USAGE = 2
SCREEN = "md"  # what a terminal is given


BY_NAME = "By id, key, name or part of a name; may be repeated."
Texts = Annotated[list[str] | None, typer.Option(help=BY_NAME)]
Words = Annotated[list[str] | None, typer.Option(help="Such as `in progress`; may be repeated.")]


class ReportCommand(TyperCommand):
    """The verb, which says of each report what narrows it: `throughline report NAME --help`."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Read the arguments; `--help` beside the name of a report is about that one."""
        name = next((argument for argument in args if argument in REPORTS), None)
        if name is not None and set(args) & set(self.get_help_option_names(ctx)):
            for line in report_help(REPORTS[name]):
                terminal.print_result(line)
            ctx.exit()
        return super().parse_args(ctx, args)


def report_help(report: Report) -> Iterator[str]:
    """What a report shows, the forms it comes in, and what each of its filters means."""
    from api.reports.forms import FORMS

    yield f"Usage: throughline report {report.name} [OPTIONS]"
    yield f"\n{report.about}\n"
    wide = max(map(len, report.takes)) + 4
    for name, meaning in report.takes.items():
        yield f"  {f'--{name}':<{wide}}{meaning}{' Required.' if name == report.needs else ''}"
    if report.statuses:
        yield f"\nStatus: {', '.join(enum_words(value).lower() for value in report.statuses)}."
    yield f"Records {BY_NAME.lower()} Days as 2026-01-31."
    forms = ", ".join(f".{ending}" for ending, form in FORMS.items() if report.comes_in(form.drawn))
    yield f"With --out FILE its ending says in which form: {forms}."


def mount(app: typer.Typer) -> None:
    """Add the verb `report` to the command."""
    app.command("report", cls=ReportCommand)(report)


def report(
    name: Annotated[str, typer.Argument(metavar="NAME", help=f"One of {', '.join(REPORTS)}.")],
    journey: Texts = None,
    team: Texts = None,
    goal: Texts = None,
    metric: Texts = None,
    opportunity: Texts = None,
    tag: Texts = None,
    persona: Texts = None,
    status: Words = None,
    kind: Annotated[list[str] | None, typer.Option(help="Such as `opportunity`; may be repeated.")] = None,
    actor: Annotated[list[str] | None, typer.Option(help="Who did it, or a part of the name.")] = None,
    since: Annotated[str | None, typer.Option(help="Only from this day on, as 2026-01-31.")] = None,
    until: Annotated[str | None, typer.Option(help="Only before this day.")] = None,
    out: Annotated[Path | None, typer.Option(help="File to write; its ending says in which form.")] = None,
) -> None:
    """Write a report to a file, or as Markdown to the screen.

    What narrows a report, and what that means for it: `throughline report NAME --help`.
    """
    from api.reports.report_request import (
        check_filters,
        report_and_form,
    )  # with the schema below a second to import

    records = {"journey": journey, "team": team, "goal": goal, "opportunity": opportunity, "tag": tag}
    records |= {"metric": metric, "persona": persona, "status": status, "kind": kind, "actor": actor}
    days = {"since": since, "until": until}
    given = {key: list(texts) for key, texts in records.items() if texts}
    given |= {key: [text] for key, text in days.items() if text is not None}
    ending = out.suffix.lower().removeprefix(".") if out else SCREEN
    try:
        found, form = report_and_form(name, ending)
        check_filters(found, given)
    except BadRequest as error:
        terminal.print_failure(error.message)
        raise typer.Exit(WRONG_USAGE) from None
    with _output_stream(out) as stream, _progress(out) as tell:
        on_migrated_database(lambda database: _write_report(database, found, form, given, stream, tell))
    if out is not None:
        terminal.print_remark(f"Written to {out}.")


async def _write_report(
    database: "Database",
    report: Report,
    form: "Form",
    given: "FilterTexts",
    stream: BinaryIO,
    tell: "RowProgress",
) -> None:
    from api.reports.report_request import report_pieces

    settings = read_settings()
    base = settings.public_url or settings.address
    asker = own_client(database, "report")
    async for piece in report_pieces(report, form, given, asker, base, tell):
        stream.write(piece)


@contextmanager
def _progress(out: Path | None) -> Generator["RowProgress"]:
    """A bar of the rows that are written, but where they run over the same screen."""
    if out is None and terminal.results.is_terminal:
        yield lambda _done, _total: None
    else:
        with terminal.count_progress() as tell:
            yield tell


@contextmanager
def _output_stream(out: Path | None) -> Generator[BinaryIO]:
    """A stream to the screen, or to a file that is there whole at the end or not at all."""
    if out is None:
        try:
            yield sys.stdout.buffer
            sys.stdout.flush()
        except BrokenPipeError:  # whoever read along has seen enough
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return
    made = out.with_name(f".{out.name}.{os.getpid()}")
    try:
        with made.open("w+b") as stream:
            yield stream
        os.replace(made, out)
    except OSError as error:
        raise Invalid(f"{out} cannot be written: {error.strerror}.") from None
    finally:
        made.unlink(missing_ok=True)
