"""Stored documents: what they warm is what requests ask, nothing is written, and a database may be away."""

import asyncio
from collections.abc import Mapping
from typing import Any

import pytest
import strawberry
from structlog.testing import capture_logs

from api import stored_documents
from api.http.metrics import Metrics
from api.reports.kinds import REPORTS
from api.reports.report_filters import Filters
from api.stored_documents import StoredDocument, WarmUp, own_documents
from graph.database import Database
from tests.api.asking import Api
from tests.api.portfolio import Portfolio
from tests.api.reports.made import Maker
from tests.golden.cases import compiled

PATIENCE = 60.0
BUCKETS = (0, 1, 10, 100, 1_000)


def planned_as(text: str, parameters: Mapping[str, Any]) -> tuple[str, tuple[object, ...]]:
    """What the server tells plans apart by: the text, and of each parameter its kind and size."""
    return text, tuple(_kind(value) for value in parameters.values())


def _kind(value: Any) -> tuple[str, int]:
    kind = type(value).__name__
    return kind, sum(len(value) > bucket for bucket in BUCKETS) if kind in ("str", "list") else 0


@pytest.fixture(scope="module")
async def warmed(whole_schema: strawberry.Schema) -> list[tuple[str, tuple[object, ...]]]:
    """What the product's own documents are planned as."""
    found = [await compiled(whole_schema, item.text, item.variables) for item in own_documents()]
    return [planned_as(*statement) for statement in found if statement is not None]


@pytest.mark.parametrize("name", [name for name in REPORTS if not REPORTS[name].needs])
async def test_reports_open_with_warm_plans(
    name: str, api: Api, portfolio: Portfolio, warmed: list[tuple[str, tuple[object, ...]]]
) -> None:
    api.sent.clear()

    await Maker(api.schema, api.database)(f"{name}.csv")

    report = REPORTS[name]
    first = 1 if report.before and report.before_variables(Filters()) is not None else 0
    assert [planned_as(sent.text, sent.parameters) in warmed for sent in api.sent[: first + 1]] == [True] * (
        first + 1
    )


@pytest.mark.parametrize(
    ("name", "filter", "kind", "key"),
    [
        ("opportunity", "opportunity", "Opportunity", "form"),
        ("journey", "journey", "Journey", "buy"),
        ("portfolio", "team", "Team", "sales"),
        ("gaps", "journey", "Journey", "buy"),
        ("matrix", "team", "Team", "sales"),
    ],
)
async def test_narrowed_reports_open_with_warm_plans(
    name: str,
    filter: str,
    kind: str,
    key: str,
    api: Api,
    portfolio: Portfolio,
    warmed: list[tuple[str, tuple[object, ...]]],
) -> None:
    api.sent.clear()

    await Maker(api.schema, api.database)(f"{name}.csv", **{filter: portfolio.id(kind, key)})

    asked = 3 if REPORTS[name].before else 2
    assert [planned_as(sent.text, sent.parameters) in warmed for sent in api.sent[:asked]] == [True] * asked


async def test_mutations_are_left_out(api: Api, portfolio: Portfolio) -> None:
    create = StoredDocument('mutation { createTag(input: {name: "Warm"}) { tag { id } } }')
    api.sent.clear()

    await WarmUp(api.schema, api.database, PATIENCE, [create]).run()

    assert api.sent == []


async def test_failures_are_named_and_passed_over(api: Api, portfolio: Portfolio) -> None:
    documents = [StoredDocument("query Wrong { nothing }"), StoredDocument("{ tags { totalCount } }")]
    warm_up, metrics = WarmUp(api.schema, api.database, PATIENCE, documents), Metrics()
    metrics.watch_warm_up(lambda: warm_up.cold)
    api.sent.clear()
    before = metrics.text().decode().splitlines()

    with capture_logs() as lines:
        await warm_up.run()

    assert "throughline_cold_documents 2.0" in before
    assert "throughline_cold_documents 0.0" in metrics.text().decode().splitlines()
    assert [line["failed"] for line in lines] == [["query Wrong { nothing }: GraphQLError"]]
    assert len(api.sent) == 1


async def test_database_that_is_away_is_waited_for(
    whole_schema: strawberry.Schema, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stored_documents, "PAUSE", 0)
    database = Database("bolt://127.0.0.1:1", "neo4j", "none")
    tried = asyncio.Queue[str]()
    database.on_statement = lambda run: tried.put_nowait(run.statement.name)
    warm_up = WarmUp(whole_schema, database, 0.5, [StoredDocument("{ tags { totalCount } }")])

    with capture_logs() as lines:
        running = asyncio.create_task(warm_up.run())
        for _ in range(12):  # more than one request tries
            await tried.get()
        running.cancel()
        await asyncio.wait([running])
    await database.close()

    assert running.cancelled()
    assert [line["event"] for line in lines] == ["warm-up waits for the database"]
