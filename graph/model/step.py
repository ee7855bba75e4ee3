"""Step: one moment of a journey."""

from graph.scales import LARGEST_INT, PROSE, Scale
from graph.schema import Owned, Part, RelationshipProperties, Tagged, many, prop


class StepMoment(Scale):
    """When a step happens, seen from the service."""

    BEFORE = "BEFORE", "Before the service."
    DURING = "DURING", "While the service is used."
    AFTER = "AFTER", "After the service."


class StepLayer(Scale):
    """On which side of the line of visibility a step happens."""

    CUSTOMER = "CUSTOMER", "What the customer does."
    FRONTSTAGE = "FRONTSTAGE", "What the organisation does before the customer's eyes."
    BACKSTAGE = "BACKSTAGE", "What the organisation does out of the customer's sight."


class LeadsTo(RelationshipProperties):
    """When one step is followed by another."""

    condition: str | None = prop("When this way is taken.", default=None, max_length=PROSE, sorts=True)


class Step(Owned, Tagged, Part):
    """One moment of a journey, in the customer's words."""

    prefix = "stp"
    rank = 30
    stands_at = ("phase",)

    moment: StepMoment | None = prop("When the step happens, seen from the service.", default=None)
    layer: StepLayer = prop(
        "On which side of the line of visibility the step happens.", default=StepLayer.CUSTOMER
    )
    moment_of_truth: bool = prop("Whether the step decides about the whole journey.", default=False)
    moment_of_truth_reason: str | None = prop(
        "Why the step decides about the whole journey.", default=None, max_length=PROSE
    )
    expected_experience: float | None = prop(
        "Experience a customer expects here, from −2 (very bad) to 2 (very good).",
        default=None,
        minimum=-2,
        maximum=2,
    )
    duration_seconds: int | None = prop(
        "Time a customer usually spends on the step.",
        default=None,
        minimum=0,
        maximum=LARGEST_INT,
        unit="s",
    )

    next_steps = many(
        "LEADS_TO",
        "Step",
        "The steps that can follow, each with its condition.",
        back="previousSteps",
        back_description="The steps that can lead here, each with its condition.",
        properties=LeadsTo,
    )
    detailed_by = many(
        "DETAILED_BY",
        "Journey",
        "The journeys that show the step in detail.",
        back="details",
        back_description="The steps that the journey shows in detail.",
    )
    replaces = many(
        "REPLACES",
        "Step",
        "The steps of a current journey that this one takes the place of.",
        back="replacedBy",
        back_description="The steps of a future journey that take the place of this one.",
    )
    touchpoints = many(
        "USES",
        "Touchpoint",
        "What the customer uses here.",
        back="steps",
        back_description="The steps at which the touchpoint is used.",
    )
    channels = many(
        "THROUGH",
        "Channel",
        "The channels the step runs through.",
        back="steps",
        back_description="The steps that run through the channel.",
        facet=True,
    )
