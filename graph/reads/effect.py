"""Effect: what metrics did around the launch of a solution."""

from typing import Any, LiteralString

from graph.computed import Argument, Computed, Object, Records, Value
from graph.entities import Datatype
from graph.reads.interval import half_width, weighted_mean
from graph.reads.results import RESULT_OF_MEASUREMENT, WEIGHT_OF_MEASUREMENT

# `before` and `after` carry the points of both sides, each with its weight; all that rests on them is worked
# out on the way out, because the interval needs a quantile.
_EFFECT: LiteralString = (
    """\
WITH this, metricId, this.launchedOn AS launchedOn, duration({days: days}) AS span
WHERE launchedOn IS NOT NULL
MATCH (this)-[:RESOLVES*0..1]->()-[:CHANGES|ADDRESSES]->(step)
WITH DISTINCT step, metricId, launchedOn, launchedOn - span AS beforeFrom, launchedOn + span AS afterEnd
MATCH (step)<-[:AT]-(measurement)-[:OF]->(metric)
WHERE (metricId IS NULL OR metric.id = metricId) AND NOT EXISTS { (measurement)-[:REGARDING]->() }
WITH metric, launchedOn, beforeFrom, afterEnd, measurement,
  """
    + RESULT_OF_MEASUREMENT
    + " AS result, "
    + WEIGHT_OF_MEASUREMENT
    + """ AS weight
ORDER BY measurement.endsOn, measurement.id
WITH metric, launchedOn, beforeFrom, afterEnd,
  collect(CASE
    WHEN result IS NOT NULL AND weight > 0 AND beforeFrom <= measurement.endsOn < launchedOn
      THEN [result, weight]
  END) AS before,
  collect(CASE
    WHEN result IS NOT NULL AND weight > 0 AND launchedOn <= measurement.startsOn < afterEnd
      THEN [result, weight]
  END) AS after,
  count(CASE WHEN measurement.endsOn >= beforeFrom AND measurement.startsOn < afterEnd THEN 1 END) AS inside
RETURN metric, beforeFrom, launchedOn, afterEnd - duration({days: 1}) AS afterTo, before, after,
  null AS change, null AS changeLow, null AS changeHigh,
  size(before) AS pointsBefore, size(after) AS pointsAfter, metric.direction AS improved,
  inside - size(before) - size(after) AS pointsLeftOut
ORDER BY metric.name, metric.id"""
)

_MEAN = "in the metric's unit, weighted by sample size (1 where missing)"
_INTERVAL = (
    "end of the 95 % interval of the change, after Welch, from the spread of the measurements, each "
    "counted once, in the metric's unit; null with fewer than 3 of them on either side"
)

_SHAPE = Object(
    "Effect",
    {
        "metric": Records("Metric", "The metric."),
        "beforeFrom": Value(Datatype.DATE, "First day looked at before the launch.", nullable=False),
        "launchedOn": Value(Datatype.DATE, "Day of the launch; it counts as after.", nullable=False),
        "afterTo": Value(Datatype.DATE, "Last day looked at after the launch.", nullable=False),
        "before": Value(Datatype.FLOAT, f"Mean of the measurements that end before the launch, {_MEAN}."),
        "after": Value(Datatype.FLOAT, f"Mean of the measurements that start from the launch on, {_MEAN}."),
        "change": Value(Datatype.FLOAT, "After − before, in the metric's unit."),
        "changeLow": Value(Datatype.FLOAT, f"Lower {_INTERVAL}."),
        "changeHigh": Value(Datatype.FLOAT, f"Upper {_INTERVAL}."),
        "pointsBefore": Value(Datatype.INT, "Measurements before the launch.", nullable=False),
        "pointsAfter": Value(Datatype.INT, "Measurements after the launch.", nullable=False),
        "improved": Value(
            Datatype.BOOLEAN,
            "Whether the change goes the metric's better way; null where that is unknown.",
        ),
        "pointsLeftOut": Value(
            Datatype.INT,
            "Measurements in the days on either side that were left out: they reach over the launch, or have "
            "no result or a sample of nobody.",
            nullable=False,
        ),
    },
    "What one metric did around the launch of a solution.",
    many=True,
)
_COLUMNS = tuple(_SHAPE.fields)


def effect_row(row: list[Any]) -> list[Any]:
    """The row of an effect with means, change and interval in place of the points of both sides."""
    effect = dict(zip(_COLUMNS, row, strict=True))
    points_before, points_after, direction = effect["before"], effect["after"], effect["improved"]
    before, after = weighted_mean(points_before), weighted_mean(points_after)
    effect |= {"before": before, "after": after, "improved": None}
    if before is not None and after is not None:
        effect["change"] = change = after - before
        if direction is not None:
            effect["improved"] = change > 0 if direction == "UP" else change < 0
        width = half_width([result for result, _ in points_before], [result for result, _ in points_after])
        if width is not None:
            effect |= {"changeLow": change - width, "changeHigh": change + width}
    return list(effect.values())


EFFECT = (
    Computed(
        "Solution",
        "effect",
        "What its launch did to each metric measured at the steps it changes and those at which its "
        "opportunities lie, by name: own measurements that end in the days before the launch against those "
        "that start in the days from it. Empty before the launch.",
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
