"""Priority: which opportunity is worth the most for its effort."""

from typing import LiteralString

from graph.computed import Computed, Group, Value
from graph.entities import Datatype
from graph.reads.evidence import STRENGTH
from graph.reads.phrases import ORDER_COST
from graph.reads.reach import OPPORTUNITY_FREQUENCY
from graph.scales import Quadrant

_RICE: LiteralString = (
    """\
RETURN CASE WHEN this.value IS NOT NULL AND this.effort IS NOT NULL
THEN COLLECT {
"""
    + OPPORTUNITY_FREQUENCY
    + """
}[0] * this.value / 100.0 * COLLECT {
"""
    + STRENGTH
    + """
}[0] / CASE WHEN this.effort < 0.5 THEN 0.5 ELSE this.effort END
END AS value"""
)

_QUADRANT: LiteralString = """\
RETURN CASE
  WHEN this.value IS NULL OR this.effort IS NULL THEN null
  WHEN this.value >= 50 AND this.effort <= 2.5 THEN 'QUICK_WIN'
  WHEN this.value >= 50 THEN 'BIG_BET'
  WHEN this.effort <= 2.5 THEN 'FILL_IN'
  ELSE 'TIME_SINK'
END AS value"""

_OWNER = "Opportunity"

PRIORITY = Group(
    _OWNER,
    "priority",
    "Priority",
    "How soon the opportunity is worth taking up.",
    "How soon an opportunity is worth taking up, by its value, reach, evidence and effort.",
    (
        Computed(
            _OWNER,
            "rice",
            "Frequency per year of its reach × value ÷ 100 × strength of its evidence ÷ max(effort, ½), "
            "after RICE by Intercom: reach, impact, confidence, effort. Null when value, effort or "
            "frequency per year is missing. " + ORDER_COST,
            Value(Datatype.FLOAT),
            _RICE,
            where="rice",
        ),
        Computed(
            _OWNER,
            "quadrant",
            "Where it stands between value and effort, with value ≥ 50 and effort ≤ 2.5 as the lines. Null "
            "when value or effort is missing.",
            Value(Datatype.ENUM, enum=Quadrant),
            _QUADRANT,
            where="quadrant",
            order=False,
        ),
    ),
)
