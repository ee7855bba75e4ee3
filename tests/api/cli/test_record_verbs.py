"""The verb `delete`: what hangs on a record is shown first, and nothing goes without a yes."""

from pathlib import Path
from typing import LiteralString

import pytest
from neo4j import GraphDatabase
from typer.testing import CliRunner, Result

from api.cli import main
from graph.server import ServerAddress
from tests.api.cli.test_seed_verbs import JOURNEY, database, told

__all__ = ["database"]


@pytest.fixture
def seeded(database: ServerAddress, tmp_path: Path) -> ServerAddress:
    """A database with one journey of two steps."""
    file = tmp_path / "day.mmd"
    file.write_text(JOURNEY)
    assert told("seed", file).exit_code == 0
    return database


def answered(text: str, *arguments: str) -> Result:
    """What a verb says to somebody who answers its question."""
    return CliRunner().invoke(main.app, list(arguments), input=text)


def names(server: ServerAddress) -> list[str]:
    """The names of journeys, phases and steps."""
    text: LiteralString = "MATCH (n:Journey|Phase|Step) RETURN n.name ORDER BY n.name"
    with GraphDatabase.driver(server.uri, auth=(server.username, server.password)) as driver:
        return [row[0] for row in driver.execute_query(text, database_=server.database).records]


def test_deletion_shows_impact_and_asks(seeded: ServerAddress) -> None:
    declined = answered("n\n", "delete", "Make tea")

    assert declined.exit_code == 1
    assert declined.stdout.startswith('Step "Make tea"\n  journeys: "My day"\n')
    assert '  1 insight linked to it: "Score: Make tea"\n' in declined.stdout
    assert '  1 insight left unlinked without it: "Score: Make tea"\n' in declined.stdout
    assert "Delete it? [y/N]" in declined.stdout
    assert declined.stderr == "Nothing was changed.\n"
    assert names(seeded) == ["Go to work", "Make tea", "Morning", "My day"]


def test_confirmed_deletion_takes_parts_along(seeded: ServerAddress) -> None:
    done = answered("y\n", "delete", "My day")

    assert (done.exit_code, done.stderr) == (0, "Deleted.\n")
    assert names(seeded) == []


def test_several_of_a_name_are_refused(seeded: ServerAddress, tmp_path: Path) -> None:
    file = tmp_path / "night.mmd"
    file.write_text("journey\ntitle Night\nsection Late\nGo to work: 1: Me\n")
    assert told("seed", file, "--assume", "different").exit_code == 0

    refused = told("delete", "Go to work", "--yes")
    unknown = told("delete", "Nothing of the kind", "--yes")

    assert (refused.exit_code, unknown.exit_code) == (1, 1)
    assert refused.stderr.startswith('2 records fit "Go to work": step stp_')
    assert refused.stderr.endswith("Say which by its id.\n")
    assert unknown.stderr.startswith('No record has the id, key or name "Nothing of the kind".')
    assert "Make tea" in names(seeded)


def test_deletion_by_id_asks_nothing_with_yes(seeded: ServerAddress) -> None:
    with GraphDatabase.driver(seeded.uri, auth=(seeded.username, seeded.password)) as driver:
        rows = driver.execute_query(
            "MATCH (s:Step {name: 'Make tea'}) RETURN s.id", database_=seeded.database
        ).records

    done, again = (told("delete", rows[0][0], "--yes") for _ in range(2))

    assert (done.exit_code, done.stderr) == (0, "Deleted.\n")
    assert (again.exit_code, again.stderr) == (1, f"There is no step {rows[0][0]}.\n")
    assert names(seeded) == ["Go to work", "Morning", "My day"]
