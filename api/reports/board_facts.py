"""What the report and the board of a journey both read out of its answer."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from api.reports.cells import SHARE_UNIT, amount_text
from api.reports.report import Data

PERSONAS = 4  # curves of so many personas are shown
QUOTES = 3  # of a step
NOT_MEASURED: Mapping[str, Any] = {"metricReadings": [], "competitorReadings": []}
SCOPES = {"HERE": " here", "OVERALL": " overall"}


def has_journeys_below(journey: Any) -> bool:
    """Whether it is a lifecycle, which takes its experience from the journeys below it too."""
    own = any(point["value"] is not None for point in _whole(journey["curves"]))
    below = any(point["value"] is not None for point in _whole(journey["nestedCurves"]))
    return below and (journey["level"] == 0 or not own)


def _whole(curves: Sequence[Any]) -> Sequence[Any]:
    """The points of the curve of all insights."""
    return curves[0]["points"] if curves else ()


def journey_curves(journey: Any) -> Sequence[Any]:
    """The curve of all insights, then those of its first personas."""
    curves = journey["nestedCurves" if has_journeys_below(journey) else "curves"]
    return curves[: PERSONAS + 1]


def journey_steps(data: Data) -> Iterator[Any]:
    """The steps in order, each with its phase, what is measured there, its experience and its gap."""
    journey = data["journey"]
    measured = {step["id"]: step for phase in data["measured"]["phases"] for step in phase["steps"]}
    points = {point["step"]["id"]: point["value"] for point in journey_curves(journey)[0]["points"]}
    for phase in journey["phases"]:
        for step in phase["steps"]:
            value, expected = points.get(step["id"]), step["expectedExperience"]
            gap = None if value is None or expected is None else value - expected
            there = {"phase": phase, "experience": value, "experienceGap": gap}
            yield {**NOT_MEASURED, **step, **measured.get(step["id"], {}), **there}


def step_quotes(step: Any) -> list[Any]:
    """The first quotes of a step, each once, one of every insight before the second of any."""
    rounds = [insight["quotes"]["nodes"] for insight in step["quoted"]["nodes"]]
    turns = max(map(len, rounds), default=0)
    found = {
        quotes[turn]["id"]: quotes[turn] for turn in range(turns) for quotes in rounds if turn < len(quotes)
    }
    return list(found.values())[:QUOTES]


def quote_text(quote: Any) -> str:
    """A quote with where it was taken and on which day."""
    return f"“{quote['text']}” ({said})" if (said := source_text(quote)) else f"“{quote['text']}”"


def source_text(quote: Any) -> str:
    """Where a quote was taken and on which day, as far as that is known."""
    source = [quote["source"]["name"]] if quote["source"] else []
    return ", ".join([*source, quote["saidOn"]] if quote["saidOn"] else source)


def step_teams(step: Any) -> list[str]:
    """Who owns a step, then who delivers the solutions there."""
    owner = step["team"]["name"] if step["team"] else None
    names = {
        team["name"]
        for solution in step["solutions"]["nodes"]
        for team in solution["deliveryTeams"]["nodes"]
        if team["name"] != owner
    }
    return [*([f"{owner} (owner)"] if owner else []), *sorted(names)]


def measure_text(value: float, metric: Any) -> str:
    """A value of a metric with its unit."""
    unit = metric["unit"]
    text = amount_text(value, unit)
    return text if unit in (None, SHARE_UNIT) or text.endswith(f" {unit}") else f"{text} {unit}"


def reading_text(reading: Any) -> str:
    """A reading as people say it: where it holds, its target, and how often that was missed."""
    metric, value = reading["metric"], reading["value"]
    competitor = reading.get("competitor")
    name = f"{competitor['name']}, {metric['name']}" if competitor else metric["name"]
    if value is None:
        return f"{name}: not measured"
    told = f"{name}: {measure_text(value, metric)}"
    if competitor:
        return told
    beside = (
        f", target {amount_text(metric['target'], metric['unit'])}" if metric["target"] is not None else ""
    )
    missed = f", missed {_times(reading['missedTargets'])}" if reading["missedTargets"] else ""
    return f"{told}{SCOPES[reading['scope']]}{beside}{missed}"


def _times(count: int) -> str:
    return f"{count} times in a row" if count > 1 else "once"
