"""Blueprints keep what happens behind a step with that step; rows that explain headings are no steps."""

from graph.model import MODEL
from seed.draft import Draft
from seed.formats.matrix import matrix_reader
from tests.seed.formats.drafts import given, is_whole, left, linked, names, table, values


def read(*rows: tuple[str | int | None, ...], merged: tuple[tuple[int, int, int, int], ...] = ()) -> Draft:
    """The draft of a table, each cell of which is accounted for."""
    draft = matrix_reader.read(table(*rows, merged=merged), MODEL)
    assert is_whole(draft)
    return draft


def layers(draft: Draft) -> list[tuple[str, object]]:
    """The steps in their order, each with its layer."""
    return [(record.name, values(record).get("layer")) for record in draft.records_of("Step")]


def test_blueprint_keeps_what_stands_below_a_step() -> None:
    draft = matrix_reader.read(given("ferry-blueprint.csv"), MODEL)

    assert is_whole(draft)
    assert layers(draft) == [
        ("Buy a ticket", None),
        ("Timetable", "FRONTSTAGE"),
        ("Deckhand", "FRONTSTAGE"),
        ("Crew list", "BACKSTAGE"),
        ("Bank", "BACKSTAGE"),
        ("Board", None),
        ("Deckhand", "FRONTSTAGE"),
        ("Crew list", "BACKSTAGE"),
        ("Harbour office", "BACKSTAGE"),
        ("Go ashore", None),
        ("Gangway", "FRONTSTAGE"),
        ("Crew list", "BACKSTAGE"),
    ]
    assert len(linked(draft, "phase")) == 12


def test_merged_cell_stands_with_its_first_step() -> None:
    draft = read(
        ("Steps", "Buy", "Board", "Leave"),
        ("Frontstage", "Desk", "Rail", "Gate"),
        ("Backstage", "Crew list", None, "Bins"),
        merged=((2, 1, 2, 2),),
    )

    assert [name for name, _ in layers(draft)] == [
        "Buy",
        "Desk",
        "Crew list",
        "Board",
        "Rail",
        "Leave",
        "Gate",
        "Bins",
    ]


def test_rows_with_one_step_give_their_colleagues_once() -> None:
    draft = read(
        ("Phase", "Step", "Frontstage", "Pain"),
        ("Sail", "Board", "Deckhand", "Wet"),
        ("", "", "Deckhand; Mate", "Cold"),
        ("", "Land", "Deckhand", ""),
    )

    assert [name for name, _ in layers(draft)] == ["Board", "Deckhand", "Mate", "Land", "Deckhand"]


def test_row_of_questions_explains_the_headings() -> None:
    draft = read(
        ("Phase", "Step", "Touchpoint", "Pain"),
        ("Which part?", "What do they do?", "(where)", "What hurts?"),
        ("Sail", "Board", "Rail", "Wet"),
        ("Sail", "Land", "Gate", "Where is the exit?"),
    )

    assert names(draft, "Step") == ["Board", "Land"]
    assert set(left(draft).values()) == {"It explains the headings."}
    assert names(draft, "Insight") == ["Wet", "Where is the exit?"]
