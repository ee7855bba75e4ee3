"""Filters of reports: each takes status, tag and persona, says what they mean, and shows what they let in."""

import pytest

from api.reports.kinds import REPORTS
from api.reports.report_filters import FILTERS, filter_words, statuses
from graph.errors import BadRequest
from tests.api.portfolio import Portfolio
from tests.api.reports import reading
from tests.api.reports.made import Maker
from tests.api.reports.test_forms import ABOUT

pytestmark = pytest.mark.anyio


def test_every_report_takes_status_tag_and_persona() -> None:
    lacking = {name: {"status", "tag", "persona"} - report.takes.keys() for name, report in REPORTS.items()}

    assert {name: filters for name, filters in lacking.items() if filters} == {}
    assert [name for name, report in REPORTS.items() if not report.statuses] == []
    assert {name for report in REPORTS.values() for name in report.takes} == set(FILTERS)


def test_words_are_read_as_people_write_them() -> None:
    allowed = statuses("Opportunity")
    given = {"status": ["in progress", "In-Progress", "SOLVED"], "kind": ["opportunities", "Step"]}

    assert filter_words(given, allowed) == {
        "status": ("IN_PROGRESS", "SOLVED"),
        "kind": ("OPPORTUNITY", "STEP"),
    }


def test_unknown_words_are_refused() -> None:
    with pytest.raises(BadRequest) as unknown:
        filter_words({"status": ["done"]}, statuses("Opportunity"))

    assert unknown.value.message == 'status: "done" is none of: open, in progress, solved, dismissed.'


async def ids(make: Maker, name: str, section: str, column: str, **given: str) -> set[str]:
    """The ids of the records in a column of a report."""
    report = REPORTS[name]
    rows = reading.json_rows(
        await make(f"{name}.json", **given), next(s for s in report.sections if s.name == section)
    )
    return {row[column]["id"] for row in rows}


async def test_opportunities_narrow_to_status_tag_and_persona(make: Maker, portfolio: Portfolio) -> None:
    walked = {"buy", "repair"}  # by Ben
    addressed = {
        key
        for _, key in portfolio.names("Opportunity")
        if walked & {portfolio.journey(step) for _, step in portfolio.linked("Opportunity", key, "steps")}
    }
    place = ("portfolio", "opportunities", "opportunity")

    assert await ids(make, *place, persona="ben") == {portfolio.id("Opportunity", key) for key in addressed}
    assert await ids(make, *place, status="in progress") == set(portfolio.ids("Opportunity", "form odd"))
    assert await ids(make, *place, tag="mobile") == set(portfolio.ids("Opportunity", "form twin2"))
    assert await ids(make, *place, tag="mobile", status="open") == {portfolio.id("Opportunity", "twin2")}


async def test_coverage_narrows_goals_and_journeys(make: Maker, portfolio: Portfolio) -> None:
    reached = await ids(make, "coverage", "coverage", "goal", status="reached")
    walked = await ids(make, "coverage", "coverage", "journey", persona="technician")

    assert reached == {portfolio.id("Goal", "fewer")}
    assert walked == {portfolio.id("Journey", "repair")}


async def test_overlaps_narrow_to_solutions_and_journeys(make: Maker, portfolio: Portfolio) -> None:
    place = ("overlaps", "overlaps", "step")
    whole = await ids(make, *place)

    assert await ids(make, *place, status="cancelled") == set()
    assert await ids(make, *place, status="launched") <= whole
    assert {portfolio.id("Step", "fill")} <= await ids(make, *place, status="launched")
    walked = {
        portfolio.id("Step", step) for journey in ("buy", "repair") for step in portfolio.steps(journey)
    }
    assert await ids(make, *place, persona="ben") == whole & walked


async def test_gaps_narrow_lists_by_their_own_statuses(make: Maker, portfolio: Portfolio) -> None:
    solved = await ids(make, "gaps", "opportunitiesWithoutSolution", "record", status="solved")
    steps = await ids(make, "gaps", "stepsWithoutInsight", "record")

    assert solved == {portfolio.id("Opportunity", "least")}
    assert await ids(make, "gaps", "stepsWithoutInsight", "record", status="solved") == steps


async def test_single_records_narrow_their_lists(make: Maker, portfolio: Portfolio) -> None:
    curves = await ids(make, "journey", "curves", "persona", **ABOUT["journey"], persona="ben")
    solutions = await ids(
        make, "opportunity", "solutions", "solution", **ABOUT["opportunity"], status="launched"
    )
    insights = await ids(make, "opportunity", "insights", "insight", **ABOUT["opportunity"], persona="ben")

    assert curves == {portfolio.id("Persona", "ben")}
    assert solutions == {portfolio.id("Solution", "portal")}
    assert insights == {portfolio.id("Insight", "slow")}
