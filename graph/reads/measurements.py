"""Measurements: the one arithmetic that makes numbers of them, of which every figure of a metric is made.

`COUNTS` chooses measurements, `MONTHS` sorts them into buckets, `PERIODS` leaves out parts of one and adds up
what is left, and `VALUE` is what such sums come to; `LAST`, `BUCKETS` and `READING` are what is told of them.
"""

from typing import LiteralString

from graph.computed import Computed, Value
from graph.entities import Datatype
from graph.reads.phrases import ORDER_COST

ADDED_UP: LiteralString = "['COUNT', 'SUM', 'MONEY']"

# Expressions over `measurement` and `method`: what was counted for, and in all, where counts make a value.
_ABOVE: LiteralString = """\
CASE method
  WHEN 'NPS' THEN 100.0 * (measurement.promoters - measurement.detractors)
  WHEN 'RATIO' THEN 1.0 * measurement.numerator
END"""
_BELOW: LiteralString = """\
CASE method
  WHEN 'NPS' THEN measurement.promoters + measurement.passives + measurement.detractors
  WHEN 'RATIO' THEN measurement.denominator
END"""
# An expression over the two and `measurement`; counts come before a value that was given as such.
_RESULT: LiteralString = (
    "CASE WHEN below > 0 AND above IS NOT NULL THEN above / below ELSE measurement.value END"
)

# A predicate on `measurement` and `metric`: there is a result.
COUNTS: LiteralString = """\
(measurement.value IS NOT NULL OR CASE metric.method
  WHEN 'NPS' THEN measurement.promoters + measurement.passives + measurement.detractors > 0
  WHEN 'RATIO' THEN measurement.denominator > 0 AND measurement.numerator IS NOT NULL
END)"""

# A predicate on `measurement`: it regards no competitor.
OWN: LiteralString = "NOT EXISTS { (measurement)-[:REGARDING]->() }"

# From rows of `metric`, `key` (what is told apart besides) and `measurement`, all that count in one scope, to
# rows of `metric`, `key` and `buckets`, newest first: a month and what is measured in it. What reaches over a
# month's end and has something shorter within it is gone from here on; else only its days are read.
MONTHS: LiteralString = """\
WITH metric, key, measurement, date.truncate('month', measurement.endsOn) AS month
WITH metric, key, month, collect(measurement) AS measured, min(measurement.startsOn) < month AS reaches
ORDER BY month DESC
WITH metric, key, collect([month, measured]) AS buckets, collect(reaches) AS reaching
WITH metric, key, CASE WHEN NOT true IN reaching THEN buckets ELSE COLLECT {
  UNWIND buckets AS bucket
  UNWIND bucket[1] AS measurement
  WITH bucket[0] AS month, measurement.startsOn AS starts, measurement.endsOn AS ends,
    collect(measurement) AS measured
  WITH collect([starts, ends, duration.inDays(starts, ends).days, month, measured]) AS periods
  UNWIND [period IN periods WHERE period[0] >= period[3] OR none(other IN periods
    WHERE other[2] < period[2] AND other[0] >= period[0] AND other[1] <= period[1])] AS period
  UNWIND period[4] AS measurement
  WITH period[3] AS month, collect(measurement) AS measured
  ORDER BY month DESC
  RETURN [month, measured] AS sorted
} END AS buckets
"""
# From there to rows of `metric`, `key`, `month` and `measured`, which `PERIODS` adds up: of the newest month,
# or of each with `newest` beside it.
NEWEST_MONTH: LiteralString = "WITH metric, key, buckets[0][0] AS month, buckets[0][1] AS measured\n"
EACH_MONTH: LiteralString = """\
UNWIND buckets AS bucket
WITH metric, key, buckets[0][0] AS newest, bucket[0] AS month, bucket[1] AS measured
"""

# Sums of rows of `measurement`, with `above`, `below`, `result` and `weight`, in the order of `_SUMS`.
_WEIGHED: LiteralString = (
    _ABOVE
    + " AS above,\n"
    + _BELOW
    + """ AS below, coalesce(measurement.sampleSize,
  measurement.promoters + measurement.passives + measurement.detractors, measurement.denominator, 1
) AS weight"""
)
_ADDED: LiteralString = """\
[count(result), sum(result), sum(result * weight), sum(weight),
  count(CASE WHEN below > 0 THEN above END), sum(CASE WHEN below > 0 THEN above END),
  sum(CASE WHEN below > 0 AND above IS NOT NULL THEN below END), min(result), max(result)]"""

# Groups of a bucket: first and last day, days, which dimensions are stated, the measurements, and their sums.
# Groups are compared first, so that few measurements are compared one by one.
_GROUPS: LiteralString = (
    """\
WITH metric, metric.method AS method, key, month, measured
UNWIND measured AS measurement
WITH metric, method, key, month, measurement, measurement.startsOn AS starts, measurement.endsOn AS ends, [
  EXISTS { (measurement)-[:AT]->() },
  EXISTS { (measurement)-[:VIA]->() },
  EXISTS { (measurement)-[:AMONG]->() }
] AS stated, """
    + _WEIGHED
    + "\nWITH metric, method, key, month, measurement, starts, ends, stated, above, below, weight,\n  "
    + _RESULT
    + """ AS result
WITH metric, method, key, month, starts, ends, stated, collect(measurement) AS measured, """
    + _ADDED
    + """ AS sums
WITH metric, method, key, month,
  collect([starts, ends, duration.inDays(starts, ends).days + 1, stated, measured, sums]) AS groups
"""
)
# For each group the places of those of which it may hold parts, and only where there are any the dimensions
# of each measurement; then what of it is no part, with its sums.
_WHOLES: LiteralString = (
    """\
WITH metric, method, key, month, groups, [group IN groups | [place IN range(0, size(groups) - 1)
  WHERE groups[place][0] <= group[1] AND groups[place][1] >= group[0]
    AND (groups[place][2] > group[2] OR groups[place][2] = group[2] AND groups[place][3] <> group[3])
    AND all(dimension IN [0, 1, 2] WHERE group[3][dimension] OR NOT groups[place][3][dimension])
    AND group[2] <= 2 + 2 * duration.inDays(
      CASE WHEN group[0] > groups[place][0] THEN group[0] ELSE groups[place][0] END,
      CASE WHEN group[1] < groups[place][1] THEN group[1] ELSE groups[place][1] END
    ).days]] AS wholes
WITH metric, method, key, month, groups, wholes, CASE WHEN any(places IN wholes WHERE places <> [])
  THEN [group IN groups | [measurement IN group[4] | [
    coalesce(head([(measurement)-[:AT]->(step) | step]), 0),
    coalesce(head([(measurement)-[:VIA]->(channel) | channel]), 0),
    coalesce(head([(measurement)-[:AMONG]->(segment) | segment]), 0)
  ]]]
END AS cells
UNWIND range(0, size(groups) - 1) AS at
WITH metric, method, key, month, groups[at] AS group, CASE WHEN wholes[at] <> []
  THEN [place IN range(0, size(groups[at][4]) - 1) WHERE none(whole IN wholes[at] WHERE [
    CASE WHEN groups[whole][3][0] THEN cells[at][place][0] ELSE 0 END,
    CASE WHEN groups[whole][3][1] THEN cells[at][place][1] ELSE 0 END,
    CASE WHEN groups[whole][3][2] THEN cells[at][place][2] ELSE 0 END
  ] IN cells[whole]) | groups[at][4][place]]
END AS remaining
CALL (method, remaining) {
UNWIND remaining AS measurement
WITH measurement, """
    + _WEIGHED
    + "\nWITH above, below, weight, "
    + _RESULT
    + " AS result\nRETURN "
    + _ADDED
    + """ AS added
}
WITH metric, method, key, month, group, CASE WHEN remaining IS NULL THEN group[5] ELSE added END AS sums
"""
)
# Sets of dimensions: which are stated, how many measurements there are in all and remain, their periods, and
# their rank: most measurements first, then step before channel before segment.
_SETS: LiteralString = """\
WITH metric, method, key, month, group[3] AS stated, sum(size(group[4])) AS total, sum(sums[0]) AS remain,
  collect([group[0], group[1], sums]) AS periods
WITH metric, method, key, month, collect([stated, total, remain, periods, 8 * remain
  + CASE WHEN stated[0] THEN 4 ELSE 0 END
  + CASE WHEN stated[1] THEN 2 ELSE 0 END
  + CASE WHEN stated[2] THEN 1 ELSE 0 END]) AS sets
"""
# Of an adding method, sets are cuts of one whole once there are two of which none holds the other: then the
# first of all counts, with those that hold it or are held by it.
_CUTS: LiteralString = (
    """\
WITH metric, method, key, month, sets, CASE
  WHEN size(sets) > 1 AND method IN """
    + ADDED_UP
    + """ AND any(one IN sets WHERE one[2] > 0 AND any(other IN sets WHERE other[2] > 0
    AND any(place IN [0, 1, 2] WHERE one[0][place] AND NOT other[0][place])
    AND any(place IN [0, 1, 2] WHERE other[0][place] AND NOT one[0][place])))
  THEN reduce(first = sets[0], one IN sets | CASE WHEN one[4] > first[4] THEN one ELSE first END)
END AS first
WITH metric, method, key, month, sets, [one IN sets WHERE first IS NULL
  OR all(place IN [0, 1, 2] WHERE one[0][place] OR NOT first[0][place])
  OR all(place IN [0, 1, 2] WHERE first[0][place] OR NOT one[0][place])] AS counting
WITH metric, method, key, month, counting,
  reduce(parts = 0, one IN sets | parts + one[1]) - reduce(n = 0, one IN counting | n + one[2]) AS parts
"""
)
_SUMS: LiteralString = """\
UNWIND counting AS one
UNWIND one[3] AS period
WITH metric, method, key, month, parts, period[0] AS starts, period[1] AS ends, period[2] AS sums
WHERE sums[0] > 0
WITH metric, method, key, month, parts, starts, ends, sum(sums[0]) AS n, sum(sums[1]) AS results,
  sum(sums[2]) AS weighted, sum(sums[3]) AS weights, sum(sums[4]) AS counted, sum(sums[5]) AS above,
  sum(sums[6]) AS below, min(sums[7]) AS least, max(sums[8]) AS most
"""
# From rows of `metric`, `key`, `month` and `measured` to rows for each period of which anything is left, with
# sums of that: `metric`, `method`, `key`, `month`, `parts` (of the whole bucket), `starts`, `ends`, `n`, …
PERIODS: LiteralString = _GROUPS + _WHOLES + _SETS + _CUTS + _SUMS

# The sums of several periods, aggregating.
SUMMED: LiteralString = """\
sum(n) AS n, sum(results) AS results, sum(weighted) AS weighted, sum(weights) AS weights,
  sum(counted) AS counted, sum(above) AS above, sum(below) AS below, min(least) AS least, max(most) AS most"""

# What sums come to, an expression over `method` and them; equal results stay as they are, without rounding,
# and where nothing weighs anything all weigh the same.
VALUE: LiteralString = (
    """\
CASE
  WHEN method IN """
    + ADDED_UP
    + """ THEN results
  WHEN counted = n THEN above / below
  WHEN least = most THEN least
  WHEN weights > 0 THEN weighted / weights
  ELSE results / n
END"""
)

# A predicate on `metric` and `key`, which is true where the scope is narrower than the whole metric: a target
# of what is added up does not hold there.
_HOLDS: LiteralString = "NOT (key = true AND metric.method IN " + ADDED_UP + ")"
# Whether a target is compared at all.
COMPARED: LiteralString = "metric.direction IS NOT NULL AND metric.target IS NOT NULL AND " + _HOLDS
# The same with `value`: whether it is worse than the target, never null.
MISSED: LiteralString = (
    _HOLDS
    + """ AND coalesce(CASE metric.direction
  WHEN 'UP' THEN value < metric.target
  WHEN 'DOWN' THEN value > metric.target
END, false)"""
)

# From the rows of `PERIODS` in one bucket to one for each `metric` and `key`: `value`, `day` and `n` of what
# ends last and, among that, begins last.
LAST: LiteralString = (
    "WITH metric, key, starts, ends, n, "
    + VALUE
    + """ AS value
ORDER BY ends, starts
WITH metric, key, collect([value, ends, n])[-1] AS last
WITH metric, key, last[0] AS value, last[1] AS day, last[2] AS n
"""
)

# From the rows of `PERIODS` to one for each bucket: `metric`, `key`, `month`, `n`, `parts` and `value`.
BUCKETS: LiteralString = (
    "WITH metric, method, key, month, parts, "
    + SUMMED
    + "\nWITH metric, key, month, n, parts, "
    + VALUE
    + " AS value\nORDER BY month\n"
)


def _first_month(where: LiteralString) -> LiteralString:
    """A list of the newest of `buckets` of which that is true, as its place and what ends last; else empty.

    `where` is a predicate on `missed`, whether the month missed the target. Older months are not added up.
    """
    return (
        """\
COLLECT {
UNWIND range(0, size(buckets) - 1) AS age
CALL (metric, key, buckets, age) {
WITH metric, key, buckets[age][0] AS month, buckets[age][1] AS measured
"""
        + PERIODS
        + "WITH metric, method, key, month, starts, ends, n, results, weighted, weights, counted, above, "
        "below, least, most, "
        + VALUE
        + """ AS value
ORDER BY ends, starts
WITH metric, method, key, month, collect([value, ends, n])[-1] AS last, """
        + SUMMED
        + "\nWITH metric, key, last, "
        + VALUE
        + " AS value\nRETURN last, "
        + MISSED
        + " AS missed\n}\nWITH age, last, missed\nWHERE "
        + where
        + "\nRETURN [age, last] AS found\nLIMIT 1\n}"
    )


# From the rows of `MONTHS` to `missedTargets`: the run of newest months that missed the target.
MISSED_TARGETS: LiteralString = (
    "WHERE "
    + COMPARED
    + "\nWITH buckets, "
    + _first_month("NOT missed")
    + " AS met\nRETURN coalesce(sum(coalesce(met[0][0], size(buckets))), 0) AS value"
)

# From the rows of `MONTHS` to one for each `metric` and `key`: `value`, `day`, `n` as `LAST` tells them, and
# the run, for which the newest month is added up again.
READING: LiteralString = (
    """\
UNWIND [true, false] AS latest
WITH metric, key, buckets, latest
WHERE latest OR """
    + COMPARED
    + "\nWITH metric, key, buckets, latest, "
    + _first_month("latest OR NOT missed")
    + """ AS month
WITH metric, key, collect(CASE WHEN latest THEN month[0][1] END)[0] AS last,
  collect(CASE WHEN NOT latest THEN coalesce(month[0][0], size(buckets)) END)[0] AS run
WITH metric, key, last[0] AS value, last[1] AS day, last[2] AS n, coalesce(run, 0) AS missedTargets
"""
)

_RESULT_OF_ONE: LiteralString = (
    """\
WITH this AS measurement
OPTIONAL MATCH (measurement)-[:OF]->(metric)
WITH measurement, metric.method AS method
WITH measurement, """
    + _ABOVE
    + " AS above, "
    + _BELOW
    + " AS below\nRETURN "
    + _RESULT
    + " AS value"
)

MEASUREMENTS = (
    Computed(
        "Measurement",
        "result",
        "What it came to by the metric's method, in the metric's unit: from counts where they are complete, "
        "else the value given. NPS: 100 × (promoters − detractors) ÷ all answers, from −100 to 100; RATIO: "
        f"numerator ÷ denominator. Null when neither is there. {ORDER_COST}",
        Value(Datatype.FLOAT),
        _RESULT_OF_ONE,
        where="result",
    ),
)
