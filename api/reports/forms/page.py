"""Reports as HTML: one page that loads nothing and runs nothing, to read on a screen and to print."""

from collections.abc import AsyncIterator, Iterator
from html import escape
from importlib.resources import files

from api.reports.cells import NUMERIC, Cell, Many, Ref, Style, exact, shown
from api.reports.document import Document, Row
from api.reports.forms.form import Form
from api.reports.forms.pictures import sheets
from api.reports.report import Column, Section
from graph.errors import Misconfigured

NARROW = 10  # columns; tables of more are set smaller
STYLE = files(__name__.rpartition(".")[0]).joinpath("page.css").read_text("utf-8")


async def write(document: Document) -> AsyncIterator[str]:
    """The title, what is printed on the report, its picture, and each section as a table."""
    caption = document.caption
    facts = "".join(f"<div><dt>{escape(n)}</dt><dd dir=auto>{escape(v)}</dd></div>" for n, v in caption.facts)
    yield (
        f'<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(caption.title)}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n<header>\n"
        f"<h1 dir=auto>{escape(caption.title)}</h1>\n<p>{escape(document.report.about)}</p>\n"
        f"<dl class=facts>{facts}</dl>\n</header>\n<main>\n"
    )
    if document.report.draw is not None:
        yield await _picture(document)
    for section in document.report.sections:
        heading = f"<h2>{escape(section.title)}</h2>\n" if len(document.report.sections) > 1 else ""
        yield f"<section>\n{heading}"
        async for text in _section(document, section):
            yield text
        yield "</section>\n"
    yield "</main>\n</body>\n</html>\n"


async def _picture(document: Document) -> str:
    try:
        return "".join(f"<figure>\n{svg}</figure>\n" for svg in await sheets(document))
    except Misconfigured as error:
        return f"<p class=note>{escape(error.message)}</p>\n"


async def _section(document: Document, section: Section) -> AsyncIterator[str]:
    columns = section.shown
    heads = "".join(
        f"<th scope=col{_class(column.style)}>{escape(column.title)}</th>" for _, column in columns
    )
    wide = " class=wide" if len(columns) > NARROW else ""
    head = f"<div class=table tabindex=0>\n<table{wide}>\n<thead><tr>{heads}</tr></thead>\n<tbody>\n"
    count = 0
    async for row in document.rows(section):
        if section.upright:
            yield f"<dl class=upright>\n{''.join(_facts(document, section, row))}</dl>\n"
        else:
            yield f"{'' if count else head}<tr>{''.join(_cells(document, section, row))}</tr>\n"
        count += 1
    if not count:
        yield f"<p class=note>{escape(section.empty)}</p>\n"
    elif not section.upright:
        yield "</tbody>\n</table>\n</div>\n"
    if count and (left_out := document.left_out(section)):
        yield f"<p class=note>The first {count} of {count + left_out}.</p>\n"


def _cells(document: Document, section: Section, row: Row) -> list[str]:
    cells = [
        f"<td{_class(column.style)}>{told(document, column, row[place])}</td>"
        for place, column in section.shown
    ]
    if not section.shown[0][1].named:
        return cells
    return [f"<th scope=row{cells[0][3:-5]}</th>", *cells[1:]]


def _facts(document: Document, section: Section, row: Row) -> Iterator[str]:
    for place, column in section.shown:
        yield f"<div><dt>{escape(column.title)}</dt><dd>{told(document, column, row[place])}</dd></div>\n"


def told(document: Document, column: Column, value: Cell) -> str:
    """A cell as HTML; numbers carry all their digits, records of which there is a report lead to it."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return f'<data value="{exact(value)}">{shown(value, column.style)}</data>'
    if isinstance(value, Ref):
        return _named(document, value)
    if isinstance(value, Many) and value.items and column.style is Style.TEXT:
        items = [_named(document, item) if isinstance(item, Ref) else _text(item) for item in value.items]
        more = [f"and {value.more} more"] if value.more else []
        return "".join(f"<div class=i>{item}</div>" for item in [*items, *more])
    return _text(shown(value, column.style))


def _named(document: Document, ref: Ref) -> str:
    address = document.page(ref.id)
    return f'<a href="{escape(address)}">{_text(ref.name)}</a>' if address else _text(ref.name)


def _text(text: str) -> str:
    return f"<bdi>{escape(text)}</bdi>"


def _class(style: Style) -> str:
    return " class=n" if style in NUMERIC else " class=d" if style in (Style.DAY, Style.MOMENT) else ""


PAGE = Form("html", "text/html; charset=utf-8", write)
