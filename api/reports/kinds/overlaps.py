"""Overlaps: steps on which several teams act through different solutions."""

from typing import Any

from api.reports.cells import at
from api.reports.filters import Filters
from api.reports.report import Column, Report, Section

REQUEST = """
query Overlaps($page: Int!, $counted: Boolean!, $overlapsAfter: String) {
  overlaps(first: $page, after: $overlapsAfter) {
    totalCount @include(if: $counted)
    pageInfo { hasNextPage endCursor }
    nodes {
      teams { id name }
      step { id name place { journey { id name } phase { id name } } }
      solutions { id name }
      opportunities { id name }
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
)


def keep(row: Any, filters: Filters) -> bool:
    """Whether an overlap is at one of the journeys, and of one of the teams."""
    journeys, teams = filters.ids("journey"), filters.ids("team")
    return (not journeys or at(row, "step.place.journey.id") in journeys) and (
        not teams or any(team["id"] in teams for team in row["teams"])
    )


OVERLAPS = Report(
    name="overlaps",
    title="Overlaps",
    about="Where two teams act on the same step through live solutions: what to settle between them.",
    request=REQUEST,
    sections=(
        Section("overlaps", "Overlaps", "overlaps", COLUMNS, "No two teams act on one step.", keep=keep),
    ),
    takes=("journey", "team"),
    variables=lambda filters, _: {},
    page=2_000,
)
