"""Texts beyond U+D7FF keep one order in pages and filters."""

from collections.abc import AsyncIterator

import pytest

from graph.database import Database
from tests.api.asking import Api
from tests.api.fixtures import clear
from tests.api.mutating import create, journey
from tests.api.test_pages import PAGE, walked

NAMES = (
    *("a", "z", "\ud7ff", "\ue000", "～", "\uffff", "\U00010400", "😀", "\U0010ffff"),
    *("～", "a\ue000", "a～b", "a😀b", "a😀", "a😀～", "a😀😀", "a\ue000(", "a\ue000😀", "😀\n😀", "😀\n～"),
)
KINDS = ("IDEA", "PAIN_POINT")


@pytest.fixture(scope="module")
async def written(api: Api, database: Database) -> AsyncIterator[tuple[str, dict[str, str]]]:
    """A step with an opportunity of each name: its id, and their names by id."""
    _, _, [[step]] = await journey(api, 1)
    names: dict[str, str] = {}
    for number, name in enumerate(NAMES):
        identifier = await create(api, "Opportunity", name=name, kind=KINDS[number % 2], stepIds=[step])
        names[identifier] = name
    yield step, names
    await clear(database)


def in_order(names: dict[str, str], *, down: bool = False) -> list[str]:
    """The ids by names, by code points, then by id."""
    return sorted(names, key=lambda key: (names[key], key), reverse=down)


@pytest.mark.parametrize("down", [False, True])
@pytest.mark.parametrize("where", [{}, {"status": {"eq": "OPEN"}}, {"steps": {"some": {}}}])
async def test_root_pages_hold_each_name_once(
    api: Api, written: tuple[str, dict[str, str]], where: dict[str, object], down: bool
) -> None:
    query = f"""query ($after: String, $where: OpportunityFilter, $order: [OpportunityOrder!]) {{
      opportunities(first: 1, after: $after, where: $where, orderBy: $order) {{ {PAGE} }}
    }}"""
    order = [{"field": "NAME", "direction": "DESC" if down else "ASC"}]

    found = await walked(api, query, "opportunities", where=where, order=order)

    assert found == in_order(written[1], down=down)


@pytest.mark.parametrize("down", [False, True])
async def test_nested_pages_hold_each_name_once(
    api: Api, written: tuple[str, dict[str, str]], down: bool
) -> None:
    step, names = written
    query = f"""query ($id: ID!, $after: String, $order: [StepOpportunitiesOrder!]) {{
      step(id: $id) {{ opportunities(first: 1, after: $after, orderBy: $order) {{ {PAGE} }} }}
    }}"""
    order = [{"field": "NAME", "direction": "DESC" if down else "ASC"}]

    found = await walked(api, query, "step", "opportunities", id=step, order=order)

    assert found == in_order(names, down=down)


async def test_pages_by_kind_hold_each_name_once(api: Api, written: tuple[str, dict[str, str]]) -> None:
    step, names = written
    query = f"""query ($id: ID!, $after: String) {{
      step(id: $id) {{ opportunities(
        first: 1, after: $after, orderBy: [{{field: KIND, direction: DESC}}, {{field: NAME}}]
      ) {{ {PAGE} }} }}
    }}"""

    found = await walked(api, query, "step", "opportunities", id=step)

    kinds = {key: KINDS[number % 2] for number, key in enumerate(names)}
    assert found == sorted(in_order(names), key=lambda key: kinds[key], reverse=True)


@pytest.mark.parametrize("name", sorted(set(NAMES)))
async def test_bounds_agree_with_the_order(api: Api, written: tuple[str, dict[str, str]], name: str) -> None:
    query = """query ($id: ID!, $name: String) {
      lt: opportunities(where: {name: {lt: $name}}) { nodes { id } }
      lte: opportunities(where: {name: {lte: $name}}) { nodes { id } }
      gt: opportunities(where: {status: {eq: OPEN}, name: {gt: $name}}) { nodes { id } }
      gte: opportunities(where: {status: {eq: OPEN}, name: {gte: $name}}) { nodes { id } }
      step(id: $id) {
        lt: opportunities(where: {name: {lt: $name}}) { nodes { id } }
        not: opportunities(where: {NOT: {name: {gt: $name}}}) { nodes { id } }
      }
    }"""
    step, names = written

    found = await api.read(query, id=step, name=name)

    nested = found.pop("step")
    shown = {key: {node["id"] for node in page["nodes"]} for key, page in found.items()}
    below = {key for key, other in names.items() if other < name}
    same = {key for key, other in names.items() if other == name}
    assert shown["lt"] == below
    assert shown["lte"] == below | same
    assert shown["gt"] == set(names) - below - same
    assert shown["gte"] == set(names) - below
    assert {node["id"] for node in nested["lt"]["nodes"]} == below
    assert {node["id"] for node in nested["not"]["nodes"]} == below | same
