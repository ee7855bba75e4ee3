"""Portfolio: every opportunity with its reach, scores, progress, solutions, teams and goals."""

from api.reports.cells import Style
from api.reports.report import Column, Report, Section, SheetChart
from api.reports.report_filters import meanings, statuses, where

REQUEST = """
query Portfolio($where: OpportunityFilter, $page: Int!, $counted: Boolean!, $opportunitiesAfter: String) {
  opportunities(
    first: $page, after: $opportunitiesAfter, where: $where, orderBy: [{field: VALUE, direction: DESC}]
  ) {
    totalCount @include(if: $counted)
    pageInfo { hasNextPage endCursor }
    nodes {
      ...Scored
      statusChangedAt
      solutions(first: 25) {
        totalCount nodes { id name deliveryTeams(first: 5) { totalCount nodes { id name } } }
      }
      goals(first: 25) { totalCount nodes { id name } }
    }
  }
}
"""
SCORED = """
fragment Scored on Opportunity {
  id name kind status customerValue businessValue value effort progress
  reach { journeys steps personas teams frequencyPerYear }
  evidence { quotes kinds strength }
  priority { rice quadrant }
  team { id name }
}
"""

SCORES = (
    Column("opportunity", "Opportunity", lambda row: row, named=True),
    Column("kind", "Kind", "kind", Style.WORD, detail=True),
    Column("status", "Status", "status", Style.WORD),
    Column("customerValue", "Customer value", "customerValue", Style.NUMBER, detail=True),
    Column("businessValue", "Business value", "businessValue", Style.NUMBER, detail=True),
    Column("value", "Value", "value", Style.NUMBER),
    Column("effort", "Effort", "effort", Style.NUMBER),
    Column("quadrant", "Quadrant", "priority.quadrant", Style.WORD),
    Column("rice", "RICE", "priority.rice", Style.WHOLE),
    Column("progress", "Progress", "progress", Style.SHARE),
    Column("journeys", "Journeys", "reach.journeys", Style.WHOLE),
    Column("steps", "Steps", "reach.steps", Style.WHOLE, detail=True),
    Column("personas", "Personas", "reach.personas", Style.WHOLE, detail=True),
    Column("teams", "Teams reached", "reach.teams", Style.WHOLE, detail=True),
    Column("frequencyPerYear", "Times a year", "reach.frequencyPerYear", Style.NUMBER),
    Column("evidence", "Evidence", "evidence.strength", Style.SHARE),
    Column("quotes", "Quotes", "evidence.quotes", Style.WHOLE, detail=True),
    Column("sources", "Kinds of source", "evidence.kinds", Style.WORD, detail=True),
    Column("team", "Owner", "team", named=True),
)
COLUMNS = (
    *SCORES,
    Column("solutions", "Solutions", "solutions"),
    Column("deliveryTeams", "Teams on it", lambda row: delivery_teams(row["solutions"]["nodes"])),
    Column("goals", "Goals", "goals"),
    Column("statusChangedAt", "Status since", "statusChangedAt", Style.MOMENT, detail=True),
)


def delivery_teams(solutions: list[dict[str, dict[str, list[dict[str, str]]]]]) -> list[dict[str, str]]:
    """The teams that deliver the solutions, each once."""
    found = {team["id"]: team for solution in solutions for team in solution["deliveryTeams"]["nodes"]}
    return list(found.values())


PORTFOLIO = Report(
    name="portfolio",
    title="Portfolio",
    about="All opportunities, of highest value first, with their reach, scores, progress and who is on them.",
    request=REQUEST + SCORED,
    sections=(
        Section(
            "opportunities",
            "Opportunities",
            "opportunities",
            COLUMNS,
            "No opportunity.",
            tallies=("status", "quadrant", "team"),
            charts=(
                SheetChart("scatter", "Value against effort", "effort", ("value",)),
                SheetChart("bars", "The opportunities of highest value", "opportunity", ("value",)),
            ),
        ),
    ),
    takes=meanings("Opportunity"),
    statuses=statuses("Opportunity"),
    variables=lambda filters, _: {"where": where("Opportunity", filters)},
)
