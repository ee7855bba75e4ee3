"""Reports as pictures: the SVG that a report draws, and PNG made of it."""

import asyncio
from typing import BinaryIO

from api.reports.document import Document
from api.reports.drawing import needed
from api.reports.forms.form import Form

SCALE = 2.0


async def drawn(document: Document) -> str:
    """The picture of a report as SVG. Raises Misconfigured where what draws it is not installed."""
    draw = document.report.draw
    assert draw is not None
    return await asyncio.to_thread(draw, document.first, document.caption)


async def write_svg(document: Document, out: BinaryIO) -> None:
    """The picture as it was drawn."""
    out.write((await drawn(document)).encode())


async def write_png(document: Document, out: BinaryIO) -> None:
    """The picture with two dots for each point. Raises Misconfigured where what makes it is not installed."""
    convert = needed("vl_convert")
    svg = await drawn(document)
    out.write(await asyncio.to_thread(convert.svg_to_png, svg, SCALE))


SVG = Form("svg", "image/svg+xml", write_svg, drawn=True)
PNG = Form("png", "image/png", write_png, drawn=True, text=False)
