"""Reports as PDF: each sheet of a picture on a page of A4 or A3 across."""

import asyncio
import re
from collections.abc import AsyncIterator, Iterator, Sequence
from itertools import accumulate, pairwise
from math import sqrt
from typing import NamedTuple

import htpy
from markupsafe import Markup

from api.reports.drawing import optional_module
from api.reports.forms.form import Form
from api.reports.forms.pictures import picture_sheets
from api.reports.report_run import ReportRun
from api.reports.shapes import SVG as SVG_NAMES
from api.reports.shapes import Board, svg

A4_WIDE = 841.89  # points
WIDEST_ON_A4 = 950.0  # of what is drawn; what is wider would be too small to read
HEAD = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
_OFFSET = re.compile(rb"^(\d{10}) \d{5} n", re.MULTILINE)
_REFERENCE = re.compile(rb"\b(\d+) 0 R\b")
_OBJECT = re.compile(rb"(\d+) 0 obj\s(.*?)\s(stream\r?\n.*)?endobj\s*\Z", re.DOTALL)


class PdfObject(NamedTuple):
    """One object of a file: its number, what it says, and the stream behind that, or nothing."""

    number: int
    text: bytes
    stream: bytes


def page_svg(sheet: Board) -> Markup:
    """A sheet on paper across: as wide as the page, or as high as it."""
    wide = max(sheet.wide, sheet.high * sqrt(2))
    paper = A4_WIDE if wide <= WIDEST_ON_A4 else A4_WIDE * sqrt(2)
    size = {"width": f"{paper:.2f}", "height": f"{paper / sqrt(2):.2f}"}
    view = f"0 0 {wide:.2f} {wide / sqrt(2):.2f}"
    return htpy.svg(size, xmlns=SVG_NAMES, viewBox=view)["\n", svg(sheet), "\n"].__html__()


def pdf_with_pages(files: Sequence[bytes]) -> bytes:
    """Files of one page each, as the converter of pictures writes them, as one file.

    Their objects are numbered anew: 1 is the catalogue, 2 the list of pages that it leads to.
    """
    objects: list[bytes] = []
    pages: list[bytes] = []
    for file in files:
        found = list(_objects(file))
        numbers = {item.number: len(objects) + 3 + place for place, item in enumerate(found)}
        for item in found:
            text = _renumbered(item.text, numbers)
            if re.search(rb"/Type\s*/Page\b", text):
                text = re.sub(rb"/Parent \d+ 0 R", b"/Parent 2 0 R", text)
                pages.append(b"%d 0 R" % numbers[item.number])
            objects.append(text + b"\n" + item.stream)
    listed = b"<< /Type /Pages /Count %d /Kids [%s] >>\n" % (len(pages), b" ".join(pages))
    return _pdf_file([b"<< /Type /Catalog /Pages 2 0 R >>\n", listed, *objects])


def _objects(file: bytes) -> Iterator[PdfObject]:
    """The objects of a file, told apart by its table: nothing is looked for inside streams."""
    table = int(file.rpartition(b"startxref")[2].split()[0])
    starts = sorted(int(offset) for offset in _OFFSET.findall(file, table))
    for start, end in pairwise([*starts, table]):
        seen = _OBJECT.match(file, start, end)
        assert seen is not None
        yield PdfObject(int(seen[1]), seen[2], seen[3] or b"")


def _renumbered(text: bytes, numbers: dict[int, int]) -> bytes:
    return _REFERENCE.sub(lambda seen: b"%d 0 R" % numbers[int(seen[1])], text)


def _pdf_file(objects: Sequence[bytes]) -> bytes:
    """A file of objects numbered from 1, the first of which is its catalogue."""
    written = [b"%d 0 obj\n%sendobj\n" % (number, text) for number, text in enumerate(objects, 1)]
    *starts, table = accumulate(map(len, written), initial=len(HEAD))
    rows = b"".join(b"%010d 00000 n \n" % start for start in starts)
    count = len(objects) + 1
    tail = b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n"
    return b"".join([HEAD, *written, tail % (count, rows, count, table)])


async def write_pdf(document: ReportRun) -> AsyncIterator[bytes]:
    """The sheets of the picture as pages. Raises Misconfigured where what makes them is not installed."""
    convert = optional_module("vl_convert")
    pages = [str(page_svg(sheet)) for sheet in await picture_sheets(document)]
    yield pdf_with_pages([await asyncio.to_thread(convert.svg_to_pdf, page) for page in pages])


PDF = Form("pdf", "application/pdf", write_pdf, drawn=True, text=False)
