"""Reports as XLSX: a summary, then a sheet for each section, to read and to print; texts stay texts."""

import asyncio
from collections.abc import AsyncIterator
from tempfile import TemporaryFile

import xlsxwriter

from api.reports.forms.form import Form
from api.reports.forms.section_sheet import SectionSheet, Written
from api.reports.forms.sheet_formats import SheetFormats
from api.reports.forms.summary_sheet import SUMMARY, write_summary
from api.reports.report_run import ReportRun

READ_BYTES = 256_000
LONGEST_NAME = 31  # of a sheet
OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


async def write_workbook(document: ReportRun) -> AsyncIterator[bytes]:
    """A summary with what is counted and drawn, then a sheet for each section with a frozen head and filters.

    Rows go to files that nobody sees, which become the workbook at the end.
    """
    with TemporaryFile() as out:
        book = xlsxwriter.Workbook(out, OPTIONS)
        try:
            formats = SheetFormats(book)
            summary = book.add_worksheet(SUMMARY)
            written: list[Written] = []
            for section in document.report.sections:
                sheet = book.add_worksheet(section.title[:LONGEST_NAME])
                written.append(await SectionSheet(document, section, sheet, formats).write())
            write_summary(document, book, summary, formats, written)
        finally:
            await asyncio.to_thread(book.close)
        out.seek(0)
        while piece := await asyncio.to_thread(out.read, READ_BYTES):
            yield piece


WORKBOOK = Form(
    "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", write_workbook, text=False
)
