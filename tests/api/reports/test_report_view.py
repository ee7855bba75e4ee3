"""Reports over HTTP: what is sent with them, and how requests are refused."""

import sys
from collections.abc import AsyncGenerator

import pytest
from anyio import Event

from api.http.report_view import ReportDelivery
from api.reports.kinds import REPORTS
from api.reports.report_request import PIECE_BYTES
from api.settings import Settings
from graph.database import Database
from graph.errors import TimedOut, Unavailable
from tests.api.asking import PATIENCE, Api
from tests.api.portfolio import Portfolio
from tests.api.reports.made import BASE, Maker

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


LOUD = """
mutation ($opportunity: ID!) {
  createInsight(input: {name: "Loud", opportunityIds: [$opportunity]}) { insight { id } }
}
"""


async def test_long_reports_are_sent_in_pieces(make: Maker, api: Api) -> None:
    made = await api.write('mutation { createOpportunity(input: {name: "Loud"}) { opportunity { id } } }')
    made = await api.write(LOUD, opportunity=made["opportunity"]["id"])
    quotes = " ".join(
        f"q{n}: createQuote(input: {{text: $text, insightIds: [$insight]}}) {{ quote {{ id }} }}"
        for n in range(15)
    )
    request = f"mutation ($insight: ID!, $text: String!) {{ {quotes} }}"
    await api.write(request, insight=made["insight"]["id"], text="l" * 20_000)

    async with make.client() as client:
        answer = await client.get("/reports/opportunity.json?opportunity=Loud")

    assert len(answer.content) > PIECE_BYTES
    assert "content-length" not in answer.headers
    assert [len(row["text"]) for row in answer.json()["sections"]["quotes"]] == [20_000] * 15


async def test_broken_reports_do_not_end(database: Database) -> None:
    async def pieces() -> AsyncGenerator[bytes]:
        yield b"second"
        raise Unavailable("The database has gone.")

    sending = ReportDelivery(database, "r1", 1.0, "portfolio", "csv")
    sent = sending.all_pieces(b"first", pieces())

    assert [await anext(sent), await anext(sent)] == [b"first", b"second"]
    with pytest.raises(Unavailable):
        await anext(sent)


async def test_pieces_have_the_time_of_a_request(database: Database) -> None:
    async def pieces() -> AsyncGenerator[bytes]:
        await Event().wait()
        yield b"never"

    sending = ReportDelivery(database, "r1", 0.01, "portfolio", "csv")

    with pytest.raises(TimedOut, match=r"0\.01"):
        await sending.next_piece(pieces())


@pytest.mark.parametrize(
    ("address", "status", "detail"),
    [
        ("nothing.md", 404, f'There is no report "nothing". There are: {", ".join(REPORTS)}.'),
        ("portfolio.zip", 404, 'The report portfolio does not come as "zip", only as xlsx, csv, '),
        ("portfolio.md?goal=none", 404, 'goal: no goal has the id, key or name "none". There are '),
        ("portfolio.md?until=2026-01-01", 400, 'The report portfolio does not know "until". It takes: '),
        ("portfolio.md?colour=red", 400, 'The report portfolio has no filter "colour". It takes: '),
        ("portfolio.md?since=soon", 400, 'since: "soon" is no day. Write it as 2026-01-31, or '),
        ("portfolio.md?journey=Buy+broadband", 400, 'journey: 2 journeys fit "Buy broadband": '),
    ],
)
async def test_refusals_are_json_problems(make: Maker, address: str, status: int, detail: str) -> None:
    async with make.client() as client:
        answer = await client.get(f"/reports/{address}")

    problem = answer.json()
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")
    assert problem["detail"].startswith(detail)
    assert (problem["status"], problem["code"]) == (status, "BAD_USER_INPUT")


BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


async def test_refusals_are_pages_for_people(make: Maker) -> None:
    async with make.client() as client:
        answer = await client.get("/reports/gaps.xlsx?goal=%3Cb%3E", headers={"Accept": BROWSER})

    assert (answer.status_code, answer.headers["content-type"]) == (404, "text/html; charset=utf-8")
    assert answer.headers["vary"] == "Accept"
    assert "<h1>Not Found</h1>" in answer.text
    assert "goal: no goal has the id, key or name &#34;&lt;b&gt;&#34;." in answer.text
    assert f'<a href="{BASE}/reports">' in answer.text


async def test_fields_left_empty_narrow_nothing(make: Maker) -> None:
    async with make.client() as client:
        whole = await client.get("/reports/portfolio.csv")
        answer = await client.get("/reports/portfolio.csv?journey=&status=&since=&team=+")

    assert answer.status_code == 200
    assert len(answer.text.splitlines()) == len(whole.text.splitlines())


async def test_links_begin_with_the_public_address(make: Maker) -> None:
    async with make.client(Settings(deadline=PATIENCE, public_url="https://journeys.example.org/")) as client:
        answer = await client.get("/reports/gaps.html")
        listed = await client.get("/reports", headers={"Accept": "application/json"})

    assert 'href="https://journeys.example.org/reports/portfolio.html"' in answer.text
    assert BASE not in answer.text
    assert listed.json()[0]["forms"]["md"] == "https://journeys.example.org/reports/portfolio.md"


async def test_late_reports_are_refused(make: Maker) -> None:
    async with make.client(Settings(deadline=0.001)) as client:
        answer = await client.get("/reports/portfolio.csv")

    assert (answer.status_code, answer.json()["code"]) == (504, "TIMEOUT")
    assert "`throughline report`, which has no deadline" in answer.json()["detail"]


async def test_missing_extra_is_told(make: Maker, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "vl_convert", None)
    async with make.client() as client:
        drawn = await client.get("/reports/matrix.png")
        page = await client.get("/reports/matrix.html")
        board = await client.get("/reports/journey.svg?journey=Repair+a+fault")

    assert (drawn.status_code, drawn.json()["code"]) == (501, "NOT_IMPLEMENTED")
    assert "extra `pictures`" in drawn.json()["detail"]
    assert (page.status_code, "<svg" in page.text) == (200, True)
    assert board.status_code == 200


async def test_filters_take_ids_and_names(make: Maker, portfolio: Portfolio) -> None:
    by_name = await make("portfolio.md", journey="Repair a fault")
    by_id = await make("portfolio.md", journey=portfolio.id("Journey", "repair"))

    assert b"- **Filters:** journey \xe2\x80\x9cRepair a fault\xe2\x80\x9d\n" in by_name
    assert by_name.splitlines()[6:] == by_id.splitlines()[6:]
