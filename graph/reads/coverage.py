"""Coverage: what is done for each goal in each journey or phase."""

from typing import LiteralString

from graph.computed import ROOT, Argument, Computed, Object, Records, Value
from graph.entities import Datatype
from graph.scales import Scale

MOST_CELLS = 10_000


class CoverageColumn(Scale):
    """What stands beside each goal."""

    JOURNEY = "JOURNEY", "Whole journeys."
    PHASE = "PHASE", "The phases of journeys."


# Reads the whole label of goals, which are few; the rest is what contributes to them.
_COVERAGE: LiteralString = """\
WITH goalIds, journeyIds, by
MATCH (goal:Goal)
WHERE goalIds IS NULL OR goal.id IN goalIds
CALL (goal) {
  MATCH (goal)<-[:PART_OF*0..]-()<-[:CONTRIBUTES_TO]-(opportunity:Opportunity)-[:ADDRESSES]->(step)
  RETURN step, opportunity, null AS solution
  UNION
  MATCH (goal)<-[:PART_OF*0..]-()<-[:CONTRIBUTES_TO]-(opportunity:Opportunity)-[:ADDRESSES]->(step)
  MATCH (opportunity)<-[:RESOLVES]-(solution)
  WHERE solution.status IN ['PLANNED', 'IN_PROGRESS', 'LAUNCHED']
  RETURN step, null AS opportunity, solution
  UNION
  MATCH (goal)<-[:PART_OF*0..]-()<-[:CONTRIBUTES_TO]-(solution:Solution)
  WHERE solution.status IN ['PLANNED', 'IN_PROGRESS', 'LAUNCHED']
  MATCH (solution)-[:RESOLVES*0..1]->()-[:CHANGES|ADDRESSES]->(step)
  RETURN step, null AS opportunity, solution
}
MATCH (step)<-[:HAS_STEP]-(part)<-[:HAS_PHASE]-(journey)
WHERE journeyIds IS NULL OR journey.id IN journeyIds
WITH goal, journey, CASE by WHEN 'PHASE' THEN part END AS phase,
  count(DISTINCT opportunity) AS opportunities, count(DISTINCT solution) AS liveSolutions
RETURN goal, journey, phase, opportunities, liveSolutions
ORDER BY goal.name, goal.id, journey.name, journey.id, phase.position
LIMIT 10001"""

_ONLY = "Only these {}, at most 100; without it, all of them."

COVERAGE = Computed(
    ROOT,
    "coverage",
    "What is done for each goal in each journey (or phase), by name of the goal, then of the journey, then "
    "by place of the phase. Cells in which nothing is done are left out; more than "
    f"{MOST_CELLS:,} cells are refused. Costs in proportion to what contributes to the goals and the steps "
    "it lies at.",
    Object(
        "CoverageCell",
        {
            "goal": Records("Goal", "The goal."),
            "journey": Records("Journey", "The journey."),
            "phase": Records("Phase", "The phase; null where whole journeys are asked for.", nullable=True),
            "opportunities": Value(
                Datatype.INT,
                "How many opportunities, of any status, contribute to the goal or one below it and lie "
                "at a step here.",
                nullable=False,
            ),
            "liveSolutions": Value(
                Datatype.INT,
                "How many live solutions (planned, in progress or launched) resolve such an opportunity, or "
                "contribute to the goal or one below it themselves and act on a step here: change it, or "
                "resolve an opportunity that lies there.",
                nullable=False,
            ),
        },
        "What is done for one goal in one journey or phase.",
        many=True,
    ),
    _COVERAGE,
    {
        "goalIds": Argument(Datatype.TEXT, _ONLY.format("goals"), many=True, id_of=True),
        "journeyIds": Argument(Datatype.TEXT, _ONLY.format("journeys"), many=True, id_of=True),
        "by": Argument(
            Datatype.ENUM, "What stands beside each goal.", default="JOURNEY", enum=CoverageColumn
        ),
    },
    most=MOST_CELLS,
    narrow="Name fewer goals or journeys.",
)
