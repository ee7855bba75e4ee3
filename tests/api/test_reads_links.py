"""Links with properties: what the edges of either end say."""

import pytest

from tests.api.asking import Api
from tests.api.portfolio import Portfolio
from tests.api.test_filters import Where
from tests.api.test_pages import PAGE, walked

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


FILTERED = [
    ("opportunity", "Opportunity", "form", "steps", {"rationale": {"isNull": True}}, "call"),
    ("opportunity", "Opportunity", "form", "steps", {"rationale": {"contains": "ASKED"}}, "fill tell"),
    ("opportunity", "Opportunity", "form", "steps", {"rationale": {"ne": "Asked here first"}}, "call tell"),
    (
        *("opportunity", "Opportunity", "form", "steps"),
        {"OR": [{"rationale": {"eq": "Asked here again"}}, {"NOT": {"rationale": {"isNull": False}}}]},
        "call tell",
    ),
    ("opportunity", "Opportunity", "form", "steps", {"AND": [{"rationale": {"isNull": False}}]}, "fill tell"),
    ("step", "Step", "check", "nextSteps", {"condition": {"startsWith": "it"}}, "compare"),
    ("journey", "Journey", "buy", "segments", {"linkShare": {"gte": 0.5}}, "city"),
    ("segment", "Segment", "rural", "journeys", {"share": {"in": [0.3]}}, "buy"),
    ("team", "Team", "sales", "members", {"role": {"eq": "Lead"}}, "ada"),
]


@pytest.mark.parametrize(("root", "label", "key", "name", "where", "expected"), FILTERED, ids=str)
async def test_links_filter_by_what_they_say(
    api: Api, portfolio: Portfolio, root: str, label: str, key: str, name: str, where: Where, expected: str
) -> None:
    stem = f"{label}{name[0].upper()}{name[1:]}"

    data = await api.read(
        f"query ($id: ID!, $where: {stem}Filter) {{ {root}(id: $id) {{ {name}(where: $where) "
        "{ totalCount aggregate { count } nodes { id } } } }",
        id=portfolio.id(label, key),
        where=where,
    )

    page, ends = data[root][name], portfolio.linked(label, key, name)
    wanted = sorted(portfolio.id(*end) for end in ends if end[1] in expected.split())
    assert sorted(node["id"] for node in page["nodes"]) == wanted
    assert page["totalCount"] == page["aggregate"]["count"] == len(wanted)


@pytest.mark.parametrize(
    ("root", "label", "key", "name", "by", "direction", "expected"),
    [
        ("opportunity", "Opportunity", "form", "steps", "RATIONALE", "ASC", "tell fill call"),
        ("opportunity", "Opportunity", "form", "steps", "RATIONALE", "DESC", "fill tell call"),
        ("journey", "Journey", "buy", "segments", "LINK_SHARE", "ASC", "rural city"),
        ("segment", "Segment", "rural", "journeys", "SHARE", "DESC", "buy move"),
    ],
)
async def test_links_order_by_what_they_say(
    api: Api,
    portfolio: Portfolio,
    root: str,
    label: str,
    key: str,
    name: str,
    by: str,
    direction: str,
    expected: str,
) -> None:
    query = (
        f"query ($id: ID!, $after: String) {{ {root}(id: $id) {{ {name}(first: 1, after: $after, "
        f"orderBy: [{{field: {by}, direction: {direction}}}]) {{ {PAGE} }} }} }}"
    )

    found = await walked(api, query, root, name, id=portfolio.id(label, key))

    ends = {end: portfolio.id(kind, end) for kind, end in portfolio.linked(label, key, name)}
    assert found == [ends[end] for end in expected.split()]


async def test_links_count_and_group_by_what_they_say(api: Api, portfolio: Portfolio) -> None:
    data = await api.read(
        """query ($id: ID!) { opportunity(id: $id) {
          steps(where: {rationale: {startsWith: "asked"}}, orderBy: {field: TEAM_NAME}) {
            nodes { name } facets(by: LAYER) { count } groups(by: [LAYER]) { count }
          }
        } }""",
        id=portfolio.id("Opportunity", "form"),
    )

    steps = data["opportunity"]["steps"]
    assert len(steps["nodes"]) == 2
    assert sum(facet["count"] for facet in steps["facets"]) == 2
    assert sum(group["count"] for group in steps["groups"]) == 2
