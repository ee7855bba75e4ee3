"""The CSV and JSON of Trello: issues in lists of states, or a journey in lists of phases."""

from typing import Any

import pytest

from graph.model import MODEL
from seed.content import Content
from seed.draft import Draft
from seed.formats import recognised_format
from seed.formats.cards import trello
from tests.seed.formats.drafts import given, is_whole, left, linked, names, one, table, values

Data = dict[str, Any]


@pytest.fixture(scope="module")
def journey() -> Draft:
    """The draft of a board whose lists are phases."""
    return trello.read(given("trello.json"), MODEL)


def test_exports_of_trello_are_recognised() -> None:
    assert recognised_format(given("trello.csv"), MODEL) is trello
    assert recognised_format(given("trello.json"), MODEL) is trello
    assert recognised_format(Content("a.json", "", data={"lists": [], "rows": []}), MODEL) is None


def test_lists_of_states_hold_issues() -> None:
    draft = trello.read(given("trello.csv"), MODEL)

    opportunity = values(one(draft, "Opportunity", "Nobody knows the price"))
    solution = values(one(draft, "Solution", "Price list"))
    assert (opportunity["key"], opportunity["status"]) == ("c1", "OPEN")
    assert opportunity["description"] == "Asked daily"
    assert (solution["status"], solution["url"]) == ("IN_PROGRESS", "https://trello.com/c/c2")
    assert str(solution["startsOn"]) == "2026-05-04"
    assert linked(draft, "tags") == [("Nobody knows the price", "money")]
    assert is_whole(draft)


def test_archived_and_unlabelled_cards_are_left() -> None:
    reasons = left(trello.read(given("trello.csv"), MODEL))

    assert reasons["Old"] == "It is archived."
    assert reasons["Clean the shop"].startswith("Nothing says what an issue is here")
    assert reasons["Ada"] == "Names of people are not kept."


def test_other_lists_are_phases_by_their_places(journey: Draft) -> None:
    assert names(journey, "Journey") == ["Move in"]
    assert names(journey, "Phase") == ["Arrive", "Settle"]
    assert names(journey, "Step") == ["Check the flat", "Get the keys", "Find the meter"]
    assert is_whole(journey)


def test_ids_of_lists_and_cards_are_keys(journey: Draft) -> None:
    assert values(one(journey, "Phase", "Arrive"))["key"] == "l1"
    assert values(one(journey, "Step", "Get the keys")) == {
        "name": "Get the keys",
        "key": "c1",
        "description": "At the office, 9-12",
    }


def test_labels_of_steps_are_tags_with_a_remark(journey: Draft) -> None:
    assert linked(journey, "tags") == [("Find the meter", "Pain")]
    assert "labels such as 'Pain' for tags" in journey.remarks[0].message


def test_checklists_are_read_at_their_card(journey: Draft) -> None:
    assert linked(journey, "steps") == [("No light", "Check the flat")]
    assert left(journey)["Torch"] == "No lane is known by the checklist 'Tools'."


def test_logs_and_people_are_left_as_one(journey: Draft) -> None:
    found = {leftover.cell.place.name: leftover for leftover in journey.leftovers}

    assert found["actions"].cell.value == "2 entries"
    assert found["members"].reason == "Names of people are not kept."
    assert found["cards[3].name"].reason == "It is archived."
    assert found["cards[4].name"].reason == "It is archived."


def test_label_of_a_step_makes_the_others_notes() -> None:
    draft = trello.read(
        table(
            ("Card ID", "Card Name", "List Name", "Labels"),
            ("c1", "Wait", "Repair", "step (blue)"),
            ("c2", "Cold", "Repair", "pain (red)"),
        ),
        MODEL,
    )

    assert names(draft, "Step") == ["Wait"]
    assert linked(draft, "steps") == [("Cold", "Wait")]
    assert values(one(draft, "Insight", "Cold"))["key"] == "c2"


def test_lists_of_kinds_hold_issues_of_these_kinds() -> None:
    draft = trello.read(
        table(
            ("Card ID", "Card Name", "List Name", "Labels"),
            ("c1", "Wait", "Pains", ""),
            ("c2", "Heat", "Opportunities", ""),
        ),
        MODEL,
    )

    assert (names(draft, "Insight"), names(draft, "Opportunity")) == (["Wait"], ["Heat"])


def test_attached_card_is_a_link() -> None:
    cards: list[Data] = [
        {
            "id": "c1",
            "name": "Price",
            "idList": "l1",
            "shortUrl": "https://trello.com/c/Ab1",
            "labels": [{"name": "opportunity"}],
        },
        {
            "id": "c2",
            "name": "List",
            "idList": "l1",
            "labels": [{"name": "solution"}],
            "attachments": [{"url": "https://trello.com/c/Ab1"}],
        },
    ]
    data: Data = {"lists": [{"id": "l1", "name": "To do", "pos": 1}], "cards": cards, "prefs": {}}

    draft = trello.read(Content("a.json", "", data=data), MODEL)

    assert linked(draft, "opportunities") == [("List", "Price")]
    assert is_whole(draft)


ODD: list[Data] = [
    {"lists": "x", "cards": 5},
    {"lists": [1, None], "cards": [{"name": None}, "x"]},
    {"lists": [{"id": "l"}], "cards": [{"id": 3, "name": 7, "idList": "l", "labels": [4], "pos": "top"}]},
    {"lists": [{"id": 1, "name": "A", "pos": True}], "cards": [{"idList": 1, "name": ["a"], "labels": {}}]},
]


@pytest.mark.parametrize("data", ODD)
def test_odd_data_is_read_whole(data: Data) -> None:
    assert is_whole(trello.read(Content("a.json", "", data=data), MODEL))


def test_colour_is_no_part_of_a_label() -> None:
    odd = "(" + "a" * 40 + "!"
    draft = trello.read(
        table(
            ("Card ID", "Card Name", "List Name", "Labels"),
            ("c1", "Cold", "To do", f"pain (red_dark), {odd}"),
        ),
        MODEL,
    )

    assert names(draft, "Insight") == ["Cold"]
    assert names(draft, "Tag") == [odd]
