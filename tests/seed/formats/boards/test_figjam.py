"""The CSV of FigJam: sections, a legend of colours, and no positions."""

from graph.model import MODEL
from seed.formats import recognised_format
from seed.formats.boards import figjam
from tests.seed.formats.drafts import given, is_whole, left, linked, names, table


def test_figjam_is_recognised_by_its_headings() -> None:
    assert recognised_format(given("figjam.csv"), MODEL) is figjam
    assert figjam.recognise(table(("Text", "Section", "Type"), ("a", "b", "c")), MODEL) == 0
    assert figjam.recognise(table(("Text", "Section", "X", "Y"), ("a", "b", 1, 2)), MODEL) > 0


def test_sections_become_phases_as_they_stand() -> None:
    draft = figjam.read(given("figjam.csv"), MODEL)

    assert names(draft, "Phase") == ["Notice", "Repair"]
    assert names(draft, "Step") == ["Hear a noise", "Hand it in", "Wait"]
    assert [link for link in linked(draft, "steps") if link[0] == "No counter"] == [
        ("No counter", "Hand it in"),
        ("No counter", "Wait"),
    ]
    assert is_whole(draft)


def test_section_that_names_a_lane_is_no_phase() -> None:
    draft = figjam.read(given("figjam.csv"), MODEL)

    assert names(draft, "Opportunity") == ["Tell the price at the door"]
    assert "Nothing tells at which step it is; it stands at none." in [r.message for r in draft.remarks]


def test_what_is_no_sticky_is_left() -> None:
    reasons = left(figjam.read(given("figjam.csv"), MODEL))

    assert reasons["+1"] == "A stamp of FigJam is no sticky."
    assert reasons["5"].startswith("Votes and stamps are not kept")
    assert reasons["Nobody knows"].startswith("Nothing says what it is")


def test_section_inside_of_a_phase_is_its_lane() -> None:
    draft = figjam.read(
        table(
            ("Text", "Section", "Author"),
            ("Wait", "Repair / Steps", "Ada"),
            ("Cold", "Repair / Pains", "Ada"),
        ),
        MODEL,
    )

    assert names(draft, "Phase") == ["Repair"]
    assert linked(draft, "steps") == [("Cold", "Wait")]


def test_many_steps_bear_nothing_together() -> None:
    steps = [(f"Turn {letter}", "Walk", "Ada", "step") for letter in "abcdefghijklmnopqrstuvwxyz"]

    draft = figjam.read(
        table(("Text", "Section", "Author", "Tags"), *steps, ("Cold", "Walk", "Ada", "pain")), MODEL
    )

    assert linked(draft, "steps") == []
    assert "Nothing tells at which step it is; it stands at none." in [r.message for r in draft.remarks]
