"""Money of solutions against sums made by hand."""

import pytest

from tests.graph.reads.asking import Graph

SOLUTIONS = """
CREATE
  (g:Goal {id: 'g', name: 'Grow'}), (h:Goal {id: 'h', name: 'Earn'}),
  (a:Team {id: 'a', name: 'Ant'}), (b:Team {id: 'b', name: 'Bee'}),
  (:Journey {id: 'j', name: 'Join'})-[:HAS_PHASE]->(:Phase {id: 'p'})-[:HAS_STEP]->(s:Step {id: 's'}),
  (:Journey {id: 'k', name: 'Keep'})-[:HAS_PHASE]->(r:Phase {id: 'r'})-[:HAS_STEP]->(t:Step {id: 't'}),
  (r)-[:HAS_STEP]->(u:Step {id: 'u'}),
  (x:Solution {id: 'x', status: 'LAUNCHED', currency: 'EUR', cost: 100.0, realisedValue: 30.0,
    launchedOn: date('2026-03-01')}),
  (y:Solution {id: 'y', status: 'LAUNCHED', currency: 'EUR', expectedValue: 7.0,
    launchedOn: date('2025-12-31')}),
  (z:Solution {id: 'z', status: 'IN_PROGRESS', currency: 'USD', cost: 5.0}),
  (off:Solution {id: 'off', status: 'CANCELLED', currency: 'EUR', cost: 9.0}),
  (:Solution {id: 'bare', status: 'IDEA', realisedValue: 2.0}),
  (:Solution {id: 'none', status: 'IDEA', currency: 'EUR'})-[:CONTRIBUTES_TO]->(g),
  (x)-[:CONTRIBUTES_TO]->(g), (x)-[:CONTRIBUTES_TO]->(h), (off)-[:CONTRIBUTES_TO]->(g),
  (x)-[:DELIVERED_BY]->(b), (x)-[:OWNED_BY]->(a), (y)-[:OWNED_BY]->(a), (z)-[:DELIVERED_BY]->(a),
  (z)-[:DELIVERED_BY]->(b),
  (x)-[:CHANGES]->(s), (y)-[:RESOLVES]->(o:Opportunity {id: 'o'})-[:ADDRESSES]->(t), (o)-[:ADDRESSES]->(u),
  (x)-[:RESOLVES]->(o)
"""


@pytest.mark.parametrize(
    ("by", "expected"),
    [
        (
            "STATUS",
            [
                ("IDEA", "Idea", "XXX", 1, 0, None, None, 2.0, 2.0),
                ("IN_PROGRESS", "In progress", "USD", 1, 0, 5.0, None, None, -5.0),
                ("LAUNCHED", "Launched", "EUR", 2, 0, 100.0, 7.0, 30.0, -70.0),
                ("CANCELLED", "Cancelled", "EUR", 1, 1, 9.0, None, None, -9.0),
            ],
        ),
        (
            "GOAL",
            [
                ("h", "Earn", "EUR", 1, 0, 100.0, None, 30.0, -70.0),
                ("g", "Grow", "EUR", 2, 1, 109.0, None, 30.0, -79.0),
                ("", "None", "EUR", 1, 0, None, 7.0, None, None),
                ("", "None", "USD", 1, 0, 5.0, None, None, -5.0),
                ("", "None", "XXX", 1, 0, None, None, 2.0, 2.0),
            ],
        ),
        (
            "TEAM",
            [
                ("a", "Ant", "EUR", 1, 0, None, 7.0, None, None),
                ("a", "Ant", "USD", 1, 0, 5.0, None, None, -5.0),
                ("b", "Bee", "EUR", 1, 0, 100.0, None, 30.0, -70.0),
                ("b", "Bee", "USD", 1, 0, 5.0, None, None, -5.0),
                ("", "None", "EUR", 1, 1, 9.0, None, None, -9.0),
                ("", "None", "XXX", 1, 0, None, None, 2.0, 2.0),
            ],
        ),
        (
            "YEAR",
            [
                ("2025", "2025", "EUR", 1, 0, None, 7.0, None, None),
                ("2026", "2026", "EUR", 1, 0, 100.0, None, 30.0, -70.0),
                ("", "None", "EUR", 1, 1, 9.0, None, None, -9.0),
                ("", "None", "USD", 1, 0, 5.0, None, None, -5.0),
                ("", "None", "XXX", 1, 0, None, None, 2.0, 2.0),
            ],
        ),
        (
            "JOURNEY",
            [
                ("j", "Join", "EUR", 1, 0, 100.0, None, 30.0, -70.0),
                ("k", "Keep", "EUR", 1, 0, None, 7.0, None, None),
                ("", "None", "EUR", 1, 1, 9.0, None, None, -9.0),
                ("", "None", "USD", 1, 0, 5.0, None, None, -5.0),
                ("", "None", "XXX", 1, 0, None, None, 2.0, 2.0),
            ],
        ),
    ],
)
def test_money_adds_up_by_key_and_currency(graph: Graph, by: str, expected: list[tuple[object, ...]]) -> None:
    graph.run(SOLUTIONS)

    assert [tuple(row.values()) for row in graph.rows("Query", "moneyTotals", by=by)] == expected
