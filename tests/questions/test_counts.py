"""Counts over portfolios at random agree with a count in Python."""

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from random import Random
from typing import Any, NamedTuple

import pytest

from graph.database import Database
from tests.api.asking import Api
from tests.questions.counts import bearers, facets
from tests.questions.formulas import touched
from tests.questions.generated import drawn, store
from tests.questions.portfolio import Portfolio, plural

pytestmark = pytest.mark.anyio

KEYS = {
    "Opportunity": ("STATUS", "TEAM", "PARENT", "GOALS", "JOURNEYS", "QUADRANT"),
    "Solution": ("STATUS", "TEAM", "GOALS", "JOURNEYS"),
    "Insight": ("STATUS", "VOICE", "BASIS", "PERSONAS", "JOURNEYS"),
    "Metric": ("DIRECTION", "GOALS", "JOURNEYS"),
    "Journey": ("TEAM", "PERSONAS"),
    "Step": ("LAYER", "MOMENT", "TEAM", "CHANNELS"),
    "Touchpoint": ("CHANNELS",),
}
ALL = [(kind, key) for kind, keys in KEYS.items() for key in keys]


@pytest.fixture(scope="module")
async def whole(database: Database) -> Portfolio:
    """A dozen portfolios at random, in the database and as one."""
    found = drawn(12)
    await store(database, found)
    records = {id: record for p in found for id, record in p.records.items()}
    return Portfolio(records, [link for p in found for link in p.links])


class Said(NamedTuple):
    """A condition on a key: how a request writes it, and whether a record fulfils it."""

    key: str
    where: Mapping[str, Any]
    holds: Callable[[str], bool]


def conditions(p: Portfolio, kind: str, random: Random) -> Iterator[Said]:
    """A condition on each key of a kind that half of its values fulfil."""
    for key in KEYS[kind]:
        borne = sorted({value for id in p.of(kind) for _, value in bearers(p, id, key)})
        some = random.sample(borne, (len(borne) + 1) // 2)
        field = key.lower()
        told: Mapping[str, Any] = {"in": some}
        if borne and borne[0] in p.records:
            told = {"is" if key in ("TEAM", "PARENT") else "some": {"id": {"in": some}}}
        yield Said(key, {field: told}, partial(_bears_any, p, key, some))


def _bears_any(p: Portfolio, key: str, some: list[str], id: str) -> bool:
    return any(value in some for _, value in bearers(p, id, key))


def asked(kind: str, key: str, keep: str) -> str:
    """A request for the facets of a kind by a key."""
    return (
        f"query ($where: {kind}Filter) {{ {plural(kind)}(where: $where) "
        f"{{ facets(by: {key}{keep}) {{ value label count }} }} }}"
    )


@pytest.mark.parametrize(("kind", "key"), ALL)
async def test_every_key_counts_what_bears_it(api: Api, whole: Portfolio, kind: str, key: str) -> None:
    data = await api.read(asked(kind, key, ""))

    expected = facets(whole, whole.of(kind), key)
    assert len(expected) > 1
    assert data[plural(kind)]["facets"] == expected


@pytest.mark.parametrize(("kind", "key"), [pair for pair in ALL if len(KEYS[pair[0]]) > 1])
async def test_own_conditions_are_left_out(api: Api, whole: Portfolio, kind: str, key: str) -> None:
    said = list(conditions(whole, kind, Random(f"{kind} {key}")))
    own = next(one for one in said if one.key == key)
    other = next(one for one in said if one.key != key)
    where: dict[str, Any] = {**other.where, "AND": [{"AND": [own.where, {}]}, own.where], **own.where}

    kept = await api.read(asked(kind, key, ""), where=where)
    free = await api.read(asked(kind, key, ", keepOwn: false"), where=where)

    passing = [id for id in whole.of(kind) if other.holds(id)]
    assert free[plural(kind)]["facets"] == facets(whole, passing, key)
    assert kept[plural(kind)]["facets"] == facets(whole, filter(own.holds, passing), key)


async def test_own_conditions_below_or_and_not_count(api: Api, whole: Portfolio) -> None:
    where = {"OR": [{"status": {"eq": "OPEN"}}], "NOT": {"status": {"eq": "SOLVED"}}}

    data = await api.read(asked("Opportunity", "STATUS", ", keepOwn: false"), where=where)

    assert [facet["value"] for facet in data["opportunities"]["facets"]] == ["OPEN"]


async def test_own_conditions_are_all_that_name_the_key(api: Api, whole: Portfolio) -> None:
    where = {"team": {"isNull": False, "is": {"name": {"ne": "Pay"}}}, "goals": {"count": {"gte": 1}}}

    data = await api.read(
        """query ($where: OpportunityFilter) { opportunities(where: $where) {
          byTeam: facets(by: TEAM, keepOwn: false) { value label count }
          byGoal: facets(by: GOALS, keepOwn: false) { value label count }
          kept: facets(by: TEAM, keepOwn: null) { value label count }
        } }""",
        where=where,
    )

    def team(id: str) -> bool:
        return any(name != "Pay" for name, _ in bearers(whole, id, "TEAM"))

    every = whole.of("Opportunity")
    with_goal = [id for id in every if bearers(whole, id, "GOALS")]
    assert data["opportunities"] == {
        "byTeam": facets(whole, with_goal, "TEAM"),
        "byGoal": facets(whole, filter(team, every), "GOALS"),
        "kept": facets(whole, filter(team, with_goal), "TEAM"),
    }


async def test_facets_of_linked_records_leave_own_conditions_out(api: Api, whole: Portfolio) -> None:
    journey = max(whole.of("Journey"), key=lambda id: len(whole.steps(id)))

    data = await api.read(
        """query ($id: ID!) { journey(id: $id) { opportunities(where: {status: {eq: SOLVED}}) {
          facets(by: STATUS, keepOwn: false) { value label count }
        } } }""",
        id=journey,
    )

    there = [
        id
        for id in whole.of("Opportunity")
        if any(whole.journey_of(step) == journey for step in touched(whole, id))
    ]
    assert len({whole.get(id, "status") for id in there}) > 1
    assert data["journey"]["opportunities"]["facets"] == facets(whole, there, "STATUS")
