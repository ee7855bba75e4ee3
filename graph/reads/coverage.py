"""Coverage: what is done for each goal in each journey or phase."""

from typing import LiteralString

from graph.computed import ROOT, Argument, Computed, Object, Records, Value
from graph.entities import Datatype
from graph.reads.acting import ACTED_ON, ACTIVE
from graph.scales import Scale

MOST_CELLS = 10_000


class CoverageColumn(Scale):
    """What stands beside each goal."""

    JOURNEY = "JOURNEY", "Whole journeys."
    PHASE = "PHASE", "The phases of journeys."


# From `goal` to itself and the goals below it, each as `low`; not through dropped ones.
DOWN: LiteralString = "MATCH (goal) (()<-[:PART_OF]-(part WHERE part.status <> 'DROPPED'))* (low)"

# From `goal` to what is done for it, one row for each way: at a `step`, an `opportunity` (null for a solution
# that contributes by itself) with a `solution` (null without an active one); then to `part` and `journey`.
DONE_FOR_GOAL: LiteralString = (
    """\
CALL (goal) {
"""
    + DOWN
    + """<-[:CONTRIBUTES_TO]-(opportunity:Opportunity)
WHERE opportunity.status <> 'DISMISSED'
WITH DISTINCT opportunity
OPTIONAL MATCH (opportunity)<-[:RESOLVES]-(solution:Solution)
WHERE """
    + ACTIVE
    + """
MATCH (opportunity)-[:ADDRESSES]->(step)
RETURN step, opportunity, solution
UNION ALL
"""
    + DOWN
    + """<-[:CONTRIBUTES_TO]-(solution:Solution)
WHERE """
    + ACTIVE
    + "\nWITH DISTINCT solution\n"
    + ACTED_ON
    + """\
RETURN step, null AS opportunity, solution
}
MATCH (step)<-[:HAS_STEP]-(part)<-[:HAS_PHASE]-(journey)
"""
)

# A predicate on `goal`: neither dropped nor below one that is.
PURSUED: LiteralString = "NOT EXISTS { (goal)-[:PART_OF*0..]->(above) WHERE above.status = 'DROPPED' }"

# Columns after `DONE_FOR_GOAL`, what is done for a goal in a place.
COUNTED: LiteralString = """\
count(DISTINCT opportunity) AS opportunities,
  count(DISTINCT CASE WHEN solution.status <> 'LAUNCHED' THEN solution END) AS underWay,
  count(DISTINCT CASE WHEN solution.status = 'LAUNCHED' THEN solution END) AS launched
"""

# Reads the whole label of goals, which are few; the rest is what contributes to them.
_COVERAGE: LiteralString = (
    """\
WITH goalIds, journeyIds, by
MATCH (goal:Goal)
WHERE goal.id IN goalIds
  OR goalIds IS NULL AND """
    + PURSUED
    + "\n"
    + DONE_FOR_GOAL
    + """\
WHERE journeyIds IS NULL OR journey.id IN journeyIds
WITH goal, journey, CASE by WHEN 'PHASE' THEN part END AS phase,
  """
    + COUNTED
    + """\
RETURN goal, journey, phase, opportunities, underWay, launched
ORDER BY goal.name, goal.id, journey.name, journey.id, phase.position
LIMIT 10001"""
)

_COUNTED = (
    "those that resolve one of these opportunities, or contribute to the goal or one below it themselves and "
    "act on a step here (change it or, where they change none, resolve an opportunity that lies there)"
)
# What a cell says, whatever it is of.
CELL_COUNTS = {
    "opportunities": Value(
        Datatype.INT,
        "How many opportunities, not dismissed, contribute to the goal or one below it and lie at a "
        "step here.",
        nullable=False,
    ),
    "underWay": Value(
        Datatype.INT,
        f"How many solutions are under way here, planned or in progress: {_COUNTED}.",
        nullable=False,
    ),
    "launched": Value(Datatype.INT, f"How many solutions are launched here: {_COUNTED}.", nullable=False),
}
_ONLY = "Only these {}, at most 100; without it, all of them{}."

COVERAGE = Computed(
    ROOT,
    "coverage",
    "What is done for each goal in each journey (or phase), by name of the goal, then of the journey, then "
    "by place of the phase. Dropped goals, with what is below them, are in only when named, and never count "
    f"for a goal above. Cells in which nothing is done are left out; more than {MOST_CELLS:,} cells are "
    "refused. Costs in proportion to what contributes to the goals and the steps it lies at.",
    Object(
        "CoverageCell",
        {
            "goal": Records("Goal", "The goal."),
            "journey": Records("Journey", "The journey."),
            "phase": Records("Phase", "The phase; null where whole journeys are asked for.", nullable=True),
            **CELL_COUNTS,
        },
        "What is done for one goal in one journey or phase.",
        many=True,
    ),
    _COVERAGE,
    {
        "goalIds": Argument(
            Datatype.TEXT,
            _ONLY.format("goals", " that are neither dropped nor below one that is"),
            many=True,
            id_of=True,
        ),
        "journeyIds": Argument(Datatype.TEXT, _ONLY.format("journeys", ""), many=True, id_of=True),
        "by": Argument(
            Datatype.ENUM, "What stands beside each goal.", default="JOURNEY", enum=CoverageColumn
        ),
    },
    most=MOST_CELLS,
    narrow="Name fewer goals or journeys.",
)
