"""Every statement that writes or checks is planned as Cypher 5 too, and finds records by id."""

from collections.abc import AsyncIterator, Iterator
from itertools import cycle
from typing import Any

import pytest
from neo4j import AsyncDriver, AsyncGraphDatabase

from graph.cypher.write.declaration_checks import misfits_statement
from graph.cypher.write.import_statements import (
    IMPORT_CHANGES,
    LATER_CHANGES,
    NUMBERED_CHANGES,
    REQUESTED_CHANGES,
)
from graph.cypher.write.kept_answers import CLAIM_ANSWER, FORGET_ANSWERS, KEEP_ANSWER
from graph.cypher.write.record_writes import (
    CHANGES_SINCE,
    COMMIT_ORDER,
    RECORD_CHANGES,
    LinkUse,
    LockRequest,
    Look,
    delete_statement,
    lock_statement,
    owners_statement,
    removable_statement,
    write_statement,
)
from graph.database import Database
from graph.entities import Entity
from graph.model import MODEL
from graph.server import ServerAddress
from graph.statement import Statement
from graph.writing.invariants import RULES

SCANS = ("AllNodesScan", "NodeByLabelScan", "RelationshipTypeScan", "AllRelationshipsScan")
PARAMETERS = {
    "ids": {label: ["x"] for label in MODEL.entities},
    "taken": {
        f"{label}_{name}": ["x"] for label, entity in MODEL.entities.items() for name in entity.properties
    },
    "rows": [["x", {"sequence": 1}, *[["x"]] * 40]],
    "id": "x",
    "fingerprint": "x",
    "answer": "x",
    "now": 0,
    "oldest": 0,
}

every_entity = pytest.mark.parametrize("entity", MODEL.entities.values(), ids=lambda entity: entity.label)


def of(entity: Entity) -> Iterator[Statement]:
    """All statements made for one kind of record, with everything they can hold."""
    taken = [(entity.label, item.name) for item in entity.properties.values() if item.facts.unique]
    single = [link.field for link in entity.links.values() if len(link.targets) == 1]
    yield lock_statement(MODEL, LockRequest({entity.label: Look(True, tuple(single))}, taken))
    yield write_statement(entity, [(link.field, LinkUse.ADDED) for link in entity.input_links], creating=True)
    yield write_statement(entity, [*zip(single, cycle(LinkUse), strict=False)], creating=False)
    yield removable_statement(MODEL, entity)
    yield delete_statement(entity)
    if entity.owner:
        yield owners_statement(entity)


@pytest.fixture(scope="module")
async def driver(constrained: Database, server: ServerAddress) -> AsyncIterator[AsyncDriver]:
    """A driver that tells the plans of statements, with all unique ids in place."""
    auth = (server.username, server.password)
    async with AsyncGraphDatabase.driver(server.uri, auth=auth, notifications_min_severity="OFF") as driver:
        assert constrained.name == server.database
        yield driver


async def plan(driver: AsyncDriver, planned: Statement, **parameters: Any) -> list[str]:
    """The operators of the plan as Cypher 5; the other tests run everything as the server's own dialect."""
    statement: Any = f"CYPHER 5 EXPLAIN {planned.text}"
    found: list[str] = []
    pending: list[Any] = [(await driver.execute_query(statement, PARAMETERS | parameters)).summary.plan]
    while pending:
        node = pending.pop()
        found.append(node["operatorType"].split("@")[0])
        pending += node.get("children", [])
    return found


@every_entity
async def test_statements_find_records_by_id(driver: AsyncDriver, entity: Entity) -> None:
    operators = [await plan(driver, statement) for statement in of(entity)]

    assert [found for found in operators if set(found) & {*SCANS}] == []
    assert all(any("UniqueIndexSeek" in name for name in found) or "Create" in found for found in operators)


@pytest.mark.parametrize(
    "statement", [CHANGES_SINCE, IMPORT_CHANGES, LATER_CHANGES, NUMBERED_CHANGES, REQUESTED_CHANGES]
)
async def test_changes_are_found_by_index(driver: AsyncDriver, statement: Statement) -> None:
    asked = {"asked": [{"id": "x", "version": 1}], "sequences": [1], "since": 0, "actor": "x"}

    operators = await plan(driver, statement, ids=["x"], sequence=0, **asked)

    assert any("IndexSeek" in name for name in operators)
    assert not {*operators} & {*SCANS}


async def test_counter_and_answers_are_found_by_id(driver: AsyncDriver) -> None:
    rows = [{"sequence": 1}]

    operators = [
        await plan(driver, statement, rows=rows)
        for statement in (COMMIT_ORDER, RECORD_CHANGES, CLAIM_ANSWER, KEEP_ANSWER)
    ]

    assert [found for found in operators if set(found) & {*SCANS}] == []
    assert await plan(driver, FORGET_ANSWERS) != []


@every_entity
async def test_misfits_are_planned(driver: AsyncDriver, entity: Entity) -> None:
    assert "NodeByLabelScan" in await plan(driver, misfits_statement(entity))


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
async def test_touched_rules_find_records_by_id(driver: AsyncDriver, rule: Any) -> None:
    assert await plan(driver, rule.everywhere) != []
    if rule.touched:
        assert not set(await plan(driver, rule.touched, ids=["x"])) & {*SCANS}


def test_equal_work_has_equal_text() -> None:
    looks = [{"Step": Look(), "Team": Look(True)}, {"Team": Look(True), "Step": Look()}]

    first, second = (lock_statement(MODEL, LockRequest(look)).text for look in looks)

    assert first == second
    assert first.index(":Step") < first.index(":Team")


LOCKED = """\
UNWIND $ids.Goal AS id
MATCH (this:Goal {id: id})
SET this.lock = true
REMOVE this.lock
RETURN 'Goal' AS label,
  null AS taken,
  this.id AS id,
  coalesce(this.name, this.id) AS name,
  this.version AS version,
  null AS values,
  [
  COLLECT {
    MATCH (this)-[link:TAGGED]->(other:Tag)
    RETURN [other.id, []]
    ORDER BY other.id
  }
] AS links,
  [] AS journeys
UNION ALL
UNWIND $taken.Goal_key AS value
MATCH (this:Goal {key: value})
RETURN 'Goal' AS label, 'key' AS taken, this.id AS id, value AS name, null AS version,
  null AS values, null AS links, null AS journeys"""

WRITTEN = """\
UNWIND $rows AS row
MATCH (this:Step {id: row[0]})
SET this += row[1]
WITH this, row
CALL (this, row) {
  UNWIND row[2] AS item
  MATCH (this)<-[link:HAS_STEP]-(other:Phase)
  WHERE other.id = item
  DELETE link
}
CALL (this, row) {
  UNWIND row[3] AS item
  MATCH (other:Step {id: item[0]})
  CREATE (this)-[link:LEADS_TO]->(other)
  SET link = item[1]
}
RETURN this.id AS id, COLLECT {
  MATCH (this)<-[:HAS_STEP]-(:Phase)<-[:HAS_PHASE]-(j:Journey)
  RETURN DISTINCT j.id AS journey
  ORDER BY journey
} AS journeys"""


def test_locking_reads_what_is_asked() -> None:
    locking = LockRequest({"Goal": Look(links=("tags",))}, [("Goal", "key")])

    assert lock_statement(MODEL, locking).text == LOCKED


def test_writing_does_what_is_used() -> None:
    uses = [("phase", LinkUse.REMOVED), ("nextSteps", LinkUse.ADDED)]

    assert write_statement(MODEL["Step"], uses, creating=False).text == WRITTEN
