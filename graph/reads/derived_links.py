"""Derived links: what stands in journeys, and the journeys it stands in, for filters and counts."""

from typing import LiteralString

from graph.computed import DerivedLink
from graph.reads.placement import INSIGHTS, OPPORTUNITIES, SOLUTIONS
from graph.reads.reach import INSIGHT_STEPS, JOURNEYS, OPPORTUNITY_STEPS, SOLUTION_STEPS

_STEPS: LiteralString = """\
MATCH (this)-[:HAS_PHASE]->()-[:HAS_STEP]->(node)
RETURN node"""
_AS_NODE: LiteralString = "RETURN journey AS node"
_OF_OPPORTUNITY: LiteralString = OPPORTUNITY_STEPS + JOURNEYS + _AS_NODE
_OF_SOLUTION: LiteralString = SOLUTION_STEPS + JOURNEYS + _AS_NODE
_OF_INSIGHT: LiteralString = INSIGHT_STEPS + JOURNEYS + _AS_NODE
_OF_STEP: LiteralString = "WITH this AS step\n" + JOURNEYS + _AS_NODE


def _both_ways(
    owner: str,
    field: str,
    in_journey: str,
    journeys: str,
    of_journey: LiteralString,
    of_record: LiteralString,
) -> tuple[DerivedLink, DerivedLink]:
    """The link of a journey to what stands in it, and the one back, by which those records are counted."""
    return (
        DerivedLink("Journey", field, owner, in_journey, of_journey, of_record),
        DerivedLink(owner, "journeys", "Journey", journeys, of_record, of_journey, facet=True),
    )


DERIVED_LINKS: tuple[DerivedLink, ...] = (
    DerivedLink("Journey", "steps", "Step", "All its steps.", _STEPS, _OF_STEP),
    *_both_ways(
        "Opportunity",
        "opportunities",
        "The opportunities that lie at any of its steps.",
        "The journeys at whose steps the opportunity lies.",
        OPPORTUNITIES,
        _OF_OPPORTUNITY,
    ),
    *_both_ways(
        "Solution",
        "solutions",
        "The solutions that change any of its steps or resolve an opportunity that lies there.",
        "The journeys whose steps it changes, or at whose steps an opportunity lies that it resolves.",
        SOLUTIONS,
        _OF_SOLUTION,
    ),
    *_both_ways(
        "Insight",
        "insights",
        "The insights observed at any of its steps.",
        "The journeys at whose steps the insight was observed.",
        INSIGHTS,
        _OF_INSIGHT,
    ),
)
