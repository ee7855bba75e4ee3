"""The CSV of Miro: frames, lanes, HTML, ragged rows, and the same sticky twice."""

import pytest

from graph.model import MODEL
from seed.content import Content
from seed.draft import Draft
from seed.formats import recognised_format
from seed.formats.boards import miro
from tests.seed.formats.drafts import given, is_whole, left, linked, names, one, table, values


@pytest.fixture(scope="module")
def board() -> Draft:
    """The draft of a small board."""
    return miro.read(given("miro.csv"), MODEL)


def rows(*lines: str) -> Content:
    """A board of lines, each with one cell."""
    whole = table(*((line,) for line in lines))
    return Content(whole.name, whole.sha256, "\n".join(lines), whole.sheets)


def test_board_of_frames_is_recognised() -> None:
    found = recognised_format(given("miro.csv"), MODEL)

    assert found is miro


def test_matrix_with_a_bold_word_is_no_board() -> None:
    content = table(("Step", "Pains"), ("<p>Wait</p>", "cold"), ("Pay", "<b>dear</b>"))

    assert miro.recognise(content, MODEL) == 0


def test_frames_become_phases_by_their_numbers(board: Draft) -> None:
    assert names(board, "Journey") == ["Repairing a bicycle"]
    assert names(board, "Phase") == ["Notice", "Repair"]
    assert names(board, "Step") == ["Hear a noise", "Hand it in", "Wait"]
    assert is_whole(board)


def test_html_becomes_words(board: Draft) -> None:
    (quote,) = (record.values["text"].value for record in board.records_of("Quote"))
    assert quote == "Is it ready & safe?"


def test_stickies_stand_at_all_steps(board: Draft) -> None:
    found = linked(board, "steps")

    assert ("No counter on Mondays", "Hand it in") in found
    assert ("No counter on Mondays", "Wait") in found
    assert ("No counter on Mondays", "Hear a noise") not in found
    assert any("at which steps of 'Repair'" in remark.message for remark in board.remarks)


def test_same_pain_twice_is_one(board: Draft) -> None:
    found = [end for start, end in linked(board, "steps") if start == "Nobody says how long it takes"]

    assert found == ["Hand it in", "Wait", "Hear a noise"]
    assert any("both are one" in remark.message for remark in board.remarks)


def test_sticky_that_comes_twice_is_read_once() -> None:
    draft = miro.read(
        rows("Frame", "Repair", "Steps", "Wait", "Pains", "Cold", "How might we", "Heat", "Cold"), MODEL
    )

    assert names(draft, "Opportunity") == ["Heat"]
    assert names(draft, "Insight") == ["Cold"]
    assert left(draft)["Cold"] == "The same sticky stands at walk!A6, and was read there."


def test_words_beside_a_sticky_are_tags(board: Draft) -> None:
    assert names(board, "Tag") == ["drop-off"]
    assert ("Hand it in", "drop-off") in linked(board, "tags")
    assert any("taken for its tags" in remark.message for remark in board.remarks)


def test_furniture_is_left(board: Draft) -> None:
    reasons = left(board)

    assert reasons["Created with a template"] == "It stands above the first frame."
    assert reasons["https://example.org/board/abc"] == "An address, no sticky."
    assert reasons["What hurts?"] == "A prompt beside the lane."
    assert reasons["🎉"] == "It holds no words."


def test_title_loses_only_what_says_board(board: Draft) -> None:
    journey = one(board, "Journey", "Repairing a bicycle")

    assert values(journey) == {"name": "Repairing a bicycle"}
    assert any("says that it is a board" in remark.message for remark in board.remarks)


def test_texts_below_no_lane_are_left() -> None:
    draft = miro.read(rows("Frame", "Repair", "Wait", "Cold"), MODEL)

    assert draft.records == []
    assert is_whole(draft)
    assert "No sticky of it says what it is" in draft.remarks[0].message


def test_lanes_without_frames_are_one_phase() -> None:
    draft = miro.read(rows("Steps", "<p>Wait</p>", "<p>Pay</p>", "Pains", "<p>Cold</p>"), MODEL)

    assert names(draft, "Phase") == ["Steps"]
    assert names(draft, "Step") == ["Wait", "Pay"]
    assert linked(draft, "steps") == []
    assert "Nothing tells at which step it is; it stands at none." in [r.message for r in draft.remarks]


def test_words_behind_a_lane_are_a_sticky() -> None:
    draft = miro.read(
        rows(
            "Frame", "Repair", "Steps", "Wait", "<p>Pains</p><p>What hurts?</p>", "Pain: it is cold in there"
        ),
        MODEL,
    )

    assert names(draft, "Step") == ["Wait"]
    assert names(draft, "Insight") == ["it is cold in there"]
