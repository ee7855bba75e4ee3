"""Measurements: the one arithmetic that makes numbers of them, of which every figure of a metric is made.

`COUNTS` chooses measurements, `MONTHS` sorts them into buckets, `PERIODS` leaves out parts and adds up what
is left, and `VALUE` is what such sums come to; `LAST`, `BUCKETS` and `READING` are what is told of them.
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
# rows of `metric`, `key`, `newest`, `month` and `periods`: a bucket each. What reaches over a month's end and
# has something shorter within it is gone from here on. A `WHERE` may follow that chooses buckets: only for
# those is more read of a measurement than its period.
MONTHS: LiteralString = """\
WITH metric, key, measurement.startsOn AS starts, measurement.endsOn AS ends, collect(measurement) AS measured
WITH metric, key, collect([starts, ends, duration.inDays(starts, ends).days + 1, measured]) AS periods
WITH metric, key, [period IN periods
  WHERE date.truncate('month', period[0]) = date.truncate('month', period[1]) OR none(other IN periods
    WHERE other[2] < period[2] AND other[0] >= period[0] AND other[1] <= period[1])] AS periods
WITH metric, key, periods, reduce(newest = null, period IN periods | CASE
  WHEN newest IS NULL OR period[1] > newest THEN period[1]
  ELSE newest
END) AS newest
UNWIND periods AS period
WITH metric, key, date.truncate('month', newest) AS newest, date.truncate('month', period[1]) AS month,
  collect(period) AS periods
"""

# Groups of a bucket: first and last day, days, which dimensions are stated, the measurements, and for each of
# them those dimensions. Groups are compared first, so that few measurements are compared one by one.
_GROUPS: LiteralString = """\
UNWIND periods AS period
UNWIND period[3] AS measurement
OPTIONAL MATCH (measurement)-[:AT]->(step)
OPTIONAL MATCH (measurement)-[:VIA]->(channel)
OPTIONAL MATCH (measurement)-[:AMONG]->(segment)
WITH metric, key, month, period[0] AS starts, period[1] AS ends, period[2] AS days,
  [step IS NOT NULL, channel IS NOT NULL, segment IS NOT NULL] AS stated, collect(measurement) AS measured,
  collect([coalesce(step, 0), coalesce(channel, 0), coalesce(segment, 0)]) AS cells
WITH metric, key, month, collect([starts, ends, days, stated, measured, cells]) AS groups
"""
# For each group the groups of which it may hold parts, then what of it is no part.
_WHOLES: LiteralString = """\
UNWIND groups AS group
WITH metric, key, month, group, [other IN groups
  WHERE (other[2] > group[2] OR other[2] = group[2] AND other[3] <> group[3])
    AND all(place IN [0, 1, 2] WHERE group[3][place] OR NOT other[3][place])
    AND group[2] <= 2 + 2 * duration.inDays(
      CASE WHEN group[0] > other[0] THEN group[0] ELSE other[0] END,
      CASE WHEN group[1] < other[1] THEN group[1] ELSE other[1] END
    ).days] AS wholes
WITH metric, key, month, group[0] AS starts, group[1] AS ends, group[3] AS stated, size(group[4]) AS total,
  CASE WHEN wholes = [] THEN group[4] ELSE [place IN range(0, size(group[4]) - 1)
    WHERE none(whole IN wholes WHERE [
      CASE WHEN whole[3][0] THEN group[5][place][0] ELSE 0 END,
      CASE WHEN whole[3][1] THEN group[5][place][1] ELSE 0 END,
      CASE WHEN whole[3][2] THEN group[5][place][2] ELSE 0 END
    ] IN whole[5]) | group[4][place]]
  END AS remaining
"""
# Sets of dimensions: which are stated, how many measurements there are in all and remain, their periods, and
# their rank: most measurements first, then step before channel before segment.
_SETS: LiteralString = """\
WITH metric, key, month, stated, sum(total) AS total, sum(size(remaining)) AS remain,
  collect([starts, ends, remaining]) AS periods
WITH metric, key, month, collect([stated, total, remain, periods, 8 * remain
  + CASE WHEN stated[0] THEN 4 ELSE 0 END
  + CASE WHEN stated[1] THEN 2 ELSE 0 END
  + CASE WHEN stated[2] THEN 1 ELSE 0 END]) AS sets
"""
# Of an adding method, sets are cuts of one whole once there are two of which none holds the other: then the
# first of all counts, with those that hold it or are held by it.
_CUTS: LiteralString = (
    """\
WITH metric, key, month, sets, CASE
  WHEN size(sets) > 1 AND metric.method IN """
    + ADDED_UP
    + """ AND any(one IN sets WHERE one[2] > 0 AND any(other IN sets WHERE other[2] > 0
    AND any(place IN [0, 1, 2] WHERE one[0][place] AND NOT other[0][place])
    AND any(place IN [0, 1, 2] WHERE other[0][place] AND NOT one[0][place])))
  THEN reduce(first = sets[0], one IN sets | CASE WHEN one[4] > first[4] THEN one ELSE first END)
END AS first
WITH metric, key, month, sets, [one IN sets WHERE first IS NULL
  OR all(place IN [0, 1, 2] WHERE one[0][place] OR NOT first[0][place])
  OR all(place IN [0, 1, 2] WHERE first[0][place] OR NOT one[0][place])] AS counting
WITH metric, key, month, counting,
  reduce(parts = 0, one IN sets | parts + one[1]) - reduce(n = 0, one IN counting | n + one[2]) AS parts
"""
)
_SUMS: LiteralString = (
    """\
UNWIND counting AS one
UNWIND one[3] AS period
UNWIND period[2] AS measurement
WITH metric, metric.method AS method, key, month, parts, period, measurement
WITH metric, method, key, month, parts, period[0] AS starts, period[1] AS ends, measurement,
  """
    + _ABOVE
    + " AS above, "
    + _BELOW
    + """ AS below
WITH metric, method, key, month, parts, starts, ends,
  CASE WHEN below > 0 THEN above END AS above,
  CASE WHEN below > 0 AND above IS NOT NULL THEN below END AS below,
  """
    + _RESULT
    + """ AS result, coalesce(measurement.sampleSize,
    measurement.promoters + measurement.passives + measurement.detractors, measurement.denominator, 1
  ) AS weight
WITH metric, method, key, month, parts, starts, ends, count(result) AS n, sum(result) AS results,
  sum(result * weight) AS weighted, sum(weight) AS weights, count(above) AS counted,
  sum(above) AS above, sum(below) AS below, min(result) AS least, max(result) AS most
"""
)
# From the rows of `MONTHS` to rows for each period of which anything is left, with sums of what is left:
# `metric`, `method`, `key`, `month`, `parts` (of the whole bucket), `starts`, `ends`, `n` and the sums.
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

# The same over all buckets, with the run of the newest ones that missed the target.
READING: LiteralString = (
    "WITH metric, method, key, month, starts, ends, n, results, weighted, weights, counted, above, below, "
    "least, most, "
    + VALUE
    + """ AS value
ORDER BY ends, starts
WITH metric, method, key, month, collect([value, ends, n])[-1] AS last, """
    + SUMMED
    + """
WITH metric, key, month, last, """
    + VALUE
    + """ AS value
ORDER BY month
WITH metric, key, collect(last)[-1] AS last, collect("""
    + MISSED
    + """) AS misses
WITH metric, key, last[0] AS value, last[1] AS day, last[2] AS n,
  reduce(run = 0, missed IN misses | CASE WHEN missed THEN run + 1 ELSE 0 END) AS missedTargets
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
