"""Texts in filters mean the same in every form of Unicode, as stored ones are kept in one."""

import pytest

from tests.api.asking import Api
from tests.api.mutating import create

DECOMPOSED = "Cafe\u0301"


@pytest.mark.parametrize(
    "where",
    [
        {"name": {"eq": DECOMPOSED}},
        {"name": {"in": ["x", DECOMPOSED]}},
        {"name": {"contains": "fe\u0301"}},
        {"name": {"startsWith": DECOMPOSED}},
        {"key": {"eq": DECOMPOSED}},
        {"needs": {"has": DECOMPOSED}},
        {"NOT": {"name": {"ne": DECOMPOSED}}},
    ],
    ids=str,
)
async def test_decomposed_texts_find_composed_ones(api: Api, where: dict[str, object]) -> None:
    query = "query ($where: PersonaFilter) { personas(where: $where) { totalCount } }"
    given = {"name": DECOMPOSED, "key": DECOMPOSED, "needs": [DECOMPOSED]}
    if not (await api.read(query, where=where))["personas"]["totalCount"]:
        await create(api, "Persona", **given)

    found = await api.read(query, where=where)

    assert found["personas"]["totalCount"] == 1


async def test_spaces_in_filters_are_kept(api: Api) -> None:
    await create(api, "Persona", name="Spaced")

    found = await api.read('{ personas(where: {name: {eq: " Spaced "}}) { totalCount } }')

    assert found["personas"]["totalCount"] == 0
