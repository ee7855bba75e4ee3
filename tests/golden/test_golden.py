"""Golden cases: request to statement without a database, statement to answer and plan with one."""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, LiteralString, cast

import pytest
import strawberry
from neo4j import Driver, GraphDatabase

from graph.server import ServerAddress
from tests.api.asking import Api
from tests.api.portfolio import Portfolio
from tests.golden.cases import Case, cases, compiled, pretty, told

CASES = cases()
READS = [case for case in CASES if not case.writes]
each_read = pytest.mark.parametrize("case", READS, ids=lambda case: case.name)

WHOLE = re.compile(r"AllNodesScan|NodeByLabelScan|RelationshipTypeScan|AllRelationshipsScan")
# Sums and totals over whatever a filter lets through look at all of it; no index knows these filters.
LOOKS_AT_ALL = {
    "derived_links",
    "filters",
    "gaps_first",
    "money_totals",
    "pivot",
    "sums_and_facets",
    "widest_opportunities",
}
BY_ID = "NodeUniqueIndexSeek UNIQUE _1:{label}(id)"
PROMISED: Mapping[str, tuple[str, ...]] = {
    "conditional_fields": (BY_ID.format(label="Step"),),
    "coverage_grid": ("NodeIndexScan RANGE INDEX _1:Goal(nameOrder, id)",),
    "filters": (),
    "derived_links": ("NodeUniqueIndexSeek UNIQUE _8:Journey(id)",),
    "fragments_on_node": (BY_ID.format(label="Step"),),
    "gaps_first": (
        "NodeIndexScan RANGE INDEX _2:Step(position, id)",
        "NodeIndexScan RANGE INDEX _3:Step(position, id)",
    ),
    "journey_board": (BY_ID.format(label="Journey"),),
    "link_values": (BY_ID.format(label="Opportunity"),),
    "metric_readings": (
        "NodeUniqueIndexSeek UNIQUE _1:Solution(id)",
        "NodeUniqueIndexSeek UNIQUE _19:Step(id)",
    ),
    "money_totals": ("NodeUniqueIndexSeek UNIQUE _11:Team(id)",),
    "nested_edges": (BY_ID.format(label="Solution"),),
    "nodes_by_id": tuple(f"NodeUniqueIndexSeek UNIQUE _1:{label}(id)" for label in ("Opportunity", "Quote")),
    "opportunity_card": (BY_ID.format(label="Opportunity"),),
    "page_after": ("NodeIndexSeek RANGE INDEX _1:Opportunity(status, value, id)",),
    "page_first": ("NodeIndexSeek RANGE INDEX _1:Opportunity(status, value, id)",),
    "page_before": ("NodeIndexSeek RANGE INDEX _1:Opportunity(status, nameOrder, id)",),
    "page_by_status": (
        "NodeIndexSeek RANGE INDEX _1:Opportunity(status, value, id)",
        "NodeIndexSeek RANGE INDEX _1:Opportunity(status, nameOrder, id)",
    ),
    # Both indexes find the tail; which one costs less is a matter of how many records there are.
    "page_null_tail": (
        "NodeIndexSeek RANGE INDEX _1:Opportunity(status, nameOrder, id) or "
        "NodeUniqueIndexSeekByRange UNIQUE _1:Opportunity(id)",
    ),
    "pivot": ("NodeUniqueIndexSeek UNIQUE _2:Team(id)",),
    "search_words": ("ProcedureCall db.index.fulltext.queryNodes",),
    "several_roots": (
        "NodeIndexScan RANGE INDEX _3:Journey(nameOrder, id)",
        "NodeIndexScan RANGE INDEX _5:Opportunity(value, id)",
    ),
    "sums_and_facets": ("NodeCountFromCountStore",),
    "several_starts": ("NodeUniqueIndexSeek UNIQUE _2:Journey(id)",),
    "team_start": ("NodeUniqueIndexSeek UNIQUE _2:Team(id)", "NodeUniqueIndexSeek UNIQUE _7:Journey(id)"),
    "widest_opportunities": ("NodeIndexScan RANGE INDEX _1:Opportunity(value, id)",),
}
SORTED = re.compile(r"Sort |Top |PartialSort|PartialTop")


@each_read
async def test_request_becomes_its_statement(
    whole_schema: strawberry.Schema, case: Case, update_golden: bool
) -> None:
    statement = await compiled(whole_schema, case.request, case.variables)

    assert statement is not None
    text, parameters = statement
    case.agree("statement.cypher", f"{text}\n", update_golden)
    case.agree("params.json", pretty(parameters), update_golden)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
async def test_request_gets_its_answer(
    api: Api, portfolio: Portfolio, case: Case, update_golden: bool
) -> None:
    assert portfolio.records

    answer = await api(case.request, case.variables)

    case.agree("answer.json", told(answer), update_golden)
    if case.writes:
        texts = (sent.text for sent in answer.statements)
        case.agree("statement.cypher", "\n;\n".join(texts) + "\n", update_golden)
    else:
        assert len(answer.statements) == 1
        case.agree("statement.cypher", f"{answer.statements[0].text}\n", False)


@pytest.fixture(scope="module")
def driver(server: ServerAddress, portfolio: Portfolio) -> Iterator[Driver]:
    """A driver to the server that holds the portfolio, and whose plans fit this portfolio, not one before."""
    assert portfolio.records
    auth = (server.username, server.password)
    with GraphDatabase.driver(server.uri, auth=auth, notifications_min_severity="OFF") as driver:
        driver.execute_query("CALL db.prepareForReplanning()", database_=server.database)
        yield driver


@each_read
def test_statement_starts_at_an_index(driver: Driver, server: ServerAddress, case: Case) -> None:
    plan = operators(driver, server, case)

    for promised in PROMISED[case.name]:
        assert any(line.startswith(tuple(promised.split(" or "))) for line in plan), (promised, plan)
    assert case.name in LOOKS_AT_ALL or [line for line in plan if WHOLE.match(line)] == []


@pytest.mark.parametrize(
    "name",
    [
        "gaps_first",
        "page_first",
        "page_after",
        "page_before",
        "page_by_status",
        "widest_opportunities",
        "several_roots",
    ],
)
def test_pages_keep_the_order_of_their_index(driver: Driver, server: ServerAddress, name: str) -> None:
    (case,) = (case for case in READS if case.name == name)

    plan = operators(driver, server, case)

    places = [place for place, line in enumerate(plan) if line.startswith(PROMISED[name][0])]
    assert len(places) == (2 if name in ("page_before", "page_by_status") else 1)
    for place in places:
        limit = max(at for at, line in enumerate(plan[:place]) if line.startswith("Limit"))
        assert [line for line in plan[limit:place] if SORTED.match(line)] == []


def operators(driver: Driver, server: ServerAddress, case: Case) -> list[str]:
    """The operators by which the server runs a case, each with its details; results come before sources."""
    text = (case.folder / "statement.cypher").read_text(encoding="utf-8")
    parameters = json.loads((case.folder / "params.json").read_text(encoding="utf-8"))
    plans: list[Mapping[str, Any]] = []
    for part in (text, *subqueries(text)):
        explain = cast(LiteralString, f"EXPLAIN {part}")
        summary = driver.execute_query(explain, parameters, database_=server.database).summary
        plans.append(cast(Mapping[str, Any], summary.plan))
    return [line for plan in plans[1:] for line in flattened(plan)]


def subqueries(text: str) -> Iterator[str]:
    """The outermost subqueries of a statement, each a statement by itself: the server hides their plans."""
    depth = start = 0
    for match in re.finditer(r"(COLLECT|COUNT) \{|\{|\}", text):
        depth += -1 if match[0] == "}" else 1
        if depth == 1 and match[1]:
            start = match.end()
        elif depth == 0:
            body = text[start : match.start()]
            yield body if "RETURN" in body else f"{body} RETURN count(*)"


def flattened(plan: Mapping[str, Any]) -> Iterator[str]:
    """The operators of a plan, from the result down."""
    yield f"{plan['operatorType'].split('@')[0]} {plan['args'].get('Details', '')}"
    for child in plan.get("children", []):
        yield from flattened(child)
