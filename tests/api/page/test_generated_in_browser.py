"""The views over a generated portfolio, in which every list is longer than a page."""

import json

import pytest
from playwright.async_api import Route, expect

from graph.database import Database
from graph.model import MODEL
from graph.writing.bulk import await_search_index
from graph.writing.bulk_insert import load
from seed.generate import generate_portfolio
from tests.api.page.browsing import Visitor, ask

JOURNEYS = 120  # more than a filter lists
LATE = {"data": None, "errors": [{"message": "Ask for fewer levels.", "extensions": {"code": "TIMEOUT"}}]}
# The most rows of each view, and what they are.
PAGES = {
    "/weave": (40, "tbody tr"),
    "/journeys": (100, "tbody tr"),
    "/matrix": (80, ".dots li:not(.dots-title)"),
    "/goals": (50, ".mark-goal"),
    "/findings": (25, ".overlaps tbody tr"),
    "/search?text=form": (60, ".found li"),
}


@pytest.fixture(scope="module")
async def sample(database: Database) -> None:
    """A generated portfolio, in an otherwise empty database."""
    portfolio = generate_portfolio(MODEL, JOURNEYS, 1)
    await load(database, portfolio.nodes, portfolio.relationships)
    await await_search_index(database)


def posted(visitor: Visitor) -> int:
    """How often the API was asked."""
    return len([asked for asked in visitor.asked if asked.startswith("POST")])


@pytest.mark.parametrize("address", list(PAGES))
async def test_views_ask_once_for_one_page(address: str, visitor: Visitor) -> None:
    most, rows = PAGES[address]

    page = await visitor.open(address)

    assert posted(visitor) == 1
    assert 0 < await page.locator(rows).count() <= most
    assert await page.locator(".problems").count() == 0


async def test_pages_say_which_part_they_show(visitor: Visitor) -> None:
    page = await visitor.open("/weave")
    shown = page.locator(".pages span")
    first = await shown.all_inner_texts()

    await page.get_by_role("link", name="Next").click()
    await page.wait_for_url("**from=41*")
    await visitor.settled()
    second = await shown.all_inner_texts()
    await page.get_by_role("link", name="More journeys").click()
    await page.wait_for_url("**columnsFrom=21*")
    await visitor.settled()
    aside = await shown.all_inner_texts()
    await page.get_by_role("link", name="From the start").click()
    await page.wait_for_url("**/weave")
    await visitor.settled()

    assert first == ["Opportunities 1–40 of 1,800", "Journeys 1–20 of 120"]
    assert second == ["Opportunities 41–80 of 1,800", "Journeys 1–20 of 120"]
    assert aside == ["Opportunities 41–80 of 1,800", "Journeys 21–40 of 120"]
    assert await shown.all_inner_texts() == first


async def test_filters_search_among_many(visitor: Visitor, site: str) -> None:
    wanted = await ask(
        site, "{ journeys(first: 1, orderBy: [{field: NAME, direction: DESC}]) { nodes { id name } } }"
    )
    journey = wanted["journeys"]["nodes"][0]
    page = await visitor.open("/weave")

    await page.get_by_role("combobox", name="Journey").fill(journey["name"])
    await page.get_by_role("option", name=journey["name"], exact=True).wait_for()
    await page.keyboard.press("Enter")
    await page.wait_for_url(f"**/weave?journey={journey['id']}")
    await visitor.settled()

    assert await page.locator(".chosen bdi").all_inner_texts() == [journey["name"]]
    assert await page.get_by_role("columnheader").filter(has_text=journey["name"]).count() == 1


async def test_coverage_pages_its_journeys(visitor: Visitor, site: str) -> None:
    wanted = await ask(
        site,
        "{ coverageGrid(first: 50, orderBy: [{field: NAME, direction: ASC}], columns: 40) {"
        " journeys { totalCount nodes { name } } } }",
    )
    journeys = wanted["coverageGrid"]["journeys"]
    names = [node["name"] for node in journeys["nodes"]]
    page = await visitor.open("/goals")
    heads = page.get_by_role("table", name="Coverage").get_by_role("columnheader").get_by_role("link")
    first = await heads.all_inner_texts()

    await page.get_by_role("link", name="More journeys").click()
    await page.wait_for_url("**/goals?columnsAfter=*")
    await visitor.settled()

    assert first == names[:20]
    assert await heads.all_inner_texts() == names[20:40]
    shown = page.locator(".coverage .pages span")
    await expect(shown).to_have_text(f"Journeys 21–40 of {journeys['totalCount']}")
    assert posted(visitor) == 2


async def answer_late(visitor: Visitor, times: int) -> None:
    """Have the API answer as one does that is not ready in time."""
    left = times

    async def answer(route: Route) -> None:
        nonlocal left
        left -= 1
        if left >= 0:
            await route.fulfill(status=504, content_type="application/json", body=json.dumps(LATE))
        else:
            await route.continue_()

    await visitor.page.route("**/graphql", answer)


async def test_view_that_is_late_is_asked_for_again(visitor: Visitor) -> None:
    await answer_late(visitor, 1)
    page = visitor.page
    await page.goto("/weave")

    await expect(page.locator("main .note")).to_have_text(
        "This takes longer than usual. The view is asked for once more."
    )
    await visitor.settled()

    await expect(page.locator("main .note, .problems")).to_have_count(0)
    assert await page.locator("tbody tr").count() == 40
    visitor.complaints.clear()  # a browser tells of every answer that is none


async def test_view_that_stays_late_says_what_to_do(visitor: Visitor) -> None:
    await answer_late(visitor, 2)
    page = await visitor.open("/weave")
    told = await page.get_by_role("alert").inner_text()

    await page.get_by_role("button", name="Try again").click()
    await page.locator("tbody tr").first.wait_for()

    assert told.startswith("The server could not prepare this view in time.")
    assert "levels" not in told
    visitor.complaints.clear()


async def test_narrowing_is_told_to_listeners(visitor: Visitor, site: str) -> None:
    page = await visitor.open("/weave")
    told = page.get_by_role("status")
    await expect(told).to_have_text("1,800 opportunities by 120 journeys")

    await page.get_by_role("form", name="Filters").get_by_label("Status").select_option("Solved")
    await page.wait_for_url("**/weave?status=SOLVED")
    await visitor.settled()

    solved = await ask(site, "{ opportunities(where: {status: {eq: SOLVED}}, first: 0) { totalCount } }")
    await expect(told).to_contain_text(f"{solved['opportunities']['totalCount']:,} opportunities")
