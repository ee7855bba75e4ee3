"""Cross tables: a column for each record, named but once, and how many cells have none."""

from api.reports.cross_table import MOST_ACROSS, cross_columns


def test_columns_have_names_of_their_own() -> None:
    records = [{"id": "a", "name": "goal"}, {"id": "b", "name": "Buy"}, {"id": "c", "name": "Buy"}]

    columns = cross_columns(records, {"goal"}, "More")

    assert [column.name for column in columns] == ["goal (a)", "Buy", "Buy (c)"]
    assert [column.title for column in columns] == ["goal", "Buy", "Buy"]
    assert [column.cell({"cells": {"c": "1 · 0"}}) for column in columns] == [None, None, "1 · 0"]


def test_last_column_counts_what_has_none() -> None:
    records = [{"id": str(number), "name": f"Journey {number}"} for number in range(MOST_ACROSS + 2)]

    columns = cross_columns(records, (), "In more journeys")

    assert (len(columns), columns[-1].title) == (MOST_ACROSS + 1, "In more journeys")
    assert columns[-1].cell({"cells": {"0": "x", str(MOST_ACROSS): "x", str(MOST_ACROSS + 1): "x"}}) == 2
    assert columns[-1].cell({"cells": {"0": "x"}}) is None
