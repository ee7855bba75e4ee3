"""A report being made: its answers asked of the served schema page by page, its rows one after the other."""

from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote

from strawberry.schema import BaseSchema

from api.context import Context
from api.errors import cause
from api.reports.cells import Cell
from api.reports.filters import Filters, Where
from api.reports.report import Caption, Data, Report, Section
from graph.model import MODEL

Tell = Callable[[int, int], None]
Row = Sequence[Cell]
PAGES = {"opp": "opportunity", "jrn": "journey"}  # the records that have a report of their own
SINGULAR = {entity.prefix: entity.singular for entity in MODEL.entities.values()}


class Asker:
    """Carries out operations in this process, each as one statement."""

    def __init__(self, schema: BaseSchema, context: Callable[[], Context]) -> None:
        self._schema = schema
        self._context = context

    async def __call__(self, request: str, variables: Mapping[str, Any]) -> Data:
        """The data of an operation. Raises what kept it from being answered."""
        context = self._context()
        result = await self._schema.execute(request, dict(variables), context_value=context)
        if result.errors:
            raise cause(result.errors[0])
        return result.data or {}


class Document:
    """One report with its filters and the first answer to its request; the rest is asked when needed."""

    def __init__(self, report: Report, filters: Filters, ask: Asker, base: str, tell: Tell) -> None:
        self.report = report
        self.filters = filters
        self.base = base
        self.at = datetime.now(UTC)
        self.first: Data = {}
        self._before: Data = {}
        self._ask = ask
        self._tell = tell
        self._done = 0
        self._total = 0

    async def open(self) -> None:
        """Ask for the first answer."""
        if self.report.before is not None:
            self._before = await self._ask(self.report.before, {"ids": self._about()})
        switches = {section.switch: True for section in self.report.sections}
        self.first = await self._ask(self.report.request, self._variables() | switches)
        self._total = sum(self.total(section) for section in self.report.sections)

    @property
    def title(self) -> str:
        """The title of the report, with the name of what it is about."""
        heading = self.report.heading
        return heading(self.first) if heading else self.report.title

    @property
    def caption(self) -> Caption:
        """What is printed on it."""
        facts = (("Date of the data", f"{self.at:%Y-%m-%d %H:%M} UTC"), ("Filters", self.filters.text()))
        return Caption(self.title, facts)

    def total(self, section: Section) -> int:
        """How many rows a section has, as far as the first answer tells."""
        found = section.found(self.first)
        return len(found.rows) if found.total is None else found.total

    async def rows(self, section: Section) -> AsyncIterator[Row]:
        """The rows of a section, a cell for each column."""
        async for nodes in self._pages(section):
            for node in nodes:
                if section.keep is None or section.keep(node, self.filters):
                    for row in section.each(node) if section.each else (node,):
                        yield [column.cell(row) for column in section.columns]
            self._done += len(nodes)
            self._tell(self._done, self._total)

    async def _pages(self, section: Section) -> AsyncIterator[Sequence[Any]]:
        found = section.found(self.first)
        yield found.rows
        others = {other.switch: other is section for other in self.report.sections}
        while found.page and found.page["hasNextPage"]:
            after = {f"{section.name}After": found.page["endCursor"]}
            found = section.found(await self._ask(self.report.request, self._variables() | others | after))
            yield found.rows

    def _variables(self) -> Where:
        return dict(self.report.variables(self.filters, self._before))

    def _about(self) -> list[str]:
        """The ids of what the report is about."""
        return self.filters.ids(self.report.needs or "") or []

    def left_out(self, section: Section) -> int:
        """How many rows a section that is not read to its end leaves out."""
        found = section.found(self.first)
        return 0 if found.page or found.total is None else found.total - len(found.rows)

    def record(self, identifier: str) -> str:
        """The address at which the API gives a record."""
        kind = SINGULAR[identifier.partition("_")[0]]
        return f"{self.base}/graphql?query=" + quote(f'{{{kind}(id:"{identifier}"){{id name version}}}}')

    def page(self, identifier: str) -> str | None:
        """The address of the report about a record, if there is one."""
        kind = PAGES.get(identifier.partition("_")[0])
        return f"{self.base}/reports/{kind}.html?{kind}={identifier}" if kind else None
