"""Overlaps: steps on which several teams act through different solutions."""

from typing import Any

from api.planning.parameters import LONGEST_LIST
from api.reports.report import Column, Data, Report, Section
from api.reports.report_filters import Filters, statuses, where

BEFORE = """
query Before(
  $journeys: JourneyFilter, $solutions: SolutionFilter
  $byJourney: Boolean!, $bySolution: Boolean!, $most: Int = 100000
) {
  journeys(first: $most, where: $journeys) @include(if: $byJourney) { nodes { id } }
  solutions(first: $most, where: $solutions) @include(if: $bySolution) { nodes { id } }
}
"""
REQUEST = """
query Overlaps(
  $journeyIds: [ID!], $teamIds: [ID!], $page: Int!, $counted: Boolean!, $overlapsAfter: String
) {
  overlaps(first: $page, after: $overlapsAfter, journeyIds: $journeyIds, teamIds: $teamIds) {
    totalCount @include(if: $counted)
    pageInfo { hasNextPage endCursor }
    nodes {
      teams { id name }
      step { id name place { journey { id name } phase { id name } } }
      solutions { id name }
      opportunities { id name }
      direct
    }
  }
}
"""

COLUMNS = (
    Column("step", "Step", "step", named=True),
    Column("journey", "Journey", "step.place.journey", named=True),
    Column("phase", "Phase", "step.place.phase"),
    Column("teams", "Teams", "teams"),
    Column("solutions", "Solutions", "solutions"),
    Column("opportunities", "Opportunities", "opportunities"),
    Column("direct", "All change the step itself", "direct"),
)


def _before_variables(filters: Filters) -> dict[str, Any] | None:
    by_journey, by_solution = filters.is_set("persona"), filters.is_set("status", "tag")
    if not (by_journey or by_solution):
        return None
    return {
        "journeys": where("Journey", filters, ("journey", "persona")),
        "solutions": where("Solution", filters, ("status", "tag")),
        "byJourney": by_journey,
        "bySolution": by_solution,
    }


def _variables(filters: Filters, before: Data) -> dict[str, Any]:
    walked = _asked_ids(before, "journeys")
    ids = filters.ids("journey") if walked is None or len(walked) > LONGEST_LIST else sorted(walked)
    return {"journeyIds": ids, "teamIds": filters.ids("team")}


def _keeps(row: Any, _: Filters, before: Data) -> bool:
    """Whether the journey, and one of the solutions, is among those asked for."""
    journeys, solutions = _asked_ids(before, "journeys"), _asked_ids(before, "solutions")
    walked = journeys is None or row["step"]["place"]["journey"]["id"] in journeys
    return walked and (solutions is None or any(one["id"] in solutions for one in row["solutions"]))


def _asked_ids(before: Data, name: str) -> set[str] | None:
    """The ids that were asked first; None where they were not."""
    return {node["id"] for node in before[name]["nodes"]} if name in before else None


OVERLAPS = Report(
    name="overlaps",
    title="Overlaps",
    about="Where two teams act on the same step through active solutions: what to settle between them.",
    request=REQUEST,
    sections=(
        Section("overlaps", "Overlaps", "overlaps", COLUMNS, "No two teams act on one step.", keeps=_keeps),
    ),
    takes={
        "journey": "Steps of this journey.",
        "team": "Pairs of teams with this one in them.",
        "status": "Where one of the solutions at least has this status.",
        "tag": "Where one of the solutions at least bears this tag.",
        "persona": "Steps of journeys that this persona walks.",
    },
    statuses=statuses("Solution"),
    variables=_variables,
    before=BEFORE,
    before_variables=_before_variables,
    page=10_000,
)
