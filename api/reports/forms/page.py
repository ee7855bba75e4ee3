"""Reports as HTML: one page that loads nothing and runs nothing, to read on a screen and to print."""

from collections.abc import AsyncIterator
from importlib.resources import files

import htpy
from htpy import Element, Fragment, Node, fragment
from markupsafe import Markup, escape

from api.reports.cells import NUMERIC, Amount, Cell, Many, Ref, Style, exact_text, readable_text
from api.reports.forms.form import Form
from api.reports.forms.pictures import picture_sheets
from api.reports.report import Section
from api.reports.report_run import CellRow, ReportRun
from api.reports.shapes import svg

NARROW = 10  # columns; tables of more are set smaller
STYLE = files(__name__.rpartition(".")[0]).joinpath("page.css").read_text("utf-8")


async def write(document: ReportRun) -> AsyncIterator[str]:
    """The title, what is printed on the report, its picture, and each section as a table."""
    async for piece in html_page(document.caption.title, _body(document)).aiter_chunks():
        yield piece
    yield "\n"


def html_page(title: str, body: Element) -> Element:
    """A page that loads nothing and runs nothing."""
    return htpy.html(lang="en")[_lines(_head(title), body)]


def _lines(*nodes: Node) -> Fragment:
    """Each node on a line of its own, where there is one."""
    return fragment["\n", ((node, "\n") for node in nodes if node)]


def _head(title: str) -> Element:
    return htpy.head[
        _lines(
            htpy.meta(charset="utf-8"),
            htpy.meta(name="viewport", content="width=device-width, initial-scale=1"),
            htpy.title[f"{title} – Throughline"],
            htpy.style["\n", Markup(STYLE)],
        )
    ]


def _body(document: ReportRun) -> Element:
    caption, report = document.caption, document.report
    facts = (htpy.div[htpy.dt[name], htpy.dd(dir="auto")[value]] for name, value in caption.facts)
    title = htpy.h1(dir="auto")[caption.title]
    header = _lines(_links(document), title, htpy.p[report.about], htpy.dl(class_="facts")[facts])
    picture = (lambda: _picture(document)) if report.draw is not None else None
    sections = (
        htpy.section[
            _lines(htpy.h2[section.title] if len(report.sections) > 1 else None, _section(document, section))
        ]
        for section in report.sections
    )
    return htpy.body[_lines(htpy.header[header], htpy.main[_lines(picture, *sections)])]


def _links(document: ReportRun) -> Fragment:
    """The other reports, narrowed alike, and the other forms of this one."""
    others = [htpy.li[htpy.a(href=f"{document.base}/reports")["All reports"]]]
    others += [htpy.li[htpy.a(href=address)[title]] for title, address in document.other_reports()]
    forms = [htpy.li[htpy.a(href=document.form_address(ending))[ending]] for ending in document.endings]
    return _lines(
        htpy.nav(aria_label="Reports")[htpy.ul[_lines(*others)]],
        htpy.nav(aria_label="This report as")[htpy.ul[_lines(htpy.li["This report as"], *forms)]],
    )


async def _picture(document: ReportRun) -> Node:
    return [htpy.figure["\n", svg(sheet)] for sheet in await picture_sheets(document)]


async def _section(document: ReportRun, section: Section) -> AsyncIterator[Node]:
    """The rows of a section in a table, or one below the other, and how many are not among them."""
    reading = _Reading(document, section)
    first = await anext(reading.rows, None)
    if first is None:
        yield htpy.p(class_="note")[section.empty]
        return
    if section.upright:
        yield reading.facts(first)
        async for row in reading.rows:
            yield reading.facts(row)
    else:
        wide = "wide" if len(section.shown_columns) > NARROW else None
        table = htpy.table(class_=wide)[_lines(reading.head(), htpy.tbody[_lines(reading.body(first))])]
        yield htpy.div(class_="table", tabindex="0")[_lines(table)]
    if left_out := document.rows_left_out(section):
        yield htpy.p(class_="note")[f"The first {reading.count} of {reading.count + left_out}."]


class _Reading:
    """The rows of one section as they are read, and how many there were."""

    def __init__(self, document: ReportRun, section: Section) -> None:
        self.count = 0
        self.rows = self._counted()
        self._document = document
        self._section = section
        self._line = _line_template(section)

    async def _counted(self) -> AsyncIterator[CellRow]:
        async for row in self._document.rows(self._section):
            self.count += 1
            yield row

    def head(self) -> Element:
        """The titles of the columns."""
        heads = (
            htpy.th(scope="col", class_=_class(column.style))[column.title]
            for _, column in self._section.shown_columns
        )
        return htpy.thead[htpy.tr[heads]]

    async def body(self, first: CellRow) -> AsyncIterator[Markup]:
        """The rows, each written before the next one is read."""
        yield Markup(self._line % self._told(first))
        async for row in self.rows:
            yield Markup(f"\n{self._line % self._told(row)}")

    def facts(self, row: CellRow) -> Element:
        """The cells of a row one below the other."""
        named = zip(self._section.shown_columns, self._told(row), strict=True)
        return htpy.dl(class_="upright")[
            _lines(*(htpy.div[htpy.dt[column.title], htpy.dd[Markup(html)]] for (_, column), html in named))
        ]

    def _told(self, row: CellRow) -> tuple[str, ...]:
        return tuple(
            cell_html(self._document, column.style, row[place])
            for place, column in self._section.shown_columns
        )


# Rows are texts with their parts escaped: elements made one by one, and markup joined to markup, cost
# from three to nine times the processor for thousands of rows.
def _line_template(section: Section) -> str:
    """A row of the table, a place for each cell; what names the row is its head."""
    cells: list[str] = []
    for number, (_, column) in enumerate(section.shown_columns):
        style = _class(column.style)
        class_ = f' class="{style}"' if style else ""
        heading = not number and column.named
        cells.append(f'<th scope="row"{class_}>%s</th>' if heading else f"<td{class_}>%s</td>")
    return f"<tr>{''.join(cells)}</tr>"


def cell_html(document: ReportRun, style: Style, value: Cell) -> str:
    """A cell as HTML; numbers carry all their digits, records lead to where they are read."""
    if isinstance(value, int | float | Amount) and not isinstance(value, bool):
        return f'<data value="{exact_text(value)}">{readable_text(value, style)}</data>'
    if isinstance(value, Ref):
        return _named(document, value)
    if isinstance(value, Many) and value.items and style is Style.TEXT:
        items = [_named(document, item) if isinstance(item, Ref) else _text(item) for item in value.items]
        items += [f"and {value.more} more"] if value.more else []
        return "".join([f'<div class="i">{item}</div>' for item in items])
    return _text(readable_text(value, style))


def _named(document: ReportRun, ref: Ref) -> str:
    name = _text(ref.name)
    return f'<a href="{escape(document.record_address(ref.id))}">{name}</a>' if ref.id else name


def _text(text: str) -> str:
    return f"<bdi>{escape(text)}</bdi>"


def _class(style: Style) -> str | None:
    return "n" if style in NUMERIC else "d" if style in (Style.DAY, Style.MOMENT, Style.MARK) else None


PAGE = Form("html", "text/html; charset=utf-8", write)
