"""Texts that mean something to a form stand in it as what they are, and nothing more."""

import io
import re
import zipfile
from typing import Any
from xml.etree import ElementTree

import pytest
from python_calamine import CalamineWorkbook

from api.reports.kinds import REPORTS
from tests.api.asking import Api
from tests.api.reports import reading
from tests.api.reports.made import Maker

NAMES = (
    "<script>alert(1)</script>",
    "</title><svg onload=alert(1)>",
    '=cmd()|"/c calc"!A1',
    "+1+1",
    "| a | `b` **c** [d](javascript:alert(1)) ![e](//x) ~f~ $g$ #1 @me",
    "\\| \\` &amp; &#60;b&#62;",
    "http://example.org www.example.org",
    "שלום עולם مرحبا",
    "👩‍👧 🚗 ünïcode",
    "Ü" * 200,
    "two\nlines",
)
SVG = "{http://www.w3.org/2000/svg}"
CREATE = """
mutation ($name: String!) {
  opportunity: createOpportunity(
    input: {name: $name, customerValue: 70, businessValue: 60, effort: 2, kind: IDEA}
  ) { opportunity { id } }
  goal: createGoal(input: {name: $name}) { goal { id } }
  journey: createJourney(
    input: {name: $name, intent: $name, phases: [{name: $name, steps: [{name: $name}]}]}
  ) { journey { id phases { steps { id } } } }
}
"""
LINK = """
mutation ($opportunity: ID!, $step: ID!, $goal: ID!, $name: String!) {
  goals: addOpportunityGoals(input: {opportunityId: $opportunity, goalIds: [$goal]}) { opportunity { id } }
  link: addOpportunitySteps(input: {opportunityId: $opportunity, stepIds: [$step], rationale: $name}) {
    opportunity { id }
  }
  team: createTeam(input: {name: $name}) { team { id } }
  solution: createSolution(input: {name: $name, opportunityIds: [$opportunity]}) { solution { id } }
}
"""

pytestmark = pytest.mark.anyio


@pytest.fixture(scope="module")
async def hostile(make: Maker, api: Api) -> list[dict[str, Any]]:
    """Records of each name, linked to each other: ids of opportunity and journey by name."""
    found: list[dict[str, Any]] = []
    for name in NAMES:
        made = await api.write(CREATE, name=name)
        step = made["journey"]["journey"]["phases"][0]["steps"][0]["id"]
        opportunity = made["opportunity"]["opportunity"]["id"]
        goal = made["goal"]["goal"]["id"]
        await api.write(LINK, opportunity=opportunity, step=step, goal=goal, name=name)
        found.append({"opportunity": opportunity, "journey": made["journey"]["journey"]["id"]})
    return found


def one_line(name: str) -> str:
    """A name as it stands where lines do not break."""
    return " ".join(name.split("\n"))


async def test_csv_keeps_texts(make: Maker, hostile: list[dict[str, Any]]) -> None:
    data = await make("portfolio.csv")
    rows = {row["opportunityId"]: row for row in reading.csv_rows(data, REPORTS["portfolio"].sections[0])}

    found = [rows[made["opportunity"]] for made in hostile]
    assert [row["opportunity"] for row in found] == list(NAMES)
    assert [row["goals"] for row in found] == list(NAMES)
    assert re.findall(rb"(?:^|,)\"?[=+@]", data) == []


async def test_sheets_hold_no_formula(make: Maker, hostile: list[dict[str, Any]]) -> None:
    data = await make("portfolio.xlsx")
    book = zipfile.ZipFile(io.BytesIO(data))
    sheets = [book.read(name).decode() for name in book.namelist() if "worksheets/sheet" in name]
    texts = {
        cell
        for row in CalamineWorkbook.from_filelike(io.BytesIO(data))
        .get_sheet_by_name("Opportunities")
        .to_python()
        for cell in row
    }

    assert set(NAMES) <= texts
    assert [sheet for sheet in sheets if "<f>" in sheet or "<f " in sheet] == []


async def test_sheets_lead_to_records(make: Maker, hostile: list[dict[str, Any]]) -> None:
    book = zipfile.ZipFile(io.BytesIO(await make("portfolio.xlsx")))
    links = book.read("xl/worksheets/_rels/sheet2.xml.rels").decode()
    sheet = book.read("xl/worksheets/sheet2.xml").decode()

    assert all(made["opportunity"] in links for made in hostile)
    assert "<autoFilter ref=" in sheet
    assert 'state="frozen"' in sheet


async def test_markdown_keeps_texts(make: Maker, hostile: list[dict[str, Any]]) -> None:
    section = REPORTS["portfolio"].sections[0]
    data = await make("portfolio.md")
    rows = reading.markdown_rows(data, section, several=False)

    names = [row["opportunity"] for row in rows]
    assert [name for name in NAMES if one_line(name) not in names] == []
    assert re.findall(rb"(?<!\\)[<`]|https?://|(?<!\\)\]\(", data) == []


async def test_pages_keep_texts(make: Maker, hostile: list[dict[str, Any]]) -> None:
    pages = [
        *[await make(f"{name}.html") for name in ("portfolio", "coverage", "gaps", "changes")],
        *[await make("journey.html", journey=made["journey"]) for made in hostile],
        *[await make("opportunity.html", opportunity=made["opportunity"]) for made in hostile],
    ]

    read = [reading.page(data) for data in pages]
    assert [tag for found in read for tag, given in found.tags if tag == "script" or "onload" in given] == []
    cells = {row[0] for row in read[0].tables[0]}
    assert set(NAMES) <= cells


async def test_pictures_keep_texts(make: Maker, hostile: list[dict[str, Any]]) -> None:
    pictures = [
        await make("coverage.svg"),
        await make("matrix.svg"),
        *[await make("journey.svg", journey=made["journey"]) for made in hostile],
    ]

    trees = [ElementTree.fromstring(data) for data in pictures]
    tags = {element.tag.removeprefix(SVG) for tree in trees for element in tree.iter()}
    assert tags.isdisjoint({"script", "foreignObject", "image", "a", "use"})
    titles = {element.text for element in trees[0].iter(f"{SVG}title")}
    assert {one_line(name) for name in NAMES} <= titles


async def test_pictures_become_dots(make: Maker, hostile: list[dict[str, Any]]) -> None:
    found = [
        await make("coverage.png"),
        await make("matrix.png"),
        await make("journey.png", journey=hostile[4]["journey"]),
    ]

    assert [data[:8] for data in found] == [b"\x89PNG\r\n\x1a\n"] * 3
