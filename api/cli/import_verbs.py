"""The verb `throughline imports`: which files were read, what each did, and taking one back."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Annotated, Any

import typer

from api.cli.connection import on_migrated_database
from api.cli.console import terminal
from api.cli.own_requests import own_client
from api.cli.seed_verbs import Output, take_back
from graph.errors import NotFound
from graph.texts import enum_words

if TYPE_CHECKING:
    from api.reports.report_run import SchemaClient
    from graph.database import Database

PAGE = 100
SHORT = 80

FACTS = "id fileName format status startedAt finishedAt created updated linked leftovers"
NEWEST = f"""query Imports($first: Int!) {{
 imports(first: $first, orderBy: [{{field: STARTED_AT, direction: DESC}}]) {{
  totalCount nodes {{ {FACTS} }}
}} }}"""
ONE = f"query Import($id: ID!) {{ import(id: $id) {{ {FACTS} leftoverCells {{ locator raw reason }} }} }}"
DONE = """query Done($id: String!, $after: String) {
 changes(first: 100, after: $after, where: {importId: {eq: $id}}, orderBy: [{field: SEQUENCE}]) {
  nodes { operation kind recordId recordName } pageInfo { hasNextPage endCursor }
} }"""

verbs = typer.Typer(
    help="Which files were read into the graph, newest first; what each did, and taking one back.",
    invoke_without_command=True,
)
Identifier = Annotated[str, typer.Argument(metavar="IMPORT", help="Id of the import, such as imp_….")]
Form = Annotated[Output, typer.Option("--format", help="How to show it.")]


def mount(app: typer.Typer) -> None:
    """Add the verb `imports` to the command."""
    app.add_typer(verbs, name="imports")
    verbs.command("undo")(take_back)


@verbs.callback()
def newest_imports(
    context: typer.Context,
    first: Annotated[int, typer.Option(min=1, max=PAGE, help="How many to show.")] = 25,
    output: Form = Output.TABLE,
) -> None:
    """List the files that were read, newest first."""
    if context.invoked_subcommand is not None:
        return

    async def ask(database: "Database") -> Mapping[str, Any]:
        return (await own_client(database, "imports")(NEWEST, {"first": first}))["imports"]

    found = on_migrated_database(ask)
    if output is Output.JSON:
        terminal.print_document(found)
        return
    heads = ("import", "file", "format", "when (UTC)", "status", "created", "changed", "linked", "left over")
    rows = [
        (item["id"], item["fileName"][:SHORT], item["format"], *_numbers(item)) for item in found["nodes"]
    ]
    if rows:
        terminal.print_table(heads, rows)
    more = found["totalCount"] - len(rows)
    if more:
        terminal.print_remark(f"{more} older ones: throughline imports --first {min(first + more, PAGE)}")
    elif not rows:
        terminal.print_remark("Nothing was imported yet: throughline seed FILE")


@verbs.command("show")
def show_import(identifier: Identifier, output: Form = Output.TABLE) -> None:
    """Show what one import did, record by record, and which cells became nothing."""

    async def ask(database: "Database") -> tuple[Mapping[str, Any], Sequence[Mapping[str, Any]]]:
        client = own_client(database, "imports")
        found = (await client(ONE, {"id": identifier}))["import"]
        if found is None:
            raise NotFound(f"There is no import {identifier!r}. `throughline imports` lists those there are.")
        return found, await _changes(client, identifier)

    found, changes = on_migrated_database(ask)
    if output is Output.JSON:
        terminal.print_document({**found, "changes": changes})
        return
    when, status, *counts = _numbers(found)
    terminal.print_result(f"{found['fileName']} ({found['format']}), {when} UTC: {status}")
    terminal.print_result("created {}, changed {}, linked {}, left over {}\n".format(*counts))
    terminal.print_table(
        ("done", "kind", "name", "id"),
        [
            (
                enum_words(item["operation"]).lower(),
                enum_words(item["kind"]).lower(),
                (item["recordName"] or "")[:SHORT],
                item["recordId"],
            )
            for item in changes
        ],
    )
    cells = found["leftoverCells"]
    if cells:
        terminal.print_result("")
        terminal.print_table(
            ("left over", "text", "why"), [(c["locator"], c["raw"][:SHORT], c["reason"]) for c in cells]
        )
    if found["leftovers"] > len(cells):
        terminal.print_remark(f"{found['leftovers'] - len(cells)} more cells were left over.")


async def _changes(client: "SchemaClient", identifier: str) -> Sequence[Mapping[str, Any]]:
    """Every change that an import made, in order."""
    done: list[Mapping[str, Any]] = []
    after: str | None = None
    while True:
        page = (await client(DONE, {"id": identifier, "after": after}))["changes"]
        done += page["nodes"]
        if not page["pageInfo"]["hasNextPage"]:
            return done
        after = page["pageInfo"]["endCursor"]


def _numbers(item: Mapping[str, Any]) -> tuple[str, ...]:
    """When, what became of it, and its four counts, as texts."""
    counts = (str(item[name]) for name in ("created", "updated", "linked", "leftovers"))
    return (str(item["startedAt"])[:16].replace("T", " "), enum_words(item["status"]).lower(), *counts)
