"""What keeps a database and the generated files as the model wants them."""

import re
from pathlib import Path

from api.reports.report_guide import reports_page
from api.schema import schema_text
from graph.constraints import constraint_difference, constraints
from graph.cypher.schema_statements import PRESENT_INDEXES, migration_text, present_constraints
from graph.database import Database
from graph.errors import BadRequest, Misconfigured
from graph.formula_page import computed_page
from graph.model import MODEL
from graph.model_page import model_page
from graph.reads import COMPUTED
from graph.writing import graph_check as rules
from migrations.filling import Filling
from migrations.runner import FOLDER, Migrations
from migrations.scripts import Migration
from seed.formats import FORMATS
from seed.formats_page import formats_page

REPOSITORY = Path(__file__).parents[2]
MOST_BROKEN_SHOWN = 20
TITLE = re.compile(r"[A-Za-z0-9][A-Za-z0-9 _]{0,80}")


async def check(database: Database) -> list[str]:
    """Everything about a database that breaks a rule, a sentence each; empty if all is well."""
    chain = Migrations(database)
    due = await chain.pending()
    problems = await chain.validate()
    problems += [f"{migration.source} is pending. Run `throughline migrate`." for migration in due]
    if not due:
        problems += await _constraint_problems(database)
    return problems + await _broken_rules(database)


async def migrate(
    database: Database, target: str | None = None, *, dry_run: bool = False
) -> tuple[list[Migration], int]:
    """Apply what is pending, then fill what is derived: those files, and how many records were changed."""
    done = await Migrations(database).apply(target, dry_run)
    filled = 0 if dry_run or target else await Filling(database, MODEL).run()
    return done, filled


async def repair(database: Database) -> tuple[list[Migration], int]:
    """Accept changed files and fill what is stale: those files, and how many records were changed."""
    accepted = await Migrations(database).repair()
    return accepted, await Filling(database, MODEL).run(anew=True)


async def new_migration(database: Database, title: str, folder: Path = FOLDER) -> Path | None:
    """Write the next migration, from the present constraints to those of the model; None if none is due."""
    if not TITLE.fullmatch(title):
        raise BadRequest("A title has letters, digits and blanks only, such as: Add persona.")
    chain = Migrations(database, folder)
    if due := await chain.pending():
        raise Misconfigured(f"{due[0].source} is pending. Run `throughline migrate` first.")
    text = migration_text(MODEL, present_constraints(await database.rows(PRESENT_INDEXES, {})), f"{title}.")
    if not text:
        return None
    path = folder / f"V{chain.new_version()}__{title.replace(' ', '_')}.cypher"
    path.write_text(text, encoding="utf-8")
    return path


def export_schema(root: Path = REPOSITORY) -> list[Path]:
    """Write the generated files anew: the GraphQL schema and the pages of what is declared."""
    texts = {
        root / "api" / "schema.graphql": schema_text(),
        root / "graph" / "MODEL.md": model_page(MODEL),
        root / "docs" / "computed.md": computed_page(COMPUTED),
        root / "docs" / "formats.md": formats_page(FORMATS),
        root / "docs" / "reports.md": reports_page(),
    }
    for path, text in texts.items():
        path.write_text(text, encoding="utf-8")
    return list(texts)


async def _constraint_problems(database: Database) -> list[str]:
    found = constraint_difference(
        present_constraints(await database.rows(PRESENT_INDEXES, {})), constraints(MODEL)
    )
    missing = [f"The database lacks {item.name}, which the model asks for." for item in found.missing]
    return missing + [
        f"The database has {item.name}, which the model does not ask for." for item in found.unwanted
    ]


async def _broken_rules(database: Database) -> list[str]:
    problems: list[str] = []
    for broken in await rules.broken_rules(database, MODEL):
        shown = ", ".join(broken.ids[:MOST_BROKEN_SHOWN])
        more = (
            f" and {len(broken.ids) - MOST_BROKEN_SHOWN} more" if len(broken.ids) > MOST_BROKEN_SHOWN else ""
        )
        problems.append(f"{broken.message} Broken by {shown}{more}.")
    return problems
