"""Pairs: journeys that share opportunities."""

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

PAIRS = (
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
