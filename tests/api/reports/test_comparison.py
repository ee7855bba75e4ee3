"""The report that compares two journeys: which two, and what became of each step."""

from typing import Any

import pytest

from api.reports.kinds import REPORTS
from api.reports.kinds.comparison import step_differences
from graph.errors import BadRequest, Invalid
from tests.api.portfolio import Portfolio
from tests.api.reports import reading
from tests.api.reports.made import Maker

pytestmark = pytest.mark.anyio


async def sides_and_rows(make: Maker, *journeys: str) -> tuple[reading.Rows, reading.Rows]:
    """The two tables of the report."""
    told = await make("comparison.json", journey=journeys)
    sides, rows = (reading.json_rows(told, section) for section in REPORTS["comparison"].sections)
    return sides, rows


async def test_journeys_are_compared_with_their_future(make: Maker, portfolio: Portfolio) -> None:
    buy, future = portfolio.ids("Journey", "buy future")
    by_current, by_future = await sides_and_rows(make, buy), await sides_and_rows(make, future)

    assert by_current == by_future
    sides, rows = by_current
    assert [side["journey"]["id"] for side in sides] == [buy, future]
    assert [(side["steps"], side["own"]) for side in sides] == [(4, 2), (1, 0)]
    became = {row["a"]["name"]: (row["change"], row["b"] and row["b"]["name"]) for row in rows}
    assert became == {
        "Compare offers": ("REMOVED", None),
        "Check the address": ("REMOVED", None),
        "Fill in the form": ("CHANGED", "Say yes"),
        "Sign the contract": ("CHANGED", "Say yes"),
    }


async def test_journeys_are_compared_as_named(make: Maker, portfolio: Portfolio) -> None:
    sides, rows = await sides_and_rows(make, "repair a fault", "move house")

    assert [side["journey"]["name"] for side in sides] == ["Repair a fault", "Move house"]
    (both,) = [row for row in rows if row["a"] and row["b"]]
    assert (both["a"]["name"], both["change"]) == ("Technician visits", "CHANGED")
    values = both["experienceA"], both["experienceB"]
    assert both["gain"] == values[1] - values[0]


async def test_titles_tell_namesakes_apart(make: Maker, portfolio: Portfolio) -> None:
    text = (await make("comparison.md", journey=portfolio.id("Journey", "buy"))).decode()

    assert text.startswith("# Buy broadband (current) and Buy broadband (future)\n")


async def test_alone_is_too_few(make: Maker) -> None:
    with pytest.raises(Invalid, match='"Leave" has no future, and is none: name a second journey'):
        await make("comparison.csv", journey="Leave")
    with pytest.raises(BadRequest, match="is about one or 2 journeys"):
        await make("comparison.csv", journey=["Leave", "Repair a fault", "Move house"])


def test_differences_are_told_in_words() -> None:
    nothing: dict[str, Any] = {
        "channels": {"nodes": []},
        "touchpoints": {"nodes": [{"id": "1", "name": "App"}]},
    }
    a = {"name": "A", "description": None, "moment": None, "layer": "CUSTOMER", "momentOfTruth": None}
    b = {"name": "A", "description": "", "moment": "DURING", "layer": "CUSTOMER", "momentOfTruth": True}
    phone = {"nodes": [{"id": "2", "name": "Phone"}]}

    told = step_differences(
        {
            "a": {**a, **nothing, "expectedExperience": 1.5},
            "b": {**b, "expectedExperience": -1, "channels": phone, "touchpoints": {"nodes": []}},
        }
    )

    assert told == [
        "now a moment of truth",
        "moment not said → during",
        "expected experience 1.5 → −1",
        "channels + Phone",
        "touchpoints − App",
    ]
    assert step_differences({"a": None, "b": {}}) == []
