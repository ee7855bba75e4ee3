"""Series of metrics, long and wide, with their counts, and what each value was measured at."""

from datetime import date

import pytest
from hypothesis import given as examples
from hypothesis import strategies as st

from graph.model import MODEL
from seed.content import CellValue
from seed.draft import Draft
from seed.formats import recognised_format
from seed.formats.series import series_reader
from seed.importing.draft_values import check_values
from tests.seed.formats.drafts import is_whole, left, linked, names, one, table, values


def read(*rows: tuple[CellValue, ...]) -> Draft:
    """The draft of a table that is recognised as a series, each cell of which is accounted for."""
    content = table(*rows)
    assert recognised_format(content, MODEL) is series_reader
    draft = series_reader.read(content, MODEL)
    assert is_whole(draft)
    check_values(draft, MODEL)
    assert draft.problems == []
    return draft


def measured(draft: Draft) -> list[tuple[str, str, object]]:
    """The metric, the first day and the value of each measurement."""
    metrics = [end for _, end in linked(draft, "metric")]
    told = [values(record) for record in draft.records_of("Measurement")]
    return [
        (metric, str(each["startsOn"]), each.get("value")) for metric, each in zip(metrics, told, strict=True)
    ]


def test_each_row_may_hold_a_value() -> None:
    draft = read(
        ("Metric", "Unit", "Month", "Channel", "Segment", "Value", "n", "Remarks"),
        ("Waiting", "minutes", "2026-01", "Phone", "New", 4.5, 120, "cold month"),
        ("Waiting", "minutes", "2026-01", "Chat", "New", 2, 80, ""),
        ("Waiting", "minutes", "2026-01", "Chat", "New", 3, 80, ""),
        ("Waiting", "minutes", "Feb 2026", "Chat", "", "n/a", "", ""),
    )

    assert measured(draft) == [("Waiting", "2026-01-01", 4.5), ("Waiting", "2026-01-01", 2.0)]
    assert values(one(draft, "Metric", "Waiting"))["unit"] == "minutes"
    assert [values(record)["sampleSize"] for record in draft.records_of("Measurement")] == [120, 80]
    assert [end for _, end in linked(draft, "channel")] == ["Phone", "Chat"]
    assert names(draft, "Segment") == ["New"]
    assert left(draft)["3"] == "The same was measured in the same period above."
    assert left(draft)["n/a"] == "It says that there is nothing to say."
    assert left(draft)["cold month"] == "It is no part of the series."


def test_each_column_may_be_a_metric() -> None:
    draft = read(
        ("Numbers of the desk",),
        ("Week", "NPS", "Solved at once (%)", "Responses"),
        ("2026-03-02", 31, "72%", 40),
        ("2026-03-09", "-", "70%", 42),
        ("Average", 31, "71%", ""),
    )

    assert measured(draft) == [
        ("NPS", "2026-03-02", 31.0),
        ("Solved at once", "2026-03-02", 72.0),
        ("Solved at once", "2026-03-09", 70.0),
    ]
    assert {values(record)["endsOn"] for record in draft.records_of("Measurement")} == {
        date(2026, 3, 8),
        date(2026, 3, 15),
    }
    assert values(one(draft, "Metric", "NPS"))["method"] == "NPS"
    assert left(draft)["Average"] == "It sums up others; Throughline computes that."


def test_each_column_may_be_a_period() -> None:
    draft = read(
        ("KPI", "Target", "2025-Q4", "2026-Q1"),
        ("Returns", 100, 140, 120),
        ("Costs (€)", "", 12, ""),
    )

    assert measured(draft) == [
        ("Returns", "2025-10-01", 140.0),
        ("Returns", "2026-01-01", 120.0),
        ("Costs", "2025-10-01", 12.0),
    ]
    assert values(one(draft, "Metric", "Returns"))["target"] == 100.0
    assert values(one(draft, "Metric", "Costs"))["method"] == "MONEY"


def test_counts_are_kept_with_their_method() -> None:
    draft = read(
        ("Quarter", "Metric", "Promoters", "Passives", "Detractors", "Numerator", "Denominator"),
        ("2026-Q1", "Would you say so", 20, 5, 10, "", ""),
        ("2026-Q1", "Forms finished", "", "", "", 30, 40),
    )

    assert [values(record)["method"] for record in draft.records_of("Metric")] == ["NPS", "RATIO"]
    first, second = (values(record) for record in draft.records_of("Measurement"))
    assert (first["promoters"], first["passives"], first["detractors"]) == (20, 5, 10)
    assert (second["numerator"], second["denominator"]) == (30, 40)


def test_counts_of_answers_become_a_share() -> None:
    draft = read(
        ("Date range", "Question", "1", "2", "3", "4", "5"),
        ("2026-01-01 to 2026-03-31", "It was easy", 1, 2, 3, 4, 5),
    )

    (found,) = (values(record) for record in draft.records_of("Measurement"))
    assert (found["numerator"], found["denominator"], found["endsOn"]) == (9, 15, date(2026, 3, 31))
    metric = values(one(draft, "Metric", "It was easy"))
    assert (metric["method"], metric["definition"]) == ("RATIO", "The share of the two best of five answers.")


def test_steps_are_named_below_their_journeys() -> None:
    draft = read(
        ("Month", "Journey", "Step", "Value"), ("2026-01", "Rent", "Pay", 3), ("2026-01", "", "A / B", 4)
    )

    assert [end for _, end in linked(draft, "step")] == ["Rent / Pay", "A / B"]
    assert names(draft, "Metric") == ["walk"]


def test_two_columns_may_name_a_period() -> None:
    draft = read(("From", "To", "Value"), ("2026-01-01", "2026-01-15", 3), ("2026-02-05", "2026-02-01", 4))

    assert measured(draft) == [("walk", "2026-01-01", 3.0)]
    assert left(draft)["4"] == "Nothing was measured: its row has no period."


@pytest.mark.parametrize(
    "rows",
    [
        (("Date", "Name"), ("2026-01-01", "Ann")),
        (("Created", "Summary", "Points"), ("2026-01-01", "Fix it", 3)),
        (("Phase", "Step", "Value"), ("A", "b", 3)),
        (("Date", "Weather", "Value of it"), ("2026-01-01", "rain", 3)),
        (("Month", "Value"), ("soon", 3)),
        (("Date", "Paid to", "Value"), ("2026-01-01", "the baker", 3)),
        (("Name", "12", "13"), ("a", 1, 2)),
    ],
)
def test_other_tables_are_no_series(rows: tuple[tuple[CellValue, ...], ...]) -> None:
    assert series_reader.recognise(table(*rows), MODEL) == 0.0


HEADS = (
    "Month",
    "Metric",
    "Value",
    "n",
    "Step",
    "Channel",
    "Promoters",
    "1",
    "2",
    "3",
    "4",
    "5",
    "Target",
    "Unit",
)
CELL: st.SearchStrategy[CellValue] = st.sampled_from(
    ["", "2026-01", "2026-01-03", "x", 3, -1, 2.5, "45%", "1,200", "n/a", "Total", "A / B", date(2026, 1, 1)]
)


@examples(st.permutations(HEADS), st.lists(st.lists(CELL, max_size=15), min_size=1, max_size=5))
def test_cells_are_placed_or_left(heads: list[str], rows: list[list[CellValue]]) -> None:
    content = table(heads, *rows)

    first, second = (series_reader.read(content, MODEL) for _ in range(2))

    assert is_whole(first)
    assert measured(first) == measured(second)
    check_values(first, MODEL)
