"""A report being made: its answers asked of the served schema page by page, its rows one after the other."""

from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from api.context import Context
from api.errors import root_cause
from api.planning.parameters import LONGEST_LIST
from api.reports.cells import Cell
from api.reports.record_lookup import RunQuery
from api.reports.report import Caption, Data, Report, Section, SectionRows
from api.reports.report_filters import Filters
from graph.model import MODEL

if TYPE_CHECKING:
    from strawberry.schema import BaseSchema

RowProgress = Callable[[int, int], None]
CellRow = Sequence[Cell]
JOURNEY = f"{MODEL['Journey'].prefix}_"  # begins the ids of journeys
NAMES_REQUEST = "query Names($ids: [ID!]!) {{ nodes(ids: $ids) {{ id {} }} }}".format(
    " ".join(
        f"... on {entity.label} {{ name: {entity.name_property.name} }}"
        for entity in MODEL.entities.values()
        if entity.name_property
    )
)


class SchemaClient:
    """Carries out operations in this process, each as one statement."""

    def __init__(self, schema: "BaseSchema", context: Callable[[], Context]) -> None:
        self._schema = schema
        self._context = context

    async def __call__(self, request: str, variables: Mapping[str, Any]) -> Data:
        """The data of an operation. Raises what kept it from being answered."""
        context = self._context()
        context.limited = False
        result = await self._schema.execute(request, dict(variables), context_value=context)
        if result.errors:
            raise root_cause(result.errors[0])
        return result.data or {}


@dataclass(frozen=True, slots=True)
class Library:
    """All reports, and the endings of all forms with whether these are drawn: what pages lead to."""

    reports: Sequence[Report]
    endings: Mapping[str, bool]


class ReportRun:
    """One report with its filters. A page of rows is let go before the next one is asked for.

    `caption` is what is printed on it; `first` the answer that is drawn, until the rows are read.
    """

    def __init__(
        self,
        library: Library,
        report: Report,
        filters: Filters,
        ask: RunQuery,
        base: str,
        tell: RowProgress,
    ) -> None:
        self.report = report
        self.filters = filters
        self.base = base
        self.at = datetime.now(UTC)
        self.first: Data = {}
        self.endings = [ending for ending, drawn in library.endings.items() if report.comes_in(drawn)]
        self._library = library
        self._ask = ask
        self._tell = tell
        self._done = 0

    async def ask_first(self) -> None:
        """Ask for the first answer."""
        report = self.report
        asked = report.before_variables(self.filters) if report.before else None
        before: Data = {}
        if report.before and asked is not None:
            before = await self._ask(report.before, asked)
        self._before = before
        self._variables: dict[str, Any] = {
            "page": report.page,
            "counted": False,
            **report.variables(self.filters, before),
        }
        self._parts: Sequence[Data] = report.parts(self.filters, before) if report.parts else [{}]
        self.first = dict(before)
        for switches in report.first_switches():
            asked = {**self._variables, **self._parts[0], **switches, "counted": True}
            self.first |= await self._ask(report.request, asked)
        facts = (("Date of the data", f"{self.at:%Y-%m-%d %H:%M} UTC"), ("Filters", self.filters.text()))
        title = report.heading(self.first) if report.heading else report.title
        self.caption = Caption(title, facts, len(self._parts))
        self.report = replace(report, sections=tuple(map(self._with_columns, report.sections)))
        self._found = {section.name: self._rows_in(section, self.first) for section in report.sections}
        self._total = sum(found.row_count for found in self._found.values())
        self._left_out = {
            name: 0 if found.page else found.left_out_count for name, found in self._found.items()
        }

    def _with_columns(self, section: Section) -> Section:
        """A section with the columns that hang on the answer, too."""
        if section.grid is None:
            return section
        grid = section.grid(self.first, self.filters, self._before)
        return replace(section, columns=(*section.columns, *grid.columns))

    def _rows_in(self, section: Section, data: Data) -> SectionRows:
        if section.grid is None:
            return section.rows_in(data)
        return SectionRows(section.grid(data, self.filters, self._before).rows)

    async def rows(self, section: Section) -> AsyncIterator[CellRow]:
        """The rows of a section, a cell for each column."""
        self.first = {}
        found = self._found.pop(section.name)
        others = self.report.switches(section)
        part = 0
        waiting: list[Any] = []
        while True:
            self._done += len(found.rows)
            await self._put_names(section, found.rows)
            for cells in self._cells(section, self._kept_rows(section, found, waiting)):
                yield cells
            page = found.page if found.page and found.page["hasNextPage"] else None
            part += page is None
            self._tell(self._done, max(self._total, self._done * len(self._parts) // (part or 1)))
            if part == len(self._parts):
                break
            after = {f"{section.name}After": page["endCursor"]} if page else {}
            del found
            variables = {**self._variables, **self._parts[part], **others, **after}
            found = self._rows_in(section, await self._ask(self.report.request, variables))
        for cells in self._cells(section, waiting):
            yield cells

    async def _put_names(self, section: Section, rows: Sequence[Any]) -> None:
        """Put the names of the records that rows mention into them; what is deleted has none any more."""
        if section.mentions is None:
            return
        ids = list(dict.fromkeys(identifier for row in rows for identifier in section.mentions(row)))
        names: dict[str, str] = {}
        for start in range(0, len(ids), LONGEST_LIST):
            answer = await self._ask(NAMES_REQUEST, {"ids": ids[start : start + LONGEST_LIST]})
            names |= {node["id"]: node["name"] for node in answer["nodes"] if node and "name" in node}
        for row in rows:
            row["names"] = names

    def _kept_rows(self, section: Section, found: SectionRows, waiting: list[Any]) -> Iterator[Any]:
        """The rows that stay; the last one may be waiting for what is folded into it."""
        rows = self._rows_of(section, found)
        for row in sorted(rows, key=section.order) if section.order else rows:
            if section.folds is None:
                yield row
                continue
            both = section.folds(waiting[0], row) if waiting else None
            yield from waiting if both is None else ()
            waiting[:] = [row if both is None else both]

    def _rows_of(self, section: Section, found: SectionRows) -> Iterator[Any]:
        rows = (row for node in found.rows for row in (section.each(node) if section.each else (node,)))
        return filter(section.keeps(self.filters, self._before), rows) if section.keeps else rows

    def _cells(self, section: Section, rows: Iterable[Any]) -> Iterator[CellRow]:
        for row in rows:
            yield [column.cell(row) for column in section.columns]

    def rows_left_out(self, section: Section) -> int:
        """How many rows a section that is not read to its end leaves out."""
        return self._left_out[section.name]

    def record_address(self, identifier: str) -> str:
        """The address at which a record is read: a journey on its board, any other on its card."""
        place = "journeys" if identifier.startswith(JOURNEY) else "records"
        return f"{self.base}/{place}/{identifier}"

    def form_address(self, ending: str) -> str:
        """The address of this report in another form."""
        return report_url(self.base, self.report, ending, self.filters.parameters(self.report.takes))

    def other_reports(self) -> Iterator[tuple[str, str]]:
        """The titles and addresses of the other reports, narrowed alike; but for those that need a record."""
        for other in self._library.reports:
            parameters = self.filters.parameters(other.takes)
            enough = other.needs is None or 1 <= len(self.filters.ids(other.needs) or ()) <= other.most_needed
            if other is not self.report and enough:
                yield other.title, report_url(self.base, other, "html", parameters)


def report_url(base: str, report: Report, ending: str, parameters: Sequence[tuple[str, str]] = ()) -> str:
    """The address of a report in a form, narrowed."""
    query = f"?{urlencode(parameters)}" if parameters else ""
    return f"{base}/reports/{report.name}.{ending}{query}"
