"""The database server that a run of the tests uses, and the refusal of one that holds data."""

from collections.abc import Generator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest
from neo4j import GraphDatabase

from graph.server import LocalServer, ServerAddress
from tests.tunings import TESTS


def given(environment: Mapping[str, str]) -> ServerAddress | None:
    """The server that `NEO4J_URI` and its companions name; None where it is not set."""
    if "NEO4J_URI" not in environment:
        return None
    return ServerAddress(
        uri=environment["NEO4J_URI"],
        username=environment.get("NEO4J_USERNAME", "neo4j"),
        password=environment.get("NEO4J_PASSWORD", ""),
        database=environment.get("NEO4J_DATABASE", "neo4j"),
    )


def refuse_data(address: ServerAddress) -> None:
    """End the run where the database holds any node: tests delete what they find."""
    with GraphDatabase.driver(address.uri, auth=(address.username, address.password)) as driver:
        found = driver.execute_query("MATCH (n) RETURN n LIMIT 1", database_=address.database).records
    if found:
        pytest.exit(f"{address.uri} holds data. Tests need an empty database: name another in NEO4J_URI.", 4)


@contextmanager
def local(home: Path) -> Generator[ServerAddress]:
    """A server of the run's own in an empty folder, stopped at the end."""
    server = LocalServer(home, tuning=TESTS)
    try:
        yield server.start()
    finally:
        server.stop()
