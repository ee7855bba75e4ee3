"""Phase: a part of a journey, from one turning point to the next."""

from graph.scales import LABEL
from graph.schema import Part, parts, prop


class Phase(Part):
    """A part of a journey, from one turning point to the next."""

    prefix = "pha"
    rank = 20
    stands_at = ("journey",)

    stage: str | None = prop(
        "A standard word that makes phases comparable, such as awareness, purchase or after-sales.",
        default=None,
        max_length=LABEL,
    )

    steps = parts(
        "HAS_STEP",
        "Step",
        "Its steps, in order.",
        back="phase",
        back_description="The phase the step belongs to.",
    )
