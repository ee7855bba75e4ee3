"""Reports as CSV and JSON, for machines: names of the API, numbers with all their digits."""

import csv
import io
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from typing import Any

import orjson

from api.reports.cells import Amount, Cell, Many, Ref, exact_text
from api.reports.forms.form import Form
from api.reports.report import Column, Section
from api.reports.report_run import CellRow, ReportRun
from seed.values.references import formula_safe


async def write_csv(document: ReportRun) -> AsyncIterator[str]:
    """One table; of several sections one below the other, the first column saying which."""
    sections = document.report.sections
    heads = list(dict.fromkeys(head for section in sections for head in _heads(section)))
    several = ["section"] if len(sections) > 1 else []
    told = [f"{document.at:%Y-%m-%dT%H:%M:%SZ}", formula_safe(document.filters.text())]
    yield "\ufeff" + _line([*several, *heads, "dataOf", "filters"])
    for section in sections:
        async for row in document.rows(section):
            cells = dict(_named_cells(section.columns, row))
            values = [cells.get(head, "") for head in heads]
            yield _line([*([section.name] if several else []), *values, *told])


def _heads(section: Section) -> Iterator[str]:
    for column in section.columns:
        yield column.name
        if column.named:
            yield f"{column.name}Id"


def _named_cells(columns: Sequence[Column], row: CellRow) -> Iterator[tuple[str, str]]:
    """The cells of a row by their heads; a record has a second one for its id."""
    for column, value in zip(columns, row, strict=True):
        text = exact_text(value)
        yield column.name, text if isinstance(value, int | float | Amount) else formula_safe(text)
        if isinstance(value, Ref):
            yield f"{column.name}Id", value.id


def _line(values: Sequence[str]) -> str:
    text = io.StringIO(newline="")
    csv.writer(text).writerow(values)
    return text.getvalue()


async def write_json(document: ReportRun) -> AsyncIterator[bytes]:
    """One object: what is printed on the report, then a list of rows for each section."""
    head = {
        "report": document.report.name,
        "title": document.caption.title,
        "dataOf": f"{document.at:%Y-%m-%dT%H:%M:%SZ}",
        "filters": _filters(document),
    }
    yield orjson.dumps(head)[:-1] + b',"sections":{'
    for number, section in enumerate(document.report.sections):
        yield (b"," if number else b"") + orjson.dumps(section.name) + b":["
        separator = b"\n"
        async for row in document.rows(section):
            cells = {column.name: _value(value) for column, value in zip(section.columns, row, strict=True)}
            yield separator + orjson.dumps(cells)
            separator = b",\n"
        yield b"]"
    yield b"}}\n"


def _filters(document: ReportRun) -> Mapping[str, Any]:
    filters = document.filters
    records = {name: [_value(ref) for ref in found] for name, found in filters.records.items()}
    return records | {name: day.isoformat() for name, day in filters.days.items()}


def _value(value: Cell) -> Any:
    """A cell as JSON: records with id and name, several items in a list, and how many are left out."""
    if isinstance(value, Amount):
        return value.value
    if isinstance(value, Ref):
        return {"id": value.id, "name": value.name}
    if isinstance(value, Many):
        items = [_value(item) for item in value.items]
        return {"items": items, "more": value.more} if value.more else items
    return value


CSV = Form("csv", "text/csv; charset=utf-8", write_csv)
JSON = Form("json", "application/json", write_json)
