"""Makes reports: what is asked for is checked, then written in its form."""

from collections.abc import AsyncGenerator, Mapping, Sequence

from api.reports.forms import FORMS
from api.reports.forms.form import Form
from api.reports.kinds import REPORTS
from api.reports.record_lookup import RunQuery, resolve_filters
from api.reports.report import Report
from api.reports.report_filters import FILTERS, filter_days, filter_words
from api.reports.report_run import Library, ReportRun, RowProgress
from graph.errors import BadRequest
from graph.texts import value_text

PIECE_BYTES = 256_000
LIBRARY = Library(tuple(REPORTS.values()), {ending: form.drawn for ending, form in FORMS.items()})

FilterTexts = Mapping[str, Sequence[str]]


class UnknownReport(BadRequest):
    """A report or a form that there is not."""


def report_and_form(name: str, ending: str) -> tuple[Report, Form]:
    """The report and the form of these names. Raises Unknown, which lists those there are."""
    report = REPORTS.get(name)
    if report is None:
        raise UnknownReport(f"There is no report {value_text(name)}. There are: {', '.join(REPORTS)}.")
    forms = report_forms(report)
    if ending not in forms:
        raise UnknownReport(
            f"The report {name} does not come as {value_text(ending)}, only as {', '.join(forms)}."
        )
    return report, forms[ending]


def report_forms(report: Report) -> dict[str, Form]:
    """The forms in which a report comes."""
    return {ending: form for ending, form in FORMS.items() if report.comes_in(form.drawn)}


def check_filters(report: Report, given: FilterTexts) -> None:
    """Raises BadRequest for filters that the report does not take, lacks, or cannot read."""
    for name, values in given.items():
        if values and name not in report.takes:
            reason = "does not know" if name in FILTERS else "has no filter"
            raise BadRequest(
                f"The report {report.name} {reason} {value_text(name)}. It takes: {', '.join(report.takes)}."
            )
    if report.needs and not 1 <= len(given.get(report.needs, ())) <= report.most_needed:
        many = (
            f"one {report.needs}"
            if report.most_needed == 1
            else f"one or {report.most_needed} {report.needs}s"
        )
        raise BadRequest(f"The report {report.name} is about {many}: give its id, key or name.")
    filter_days(given)
    filter_words(given, report.statuses)


async def report_pieces(
    report: Report, form: Form, given: FilterTexts, ask: RunQuery, base: str, tell: RowProgress
) -> AsyncGenerator[bytes]:
    """A report in pieces of at least `PIECE` bytes, but for the last; `base` is the API's address, for links.

    `tell` is called after each page with the rows done and the rows there are. Raises what `filters` and the
    asking raise.
    """
    check_filters(report, given)
    filters = await resolve_filters(given, report.statuses, ask)
    document = ReportRun(LIBRARY, report, filters, ask, base, tell)
    await document.ask_first()
    piece = bytearray()
    async for part in form.write(document):
        piece += part.encode() if isinstance(part, str) else part
        if len(piece) >= PIECE_BYTES:
            yield bytes(piece)
            piece.clear()
    yield bytes(piece)
