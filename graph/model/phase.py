"""Phase: a part of a journey, from one turning point to the next."""

from graph.scales import LABEL, LARGEST_INT
from graph.schema import Named, parts, prop


class Phase(Named):
    """A part of a journey, from one turning point to the next."""

    prefix = "pha"

    position: int = prop("Place in its journey, from 0.", minimum=0, maximum=LARGEST_INT, product=True)
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
