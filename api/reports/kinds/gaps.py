"""Gaps: what is missing in the portfolio, one list for each kind of gap."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from api.reports.cells import Style
from api.reports.report import Column, Data, Report, Section
from api.reports.report_filters import Filters, statuses, where

PLACE = "place { journey { id name } phase { id name } }"


@dataclass(frozen=True, slots=True)
class Gap:
    """One list of `Query.gaps`: the kind of record in it, and what is asked of each besides its name."""

    name: str
    title: str
    label: str
    fields: str
    columns: tuple[Column, ...]


def _record(title: str) -> Column:
    return Column("record", title, lambda row: row, named=True)


def _step(name: str, title: str) -> Gap:
    columns = (
        Column("journey", "Journey", "place.journey", named=True),
        Column("phase", "Phase", "place.phase"),
        Column("owner", "Owner", "team"),
    )
    return Gap(name, title, "Step", f"{PLACE} team {{ id name }}", (_record("Step"), *columns))


def _journeys(row: Any) -> list[Any]:
    return [place["journey"] for place in row["places"]]


GAPS_ASKED = (
    _step("momentsOfTruthWithoutOwner", "Moments of truth without owner"),
    _step("stepsWithoutInsight", "Steps without insight"),
    _step("stepsWithoutVoc", "Steps without voice of customer"),
    _step("stepsWithOpinionOnly", "Steps with opinion only"),
    Gap(
        "insightsWithoutOpportunity",
        "Insights without opportunity",
        "Insight",
        "kind ageDays places { journey { id name } }",
        (
            _record("Insight"),
            Column("kind", "Kind", "kind", Style.WORD),
            Column("ageDays", "Age in days", "ageDays", Style.WHOLE),
            Column("journeys", "Journeys", _journeys),
        ),
    ),
    Gap(
        "opportunitiesWithoutSolution",
        "Opportunities without solution",
        "Opportunity",
        "value status reach { journeys } team { id name }",
        (
            _record("Opportunity"),
            Column("value", "Value", "value", Style.NUMBER),
            Column("reach", "Journeys reached", "reach.journeys", Style.WHOLE),
            Column("status", "Status", "status", Style.WORD),
            Column("owner", "Owner", "team"),
        ),
    ),
    *(
        Gap(
            name,
            title,
            "Opportunity",
            "status progress statusChangedAt team { id name }",
            (
                _record("Opportunity"),
                Column("status", "Status", "status", Style.WORD),
                Column("progress", "Progress", "progress", Style.SHARE),
                Column("statusChangedAt", "Status since", "statusChangedAt", Style.MOMENT),
                Column("owner", "Owner", "team"),
            ),
        )
        for name, title in (
            ("opportunitiesDoneNotClosed", "Opportunities done, not closed"),
            ("opportunitiesClosedNotDone", "Opportunities closed, not done"),
        )
    ),
    Gap(
        "goalsWithoutActiveWork",
        "Goals without active work",
        "Goal",
        "status dueOn progress team { id name }",
        (
            _record("Goal"),
            Column("status", "Status", "status", Style.WORD),
            Column("dueOn", "Due on", "dueOn", Style.DAY),
            Column("progress", "Progress", "progress", Style.SHARE),
            Column("owner", "Owner", "team"),
        ),
    ),
    Gap("journeysWithoutTeam", "Journeys without team", "Journey", "", (_record("Journey"),)),
    Gap(
        "journeysWithoutMetric",
        "Journeys without metric",
        "Journey",
        "team { id name }",
        (_record("Journey"), Column("owner", "Owner", "team")),
    ),
    Gap(
        "idleMetrics",
        "Metrics that measure nothing",
        "Metric",
        "team { id name }",
        (_record("Metric"), Column("owner", "Owner", "team")),
    ),
)


def _section(gap: Gap) -> Section:
    return Section(gap.name, gap.title, f"gaps.{gap.name}", gap.columns, "None.")


def _counts(data: Data) -> Iterator[Any]:
    """A row for each kind of gap, how long its list is."""
    for gap in GAPS_ASKED:
        yield {"gap": gap.title, "count": data["gaps"][gap.name]["totalCount"]}


COUNTS = Section(
    "counts",
    "In all",
    _counts,
    (Column("gap", "What is missing", "gap"), Column("count", "Records", "count", Style.WHOLE)),
)


def _request() -> str:
    """The request: each list with its own filter and cursor, and a switch that leaves it out."""
    given = ["$page: Int!", "$counted: Boolean!"]
    lists: list[str] = []
    for gap in GAPS_ASKED:
        name, switch = gap.name, _section(gap).switch
        given.append(f"${name}: {gap.label}Filter, ${name}After: String, ${switch}: Boolean!")
        lists.append(
            f"{name}(first: $page, after: ${name}After, where: ${name}) @include(if: ${switch}) "
            f"{{ totalCount @include(if: $counted) pageInfo {{ hasNextPage endCursor }} "
            f"nodes {{ id name {gap.fields} }} }}"
        )
    return f"query Gaps({', '.join(given)}) {{ gaps {{ {' '.join(lists)} }} }}"


def _variables(filters: Filters, _: Data) -> Mapping[str, Any]:
    return {gap.name: where(gap.label, filters) for gap in GAPS_ASKED}


GAPS = Report(
    name="gaps",
    title="Gaps",
    about="What is missing: steps nobody has listened at, insights that led nowhere, goals nobody works for.",
    request=_request(),
    sections=(COUNTS, *(_section(gap) for gap in GAPS_ASKED)),
    takes={
        "journey": "What is missing in this journey.",
        "team": "What is missing with this team: what it owns, and steps of journeys that it owns.",
        "goal": "What is missing on the way to this goal or one below it.",
        "status": "Insights, opportunities and goals of this status; steps, journeys and metrics have none.",
        "tag": "Records that bear this tag.",
        "persona": "What is missing in journeys that this persona walks, and insights that it feels.",
    },
    statuses=statuses("Insight", "Opportunity", "Goal"),
    variables=_variables,
    page=500,
)
