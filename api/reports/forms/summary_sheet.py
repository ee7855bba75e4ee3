"""The first sheet of a workbook: what it is about, what is in it, what is counted, and charts."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

import xlsxwriter
from xlsxwriter.utility import quote_sheetname
from xlsxwriter.worksheet import Worksheet

from api.reports.cells import NOTHING
from api.reports.forms.section_sheet import Written, cut_text, set_page
from api.reports.forms.sheet_formats import SheetFormats
from api.reports.report import Column, SheetChart
from api.reports.report_run import ReportRun

SUMMARY = "Summary"
NAMES_WIDE, COUNT_WIDE, GAP_WIDE = 30, 12, 3
MOST_COUNTED = 12  # values of one column
CHART_ROWS = 15  # rows of the sheet that a chart takes
CHART_WIDE, CHART_HIGH = 620, 20 * (CHART_ROWS - 1)
CHART_COLUMN = 3
SCALE, PAGE_ROWS = 75, 45  # of print, and how many rows a page takes then
COLOURS = ("#0B4F94", "#8F1D3F", "#1B6E3C", "#7A5200")
NO_GRID = {"major_gridlines": {"visible": False}}
TYPES = {"bars": "bar", "columns": "column", "line": "line", "scatter": "scatter"}


def write_summary(
    document: ReportRun,
    book: xlsxwriter.Workbook,
    sheet: Worksheet,
    formats: SheetFormats,
    written: Sequence[Written],
) -> None:
    """Write the sheet; the others have been written."""
    for place, wide in enumerate((NAMES_WIDE, COUNT_WIDE, GAP_WIDE)):
        sheet.set_column(place, place, wide)
    sheet.set_column(CHART_COLUMN, CHART_COLUMN + 8, 9)
    sheet.hide_gridlines(2)
    row = _write_head(document, sheet, formats)
    row = _write_contents(sheet, formats, written, row)
    blocks: list[int] = []
    for item in written:
        if item.rows:
            for name in item.section.tallies:
                blocks.append(row)
                row = _write_counts(book, sheet, formats, item, name, row)
            for chart in item.section.charts:
                blocks.append(row)
                _insert(book, sheet, row, chart.kind, chart.title, list(_series(item, chart)), chart, item)
                row += CHART_ROWS
    facts = "  ".join(f"{name}: {value}" for name, value in document.caption.facts)
    set_page(sheet, document.caption.title, facts)
    # Scaled and broken by hand: no chart is cut by the end of a page.
    sheet.set_print_scale(SCALE)
    sheet.set_h_pagebreaks(list(page_breaks([*blocks, row])))


def page_breaks(starts: Sequence[int]) -> Iterator[int]:
    """The rows with which pages begin, so that none of the blocks between these starts is cut."""
    top = 0
    for start, end in pairwise(starts):
        if end - top > PAGE_ROWS and start > top:
            top = start
            yield top


def _write_head(document: ReportRun, sheet: Worksheet, formats: SheetFormats) -> int:
    caption = document.caption
    sheet.set_row(0, 24)
    sheet.write_string(0, 0, cut_text(caption.title), formats.title)
    sheet.write_string(1, 0, document.report.about, formats.plain)
    row = 3
    for name, value in (*caption.facts, ("API", document.base)):
        sheet.write_string(row, 0, name, formats.bold)
        sheet.write_string(row, 1, cut_text(value), formats.plain)
        row += 1
    return row + 1


def _write_contents(sheet: Worksheet, formats: SheetFormats, written: Sequence[Written], row: int) -> int:
    """Each sheet with how many rows it has; a name leads to it."""
    sheet.write_string(row, 0, "Sheets", formats.heading)
    for item in written:
        row += 1
        title = item.section.title
        address = f"internal:{quote_sheetname(title[:31])}!A1"
        sheet.write_url(row, 0, address, formats.link, title)
        if not item.section.upright:
            sheet.write_number(row, 1, *formats.count_cell(item.rows))
    return row + 2


def _write_counts(
    book: xlsxwriter.Workbook, sheet: Worksheet, formats: SheetFormats, item: Written, name: str, row: int
) -> int:
    """How often each value stands in a column, most first, as a table with bars beside it."""
    column = _column(item, name)
    counts = item.counts[name].most_common(MOST_COUNTED)
    title = f"{item.section.title} by {column.title.lower()}"
    sheet.write_string(row, 0, title, formats.heading)
    for number, (value, count) in enumerate(counts, row + 1):
        sheet.write_string(number, 0, "None" if value == NOTHING else cut_text(value), formats.text)
        sheet.write_number(number, 1, *formats.count_cell(count))
    series = {
        "name": title,
        "categories": [SUMMARY, row + 1, 0, row + len(counts), 0],
        "values": [SUMMARY, row + 1, 1, row + len(counts), 1],
    }
    _insert(book, sheet, row, "bars", title, [series])
    return row + CHART_ROWS


def _series(item: Written, chart: SheetChart) -> Iterator[dict[str, Any]]:
    """The cells of the sheet of the section that each series of a chart is drawn from."""
    last = item.rows if chart.kind == "scatter" else min(item.rows, chart.most)
    name = item.section.title[:31]
    along = item.places[chart.along]
    for column in chart.series:
        place = item.places[column]
        yield {
            "name": _column(item, column).title,
            "categories": [name, 1, along, last, along],
            "values": [name, 1, place, last, place],
        }


def _insert(
    book: xlsxwriter.Workbook,
    sheet: Worksheet,
    row: int,
    kind: str,
    title: str,
    series: Sequence[dict[str, Any]],
    chart: SheetChart | None = None,
    item: Written | None = None,
) -> None:
    drawn: Any = book.add_chart({"type": TYPES[kind]})
    for colour, one in zip(COLOURS, series, strict=False):
        drawn.add_series({**one, **_looks(kind, colour)})
    drawn.set_title({"name": title, "name_font": {"size": 11}, "overlay": False})
    drawn.set_size({"width": CHART_WIDE, "height": CHART_HIGH})
    drawn.set_legend({"none": True} if len(series) == 1 else {"position": "bottom"})
    if kind == "bars":
        drawn.set_y_axis({"reverse": True, "num_font": {"size": 9}, "major_tick_mark": "none"})
        drawn.set_x_axis({"visible": False, "min": 0, **NO_GRID})
    elif kind == "scatter" and chart is not None and item is not None:
        drawn.set_x_axis({"name": _column(item, chart.along).title, "min": 0, **NO_GRID})
        drawn.set_y_axis({"name": _column(item, chart.series[0]).title, "min": 0, **NO_GRID})
    else:
        # Values below nought would stand on the names.
        drawn.set_x_axis({"label_position": "low", "num_font": {"size": 9}})
        drawn.set_y_axis(NO_GRID)
    sheet.insert_chart(row, CHART_COLUMN, drawn, {"object_position": 3})


def _looks(kind: str, colour: str) -> dict[str, Any]:
    if kind == "scatter":
        return {"marker": {"type": "circle", "size": 7, "fill": {"color": colour}, "border": {"none": True}}}
    if kind == "line":
        return {"line": {"color": colour, "width": 2}, "marker": {"type": "circle", "size": 5}}
    return {"fill": {"color": colour}, "gap": 60, "data_labels": {"value": True, "font": {"size": 9}}}


def _column(item: Written, name: str) -> Column:
    return next(column for column in item.section.columns if column.name == name)
