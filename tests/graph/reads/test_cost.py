"""Costs to serve against sums made by hand."""

from typing import Any

import pytest

from tests.graph.reads.asking import Graph

JOURNEY = """
CREATE (j:Journey {id: 'j', frequencyPerYear: $frequency, unitCost: $unit, currency: $currency}),
  (j)-[:HAS_PHASE]->(:Phase)-[:HAS_STEP]->(:Step {id: 's'}),
  (:Channel {id: 'phone', name: 'Phone', contactCost: 6.0, currency: 'EUR'}),
  (:Channel {id: 'shop', name: 'Shop', contactCost: 9.5, currency: 'CHF'}),
  (:Channel {id: 'chat', name: 'Chat', contactCost: 1.5, currency: 'EUR'}),
  (:Channel {id: 'mail', name: 'Mail', currency: 'EUR'}),
  (:Metric {id: 'contacts', method: 'COUNT', unit: 'contacts'}),
  (:Metric {id: 'calls', method: 'COUNT', unit: 'calls'}),
  (:Metric {id: 'mean', method: 'MEAN', unit: 'contacts'})
"""
CONTACTS = """
UNWIND $rows AS row
MATCH (metric:Metric {id: row[0]}), (step:Step {id: 's'})
OPTIONAL MATCH (channel:Channel {id: row[1]})
CREATE (mea:Measurement {endsOn: date(row[2]), value: row[3]})-[:OF]->(metric), (mea)-[:AT]->(step)
SET mea.startsOn = coalesce(date(row[4]), date.truncate('month', mea.endsOn))
FOREACH (one IN CASE WHEN channel IS NULL THEN [] ELSE [channel] END | CREATE (mea)-[:VIA]->(one))
"""


def cost(
    graph: Graph, rows: list[tuple[Any, ...]], estimate: tuple[Any, ...] = (None, None, None)
) -> dict[str, Any]:
    """The cost of a journey with measurements of metric, channel, last day and value; days as text."""
    graph.run(JOURNEY, dict(zip(("frequency", "unit", "currency"), estimate, strict=True)))
    graph.run(CONTACTS, {"rows": [[*row, None][:5] for row in rows]})
    [row] = graph.rows("Journey", "costToServe", "j")
    return {name: str(value) if name in ("from", "to") and value else value for name, value in row.items()}


def test_contacts_are_costed_by_channel(graph: Graph) -> None:
    rows = [
        ("contacts", "phone", "2026-02-28", 100.0),
        ("contacts", "phone", "2025-03-31", 20.0),
        ("contacts", "chat", "2026-01-31", 200.0),
        ("contacts", "shop", "2026-02-28", 10.0),
        # Not asked for: a thirteenth month, with a cost or without, another unit, another method.
        ("contacts", "phone", "2025-02-28", 1000.0),
        ("contacts", "mail", "2025-02-28", 1000.0),
        ("calls", "phone", "2026-02-28", 1000.0),
        ("mean", "phone", "2026-02-28", 1000.0),
        # A part of its month, and what has no value.
        ("contacts", "phone", "2026-02-14", 55.0),
        ("contacts", "phone", "2026-03-31", None),
        # Left out: a channel without a cost, no channel.
        ("contacts", "mail", "2026-03-31", 700.0),
        ("contacts", None, "2025-03-31", 60.0),
    ]

    assert cost(graph, rows, (1000.0, 3.0, "EUR")) == {
        "basis": "MEASURED",
        "from": "2025-03-01",
        "to": "2026-02-28",
        "totals": [[10 * 9.5, "CHF"], [(100 + 20) * 6.0 + 200 * 1.5, "EUR"]],
        "byChannel": [
            ["chat", 200.0, [200 * 1.5, "EUR"]],
            ["phone", 120.0, [120 * 6.0, "EUR"]],
            ["shop", 10.0, [10 * 9.5, "CHF"]],
        ],
        "measurements": 4,
        "measurementsLeftOut": 2,
        "contactsLeftOut": 700.0 + 60.0,
    }


def test_leap_day_adds_no_month(graph: Graph) -> None:
    rows = [("contacts", "phone", "2025-02-28", 1.0), ("contacts", "phone", "2024-02-29", 50.0)]

    found = cost(graph, rows)

    assert (found["from"], found["totals"]) == ("2024-03-01", [[6.0, "EUR"]])


def test_rivals_contacts_cost_nothing(graph: Graph) -> None:
    graph.run("""
    CREATE (:Journey {id: 'j'})-[:HAS_PHASE]->(:Phase)-[:HAS_STEP]->(s:Step)
    CREATE (s)<-[:AT]-(m:Measurement {value: 5.0})
    CREATE (m)-[:OF]->(:Metric {method: 'COUNT', unit: 'contacts'})
    CREATE (m)-[:VIA]->(:Channel {contactCost: 1.0, currency: 'EUR'})
    CREATE (m)-[:REGARDING]->(:Competitor)
    SET m += {startsOn: date('2026-01-01'), endsOn: date('2026-01-31')}
    """)

    [row] = graph.rows("Journey", "costToServe", "j")

    assert (row["basis"], row["totals"]) == ("UNKNOWN", [])


@pytest.mark.parametrize(
    ("estimate", "basis", "totals"),
    [
        ((1000.0, 3.0, "EUR"), "ESTIMATED", [[1000 * 3.0, "EUR"]]),
        ((0.0, 3.0, "EUR"), "ESTIMATED", [[0.0, "EUR"]]),
        ((None, 3.0, "EUR"), "UNKNOWN", []),
        ((1000.0, None, "EUR"), "UNKNOWN", []),
        ((1000.0, 3.0, None), "UNKNOWN", []),
    ],
)
def test_cost_is_estimated_without_contacts(
    graph: Graph, estimate: tuple[Any, ...], basis: str, totals: list[Any]
) -> None:
    others = [("calls", "phone", "2026-02-28", 1000.0), ("contacts", "mail", "2020-01-31", 8.0)]

    assert cost(graph, others, estimate) == {
        "basis": basis,
        "from": None,
        "to": None,
        "totals": totals,
        "byChannel": [],
        "measurements": 0,
        "measurementsLeftOut": 1,
        "contactsLeftOut": 8.0,
    }
