"""The constraints and indexes a model asks for: as data, as statements, and in the database."""

from collections.abc import Iterator
from typing import LiteralString, cast

import pytest
from neo4j import Driver, GraphDatabase
from neo4j.exceptions import ConstraintError

from graph.constraints import Constraint, ConstraintKind, constraint_difference, constraints
from graph.cypher.schema_statements import (
    PRESENT_INDEXES,
    creation_statement,
    migration_text,
    present_constraints,
    removal_statement,
)
from graph.entities import Model
from graph.ids import new_id
from graph.model import MODEL
from graph.schema import Named, prop
from graph.server import ServerAddress
from migrations.runner import FOLDER
from migrations.scripts import read_folder

WANTED = {item.name: item for item in constraints(MODEL)}


class Depot(Named):
    """A place where things are kept."""

    prefix = "dep"
    orders = (("area", "name"),)

    area: str | None = prop("Where it is.", default=None, max_length=200)


@pytest.fixture
def driver(server: ServerAddress) -> Iterator[Driver]:
    """A driver to the server of the run, with every migration of the schema applied."""
    auth = (server.username, server.password)
    with GraphDatabase.driver(server.uri, auth=auth, notifications_min_severity="OFF") as driver:
        migrations, problems = read_folder(FOLDER)
        assert problems == []
        with driver.session(database=server.database) as session, session.begin_transaction() as transaction:
            for text in (text for item in migrations if item.is_schema for text in item.statements):
                transaction.run(cast(LiteralString, text)).consume()
            transaction.commit()
        driver.execute_query("CALL db.awaitIndexes(120)", database_=server.database)
        yield driver


@pytest.mark.parametrize(
    ("name", "kind", "label", "properties"),
    [
        ("step_id_unique", ConstraintKind.UNIQUE, "Step", ("id",)),
        ("step_key_unique", ConstraintKind.UNIQUE, "Step", ("key",)),
        ("person_email_unique", ConstraintKind.UNIQUE, "Person", ("email",)),
        ("change_sequence_unique", ConstraintKind.UNIQUE, "Change", ("sequence",)),
        ("counter_id_unique", ConstraintKind.UNIQUE, "__Counter", ("id",)),
        ("idempotency_id_unique", ConstraintKind.UNIQUE, "__Idempotency", ("id",)),
        ("step_position_index", ConstraintKind.RANGE, "Step", ("position", "id")),
        ("team_name_order_index", ConstraintKind.RANGE, "Team", ("nameOrder", "id")),
        ("goal_status_name_order_index", ConstraintKind.RANGE, "Goal", ("status", "nameOrder", "id")),
        ("opportunity_status_value_index", ConstraintKind.RANGE, "Opportunity", ("status", "value", "id")),
        ("opportunity_value_index", ConstraintKind.RANGE, "Opportunity", ("value", "id")),
        ("measurement_ends_on_index", ConstraintKind.RANGE, "Measurement", ("endsOn", "id")),
        ("change_record_id_sequence_index", ConstraintKind.RANGE, "Change", ("recordId", "sequence", "id")),
        ("quote_derived_key_index", ConstraintKind.RANGE, "Quote", ("derivedKey",)),
    ],
)
def test_model_asks_for_constraint(
    name: str, kind: ConstraintKind, label: str, properties: tuple[str, ...]
) -> None:
    assert WANTED[name] == Constraint(name, kind, (label,), properties)


def test_every_kind_has_unique_ids_and_keys() -> None:
    unique = {
        (item.labels[0], item.properties) for item in WANTED.values() if item.kind is ConstraintKind.UNIQUE
    }

    assert {(label, ("id",)) for label in MODEL.entities} <= unique
    assert {label for label, columns in unique if columns == ("key",)} == set(MODEL.entities) - {
        "Import",
        "Change",
    }


def test_names_and_columns_are_asked_once() -> None:
    asked = constraints(MODEL)

    assert len(WANTED) == len(asked)
    assert len({(item.labels, item.properties) for item in asked}) == len(asked)


def test_search_covers_every_kind_with_words() -> None:
    search = WANTED["record_search"]

    assert search.kind is ConstraintKind.FULLTEXT
    assert set(search.labels) == set(MODEL.entities) - {"Measurement", "Import", "Change"}
    assert {"name", "description", "text"} <= set(search.properties)


def test_statements_can_run_again() -> None:
    texts = [creation_statement(item) for item in constraints(MODEL)]

    assert [text for text in texts if " IF NOT EXISTS\nFOR (n:" not in text] == []


@pytest.mark.parametrize(
    ("name", "text"),
    [
        (
            "person_email_unique",
            "CREATE CONSTRAINT person_email_unique IF NOT EXISTS\nFOR (n:Person)\nREQUIRE n.email IS UNIQUE",
        ),
        (
            "opportunity_status_value_index",
            "CREATE INDEX opportunity_status_value_index IF NOT EXISTS\n"
            "FOR (n:Opportunity)\nON (n.status, n.value, n.id)",
        ),
    ],
)
def test_statement_creates_constraint(name: str, text: str) -> None:
    assert creation_statement(WANTED[name]) == text


def test_difference_tells_both_sides() -> None:
    kept, missing = WANTED["step_id_unique"], WANTED["step_key_unique"]
    stale = Constraint("step_old_index", ConstraintKind.RANGE, ("Step",), ("old", "id"))
    foreign = Constraint("lock", ConstraintKind.UNIQUE, ("__Lock",), ("name",))

    found = constraint_difference([kept, stale, foreign], [kept, missing])

    assert (found.missing, found.unwanted) == ((missing,), (stale,))


def test_new_kind_migrates_alone() -> None:
    larger = Model([*(entity.record for entity in MODEL.entities.values()), Depot])

    text = migration_text(larger, constraints(MODEL))

    assert [line for line in text.splitlines() if line.startswith(("CREATE", "DROP"))] == [
        "DROP INDEX record_search IF EXISTS;",
        "CREATE CONSTRAINT depot_id_unique IF NOT EXISTS",
        "CREATE CONSTRAINT depot_key_unique IF NOT EXISTS",
        "CREATE INDEX depot_name_order_index IF NOT EXISTS",
        "CREATE INDEX depot_area_order_name_order_index IF NOT EXISTS",
        "CREATE INDEX depot_derived_key_index IF NOT EXISTS",
        "CREATE FULLTEXT INDEX record_search IF NOT EXISTS",
    ]


def test_unchanged_model_needs_no_migration() -> None:
    assert migration_text(MODEL, constraints(MODEL)) == ""


def test_migrations_lead_to_the_model(driver: Driver, server: ServerAddress) -> None:
    rows = driver.execute_query(PRESENT_INDEXES.text, database_=server.database).records

    found = constraint_difference(present_constraints([row.values() for row in rows]), constraints(MODEL))

    assert (found.missing, found.unwanted) == ((), ())


def test_removal_undoes_a_statement(driver: Driver, server: ServerAddress) -> None:
    extra = [
        Constraint("depot_id_unique", ConstraintKind.UNIQUE, ("Depot",), ("id",)),
        Constraint("depot_name_index", ConstraintKind.RANGE, ("Depot",), ("name", "id")),
        Constraint("depot_search", ConstraintKind.FULLTEXT, ("Depot",), ("name",)),
    ]

    def held() -> set[Constraint]:
        rows = driver.execute_query(PRESENT_INDEXES.text, database_=server.database).records
        return {
            item for item in present_constraints([row.values() for row in rows]) if item.labels == ("Depot",)
        }

    for item in extra:
        driver.execute_query(creation_statement(item), database_=server.database)
    created = held()
    for item in extra:
        driver.execute_query(removal_statement(item), database_=server.database)

    assert created == set(extra)
    assert held() == set()


def test_addresses_and_keys_are_unique(driver: Driver, server: ServerAddress) -> None:
    create = "CREATE (:Person {id: $id, email: $email, key: $key})"
    first, second = new_id("psn"), new_id("psn")
    try:
        driver.execute_query(create, id=first, email="ada@example.org", key=None, database_=server.database)
        driver.execute_query(create, id=second, email=None, key=None, database_=server.database)

        with pytest.raises(ConstraintError, match=r"person_email_unique|`email` = 'ada@example.org'"):
            driver.execute_query(
                create, id=new_id("psn"), email="ada@example.org", key="a", database_=server.database
            )
    finally:
        driver.execute_query(
            "MATCH (n:Person) WHERE n.id IN $ids DELETE n", ids=[first, second], database_=server.database
        )


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("VERSICHERUNG", True),
        ("was", True),
        ("vers*", True),
        ("Öff*", True),
        ("保険", True),
        ("icherung", False),
    ],
)
def test_search_finds_words_of_languages(
    driver: Driver, server: ServerAddress, words: str, found: bool
) -> None:
    identifier = new_id("quo")
    text = "Was kostet die Versicherung? Wann öffnet das Büro? 自動車保険"
    try:
        driver.execute_query(
            "CREATE (:Quote {id: $id, text: $text})", id=identifier, text=text, database_=server.database
        )
        driver.execute_query(
            "CALL db.index.fulltext.awaitEventuallyConsistentIndexRefresh()", database_=server.database
        )

        rows = driver.execute_query(
            "CALL db.index.fulltext.queryNodes('record_search', $words) YIELD node RETURN node.id AS id",
            words=words,
            database_=server.database,
        ).records

        assert (identifier in [row["id"] for row in rows]) is found
    finally:
        driver.execute_query("MATCH (n:Quote {id: $id}) DELETE n", id=identifier, database_=server.database)
