"""The page about reports: each with its forms, filters and tables, rendered from the declarations."""

from collections.abc import Iterable, Iterator

from api.reports.cells import enum_words
from api.reports.forms import FORMS
from api.reports.kinds import REPORTS
from api.reports.report import Report, Section

_HEAD = """\
# Reports

Generated from the declarations in `api/reports/kinds` by `throughline schema export`; change those instead.

`throughline report NAME --out FILE`, or over HTTP `/reports/NAME.FORM`; `/reports` lists them all. Filters
are options of the command and parameters of the address, may be repeated, and hold all at once; several
values of one filter mean any of them. Records are named by id, key, name or part of a name, without regard to
case; what fits several records, or none, is refused with those that may have been meant. Days are written as
2026-01-31, times (UTC) as 2026-01-31T09:30. Columns in italics stand in workbooks, CSV and JSON only."""


def reports_page() -> str:
    """The whole page as Markdown."""
    parts = [_HEAD]
    for report in REPORTS.values():
        parts += _report(report)
    return "\n\n".join(parts) + "\n"


def _report(report: Report) -> Iterator[str]:
    yield f"## `{report.name}`: {report.title}"
    forms = ", ".join(f"`{ending}`" for ending, form in FORMS.items() if report.comes_in(form.drawn))
    yield f"{report.about} Forms: {forms}."
    yield _table(
        ("filter", "lets in"),
        (
            (f"`{name}`", f"{meaning} Required." if name == report.needs else meaning)
            for name, meaning in report.takes.items()
        ),
    )
    if report.statuses:
        yield f"Statuses: {', '.join(enum_words(value).lower() for value in report.statuses)}."
    yield _table(
        ("table", "columns"),
        ((section.title, ", ".join(_column_titles(section))) for section in report.sections),
    )


def _column_titles(section: Section) -> Iterator[str]:
    yield from (f"*{column.title}*" if column.detail else column.title for column in section.columns)
    if section.crossed:
        yield section.crossed


def _table(heads: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [f"| {' | '.join(row)} |" for row in rows]
    return "\n".join([f"| {' | '.join(heads)} |", f"|{' --- |' * len(heads)}", *lines])
