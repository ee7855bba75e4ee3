"""Metric: something that is measured again and again."""

from graph.scales import LABEL, PROSE, Scale
from graph.schema import Named, Owned, Tagged, many, prop


class MetricMethod(Scale):
    """How the value of a metric comes about; values of different methods are never averaged together."""

    NPS = "NPS", "Net promoter score: promoters less detractors, in per cent of all, from −100 to 100."
    CSAT_MEAN = "CSAT_MEAN", "Customer satisfaction: the mean of all answers."
    CSAT_TOP2 = "CSAT_TOP2", "Customer satisfaction: part of the answers in the two best boxes."
    CES_MEAN = "CES_MEAN", "Customer effort score: the mean of all answers."
    CES_TOP = "CES_TOP", "Customer effort score: part of the answers in the best boxes."
    RATIO = "RATIO", "A numerator divided by a denominator."
    COUNT = "COUNT", "A number of things."
    MEAN = "MEAN", "A mean of measured values."
    SUM = "SUM", "A sum of measured values."
    MONEY = "MONEY", "An amount of money."


class MetricDirection(Scale):
    """Which way of a metric is the better one."""

    UP = "UP", "More is better."
    DOWN = "DOWN", "Less is better."


class Metric(Owned, Tagged, Named):
    """Something that is measured again and again, always by the same method."""

    prefix = "met"
    rank = 170
    stands_at = ("journeys", "steps", "touchpoints")

    method: MetricMethod = prop("How its value comes about.")
    unit: str | None = prop("Unit of its values, such as % or contacts.", default=None, max_length=LABEL)
    direction: MetricDirection | None = prop("Which way is the better one.", default=None)
    target: float | None = prop("Value that is aimed at, in the metric's own unit.", default=None)
    hero: bool = prop("Whether what it measures is judged by it first.", default=False)
    definition: str | None = prop(
        "What exactly is measured: the question asked, what counts, what does not.",
        default=None,
        max_length=PROSE,
        search=True,
    )

    journeys = many(
        "MEASURES",
        "Journey",
        "The journeys it measures.",
        back="metrics",
        back_description="The metrics that measure the journey.",
        facet=True,
    )
    steps = many(
        "MEASURES",
        "Step",
        "The steps it measures.",
        back="metrics",
        back_description="The metrics that measure the step.",
    )
    goals = many(
        "MEASURES",
        "Goal",
        "The goals it measures.",
        back="metrics",
        back_description="The metrics that measure the goal.",
        facet=True,
    )
    touchpoints = many(
        "MEASURES",
        "Touchpoint",
        "The touchpoints it measures.",
        back="metrics",
        back_description="The metrics that measure the touchpoint.",
    )
