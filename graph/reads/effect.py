"""Effect: what metrics did around the launch of a solution."""

from statistics import fmean
from typing import Any, LiteralString

from graph.computed import Argument, Computed, Object, Records, Value
from graph.entities import Datatype
from graph.reads.acting import ACTED_ON, DIRECT
from graph.reads.interval import half_width
from graph.reads.measurements import COUNTS, EACH_MONTH, MONTHS, OWN, PERIODS, VALUE
from graph.scales import Scale


class Verdict(Scale):
    """What a comparison of before and after says."""

    BETTER = "BETTER", "The change goes the metric's better way, and its interval excludes 0."
    WORSE = "WORSE", "The change goes the metric's other way, and its interval excludes 0."
    WITHIN_CHANCE = "WITHIN_CHANCE", "The interval of the change includes 0."
    UNPROVEN = "UNPROVEN", "Too few points on a side for an interval, or none."
    UNKNOWN = "UNKNOWN", "The metric has no better way."


# `before` and `after` carry the points of both sides; all that rests on them is worked out on the way out,
# because the interval needs a quantile. Buckets wholly before the days looked at are not opened, but for the
# newest: a metric without a point is told too.
_EFFECT: LiteralString = (
    """\
WITH this AS solution, metricId, duration({days: days}) AS span
WHERE solution.launchedOn IS NOT NULL
"""
    + ACTED_ON
    + "WITH DISTINCT step, metricId, solution.launchedOn AS launchedOn, span, "
    + DIRECT
    + """ AS direct
MATCH (step)<-[:AT]-(measurement)-[:OF]->(metric)
WHERE (metricId IS NULL OR metric.id = metricId) AND """
    + OWN
    + " AND "
    + COUNTS
    + "\nWITH metric, [launchedOn - span, launchedOn, launchedOn + span, direct] AS key, measurement\n"
    + MONTHS
    + EACH_MONTH
    + "WHERE month >= date.truncate('month', key[0]) OR month = newest\n"
    + PERIODS
    + "WITH metric, key, starts, ends, "
    + VALUE
    + """ AS value
WHERE value IS NOT NULL
ORDER BY ends, starts
WITH metric, key[0] AS beforeFrom, key[1] AS launchedOn, key[2] AS afterEnd, key[3] AS direct,
  collect(CASE WHEN key[0] <= ends < key[1] THEN value END) AS before,
  collect(CASE WHEN key[1] <= starts < key[2] THEN value END) AS after,
  count(CASE WHEN ends >= key[0] AND starts < key[2] THEN 1 END) AS inside
RETURN metric, beforeFrom, launchedOn, afterEnd - duration({days: 1}) AS afterTo, direct, before, after,
  null AS change, null AS changeLow, null AS changeHigh,
  size(before) AS pointsBefore, size(after) AS pointsAfter, metric.direction AS improved, null AS verdict,
  inside - size(before) - size(after) AS pointsLeftOut
ORDER BY metric.name, metric.id"""
)

_INTERVAL = (
    "end of the 95 % interval of the change, after Welch, from the spread of the points, in the metric's "
    "unit; the change itself without any spread, null with fewer than 3 points on either side"
)

_SHAPE = Object(
    "Effect",
    {
        "metric": Records("Metric", "The metric."),
        "beforeFrom": Value(Datatype.DATE, "First day looked at before the launch.", nullable=False),
        "launchedOn": Value(Datatype.DATE, "Day of the launch; it counts as after.", nullable=False),
        "afterTo": Value(Datatype.DATE, "Last day looked at after the launch.", nullable=False),
        "direct": Value(
            Datatype.BOOLEAN,
            "Whether the solution changes the steps itself; else its opportunities lie at them.",
            nullable=False,
        ),
        "before": Value(
            Datatype.FLOAT, "Mean of the points that end before the launch, in the metric's unit."
        ),
        "after": Value(
            Datatype.FLOAT, "Mean of the points that start from the launch on, in the metric's unit."
        ),
        "change": Value(Datatype.FLOAT, "After − before, in the metric's unit."),
        "changeLow": Value(Datatype.FLOAT, f"Lower {_INTERVAL}."),
        "changeHigh": Value(Datatype.FLOAT, f"Upper {_INTERVAL}."),
        "pointsBefore": Value(Datatype.INT, "Points before the launch.", nullable=False),
        "pointsAfter": Value(Datatype.INT, "Points after the launch.", nullable=False),
        "improved": Value(
            Datatype.BOOLEAN,
            "Whether the change goes the metric's better way; null where that is unknown.",
        ),
        "verdict": Value(
            Datatype.ENUM,
            "What the comparison says: within chance where the interval includes 0, else unknown without a "
            "direction, unproven without an interval, and better or worse with both.",
            enum=Verdict,
            nullable=False,
        ),
        "pointsLeftOut": Value(
            Datatype.INT,
            "Points in the days on either side that stand on neither side: they reach over the launch, or "
            "over the end of the days looked at.",
            nullable=False,
        ),
    },
    "What one metric did around the launch of a solution.",
    many=True,
)
_COLUMNS = tuple(_SHAPE.fields)


def effect_row(row: list[Any]) -> list[Any]:
    """The row of an effect with means, change, interval and verdict in place of the points of both sides."""
    effect = dict(zip(_COLUMNS, row, strict=True))
    before, after, direction = effect["before"], effect["after"], effect["improved"]
    effect |= {"before": mean(before), "after": mean(after), "improved": None}
    if before and after:
        effect["change"] = change = effect["after"] - effect["before"]
        if direction is not None:
            effect["improved"] = change > 0 if direction == "UP" else change < 0
        width = half_width(before, after)
        if width is not None:
            effect |= {"changeLow": change - width, "changeHigh": change + width}
    effect["verdict"] = verdict(effect["changeLow"], effect["changeHigh"], effect["improved"], direction)
    return list(effect.values())


def mean(points: list[float]) -> float | None:
    """The mean of points; None without any."""
    return fmean(points) if points else None


def verdict(low: float | None, high: float | None, improved: bool | None, direction: str | None) -> Verdict:
    """What an interval of a change says, by the direction of its metric."""
    if low is not None and high is not None and low <= 0 <= high:
        return Verdict.WITHIN_CHANCE
    if direction is None:
        return Verdict.UNKNOWN
    if low is None or high is None:
        return Verdict.UNPROVEN
    return Verdict.BETTER if improved else Verdict.WORSE


EFFECT = (
    Computed(
        "Solution",
        "effect",
        "What its launch did to each metric measured at the steps it acts on, by name: those it changes, or, "
        "if it changes none, those at which its opportunities lie. Each period of own measurements there is "
        "one point, combined by the metric's method, parts left out; points that end in the days before it "
        "stand against those that start in the days from it. Empty before the launch.",
        _SHAPE,
        _EFFECT,
        {
            "metricId": Argument(Datatype.TEXT, "Only this metric.", id_of=True),
            "days": Argument(
                Datatype.INT, "How many days on each side.", default=90, minimum=1, maximum=3_660
            ),
        },
        finish=effect_row,
    ),
)
