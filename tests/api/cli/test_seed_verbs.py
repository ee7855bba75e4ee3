"""The verbs of seeding at the command line: what they say, and the code they end with."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, LiteralString

import pytest
from neo4j import GraphDatabase
from typer.testing import CliRunner, Result

from api.cli import main
from graph.server import ServerAddress

ROOT = Path(__file__).parents[3]
JOURNEY = "journey\ntitle My day\nsection Morning\nMake tea: 5: Me\nGo to work: 2: Me, Cat\n"


@pytest.fixture
def database(server: ServerAddress, monkeypatch: pytest.MonkeyPatch) -> Iterator[ServerAddress]:
    """The database of the run, named by the environment, migrated and empty; emptied again afterwards."""
    monkeypatch.setenv("NEO4J_URI", server.uri)
    monkeypatch.setenv("NEO4J_USERNAME", server.username)
    monkeypatch.setenv("NEO4J_PASSWORD", server.password)
    monkeypatch.setenv("NEO4J_DATABASE", server.database)
    assert told("migrate").exit_code == 0
    _run(server, "MATCH (n) WHERE NOT n:__Neo4jMigration DETACH DELETE n")
    yield server
    _run(server, "MATCH (n) WHERE NOT n:__Neo4jMigration DETACH DELETE n")


def told(*arguments: str | Path) -> Result:
    """What a verb says, run in this process."""
    return CliRunner().invoke(main.app, [str(argument) for argument in arguments])


def document(result: Result) -> dict[str, Any]:
    """What a verb printed as JSON."""
    return json.loads(result.stdout)


def test_undo_takes_an_import_back(database: ServerAddress, tmp_path: Path) -> None:
    file = tmp_path / "undo"
    file.write_text(JOURNEY)
    seeded = told("seed", file, "--format", "json")
    identifier = document(seeded)["import"]

    undone = told("seed", "undo", identifier)
    again = told("seed", "undo", identifier)

    assert (seeded.exit_code, undone.exit_code, again.exit_code) == (0, 0, 1)
    assert undone.stderr == "Undone: 9 records deleted, 0 as they were, 0 left alone.\n"
    assert again.stderr == f"The import {identifier} of undo is undone, not applied.\n"
    assert told("seed", "undo", "imp_none").exit_code == 1
    assert told("seed", "undo").exit_code == 2


def test_undo_lists_what_stands_in_the_way(database: ServerAddress, tmp_path: Path) -> None:
    file = tmp_path / "day.mmd"
    file.write_text(JOURNEY)
    identifier = document(told("seed", file, "--format", "json"))["import"]
    _run(database, "MATCH (s:Step {name: 'Make tea'}) CREATE (s)<-[:ADDRESSES]-(:Opportunity {name: 'Mine'})")

    refused = told("seed", "undo", identifier)
    rest = told("seed", "undo", identifier, "--partial")

    assert (refused.exit_code, rest.exit_code) == (1, 0)
    assert refused.stderr.startswith("Nothing was changed. 6 records stand in the way; --partial undoes")
    [line] = [line for line in refused.stdout.splitlines() if line.startswith("Step")]
    assert line.split()[1:3] == ["Make", "tea"]
    assert line.rstrip().endswith("linked to Mine since")
    assert rest.stderr == "Undone: 3 records deleted, 0 as they were, 6 left alone.\n"


def test_broken_files_keep_all_from_being_written(database: ServerAddress, tmp_path: Path) -> None:
    good, cut, none = tmp_path / "day.mmd", tmp_path / "cut.xlsx", tmp_path / "none.csv"
    good.write_text(JOURNEY)
    cut.write_bytes(b"PK\x03\x04 and no more")

    refused = told("seed", good, cut, none)
    shown = told("seed", good, cut, none, "--dry-run", "--format", "json")

    assert (refused.exit_code, shown.exit_code) == (1, 1)
    lines = refused.stderr.splitlines()
    assert [line.partition(":")[0] for line in lines[:2]] == ["cut.xlsx", "none.csv"]
    assert lines[2:] == ["Nothing was written. 2 to mend."]
    assert [len(file["problems"]) for file in document(shown)["files"]] == [0, 1, 1]
    with GraphDatabase.driver(database.uri, auth=(database.username, database.password)) as driver:
        found = driver.execute_query("MATCH (n:Journey) RETURN n", database_=database.database)
    assert found.records == []


def test_mappings_read_other_tables(database: ServerAddress, tmp_path: Path) -> None:
    file, mapping = tmp_path / "issues.csv", tmp_path / "map.yaml"
    file.write_text("Title;State\nShow price;open\n")
    mapping.write_text("colums: {Title: opportunities.name}\n")
    refused = told("seed", file, "--mapping", mapping, "--format", "json")
    mapping.write_text("columns: {Title: opportunities.name, State: opportunities.status}\n")

    first = told("seed", file, "--mapping", mapping, "--format", "json")
    again = told("seed", file, "--mapping", mapping)

    problem = document(refused)["files"][0]["problems"][0]
    assert (refused.exit_code, problem["column"]) == (1, "colums")
    (found,) = document(first)["files"]
    assert found["records"] == {"Opportunity": {"create": 1, "update": 0, "unchanged": 0}}
    assert found["cells"] == {"read": 4, "placed": 4, "leftover": 0}
    assert again.stderr.endswith("Nothing to do: the graph holds all of it.\n")


def test_remarks_are_shown_before_writing(database: ServerAddress, tmp_path: Path) -> None:
    file = tmp_path / "journeys.csv"
    file.write_text("name;unitCost\nBuy;12,500\nSell;2,5\n")

    shown = told("seed", file, "--dry-run")
    listed = told("seed", file, "--dry-run", "--format", "json")

    assert (shown.exit_code, listed.exit_code) == (0, 0)
    assert "To be looked at: 1" in shown.stdout
    assert document(listed)["files"][0]["remarks"] == [
        {
            "sheet": "journeys",
            "row": 2,
            "column": "B",
            "value": "12,500",
            "message": "It was read as 12.5, not as 12500: '2,5' in journeys!B3 has a comma before decimals.",
        }
    ]


def test_decisions_are_added_to_their_file(database: ServerAddress, tmp_path: Path) -> None:
    first, second, decided = tmp_path / "a.mmd", tmp_path / "b.mmd", tmp_path / "decisions.yaml"
    first.write_text(JOURNEY)
    second.write_text(JOURNEY.replace("My day", "My days"))
    told("seed", first)

    shown = told("seed", second, "--dry-run", "--decisions", decided)

    assert shown.exit_code == 0
    assert "possible duplicates to decide in" in shown.stderr
    assert "name: My days" in decided.read_text()
    stopped = told("seed", second, "--decisions", decided)
    assert stopped.exit_code == 1
    assert "Nothing was written: 1 possible duplicates are to be decided" in stopped.stderr
    assert told("seed", second, "--assume", "different").exit_code == 0
    decided.write_text("decisions: none\n")
    assert told("seed", second, "--decisions", decided).exit_code == 1


def test_absent_databases_end_seeding_with_3(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEO4J_URI", "bolt://127.0.0.1:1")
    monkeypatch.setenv("NEO4J_PASSWORD", "none")
    file = tmp_path / "day.mmd"
    file.write_text(JOURNEY)

    for verb in (["seed", file], ["seed", "undo", "imp_x"], ["export", tmp_path / "out.json"]):
        refused = told(*verb)

        assert (refused.exit_code, refused.stdout) == (3, "")
        assert refused.stderr.startswith("No Neo4j answers at bolt://127.0.0.1:1.")


def _run(server: ServerAddress, text: LiteralString) -> None:
    with GraphDatabase.driver(server.uri, auth=(server.username, server.password)) as driver:
        driver.execute_query(text, database_=server.database)


def test_examples_link_an_opportunity_across_journeys(database: ServerAddress) -> None:
    examples = ROOT / "docs" / "examples"
    assert told("seed", ROOT / "seed" / "sample" / "a-day-at-the-garage.csv").exit_code == 0

    explained = told("seed", "explain", examples / "miro-board.csv")
    board, links = (told("seed", examples / name) for name in ("miro-board.csv", "opportunities.csv"))

    assert (explained.exit_code, board.exit_code, links.exit_code) == (0, 0, 0)
    with GraphDatabase.driver(database.uri, auth=(database.username, database.password)) as driver:
        found = driver.execute_query(
            "MATCH (:Opportunity {name: 'Show the price beforehand'})-[:ADDRESSES]->(s:Step) "
            "RETURN s.name ORDER BY s.name",
            database_=database.database,
        )
    assert [row[0] for row in found.records] == ["Pay for it", "Plug in", "Understand the invoice"]


def test_explanation_needs_no_database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEO4J_URI", "bolt://127.0.0.1:1")
    file, other = tmp_path / "walk.csv", tmp_path / "odd.csv"
    file.write_text("Phase,Step,Mood\nBuy,Pay,purple\n")
    other.write_text("a,b\n1,2\n")

    shown, listed = told("seed", "explain", file), told("seed", "explain", file, "--format", "json")
    refused = told("seed", "explain", other)

    assert (shown.exit_code, listed.exit_code, refused.exit_code) == (0, 0, 1)
    assert "walk.csv (matrix): 6 cells read, 6 placed, 0 left over" in shown.stdout
    assert "No value was read from" in shown.stdout
    (found,) = document(listed)["files"]
    assert {item["column"]: item["heading"] for item in found["columns"]}["B"] == "Step"
    assert "None of its headings is known" in refused.stderr


def test_dry_run_shows_what_was_read(database: ServerAddress, tmp_path: Path) -> None:
    file = tmp_path / "day.mmd"
    file.write_text(JOURNEY)

    shown = told("seed", file, "--dry-run")
    new = document(told("seed", file, "--dry-run", "--format", "json"))["files"][0]["new"]

    assert "Make tea" in shown.stdout
    assert "impact 2.0" in shown.stdout
    steps = [(item["name"], item["row"]) for item in new["records"] if item["kind"] == "Step"]
    assert steps == [("Make tea", 4), ("Go to work", 5)]
    assert ("Make tea", "Morning") in [(item["start"], item["end"]) for item in new["links"]]
