"""Overlaps: steps on which several teams act through different solutions."""

from api.reports.report import Column, Report, Section

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


OVERLAPS = Report(
    name="overlaps",
    title="Overlaps",
    about="Where two teams act on the same step through live solutions: what to settle between them.",
    request=REQUEST,
    sections=(Section("overlaps", "Overlaps", "overlaps", COLUMNS, "No two teams act on one step."),),
    takes=("journey", "team"),
    variables=lambda filters, _: {"journeyIds": filters.ids("journey"), "teamIds": filters.ids("team")},
    page=2_000,
)
