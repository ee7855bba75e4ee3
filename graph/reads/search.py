"""Search: where a record that was found stands."""

from typing import LiteralString

from graph.computed import Computed, Object, Records, Value
from graph.entities import Datatype

_PLACE: LiteralString = """\
WITH this,
  CASE WHEN this:Step THEN [this] ELSE
    COLLECT { MATCH (this)-[:ADDRESSES|CHANGES|OBSERVED_AT|MEASURES|AT]->(step:Step) RETURN step }
    + COLLECT { MATCH (this)-[:RESOLVES]->()-[:ADDRESSES]->(step) RETURN step }
    + COLLECT { MATCH (this)-[:SUPPORTS]->()-[:OBSERVED_AT]->(step) RETURN step }
    + COLLECT { MATCH (this)<-[:USES|THROUGH]-(step:Step) RETURN step }
  END AS steps,
  CASE WHEN this:Journey THEN [this] ELSE
    COLLECT { MATCH (this)<-[:HAS_PHASE]-(journey) RETURN journey }
    + COLLECT { MATCH (this)-[:MEASURES]->(journey:Journey) RETURN journey }
    + COLLECT { MATCH (this)<-[:SERVES|ABOUT|WALKED_BY|MADE_BY]-(journey) RETURN journey }
  END AS whole
CALL (this, steps, whole) {
  UNWIND steps AS step
  MATCH (step)<-[:HAS_STEP]-(phase)<-[:HAS_PHASE]-(journey)
  RETURN journey, phase, step.position AS at
  UNION ALL
  UNWIND whole AS journey
  RETURN journey, CASE WHEN this:Phase THEN this END AS phase, -1 AS at
}
WITH journey, phase, at
ORDER BY journey.name, journey.id, phase.position, at
WITH collect([journey, phase]) AS places, count(DISTINCT journey) AS journeys
RETURN places[0][0] AS journey, places[0][1] AS phase, journeys"""

SEARCH = (
    Computed(
        "SearchEdge",
        "place",
        "Where the record stands.",
        Object(
            "SearchPlace",
            {
                "journey": Records("Journey", "The journey it stands in, the first by name.", nullable=True),
                "phase": Records("Phase", "The phase of that journey it stands in first.", nullable=True),
                "journeys": Value(Datatype.INT, "How many journeys it stands in.", nullable=False),
            },
            "Where a record that was found stands.",
            nullable=True,
        ),
        _PLACE,
    ),
)
