"""Slow statements in the log, all of them in the metrics: by name, and without a value."""

import httpx
import pytest
import strawberry
from structlog.contextvars import clear_contextvars, merge_contextvars
from structlog.testing import capture_logs

from api.http.application import application
from api.http.metrics import Metrics
from api.http.statement_watch import StatementWatch
from api.settings import Settings
from graph.database import Database
from graph.statement import Statement, StatementRun
from migrations.runner import Migrations

RUN = StatementRun(Statement("create_tag", "CREATE (:Tag)"), {"rows": ["secret"]}, "WRITE", 1.23456, False)


def test_slow_statements_are_logged_without_values() -> None:
    watch = StatementWatch(1.2, Metrics())

    with capture_logs() as lines:
        watch(RUN)

    assert lines == [
        {
            "event": "slow_statement",
            "log_level": "warning",
            "statement": "create_tag",
            "seconds": 1.235,
            "mode": "write",
            "parameters": 1,
            "failed": False,
        }
    ]


@pytest.mark.parametrize(("slow", "logged"), [(0.0, 1), (1.23456, 1), (1.3, 0)])
def test_setting_decides_what_is_slow(slow: float, logged: int) -> None:
    watch = StatementWatch(slow, Metrics())

    with capture_logs() as lines:
        watch(RUN)

    assert len(lines) == logged


def test_metrics_count_groups_before_names() -> None:
    metrics = Metrics()
    watch = StatementWatch(60, metrics)
    several = Statement("read_goals_tags", "RETURN 1", "read_several")

    watch(RUN)
    watch(StatementRun(several, {}, "READ", 0.5, True))

    lines = metrics.text().decode().splitlines()
    assert 'throughline_statement_seconds_sum{statement="create_tag"} 1.23456' in lines
    assert 'throughline_statement_seconds_count{statement="read_several"} 1.0' in lines
    assert not [line for line in lines if "read_goals_tags" in line]


async def test_statements_of_requests_bear_their_id(
    database: Database, whole_schema: strawberry.Schema
) -> None:
    clear_contextvars()  # of a request that was answered in this task before
    metrics = Metrics()
    database.on_statement = StatementWatch(0, metrics)
    app = application(Settings(), database, whole_schema, Migrations(database).pending, metrics)
    body = {"query": "{ goals { totalCount } again: tags { totalCount } }"}

    with capture_logs(processors=[merge_contextvars]) as lines:
        async with httpx.AsyncClient(
            transport=httpx.ASGITransport(app), base_url="http://localhost"
        ) as client:
            await client.get("/readyz")
            answer = await client.post("/graphql", json=body, headers={"X-Request-ID": "r-7"})
            shown = (await client.get("/metrics")).text
    database.on_statement = None

    assert answer.json() == {"data": {"goals": {"totalCount": 0}, "again": {"totalCount": 0}}}
    slow = [line for line in lines if line["event"] == "slow_statement"]
    assert [(line["statement"], line.get("request_id")) for line in slow] == [
        ("applied_migrations", None),
        ("read_goals_tags", "r-7"),
    ]
    assert 'throughline_statement_seconds_count{statement="read_several"} 1.0' in shown
