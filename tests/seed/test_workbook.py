"""The native workbook is recognised by what it holds, and every cell of it is accounted for."""

from typing import Any, cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.model import MODEL
from seed.columns import sheet_forms
from seed.content import CellValue, Content, FaultyCell, Sheet
from seed.draft import Draft
from seed.formats import native_workbook, recognised_format

HEADS = [*sheet_forms(MODEL)["steps"].columns, "Duration Seconds", "colour", "version", "opportunities"]
CELLS: st.SearchStrategy[CellValue] = st.one_of(
    st.none(),
    st.text("ab; /\\\n", min_size=1, max_size=6).filter(str.strip),
    st.integers(-2, 9),
    st.booleans(),
)
SHEETS = st.sampled_from(["steps", "Steps", "opportunities.steps", "journeys", "people", "Notes"])


def sheet(name: str, *rows: list[CellValue]) -> Sheet:
    """A table of these rows."""
    return Sheet(name, tuple(tuple(row) for row in rows))


def read(*sheets: Sheet, data: Any = None) -> Draft:
    """The draft of a workbook with these sheets."""
    return native_workbook.read(Content("w.xlsx", "0" * 64, sheets=sheets, data=data), MODEL)


@st.composite
def tables(draw: st.DrawFn) -> Sheet:
    """A sheet with any heads and cells."""
    heads = draw(st.lists(st.sampled_from(HEADS), min_size=1, max_size=6))
    rows = draw(st.lists(st.lists(CELLS, max_size=7), max_size=5))
    return sheet(draw(SHEETS), list(heads), *rows)


@settings(max_examples=150)
@given(st.lists(tables(), min_size=1, max_size=3))
def test_every_cell_of_sheets_is_placed_or_left(sheets: list[Sheet]) -> None:
    draft = read(*sheets)

    count, placed, left = draft.counts
    assert draft.unaccounted_cells() == []
    assert count == placed + left == sum(1 for table in sheets for _ in table.cells())
    assert all(item.reason for item in draft.leftovers)


NESTED = st.recursive(
    st.one_of(st.none(), st.text(max_size=3), st.integers(), st.booleans()),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(st.sampled_from(HEADS), inner, max_size=3)
    ),
    max_leaves=8,
)


def leaves(value: Any) -> int:
    """How many single values nested data hold."""
    if isinstance(value, dict):
        return sum(leaves(item) for item in cast("dict[str, Any]", value).values())
    if isinstance(value, list):
        return sum(leaves(item) for item in cast("list[Any]", value))
    return int(value is not None and value != "")


@settings(max_examples=150)
@given(st.dictionaries(SHEETS, NESTED, max_size=3))
def test_every_value_of_data_is_placed_or_left(data: dict[str, Any]) -> None:
    draft = read(data=data)

    assert draft.unaccounted_cells() == []
    assert draft.counts[0] == draft.counts[1] + draft.counts[2] == leaves(data)


def test_cells_become_values_and_links() -> None:
    table = sheet(
        "Steps", ["Phase", "NAME", "touch points"], ["Look", "Search", "Web; App\\; Co"], [None, None, None]
    )

    draft = read(table)

    [step] = draft.records
    assert (step.label, step.name, step.cell.place.locator) == ("Step", "Search", "Steps!B2")
    assert [(link.field, link.end) for link in draft.links] == [
        ("phase", "Look"),
        ("touchpoints", "Web"),
        ("touchpoints", "App\\; Co"),
    ]
    assert step.complete == {"phase", "name", "touchpoints"}


def test_sheet_of_links_carries_properties() -> None:
    table = sheet("opportunities.steps", ["opportunity", "step", "rationale"], ["Once", "Pay; Sign", "twice"])

    draft = read(table)

    assert [(link.start, link.end, link.values["rationale"].value) for link in draft.links] == [
        ("Once", "Pay", "twice"),
        ("Once", "Sign", "twice"),
    ]


@pytest.mark.parametrize(
    ("content", "known"),
    [
        (Content("a", "", sheets=(sheet("journeys", ["name", "level"]),)), True),
        (Content("a", "", sheets=(sheet("Journeys", ["Name", "own column", "id"]),)), True),
        (Content("a", "", data={"journeys": [{"name": "x"}]}), True),
        (Content("journeys", "", sheets=(sheet("Sheet1", ["name", "level"]),)), False),
        (Content("a", "", sheets=(sheet("Opportunities", ["ID", "Opportunity", "Impact", "Owner"]),)), False),
        (
            Content("a", "", data={"format": "X_V1", "opportunities": [{"title": "x", "importKey": "k"}]}),
            False,
        ),
        (Content("a", "", data={"journeys": []}), False),
        (Content("a", "", data=[1]), False),
    ],
)
def test_workbook_is_recognised_by_columns(content: Content, known: bool) -> None:
    found = recognised_format(content, MODEL)

    assert (found is native_workbook) is known


def test_head_that_stands_twice_is_a_problem() -> None:
    draft = read(sheet("steps", ["name", "Name"], ["a", "b"]))

    [problem] = draft.problems
    assert problem.place.locator == "steps!B1"
    assert "stands twice" in problem.message


def test_link_without_an_end_is_a_problem() -> None:
    draft = read(sheet("opportunities.steps", ["opportunity", "step"], ["Once", None]))

    assert [problem.message for problem in draft.problems] == [
        "Each row of opportunities.steps names both ends: opportunity and step."
    ]


def test_list_where_one_value_belongs_is_a_problem() -> None:
    draft = read(data={"steps": [{"name": ["a", "b"], "team": ["x", "y"]}]})

    assert [problem.message.split(".")[0] for problem in draft.problems] == [
        "name takes one value",
        "team takes one item",
    ]


def test_cell_with_an_error_is_not_called_empty() -> None:
    faulty = Sheet("steps", (("name", "team"), ("Pay",), ("Go",)), faults=(FaultyCell(1, 1, "#REF!", "so"),))

    draft = read(faulty)

    assert [record.complete for record in draft.records] == [{"name"}, {"name", "team"}]
