"""What holds for every export of a tool: nothing is lost, nothing is random, whatever stands in its cells."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.model import MODEL
from seed.content import CellValue, Content
from seed.formats import Format
from seed.formats.boards import figjam, lucid, miro, mural
from seed.formats.cards import jira, trello
from seed.importing.draft_values import check_values
from tests.seed.formats.drafts import identities, is_whole, linked, names, table, values

WORD = st.text("abcdefgh ÄÖß é日", min_size=1, max_size=8).filter(lambda word: word.strip() != "")
ODD = st.text(st.characters(exclude_categories=("Cs", "Cc"), include_characters="\t\n"), max_size=20)
CELL: st.SearchStrategy[CellValue] = st.one_of(
    st.none(),
    WORD,
    st.integers(-3, 9),
    st.floats(-2000, 5000),
    st.booleans(),
    st.sampled_from(
        ["Pain", "Step", "Steps", "Legend", "Parking lot", "step", "quotes", "#AAA", "high, low", "mood"]
    ),
    st.sampled_from(
        ["<p>a</p>", "How might we: go", "“so”", "• a\n• b", "😡", "4/5", "Frame", "<b>", "1. A"]
    ),
    ODD.filter(lambda odd: odd.strip() != ""),
)
HEADS: dict[Format, tuple[str, ...]] = {
    mural: ("ID", "Text", "BG Color", "Position X", "Position Y", "Area", "Tags", "Weather"),
    figjam: ("Text", "Section", "Color", "X", "Y", "Type", "Votes", "Tags", "Weather"),
    lucid: (
        *("Id", "Name", "Page ID", "Contained By", "Line Source", "Line Destination"),
        *("Text Area 1", "Text Area 2", "Tags", "Weather"),
    ),
    miro: (),
    jira: (
        *("Summary", "Issue key", "Issue Type", "Status", "Labels", "Labels", "Rank", "Parent", "Weather"),
        *("Outward issue link (Blocks)", "Priority", "Start date"),
    ),
    trello: ("Card ID", "Card Name", "List Name", "Labels", "Board Name", "Start Date", "Card URL"),
}


@st.composite
def exports(draw: st.DrawFn) -> tuple[Format, Content]:
    """A file of one of the tools, with anything in its cells."""
    form = draw(st.sampled_from(list(HEADS)))
    heads = HEADS[form]
    width = len(heads) or 3
    rows = draw(st.lists(st.lists(CELL, max_size=width + 1), max_size=12))
    return form, table(*([heads] if heads else []), *rows)


@given(exports())
@settings(max_examples=300)
def test_cells_of_exports_are_placed_or_left(export: tuple[Format, Content]) -> None:
    form, content = export

    first, second = form.read(content, MODEL), form.read(content, MODEL)

    assert is_whole(first)
    assert [(r.label, r.scope, values(r)) for r in first.records] == [
        (r.label, r.scope, values(r)) for r in second.records
    ]
    assert linked(first, "steps") == linked(second, "steps")
    twice = {identity[0] for identity, count in identities(first).items() if count > 1}
    assert twice <= {"Phase", "Step"}


@given(exports())
def test_values_of_exports_fit(export: tuple[Format, Content]) -> None:
    form, content = export
    draft = form.read(content, MODEL)

    check_values(draft, MODEL)

    assert draft.problems == []


STICKIES = st.lists(
    st.tuples(st.sampled_from("ABC"), st.text("defgh", min_size=2, max_size=4)),
    min_size=2,
    max_size=8,
    unique_by=lambda sticky: sticky[1],
)


@given(STICKIES, st.integers(0, 99))
def test_stickies_keep_their_identity(stickies: list[tuple[str, str]], seed: int) -> None:
    moved = random.Random(seed).sample(stickies, len(stickies))

    before, after = (mural.read(_mural(some), MODEL) for some in (stickies[:-1], moved))

    assert set(identities(before)) <= set(identities(after))
    assert len(names(after, "Step")) == len(stickies)


@pytest.mark.parametrize("form", [mural, figjam, lucid])
def test_file_of_another_kind_is_left_whole(form: Format) -> None:
    draft = form.read(table(("Step", "Weather"), ("Wait", "cold")), MODEL)

    assert draft.records == []
    assert is_whole(draft)
    assert draft.counts[0] == 4


def _mural(stickies: list[tuple[str, str]]) -> Content:
    """A mural with a step for each sticky, and a pain below it."""
    rows: list[tuple[CellValue, ...]] = []
    for number, (area, name) in enumerate(stickies):
        rows.append((name, 400 * number, 0, area, "step"))
        rows.append((f"pain of {name}", 400 * number + 9, 90, area, "pain"))
    return table(("Text", "Position X", "Position Y", "Area", "Tags", "BG Color"), *rows)
