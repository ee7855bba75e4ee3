"""Standing: the journeys a record stands in, which its changes carry and access will ask for."""

from collections.abc import Mapping
from typing import LiteralString

_STEP: LiteralString = "<-[:HAS_STEP]-(:Phase)<-[:HAS_PHASE]-(j:Journey)\nRETURN DISTINCT j.id AS journey\n"
_LAST: LiteralString = "ORDER BY journey"

# Labels that are not here stand in no journey: teams, goals, channels and the like belong to all of them.
STANDING: Mapping[str, LiteralString] = {
    "Journey": "RETURN this.id AS journey",
    "Phase": "MATCH (j:Journey)-[:HAS_PHASE]->(this)\nRETURN j.id AS journey",
    "Step": "MATCH (this)" + _STEP + _LAST,
    "Touchpoint": "MATCH (this)<-[:USES]-(:Step)" + _STEP + _LAST,
    "Persona": "MATCH (j:Journey)-[:WALKED_BY]->(this)\nRETURN j.id AS journey\n" + _LAST,
    "Segment": "MATCH (j:Journey)-[:MADE_BY]->(this)\nRETURN j.id AS journey\n" + _LAST,
    "Vision": "MATCH (j:Journey)-[:SERVES]->(this)\nRETURN j.id AS journey\n" + _LAST,
    "Product": "MATCH (j:Journey)-[:ABOUT]->(this)\nRETURN j.id AS journey\n" + _LAST,
    "Insight": "MATCH (this)-[:OBSERVED_AT]->(:Step)" + _STEP + _LAST,
    "Quote": "MATCH (this)-[:SUPPORTS]->(:Insight)-[:OBSERVED_AT]->(:Step)" + _STEP + _LAST,
    "Opportunity": "MATCH (this)-[:ADDRESSES]->(:Step)" + _STEP + _LAST,
    # Only opportunities are resolved and only solutions change, so one pattern reaches both kinds of steps.
    "Solution": "MATCH (this)-[:CHANGES|RESOLVES|ADDRESSES*1..2]->(:Step)" + _STEP + _LAST,
    "Metric": """\
MATCH (this)-[:MEASURES]->(m:Journey|Step)
MATCH (m)<-[:HAS_PHASE|HAS_STEP*0..2]-(j:Journey)
RETURN DISTINCT j.id AS journey
ORDER BY journey""",
    "Measurement": """\
MATCH (this)-[:AT|OF|MEASURES*1..2]->(m:Journey|Step)
MATCH (m)<-[:HAS_PHASE|HAS_STEP*0..2]-(j:Journey)
RETURN DISTINCT j.id AS journey
ORDER BY journey""",
}
