"""Experience of steps, phases and journeys against values computed by hand."""

import pytest

from tests.graph.reads.asking import Graph

STEPS = """
CREATE (j:Journey {id: 'j', name: 'Buy a car'}),
  (j)-[:HAS_PHASE]->(p1:Phase {id: 'p1', position: 1}),
  (j)-[:HAS_PHASE]->(p0:Phase {id: 'p0', position: 0}),
  (p0)-[:HAS_STEP]->(s0:Step {id: 's0', position: 0, momentOfTruth: true, expectedExperience: 1.0}),
  (p0)-[:HAS_STEP]->(s1:Step {id: 's1', position: 1}),
  (p1)-[:HAS_STEP]->(s2:Step {id: 's2', position: 0, momentOfTruth: false}),
  (ann:Persona {id: 'ann'}), (bob:Persona {id: 'bob'}),
  (a:Insight {id: 'a', impact: 2.0, weight: 100.0, status: 'NEW'})-[:OBSERVED_AT]->(s0),
  (b:Insight {id: 'b', impact: -1.0, weight: 50.0, status: 'CONFIRMED'})-[:OBSERVED_AT]->(s0),
  (b)-[:OBSERVED_AT]->(s2),
  (a)-[:FELT_BY]->(ann), (b)-[:FELT_BY]->(ann), (b)-[:FELT_BY]->(bob),
  (:Insight {id: 'c', impact: -2.0, weight: 100.0, status: 'DISMISSED'})-[:OBSERVED_AT]->(s0),
  (:Insight {id: 'd', impact: -2.0, weight: 0.0, status: 'NEW'})-[:OBSERVED_AT]->(s0),
  (:Insight {id: 'e', weight: 100.0, status: 'NEW'})-[:OBSERVED_AT]->(s0),
  (:Insight {id: 'f', impact: 1.0, weight: 0.0, status: 'NEW'})-[:OBSERVED_AT]->(s1)
"""

S0 = (100 * 2 + 50 * -1) / (100 + 50)
S2 = -1.0


@pytest.mark.parametrize(
    ("id", "persona", "expected"),
    [
        ("s0", None, S0),
        ("s1", None, None),
        ("s2", None, S2),
        ("s0", "ann", S0),
        ("s0", "bob", -1.0),
        ("s0", "nobody", None),
    ],
)
def test_step_experience_weighs_impacts(
    graph: Graph, id: str, persona: str | None, expected: float | None
) -> None:
    graph.run(STEPS)

    assert graph.value("Step", "experience", id, personaId=persona) == (
        expected if expected is None else pytest.approx(expected)
    )


def test_means_leave_out_empty_steps(graph: Graph) -> None:
    graph.run(STEPS)

    assert graph.value("Phase", "experience", "p0") == pytest.approx(S0)
    assert graph.value("Phase", "experience", "p1") == pytest.approx(S2)
    assert graph.value("Journey", "experience", "j") == pytest.approx((S0 + S2) / 2)
    assert graph.value("Journey", "experience", "j", personaId="bob") == pytest.approx((-1.0 + S2) / 2)
    assert graph.value("Journey", "experience", "j", personaId="nobody") is None


def test_mean_is_over_steps_not_phases(graph: Graph) -> None:
    graph.run("""
    CREATE (j:Journey {id: 'j'})-[:HAS_PHASE]->(p:Phase {position: 0})
    CREATE (j)-[:HAS_PHASE]->(q:Phase {position: 1})
    CREATE (p)-[:HAS_STEP]->(:Step)<-[:OBSERVED_AT]-(:Insight {impact: 2.0, weight: 10.0, status: 'NEW'})
    CREATE (p)-[:HAS_STEP]->(:Step)<-[:OBSERVED_AT]-(:Insight {impact: 1.0, weight: 100.0, status: 'NEW'})
    CREATE (q)-[:HAS_STEP]->(:Step)<-[:OBSERVED_AT]-(:Insight {impact: -2.0, weight: 100.0, status: 'NEW'})
    """)

    assert graph.value("Journey", "experience", "j") == pytest.approx((2 + 1 - 2) / 3)


def test_nesting_without_details_changes_nothing(graph: Graph) -> None:
    graph.run(STEPS)

    for owner, id in [("Phase", "p0"), ("Phase", "p1"), ("Journey", "j")]:
        assert graph.value(owner, "experience", id, nested=True) == graph.value(owner, "experience", id)


NESTED = """
UNWIND [
  // journey, step, impact (null: no insight), journeys that detail the step
  ['top', 't0', 2.0, ['low', 'empty', 'other']], ['top', 't1', null, ['low']], ['top', 't2', null, ['empty']],
  ['top', 't3', -2.0, []],
  ['low', 'l0', 1.0, []], ['low', 'l1', -1.0, ['deep']], ['low', 'l2', null, []],
  ['other', 'o0', null, ['deep']], ['deep', 'd0', -2.0, []], ['deep', 'd1', 0.5, []],
  ['empty', 'e0', null, []]
] AS row
MERGE (j:Journey {id: row[0]})
MERGE (j)-[:HAS_PHASE]->(p:Phase {id: 'of ' + row[0], position: 0})
CREATE (p)-[:HAS_STEP]->(s:Step {id: row[1], position: 0})
FOREACH (impact IN CASE WHEN row[2] IS NULL THEN [] ELSE [row[2]] END |
  CREATE (:Insight {impact: impact, weight: 100.0, status: 'NEW'})-[:OBSERVED_AT]->(s))
FOREACH (name IN row[3] | MERGE (detail:Journey {id: name}) CREATE (s)-[:DETAILED_BY]->(detail))
"""
DEEP = (-2.0 + 0.5) / 2
LOW = (1.0 + (-1.0 + DEEP) / 2) / 2
OTHER = DEEP
TOP_0 = (2.0 + LOW + OTHER) / 3
TOP_1 = LOW
TOP_3 = -2.0


@pytest.mark.parametrize(
    ("journey", "expected"),
    [("deep", DEEP), ("low", LOW), ("other", OTHER), ("empty", None), ("top", (TOP_0 + TOP_1 + TOP_3) / 3)],
)
def test_nested_step_averages_own_and_details(graph: Graph, journey: str, expected: float | None) -> None:
    graph.run(NESTED)

    wanted = expected if expected is None else pytest.approx(expected)
    assert graph.value("Journey", "experience", journey, nested=True) == wanted
    assert graph.value("Phase", "experience", f"of {journey}", nested=True) == wanted


def test_details_stay_outside_unless_nested(graph: Graph) -> None:
    graph.run(NESTED)

    assert graph.value("Journey", "experience", "top") == pytest.approx((2.0 - 2.0) / 2)
    assert graph.value("Journey", "experience", "other") is None


def test_nesting_reaches_four_journeys_down(graph: Graph) -> None:
    graph.run("""
    UNWIND range(0, 5) AS level
    CREATE (j:Journey {id: 'j' + level})-[:HAS_PHASE]->(:Phase)-[:HAS_STEP]->(s:Step {id: 's' + level})
    CREATE (s)<-[:OBSERVED_AT]-(:Insight {impact: toFloat(level) / 10, weight: 100.0, status: 'NEW'})
    """)
    graph.run("""
    UNWIND range(0, 4) AS level
    MATCH (s:Step {id: 's' + level}), (j:Journey {id: 'j' + (level + 1)})
    CREATE (s)-[:DETAILED_BY]->(j)
    """)

    fourth = (0.0 + (0.1 + (0.2 + (0.3 + 0.4) / 2) / 2) / 2) / 2
    assert graph.value("Journey", "experience", "j0", nested=True) == pytest.approx(fourth)


def test_nested_means_keep_to_persona(graph: Graph) -> None:
    graph.run(NESTED)
    graph.run("""
    MATCH (d0:Step {id: 'd0'})<-[:OBSERVED_AT]-(i)
    CREATE (i)-[:FELT_BY]->(:Persona {id: 'ann'})
    """)

    assert graph.value("Journey", "experience", "top", nested=True, personaId="ann") == pytest.approx(
        ((-2.0 + -2.0) / 2 + -2.0) / 2
    )


def test_curve_lists_steps_in_order(graph: Graph) -> None:
    graph.run(STEPS)

    points = [tuple(row.values()) for row in graph.rows("Journey", "experienceCurve", "j")]

    assert points == [
        ("s0", pytest.approx(S0), 1.0, 2, True),
        ("s1", None, None, 0, False),
        ("s2", pytest.approx(S2), None, 1, False),
    ]


def test_curve_of_persona_keeps_all_steps(graph: Graph) -> None:
    graph.run(STEPS)

    points = graph.rows("Journey", "experienceCurve", "j", personaId="bob")

    assert [(point["step"], point["value"], point["insights"]) for point in points] == [
        ("s0", -1.0, 1),
        ("s1", None, 0),
        ("s2", -1.0, 1),
    ]


WALKERS = """
MATCH (j:Journey {id: 'j'}), (ann:Persona {id: 'ann'}), (bob:Persona {id: 'bob'})
SET ann.name = 'Zoe', bob.name = 'Abel'
CREATE (j)-[:WALKED_BY]->(ann), (j)-[:WALKED_BY]->(bob), (:Persona {id: 'cat', name: 'Cat'})
"""
ALL = [["s0", S0, 1.0, 2, True], ["s1", None, None, 0, False], ["s2", S2, None, 1, False]]
OF_BOB = [["s0", -1.0, 1.0, 1, True], ["s1", None, None, 0, False], ["s2", -1.0, None, 1, False]]
OF_CAT = [["s0", None, 1.0, 0, True], ["s1", None, None, 0, False], ["s2", None, None, 0, False]]


@pytest.mark.parametrize(
    ("named", "expected"),
    [
        (None, [(None, ALL), ("bob", OF_BOB), ("ann", ALL)]),
        (["cat", "unknown", "bob"], [(None, ALL), ("cat", OF_CAT), ("bob", OF_BOB)]),
        ([], [(None, ALL)]),
    ],
)
def test_curves_stand_side_by_side(
    graph: Graph, named: list[str] | None, expected: list[tuple[str | None, list[list[object]]]]
) -> None:
    graph.run(STEPS)
    graph.run(WALKERS)

    rows = graph.rows("Journey", "experienceCurves", "j", personaIds=named)

    assert [(row["persona"], row["points"]) for row in rows] == expected


def test_nested_curves_average_own_and_details(graph: Graph) -> None:
    graph.run(NESTED)
    graph.run("MATCH (s:Step) SET s.position = toInteger(right(s.id, 1))")
    graph.run("""
    MATCH (d0:Step {id: 'd0'})<-[:OBSERVED_AT]-(i), (top:Journey {id: 'top'})
    CREATE (i)-[:FELT_BY]->(ann:Persona {id: 'ann', name: 'Ann'}), (top)-[:WALKED_BY]->(ann)
    """)

    plain, of_ann = graph.rows("Journey", "experienceCurves", "top", nested=True)
    flat = graph.rows("Journey", "experienceCurves", "top")[0]

    assert [(step, insights) for step, _, _, insights, _ in plain["points"]] == [
        ("t0", 1),
        ("t1", 0),
        ("t2", 0),
        ("t3", 1),
    ]
    assert [value for _, value, *_ in plain["points"]] == [
        pytest.approx(TOP_0),
        pytest.approx(TOP_1),
        None,
        TOP_3,
    ]
    assert [value for _, value, *_ in of_ann["points"]] == [-2.0, -2.0, None, None]
    assert [value for _, value, *_ in flat["points"]] == [2.0, None, None, TOP_3]


@pytest.mark.parametrize(
    ("id", "expected"),
    # Expected 1, experienced S0; nothing expected of s2; no insight at s1.
    [("s0", S0 - 1.0), ("s1", None), ("s2", None)],
)
def test_gap_needs_both_values(graph: Graph, id: str, expected: float | None) -> None:
    graph.run(STEPS)
    graph.run("MATCH (s:Step {id: 's1'}) SET s.expectedExperience = 2.0")

    assert graph.value("Step", "experienceGap", id) == (
        expected if expected is None else pytest.approx(expected)
    )
