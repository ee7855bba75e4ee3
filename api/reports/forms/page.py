"""Reports as HTML: one page that loads nothing and runs nothing, to read on a screen and to print."""

from collections.abc import AsyncIterator
from importlib.resources import files

import htpy
from htpy import Element, Fragment, Node, fragment
from markupsafe import Markup

from api.reports.cells import NUMERIC, Cell, Many, Ref, Style, exact_text, readable_text
from api.reports.forms.form import Form
from api.reports.forms.pictures import picture_sheets
from api.reports.report import Section
from api.reports.report_run import CellRow, ReportRun
from api.reports.shapes import svg
from graph.errors import Misconfigured

NARROW = 10  # columns; tables of more are set smaller
STYLE = files(__name__.rpartition(".")[0]).joinpath("page.css").read_text("utf-8")


async def write(document: ReportRun) -> AsyncIterator[str]:
    """The title, what is printed on the report, its picture, and each section as a table."""
    page = htpy.html(lang="en")[_lines(_head(document), _body(document))]
    async for piece in page.aiter_chunks():
        yield piece
    yield "\n"


def _lines(*nodes: Node) -> Fragment:
    """Each node on a line of its own, where there is one."""
    return fragment["\n", ((node, "\n") for node in nodes if node)]


def _head(document: ReportRun) -> Element:
    return htpy.head[
        _lines(
            htpy.meta(charset="utf-8"),
            htpy.meta(name="viewport", content="width=device-width, initial-scale=1"),
            htpy.title[document.caption.title],
            htpy.style["\n", Markup(STYLE)],
        )
    ]


def _body(document: ReportRun) -> Element:
    caption, report = document.caption, document.report
    facts = (htpy.div[htpy.dt[name], htpy.dd(dir="auto")[value]] for name, value in caption.facts)
    header = _lines(htpy.h1(dir="auto")[caption.title], htpy.p[report.about], htpy.dl(class_="facts")[facts])
    picture = (lambda: _picture(document)) if report.draw is not None else None
    sections = (
        htpy.section[
            _lines(htpy.h2[section.title] if len(report.sections) > 1 else None, _section(document, section))
        ]
        for section in report.sections
    )
    return htpy.body[_lines(htpy.header[header], htpy.main[_lines(picture, *sections)])]


async def _picture(document: ReportRun) -> Node:
    try:
        return [htpy.figure["\n", svg(sheet)] for sheet in await picture_sheets(document)]
    except Misconfigured as error:
        return htpy.p(class_="note")[error.message]


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
        # The cell of each column, yet without what stands in it.
        self._cells = [htpy.td(class_=_class(column.style)) for _, column in section.shown_columns]
        _, leading = section.shown_columns[0]
        if leading.named:
            self._cells[0] = htpy.th(scope="row", class_=_class(leading.style))

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
        yield self._line(first)
        async for row in self.rows:
            yield Markup("\n") + self._line(row)

    def _line(self, row: CellRow) -> Markup:
        shown_cells = zip(self._cells, self._told(row), strict=True)
        return htpy.tr[(cell[node] for cell, node in shown_cells)].__html__()

    def facts(self, row: CellRow) -> Element:
        """The cells of a row one below the other."""
        named = zip(self._section.shown_columns, self._told(row), strict=True)
        return htpy.dl(class_="upright")[
            _lines(*(htpy.div[htpy.dt[column.title], htpy.dd[node]] for (_, column), node in named))
        ]

    def _told(self, row: CellRow) -> list[Node]:
        return [
            cell_html(self._document, column.style, row[place])
            for place, column in self._section.shown_columns
        ]


def cell_html(document: ReportRun, style: Style, value: Cell) -> Node:
    """A cell as HTML; numbers carry all their digits, records of which there is a report lead to it."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return htpy.data(value=exact_text(value))[readable_text(value, style)]
    if isinstance(value, Ref):
        return _named(document, value)
    if isinstance(value, Many) and value.items and style is Style.TEXT:
        items = [_named(document, item) if isinstance(item, Ref) else htpy.bdi[item] for item in value.items]
        more = [f"and {value.more} more"] if value.more else []
        return [htpy.div(class_="i")[item] for item in [*items, *more]]
    return htpy.bdi[readable_text(value, style)]


def _named(document: ReportRun, ref: Ref) -> Element:
    address = document.report_address(ref.id)
    name = htpy.bdi[ref.name]
    return htpy.a(href=address)[name] if address else name


def _class(style: Style) -> str | None:
    return "n" if style in NUMERIC else "d" if style in (Style.DAY, Style.MOMENT) else None


PAGE = Form("html", "text/html; charset=utf-8", write)
