"""Results: what measurements came to, by the method of their metric, one by one and averaged."""

from typing import LiteralString

from graph.computed import Computed, Value
from graph.entities import Datatype
from graph.reads.phrases import ORDER_COST

# An expression over `measurement` and `metric`.
RESULT_OF_MEASUREMENT: LiteralString = """\
CASE
  WHEN measurement.value IS NOT NULL THEN measurement.value
  WHEN metric.method = 'NPS' AND measurement.promoters + measurement.passives + measurement.detractors > 0
    THEN 100.0 * (measurement.promoters - measurement.detractors)
      / (measurement.promoters + measurement.passives + measurement.detractors)
  WHEN metric.method = 'RATIO' AND measurement.denominator > 0
    THEN 1.0 * measurement.numerator / measurement.denominator
END"""

# An expression over `measurement`; what nobody answered weighs nothing and is left out.
WEIGHT_OF_MEASUREMENT: LiteralString = "coalesce(measurement.sampleSize, 1)"

# An aggregating expression over `result` and `weight`; equal results stay as they are, without rounding.
WEIGHTED_MEAN: LiteralString = """\
CASE WHEN min(result) = max(result) THEN min(result) ELSE sum(result * weight) / sum(weight) END"""

OWN_MEASUREMENTS: LiteralString = """\
MATCH (metric)<-[:OF]-(measurement)
WHERE NOT EXISTS { (measurement)-[:REGARDING]->() }
"""

_RESULT: LiteralString = (
    """\
WITH this AS measurement
OPTIONAL MATCH (measurement)-[:OF]->(metric)
RETURN """
    + RESULT_OF_MEASUREMENT
    + " AS value"
)

RESULTS = (
    Computed(
        "Measurement",
        "result",
        "The value by the metric's method, in the metric's unit: the value given, else from raw counts. "
        "NPS: 100 × (promoters − detractors) ÷ all answers, from −100 to 100; RATIO: numerator ÷ "
        "denominator. Null "
        "when neither is there. " + ORDER_COST,
        Value(Datatype.FLOAT),
        _RESULT,
        where="result",
    ),
)
