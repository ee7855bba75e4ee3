"""Evidence behind opportunities against counts and arithmetic made by hand."""

from math import log10

import pytest

from tests.graph.reads.asking import Graph

QUOTES = """
CREATE (o:Opportunity {id: 'o'}), (:Opportunity {id: 'bare'}),
  (silent:Opportunity {id: 'silent'})<-[:REVEALS]-(:Insight {id: 'quiet', status: 'NEW', voice: 'VOA'}),
  (i:Insight {id: 'i', status: 'NEW', voice: 'VOC'})-[:REVEALS]->(o),
  (k:Insight {id: 'k', status: 'CONFIRMED', voice: 'VOB'})-[:REVEALS]->(o),
  (l:Insight {id: 'l', status: 'NEW', voice: 'VOC'})-[:REVEALS]->(o),
  (m:Insight {id: 'm', status: 'NEW'})-[:REVEALS]->(o),
  (talk:Source {id: 'talk', kind: 'INTERVIEW'}), (chat:Source {id: 'chat', kind: 'INTERVIEW'}),
  (form:Source {id: 'form', kind: 'SURVEY'}), (file:Source {id: 'file'}),
  (q1:Quote {id: 'q1'})-[:SUPPORTS]->(i), (q1)-[:SUPPORTS]->(k), (q1)-[:SAID_IN]->(talk),
  (q2:Quote {id: 'q2'})-[:SUPPORTS]->(k), (q2)-[:SAID_IN]->(form),
  (q3:Quote {id: 'q3'})-[:SUPPORTS]->(l), (q3)-[:SAID_IN]->(chat),
  (q4:Quote {id: 'q4'})-[:SUPPORTS]->(l), (q4)-[:SAID_IN]->(file),
  (q5:Quote {id: 'q5'})-[:SUPPORTS]->(m)
"""


def strength(kinds: int, quotes: int) -> float:
    """Evidence of so many kinds of source and so many quotes, by the formula."""
    return 0.5 * min(1, kinds / 5) + 0.5 * min(1, log10(1 + quotes) / 2)


@pytest.mark.parametrize(
    ("id", "quotes", "kinds", "voices"),
    [
        ("o", 5, ["INTERVIEW", "SURVEY"], ["VOB", "VOC"]),
        ("silent", 0, [], ["VOA"]),
        ("bare", 0, [], []),
    ],
)
def test_evidence_counts_each_once(
    graph: Graph, id: str, quotes: int, kinds: list[str], voices: list[str]
) -> None:
    graph.run(QUOTES)

    assert graph.value("Opportunity", "evidence.quotes", id) == quotes
    assert graph.value("Opportunity", "evidence.kinds", id) == kinds
    assert graph.value("Opportunity", "evidence.voices", id) == voices
    assert graph.value("Opportunity", "evidence.strength", id) == pytest.approx(strength(len(kinds), quotes))


MANY = """
CREATE (:Opportunity {id: 'o'})<-[:REVEALS]-(i:Insight {id: 'i', status: 'NEW'})
WITH i UNWIND range(1, $quotes) AS number
CREATE (i)<-[:SUPPORTS]-(:Quote {id: 'q' + number})
  -[:SAID_IN]->(:Source {id: 's' + number, kind: $kinds[number % size($kinds)]})
"""
KINDS = ["WORKSHOP", "INTERVIEW", "SURVEY", "SUPPORT_LOG", "REVIEW", "ANALYTICS", "FILE"]


@pytest.mark.parametrize(
    ("quotes", "kinds", "expected"),
    [
        (9, 1, 0.5 * 1 / 5 + 0.5 * 1 / 2),
        (98, 4, 0.5 * 4 / 5 + 0.5 * log10(99) / 2),
        (99, 5, 1.0),
        (150, 7, 1.0),
        (10, 7, 0.5 + 0.5 * log10(11) / 2),
    ],
)
def test_strength_ends_at_one(graph: Graph, quotes: int, kinds: int, expected: float) -> None:
    graph.run(MANY, {"quotes": quotes, "kinds": KINDS[:kinds]})

    assert graph.value("Opportunity", "evidence.strength", "o") == pytest.approx(expected)
    assert graph.value("Opportunity", "evidence.kinds", "o") == sorted(KINDS[:kinds])


def test_evidence_counts_insights_of_any_status(graph: Graph) -> None:
    graph.run("""
    CREATE (o:Opportunity {id: 'o'})<-[:REVEALS]-(:Insight {status: 'DISMISSED', voice: 'VOE'})
      <-[:SUPPORTS]-(both:Quote)-[:SAID_IN]->(:Source {kind: 'REVIEW'}),
      (o)<-[:REVEALS]-(:Insight {voice: 'VOA'})<-[:SUPPORTS]-(:Quote)-[:SAID_IN]->(:Source {kind: 'SURVEY'}),
      (o)<-[:REVEALS]-(:Insight {status: 'CONFIRMED', voice: 'VOC'})<-[:SUPPORTS]-(both)
    """)

    assert graph.value("Opportunity", "evidence.quotes", "o") == 2
    assert graph.value("Opportunity", "evidence.voices", "o") == ["VOA", "VOC", "VOE"]
    assert graph.value("Opportunity", "evidence.kinds", "o") == ["REVIEW", "SURVEY"]
    assert graph.value("Opportunity", "evidence.strength", "o") == pytest.approx(strength(2, 2))
