"""Reports as Markdown that code hosts render: tables of pipes, every sign of the texts kept a sign."""

import re
from collections.abc import AsyncIterator, Iterable

from api.reports.cells import NUMERIC, readable_text
from api.reports.forms.form import Form
from api.reports.report import Section
from api.reports.report_run import ReportRun

# What means something inside a line of Markdown, of its tables, of HTML, or to the code hosts.
_MARKDOWN_SIGNS = re.compile(r"[\\`*_\[\]<>|~$&#@]|(?<=:)//|(?<=www)[.]")
_ENTITIES = {"<": "&lt;", ">": "&gt;", "&": "&amp;"}
_BREAKS = re.compile(r"\s*\n\s*")


def escape_markdown(text: str) -> str:
    """A text as one line that means nothing but itself."""
    line = _BREAKS.sub(" ", text).strip()
    return _MARKDOWN_SIGNS.sub(lambda found: _ENTITIES.get(found[0]) or f"\\{found[0]}", line)


async def write_markdown(document: ReportRun) -> AsyncIterator[str]:
    """A heading, what is printed on the report, and each section as a table."""
    caption = document.caption
    yield f"# {escape_markdown(caption.title)}\n\n{escape_markdown(document.report.about)}\n\n"
    yield "\n".join(f"- **{name}:** {escape_markdown(value)}" for name, value in caption.facts) + "\n"
    for section in document.report.sections:
        if len(document.report.sections) > 1:
            yield f"\n## {escape_markdown(section.title)}\n"
        async for text in _section(document, section):
            yield text


async def _section(document: ReportRun, section: Section) -> AsyncIterator[str]:
    columns = section.shown_columns
    head = "\n" + _row(escape_markdown(column.title) for _, column in columns)
    head += _row("--:" if column.style in NUMERIC else ":--" for _, column in columns)
    count = 0
    async for row in document.rows(section):
        cells = [escape_markdown(readable_text(row[place], column.style)) for place, column in columns]
        if section.upright:
            facts = zip(columns, cells, strict=True)
            yield "\n" + "".join(
                f"- **{escape_markdown(column.title)}:** {cell}\n" for (_, column), cell in facts
            )
        else:
            yield ("" if count else head) + _row(cells)
        count += 1
    if not count:
        yield f"\n{escape_markdown(section.empty)}\n"
    elif left_out := document.rows_left_out(section):
        yield f"\nThe first {count} of {count + left_out}.\n"


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |\n"


MARKDOWN = Form("md", "text/markdown; charset=utf-8", write_markdown)
