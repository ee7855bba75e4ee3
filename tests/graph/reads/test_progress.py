"""Progress of solutions, opportunities and goals against means taken by hand."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.graph.reads.asking import Graph

TREE = """
UNWIND $records AS row
CALL (row) {
  WITH row WHERE row.label = 'Goal' CREATE (n:Goal) RETURN n
  UNION WITH row WHERE row.label = 'Opportunity' CREATE (n:Opportunity) RETURN n
  UNION WITH row WHERE row.label = 'Solution' CREATE (n:Solution) RETURN n
}
SET n += {id: row.id, status: row.status, progressOverride: row.override}
"""
LINKS = """
UNWIND $links AS link
MATCH (below {id: link[0]}), (above {id: link[2]})
FOREACH (type IN [t IN [link[1]] WHERE t = 'PART_OF'] | CREATE (below)-[:PART_OF]->(above))
FOREACH (type IN [t IN [link[1]] WHERE t = 'RESOLVES'] | CREATE (below)-[:RESOLVES]->(above))
FOREACH (type IN [t IN [link[1]] WHERE t = 'CONTRIBUTES_TO'] | CREATE (below)-[:CONTRIBUTES_TO]->(above))
"""
KINDS = {"g": "Goal", "o": "Opportunity", "s": "Solution"}


def write(
    graph: Graph, records: dict[str, str], links: str, overrides: dict[str, float] | None = None
) -> None:
    """A tree from statuses by id and lines `below TYPE above`; the first letter of an id names the kind."""
    rows = [
        {"id": id, "label": KINDS[id[0]], "status": status, "override": (overrides or {}).get(id)}
        for id, status in records.items()
    ]
    graph.run(TREE, {"records": rows})
    graph.run(LINKS, {"links": [line.split() for line in links.strip().splitlines()]})


@pytest.mark.parametrize(
    ("status", "expected"),
    [("IDEA", 0.0), ("PLANNED", 0.0), ("IN_PROGRESS", 0.5), ("LAUNCHED", 1.0), ("CANCELLED", None)],
)
def test_solution_progress_follows_status(graph: Graph, status: str, expected: float | None) -> None:
    write(graph, {"s": status}, "")

    assert graph.value("Solution", "progress", "s") == expected


@pytest.mark.parametrize(
    ("id", "status", "override", "expected"),
    [
        ("o", "OPEN", None, 0.0),
        ("o", "IN_PROGRESS", None, 0.5),
        ("o", "SOLVED", None, 1.0),
        ("o", "DISMISSED", None, None),
        ("o", "DISMISSED", 0.4, None),
        ("o", "OPEN", 0.4, 0.4),
        ("o", "SOLVED", 0.0, 0.0),
        ("g", "OPEN", None, 0.0),
        ("g", "IN_PROGRESS", None, 0.5),
        ("g", "REACHED", None, 1.0),
        ("g", "DROPPED", 0.4, None),
        ("g", "REACHED", 0.4, 0.4),
    ],
)
def test_progress_without_parts_follows_status(
    graph: Graph, id: str, status: str, override: float | None, expected: float | None
) -> None:
    write(graph, {id: status}, "", {} if override is None else {id: override})

    assert graph.value(KINDS[id], "progress", id) == expected


def test_opportunity_averages_children_and_solutions(graph: Graph) -> None:
    write(
        graph,
        {
            "o": "SOLVED",
            "o1": "OPEN",
            "o2": "DISMISSED",
            "o11": "IN_PROGRESS",
            "s1": "LAUNCHED",
            "s2": "CANCELLED",
        }
        | {"s3": "IN_PROGRESS", "s4": "PLANNED"},
        """
        o1 PART_OF o
        o2 PART_OF o
        o11 PART_OF o1
        s1 RESOLVES o
        s2 RESOLVES o
        s1 RESOLVES o1
        s3 RESOLVES o11
        s4 RESOLVES o11
        s1 RESOLVES o2
        """,
    )

    o11 = (0.5 + 0) / 2
    o1 = (o11 + 1) / 2
    assert graph.value("Opportunity", "progress", "o11") == pytest.approx(o11)
    assert graph.value("Opportunity", "progress", "o1") == pytest.approx(o1)
    assert graph.value("Opportunity", "progress", "o") == pytest.approx((o1 + 1) / 2)
    assert graph.value("Opportunity", "progress", "o2") is None


def test_left_out_parts_count_as_none(graph: Graph) -> None:
    write(
        graph,
        {"o": "IN_PROGRESS", "o1": "DISMISSED", "s": "CANCELLED", "g": "REACHED", "g1": "DROPPED"},
        "o1 PART_OF o\ns RESOLVES o\ng1 PART_OF g\ns CONTRIBUTES_TO g\no1 CONTRIBUTES_TO g",
    )

    assert graph.value("Opportunity", "progress", "o") == 0.5
    assert graph.value("Goal", "progress", "g") == 1.0


def test_override_stands_for_everything_below(graph: Graph) -> None:
    write(
        graph,
        {"g": "OPEN", "o1": "OPEN", "o2": "OPEN", "o11": "OPEN", "s1": "LAUNCHED"},
        "o1 CONTRIBUTES_TO g\no2 CONTRIBUTES_TO g\no11 PART_OF o1\ns1 RESOLVES o11\ns1 RESOLVES o1",
        {"o1": 0.3},
    )

    assert graph.value("Opportunity", "progress", "o1") == 0.3
    assert graph.value("Opportunity", "progress", "o11") == 1.0
    assert graph.value("Goal", "progress", "g") == pytest.approx((0.3 + 0) / 2)


def test_goal_averages_three_kinds_of_parts(graph: Graph) -> None:
    write(
        graph,
        {"g": "OPEN", "g1": "OPEN", "g2": "IN_PROGRESS", "o1": "OPEN", "s1": "LAUNCHED", "s2": "IN_PROGRESS"},
        """
        g1 PART_OF g
        g2 PART_OF g
        o1 CONTRIBUTES_TO g
        s1 CONTRIBUTES_TO g
        s1 RESOLVES o1
        s2 RESOLVES o1
        o1 CONTRIBUTES_TO g1
        s2 CONTRIBUTES_TO g1
        """,
    )

    o1 = (1 + 0.5) / 2
    g1 = (o1 + 0.5) / 2
    assert graph.value("Goal", "progress", "g1") == pytest.approx(g1)
    assert graph.value("Goal", "progress", "g") == pytest.approx((g1 + 0.5 + o1 + 1) / 4)


@pytest.mark.parametrize("width", [1, 3, 7, 10, 49])
def test_finished_goal_is_exactly_one(graph: Graph, width: int) -> None:
    records = {"g": "OPEN"} | {f"o{n}": "OPEN" for n in range(width)}
    records |= {f"s{n}_{m}": "LAUNCHED" for n in range(width) for m in range(n % 3)}
    records |= {f"o{n}": "SOLVED" for n in range(0, width, 3)}
    links = [f"o{n} CONTRIBUTES_TO g" for n in range(width)]
    links += [f"s{n}_{m} RESOLVES o{n}" for n in range(width) for m in range(n % 3)]
    write(graph, records, "\n".join(links))

    assert graph.value("Goal", "progress", "g") == 1.0


RECORDS = st.lists(
    st.tuples(
        st.sampled_from(["OPEN", "IN_PROGRESS", "SOLVED", "DISMISSED"]),
        st.one_of(st.none(), st.none(), st.sampled_from([0.0, 0.25, 1.0])),
        st.integers(0, 30),
        st.lists(st.sampled_from(["IDEA", "IN_PROGRESS", "LAUNCHED", "CANCELLED"]), max_size=3),
    ),
    min_size=1,
    max_size=12,
)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(RECORDS)
def test_progress_agrees_with_recursion(graph: Graph, records: list[Any]) -> None:
    graph.run("MATCH (n) DETACH DELETE n")
    opportunities = {f"o{n}": status for n, (status, _, _, _) in enumerate(records)}
    overrides = {f"o{n}": override for n, (_, override, _, _) in enumerate(records) if override is not None}
    parents = {f"o{n}": f"o{parent % n}" for n, (_, _, parent, _) in enumerate(records) if n}
    solutions = {f"s{n}_{m}": s for n, (_, _, _, below) in enumerate(records) for m, s in enumerate(below)}
    links = [f"{child} PART_OF {parent}" for child, parent in parents.items()]
    links += [f"{id} RESOLVES o{id[1:].partition('_')[0]}" for id in solutions]
    write(graph, opportunities | solutions, "\n".join(links), overrides)

    def progress(id: str) -> float | None:
        if opportunities[id] == "DISMISSED" or id in overrides:
            return None if opportunities[id] == "DISMISSED" else overrides[id]
        scores = {"IDEA": 0.0, "IN_PROGRESS": 0.5, "LAUNCHED": 1.0, "CANCELLED": None}
        parts = [progress(child) for child, parent in parents.items() if parent == id]
        parts += [scores[s] for name, s in solutions.items() if name.startswith(f"s{id[1:]}_")]
        there = [part for part in parts if part is not None]
        alone = {"OPEN": 0.0, "IN_PROGRESS": 0.5, "SOLVED": 1.0}[opportunities[id]]
        return sum(there) / len(there) if there else alone

    expected = progress("o0")
    assert graph.value("Opportunity", "progress", "o0") == (
        None if expected is None else pytest.approx(expected)
    )
