"""Counts over portfolios at random agree with a count in Python."""

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from random import Random
from typing import Any, NamedTuple

import pytest

from graph.database import Database
from graph.texts import capitals
from tests.api.asking import Api
from tests.questions.counts import Number, bearers, facets, groups
from tests.questions.formulas import priority, progress, reach, touched, value
from tests.questions.generated import drawn, store
from tests.questions.near import near
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


def amount(name: str) -> Number:
    """An amount with its currency."""
    return lambda p, id: (p.get(id, "currency"), p.get(id, name))


NUMBERS: Mapping[str, Mapping[str, Number]] = {
    "Opportunity": {
        "value": value,
        "effort": lambda p, id: p.get(id, "effort"),
        "journeyCount": lambda p, id: reach(p, id)["journeys"],
        "rice": lambda p, id: priority(p, id)["rice"],
        "progress": progress,
    },
    "Solution": {
        "cost": amount("cost"),
        "realisedValue": amount("realisedValue"),
        "progress": progress,
        "stepCount": lambda p, id: len(touched(p, id)),
    },
    "Insight": {"impact": lambda p, id: p.get(id, "impact"), "weight": lambda p, id: p.get(id, "weight")},
    "Metric": {"target": lambda p, id: p.get(id, "target")},
    "Journey": {"unitCost": amount("unitCost")},
    "Step": {"expectedExperience": lambda p, id: p.get(id, "expectedExperience")},
}
PIVOTS: list[tuple[str, list[str], str | None]] = [
    ("Opportunity", ["STATUS"], None),
    ("Opportunity", ["JOURNEYS"], None),
    ("Opportunity", ["QUADRANT", "TEAM"], None),
    ("Opportunity", ["GOALS", "STATUS", "PARENT"], None),
    ("Solution", ["STATUS"], "launchedOn"),
    ("Solution", [], "launchedOn"),
    ("Solution", ["TEAM", "JOURNEYS", "GOALS"], "launchedOn"),
    ("Insight", ["VOICE", "PERSONAS"], "createdAt"),
    ("Metric", ["JOURNEYS", "GOALS"], None),
    ("Journey", ["PERSONAS", "TEAM"], None),
    ("Step", ["CHANNELS", "LAYER", "MOMENT"], None),
]
SUMS = "n sum mean min max"


@pytest.mark.parametrize(("kind", "by", "month"), PIVOTS, ids=str)
async def test_groups_hold_what_agrees(
    api: Api, whole: Portfolio, kind: str, by: list[str], month: str | None
) -> None:
    numbers = NUMBERS[kind]
    money = {
        name: "currency " if "Cost" in name or name in ("cost", "realisedValue") else "" for name in numbers
    }
    asked = " ".join(f"{name} {{ {money[name]}{SUMS} }}" for name in numbers)

    data = await api.read(
        f"query ($by: [{kind}Facet!]!, $month: {kind}Month) {{ {plural(kind)}(first: 0) {{ "
        f"groups(by: $by, month: $month) {{ keys {{ value label count }} month count "
        f"aggregate {{ {asked} }} }} }} }}",
        by=by,
        month=capitals(month) if month else None,
    )

    expected = groups(whole, whole.of(kind), by, month, numbers)
    assert len(expected) > 2
    assert data[plural(kind)]["groups"] == near(expected[:100])


async def test_groups_follow_filter_and_size(api: Api, whole: Portfolio) -> None:
    data = await api.read(
        """{ opportunities(where: {status: {in: [OPEN, SOLVED]}}) {
          some: groups(by: [TEAM, STATUS], first: 3) { n: count keys { label value count } month __typename }
          every: groups(by: TEAM, first: null) {
            aggregate { __typename count a: value { n } value { top: max __typename } }
          }
          none: groups(by: [STATUS], first: 0) { count }
        } }"""
    )

    passing = [id for id in whole.of("Opportunity") if whole.get(id, "status") in ("OPEN", "SOLVED")]
    found = data["opportunities"]
    assert found["some"] == [
        {"n": group["count"], "keys": group["keys"], "month": None, "__typename": "OpportunityGroup"}
        for group in groups(whole, passing, ["TEAM", "STATUS"], None, {})[:3]
    ]
    sums = [group["aggregate"] for group in found["every"]]
    assert sum(group["count"] for group in sums) == len(passing)
    assert sum(group["a"]["n"] for group in sums) == len(
        [id for id in passing if value(whole, id) is not None]
    )
    assert {group["__typename"] for group in sums} == {"OpportunityAggregate"}
    assert {group["value"]["__typename"] for group in sums} == {"NumberAggregate"}
    assert found["none"] == []


async def test_groups_of_linked_records_count_those(api: Api, whole: Portfolio) -> None:
    data = await api.read(
        """{ goals(first: 90) { nodes { id
          solutions { groups(by: [STATUS], month: LAUNCHED_ON) { keys { value label count } month count } }
        } } }"""
    )

    for goal in data["goals"]["nodes"]:
        there = [id for id in whole.back(goal["id"], "CONTRIBUTES_TO") if whole.kind(id) == "Solution"]
        expected = groups(whole, there, ["STATUS"], "launchedOn", {})
        assert goal["solutions"]["groups"] == [
            {name: group[name] for name in ("keys", "month", "count")} for group in expected
        ]


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ("by: []", "`by` is empty; name a key, or a `month`."),
        ("by: [STATUS, TEAM, GOALS, KIND]", "`by` takes at most 3 keys; got 4."),
        ("by: [TEAM, STATUS, TEAM]", "`by` names TEAM twice; name each key once."),
    ],
)
async def test_groups_refuse_other_keys(api: Api, given: str, message: str) -> None:
    error = await api.refused(f"{{ opportunities {{ groups({given}) {{ count }} }} }}")

    assert error["message"] == message
    assert error["extensions"]["code"] == "BAD_USER_INPUT"
    assert error["extensions"]["argument"] == ["by"]
    assert error["locations"] == [{"line": 1, "column": 19}]


async def test_groups_cost_as_many_as_they_are(api: Api) -> None:
    groups = "groups(by: [LAYER]) { keys { value } }"

    error = await api.refused(
        f"{{ opportunities(first: 100) {{ nodes {{ steps(first: 1) {{ {groups} }} }} }} }}"
    )

    assert error["extensions"]["code"] == "QUERY_TOO_COMPLEX"
    assert error["extensions"]["value"] == 100 * (1 + 100 * 10)
