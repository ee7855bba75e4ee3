"""What metrics come to at places, against values told by hand."""

from typing import Any

from tests.graph.reads.asking import Graph
from tests.graph.reads.measuring import taken, write

PLACES = """
CREATE (:Journey {id: 'j', name: 'j'})-[:HAS_PHASE]->(p:Phase), (p)-[:HAS_STEP]->(:Step {id: 's1'}),
  (p)-[:HAS_STEP]->(:Step {id: 's2'}), (:Touchpoint {id: 't'}), (:Goal {id: 'g'}),
  (:Journey {id: 'k'})-[:HAS_PHASE]->(:Phase)-[:HAS_STEP]->(:Step {id: 's3'})
"""
FEBRUARY, MARCH = ("2026-02-01", "2026-02-28"), ("2026-03-01", "2026-03-31")


def measures(graph: Graph, metric: str, *records: str) -> None:
    """Link a metric to the records it measures."""
    graph.run(
        "MERGE (m:Metric {id: $metric}) SET m.name = $metric WITH m UNWIND $records AS id "
        "MATCH (r:Journey|Step|Touchpoint|Goal {id: id}) CREATE (m)-[:MEASURES]->(r)",
        {"metric": metric, "records": list(records)},
    )


def readings(graph: Graph, owner: str, id: str) -> list[tuple[Any, ...]]:
    """The readings of a record: metric, value, day, count, run and scope."""
    rows = graph.rows(owner, "metricReadings", id)
    return [
        (*(str(value) if name == "on" and value else value for name, value in row.items()),) for row in rows
    ]


def rivals(graph: Graph, owner: str, id: str) -> list[tuple[Any, ...]]:
    """The readings of competitors at a record: competitor, metric, value and count."""
    rows = graph.rows(owner, "competitorReadings", id)
    return [(row["competitor"], row["metric"], row["value"], row["n"]) for row in rows]


def test_reading_is_of_the_place(graph: Graph) -> None:
    graph.run(PLACES)
    write(
        graph,
        taken(FEBRUARY, 4.0, step="s1"),
        taken(MARCH, 5.0, step="s1"),
        taken(("2026-03-09", "2026-03-15"), 1.0, step="s1"),
        taken(MARCH, 20.0, step="s2"),
        taken(MARCH, 30.0, step="s3"),
        taken(MARCH, 99.0, step="s1", competitor="rival"),
    )

    assert readings(graph, "Step", "s1") == [("m", 5.0, "2026-03-31", 1, 2, "HERE")]
    assert readings(graph, "Step", "s2") == [("m", 20.0, "2026-03-31", 1, 0, "HERE")]
    assert readings(graph, "Journey", "j") == [("m", (5.0 + 20.0) / 2, "2026-03-31", 2, 0, "HERE")]
    assert readings(graph, "Touchpoint", "t") == []


def test_reading_of_measured_record_is_overall(graph: Graph) -> None:
    graph.run(PLACES)
    write(graph, taken(FEBRUARY, 4.0), taken(MARCH, 6.0, step="s3"), metric="b", target=7.0)
    measures(graph, "b", "s1", "t", "j", "g")
    measures(graph, "a", "s1", "s2")

    assert readings(graph, "Step", "s1") == [
        ("a", None, None, 0, 0, "OVERALL"),
        ("b", 6.0, "2026-03-31", 1, 2, "OVERALL"),
    ]
    assert readings(graph, "Touchpoint", "t") == [("b", 6.0, "2026-03-31", 1, 2, "OVERALL")]
    assert readings(graph, "Journey", "j") == [("b", 6.0, "2026-03-31", 1, 2, "OVERALL")]


def test_reading_of_what_measures_nothing_else_is_here(graph: Graph) -> None:
    graph.run(PLACES)
    for metric, record in (("of step", "s1"), ("of journey", "k"), ("of touchpoint", "t")):
        write(graph, taken(MARCH, 5.0), metric=metric, method="COUNT")
        measures(graph, metric, record, "g")

    assert readings(graph, "Step", "s1") == [("of step", 5.0, "2026-03-31", 1, 1, "HERE")]
    assert readings(graph, "Journey", "k") == [("of journey", 5.0, "2026-03-31", 1, 1, "HERE")]
    assert readings(graph, "Touchpoint", "t") == [("of touchpoint", 5.0, "2026-03-31", 1, 1, "HERE")]


def test_reading_of_what_measures_nothing_else_is_whole(graph: Graph) -> None:
    graph.run(PLACES)
    for metric, record in (("of step", "s1"), ("of journey", "j")):
        write(graph, taken(FEBRUARY, 5.0, step="s1"), taken(MARCH, 1.0), metric=metric, method="COUNT")
        write(graph, taken(MARCH, 3.0, step="s1", competitor="zeta"), metric=metric, method="COUNT")
        write(graph, taken(MARCH, 4.0, competitor="zeta"), metric=metric, method="COUNT")
        measures(graph, metric, record, "g")

    assert readings(graph, "Step", "s1") == [
        ("of journey", 5.0, "2026-02-28", 1, 0, "HERE"),
        ("of step", 1.0, "2026-03-31", 1, 2, "HERE"),
    ]
    assert readings(graph, "Journey", "j") == [
        ("of journey", 1.0, "2026-03-31", 1, 2, "HERE"),
        ("of step", 5.0, "2026-02-28", 1, 0, "HERE"),
    ]
    assert rivals(graph, "Step", "s1") == [("zeta", "of journey", 3.0, 1), ("zeta", "of step", 4.0, 1)]


def test_reading_compares_no_added_target_at_a_part(graph: Graph) -> None:
    graph.run(PLACES)
    write(graph, taken(MARCH, 5.0, step="s1"), taken(MARCH, 1.0, step="s2"), method="SUM")
    measures(graph, "m", "j", "s3")

    assert readings(graph, "Step", "s1") == [("m", 5.0, "2026-03-31", 1, 0, "HERE")]
    assert readings(graph, "Journey", "j") == [("m", 6.0, "2026-03-31", 2, 0, "HERE")]
    assert readings(graph, "Step", "s3") == [("m", 6.0, "2026-03-31", 2, 1, "OVERALL")]


def test_measurement_without_result_is_no_reading(graph: Graph) -> None:
    graph.run(PLACES)
    write(graph, taken(MARCH, None, step="s1"), taken(FEBRUARY, None, step="s2"), taken(MARCH, 3.0))
    measures(graph, "m", "s2", "t")

    assert readings(graph, "Step", "s1") == []
    assert readings(graph, "Step", "s2") == [("m", 3.0, "2026-03-31", 1, 1, "OVERALL")]


def test_competitors_stand_beside_where_they_were_measured(graph: Graph) -> None:
    graph.run(PLACES)
    write(
        graph,
        taken(MARCH, 5.0, step="s1", competitor="zeta"),
        taken(FEBRUARY, 9.0, step="s1", competitor="zeta"),
        taken(MARCH, 7.0, step="s2", competitor="zeta"),
        taken(MARCH, 6.0, step="s2", competitor="alpha"),
        taken(MARCH, 8.0, step="s1"),
    )
    write(graph, taken(MARCH, 2.0, competitor="zeta"), metric="b")
    write(graph, taken(MARCH, 3.0, competitor="zeta"), metric="c")
    measures(graph, "b", "s1")
    measures(graph, "c", "s1", "t")

    assert rivals(graph, "Step", "s1") == [("zeta", "b", 2.0, 1), ("zeta", "m", 5.0, 1)]
    assert rivals(graph, "Journey", "j") == [("alpha", "m", 6.0, 1), ("zeta", "m", 6.0, 2)]
    assert rivals(graph, "Touchpoint", "t") == []
