"""The views in a browser over the sample: one request each, no fault, the numbers of the API."""

import re
from collections.abc import Awaitable, Callable

import pytest
from playwright.async_api import Browser, expect

from tests.api.page.browsing import NARROW, Look, Visitor, arriving, ask

WAIT = "Say at every wait what happens next and when"
JOURNEY = "Finance my first car"
LISTS = ["Journeys", "Matrix", "Goals", "Findings", "Changes"]
NAVIGATION = ["Weave", "Journeys", "Matrix", "Goals", "Findings", "Changes", "Reports"]


@pytest.fixture(scope="module")
async def addresses(site: str) -> dict[str, str]:
    """The address of each view, about records of the sample."""
    found = await ask(
        site,
        "query Some($journey: String!, $opportunity: String!) {"
        " journeys(where: {name: {eq: $journey}}) { nodes { id } }"
        " opportunities(where: {name: {eq: $opportunity}}) { nodes { id } } }",
        journey=JOURNEY,
        opportunity=WAIT,
    )
    journey, opportunity = found["journeys"]["nodes"][0]["id"], found["opportunities"]["nodes"][0]["id"]
    return {
        "Weave": "/weave",
        "Chain": f"/weave?open={opportunity}",
        "Board": f"/journeys/{journey}",
        "Card": f"/records/{opportunity}",
        "Search": "/search?text=contract",
    }


Looking = Callable[[str], Awaitable[Look]]
HEADINGS = {"Chain": "Weave", "Board": JOURNEY, "Card": WAIT}
VIEWS = ["Weave", "Chain", "Board", "Card", *LISTS, "Search"]


@pytest.fixture(scope="module")
async def look_at(browser: Browser, site: str, addresses: dict[str, str]) -> Looking:
    """Looks at a view in every way, once."""
    looks = dict[str, Look]()

    async def look(name: str) -> Look:
        if name not in looks:
            async with arriving(browser, site) as visitor:
                looks[name] = await visitor.look(name, addresses.get(name, f"/{name.lower()}"))
        return looks[name]

    return look


@pytest.mark.parametrize("view", VIEWS)
async def test_views_open_with_one_request(view: str, look_at: Looking, site: str) -> None:
    look = await look_at(view)

    posted = [asked for asked in look.asked if asked.startswith("POST")]
    assert posted == [f"POST {site}/graphql"]
    assert {asked.split()[1].startswith((site, "data:")) for asked in look.asked} == {True}
    assert look.complaints == []


@pytest.mark.parametrize("view", VIEWS)
async def test_views_have_one_heading_and_main(view: str, look_at: Looking) -> None:
    look = await look_at(view)

    heading = HEADINGS.get(view, view)
    assert (look.headings, look.mains) == ([heading], 1)
    assert look.title == f"{heading} – Throughline"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("view", VIEWS)
async def test_views_have_no_violation(view: str, scheme: str, look_at: Looking) -> None:
    look = await look_at(view)

    assert look.violations[scheme] == []


@pytest.mark.parametrize("view", VIEWS)
async def test_narrow_views_scroll_one_way(view: str, look_at: Looking) -> None:
    look = await look_at(view)

    assert look.narrow_width == NARROW


@pytest.mark.parametrize("view", VIEWS)
async def test_views_have_the_same_header(view: str, look_at: Looking) -> None:
    look = await look_at(view)

    assert look.first_stop == "Skip to content"
    assert look.navigation == NAVIGATION
    assert look.searchboxes == 1


async def test_weave_shows_the_numbers_of_the_api(visitor: Visitor, site: str) -> None:
    page = await visitor.open("/weave?order=JOURNEY_COUNT.DESC&status=OPEN")
    wanted = await ask(
        site,
        "{ weave(first: 40, where: {status: {in: [OPEN]}}, columns: 20,"
        " orderBy: [{field: JOURNEY_COUNT, direction: DESC}]) {"
        " rows { totalCount nodes { id name value reach { journeys } } } journeys { totalCount nodes { id } }"
        " cells { opportunity journey steps } } }",
    )
    rows, cells = wanted["weave"]["rows"], wanted["weave"]["cells"]

    names = await page.get_by_role("rowheader").all_inner_texts()
    heads = page.get_by_role("columnheader").get_by_role("link")
    journeys = [
        href
        for href in await heads.evaluate_all("all => all.map((one) => one.pathname)")
        if "/journeys/" in href
    ]
    assert names == [row["name"] for row in rows["nodes"]]
    assert {path.rpartition("/")[2] for path in journeys} == {
        node["id"] for node in wanted["weave"]["journeys"]["nodes"]
    }
    assert await visitor.numbers(".fact-value") == [
        row["value"] for row in rows["nodes"] if row["value"] is not None
    ]
    assert await visitor.numbers(".fact-reach") == [row["reach"]["journeys"] for row in rows["nodes"]]
    assert sorted(await visitor.numbers("td.steps")) == sorted(cell["steps"] for cell in cells)
    assert await visitor.numbers(".totals") == [rows["totalCount"], wanted["weave"]["journeys"]["totalCount"]]


async def test_filters_are_kept_in_the_address(visitor: Visitor) -> None:
    page = await visitor.open("/weave")
    filters = page.get_by_role("form", name="Filters")
    await filters.get_by_label("Team").select_option("Insurance Products")
    await page.wait_for_url("**/weave?team=team_*")
    narrowed = (await visitor.settled()).get_by_role("rowheader")
    names = await narrowed.all_inner_texts()

    await visitor.open(page.url)
    opened = await narrowed.all_inner_texts()
    await page.get_by_role("button", name="Remove Insurance Products").click()
    await page.wait_for_url("**/weave")
    await visitor.settled()

    assert 0 < len(names) < 40
    assert opened == names
    await expect(narrowed).to_have_count(40)


async def test_second_choice_is_offered_beside_the_first(visitor: Visitor) -> None:
    page = await visitor.open("/weave?status=OPEN")
    status = page.get_by_role("form", name="Filters").get_by_label("Status")

    await status.select_option(value="+SOLVED")
    await page.wait_for_url("**/weave?status=OPEN&status=SOLVED")
    await visitor.settled()

    assert set(await page.locator("tbody td.fact-status").all_inner_texts()) == {"Open", "Solved"}


async def test_row_opens_its_chain_and_escape_closes_it(visitor: Visitor, addresses: dict[str, str]) -> None:
    page = await visitor.open("/weave")
    button = page.get_by_role("button", name=f"Chain of {WAIT}")
    await button.click()
    await visitor.settled()
    chain = page.get_by_role("complementary", name=f"Chain of {WAIT}")

    goals = await chain.locator(".goals a").all_inner_texts()
    teams = await chain.locator(".teams a").all_inner_texts()
    await page.keyboard.press("Escape")
    await expect(chain).to_have_count(0)

    assert goals == [
        "Close a claim within twelve days",
        "Halve avoidable contacts",
        "Raise the relationship score of first-time buyers to 35",
    ]
    assert teams == ["Ownership App", "Customer Care"]
    assert await visitor.focus_text() == f"Chain of {WAIT}"


async def test_arrows_move_through_the_weave(visitor: Visitor) -> None:
    page = await visitor.open("/weave")
    rows = await page.get_by_role("rowheader").all_inner_texts()
    await page.get_by_role("rowheader").first.get_by_role("link").focus()

    walked = [await visitor.focus_text()]
    for key in ("ArrowDown", "ArrowRight", "End", "Home"):
        await page.keyboard.press(key)
        walked.append(await visitor.focus_text())

    assert walked[:3] == [rows[0], rows[1], f"Chain of {rows[1]}"]
    assert walked[4] == rows[1]
    assert re.fullmatch(r"\d*", walked[3])
    assert await page.locator('[role="grid"] [tabindex="0"]').count() == 1


async def test_enter_opens_what_has_the_focus(visitor: Visitor) -> None:
    page = await visitor.open("/weave")
    first = await page.get_by_role("rowheader").first.inner_text()
    cell = page.locator("tbody tr").first.locator("td.filled").first
    await cell.focus()

    await page.keyboard.press("Enter")
    await page.get_by_role("complementary", name=f"Chain of {first}").wait_for()
    await page.keyboard.press("Escape")
    await page.get_by_role("rowheader").first.get_by_role("link").focus()
    await page.keyboard.press("Enter")
    await page.get_by_role("heading", level=1, name=first).wait_for()
    await visitor.settled()

    assert await page.evaluate("() => document.activeElement.tagName") == "H1"


async def test_goal_leads_to_the_quote_and_its_source(visitor: Visitor) -> None:
    page = await visitor.open("/weave")
    await page.get_by_role("button", name=f"Chain of {WAIT}").click()
    await visitor.settled()
    await page.locator(".chain").get_by_role("link", name="Close a claim within twelve days").click()
    await page.get_by_role("heading", level=1, name="Close a claim within twelve days").wait_for()

    await visitor.settled()
    await visitor.follow(WAIT, "Work")
    await visitor.follow("Weeks pass between the last paper and the money", "Evidence")
    quote = page.get_by_role("region", name="Evidence").locator("a.said").first
    text = await quote.inner_text()
    await quote.click()
    await page.get_by_role("heading", level=1, name=text[:60]).wait_for()
    await visitor.settled()
    source = page.get_by_role("region", name="Evidence").locator(".path a")
    name = await source.inner_text()
    await source.click()
    await page.get_by_role("heading", level=1, name=name).wait_for()

    assert page.url.rpartition("/")[2].startswith("src_")


async def test_board_shows_steps_lanes_and_curves(
    visitor: Visitor, addresses: dict[str, str], site: str
) -> None:
    page = await visitor.open(addresses["Board"])
    journey = await ask(
        site,
        "query Steps($id: ID!) { journey(id: $id) { phases { name steps { name } }"
        " experienceCurves(nested: true) { persona { name } points { value } } } }",
        id=addresses["Board"].rpartition("/")[2],
    )
    board = page.get_by_role("grid", name="Board")

    phases = [phase["name"] for phase in journey["journey"]["phases"]]
    steps = [step["name"] for phase in journey["journey"]["phases"] for step in phase["steps"]]
    heads = await board.get_by_role("columnheader").all_inner_texts()
    assert [head.split("\n")[0].strip() for head in heads[len(phases) :]] == steps
    for curve in journey["journey"]["experienceCurves"][1:]:
        drawn = await visitor.numbers(f'.curve-values li[title="{curve["persona"]["name"]}"]')
        assert drawn == [point["value"] for point in curve["points"] if point["value"] is not None]


async def test_lanes_are_switched_without_asking_again(visitor: Visitor, addresses: dict[str, str]) -> None:
    page = await visitor.open(addresses["Board"])
    board = page.get_by_role("grid", name="Board")
    await page.get_by_role("form", name="Filters").get_by_label("Pains").uncheck()
    await page.wait_for_url("**?lanes=*")

    lanes = await board.get_by_role("rowheader").all_inner_texts()
    assert "Pains" not in lanes
    assert "Opportunities" in lanes
    assert len([asked for asked in visitor.asked if asked.startswith("POST")]) == 1


async def test_opportunity_on_a_board_leads_to_other_journeys(
    visitor: Visitor, addresses: dict[str, str]
) -> None:
    page = await visitor.open(addresses["Board"])
    item = page.locator(".opportunity").filter(has_text=WAIT).first

    await item.locator("summary").click()
    await item.get_by_role("link", name="Get help").click()
    await page.get_by_role("heading", level=1, name="Get help").wait_for()

    assert "/journeys/jrn_" in page.url


async def test_journey_with_a_future_is_compared_with_it(visitor: Visitor) -> None:
    await visitor.open("/journeys")
    page = await visitor.follow("Insure my first car")

    await page.get_by_role("link", name="Current against future").click()
    await page.wait_for_url("**/reports/comparison.html?journey=*")

    assert await page.locator("h1").inner_text() == "Insure my first car and Insure my first car, from 2028"


async def test_hostile_names_are_text(visitor: Visitor, site: str) -> None:
    name = "<img src=x onerror=alert(1)>‮\u2066 javascript:alert(1) " + "🚗" * 40
    made = await ask(
        site,
        "mutation Make($name: String!, $about: String!) {"
        " createOpportunity(input: {name: $name, description: $about}) { opportunity { id name } } }",
        name=name,
        about="</script><script>alert(2)</script>",
    )
    record = made["createOpportunity"]["opportunity"]

    page = await visitor.open(f"/records/{record['id']}")

    assert await page.locator("h1").inner_text() == record["name"]
    assert await page.locator("main img, main script").count() == 0


async def test_unknown_records_are_told(visitor: Visitor) -> None:
    page = await visitor.open(f"/records/opp_{'0' * 26}")

    assert await page.locator("h1").inner_text() == "There is no such record"


async def test_back_shows_what_was_there(visitor: Visitor) -> None:
    page = await visitor.open("/weave?status=SOLVED")
    first = page.get_by_role("rowheader").first
    name = await first.inner_text()
    await first.get_by_role("link").click()
    await page.get_by_role("heading", level=1, name=name).wait_for()

    await page.go_back()
    await page.get_by_role("heading", level=1, name="Weave").wait_for()
    await visitor.settled()

    assert page.url.endswith("/weave?status=SOLVED")
    assert await first.inner_text() == name


async def test_theme_of_the_root_decides(browser: Browser, site: str) -> None:
    context = await browser.new_context(base_url=site, color_scheme="light")
    visitor = await Visitor.arriving(context)
    page = await visitor.open("/weave")
    paper = "() => getComputedStyle(document.body).backgroundColor"
    light = await page.evaluate(paper)

    await page.evaluate("() => document.documentElement.setAttribute('data-theme', 'dark')")
    dark = await page.evaluate(paper)
    await context.close()

    assert (light, dark) == ("rgb(245, 247, 247)", "rgb(17, 23, 27)")
