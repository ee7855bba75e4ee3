"""Targets: metrics and whether they meet their target, as a whole and at each place, missed ones first."""

from collections.abc import Callable, Iterator
from typing import Any

from api.reports.cells import Style
from api.reports.report import Column, Data, Report, Section
from api.reports.report_filters import Filters, Where, statuses, where

BEFORE = """
query Before($metrics: MetricFilter, $most: Int = 100000) {
  metrics(first: $most, where: $metrics) { nodes { id } }
}
"""
REQUEST = """
query Targets(
  $metrics: MetricFilter, $steps: StepFilter, $journeys: JourneyFilter
  $page: Int!, $counted: Boolean!
  $metricsAfter: String, $withMetrics: Boolean!, $stepsAfter: String, $withSteps: Boolean!
  $journeysAfter: String, $withJourneys: Boolean!
) {
  metrics(first: $page, after: $metricsAfter, where: $metrics) @include(if: $withMetrics) {
    totalCount @include(if: $counted)
    pageInfo { hasNextPage endCursor }
    nodes { ...Aimed value: latest on: latestOn missedTargets team { id name } }
  }
  steps(first: $page, after: $stepsAfter, where: $steps) @include(if: $withSteps) {
    totalCount @include(if: $counted)
    pageInfo { hasNextPage endCursor }
    nodes { id name place { journey { id name } phase { id name } } metricReadings { ...Read } }
  }
  journeys(first: $page, after: $journeysAfter, where: $journeys) @include(if: $withJourneys) {
    totalCount @include(if: $counted)
    pageInfo { hasNextPage endCursor }
    nodes { id name metricReadings { ...Read } }
  }
}
fragment Aimed on Metric { id name unit method direction target }
fragment Read on MetricReading {
  metric {
    ...Aimed
    steps(first: 2) { nodes { id } }
    journeys(first: 2) { nodes { id } }
    touchpoints(first: 2) { nodes { id } }
  }
  value on missedTargets scope
}
"""
ADDED_UP = ("COUNT", "SUM", "MONEY")
OF_METRICS = ("team", "goal", "metric", "tag")
STATES = ("MISSED", "MET", "NOT_COMPARED", "NOT_MEASURED")  # in this order


def target_state(row: Any) -> str:
    """Whether the newest month of a metric, or of its reading at a place, meets the target."""
    metric = row["metric"]
    if row["value"] is None:
        return "NOT_MEASURED"
    if metric["direction"] is None or (metric["method"] in ADDED_UP and not row["whole"]):
        return "NOT_COMPARED"
    return "MISSED" if row["missedTargets"] else "MET"


def _metric_rows(metric: Any) -> Iterator[Any]:
    yield _with_state({**metric, "metric": metric, "whole": True, "scope": None})


def _readings(place: Any) -> Iterator[Any]:
    """The readings of metrics with a target at a place; what is added up has one as a whole only."""
    for reading in place["metricReadings"]:
        metric = reading["metric"]
        if metric["target"] is not None:
            kinds = ("steps", "journeys", "touchpoints")
            measured = [node["id"] for kind in kinds for node in metric[kind]["nodes"]]
            whole = reading["scope"] == "OVERALL" or measured == [place["id"]]
            yield _with_state({**reading, "at": place, "whole": whole})


def _with_state(row: dict[str, Any]) -> dict[str, Any]:
    return {**row, "state": target_state(row)}


def _order(row: Any) -> tuple[int, bool, int]:
    """Missed ones first; of them what was measured there, and what was missed longest."""
    return STATES.index(row["state"]), row["scope"] == "OVERALL", -row["missedTargets"]


def _distance(row: Any) -> float | None:
    compared = row["state"] in ("MISSED", "MET")
    return row["value"] - row["metric"]["target"] if compared else None


UNIT = "metric.unit"
METRIC = Column("metric", "Metric", "metric", named=True)
COMPARED = (
    Column("state", "Target", "state", Style.WORD),
    Column("missedTargets", "Months missed", "missedTargets", Style.WHOLE),
    Column("value", "Newest value", "value", Style.MEASURE, unit=UNIT),
    Column("target", "Aimed at", "metric.target", Style.MEASURE, unit=UNIT),
    Column("distance", "Distance", _distance, Style.CHANGE, unit=UNIT),
    Column("direction", "Better when", "metric.direction", Style.WORD),
    Column("unit", "Unit", UNIT),
    Column("on", "Measured until", "on", Style.DAY),
)
SCOPE = Column("scope", "Measured", "scope", Style.WORD)
METRICS = (
    METRIC,
    *COMPARED,
    Column("team", "Owner", "team", named=True),
    Column("method", "Method", "metric.method", Style.WORD, detail=True),
)
STEPS = (
    Column("step", "Step", "at", named=True),
    Column("phase", "Phase", "at.place.phase"),
    Column("journey", "Journey", "at.place.journey", named=True),
    METRIC,
    SCOPE,
    *COMPARED,
)
JOURNEYS = (Column("journey", "Journey", "at", named=True), METRIC, SCOPE, *COMPARED)


def _aimed(filters: Filters) -> Where:
    """Metrics with a target that the filters about metrics let through."""
    parts: list[Where] = [{"target": {"isNull": False}}, where("Metric", filters, OF_METRICS)]
    if chosen := filters.word_values("status"):
        parts.append({"goals": {"some": {"status": {"in": chosen}}}})
    return {"AND": parts}


def _variables(filters: Filters, _: Data) -> dict[str, Any]:
    aimed = _aimed(filters)
    measured = {"measurements": {"some": {"metric": {"is": aimed}}}}
    walked = ("journey", "persona")
    at_steps = where("Step", filters, walked)
    metrics = [aimed]
    if filters.is_set(*walked):
        taken = {"measurements": {"some": {"step": {"is": at_steps}}}}
        metrics.append({"OR": [where("Metric", filters, walked), taken]})
    return {
        "metrics": {"AND": metrics},
        "steps": {"AND": [at_steps, {"OR": [{"metrics": {"some": aimed}}, measured]}]},
        "journeys": {
            "AND": [
                where("Journey", filters, walked),
                {"OR": [{"metrics": {"some": aimed}}, {"phases": {"some": {"steps": {"some": measured}}}}]},
            ]
        },
    }


def _before_variables(filters: Filters) -> dict[str, Any] | None:
    return {"metrics": _aimed(filters)} if filters.is_set(*OF_METRICS, "status") else None


def _keeps(filters: Filters, before: Data) -> Callable[[Any], bool]:
    """Whether the metric is among those asked for, and was measured there since the day."""
    since = filters.days.get("since")
    first = f"{since:%Y-%m-%d}" if since else ""
    metrics = {one["id"] for one in before["metrics"]["nodes"]} if "metrics" in before else None

    def is_asked_for(row: Any) -> bool:
        measured = not first or (row["on"] is not None and row["on"] >= first)
        return measured and (metrics is None or row["metric"]["id"] in metrics)

    return is_asked_for


def _section(
    name: str,
    title: str,
    columns: tuple[Column, ...],
    empty: str,
    each: Callable[[Any], Iterator[Any]] = _readings,
) -> Section:
    return Section(
        name, title, name, columns, empty, each=each, keeps=_keeps, order=_order, tallies=("state",)
    )


TARGETS = Report(
    name="targets",
    title="Targets",
    about="Whether the newest month of each metric meets its target, as a whole and at each place, missed "
    "ones first. Overall: nothing was measured there. Sums have a target as a whole only.",
    request=REQUEST,
    sections=(
        _section("metrics", "Metrics", METRICS, "No metric has a target.", _metric_rows),
        _section("steps", "At steps", STEPS, "At no step."),
        _section("journeys", "In journeys", JOURNEYS, "In no journey."),
    ),
    takes={
        "journey": "Metrics that measure this journey or were measured there, and its places.",
        "team": "Metrics owned by this team.",
        "goal": "Metrics that measure this goal or one below it.",
        "metric": "This metric alone.",
        "status": "Metrics that measure a goal of this status.",
        "tag": "Metrics that bear this tag.",
        "persona": "Metrics of journeys that this persona walks, and their places.",
        "since": "What was measured on this day or later.",
    },
    statuses=statuses("Goal"),
    variables=_variables,
    before=BEFORE,
    before_variables=_before_variables,
    page=500,
)
