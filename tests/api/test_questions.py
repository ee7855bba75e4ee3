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
        ("opportunitiesDoneNotClosed", ""),
        ("opportunitiesClosedNotDone", ""),
        ("goalsWithoutActiveWork", ""),
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


IMPACT = """query ($id: ID!) { impactOf(id: $id) {
  record { __typename id } links { kind count names } orphaned { kind count names }
  goals { name } journeys { name } teams { name }
} }"""


async def test_impact_of_step(api: Api, portfolio: Portfolio) -> None:
    step = portfolio.id("Step", "fill")

    found = (await api.read(IMPACT, id=step))["impactOf"]

    assert found["record"] == {"__typename": "Step", "id": step}
    assert [(row["kind"], row["count"]) for row in found["links"]] == [
        ("INSIGHT", 2),
        ("STEP", 2),
        ("TOUCHPOINT", 2),
        ("CHANNEL", 1),
        ("OPPORTUNITY", 1),
        ("SOLUTION", 1),
        ("TEAM", 1),
    ]
    # The form opportunity, the insight of two forms and the step before lie elsewhere too, or lead elsewhere;
    # Web keeps touchpoints, which come to it the same way.
    assert [(row["kind"], row["names"]) for row in found["orphaned"]] == [
        ("TOUCHPOINT", ["App", "Website"]),
        ("INSIGHT", ["The form is slow"]),
        ("SOLUTION", ["Merge the forms"]),
    ]
    assert [goal["name"] for goal in found["goals"]] == ["Happier customers"]
    assert [journey["name"] for journey in found["journeys"]] == [
        "Buy broadband",
        "Buy broadband",
        "Move house",
        "Repair a fault",
    ]
    assert [team["name"] for team in found["teams"]] == ["IT", "Sales"]


@pytest.mark.parametrize(
    ("label", "key"),
    [
        ("Step", "fill"),
        ("Phase", "order"),
        ("Journey", "buy"),
        ("Opportunity", "choice"),
        ("Solution", "merge"),
        ("Metric", "nps"),
        ("Team", "sales"),
        ("Goal", "happy"),
        ("Channel", "web"),
        ("Insight", "twice"),
    ],
)
async def test_impact_counts_as_deletion_does(api: Api, portfolio: Portfolio, label: str, key: str) -> None:
    delete = f"""mutation ($id: ID!) {{ delete{label}(input: {{id: $id}}) {{
      userErrors {{ code counts {{ kind count names }} }}
    }} }}"""

    refused = await api.write(delete, id=portfolio.id(label, key))
    found = await api.read(IMPACT, id=portfolio.id(label, key))

    (error,) = refused["userErrors"]
    assert error["code"] == "IN_USE"
    assert found["impactOf"]["links"] == error["counts"]


UNKNOWN = ["stp_00000000000000000000zzzzzz", "nonsense", ""]


@pytest.mark.parametrize("id", UNKNOWN)
async def test_questions_about_unknown_ids_are_empty(api: Api, portfolio: Portfolio, id: str) -> None:
    query = """query ($id: ID!, $buy: ID!) {
      journeys { totalCount } impactOf(id: $id) { record { id } } neighbourhood(id: $id) { truncated }
      compareJourneys(a: $buy, b: $id) { a { id } } from: trace(from: $id, to: $buy) { relationships }
      to: trace(from: $buy, to: $id) { relationships } node(id: $id) { id }
    }"""

    data = await api.read(query, id=id, buy=portfolio.id("Journey", "buy"))

    assert data.pop("journeys")["totalCount"] == 6
    assert data == {
        "impactOf": None,
        "neighbourhood": None,
        "compareJourneys": None,
        "from": [],
        "to": [],
        "node": None,
    }


PAIRS = """query ($first: Int, $after: String) { journeyPairs(first: $first, after: $after) {
  totalCount pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
  edges { cursor node { sharedOpportunities } }
  nodes { __typename a { id } b { id } sharedOpportunities sharedSolutions sharedTouchpoints }
} }"""


async def test_journey_pairs_page(api: Api, portfolio: Portfolio) -> None:
    pages = [(await api.read(PAIRS, first=3))["journeyPairs"]]
    while pages[-1]["pageInfo"]["hasNextPage"]:
        after = pages[-1]["pageInfo"]["endCursor"]
        pages.append((await api.read(PAIRS, first=3, after=after))["journeyPairs"])

    keys = {record["id"]: key for (_, key), record in portfolio.records.items()}
    nodes = [node for page in pages for node in page["nodes"]]
    assert [(keys[n["a"]["id"]], keys[n["b"]["id"]], n["sharedOpportunities"]) for n in nodes] == [
        ("move", "repair", 3),
        ("buy", "move", 2),
        ("buy", "repair", 2),
        ("buy", "leave", 1),
        ("move", "leave", 1),
        ("repair", "leave", 1),
        ("future", "booking", 1),
    ]
    # Both Move and Repair: Merge, Portal, Probe and Text. Buy and Move: all but Text.
    assert [(n["sharedSolutions"], n["sharedTouchpoints"]) for n in nodes[:2]] == [(4, 0), (3, 0)]
    assert {page["totalCount"] for page in pages} == {7}
    assert [len(page["nodes"]) for page in pages] == [3, 3, 1]
    assert pages[0]["edges"][-1]["cursor"] == pages[0]["pageInfo"]["endCursor"]
    assert [page["pageInfo"]["hasPreviousPage"] for page in pages] == [False, True, True]


async def test_journey_pairs_refuse_foreign_cursors(api: Api, portfolio: Portfolio) -> None:
    overlaps = await api.read("{ overlaps(first: 1) { pageInfo { endCursor } } }")
    cursor = overlaps["overlaps"]["pageInfo"]["endCursor"]

    error = await api.refused(PAIRS, first=3, after=cursor)

    assert error["extensions"]["code"] == "BAD_USER_INPUT"


async def test_overlaps_name_solutions_and_opportunities(api: Api, portfolio: Portfolio) -> None:
    data = await api.read("""{
      overlaps { totalCount nodes {
        teams { name } step { name } solutions { name } opportunities { name } direct
      } }
      teamPairs { totalCount nodes { a { name } b { name } steps solutions direct } }
      least: journeyPairs(minimumShared: 3) { totalCount }
      none: overlaps(first: 0) { nodes { step { id } } }
    }""")

    # Merge changes this step, and so acts on no other; Portal changes none, and acts through its opportunity.
    (row,) = data["overlaps"]["nodes"]
    assert row == {
        "teams": [{"name": "IT"}, {"name": "Sales"}],
        "step": {"name": "Fill in the form"},
        "solutions": [{"name": "Merge the forms"}, {"name": "Self-service portal"}],
        "opportunities": [{"name": "Same form, asked twice"}],
        "direct": False,
    }
    assert (data["overlaps"]["totalCount"], data["least"]["totalCount"]) == (1, 1)
    assert data["none"]["nodes"] == []
    pair = {"a": {"name": "IT"}, "b": {"name": "Sales"}, "steps": 1, "solutions": 2, "direct": 0}
    assert data["teamPairs"] == {"totalCount": 1, "nodes": [pair]}


COVERAGE = """query ($goals: [ID!], $journeys: [ID!], $by: CoverageColumn) {
  coverage(goalIds: $goals, journeyIds: $journeys, by: $by) {
    goal { name } journey { name } phase { name } opportunities underWay launched
  }
}"""


async def test_coverage_counts_cells(api: Api, portfolio: Portfolio) -> None:
    goals = portfolio.ids("Goal", "happy fewer")

    cells = (await api.read(COVERAGE, goals=goals))["coverage"]

    found = [
        (c["goal"]["name"], c["journey"]["name"], c["opportunities"], c["underWay"], c["launched"])
        for c in cells
    ]
    # Merge changes a step of Buy, and so does not act on Leave through Price. Portal is launched.
    assert found == [
        ("Fewer calls", "Leave", 1, 0, 0),
        ("Fewer calls", "Move house", 1, 1, 0),
        ("Fewer calls", "Repair a fault", 1, 1, 0),
        ("Happier customers", "Buy broadband", 1, 1, 1),
        ("Happier customers", "Leave", 1, 0, 0),
        ("Happier customers", "Move house", 2, 2, 1),
        ("Happier customers", "Repair a fault", 2, 2, 1),
    ]
    assert {cell["phase"] for cell in cells} == {None}


async def test_coverage_rolls_goals_up_by_phase(api: Api, portfolio: Portfolio) -> None:
    journeys = portfolio.ids("Journey", "move")

    data = await api.read(COVERAGE, goals=portfolio.ids("Goal", "grow"), journeys=journeys, by="PHASE")

    found = [(c["phase"]["name"], c["opportunities"], c["underWay"], c["launched"]) for c in data["coverage"]]
    assert found == [("Announce", 2, 1, 1), ("Switch", 0, 1, 0)]


async def test_coverage_refuses_long_lists(api: Api, portfolio: Portfolio) -> None:
    error = await api.refused(COVERAGE, goals=portfolio.ids("Goal", "grow") * 101)

    assert error["extensions"]["code"] == "BAD_USER_INPUT"


MONEY = """query ($where: SolutionFilter, $by: MoneyKey) {
  moneyTotals(where: $where, by: $by) {
    key label currency solutions cancelled cost expected realised net
  }
}"""


async def test_money_adds_up_by_status(api: Api, portfolio: Portfolio) -> None:
    rows = (await api.read(MONEY))["moneyTotals"]

    assert [tuple(row.values()) for row in rows] == [
        ("IDEA", "Idea", "XXX", 1, 0, 7000.0, None, None, -7000.0),
        ("IN_PROGRESS", "In progress", "EUR", 1, 0, 50000.0, 90000.0, None, -50000.0),
        ("LAUNCHED", "Launched", "EUR", 1, 0, 120000.0, None, 30000.0, -90000.0),
        ("CANCELLED", "Cancelled", "USD", 1, 1, 9000.0, None, None, -9000.0),
    ]


@pytest.mark.parametrize(
    ("where", "expected"),
    [
        (None, ["2026 120000.0", "None 50000.0", "None 9000.0", "None 7000.0"]),
        ({"deliveryTeams": {"some": {"name": {"eq": "Sales"}}}}, ["None 50000.0"]),
        ({"progress": {"gte": 0.5}, "status": {"ne": "LAUNCHED"}}, ["None 50000.0"]),
        ({"OR": [{"cost": {"gt": 100000}}, {"currency": {"eq": "USD"}}]}, ["2026 120000.0", "None 9000.0"]),
        ({"name": {"eq": "Nothing"}}, []),
    ],
)
async def test_money_counts_what_a_filter_lets_through(
    api: Api, portfolio: Portfolio, where: dict[str, object] | None, expected: list[str]
) -> None:
    rows = (await api.read(MONEY, where=where, by="YEAR"))["moneyTotals"]

    assert [f"{row['label']} {row['cost']}" for row in rows] == expected


async def test_money_starts_at_fixed_records(api: Api, portfolio: Portfolio) -> None:
    def team(key: str) -> dict[str, object]:
        return {"deliveryTeams": {"some": {"id": {"eq": portfolio.id("Team", key)}}}}

    it = (await api.read(MONEY, where=team("it"), by="TEAM"))["moneyTotals"]
    sales = (await api.read(MONEY, where=team("sales"), by="TEAM"))["moneyTotals"]
    goal = {"opportunities": {"some": {"goals": {"some": {"id": {"eq": portfolio.id("Goal", "happy")}}}}}}
    happy = (await api.read(MONEY, where=goal, by="GOAL"))["moneyTotals"]

    # Both Merge and Portal are delivered by IT, Merge by Sales too. Portal contributes to no goal itself.
    assert [(row["label"], row["cost"]) for row in it] == [("IT", 170000.0), ("Sales", 50000.0)]
    assert [(row["label"], row["cost"]) for row in sales] == [("IT", 50000.0), ("Sales", 50000.0)]
    assert [(row["label"], row["cost"]) for row in happy] == [
        ("Happier customers", 50000.0),
        ("None", 120000.0),
    ]


TRACE = """query ($from: ID!, $to: ID!) { trace(from: $from, to: $to) {
  relationships nodes { __typename ... on Quote { text } ... on Goal { name } }
} }"""


async def test_trace_leads_from_quote_to_goal(api: Api, portfolio: Portfolio) -> None:
    ends = {"from": portfolio.id("Quote", "q1"), "to": portfolio.id("Goal", "happy")}

    (chain,) = (await api.read(TRACE, **ends))["trace"]
    (back,) = (await api.read(TRACE, **{"from": ends["to"], "to": ends["from"]}))["trace"]

    assert chain["relationships"] == ["SUPPORTS", "REVEALS", "CONTRIBUTES_TO"]
    assert [node["__typename"] for node in chain["nodes"]] == ["Quote", "Insight", "Opportunity", "Goal"]
    assert chain["nodes"][0]["text"] == "I typed my address twice!"
    assert back["nodes"] == chain["nodes"][::-1]


NEIGHBOURHOOD = """query ($id: ID!, $depth: Int, $first: Int) {
  neighbourhood(id: $id, depth: $depth, first: $first) {
    nodes { id } edges { from to type } truncated
  }
}"""


async def test_neighbourhood_holds_nodes_and_edges(api: Api, portfolio: Portfolio) -> None:
    quote = portfolio.id("Quote", "q1")

    found = (await api.read(NEIGHBOURHOOD, id=quote, depth=2, first=100))["neighbourhood"]

    ids = [node["id"] for node in found["nodes"]]
    assert ids[:2] == [quote, portfolio.id("Insight", "twice")]
    assert keyed(portfolio, found["nodes"]) == [
        "anna",
        "fill",
        "form",
        "q1",
        "q2",
        "tell",
        "trend",
        "twice",
        "workshop",
    ]
    assert {end for edge in found["edges"] for end in (edge["from"], edge["to"])} == set(ids)
    assert found["truncated"] is False


@pytest.mark.parametrize("first", [101, -1])
async def test_neighbourhood_is_limited(api: Api, portfolio: Portfolio, first: int) -> None:
    error = await api.refused(NEIGHBOURHOOD, id=portfolio.id("Quote", "q1"), first=first)

    assert error["extensions"]["code"] == "BAD_USER_INPUT"


@pytest.mark.parametrize("arguments", [{"depth": 4}, {"depth": -1}])
async def test_neighbourhood_is_bounded(api: Api, portfolio: Portfolio, arguments: dict[str, int]) -> None:
    answer = await api(NEIGHBOURHOOD, {"id": portfolio.id("Quote", "q1"), **arguments})

    assert (answer.data, answer.codes) == ({"neighbourhood": None}, ["BAD_USER_INPUT"])
    assert answer.errors[0]["path"] == ["neighbourhood"]
    assert answer.errors[0]["extensions"]["argument"] == [*arguments]


COMPARISON = """query ($a: ID!, $b: ID!) { compareJourneys(a: $a, b: $b) {
  a { id } b { id } rows { change a { name } b { name } experienceA experienceB }
} }"""


async def test_comparison_pairs_steps(api: Api, portfolio: Portfolio) -> None:
    buy, future = portfolio.ids("Journey", "buy future")

    found = (await api.read(COMPARISON, a=buy, b=future))["compareJourneys"]

    assert (found["a"]["id"], found["b"]["id"]) == (buy, future)
    yes = {"name": "Say yes"}
    assert [(row["change"], row["a"]["name"], row["b"]) for row in found["rows"]] == [
        ("REMOVED", "Compare offers", None),
        ("REMOVED", "Check the address", None),
        ("CHANGED", "Fill in the form", yes),
        ("CHANGED", "Sign the contract", yes),
    ]
    # Data entered twice: -2 with weight 100; the slow form: -1 with weight 50.
    assert [row["experienceA"] for row in found["rows"]] == [None, None, pytest.approx(-250 / 150), None]
    assert {row["experienceB"] for row in found["rows"]} == {None}


async def test_comparison_takes_journeys_only(api: Api, portfolio: Portfolio) -> None:
    step, journey = portfolio.id("Step", "fill"), portfolio.id("Journey", "buy")

    assert await api.read(COMPARISON, a=step, b=journey) == {"compareJourneys": None}
    assert await api.read(COMPARISON, a=journey, b=step) == {"compareJourneys": None}


async def test_questions_stand_beside_each_other(api: Api, portfolio: Portfolio) -> None:
    query = """query ($step: ID!, $team: ID!) {
      one: impactOf(id: $step) { ...Links }
      two: impactOf(id: $team) { ...Links record { ... on Team { solutions { nodes { reach { steps } } } } } }
      chains: trace(from: $step, to: $team, first: 1) { nodes { id } }
      gaps { idle: idleMetrics { nodes { name } } journeysWithoutTeam(first: 1) { nodes { name } } }
      journeyPairs(first: 1) { edges { node { a { steps(first: 1) { totalCount } } } } }
      overlaps(first: 1) { pageInfo { hasNextPage } }
      around: neighbourhood(id: $step, first: 2) { __typename truncated }
      steps(first: 1) { totalCount }
    }
    fragment Links on Impact { links { kind } record { __typename id } }"""
    ids = {"step": portfolio.id("Step", "fill"), "team": portfolio.id("Team", "it")}

    data = await api.read(query, **ids)

    assert (data["one"]["record"]["__typename"], data["two"]["record"]["__typename"]) == ("Step", "Team")
    assert data["two"]["record"]["solutions"]["nodes"] == [{"reach": {"steps": 5}}]
    assert data["chains"] == [{"nodes": [{"id": ids["step"]}, {"id": ids["team"]}]}]
    assert data["gaps"]["idle"]["nodes"] == [{"name": "Unused"}]
    assert data["gaps"]["journeysWithoutTeam"]["nodes"] == [{"name": "Book a technician"}]
    assert data["journeyPairs"]["edges"] == [{"node": {"a": {"steps": {"totalCount": 4}}}}]
    assert data["overlaps"]["pageInfo"]["hasNextPage"] is False
    assert data["around"] == {"__typename": "Neighbourhood", "truncated": True}
    assert data["steps"]["totalCount"] == 14
