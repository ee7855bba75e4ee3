"""Documents of the product itself, run once beside serving so that whoever asks first finds them warm.

The server keeps plans by text, by which parameters are null and by the size of lists and texts. So each is
run with variables of the shapes that requests have, about records that there are not: a plan is only made
whole where it runs.
"""

import asyncio
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from time import monotonic
from typing import Any

import structlog
from graphql import get_introspection_query
from strawberry.schema import BaseSchema
from strawberry.schema.exceptions import InvalidOperationTypeError
from strawberry.types.graphql import OperationType

from api.context import Context
from api.errors import root_cause
from api.http import graphiql
from api.page.page_documents import opening_variables, page_documents
from api.reports.cells import Ref
from api.reports.kinds import REPORTS
from api.reports.record_lookup import BELOW, NAMED, PARTS, below
from api.reports.report import Report
from api.reports.report_filters import RECORDS, Filters
from graph.database import Database
from graph.errors import Unavailable
from graph.model import MODEL

log = structlog.get_logger("throughline")

PAUSE = 5.0  # seconds until a database that is away is tried again
QUERIES = frozenset({OperationType.QUERY})
# Days that nothing has happened after, or before.
NO_DAYS = {"since": date(9999, 1, 1), "until": date(1900, 1, 1)}
# Filters whose plans are made before they are asked for; with all of them the server would plan for a minute.
USUAL = ("journey", "team")
DEEP, DEEPER = 7, 9  # levels of list and non-null types that clients ask for, older and newer ones


@dataclass(frozen=True, slots=True)
class StoredDocument:
    """One document, and the variables that stand for all requests of their shape."""

    text: str
    variables: Mapping[str, Any] = field(default_factory=dict[str, Any])


def unknown(label: str) -> str:
    """An id that no record has."""
    return f"{MODEL[label].prefix}_{'0' * 26}"


def own_documents() -> list[StoredDocument]:
    """The documents of the page, GraphiQL, reports and what asks for the schema; soonest needed first."""
    plain = get_introspection_query()
    page = page_documents()
    rest = [*_look_ups(), *(item for report in REPORTS.values() for item in _narrowed(report))]
    return [
        *(StoredDocument(page[name], variables) for name, variables in opening_variables()),
        *(StoredDocument(saved["query"], saved.get("variables", {})) for saved in graphiql.saved_requests()),
        StoredDocument(_as_in_javascript(plain)),
        *(item for report in REPORTS.values() for item in _opening(report)),
        *rest,
        *map(StoredDocument, (plain, *_whole_introspection())),
    ]


def _as_in_javascript(text: str) -> str:
    """A request for the schema with the fields in the order of graphql-js, which answers follow."""
    return re.sub(r"name\n(\s+)kind\b", r"kind\n\1name", text)


def _whole_introspection() -> Iterator[str]:
    for depth in (DEEP, DEEPER):
        text = get_introspection_query(
            specified_by_url=True,
            directive_is_repeatable=True,
            schema_description=True,
            input_value_deprecation=True,
            one_of=True,
            type_depth=depth,
        )
        yield _as_in_javascript(text)


def _look_ups() -> Iterator[StoredDocument]:
    """What finds the records that people narrow reports to."""
    for name, label in RECORDS.items():
        yield StoredDocument(NAMED[name], {"text": unknown(label), "id": unknown(label)})
        yield StoredDocument(PARTS[name], {"text": unknown(label)})
    yield StoredDocument(BELOW, below([unknown("Goal")]))


def _narrowed(report: Report) -> Iterator[StoredDocument]:
    """The opening of a report with each of the filters that links and meetings bring."""
    for name in report.takes:
        if name != report.needs and name in USUAL:
            yield from _opening(report, {name})


def _opening(report: Report, names: Iterable[str] = ()) -> Iterator[StoredDocument]:
    """What a report asks first, with these filters set."""
    wanted = {*names, report.needs}
    records = {name: (Ref(unknown(label), ""),) for name, label in RECORDS.items() if name in wanted}
    days = {name: day for name, day in NO_DAYS.items() if name in wanted}
    filters = Filters(records, days, tuple(ref.id for ref in records.get("goal", ())))
    asked = report.before_variables(filters) if report.before else None
    if report.before and asked is not None:
        yield StoredDocument(report.before, asked)
    for before in report.befores:
        variables = {"page": 1, "counted": True, **report.variables(filters, before)}
        if report.parts:
            variables |= report.parts(filters, before)[0]
        for switches in report.first_switches():
            yield StoredDocument(report.request, {**variables, **switches})


class WarmUp:
    """Runs documents one after the other, so that serving goes on beside it; mutations are left out."""

    def __init__(
        self, schema: BaseSchema, database: Database, seconds: float, documents: Iterable[StoredDocument]
    ) -> None:
        """`seconds` is the time of each document."""
        self._schema, self._database, self._seconds = schema, database, seconds
        self._documents = list(documents)
        self.cold = len(self._documents)

    async def run(self) -> None:
        """Run them all; while the database is away, wait for it. Logs how it went, and raises nothing."""
        started, failed = monotonic(), list[str]()
        for document in self._documents:
            try:
                await self._one(document)
            except Exception as error:
                failed.append(f"{document.text.strip().partition('(')[0][:80]}: {type(error).__name__}")
            self.cold -= 1
        log.info(
            "warm-up",
            documents=len(self._documents),
            failed=failed,
            milliseconds=round((monotonic() - started) * 1000),
        )

    async def _one(self, document: StoredDocument) -> None:
        waiting = False
        while True:
            try:
                return await self._asked(document)
            except Unavailable as error:
                if not waiting:
                    log.warning("warm-up waits for the database", reason=error.message)
                waiting = True
                await asyncio.sleep(PAUSE)

    async def _asked(self, document: StoredDocument) -> None:
        context = Context(self._database, "warm-up", monotonic() + self._seconds, limited=False)
        try:
            result = await self._schema.execute(
                document.text,
                dict(document.variables),
                context_value=context,
                allowed_operation_types=QUERIES,
            )
        except InvalidOperationTypeError:
            return
        if result.errors:
            raise root_cause(result.errors[0])
