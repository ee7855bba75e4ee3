"""The age of insights in whole days."""

import pytest

from tests.graph.reads.asking import Graph


@pytest.mark.parametrize(
    ("ago", "days"),
    [("PT0S", 0), ("PT23H", 0), ("P1DT1H", 1), ("P91DT12H", 91)],
)
def test_age_counts_whole_days(graph: Graph, ago: str, days: int) -> None:
    graph.run("CREATE (:Insight {id: 'i', createdAt: datetime() - duration($ago)})", {"ago": ago})

    assert graph.value("Insight", "ageDays", "i") == days
