"""Vision: what the organisation wants a customer to be able to do."""

from graph.scales import PROSE
from graph.schema import Named, Owned, prop


class Vision(Owned, Named):
    """What the organisation wants a customer to be able to do, across journeys."""

    prefix = "vis"
    rank = 80
    stands_at = ("journeys",)

    statement: str | None = prop("The vision in full.", default=None, max_length=PROSE, search=True)
