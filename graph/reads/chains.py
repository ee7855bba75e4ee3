"""Chains: how records hang together, from one to another or all round one."""

from typing import LiteralString

from graph.computed import ROOT, Argument, Computed, Object, Records, Value
from graph.entities import Datatype

# Both walk every type of relationship but marks, either way. Teams, people, channels and personas touch
# nearly everything, so nothing is reached through them; they are found as ends.
#
# At most eight links: within that, the search goes from both ends and stops at the first length at which they
# meet. Of all chains of that length at most 200 are looked at. Steps that lead to each other are one chain.
_TRACE: LiteralString = """\
WITH origin, target, first
MATCH path = ALL SHORTEST
  (origin) (()-[:!TAGGED&!DERIVED_FROM]-(through WHERE NOT through:Team|Person|Channel|Persona)){0,7}
  ()-[:!TAGGED&!DERIVED_FROM]-(target)
WHERE origin <> target
WITH first, [node IN nodes(path) | node] AS nodes, [link IN relationships(path) | type(link)] AS relationships
LIMIT 200
WITH DISTINCT first, nodes, relationships
WITH first, nodes, relationships, reduce(text = '', node IN nodes | text + node.id + ' ') AS place
ORDER BY place, relationships
WITH first, collect([nodes, relationships]) AS chains
UNWIND chains[..first] AS chain
RETURN chain[0] AS nodes, chain[1] AS relationships"""

# Each ring is cut at one record more than the longest answer, so that no ring grows beyond it.
_NEIGHBOURHOOD: LiteralString = """\
WITH record, depth, first, COLLECT {
MATCH (record)-[:!TAGGED&!DERIVED_FROM]-(next)
WHERE depth > 0 AND next <> record
WITH DISTINCT next
ORDER BY next.id LIMIT 101
RETURN next
} AS near
WITH record, depth, first, near, COLLECT {
UNWIND near AS through
MATCH (through)-[:!TAGGED&!DERIVED_FROM]-(next)
WHERE depth > 1 AND NOT through:Team|Person|Channel|Persona
WITH DISTINCT record, near, next
WHERE next <> record AND NOT next IN near
WITH next
ORDER BY next.id LIMIT 101
RETURN next
} AS further
WITH record, depth, first, near, further, COLLECT {
UNWIND further AS through
MATCH (through)-[:!TAGGED&!DERIVED_FROM]-(next)
WHERE depth > 2 AND NOT through:Team|Person|Channel|Persona
WITH DISTINCT record, near, further, next
WHERE next <> record AND NOT next IN near AND NOT next IN further
WITH next
ORDER BY next.id LIMIT 101
RETURN next
} AS far
WITH first, [record] + near + further + far AS found
WITH found[..first] AS nodes, size(found) > first AS truncated
RETURN nodes, truncated, COLLECT {
UNWIND nodes AS node
MATCH (node)-[link:!TAGGED&!DERIVED_FROM]->(other)
WHERE other IN nodes
RETURN [node.id, other.id, type(link)] AS edge ORDER BY node.id, other.id, type(link)
} AS edges"""

_ENDS = (
    "links to tags and to the sources of records are not followed, and nothing is reached through teams, "
    "people, channels or personas"
)

CHAINS = (
    Computed(
        ROOT,
        "trace",
        "The shortest chains of links between two records, whichever way the links point: all of the same "
        f"length, at most eight links long, ordered by the ids on the way; {_ENDS}. At most 200 chains are "
        "looked at. Empty where there is none, from a record to itself, and where an id is unknown.",
        Object(
            "Chain",
            {
                "nodes": Records(None, "The records on the way, both ends included.", many=True),
                "relationships": Value(
                    Datatype.TEXT,
                    "The types of the links on the way, one fewer than records.",
                    nullable=False,
                    many=True,
                ),
            },
            "One way from a record to another, link by link.",
            many=True,
        ),
        _TRACE,
        {
            "from": Argument(Datatype.TEXT, "Id of the record at one end.", required=True, record="origin"),
            "to": Argument(
                Datatype.TEXT, "Id of the record at the other end.", required=True, record="target"
            ),
            "first": Argument(Datatype.INT, "How many chains, 0 to 100.", default=5, minimum=0, maximum=100),
        },
    ),
    Computed(
        ROOT,
        "neighbourhood",
        "The record and what is linked to it over at most so many links, whichever way they point, nearest "
        f"first, then by id; {_ENDS}, unless one is the record itself. Null for an unknown id.",
        Object(
            "Neighbourhood",
            {
                "nodes": Records(None, "The records; the one asked for comes first.", many=True),
                "edges": Object(
                    "GraphEdge",
                    {
                        "from": Value(
                            Datatype.TEXT, "Id of the record it starts at.", nullable=False, id_of=True
                        ),
                        "to": Value(
                            Datatype.TEXT, "Id of the record it ends at.", nullable=False, id_of=True
                        ),
                        "type": Value(Datatype.TEXT, "Type of the link.", nullable=False),
                    },
                    "A link between two records.",
                    many=True,
                ),
                "truncated": Value(
                    Datatype.BOOLEAN,
                    "Whether there are more records than `first` let through.",
                    nullable=False,
                ),
            },
            "A record, what is near it, and all links between these records.",
            nullable=True,
        ),
        _NEIGHBOURHOOD,
        {
            "id": Argument(Datatype.TEXT, "Id of the record, of any kind.", required=True, record="record"),
            "depth": Argument(Datatype.INT, "Over how many links, 0 to 3.", default=1, minimum=0, maximum=3),
            "first": Argument(
                Datatype.INT,
                "How many records, 0 to 100, the one asked for included.",
                default=100,
                minimum=0,
                maximum=100,
            ),
        },
    ),
)
