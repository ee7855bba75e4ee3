"""One metric with its measurements, written by hand, and what becomes of them."""

from typing import Any

from tests.graph.reads.asking import Graph

Taken = dict[str, Any]
METRIC = """
MERGE (metric:Metric {id: $id}) SET metric += {name: $id, method: $method}
SET metric += {direction: $direction, target: $target}
WITH metric UNWIND $measurements AS row
CREATE (metric)<-[:OF]-(mea:Measurement {startsOn: date(row.starts), endsOn: date(row.ends)})
SET mea += row.counts
FOREACH (id IN row.step | MERGE (step:Step {id: id}) CREATE (mea)-[:AT]->(step))
FOREACH (id IN row.channel | MERGE (channel:Channel {id: id}) CREATE (mea)-[:VIA]->(channel))
FOREACH (id IN row.segment | MERGE (segment:Segment {id: id}) CREATE (mea)-[:AMONG]->(segment))
FOREACH (id IN row.competitor | MERGE (c:Competitor {id: id}) SET c.name = id CREATE (mea)-[:REGARDING]->(c))
"""
LINKS = ("step", "channel", "segment", "competitor")


def taken(period: tuple[str, str], value: float | None = None, /, **more: Any) -> Taken:
    """A measurement of a period, with its counts and the ids of where it was taken."""
    links = {name: [more.pop(name)] if name in more else [] for name in LINKS}
    counts = more if value is None else {"value": value, **more}
    counts |= {name: float(count) for name, count in counts.items() if name == "value"}
    return {"starts": period[0], "ends": period[1], "counts": counts} | links


def write(
    graph: Graph,
    *measurements: Taken,
    metric: str = "m",
    method: str = "MEAN",
    direction: str | None = "UP",
    target: float | None = 10.0,
) -> None:
    """A metric with its measurements."""
    facts = {"id": metric, "method": method, "direction": direction, "target": target}
    graph.run(METRIC, {**facts, "measurements": list(measurements)})


def buckets(graph: Graph, **arguments: Any) -> list[tuple[Any, ...]]:
    """The buckets of the metric's trend, months as text."""
    [trend] = graph.rows("Metric", "trend", "m", **arguments)
    return [(str(month), *rest) for month, *rest in trend["buckets"]]


def latest(graph: Graph, **arguments: Any) -> tuple[Any, str | None]:
    """The newest value of the metric and its day."""
    day = graph.value("Metric", "latestOn", "m", **arguments)
    return graph.value("Metric", "latest", "m", **arguments), None if day is None else str(day)
