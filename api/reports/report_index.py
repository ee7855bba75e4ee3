"""The list of all reports with their filters and forms: a page for people, data for machines."""

from collections.abc import Iterator
from typing import Any

import htpy
from htpy import Element, Node

from api.reports.cells import enum_words
from api.reports.forms import FORMS
from api.reports.forms.page import html_page
from api.reports.kinds import REPORTS
from api.reports.report import Report
from api.reports.report_filters import DAYS, RECORDS, kind_words
from api.reports.report_run import report_url


def index_data(base: str) -> list[dict[str, Any]]:
    """Each report with its filters, what they mean, and the address of each of its forms."""
    return [
        {
            "name": report.name,
            "title": report.title,
            "about": report.about,
            "needs": report.needs,
            "filters": [
                {"name": name, "meaning": meaning, "values": list(_values(report, name)) or None}
                for name, meaning in report.takes.items()
            ],
            "forms": {ending: report_url(base, report, ending) for ending in _endings(report)},
        }
        for report in REPORTS.values()
    ]


def index_main(base: str) -> Element:
    """What the page says: each report with a form that narrows it."""
    rows = [htpy.li[_entry(base, report)] for report in REPORTS.values()]
    listed = htpy.ul(class_="reports", aria_label="Reports")[(_spaced(row) for row in rows)]
    about = "Records are named by id, key, name or a part of one; what is left empty narrows nothing."
    return htpy.main("#content.written", tabindex="-1")[htpy.h1["Reports"], htpy.p[about], listed]


def problem_page(title: str, detail: str, base: str) -> str:
    """What kept a report from being made, for people, and the way back."""
    link = htpy.a(href=f"{base}/reports")["All reports"]
    body = htpy.body[htpy.main[htpy.h1[title], htpy.p[detail], htpy.p[link]]]
    return f"{html_page(title, body)}\n"


def _spaced(node: Node) -> Node:
    return ["\n", node]


def _entry(base: str, report: Report) -> list[Node]:
    links: Node = [
        [" ", htpy.a(href=report_url(base, report, ending))[ending]] for ending in _endings(report)
    ]
    heading = htpy.a(href=report_url(base, report, "html"))[report.title]
    if report.needs:
        heading, links = report.title, "It needs the first of these."
    return [
        htpy.h2[heading],
        htpy.p[report.about, " ", htpy.span(class_="note")[links]],
        htpy.details(open=report.needs is not None)[htpy.summary["Narrow it"], _form(base, report)],
    ]


def _form(base: str, report: Report) -> Element:
    """A field for each filter, and a button for each form."""
    fields = [
        htpy.label[name.capitalize(), htpy.span[meaning], _field(report, name)]
        for name, meaning in report.takes.items()
    ]
    buttons = [
        htpy.button(formaction=report_url(base, report, ending))[ending] for ending in _endings(report)
    ]
    action = report_url(base, report, "html")
    shown = htpy.button["Show"]
    return htpy.form(action=action, aria_label=report.title)[
        (_spaced(field) for field in fields), htpy.div(class_="forms")[shown, "or as", buttons]
    ]


def _field(report: Report, name: str) -> Node:
    if name in DAYS:
        return htpy.input(name=name, type="date")
    if name in RECORDS or not list(_values(report, name)):
        return htpy.input(name=name, type="text", required=name == report.needs)
    options = [htpy.option(value=value)[enum_words(value)] for value in _values(report, name)]
    return htpy.select(name=name)[htpy.option(value="")["Any"], options]


def _values(report: Report, name: str) -> Iterator[str]:
    """The words that a choice takes."""
    if name == "status":
        yield from report.statuses
    elif name == "kind":
        yield from dict.fromkeys(kind_words().values())


def _endings(report: Report) -> list[str]:
    return [ending for ending, form in FORMS.items() if report.comes_in(form.drawn)]
