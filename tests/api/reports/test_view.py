"""Reports over HTTP: what is sent with them, and how requests are refused."""

import sys

import pytest

from api.reports.kinds import REPORTS
from api.settings import Settings
from tests.api.portfolio import Portfolio
from tests.api.reports.made import Maker

pytestmark = pytest.mark.anyio


async def test_reports_are_sent_whole(make: Maker) -> None:
    async with make.client() as client:
        answer = await client.get("/reports/portfolio.csv", headers={"X-Request-ID": "r1"})

    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert answer.headers["content-disposition"] == 'inline; filename="portfolio.csv"'
    assert answer.headers["x-request-id"] == "r1"
    assert answer.headers["content-security-policy"].startswith("default-src 'none'; ")
    assert int(answer.headers["content-length"]) == len(answer.content)


@pytest.mark.parametrize(
    ("address", "status", "detail"),
    [
        ("nothing.md", 404, f"There is no report 'nothing'. There are: {', '.join(REPORTS)}."),
        ("portfolio.zip", 404, "The report portfolio does not come as 'zip', only as xlsx, csv, "),
        ("portfolio.md?goal=none", 404, "goal: no goal has the id, key or name 'none'."),
        ("portfolio.md?until=2026-01-01", 400, "The report portfolio does not know 'until'. It takes: "),
        ("portfolio.md?colour=red", 400, "The report portfolio has no filter 'colour'. It takes: "),
        ("portfolio.md?since=soon", 400, "since: 'soon' is no day. Write it as 2026-01-31."),
        ("portfolio.md?journey=Buy+broadband", 400, "journey: 2 records are called 'Buy broadband'."),
    ],
)
async def test_refusals_are_json_problems(make: Maker, address: str, status: int, detail: str) -> None:
    async with make.client() as client:
        answer = await client.get(f"/reports/{address}")

    problem = answer.json()
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")
    assert problem["detail"].startswith(detail)
    assert (problem["status"], problem["code"]) == (status, "BAD_USER_INPUT")


async def test_late_reports_are_refused(make: Maker) -> None:
    async with make.client(Settings(deadline=0.001)) as client:
        answer = await client.get("/reports/portfolio.csv")

    assert (answer.status_code, answer.json()["code"]) == (504, "TIMEOUT")
    assert "`throughline report`, which has no deadline" in answer.json()["detail"]


async def test_missing_extra_is_told(make: Maker, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "vl_convert", None)
    async with make.client() as client:
        drawn = await client.get("/reports/matrix.svg")
        page = await client.get("/reports/matrix.html")
        board = await client.get("/reports/journey.svg?journey=Repair+a+fault")

    assert (drawn.status_code, drawn.json()["code"]) == (501, "NOT_IMPLEMENTED")
    assert "extra `pictures`" in drawn.json()["detail"]
    assert (page.status_code, "extra `pictures`" in page.text) == (200, True)
    assert board.status_code == 200


async def test_filters_take_ids_and_names(make: Maker, portfolio: Portfolio) -> None:
    by_name = await make("portfolio.md", journey="Repair a fault")
    by_id = await make("portfolio.md", journey=portfolio.id("Journey", "repair"))

    assert b"- **Filters:** journey \xe2\x80\x9cRepair a fault\xe2\x80\x9d\n" in by_name
    assert by_name.splitlines()[6:] == by_id.splitlines()[6:]
