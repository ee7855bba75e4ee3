"""Effects: what launched solutions did, before and after, and what they brought net of what they cost."""

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
from api.reports.report import Column, Data, Report, Section
from api.reports.report_filters import FILTERS, Filters, meanings, statuses, where

VALUED = """
fragment Valued on Solution {
  id name status launchedOn currency cost expectedValue realisedValue
  deliveryTeams(first: 10) { totalCount nodes { id name } }
}
"""
COMPARED = """
fragment Compared on Effect {
  metric { id name unit }
  beforeFrom launchedOn afterTo before after change changeLow changeHigh
  pointsBefore pointsAfter pointsLeftOut direct verdict
}
"""
REQUEST = """
query Effects(
  $launched: SolutionFilter, $cancelled: SolutionFilter, $direct: SolutionFilter, $indirect: SolutionFilter
  $page: Int!, $counted: Boolean!, $withTotals: Boolean!
  $valuesAfter: String, $withValues: Boolean!
  $cancelledAfter: String, $withCancelled: Boolean!
  $effectsAfter: String, $withEffects: Boolean!
  $indirectAfter: String, $withIndirect: Boolean!
) {
  launchedTotals: moneyTotals(where: $launched) @include(if: $withTotals) { ...Totaled }
  cancelledTotals: moneyTotals(where: $cancelled) @include(if: $withTotals) { ...Totaled }
  values: solutions(
    first: $page, after: $valuesAfter, where: $launched, orderBy: [{field: LAUNCHED_ON, direction: DESC}]
  ) @include(if: $withValues) {
    totalCount @include(if: $counted)
    pageInfo { hasNextPage endCursor }
    nodes { ...Valued opportunities(first: 25) { totalCount nodes { id name } } }
  }
  cancelled: solutions(
    first: $page, after: $cancelledAfter, where: $cancelled, orderBy: [{field: COST, direction: DESC}]
  ) @include(if: $withCancelled) {
    totalCount @include(if: $counted)
    pageInfo { hasNextPage endCursor }
    nodes { ...Valued opportunities(first: 25) { totalCount nodes { id name } } }
  }
  effects: solutions(
    first: $page, after: $effectsAfter, where: $direct, orderBy: [{field: LAUNCHED_ON, direction: DESC}]
  ) @include(if: $withEffects) {
    totalCount @include(if: $counted)
    pageInfo { hasNextPage endCursor }
    nodes { id name effect { ...Compared } }
  }
  indirect: solutions(
    first: $page, after: $indirectAfter, where: $indirect, orderBy: [{field: LAUNCHED_ON, direction: DESC}]
  ) @include(if: $withIndirect) {
    totalCount @include(if: $counted)
    pageInfo { hasNextPage endCursor }
    nodes { id name effect { ...Compared } }
  }
}
"""
LEAST_POINTS = 3  # on either side for an interval


def effect_remark(effect: Any) -> str | None:
    """What keeps a comparison from saying more; None where nothing does."""
    if effect["verdict"] == "UNKNOWN":
        return "The metric does not say which way is better"
    if effect["verdict"] != "UNPROVEN":
        return None
    sides = (("before", effect["pointsBefore"]), ("after", effect["pointsAfter"]))
    if missing := [side for side, points in sides if not points]:
        return f"Nothing measured {' or '.join(missing)}"
    few = [side for side, points in sides if points < LEAST_POINTS]
    return f"Fewer than {LEAST_POINTS} points {' and '.join(few)}"


SOLUTION = Column("solution", "Solution", lambda row: row, named=True)
TEAMS = Column("deliveryTeams", "Teams", "deliveryTeams")
OPPORTUNITIES = Column("opportunities", "Opportunities", "opportunities")
VALUES = (
    SOLUTION,
    Column("launchedOn", "Launched on", "launchedOn", Style.DAY),
    Column("status", "Status", "status", Style.WORD),
    TEAMS,
    CURRENCY,
    money_column("cost", "Cost"),
    money_column("expectedValue", "Expected value"),
    money_column("realisedValue", "Realised value"),
    Column("net", "Net of cost", net_value, Style.MONEY, unit="currency"),
    OPPORTUNITIES,
)
CANCELLED = (
    SOLUTION,
    TEAMS,
    CURRENCY,
    money_column("cost", "Cost"),
    money_column("realisedValue", "Realised value"),
    Column("net", "Came to", net_value, Style.MONEY, unit="currency"),
    money_column("expectedValue", "Once expected", detail=True),
    OPPORTUNITIES,
)
# By status the cancelled ones have rows of their own.
TOTALS = (
    Column("status", "Status", "label"),
    *(column for column in TOTAL_COLUMNS if not column.name.startswith("cancelled")),
)
EFFECTS_SEEN = (
    Column("solution", "Solution", "solution", named=True),
    Column("metric", "Metric", "metric", named=True),
    Column("unit", "Unit", "metric.unit"),
    Column("before", "Before", "before", Style.MEASURE, unit="metric.unit"),
    Column("after", "After", "after", Style.MEASURE, unit="metric.unit"),
    Column("change", "Change", "change", Style.CHANGE, unit="metric.unit"),
    Column("changeLow", "95 % from", "changeLow", Style.CHANGE, unit="metric.unit"),
    Column("changeHigh", "to", "changeHigh", Style.CHANGE, unit="metric.unit"),
    Column("verdict", "Verdict", "verdict", Style.WORD),
    Column("remark", "Remark", effect_remark),
    Column("pointsBefore", "Points before", "pointsBefore", Style.WHOLE),
    Column("pointsAfter", "Points after", "pointsAfter", Style.WHOLE),
    Column("pointsLeftOut", "Left out", "pointsLeftOut", Style.WHOLE),
    Column("direct", "Changes the step itself", "direct", detail=True),
    Column("beforeFrom", "From", "beforeFrom", Style.DAY, detail=True),
    Column("launchedOn", "Launched on", "launchedOn", Style.DAY, detail=True),
    Column("afterTo", "Until", "afterTo", Style.DAY, detail=True),
)


def solution_effects(solution: Any) -> Iterator[Any]:
    """The effects of a solution, each with the solution it is of."""
    return ({**effect, "solution": solution} for effect in solution["effect"])


def _are_asked_for(filters: Filters, _: Data) -> Callable[[Any], bool]:
    """Whether an effect is on one of the metrics asked for."""
    metrics = filters.ids("metric")
    return lambda effect: metrics is None or effect["metric"]["id"] in metrics


def _totals(data: Data) -> Iterator[Any]:
    return together_rows(total_rows(data["launchedTotals"], data["cancelledTotals"]))


def _variables(filters: Filters, _: Any) -> dict[str, Any]:
    """Launched ones, or those of the statuses asked for; cancelled ones apart.

    A solution acts on the steps it changes, only if there are none on those of its opportunities: what it
    did there is direct or not as a whole.
    """
    narrowed = where("Solution", filters)
    narrowed["AND"] += [{"status": {"eq": "LAUNCHED"}}] * (not filters.is_set("status"))
    beside = where("Solution", filters, [name for name in FILTERS if name != "status"])
    cancelled = [beside if not filters.is_set("status") else narrowed, {"status": {"eq": "CANCELLED"}}]
    begun = [narrowed, {"launchedOn": {"isNull": False}}]
    return {
        "launched": {"AND": [narrowed, {"status": {"ne": "CANCELLED"}}]},
        "cancelled": {"AND": cancelled},
        "direct": {"AND": [*begun, {"steps": {"some": {}}}]},
        "indirect": {"AND": [*begun, {"steps": {"none": {}}}]},
    }


EFFECTS = Report(
    name="effects",
    title="Effects",
    about="What launched solutions brought and cost, what cancelled ones cost, and metrics 90 days before "
    "and after launch. Cancelled ones count with cost and losses, not with what was expected of them.",
    request=REQUEST + VALUED + COMPARED + TOTALED,
    sections=(
        Section("totals", "Totals by currency", _totals, TOTALS, "No solution states an amount."),
        Section(
            "values",
            "Expected and realised value",
            "values",
            VALUES,
            "Nothing has been launched.",
        ),
        Section("cancelled", "What cancelled ones cost", "cancelled", CANCELLED, "None was cancelled."),
        Section(
            "effects",
            "At the steps they change",
            "effects",
            EFFECTS_SEEN,
            "No metric to compare.",
            each=solution_effects,
            keeps=_are_asked_for,
            tallies=("verdict",),
        ),
        Section(
            "indirect",
            "Only through opportunities",
            "indirect",
            EFFECTS_SEEN,
            "No metric to compare.",
            each=solution_effects,
            keeps=_are_asked_for,
        ),
    ),
    takes={
        **meanings("Solution"),
        "metric": "Effects on this metric; money is not narrowed by it.",
        "status": "Solutions of this status; without it, those that are launched or cancelled.",
        "since": "Solutions launched on this day or later; cancelled ones only where they were launched.",
    },
    statuses=statuses("Solution"),
    variables=_variables,
    page=25,
)
