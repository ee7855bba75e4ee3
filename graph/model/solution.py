"""Solution: something that is done about opportunities."""

from datetime import date

from graph.scales import ADDRESS, PROSE, CurrencyCode, Scale, WebAddress
from graph.schema import Named, Owned, RelationshipProperties, Tagged, many, prop


class SolutionStatus(Scale):
    """How far a solution is."""

    IDEA = "IDEA", "It has been thought of."
    PLANNED = "PLANNED", "It has been decided on."
    IN_PROGRESS = "IN_PROGRESS", "It is being built."
    LAUNCHED = "LAUNCHED", "Customers have it."
    CANCELLED = "CANCELLED", "It will not be built."


class SolutionPriority(Scale):
    """How soon a solution is wanted."""

    HIGH = "HIGH", "Before the others."
    MEDIUM = "MEDIUM", "In its turn."
    LOW = "LOW", "When there is time."


class Changes(RelationshipProperties):
    """How a solution acts on a step."""

    rationale: str | None = prop(
        "Why the solution changes this step, and how.", default=None, max_length=PROSE, sorts=True
    )


class Solution(Owned, Tagged, Named):
    """Something that is done about opportunities, and changes steps."""

    prefix = "sol"
    rank = 160
    stands_at = ("steps", "opportunities")
    orders = (("status", "name"), ("status", "launchedOn"), ("launchedOn",), ("startsOn",))

    status: SolutionStatus = prop("How far the solution is.", default=SolutionStatus.IDEA)
    priority: SolutionPriority | None = prop("How soon the solution is wanted.", default=None)
    cost: float | None = prop("What the solution costs in all.", default=None, minimum=0, money="currency")
    currency: CurrencyCode = prop(
        "Currency of the cost, the expected value and the realised value, ISO 4217.",
        default=None,
        max_length=3,
        verbatim=True,
    )
    expected_value: float | None = prop(
        "Money the solution is expected to bring; negative where it is expected to cost.",
        default=None,
        money="currency",
    )
    realised_value: float | None = prop(
        "Money the solution has brought so far; negative where it has cost.", default=None, money="currency"
    )
    starts_on: date | None = prop("Day on which work on it starts.", default=None)
    launched_on: date | None = prop(
        "Day on which customers got it; what is measured before and after is compared at this day.",
        default=None,
    )
    url: WebAddress = prop("Where the work is kept, such as a ticket.", default=None, max_length=ADDRESS)

    opportunities = many(
        "RESOLVES",
        "Opportunity",
        "The opportunities it resolves.",
        back="solutions",
        back_description="The solutions that resolve the opportunity.",
    )
    steps = many(
        "CHANGES",
        "Step",
        "The steps it changes, each with the reason.",
        back="solutions",
        back_description="The solutions that change the step, each with the reason.",
        properties=Changes,
    )
    depends_on = many(
        "DEPENDS_ON",
        "Solution",
        "The solutions that have to be there first.",
        back="neededBy",
        back_description="The solutions that wait for this one.",
    )
    delivery_teams = many(
        "DELIVERED_BY",
        "Team",
        "The teams that deliver the solution.",
        back="deliveries",
        back_description="The solutions the team delivers.",
    )
    goals = many(
        "CONTRIBUTES_TO",
        "Goal",
        "The goals the solution contributes to.",
        back="solutions",
        back_description="The solutions that contribute to the goal.",
        facet=True,
    )
