"""Pairs: journeys that share opportunities, and teams that work on the same step."""

from typing import LiteralString

from graph.computed import ROOT, Argument, Computed, Listing, Object, Records, Value
from graph.entities import Datatype

# Reads the whole label: every opportunity that lies in two journeys or more makes pairs of them.
_JOURNEY_PAIRS: LiteralString = """\
WITH minimumShared
MATCH (opportunity:Opportunity)-[:ADDRESSES]->()<-[:HAS_STEP]-()<-[:HAS_PHASE]-(journey)
WITH DISTINCT minimumShared, opportunity, journey
ORDER BY journey.id
WITH minimumShared, opportunity, collect(journey) AS journeys
WHERE size(journeys) > 1
UNWIND range(0, size(journeys) - 2) AS place
UNWIND journeys[place + 1..] AS b
WITH minimumShared, journeys[place] AS a, b, count(*) AS sharedOpportunities
WHERE sharedOpportunities >= minimumShared
RETURN a, b, sharedOpportunities, a.id + ' ' + b.id AS id"""

# A pattern from one journey to the other; the middle is counted once.
_SHARED: LiteralString = """\
RETURN COUNT {
  MATCH (a)-[:HAS_PHASE]->()-[:HAS_STEP]->()-[:USES]->(touchpoint)
  WITH DISTINCT touchpoint
  WHERE EXISTS { (touchpoint)<-[:USES]-()<-[:HAS_STEP]-()<-[:HAS_PHASE]-(b) }
  RETURN touchpoint
} AS sharedTouchpoints, COUNT {
  MATCH (a)-[:HAS_PHASE]->()-[:HAS_STEP]->()<-[:CHANGES|ADDRESSES]-()<-[:RESOLVES*0..1]-(solution:Solution)
  WITH DISTINCT solution
  WHERE EXISTS {
    (solution)-[:RESOLVES*0..1]->()-[:CHANGES|ADDRESSES]->()<-[:HAS_STEP]-()<-[:HAS_PHASE]-(b)
  }
  RETURN solution
} AS sharedSolutions"""

# Reads all live solutions, or those at the journeys that are named, then brings together what acts on the
# same step; `team` counts for the teams that deliver a solution, else for its owner. Both teams may stand
# behind the same solutions: at least two of them are needed between them.
_OVERLAPS: LiteralString = """\
WITH journeyIds, teamIds
CALL (journeyIds) {
  WITH journeyIds
  WHERE journeyIds IS NULL
  MATCH (solution:Solution)
  WHERE solution.status IN ['PLANNED', 'IN_PROGRESS', 'LAUNCHED']
  MATCH (solution)-[:RESOLVES*0..1]->()-[:CHANGES|ADDRESSES]->(step)
  RETURN step, solution
  UNION ALL
  UNWIND journeyIds AS journeyId
  MATCH (:Journey {id: journeyId})-[:HAS_PHASE]->()-[:HAS_STEP]->(step)
  MATCH (step)<-[:CHANGES|ADDRESSES]-()<-[:RESOLVES*0..1]-(solution:Solution)
  WHERE solution.status IN ['PLANNED', 'IN_PROGRESS', 'LAUNCHED']
  RETURN step, solution
}
WITH DISTINCT teamIds, step, solution
MATCH (solution)-[link:DELIVERED_BY|OWNED_BY]->(team)
WHERE type(link) = 'DELIVERED_BY' OR NOT EXISTS { (solution)-[:DELIVERED_BY]->() }
WITH DISTINCT teamIds, step, team, solution
ORDER BY solution.name, solution.id
WITH teamIds, step, team, collect(solution) AS solutions
WITH teamIds, step, collect([team, solutions]) AS sides
WHERE size(sides) > 1
UNWIND sides AS one
UNWIND sides AS other
WITH teamIds, step, one, other
WHERE one[0].id < other[0].id AND (teamIds IS NULL OR one[0].id IN teamIds OR other[0].id IN teamIds)
WITH step, [one[0], other[0]] AS teams,
  one[1] + [solution IN other[1] WHERE NOT solution IN one[1]] AS solutions
WHERE size(solutions) > 1
RETURN step, teams, solutions, size(solutions) AS weight,
  step.id + ' ' + teams[0].id + ' ' + teams[1].id AS id"""

_OVERLAP_OPPORTUNITIES: LiteralString = """\
RETURN COLLECT {
  UNWIND solutions AS solution
  MATCH (solution)-[:RESOLVES]->(opportunity)-[:ADDRESSES]->(step)
  WITH DISTINCT opportunity
  RETURN opportunity ORDER BY opportunity.name, opportunity.id
} AS opportunities"""

PAIRS = (
    Computed(
        ROOT,
        "overlaps",
        "Where teams work side by side: one row for each pair of teams and step at which live solutions "
        "(planned, in progress or launched) of both act, at least two of them in all; a solution acts on the "
        "steps it changes and those at which its opportunities lie. The teams of a solution are those that "
        "deliver it, else its owner. Rows with most solutions come first. Costs in proportion to all live "
        "solutions and the steps they act on, or to what acts on the steps of the journeys that are named.",
        Listing(
            Object(
                "Overlap",
                {
                    "teams": Records("Team", "The two teams.", many=True),
                    "step": Records("Step", "The step."),
                    "solutions": Records(
                        "Solution",
                        "All live solutions of either team that act on the step, at least two.",
                        many=True,
                    ),
                    "opportunities": Records(
                        "Opportunity",
                        "The opportunities at the step that those solutions resolve, by name.",
                        many=True,
                    ),
                },
                "Two teams whose live solutions act on the same step.",
            ),
            {"weight": Datatype.INT},
            _OVERLAP_OPPORTUNITIES,
            ("opportunities",),
        ),
        _OVERLAPS,
        {
            "journeyIds": Argument(
                Datatype.TEXT,
                "Only at steps of these journeys, at most 100; without it, of all.",
                many=True,
                id_of=True,
            ),
            "teamIds": Argument(
                Datatype.TEXT,
                "Only pairs that one of these teams belongs to, at most 100; without it, all pairs.",
                many=True,
                id_of=True,
            ),
        },
    ),
    Computed(
        ROOT,
        "journeyPairs",
        "Pairs of journeys that share opportunities, those that share most first; one row for each pair. "
        "Costs in proportion to all opportunities and the journeys they lie in.",
        Listing(
            Object(
                "JourneyPair",
                {
                    "a": Records("Journey", "The journey with the smaller id."),
                    "b": Records("Journey", "The other journey."),
                    "sharedOpportunities": Value(
                        Datatype.INT,
                        "How many opportunities, of any status, lie at steps of both.",
                        nullable=False,
                    ),
                    "sharedSolutions": Value(
                        Datatype.INT,
                        "How many solutions, of any status, act in both: change a step or resolve an "
                        "opportunity that lies there.",
                        nullable=False,
                    ),
                    "sharedTouchpoints": Value(
                        Datatype.INT, "How many touchpoints are used at steps of both.", nullable=False
                    ),
                },
                "Two journeys and what they share.",
            ),
            {"sharedOpportunities": Datatype.INT},
            _SHARED,
            ("sharedSolutions", "sharedTouchpoints"),
        ),
        _JOURNEY_PAIRS,
        {
            "minimumShared": Argument(
                Datatype.INT,
                "How many opportunities a pair shares at least.",
                default=1,
                minimum=1,
                maximum=1_000_000,
            )
        },
    ),
)
