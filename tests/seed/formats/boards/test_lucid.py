"""The CSV of Lucid: pages, containers, and lines that give the order."""

import pytest

from graph.model import MODEL
from seed.draft import Draft
from seed.formats import recognised_format
from seed.formats.boards import lucid
from tests.seed.formats.drafts import given, is_whole, left, linked, names, one, table, values

HEADS = ("Id", "Name", "Page ID", "Contained By", "Line Source", "Line Destination", "Text Area 1")


@pytest.fixture(scope="module")
def board() -> Draft:
    """The draft of a small document."""
    return lucid.read(given("lucid.csv"), MODEL)


def test_lucid_is_recognised_by_its_headings() -> None:
    assert recognised_format(given("lucid.csv"), MODEL) is lucid


def test_lines_give_the_order_of_phases_and_steps(board: Draft) -> None:
    assert names(board, "Journey") == ["Repairing a bicycle"]
    assert names(board, "Phase") == ["Notice", "Repair"]
    assert names(board, "Step") == ["Hear a noise", "Hand it in", "Wait", "Pay"]
    assert is_whole(board)


def test_lines_say_which_step_follows_which(board: Draft) -> None:
    assert linked(board, "nextSteps") == [("Hear a noise", "Hand it in"), ("Hand it in", "Wait")]
    link = next(link for link in board.links if link.field == "nextSteps")
    assert {name: entry.value for name, entry in link.values.items()} == {"condition": "loud"}


def test_unjoined_step_comes_last(board: Draft) -> None:
    assert [remark.value for remark in board.remarks if "No line joins it" in remark.message] == ["Pay"]


def test_further_text_is_the_description(board: Draft) -> None:
    assert values(one(board, "Step", "Wait"))["description"] == "In the rain"


def test_stickies_are_what_their_words_say(board: Draft) -> None:
    assert names(board, "Insight") == ["no counter"]


def test_what_is_no_step_is_left(board: Draft) -> None:
    reasons = left(board)

    assert reasons["Start"] == "It only begins or ends the flow."
    assert reasons["Is it ready?"] == "A comment says not what it is about, nor who said it."
    assert reasons["Logo"].startswith("Nothing says what it is")
    assert reasons["Draft"] == "The status of a document or shape is not kept."


def test_circle_is_cut_with_a_remark() -> None:
    draft = lucid.read(
        table(
            HEADS,
            ("1", "Page", "", "", "", "", "Loop"),
            ("2", "Process", "1", "", "", "", "Wait"),
            ("3", "Process", "1", "", "", "", "Ask"),
            ("4", "Line", "1", "", "2", "3", ""),
            ("5", "Line", "1", "", "3", "2", ""),
        ),
        MODEL,
    )

    assert names(draft, "Step") == ["Wait", "Ask"]
    assert ["circle" in remark.message for remark in draft.remarks] == [True]
    assert linked(draft, "nextSteps") == [("Wait", "Ask"), ("Ask", "Wait")]


def test_pages_are_journeys_with_layers() -> None:
    draft = lucid.read(
        table(
            HEADS,
            ("1", "Page", "", "", "", "", "Buy"),
            ("2", "Page", "", "", "", "", "Repair"),
            ("3", "Swim Lane", "2", "", "", "", "Backstage"),
            ("4", "Swim Lane", "2", "", "", "", "Customer"),
            ("5", "Process", "2", "3", "", "", "Order parts"),
            ("6", "Process", "2", "4", "", "", "Wait"),
            ("7", "Process", "1", "", "", "", "Pay"),
        ),
        MODEL,
    )

    assert names(draft, "Journey") == ["Buy", "Repair"]
    assert values(one(draft, "Step", "Order parts"))["layer"] == "BACKSTAGE"
    assert names(draft, "Phase") == ["Steps", "Steps"]
    assert is_whole(draft)


def test_container_that_holds_itself_is_no_trap() -> None:
    draft = lucid.read(
        table(
            HEADS,
            ("1", "Page", "", "", "", "", "Buy"),
            ("3", "Container", "1", "4", "", "", "Inner"),
            ("4", "Container", "1", "3", "", "", "Outer"),
            ("5", "Process", "1", "3", "", "", "Pay"),
        ),
        MODEL,
    )

    assert names(draft, "Step") == ["Pay"]
    assert names(draft, "Phase") == ["Inner"]


def test_deep_containers_need_no_deep_stack() -> None:
    boxes = [(f"c{n}", "Container", "1", f"c{n + 1}", "", "", f"Box {n}") for n in range(3_000)]

    draft = lucid.read(
        table(
            HEADS, ("1", "Page", "", "", "", "", "Buy"), *boxes, ("s", "Process", "1", "c0", "", "", "Pay")
        ),
        MODEL,
    )

    assert names(draft, "Phase") == ["Box 0"]
    assert is_whole(draft)
