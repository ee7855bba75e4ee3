"""Mermaid journeys as records: names, order, personas, scores, and what is left over."""

import pytest

from graph.model import MODEL
from seed.content import Content
from seed.draft import Draft
from seed.formats import recognised_format
from seed.formats.mermaid import mermaid_reader
from tests.seed.formats.drafts import given, identities, is_whole, left, linked, names, one, text, values


def read(content: Content) -> Draft:
    """The draft of a content, each cell of which is accounted for."""
    draft = mermaid_reader.read(content, MODEL)
    assert is_whole(draft)
    return draft


def test_bare_file_becomes_a_journey() -> None:
    draft = read(given("library-card.mmd"))

    assert names(draft, "Journey") == ["Getting a library card"]
    assert names(draft, "Phase") == ["Find out", "Register"]
    assert names(draft, "Step")[:3] == ["Hear about the library", "Look up opening hours", "Fill in the form"]
    assert names(draft, "Persona") == ["Reader", "Website", "Librarian"]
    assert linked(draft, "phase")[2] == ("Fill in the form", "Register")
    assert draft.counts == (11, 9, 2)


def test_personas_walk_the_journey() -> None:
    draft = read(given("library-card.mmd"))

    walked = [end for start, end in linked(draft, "personas") if start == "Getting a library card"]

    assert walked == ["Reader", "Website", "Librarian"]
    assert values(one(draft, "Persona", "Website")) == {"name": "Website"}


def test_score_becomes_an_insight() -> None:
    draft = read(given("library-card.mmd"))

    insight = one(draft, "Insight", "Score: Fill in the form")

    assert values(insight) == {
        "name": "Score: Fill in the form",
        "kind": "OBSERVATION",
        "voice": "VOB",
        "basis": "OPINION",
        "impact": -2.0,
        "rawScore": "1",
        "rawScale": "1-5",
    }
    assert ("Score: Fill in the form", "Fill in the form") in linked(draft, "steps")
    assert ("Score: Receive the card", "Librarian") in linked(draft, "personas")
    assert insight.cell.place.locator == "line 9"
    assert insight.cell.raw == "Fill in the form: 1: Reader"


@pytest.mark.parametrize(
    ("scores", "impacts", "scale"),
    [
        ((1, 2, 3, 4, 5), (-2, -1, 0, 1, 2), "1-5"),
        ((0, 3), (-2, 0), "1-5"),
        ((1, 10), (-2, 2), "1-10"),
        ((0, 5, 10), (-2, 0, 2), "0-10"),
        ((-2, 1), (-2, 1), "-2..2"),
        ((0, 100), (-2, 2), "0-100"),
    ],
)
def test_impact_follows_the_scale(scores: tuple[int, ...], impacts: tuple[int, ...], scale: str) -> None:
    draft = read(text("journey", *(f"Task {score}: {score}: Me" for score in scores)))

    found = [values(insight) for insight in draft.records_of("Insight")]

    assert tuple(insight["impact"] for insight in found) == impacts
    assert {insight["rawScale"] for insight in found} == {scale}


def test_score_off_every_scale_has_no_impact() -> None:
    draft = read(text("journey", "title A", "section B", "One: 3.5: Me", "Two: 7: Me", "Three: -1: Me"))

    found = {record.name: values(record) for record in draft.records_of("Insight")}

    assert {name: value.get("impact") for name, value in found.items()} == {
        "Score: One": 0.5,
        "Score: Two": None,
        "Score: Three": None,
    }
    assert found["Score: Two"]["rawScore"] == "7"


def remarks(draft: Draft) -> dict[int | None, str]:
    """What is to be looked at, by line."""
    return {remark.place.row: remark.message for remark in draft.remarks}


def test_scores_without_a_value_are_named() -> None:
    draft = read(text("journey", "A:10: Me", "B : 12: Me", "C:4: Me", "D: -2: Me", "E: 3.5: Me"))

    assert remarks(draft) == {
        2: "No value was read from the score 10: it is not on the scale 1-5.",
        3: "No value was read from the score 12: it is not on the scale 1-5.",
        5: "No value was read from the score -2: it is not on the scale 1-5.",
    }
    assert [values(found).get("impact") for found in draft.records_of("Insight")] == [
        None,
        None,
        1,
        None,
        0.5,
    ]


def test_guessed_scale_is_a_remark() -> None:
    draft = read(text("journey", "A: 2: Me", "B: 9: Me"))

    assert remarks(draft) == {
        2: "The scores of the diagram were taken for a scale of 1-10: all of them are on it."
    }


def test_counts_give_no_value() -> None:
    draft = read(text("journey", "Visit: 1200: Me", "Ask: 310: Me", "Buy: 4: Me"))

    found = [values(insight) for insight in draft.records_of("Insight")]
    assert [(value["rawScore"], value.get("impact")) for value in found] == [
        ("1200", None),
        ("310", None),
        ("4", None),
    ]
    assert "count something" in remarks(draft)[4]


def test_noughts_alone_are_no_scores() -> None:
    draft = read(text("journey", "A: 0: Me", "B: 0: You"))

    assert (names(draft, "Step"), names(draft, "Insight")) == (["A", "B"], [])
    assert names(draft, "Persona") == ["Me", "You"]
    assert set(remarks(draft)) == {2, 3}


def test_nought_among_scores_is_a_remark() -> None:
    draft = read(text("journey", "A: 0: Me", "B: 4: Me"))

    assert remarks(draft) == {2: "The score 0 is below the scale 1-5; it counts as 1."}


def test_score_behind_an_arrow_is_a_remark() -> None:
    draft = read(text("journey", "A -> 3: Me", "B: 4: Me"))

    assert names(draft, "Step") == ["A", "B"]
    assert remarks(draft) == {2: "Its score was read behind an arrow; Mermaid wants a colon there."}


def test_example_of_the_documentation_is_a_remark() -> None:
    draft = read(text("journey", "title My working day", "section Go to work", "Make tea: 5: Me"))

    assert "example of Mermaid's documentation" in remarks(draft)[2]


def test_styles_of_tasks_are_left() -> None:
    draft = read(text("journey", "title A", "section B:::cold", "Do it:::red: 5: Me"))

    assert (names(draft, "Phase"), names(draft, "Step")) == (["B"], ["Do it"])
    assert set(left(draft)) == {":::cold", ":::red"}


def test_endless_lines_and_blocks_are_left() -> None:
    picture = "![](data:image/png;base64," + "iVBOR" * 5_000 + ")"
    draft = read(text(picture, "```mermaid", "journey", *["accDescr {"] * 1_000, "Do: 5: Me", "```"))

    assert names(draft, "Step")[-1] == "Do"
    assert "a line of more than 20,000 characters" in left(draft)[picture]


def test_many_namesakes_are_told_apart() -> None:
    draft = read(text("journey", "title A", "section B", *["Do: 5: Me"] * 1_000))

    assert len({record.scope for record in draft.records_of("Insight")}) == 1_000


def test_markdown_holds_several_diagrams() -> None:
    draft = read(given("notes.md"))

    assert names(draft, "Journey") == ["Borrow a book", "Return: the other side"]
    assert names(draft, "Step") == [
        "Browse the shelves",
        "Ask for advice",
        "Empty the box",
        "Check for damage",
    ]
    assert values(one(draft, "Journey", "Return: the other side"))["description"] == (
        "What happens when a book comes back"
    )
    assert left(draft)["flowchart LR"] == "A diagram or program of another kind."
    assert left(draft)["title Only an example"] == "A diagram or program of another kind."
    assert left(draft)["We drew two journeys and a process."] == "It stands outside of the diagrams."


@pytest.mark.parametrize(
    ("opening", "closing"),
    [
        ("```mermaid", "```"),
        ("   ~~~~ mermaid", "   ~~~~~"),
        ("```{mermaid}", "```"),
        ("``` mermaid height=300", "```"),
        ("::: mermaid", ":::"),
        ('<div class="mermaid">', "</div>"),
        ('<pre class="mermaid big">', "</pre>"),
        ("```", "```"),
    ],
)
def test_fences_of_all_kinds_open(opening: str, closing: str) -> None:
    draft = read(text("Prose.", opening, "journey", "title Day", "Walk: 3: Me", closing, "More: 3: prose"))

    assert (names(draft, "Journey"), names(draft, "Step")) == (["Day"], ["Walk"])


def test_diagram_without_fence_ends_in_prose() -> None:
    draft = read(text("# Day", "", "journey", "  title Day", "  Walk: 3: Me", "", "And so: it went on"))

    assert (names(draft, "Step"), names(draft, "Journey")) == (["Walk"], ["Day"])
    assert "And so: it went on" in left(draft)


def test_title_and_section_may_lack() -> None:
    draft = read(text("journey", "Walk: 3: Me", name="Way to work.mmd"))

    assert names(draft, "Journey") == ["Way to work"]
    assert linked(draft, "phase") == [("Walk", "Steps")]


def test_same_section_goes_on() -> None:
    draft = read(
        text("journey", "section A", "a: 1", "section a", "b: 2", "section B", "c: 3", "section A", "d: 4")
    )

    assert names(draft, "Phase") == ["A", "B", "A"]


def test_steps_of_one_name_stay_apart() -> None:
    draft = read(text("journey", "title Day", "section A", "Wait: 1: Me", "Wait: 2: Me", "Wait: 3: Me"))

    assert names(draft, "Step") == ["Wait", "Wait", "Wait"]
    assert [insight.scope for insight in draft.records_of("Insight")] == [
        "Day / … / Wait",
        "Day / A / Wait",
        "Day / A / Wait (2)",
    ]


def test_journeys_of_one_name_stay_apart() -> None:
    draft = read(text("journey", "title Day", "a: 1", "journey", "title Day", "b: 1"))

    assert names(draft, "Journey") == ["Day", "Day (2)"]


def test_repeated_diagram_is_left() -> None:
    draft = read(text("journey", "title Day", "a: 1", "journey", "title Day", "a: 1"))

    assert names(draft, "Step") == ["a"]
    assert list(left(draft).values()) == ["The same diagram stands from line 1 on."] * 3


def test_swapped_columns_are_turned() -> None:
    draft = read(given("swapped.mmd"))

    assert names(draft, "Persona") == ["Guest", "Tinkerer"]
    assert names(draft, "Step")[:4] == ["Finds the door", "Takes a number", "Unpacks tools", "Greets guests"]
    assert len(names(draft, "Step")) == 12
    assert len(names(draft, "Insight")) == 6
    assert ("Score: Finds the door", "Takes a number") in linked(draft, "steps")
    assert "swapped" in left(draft)["journey"]


def test_recurring_tasks_are_not_swapped() -> None:
    lines = [f"{task}: 3: Me" for task in ("Wait", "Walk") * 3]

    draft = read(text("journey", "section A", *lines[:2], "section B", *lines[2:4], "section C", *lines[4:]))

    assert names(draft, "Persona") == ["Me"]


def test_parts_of_lines_are_left() -> None:
    draft = read(text("journey", "Walk: 3: Me: slowly %% or fast", "Run: high: Me"))

    assert set(left(draft)) == {"slowly", "%% or fast", "high"}
    assert names(draft, "Step") == ["Walk", "Run"]


def test_long_name_is_cut_and_kept() -> None:
    draft = read(text("journey", f"{'walk on ' * 40}: 3: Me"))

    (step,) = draft.records_of("Step")

    assert len(step.name) <= 200
    assert step.name.endswith("…")
    assert str(values(step)["description"]).count("walk on") == 40


@pytest.mark.parametrize(
    "content",
    [
        text("journey,phase,step", "a,b,c"),
        text("journey;phase;step", "a;b;c"),
        text("journey"),
        text("The journey", "was long: 3: me"),
        text("```mermaid", "flowchart LR", "journey --> end", "```"),
        Content("map.xlsx", "0" * 64),
    ],
)
def test_other_contents_are_no_mermaid(content: Content) -> None:
    assert mermaid_reader.recognise(content, MODEL) == 0


@pytest.mark.parametrize("name", ["library-card.mmd", "notes.md", "swapped.mmd"])
def test_files_are_recognised_by_content(name: str) -> None:
    content = given(name)

    found = recognised_format(
        Content("data.bin", content.sha256, content.text, content.sheets, content.data), MODEL
    )

    assert found is not None
    assert found.NAME == "mermaid"


def test_reading_twice_gives_the_same() -> None:
    first, second = (read(given("notes.md")) for _ in range(2))

    assert identities(first) == identities(second)
    assert [values(record) for record in first.records] == [values(record) for record in second.records]
