"""The grid of coverage: a page of goals, a page of journeys, and what is done where they meet."""

from typing import LiteralString

from graph.computed import ROOT, Argument, Computed, Group, Object, Page, PageArguments, Value
from graph.entities import Datatype
from graph.reads.acting import ACTED_ON, ACTIVE
from graph.reads.coverage import CELL_COUNTS, COUNTED, DONE_FOR_GOAL, DOWN, PURSUED

# The goals themselves do not go along with the rows that are sorted: they would be charged to each of them.
_COLUMNS: LiteralString = (
    """\
CALL (goals) {
UNWIND goals AS goal
WITH goal
WHERE """
    + PURSUED
    + "\nCALL (goal) {\n"
    + DOWN
    + """<-[:CONTRIBUTES_TO]-(opportunity:Opportunity)
WHERE opportunity.status <> 'DISMISSED'
WITH DISTINCT opportunity
MATCH (opportunity)-[:ADDRESSES]->(step)
RETURN step
UNION
"""
    + DOWN
    + """<-[:CONTRIBUTES_TO]-(solution:Solution)
WHERE """
    + ACTIVE
    + "\n"
    + ACTED_ON
    + """\
RETURN step
}
MATCH (step)<-[:HAS_STEP]-()<-[:HAS_PHASE]-(journey)
RETURN journey, count(DISTINCT goal) AS covered
}
WITH journey, covered
ORDER BY covered DESC, journey.name, journey.id
WITH collect(journey) AS journeys
UNWIND range(0, size(journeys) - 1) AS position
RETURN journeys[position] AS node, position"""
)

_CELLS: LiteralString = (
    """\
UNWIND range(0, size(goals) - 1) AS place
WITH place, goals[place] AS goal, journeys
WHERE """
    + PURSUED
    + "\n"
    + DONE_FOR_GOAL
    + """\
WHERE journey IN journeys
WITH place, goal, journey, """
    + COUNTED
    + """\
RETURN goal.id AS goal, journey.id AS journey, opportunities, underWay, launched
ORDER BY place, journey"""
)

_GOALS = Argument(Datatype.OBJECTS, "The goals on the page of `goals`.", page_of="goals")
_JOURNEYS = Argument(Datatype.OBJECTS, "The journeys on the page of `journeys`.", page_of="journeys")

COVERAGE_GRID = Group(
    ROOT,
    "coverageGrid",
    "CoverageGrid",
    "What is done for each goal in each journey, page by page: a page of goals as rows, a page of journeys "
    "as columns, and the cells where they meet, counted as in `coverage`. Costs in proportion to what "
    "contributes to the goals of the page and the steps it lies at, and twice what each of both pages costs.",
    "Goals by journeys: rows, columns, and what is done for a goal in a journey.",
    (
        Computed(
            ROOT,
            "goals",
            "The goals, as `where` and `orderBy` say.",
            Page("Goal", predicate=True),
            "",
        ),
        Computed(
            ROOT,
            "journeys",
            "The journeys that `journeys` lets through in which something is done for the goals on the page "
            "of `goals`: those with most of these goals first, then by name. A cursor of `columnsAfter` "
            "belongs to the goals it was read beside.",
            Page("Journey", ordered=True, page_size=20, order_by=False),
            _COLUMNS,
            {"goals": _GOALS},
        ),
        Computed(
            ROOT,
            "cells",
            "Where the goals and journeys of this page meet, in the order of the goals, then by id of the "
            "journey. Cells in which nothing is done are left out, and so are those of goals that are "
            "dropped or below one that is.",
            Object(
                "CoverageGridCell",
                {
                    "goal": Value(Datatype.TEXT, "Id of the goal.", nullable=False, id_of=True),
                    "journey": Value(Datatype.TEXT, "Id of the journey.", nullable=False, id_of=True),
                    **CELL_COUNTS,
                },
                "What is done for one goal of the page in one of its journeys.",
                many=True,
            ),
            _CELLS,
            {"goals": _GOALS, "journeys": _JOURNEYS},
        ),
    ),
    {
        "goals": PageArguments("first", "after", "where", "orderBy"),
        "journeys": PageArguments("columns", "columnsAfter", "journeys"),
    },
)
