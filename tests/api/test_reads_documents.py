"""What GraphQL itself promises: aliases, fragments, directives, variables, names of types, introspection."""

import pytest

from tests.api.asking import Api
from tests.api.portfolio import Portfolio


async def test_aliases_take_their_own_arguments(api: Api, portfolio: Portfolio) -> None:
    query = """{
      best: opportunities(first: 1, orderBy: {field: VALUE, direction: DESC}) { nodes { name } }
      worst: opportunities(first: 1, orderBy: {field: VALUE}) { nodes { title: name } }
      tags { nodes { name } }
      team: teams(first: 1) { list: nodes { name again: name } }
    }"""

    data = await api.read(query)

    assert list(data) == ["best", "worst", "tags", "team"]
    assert data["best"]["nodes"] == [{"name": "No date to choose"}]
    assert data["worst"]["nodes"] == [{"title": "Least of all"}]
    assert [node["name"] for node in data["tags"]["nodes"]] == ["Mobile", "Quiet", "Urgent"]
    assert data["team"]["list"] == [{"name": "Field service", "again": "Field service"}]


async def test_nested_aliases_take_their_own_arguments(api: Api, portfolio: Portfolio) -> None:
    query = """query ($id: ID!) { step(id: $id) {
      a: opportunities(first: 1, orderBy: {field: VALUE}) { nodes { name } }
      b: opportunities(first: 1, orderBy: {field: VALUE, direction: DESC}) { nodes { name } }
      c: opportunities(where: {status: {eq: SOLVED}}) { totalCount }
      opportunities { totalCount }
      anna: experience(personaId: "%s")
      experience
    } }"""

    step = (
        await api.read(query.replace("%s", portfolio.id("Persona", "anna")), id=portfolio.id("Step", "bill"))
    )["step"]

    assert step["a"]["nodes"] == [{"name": "Bill is hard to read"}]
    assert step["b"]["nodes"] == [{"name": "No date to choose"}]
    assert (step["c"]["totalCount"], step["opportunities"]["totalCount"]) == (1, 3)
    assert (step["anna"], step["experience"]) == (None, -1.5)


async def test_repeated_keys_merge(api: Api, portfolio: Portfolio) -> None:
    query = """query ($id: ID!) {
      step(id: $id) { name opportunities(first: 5) { nodes { name } } phase { name } }
      step(id: $id) { layer opportunities(first: 5) { nodes { team { name } } totalCount } }
      ... on Query { step(id: $id) { phase { stage journey { name } } } }
    }"""

    data = await api.read(query, id=portfolio.id("Step", "fill"))

    assert data == {
        "step": {
            "name": "Fill in the form",
            "opportunities": {
                "nodes": [{"name": "Same form, asked twice", "team": {"name": "Sales"}}],
                "totalCount": 1,
            },
            "phase": {"name": "Order", "stage": "purchase", "journey": {"name": "Buy broadband"}},
            "layer": "CUSTOMER",
        }
    }


FRAGMENTS = """
query ($id: ID!) { opportunity(id: $id) { ...Card ...Owner ... { status } ... on Node { id ...Named } } }
fragment Card on Opportunity { name ...Owner steps(first: 2, orderBy: {field: NAME}) { ...Page } }
fragment Owner on Opportunity { team { ...Named name } }
fragment Page on OpportunityStepsConnection { totalCount edges { rationale node { ...Named } } }
fragment Named on Node { id __typename ... on Step { name } ... on Team { department } ... on Goal { dueOn } }
"""


async def test_fragments_apply_where_they_fit(api: Api, portfolio: Portfolio) -> None:
    identifier = portfolio.id("Opportunity", "form")

    data = await api.read(FRAGMENTS, id=identifier)

    steps = [("call", "Call the hotline", None), ("fill", "Fill in the form", "Asked here first")]
    assert data["opportunity"] == {
        "name": "Same form, asked twice",
        "team": {
            "id": portfolio.id("Team", "sales"),
            "__typename": "Team",
            "department": "Market",
            "name": "Sales",
        },
        "steps": {
            "totalCount": 3,
            "edges": [
                {
                    "rationale": rationale,
                    "node": {"id": portfolio.id("Step", key), "__typename": "Step", "name": name},
                }
                for key, name, rationale in steps
            ],
        },
        "status": "IN_PROGRESS",
        "id": identifier,
        "__typename": "Opportunity",
    }


async def test_parts_of_pages_repeat(api: Api, portfolio: Portfolio) -> None:
    query = """{ tags(first: 2) {
      last: pageInfo { endCursor hasNextPage } first: pageInfo { startCursor end: endCursor }
      a: edges { cursor } b: edges { at: cursor node { name } } nodes { name } more: nodes { id name }
      n: totalCount totalCount
    } }"""

    page = (await api.read(query))["tags"]

    cursors = [edge["cursor"] for edge in page["a"]]
    assert page["last"] == {"endCursor": cursors[1], "hasNextPage": True}
    assert page["first"] == {"startCursor": cursors[0], "end": cursors[1]}
    assert page["b"] == [
        {"at": cursor, "node": node} for cursor, node in zip(cursors, page["nodes"], strict=True)
    ]
    assert [node["name"] for node in page["more"]] == [node["name"] for node in page["nodes"]]
    assert page["n"] == page["totalCount"] == 3
    assert list(page) == ["last", "first", "a", "b", "nodes", "more", "n", "totalCount"]


async def test_keys_keep_the_order_of_the_request(api: Api, portfolio: Portfolio) -> None:
    query = """query ($id: ID!) { opportunity(id: $id) {
      status steps(first: 1) { totalCount nodes { layer name id } } name reach { teams steps journeys } id
      team { name id } value
    } z: tags { totalCount } a: tags { totalCount } }"""

    data = await api.read(query, id=portfolio.id("Opportunity", "form"))

    card = data["opportunity"]
    assert list(data) == ["opportunity", "z", "a"]
    assert list(card) == ["status", "steps", "name", "reach", "id", "team", "value"]
    assert list(card["steps"]) == ["totalCount", "nodes"]
    assert list(card["steps"]["nodes"][0]) == ["layer", "name", "id"]
    assert list(card["reach"]) == ["teams", "steps", "journeys"]


DIRECTIVES = """query ($id: ID!, $yes: Boolean!, $no: Boolean! = false) {
  opportunity(id: $id) {
    name @include(if: $yes) status @skip(if: $yes) value @include(if: $no) kind @skip(if: $no)
    effort @include(if: true) id @skip(if: true)
    ... on Opportunity @include(if: $no) { team { name } }
    ...More @skip(if: $no)
    both: name @include(if: $yes) @skip(if: $no)
    neither: name @include(if: $yes) @skip(if: $yes)
  }
  tags @include(if: $no) { totalCount }
}
fragment More on Opportunity { goals @include(if: $yes) { totalCount } }
"""


async def test_directives_follow_variables(api: Api, portfolio: Portfolio) -> None:
    identifier = portfolio.id("Opportunity", "form")

    yes = await api.read(DIRECTIVES, id=identifier, yes=True)
    no = await api.read(DIRECTIVES, id=identifier, yes=False, no=True)
    again = await api.read(DIRECTIVES, id=identifier, yes=True, no=False)

    assert yes == again
    assert yes == {
        "opportunity": {
            "name": "Same form, asked twice",
            "kind": "PAIN_POINT",
            "effort": 2.0,
            "goals": {"totalCount": 1},
            "both": "Same form, asked twice",
        }
    }
    assert no == {
        "opportunity": {
            "status": "IN_PROGRESS",
            "value": 70.0,
            "effort": 2.0,
            "team": {"name": "Sales"},
        },
        "tags": {"totalCount": 3},
    }


async def test_nothing_selected_is_nothing_asked(api: Api, portfolio: Portfolio) -> None:
    answer = await api("query ($no: Boolean!) { tags @include(if: $no) { totalCount } }", {"no": False})

    assert (answer.data, answer.errors, answer.statements) == ({}, [], [])


async def test_empty_objects_stay_objects(api: Api, portfolio: Portfolio) -> None:
    query = """query ($id: ID!, $no: Boolean!) { opportunity(id: $id) {
      team @skip(if: $no) { name @include(if: $no) }
      reach { teams @include(if: $no) }
      tags { nodes { name @include(if: $no) } }
      parent { name @include(if: $no) }
    } }"""

    data = await api.read(query, id=portfolio.id("Opportunity", "form"), no=False)

    assert data["opportunity"] == {"team": {}, "reach": {}, "tags": {"nodes": [{}, {}]}, "parent": None}


async def test_defaults_stand_in_for_absent_variables(api: Api, portfolio: Portfolio) -> None:
    query = """query (
      $first: Int = 2, $direction: OrderDirection! = DESC,
      $name: String, $where: TagFilter = {name: {ne: "Quiet"}}
    ) {
      tags(first: $first, orderBy: {field: NAME, direction: $direction}, where: $where) { nodes { name } }
      teams(where: {name: {eq: $name}}) { totalCount }
      steps(first: $first, where: {name: {startsWith: $name}}) { totalCount }
    }"""
    absent = await api(query.replace("{name: {startsWith: $name}}", "{}"))
    named = await api(query, {"first": 1, "direction": "ASC", "name": "IT", "where": None})

    assert absent.errors == named.errors == []
    assert [node["name"] for node in absent.data["tags"]["nodes"]] == ["Urgent", "Mobile"]
    assert absent.data["teams"]["totalCount"] == 4
    assert [node["name"] for node in named.data["tags"]["nodes"]] == ["Mobile"]
    assert (named.data["teams"]["totalCount"], named.data["steps"]["totalCount"]) == (1, 0)


async def test_lists_accept_single_items(api: Api, portfolio: Portfolio) -> None:
    query = """query ($kinds: [OpportunityKind!], $any: [OpportunityFilter!], $order: [OpportunityOrder!]) {
      a: opportunities(where: {kind: {in: $kinds}}) { totalCount }
      b: opportunities(where: {OR: $any}) { totalCount }
      c: opportunities(where: {AND: {kind: {in: IDEA}}}, orderBy: $order) { nodes { name } }
    }"""

    data = await api.read(
        query,
        kinds="IDEA",
        any={"kind": {"in": "PAIN_POINT"}},
        order={"field": "NAME", "direction": "DESC"},
    )

    assert (data["a"]["totalCount"], data["b"]["totalCount"]) == (2, 2)
    assert data["c"]["nodes"] == [{"name": "Test the line from afar"}, {"name": "An app for faults"}]


async def test_variables_stand_anywhere_in_filters(api: Api, portfolio: Portfolio) -> None:
    query = """query (
      $low: Float, $names: [String!], $name: String!, $kind: OpportunityKind!, $inner: StepFilter
    ) {
      opportunities(orderBy: {field: NAME}, where: {
        OR: [{value: {gte: $low}, kind: {in: [IDEA, $kind]}}, {name: {in: $names}}, {name: {in: [$name]}}]
        steps: {some: $inner}
      }) { nodes { name } }
    }"""
    given = {"low": 60, "names": ["Twin"], "name": "Little trust", "kind": "UNMET_NEED"}

    wide = await api.read(query, **given, inner={})
    narrow = await api.read(query, **given, inner={"name": {"eq": "Pick a slot"}})

    names = [node["name"] for node in wide["opportunities"]["nodes"]]
    assert names == ["No date to choose", "Test the line from afar", "Twin", "Twin"]
    assert narrow["opportunities"]["nodes"] == [{"name": "Twin"}]


async def test_names_of_types_everywhere(api: Api, portfolio: Portfolio) -> None:
    query = """query ($id: ID!, $tag: ID!) { __typename
      opportunity(id: $id) { __typename
        reach { __typename } priority { __typename } evidence { __typename }
        places { __typename journey { __typename phases { __typename } } steps { __typename } }
        steps {
          __typename pageInfo { __typename } edges { __typename node { __typename } } aggregate { __typename }
        }
        team { __typename } insights { __typename nodes { __typename } }
      }
      tag(id: $tag) { records { __typename edges { __typename node { __typename } } } }
      search(text: "form") { __typename edges { __typename place { __typename } } }
    }"""

    data = await api.read(query, id=portfolio.id("Opportunity", "form"), tag=portfolio.id("Tag", "quiet"))

    card = data["opportunity"]
    assert (data["__typename"], card["__typename"]) == ("Query", "Opportunity")
    assert [card[name]["__typename"] for name in ("reach", "priority", "evidence")] == [
        *("Reach", "Priority", "Evidence"),
    ]
    assert card["places"][0]["__typename"] == "Place"
    assert card["places"][0]["journey"]["phases"] == [{"__typename": "Phase"}] * 2
    assert card["steps"] == {
        "__typename": "OpportunityStepsConnection",
        "pageInfo": {"__typename": "PageInfo"},
        "edges": [{"__typename": "OpportunityStepsEdge", "node": {"__typename": "Step"}}] * 3,
        "aggregate": {"__typename": "StepAggregate"},
    }
    assert card["insights"]["__typename"] == "InsightConnection"
    records = data["tag"]["records"]
    assert records["__typename"] == "NodeConnection"
    assert [edge["node"]["__typename"] for edge in records["edges"]] == ["Opportunity", "Team"]
    assert data["search"]["__typename"] == "SearchConnection"
    assert {"__typename": "SearchEdge", "place": {"__typename": "SearchPlace"}} in data["search"]["edges"]


async def test_introspection_alone_takes_no_statement(api: Api, portfolio: Portfolio) -> None:
    answer = await api(
        '{ __schema { queryType { name } } __type(name: "Place") { fields { name } } __typename }'
    )

    assert (answer.errors, answer.statements) == ([], [])
    assert answer.data == {
        "__schema": {"queryType": {"name": "Query"}},
        "__type": {"fields": [{"name": "journey"}, {"name": "steps"}]},
        "__typename": "Query",
    }


MIXED = """query ($id: ID!, $ids: [ID!]!, $tag: ID!) {
  __schema { queryType { name } }
  card: opportunity(id: $id) { id title: name __typename
    reach { journeys } priority { points: rice }
    near: steps(first: 1, orderBy: {field: NAME}) {
      edges { why: rationale cursor node { label: name place { journey { name } } } } pageInfo { hasNextPage }
      sums: aggregate { count } facets(by: MOMENT) { value }
    }
    places { journey { name } }
    team { name } parent { name }
  }
  nodes(ids: $ids) { id ... on Step { name } ... on Quote { text said: saidOn } }
  tag(id: $tag) { records { edges { node { __typename ... on Team { name } } } } }
  search(text: "zzz") { totalCount }
}"""


async def test_introspection_beside_data_changes_nothing(api: Api, portfolio: Portfolio) -> None:
    variables = {
        "id": portfolio.id("Opportunity", "form"),
        "ids": [portfolio.id("Quote", "q1"), portfolio.id("Step", "bill"), "opp_7zzzzzzzzzzzzzzzzzzzzzzzzz"],
        "tag": portfolio.id("Tag", "quiet"),
    }

    mixed = await api(MIXED, variables)
    alone = await api(MIXED.replace("__schema { queryType { name } }", ""), variables)

    assert mixed.errors == alone.errors == []
    assert mixed.statements == alone.statements
    assert len(mixed.statements) == 1
    assert list(mixed.data) == ["__schema", "card", "nodes", "tag", "search"]
    assert mixed.data.pop("__schema") == {"queryType": {"name": "Query"}}
    assert mixed.data == alone.data


async def test_named_operations_run_alone(api: Api, portfolio: Portfolio) -> None:
    text = "query A { tags { totalCount } } query B { teams { totalCount } }"

    a, b = await api(text, operation="A"), await api(text, operation="B")
    neither, unknown = await api(text), await api(text, operation="C")

    assert (a.data, b.data) == ({"tags": {"totalCount": 3}}, {"teams": {"totalCount": 4}})
    for refused in (neither, unknown):
        assert (refused.data, refused.codes) == (None, ["BAD_USER_INPUT"])


@pytest.mark.parametrize(
    ("query", "variables", "code", "said"),
    [
        ("{ tags { nodes { nme } } }", {}, "GRAPHQL_VALIDATION_FAILED", "nme"),
        ("{ tags { nodes { name } }", {}, "GRAPHQL_PARSE_FAILED", "Syntax Error"),
        ("query ($n: Int) { tags(first: $n) { totalCount } }", {"n": "three"}, "BAD_USER_INPUT", "$n"),
        ("query ($i: ID!) { tag(id: $i) { id } }", {}, "BAD_USER_INPUT", "$i"),
        (
            "query ($w: TagFilter) { tags(where: $w) { totalCount } }",
            {"w": {"nme": 1}},
            "BAD_USER_INPUT",
            "nme",
        ),
        ("{ tags(where: {name: {eq: 5}}) { totalCount } }", {}, "GRAPHQL_VALIDATION_FAILED", "String"),
        ("{ opportunities(orderBy: {field: NOSE}) { totalCount } }", {}, "GRAPHQL_VALIDATION_FAILED", "NOSE"),
        ('{ goals(where: {dueOn: {gt: "soon"}}) { totalCount } }', {}, "GRAPHQL_VALIDATION_FAILED", "soon"),
        (
            "query ($d: Date) { goals(where: {dueOn: {gt: $d}}) { totalCount } }",
            {"d": "2026-02-30"},
            "BAD_USER_INPUT",
            "2026-02-30",
        ),
        (
            "{ goals(where: {children: {count: {gt: -1}}}) { totalCount } }",
            {},
            "BAD_USER_INPUT",
            "never negative",
        ),
    ],
)
async def test_wrong_requests_are_told_what_is_wrong(
    api: Api, portfolio: Portfolio, query: str, variables: dict[str, object], code: str, said: str
) -> None:
    answer = await api(query, variables)

    assert (answer.data, answer.codes, answer.statements) == (None, [code], [])
    assert said in answer.errors[0]["message"]


async def test_null_leaves_a_condition_out(api: Api, portfolio: Portfolio) -> None:
    query = """query ($key: String, $skip: Boolean) {
      a: opportunities(where: {description: {eq: $key}}) { totalCount }
      b: opportunities(where: {description: {ne: null}}) { totalCount }
      c: opportunities(where: {description: {isNull: $skip}}) { totalCount }
      d: opportunities(where: {description: null, AND: null, NOT: null, team: null}) { totalCount }
    }"""

    data = await api.read(query, key=None, skip=None)

    assert [data[name]["totalCount"] for name in "abcd"] == [13, 13, 13, 13]
