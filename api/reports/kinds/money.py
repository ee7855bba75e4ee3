"""Money: what solutions cost, are expected to bring and have brought, by status, team, goal and year."""

from collections.abc import Callable, Iterator
from typing import Any

from api.reports.cells import Style
from api.reports.money_rows import (
    CURRENCY,
    TOTAL_COLUMNS,
    TOTALED,
    money_column,
    net_value,
    together_rows,
    total_rows,
)
from api.reports.report import Column, Data, Report, Section, SheetChart
from api.reports.report_filters import Filters, meanings, statuses, where

# Sections of totals, the key by which the API adds up each of them, and what has none is called.
KEYS = {
    "statuses": ("STATUS", ""),
    "teams": ("TEAM", "No team"),
    "goals": ("GOAL", "No goal"),
    "years": ("YEAR", "Not launched"),
}


def _totals_request(name: str, key: str) -> str:
    switch = f"@include(if: $with{name.capitalize()}) {{ ...Totaled }}"
    return f"""
  {name}: moneyTotals(where: $going, by: {key}) {switch}
  {name}Cancelled: moneyTotals(where: $cancelled, by: {key}) {switch}"""


REQUEST = f"""
query Money(
  $going: SolutionFilter, $cancelled: SolutionFilter, $page: Int!, $counted: Boolean!
  {" ".join(f"$with{name.capitalize()}: Boolean!" for name in KEYS)}
  $goingAfter: String, $withGoing: Boolean!, $cancelledAfter: String, $withCancelled: Boolean!
) {{{"".join(_totals_request(name, key) for name, (key, _) in KEYS.items())}
  going: solutions(
    first: $page, after: $goingAfter, where: $going
    orderBy: [{{field: LAUNCHED_ON, direction: DESC}}, {{field: EXPECTED_VALUE, direction: DESC}}]
  ) @include(if: $withGoing) {{
    totalCount @include(if: $counted)
    pageInfo {{ hasNextPage endCursor }}
    nodes {{ ...Priced }}
  }}
  cancelled: solutions(
    first: $page, after: $cancelledAfter, where: $cancelled, orderBy: [{{field: COST, direction: DESC}}]
  ) @include(if: $withCancelled) {{
    totalCount @include(if: $counted)
    pageInfo {{ hasNextPage endCursor }}
    nodes {{ ...Priced }}
  }}
}}
fragment Priced on Solution {{
  id name status launchedOn currency cost expectedValue realisedValue
  team {{ id name }}
  deliveryTeams(first: 10) {{ totalCount nodes {{ id name }} }}
  goals(first: 10) {{ totalCount nodes {{ id name }} }}
}}
"""

STATED = {"OR": [{name: {"isNull": False}} for name in ("cost", "expectedValue", "realisedValue")]}

SOLUTION = Column("solution", "Solution", lambda row: row, named=True)
WHO = (
    Column("deliveryTeams", "Teams", lambda row: _teams_behind(row)),
    Column("goals", "Goals", "goals"),
)
GOING = (
    SOLUTION,
    Column("status", "Status", "status", Style.WORD),
    Column("launchedOn", "Launched on", "launchedOn", Style.DAY),
    CURRENCY,
    money_column("cost", "Cost"),
    money_column("expectedValue", "Expected value"),
    money_column("realisedValue", "Realised value"),
    Column("net", "Net of cost", net_value, Style.MONEY, unit="currency"),
    *WHO,
)
CANCELLED = (
    SOLUTION,
    CURRENCY,
    money_column("cost", "Cost"),
    money_column("realisedValue", "Realised value"),
    Column("net", "Came to", net_value, Style.MONEY, unit="currency"),
    money_column("expectedValue", "Once expected", detail=True),
    *WHO,
)


def _teams_behind(row: Any) -> Any:
    """Who delivers a solution; where nobody does, its owner."""
    return row["deliveryTeams"] if row["deliveryTeams"]["nodes"] or not row["team"] else [row["team"]]


def _rows(name: str) -> Callable[[Data], Iterator[Any]]:
    """The totals of one key, by their names; those that count each solution once are added up, too."""
    key, none = KEYS[name]

    def rows(data: Data) -> Iterator[Any]:
        found = total_rows(data[name], data[f"{name}Cancelled"])
        if key == "STATUS":
            return together_rows(found)
        named = [{**row, "label": row["label"] if row["key"] else none} for row in found]
        named.sort(key=lambda row: (not row["key"], row["label"].casefold()))
        return together_rows(named) if key == "YEAR" else iter(named)

    return rows


def _totals(name: str, title: str, head: str, *, apart: bool = True) -> Section:
    """A section of totals; `apart`: it shows what of them is cancelled."""
    columns = [column for column in TOTAL_COLUMNS if apart or not column.name.startswith("cancelled")]
    label = Column("label", head, "label")
    style = Style.WORD if KEYS[name][0] == "STATUS" else Style.TEXT
    key = Column("key", "Key", "key", style, detail=True)
    chart = SheetChart("bars", f"Cost {title.lower()}", "label", ("cost",))
    return Section(
        name, title, _rows(name), (label, *columns, key), "No solution states an amount.", charts=(chart,)
    )


def _variables(filters: Filters, _: Any) -> dict[str, Any]:
    asked = {"AND": [STATED, where("Solution", filters)]}
    return {
        "going": {"AND": [asked, {"status": {"ne": "CANCELLED"}}]},
        "cancelled": {"AND": [asked, {"status": {"eq": "CANCELLED"}}]},
    }


MONEY = Report(
    name="money",
    title="Money",
    about="What solutions cost, are expected to bring and have brought, by currency. Cancelled ones count "
    "with cost and losses, not with what was expected of them; one of several teams counts for each.",
    request=REQUEST + TOTALED,
    sections=(
        _totals("statuses", "By status", "Status", apart=False),
        _totals("teams", "By team", "Team"),
        _totals("goals", "By goal", "Goal"),
        _totals("years", "By year of launch", "Year"),
        Section(
            "going",
            "Solutions",
            "going",
            GOING,
            "No solution states an amount.",
        ),
        Section("cancelled", "What cancelled ones cost", "cancelled", CANCELLED, "None was cancelled."),
    ),
    takes=meanings("Solution"),
    statuses=statuses("Solution"),
    variables=_variables,
)
