"""The API agrees with a second implementation on portfolios at random."""

from collections.abc import AsyncIterator, Callable
from pathlib import Path
from random import Random
from typing import Any

import pytest
from graphql import parse, print_ast, separate_operations

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
# Each operation of both files with the fragments it uses.
OPERATIONS = {
    name: print_ast(document)
    for file in ("everything", "ways")
    for name, document in separate_operations(parse((HERE / f"{file}.graphql").read_text("utf-8"))).items()
}
PAGE = 100  # records of one request
FEW = 11  # the server plans once for lists of so many to a hundred: shorter ones are filled up
NUMBER = 50
# Between which kinds of record chains are sought: each pair is a plan of its own to the server.
ENDS = [
    *(("Step", "Goal"), ("Quote", "Team"), ("Opportunity", "Journey"), ("Metric", "Solution")),
    *(("Team", "Phase"), ("Insight", "Measurement"), ("Persona", "Channel")),
]
PLACES = ("Step", "Journey", "Touchpoint")
# What is fixed where metrics are read in a narrower scope.
SCOPES = [("Step",), ("Journey",), ("Channel",), ("Segment",), ("Competitor",), ("Journey", "Channel")]
LOOKED_AT = 200  # chains between two records
GAPS = {
    **{"stepsWithoutInsight": "Step", "stepsWithoutVoc": "Step", "stepsWithOpinionOnly": "Step"},
    **{"momentsOfTruthWithoutOwner": "Step", "insightsWithoutOpportunity": "Insight"},
    **{"opportunitiesWithoutSolution": "Opportunity", "goalsWithoutActiveWork": "Goal"},
    **{"opportunitiesDoneNotClosed": "Opportunity", "opportunitiesClosedNotDone": "Opportunity"},
    **{"journeysWithoutTeam": "Journey", "journeysWithoutMetric": "Journey", "idleMetrics": "Metric"},
}
OVERLAPS = """query ($after: String, $journeys: [ID!], $teams: [ID!]) {
 overlaps(first: 100, after: $after, journeyIds: $journeys, teamIds: $teams) {
  nodes { teams { id } step { id } solutions { id } opportunities { id } direct }
  pageInfo { hasNextPage endCursor }
} }"""
TEAM_PAIRS = """query ($after: String) {
 teamPairs(first: 100, after: $after) {
  nodes { a { id } b { id } steps solutions direct } pageInfo { hasNextPage endCursor }
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
    p = portfolios[number]
    persona = any_of(p, "Persona", Random(number))
    personas = p.of("Persona")[::-1]

    await agree(api, p, records(p, persona), persona=persona)
    await agree(
        api, p, {"Curves": ("Journey", lambda id: curves(p, id, personas))}, personas=personas or None
    )


@pytest.mark.parametrize("number", range(NUMBER))
async def test_measures_of_a_random_portfolio_agree(
    api: Api, portfolios: list[Portfolio], number: int
) -> None:
    p, random = portfolios[number], Random(number)
    metric = any_of(p, "Metric", random)

    await agree(api, p, measured(p, metric), metric=metric)


@pytest.mark.parametrize("number", range(NUMBER))
async def test_scopes_of_a_random_portfolio_agree(api: Api, portfolios: list[Portfolio], number: int) -> None:
    p, random = portfolios[number], Random(number)

    for kinds in SCOPES:
        scope = {kind.lower(): any_of(p, kind, random) for kind in kinds}
        expected: Computed = {"Scoped": ("Metric", lambda id, scope=scope: scoped(p, id, scope))}
        await agree(api, p, expected, months=18, **{f"{name}Id": id for name, id in scope.items()})


@pytest.mark.parametrize("number", range(NUMBER))
async def test_readings_of_a_random_portfolio_agree(
    api: Api, portfolios: list[Portfolio], number: int
) -> None:
    p = portfolios[number]

    await agree(api, p, {f"{label}Readings": (label, lambda id: readings(p, id)) for label in PLACES})


@pytest.mark.parametrize("number", range(NUMBER))
async def test_money_of_a_random_portfolio_agrees(api: Api, portfolios: list[Portfolio], number: int) -> None:
    p = portfolios[number]
    ids = p.of("Solution")

    for by in ("STATUS", "GOAL", "TEAM", "YEAR", "JOURNEY"):
        answer = await api(OPERATIONS["Money"], {"ids": ids, "by": by})
        assert answer.errors == []
        rows = sorted(answer.data["moneyTotals"], key=lambda row: (row["key"], row["currency"]))
        assert rows == near(answers.money_totals(p, by))


@pytest.mark.parametrize("number", range(NUMBER))
async def test_ways_of_a_random_portfolio_agree(api: Api, portfolios: list[Portfolio], number: int) -> None:
    p, random = portfolios[number], Random(number)
    a, b = (any_of(p, "Journey", random) for _ in range(2))
    kinds = ENDS[number % len(ENDS)]
    start, end = (random.choice(p.of(kind) or p.of("Journey")) for kind in kinds)
    goals, journeys = p.of("Goal"), p.of("Journey")
    depth = random.randint(0, 3)

    async def ask(way: str, **variables: Any) -> dict[str, Any]:
        answer = await api(OPERATIONS[way], variables)
        assert (answer.errors, len(answer.statements)) == ([], 1)
        return answer.data

    assert (await ask("Coverage", journeys=journeys))["coverage"] == answers.coverage(p)
    by_phase = await ask("CoverageByPhase", goals=goals, journeys=journeys)
    assert by_phase["coverage"] == answers.coverage(p, goals, phases=True)
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


async def test_team_pairs_of_random_portfolios_agree(api: Api, portfolios: list[Portfolio]) -> None:
    expected = [row for p in portfolios for row in answers.team_pairs(p)]

    rows = [row async for row in pages(api, TEAM_PAIRS, lambda data: data["teamPairs"])]

    assert [row["steps"] for row in rows] == sorted((row["steps"] for row in rows), reverse=True)
    assert sorted(rows, key=str) == sorted(expected, key=str) != []


async def test_questions_about_an_unknown_id_answer_null(api: Api, portfolios: list[Portfolio]) -> None:
    query = """query ($a: ID!, $b: ID!) {
      impactOf(id: $a) { record { id } }
      neighbourhood(id: $a) { truncated }
      compareJourneys(a: $a, b: $b) { rows { change } }
    }"""
    known = next(id for p in portfolios for id in p.of("Journey"))

    found = await api.read(query, a=id_from_number(PREFIXES["Journey"], 10**9), b=known)

    assert found == {"impactOf": None, "neighbourhood": None, "compareJourneys": None}


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


# What is computed of a kind of record, by the operation that asks for it.
Computed = dict[str, tuple[str, Callable[[str], dict[str, Any]]]]


async def agree(api: Api, p: Portfolio, expected: Computed, **asked: Any) -> None:
    """What is computed of each record agrees, operation by operation."""
    for operation, (label, computed) in expected.items():
        all_ids, nothing = p.of(label), id_from_number(PREFIXES[label], 10**9)
        for ids in (all_ids[start : start + PAGE] for start in range(0, len(all_ids) or 1, PAGE)):
            answer = await api(OPERATIONS[operation], {**asked, "ids": [*ids, *[nothing] * (FEW - len(ids))]})
            assert (answer.errors, len(answer.statements)) == ([], 1)
            assert by_id(answer.data[plural(label)]) == {id: near(computed(id)) for id in ids}


def records(p: Portfolio, persona: str) -> Computed:
    """What is computed of records without their measurements."""
    return {
        "Step": ("Step", lambda id: step(p, id, persona)),
        "Phase": ("Phase", lambda id: experienced(p, id, persona)),
        "Journey": ("Journey", lambda id: journey(p, id, persona)),
        "Opportunity": ("Opportunity", lambda id: opportunity(p, id)),
        "Solution": ("Solution", lambda id: {"progress": formulas.progress(p, id), **reaching(p, id)}),
        "Insight": ("Insight", lambda id: {"ageDays": formulas.age_days(p, id), **reaching(p, id)}),
        "Goal": ("Goal", lambda id: {"progress": formulas.progress(p, id)}),
    }


def measured(p: Portfolio, metric: str) -> Computed:
    """What rests on measurements."""
    return {
        "Measurement": ("Measurement", lambda id: {"result": measures.result(p, id)}),
        "Metric": ("Metric", lambda id: whole(p, id)),
        "Effects": ("Solution", lambda id: effects(p, id, metric)),
        "Costs": ("Journey", lambda id: {"costToServe": measures.cost_to_serve(p, id)}),
    }


def by_id(connection: dict[str, Any]) -> dict[str, Any]:
    """What was found for each record."""
    return {node.pop("id"): node for node in connection["nodes"]}


def step(p: Portfolio, id: str, persona: str) -> dict[str, Any]:
    """What is computed of a step."""
    return {
        "experience": formulas.experience(p, id),
        "theirs": formulas.experience(p, id, persona),
        "experienceGap": formulas.experience_gap(p, id),
        "place": formulas.place(p, id),
    }


def experienced(p: Portfolio, id: str, persona: str) -> dict[str, Any]:
    """The means of a phase or a journey."""
    return {
        "experience": formulas.experience(p, id),
        "nested": formulas.experience(p, id, nested=True),
        "theirs": formulas.experience(p, id, persona, nested=True),
    }


def journey(p: Portfolio, id: str, persona: str) -> dict[str, Any]:
    """What is computed of a journey."""
    work = {"opportunities": "Opportunity", "solutions": "Solution", "insights": "Insight"}
    return {
        **experienced(p, id, persona),
        "experienceCurve": formulas.curve(p, id),
        "curveOfPersona": formulas.curve(p, id, persona),
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


def curves(p: Portfolio, id: str, personas: list[str]) -> dict[str, Any]:
    """The curves of a journey: plain, with what details it, and of the personas named."""
    return {
        "experienceCurves": formulas.curves(p, id),
        "nested": formulas.curves(p, id, nested=True),
        "named": formulas.curves(p, id, personas or None, nested=True),
    }


def effects(p: Portfolio, id: str, metric: str) -> dict[str, Any]:
    """What changed with a solution, and in a metric within a month."""
    return {"effect": measures.effect(p, id), "month": measures.effect(p, id, metric, 30)}


def readings(p: Portfolio, id: str) -> dict[str, Any]:
    """What is measured at a place."""
    return {
        "metricReadings": measures.metric_readings(p, id),
        "competitorReadings": measures.competitor_readings(p, id),
    }


def whole(p: Portfolio, id: str) -> dict[str, Any]:
    """What is computed of the whole of a metric."""
    found = measures.latest(p, id)
    return {
        "latest": found.value,
        "latestOn": found.on,
        "missedTargets": measures.missed_targets(p, id),
        "trend": measures.trend(p, id),
        "short": measures.trend(p, id, 3),
    }


def scoped(p: Portfolio, id: str, scope: dict[str, str]) -> dict[str, Any]:
    """What is computed of a metric in a narrower scope."""
    found = measures.latest(p, id, **scope)
    return {
        "latest": found.value,
        "latestOn": found.on,
        "missedTargets": measures.missed_targets(p, id, **scope),
        "trend": measures.trend(p, id, 18, **scope),
    }
