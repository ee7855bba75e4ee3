"""What the questions of a front end come to on the sample, told from its rows."""

import re
from typing import Any

from tests.questions.answers import kind, neighbourhood
from tests.questions.asked import Asked, Day, largest, named, nodes
from tests.questions.formulas import (
    evidence,
    places,
    priority,
    progress,
    reach,
    step_experience,
    touched,
    value,
)
from tests.questions.measures import competitor_readings, metric_readings, trend
from tests.questions.portfolio import Portfolio


def board(p: Portfolio, day: Day) -> Asked:
    """32. A journey with all that stands in its cells."""
    journey = p.keyed("Journey", "insure")

    def short(id: str, *names: str) -> dict[str, Any]:
        return {name: p.get(id, name) for name in names}

    def cell(step: str) -> dict[str, Any]:
        insights = p.by_name(p.back(step, "OBSERVED_AT"))
        lines = {(link.type, link.start): link.facts.get("rationale") for link in p.links if link.end == step}
        return {
            "id": step,
            "name": p.get(step, "name"),
            "experience": step_experience(p, step),
            "touchpoints": nodes(named(p, p.out(step, "USES"))),
            "insights": nodes(
                {"name": p.get(id, "name"), "impact": p.get(id, "impact")} for id in insights[:20]
            ),
            "opportunities": {
                "edges": [
                    {"rationale": lines["ADDRESSES", id], "node": {"name": p.get(id, "name")}}
                    for id in p.by_name(p.back(step, "ADDRESSES"))
                ]
            },
            "solutions": {
                "edges": [
                    {
                        "rationale": lines["CHANGES", id],
                        "node": {"name": p.get(id, "name"), "status": p.get(id, "status")},
                    }
                    for id in p.by_name(p.back(step, "CHANGES"))
                ]
            },
            "metricReadings": [
                {**each, "metric": short(each["metric"]["id"], "name", "target")}
                for each in metric_readings(p, step)
            ],
            "competitorReadings": [
                {
                    **each,
                    "competitor": short(each["competitor"]["id"], "name"),
                    "metric": short(each["metric"]["id"], "name"),
                }
                for each in competitor_readings(p, step)
            ],
        }

    phases = [
        {"name": p.get(id, "name"), "steps": [cell(step) for step in p.phase_steps(id)]}
        for id in p.phases(journey)
    ]
    return {"journey": journey}, {"journey": {"name": p.get(journey, "name"), "phases": phases}}


def card(p: Portfolio, day: Day) -> Asked:
    """33. The card of an opportunity."""
    id = p.keyed("Opportunity", "one-story")
    insights, solutions = p.by_name(p.back(id, "REVEALS")), p.by_name(p.back(id, "RESOLVES"))
    found = {
        **{name: p.get(id, name) for name in ("name", "status", "effort")},
        "value": value(p, id),
        "progress": progress(p, id),
        "priority": priority(p, id),
        "reach": reach(p, id),
        "evidence": evidence(p, id),
        "places": places(p, id),
        "insights": {
            "totalCount": len(insights),
            **nodes(
                {
                    "name": p.get(insight, "name"),
                    "impact": p.get(insight, "impact"),
                    "quotes": {"totalCount": len(p.back(insight, "SUPPORTS"))},
                }
                for insight in insights
            ),
        },
        "solutions": nodes(
            {"name": p.get(item, "name"), "status": p.get(item, "status"), "progress": progress(p, item)}
            for item in solutions
        ),
    }
    return {"opportunity": id}, {"opportunity": found}


def around(p: Portfolio, day: Day) -> Asked:
    """34. What is near a goal, over two links."""
    goal = p.keyed("Goal", "goal-renew")
    return {"id": goal}, {"neighbourhood": neighbourhood(p, goal, 2)}


def filtered_page(p: Portfolio, day: Day) -> Asked:
    """35. The first page of what passes several filters, most value first."""
    journey, team = p.keyed("Journey", "insure"), p.keyed("Team", "cover")
    steps, tagged = set(p.steps(journey)), p.named("Tag", "Paperwork")
    passing = [
        id
        for id in p.of("Opportunity")
        if steps & set(touched(p, id))
        and (team in p.out(id, "OWNED_BY") or tagged in p.out(id, "TAGGED"))
        and p.get(id, "status") in ("OPEN", "IN_PROGRESS")
        and 40 <= (value(p, id) or 0) <= 95
    ]
    assert len(passing) > 3
    best = largest(passing, lambda id: value(p, id))[:3]
    page = {
        "totalCount": len(passing),
        "nodes": [
            {"name": p.get(id, "name"), "value": value(p, id), "status": p.get(id, "status")} for id in best
        ],
        "pageInfo": {"hasNextPage": True, "hasPreviousPage": False},
    }
    return {"journey": journey, "team": team, "tag": "Paperwork"}, {"page": page}


def password_reset(p: Portfolio, day: Day) -> Asked:
    """36. Everything with both words in what search reads of it, the second as the start of a word."""
    found = [id for id, record in p.records.items() if _matches(record)]
    rows = [{"kind": kind(p.kind(id)), "node": {"id": id}, "place": _place(p, id)} for id in found]
    assert len({p.kind(id) for id in found}) > 2
    return {}, {"search": {"edges": rows}}


SEARCHED = ("name", "description", "text", "intent", "statement", "definition")


def _matches(record: dict[str, Any]) -> bool:
    words = re.findall(r"\w+", " ".join(str(record.get(name) or "") for name in SEARCHED).lower())
    return "password" in words and any(word.startswith("reset") for word in words)


def _place(p: Portfolio, id: str) -> dict[str, Any]:
    """The journeys a record stands in, the first by name, and its first phase there."""
    steps = (
        {id} if p.kind(id) == "Step" else {step for step in p.out(id, "MEASURES") if p.kind(step) == "Step"}
    )
    steps |= set(touched(p, id)) | set(p.back(id, "USES"))
    steps |= {step for insight in p.out(id, "SUPPORTS") for step in p.out(insight, "OBSERVED_AT")}
    journeys = {p.journey_of(step) for step in steps}
    if p.kind(id) == "Journey":
        journeys.add(id)
    journeys |= {journey for journey in p.out(id, "MEASURES") if p.kind(journey) == "Journey"}
    first = next(iter(p.by_name(journeys)), None)
    here = [step for step in p.steps(first) if step in steps] if first else []
    return {
        "journey": first and {"id": first},
        "phase": {"id": p.phase_of(here[0])} if here else None,
        "journeys": len(journeys),
    }


def tree_of_goals(p: Portfolio, day: Day) -> Asked:
    """37. Goals from the top, and what is done for them."""

    def row(id: str) -> dict[str, Any]:
        return {"name": p.get(id, "name"), "progress": progress(p, id)}

    def below(goal: str, depth: int) -> dict[str, Any]:
        children = p.by_name(p.back(goal, "PART_OF"))
        if depth > 0:
            return row(goal) | {"children": nodes(below(child, depth - 1) for child in children)}
        work = p.by_name(id for id in p.back(goal, "CONTRIBUTES_TO") if p.kind(id) == "Opportunity")
        return row(goal) | {
            "opportunities": nodes(
                row(id) | {"solutions": nodes(row(item) for item in p.by_name(p.back(id, "RESOLVES")))}
                for id in work
            )
        }

    tops = p.by_name(id for id in p.of("Goal") if not p.out(id, "PART_OF"))
    return {}, {"goals": nodes(below(goal, 2) for goal in tops)}


def changes_since_last_visit(p: Portfolio, day: Day) -> Asked:
    """38. What was done that day to what stands in a journey, newest first."""
    journey = p.keyed("Journey", "service")
    steps = set(p.steps(journey))
    here = {
        p.get(id, "name") for id in [*p.of("Opportunity"), *p.of("Solution")] if steps & set(touched(p, id))
    }
    rows = [
        {"operation": operation, "kind": kind, "recordName": name}
        for operation, kind, name in day.work[::-1]
        if name in here
    ]
    assert len(rows) < len(day.work)
    return {"journey": journey, "since": day.begun}, {"changes": nodes(rows)}


def twelve_months_by_step(p: Portfolio, day: Day) -> Asked:
    """39. The last twelve months of each metric of each step of a journey."""
    journey = p.keyed("Journey", "choose")
    rows = [
        {
            "id": step,
            "metrics": nodes(
                {"id": id, "trend": trend(p, id)} for id in p.by_name(p.back(step, "MEASURES"))[:10]
            ),
        }
        for step in p.steps(journey)
    ]
    return {"journey": journey}, {"journey": {"steps": nodes(rows)}}
