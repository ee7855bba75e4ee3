"""Effects: what launched solutions did, before and after, and what they brought beside what was expected."""

from collections.abc import Iterator
from typing import Any

from api.reports.cells import Style
from api.reports.report import Column, Report, Section
from api.reports.report_filters import Filters, meanings, statuses, where

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
  pointsBefore pointsAfter pointsLeftOut verdict
}
"""
REQUEST = """
query Effects(
  $where: SolutionFilter, $page: Int!, $counted: Boolean!
  $valuesAfter: String, $withValues: Boolean!
  $effectsAfter: String, $withEffects: Boolean!
) {
  values: solutions(
    first: $page, after: $valuesAfter, where: $where, orderBy: [{field: LAUNCHED_ON, direction: DESC}]
  ) @include(if: $withValues) {
    totalCount @include(if: $counted)
    pageInfo { hasNextPage endCursor }
    nodes { ...Valued opportunities(first: 25) { totalCount nodes { id name } } }
  }
  effects: solutions(
    first: $page, after: $effectsAfter, where: $where, orderBy: [{field: LAUNCHED_ON, direction: DESC}]
  ) @include(if: $withEffects) {
    totalCount @include(if: $counted)
    pageInfo { hasNextPage endCursor }
    nodes { id name effect { ...Compared } }
  }
}
"""

VALUES = (
    Column("solution", "Solution", lambda row: row, named=True),
    Column("launchedOn", "Launched on", "launchedOn", Style.DAY),
    Column("status", "Status", "status", Style.WORD),
    Column("deliveryTeams", "Teams", "deliveryTeams"),
    Column("currency", "Currency", "currency"),
    Column("cost", "Cost", "cost", Style.NUMBER),
    Column("expectedValue", "Expected value", "expectedValue", Style.NUMBER),
    Column("realisedValue", "Realised value", "realisedValue", Style.NUMBER),
    Column("opportunities", "Opportunities", "opportunities"),
)
EFFECTS_SEEN = (
    Column("solution", "Solution", "solution", named=True),
    Column("metric", "Metric", "metric", named=True),
    Column("unit", "Unit", "metric.unit"),
    Column("before", "Before", "before", Style.NUMBER),
    Column("after", "After", "after", Style.NUMBER),
    Column("change", "Change", "change", Style.NUMBER),
    Column("changeLow", "95 % from", "changeLow", Style.NUMBER),
    Column("changeHigh", "to", "changeHigh", Style.NUMBER),
    Column("pointsBefore", "Points before", "pointsBefore", Style.WHOLE),
    Column("pointsAfter", "Points after", "pointsAfter", Style.WHOLE),
    Column("pointsLeftOut", "Left out", "pointsLeftOut", Style.WHOLE),
    Column("verdict", "What it says", lambda row: verdict(row)),
    Column("beforeFrom", "From", "beforeFrom", Style.DAY, detail=True),
    Column("launchedOn", "Launched on", "launchedOn", Style.DAY, detail=True),
    Column("afterTo", "Until", "afterTo", Style.DAY, detail=True),
)


VERDICTS = {
    "BETTER": "Better",
    "WORSE": "Worse",
    "WITHIN_CHANCE": "Within chance",
    "UNPROVEN": "Too few measurements to be sure",
    "UNKNOWN": "Better or worse is not said",
}


def verdict(effect: Any) -> str:
    """What a comparison says, or why there is none."""
    missing = [
        side for side, name in (("before", "pointsBefore"), ("after", "pointsAfter")) if not effect[name]
    ]
    if missing:
        return f"No comparison: nothing measured {' or '.join(missing)}"
    return VERDICTS[effect["verdict"]]


def solution_effects(solution: Any) -> Iterator[Any]:
    """The effects of a solution, each with the solution it is of."""
    return ({**effect, "solution": solution} for effect in solution["effect"])


def _variables(filters: Filters, _: Any) -> dict[str, Any]:
    launched = [{"launchedOn": {"isNull": False}}]
    launched += [{"status": {"eq": "LAUNCHED"}}] * (not filters.is_set("status"))
    return {"where": {"AND": [*launched, where("Solution", filters)]}}


EFFECTS = Report(
    name="effects",
    title="Effects",
    about="Launched solutions: expected beside realised value, and metrics 90 days before and after.",
    request=REQUEST + VALUED + COMPARED,
    sections=(
        Section("values", "Expected and realised value", "values", VALUES, "Nothing has been launched."),
        Section(
            "effects",
            "Before and after",
            "effects",
            EFFECTS_SEEN,
            "No metric to compare.",
            each=solution_effects,
        ),
    ),
    takes=meanings("Solution"),
    statuses=statuses("Solution"),
    variables=_variables,
    page=25,
)
