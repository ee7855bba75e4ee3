"""The views that list and count: each number is that of the API, and what leads elsewhere does."""

from playwright.async_api import Locator, expect

from tests.api.page.browsing import Visitor, ask

WAIT = "Say at every wait what happens next and when"
OPEN = "opportunities(first: 0, where: {status: {in: [OPEN, IN_PROGRESS]}}) { totalCount }"


async def values(cell: Locator) -> list[float]:
    """The values that machines read of the numbers in a cell."""
    return [
        float(text) for text in await cell.locator("data").evaluate_all("all => all.map((one) => one.value)")
    ]


def plain(sentence: str) -> str:
    """A sentence without what marks names in reports, where they are no links."""
    return sentence.replace("“", "").replace("”", "").rstrip(".")


async def test_journeys_show_the_numbers_of_the_api(visitor: Visitor, site: str) -> None:
    page = await visitor.open("/journeys")
    wanted = await ask(
        site,
        "{ journeys(first: 100) { totalCount nodes { id experience(nested: true)"
        f" {OPEN} metricReadings {{ missedTargets }} }} }} }}",
    )
    nodes = {node["id"]: node for node in wanted["journeys"]["nodes"]}

    rows = await page.get_by_role("treegrid", name="Journeys").locator("tbody tr").all()
    shown = dict[str, list[float]]()
    for row in rows:
        link = await row.get_by_role("rowheader").get_by_role("link").first.get_attribute("href")
        shown[str(link).rpartition("/")[2]] = await values(row)

    assert shown == {
        id: [
            *([] if node["experience"] is None else [node["experience"]]),
            node["opportunities"]["totalCount"],
            sum(reading["missedTargets"] > 0 for reading in node["metricReadings"]),
        ]
        for id, node in nodes.items()
    }
    assert await visitor.numbers(".totals") == [wanted["journeys"]["totalCount"]]


async def test_journeys_are_folded_by_arrows(visitor: Visitor) -> None:
    page = await visitor.open("/journeys")
    rows = page.get_by_role("treegrid").locator("tbody tr")
    first = rows.first
    before = await rows.count()
    await first.get_by_role("link").first.focus()

    await page.keyboard.press("ArrowLeft")
    await page.wait_for_url("**/journeys?turned=*")
    folded = (await rows.count(), await first.get_attribute("aria-expanded"))
    await page.keyboard.press("ArrowRight")
    await expect(rows).to_have_count(before)

    assert folded[0] < before
    assert folded[1] == "false"
    assert len([asked for asked in visitor.asked if asked.startswith("POST")]) == 1


async def test_journeys_are_narrowed_by_state(visitor: Visitor) -> None:
    page = await visitor.open("/journeys")

    await page.get_by_role("form", name="Filters").get_by_label("State").select_option("Future")
    await page.wait_for_url("**/journeys?state=FUTURE")
    await visitor.settled()

    assert await page.locator("tbody .state").all_inner_texts() == ["Future"]
    assert "below Insure my first car" in await page.get_by_role("rowheader").first.inner_text()


async def test_matrix_lists_the_numbers_of_the_api(visitor: Visitor, site: str) -> None:
    page = await visitor.open("/matrix")
    rated = {"value": {"isNull": False}, "effort": {"isNull": False}}
    wanted = await ask(
        site,
        "query Rated($open: OpportunityFilter, $closed: OpportunityFilter) {"
        " open: opportunities(first: 60, orderBy: [{field: VALUE, direction: DESC}], where: $open)"
        " { totalCount nodes { name value effort } }"
        " closed: opportunities(first: 20, orderBy: [{field: VALUE, direction: DESC}], where: $closed)"
        " { totalCount nodes { name value effort } } }",
        open={**rated, "status": {"in": ["OPEN", "IN_PROGRESS"]}},
        closed={**rated, "status": {"in": ["SOLVED", "DISMISSED"]}},
    )
    nodes = [*wanted["open"]["nodes"], *wanted["closed"]["nodes"]]

    listed = page.get_by_role("list", name="Opportunities")
    assert await listed.get_by_role("link").all_inner_texts() == [node["name"] for node in nodes]
    assert await visitor.numbers(".dot-numbers") == [
        number for node in nodes for number in (node["value"], node["effort"])
    ]
    assert await visitor.numbers(".totals") == [wanted["open"]["totalCount"], wanted["closed"]["totalCount"]]
    assert await page.locator(".plotted").count() == len(nodes)


async def test_matrix_names_the_dot_in_focus(visitor: Visitor) -> None:
    page = await visitor.open("/matrix")
    link = page.get_by_role("list", name="Opportunities").get_by_role("link").nth(2)
    name = await link.inner_text()

    await link.focus()

    await expect(page.locator(".dot-label")).to_have_text(name)
    await expect(page.locator(".plotted.named text")).to_have_text("3")


async def test_dots_of_the_matrix_do_not_overlap(visitor: Visitor) -> None:
    page = await visitor.open("/matrix")

    dots: list[list[float]] = await page.locator(".plotted circle").evaluate_all(
        "all => all.map((one) => ['cx', 'cy', 'r'].map((name) => Number(one.getAttribute(name))))"
    )

    pairs = [(a, b) for place, a in enumerate(dots) for b in dots[:place]]
    assert len(dots) > 40
    assert [(a, b) for a, b in pairs if (a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2 < (a[2] + b[2]) ** 2] == []


async def test_goals_show_progress_and_money_of_the_api(visitor: Visitor, site: str) -> None:
    page = await visitor.open("/goals")
    wanted = await ask(
        site,
        "{ goals(first: 100) { totalCount nodes { id progress } }"
        " moneyTotals(by: GOAL) { key cost expected realised } }",
    )
    money = {total["key"]: total for total in wanted["moneyTotals"]}
    progress = {node["id"]: node["progress"] for node in wanted["goals"]["nodes"]}

    shown = dict[str, list[float]]()
    for row in await page.get_by_role("treegrid", name="Goals").locator("tbody tr:has(.mark-goal)").all():
        link = await row.get_by_role("rowheader").get_by_role("link").first.get_attribute("href")
        shown[str(link).rpartition("/")[2]] = await values(row)

    assert shown == {
        id: [
            number
            for number in (done, *(money.get(id, {}).get(name) for name in ("cost", "expected", "realised")))
            if number is not None
        ]
        for id, done in progress.items()
    }
    assert await visitor.numbers(".totals") == [wanted["goals"]["totalCount"]]


async def test_coverage_shows_the_numbers_of_the_api(visitor: Visitor, site: str) -> None:
    page = await visitor.open("/goals")
    wanted = await ask(
        site, "{ coverage { goal { name } journey { name } opportunities underWay launched } }"
    )

    table = page.get_by_role("table", name="Coverage")
    heads = await table.get_by_role("columnheader").all_inner_texts()
    goals = await table.get_by_role("rowheader").all_inner_texts()
    shown = await visitor.numbers("table.covered")
    cells = sorted(
        wanted["coverage"],
        key=lambda cell: (goals.index(cell["goal"]["name"]), heads.index(cell["journey"]["name"])),
    )
    assert shown == [cell[name] for cell in cells for name in ("opportunities", "underWay", "launched")]


async def test_goal_unfolds_to_its_opportunities(visitor: Visitor) -> None:
    page = await visitor.open("/goals")
    row = page.get_by_role("row").filter(has_text="Close a claim within twelve days").first

    await row.get_by_role("button", name="Unfold Close a claim within twelve days").click()

    below = page.get_by_role("row").filter(has=page.locator(".mark-opportunity"))
    await expect(below.filter(has_text=WAIT).first).to_be_visible()


async def test_findings_show_the_numbers_of_the_api(visitor: Visitor, site: str) -> None:
    page = await visitor.open("/findings")
    names: list[str] = await page.evaluate(
        "async () => Object.keys((await import('/page/words.js')).words.findings.gaps)"
    )
    wanted = await ask(
        site,
        f"{{ gaps {{ {' '.join(f'{name}(first: 0) {{ totalCount }}' for name in names)} }}"
        " overlaps(first: 0) { totalCount } teamPairs(first: 100) { nodes { steps } } }",
    )

    counts = [wanted["gaps"][name]["totalCount"] for name in names]
    steps = [pair["steps"] for pair in wanted["teamPairs"]["nodes"]]
    assert await visitor.numbers(".gap h3") == [count for count in counts if count > 0]
    assert await visitor.numbers(".overlaps .about-region") == [wanted["overlaps"]["totalCount"]]
    assert sorted(await visitor.numbers(".team-table")) == sorted([*steps, *steps])


async def test_findings_are_narrowed_as_the_report_is(visitor: Visitor) -> None:
    page = await visitor.open("/findings")
    filters = page.get_by_role("form", name="Filters")
    await filters.get_by_label("Team").select_option("Claims")
    await page.wait_for_url("**/findings?team=*")
    await visitor.settled()
    shown = await visitor.numbers(".gap h3")
    overlaps = page.get_by_role("region", name="Overlaps").locator("tbody tr")
    teams = [await row.locator("td").nth(1).inner_text() for row in await overlaps.all()]

    await page.get_by_role("link", name="All that is missing, as a report").click()
    await page.get_by_role("heading", level=1, name="Gaps").wait_for()
    sections = (await page.locator("section:has(tbody)").all())[1:]  # the first counts them
    listed = [await section.locator("tbody tr").count() for section in sections]

    assert sorted(shown) == sorted(listed)
    assert len(teams) > 0
    assert all("Claims" in names for names in teams)


async def test_teams_that_meet_are_narrowed_to_a_journey(visitor: Visitor, site: str) -> None:
    wanted = await ask(site, "{ overlaps(first: 1) { nodes { step { place { journey { id } } } } } }")
    journey = wanted["overlaps"]["nodes"][0]["step"]["place"]["journey"]["id"]
    pairs = await ask(
        site,
        "query Pairs($ids: [ID!]) { teamPairs(first: 100, journeyIds: $ids) { nodes { steps } } }",
        ids=[journey],
    )

    await visitor.open(f"/findings?journey={journey}")

    steps = [pair["steps"] for pair in pairs["teamPairs"]["nodes"]]
    assert sorted(await visitor.numbers(".team-table")) == sorted([*steps, *steps])


async def test_reached_goal_tells_progress_of_its_work(visitor: Visitor) -> None:
    page = await visitor.open("/goals")

    progress = page.locator("tr:has(.status-reached) .progress").filter(has_text="%")

    assert await progress.count() > 0
    for text in await progress.all_inner_texts():
        assert text.strip() == "100 %" or text.endswith("of the work")


async def test_changes_are_told_as_reports_tell_them(visitor: Visitor, site: str) -> None:
    page = await visitor.open("/changes?kind=STEP")
    wanted = await ask(site, "{ changes(first: 0, where: {kind: {eq: STEP}}) { totalCount } }")
    total = await visitor.numbers(".totals")
    told = (
        await page.get_by_role("list", name="Changes", exact=True)
        .locator("article p:not(.when)")
        .all_inner_texts()
    )

    await page.goto("/reports/changes.html?kind=STEP")
    reported = await page.locator("tbody td:nth-child(2)").all_inner_texts()

    assert total == [wanted["changes"]["totalCount"]]
    assert len(told) > 3
    assert set(map(plain, told)) <= set(map(plain, reported))


async def test_changes_are_counted_by_kind(visitor: Visitor, site: str) -> None:
    page = await visitor.open("/changes")
    wanted = await ask(site, "{ changes(first: 0) { facets(by: KIND) { value count } } }")

    assert await visitor.numbers(".kind-counts") == [facet["count"] for facet in wanted["changes"]["facets"]]
    await page.get_by_role("list", name="Changes by kind").get_by_role("link", name="Measurements").click()
    await page.wait_for_url("**/changes?kind=MEASUREMENT")
    await visitor.settled()
    await expect(page.locator(".feed summary").first).to_contain_text("measurements were created")


async def test_changes_since_a_day_are_fewer(visitor: Visitor) -> None:
    page = await visitor.open("/changes")

    await page.get_by_label("Since").fill("2999-01-01")
    await page.wait_for_url("**/changes?since=2999-01-01")
    await visitor.settled()

    assert await visitor.numbers(".totals") == [0]
    assert await page.locator(".empty").inner_text() == "Nothing changed."


async def test_year_that_is_half_typed_narrows_nothing(visitor: Visitor) -> None:
    page = await visitor.open("/changes")
    steps = await page.evaluate("() => history.length")

    await page.get_by_label("Since").focus()
    for key in "11012026":
        await page.keyboard.press(key)
    await page.wait_for_url("**/changes?since=2026-11-01")
    await visitor.settled()

    assert await page.evaluate("() => history.length") == steps + 1


async def test_clear_all_takes_every_filter_away(visitor: Visitor) -> None:
    page = await visitor.open("/matrix?status=OPEN&idle=1")

    await page.get_by_role("button", name="Clear all").click()
    await page.wait_for_url("**/matrix")
    await visitor.settled()

    await expect(page.get_by_role("checkbox", name="Nobody works on it")).not_to_be_checked()


async def test_regions_are_reached_from_the_top(visitor: Visitor) -> None:
    page = await visitor.open("/findings?team=none")

    await page.get_by_role("navigation", name="On this page").get_by_role("link", name="Overlaps").click()

    await expect(page.get_by_role("heading", name="Overlaps")).to_be_in_viewport()
    assert page.url.endswith("/findings?team=none#region-overlaps")


async def test_missed_targets_lead_to_what_is_missed(visitor: Visitor) -> None:
    page = await visitor.open("/journeys")

    await page.locator("td.fact-missed a.alarm").first.click()
    await page.get_by_role("heading", level=1, name="Targets").wait_for()

    assert "missed" in (await page.locator("main").inner_text()).lower()


async def test_slash_searches_from_everywhere(visitor: Visitor, site: str) -> None:
    page = await visitor.open("/journeys")
    await page.keyboard.press("/")
    await page.keyboard.type("contract")
    await page.keyboard.press("Enter")
    await page.get_by_role("heading", level=1, name="Search").wait_for()
    await visitor.settled()

    wanted = await ask(site, '{ search(text: "contract", first: 60) { totalCount edges { node { id } } } }')
    found = page.locator(".found li > a")
    ids = [
        str(href).rpartition("/")[2]
        for href in await found.evaluate_all("all => all.map((one) => one.pathname)")
    ]
    assert page.url.endswith("/search?text=contract")
    assert sorted(ids) == sorted(edge["node"]["id"] for edge in wanted["search"]["edges"])
    assert await visitor.numbers(".totals") == [wanted["search"]["totalCount"]]
    assert (
        await page.get_by_role("list", name="Steps").get_by_role("link", name="Sign the contract").count()
        == 1
    )


async def test_search_is_narrowed_by_kind(visitor: Visitor) -> None:
    page = await visitor.open("/search?text=contract&kind=STEP")

    assert await page.locator(".found h2").all_inner_texts() == ["Steps"]
    assert await page.get_by_role("searchbox", name="Search").input_value() == "contract"


async def test_reports_stand_below_the_header(visitor: Visitor) -> None:
    page = await visitor.open("/weave")
    await page.get_by_role("navigation", name="Views").get_by_role("link", name="Reports").click()
    await page.get_by_role("heading", level=1, name="Reports").wait_for()
    await page.get_by_role("searchbox", name="Search").wait_for()
    title, violations = await page.title(), await visitor.violations()

    await page.get_by_role("list", name="Reports").get_by_role("link", name="Portfolio").click()
    await page.get_by_role("link", name=WAIT).click()
    await page.get_by_role("heading", level=1, name=WAIT).wait_for()

    assert title == "Reports – Throughline"
    assert violations == []
    assert "/records/opp_" in page.url
