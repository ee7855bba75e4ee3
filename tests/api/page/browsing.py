"""Somebody who looks at the page in a browser: opens views, and notes what the browser complains of."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

import httpx
from playwright.async_api import Browser, BrowserContext, ConsoleMessage, Page, Request

AXE = Path(__file__).with_name("axe") / "axe.min.js"
PATIENCE = 60.0  # seconds: the first request of a kind is planned by a cold server
READY = 'main[aria-busy="false"]'
OF_COLOURS = ("color-contrast", "link-in-text-block")  # the rules that look at colours
NARROW = 320  # pixels: a page of 1280 at 400 %


async def ask(site: str, query: str, **variables: Any) -> Any:
    """What the API answers by itself."""
    async with httpx.AsyncClient(timeout=PATIENCE) as client:
        answer = await client.post(f"{site}/graphql", json={"query": query, "variables": variables})
    return answer.json()["data"]


@dataclass(frozen=True)
class Look:
    """What there was to see of one view."""

    name: str
    asked: list[str]
    complaints: list[str]
    headings: list[str]
    mains: int
    title: str
    navigation: list[str]
    searchboxes: int
    first_stop: str
    violations: dict[str, list[str]]
    narrow_width: int


@dataclass
class Visitor:
    """One page of a browser."""

    page: Page
    complaints: list[str] = field(default_factory=list[str])
    asked: list[str] = field(default_factory=list[str])

    @classmethod
    async def arriving(cls, context: BrowserContext) -> Self:
        """A visitor with an empty page, which can look for what axe knows."""
        visitor = cls(await context.new_page())
        visitor.page.on("console", visitor._note)
        visitor.page.on("pageerror", lambda error: visitor.complaints.append(str(error)))
        visitor.page.on("request", visitor._note_request)
        return visitor

    def _note(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.complaints.append(message.text)

    def _note_request(self, request: Request) -> None:
        self.asked.append(f"{request.method} {request.url}")

    async def open(self, address: str) -> Page:
        """Open a view, and wait until everything in it is there."""
        await self.page.goto(address)
        return await self.settled()

    async def settled(self) -> Page:
        """Wait until everything asked for is there."""
        await self.page.wait_for_selector(READY)
        return self.page

    async def follow(self, name: str, region: str | None = None) -> Page:
        """Follow a link by its name, in a region of the view or anywhere in it."""
        within = self.page.get_by_role("region", name=region) if region else self.page.locator("main")
        await within.get_by_role("link", name=name, exact=True).first.click()
        await self.page.get_by_role("heading", level=1, name=name).wait_for()
        return await self.settled()

    async def violations(self, *rules: str) -> list[str]:
        """What axe finds wrong with the view, by some rules or by all: each, and where it is broken."""
        if not await self.page.evaluate("() => 'axe' in window"):
            await self.page.evaluate(AXE.read_text("utf-8"))
        options = {"resultTypes": ["violations"], **({"runOnly": rules} if rules else {})}
        found: list[dict[str, Any]] = await self.page.evaluate(
            "async (options) => (await axe.run(document, options)).violations", options
        )
        return [f"{item['id']}: {[node['html'][:120] for node in item['nodes'][:3]]}" for item in found]

    async def look(self, name: str, address: str) -> Look:
        """Open a view, and look at it in every way: light and dark, wide and narrow."""
        page = await self.open(address)
        asked = list(self.asked)
        await page.keyboard.press("Tab")
        first_stop = await self.focus_text()
        violations = {"light": await self.violations()}
        await page.emulate_media(color_scheme="dark")
        violations["dark"] = await self.violations(*OF_COLOURS)  # all else is what it was in the light
        navigation = page.get_by_role("navigation", name="Views").get_by_role("link")
        headings = await page.locator("h1").all_inner_texts()
        mains = await page.locator("main").count()
        title = await page.title()
        links = await navigation.all_inner_texts()
        searchboxes = await page.get_by_role("searchbox", name="Search").count()
        await page.set_viewport_size({"width": NARROW, "height": 700})
        await page.reload()
        await self.settled()
        width = await page.evaluate("() => document.documentElement.scrollWidth")
        return Look(
            name=name,
            asked=asked,
            complaints=list(self.complaints),
            headings=headings,
            mains=mains,
            title=title,
            navigation=links,
            searchboxes=searchboxes,
            first_stop=first_stop,
            violations=violations,
            narrow_width=width,
        )

    async def focus_text(self) -> str:
        """The text, or the label, of what has the focus."""
        return await self.page.evaluate(
            "() => document.activeElement.ariaLabel ?? document.activeElement.textContent.trim()"
        )

    async def numbers(self, selector: str) -> list[float]:
        """The values that machines read of the numbers within some elements."""
        values = (
            await self.page.locator(selector)
            .locator("data")
            .evaluate_all("all => all.map((one) => one.value)")
        )
        return [float(value) for value in values]


@asynccontextmanager
async def arriving(browser: Browser, site: str) -> AsyncGenerator[Visitor]:
    """Somebody who opens the page for the first time, on a wide screen in daylight."""
    context = await browser.new_context(base_url=site, viewport={"width": 1440, "height": 900})
    context.set_default_timeout(PATIENCE * 1000)
    yield await Visitor.arriving(context)
    await context.close()
