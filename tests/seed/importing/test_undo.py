"""An import is taken back: all is as before, unless somebody went on from what it did."""

from typing import Any

import pytest

from graph.errors import Conflict, NotFound
from graph.model import MODEL
from seed.importing.undo import UndoResult, undo
from tests.seed.home import SMALL, Home, changed, done, only

# What a first workshop says, with keys, so that a second one can call things otherwise.
BEFORE: dict[str, list[dict[str, Any]]] = {
    "teams": [{"name": "Sales"}, {"name": "Care"}],
    "journeys": [{"key": "buy", "name": "Buy", "level": 2, "description": "As is", "team": "Sales"}],
    "phases": [{"journey": "buy", "name": name} for name in ("Look", "Try", "Pay")],
    "steps": [{"phase": "Look", "key": name, "name": name} for name in "ABCDE"]
    + [{"phase": "Pay", "key": name, "name": name} for name in "XY"],
    "personas": [{"name": "Mia", "needs": ["calm", "speed"]}, {"name": "Max"}],
    "insights": [{"key": "i", "name": "Slow", "impact": -1.5, "steps": ["A", "B"], "personas": ["Mia"]}],
    "opportunities": [
        {"key": "o", "name": "Once", "customerValue": 80, "businessValue": 60, "parent": "Big"},
        {"name": "Big"},
        {"name": "Small"},
    ],
    "opportunities.steps": [
        {"opportunity": "o", "step": "A", "rationale": "twice"},
        {"opportunity": "o", "step": "X", "rationale": "never"},
        {"opportunity": "o", "step": "Y"},
    ],
}
# A second one that renames, moves, reorders, empties, adds and links otherwise.
AFTER: dict[str, list[dict[str, Any]]] = {
    "journeys": [{"key": "buy", "name": "Buy a car", "level": 3, "description": "", "team": "Care"}],
    "phases": [{"journey": "buy", "name": name} for name in ("Dream", "Pay", "Look")],
    "steps": [{"phase": "Dream", "key": "B", "name": "B"}, {"phase": "Dream", "key": "N", "name": "New"}]
    + [{"phase": "Pay", "key": name, "name": name} for name in "YAX"]
    + [{"phase": "Look", "key": name, "name": f"{name}!"} for name in "ECD"],
    "personas": [{"name": "Mia", "needs": ["quiet"], "role": "customer"}, {"name": "Zoe"}],
    "insights": [{"key": "i", "name": "Dull", "impact": "", "steps": ["N", "B"], "personas": ["Zoe"]}],
    "opportunities": [
        {"key": "o", "name": "Never", "status": "SOLVED", "customerValue": 10, "parent": "Small"}
    ],
    "opportunities.steps": [
        {"opportunity": "o", "step": "A", "rationale": "once"},
        {"opportunity": "o", "step": "Y", "rationale": "now"},
        {"opportunity": "o", "step": "N", "rationale": "new"},
    ],
}


async def test_undo_of_a_first_import_leaves_nothing(home: Home) -> None:
    report = await home.seed(SMALL)

    undone = await _undo(home, report.imports[0])

    assert (undone.written, undone.deleted, undone.restored, undone.kept) == (True, 11, 0, [])
    assert await home.content() == []
    assert await home.rows("MATCH (i:Import) RETURN i.status") == [["UNDONE"]]
    assert await home.rows("MATCH (c:Change {operation: 'DELETE'}) RETURN count(c)") == [[11]]


async def test_undo_restores_content_and_links(home: Home) -> None:
    await home.seed(BEFORE)
    before, sheets = await home.content(), await home.sheets()

    report = await home.seed(AFTER, prune=True)
    between = await home.sheets()
    undone = await _undo(home, report.imports[0])

    assert undone.written
    assert await home.sheets() == sheets
    assert await home.content() == before
    assert [row["name"] for row in between["phases"]] == ["Dream", "Pay", "Look"]
    assert [row["name"] for row in between["steps"]] == ["B", "New", "Y", "A", "X", "E!", "C!", "D!"]


async def test_versions_advance_with_an_undo(home: Home) -> None:
    await home.seed(SMALL)
    report = await home.seed(changed(SMALL, "insights", 0, impact=-2))

    await _undo(home, report.imports[0])

    assert await home.rows("MATCH (i:Insight) RETURN i.impact, i.version") == [[-1.5, 3]]
    assert await home.rows("MATCH (j:Journey) RETURN j.version") == [[1]]


async def test_undo_then_seed_writes_the_same(home: Home) -> None:
    await home.seed(BEFORE)
    first = await home.seed(AFTER, prune=True)
    sheets, counts = await home.sheets(), done(only(first))
    await _undo(home, first.imports[0])

    again = await home.seed(AFTER, prune=True)

    assert done(only(again)) == counts
    assert _without_sources(await home.sheets()) == _without_sources(sheets)


async def test_imports_are_undone_from_the_last(home: Home) -> None:
    first = await home.seed(BEFORE)
    second = await home.seed(AFTER, prune=True)

    refused = await _undo(home, first.imports[0])
    last = await _undo(home, second.imports[0])
    undone = await _undo(home, first.imports[0])

    assert (refused.written, last.written, undone.written) == (False, True, True)
    assert "Mia" in {item.name for item in refused.kept}
    assert await home.content() == []


async def test_names_given_back_are_found_again(home: Home) -> None:
    await home.seed(SMALL)
    await _edit(home, "Insight", "Slow", name="Much too slow")
    report = await home.seed(SMALL)
    await _undo(home, report.imports[0])

    again = only(await home.seed(SMALL, dry_run=True))

    assert await home.names("insights") == ["Much too slow"]
    assert done(again) == {"Insight": {"update": 1}}


async def test_edited_record_keeps_an_import(home: Home) -> None:
    report = await home.seed(SMALL)
    await _edit(home, "Step", "Search", description="By hand")
    before = await home.state()

    refused = await _undo(home, report.imports[0])

    assert not refused.written
    [step] = [item for item in refused.kept if item.label == "Step"]
    assert (step.name, step.reason[:15]) == ("Search", "changed by ann ")
    assert {item.reason for item in refused.kept if item is not step} == {
        "needed by Search",
        "needed by Look",
    }
    assert await home.state() == before


async def test_rest_is_undone_around_edits(home: Home) -> None:
    report = await home.seed(SMALL)
    await _edit(home, "Step", "Compare", description="By hand")

    undone = await _undo(home, report.imports[0], rest=True)

    assert undone.written
    assert {item.name for item in undone.kept} == {"Compare", "Look", "Buy a car", "workshop.json"}
    sheets = await home.sheets()
    assert {name: len(rows) for name, rows in sheets.items() if "." not in name} == {
        "journeys": 1,
        "phases": 1,
        "sources": 1,
        "steps": 1,
    }
    rows = await home.rows("MATCH (:Phase)-->(s:Step) RETURN s.name, s.position, s.description")
    assert rows == [["Compare", 0, "By hand"]]


async def test_rest_restores_what_nobody_edited(home: Home) -> None:
    await home.seed(BEFORE)
    before = {row[1]["id"]: row for row in await home.content() if len(row) == 2}
    report = await home.seed(AFTER, prune=True)
    await _edit(home, "Opportunity", "Never", effort=3)

    undone = await _undo(home, report.imports[0], rest=True)

    kept = {item.id for item in undone.kept}
    after = {row[1]["id"]: row for row in await home.content() if len(row) == 2}
    assert {"Never", "New", "Dream"} == {item.name for item in undone.kept}
    parts = [row[1]["id"] for row in before.values() if "position" in row[1]]
    assert {name: row for name, row in after.items() if name not in kept and name not in parts} == {
        name: row for name, row in before.items() if name not in kept and name not in parts
    }
    [[effort, value]] = await home.rows("MATCH (o:Opportunity {key: 'o'}) RETURN o.effort, o.customerValue")
    assert (effort, value) == (3.0, 10.0)


async def test_new_links_keep_an_import(home: Home) -> None:
    report = await home.seed(SMALL)
    [[journey]] = await home.rows("MATCH (j:Journey) RETURN j.id")
    await home.edit(lambda writer: writer.create("Phase", [{"name": "Mine", "journeyId": journey}]))

    refused = await _undo(home, report.imports[0])

    assert [(item.label, item.reason) for item in refused.kept if item.label == "Journey"] == [
        ("Journey", "linked to Mine since")
    ]


async def test_deleted_team_keeps_an_import(home: Home) -> None:
    await home.seed(BEFORE)
    report = await home.seed(AFTER)
    [[team]] = await home.rows("MATCH (t:Team {name: 'Sales'}) RETURN t.id")
    await home.edit(lambda writer: writer.delete("Team", team, cascade=True))

    refused = await _undo(home, report.imports[0])

    assert ("Buy a car", f"was linked to {team}, which is deleted") in {
        (item.name, item.reason) for item in refused.kept
    }


async def test_undo_is_refused_twice(home: Home) -> None:
    report = await home.seed(SMALL)
    await _undo(home, report.imports[0])

    with pytest.raises(Conflict, match=r"of workshop\.json is undone, not applied"):
        await _undo(home, report.imports[0])
    with pytest.raises(NotFound, match="There is no import 'imp_x'"):
        await _undo(home, "imp_x")


async def _undo(home: Home, identifier: str, *, rest: bool = False) -> UndoResult:
    return await undo(home.database, MODEL, identifier, rest=rest, actor="ann")


async def _edit(home: Home, label: str, called: str, /, **values: Any) -> None:
    rows = await home.rows(
        "MATCH (n {name: $name}) WHERE $label IN labels(n) RETURN n.id", name=called, label=label
    )
    await home.edit(lambda writer: writer.update(label, [{"id": rows[0][0], **values}]))


def _without_sources(sheets: dict[str, list[dict[str, Any]]]) -> dict[str, list[dict[str, Any]]]:
    """Sheets without ids and times, which are given anew, and without what names a file by its id."""
    anew = ("id", "createdAt", "statusChangedAt")
    return {
        name: [{field: value for field, value in row.items() if field not in anew} for row in rows]
        for name, rows in sheets.items()
        if not name.endswith(".sources")
    }
