"""Numbers about the requests of this process, in the text form Prometheus reads."""

from collections.abc import Callable

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_LATEST

from api.context import Context
from graph.statement import StatementRun

BUCKETS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
# Few, because there are some hundred names.
STATEMENT_BUCKETS = (0.0025, 0.01, 0.05, 0.25, 1.0, 5.0)


class Metrics:
    """Counters of one application; two in one process do not mix."""

    media_type = CONTENT_TYPE_LATEST

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self._requests = Counter(
            "throughline_requests",
            "GraphQL requests by kind (query, mutation, none) and outcome (ok, error, left).",
            ("kind", "outcome"),
            registry=self.registry,
        )
        self._seconds = Histogram(
            "throughline_request_seconds",
            "Time from the first byte of a GraphQL request to the last of its answer.",
            ("kind",),
            buckets=BUCKETS,
            registry=self.registry,
        )
        self._statements = Counter(
            "throughline_statements", "Statements sent to the database.", registry=self.registry
        )
        self._statement_seconds = Histogram(
            "throughline_statement_seconds",
            "Time of a statement from sending it to its last row, by name; reads of several fields are one.",
            ("statement",),
            buckets=STATEMENT_BUCKETS,
            registry=self.registry,
        )
        self._errors = Counter(
            "throughline_errors", "Top-level errors by code.", ("code",), registry=self.registry
        )

    def count_request(self, context: Context, seconds: float, outcome: str, codes: list[str]) -> None:
        """Count one GraphQL request."""
        kind = context.operation_kind or "none"
        self._requests.labels(kind, outcome).inc()
        self._seconds.labels(kind).observe(seconds)
        self._statements.inc(context.counters.statements)
        for code in codes:
            self._errors.labels(code).inc()

    def count_statement(self, run: StatementRun) -> None:
        """Count one statement."""
        self._statement_seconds.labels(run.statement.group or run.statement.name).observe(run.seconds)

    def watch_warm_up(self, cold: Callable[[], int]) -> None:
        """Tell how many of the product's own documents are still to be run, as `cold` counts them."""
        Gauge(
            "throughline_cold_documents",
            "Documents of reports and page that are not warm yet: the first request of one is slow.",
            registry=self.registry,
        ).set_function(cold)

    def text(self) -> bytes:
        """Everything counted so far."""
        return generate_latest(self.registry)
