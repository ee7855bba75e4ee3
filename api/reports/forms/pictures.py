"""Reports as pictures: the SVG that a report draws, and PNG made of it."""

import asyncio
from collections.abc import AsyncIterator, Sequence

from api.reports.drawing import optional_module
from api.reports.forms.form import Form
from api.reports.report_run import ReportRun
from api.reports.shapes import Board, stacked_sheet

SCALE = 2.0


async def picture_sheets(document: ReportRun) -> Sequence[Board]:
    """The picture of a report in sheets."""
    draw = document.report.draw
    assert draw is not None
    return await asyncio.to_thread(draw, document.first, document.caption)


async def write_svg(document: ReportRun) -> AsyncIterator[str]:
    """The picture as it was drawn."""
    yield stacked_sheet(await picture_sheets(document))


async def write_png(document: ReportRun) -> AsyncIterator[bytes]:
    """The picture with two dots for each point. Raises Misconfigured where what makes it is not installed."""
    convert = optional_module("vl_convert")
    svg = str(stacked_sheet(await picture_sheets(document)))
    yield await asyncio.to_thread(convert.svg_to_png, svg, SCALE)


SVG = Form("svg", "image/svg+xml", write_svg, drawn=True)
PNG = Form("png", "image/png", write_png, drawn=True, text=False)
