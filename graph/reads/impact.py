"""Impact: what hangs on a record, and what would be left without."""

from typing import LiteralString

from graph.computed import ROOT, Argument, Computed, Object, Records, Value
from graph.entities import Datatype

# What is deleted along with the record counts as the record: its parts, and the measurements of a metric.
# Whatever hangs on it is looked at, so only the marks are named, and neither types nor directions.
_IMPACT: LiteralString = """\
WITH record, COLLECT {
MATCH (record)-[:HAS_PHASE|HAS_STEP*0..2]->()<-[:OF*0..1]-(along)
RETURN DISTINCT along
} AS whole
WITH record, whole, COLLECT {
UNWIND whole AS along
MATCH (along)-[link:!TAGGED&!DERIVED_FROM]-(other)
WHERE NOT other IN whole AND NOT (along = record AND type(link) IN ['HAS_PHASE', 'HAS_STEP'])
WITH DISTINCT other, type(link) AS type, startNode(link) = other AS out
RETURN [other, type, out] AS link
} AS links
WITH record, whole, links, COLLECT {
UNWIND links AS link
WITH DISTINCT link[0] AS other
RETURN other
} AS linked
WITH record, whole, links, linked, COLLECT {
UNWIND linked AS other
WITH labels(other)[0] AS label, coalesce(other.name, left(other.text, 200), other.id) AS name
ORDER BY name
WITH label, count(name) AS n, collect(name)[..5] AS names
ORDER BY n DESC, label
RETURN [label, n, names] AS entry
} AS counts
WITH record, whole, links, linked, counts, COLLECT {
UNWIND links AS link
WITH whole, link[0] AS other, link[1] AS type, link[2] AS out
WHERE NOT EXISTS {
  MATCH (other)-[again]-(rest)
  WHERE type(again) = type AND (startNode(again) = other) = out AND NOT rest IN whole
}
WITH DISTINCT other
WITH labels(other)[0] AS label, coalesce(other.name, left(other.text, 200), other.id) AS name
ORDER BY name
WITH label, count(name) AS n, collect(name)[..5] AS names
ORDER BY n DESC, label
RETURN [label, n, names] AS entry
} AS orphans
WITH record, counts, orphans, whole + linked AS touched
RETURN record, counts AS links, orphans AS orphaned, COLLECT {
UNWIND touched AS near
MATCH (near)-[:CONTRIBUTES_TO*0..1]->(goal:Goal)
WHERE goal <> record
WITH DISTINCT goal
RETURN goal ORDER BY goal.name, goal.id LIMIT 100
} AS goals, COLLECT {
UNWIND touched AS near
MATCH (near)-[:ADDRESSES|CHANGES|OBSERVED_AT|AT|MEASURES*0..1]->(place:Journey|Phase|Step)
MATCH (place)<-[:HAS_PHASE|HAS_STEP*0..2]-(journey:Journey)
WHERE journey <> record
WITH DISTINCT journey
RETURN journey ORDER BY journey.name, journey.id LIMIT 100
} AS journeys, COLLECT {
UNWIND touched AS near
MATCH (near)-[:OWNED_BY|DELIVERED_BY|SUPPORTED_BY*0..1]->(team:Team)
WHERE team <> record
WITH DISTINCT team
RETURN team ORDER BY team.name, team.id LIMIT 100
} AS teams"""


def _counts(role: str) -> Object:
    fields = {
        "kind": Value(Datatype.TEXT, "The kind of record.", nullable=False, kind=True),
        "count": Value(Datatype.INT, "How many there are.", nullable=False),
        "names": Value(Datatype.TEXT, "The names of at most five of them.", nullable=False, many=True),
    }
    return Object("KindCount", fields, "How many records of one kind.", many=True, role=role)


IMPACT = Computed(
    ROOT,
    "impactOf",
    "What hangs on a record and would feel it if the record went. What goes along with it (phases and steps "
    "of a journey, steps of a phase, measurements of a metric) counts as the record itself, and what it is a "
    "part of is no link, as for a deletion that is refused with IN_USE. Null for an unknown id.",
    Object(
        "Impact",
        {
            "record": Records(None, "The record."),
            "links": _counts(
                "The records linked to it, by kind, most first; tags and the sources of records do not count."
            ),
            "orphaned": _counts(
                "Those of them that would keep no other link of that type and direction, by kind, most first."
            ),
            "goals": Records(
                "Goal",
                "The goals linked to it, and those that it or a record linked to it contributes to; the "
                "first 100 by name.",
                many=True,
            ),
            "journeys": Records(
                "Journey",
                "The journeys in which it or a record linked to it stands: itself, by its phase or step, or "
                "at a step; the first 100 by name.",
                many=True,
            ),
            "teams": Records(
                "Team",
                "The teams linked to it, and those that own, deliver or support a record linked to it; the "
                "first 100 by name.",
                many=True,
            ),
        },
        "What hangs on a record.",
        nullable=True,
    ),
    _IMPACT,
    {"id": Argument(Datatype.TEXT, "Id of the record, of any kind.", required=True, record="record")},
)
