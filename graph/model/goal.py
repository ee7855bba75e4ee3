"""Goal: what the organisation wants to reach."""

from datetime import date

from graph.scales import Scale
from graph.schema import Named, Owned, Tagged, one, prop


class GoalStatus(Scale):
    """How far a goal is."""

    OPEN = "OPEN", "Nothing has been started."
    IN_PROGRESS = "IN_PROGRESS", "Work towards the goal is under way."
    REACHED = "REACHED", "The goal has been reached."
    DROPPED = "DROPPED", "The goal is no longer pursued."


class Goal(Owned, Tagged, Named):
    """What the organisation wants to reach, by a day if it has one."""

    prefix = "goal"
    rank = 120
    orders = (
        ("status", "name"),
        ("dueOn",),
    )

    status: GoalStatus = prop("How far the goal is.", default=GoalStatus.OPEN)
    due_on: date | None = prop("Day by which the goal is to be reached.", default=None)
    progress_override: float | None = prop(
        "Progress set by hand, from 0 to 1; it stands in place of the computed one.",
        default=None,
        minimum=0,
        maximum=1,
    )

    parent = one(
        "PART_OF",
        "Goal",
        "The goal that this one is a part of.",
        back="children",
        back_description="The goals that are parts of this one.",
    )
