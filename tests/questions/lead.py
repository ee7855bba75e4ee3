"""What the questions of a lead of customer experience come to on the sample, told from its rows."""

from typing import Any

from tests.questions.answers import comparison, gaps, refs
from tests.questions.asked import Asked, Day, largest, named, nodes, ordered
from tests.questions.formulas import curve, curves, experience, experience_gap, place, reach, step_experience
from tests.questions.measures import effect, ends, latest, result, trend
from tests.questions.portfolio import Portfolio


def short(found: dict[str, Any], *names: str) -> dict[str, Any]:
    """Some of the fields of an answer."""
    return {name: found[name] for name in names}


def without_year_ago(found: dict[str, Any]) -> list[dict[str, Any]]:
    """The months of a trend, without those of a year before."""
    return [short(bucket, "month", "value", "n", "parts") for bucket in found["buckets"]]


def falling_moments_of_truth(p: Portfolio, day: Day) -> Asked:
    """13. How the metrics of moments of truth move; some of them fall."""
    truths = [id for id in p.of("Step") if p.get(id, "momentOfTruth") and p.back(id, "MEASURES")]
    rows: list[dict[str, Any]] = []
    for step in ordered(truths, lambda id: (p.get(id, "position"),)):
        metrics: list[dict[str, Any]] = []
        for metric in p.by_name(p.back(step, "MEASURES"))[:5]:
            found = trend(p, metric, 6)
            shown = short(found, "change", "improving") | {"buckets": without_year_ago(found)}
            metrics.append({"id": metric, **short(p.records[metric], "name", "direction"), "trend": shown})
        rows.append({"id": step, "name": p.get(step, "name"), "metrics": nodes(metrics)})
    assert any(metric["trend"]["improving"] is False for row in rows for metric in row["metrics"]["nodes"])
    return {}, {"steps": nodes(rows)}


def effect_of_solution(p: Portfolio, day: Day) -> Asked:
    """14. NPS on the steps of a solution before and after its launch."""
    solution, metric = p.keyed("Solution", "renewal-letter"), p.keyed("Metric", "nps-renewal")
    names = ("metric", "before", "after", "pointsBefore", "pointsAfter", "improved", "verdict")
    found = {
        **short(p.records[solution], "name", "launchedOn"),
        "effect": effect(p, solution, metric),
        "effects": [short(row, *names) for row in effect(p, solution, None, 180)],
    }
    assert found["effect"][0]["pointsBefore"] >= 3
    assert found["effect"][0]["pointsAfter"] >= 3
    return {"solution": solution, "metric": metric}, {"solution": found}


def pains_in_most_journeys(p: Portfolio, day: Day) -> Asked:
    """15. Pain points that lie in most journeys, and pains observed in most."""

    def widest(label: str, kind: str) -> list[str]:
        ids = [id for id in p.of(label) if p.get(id, "kind") == kind]
        return largest(ids, lambda id: reach(p, id)["journeys"])[:10]

    def row(id: str) -> dict[str, Any]:
        return {"name": p.get(id, "name"), "reach": {"journeys": reach(p, id)["journeys"]}}

    points = [
        row(id)
        | {"places": [{"journey": found} for found in named(p, p.journeys_of(p.out(id, "ADDRESSES")))]}
        for id in widest("Opportunity", "PAIN_POINT")
    ]
    pains = [row(id) for id in widest("Insight", "PAIN")]
    return {}, {"opportunities": nodes(points), "insights": nodes(pains)}


def journeys_of_vision(p: Portfolio, day: Day) -> Asked:
    """16. The journeys that serve a vision, their bad steps, and the worst of all."""
    serving = p.by_name(p.back(p.named("Vision", "My first car"), "SERVES"))

    def row(step: str) -> dict[str, Any]:
        return {"name": p.get(step, "name"), "experience": step_experience(p, step)}

    bad = {id: [s for s in p.steps(id) if (step_experience(p, s) or 0) < 0] for id in serving}
    rows = [
        {
            "name": p.get(id, "name"),
            "experience": experience(p, id),
            "steps": nodes(row(step) for step in bad[id]),
        }
        for id in serving
    ]
    worst = ordered([s for steps in bad.values() for s in steps], lambda id: (step_experience(p, id),))[0]
    journey = {"journey": {"name": p.get(p.journey_of(worst), "name")}}
    found = {"journeys": nodes(rows), "weakest": nodes([row(worst) | {"place": journey}])}
    return {"vision": "My first car"}, found


def in_order(p: Portfolio, steps: list[str]) -> list[str]:
    """Steps as a list of them stands: by their place in the phase."""
    return ordered(steps, lambda id: (p.get(id, "position"),))


def opinion_only(p: Portfolio, day: Day) -> Asked:
    """17. Steps that rest on opinion."""
    found = in_order(p, gaps(p)["stepsWithOpinionOnly"])
    page = {"totalCount": len(found), "nodes": refs(found)}
    return {}, {"gaps": {"stepsWithOpinionOnly": page}}


def without_voice_of_customer(p: Portfolio, day: Day) -> Asked:
    """18. Steps at which no customer was heard."""
    found = in_order(p, gaps(p)["stepsWithoutVoc"])
    rows = [{"id": id, "place": place(p, id)} for id in found]
    return {}, {"gaps": {"stepsWithoutVoc": {"totalCount": len(found), "nodes": rows}}}


def curves_of_two_personas(p: Portfolio, day: Day) -> Asked:
    """19. The same journey as two people live it."""
    journey, one, other = (
        p.keyed("Journey", "service"),
        p.keyed("Persona", "mia"),
        p.keyed("Persona", "tarek"),
    )
    found = {
        "one": curve(p, journey, one),
        "other": curve(p, journey, other),
        "both": curves(p, journey, [one, other]),
        "experience": experience(p, journey),
        "meanOfOne": experience(p, journey, one),
        "meanOfOther": experience(p, journey, other),
    }
    assert found["one"] != found["other"]
    return {"journey": journey, "one": one, "other": other}, {"journey": found}


def current_and_future(p: Portfolio, day: Day) -> Asked:
    """20. A journey and the one that is to take its place."""
    future = p.keyed("Journey", "insure-next")
    (current,) = p.out(future, "FUTURE_OF")
    rows = comparison(p, current, future)
    assert {row["change"] for row in rows} >= {"ADDED", "REMOVED", "CHANGED"}
    found = {"a": {"id": current}, "b": {"id": future}, "rows": rows}
    return {"current": current, "future": future}, {"compareJourneys": found}


def against_competitors(p: Portfolio, day: Day) -> Asked:
    """21. Our stages beside those of two competitors."""
    metric = p.keyed("Metric", "stage-score")
    one, other = (p.keyed("Competitor", key) for key in ("velorin", "autodrom"))
    names = ("change", "improving")

    def stage(**scope: str) -> dict[str, Any]:
        found = trend(p, metric, 3, **scope)
        return short(found, *names) | {"buckets": without_year_ago(found)}

    theirs = [id for id in p.back(metric, "OF") if p.out(id, "REGARDING")]
    listed = ordered(theirs, lambda id: ())[:100]
    rows = [
        {
            "result": result(p, id),
            "endsOn": ends(p, id).isoformat(),
            "competitor": named(p, p.out(id, "REGARDING"))[0],
            "step": next(iter(named(p, p.out(id, "AT"))), None),
        }
        for id in listed
    ]
    found: dict[str, Any] = {
        **{"latest": latest(p, metric).value, "theirs": latest(p, metric, competitor=one).value},
        **{"own": stage(), "one": stage(competitor=one), "other": stage(competitor=other)},
        "measurements": nodes(rows),
    }
    assert found["one"]["buckets"]
    return {"metric": metric, "one": one, "other": other}, {"metric": found}


def moments_of_truth_without_owner(p: Portfolio, day: Day) -> Asked:
    """22. Moments of truth that nobody owns."""
    rows = [
        {
            "id": id,
            "name": p.get(id, "name"),
            "momentOfTruthReason": p.get(id, "momentOfTruthReason"),
            "place": place(p, id),
        }
        for id in in_order(p, gaps(p)["momentsOfTruthWithoutOwner"])
    ]
    return {}, {"gaps": {"momentsOfTruthWithoutOwner": nodes(rows)}}


def furthest_behind(p: Portfolio, day: Day) -> Asked:
    """23. Steps that fall short of what is expected of them, the worst first."""
    behind = {id: gap for id in p.of("Step") if (gap := experience_gap(p, id)) is not None and gap < 0}
    rows = [
        {
            "id": id,
            "experience": step_experience(p, id),
            "expectedExperience": p.get(id, "expectedExperience"),
            "experienceGap": behind[id],
        }
        for id in ordered(behind, lambda id: (behind[id],))[:10]
    ]
    return {}, {"steps": {"totalCount": len(behind), "nodes": rows}}
