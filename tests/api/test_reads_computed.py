"""Computed fields as the API answers them: shapes of the contract, formulas of the design."""

from typing import Any

import pytest

from tests.api.asking import Api
from tests.api.expected import Expected
from tests.api.portfolio import Portfolio

CARDS = """{ opportunities(first: 50) { nodes { id
  value progress priority { rice quadrant } evidence { quotes kinds voices strength }
  reach { journeys steps personas teams frequencyPerYear }
  places { journey { id } steps { id } }
} } }"""


def near(value: Any) -> Any:
    """A number as close as floats get; anything else itself."""
    return pytest.approx(value) if isinstance(value, float) else value


async def test_cards_of_opportunities(api: Api, portfolio: Portfolio) -> None:
    expected = Expected(portfolio)

    nodes = (await api.read(CARDS))["opportunities"]["nodes"]

    assert len(nodes) == len(portfolio.of("Opportunity"))
    cards = {node["id"]: node for node in nodes}
    for name in portfolio.names("Opportunity"):
        card = cards[portfolio.id(*name)]
        assert card["value"] == expected.value(name, "value")
        assert card["progress"] == near(expected.value(name, "progress"))
        assert card["priority"] == {
            "rice": near(expected.value(name, "rice")),
            "quadrant": expected.value(name, "quadrant"),
        }
        assert card["evidence"]["strength"] == pytest.approx(expected.value(name, "evidenceStrength"))
        assert card["evidence"]["kinds"] == expected.kinds(name)
        assert card["reach"] == {
            "journeys": expected.value(name, "journeyCount"),
            "steps": expected.value(name, "stepCount"),
            "personas": expected.value(name, "personaCount"),
            "teams": expected.value(name, "teamCount"),
            "frequencyPerYear": expected.value(name, "frequencyPerYear"),
        }


async def test_evidence_by_hand(api: Api, portfolio: Portfolio) -> None:
    query = "query ($id: ID!) { opportunity(id: $id) { evidence { quotes kinds voices strength } } }"

    form = (await api.read(query, id=portfolio.id("Opportunity", "form")))["opportunity"]["evidence"]
    blank = (await api.read(query, id=portfolio.id("Opportunity", "blank")))["opportunity"]["evidence"]

    assert form == {
        "quotes": 3,
        "kinds": ["SUPPORT_LOG", "SURVEY", "WORKSHOP"],
        "voices": ["VOB", "VOC"],
        "strength": pytest.approx(0.3 + 0.1505, abs=1e-4),
    }
    assert blank == {"quotes": 0, "kinds": [], "voices": [], "strength": 0.0}


async def test_places_stand_in_order(api: Api, portfolio: Portfolio) -> None:
    query = """query ($id: ID!) { opportunity(id: $id) {
      places { journey { name } steps { name phase { name } } }
    } }"""

    remote = (await api.read(query, id=portfolio.id("Opportunity", "remote")))["opportunity"]
    trust = (await api.read(query, id=portfolio.id("Opportunity", "trust")))["opportunity"]

    assert remote["places"] == [
        {
            "journey": {"name": "Buy broadband"},
            "steps": [{"name": "Sign the contract", "phase": {"name": "Order"}}],
        },
        {
            "journey": {"name": "Move house"},
            "steps": [{"name": "Test the line", "phase": {"name": "Switch"}}],
        },
        {
            "journey": {"name": "Repair a fault"},
            "steps": [{"name": "Confirm the repair", "phase": {"name": "Mend"}}],
        },
    ]
    assert trust["places"] == []


async def test_solutions_and_insights_reach_and_stand(api: Api, portfolio: Portfolio) -> None:
    query = """{
      solutions { nodes { id progress reach { journeys steps personas teams frequencyPerYear }
        places { journey { id } steps { id } } } }
      insights { nodes { id reach { journeys steps personas teams frequencyPerYear }
        places { journey { id } steps { id } } } }
    }"""
    expected = Expected(portfolio)

    data = await api.read(query)

    for label, plural in (("Solution", "solutions"), ("Insight", "insights")):
        nodes = {node["id"]: node for node in data[plural]["nodes"]}
        assert len(nodes) == len(portfolio.of(label))
        for name in portfolio.names(label):
            node = nodes[portfolio.id(*name)]
            fields = ("journeyCount", "stepCount", "personaCount", "teamCount", "frequencyPerYear")
            assert list(node["reach"].values()) == [expected.value(name, field) for field in fields]
            touched = [step["id"] for place in node["places"] for step in place["steps"]]
            assert len(touched) == node["reach"]["steps"]
            assert len(node["places"]) == node["reach"]["journeys"]
            if label == "Solution":
                assert node["progress"] == expected.value(name, "progress")


async def test_steps_know_place_and_experience(api: Api, portfolio: Portfolio) -> None:
    query = "{ steps(first: 50) { nodes { id experience place { journey { id } phase { id } index } } } }"
    expected = Expected(portfolio)

    nodes = (await api.read(query))["steps"]["nodes"]

    found = {node["id"]: node for node in nodes}
    for _, step in portfolio.names("Step"):
        journey, phase = portfolio.journey(step), portfolio.one("Step", step, "phase")
        assert phase
        assert found[portfolio.id("Step", step)] == {
            "id": portfolio.id("Step", step),
            "experience": near(expected.value(("Step", step), "experience")),
            "place": {
                "journey": {"id": portfolio.id("Journey", journey)},
                "phase": {"id": portfolio.id(*phase)},
                "index": portfolio.steps(journey).index(step),
            },
        }


async def test_experience_of_one_persona(api: Api, portfolio: Portfolio) -> None:
    query = """query ($step: ID!, $journey: ID!, $who: ID, $nested: Boolean) {
      step(id: $step) { experience(personaId: $who) }
      journey(id: $journey) {
        experience(personaId: $who, nested: $nested)
        experienceCurve(personaId: $who) { step { name } value expected insights momentOfTruth }
        phases { experience(personaId: $who) }
      }
    }"""
    ids = {"step": portfolio.id("Step", "fill"), "journey": portfolio.id("Journey", "buy")}

    everybody = await api.read(query, **ids)
    ben = await api.read(query, **ids, who=portfolio.id("Persona", "ben"), nested=False)
    nobody = await api.read(query, **ids, who=portfolio.id("Persona", "nora"), nested=None)

    assert everybody["step"]["experience"] == pytest.approx(-250 / 150)
    order = pytest.approx(-250 / 150)
    assert everybody["journey"]["phases"] == [{"experience": None}, {"experience": order}]
    assert ben["step"]["experience"] == ben["journey"]["experience"] == -1.0
    assert nobody["step"]["experience"] is nobody["journey"]["experience"] is None
    assert ben["journey"]["experienceCurve"] == [
        {"step": {"name": name}, "value": value, "expected": expected, "insights": n, "momentOfTruth": truth}
        for name, value, expected, n, truth in [
            ("Compare offers", None, None, 0, False),
            ("Check the address", None, None, 0, False),
            ("Fill in the form", -1.0, 0.5, 1, True),
            ("Sign the contract", None, None, 0, False),
        ]
    ]


async def test_experience_curves_of_walkers(api: Api, portfolio: Portfolio) -> None:
    query = """query ($journey: ID!, $who: [ID!], $nested: Boolean) { journey(id: $journey) {
      experienceCurves(personaIds: $who, nested: $nested) {
        persona { name } points { step { name } value expected insights momentOfTruth }
      }
    } }"""
    buy = portfolio.id("Journey", "buy")
    who = portfolio.ids("Persona", "nora ben")

    walkers = (await api.read(query, journey=buy))["journey"]["experienceCurves"]
    named = (await api.read(query, journey=buy, who=who, nested=True))["journey"]["experienceCurves"]

    # Anna: data entered twice; Ben: the slow form; Nora walks elsewhere, and feels nothing here.
    values = [(curve["persona"], curve["points"][2]["value"]) for curve in (*walkers, *named)]
    everyone = (None, pytest.approx(-250 / 150))
    ben = ({"name": "Ben"}, -1.0)
    assert values == [everyone, ({"name": "Anna"}, -2.0), ben, everyone, ({"name": "Nora"}, None), ben]
    assert [point["step"]["name"] for point in walkers[0]["points"]] == [
        "Compare offers",
        "Check the address",
        "Fill in the form",
        "Sign the contract",
    ]
    assert walkers[2]["points"][2] == {
        **{"step": {"name": "Fill in the form"}, "value": -1.0, "expected": 0.5},
        **{"insights": 1, "momentOfTruth": True},
    }


async def test_nested_experience_looks_into_details(api: Api, portfolio: Portfolio) -> None:
    made = await api.write(
        """mutation ($slot: ID!) { createInsight(input: {name: "Late slots", impact: -2, stepIds: [$slot]}) {
          insight { id } userErrors { message }
        } }""",
        slot=portfolio.id("Step", "slot"),
    )
    query = """query ($id: ID!) { journey(id: $id) {
      own: experience all: experience(nested: true) phases { own: experience all: experience(nested: true) }
    } }"""

    journey = (await api.read(query, id=portfolio.id("Journey", "move")))["journey"]
    await api.write("mutation ($id: ID!) { deleteInsight(input: {id: $id, cascade: true}) { id } }",
        id=made["insight"]["id"])  # fmt: skip

    # tell -2; date -1 by itself, with the booking journey (-2) the mean -1.5; come 1
    assert journey["own"] == pytest.approx((-2 - 1 + 1) / 3)
    assert journey["all"] == pytest.approx((-2 - 1.5 + 1) / 3)
    assert journey["phases"][0] == {"own": pytest.approx(-1.5), "all": pytest.approx(-1.75)}
    assert journey["phases"][1] == {"own": 1.0, "all": 1.0}


async def test_connections_of_journeys(api: Api, portfolio: Portfolio) -> None:
    query = """query ($id: ID!) { journey(id: $id) {
      steps(where: {name: {contains: "the"}}) { totalCount nodes { name } }
      opportunities(orderBy: {field: VALUE, direction: DESC}) { nodes { name } }
      solutions { nodes { name } }
      insights(where: {impact: {lt: 0}}) { nodes { name } }
    } }"""

    journey = (await api.read(query, id=portfolio.id("Journey", "repair")))["journey"]

    def names(field: str) -> list[str]:
        return [node["name"] for node in journey[field]["nodes"]]

    assert names("steps") == ["Call the hotline", "Confirm the repair"]
    assert names("opportunities") == [
        *("No date to choose", "Test the line from afar", "Same form, asked twice", "An app for faults"),
    ]
    assert names("solutions") == [
        *("Merge the forms", "Remote line test", "Self-service portal", "Text before the visit"),
    ]
    assert names("insights") == ["Waiting all day"]


async def test_results_of_measurements(api: Api, portfolio: Portfolio) -> None:
    query = "{ measurements(orderBy: {field: RESULT}) { nodes { id result metric { method } } } }"
    expected = Expected(portfolio)

    nodes = (await api.read(query))["measurements"]["nodes"]

    assert [node["result"] for node in nodes] == [0.9, 30.0, 33.0, 41.0, 1200.0, None]
    for name in portfolio.names("Measurement"):
        (node,) = [node for node in nodes if node["id"] == portfolio.id(*name)]
        assert node["result"] == near(expected.value(name, "result"))


async def test_goals_roll_up(api: Api, portfolio: Portfolio) -> None:
    query = "{ goals(orderBy: {field: PROGRESS, direction: DESC}) { nodes { name progress } } }"

    nodes = (await api.read(query))["goals"]["nodes"]

    # happy: form (merge 1/2, portal 1: 3/4), choice 0, merge 1/2, text 0; fewer: choice 0, text 0; grow: both
    assert nodes == [
        {"name": "Happier customers", "progress": pytest.approx(0.3125)},
        {"name": "Grow", "progress": pytest.approx(0.15625)},
        {"name": "Fewer calls", "progress": 0.0},
        {"name": "Be everywhere", "progress": None},
    ]


@pytest.mark.parametrize("identifier", ["nonsense", "opp_00000000000000000000000001"])
async def test_strange_personas_are_refused_or_unheard(
    api: Api, portfolio: Portfolio, identifier: str
) -> None:
    answer = await api(
        "query ($id: ID!, $who: ID) { step(id: $id) { experience(personaId: $who) } }",
        {"id": portfolio.id("Step", "fill"), "who": identifier},
    )

    assert answer.codes == ["BAD_USER_INPUT"] or answer.data == {"step": {"experience": None}}


READING = "{ metric { id } value on n missedTargets scope }"
ALONE = f"query ($id: ID!) {{ step(id: $id) {{ metricReadings {READING} }} }}"
WHOLE = "(metric)<-[:OF]-(measurement)"


async def test_board_readings_are_those_of_each_step(api: Api, portfolio: Portfolio) -> None:
    board = (
        f"query ($id: ID!) {{ journey(id: $id) {{ phases {{ steps {{ id metricReadings {READING} }} }} }} }}"
    )
    scopes: list[str] = []
    for journey in portfolio.of("Journey"):
        answer = await api(board, {"id": journey["id"]})

        (sent,) = answer.statements
        assert sent.text.count(WHOLE) == 1
        for phase in answer.data["journey"]["phases"]:
            for step in phase["steps"]:
                alone = await api.read(ALONE, id=step["id"])
                assert step["metricReadings"] == alone["step"]["metricReadings"]
                scopes += [reading["scope"] for reading in step["metricReadings"]]
    assert sorted(scopes) == ["HERE", "HERE", "OVERALL"]


async def test_steps_elsewhere_share_no_list_of_a_board(api: Api, portfolio: Portfolio) -> None:
    elsewhere = f"opportunities {{ nodes {{ steps {{ nodes {{ id metricReadings {READING} }} }} }} }}"
    board = f"query ($id: ID!) {{ journey(id: $id) {{ phases {{ steps {{ metricReadings {READING} }} }} "
    read = 0
    for journey in portfolio.of("Journey"):
        answer = await api(board + elsewhere + " } }", {"id": journey["id"]})

        (sent,) = answer.statements
        assert sent.text.count(WHOLE) == 2
        for opportunity in answer.data["journey"]["opportunities"]["nodes"]:
            for step in opportunity["steps"]["nodes"]:
                alone = await api.read(ALONE, id=step["id"])
                assert step["metricReadings"] == alone["step"]["metricReadings"]
                read += len(step["metricReadings"])
    assert read > 0
