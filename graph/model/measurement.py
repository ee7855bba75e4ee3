"""Measurement: what a metric came to in one period."""

from datetime import date
from typing import Any

from pydantic import ValidationInfo, field_validator

from graph.scales import LARGEST_INT
from graph.schema import Record, one, prop


def _count(description: str, unit: str | None = None) -> Any:
    return prop(description, default=None, minimum=0, maximum=LARGEST_INT, unit=unit)


class Measurement(Record):
    """What a metric came to in one period: a value, or the counts it is computed from."""

    prefix = "mea"
    rank = 180
    stands_at = ("step", "metric")
    orders = (("endsOn",), ("startsOn",))

    starts_on: date = prop("First day of the period.")
    ends_on: date = prop("Last day of the period; it belongs to the period.")
    value: float | None = prop("The value, in the metric's unit, where it was given as such.", default=None)
    sample_size: int | None = _count("How many answers or cases the value rests on; it weighs means.")
    promoters: int | None = _count("NPS: how many answered 9 or 10.", "answers")
    passives: int | None = _count("NPS: how many answered 7 or 8.", "answers")
    detractors: int | None = _count("NPS: how many answered 0 to 6.", "answers")
    numerator: int | None = _count("RATIO: how many cases count.")
    denominator: int | None = _count("RATIO: how many cases there are in all.")

    metric = one(
        "OF",
        "Metric",
        "The metric that was measured.",
        back="measurements",
        back_description="What the metric came to, period by period; deleted with the metric.",
        required=True,
    )
    step = one(
        "AT",
        "Step",
        "The step at which it was measured.",
        back="measurements",
        back_description="What was measured at the step.",
    )
    channel = one(
        "VIA",
        "Channel",
        "The channel it was measured through.",
        back="measurements",
        back_description="What was measured through the channel.",
    )
    segment = one(
        "AMONG",
        "Segment",
        "The customer segment it was measured among.",
        back="measurements",
        back_description="What was measured among the segment.",
    )
    competitor = one(
        "REGARDING",
        "Competitor",
        "The competitor whose value it is; without one it is the organisation's own.",
        back="measurements",
        back_description="What was measured of the competitor.",
    )

    @field_validator("ends_on")
    @classmethod
    def _ends_after_start(cls, ends_on: date, info: ValidationInfo) -> date:
        starts_on: date | None = info.data.get("starts_on")
        if starts_on is not None and ends_on < starts_on:
            raise ValueError(f"must not be before the period starts on {starts_on}")
        return ends_on
