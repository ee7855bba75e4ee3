"""Opportunity: something worth improving, on any number of journeys."""

from datetime import datetime

from pydantic import computed_field

from graph.scales import PROSE, Scale
from graph.schema import Named, Owned, RelationshipProperties, Tagged, many, one, prop


class OpportunityKind(Scale):
    """What an opportunity starts from."""

    PAIN_POINT = "PAIN_POINT", "Something that hurts customers."
    UNMET_NEED = "UNMET_NEED", "Something customers need and do not get."
    ADOPTION_BARRIER = "ADOPTION_BARRIER", "Something that keeps customers from using what is there."
    IDEA = "IDEA", "Something that could be done, before anybody asked for it."


class OpportunityStatus(Scale):
    """How far an opportunity is."""

    OPEN = "OPEN", "Nobody works on it."
    IN_PROGRESS = "IN_PROGRESS", "Somebody works on it."
    SOLVED = "SOLVED", "It has been solved."
    DISMISSED = "DISMISSED", "It is not pursued."


class Addresses(RelationshipProperties):
    """Why an opportunity lies at a step."""

    rationale: str | None = prop(
        "Why the opportunity lies at this step.", default=None, max_length=PROSE, sorts=True
    )


class Opportunity(Owned, Tagged, Named):
    """Something worth improving, at any number of steps of any number of journeys."""

    prefix = "opp"
    rank = 150
    stands_at = ("steps",)
    orders = (("status", "name"), ("status", "value"), ("value",), ("status", "statusChangedAt"))

    kind: OpportunityKind | None = prop("What the opportunity starts from.", default=None)
    status: OpportunityStatus = prop("How far the opportunity is.", default=OpportunityStatus.OPEN)
    customer_value: float | None = prop(
        "What solving it is worth to customers, from 0 to 100.", default=None, minimum=0, maximum=100
    )
    business_value: float | None = prop(
        "What solving it is worth to the organisation, from 0 to 100.", default=None, minimum=0, maximum=100
    )
    effort: float | None = prop(
        "Work it takes to solve it, from 0 (none) to 5 (very much).", default=None, minimum=0, maximum=5
    )
    progress_override: float | None = prop(
        "Progress set by hand, from 0 to 1; it stands in place of the computed one.",
        default=None,
        minimum=0,
        maximum=1,
    )
    status_changed_at: datetime | None = prop(
        "When the status last changed, at first when the opportunity was created, UTC.",
        default=None,
        stamps="status",
    )

    steps = many(
        "ADDRESSES",
        "Step",
        "The steps at which the opportunity lies, each with the reason.",
        back="opportunities",
        back_description="The opportunities that lie at the step, each with the reason.",
        properties=Addresses,
    )
    parent = one(
        "PART_OF",
        "Opportunity",
        "The opportunity that this one is a part of.",
        back="children",
        back_description="The opportunities that are parts of this one.",
    )
    goals = many(
        "CONTRIBUTES_TO",
        "Goal",
        "The goals that solving it contributes to.",
        back="opportunities",
        back_description="The opportunities that contribute to the goal.",
        facet=True,
    )

    @computed_field(
        description="Mean of customer value and business value, from 0 to 100; null unless both are set."
    )
    @property
    def value(self) -> float | None:
        """Mean of customer value and business value; kept with the record, so that it is indexed."""
        if self.customer_value is None or self.business_value is None:
            return None
        return (self.customer_value + self.business_value) / 2
