"""Links with properties: what the edges of either end say."""

import pytest

from tests.api.asking import Api
from tests.api.portfolio import Portfolio

SEEN = [
    ("opportunity", "Opportunity", "form", "steps", "rationale"),
    ("step", "Step", "fill", "opportunities", "rationale"),
    ("step", "Step", "fill", "solutions", "rationale"),
    ("solution", "Solution", "merge", "steps", "rationale"),
    ("step", "Step", "check", "nextSteps", "condition"),
    ("step", "Step", "compare", "previousSteps", "condition"),
    ("journey", "Journey", "buy", "segments", "share"),
    ("segment", "Segment", "rural", "journeys", "share"),
    ("person", "Person", "ada", "teams", "role"),
    ("team", "Team", "field", "members", "role"),
    ("journey", "Journey", "buy", "sources", "locator raw"),
    ("quote", "Quote", "q1", "sources", "locator raw"),
    ("opportunity", "Opportunity", "price", "sources", "locator raw"),
]


def said(portfolio: Portfolio, label: str, key: str, name: str) -> dict[str, dict[str, object]]:
    """What the links of a field say, by the id at their other end; written down at either end."""
    found: dict[str, dict[str, object]] = {}
    for end in portfolio.linked(label, key, name):
        found[portfolio.id(*end)] = {}
        for (start, start_key, field, end_key), facts in portfolio.facts.items():
            here = (start, start_key, field, end_key) == (label, key, name, end[1])
            if here or (start, start_key, end_key) == (*end, key):
                found[portfolio.id(*end)] |= facts
    return found


@pytest.mark.parametrize(("root", "label", "key", "name", "properties"), SEEN)
async def test_edges_say_what_links_say(
    api: Api, portfolio: Portfolio, root: str, label: str, key: str, name: str, properties: str
) -> None:
    data = await api.read(
        f"query ($id: ID!) {{ {root}(id: $id) {{ {name} {{ edges {{ {properties} node {{ id }} }} }} }} }}",
        id=portfolio.id(label, key),
    )

    edges = {edge.pop("node")["id"]: edge for edge in data[root][name]["edges"]}
    assert edges == {
        end: {fact: facts.get(fact) for fact in properties.split()}
        for end, facts in said(portfolio, label, key, name).items()
    }


async def test_edges_of_sources_say_where_records_stood(api: Api, portfolio: Portfolio) -> None:
    query = """query ($id: ID!) { source(id: $id) {
      records(kinds: [QUOTE, JOURNEY, OPPORTUNITY]) {
        edges { cursor locator raw node { __typename id ... on Journey { name } ... on Quote { text } } }
      }
    } }"""

    data = await api.read(query, id=portfolio.id("Source", "workshop"))

    edges = {edge["node"]["id"]: edge for edge in data["source"]["records"]["edges"]}
    assert edges.keys() == {
        *portfolio.ids("Journey", "buy move"),
        portfolio.id("Opportunity", "form"),
        portfolio.id("Quote", "q1"),
    }
    quote = edges[portfolio.id("Quote", "q1")]
    assert (quote["locator"], quote["raw"]) == ("line 3", "typed twice!!")
    assert quote["node"]["text"] == "I typed my address twice!"
    assert edges[portfolio.id("Journey", "move")]["locator"] is None


async def test_edges_stay_with_their_records_when_ordered(api: Api, portfolio: Portfolio) -> None:
    query = """query ($id: ID!) { opportunity(id: $id) {
      steps(first: 2, orderBy: {field: NAME, direction: DESC}, where: {name: {ne: "Call the hotline"}}) {
        totalCount pageInfo { hasNextPage } nodes { name } edges { rationale node { name } }
      }
    } }"""

    steps = (await api.read(query, id=portfolio.id("Opportunity", "form")))["opportunity"]["steps"]

    assert steps == {
        "totalCount": 2,
        "pageInfo": {"hasNextPage": False},
        "nodes": [{"name": "Report the move"}, {"name": "Fill in the form"}],
        "edges": [
            {"rationale": "Asked here again", "node": {"name": "Report the move"}},
            {"rationale": "Asked here first", "node": {"name": "Fill in the form"}},
        ],
    }


async def test_edges_nest_in_edges(api: Api, portfolio: Portfolio) -> None:
    query = """query ($id: ID!) { step(id: $id) { opportunities { edges { rationale node {
      steps(first: 1, orderBy: {field: NAME}) {
        edges { rationale node { solutions { edges { rationale } } } }
      }
    } } } } }"""

    data = await api.read(query, id=portfolio.id("Step", "tell"))

    (edge,) = data["step"]["opportunities"]["edges"]
    assert edge["rationale"] == "Asked here again"
    assert edge["node"]["steps"]["edges"] == [{"rationale": None, "node": {"solutions": {"edges": []}}}]


async def test_kinds_that_cannot_be_linked_are_none(api: Api, portfolio: Portfolio) -> None:
    query = """query ($id: ID!, $kinds: [Kind!]) { tag(id: $id) {
      records(kinds: $kinds) { totalCount nodes { id ... on Team { name } } edges { cursor node { id } } }
    } }"""

    for kinds in ([], ["TAG"], ["CHANGE", "PERSON"]):
        data = await api.read(query, id=portfolio.id("Tag", "urgent"), kinds=kinds)
        assert data["tag"]["records"] == {"totalCount": 0, "nodes": [], "edges": []}
