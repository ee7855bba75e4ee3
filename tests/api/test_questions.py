"""Root questions through the schema, on the hand-made portfolio; each takes one statement."""

import pytest

from tests.api.asking import Api
from tests.api.portfolio import Portfolio

pytestmark = pytest.mark.anyio


def keyed(portfolio: Portfolio, nodes: list[dict[str, str]]) -> list[str]:
    """The keys of records in place of their ids, in alphabetical order."""
    keys = {record["id"]: key for (_, key), record in portfolio.records.items()}
    return sorted(keys[node["id"]] for node in nodes)


@pytest.mark.parametrize(
    ("gap", "expected"),
    [
        ("stepsWithoutInsight", "call check confirm slot test yes"),
        ("stepsWithoutVoc", "bill call check compare confirm sign slot test yes"),
        ("stepsWithOpinionOnly", ""),
        ("momentsOfTruthWithoutOwner", "visit"),
        ("insightsWithoutOpportunity", "nice nought silent trend"),
        ("opportunitiesWithoutSolution", "blank choice least odd trust twin1 twin2"),
        ("goalsWithoutLiveWork", "dropped"),
        ("journeysWithoutTeam", "booking future leave"),
        ("journeysWithoutMetric", "booking future leave repair"),
        ("idleMetrics", "idle"),
    ],
)
async def test_gaps_are_connections(api: Api, portfolio: Portfolio, gap: str, expected: str) -> None:
    data = await api.read(f"{{ gaps {{ {gap} {{ totalCount nodes {{ id }} }} }} }}")

    assert keyed(portfolio, data["gaps"][gap]["nodes"]) == expected.split()
    assert data["gaps"][gap]["totalCount"] == len(expected.split())


async def test_gaps_filter_order_and_page(api: Api, portfolio: Portfolio) -> None:
    query = """query ($after: String) { gaps { __typename
      few: opportunitiesWithoutSolution(
        first: 2, after: $after, where: {value: {gt: 1}}, orderBy: {field: VALUE, direction: DESC}
      ) { totalCount nodes { name value } pageInfo { hasNextPage endCursor } aggregate { count } }
      idleMetrics(first: 0) { totalCount edges { node { id } } }
    } }"""

    first = (await api.read(query))["gaps"]
    second = (await api.read(query, after=first["few"]["pageInfo"]["endCursor"]))["gaps"]

    assert first["__typename"] == "Gaps"
    assert [node["value"] for node in first["few"]["nodes"]] == [80.0, 65.0]
    assert [node["value"] for node in second["few"]["nodes"]] == [65.0]
    assert first["few"]["totalCount"] == first["few"]["aggregate"]["count"] == 3
    assert [page["few"]["pageInfo"]["hasNextPage"] for page in (first, second)] == [True, False]
    assert first["idleMetrics"] == {"totalCount": 1, "edges": []}
