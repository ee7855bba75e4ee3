"""Journey: what a customer goes through to get something done."""

from datetime import date

from graph.scales import LARGEST_INT, PROSE, CurrencyCode, Scale
from graph.schema import Named, Owned, RelationshipProperties, Tagged, many, one, parts, prop


class JourneyState(Scale):
    """Whether a journey shows today, a plan, or a study."""

    CURRENT = "CURRENT", "The journey as it is today."
    FUTURE = "FUTURE", "The journey as it is meant to become."
    RESEARCH = "RESEARCH", "A journey drawn up to find something out."


class JourneyLifecycle(Scale):
    """What is being done with a journey."""

    ANALYSE = "ANALYSE", "The journey is being understood."
    DESIGN = "DESIGN", "A better journey is being designed."
    BUILD = "BUILD", "The better journey is being built."
    OPTIMISE = "OPTIMISE", "The journey runs and is being tuned."
    RETIRED = "RETIRED", "The journey is no longer offered."


class JourneyRigour(Scale):
    """How well founded a journey is."""

    SKETCH = "SKETCH", "Drawn from what its authors believe."
    DISCUSSED = "DISCUSSED", "Talked through with the people who know it."
    RESEARCHED = "RESEARCHED", "Backed by research with customers."


class JourneyVisibility(Scale):
    """Who can see a journey."""

    ORG = "ORG", "Everybody in the organisation."
    TEAM = "TEAM", "The team that owns it and the teams that contribute."
    RESTRICTED = "RESTRICTED", "Only those who are named."


class MadeBy(RelationshipProperties):
    """How a segment takes part in a journey."""

    share: float | None = prop(
        "Part of the journey's customers who belong to the segment, from 0 to 1.",
        default=None,
        minimum=0,
        maximum=1,
    )


class Journey(Owned, Tagged, Named):
    """What a customer goes through to get something done, from the first phase to the last."""

    prefix = "jrn"
    rank = 10
    stands_at = ()
    orders = (("state", "name"), ("level", "name"))

    intent: str | None = prop(
        "What the customer wants, in their words.", default=None, max_length=PROSE, search=True
    )
    state: JourneyState = prop(
        "Whether the journey shows today, a plan, or a study.", default=JourneyState.CURRENT
    )
    level: int | None = prop(
        "How closely it looks: 0 lifecycle, 1 macro, 2 journey, 3 micro, 4 task.",
        default=None,
        minimum=0,
        maximum=4,
    )
    lifecycle: JourneyLifecycle = prop(
        "What is being done with the journey.", default=JourneyLifecycle.ANALYSE
    )
    rigour: JourneyRigour | None = prop("How well founded the journey is.", default=None)
    scope: str | None = prop(
        "What the journey covers and what it leaves out.", default=None, max_length=PROSE
    )
    wave: int | None = prop(
        "Number of the wave of work the journey belongs to.",
        default=None,
        minimum=0,
        maximum=LARGEST_INT,
    )
    validated_on: date | None = prop("Day on which it was last checked with customers.", default=None)
    frequency_per_year: float | None = prop(
        "How often customers make the journey in a year, all customers together.",
        default=None,
        minimum=0,
        unit="per year",
    )
    unit_cost: float | None = prop(
        "What serving one customer through the whole journey costs.",
        default=None,
        minimum=0,
        money="currency",
    )
    currency: CurrencyCode = prop(
        "Currency of the unit cost, ISO 4217.", default=None, max_length=3, verbatim=True
    )
    visibility: JourneyVisibility = prop("Who can see the journey.", default=JourneyVisibility.ORG)

    phases = parts(
        "HAS_PHASE",
        "Phase",
        "Its phases, in order.",
        back="journey",
        back_description="The journey the phase belongs to.",
    )
    future_of = one(
        "FUTURE_OF",
        "Journey",
        "The current journey that this one is the future of.",
        back="futures",
        back_description="The journeys that show what this one is meant to become.",
    )
    visions = many(
        "SERVES",
        "Vision",
        "The visions the journey serves.",
        back="journeys",
        back_description="The journeys that serve the vision.",
    )
    products = many(
        "ABOUT",
        "Product",
        "The products the journey is about.",
        back="journeys",
        back_description="The journeys that are about the product.",
    )
    personas = many(
        "WALKED_BY",
        "Persona",
        "The personas who make the journey.",
        back="journeys",
        back_description="The journeys the persona makes.",
        facet=True,
    )
    segments = many(
        "MADE_BY",
        "Segment",
        "The customer segments that make the journey, each with its share.",
        back="journeys",
        back_description="The journeys the segment makes, each with its share.",
        properties=MadeBy,
    )
    contributors = many(
        "SUPPORTED_BY",
        "Team",
        "The teams that contribute to the journey without owning it.",
        back="contributesTo",
        back_description="The journeys the team contributes to without owning them.",
    )
