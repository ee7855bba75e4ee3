"""What is written: each piece of work as a request, and as the best statement we can write by hand for it."""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import count
from random import Random
from time import time
from typing import Any, LiteralString

from graph.ids import new_id

HOT = 64

# The product's own history: numbers without gaps in the order of the commits, so the counter comes last.
_CHANGE: LiteralString = """
MERGE (counter:__Counter {id: 'Change'})
SET counter.value = coalesce(counter.value, 0) + 1
CREATE (:Change {id: $change, sequence: counter.value, at: datetime({epochMillis: $now}), actor: 'bench',
  requestId: $change, operation: $operation, kind: $kind, recordId: n.id, recordName: n.name, journeyIds: [],
  fields: $fields})
RETURN n.id, n.version"""

CREATE: LiteralString = (
    """\
CREATE (n:Insight {id: $id, name: $name, status: 'NEW', kind: 'PAIN', weight: 100.0, impact: $impact,
  version: 1, createdAt: datetime({epochMillis: $now}), updatedAt: datetime({epochMillis: $now})})
WITH n"""
    + _CHANGE
)
LINK: LiteralString = (
    """\
MATCH (n:Opportunity {id: $id})
SET n.lock = true
WITH n
MATCH (s:Step {id: $step})
MERGE (n)-[link:ADDRESSES]->(s)
SET link.rationale = $rationale, n.version = n.version + 1, n.updatedAt = datetime({epochMillis: $now})
REMOVE n.lock
WITH n"""
    + _CHANGE
)
UPDATE: LiteralString = (
    """\
MATCH (n:Insight {id: $id})
SET n.lock = true
REMOVE n.lock
WITH n
WHERE n.version = $version
SET n.weight = $weight, n.version = n.version + 1, n.updatedAt = datetime({epochMillis: $now})
WITH n"""
    + _CHANGE
)


@dataclass
class Stock:
    """What there is to write to: ids, and the versions that the writers believe some insights to have."""

    opportunities: list[str]
    steps: list[str]
    versions: dict[str, int]
    random: Random = field(default_factory=lambda: Random(1))
    numbers: Iterator[int] = field(default_factory=count)


@dataclass(frozen=True)
class Work:
    """One piece of work; `tally` reads a number that rises by one with each that was acknowledged."""

    name: str
    statement: LiteralString
    request: str
    operation: str
    kind: str
    tally: LiteralString
    draw: Callable[[Stock], Mapping[str, Any]]

    def by_hand(self, drawn: Mapping[str, Any]) -> dict[str, Any]:
        """The parameters of the statement, with those that the product adds by itself."""
        changed = [name for name in ("name", "impact", "weight", "step") if name in drawn]
        fields = [{"name": name, "before": None, "after": json.dumps(drawn[name])} for name in changed]
        return {
            "id": new_id("ins"),
            **drawn,
            "now": int(time() * 1000),
            "change": new_id("chg"),
            "operation": self.operation,
            "kind": self.kind,
            "fields": json.dumps(fields),
        }


def _created(stock: Stock) -> Mapping[str, Any]:
    return {"name": f"Slow answer {next(stock.numbers)}", "impact": float(stock.random.randrange(-2, 3))}


def _linked(stock: Stock) -> Mapping[str, Any]:
    return {
        "id": stock.random.choice(stock.opportunities),
        "step": stock.random.choice(stock.steps),
        "rationale": f"The same form, number {next(stock.numbers)}",
    }


def _updated(stock: Stock) -> Mapping[str, Any]:
    identifier = stock.random.choice(list(stock.versions))
    weight = 10 + next(stock.numbers) % 90 + stock.random.random()
    return {"id": identifier, "version": stock.versions[identifier], "weight": weight}


WORKS = (
    Work(
        "create an insight",
        CREATE,
        """mutation ($name: String!, $impact: Float!) {
          written: createInsight(input: {name: $name, impact: $impact, kind: PAIN}) {
            record: insight { id version } userErrors { code version } } }""",
        "CREATE",
        "INSIGHT",
        "MATCH (n:Insight) RETURN count(n)",
        _created,
    ),
    Work(
        "link an opportunity to a step",
        LINK,
        """mutation ($id: ID!, $step: ID!, $rationale: String!) {
          written: addOpportunitySteps(input: {opportunityId: $id, stepIds: [$step], rationale: $rationale}) {
            record: opportunity { id version } userErrors { code version } } }""",
        "LINK",
        "OPPORTUNITY",
        "MATCH (n:Opportunity) RETURN sum(n.version)",
        _linked,
    ),
    Work(
        f"update one of {HOT} insights under its version",
        UPDATE,
        """mutation ($id: ID!, $version: Int!, $weight: Float!) {
          written: updateInsight(input: {id: $id, version: $version, weight: $weight}) {
            record: insight { id version } userErrors { code version } } }""",
        "UPDATE",
        "INSIGHT",
        "MATCH (n:Insight) RETURN sum(n.version)",
        _updated,
    ),
)
