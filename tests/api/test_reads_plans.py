"""Plans: one text for every spelling of a need, other values as parameters, other shapes as other plans."""

from typing import Any

import pytest

from tests.api.asking import Answer, Api
from tests.api.portfolio import Portfolio


def text(answer: Answer) -> str:
    """The one statement of an answer without errors."""
    assert answer.errors == [], answer.errors
    (sent,) = answer.statements
    return sent.text


CARD = """query ($id: ID!, $first: Int, $name: String) { opportunity(id: $id) {
  name steps(first: $first, where: {name: {contains: $name}}) { totalCount nodes { name } }
} }"""


async def test_other_values_use_the_same_text(api: Api, portfolio: Portfolio) -> None:
    form, price = portfolio.ids("Opportunity", "form price")

    one = await api(CARD, {"id": form, "first": 1, "name": "the"})
    two = await api(CARD, {"id": price, "first": 9, "name": "bill"})

    assert text(one) == text(two)
    assert one.statements[0].parameters != two.statements[0].parameters
    assert one.data["opportunity"]["steps"]["totalCount"] == 3
    assert two.data["opportunity"] == {
        "name": "Price is unclear",
        "steps": {"totalCount": 1, "nodes": [{"name": "Read the bill"}]},
    }


async def test_values_are_never_part_of_the_text(api: Api, portfolio: Portfolio) -> None:
    query = """{ opportunities(first: 7, where: {
      name: {contains: "zanzibar"}, value: {gt: 31.25}, kind: {in: [IDEA, PAIN_POINT]}, status: {ne: SOLVED}
      steps: {count: {gte: 17}}, team: {is: {id: {eq: "team_00000000000000000000000003"}}}
    }) { nodes { id } } search(text: "quagga") { totalCount } }"""

    sent = text(await api(query))

    for value in ("zanzibar", "31.25", "PAIN_POINT", "SOLVED", "17", "team_0", "quagga", "7"):
        assert value not in sent.replace("_7", "").replace("$p7", "").replace("_17", "").replace("$p17", "")


SPELLINGS = [
    (
        "{ opportunity(id: $id) { name value team { name id } } }",
        "{ a: opportunity(id: $id) { v: value n: name t: team { i: id n: name } } }",
    ),
    (
        "{ opportunity(id: $id) { reach { journeys steps } tags { totalCount nodes { name } } } }",
        """{ opportunity(id: $id) { ...A ...B } }
        fragment A on Opportunity { labels: tags(first: 25) { nodes { ... on Tag { name } } } }
        fragment B on Opportunity { labels: tags(first: 25) { totalCount } reach { steps journeys } }""",
    ),
    (
        "{ opportunity(id: $id) { steps { nodes { name } } goals { nodes { name } } } }",
        "{ opportunity(id: $id) { z: goals { nodes { y: name } } a: steps { nodes { name } } } }",
    ),
    (
        """{ opportunity(id: $id) { steps {
          edges { rationale node { name } } pageInfo { endCursor } aggregate { durationSeconds { n } count }
        } } }""",
        """{ opportunity(id: $id) { steps {
          sums: aggregate { count durationSeconds { n } }
          pageInfo { endCursor } edges { node { name } why: rationale }
        } } }""",
    ),
    (
        """{ opportunity(id: $id) {
          open: solutions(where: {status: {eq: IDEA}}) { totalCount } all: solutions { totalCount }
        } }""",
        """{ opportunity(id: $id) {
          a: solutions { totalCount } b: solutions(where: {status: {eq: LAUNCHED}}) { totalCount }
        } }""",
    ),
    (
        "{ opportunities(first: 3, where: {id: {ne: $id}, value: {gt: 5}}) { nodes { id } } }",
        "{ opportunities(where: {value: {gt: 9}, id: {ne: $id}}, first: 4) { nodes { id } } }",
    ),
    (
        "{ opportunities(where: {AND: [{id: {ne: $id}}]}) { nodes { id } } }",
        "{ opportunities(where: {id: {ne: $id}}) { nodes { id } } }",
    ),
    (
        "{ node(id: $id) { ... on Opportunity { name } } }",
        "{ opportunity(id: $id) { name } }",
    ),
    (
        "{ opportunity(id: $id) { name } tags { totalCount } }",
        "{ t: tags { totalCount } o: opportunity(id: $id) { name } }",
    ),
    (
        "{ opportunity(id: $id) { places { journey { name } steps { id name } } name } }",
        "{ opportunity(id: $id) { name places { steps { name id } journey { name } } } }",
    ),
]


@pytest.mark.parametrize(("one", "other"), SPELLINGS, ids=range(len(SPELLINGS)))
async def test_spellings_of_one_need_share_the_text(
    api: Api, portfolio: Portfolio, one: str, other: str
) -> None:
    variables = {"id": portfolio.id("Opportunity", "form")}

    first = await api(f"query ($id: ID!) {one}", variables)
    second = await api(f"query ($id: ID!) {other}", variables)

    assert text(first) == text(second)


SHAPES = """query (
  $where: OpportunityFilter, $order: [OpportunityOrder!], $first: Int, $names: Boolean = true, $after: String
) { opportunities(first: $first, after: $after, where: $where, orderBy: $order) {
  nodes { name @include(if: $names) value } pageInfo { endCursor }
} }"""


async def test_other_shapes_get_their_own_plans(api: Api, portfolio: Portfolio) -> None:
    asked: list[tuple[dict[str, Any], list[str]]] = [
        ({"where": {"kind": {"eq": "IDEA"}}}, ["An app for faults", "Test the line from afar"]),
        ({"where": {"kind": {"eq": "UNMET_NEED"}}}, ["No date to choose"]),
        ({"where": {"kind": {"eq": None}, "value": {"isNull": True}}},
         ["An app for faults", 'It\'s "odd" \\ {$p0} `name`', "Little trust", "Nothing known"]),
        ({"where": {"kind": {"isNull": True}, "value": {"isNull": True}}},
         ['It\'s "odd" \\ {$p0} `name`', "Little trust", "Nothing known"]),
        ({"where": {"kind": {"isNull": False}, "value": {"isNull": True}}}, ["An app for faults"]),
        ({"where": {"OR": [{"name": {"eq": "Twin"}}]}}, ["Twin", "Twin"]),
        ({"where": {"OR": [{"name": {"eq": "Twin"}}, {"value": {"lt": 5}}]}},
         ["Least of all", "Twin", "Twin"]),
        ({"where": {"OR": []}}, []),
        ({"where": {"name": {"in": ["Twin"]}}}, ["Twin", "Twin"]),
        ({"where": {"name": {"in": ["Twin", "Little trust", "x"]}}}, ["Little trust", "Twin", "Twin"]),
        ({"where": None, "first": 1}, ["An app for faults"]),
        ({"first": 1, "order": [{"field": "VALUE", "direction": "DESC"}]}, ["No date to choose"]),
        ({"first": 1, "order": [{"field": "VALUE", "direction": "ASC"}]}, ["Least of all"]),
        ({"first": 1, "order": [{"field": "NAME", "direction": "DESC"}]}, ["ÜBER Straße"]),
    ]  # fmt: skip

    for _ in range(2):
        for variables, names in asked:
            data = await api.read(SHAPES, **variables)
            assert [node["name"] for node in data["opportunities"]["nodes"]] == names, variables


async def test_included_fields_change_the_plan(api: Api, portfolio: Portfolio) -> None:
    yes = await api(SHAPES, {"first": 1, "names": True})
    no = await api(SHAPES, {"first": 1, "names": False})

    assert text(yes) != text(no)
    assert yes.data["opportunities"]["nodes"] == [{"name": "An app for faults", "value": None}]
    assert no.data["opportunities"]["nodes"] == [{"value": None}]


async def test_cursors_with_and_without_nulls(api: Api, portfolio: Portfolio) -> None:
    order = [{"field": "VALUE", "direction": "DESC"}]
    page = (await api.read(SHAPES, first=8, order=order))["opportunities"]
    assert page["nodes"][-1] == {"name": "ÜBER Straße", "value": 12.75}

    there = await api(SHAPES, {"first": 2, "order": order, "after": page["pageInfo"]["endCursor"]})
    end = there.data["opportunities"]["pageInfo"]["endCursor"]
    absent = await api(SHAPES, {"first": 9, "order": order, "after": end})
    again = await api(SHAPES, {"first": 1, "order": order, "after": page["pageInfo"]["endCursor"]})

    assert [node["value"] for node in there.data["opportunities"]["nodes"]] == [0.0, None]
    assert [node["value"] for node in absent.data["opportunities"]["nodes"]] == [None, None, None]
    assert [node["value"] for node in again.data["opportunities"]["nodes"]] == [0.0]
    assert text(there) == text(again) != text(absent)


async def test_kinds_of_ids_change_the_plan(api: Api, portfolio: Portfolio) -> None:
    query = """query ($id: ID!, $after: String) { node(id: $id) {
      ... on Team { opportunities(first: 1, after: $after) { nodes { name } pageInfo { endCursor } } }
      ... on Step { name opportunities(first: 1, after: $after) { nodes { name } pageInfo { endCursor } } }
    } }"""
    bill, sales = portfolio.id("Step", "bill"), portfolio.id("Team", "sales")

    step = (await api.read(query, id=bill))["node"]
    team = (await api.read(query, id=sales))["node"]
    next_of_step = await api.read(query, id=bill, after=step["opportunities"]["pageInfo"]["endCursor"])
    next_of_team = await api.read(query, id=sales, after=team["opportunities"]["pageInfo"]["endCursor"])
    garbage = await api.refused(query, id=sales, after="garbage")

    assert step["name"] == "Read the bill"
    assert step["opportunities"]["nodes"] == [{"name": "Bill is hard to read"}]
    assert team["opportunities"]["nodes"] == [{"name": "Same form, asked twice"}]
    assert next_of_step["node"]["opportunities"]["nodes"] == [{"name": "No date to choose"}]
    assert next_of_team["node"]["opportunities"]["nodes"] == [{"name": "Twin"}]
    assert garbage["extensions"]["code"] == "BAD_USER_INPUT"


async def test_kinds_of_many_ids_change_the_plan(api: Api, portfolio: Portfolio) -> None:
    query = "query ($ids: [ID!]!) { nodes(ids: $ids) { ... on Step { name } ... on Team { name } } }"
    step, team = portfolio.id("Step", "bill"), portfolio.id("Team", "sales")

    for _ in range(2):
        assert (await api.read(query, ids=[step]))["nodes"] == [{"name": "Read the bill"}]
        assert (await api.read(query, ids=[team, step]))["nodes"] == [
            {"name": "Sales"},
            {"name": "Read the bill"},
        ]
        assert (await api.read(query, ids=[portfolio.id("Goal", "grow")]))["nodes"] == [{}]


async def test_numbers_keep_their_kind(api: Api, portfolio: Portfolio) -> None:
    query = """query ($value: Float, $values: [Float!], $count: Int) { opportunities(where: {
      value: {gt: $value}, effort: {in: $values}, businessValue: {lt: 90}, steps: {count: {gte: $count}}
    }) { totalCount } }"""

    answer = await api(query, {"value": 5, "values": [2, 4], "count": 1})

    assert answer.data == {"opportunities": {"totalCount": 2}}
    sent = sorted(map(repr, answer.statements[0].parameters.values()))
    assert sent == ["1", "5.0", "90.0", "[2.0, 4.0]"]


async def test_every_query_is_one_statement(api: Api, portfolio: Portfolio) -> None:
    query = """query ($id: ID!, $ids: [ID!]!) {
      opportunity(id: $id) {
        steps(first: 5) { nodes { phase { journey { phases { steps { insights(first: 2) { nodes {
          quotes(first: 2) { nodes { source { name } } } personas(first: 2) { nodes { name } }
        } } } } } } } }
        places { journey { experience } } priority { rice }
      }
      journeys { nodes {
        experienceCurve { step { name } } opportunities(first: 5) { aggregate { value { mean } } }
      } }
      search(text: "form") { nodes { id } }
      nodes(ids: $ids) { id }
      node(id: $id) { ... on Opportunity { children { totalCount } } }
      changes(first: 1) { nodes { fields { name } } }
    }"""

    answer = await api(
        query, {"id": portfolio.id("Opportunity", "form"), "ids": portfolio.ids("Step", "fill sign")}
    )

    assert text(answer).startswith("RETURN\n")


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("{ journeyPairs { totalCount } }", "read_journey_pairs"),
        ("{ b: tags { totalCount } a: goals { totalCount } __typename }", "read_goals_tags"),
        ("{ a: tags { totalCount } b: tags { totalCount } }", "read_tags"),
        (
            "{ tags { totalCount } goals { totalCount } teams { totalCount } visions { totalCount } }",
            "read_goals_tags_teams_more",
        ),
    ],
)
async def test_reads_are_named_by_root_fields(api: Api, portfolio: Portfolio, query: str, name: str) -> None:
    assert portfolio.records

    answer = await api(query)

    assert answer.errors == []
    assert [sent.name for sent in answer.statements] == [name]
