"""The database of the tests of computed fields."""

from collections.abc import Iterator

import pytest
from neo4j import Driver, GraphDatabase

from graph.server import ServerAddress
from tests.graph.reads.asking import Graph


@pytest.fixture(scope="session")
def reads_driver(server: ServerAddress) -> Iterator[Driver]:
    """A driver that keeps quiet about labels and types that a small graph does not hold."""
    with GraphDatabase.driver(
        server.uri, auth=(server.username, server.password), notifications_min_severity="OFF"
    ) as driver:
        yield driver


@pytest.fixture
def graph(reads_driver: Driver, server: ServerAddress) -> Iterator[Graph]:
    """An empty database to write a small graph into; emptied again afterwards."""
    graph = Graph(reads_driver, server.database)
    graph.run("MATCH (n) DETACH DELETE n")
    yield graph
    graph.run("MATCH (n) DETACH DELETE n")
