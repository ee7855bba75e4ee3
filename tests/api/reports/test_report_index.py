"""The list of reports: all of them with their filters and forms, for people and for machines."""

import pytest

from api.reports.kinds import REPORTS
from tests.api.reports.made import BASE, Maker
from tests.api.reports.reading import page

pytestmark = pytest.mark.anyio


async def test_index_lists_reports_for_machines(make: Maker) -> None:
    async with make.client() as client:
        listed = (await client.get("/reports", headers={"Accept": "application/json"})).json()

    assert [report["name"] for report in listed] == list(REPORTS)
    matrix = next(report for report in listed if report["name"] == "matrix")
    assert matrix["forms"]["svg"] == f"{BASE}/reports/matrix.svg"
    status = next(item for item in matrix["filters"] if item["name"] == "status")
    assert status == {
        "name": "status",
        "meaning": "Opportunities of this status.",
        "values": ["OPEN", "IN_PROGRESS", "SOLVED", "DISMISSED"],
    }


async def test_index_has_a_form_for_each_report(make: Maker) -> None:
    async with make.client() as client:
        answer = await client.get("/reports")

    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert f"form-action 'self' {BASE};" in answer.headers["content-security-policy"]
    tags = page(answer.content).tags
    assert ("ul", {"class": "reports", "aria-label": "Reports"}) in tags
    forms = [given["action"] for tag, given in tags if tag == "form"]
    assert forms == [f"{BASE}/reports/{name}.html" for name in REPORTS]
    fields = [given["name"] for tag, given in tags if tag in ("input", "select")]
    assert fields == [name for report in REPORTS.values() for name in report.takes]
    required = [given["name"] for _, given in tags if "required" in given]
    assert required == [report.needs for report in REPORTS.values() if report.needs]


async def test_index_links_to_what_needs_no_record(make: Maker) -> None:
    async with make.client() as client:
        tags = page((await client.get("/reports")).content).tags

    links = {given["href"] for tag, given in tags if tag == "a"}
    assert f"{BASE}/reports/portfolio.xlsx" in links
    assert [link for link in links if link and ("/journey." in link or "/opportunity." in link)] == []
