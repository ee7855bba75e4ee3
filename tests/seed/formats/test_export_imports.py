"""Exports of tools in the graph: the same file twice changes nothing, changes show as such, undo restores."""

import pytest

from graph.model import MODEL
from seed.importing.undo import undo
from tests.seed.formats.drafts import DATA
from tests.seed.home import Home, done, only


@pytest.mark.parametrize(
    "name", ["miro.csv", "mural.csv", "figjam.csv", "lucid.csv", "jira.csv", "trello.csv", "trello.json"]
)
async def test_same_export_twice_changes_nothing(home: Home, name: str) -> None:
    first = await home.seed(DATA / name)
    before = await home.state()

    second = only(await home.seed(DATA / name))

    assert done(only(first)) != {}
    assert done(second) == {}
    assert await home.state() == before
    assert (await undo(home.database, MODEL, first.imports[0])).written
    assert await home.content() == []


async def test_changed_mural_changes_what_changed(home: Home) -> None:
    text = (DATA / "mural.csv").read_text("utf-8")
    await home.seed(home.file(text, "mural.csv"))
    text = text.replace("0-9,How might we: tell the price at the door", "0-9,How might we: tell all prices")
    text = text.replace("circle,false,2900,300,Repair", "circle,false,2000,300,Repair")
    text += "0-20,Pay,#9EDCFA,sticky note,false,3400,300,Repair,,Ada,\n"

    report = await home.seed(home.file(text, "mural.csv"), prune=True)

    assert await home.names("steps") == ["Hear a noise", "Wait", "Hand it in", "Pay"]
    assert await home.names("opportunities") == ["tell all prices"]
    changes = done(only(report))
    assert changes["Step"] == {"create": 1, "update": 1}
    assert changes["Opportunity"] == {"create": 1, "remove": 1}


async def test_renamed_issue_is_one_update(home: Home) -> None:
    text = (DATA / "jira.csv").read_text("utf-8")
    await home.seed(home.file(text, "jira.csv"))

    found = only(await home.seed(home.file(text.replace("No counter", "No counter at all"), "jira.csv")))

    assert done(found) == {"Insight": {"update": 1}}
    assert await home.names("insights") == ["No counter at all"]


async def test_moved_and_renamed_cards_are_updates(home: Home) -> None:
    text = (DATA / "trello.json").read_text("utf-8")
    await home.seed(home.file(text, "board.json"))
    text = text.replace(
        '"name": "Get the keys", "desc": "At the office, 9-12", "idList": "l1", "pos": 900',
        '"name": "Fetch the keys", "desc": "At the office, 9-12", "idList": "l2", "pos": 1',
    )
    text = text.replace('"name": "Arrive"', '"name": "Come in"')

    found = only(await home.seed(home.file(text, "board.json")))

    rows = await home.rows(
        "MATCH (p:Phase)-[:HAS_STEP]->(s:Step) RETURN p.name, s.name ORDER BY p.name, s.position"
    )
    assert rows == [["Come in", "Check the flat"], ["Settle", "Fetch the keys"], ["Settle", "Find the meter"]]
    assert done(found)["Phase"] == {"update": 1}
    assert "create" not in done(found)["Step"]
