"""Lists of opportunities, solutions, metrics and personas beside a matrix."""

from collections.abc import Sequence
from datetime import date

import pytest

from graph.model import MODEL
from seed.content import CellValue, Content, Sheet
from seed.draft import Draft
from seed.formats.matrix import matrix_reader
from seed.importing.draft_values import check_values
from tests.seed.formats.drafts import is_whole, left, linked, names, one, values

MAP = (
    ("Phase", "Step", "Pain"),
    ("Arrive", "Find the door", "Hidden"),
    ("Arrive", "Wait", "Cold"),
    ("Leave", "Wait", ""),
    ("Leave", "Go", ""),
)


def read(**lists: Sequence[Sequence[CellValue]]) -> Draft:
    """The draft of a workbook with a map and these lists, each cell of which is accounted for."""
    sheets = [
        Sheet(name, tuple(tuple(v if v != "" else None for v in row) for row in rows))
        for name, rows in {"Map": MAP, **lists}.items()
    ]
    draft = matrix_reader.read(Content("day.xlsx", "0" * 64, sheets=tuple(sheets)), MODEL)
    assert is_whole(draft)
    check_values(draft, MODEL)
    return draft


def test_opportunities_address_steps() -> None:
    rows = (
        ("ID", "Opportunity", "Addresses steps", "Effort", "Owner", "Due"),
        ("O-1", "New sign", "Arrive / Find the door; Leave / Wait", 2, "House", date(2026, 1, 1)),
        ("O-2", "More chairs", "Leave", 5, "House", ""),
        ("", "Total", "", 7, "", ""),
    )

    draft = read(Opportunities=rows)

    assert values(one(draft, "Opportunity", "New sign")) == {"name": "New sign", "key": "O-1", "effort": 2.0}
    assert [end for start, end in linked(draft, "steps") if start == "New sign"] == ["Find the door", "Wait"]
    assert [end for start, end in linked(draft, "steps") if start == "More chairs"] == ["Wait", "Go"]
    assert linked(draft, "team") == [("New sign", "House"), ("More chairs", "House")]
    assert set(left(draft)) == {"Due", "2026-01-01", "Total", "7"}


def test_unclear_steps_are_left() -> None:
    draft = read(Opportunities=(("Opportunity", "Steps"), ("New sign", "Wait; Fly, Go")))

    reason = "No step, or more than one, is called so in the matrix of this file."
    assert left(draft) == {"Wait": reason, "Fly, Go": reason}


def test_solutions_refer_to_opportunities() -> None:
    opportunities = (("Nr", "Opportunity"), ("O-1", "New sign"), ("O-2", "More chairs"))
    solutions = (
        ("Solution", "Solves opportunity", "Teams", "Status"),
        ("Arrow", "O-1, O-2", "House, Desk", "live"),
        ("Sofa", "More chairs; Warm room", "", "someday"),
    )

    draft = read(Solutions=solutions, Opportunities=opportunities)

    assert linked(draft, "opportunities") == [
        ("Arrow", "New sign"),
        ("Arrow", "More chairs"),
        ("Sofa", "More chairs"),
        ("Sofa", "Warm room"),
    ]
    assert values(one(draft, "Solution", "Arrow"))["status"] == "LAUNCHED"
    assert (linked(draft, "team"), linked(draft, "deliveryTeams")) == (
        [("Arrow", "House")],
        [("Arrow", "Desk")],
    )
    assert list(left(draft)) == ["someday"]


def test_key_given_twice_is_a_problem() -> None:
    draft = read(Opportunities=(("ID", "Opportunity"), ("O-1", "New sign"), ("O-1", "More chairs")))

    (problem,) = draft.problems

    assert problem.place.locator == "Opportunities!A3"
    assert problem.message == "O-1 is also the key of 'New sign'. Give each its own."


def test_metrics_are_measured_by_month() -> None:
    rows = (
        ("Metric", "Unit", "Step", "Target", "Month", "Value"),
        ("Way in", "minutes", "Find the door", 4, date(2026, 2, 1), 12.5),
        ("Way in", "minutes", "Find the door", 4, "2026-03", "11,5"),
        ("Way in", "minutes", "Find the door", 5, "2026-03", 10),
        ("Way in", "minutes", "Find the door", 4, "soon", 9),
    )

    draft = read(Metrics=rows)

    assert values(one(draft, "Metric", "Way in")) == {
        "name": "Way in",
        "method": "MEAN",
        "unit": "minutes",
        "target": 4.0,
    }
    assert [values(record) for record in draft.records_of("Measurement")] == [
        {"startsOn": date(2026, 2, 1), "endsOn": date(2026, 2, 28), "value": 12.5},
        {"startsOn": date(2026, 3, 1), "endsOn": date(2026, 3, 31), "value": 11.5},
    ]
    assert len(linked(draft, "metric")) == len(linked(draft, "step")) == 2
    assert set(left(draft)) == {"5", "2026-03", "10", "soon", "9"}


@pytest.mark.parametrize(
    ("head", "given", "expected"),
    [
        ("Customer value", (80, 20), 80.0),
        ("Customer value (1-5)", (4, 1), 75.0),
        ("Kundennutzen", (4, 1), 75.0),
        ("Customer value", ("M", "H"), 50.0),
        ("Customer value", (140, 20), None),
    ],
)
def test_worth_has_a_scale(head: str, given: tuple[CellValue, CellValue], expected: float | None) -> None:
    draft = read(Ideas=(("Opportunity", head), ("New sign", given[0]), ("More chairs", given[1])))

    assert values(one(draft, "Opportunity", "New sign")).get("customerValue") == expected


def test_personas_are_listed() -> None:
    rows = (
        ("Persona", "Role", "Description", "Needs"),
        ("Ada", "customer", "Mends lamps", "Light; Quiet"),
        ("Bo", "x"),
    )

    draft = read(People=rows)

    assert values(one(draft, "Persona", "Ada")) == {
        "name": "Ada",
        "role": "CUSTOMER",
        "description": "Mends lamps",
        "needs": ["Light", "Quiet"],
    }
    assert list(left(draft)) == ["x"]


def test_lines_above_a_list_are_left() -> None:
    draft = read(
        Opportunities=(("Collected on Monday",), ("Opportunity", "Effort"), ("New sign", 9), ("", 3))
    )

    assert names(draft, "Opportunity") == ["New sign"]
    assert left(draft) == {
        "Collected on Monday": "It stands above the list.",
        "9": "Effort is kept as a number from 0 to 5.",
        "3": "Its row has no name.",
    }


def test_metric_goes_on_in_rows_without_its_name() -> None:
    rows = (
        ("Metric", "Month", "Value"),
        ("Calls", "2026-01", 10),
        ("", "2026-02", 12),
        ("Visits", "2026-01", 3),
        ("", "2026-02", 4),
        ("", "", 5),
    )

    draft = read(Metrics=rows)

    assert names(draft, "Metric") == ["Calls", "Visits"]
    assert [end for _, end in linked(draft, "metric")] == ["Calls", "Calls", "Visits", "Visits"]
    assert left(draft) == {"5": "Its row has no name."}
