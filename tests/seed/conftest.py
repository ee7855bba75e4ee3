"""The database of the tests of seeding."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from graph.database import Database
from graph.server import ServerAddress
from migrations.runner import Migrations
from tests.seed.home import Home


@pytest.fixture(scope="module")
async def migrated(server: ServerAddress) -> AsyncIterator[Database]:
    """The database of the run with every migration applied."""
    database = Database(server.uri, server.username, server.password, server.database)
    await Migrations(database).apply()
    yield database
    await database.close()


@pytest.fixture
async def home(migrated: Database, tmp_path: Path) -> AsyncIterator[Home]:
    """An empty portfolio to seed files into; emptied again afterwards."""
    home = Home(migrated, tmp_path)
    await home.clear()
    yield home
    await home.clear()
