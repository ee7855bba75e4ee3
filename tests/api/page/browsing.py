"""Somebody who looks at the page in a browser: opens views, and notes what the browser complains of."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

from playwright.async_api import BrowserContext, ConsoleMessage, Page, Request

AXE = Path(__file__).with_name("axe") / "axe.min.js"
PATIENCE = 60.0  # seconds: the first request of a kind is planned by a cold server
READY = 'main[aria-busy="false"]'


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

    async def violations(self) -> list[str]:
        """What axe finds wrong with the view: each rule, and the elements it is broken at."""
        await self.page.evaluate(AXE.read_text("utf-8"))
        found: list[dict[str, Any]] = await self.page.evaluate(
            "async () => (await axe.run(document, {resultTypes: ['violations']})).violations"
        )
        return [f"{item['id']}: {[node['html'][:120] for node in item['nodes'][:3]]}" for item in found]

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
