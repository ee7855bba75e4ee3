"""Upkeep: rules that are broken, migrations the model asks for, generated files."""

import shutil
from collections.abc import AsyncIterator
from pathlib import Path
from typing import LiteralString

import pytest

from api.cli.maintenance import check, export_schema, new_migration
from api.schema import schema_text
from graph.database import Database
from graph.errors import BadRequest, Misconfigured
from migrations.runner import FOLDER
from tests.statements import cypher

DROP: LiteralString = "DROP CONSTRAINT tag_id_unique"
RESTORE: LiteralString = "CREATE CONSTRAINT tag_id_unique IF NOT EXISTS FOR (n:Tag) REQUIRE n.id IS UNIQUE"
OTHER: LiteralString = "CREATE INDEX mine IF NOT EXISTS FOR (n:Tag) ON (n.colour)"
NO_OTHER: LiteralString = "DROP INDEX mine IF EXISTS"
ORPHANS: LiteralString = (
    "UNWIND range(1, $count) AS i CREATE (:Phase {id: 'pha_' + i, name: 'Lost', position: 0})"
)
NO_ORPHANS: LiteralString = "MATCH (p:Phase {name: 'Lost'}) DELETE p"


@pytest.fixture
async def altered(database: Database) -> AsyncIterator[Database]:
    """The database without one constraint and with an index nobody asked for."""
    await change(database, DROP)
    await change(database, OTHER)
    yield database
    await change(database, RESTORE)
    await change(database, NO_OTHER)


async def change(database: Database, statement: LiteralString, **parameters: int) -> None:
    """Run one statement that writes."""
    await database.write(lambda transaction: transaction.run(cypher(statement), parameters))


async def test_check_finds_nothing_in_order(database: Database) -> None:
    assert await check(database) == []


async def test_check_finds_broken_rules(database: Database) -> None:
    await change(database, ORPHANS, count=22)

    problems = await check(database)
    await change(database, NO_ORPHANS)

    (broken,) = [problem for problem in problems if problem.startswith("A phase has exactly one journey.")]
    assert broken.startswith("A phase has exactly one journey. Broken by pha_1, ")
    assert broken.endswith(" and 2 more.")
    assert any(problem.startswith("createdAt of a Phase is missing") for problem in problems)


async def test_check_finds_other_constraints(altered: Database) -> None:
    assert await check(altered) == [
        "The database lacks tag_id_unique, which the model asks for.",
        "The database has mine, which the model does not ask for.",
    ]


async def test_new_migration_brings_what_is_missing(altered: Database, tmp_path: Path) -> None:
    folder = tmp_path / "migrations"
    shutil.copytree(FOLDER, folder, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    latest = max(folder.glob("V*.cypher")).name

    path = await new_migration(altered, "Add tags", folder)

    assert path is not None
    assert path.name == f"V{int(latest[1:5]) + 1:04}__Add_tags.cypher"
    text = path.read_text("utf-8")
    assert text.startswith("// Why: Add tags.\n")
    assert "CREATE CONSTRAINT tag_id_unique" in text
    assert "DROP INDEX mine IF EXISTS" in text


async def test_new_migration_needs_the_others(altered: Database, tmp_path: Path) -> None:
    (tmp_path / "V9000__Later.cypher").write_text(
        "CREATE INDEX x IF NOT EXISTS FOR (n:Tag) ON (n.x);\n", "utf-8"
    )

    with pytest.raises(Misconfigured, match=r"V9000__Later\.cypher is pending"):
        await new_migration(altered, "Add tags", tmp_path)


@pytest.mark.parametrize("title", ["", "../x", "a" * 82, "Ünicode"])
async def test_new_migration_needs_a_plain_title(database: Database, title: str) -> None:
    with pytest.raises(BadRequest, match="letters, digits and blanks"):
        await new_migration(database, title)


def test_export_writes_all_files(tmp_path: Path) -> None:
    for folder in ("api", "docs", "graph"):
        (tmp_path / folder).mkdir()

    paths = export_schema(tmp_path)

    names = (
        *("api/schema.graphql", "graph/MODEL.md"),
        *("docs/computed.md", "docs/formats.md", "docs/reports.md"),
    )
    assert paths == [tmp_path / name for name in names]
    assert paths[0].read_text("utf-8") == schema_text()
    assert paths[1].read_text("utf-8").startswith("# The model\n")
    assert paths[2].read_text("utf-8").startswith("# What is computed\n")
    assert paths[3].read_text("utf-8").startswith("# Formats\n")
    assert paths[4].read_text("utf-8").startswith("# Reports\n")
