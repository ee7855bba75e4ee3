"""Numbers of much measured metrics over the API: the trend of one, and what a board shows of ten."""

from statistics import median, quantiles
from time import perf_counter
from typing import Any

import orjson

from graph.database import Database
from tests.bench.host import PORT
from tests.bench.measure import Line
from tests.bench.page import Found
from tests.statements import cypher

HEADS = ("request", "measurements", "p50 ms", "p95 ms")
METRICS, STEPS, MONTHS, A_MONTH = 10, 20, 36, 400
WARMING = 12  # requests, of which the first may run into the deadline while the server plans them

# One journey whose steps share what is measured, day by day, every other time through a channel; a second one
# whose steps the same metrics measure, and nothing was measured at them.
FILL = """\
CREATE (:Channel {id: 'chn_bench', name: 'Bench', version: 1})
CREATE (here:Journey {id: 'jny_here', name: 'Measured here', state: 'CURRENT', version: 1})
CREATE (overall:Journey {id: 'jny_overall', name: 'Measured elsewhere', state: 'CURRENT', version: 1})
CREATE (here)-[:HAS_PHASE]->(first:Phase {id: 'pha_here', name: 'All', position: 0, version: 1})
CREATE (overall)-[:HAS_PHASE]->(second:Phase {id: 'pha_overall', name: 'All', position: 0, version: 1})
FOREACH (n IN range(1, $steps) |
  CREATE (first)-[:HAS_STEP]->(:Step {id: 'stp_here' + n, name: 'Here ' + n, position: n - 1, version: 1})
  CREATE (second)-[:HAS_STEP]->(:Step {id: 'stp_overall' + n, name: 'There ' + n, position: n - 1,
    version: 1}))
FOREACH (n IN range(1, $metrics) |
  CREATE (:Metric {id: 'met_bench' + n, name: 'Bench ' + n, method: 'CSAT_MEAN', unit: 'points', target: 6.0,
    direction: 'UP', version: 1}))
"""
MEASURES = """\
MATCH (metric:Metric) WHERE metric.id STARTS WITH 'met_bench'
MATCH (step:Step) WHERE step.id STARTS WITH 'stp_overall'
CREATE (metric)-[:MEASURES]->(step)"""
MEASURED = """\
MATCH (metric:Metric {id: $metric}), (channel:Channel {id: 'chn_bench'})
UNWIND range(1, $steps) AS at
MATCH (step:Step {id: 'stp_here' + at})
UNWIND range(0, $months - 1) AS month
UNWIND range(0, $each - 1) AS n
WITH metric, channel, step, n, month, date('2023-01-01') + duration({months: month, days: n}) AS day, at
CREATE (metric)<-[:OF]-(measurement:Measurement {id: 'mea_bench' + randomUUID(), startsOn: day, endsOn: day,
  value: 5.0 + (n + at + 3 * month) % 5 / 2.0, sampleSize: 10 + n, version: 1})-[:AT]->(step)
FOREACH (_ IN CASE WHEN n % 2 = 0 THEN [1] ELSE [] END | CREATE (measurement)-[:VIA]->(channel))"""

READINGS = (
    "query ($id: ID!) { journey(id: $id) { phases { steps { id metricReadings "
    "{ metric { id } value on n missedTargets scope } } } } }"
)
REQUESTS = (
    (
        "trend of one metric",
        1,
        "query ($id: ID!) { metric(id: $id) { trend { buckets { month value n } } } }",
        "met_bench1",
    ),
    ("board whose steps were measured", METRICS, READINGS, "jny_here"),
    ("board with readings of whole metrics", METRICS, READINGS, "jny_overall"),
)


async def measure(database: Database, rounds: int) -> Found:
    """How long each request takes, of so many times ten after those that warm it."""
    found = Found("measured", HEADS)
    async with database.transaction() as transaction:
        await transaction.run(cypher(FILL), {"steps": STEPS, "metrics": METRICS})
        await transaction.run(cypher(MEASURES), {})
    for n in range(1, METRICS + 1):
        given = {"metric": f"met_bench{n}", "steps": STEPS, "months": MONTHS, "each": A_MONTH // STEPS}
        async with database.transaction() as transaction:
            await transaction.run(cypher(MEASURED), given)
    for name, metrics, request, identifier in REQUESTS:
        line = Line(PORT)
        body = orjson.dumps({"query": request, "variables": {"id": identifier}})
        taken: list[float] = []
        answer: dict[str, Any] = {}
        for _ in range(WARMING + 10 * rounds):
            begun = perf_counter()
            answer = orjson.loads(await line.ask(body))
            taken.append(1000 * (perf_counter() - begun))
        if "errors" in answer or not any(answer["data"].values()):
            raise SystemExit(f"{name}: {str(answer)[:600]}")
        line.close()
        taken = taken[WARMING:]
        figures = [f"{median(taken):.0f}", f"{quantiles(taken, n=20)[-1]:.0f}"]
        found.rows.append([name, f"{metrics * MONTHS * A_MONTH:,}", *figures])
    return found
