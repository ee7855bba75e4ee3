"""Vision: what the organisation wants a customer to be able to do."""

from graph.scales import PROSE
from graph.schema import Named, one, prop


class Vision(Named):
    """What the organisation wants a customer to be able to do, across journeys."""

    prefix = "vis"

    statement: str | None = prop("The vision in full.", default=None, max_length=PROSE, search=True)

    team = one(
        "OWNED_BY",
        "Team",
        "The team that owns the vision.",
        back="visions",
        back_description="The visions the team owns.",
    )
