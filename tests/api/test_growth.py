"""Growing the model: a property is one edit, an entity one file and one migration; the API learns both."""

import sys
from collections.abc import AsyncIterator
from pathlib import Path
from shutil import copy, copytree, ignore_patterns
from subprocess import run
from typing import LiteralString

import pytest

import migrations
from api.schema import graphql_schema, schema_text
from api.settings import Settings
from graph.constraints import constraint_difference, constraints
from graph.cypher.schema_statements import creation_statement, migration_text, removal_statement
from graph.database import Database
from graph.entities import Model
from graph.model import MODEL
from graph.model.step import Step as ModelStep
from graph.schema import Named, many, prop
from migrations.runner import Migrations
from tests.api.asking import Api
from tests.house.sources import ROOT
from tests.statements import cypher

pytestmark = pytest.mark.anyio


class Step(ModelStep):
    """A step as the model declares it, with one property more."""

    mood: float | None = prop(
        "How people say they feel there.", default=None, minimum=-5, maximum=5, unit="points"
    )


class Pledge(Named):
    """What the organisation promises its customers at some steps."""

    prefix = "plg"

    wording: str | None = prop(
        "The promise in the customers' words.", default=None, max_length=500, search=True
    )
    steps = many(
        "PROMISED_AT", "Step", "The steps it holds at.", back="pledges", back_description="What is promised."
    )


def grown() -> Model:
    """A copy of the model with the new property and the new entity."""
    records = [entity.record for entity in MODEL.entities.values() if entity.label != "Step"]
    return Model([*records, Step, Pledge])


@pytest.fixture(scope="module")
async def grown_api(database: Database, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Api]:
    """The API of the grown model, its one migration applied; the database is as before afterwards."""
    folder = tmp_path_factory.mktemp("migrations")
    for file in sorted(Path(migrations.__file__).parent.glob("V*.cypher")):
        copy(file, folder)
    model, before = grown(), constraints(MODEL)
    (folder / "V9001__Add_pledge.cypher").write_text(migration_text(model, before))

    await Migrations(database, folder).apply()
    yield Api(graphql_schema(Settings(), model), database)

    change = constraint_difference(constraints(model), before)
    for constraint in change.unwanted:
        await _run(database, removal_statement(constraint))
    for constraint in change.missing:
        await _run(database, creation_statement(constraint))
    await _run(database, "MATCH (m:__Neo4jMigration {version: '9001'}) DETACH DELETE m")


async def _run(database: Database, text: LiteralString) -> None:
    await database.write(lambda transaction: transaction.run(cypher(text), {}), timeout=60)


def test_growth_shows_in_the_schema() -> None:
    text = schema_text(grown())

    assert "mood: Float" in text
    assert "addPledgeSteps(" in text
    assert "pledges: PledgeManyFilter" in text


async def test_grown_property_is_written_and_filtered(grown_api: Api) -> None:
    journey = (
        "createJourney(input: {name: $n, phases: [{name: $n, steps: [{name: $n, mood: 3}, {name: $n}]}]})"
    )
    await grown_api.write(f"mutation ($n: String!) {{ {journey} {{ userErrors {{ message }} }} }}", n="Grow")

    found = await grown_api.read(
        "{ steps(where: {mood: {gt: 2}}) { totalCount nodes { mood place { index } } } }"
    )

    assert found["steps"] == {"totalCount": 1, "nodes": [{"mood": 3.0, "place": {"index": 0}}]}


async def test_grown_property_keeps_its_bounds(grown_api: Api) -> None:
    steps = 'phases: [{name: "a", steps: [{name: "b", mood: 6}]}]'
    journey = f'createJourney(input: {{name: "c", {steps}}})'
    made = await grown_api.write(
        f"mutation {{ {journey} {{ journey {{ id }} userErrors {{ code field }} }} }}"
    )

    field = ["phases", "0", "steps", "0", "mood"]
    assert made == {"journey": None, "userErrors": [{"code": "INVALID", "field": field}]}


async def test_grown_entity_is_linked_both_ways(grown_api: Api) -> None:
    nested = 'phases: [{name: "Buy", steps: [{name: "Pay"}]}]'
    shop = f'createJourney(input: {{name: "Shop", {nested}}})'
    journey = await grown_api.write(f"mutation {{ {shop} {{ journey {{ phases {{ steps {{ id }} }} }} }} }}")
    step = journey["journey"]["phases"][0]["steps"][0]["id"]
    made = await grown_api.write(
        'mutation ($s: [ID!]) { createPledge(input: {name: "No fees", stepIds: $s}) { pledge { id } } }',
        s=[step],
    )

    found = await grown_api.read(
        "query ($s: ID!) { step(id: $s) { pledges { totalCount nodes { id name } } } "
        "pledges(where: {steps: {some: {id: {eq: $s}}}}) { nodes { steps { nodes { name } } } } }",
        s=step,
    )

    assert found["step"]["pledges"] == {
        "totalCount": 1,
        "nodes": [{"id": made["pledge"]["id"], "name": "No fees"}],
    }
    assert found["pledges"]["nodes"] == [{"steps": {"nodes": [{"name": "Pay"}]}}]


PLEDGE = '''"""Pledge: what the organisation promises its customers."""

from graph.schema import Named, Owned, Tagged, many, prop


class Pledge(Owned, Tagged, Named):
    """What the organisation promises its customers at some steps."""

    prefix = "plg"
    stands_at = ("steps",)

    fine: float | None = prop("What breaking it costs.", default=None, minimum=0, money="currency")
    currency: str | None = prop("Currency of the fine, ISO 4217.", default=None, max_length=3)
    steps = many(
        "PROMISED_AT", "Step", "The steps it holds at.", back="pledges", back_description="What is promised."
    )
'''
MOOD = '    mood: float | None = prop("How people feel there.", default=None, minimum=-5, maximum=5)\n'
REGENERATE = """
from pathlib import Path
from api.cli.maintenance import export_schema
from graph.constraints import constraints
from graph.cypher.schema_statements import migration_text
from graph.entities import Model
from graph.model import MODEL
before = Model(entity.record for entity in MODEL.entities.values() if entity.label != "Pledge")
Path("migrations/V9001__Add_pledge.cypher").write_text(migration_text(MODEL, constraints(before)))
export_schema(Path.cwd())
"""


def test_growth_takes_one_edit_or_two_files(tmp_path: Path) -> None:
    """Tried in a copy: all else that differs afterwards is generated."""
    for part in ("api", "docs", "graph", "migrations", "seed"):
        copytree(ROOT / part, tmp_path / part, ignore=ignore_patterns("__pycache__"))
    step = tmp_path / "graph" / "model" / "step.py"
    text = step.read_text(encoding="utf-8")
    step.write_text(
        text.replace("    next_steps = many(", f"{MOOD}\n    next_steps = many("), encoding="utf-8"
    )
    (tmp_path / "graph" / "model" / "pledge.py").write_text(PLEDGE, encoding="utf-8")

    run([sys.executable, "-B", "-c", REGENERATE], cwd=tmp_path, check=True)

    differing = {
        str(path.relative_to(tmp_path))
        for path in tmp_path.rglob("*")
        if path.is_file() and not _is_same(path, ROOT / path.relative_to(tmp_path))
    }
    by_hand = {"graph/model/step.py", "graph/model/pledge.py", "migrations/V9001__Add_pledge.cypher"}
    assert differing - by_hand == {"graph/MODEL.md", "api/schema.graphql"}
    schema = (tmp_path / "api" / "schema.graphql").read_text(encoding="utf-8")
    assert "mood: FloatFilter" in schema
    assert "fine: [MoneyAggregate!]!" in schema
    assert "addPledgeSteps(" in schema
    migration = (tmp_path / "migrations" / "V9001__Add_pledge.cypher").read_text(encoding="utf-8")
    assert "pledge_id_unique" in migration


def _is_same(path: Path, original: Path) -> bool:
    return original.is_file() and original.read_bytes() == path.read_bytes()
