"""What the board of a journey says: readings and where they hold, quotes and where they come from, teams."""

from typing import Any

import pytest

from api.reports.board_facts import (
    has_journeys_below,
    journey_steps,
    quote_text,
    reading_text,
    step_quotes,
    step_teams,
)


def reading(value: float | None, unit: str | None, method: str = "MEAN", **given: Any) -> dict[str, Any]:
    """A reading of a metric as the report asks for it."""
    metric = {"name": "Metric", "unit": unit, "method": method, "target": given.pop("target", None)}
    return {"metric": metric, "value": value, "missedTargets": 0, "scope": "HERE", **given}


@pytest.mark.parametrize(
    ("found", "text"),
    [
        (reading(7.789, "points of 10", target=7.5), "Metric: 7.79 points of 10 here, target 7.5"),
        (reading(6.0, None, scope="OVERALL"), "Metric: 6 overall"),
        (
            reading(0.0426, "share", target=0.03, missedTargets=3),
            "Metric: 4.3 % here, target 3 %, missed 3 times in a row",
        ),
        (
            reading(1234.5, "EUR", "MONEY", target=2000.0, missedTargets=1),
            "Metric: 1,235 EUR here, target 2,000 EUR, missed once",
        ),
        (reading(None, "share"), "Metric: not measured"),
    ],
)
def test_readings_say_where_they_hold(found: dict[str, Any], text: str) -> None:
    assert reading_text(found) == text


def test_competitors_are_named_without_our_target() -> None:
    found = reading(8.0, "points", target=9.0, competitor={"name": "Rival"})

    assert reading_text(found) == "Rival, Metric: 8 points"


def quote(name: str) -> dict[str, Any]:
    """A quote that nobody has noted the source of."""
    return {"id": name, "text": name, "saidOn": None, "source": None}


def test_quotes_come_from_different_insights_first() -> None:
    a, b, c, d = (quote(name) for name in "abcd")
    step = {"quoted": {"nodes": [{"quotes": {"nodes": [a, b, c]}}, {"quotes": {"nodes": [a, d]}}]}}

    assert [found["text"] for found in step_quotes(step)] == ["a", "b", "d"]


@pytest.mark.parametrize(
    ("source", "said_on", "text"),
    [
        ({"name": "Calls"}, "2026-03-02", "“Why?” (Calls, 2026-03-02)"),
        ({"name": "Calls"}, None, "“Why?” (Calls)"),
        (None, "2026-03-02", "“Why?” (2026-03-02)"),
        (None, None, "“Why?”"),
    ],
)
def test_quotes_say_their_source(source: Any, said_on: str | None, text: str) -> None:
    assert quote_text({"text": "Why?", "source": source, "saidOn": said_on}) == text


def test_teams_are_owner_and_who_delivers() -> None:
    def solution(*teams: str) -> dict[str, Any]:
        return {"deliveryTeams": {"nodes": [{"name": team} for team in teams]}}

    work = {"nodes": [solution("IT", "Sales"), solution("Field", "IT")]}

    assert step_teams({"team": {"name": "Sales"}, "solutions": work}) == ["Sales (owner)", "Field", "IT"]
    assert step_teams({"team": None, "solutions": work}) == ["Field", "IT", "Sales"]


def journey(level: int | None, own: float | None, below: float | None) -> dict[str, Any]:
    """A journey of one step with these experiences."""
    step = {"id": "s", "name": "Step", "expectedExperience": 1.0}
    curves, nested = (
        [{"persona": None, "points": [{"step": step, "value": value}]}] for value in (own, below)
    )
    phases = [{"id": "p", "name": "Phase", "steps": [step]}]
    return {"level": level, "curves": curves, "nestedCurves": nested, "phases": phases}


@pytest.mark.parametrize(
    ("level", "own", "below", "nested", "gap"),
    [
        (0, 0.5, -1.0, True, -2.0),
        (2, 0.5, -1.0, False, -0.5),
        (2, None, -1.0, True, -2.0),
        (None, None, None, False, None),
    ],
)
def test_lifecycles_feel_like_what_is_below(
    level: int | None, own: float | None, below: float | None, nested: bool, gap: float | None
) -> None:
    found = journey(level, own, below)

    assert has_journeys_below(found) is nested
    assert [
        step["experienceGap"] for step in journey_steps({"journey": found, "measured": {"phases": []}})
    ] == [gap]
