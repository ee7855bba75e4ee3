"""Computed values compose: inside each other, beside each other, in filters and orders, in one statement."""

from typing import Any

import pytest

from graph.database import Database
from tests.api.asking import Api
from tests.questions import answers, formulas, measures
from tests.questions.generated import drawn, store
from tests.questions.near import near
from tests.questions.portfolio import Portfolio

pytestmark = pytest.mark.anyio


@pytest.fixture(scope="module")
async def p(database: Database) -> Portfolio:
    """A few portfolios at random, taken as one."""
    found = drawn(8)
    await store(database, found)
    records = {id: record for each in found for id, record in each.records.items()}
    return Portfolio(records, [link for each in found for link in each.links])


async def test_reach_stands_inside_solutions_of_teams(api: Api, p: Portfolio) -> None:
    query = """{ teams(first: 40) { nodes { id deliveries(first: 10) { nodes {
      id progress reach { journeys steps personas teams frequencyPerYear }
      opportunities(first: 10) { nodes { id priority { rice } goals(first: 10) { nodes { id progress } } } }
    } } } } }"""

    found = (await api.read(query))["teams"]["nodes"]

    def solution(id: str) -> dict[str, Any]:
        opportunities = [
            {
                "id": item,
                "priority": {"rice": formulas.priority(p, item)["rice"]},
                "goals": {
                    "nodes": [
                        {"id": goal, "progress": formulas.progress(p, goal)}
                        for goal in p.by_name(p.out(item, "CONTRIBUTES_TO"))
                    ]
                },
            }
            for item in p.by_name(p.out(id, "RESOLVES"))
        ]
        return {
            "id": id,
            "progress": formulas.progress(p, id),
            "reach": formulas.reach(p, id),
            "opportunities": {"nodes": opportunities},
        }

    assert any(team["deliveries"]["nodes"] for team in found)
    assert found == near(
        [
            {
                "id": team,
                "deliveries": {"nodes": [solution(id) for id in p.by_name(p.back(team, "DELIVERED_BY"))]},
            }
            for team in p.by_name(p.of("Team"))
        ]
    )


async def test_questions_stand_beside_each_other(api: Api, p: Portfolio) -> None:
    step, journey = p.of("Step")[0], p.of("Journey")[0]
    query = """query ($step: ID!, $journey: ID!) {
      impactOf(id: $step) { journeys { id experience costToServe { basis } } }
      gaps { stepsWithoutVoc(first: 100, where: {experience: {isNull: false}}) { nodes { id experience } } }
      journeyPairs(first: 100) { nodes { a { id experience(nested: true) } b { id } sharedOpportunities } }
      journey(id: $journey) { steps { nodes { id metrics(first: 10) { nodes {
        id trend(stepId: $step) { change missedTargets }
      } } } } }
    }"""

    found = await api.read(query, step=step, journey=journey)

    assert found["impactOf"]["journeys"] == [
        near(
            {
                "id": item["id"],
                "experience": formulas.experience(p, item["id"]),
                "costToServe": {"basis": measures.cost_to_serve(p, item["id"])["basis"]},
            }
        )
        for item in answers.impact(p, step)["journeys"]
    ]
    quiet = [id for id in answers.gaps(p)["stepsWithoutVoc"] if formulas.experience(p, id) is not None]
    assert {node["id"]: node["experience"] for node in found["gaps"]["stepsWithoutVoc"]["nodes"]} == near(
        {id: formulas.experience(p, id) for id in quiet}
    )
    assert [row["a"]["experience"] for row in found["journeyPairs"]["nodes"]] == near(
        [formulas.experience(p, row["a"]["id"], nested=True) for row in answers.journey_pairs(p)]
    )
    trends = [
        {name: measures.trend(p, id, 12, step=step)[name] for name in ("change", "missedTargets")}
        for place in p.steps(journey)
        for id in p.by_name(p.back(place, "MEASURES"))
    ]
    nodes = [metric for item in found["journey"]["steps"]["nodes"] for metric in item["metrics"]["nodes"]]
    assert [node["trend"] for node in nodes] == near(trends)


async def test_computed_values_filter_order_and_add_up(api: Api, p: Portfolio) -> None:
    query = """{
      opportunities(first: 100, where: {stepCount: {gte: 1}}, orderBy: [
        {field: RICE, direction: DESC}, {field: EVIDENCE_STRENGTH, direction: DESC}
      ]) {
        nodes { id }
        aggregate { count value { n sum mean min max } rice { n mean } stepCount { n sum } }
        facets(by: STATUS) { value count }
      }
    }"""

    found = (await api.read(query))["opportunities"]

    wide = [id for id in p.of("Opportunity") if formulas.reach(p, id)["steps"] >= 1]
    rice = {id: formulas.priority(p, id)["rice"] for id in wide}
    strength = {id: formulas.evidence(p, id)["strength"] for id in wide}
    order = sorted(wide, key=lambda id: (rice[id] is not None, rice[id] or 0, strength[id], id), reverse=True)
    assert [node["id"] for node in found["nodes"]] == order
    scores = [score for id in wide if (score := formulas.value(p, id)) is not None]
    known = [score for score in rice.values() if score is not None]
    assert 0 < len(known) < len(wide)
    assert found["aggregate"] == near(
        {
            "count": len(wide),
            "value": statistics(scores),
            "rice": {"n": len(known), "mean": sum(known) / len(known)},
            "stepCount": {"n": len(wide), "sum": sum(formulas.reach(p, id)["steps"] for id in wide)},
        }
    )
    assert {facet["value"]: facet["count"] for facet in found["facets"]} == {
        status: sum(1 for id in wide if p.get(id, "status") == status)
        for status in {p.get(id, "status") for id in wide}
    }


async def test_money_is_never_added_across_currencies(api: Api, p: Portfolio) -> None:
    query = """{ solutions(first: 0, where: {currency: {isNull: false}}) {
      aggregate { count cost { currency n sum mean min max } }
    } }"""

    found = (await api.read(query))["solutions"]["aggregate"]

    solutions = [id for id in p.of("Solution") if p.get(id, "currency") is not None]
    stated = [p.records[id] for id in solutions if p.get(id, "cost") is not None]
    currencies = sorted({record["currency"] for record in stated})
    assert len(currencies) > 1
    assert found["count"] == len(solutions)
    assert found["cost"] == near(
        [
            {"currency": currency, **statistics([r["cost"] for r in stated if r["currency"] == currency])}
            for currency in currencies
        ]
    )


def statistics(values: list[float]) -> dict[str, Any]:
    """What an aggregate says of numbers."""
    return {
        "n": len(values),
        "sum": sum(values),
        "mean": sum(values) / len(values),
        "min": min(values),
        "max": max(values),
    }
