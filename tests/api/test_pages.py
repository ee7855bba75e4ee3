"""Pages: every order walked to its end, cursors that are refused, and what a page says of itself."""

from base64 import urlsafe_b64encode
from collections.abc import Mapping
from typing import Any

import pytest

from tests.api.asking import Api
from tests.api.expected import Expected
from tests.api.portfolio import Portfolio

Key = tuple[str, str]
TIMES = 60  # no list of the portfolio is longer

ORDERS: list[tuple[str, str, tuple[Key, ...], Mapping[str, Any]]] = [
    ("opportunities", "Opportunity", (), {}),
    ("opportunities", "Opportunity", (("name", "ASC"),), {}),
    ("opportunities", "Opportunity", (("name", "DESC"),), {}),
    ("opportunities", "Opportunity", (("id", "DESC"),), {}),
    ("opportunities", "Opportunity", (("value", "ASC"),), {}),
    ("opportunities", "Opportunity", (("value", "DESC"),), {}),
    ("opportunities", "Opportunity", (("value", "DESC"),), {"status": {"eq": "OPEN"}}),
    ("opportunities", "Opportunity", (("value", "ASC"),), {"status": {"eq": "OPEN"}}),
    ("opportunities", "Opportunity", (("value", "DESC"),), {"status": {"ne": "OPEN"}, "effort": {"gt": 1}}),
    ("opportunities", "Opportunity", (("status", "ASC"), ("value", "DESC")), {}),
    ("opportunities", "Opportunity", (("status", "DESC"), ("value", "DESC")), {}),
    ("opportunities", "Opportunity", (("status", "ASC"), ("value", "ASC")), {}),
    ("opportunities", "Opportunity", (("status", "ASC"),), {}),
    ("opportunities", "Opportunity", (("status", "DESC"), ("name", "ASC")), {}),
    ("opportunities", "Opportunity", (("status", "DESC"), ("name", "DESC")), {"status": {"ne": "OPEN"}}),
    ("opportunities", "Opportunity", (("kind", "DESC"), ("effort", "ASC"), ("name", "DESC")), {}),
    ("opportunities", "Opportunity", (("kind", "ASC"), ("name", "ASC")), {}),
    ("opportunities", "Opportunity", (("value", "DESC"), ("name", "ASC")), {}),
    ("opportunities", "Opportunity", (("progressOverride", "ASC"),), {}),
    ("opportunities", "Opportunity", (("key", "DESC"), ("value", "ASC")), {}),
    ("opportunities", "Opportunity", (("rice", "DESC"),), {}),
    ("opportunities", "Opportunity", (("rice", "ASC"), ("value", "DESC")), {"value": {"isNull": False}}),
    ("opportunities", "Opportunity", (("journeyCount", "DESC"), ("name", "ASC")), {}),
    ("opportunities", "Opportunity", (("frequencyPerYear", "ASC"),), {}),
    ("opportunities", "Opportunity", (("evidenceStrength", "DESC"), ("value", "DESC")), {}),
    ("opportunities", "Opportunity", (("progress", "DESC"), ("id", "ASC")), {}),
    ("opportunities", "Opportunity", (("teamName", "ASC"), ("parentName", "DESC")), {}),
    ("opportunities", "Opportunity", (("parentName", "DESC"), ("value", "ASC")), {"status": {"ne": "OPEN"}}),
    ("steps", "Step", (("phaseName", "ASC"), ("teamName", "ASC")), {}),
    ("journeys", "Journey", (("futureOfName", "ASC"),), {}),
    ("quotes", "Quote", (("sourceName", "DESC"),), {}),
    ("measurements", "Measurement", (("metricName", "DESC"), ("id", "ASC")), {}),
    ("steps", "Step", (), {}),
    ("steps", "Step", (("position", "DESC"), ("name", "ASC")), {}),
    ("steps", "Step", (("momentOfTruth", "ASC"),), {}),
    ("steps", "Step", (("momentOfTruth", "DESC"), ("durationSeconds", "DESC")), {}),
    ("steps", "Step", (("experience", "ASC"),), {}),
    ("goals", "Goal", (("dueOn", "ASC"),), {}),
    ("goals", "Goal", (("dueOn", "DESC"),), {}),
    ("goals", "Goal", (("progress", "DESC"),), {}),
    ("solutions", "Solution", (("launchedOn", "DESC"), ("cost", "ASC")), {}),
    ("solutions", "Solution", (("startsOn", "ASC"),), {}),
    ("journeys", "Journey", (("level", "ASC"), ("name", "ASC")), {}),
    ("journeys", "Journey", (("state", "DESC"), ("name", "DESC")), {}),
    ("journeys", "Journey", (("validatedOn", "DESC"),), {}),
    ("quotes", "Quote", (("saidOn", "ASC"),), {}),
    ("people", "Person", (("email", "DESC"),), {}),
    ("personas", "Persona", (("role", "ASC"), ("name", "DESC")), {}),
    ("personas", "Persona", (("role", "DESC"),), {}),
    ("measurements", "Measurement", (("result", "DESC"),), {}),
    ("measurements", "Measurement", (("endsOn", "DESC"), ("value", "ASC")), {}),
    ("tags", "Tag", (("category", "DESC"), ("name", "ASC")), {}),
    ("sources", "Source", (("heldOn", "ASC"),), {}),
]
DEFAULTS = {"Step": "position", "Quote": None, "Measurement": None}


def capitals(name: str) -> str:
    """A field as the key of an order."""
    return "".join(f"_{letter}" if letter.isupper() else letter.upper() for letter in name)


async def walked(api: Api, query: str, *path: str, **variables: Any) -> list[str]:
    """The ids of all pages of one connection, first to last; its cursors agree with the edges."""
    found: list[str] = []
    after: str | None = None
    for _ in range(TIMES):
        page = await api.read(query, after=after, **variables)
        for name in path:
            page = page[name]
        ids = [edge["node"]["id"] for edge in page["edges"]]
        assert not set(ids) & set(found)
        found += ids
        info = page["pageInfo"]
        assert info["hasPreviousPage"] is (after is not None)
        if not page["edges"]:
            assert info == {**info, "hasNextPage": False, "startCursor": None, "endCursor": None}
            return found
        cursors = [edge["cursor"] for edge in page["edges"]]
        assert (info["startCursor"], info["endCursor"]) == (cursors[0], cursors[-1])
        after = info["endCursor"]
        if not info["hasNextPage"]:
            return found
    raise AssertionError(f"still more after {TIMES} pages")


def ending(query: str) -> str:
    """The same query of a list, read from its end."""
    return query.replace("first: 3", "last: 4").replace("$after", "$before").replace("after:", "before:")


async def walked_back(api: Api, query: str, *path: str, **variables: Any) -> list[str]:
    """The ids of all pages of one connection, read last to first; each page keeps the order of the list."""
    found: list[str] = []
    before: str | None = None
    for _ in range(TIMES):
        page = await api.read(query, before=before, **variables)
        for name in path:
            page = page[name]
        found = [edge["node"]["id"] for edge in page["edges"]] + found
        info = page["pageInfo"]
        assert info["hasNextPage"] is (before is not None)
        before = info["startCursor"]
        if not info["hasPreviousPage"]:
            return found
    raise AssertionError(f"still more after {TIMES} pages")


PAGE = "pageInfo { hasNextPage hasPreviousPage startCursor endCursor } edges { cursor node { id } }"


@pytest.mark.parametrize(("field", "label", "keys", "where"), ORDERS, ids=str)
async def test_walk_gives_each_record_once_in_order(
    api: Api,
    portfolio: Portfolio,
    field: str,
    label: str,
    keys: tuple[Key, ...],
    where: Mapping[str, Any],
) -> None:
    query = (
        f"query ($after: String, $order: [{label}Order!], $where: {label}Filter) "
        f"{{ {field}(first: 3, after: $after, orderBy: $order, where: $where) {{ {PAGE} }} }}"
    )
    order = [{"field": capitals(name), "direction": direction} for name, direction in keys]

    found = await walked(api, query, field, order=order, where=where)
    back = await walked_back(api, ending(query), field, order=order, where=where)

    expected = Expected(portfolio)
    default = DEFAULTS.get(label, "name")
    keys = keys or (((default, "ASC"),) if default else ())
    assert back == found
    assert found == expected.ordered(expected.matching(label, where), *keys)


async def test_counts_of_links_order(api: Api, portfolio: Portfolio) -> None:
    query = f"""query ($after: String) {{
      opportunities(first: 4, after: $after, orderBy: [
        {{field: SOLUTIONS_COUNT, direction: DESC}}, {{field: STEPS_COUNT}}, {{field: NAME}}
      ]) {{ {PAGE} }}
    }}"""

    found = await walked(api, query, "opportunities")

    def rank(key: str) -> tuple[Any, ...]:
        solutions = portfolio.linked("Opportunity", key, "solutions")
        steps = portfolio.linked("Opportunity", key, "steps")
        record = portfolio.records["Opportunity", key]
        return -len(solutions), len(steps), record["name"], record["id"]

    keys = sorted((key for _, key in portfolio.names("Opportunity")), key=rank)
    assert found == [portfolio.id("Opportunity", key) for key in keys]


@pytest.mark.parametrize("field", ["steps", "opportunities", "solutions", "insights"])
async def test_counts_of_derived_links_order(api: Api, portfolio: Portfolio, field: str) -> None:
    query = f"""query ($after: String, $order: [JourneyOrder!]) {{
      journeys(first: 2, after: $after, orderBy: $order) {{ {PAGE} }}
    }}"""
    order = [{"field": f"{field.upper()}_COUNT", "direction": "DESC"}, {"field": "NAME"}]

    found = await walked(api, query, "journeys", order=order)

    expected = Expected(portfolio)
    counts = {name: len(expected.linked(name, field)) for name in portfolio.names("Journey")}
    assert len(set(counts.values())) > 1
    ranked = sorted(counts, key=lambda name: (-counts[name], portfolio.records[name]["name"]))
    assert found == [portfolio.id(*name) for name in ranked]


async def test_nested_pages_walk_alike(api: Api, portfolio: Portfolio) -> None:
    query = f"""query ($id: ID!, $after: String) {{
      step(id: $id) {{
        opportunities(first: 1, after: $after, orderBy: {{field: VALUE, direction: DESC}}) {{ {PAGE} }}
      }}
    }}"""

    found = await walked(api, query, "step", "opportunities", id=portfolio.id("Step", "bill"))

    assert found == portfolio.ids("Opportunity", "choice price unread")


async def test_steps_of_journeys_walk_in_journey_order(api: Api, portfolio: Portfolio) -> None:
    query = f"""query ($id: ID!, $after: String) {{
      journey(id: $id) {{ steps(first: 3, after: $after) {{ {PAGE} }} }}
    }}"""

    found = await walked(api, query, "journey", "steps", id=portfolio.id("Journey", "buy"))

    assert found == portfolio.ids("Step", "compare check fill sign")


async def test_computed_connections_walk_in_any_order(api: Api, portfolio: Portfolio) -> None:
    query = f"""query ($id: ID!, $after: String, $order: [OpportunityOrder!]) {{
      journey(id: $id) {{ opportunities(first: 1, after: $after, orderBy: $order) {{ {PAGE} }} }}
    }}"""
    leave = portfolio.id("Journey", "leave")

    by_name = await walked(api, query, "journey", "opportunities", id=leave)
    by_rice = await walked(
        api, query, "journey", "opportunities", id=leave, order=[{"field": "RICE", "direction": "DESC"}]
    )

    assert by_name == portfolio.ids("Opportunity", "unread choice price")
    assert by_rice == portfolio.ids("Opportunity", "price choice unread")


async def test_records_of_several_kinds_walk(api: Api, portfolio: Portfolio) -> None:
    query = f"""query ($id: ID!, $after: String, $kinds: [Kind!]) {{
      tag(id: $id) {{ records(first: 2, after: $after, kinds: $kinds) {{ {PAGE} }} }}
    }}"""
    urgent = portfolio.id("Tag", "urgent")

    found = await walked(api, query, "tag", "records", id=urgent)
    some = await walked(api, query, "tag", "records", id=urgent, kinds=["STEP", "INSIGHT"])

    tagged = {("Journey", "buy"), ("Step", "fill"), ("Opportunity", "form"), ("Insight", "twice")}
    assert set(portfolio.linked("Tag", "urgent", "records")) == tagged
    assert sorted(found) == sorted(portfolio.id(*name) for name in tagged)
    assert sorted(some) == [portfolio.id("Insight", "twice"), portfolio.id("Step", "fill")]


async def test_search_walks_best_first(api: Api, portfolio: Portfolio) -> None:
    query = f"""query ($after: String) {{ search(text: "form", first: 1, after: $after) {{ {PAGE} }} }}"""

    found = await walked(api, query, "search")

    named = (
        ("Opportunity", "form"),
        ("Step", "fill"),
        ("Solution", "merge"),
        ("Insight", "slow"),
        ("Quote", "q2"),
    )
    assert sorted(found) == sorted(portfolio.id(*name) for name in named)


SIZES = """query ($first: Int) {
  tags(first: $first) { totalCount nodes { name } edges { cursor } pageInfo { hasNextPage endCursor } }
}"""


async def test_page_of_nothing_still_counts(api: Api, portfolio: Portfolio) -> None:
    page = (await api.read(SIZES, first=0))["tags"]

    assert page["totalCount"] == len(portfolio.of("Tag"))
    assert (page["nodes"], page["edges"]) == ([], [])
    assert page["pageInfo"] == {"hasNextPage": True, "endCursor": None}


async def test_largest_page_and_default_hold_all(api: Api, portfolio: Portfolio) -> None:
    names = sorted(tag["name"] for tag in portfolio.of("Tag"))

    for first in (100, None):
        page = (await api.read(SIZES, first=first))["tags"]
        assert [node["name"] for node in page["nodes"]] == names
        assert page["pageInfo"]["hasNextPage"] is False


async def test_exact_page_has_no_next(api: Api, portfolio: Portfolio) -> None:
    size = len(portfolio.of("Tag"))

    pages = [(await api.read(SIZES, first=first))["tags"] for first in (size - 1, size)]

    assert [page["pageInfo"]["hasNextPage"] for page in pages] == [True, False]


async def test_default_page_has_25(api: Api, portfolio: Portfolio) -> None:
    people = " ".join(
        f'p{number}: createPerson(input: {{name: "P{number}"}}) {{ person {{ id }} }}' for number in range(26)
    )
    await api.write(f"mutation {{ {people} }}")

    data = await api.read("{ people { totalCount nodes { id } } all: people(first: 100) { nodes { id } } }")

    assert data["people"]["totalCount"] == 26 + len(portfolio.of("Person"))
    assert len(data["people"]["nodes"]) == 25
    assert data["people"]["nodes"] == data["all"]["nodes"][:25]


@pytest.mark.parametrize("first", [101, -1, 2_147_483_647])
async def test_sizes_out_of_bounds_are_refused(api: Api, portfolio: Portfolio, first: int) -> None:
    by_variable = await api.refused(SIZES, first=first)
    by_literal = await api.refused(f"{{ tags(first: {first}) {{ totalCount }} }}")
    nested = await api.refused(
        f"{{ teams {{ nodes {{ opportunities(first: {first}) {{ totalCount }} }} }} }}"
    )

    for error in (by_variable, by_literal, nested):
        assert error["extensions"]["code"] == "BAD_USER_INPUT"
        assert "100" in error["message"]


AFTER = """query ($after: String, $order: [OpportunityOrder!]) {
  opportunities(first: 2, after: $after, orderBy: $order) { nodes { id } pageInfo { endCursor } }
}"""
BY_VALUE = [{"field": "VALUE", "direction": "DESC"}]


def packed(text: str) -> str:
    """A text in the alphabet of cursors."""
    return urlsafe_b64encode(text.encode()).decode().rstrip("=")


@pytest.mark.parametrize(
    "after",
    ["", " ", "garbage", "ÄÖÜ", "a" * 10_000, packed("[]"), packed("{}"), packed("[1,2,3]"), packed("null")],
    ids=lambda text: text[:12],
)
async def test_texts_that_are_no_cursors_are_refused(api: Api, portfolio: Portfolio, after: str) -> None:
    error = await api.refused(AFTER, after=after)

    assert error["extensions"]["code"] == "BAD_USER_INPUT"
    assert "`after`" in error["message"]


@pytest.mark.parametrize(
    "order",
    [
        [],
        [{"field": "VALUE", "direction": "ASC"}],
        [{"field": "EFFORT", "direction": "DESC"}],
        [{"field": "VALUE", "direction": "DESC"}, {"field": "NAME"}],
        [{"field": "SOLUTIONS_COUNT", "direction": "DESC"}],
    ],
    ids=str,
)
async def test_cursors_of_other_orders_are_refused(
    api: Api, portfolio: Portfolio, order: list[dict[str, str]]
) -> None:
    page = (await api.read(AFTER, order=BY_VALUE))["opportunities"]

    error = await api.refused(AFTER, after=page["pageInfo"]["endCursor"], order=order)

    assert error["extensions"]["code"] == "BAD_USER_INPUT"
    assert "order" in error["message"]


async def test_changed_cursors_are_refused(api: Api, portfolio: Portfolio) -> None:
    page = (await api.read(AFTER, order=BY_VALUE))["opportunities"]
    cursor = page["pageInfo"]["endCursor"]

    for changed in (cursor[:-1], cursor + "A", cursor + "=", cursor + "\n", cursor[::-1]):
        error = await api.refused(AFTER, after=changed, order=BY_VALUE)
        assert error["extensions"]["code"] == "BAD_USER_INPUT"


async def test_cursors_of_other_lists_are_refused(api: Api, portfolio: Portfolio) -> None:
    page = (await api.read("{ goals(first: 1) { pageInfo { endCursor } } }"))["goals"]

    for field in ("opportunities", "tags", "changes", 'search(text: "form", ', "imports"):
        arguments = f"{field}(" if "(" not in field else field
        error = await api.refused(
            f'{{ {arguments}after: "{page["pageInfo"]["endCursor"]}") {{ totalCount }} }}'
        )
        assert error["extensions"]["code"] == "BAD_USER_INPUT"


async def test_total_ignores_the_page(api: Api, portfolio: Portfolio) -> None:
    query = """query ($after: String) {
      opportunities(first: 2, after: $after, where: {status: {eq: OPEN}}) {
        totalCount pageInfo { endCursor }
      }
    }"""
    first = (await api.read(query))["opportunities"]

    second = (await api.read(query, after=first["pageInfo"]["endCursor"]))["opportunities"]

    assert first["totalCount"] == second["totalCount"] == 7


async def test_place_behind_deleted_records_holds(api: Api, portfolio: Portfolio) -> None:
    made = await api.write('mutation { createTag(input: {name: "Between"}) { tag { id } } }')
    query = (
        "query ($after: String) { tags(first: 1, after: $after) { nodes { name } pageInfo { endCursor } } }"
    )
    page = (await api.read(query))["tags"]
    assert page["nodes"] == [{"name": "Between"}]

    await api.write("mutation ($id: ID!) { deleteTag(input: {id: $id}) { id } }", id=made["tag"]["id"])
    behind = (await api.read(query, after=page["pageInfo"]["endCursor"]))["tags"]

    assert behind["nodes"] == [{"name": "Mobile"}]
