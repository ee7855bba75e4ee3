"""The migrated database of a module, the schema asked of it, and the portfolio in it."""

from collections.abc import AsyncIterator
from typing import LiteralString

import pytest
import strawberry

from api.schema import graphql_schema
from api.settings import Settings
from graph.database import Database
from graph.server import ServerAddress
from migrations.runner import Migrations
from tests.api import portfolio as hand_made
from tests.api.asking import Api
from tests.api.portfolio import Portfolio
from tests.statements import cypher

CLEAR: LiteralString = (
    "MATCH (n) WHERE NOT n:__Neo4jMigration AND NOT n:__Neo4jMigrationsLock DETACH DELETE n"
)


@pytest.fixture(scope="session")
def whole_schema() -> strawberry.Schema:
    """The schema of the model, built once: its plans are kept from module to module."""
    return graphql_schema(Settings())


@pytest.fixture(scope="module")
async def database(server: ServerAddress) -> AsyncIterator[Database]:
    """The database of the run with every migration applied and no record in it."""
    database = Database(server.uri, server.username, server.password, server.database, read_timeout=60)
    await Migrations(database).apply()
    await clear(database)
    yield database
    await clear(database)
    await database.close()


async def clear(database: Database) -> None:
    """Delete every node but those of the migrations."""
    await database.write(lambda transaction: transaction.run(cypher(CLEAR), {}), timeout=60)


@pytest.fixture(scope="module")
def api(database: Database, whole_schema: strawberry.Schema) -> Api:
    """Asks the real schema."""
    return Api(whole_schema, database)


@pytest.fixture(scope="module")
async def portfolio(database: Database) -> Portfolio:
    """The hand-made portfolio, in the database and as it should be."""
    return await hand_made.store(database)
