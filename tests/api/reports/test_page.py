"""Pages of reports: nothing runs in them, nothing is loaded, and all can be read."""

import re
from itertools import product
from typing import cast

import pytest

from api.reports.cells import Many, Ref, Style
from api.reports.dot_field import QUADRANTS
from api.reports.forms.page import STYLE, cell_html
from api.reports.kinds import REPORTS
from api.reports.kinds.coverage import SHADES
from api.reports.report_run import ReportRun
from api.reports.shapes import FAINT, INK, PAPER
from tests.api.portfolio import Portfolio
from tests.api.reports.made import BASE, Maker
from tests.api.reports.reading import page
from tests.api.reports.test_forms import ABOUT

HARMLESS = {
    *{
        "html",
        "head",
        "meta",
        "title",
        "style",
        "body",
        "header",
        "main",
        "section",
        "figure",
        "h1",
        "h2",
        "p",
    },
    *{
        "nav",
        "ul",
        "li",
        "dl",
        "dt",
        "dd",
        "div",
        "table",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
        "a",
        "bdi",
        "data",
    },
}
DRAWN = {"svg", "title", "rect", "text", "g", "polyline", "polygon", "circle", "path", "line"}


def luminance(colour: str) -> float:
    """How bright a colour is, after WCAG 2."""
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    red, green, blue = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """The contrast of two colours, from 1 to 21."""
    dark, bright = sorted((luminance(one), luminance(other)))
    return (bright + 0.05) / (dark + 0.05)


@pytest.mark.anyio
@pytest.mark.parametrize("name", REPORTS)
async def test_pages_run_and_load_nothing(make: Maker, name: str) -> None:
    tags = page(await make(f"{name}.html", **ABOUT.get(name, {}))).tags

    assert {tag for tag, _ in tags} <= HARMLESS | DRAWN
    assert [given for _, given in tags if any(key.startswith("on") for key in given)] == []
    places = tuple(f"{BASE}/{place}" for place in ("reports", "records/", "journeys/"))
    assert all((given["href"] or "").startswith(places) for _, given in tags if "href" in given)
    assert [given for _, given in tags if given.keys() & {"src", "srcset", "xlink:href", "action"}] == []


@pytest.mark.anyio
async def test_pages_lead_to_reports_narrowed_alike(make: Maker, portfolio: Portfolio) -> None:
    journey = portfolio.id("Journey", "repair")
    tags = page(await make("gaps.html", journey="Repair a fault", status="in progress")).tags

    links = {given["href"] for tag, given in tags if tag == "a"}
    assert f"{BASE}/reports" in links
    assert f"{BASE}/journeys/{journey}" in links
    assert f"{BASE}/reports/portfolio.html?journey={journey}&status=IN_PROGRESS" in links
    assert f"{BASE}/reports/overlaps.html?journey={journey}&status=IN_PROGRESS" in links
    assert f"{BASE}/reports/journey.html?journey={journey}&status=IN_PROGRESS" in links
    assert f"{BASE}/reports/gaps.xlsx?journey={journey}&status=IN_PROGRESS" in links
    assert [link for link in links if link and "/opportunity." in link and "?opportunity=" not in link] == []


HOSTILE = '</td><script>alert("1")</script>&amp;\'%s{}'


class Addressed:
    """Where reports are found; hostile as well."""

    def record_address(self, identifier: str) -> str:
        """An address that would end its attribute."""
        return f'"><b>{identifier}'


@pytest.mark.parametrize(
    "value", [HOSTILE, Ref("", HOSTILE), Ref("1", HOSTILE), Many((HOSTILE, Ref("1", HOSTILE)), 2)]
)
def test_cells_hold_no_markup_of_texts(value: str | Ref | Many) -> None:
    html = cell_html(cast(ReportRun, Addressed()), Style.TEXT, value)
    parsed = page(f"<table><tr><td>{html}</td></tr></table>".encode())

    assert {tag for tag, _ in parsed.tags} <= {"table", "tr", "td", "bdi", "a", "div"}
    assert HOSTILE in parsed.tables[0][0][0]
    assert [given["href"] for tag, given in parsed.tags if tag == "a"] in ([], ['"><b>1'])


def test_style_loads_nothing() -> None:
    assert re.findall(r"url\(|@import|expression", STYLE) == []


def test_style_has_contrast() -> None:
    grounds = set(re.findall(r"background: (#\w{6})", STYLE))
    inks = set(re.findall(r"(?<![-\w])color: (#\w{6})", STYLE))

    assert (len(grounds), len(inks)) == (2, 3)
    assert [(ink, ground) for ink, ground in product(inks, grounds) if contrast(ink, ground) < 4.5] == []


def test_pictures_have_contrast() -> None:
    on_paper = [FAINT, *QUADRANTS.values()]

    assert [colour for colour in on_paper if contrast(colour, PAPER) < 4.5] == []
    assert [shade for shade in SHADES if contrast(INK, shade) < 4.5] == []


def test_pages_are_made_to_print() -> None:
    assert "@page" in STYLE
    assert "@media print" in STYLE
