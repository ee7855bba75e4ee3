"""What is measured: requests, each with the best statement we can write by hand for the same answer."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, LiteralString

Row = list[Any]


@dataclass(frozen=True)
class Shape:
    """One question, asked both ways; `data` makes of the hand-written row what the API answers."""

    name: str
    request: str
    statement: LiteralString
    data: Callable[[Row], Any]
    variables: Callable[["Samples"], Mapping[str, Any]]
    parameters: Callable[["Samples"], Mapping[str, Any]]
    large: bool = False


@dataclass(frozen=True)
class Samples:
    """Records of the portfolio that the shapes ask about."""

    opportunity: str
    journey: str
    team: str
    page_after: tuple[float, str]
    cursor: str
    ids: list[str]


def named(row: Row) -> dict[str, Any]:
    """An id and a name."""
    return {"id": row[0], "name": row[1]}


CARD = Shape(
    "opportunity + steps + journeys",
    """query ($id: ID!) { opportunity(id: $id) { id name status value
      steps(first: 50) { nodes { id name phase { name journey { id name } } } } } }""",
    """MATCH (o:Opportunity {id: $id})
RETURN o.id, o.name, o.status, o.value, COLLECT {
  MATCH (o)-[:ADDRESSES]->(s)
  WITH s ORDER BY s.position, s.id LIMIT 50
  MATCH (s)<-[:HAS_STEP]-(p)<-[:HAS_PHASE]-(j)
  RETURN [s.id, s.name, p.name, j.id, j.name]
}""",
    lambda row: {
        "opportunity": {
            **dict(zip(("id", "name", "status", "value"), row[:4], strict=True)),
            "steps": {
                "nodes": [
                    {"id": s[0], "name": s[1], "phase": {"name": s[2], "journey": {"id": s[3], "name": s[4]}}}
                    for s in row[4]
                ]
            },
        }
    },
    lambda samples: {"id": samples.opportunity},
    lambda samples: {"id": samples.opportunity},
)

BOARD = Shape(
    "journey board, top 20 each",
    """query ($id: ID!) { journey(id: $id) { id name phases { name steps { id name
      touchpoints(first: 20) { nodes { id name } }
      insights(first: 20) { nodes { id name } }
      opportunities(first: 20) { nodes { id name } } } } } }""",
    """MATCH (j:Journey {id: $id})
RETURN j.id, j.name, COLLECT {
  MATCH (j)-[:HAS_PHASE]->(p)
  WITH p ORDER BY p.position
  RETURN [p.name, COLLECT {
    MATCH (p)-[:HAS_STEP]->(s)
    WITH s ORDER BY s.position
    RETURN [s.id, s.name,
      COLLECT { MATCH (s)-[:USES]->(t) WITH t ORDER BY t.name, t.id LIMIT 20 RETURN [t.id, t.name] },
      COLLECT { MATCH (s)<-[:OBSERVED_AT]-(i) WITH i ORDER BY i.name, i.id LIMIT 20 RETURN [i.id, i.name] },
      COLLECT { MATCH (s)<-[:ADDRESSES]-(o) WITH o ORDER BY o.name, o.id LIMIT 20 RETURN [o.id, o.name] }]
  }]
}""",
    lambda row: {"journey": {"id": row[0], "name": row[1], "phases": [_phase(phase) for phase in row[2]]}},
    lambda samples: {"id": samples.journey},
    lambda samples: {"id": samples.journey},
)


def _phase(row: Row) -> dict[str, Any]:
    return {"name": row[0], "steps": [_step(step) for step in row[1]]}


def _step(row: Row) -> dict[str, Any]:
    lists = zip(("touchpoints", "insights", "opportunities"), row[2:], strict=True)
    return {**named(row), **{name: {"nodes": [named(item) for item in items]} for name, items in lists}}


DEPTH = Shape(
    "20 journeys, whole depth",
    """{ journeys(first: 20) { nodes { id name phases { name steps { id name
      insights(first: 5) { nodes { id name } }
      opportunities(first: 5) { nodes { id name solutions(first: 3) { nodes { id name } } } } } } } } }""",
    """RETURN COLLECT {
  MATCH (j:Journey) WHERE j.name IS NOT NULL AND j.id IS NOT NULL
  WITH j ORDER BY j.name, j.id LIMIT 20
  RETURN [j.id, j.name, COLLECT {
    MATCH (j)-[:HAS_PHASE]->(p)
    WITH p ORDER BY p.position
    RETURN [p.name, COLLECT {
      MATCH (p)-[:HAS_STEP]->(s)
      WITH s ORDER BY s.position
      RETURN [s.id, s.name,
        COLLECT { MATCH (s)<-[:OBSERVED_AT]-(i) WITH i ORDER BY i.name, i.id LIMIT 5 RETURN [i.id, i.name] },
        COLLECT { MATCH (s)<-[:ADDRESSES]-(o) WITH o ORDER BY o.name, o.id LIMIT 5 RETURN [o.id, o.name,
          COLLECT {
            MATCH (o)<-[:RESOLVES]-(x)
            WITH x ORDER BY x.name, x.id LIMIT 3
            RETURN [x.id, x.name]
          }] }]
    }]
  }]
}""",
    lambda row: {
        "journeys": {
            "nodes": [
                {**named(j), "phases": [{"name": p[0], "steps": [_deep(s) for s in p[1]]} for p in j[2]]}
                for j in row[0]
            ]
        }
    },
    lambda _: {},
    lambda _: {},
    large=True,
)


def _deep(row: Row) -> dict[str, Any]:
    found = [{**named(item), "solutions": {"nodes": [named(s) for s in item[2]]}} for item in row[3]]
    return {
        **named(row),
        "insights": {"nodes": [named(i) for i in row[2]]},
        "opportunities": {"nodes": found},
    }


def _page(row: Row) -> dict[str, Any]:
    return {"opportunities": {"nodes": [{**named(item), "value": item[2]} for item in row[0]]}}


TEAM_PAGE = Shape(
    "status + team, first page",
    """query ($team: ID!) { opportunities(first: 20,
      where: {status: {eq: OPEN}, team: {is: {id: {eq: $team}}}},
      orderBy: [{field: VALUE, direction: DESC}]) { nodes { id name value } } }""",
    """MATCH (:Team {id: $team})<-[:OWNED_BY]-(o:Opportunity)
WHERE o.status = 'OPEN'
WITH o ORDER BY o.value IS NULL, o.value DESC, o.id DESC LIMIT 20
RETURN collect([o.id, o.name, o.value])""",
    _page,
    lambda samples: {"team": samples.team},
    lambda samples: {"team": samples.team},
)

DEEP_PAGE = Shape(
    "status, page far down",
    """query ($after: String!) { opportunities(first: 20, after: $after, where: {status: {eq: OPEN}},
      orderBy: [{field: VALUE, direction: DESC}]) { nodes { id name value } } }""",
    """MATCH (o:Opportunity)
WHERE o.status = 'OPEN' AND o.value <= $value AND o.id IS NOT NULL
  AND (o.value < $value OR (o.value = $value AND o.id < $id))
WITH o ORDER BY o.status DESC, o.value DESC, o.id DESC LIMIT 20
RETURN collect([o.id, o.name, o.value])""",
    _page,
    lambda samples: {"after": samples.cursor},
    lambda samples: {"value": samples.page_after[0], "id": samples.page_after[1]},
)

COUNTED_PAGE = Shape(
    "status, page + totalCount",
    """{ opportunities(first: 20, where: {status: {eq: OPEN}}, orderBy: [{field: VALUE, direction: DESC}]) {
      totalCount nodes { id name value } } }""",
    """RETURN COLLECT {
  MATCH (o:Opportunity) WHERE o.status = 'OPEN' AND o.value IS NOT NULL AND o.id IS NOT NULL
  WITH o ORDER BY o.status DESC, o.value DESC, o.id DESC LIMIT 20
  RETURN [o.id, o.name, o.value]
}, COUNT { MATCH (o:Opportunity) WHERE o.status = 'OPEN' AND o.name IS NOT NULL AND o.id IS NOT NULL }""",
    lambda row: {"opportunities": {"totalCount": row[1], **_page(row)["opportunities"]}},
    lambda _: {},
    lambda _: {},
)

TEAM_JOURNEYS = Shape(
    "team, distinct journeys with counts",
    """query ($team: ID!) { journeys(first: 100, where: {phases: {some: {steps: {some:
      {opportunities: {some: {team: {is: {id: {eq: $team}}}}}}}}}}) { nodes { id name
      opportunities(first: 0, where: {team: {is: {id: {eq: $team}}}}) { totalCount } } } }""",
    """MATCH (:Team {id: $team})<-[:OWNED_BY]-(o:Opportunity)-[:ADDRESSES]->(s)
MATCH (s)<-[:HAS_STEP]-(p)<-[:HAS_PHASE]-(j)
WITH j, count(DISTINCT o) AS n
ORDER BY j.name, j.id LIMIT 100
RETURN collect([j.id, j.name, n])""",
    lambda row: {
        "journeys": {"nodes": [{**named(j), "opportunities": {"totalCount": j[2]}} for j in row[0]]}
    },
    lambda samples: {"team": samples.team},
    lambda samples: {"team": samples.team},
)

HEAT_MAP = Shape(
    "heat map: insights by phase of 100 journeys",
    """{ journeys(first: 100) { nodes { id phases { id steps { insights(first: 0) { totalCount } } } } } }""",
    """RETURN COLLECT {
  MATCH (j:Journey) WHERE j.name IS NOT NULL AND j.id IS NOT NULL
  WITH j ORDER BY j.name, j.id LIMIT 100
  RETURN [j.id, COLLECT {
    MATCH (j)-[:HAS_PHASE]->(p) WITH p ORDER BY p.position
    RETURN [p.id, COLLECT {
      MATCH (p)-[:HAS_STEP]->(s) WITH s ORDER BY s.position
      RETURN COUNT { (s)<-[:OBSERVED_AT]-() }
    }]
  }]
}""",
    lambda row: {
        "journeys": {
            "nodes": [
                {
                    "id": j[0],
                    "phases": [
                        {"id": p[0], "steps": [{"insights": {"totalCount": n}} for n in p[1]]} for p in j[1]
                    ],
                }
                for j in row[0]
            ]
        }
    },
    lambda _: {},
    lambda _: {},
    large=True,
)

SEARCH = Shape(
    "search + 50 nodes by id",
    """query ($ids: [ID!]!) { search(text: "slow invoice", first: 20) { edges { score node { id } } }
      nodes(ids: $ids) { id ... on Opportunity { name value } } }""",
    """RETURN COLLECT {
  CALL db.index.fulltext.queryNodes('record_search', '"slow" AND ("invoice" OR invoice*)') YIELD node, score
  WITH node, score ORDER BY score DESC, node.id LIMIT 20
  RETURN [score, node.id]
}, COLLECT {
  UNWIND $ids AS id
  MATCH (o:Opportunity {id: id})
  RETURN [o.id, o.name, o.value]
}""",
    lambda row: {
        "search": {"edges": [{"score": score, "node": {"id": id}} for score, id in row[0]]},
        "nodes": [{**named(item), "value": item[2]} for item in row[1]],
    },
    lambda samples: {"ids": samples.ids},
    lambda samples: {"ids": samples.ids},
)

# The generated metrics have one value a month, and more is better: the newest one tells whether it is missed.
WIDE_AND_IDLE = Shape(
    "three journeys or more, no solution, target missed",
    """{ opportunities(first: 20, where: {journeyCount: {gte: 3}, solutions: {none: {}},
      steps: {some: {metrics: {some: {missedTargets: {gte: 1}}}}}},
      orderBy: [{field: VALUE, direction: DESC}]) { nodes { id name value } } }""",
    """MATCH (o:Opportunity)
WHERE o.value IS NOT NULL AND o.id IS NOT NULL AND NOT EXISTS { (o)<-[:RESOLVES]-() }
  AND EXISTS {
    MATCH (o)-[:ADDRESSES]->()<-[:MEASURES]-(m)
    WHERE COLLECT { MATCH (m)<-[:OF]-(x) RETURN x.value ORDER BY x.endsOn DESC LIMIT 1 }[0] < m.target
  }
  AND COUNT { MATCH (o)-[:ADDRESSES]->()<-[:HAS_STEP]-()<-[:HAS_PHASE]-(j) RETURN DISTINCT j LIMIT 3 } >= 3
WITH o ORDER BY o.value DESC, o.id DESC LIMIT 20
RETURN collect([o.id, o.name, o.value])""",
    _page,
    lambda _: {},
    lambda _: {},
)

SHAPES = (
    CARD, BOARD, DEPTH, TEAM_PAGE, DEEP_PAGE, COUNTED_PAGE, TEAM_JOURNEYS, HEAT_MAP, SEARCH, WIDE_AND_IDLE,
)  # fmt: skip
