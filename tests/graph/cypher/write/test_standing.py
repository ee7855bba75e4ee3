"""The journeys a record stands in, found along the ways that the declarations name."""

from typing import Any, LiteralString

import pytest

from graph.cypher.write.standing import journeys_of
from graph.model import MODEL
from tests.graph.stage import Stage

pytestmark = pytest.mark.anyio

JOURNEYS: LiteralString = """
CREATE (:Journey {id: 'j'})-[:HAS_PHASE]->(:Phase {id: 'p'})-[:HAS_STEP]->(:Step {id: 's'})
CREATE (:Journey {id: 'k'})-[:HAS_PHASE]->(:Phase {id: 'q'})-[:HAS_STEP]->(:Step {id: 't'})
CREATE (:Journey {id: 'l'})-[:HAS_PHASE]->(:Phase)-[:HAS_STEP]->(:Step)
"""
AT_BOTH: LiteralString = (
    "MATCH (s:Step {id: 's'}), (t:Step {id: 't'}), (j:Journey {id: 'j'}), (k:Journey {id: 'k'}) "
)
# The record that is asked about bears a mark.
STANDS: dict[str, tuple[LiteralString, list[str]]] = {
    "Journey": ("MATCH (this:Journey {id: 'j'}) SET this.mark = true", ["j"]),
    "Phase": ("MATCH (this:Phase {id: 'p'}) SET this.mark = true", ["j"]),
    "Step": ("MATCH (this:Step {id: 's'}) SET this.mark = true", ["j"]),
    "Touchpoint": (
        AT_BOTH + "CREATE (t)-[:USES]->(this:Touchpoint {mark: true}) CREATE (s)-[:USES]->(this)",
        ["j", "k"],
    ),
    "Persona": (
        AT_BOTH + "CREATE (k)-[:WALKED_BY]->(this:Persona {mark: true}) CREATE (j)-[:WALKED_BY]->(this)",
        ["j", "k"],
    ),
    "Segment": (AT_BOTH + "CREATE (j)-[:MADE_BY]->(:Segment {mark: true})", ["j"]),
    "Vision": (AT_BOTH + "CREATE (j)-[:SERVES]->(:Vision {mark: true})", ["j"]),
    "Product": (AT_BOTH + "CREATE (j)-[:ABOUT]->(:Product {mark: true})", ["j"]),
    "Insight": (AT_BOTH + "CREATE (:Insight {mark: true})-[:OBSERVED_AT]->(s)", ["j"]),
    "Quote": (AT_BOTH + "CREATE (:Quote {mark: true})-[:SUPPORTS]->(:Insight)-[:OBSERVED_AT]->(s)", ["j"]),
    "Opportunity": (
        AT_BOTH + "CREATE (t)<-[:ADDRESSES]-(:Opportunity {mark: true})-[:ADDRESSES]->(s)",
        ["j", "k"],
    ),
    "Solution": (
        AT_BOTH + "CREATE (this:Solution {mark: true})-[:CHANGES]->(t)"
        " CREATE (this)-[:RESOLVES]->(:Opportunity)-[:ADDRESSES]->(s) CREATE (this)-[:CHANGES]->(s)",
        ["j", "k"],
    ),
    "Metric": (
        AT_BOTH + "CREATE (this:Metric {mark: true})-[:MEASURES]->(s) CREATE (this)-[:MEASURES]->(j)"
        " CREATE (this)-[:MEASURES]->(:Touchpoint)<-[:USES]-(t)",
        ["j", "k"],
    ),
    "Measurement": (
        AT_BOTH + "CREATE (this:Measurement {mark: true})-[:AT]->(s)"
        " CREATE (this)-[:OF]->(:Metric)-[:MEASURES]->(k)",
        ["j", "k"],
    ),
}
# These belong to all journeys: what they change is not told to each.
COMMON = {"Team", "Channel", "Goal", "Tag", "Source"}


def test_every_kind_near_journeys_says_where_it_stands() -> None:
    near = {
        entity.label
        for entity in MODEL.entities.values()
        for link in entity.links.values()
        if {"Journey", "Step"} & {*link.targets}
    }

    standing = {entity.label for entity in MODEL.entities.values() if entity.ways}
    assert near - COMMON <= standing
    assert STANDS.keys() <= standing


@pytest.mark.parametrize("label", STANDS)
async def test_record_stands_in_each_journey_once(stage: Stage, label: str) -> None:
    await stage.run(JOURNEYS)
    mark, journeys = STANDS[label]
    await stage.run(mark)

    head: Any = f"MATCH (this:{label} {{mark: true}})\nRETURN {journeys_of(MODEL[label])}"

    assert await stage.rows(head) == [[journeys]]


def test_record_that_stands_nowhere_has_no_journeys() -> None:
    assert journeys_of(MODEL["Team"]) == "[]"
