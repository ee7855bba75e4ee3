"""The report of money: totals of what goes on and what was cancelled, by each key, and their solutions."""

import pytest

from api.reports.kinds import REPORTS
from tests.api.portfolio import Portfolio
from tests.api.reports import reading
from tests.api.reports.made import Maker

pytestmark = pytest.mark.anyio

SECTIONS = {section.name: section for section in REPORTS["money"].sections}
AMOUNTS = ("cost", "expected", "realised", "net")


async def test_money_is_added_up_by_status(make: Maker) -> None:
    rows = reading.json_rows(await make("money.json"), SECTIONS["statuses"])

    assert {(row["currency"], row["label"]): [row[name] for name in AMOUNTS] for row in rows} == {
        (None, "Idea"): [7_000, None, None, -7_000],
        ("EUR", "In progress"): [50_000, 90_000, None, -50_000],
        ("EUR", "Launched"): [120_000, None, 30_000, -90_000],
        ("EUR", "Together"): [170_000, 90_000, 30_000, -140_000],
        ("USD", "Cancelled"): [9_000, None, None, -9_000],
    }


async def test_money_counts_for_each_team(make: Maker, portfolio: Portfolio) -> None:
    rows = reading.json_rows(await make("money.json"), SECTIONS["teams"])

    stated = {key for _, key in portfolio.names("Solution") if portfolio.records["Solution", key].get("cost")}
    for row in rows:
        behind = {key for key in stated if row["key"] in _teams(portfolio, key)}
        currencies = [portfolio.records["Solution", key].get("currency") for key in behind]
        assert row["solutions"] == currencies.count(row["currency"]), row["label"]
        assert row["label"] != "Together"


def _teams(portfolio: Portfolio, solution: str) -> list[str]:
    """The ids of the teams that deliver a solution, else of its owner; nothing's is empty."""
    found = portfolio.linked("Solution", solution, "deliveryTeams")
    found = found or portfolio.linked("Solution", solution, "team")
    return [portfolio.id("Team", key) for _, key in found] or [""]


async def test_cancelled_money_stands_apart(make: Maker, portfolio: Portfolio) -> None:
    told = await make("money.json")

    (row,) = reading.json_rows(told, SECTIONS["cancelled"])
    going = {row["solution"]["id"] for row in reading.json_rows(told, SECTIONS["going"])}
    assert (row["solution"]["id"], row["net"]) == (portfolio.id("Solution", "probe"), -9_000)
    assert going == set(portfolio.ids("Solution", "merge portal chat"))  # those that state an amount
