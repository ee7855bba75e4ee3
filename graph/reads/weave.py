"""The weave: which opportunities lie in which journeys, a page of each and the cells between them."""

from typing import LiteralString

from graph.computed import ROOT, Argument, Computed, Group, Object, Page, PageArguments, Value
from graph.entities import Datatype

# Reads the whole label of journeys, to put those that most of the rows touch before the others.
_COLUMNS: LiteralString = """\
CALL (rows) {
  UNWIND rows AS row
  MATCH (row)-[:ADDRESSES]->()<-[:HAS_STEP]-()<-[:HAS_PHASE]-(journey)
  RETURN journey, row
  UNION ALL
  MATCH (journey:Journey)
  RETURN journey, null AS row
}
WITH journey, count(DISTINCT row) AS touching
WITH journey, touching, COLLECT {
MATCH (journey)-[:SERVES]->(vision)
RETURN vision.name ORDER BY vision.name LIMIT 1
}[0] AS vision
ORDER BY touching DESC, vision IS NULL, vision, journey.name, journey.id
WITH collect(journey) AS journeys
UNWIND range(0, size(journeys) - 1) AS position
RETURN journeys[position] AS node, position"""

_CELLS: LiteralString = """\
UNWIND range(0, size(rows) - 1) AS place
WITH place, rows[place] AS row, journeys
MATCH (row)-[:ADDRESSES]->(step)<-[:HAS_STEP]-()<-[:HAS_PHASE]-(journey)
WHERE journey IN journeys
WITH place, row, journey, count(DISTINCT step) AS steps
RETURN row.id AS opportunity, journey.id AS journey, steps
ORDER BY place, journey"""

_ROWS = Argument(Datatype.OBJECTS, "The opportunities on the page of `rows`.", page_of="rows")
_JOURNEYS = Argument(Datatype.OBJECTS, "The journeys on the page of `journeys`.", page_of="journeys")

WEAVE = Group(
    ROOT,
    "weave",
    "Weave",
    "Which opportunities lie in which journeys: a page of opportunities as rows, a page of journeys as "
    "columns, and the cells where they meet. Costs in proportion to the number of journeys, and twice what "
    "each of both pages costs.",
    "Opportunities by journeys: rows, columns, and how many steps of a journey each opportunity lies at.",
    (
        Computed(
            ROOT,
            "rows",
            "The opportunities, as `where` and `orderBy` say.",
            Page("Opportunity", predicate=True),
            "",
        ),
        Computed(
            ROOT,
            "journeys",
            "The journeys that `journeys` lets through: those that most of the opportunities on the page of "
            "`rows` touch first, then by vision (the first by name; those that serve none last), then by "
            "name. A cursor of `columnsAfter` belongs to the rows it was read beside.",
            Page("Journey", ordered=True, page_size=20, order_by=False),
            _COLUMNS,
            {"rows": _ROWS},
        ),
        Computed(
            ROOT,
            "cells",
            "Where the rows and columns of this page meet, in the order of the rows, then by id of the "
            "journey; cells without any step are left out.",
            Object(
                "WeaveCell",
                {
                    "opportunity": Value(Datatype.TEXT, "Id of the opportunity.", nullable=False, id_of=True),
                    "journey": Value(Datatype.TEXT, "Id of the journey.", nullable=False, id_of=True),
                    "steps": Value(
                        Datatype.INT, "At how many steps of the journey the opportunity lies.", nullable=False
                    ),
                },
                "How many steps of one journey one opportunity lies at.",
                many=True,
            ),
            _CELLS,
            {"rows": _ROWS, "journeys": _JOURNEYS},
        ),
    ),
    {
        "rows": PageArguments("first", "after", "where", "orderBy"),
        "journeys": PageArguments("columns", "columnsAfter", "journeys"),
    },
)
