"""Reports as HTML: one page that loads nothing and runs nothing, to read on a screen and to print."""

import re
from html import escape
from importlib.resources import files
from typing import BinaryIO

from api.reports.cells import NUMERIC, Cell, Many, Ref, Style, exact, shown
from api.reports.document import Document, Row
from api.reports.forms.form import Form
from api.reports.forms.pictures import drawn
from api.reports.report import Column, Section
from graph.errors import Misconfigured

NARROW = 10  # columns; tables of more are set smaller
TALL = 1.2  # height by width; pictures up to it are printed on one sheet, others go on from sheet to sheet
_SIZES = re.compile(r' (?:width|height)="([0-9.]+)"')
STYLE = files(__name__.rpartition(".")[0]).joinpath("page.css").read_text("utf-8")


async def write(document: Document, out: BinaryIO) -> None:
    """The title, what is printed on the report, its picture, and each section as a table."""
    caption = document.caption
    facts = "".join(f"<div><dt>{escape(n)}</dt><dd dir=auto>{escape(v)}</dd></div>" for n, v in caption.facts)
    _put(
        out,
        f'<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(caption.title)}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n<header>\n"
        f"<h1 dir=auto>{escape(caption.title)}</h1>\n<p>{escape(document.report.about)}</p>\n"
        f"<dl class=facts>{facts}</dl>\n</header>\n<main>\n",
    )
    if document.report.draw is not None:
        _put(out, await _picture(document))
    for section in document.report.sections:
        await (_upright if section.upright else _table)(document, section, out)
    _put(out, "</main>\n</body>\n</html>\n")


async def _picture(document: Document) -> str:
    try:
        svg = await drawn(document)
    except Misconfigured as error:
        return f"<p class=note>{escape(error.message)}</p>\n"
    wide, high = (float(size) for size in _SIZES.findall(svg)[:2])
    return f"<figure{' class=whole' if high < wide * TALL else ''}>\n{svg}\n</figure>\n"


async def _table(document: Document, section: Section, out: BinaryIO) -> None:
    columns = section.shown
    wide = " class=wide" if len(columns) > NARROW else ""
    heads = "".join(
        f"<th scope=col{_class(column.style)}>{escape(column.title)}</th>" for _, column in columns
    )
    _put(out, f"<section>\n{_heading(document, section)}")
    count = 0
    async for row in document.rows(section):
        if not count:
            _put(
                out,
                f"<div class=table tabindex=0>\n<table{wide}>\n<thead><tr>{heads}</tr></thead>\n<tbody>\n",
            )
        count += 1
        _put(out, f"<tr>{''.join(_cells(document, section, row))}</tr>\n")
    if count:
        _put(out, "</tbody>\n</table>\n</div>\n")
    else:
        _put(out, f"<p class=note>{escape(section.empty)}</p>\n")
    if count and (left_out := document.left_out(section)):
        _put(out, f"<p class=note>The first {count} of {count + left_out}.</p>\n")
    _put(out, "</section>\n")


def _cells(document: Document, section: Section, row: Row) -> list[str]:
    cells = [
        f"<td{_class(column.style)}>{told(document, column, row[place])}</td>"
        for place, column in section.shown
    ]
    if not section.shown[0][1].named:
        return cells
    return [f"<th scope=row{cells[0][3:-5]}</th>", *cells[1:]]


async def _upright(document: Document, section: Section, out: BinaryIO) -> None:
    _put(out, f"<section>\n{_heading(document, section)}<dl class=upright>\n")
    async for row in document.rows(section):
        for place, column in section.shown:
            value = told(document, column, row[place])
            _put(out, f"<div><dt>{escape(column.title)}</dt><dd>{value}</dd></div>\n")
    _put(out, "</dl>\n</section>\n")


def _heading(document: Document, section: Section) -> str:
    return f"<h2>{escape(section.title)}</h2>\n" if len(document.report.sections) > 1 else ""


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


def _put(out: BinaryIO, text: str) -> None:
    out.write(text.encode())


PAGE = Form("html", "text/html; charset=utf-8", write)
