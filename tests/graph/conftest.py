"""The database of the tests of writes."""

from collections.abc import AsyncIterator

import pytest

from graph.database import Database
from graph.local import ServerAddress
from tests.graph.stage import Stage, constrain, release


@pytest.fixture(scope="module")
async def constrained(server: ServerAddress) -> AsyncIterator[Database]:
    """The database of the run, with unique ids and keys while the tests of one file run."""
    database = Database(server.uri, server.username, server.password, server.database)
    await constrain(database)
    yield database
    await release(database)
    await database.close()


@pytest.fixture
async def stage(constrained: Database) -> AsyncIterator[Stage]:
    """An empty database to write to; emptied again afterwards."""
    stage = Stage(constrained)
    await stage.clear()
    yield stage
    await stage.clear()
