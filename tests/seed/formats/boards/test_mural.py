"""The CSV of Mural: areas, a legend of colours, positions, tags, and a parking lot."""

import pytest

from graph.model import MODEL
from seed.draft import Draft
from seed.formats import recognised_format
from seed.formats.boards import mural
from tests.seed.formats.drafts import given, is_whole, left, linked, names, one, table, values

HEADS = ("Text", "BG Color", "Position X", "Position Y", "Area", "Tags")


@pytest.fixture(scope="module")
def board() -> Draft:
    """The draft of a small mural."""
    return mural.read(given("mural.csv"), MODEL)


def test_mural_is_recognised_by_its_headings() -> None:
    assert recognised_format(given("mural.csv"), MODEL) is mural


def test_areas_become_phases_as_they_lie(board: Draft) -> None:
    assert names(board, "Journey") == ["mural"]
    assert names(board, "Phase") == ["Notice", "Repair"]
    assert names(board, "Step") == ["Hear a noise", "Hand it in", "Wait"]
    assert is_whole(board)


def test_colours_mean_what_the_legend_says(board: Draft) -> None:
    kinds = {record.name: record.values["kind"].value for record in board.records_of("Insight")}

    assert kinds == {"Nobody says how long it takes": "PAIN", "It's cold, dark": "PAIN"}
    assert left(board)["Weather"] == "No lane is known by 'Weather' of the legend."
    assert left(board)["Nobody knows"].startswith(
        "Nothing says what it is: no legend of its colour (#123456)"
    )


def test_stickies_stand_at_the_nearest_step(board: Draft) -> None:
    found = linked(board, "steps")

    assert ("Nobody says how long it takes", "Wait") in found
    assert ("tell the price at the door", "Hand it in") in found
    assert any("3 stickies were put to the step" in remark.message for remark in board.remarks)


def test_sticky_between_two_steps_is_a_remark(board: Draft) -> None:
    assert "It lies between 'Hand it in' and 'Wait'; it was put to the first." in [
        remark.message for remark in board.remarks
    ]


def test_words_say_more_than_colours(board: Draft) -> None:
    assert names(board, "Opportunity") == ["tell the price at the door"]
    assert "It was taken for an opportunity, though its colour stands for a pain." in [
        remark.message for remark in board.remarks
    ]


def test_tags_are_tags_or_mark_the_step(board: Draft) -> None:
    assert values(one(board, "Step", "Hand it in"))["momentOfTruth"] is True
    assert linked(board, "tags") == [
        ("Nobody says how long it takes", "urgent"),
        ("Nobody says how long it takes", "bikes"),
    ]


def test_what_lies_aside_is_left(board: Draft) -> None:
    reasons = left(board)

    assert reasons["Lunch at 12:30"] == "It lies in 'Parking lot', beside the journey."
    assert reasons["Ada"] == "Names of people and times of edits are not kept."
    assert reasons["image"] == "Its widget holds no text."


def test_step_that_stands_twice_is_one(board: Draft) -> None:
    assert left(board)["Hand it in"] == "The same sticky stands at mural!B7; it is one step."


def test_areas_that_name_lanes_are_lanes() -> None:
    draft = mural.read(
        table(
            HEADS,
            ("Notice", "#1", 0, -100, "Phases", ""),
            ("Repair", "#1", 900, -100, "Phases", ""),
            ("Hear a noise", "#2", 10, 0, "Steps", ""),
            ("Wait", "#2", 1400, 0, "Steps", ""),
            ("Hand it in", "#2", 800, 0, "Steps", ""),
            ("Cold", "#2", 1390, 90, "Pains", ""),
        ),
        MODEL,
    )

    assert names(draft, "Phase") == ["Notice", "Repair"]
    assert names(draft, "Step") == ["Hear a noise", "Hand it in", "Wait"]
    assert linked(draft, "steps") == [("Cold", "Wait")]
    assert is_whole(draft)


def test_steps_below_one_another_are_read_downwards() -> None:
    draft = mural.read(
        table(
            HEADS,
            ("Pay", "", 5, 300, "Repair", "step"),
            ("Wait", "", 9, 100, "Repair", "step"),
            ("Dear", "", 400, 290, "Repair", "pain"),
        ),
        MODEL,
    )

    assert names(draft, "Step") == ["Wait", "Pay"]
    assert linked(draft, "steps") == [("Dear", "Pay")]


def test_colour_of_two_lanes_tells_nothing() -> None:
    draft = mural.read(
        table(
            HEADS,
            ("Pain", "#1", 0, 0, "Legend", ""),
            ("Gain", "#1", 0, 0, "Legend", ""),
            ("Step", "#2", 0, 0, "Legend", ""),
            ("Wait", "#2", 0, 0, "Repair", ""),
            ("Cold", "#1", 0, 0, "Repair", ""),
        ),
        MODEL,
    )

    assert names(draft, "Insight") == []
    assert "The colour #1 stands for two lanes in the legend; it tells nothing." in [
        remark.message for remark in draft.remarks
    ]


def test_moods_are_scores_of_the_step() -> None:
    draft = mural.read(
        table(
            HEADS,
            ("Wait", "", 0, 0, "Repair", "step"),
            ("Pay", "", 500, 0, "Repair", "step"),
            ("4", "", 0, 90, "Repair", "mood"),
            ("😡", "", 505, 90, "Repair", "mood"),
        ),
        MODEL,
    )

    moods = {record.name: record.values["impact"].value for record in draft.records_of("Insight")}
    assert moods == {"Mood: Wait": 1, "Mood: Pay": -2}
    assert any("taken for a scale of 1-5" in remark.message for remark in draft.remarks)


def test_rows_are_what_their_headings_say() -> None:
    draft = mural.read(
        table(
            HEADS,
            ("Phases", "#EEE", -300, 0, "", ""),
            ("Steps", "#EEE", -300, 200, "", ""),
            ("Pains", "#EEE", -300, 400, "", ""),
            ("Notice", "#FF0", 0, 10, "", ""),
            ("Repair", "#FF0", 900, 5, "", ""),
            ("Hear a noise", "#FF0", 20, 190, "", ""),
            ("Hand it in", "#FF0", 800, 210, "", ""),
            ("Wait", "#FF0", 1000, 205, "", ""),
            ("Cold", "#FF0", 990, 420, "", ""),
            ("Between", "#FF0", 990, 300, "", ""),
        ),
        MODEL,
    )

    assert names(draft, "Phase") == ["Notice", "Repair"]
    assert names(draft, "Step") == ["Hear a noise", "Hand it in", "Wait"]
    assert linked(draft, "steps") == [("Cold", "Wait")]
    assert left(draft)["Between"].startswith("Nothing says what it is")
    assert "Stickies were read by the heading of the row or column they lie in." in [
        remark.message for remark in draft.remarks
    ]


def test_headings_in_colours_are_a_legend() -> None:
    draft = mural.read(
        table(
            HEADS,
            ("Steps", "#00F", 0, 0, "", ""),
            ("Pains", "#F00", 0, 0, "", ""),
            ("Wait", "#00F", 0, 900, "Repair", ""),
            ("Cold", "#F00", 0, 0, "Repair", ""),
        ),
        MODEL,
    )

    assert linked(draft, "steps") == [("Cold", "Wait")]


def test_phase_stands_where_its_title_does(board: Draft) -> None:
    assert one(board, "Phase", "Repair").cell.value == "Repair"
