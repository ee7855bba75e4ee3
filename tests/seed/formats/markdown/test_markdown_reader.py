"""Markdown files: tables among prose and diagrams, trees and journeys in headings; prose is left over."""

import time

from hypothesis import given as examples
from hypothesis import strategies as st

from graph.model import MODEL
from seed.content import Content
from seed.draft import Draft
from seed.formats import recognised_format
from seed.formats.markdown import markdown_reader
from seed.importing.draft_values import check_values
from tests.seed.formats.drafts import given, is_whole, left, linked, names, one, text, values


def read(content: Content) -> Draft:
    """The draft of a content that is recognised as Markdown, each cell of which is accounted for."""
    assert recognised_format(content, MODEL) is markdown_reader
    draft = markdown_reader.read(content, MODEL)
    assert is_whole(draft)
    check_values(draft, MODEL)
    assert draft.problems == []
    return draft


def test_tables_are_found_among_other_things() -> None:
    draft = read(given("repair-notes.md"))

    assert names(draft, "Journey") == ["Mending a coat", "Send it by post"]
    assert names(draft, "Phase") == ["Bring", "Collect", "Pack"]
    assert names(draft, "Step") == ["Rings the bell", "Tries it on|looks", "Find a box"]
    assert names(draft, "Touchpoint") == ["Door", "Mirror", "Lamp"]
    assert names(draft, "Persona") == ["Noor"]
    assert names(draft, "Opportunity") == ["Say the price first"]
    assert ("Mending a coat", "Noor") in linked(draft, "personas")
    assert values(one(draft, "Opportunity", "Say the price first"))["effort"] == 2.0


def test_lines_beside_tables_are_left() -> None:
    over = left(read(given("repair-notes.md")))

    prose = "It is prose beside what is read."
    assert over["We met twice. | One bar is no table."] == prose
    assert over["- **Opportunity**: this line is prose"] == prose
    assert over["author: the desk"] == "A setting of the file."
    assert over["| A | b | c |"] == "A diagram or program of another kind."
    assert over["rain"] == "No lane is known by the heading 'Weather'."
    assert [line for line in over if "--" in line] == ["---", "|---|---|---|"]


def test_cells_of_tables_tell_their_lines() -> None:
    draft = read(given("repair-notes.md"))

    assert one(draft, "Step", "Rings the bell").cell.place.locator == "Mending a coat!B13"
    assert one(draft, "Opportunity", "Say the price first").cell.place.row == 20


def test_tables_under_headings_are_journeys_of_their_own() -> None:
    rows = ("|Phase|Step|Pain|", "|---|---|---|", "|A|go|slow|")

    draft = read(text("# Notes", "## By bus", *rows, "", "## By bike", *rows, "", *rows))

    assert names(draft, "Journey") == ["By bus", "By bike", "By bike 2"]
    assert len(names(draft, "Step")) == 3
    assert left(draft) == {"Notes": "It is prose beside what is read."}


def test_tables_of_steps_under_phases_are_one_journey() -> None:
    draft = read(
        text(
            *("# Rent a boat", "## Choose", "|Step|Pain|", "|---|---|", "|look|dark|", "|ask|slow|"),
            *("## Row", "|Step|Gain|Pain|", "|---|---|---|", "|sit|sun|wet|"),
        )
    )

    assert names(draft, "Journey") == ["Rent a boat"]
    assert linked(draft, "phase") == [("look", "Choose"), ("ask", "Choose"), ("sit", "Row")]
    assert linked(draft, "steps") == [("dark", "look"), ("slow", "ask"), ("wet", "sit"), ("sun", "sit")]
    assert draft.leftovers == []


def test_tree_joins_goals_opportunities_and_solutions() -> None:
    draft = read(given("choir-tree.md"))

    assert values(one(draft, "Goal", "Half of the guests come back")) == {
        "name": "Half of the guests come back",
        "status": "IN_PROGRESS",
        "description": "They told us so in spring.",
    }
    assert names(draft, "Opportunity") == ["Guests do not find the room", "Nobody speaks to guests"]
    assert linked(draft, "goals") == [
        ("Guests do not find the room", "Half of the guests come back"),
        ("Nobody speaks to guests", "Half of the guests come back"),
    ]
    assert linked(draft, "opportunities") == [
        ("Arrows in the yard", "Guests do not find the room"),
        ("A light at the gate (green)", "Guests do not find the room"),
    ]
    assert values(one(draft, "Solution", "Arrows in the yard"))["status"] == "PLANNED"
    assert values(one(draft, "Opportunity", "Nobody speaks to guests"))["status"] == "DISMISSED"


def test_tree_leaves_experiments_figures_and_names() -> None:
    draft = read(given("choir-tree.md"))

    over = left(draft)
    assert over["- baseline: 20 %"].startswith("A figure without its day")
    assert over["@maria"].startswith("It is none of the states that are known")
    assert over["Hypothesis: more people arrive in time"].startswith("Experiments are not kept")
    assert over["Nothing was decided."] == "It is prose beside what is read."
    assert "'on-track' was taken for the status IN_PROGRESS." in [remark.message for remark in draft.remarks]


def test_nested_nodes_are_parts() -> None:
    draft = read(
        text(
            *("# Goal: A", "## Goal: B", "### Opportunity: C", "#### Opportunity: D", "##### Solution: E"),
            "## Solution: F",
        )
    )

    assert linked(draft, "parent") == [("B", "A"), ("D", "C")]
    assert linked(draft, "goals") == [("C", "B"), ("F", "A")]
    assert linked(draft, "opportunities") == [("E", "D")]


def test_headings_may_name_kinds_of_what_is_below() -> None:
    draft = read(
        text(
            *("# Goal: Fewer returns", "## Opportunities", "### Photos are dark @done", "#### Solutions"),
            *("- Brighter **lamps** @next", "as said", "## Solutions", "### Chat", "# Goals", "- prose"),
        )
    )

    assert linked(draft, "goals") == [("Photos are dark", "Fewer returns"), ("Chat", "Fewer returns")]
    assert linked(draft, "opportunities") == [("Brighter lamps", "Photos are dark")]
    assert values(one(draft, "Solution", "Brighter lamps"))["status"] == "PLANNED"
    assert values(one(draft, "Opportunity", "Photos are dark"))["status"] == "SOLVED"
    assert set(left(draft)) == {"as said", "- prose"}


def test_headings_tell_a_journey() -> None:
    draft = read(given("allotment-journey.md"))

    assert names(draft, "Journey") == ["Get a garden plot"]
    assert linked(draft, "phase") == [
        ("Ask at the gate", "Look"),
        ("Walk around", "Look"),
        ("Stand in the list", "Wait"),
    ]
    assert linked(draft, "touchpoints") == [("Ask at the gate", "Gate"), ("Ask at the gate", "Notice board")]
    pains = [(name, step) for name, step in linked(draft, "steps") if ":" not in name]
    assert pains == [
        ("nobody answers", "Ask at the gate"),
        ("paths are wet", "Walk around"),
        ("no signs", "Walk around"),
        ("Say how long it takes", "Stand in the list"),
    ]
    assert values(one(draft, "Insight", "Emotion: Stand in the list"))["impact"] == -1.0
    assert set(left(draft)) == {"Some words about it.", "What we saw there."}


def test_stages_without_steps_are_steps_themselves() -> None:
    draft = read(
        text("# Swim", "## Undress", "- Pain: cold", "- Touchpoint: Bench", "## Dive", "- Pain: wet")
    )

    assert names(draft, "Journey") == ["Swim"]
    assert linked(draft, "phase") == [("Undress", "Undress"), ("Dive", "Dive")]


def test_prose_alone_is_no_markdown_to_read() -> None:
    for lines in (
        ("# Minutes", "Nothing was decided.", "- Pain: one line alone"),
        ("# Minutes", "|Name|Phone|", "|---|---|", "|Ann|12|"),
        ("# Opportunity: alone",),
    ):
        assert markdown_reader.recognise(text(*lines), MODEL) == 0.0


def test_hostile_text_is_read_in_a_moment() -> None:
    start = time.process_time()

    for mark in ("|", "|-", "*_", "[", "> ", "#", "`", "@a:", "\\|"):
        draft = markdown_reader.read(
            text("|Phase|Pain|", "|---|---|", mark * 9_000, "# " + mark * 5_000), MODEL
        )
        assert is_whole(draft)

    assert time.process_time() - start < 60


LINE = st.sampled_from(
    [
        *(
            "",
            "# Journey: A",
            "## Phase: B",
            "### Step: C",
            "- Pain: d",
            "**Pains**",
            "- e",
            "Prose: f",
            "---",
        ),
        *("|Phase|Step|Pain|", "|---|---|---|", "|a|b|c|", "|a||", "|a|b|c|d|", "|Step|Pain|", "|---|---|"),
        *(
            "```mermaid",
            "journey",
            "  Go: 3: Me",
            "```",
            "# [Goal] G @next",
            "## Opportunity: O",
            "### Solution: S",
        ),
        *(
            "Title",
            "===",
            "> |Step|Pain|",
            "> |---|---|",
            "|#N/A|1|",
            "status: done",
            "#### Emotion",
            "4/5",
            "~~~",
        ),
    ]
)


@examples(st.lists(LINE, max_size=25))
def test_lines_are_placed_or_left(lines: list[str]) -> None:
    first, second = (markdown_reader.read(text(*lines, name="a.md"), MODEL) for _ in range(2))

    assert is_whole(first)
    assert [values(record) for record in first.records] == [values(record) for record in second.records]
    check_values(first, MODEL)
    assert first.problems == []
