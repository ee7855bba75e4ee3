"""The database of the tests of writes."""

from collections.abc import AsyncIterator

import pytest

from graph.database import Database
from graph.server import ServerAddress
from migrations.runner import Migrations
from tests.graph.stage import Stage


@pytest.fixture(scope="module")
async def constrained(server: ServerAddress) -> AsyncIterator[Database]:
    """The database of the run with every migration applied."""
    database = Database(server.uri, server.username, server.password, server.database)
    await Migrations(database).apply()
    yield database
    await database.close()


@pytest.fixture
async def stage(constrained: Database) -> AsyncIterator[Stage]:
    """A database to write to without any record; emptied again afterwards."""
    stage = Stage(constrained)
    await stage.clear()
    yield stage
    await stage.clear()
