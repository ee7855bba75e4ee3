"""Reports as Markdown that code hosts render: tables of pipes, every sign of the texts kept a sign."""

import re
from collections.abc import Iterable
from typing import BinaryIO

from api.reports.cells import NUMERIC, shown
from api.reports.document import Document
from api.reports.forms.form import Form
from api.reports.report import Section

# What means something inside a line of Markdown, of its tables, of HTML, or to the code hosts.
_SIGNS = re.compile(r"[\\`*_\[\]<>|~$&#@]|(?<=:)//|(?<=www)[.]")
_ENTITIES = {"<": "&lt;", ">": "&gt;", "&": "&amp;"}
_BREAKS = re.compile(r"\s*\n\s*")


def escaped(text: str) -> str:
    """A text as one line that means nothing but itself."""
    line = _BREAKS.sub(" ", text).strip()
    return _SIGNS.sub(lambda found: _ENTITIES.get(found[0]) or f"\\{found[0]}", line)


async def write(document: Document, out: BinaryIO) -> None:
    """A heading, what is printed on the report, and each section as a table."""
    caption = document.caption
    _put(out, f"# {escaped(caption.title)}\n\n{escaped(document.report.about)}\n\n")
    _put(out, "\n".join(f"- **{name}:** {escaped(value)}" for name, value in caption.facts) + "\n")
    for section in document.report.sections:
        await (_upright if section.upright else _table)(document, section, out)


async def _table(document: Document, section: Section, out: BinaryIO) -> None:
    _put(out, _heading(document, section))
    head = _row(escaped(column.title) for _, column in section.shown)
    head += _row("--:" if column.style in NUMERIC else ":--" for _, column in section.shown)
    count = 0
    async for row in document.rows(section):
        cells = (escaped(shown(row[place], column.style)) for place, column in section.shown)
        _put(out, ("" if count else head) + _row(cells))
        count += 1
    if not count:
        _put(out, f"{escaped(section.empty)}\n")
    elif left_out := document.left_out(section):
        _put(out, f"\nThe first {count} of {count + left_out}.\n")


async def _upright(document: Document, section: Section, out: BinaryIO) -> None:
    _put(out, _heading(document, section))
    async for row in document.rows(section):
        for place, column in section.shown:
            _put(out, f"- **{escaped(column.title)}:** {escaped(shown(row[place], column.style))}\n")


def _heading(document: Document, section: Section) -> str:
    return f"\n## {escaped(section.title)}\n\n" if len(document.report.sections) > 1 else "\n"


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |\n"


def _put(out: BinaryIO, text: str) -> None:
    out.write(text.encode())


MARKDOWN = Form("md", "text/markdown; charset=utf-8", write)
