"""Filling what is derived: records from before get their keys, on from where it was interrupted."""

from collections.abc import AsyncIterator
from typing import Any, LiteralString

import pytest

from graph.database import Database
from graph.model import MODEL
from graph.server import ServerAddress
from graph.text_keys import sort_key
from graph.writing.graph_check import broken_rules
from migrations.filling import Filling
from migrations.runner import Migrations
from tests.statements import cypher

OLD: LiteralString = """\
UNWIND range(1, 3) AS n
CREATE (:Tag {id: 'tag_0' + n, name: 'Öl ' + n})
CREATE (:Step {id: 'stp_0' + n, name: 'Zahlen', momentOfTruth: CASE n WHEN 1 THEN true END})
WITH n
MATCH (step:Step {id: 'stp_0' + n})
CREATE (:Opportunity {id: 'opp_0' + n, name: 'É', status: 'OPEN'})-[:ADDRESSES {rationale: 'Für'}]->(step)"""
KEYS: LiteralString = "MATCH (t:Tag) RETURN t.nameOrder, t.nameFolded ORDER BY t.id"
ANSWERS: LiteralString = "MATCH (s:Step) RETURN s.momentOfTruth ORDER BY s.id"
REASONS: LiteralString = "MATCH ()-[l:ADDRESSES]->() RETURN DISTINCT l.rationaleOrder, l.rationaleFolded"


@pytest.fixture
async def database(server: ServerAddress) -> AsyncIterator[Database]:
    """A migrated database with some records of an earlier release."""
    database = Database(server.uri, server.username, server.password, server.database)
    await Migrations(database).apply()
    await change(database, OLD)
    yield database
    await change(database, "MATCH (n:Tag|Step|Opportunity|__Counter) DETACH DELETE n")
    await database.close()


async def change(database: Database, text: LiteralString, **parameters: Any) -> None:
    """Run one statement that writes."""
    await database.write(lambda transaction: transaction.run(cypher(text), parameters))


async def test_filling_makes_what_is_missing(database: Database) -> None:
    filling = Filling(database, MODEL)
    looked: list[int] = []

    due = await filling.is_due()
    changed = await filling.run(looked.append)

    assert (due, changed, sum(looked)) == (True, 9, 9)
    assert await database.rows(cypher(KEYS), {}) == [[sort_key(f"Öl {n}"), f"ol {n}"] for n in (1, 2, 3)]
    assert await database.rows(cypher(ANSWERS), {}) == [[True], [False], [False]]
    assert await database.rows(cypher(REASONS), {}) == [[sort_key("Für"), "fur"]]
    assert (await filling.is_due(), await filling.run()) == (False, 0)


async def test_filling_goes_on_where_it_was_interrupted(database: Database) -> None:
    filling = Filling(database, MODEL)
    state = "MERGE (s:__Counter {id: 'Derived'}) SET s.towards = $to, s.label = 'Tag', s.after = 'tag_02'"
    await change(database, state, to=filling.formulas)

    changed = await filling.run()

    assert changed == 1
    assert await database.rows(cypher(KEYS), {}) == [[None, None], [None, None], [sort_key("Öl 3"), "ol 3"]]


async def test_filling_of_other_formulas_begins_anew(database: Database) -> None:
    state = (
        "MERGE (s:__Counter {id: 'Derived'}) SET s.towards = 'texts 0', s.label = 'Tag', s.after = 'tag_02'"
    )
    await change(database, state)

    assert await Filling(database, MODEL).run() == 9


async def test_stale_keys_are_found_and_made_anew(database: Database) -> None:
    filling = Filling(database, MODEL)
    await filling.run()
    await change(database, "MATCH (t:Tag {id: 'tag_02'}) SET t.name = 'Aal'")

    found = [(rule.rule, rule.ids) for rule in await broken_rules(database, MODEL) if "keys" in rule.rule]
    changed = (await filling.run(), await filling.run(anew=True))

    assert found == [("Tag keys", ("tag_02",))]
    assert changed == (0, 1)
    assert not [rule for rule in await broken_rules(database, MODEL) if "keys" in rule.rule]
