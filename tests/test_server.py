"""The server of a run is chosen by the environment and never holds anybody's data."""

import pytest
from neo4j import GraphDatabase

from graph.server import ServerAddress
from tests.server import given, refuse_data


def test_environment_names_another_server() -> None:
    address = given({"NEO4J_URI": "bolt://db:7687", "NEO4J_PASSWORD": "secret", "NEO4J_DATABASE": "trial"})

    assert address == ServerAddress("bolt://db:7687", "neo4j", "secret", "trial")
    assert given({}) is None


def test_server_with_data_is_refused(server: ServerAddress) -> None:
    with GraphDatabase.driver(server.uri, auth=(server.username, server.password)) as driver:
        driver.execute_query("CREATE (:Probe)", database_=server.database)
        try:
            with pytest.raises(pytest.exit.Exception, match="holds data"):
                refuse_data(server)
        finally:
            driver.execute_query("MATCH (p:Probe) DELETE p", database_=server.database)
