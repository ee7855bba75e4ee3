"""The page over the sample, and a browser to try it with; without one such tests are left out."""

import asyncio
import socket
from collections.abc import AsyncIterator, Generator
from contextlib import contextmanager
from pathlib import Path

import pytest
import strawberry
import uvicorn
from playwright.async_api import Browser, async_playwright

from api.http.application import application
from api.http.metrics import Metrics
from api.settings import Settings
from graph.database import Database
from tests.api.example import nothing_pending
from tests.api.page.browsing import PATIENCE, Visitor, arriving
from tests.chromium import chromium
from tests.sample import bring_in

# What a Chromium leaves alone: other hosts, and what needs a screen.
SWITCHES = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)
IN_BROWSER = "in_browser"


def pytest_ignore_collect(collection_path: Path) -> bool | None:
    """Leave out what needs a browser where there is none."""
    return True if IN_BROWSER in collection_path.name and chromium() is None else None


class BackgroundServer(uvicorn.Server):
    """A server beside the tests: signals are theirs."""

    @contextmanager
    def capture_signals(self) -> Generator[None]:
        """Leave signals alone."""
        yield


@pytest.fixture(scope="module")
async def sample(database: Database, tmp_path_factory: pytest.TempPathFactory) -> None:
    """The sample, in an otherwise empty database."""
    await bring_in(database, tmp_path_factory)


@pytest.fixture(scope="module")
async def site(database: Database, whole_schema: strawberry.Schema, sample: None) -> AsyncIterator[str]:
    """The address of an application that serves the sample."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        settings = Settings(deadline=PATIENCE)
        app = application(settings, database, whole_schema, nothing_pending, Metrics())
        config = uvicorn.Config(app, log_config=None, lifespan="off", ws="none")
        server = BackgroundServer(config)
        serving = asyncio.create_task(server.serve([listener]))
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        server.should_exit = True
        await serving


@pytest.fixture(scope="session")
async def browser() -> AsyncIterator[Browser]:
    """The one Chromium of a run."""
    async with async_playwright() as driver:
        browser = await driver.chromium.launch(executable_path=chromium(), args=SWITCHES)
        yield browser
        await browser.close()


@pytest.fixture
async def visitor(browser: Browser, site: str) -> AsyncIterator[Visitor]:
    """Somebody who opens the page for the first time, on a wide screen in daylight."""
    async with arriving(browser, site) as visitor:
        yield visitor
    assert visitor.complaints == []
