"""What every test can ask for: the database server of the run, and whether golden files are rewritten."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings
from neo4j import GraphDatabase

if TYPE_CHECKING:
    from graph.local import ServerAddress

settings.register_profile("throughline", deadline=None, derandomize=True)
settings.load_profile("throughline")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Teach pytest the project's own options."""
    parser.addoption(
        "--update-golden", action="store_true", help="rewrite the golden files, to be read in review"
    )


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every test that reaches the server, so that `-m 'not neo4j'` runs the others alone."""
    for item in items:
        if "server" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.neo4j)


@pytest.fixture(scope="session")
def anyio_backend() -> str:
    """The event loop of every asynchronous test."""
    return "asyncio"


@pytest.fixture(scope="session")
def update_golden(pytestconfig: pytest.Config) -> bool:
    """Whether this run rewrites the golden files instead of comparing with them."""
    return bool(pytestconfig.getoption("--update-golden"))


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServerAddress]:
    """The one Neo4j of the run: that of `NEO4J_URI` if it is empty, else a local one."""
    from graph.local import TESTS, LocalServer

    if "NEO4J_URI" in os.environ:
        yield _empty_server(_address_from_environment())
        return
    local = LocalServer(tmp_path_factory.mktemp("neo4j"), memory=TESTS)
    try:
        yield local.start()
    finally:
        local.stop()


def _address_from_environment() -> ServerAddress:
    from graph.local import ServerAddress

    return ServerAddress(
        uri=os.environ["NEO4J_URI"],
        username=os.environ.get("NEO4J_USERNAME", "neo4j"),
        password=os.environ.get("NEO4J_PASSWORD", ""),
        database=os.environ.get("NEO4J_DATABASE", "neo4j"),
    )


def _empty_server(address: ServerAddress) -> ServerAddress:
    """The address, after a look that its database holds no node: tests delete what they find."""
    with GraphDatabase.driver(address.uri, auth=(address.username, address.password)) as driver:
        found = driver.execute_query("MATCH (n) RETURN n LIMIT 1", database_=address.database).records
    if found:
        pytest.exit(f"{address.uri} holds data. Tests need an empty database: name another in NEO4J_URI.", 4)
    return address
