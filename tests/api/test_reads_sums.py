"""Totals, aggregates and facets: the same sums as in Python, over all that the filter lets through."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

import pytest

from tests.api.asking import Api
from tests.api.expected import Expected
from tests.api.portfolio import Name, Portfolio
from tests.api.test_filters import PLURALS
from tests.api.test_pages import capitals

SUMS = "n sum mean min max"
NUMBERS: list[tuple[str, str, Mapping[str, Any]]] = [
    ("Opportunity", "customerValue businessValue effort value progressOverride", {}),
    ("Opportunity", "value", {"status": {"eq": "OPEN"}}),
    ("Opportunity", "value effort", {"name": {"eq": "Twin"}}),
    ("Opportunity", "value", {"OR": []}),
    ("Opportunity", "journeyCount stepCount personaCount teamCount frequencyPerYear", {}),
    ("Opportunity", "rice evidenceStrength progress", {"solutions": {"some": {}}}),
    ("Step", "durationSeconds expectedExperience experience", {}),
    ("Journey", "level wave frequencyPerYear experience", {"state": {"eq": "CURRENT"}}),
    ("Measurement", "result sampleSize promoters value", {}),
    ("Insight", "impact weight stepCount", {"voice": {"eq": "VOC"}}),
]


def summed(values: list[Any]) -> dict[str, Any]:
    """What an aggregate says of some numbers; absent ones do not count."""
    there = [value for value in values if value is not None]
    if not there:
        return {"n": 0, "sum": None, "mean": None, "min": None, "max": None}
    facts = {"sum": sum(there), "mean": sum(there) / len(there), "min": min(there), "max": max(there)}
    return {"n": len(there), **{name: pytest.approx(value) for name, value in facts.items()}}


@pytest.mark.parametrize(("label", "names", "where"), NUMBERS, ids=str)
async def test_numbers_add_up(
    api: Api, portfolio: Portfolio, label: str, names: str, where: Mapping[str, Any]
) -> None:
    plural, expected = PLURALS[label], Expected(portfolio)
    asked = " ".join(f"{name} {{ {SUMS} }}" for name in names.split())

    data = await api.read(
        f"query ($where: {label}Filter) {{ {plural}(first: 1, where: $where) "
        f"{{ totalCount nodes {{ id }} aggregate {{ count {asked} }} }} }}",
        where=where,
    )

    let_through = expected.matching(label, where)
    page = data[plural]
    assert len(page["nodes"]) == min(1, len(let_through))
    assert page["totalCount"] == page["aggregate"].pop("count") == len(let_through)
    for name in names.split():
        assert page["aggregate"][name] == summed([expected.value(record, name) for record in let_through])


async def test_amounts_add_up_by_currency(api: Api, portfolio: Portfolio) -> None:
    query = """{
      solutions { aggregate { cost { currency n sum mean min max } realisedValue { currency sum } } }
      teams(where: {currency: {eq: "USD"}}) { aggregate { budget { currency n sum } } }
    }"""

    data = await api.read(query)

    assert data["solutions"]["aggregate"] == {
        "cost": [
            {"currency": "EUR", "n": 2, "sum": 170000.0, "mean": 85000.0, "min": 50000.0, "max": 120000.0},
            {"currency": "USD", "n": 1, "sum": 9000.0, "mean": 9000.0, "min": 9000.0, "max": 9000.0},
        ],
        "realisedValue": [{"currency": "EUR", "sum": 30000.0}],
    }
    assert data["teams"]["aggregate"]["budget"] == [{"currency": "USD", "n": 1, "sum": 80000.0}]


FACETS: list[tuple[str, str, Mapping[str, Any]]] = [
    ("Opportunity", "status", {}),
    ("Opportunity", "kind", {}),
    ("Opportunity", "kind", {"value": {"gt": 60}}),
    ("Opportunity", "team", {}),
    ("Opportunity", "parent", {}),
    ("Opportunity", "tags", {}),
    ("Opportunity", "goals", {}),
    ("Journey", "personas", {"level": {"isNull": False}}),
    ("Touchpoint", "channels", {}),
    ("Metric", "journeys", {}),
    ("Opportunity", "status", {"steps": {"some": {"name": {"startsWith": "t"}}}}),
    ("Step", "layer", {}),
    ("Step", "phase", {"phase": {"is": {"journey": {"is": {"name": {"eq": "Leave"}}}}}}),
    ("Journey", "visibility", {}),
    ("Journey", "futureOf", {}),
    ("Quote", "source", {}),
    ("Measurement", "metric", {}),
    ("Solution", "priority", {"OR": []}),
]


WORDS = {"ORG": "Organisation"}


def counted(portfolio: Portfolio, names: list[Name], by: str) -> list[dict[str, Any]]:
    """The facets of some records: most first, then by label and value."""
    found: Counter[tuple[str, str]] = Counter()
    for name in names:
        value = portfolio.records[name].get(by)
        if value is not None:
            found[value, WORDS.get(value) or value.replace("_", " ").capitalize()] += 1
        for end in portfolio.linked(*name, by):
            found[portfolio.id(*end), portfolio.records[end]["name"]] += 1
    rows = [{"value": value, "label": label, "count": count} for (value, label), count in found.items()]
    return sorted(rows, key=lambda row: (-row["count"], row["label"], row["value"]))


@pytest.mark.parametrize(("label", "by", "where"), FACETS, ids=str)
async def test_facets_count_each_value(
    api: Api, portfolio: Portfolio, label: str, by: str, where: Mapping[str, Any]
) -> None:
    plural = PLURALS[label]

    data = await api.read(
        f"query ($where: {label}Filter, $by: {label}Facet!) "
        f"{{ {plural}(where: $where) {{ facets(by: $by) {{ value label count }} }} }}",
        where=where,
        by=capitals(by),
    )

    let_through = Expected(portfolio).matching(label, where)
    assert data[plural]["facets"] == counted(portfolio, let_through, by)


async def test_sums_of_linked_records(api: Api, portfolio: Portfolio) -> None:
    query = """{ steps(where: {opportunities: {some: {}}}, first: 50) { nodes { id
      opportunities(first: 0, where: {status: {ne: DISMISSED}}) {
        totalCount aggregate { count value { n max } } facets(by: STATUS) { value count }
      }
    } } }"""

    nodes = (await api.read(query))["steps"]["nodes"]

    found = {node["id"]: node["opportunities"] for node in nodes}
    bill = found[portfolio.id("Step", "bill")]
    assert bill["totalCount"] == bill["aggregate"]["count"] == 3
    assert bill["aggregate"]["value"] == {"n": 3, "max": 80.0}
    assert bill["facets"] == [{"value": "OPEN", "count": 2}, {"value": "SOLVED", "count": 1}]
    assert found[portfolio.id("Step", "call")]["aggregate"] == {"count": 1, "value": {"n": 1, "max": 70.0}}


async def test_sums_of_computed_connections(api: Api, portfolio: Portfolio) -> None:
    query = """query ($id: ID!) { journey(id: $id) {
      steps(first: 0) {
        totalCount aggregate { durationSeconds { n sum } } facets(by: MOMENT) { value count }
      }
      opportunities(first: 0, where: {value: {gte: 50}}) {
        totalCount aggregate { value { sum } } facets(by: TEAM) { label }
      }
      solutions { totalCount facets(by: STATUS) { value } nodes { name } }
      insights { totalCount aggregate { impact { min } } }
    } }"""

    journey = (await api.read(query, id=portfolio.id("Journey", "buy")))["journey"]

    assert journey["steps"] == {
        "totalCount": 4,
        "aggregate": {"durationSeconds": {"n": 1, "sum": 600}},
        "facets": [{"value": "BEFORE", "count": 2}, {"value": "DURING", "count": 1}],
    }
    assert journey["opportunities"]["totalCount"] == 3
    assert journey["opportunities"]["aggregate"] == {"value": {"sum": 190.0}}
    assert journey["opportunities"]["facets"] == [{"label": "Sales"}]
    assert [node["name"] for node in journey["solutions"]["nodes"]] == [
        *("Merge the forms", "Remote line test", "Self-service portal"),
    ]
    assert journey["solutions"]["totalCount"] == 3
    assert journey["insights"] == {"totalCount": 5, "aggregate": {"impact": {"min": -2.0}}}


async def test_several_sums_share_one_page(api: Api, portfolio: Portfolio) -> None:
    query = """{ opportunities(first: 2, orderBy: {field: NAME}) {
      byStatus: facets(by: STATUS) { __typename value n: count }
      byTeam: facets(by: TEAM) { label }
      all: aggregate { __typename count total: count values: value { __typename n } value { n top: max } }
      more: aggregate { effort { min } }
      nodes { name }
    } }"""

    page = (await api.read(query))["opportunities"]

    assert page["byStatus"][0] == {"__typename": "Facet", "value": "OPEN", "n": 7}
    assert [facet["label"] for facet in page["byTeam"]] == ["Sales", "Field service", "IT"]
    assert page["all"] == {
        "__typename": "OpportunityAggregate",
        "count": 13,
        "total": 13,
        "values": {"__typename": "NumberAggregate", "n": 9},
        "value": {"n": 9, "top": 80.0},
    }
    assert page["more"] == {"effort": {"min": 0.0}}
    assert [node["name"] for node in page["nodes"]] == ["An app for faults", "Bill is hard to read"]


async def test_integers_stay_whole(api: Api, portfolio: Portfolio) -> None:
    data = await api.read("{ steps { aggregate { durationSeconds { sum min max mean } } } }")

    stated = [
        step["durationSeconds"] for step in portfolio.of("Step") if step.get("durationSeconds") is not None
    ]
    seconds = data["steps"]["aggregate"]["durationSeconds"]
    assert seconds.pop("mean") == pytest.approx(sum(stated) / len(stated))
    assert seconds == {"sum": 4260, "min": min(stated), "max": 3600}
