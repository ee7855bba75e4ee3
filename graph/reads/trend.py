"""Trend: what a metric came to last, month by month, and whether it keeps to its target."""

from typing import LiteralString

from graph.computed import Argument, Computed, Object, Value
from graph.entities import Datatype
from graph.reads.measurements import (
    BUCKETS,
    COUNTS,
    EACH_MONTH,
    LAST,
    MISSED,
    MISSED_TARGETS,
    MONTHS,
    NEWEST_MONTH,
    OWN,
    PERIODS,
)
from graph.reads.phrases import COMBINED, NEWEST, ORDER_COST, TARGET_MISSES

# From `metric` and the arguments to each `measurement` in scope.
_SCOPE: LiteralString = (
    """\
MATCH (metric)<-[:OF]-(measurement)
WHERE (stepId IS NULL OR EXISTS { (measurement)-[:AT]->(step) WHERE step.id = stepId })
  AND (journeyId IS NULL OR EXISTS {
    (measurement)-[:AT]->()<-[:HAS_STEP]-()<-[:HAS_PHASE]-(journey) WHERE journey.id = journeyId
  })
  AND (channelId IS NULL OR EXISTS { (measurement)-[:VIA]->(channel) WHERE channel.id = channelId })
  AND (segmentId IS NULL OR EXISTS { (measurement)-[:AMONG]->(segment) WHERE segment.id = segmentId })
  AND CASE
    WHEN competitorId IS NULL THEN """
    + OWN
    + """
    ELSE EXISTS { (measurement)-[:REGARDING]->(competitor) WHERE competitor.id = competitorId }
  END
  AND """
    + COUNTS
    + "\n"
)
# Whether that is less than the whole metric.
_NARROWER: LiteralString = "coalesce(stepId, journeyId, channelId, segmentId, competitorId) IS NOT NULL"
_IN_SCOPE: LiteralString = _SCOPE + "WITH metric, " + _NARROWER + " AS key, measurement\n"
_START: LiteralString = "WITH this AS metric, stepId, journeyId, channelId, segmentId, competitorId\n"
_NEWEST: LiteralString = _START + _IN_SCOPE + MONTHS + NEWEST_MONTH + PERIODS
_LATEST: LiteralString = _NEWEST + LAST + "RETURN max(value) AS value"
_LATEST_ON: LiteralString = _NEWEST + LAST + "RETURN max(day) AS value"
_MISSED_TARGETS: LiteralString = (
    _START
    + "WHERE metric.direction IS NOT NULL AND metric.target IS NOT NULL\n"
    + _IN_SCOPE
    + MONTHS
    + MISSED_TARGETS
)

_TREND: LiteralString = (
    """\
WITH this AS metric, months, stepId, journeyId, channelId, segmentId, competitorId
WITH metric, months, COLLECT {
"""
    + _SCOPE
    + "WITH metric, ["
    + _NARROWER
    + ", months + 11] AS key, measurement\n"
    + MONTHS
    + EACH_MONTH
    + "WHERE month >= newest - duration({months: key[1]})\n"
    + "WITH metric, key[0] AS key, month, measured\n"
    + PERIODS
    + BUCKETS
    + "RETURN [month, value, n, parts, "
    + MISSED
    + """] AS entry
} AS history
WITH history, metric.direction AS direction, history[-1][0] - duration({months: months - 1}) AS since
WITH history, direction, [entry IN history WHERE entry[0] >= since] AS shown
WITH shown, direction, [entry IN shown | [entry[0], entry[1], entry[2], entry[3], head(
  [earlier IN history WHERE earlier[0] = entry[0] - duration({months: 12}) | earlier[1]]
)]] AS buckets, CASE WHEN size(shown) > 1 THEN shown[-1][1] - shown[0][1] END AS change
RETURN buckets, change,
  CASE direction WHEN 'UP' THEN change > 0 WHEN 'DOWN' THEN change < 0 END AS improving,
  reduce(run = 0, entry IN shown | CASE WHEN entry[4] THEN run + 1 ELSE 0 END) AS missedTargets"""
)

_BUCKET = Object(
    "Bucket",
    {
        "month": Value(Datatype.DATE, "First day of the month.", nullable=False),
        "value": Value(
            Datatype.FLOAT,
            f"What the measurements that end in the month come to, in the metric's unit: {COMBINED}.",
        ),
        "n": Value(Datatype.INT, "How many measurements the value rests on.", nullable=False),
        "parts": Value(
            Datatype.INT,
            "How many measurements of the month were left out as parts of others, such as weeks beside their "
            "month or values by step beside an overall one.",
            nullable=False,
        ),
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
        "missedTargets": Value(
            Datatype.INT,
            f"How many of the newest months in a row, of those shown, {TARGET_MISSES}.",
            nullable=False,
        ),
    },
    "A metric over calendar months, in order; months without a measurement are left out.",
)


def _only(record: str, where: str) -> Argument:
    return Argument(Datatype.TEXT, f"Only measurements {where} this {record}.", id_of=True)


_NARROWED = {
    "stepId": _only("step", "at"),
    "journeyId": _only("journey", "at the steps of"),
    "channelId": _only("channel", "through"),
    "segmentId": _only("segment", "among"),
    "competitorId": Argument(
        Datatype.TEXT,
        "Only measurements of this competitor; without it, own values only.",
        id_of=True,
    ),
}

TREND = (
    Computed(
        "Metric",
        "latest",
        f"{NEWEST} Null without any. {ORDER_COST}",
        Value(Datatype.FLOAT),
        _LATEST,
        _NARROWED,
        where="latest",
    ),
    Computed(
        "Metric",
        "latestOn",
        f"The day on which the measurements of the newest result end. {ORDER_COST}",
        Value(Datatype.DATE),
        _LATEST_ON,
        _NARROWED,
        where="latestOn",
    ),
    Computed(
        "Metric",
        "missedTargets",
        f"How many of the newest months in a row {TARGET_MISSES}. {ORDER_COST}",
        Value(Datatype.INT, nullable=False),
        _MISSED_TARGETS,
        _NARROWED,
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
            **_NARROWED,
        },
    ),
)
