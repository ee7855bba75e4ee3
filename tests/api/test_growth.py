"""Growing the model: a property is one edit, an entity one file and one migration; the API learns both."""

from collections.abc import AsyncIterator
from pathlib import Path
from shutil import copy
from typing import LiteralString

import pytest

import migrations
from api.schema import graphql_schema, schema_text
from api.settings import Settings
from graph.constraints import constraint_difference, constraints
from graph.cypher.schema_statements import creation_statement, migration_text, removal_statement
from graph.database import Database
from graph.model import MODEL
from graph.model.step import Step as ModelStep
from graph.schema import Model, Named, many, prop
from migrations.runner import Migrations
from tests.api.asking import Api

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
    await database.write(lambda transaction: transaction.run(text, {}), timeout=60)


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
