"""Workbooks: a summary first, heads and rows as high as their words, pages of A4 across, words for codes."""

import io
import re
import zipfile

import pytest
from python_calamine import CalamineWorkbook

from api.reports.cells import Amount, Style, amount_text
from api.reports.forms.section_sheet import line_count
from api.reports.forms.summary_sheet import PAGE_ROWS, page_breaks
from tests.api.portfolio import Portfolio
from tests.api.reports.made import Maker


def parts(data: bytes) -> dict[str, str]:
    """The files in a workbook that are texts."""
    book = zipfile.ZipFile(io.BytesIO(data))
    return {name: book.read(name).decode() for name in book.namelist() if name.endswith((".xml", ".rels"))}


@pytest.mark.anyio
async def test_summary_counts_the_rows(make: Maker, portfolio: Portfolio) -> None:
    data = await make("portfolio.xlsx")
    summary, *_ = CalamineWorkbook.from_filelike(io.BytesIO(data)).sheet_names
    rows = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_name(summary).to_python()

    counted = {row[0]: row[1] for row in rows if isinstance(row[1], float)}
    statuses = [values["status"] for values in portfolio.of("Opportunity")]
    assert summary == "Summary"
    assert counted["Opportunities"] == len(statuses)
    assert counted["In progress"] == statuses.count("IN_PROGRESS")
    assert counted["Dismissed"] == statuses.count("DISMISSED")
    assert sum(name.startswith("xl/charts/chart") for name in parts(data)) == 5


@pytest.mark.anyio
async def test_sheets_are_made_to_print(make: Maker) -> None:
    files = parts(await make("portfolio.xlsx"))
    sheet, book = files["xl/worksheets/sheet2.xml"], files["xl/workbook.xml"]

    assert 'orientation="landscape"' in sheet
    assert 'fitToHeight="0"' in sheet
    assert "Print_Titles" in book
    area = re.search(r'Print_Area"[^>]*>Opportunities!\$A\$1:\$([A-Z])\$', book)
    assert area is not None
    assert area[1] < "Q"  # what only machines need lies behind
    heights = [float(found) for found in re.findall(r'<row r="\d+"[^>]* ht="([\d.]+)"', sheet)]
    assert len(heights) == sheet.count("<row ")
    assert heights[0] > 20  # of the head, whose titles take two lines


@pytest.mark.parametrize(
    ("amount", "style", "text"),
    [
        (Amount(1234.5, "EUR"), Style.MONEY, "1,235 EUR"),
        (Amount(-999.5, "EUR"), Style.MONEY, "−999.50 EUR"),
        (Amount(40.0, "EUR"), Style.MONEY, "40 EUR"),
        (Amount(1234.5, "EUR"), Style.MEASURE, "1,235 EUR"),
        (Amount(12.5, "EUR"), Style.MEASURE, "12.50 EUR"),
        (Amount(1234.5, "NPS"), Style.MEASURE, "1,234.5"),
        (Amount(-1234.5, "EUR"), Style.CHANGE, "−1,235"),
        (Amount(0.0426, "share"), Style.MEASURE, "4.3 %"),
        (Amount(0.004, "share"), Style.CHANGE, "+0.4 points"),
        (Amount(-12.345, "contacts"), Style.CHANGE, "−12.35"),
        (Amount(7.125, None), Style.MEASURE, "7.13"),
        (Amount(-1.125, None), Style.MEASURE, "−1.13"),
        (Amount(-0.004, "EUR"), Style.MONEY, "0.00 EUR"),
    ],
)
def test_amounts_are_written_by_their_units(amount: Amount, style: Style, text: str) -> None:
    assert amount_text(amount.value, amount.unit, style) == text


def test_lines_are_counted_by_width() -> None:
    assert [line_count(text, 10) for text in ("", "short", "a\nb", "x" * 30, "漢" * 30)] == [1, 1, 2, 3, 5]


def test_no_block_is_cut_by_a_page() -> None:
    starts = [12, 27, 42, 57, 72]

    assert list(page_breaks(starts)) == [42]
    assert PAGE_ROWS == 45


@pytest.mark.anyio
async def test_sentences_get_wide_columns(make: Maker) -> None:
    files = parts(await make("journey.xlsx", journey="Move house"))
    feelings = files["xl/worksheets/sheet4.xml"]

    columns = re.findall(r'<col min="(\d+)" max="(\d+)" width="([\d.]+)"', feelings)
    widths = {place: float(w) for a, b, w in columns for place in range(int(a), int(b) + 1)}
    needs, quotes = widths[2], widths[5]
    assert quotes > 2 * needs


@pytest.mark.anyio
async def test_journeys_come_with_their_curve(make: Maker) -> None:
    files = parts(await make("journey.xlsx", journey="Move house"))

    (chart,) = [text for name, text in files.items() if name.startswith("xl/charts/chart")]
    assert "<c:lineChart>" in chart
    assert "Experience along the journey" in chart
    assert re.findall(r"<c:f>Steps!\$([A-Z])\$2:\$\1\$5</c:f>", chart) == ["A", "E", "A", "F"]
    assert '<c:tickLblPos val="low"/>' in chart  # names of steps stand below values under nought
