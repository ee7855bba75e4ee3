"""Trend: what a metric came to last, month by month, and whether it keeps to its target."""

from typing import LiteralString

from graph.computed import Argument, Computed, Object, Value
from graph.entities import Datatype
from graph.reads.phrases import ORDER_COST
from graph.reads.results import (
    OWN_MEASUREMENTS,
    RESULT_OF_MEASUREMENT,
    WEIGHT_OF_MEASUREMENT,
    WEIGHTED_MEAN,
)

_WEIGHED: LiteralString = (
    RESULT_OF_MEASUREMENT + " AS result, " + WEIGHT_OF_MEASUREMENT + " AS weight\n"
    "WHERE result IS NOT NULL AND weight > 0\n"
)
_BY_DAY: LiteralString = (
    "WITH this AS metric\n" + OWN_MEASUREMENTS + "WITH measurement.endsOn AS day, " + _WEIGHED
)
_LATEST: LiteralString = (
    _BY_DAY
    + "WITH day, "
    + WEIGHTED_MEAN
    + """ AS value
ORDER BY day DESC LIMIT 1
RETURN max(value) AS value"""
)
_LATEST_ON: LiteralString = _BY_DAY + "RETURN max(day) AS value"

# Rows of `month`, `value` and `n` in order, over the measurements matched before.
_BY_MONTH: LiteralString = (
    "WITH metric, date.truncate('month', measurement.endsOn) AS month, "
    + _WEIGHED
    + "WITH metric, month, count(result) AS n, "
    + WEIGHTED_MEAN
    + " AS value\nORDER BY month\n"
)
_MISSED_TARGETS: LiteralString = (
    "WITH this AS metric\n"
    + OWN_MEASUREMENTS
    + _BY_MONTH
    + """\
WITH collect(CASE metric.direction
  WHEN 'UP' THEN value < metric.target
  WHEN 'DOWN' THEN value > metric.target
END) AS misses
RETURN reduce(run = 0, missed IN misses | CASE WHEN missed THEN run + 1 ELSE 0 END) AS value"""
)

# Each of these links leads to one record at most, so no row becomes two; subqueries took longer to plan.
_TREND: LiteralString = (
    """\
WITH this AS metric, months, stepId, journeyId, channelId, segmentId, competitorId
WITH metric, months, COLLECT {
MATCH (metric)<-[:OF]-(measurement)
OPTIONAL MATCH (measurement)-[:AT]->(step)
OPTIONAL MATCH (step)<-[:HAS_STEP]-()<-[:HAS_PHASE]-(journey)
OPTIONAL MATCH (measurement)-[:VIA]->(channel)
OPTIONAL MATCH (measurement)-[:AMONG]->(segment)
OPTIONAL MATCH (measurement)-[:REGARDING]->(competitor)
WITH metric, measurement, step, journey, channel, segment, competitor
WHERE (stepId IS NULL OR step.id = stepId) AND (journeyId IS NULL OR journey.id = journeyId)
  AND (channelId IS NULL OR channel.id = channelId) AND (segmentId IS NULL OR segment.id = segmentId)
  AND CASE WHEN competitorId IS NULL THEN competitor IS NULL ELSE competitor.id = competitorId END
"""
    + _BY_MONTH
    + """\
RETURN [month, value, n] AS entry
} AS history
WITH metric, history, history[-1][0] - duration({months: months - 1}) AS since
WITH metric, [entry IN history WHERE entry[0] >= since | [entry[0], entry[1], entry[2], head(
  [earlier IN history WHERE earlier[0] = entry[0] - duration({months: 12}) | earlier[1]]
)]] AS buckets
WITH metric, buckets, CASE WHEN size(buckets) > 1 THEN buckets[-1][1] - buckets[0][1] END AS change
RETURN buckets, change,
  CASE metric.direction WHEN 'UP' THEN change > 0 WHEN 'DOWN' THEN change < 0 END AS improving,
  reduce(run = 0, entry IN buckets | CASE
    WHEN metric.direction = 'UP' AND entry[1] < metric.target THEN run + 1
    WHEN metric.direction = 'DOWN' AND entry[1] > metric.target THEN run + 1
    ELSE 0
  END) AS missedTargets"""
)

_MEAN = "weighted by sample size (1 where missing)"
_MISSES = (
    "how many of the newest months in a row were worse than the target, by the metric's direction; 0 "
    "without a target or direction"
)

_BUCKET = Object(
    "Bucket",
    {
        "month": Value(Datatype.DATE, "First day of the month.", nullable=False),
        "value": Value(
            Datatype.FLOAT,
            f"Mean of the measurements that end in the month, {_MEAN}, in the metric's unit.",
        ),
        "n": Value(Datatype.INT, "How many measurements the value rests on.", nullable=False),
        "yearAgo": Value(Datatype.FLOAT, "The value of the same month a year before."),
    },
    "A calendar month of a metric.",
    many=True,
)

_TREND_SHAPE = Object(
    "Trend",
    {
        "buckets": Object(_BUCKET.name, _BUCKET.fields, _BUCKET.description, many=True),
        "change": Value(
            Datatype.FLOAT,
            "Value of the last month minus that of the first, in the metric's unit; null with fewer than "
            "two.",
        ),
        "improving": Value(
            Datatype.BOOLEAN,
            "Whether the change goes the metric's better way; null where that is unknown.",
        ),
        "missedTargets": Value(Datatype.INT, f"{_MISSES[0].upper()}{_MISSES[1:]}.", nullable=False),
    },
    "A metric over calendar months, in order; months without a measurement are left out.",
)


def _only(record: str, where: str) -> Argument:
    return Argument(Datatype.TEXT, f"Only measurements {where} this {record}.", id_of=True)


TREND = (
    Computed(
        "Metric",
        "latest",
        "The newest result, in the metric's unit: the mean of its own measurements that end on the latest "
        f"day, {_MEAN}; null without any. {ORDER_COST}",
        Value(Datatype.FLOAT),
        _LATEST,
        where="latest",
    ),
    Computed(
        "Metric",
        "latestOn",
        f"The day on which the newest of its own measurements with a result ends. {ORDER_COST}",
        Value(Datatype.DATE),
        _LATEST_ON,
        where="latestOn",
    ),
    Computed(
        "Metric",
        "missedTargets",
        f"Over its own measurements, {_MISSES}. {ORDER_COST}",
        Value(Datatype.INT, nullable=False),
        _MISSED_TARGETS,
        where="missedTargets",
    ),
    Computed(
        "Metric",
        "trend",
        "The metric month by month, by the month in which a measurement ends, up to that of the newest "
        "measurement that matches.",
        _TREND_SHAPE,
        _TREND,
        {
            "months": Argument(
                Datatype.INT,
                "How many calendar months, the newest included.",
                default=12,
                minimum=1,
                maximum=120,
            ),
            "stepId": _only("step", "at"),
            "journeyId": _only("journey", "at the steps of"),
            "channelId": _only("channel", "through"),
            "segmentId": _only("segment", "among"),
            "competitorId": Argument(
                Datatype.TEXT,
                "Only measurements of this competitor; without it, own values only.",
                id_of=True,
            ),
        },
    ),
)
