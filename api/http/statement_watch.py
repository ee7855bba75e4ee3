"""What each statement took: into the metrics by name, and into the log where it was slow."""

import structlog

from api.http.metrics import Metrics
from graph.statement import StatementRun

log = structlog.get_logger("throughline")


class StatementWatch:
    """Hears of every statement of a database; logs those that take `slow` seconds or more."""

    def __init__(self, slow: float, metrics: Metrics) -> None:
        self._slow = slow
        self._metrics = metrics

    def __call__(self, run: StatementRun) -> None:
        """Count a statement, and log it if it was slow: its name, never its text nor what it was given."""
        self._metrics.count_statement(run)
        if run.seconds >= self._slow:
            log.warning(
                "slow_statement",
                statement=run.statement.name,
                seconds=round(run.seconds, 3),
                mode=run.mode.lower(),
                parameters=len(run.parameters),
                failed=run.failed,
            )
