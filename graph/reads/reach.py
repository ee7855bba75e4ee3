"""Reach and places: how many journeys, steps, people and teams a record touches, and which."""

from typing import LiteralString

from graph.computed import Computed, Group, Object, Records, Value
from graph.entities import Datatype
from graph.reads.phrases import ORDER_COST

# Each ends with `step` bound, once for each step the record touches.
OPPORTUNITY_STEPS: LiteralString = "MATCH (this)-[:ADDRESSES]->(step)\n"
# Only opportunities are resolved and only solutions change, so both ways to a step share one pattern.
SOLUTION_STEPS: LiteralString = """\
MATCH (this)-[:RESOLVES*0..1]->()-[:CHANGES|ADDRESSES]->(step)
WITH DISTINCT step
"""
INSIGHT_STEPS: LiteralString = "MATCH (this)-[:OBSERVED_AT]->(step)\n"

# Starts there and ends with `journey` bound, once for each journey touched.
JOURNEYS: LiteralString = """\
MATCH (step)<-[:HAS_STEP]-()<-[:HAS_PHASE]-(journey)
WITH DISTINCT journey
"""
_COUNT_JOURNEYS: LiteralString = JOURNEYS + "RETURN count(journey) AS value"
_COUNT_STEPS: LiteralString = "RETURN count(step) AS value"
_COUNT_PERSONAS: LiteralString = (
    JOURNEYS
    + """\
MATCH (journey)-[:WALKED_BY]->(persona)
RETURN count(DISTINCT persona) AS value"""
)
_COUNT_TEAMS: LiteralString = """\
MATCH (step)<-[:HAS_STEP]-()<-[:HAS_PHASE]-(journey)
UNWIND [step, journey] AS owned
WITH DISTINCT owned
MATCH (owned)-[:OWNED_BY]->(team)
RETURN count(DISTINCT team) AS value"""
_SUM_FREQUENCY: LiteralString = (
    JOURNEYS
    + """\
WITH count(journey.frequencyPerYear) AS stated, toFloat(sum(journey.frequencyPerYear)) AS frequency
RETURN CASE WHEN stated > 0 THEN frequency END AS value"""
)
_PLACES: LiteralString = """\
MATCH (step)<-[:HAS_STEP]-(phase)<-[:HAS_PHASE]-(journey)
WITH journey, phase, step ORDER BY phase.position, step.position, step.id
WITH journey, collect(step) AS steps
RETURN journey, steps
ORDER BY journey.name, journey.id"""

OPPORTUNITY_FREQUENCY: LiteralString = OPPORTUNITY_STEPS + _SUM_FREQUENCY

_PLACE = Object(
    "Place",
    {
        "journey": Records("Journey", "The journey."),
        "steps": Records("Step", "The steps of the journey that are touched, in its order.", many=True),
    },
    "One journey that is touched, with the steps at which it is.",
    many=True,
)


def _count(owner: str, name: str, where: str, description: str, cypher: LiteralString) -> Computed:
    value = Value(Datatype.INT, nullable=False)
    return Computed(owner, name, f"{description} {ORDER_COST}", value, cypher, where=where)


def _reach(owner: str, of: str, steps: LiteralString) -> Group:
    """How far a kind of record reaches, through the steps it touches."""
    frequency = Computed(
        owner,
        "frequencyPerYear",
        "How often those journeys are made in a year, per year: the sum of their `frequencyPerYear` over the "
        "journeys that state one; null when none does. One person who makes a journey twice counts twice. "
        f"{ORDER_COST}",
        Value(Datatype.FLOAT),
        steps + _SUM_FREQUENCY,
        where="frequencyPerYear",
    )
    return Group(
        owner,
        "reach",
        "Reach",
        f"How far the {owner.lower()} reaches, over {of}.",
        "How far a record reaches through the steps it touches; everything is counted once.",
        (
            _count(
                owner,
                "journeys",
                "journeyCount",
                "How many journeys the steps touched stand in.",
                steps + _COUNT_JOURNEYS,
            ),
            _count(owner, "steps", "stepCount", "How many steps are touched.", steps + _COUNT_STEPS),
            _count(
                owner,
                "personas",
                "personaCount",
                "How many personas walk those journeys.",
                steps + _COUNT_PERSONAS,
            ),
            _count(
                owner,
                "teams",
                "teamCount",
                "How many teams own one of those steps or journeys.",
                steps + _COUNT_TEAMS,
            ),
            frequency,
        ),
    )


def _places(owner: str, of: str, steps: LiteralString) -> Computed:
    """The journeys a kind of record touches, through its steps."""
    description = f"The journeys that the {owner.lower()} touches, by name, through {of}; one place for each."
    return Computed(owner, "places", description, _PLACE, steps + _PLACES)


_TOUCHED: tuple[tuple[str, str, LiteralString], ...] = (
    ("Opportunity", "the steps at which it lies", OPPORTUNITY_STEPS),
    ("Solution", "the steps it changes and those at which its opportunities lie", SOLUTION_STEPS),
    ("Insight", "the steps at which it was observed", INSIGHT_STEPS),
)

REACH = tuple(_reach(owner, of, steps) for owner, of, steps in _TOUCHED)
PLACES = tuple(_places(owner, of, steps) for owner, of, steps in _TOUCHED)
