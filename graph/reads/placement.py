"""Placement: where a step stands, and what stands in a journey."""

from typing import LiteralString

from graph.computed import Computed, Object, Page, Records, Value
from graph.entities import Datatype

_PLACE: LiteralString = """\
MATCH (this)<-[:HAS_STEP]-(phase)<-[:HAS_PHASE]-(journey)
RETURN journey, phase, this.position + COUNT {
  (journey)-[:HAS_PHASE]->(earlier)-[:HAS_STEP]->()
  WHERE earlier.position < phase.position
} AS index"""

_STEPS: LiteralString = """\
MATCH (this)-[:HAS_PHASE]->(phase)-[:HAS_STEP]->(node)
RETURN node, phase.position * 1000000 + node.position AS position"""

OPPORTUNITIES: LiteralString = """\
MATCH (this)-[:HAS_PHASE]->()-[:HAS_STEP]->()<-[:ADDRESSES]-(node)
RETURN DISTINCT node"""

SOLUTIONS: LiteralString = """\
MATCH (this)-[:HAS_PHASE]->()-[:HAS_STEP]->()<-[:CHANGES|ADDRESSES]-()<-[:RESOLVES*0..1]-(node:Solution)
RETURN DISTINCT node"""

INSIGHTS: LiteralString = """\
MATCH (this)-[:HAS_PHASE]->()-[:HAS_STEP]->()<-[:OBSERVED_AT]-(node)
RETURN DISTINCT node"""

PLACEMENT = (
    Computed(
        "Step",
        "place",
        "Where the step stands.",
        Object(
            "StepPlace",
            {
                "journey": Records("Journey", "The journey it belongs to."),
                "phase": Records("Phase", "The phase it belongs to."),
                "index": Value(
                    Datatype.INT,
                    "Position in the whole journey, from 0: the steps of all earlier phases and those "
                    "before it in its own.",
                    nullable=False,
                ),
            },
            "Where a step stands in its journey.",
        ),
        _PLACE,
    ),
    Computed(
        "Journey",
        "steps",
        "All steps of the journey, in its order: by position of the phase, then of the step.",
        Page("Step", ordered=True, page_size=100, order_by=False),
        _STEPS,
    ),
    Computed(
        "Journey",
        "opportunities",
        "The opportunities that lie at any of its steps, each once.",
        Page("Opportunity"),
        OPPORTUNITIES,
    ),
    Computed(
        "Journey",
        "solutions",
        "The solutions that change any of its steps or resolve an opportunity that lies there, each once.",
        Page("Solution"),
        SOLUTIONS,
    ),
    Computed(
        "Journey",
        "insights",
        "The insights observed at any of its steps, each once.",
        Page("Insight"),
        INSIGHTS,
    ),
)
