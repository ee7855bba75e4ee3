"""The computed fields of single records, written a second time from their definitions, in plain Python."""

from collections.abc import Iterable
from datetime import UTC, datetime
from math import log10
from statistics import fmean
from typing import Any

from tests.questions.portfolio import Portfolio

UNDER_WAY = ("PLANNED", "IN_PROGRESS")
ACTIVE = (*UNDER_WAY, "LAUNCHED")
LEFT_OUT = ("CANCELLED", "DISMISSED", "DROPPED")
DONE = ("LAUNCHED", "SOLVED", "REACHED")


def mean(values: Iterable[float | None]) -> float | None:
    """The mean of the values that are there; None without any."""
    found = [value for value in values if value is not None]
    return fmean(found) if found else None


def difference(a: float | None, b: float | None) -> float | None:
    """One value less another; None where either is missing."""
    return None if a is None or b is None else a - b


# Experience.


def telling(p: Portfolio, step: str, persona: str | None = None) -> list[str]:
    """The insights that the experience of a step rests on."""
    return [
        insight
        for insight in p.back(step, "OBSERVED_AT")
        if p.get(insight, "impact") is not None
        and p.get(insight, "weight") > 0
        and p.get(insight, "status") != "DISMISSED"
        and (persona is None or persona in p.out(insight, "FELT_BY"))
    ]


def step_experience(p: Portfolio, step: str, persona: str | None = None) -> float | None:
    """The mean of the impacts observed at a step, by weight."""
    pairs = [(p.get(item, "impact"), p.get(item, "weight")) for item in telling(p, step, persona)]
    return sum(impact * weight for impact, weight in pairs) / sum(w for _, w in pairs) if pairs else None


def experience(p: Portfolio, id: str, persona: str | None = None, nested: bool = False) -> float | None:
    """The experience of a step, a phase or a journey."""
    if p.kind(id) == "Step":
        own = step_experience(p, id, persona)
        if not nested:
            return own
        return mean([own, *(experience(p, detail, persona, True) for detail in p.out(id, "DETAILED_BY"))])
    steps = p.phase_steps(id) if p.kind(id) == "Phase" else p.steps(id)
    return mean(experience(p, step, persona, nested) for step in steps)


def experience_gap(p: Portfolio, step: str) -> float | None:
    """How far a step is above what is expected of it."""
    return difference(step_experience(p, step), p.get(step, "expectedExperience"))


def curve(
    p: Portfolio, journey: str, persona: str | None = None, nested: bool = False
) -> list[dict[str, Any]]:
    """The experience of each step of a journey, in its order; the insights are the step's own."""
    return [
        {
            "step": {"id": step},
            "value": experience(p, step, persona, nested),
            "expected": p.get(step, "expectedExperience"),
            "insights": len(telling(p, step, persona)),
            "momentOfTruth": bool(p.get(step, "momentOfTruth")),
        }
        for step in p.steps(journey)
    ]


def curves(
    p: Portfolio, journey: str, personas: list[str] | None = None, nested: bool = False
) -> list[dict[str, Any]]:
    """The curve of everybody, then that of each persona that walks a journey, or of those named."""
    theirs = p.by_name(p.out(journey, "WALKED_BY")) if personas is None else personas
    return [
        {"persona": persona and {"id": persona}, "points": curve(p, journey, persona, nested)}
        for persona in [None, *theirs]
    ]


def place(p: Portfolio, step: str) -> dict[str, Any]:
    """Where a step stands."""
    journey = p.journey_of(step)
    return {
        "journey": {"id": journey},
        "phase": {"id": p.phase_of(step)},
        "index": p.steps(journey).index(step),
    }


# Reach.


def touched(p: Portfolio, id: str) -> list[str]:
    """The steps that an opportunity, a solution or an insight touches."""
    steps = p.out(id, "ADDRESSES", "CHANGES", "OBSERVED_AT")
    return sorted({*steps, *(step for item in p.out(id, "RESOLVES") for step in p.out(item, "ADDRESSES"))})


def acts_on(p: Portfolio, solution: str) -> list[str]:
    """The steps that a solution changes; only if it changes none, those of its opportunities."""
    return p.out(solution, "CHANGES") or touched(p, solution)


def reach(p: Portfolio, id: str) -> dict[str, Any]:
    """How many journeys, steps, personas and teams a record reaches, and how often those are made."""
    steps = touched(p, id)
    journeys = p.journeys_of(steps)
    return {
        "journeys": len(journeys),
        "steps": len(steps),
        "personas": len({persona for journey in journeys for persona in p.out(journey, "WALKED_BY")}),
        "teams": len({team for owned in [*steps, *journeys] for team in p.out(owned, "OWNED_BY")}),
        "frequencyPerYear": frequency_per_year(p, id),
    }


def frequency_per_year(p: Portfolio, id: str) -> float | None:
    """How often a year the journeys touched are made, over those that state it."""
    stated = [p.get(journey, "frequencyPerYear") for journey in p.journeys_of(touched(p, id))]
    found = [frequency for frequency in stated if frequency is not None]
    return sum(found) if found else None


def places(p: Portfolio, id: str) -> list[dict[str, Any]]:
    """The journeys that a record touches, by name, each with the steps touched, in order."""
    steps = touched(p, id)
    return [
        {
            "journey": {"id": journey},
            "steps": [{"id": step} for step in p.steps(journey) if step in steps],
        }
        for journey in p.journeys_of(steps)
    ]


# Opportunities.


def value(p: Portfolio, opportunity: str) -> float | None:
    """The mean of both values of an opportunity."""
    both = [p.get(opportunity, name) for name in ("customerValue", "businessValue")]
    return None if None in both else sum(both) / 2


def evidence(p: Portfolio, opportunity: str) -> dict[str, Any]:
    """What stands behind an opportunity."""
    insights = p.back(opportunity, "REVEALS")
    quotes = {quote for insight in insights for quote in p.back(insight, "SUPPORTS")}
    kinds = {p.get(source, "kind") for quote in quotes for source in p.out(quote, "SAID_IN")} - {None}
    return {
        "quotes": len(quotes),
        "kinds": sorted(kinds),
        "voices": sorted({p.get(insight, "voice") for insight in insights} - {None}),
        "strength": min(1, len(kinds) / 5) / 2 + min(1, log10(1 + len(quotes)) / 2) / 2,
    }


def priority(p: Portfolio, opportunity: str) -> dict[str, Any]:
    """How soon an opportunity is worth taking up."""
    worth, effort = value(p, opportunity), p.get(opportunity, "effort")
    frequency = frequency_per_year(p, opportunity)
    if worth is None or effort is None:
        return {"rice": None, "quadrant": None}
    names = (("TIME_SINK", "FILL_IN"), ("BIG_BET", "QUICK_WIN"))
    strength = evidence(p, opportunity)["strength"]
    rice = None if frequency is None else frequency * worth / 100 * strength / max(effort, 0.5)
    return {"rice": rice, "quadrant": names[worth >= 50][effort <= 2.5]}


def progress(p: Portfolio, id: str) -> float | None:
    """How far a solution, an opportunity or a goal is."""
    status = p.get(id, "status")
    if status in LEFT_OUT:
        return None
    own = 1.0 if status in DONE else 0.5 if status == "IN_PROGRESS" else 0.0
    if p.kind(id) == "Solution":
        return own
    if p.get(id, "progressOverride") is not None:
        return p.get(id, "progressOverride")
    below = mean(progress(p, part) for part in p.back(id, "PART_OF", "RESOLVES", "CONTRIBUTES_TO"))
    return own if below is None else below


def active(p: Portfolio, solution: str) -> bool:
    """Whether a solution is planned, in progress or launched."""
    return p.get(solution, "status") in ACTIVE


def solutions_teams(p: Portfolio, solution: str) -> list[str]:
    """The teams that deliver a solution, else its owner."""
    return p.out(solution, "DELIVERED_BY") or p.out(solution, "OWNED_BY")


def active_work(p: Portfolio, goal: str) -> set[str]:
    """The active solutions that contribute to a goal or one below it, directly or through opportunities."""
    return {
        solution
        for item in contributing(p, goal)
        if p.get(item, "status") != "DISMISSED"
        for solution in ([item] if p.kind(item) == "Solution" else p.back(item, "RESOLVES"))
        if active(p, solution)
    }


def contributing(p: Portfolio, goal: str) -> set[str]:
    """The opportunities and solutions that contribute to a goal or one below it."""
    found = set(p.back(goal, "CONTRIBUTES_TO"))
    for child in p.back(goal, "PART_OF"):
        found |= contributing(p, child)
    return found


def age_days(p: Portfolio, insight: str) -> int:
    """How many whole days an insight has been known."""
    return (datetime.now(UTC) - p.get(insight, "createdAt")).days


def journey_work(p: Portfolio, journey: str, kind: str) -> list[str]:
    """The opportunities, solutions or insights at any step of a journey, by name."""
    steps = set(p.steps(journey))
    return p.by_name(id for id in p.of(kind) if steps & set(touched(p, id)))
