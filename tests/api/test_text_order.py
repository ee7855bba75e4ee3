"""Lists in the order of people: names in eight languages, paged from both ends, none lost or doubled."""

from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from operator import itemgetter
from typing import Any
from unicodedata import normalize

import pytest

from graph.database import Database
from graph.ids import id_from_number
from graph.model import MODEL
from graph.model.opportunity import OpportunityStatus
from graph.text_keys import sort_key
from graph.writing.bulk_insert import load
from tests.api.asking import Api
from tests.api.fixtures import clear
from tests.api.mutating import create, journey
from tests.api.names_of_languages import names_of_languages

COUNT = 2_000
STATUSES = [status.value for status in OpportunityStatus]
Order = list[dict[str, str]]
Row = Mapping[str, Any]
LIST = """query ($first: Int, $after: String, $last: Int, $before: String, $order: [OpportunityOrder!]) {
  opportunities(first: $first, after: $after, last: $last, before: $before, orderBy: $order) {
    pageInfo { hasNextPage hasPreviousPage startCursor endCursor } nodes { id }
  }
}"""
NESTED = """query (
  $id: ID!, $first: Int, $after: String, $last: Int, $before: String, $order: [OpportunityOrder!]
) {
  team(id: $id) {
    opportunities(first: $first, after: $after, last: $last, before: $before, orderBy: $order) {
      pageInfo { hasNextPage hasPreviousPage startCursor endCursor } nodes { id }
    }
  }
}"""
MADE = {"createdAt": 0, "updatedAt": 0, "version": 1}
TEAM = id_from_number("team", 1)


@pytest.fixture(scope="module")
async def rows(api: Api, database: Database) -> AsyncIterator[list[Row]]:
    """Opportunities of all names and statuses, every twentieth owned by one team."""
    found: list[Row] = [
        {
            "id": id_from_number("opp", number),
            "name": normalize("NFC", name),
            "status": STATUSES[number % 3],
            "value": None if number % 5 == 0 else float(number % 7),
            **MADE,
        }
        for number, name in enumerate(names_of_languages(COUNT))
    ]
    owned = next(
        item for item in MODEL.relationships if (item.start, item.type) == ("Opportunity", "OWNED_BY")
    )
    nothing: Row = {}
    links = [[row["id"], TEAM, nothing] for row in found[::20]]
    teams = [{"id": TEAM, "name": "All", **MADE}]
    nodes = [(MODEL["Team"], teams), (MODEL["Opportunity"], found)]
    await load(database, nodes, [(owned, links)])
    yield found
    await clear(database)


async def pages(api: Api, query: str, path: tuple[str, ...], *, last: bool, **asked: Any) -> list[str]:
    """The ids of all pages of a list, read from one of its ends to the other."""
    size, place, more = ("last", "before", "hasPreviousPage") if last else ("first", "after", "hasNextPage")
    found: list[str] = []
    cursor: str | None = None
    while True:
        page: Any = await api.read(query, **{size: 100, place: cursor}, **asked)
        for name in path:
            page = page[name]
        ids = [node["id"] for node in page["nodes"]]
        found = ids + found if last else found + ids
        info = page["pageInfo"]
        assert info["hasNextPage" if last else "hasPreviousPage"] is (cursor is not None)
        if not info[more]:
            return found
        cursor = info["startCursor" if last else "endCursor"]


def by_name(row: Row) -> tuple[Any, ...]:
    """Names as people sort them, then ids."""
    return sort_key(row["name"]), row["id"]


def by_status(row: Row) -> tuple[Any, ...]:
    """Statuses as declared, then names."""
    return STATUSES.index(row["status"]), *by_name(row)


def by_value(row: Row) -> tuple[Any, ...]:
    """Statuses as declared, in each the highest value first, those without one last."""
    return STATUSES.index(row["status"]), row["value"] is None, -(row["value"] or 0)


def ordered(rows: list[Row], key: Callable[[Row], Any], *, down: bool = False) -> list[str]:
    """The ids in an order; those that are equal in it by id downwards."""
    return [row["id"] for row in sorted(sorted(rows, key=BY_ID, reverse=True), key=key, reverse=down)]


BY_ID = itemgetter("id")
DOWN = {"direction": "DESC"}
ORDERS: list[tuple[Order, Callable[[Row], Any], bool]] = [
    ([], by_name, False),
    ([{"field": "NAME", **DOWN}], by_name, True),
    ([{"field": "STATUS"}, {"field": "NAME"}], by_status, False),
    ([{"field": "STATUS"}, {"field": "VALUE", **DOWN}], by_value, False),
]


@pytest.mark.parametrize("last", [False, True])
@pytest.mark.parametrize(("order", "key", "down"), ORDERS)
async def test_root_pages_hold_each_record_once(
    api: Api, rows: list[Row], order: Order, key: Callable[[Row], Any], down: bool, last: bool
) -> None:
    found = await pages(api, LIST, ("opportunities",), last=last, order=order)

    assert found == ordered(rows, key, down=down)


@pytest.mark.parametrize("last", [False, True])
async def test_nested_pages_hold_each_record_once(api: Api, rows: list[Row], last: bool) -> None:
    order = [{"field": "STATUS", "direction": "DESC"}, {"field": "NAME", "direction": "DESC"}]

    found = await pages(api, NESTED, ("team", "opportunities"), last=last, id=TEAM, order=order)

    assert found == ordered(rows[::20], by_status, down=True)


def neighbours(rows: list[Row]) -> Iterator[str]:
    """Some names, and what stands between others."""
    yield from ("", "M", "～", "\uffff", "😀", "\U0010ffff")
    yield from (row["name"] for row in rows[::97])


async def test_bounds_agree_with_the_order(api: Api, rows: list[Row]) -> None:
    query = """query ($name: String!) {
      lt: opportunities(first: 0, where: {name: {lt: $name}}) { totalCount }
      lte: opportunities(first: 0, where: {name: {lte: $name}}) { totalCount }
      gte: opportunities(first: 0, where: {status: {eq: OPEN}, name: {gte: $name}}) { totalCount }
      eq: opportunities(first: 0, where: {name: {in: [$name]}}) { totalCount }
    }"""

    for name in neighbours(rows):
        found = await api.read(query, name=name)

        bound, keys = sort_key(name), [(sort_key(row["name"]), row["status"]) for row in rows]
        below, same = sum(key < bound for key, _ in keys), sum(key == bound for key, _ in keys)
        above = sum(key >= bound for key, status in keys if status == "OPEN")
        counts = {key: page["totalCount"] for key, page in found.items()}
        assert counts == {"lt": below, "lte": below + same, "gte": above, "eq": same}


@pytest.mark.parametrize(
    ("words", "name"),
    [("strasse", "Straße"), ("ZURICH", "zürich"), ("ОПЛАТА", "оплата"), ("ЕЛКА", "Ёлка"), ("школа", "школа")],
)
async def test_accents_and_case_are_folded_in_contains(
    api: Api, rows: list[Row], words: str, name: str
) -> None:
    query = "query ($t: String!) { opportunities(first: 0, where: {name: {contains: $t}}) { totalCount } }"

    found = await api.read(query, t=words)

    expected = sum(name.casefold() in row["name"].casefold() for row in rows)
    assert found["opportunities"]["totalCount"] == expected


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        ("first: 1, last: 1", "last"),
        ('first: 1, before: "x"', "before"),
        ('last: 1, after: "x"', "last"),
        ('after: "x", before: "x"', "before"),
    ],
)
async def test_pages_from_both_ends_are_refused(api: Api, arguments: str, named: str) -> None:
    error = await api.refused(f"{{ teams({arguments}) {{ nodes {{ id }} }} }}")

    assert error["extensions"]["code"] == "BAD_USER_INPUT"
    assert f"`{named}`" in error["message"]
    assert "`last` and `before`" in error["message"]


async def test_nulls_leave_the_other_end_alone(api: Api, rows: list[Row]) -> None:
    ahead = await api.read(LIST, first=3, last=None, before=None)
    back = await api.read(LIST, first=None, after=None, last=3)

    ids = ordered(rows, by_name)
    assert [node["id"] for node in ahead["opportunities"]["nodes"]] == ids[:3]
    assert [node["id"] for node in back["opportunities"]["nodes"]] == ids[-3:]


@pytest.mark.parametrize("last", [101, -1])
async def test_sizes_from_the_end_have_bounds(api: Api, last: int) -> None:
    by_variable = await api.refused(LIST, last=last)
    by_literal = await api.refused(f"{{ tags(last: {last}) {{ totalCount }} }}")

    for error in (by_variable, by_literal):
        assert error["extensions"]["code"] == "BAD_USER_INPUT"
        assert "`last`" in error["message"]


async def test_written_names_are_in_order(api: Api, database: Database, rows: list[Row]) -> None:
    query = """query ($id: ID!) { step(id: $id) { opportunities { edges { rationale node { name } } } } }"""
    _, _, [[step]] = await journey(api, 1)
    for name in ("Zug 10", "Äpfel", "zug 9", "apfelmus"):
        await create(api, "Opportunity", name=name, stepIds=[step])

    page = (await api.read(query, id=step))["step"]["opportunities"]

    names = [edge["node"]["name"] for edge in page["edges"]]
    assert names == ["Äpfel", "apfelmus", "zug 9", "Zug 10"]
