"""Readings: what each metric comes to at a step, in a journey or of a touchpoint, beside competitors."""

from typing import LiteralString

from graph.computed import Computed, Object, Records, Shared, Value
from graph.entities import Datatype
from graph.reads.measurements import COUNTS, LAST, MONTHS, NEWEST_MONTH, OWN, PERIODS, READING
from graph.reads.phrases import NEWEST, TARGET_MISSES
from graph.scales import Scale


class ReadingScope(Scale):
    """What a reading of a metric at a place rests on."""

    HERE = "HERE", "What was measured there, or a metric that measures nothing else."
    OVERALL = "OVERALL", "The whole metric, which was not measured there."


# Each starts at `this` and ends at a measurement that was taken there, and its metric.
_AT_STEP: LiteralString = "MATCH (this)<-[:AT]-(measurement)-[:OF]->(metric)\n"
_AT_JOURNEY: LiteralString = (
    "MATCH (this)-[:HAS_PHASE]->()-[:HAS_STEP]->()<-[:AT]-(measurement)-[:OF]->(metric)\n"
)
_THAT_COUNT: LiteralString = "WHERE " + OWN + " AND " + COUNTS + "\n"
_OF_COMPETITORS: LiteralString = "MATCH (measurement)-[:REGARDING]->(competitor)\nWHERE " + COUNTS + "\n"

# A predicate on `metric` and `this`: it measures this record and no other, goals aside.
_ONLY_THIS: LiteralString = "[(metric)-[:MEASURES]->(one:Step|Touchpoint|Journey) | one] = [this]"
# What was taken at the place, of each metric that measures other records too.
_TAKEN: LiteralString = (
    _THAT_COUNT
    + "WITH this, metric, collect(measurement) AS measured\nWHERE NOT "
    + _ONLY_THIS
    + "\nUNWIND measured AS measurement\n"
)
# From `metric` to each measurement of the whole of it.
_WHOLE: LiteralString = "MATCH (metric)<-[:OF]-(measurement)\n" + _THAT_COUNT
# From rows of `metric`, `key` (true where that is less than the whole metric) and `measurement`.
_READING: LiteralString = MONTHS + READING + "RETURN [metric, value, day, n, missedTargets, key] AS reading\n"
_TAKEN_OF_COMPETITORS: LiteralString = (
    _OF_COMPETITORS
    + "WITH this, metric, collect([competitor, measurement]) AS measured\nWHERE NOT "
    + _ONLY_THIS
    + """
UNWIND measured AS one
RETURN metric, one[0] AS key, one[1] AS measurement
UNION ALL
"""
)
_WHOLE_OF_COMPETITORS: LiteralString = (
    "MATCH (metric)<-[:OF]-(measurement)-[:REGARDING]->(competitor)\nWHERE "
    + COUNTS
    + "\nRETURN metric, competitor AS key, measurement\n"
)
_MEASURING: LiteralString = "MATCH (this)<-[:MEASURES]-(metric)\n"
# From `this`, readings of it alone (`here`) and of whole metrics (`shared`) to what is told, by metric.
_TOLD: LiteralString = (
    """\
WITH this, here, COLLECT {
"""
    + _MEASURING
    + """\
WHERE NOT metric IN [reading IN here | reading[0]]
RETURN coalesce(
  head([reading IN shared WHERE reading[0] = metric]), [metric, null, null, 0, 0, false]
) AS reading
} AS others
UNWIND here + others AS reading
WITH this, reading[0] AS metric, reading
RETURN metric, reading[1] AS value, reading[2] AS on, reading[3] AS n, reading[4] AS missedTargets,
  CASE WHEN reading[5] OR """
    + _ONLY_THIS
    + """ THEN 'HERE' ELSE 'OVERALL' END AS scope
ORDER BY metric.name, metric.id"""
)


def _standing_whole(at: LiteralString) -> LiteralString:
    """Rows of `metric`: those whose whole stands at a place, as they measure it and were not measured there.

    What was measured at a place is collected from there: a pattern with both ends bound would be followed
    from the metric, through all its measurements, once for each place.
    """
    if not at:
        return _MEASURING
    return (
        "WITH this\nWHERE EXISTS { (this)<-[:MEASURES]-() }\nCALL (this) {\n"
        + at
        + _THAT_COUNT
        + "RETURN collect(DISTINCT metric) AS measured\n}\n"
        + _MEASURING
        + "WHERE "
        + _ONLY_THIS
        + " OR NOT metric IN measured\n"
    )


def _metric_readings(at: LiteralString) -> LiteralString:
    """The readings of one record."""
    taken: LiteralString = at and at + _TAKEN + "RETURN metric, true AS key, measurement\nUNION ALL\n"
    return (
        "WITH this, COLLECT {\nCALL (this) {\n"
        + taken
        + _standing_whole(at)
        + "WITH metric\n"
        + _WHOLE
        + "RETURN metric, false AS key, measurement\n}\n"
        + _READING
        + "} AS here, [] AS shared\n"
        + _TOLD
    )


def _readings_of_parts(at: LiteralString) -> Shared:
    """The same where many records are asked: what a whole metric comes to is worked out once for all."""
    return Shared(
        _standing_whole(at)
        + "WITH DISTINCT metric\n"
        + _WHOLE
        + "WITH metric, false AS key, measurement\n"
        + _READING,
        "WITH this, shared, COLLECT {\n"
        + at
        + _TAKEN
        + "WITH metric, true AS key, measurement\n"
        + _READING
        + "} AS here\n"
        + _TOLD,
    )


def _competitor_readings(at: LiteralString) -> LiteralString:
    taken: LiteralString = at and at + _TAKEN_OF_COMPETITORS
    return (
        "CALL (this) {\n"
        + taken
        + _MEASURING
        + "WHERE "
        + _ONLY_THIS
        + "\n"
        + _WHOLE_OF_COMPETITORS
        + "}\n"
        + MONTHS
        + NEWEST_MONTH
        + PERIODS
        + LAST
        + """\
RETURN key AS competitor, metric, value, day AS on, n
ORDER BY competitor.name, competitor.id, metric.name, metric.id"""
    )


_VALUE = Value(
    Datatype.FLOAT,
    f"{NEWEST} Null without any.",
)
_ON = Value(Datatype.DATE, "The day on which they end.")
_N = Value(Datatype.INT, "How many measurements the value rests on.", nullable=False)
_METRIC = Records("Metric", "The metric.")
_METRIC_READING = Object(
    "MetricReading",
    {
        "metric": _METRIC,
        "value": _VALUE,
        "on": _ON,
        "n": _N,
        "missedTargets": Value(
            Datatype.INT, f"How many of the newest months in a row {TARGET_MISSES}.", nullable=False
        ),
        "scope": Value(
            Datatype.ENUM,
            "Whether the value is that of this place or of the whole metric.",
            enum=ReadingScope,
            nullable=False,
        ),
    },
    "What a metric comes to at a place.",
    many=True,
)
_COMPETITOR_READING = Object(
    "CompetitorReading",
    {
        "competitor": Records("Competitor", "The competitor."),
        "metric": _METRIC,
        "value": _VALUE,
        "on": _ON,
        "n": _N,
    },
    "What a metric comes to for a competitor at a place.",
    many=True,
)


def _of(owner: str, at: LiteralString, where: str) -> tuple[Computed, Computed]:
    own = (
        f"What each metric comes to that measures the {owner.lower()}{where}, by name of the metric: of the "
        "whole metric where it measures nothing else, else of this place where it was measured there, else "
        "of the whole metric again."
    )
    competitors = (
        "What each competitor comes to in those metrics: where it was measured there, or in all by a metric "
        "that measures nothing else; by name of the competitor, then of the metric."
    )
    return (
        Computed(
            owner,
            "metricReadings",
            own,
            _METRIC_READING,
            _metric_readings(at),
            shared=_readings_of_parts(at) if at else None,
        ),
        Computed(
            owner,
            "competitorReadings",
            competitors,
            _COMPETITOR_READING,
            _competitor_readings(at),
        ),
    )


READINGS = (
    *_of("Step", _AT_STEP, " or was measured at it"),
    *_of("Journey", _AT_JOURNEY, " or was measured at its steps"),
    *_of("Touchpoint", "", ""),
)
