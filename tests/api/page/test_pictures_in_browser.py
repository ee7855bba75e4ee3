"""The pictures of the README: taken of the sample here, small, and rewritten by `--update-golden`."""

import pytest

from tests.api.page.browsing import Visitor
from tests.house.sources import ROOT

LARGEST = 200_000  # bytes
PICTURES = {"weave": "Say at every wait what happens next and when", "board": "Finance my first car"}


async def opened_view(visitor: Visitor, name: str) -> None:
    """Open what a picture shows, as somebody gets there from the first view."""
    page = await visitor.open("/weave")
    if name == "weave":
        await page.get_by_role("button", name=f"Chain of {PICTURES[name]}").click()
        await page.get_by_role("complementary").wait_for()
    else:
        await visitor.follow(PICTURES[name])
    await visitor.settled()


@pytest.mark.parametrize("name", list(PICTURES))
async def test_pictures_can_be_taken_small(name: str, visitor: Visitor, update_golden: bool) -> None:
    await visitor.page.set_viewport_size({"width": 1280, "height": 900})
    await opened_view(visitor, name)

    taken = await visitor.page.screenshot()

    if update_golden:
        (ROOT / "docs" / f"{name}.png").write_bytes(taken)
    assert len(taken) <= LARGEST


@pytest.mark.parametrize("name", list(PICTURES))
def test_readme_shows_small_pictures(name: str) -> None:
    path = f"docs/{name}.png"

    assert f"]({path})" in (ROOT / "README.md").read_text("utf-8")
    assert 10_000 < (ROOT / path).stat().st_size <= LARGEST
