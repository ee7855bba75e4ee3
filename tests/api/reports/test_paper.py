"""PDF: a page across for each sheet, every object where the table of the file says."""

import re
from itertools import pairwise

import pytest
import vl_convert

from api.reports.forms.paper import page_svg, pdf_with_pages
from api.reports.shapes import Board, Words
from tests.api.reports.made import Maker

BOX = re.compile(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]")


def sheet(wide: float, high: float, text: str = "Words") -> Board:
    """A sheet that says something."""
    return Board(text, wide, high, [Words(10, 20, text)])


def page_of(drawn: Board) -> bytes:
    """A file of one page."""
    return vl_convert.svg_to_pdf(str(page_svg(drawn)))


def assert_is_whole(file: bytes, pages: int) -> None:
    """A reader finds every object and every page of the file."""
    table = int(file.rpartition(b"startxref\n")[2].split()[0])
    assert file[table:].startswith(b"xref\n0 ")
    starts = [int(offset) for offset in re.findall(rb"^(\d{10}) 00000 n", file[table:], re.MULTILINE)]
    for number, (start, end) in enumerate(pairwise([*starts, table]), 1):
        assert file[start:end].startswith(b"%d 0 obj\n" % number)
        assert file[start:end].endswith(b"endobj\n")
    listed = re.search(rb"/Type /Pages /Count (\d+) /Kids \[([^\]]*)\]", file)
    assert listed is not None
    assert int(listed[1]) == pages
    for number in listed[2].split()[::3]:
        start = starts[int(number) - 1]
        text = file[start : start + 400]
        assert re.search(rb"/Type /Page\b", text)
        assert b"/Parent 2 0 R" in text


def test_pages_are_joined() -> None:
    files = [page_of(sheet(800, 500, f"Sheet {number}")) for number in range(3)]

    whole = pdf_with_pages(files)

    assert_is_whole(whole, 3)
    assert len(BOX.findall(whole)) == 3
    # No object of one page is lost: catalogue and list of pages come once more.
    assert whole.count(b" 0 obj\n") == 2 + sum(file.count(b" 0 obj\n") for file in files)


@pytest.mark.parametrize(
    ("wide", "high", "paper"),
    [(900, 600, (842, 595)), (1260, 300, (1191, 842)), (900, 1200, (1191, 842))],
)
def test_pages_have_the_size_of_paper(wide: float, high: float, paper: tuple[int, int]) -> None:
    boxes = BOX.findall(pdf_with_pages([page_of(sheet(wide, high))]))

    assert [tuple(round(float(side)) for side in box) for box in boxes] == [paper]


@pytest.mark.anyio
async def test_boards_come_as_pdf(make: Maker) -> None:
    whole = await make("journey.pdf", journey="Move house")

    assert whole.startswith(b"%PDF-1.7\n")
    assert_is_whole(whole, len(BOX.findall(whole)))
