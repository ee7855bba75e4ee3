"""Age: how long an insight has been known."""

from typing import LiteralString

from graph.computed import Computed, Value
from graph.entities import Datatype
from graph.reads.phrases import ORDER_COST

_AGE: LiteralString = "RETURN duration.inDays(this.createdAt, datetime()).days AS value"

AGE = (
    Computed(
        "Insight",
        "ageDays",
        f"Whole days since the insight was recorded. {ORDER_COST}",
        Value(Datatype.INT, nullable=False),
        _AGE,
        where="ageDays",
    ),
)
