"""The API agrees with a second implementation on portfolios at random."""

from collections.abc import AsyncIterator, Callable
from pathlib import Path
from random import Random
from typing import Any

import pytest

from graph.database import Database
from graph.ids import id_from_number
from tests.api.asking import Api
from tests.api.portfolio import PREFIXES
from tests.questions import answers, formulas, measures
from tests.questions.generated import drawn, store
from tests.questions.near import near
from tests.questions.portfolio import Portfolio, plural

pytestmark = pytest.mark.anyio

HERE = Path(__file__).parent
EVERYTHING = (HERE / "everything.graphql").read_text("utf-8")
WAYS = (HERE / "ways.graphql").read_text("utf-8")
NUMBER = 50
# Between which kinds of record chains are sought: each pair is a plan of its own to the server.
ENDS = [
    *(("Step", "Goal"), ("Quote", "Team"), ("Opportunity", "Journey"), ("Metric", "Solution")),
    *(("Team", "Phase"), ("Insight", "Measurement"), ("Persona", "Channel")),
]
LOOKED_AT = 200  # chains between two records
GAPS = {
    **{"stepsWithoutInsight": "Step", "stepsWithoutVoc": "Step", "stepsWithOpinionOnly": "Step"},
    **{"momentsOfTruthWithoutOwner": "Step", "insightsWithoutOpportunity": "Insight"},
    **{"opportunitiesWithoutSolution": "Opportunity", "goalsWithoutLiveWork": "Goal"},
    **{"journeysWithoutTeam": "Journey", "journeysWithoutMetric": "Journey", "idleMetrics": "Metric"},
}
OVERLAPS = """query ($after: String, $journeys: [ID!], $teams: [ID!]) {
 overlaps(first: 100, after: $after, journeyIds: $journeys, teamIds: $teams) {
  nodes { teams { id } step { id } solutions { id } opportunities { id } } pageInfo { hasNextPage endCursor }
} }"""
PAIRS = """query ($after: String, $least: Int!) {
 journeyPairs(first: 100, after: $after, minimumShared: $least) {
  nodes { a { id } b { id } sharedOpportunities sharedSolutions sharedTouchpoints }
  pageInfo { hasNextPage endCursor }
} }"""


@pytest.fixture(scope="module")
async def portfolios(database: Database) -> list[Portfolio]:
    """The portfolios, all in the database: what belongs to one hangs together with no other."""
    found = drawn(NUMBER)
    await store(database, found)
    return found


def any_of(p: Portfolio, label: str, random: Random) -> str:
    """The id of any record of a kind; of none where there is none, so that one plan of the server does."""
    return random.choice(p.of(label) or [id_from_number(PREFIXES[label], 10**9)])


@pytest.mark.parametrize("number", range(NUMBER))
async def test_records_of_a_random_portfolio_agree(
    api: Api, portfolios: list[Portfolio], number: int
) -> None:
    p, random = portfolios[number], Random(number)
    kinds = ("Persona", "Step", "Journey", "Channel", "Segment", "Competitor", "Metric")
    asked = {label.lower(): any_of(p, label, random) for label in kinds}

    await agree_on_all(api, p, asked)


@pytest.mark.parametrize("number", range(NUMBER))
async def test_ways_of_a_random_portfolio_agree(api: Api, portfolios: list[Portfolio], number: int) -> None:
    p, random = portfolios[number], Random(number)
    a, b = (any_of(p, "Journey", random) for _ in range(2))
    kinds = ENDS[number % len(ENDS)]
    start, end = (random.choice(p.of(kind) or p.of("Journey")) for kind in kinds)
    goals, journeys = p.of("Goal"), p.of("Journey")
    depth = random.randint(0, 3)

    async def ask(way: str, **variables: Any) -> dict[str, Any]:
        answer = await api(WAYS, variables, operation=way)
        assert (answer.errors, len(answer.statements)) == ([], 1)
        return answer.data

    assert (await ask("Coverage", goals=goals))["coverage"] == answers.coverage(p)
    by_phase = await ask("CoverageByPhase", goals=goals, journeys=journeys)
    assert by_phase["coverage"] == answers.coverage(p, phases=True)
    impacts = await ask("Impact", **{"from": start, "to": end})
    assert impacts == {"one": answers.impact(p, start), "other": answers.impact(p, end)}
    near_by = await ask("Neighbourhood", **{"from": start, "depth": depth})
    assert near_by["neighbourhood"] == answers.neighbourhood(p, start, depth)
    compared = await ask("Comparison", a=a, b=b)
    assert compared["compareJourneys"]["rows"] == near(answers.comparison(p, a, b))
    traced = (await ask("Trace", **{"from": start, "to": end}))["trace"]
    chains = [([node["id"] for node in chain["nodes"]], chain["relationships"]) for chain in traced]
    expected = answers.chains(p, start, end)
    assert len(chains) == min(100, len(expected))
    assert chains == expected[:100] if len(expected) <= LOOKED_AT else all(way in expected for way in chains)


async def test_gaps_of_random_portfolios_agree(api: Api, portfolios: list[Portfolio]) -> None:
    expected = [answers.gaps(p) for p in portfolios]

    for gap in expected[0]:
        query = f"query ($after: String) {{ gaps {{ {gap}(first: 100, after: $after) {{ ...P }} }} }}"
        page = (
            f"fragment P on {GAPS[gap]}Connection {{ nodes {{ id }} pageInfo {{ hasNextPage endCursor }} }}"
        )
        nodes = [node async for node in pages(api, f"{query} {page}", lambda data, g=gap: data["gaps"][g])]
        assert sorted(node["id"] for node in nodes) == sorted(id for found in expected for id in found[gap])


async def test_pairs_of_random_portfolios_agree(api: Api, portfolios: list[Portfolio]) -> None:
    overlaps = [row for p in portfolios for row in answers.overlaps(p)]
    pairs = [row for p in portfolios for row in answers.journey_pairs(p)]
    close = [row for p in portfolios for row in answers.journey_pairs(p, 2)]

    found = [row async for row in pages(api, OVERLAPS, lambda data: data["overlaps"])]

    for row in found:
        row["solutions"].sort(key=str)
    overlaps.sort(key=answers.overlap_order)
    assert found == overlaps
    journeys = [id for p in portfolios for id in p.of("Journey")][::3][:100]
    teams = [id for p in portfolios for id in p.of("Team")][::2][:100]
    there = {id for p in portfolios for id in p.of("Step") if set(p.journeys_of([id])) & set(journeys)}
    expected = [row for row in overlaps if row["step"]["id"] in there]
    expected = [row for row in expected if {team["id"] for team in row["teams"]} & set(teams)]
    narrowed = pages(api, OVERLAPS, lambda data: data["overlaps"], journeys=journeys, teams=teams)
    assert [row["step"] async for row in narrowed] == [row["step"] for row in expected] != []
    for least, expected in ((1, pairs), (2, close)):
        rows = [row async for row in pages(api, PAIRS, lambda data: data["journeyPairs"], least=least)]
        assert rows == sorted(expected, key=answers.pair_order)


async def pages(
    api: Api, query: str, connection: Callable[[Any], Any], **variables: Any
) -> AsyncIterator[dict[str, Any]]:
    """All nodes of a connection, page after page."""
    after: str | None = None
    while True:
        page = connection(await api.read(query, after=after, **variables))
        for node in page["nodes"]:
            yield node
        after = page["pageInfo"]["endCursor"]
        if not page["pageInfo"]["hasNextPage"]:
            break


async def agree_on_all(api: Api, p: Portfolio, asked: dict[str, str]) -> None:
    """What is computed of each record agrees, kind by kind."""
    expected: dict[str, Callable[[str], dict[str, Any]]] = {
        "Step": lambda id: step(p, id, asked),
        "Phase": lambda id: experienced(p, id, asked),
        "Journey": lambda id: journey(p, id, asked),
        "Opportunity": lambda id: opportunity(p, id),
        "Solution": lambda id: solution(p, id, asked),
        "Insight": lambda id: insight(p, id),
        "Goal": lambda id: {"progress": formulas.progress(p, id)},
        "Measurement": lambda id: {"result": measures.result(p, id)},
        "Metric": lambda id: metric(p, id, asked),
    }
    for label, computed in expected.items():
        ids = p.of(label)
        answer = await api(EVERYTHING, {**asked, "ids": ids}, operation=label)
        assert (answer.errors, len(answer.statements)) == ([], 1)
        assert by_id(answer.data[plural(label)]) == {id: near(computed(id)) for id in ids}


def by_id(connection: dict[str, Any]) -> dict[str, Any]:
    """What was found for each record."""
    return {node.pop("id"): node for node in connection["nodes"]}


def step(p: Portfolio, id: str, asked: dict[str, str]) -> dict[str, Any]:
    """What is computed of a step."""
    return {
        "experience": formulas.experience(p, id),
        "theirs": formulas.experience(p, id, asked["persona"]),
        "experienceGap": formulas.experience_gap(p, id),
        "place": formulas.place(p, id),
    }


def experienced(p: Portfolio, id: str, asked: dict[str, str]) -> dict[str, Any]:
    """The means of a phase or a journey."""
    return {
        "experience": formulas.experience(p, id),
        "nested": formulas.experience(p, id, nested=True),
        "theirs": formulas.experience(p, id, asked["persona"], nested=True),
    }


def journey(p: Portfolio, id: str, asked: dict[str, str]) -> dict[str, Any]:
    """What is computed of a journey."""
    work = {"opportunities": "Opportunity", "solutions": "Solution", "insights": "Insight"}
    return {
        **experienced(p, id, asked),
        "experienceCurve": formulas.curve(p, id),
        "curveOfPersona": formulas.curve(p, id, asked["persona"]),
        "costToServe": measures.cost_to_serve(p, id),
        "steps": {"nodes": answers.refs(p.steps(id))},
        **{
            name: {"nodes": answers.refs(formulas.journey_work(p, id, label))} for name, label in work.items()
        },
    }


def opportunity(p: Portfolio, id: str) -> dict[str, Any]:
    """What is computed of an opportunity."""
    return {
        "value": formulas.value(p, id),
        "progress": formulas.progress(p, id),
        "priority": formulas.priority(p, id),
        "evidence": formulas.evidence(p, id),
        **reaching(p, id),
    }


def reaching(p: Portfolio, id: str) -> dict[str, Any]:
    """How far a record reaches, and where."""
    return {"reach": formulas.reach(p, id), "places": formulas.places(p, id)}


def solution(p: Portfolio, id: str, asked: dict[str, str]) -> dict[str, Any]:
    """What is computed of a solution."""
    return {
        "progress": formulas.progress(p, id),
        "effect": measures.effect(p, id),
        "month": measures.effect(p, id, asked["metric"], 30),
        **reaching(p, id),
    }


def insight(p: Portfolio, id: str) -> dict[str, Any]:
    """What is computed of an insight."""
    return {"ageDays": formulas.age_days(p, id), **reaching(p, id)}


def metric(p: Portfolio, id: str, asked: dict[str, str]) -> dict[str, Any]:
    """What is computed of a metric."""
    value, on = measures.latest(p, id)
    return {
        "latest": value,
        "latestOn": on,
        "missedTargets": measures.missed_targets(p, id),
        "trend": measures.trend(p, id),
        "short": measures.trend(p, id, 3),
        "atStep": measures.trend(p, id, 24, measures.linked(p, "AT", asked["step"])),
        "atJourney": measures.trend(p, id, 24, measures.at_journey(p, asked["journey"])),
        "viaChannel": measures.trend(p, id, 12, measures.linked(p, "VIA", asked["channel"])),
        "amongSegment": measures.trend(p, id, 12, measures.linked(p, "AMONG", asked["segment"])),
        "ofCompetitor": measures.trend(p, id, 12, competitor=asked["competitor"]),
    }
