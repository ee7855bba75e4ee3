"""What every test can ask for: the database server of the run, and whether golden files are rewritten."""

import os
from collections.abc import Iterator

import pytest
from hypothesis import settings

from graph.server import ServerAddress
from tests.chromium import MISSING, chromium
from tests.server import given, local, refuse_data

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


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say at the end what was not tried, and how it can be."""
    if chromium() is None:
        terminalreporter.write_line(MISSING, yellow=True)


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
    """The one Neo4j of the run, or of each of its workers: that of `NEO4J_URI` if empty, else a local one."""
    if address := given(os.environ):
        if "PYTEST_XDIST_WORKER" in os.environ:
            pytest.exit("Several workers cannot share the server of NEO4J_URI: run with --numprocesses 0.", 4)
        refuse_data(address)
        yield address
        return
    with local(tmp_path_factory.mktemp("neo4j")) as address:
        yield address
