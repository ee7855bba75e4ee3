"""The page over HTTP: a shell at every view's address, files that name no other host, and little script."""

import re
from collections.abc import AsyncIterator

import httpx
import pytest

from api.page.page_routes import ADDRESSES, modules, served_files
from tests.api.example import example_client

MOST_SCRIPT = 150_000  # bytes, as they are sent without compression
SHELLS = [address.format(id="opp_x") for address in ADDRESSES]
# Begins the names of kinds of markup, which nothing is loaded from.
NAMESPACES = "http://www.w3.org/"


@pytest.fixture
async def client() -> AsyncIterator[httpx.AsyncClient]:
    """A client of the example application."""
    async with example_client() as client:
        yield client


@pytest.mark.parametrize("address", SHELLS)
async def test_views_open_with_the_shell(client: httpx.AsyncClient, address: str) -> None:
    answer = await client.get(address)

    assert (answer.status_code, answer.headers["content-type"]) == (200, "text/html; charset=utf-8")
    assert answer.text.count("<main") == answer.text.count("<h1") == 1


async def test_root_leads_to_the_weave(client: httpx.AsyncClient) -> None:
    answer = await client.get("/")

    assert (answer.status_code, answer.headers["location"]) == (302, "/weave")


async def test_shell_loads_what_there_is(client: httpx.AsyncClient) -> None:
    page = (await client.get("/weave")).text
    addresses = re.findall(r'(?:src|href)="(/page/[^"]+)"', page)

    assert {f"/page/{path}" for path in modules()} <= set(addresses)
    for address in set(addresses):
        assert (await client.get(address)).status_code == 200


async def test_imports_name_modules_there_are(client: httpx.AsyncClient) -> None:
    for path, content in modules().items():
        for name in re.findall(r'(?:import|export)\b[^"();]*from ?"([^"]+)"', content.decode()):
            address = httpx.URL(f"http://127.0.0.1:8000/page/{path}").join(name)
            assert address.path.removeprefix("/page/") in modules(), (path, name)


@pytest.mark.parametrize("address", ["/weave", "/page/start.js", "/page/page.css", "/page/nothing.js"])
async def test_policy_lets_in_own_files_only(client: httpx.AsyncClient, address: str) -> None:
    policy = (await client.get(address)).headers["content-security-policy"]

    sources = {source for part in policy.split("; ") for source in part.split(" ")[1:]}
    assert policy.startswith("default-src 'none'; script-src 'self'; style-src 'self';")
    assert sources == {"'none'", "'self'", "data:"}


async def test_shell_holds_nothing_inline(client: httpx.AsyncClient) -> None:
    page = (await client.get("/weave")).text

    assert re.findall(r"<style|\sstyle=|\son\w+=|<script(?![^>]*\ssrc=)", page) == []


def test_files_name_no_other_host() -> None:
    named = {
        (path, address)
        for path, content in served_files().items()
        for address in re.findall(r"https?://[^\s\"'`)<>]+", content.decode())
    }

    assert {item for item in named if not item[1].startswith(NAMESPACES)} == set()


def test_all_script_is_small() -> None:
    sizes = {path: len(content) for path, content in modules().items()}

    assert sum(sizes.values()) <= MOST_SCRIPT, sizes


async def test_known_files_are_not_sent_again(client: httpx.AsyncClient) -> None:
    first = await client.get("/page/start.js")

    again = await client.get("/page/start.js", headers={"If-None-Match": first.headers["etag"]})

    assert (first.status_code, again.status_code, again.content) == (200, 304, b"")
    assert again.headers["etag"] == first.headers["etag"]


@pytest.mark.parametrize(
    "path", ["nothing.js", "../page_routes.py", "views", "page.html", "../operations/weave.graphql"]
)
async def test_other_files_are_not_served(client: httpx.AsyncClient, path: str) -> None:
    assert (await client.get(f"/page/{path}")).status_code == 404
