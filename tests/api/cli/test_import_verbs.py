"""The verb `imports`: what was read into the graph, what each import did, and taking one back."""

import json
from pathlib import Path

import pytest

from graph.server import ServerAddress
from tests.api.cli.test_seed_verbs import JOURNEY, database, document, told

__all__ = ["database"]
WALK = "Phase,Step,Mood\nBuy,Pay,purple\n"


@pytest.fixture
def imports(database: ServerAddress, tmp_path: Path) -> list[str]:
    """The ids of two imports, the older one first."""
    day, walk = tmp_path / "day.mmd", tmp_path / "walk.csv"
    day.write_text(JOURNEY)
    walk.write_text(WALK)
    return [document(told("seed", file, "--format", "json"))["import"] for file in (day, walk)]


def test_imports_are_listed_newest_first(imports: list[str]) -> None:
    shown = told("imports")
    listed = json.loads(told("imports", "--format", "json").stdout)
    newest = told("imports", "--first", "1")

    assert [node["id"] for node in listed["nodes"]] == imports[::-1]
    assert [node["created"] for node in listed["nodes"]][1] == 8
    lines = shown.stdout.splitlines()
    assert [line.split()[0] for line in lines] == ["import", *imports[::-1]]
    assert "day.mmd" in lines[2]
    assert newest.stderr == "1 older ones: throughline imports --first 2\n"


def test_import_shows_what_it_did(imports: list[str]) -> None:
    shown = told("imports", "show", imports[0])
    other = json.loads(told("imports", "show", imports[1], "--format", "json").stdout)

    assert shown.exit_code == 0
    head, counts, *rows = shown.stdout.splitlines()
    assert head.startswith("day.mmd (mermaid), 20")
    assert head.endswith(" UTC: applied")
    assert counts.startswith("created 8, changed 0, ")
    assert next(row.split()[:4] for row in rows if "Make tea" in row) == ["create", "step", "Make", "tea"]
    assert {change["recordName"] for change in other["changes"]} >= {"Buy", "Pay"}


def test_unknown_imports_are_not_found(database: ServerAddress) -> None:
    shown = told("imports")
    refused = told("imports", "show", "imp_none")

    assert (shown.exit_code, shown.stderr) == (0, "Nothing was imported yet: throughline seed FILE\n")
    assert refused.exit_code == 1
    assert refused.stderr == ("There is no import 'imp_none'. `throughline imports` lists those there are.\n")


def test_imports_are_taken_back(imports: list[str]) -> None:
    undone = told("imports", "undo", imports[0])

    assert (undone.exit_code, undone.stderr) == (
        0,
        "Undone: 9 records deleted, 0 as they were, 0 left alone.\n",
    )
    statuses = {
        node["id"]: node["status"] for node in json.loads(told("imports", "--format", "json").stdout)["nodes"]
    }
    assert statuses == {imports[0]: "UNDONE", imports[1]: "APPLIED"}
