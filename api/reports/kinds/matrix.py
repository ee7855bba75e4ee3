"""Matrix: value against effort of opportunities, as a picture and a list; what is done stands apart."""

from typing import Any

from api.reports.cells import Style
from api.reports.dot_field import draw_dots
from api.reports.report import Caption, Column, Data, Report, Section, SheetChart
from api.reports.report_filters import Filters, meanings, statuses, where
from api.reports.shapes import Board

REQUEST = """
query Matrix(
  $open: OpportunityFilter, $closed: OpportunityFilter, $page: Int!, $counted: Boolean!
  $matrixAfter: String, $withMatrix: Boolean!, $closedAfter: String, $withClosed: Boolean!
) {
  matrix: opportunities(
    first: $page, after: $matrixAfter, where: $open, orderBy: [{field: VALUE, direction: DESC}]
  ) @include(if: $withMatrix) {
    totalCount @include(if: $counted)
    pageInfo { hasNextPage endCursor }
    nodes { ...Plotted }
  }
  closed: opportunities(
    first: $page, after: $closedAfter, where: $closed, orderBy: [{field: VALUE, direction: DESC}]
  ) @include(if: $withClosed) {
    totalCount @include(if: $counted)
    pageInfo { hasNextPage endCursor }
    nodes { ...Plotted }
  }
}
fragment Plotted on Opportunity {
  id name status value effort
  priority { quadrant rice }
  reach { journeys frequencyPerYear }
}
"""

COLUMNS = (
    Column("opportunity", "Opportunity", lambda row: row, named=True),
    Column("quadrant", "Quadrant", "priority.quadrant", Style.WORD),
    Column("value", "Value", "value", Style.NUMBER),
    Column("effort", "Effort", "effort", Style.NUMBER),
    Column("journeys", "Journeys reached", "reach.journeys", Style.WHOLE),
    Column("frequencyPerYear", "Times a year", "reach.frequencyPerYear", Style.NUMBER),
    Column("rice", "RICE", "priority.rice", Style.WHOLE),
    Column("status", "Status", "status", Style.WORD),
)
DONE = ["SOLVED", "DISMISSED"]
MOST_DRAWN, MOST_CLOSED = 60, 20  # dots


def draw(data: Data, caption: Caption) -> list[Board]:
    """The opportunities of highest value as numbered dots, those that are done hollow."""
    lists = [data["matrix"], data["closed"]]
    opened, closed = lists[0]["nodes"][:MOST_DRAWN], lists[1]["nodes"][:MOST_CLOSED]
    left_out = sum(found["totalCount"] for found in lists) - len(opened) - len(closed)
    return draw_dots(caption, opened, closed, left_out)


def _variables(filters: Filters, _: Data) -> dict[str, Any]:
    both = {"value": {"isNull": False}, "effort": {"isNull": False}}
    narrowed = where("Opportunity", filters)
    return {
        "open": {"AND": [both, {"status": {"notIn": DONE}}, narrowed]},
        "closed": {"AND": [both, {"status": {"in": DONE}}, narrowed]},
    }


MATRIX = Report(
    name="matrix",
    title="Value against effort",
    about="Opportunities that have both a value and an effort; the lines are at value 50 and effort 2.5. "
    "Those that are solved or dismissed stand apart.",
    request=REQUEST,
    sections=(
        Section(
            "matrix",
            "Open and in progress",
            "matrix",
            COLUMNS,
            "None has a value and an effort.",
            tallies=("quadrant",),
            charts=(SheetChart("scatter", "Value against effort", "effort", ("value",)),),
        ),
        Section("closed", "Solved and dismissed", "closed", COLUMNS, "None."),
    ),
    takes=meanings("Opportunity"),
    statuses=statuses("Opportunity"),
    variables=_variables,
    draw=draw,
)
