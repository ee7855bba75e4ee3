"""Filters mean the same everywhere, and what they mean is what a few lines of Python say."""

from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.api.asking import Api
from tests.api.expected import Expected
from tests.api.portfolio import PREFIXES, Portfolio

Where = Mapping[str, Any]
PLURALS = {
    label: "people" if label == "Person" else f"{label[0].lower()}{label[1:]}s" for label in PREFIXES
} | {"Opportunity": "opportunities"}


async def found(api: Api, label: str, where: Where | None) -> list[str]:
    """The ids that a root list answers under a filter."""
    plural = PLURALS[label]
    text = f"query ($where: {label}Filter) {{ {plural}(first: 100, where: $where) {{ nodes {{ id }} }} }}"
    page = (await api.read(text, where=where))[plural]
    return sorted(node["id"] for node in page["nodes"])


async def agrees(api: Api, portfolio: Portfolio, label: str, where: Where) -> int:
    """How many records a filter lets through, the same ones as in Python."""
    expected = sorted(portfolio.id(*name) for name in Expected(portfolio).matching(label, where))
    assert await found(api, label, where) == expected
    return len(expected)


SCALARS: list[tuple[str, Where, int]] = [
    ("Opportunity", {}, 13),
    ("Opportunity", {"name": {"eq": "Twin"}}, 2),
    ("Opportunity", {"name": {"eq": "twin"}}, 0),
    ("Opportunity", {"name": {"contains": "TWIN"}}, 2),
    ("Opportunity", {"name": {"contains": "über stra"}}, 1),
    ("Opportunity", {"name": {"startsWith": "TEST"}}, 1),
    ("Opportunity", {"name": {"contains": '"odd" \\ {$p0} `'}}, 1),
    ("Opportunity", {"name": {"contains": ""}}, 13),
    ("Opportunity", {"name": {"gte": "N", "lt": "P"}}, 2),
    ("Opportunity", {"description": {"startsWith": "customers"}}, 1),
    ("Opportunity", {"description": {"ne": "Customers wait all day."}}, 12),
    ("Opportunity", {"kind": {"eq": "IDEA"}}, 2),
    ("Opportunity", {"kind": {"ne": "IDEA"}}, 11),
    ("Opportunity", {"kind": {"in": ["IDEA", "PAIN_POINT"]}}, 4),
    ("Opportunity", {"kind": {"notIn": ["IDEA", "PAIN_POINT"]}}, 9),
    ("Opportunity", {"kind": {"in": []}}, 0),
    ("Opportunity", {"kind": {"notIn": []}}, 13),
    ("Opportunity", {"kind": {"isNull": True}}, 7),
    ("Opportunity", {"kind": {"isNull": False}}, 6),
    ("Opportunity", {"value": {"eq": 65}}, 2),
    ("Opportunity", {"value": {"lt": 30}}, 3),
    ("Opportunity", {"value": {"lte": 25.0}}, 3),
    ("Opportunity", {"value": {"gt": 65, "lte": 80}}, 3),
    ("Opportunity", {"value": {"ne": 65}}, 11),
    ("Opportunity", {"value": {"notIn": [65, 70]}}, 9),
    ("Opportunity", {"value": {"gte": 65, "isNull": True}}, 0),
    ("Step", {"momentOfTruth": {"eq": True}}, 2),
    ("Step", {"momentOfTruth": {"eq": False}}, 12),
    ("Step", {"momentOfTruth": {"ne": True}}, 12),
    ("Step", {"durationSeconds": {"eq": 0}}, 1),
    ("Step", {"durationSeconds": {"in": [0, 60, 61]}}, 2),
    ("Step", {"position": {"gt": 0}}, 5),
    ("Goal", {"dueOn": {"eq": "2026-12-31"}}, 1),
    ("Goal", {"dueOn": {"gt": "2026-12-31"}}, 1),
    ("Goal", {"dueOn": {"ne": "2026-12-31"}}, 3),
    ("Goal", {"dueOn": {"in": ["2026-12-31", "2027-06-30"]}}, 2),
    ("Goal", {"dueOn": {"notIn": ["2026-12-31", "2027-06-30"]}}, 2),
    ("Persona", {"needs": {"has": "speed"}}, 1),
    ("Persona", {"jobs": {"has": "work"}}, 2),
    ("Persona", {"needs": {"has": "Speed"}}, 0),
    ("Persona", {"needs": {"isEmpty": True}}, 2),
    ("Persona", {"needs": {"isEmpty": False}}, 2),
    ("Segment", {"share": {"gt": 0.4}}, 1),
    ("Quote", {"text": {"contains": "TWICE"}}, 1),
    ("Person", {"email": {"isNull": True}}, 1),
]

LOGIC: list[tuple[str, Where, int]] = [
    ("Opportunity", {"AND": []}, 13),
    ("Opportunity", {"OR": []}, 0),
    ("Opportunity", {"NOT": {}}, 0),
    ("Opportunity", {"NOT": {"OR": []}}, 13),
    ("Opportunity", {"AND": [{}, {"OR": []}]}, 0),
    ("Opportunity", {"OR": [{"value": {"gt": 70}}, {"kind": {"eq": "IDEA"}}]}, 3),
    ("Opportunity", {"AND": [{"value": {"gt": 40}}, {"value": {"lt": 70}}]}, 3),
    ("Opportunity", {"NOT": {"value": {"gt": 50}}}, 8),
    ("Opportunity", {"NOT": {"value": {"lte": 50}}}, 9),
    ("Opportunity", {"NOT": {"NOT": {"value": {"gt": 50}}}}, 5),
    ("Opportunity", {"NOT": {"name": {"contains": "t"}, "value": {"isNull": False}}}, 5),
    ("Opportunity", {"NOT": {"description": {"contains": "wait"}}}, 12),
    ("Opportunity", {"OR": [{"status": {"eq": "SOLVED"}, "effort": {"gt": 1}}, {"AND": []}]}, 13),
    ("Opportunity", {"status": {"eq": "SOLVED"}, "OR": [{"effort": {"gt": 1}}]}, 1),
    ("Persona", {"NOT": {"needs": {"has": "speed"}}}, 3),
]

LINKS: list[tuple[str, Where, int]] = [
    ("Opportunity", {"team": {"is": {"name": {"eq": "Sales"}}}}, 2),
    ("Opportunity", {"team": {"is": {}}}, 4),
    ("Opportunity", {"team": {"isNull": True}}, 9),
    ("Opportunity", {"team": {"isNull": False}}, 4),
    ("Opportunity", {"NOT": {"team": {"is": {"name": {"eq": "Sales"}}}}}, 11),
    ("Opportunity", {"parent": {"is": {"value": {"isNull": True}}}}, 2),
    ("Opportunity", {"solutions": {"some": {}}}, 4),
    ("Opportunity", {"solutions": {"none": {}}}, 9),
    ("Opportunity", {"solutions": {"all": {}}}, 13),
    ("Opportunity", {"solutions": {"some": {"status": {"eq": "LAUNCHED"}}}}, 2),
    ("Opportunity", {"solutions": {"none": {"status": {"eq": "LAUNCHED"}}}}, 11),
    ("Opportunity", {"solutions": {"all": {"status": {"eq": "LAUNCHED"}}}}, 10),
    ("Opportunity", {"solutions": {"some": {}, "all": {"status": {"eq": "LAUNCHED"}}}}, 1),
    ("Opportunity", {"solutions": {"all": {"cost": {"gt": 10000}}}}, 12),
    ("Opportunity", {"solutions": {"all": {"OR": []}}}, 9),
    ("Opportunity", {"solutions": {"count": {"eq": 2}}}, 1),
    ("Opportunity", {"solutions": {"count": {"eq": 0}}}, 9),
    ("Opportunity", {"steps": {"count": {"gte": 2, "lt": 3}}}, 2),
    ("Opportunity", {"steps": {"count": {"gt": 2}}}, 3),
    ("Opportunity", {"steps": {"count": {"lte": 0}}}, 5),
    ("Opportunity", {"steps": {"count": {"where": {"momentOfTruth": {"eq": True}}, "gte": 1}}}, 2),
    ("Opportunity", {"steps": {"count": {"where": {"momentOfTruth": {"eq": True}}, "eq": 0}}}, 11),
    ("Opportunity", {"steps": {"count": {"where": {"momentOfTruth": {"ne": True}}, "lte": 1}}}, 8),
    ("Opportunity", {"steps": {"count": {}}}, 13),
    (
        "Opportunity",
        {"steps": {"some": {"phase": {"is": {"journey": {"is": {"name": {"eq": "Leave"}}}}}}}},
        3,
    ),
    ("Opportunity", {"steps": {"some": {"solutions": {"some": {"status": {"eq": "PLANNED"}}}}}}, 1),
    ("Opportunity", {"tags": {"all": {"name": {"in": ["Urgent", "Mobile"]}}}}, 12),
    ("Step", {"previousSteps": {"some": {"name": {"startsWith": "check"}}}}, 2),
    ("Step", {"detailedBy": {"none": {}}}, 13),
    ("Journey", {"phases": {"some": {"steps": {"none": {}}}}}, 1),
    ("Journey", {"phases": {"count": {"gte": 2}}}, 4),
    ("Journey", {"futures": {"some": {}}}, 1),
    ("Team", {"deliveries": {"count": {"where": {"status": {"ne": "CANCELLED"}}, "gt": 1}}}, 1),
    ("Measurement", {"metric": {"is": {"method": {"eq": "NPS"}}}}, 4),
    ("Measurement", {"competitor": {"isNull": True}}, 5),
]

DERIVED: list[tuple[str, Where]] = [
    ("Opportunity", {"journeys": {"some": {}}}),
    ("Opportunity", {"journeys": {"none": {}}}),
    ("Opportunity", {"journeys": {"some": {"name": {"eq": "Leave"}}}}),
    ("Opportunity", {"journeys": {"none": {"name": {"eq": "Leave"}}}}),
    ("Opportunity", {"journeys": {"all": {"state": {"eq": "CURRENT"}}, "some": {}}}),
    ("Opportunity", {"journeys": {"all": {}}}),
    ("Opportunity", {"NOT": {"journeys": {"some": {"name": {"eq": "Leave"}}}}}),
    ("Opportunity", {"journeys": {"count": {"gte": 2}}}),
    ("Opportunity", {"journeys": {"count": {"eq": 0}}}),
    ("Opportunity", {"journeys": {"count": {"where": {"state": {"eq": "CURRENT"}}, "lt": 2}}}),
    ("Solution", {"journeys": {"some": {"name": {"eq": "Leave"}}}}),
    ("Solution", {"journeys": {"count": {"gt": 1}}}),
    ("Insight", {"journeys": {"some": {"opportunities": {"some": {"status": {"eq": "SOLVED"}}}}}}),
    ("Journey", {"steps": {"some": {"momentOfTruth": {"eq": True}}}}),
    ("Journey", {"steps": {"none": {}}}),
    ("Journey", {"steps": {"count": {"gte": 4}}}),
    ("Journey", {"opportunities": {"some": {"value": {"gte": 65}}}}),
    ("Journey", {"opportunities": {"count": {"where": {"status": {"ne": "DISMISSED"}}, "gte": 2}}}),
    ("Journey", {"solutions": {"some": {"status": {"eq": "LAUNCHED"}}}}),
    ("Journey", {"solutions": {"all": {"cost": {"isNull": False}}}}),
    ("Journey", {"insights": {"none": {"voice": {"eq": "VOC"}}}}),
    ("Team", {"opportunities": {"some": {"journeys": {"some": {"name": {"eq": "Leave"}}}}}}),
]

COMPUTED: list[tuple[str, Where, int]] = [
    ("Opportunity", {"journeyCount": {"gte": 3}, "solutions": {"none": {}}}, 1),
    ("Opportunity", {"journeyCount": {"eq": 0}}, 5),
    ("Opportunity", {"stepCount": {"in": [1, 2]}}, 5),
    ("Opportunity", {"personaCount": {"gt": 2}}, 3),
    ("Opportunity", {"teamCount": {"eq": 0}}, 8),
    ("Opportunity", {"frequencyPerYear": {"isNull": True}}, 8),
    ("Opportunity", {"frequencyPerYear": {"ne": 15000}}, 11),
    ("Opportunity", {"evidenceStrength": {"gt": 0.2}}, 1),
    ("Opportunity", {"rice": {"gt": 0}}, 3),
    ("Opportunity", {"rice": {"isNull": True}}, 8),
    ("Opportunity", {"quadrant": {"in": ["QUICK_WIN", "BIG_BET"]}}, 5),
    ("Opportunity", {"quadrant": {"ne": "QUICK_WIN"}}, 9),
    ("Opportunity", {"quadrant": {"isNull": True}}, 7),
    ("Opportunity", {"progress": {"gt": 0, "lt": 1}}, 5),
    ("Opportunity", {"NOT": {"progress": {"gte": 0}}}, 2),
    ("Opportunity", {"goals": {"some": {"progress": {"lt": 1}}}}, 2),
    ("Goal", {"progress": {"isNull": True}}, 1),
    ("Solution", {"journeyCount": {"gt": 2}}, 3),
    ("Insight", {"stepCount": {"eq": 2}}, 3),
    ("Step", {"experience": {"lt": 0}}, 4),
    ("Step", {"experience": {"isNull": True}}, 8),
    ("Journey", {"experience": {"lt": 0}}, 3),
    ("Phase", {"experience": {"isNull": False}}, 5),
    ("Measurement", {"result": {"gte": 30}}, 4),
    ("Measurement", {"result": {"isNull": True}}, 1),
]


@pytest.mark.parametrize(("label", "where", "count"), SCALARS, ids=str)
async def test_scalars_compare_alike(
    api: Api, portfolio: Portfolio, label: str, where: Where, count: int
) -> None:
    assert await agrees(api, portfolio, label, where) == count


@pytest.mark.parametrize(("label", "where", "count"), LOGIC, ids=str)
async def test_logic_is_two_valued(
    api: Api, portfolio: Portfolio, label: str, where: Where, count: int
) -> None:
    assert await agrees(api, portfolio, label, where) == count


@pytest.mark.parametrize(("label", "where", "count"), LINKS, ids=str)
async def test_links_quantify_records(
    api: Api, portfolio: Portfolio, label: str, where: Where, count: int
) -> None:
    assert await agrees(api, portfolio, label, where) == count


@pytest.mark.parametrize(("label", "where", "count"), COMPUTED, ids=str)
async def test_computed_values_filter_like_stored_ones(
    api: Api, portfolio: Portfolio, label: str, where: Where, count: int
) -> None:
    assert await agrees(api, portfolio, label, where) == count


# A filter with `$none`, which is not sent or null, and what it comes to.
LEFT_OUT: list[tuple[str, Where]] = [
    ("{name: {eq: $none}}", {}),
    ("{name: {ne: $none}}", {}),
    ("{name: {contains: $none}, value: {gt: 50}}", {"value": {"gt": 50}}),
    ('{name: {contains: $none, startsWith: "t"}}', {"name": {"startsWith": "t"}}),
    ("{name: {in: $names}}", {}),
    ("{name: {notIn: $names}, OR: [{value: {gt: 50}}]}", {"value": {"gt": 50}}),
    ("{value: {isNull: $yes}}", {}),
    ("{value: {gt: null, lt: 50}}", {"value": {"lt": 50}}),
    ("{kind: {in: null}, status: {eq: null}}", {}),
    ("{OR: [{name: {eq: $none}}]}", {}),
    ("{OR: [{name: {eq: $none}}, {value: {gt: 50}}]}", {"value": {"gt": 50}}),
    ("{OR: [{AND: [{name: {eq: $none}}, {name: null}]}, {value: {gt: 50}}]}", {"value": {"gt": 50}}),
    ("{OR: [], name: {eq: $none}}", {"OR": []}),
    ("{OR: [{}, {name: {eq: $none}}]}", {"OR": [{}]}),
    ("{AND: [{name: {eq: $none}}]}", {}),
    ("{NOT: {name: {eq: $none}}}", {}),
    ("{NOT: {OR: [{name: {eq: $none}}]}}", {}),
    ("{NOT: {}}", {"NOT": {}}),
    ("{team: {is: {name: {eq: $none}}}}", {}),
    ("{team: {is: {}}}", {"team": {"is": {}}}),
    ("{team: {is: null, isNull: false}}", {"team": {"isNull": False}}),
    ("{solutions: {some: {status: {eq: $status}}}}", {}),
    ("{solutions: {none: {status: {eq: $status}}}}", {}),
    ("{solutions: {none: {}}}", {"solutions": {"none": {}}}),
    ("{solutions: {none: null}}", {}),
    ("{solutions: {all: {OR: [{status: {eq: $status}}]}}}", {}),
    ("{solutions: {count: {gte: $count}}}", {}),
    ("{solutions: {count: {where: {status: {eq: $status}}, gte: 1}}}", {"solutions": {"count": {"gte": 1}}}),
    ("{solutions: {count: {gte: null, lt: 1}}}", {"solutions": {"count": {"lt": 1}}}),
    ("{journeys: {some: {team: {is: {name: {eq: $none}}}}}}", {}),
    ("{NOT: $where, value: {gt: 50}}", {"value": {"gt": 50}}),
]
UNSENT = {
    **{"none": "String", "names": "[String!]", "yes": "Boolean", "status": "SolutionStatus"},
    **{"count": "Int", "where": "OpportunityFilter"},
}


@pytest.mark.parametrize("sent", [False, True], ids=["unsent", "null"])
@pytest.mark.parametrize(("where", "meant"), LEFT_OUT, ids=str)
async def test_absent_values_leave_conditions_out(
    api: Api, portfolio: Portfolio, where: str, meant: Where, sent: bool
) -> None:
    used = [name for name in UNSENT if f"${name}" in where]
    declared = f"query ({', '.join(f'${name}: {UNSENT[name]}' for name in used)})" if used else ""
    query = f"{declared} {{ opportunities(first: 100, where: {where}) {{ nodes {{ id }} }} }}"

    answer = await api(query, dict.fromkeys(used) if sent else {})

    expected = sorted(portfolio.id(*name) for name in Expected(portfolio).matching("Opportunity", meant))
    assert answer.codes == []
    assert sorted(node["id"] for node in answer.data["opportunities"]["nodes"]) == expected


async def test_nulls_in_a_filter_variable_leave_conditions_out(api: Api, portfolio: Portfolio) -> None:
    given: list[tuple[Where, Where]] = [
        ({"name": {"eq": None}, "value": {"gt": 50}}, {"value": {"gt": 50}}),
        ({"OR": [{"solutions": {"none": {"status": {"eq": None}}}}]}, {}),
        ({"OR": [{"name": None}, {"team": {"is": {}}}]}, {"team": {"is": {}}}),
        ({"NOT": None, "AND": None, "steps": {"count": None}}, {}),
    ]

    for where, meant in given:
        expected = sorted(portfolio.id(*name) for name in Expected(portfolio).matching("Opportunity", meant))
        assert await found(api, "Opportunity", where) == expected


@pytest.mark.parametrize(("label", "where"), DERIVED, ids=str)
async def test_what_stands_in_journeys_filters_in_one_level(
    api: Api, portfolio: Portfolio, label: str, where: Where
) -> None:
    await agrees(api, portfolio, label, where)


@pytest.mark.parametrize(
    ("label", "way", "end"),
    [
        ("Opportunity", ("journeys",), "Journey"),
        ("Solution", ("journeys",), "Journey"),
        ("Insight", ("journeys",), "Journey"),
        ("Journey", ("steps",), "Step"),
        ("Journey", ("opportunities",), "Opportunity"),
        ("Journey", ("solutions",), "Solution"),
        ("Journey", ("insights",), "Insight"),
        ("Opportunity", ("journeys", "team"), "Team"),
        ("Solution", ("opportunities", "journeys"), "Journey"),
        ("Team", ("opportunities", "journeys"), "Journey"),
        ("Solution", ("journeys", "steps"), "Step"),
        ("Goal", ("opportunities", "journeys", "steps", "touchpoints"), "Touchpoint"),
    ],
    ids=str,
)
async def test_known_record_filters_from_its_side(
    api: Api, portfolio: Portfolio, label: str, way: tuple[str, ...], end: str
) -> None:
    counts: list[int] = []
    for record in portfolio.of(end):
        where: Where = {"id": {"eq": record["id"]}}
        for field in reversed(way):
            where = {field: {"is" if field == "team" else "some": where}}
        counts.append(await agrees(api, portfolio, label, where))

    assert max(counts) > 0


FLOATS = st.sampled_from([0, 0.5, 12.75, 25, 50, 65, 65.0, 70, 80])
TEXTS = st.sampled_from(["t", "T", "Twin", "ü", "It's", ""])
SHARED = {
    "name": st.tuples(st.sampled_from(["eq", "ne", "lt", "gte", "contains", "startsWith"]), TEXTS),
    "description": st.tuples(st.sampled_from(["eq", "ne", "contains"]), TEXTS),
}
NUMBERS = st.one_of(
    st.tuples(st.sampled_from(["eq", "ne", "lt", "lte", "gt", "gte"]), FLOATS),
    st.tuples(st.sampled_from(["in", "notIn"]), st.lists(FLOATS, max_size=2)),
    st.tuples(st.just("isNull"), st.booleans()),
)
STATUSES = ["OPEN", "IN_PROGRESS", "SOLVED", "DISMISSED"]
OWN: Mapping[str, Mapping[str, st.SearchStrategy[Any]]] = {
    "Opportunity": {
        **SHARED,
        "value": NUMBERS,
        "effort": NUMBERS,
        "progressOverride": NUMBERS,
        "status": st.tuples(st.sampled_from(["eq", "ne"]), st.sampled_from(STATUSES)),
        "kind": st.tuples(
            st.sampled_from(["in", "notIn"]), st.lists(st.sampled_from(["IDEA", "PAIN_POINT"]))
        ),
    },
    "Step": {
        **SHARED,
        "expectedExperience": NUMBERS,
        "momentOfTruth": st.tuples(st.sampled_from(["eq", "ne", "isNull"]), st.booleans()),
        "moment": st.tuples(st.sampled_from(["eq", "ne"]), st.sampled_from(["BEFORE", "DURING"])),
    },
    "Solution": {
        **SHARED,
        "cost": NUMBERS,
        "startsOn": st.tuples(st.sampled_from(["eq", "ne", "lt", "gte"]), st.just("2026-02-01")),
    },
    "Team": {**SHARED, "department": st.tuples(st.sampled_from(["eq", "ne"]), st.just("Market"))},
}
TO_MANY: Mapping[str, Mapping[str, str]] = {
    "Opportunity": {"steps": "Step", "solutions": "Solution", "children": "Opportunity"},
    "Step": {"opportunities": "Opportunity", "solutions": "Solution", "previousSteps": "Step"},
    "Solution": {"opportunities": "Opportunity", "deliveryTeams": "Team"},
    "Team": {"opportunities": "Opportunity", "deliveries": "Solution"},
}
TO_ONE: Mapping[str, Mapping[str, str]] = {
    "Opportunity": {"team": "Team", "parent": "Opportunity"},
    "Step": {"team": "Team"},
    "Solution": {"team": "Team"},
}


@st.composite
def filters(draw: st.DrawFn, label: str, depth: int = 3) -> dict[str, Any]:
    """Any filter on one kind of record, a few levels deep."""
    kinds = ["own", "own", *(["one", "many", "AND", "OR", "NOT"] if depth else [])]
    where: dict[str, Any] = {}
    for kind in draw(st.lists(st.sampled_from(kinds), max_size=2)):
        if kind in ("AND", "OR"):
            where[kind] = draw(st.lists(filters(label, depth - 1), max_size=2))
        elif kind == "NOT":
            where[kind] = draw(filters(label, depth - 1))
        elif kind == "one" and label in TO_ONE:
            name = draw(st.sampled_from(sorted(TO_ONE[label])))
            where[name] = draw(
                st.one_of(
                    st.fixed_dictionaries({"is": filters(TO_ONE[label][name], depth - 1)}),
                    st.fixed_dictionaries({"isNull": st.booleans()}),
                )
            )
        elif kind == "many":
            name = draw(st.sampled_from(sorted(TO_MANY[label])))
            where[name] = draw(quantified(TO_MANY[label][name], depth - 1))
        else:
            name = draw(st.sampled_from(sorted(OWN[label])))
            where[name] = dict([draw(OWN[label][name])])
    return where


@st.composite
def quantified(draw: st.DrawFn, label: str, depth: int) -> dict[str, Any]:
    """Any condition on linked records of one kind."""
    inner = draw(filters(label, depth))
    operator = draw(st.sampled_from(["some", "none", "all", "count"]))
    if operator != "count":
        return {operator: inner}
    return {
        "count": {
            "where": inner,
            draw(st.sampled_from(["eq", "gt", "gte", "lt", "lte"])): draw(st.integers(0, 2)),
        }
    }


@settings(max_examples=40)
@given(where=filters("Opportunity"))
async def test_any_filter_agrees_with_python(api: Api, portfolio: Portfolio, where: Where) -> None:
    expected = sorted(portfolio.id(*name) for name in Expected(portfolio).matching("Opportunity", where))

    assert await found(api, "Opportunity", where) == expected
