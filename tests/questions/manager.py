"""What the questions of a portfolio manager come to on the sample, told from its rows."""

from tests.questions.answers import chains, gaps, impact, money_totals, overlaps, refs, team_pairs
from tests.questions.asked import Asked, Day, largest, named, nodes, ordered
from tests.questions.formulas import ACTIVE, priority, progress, reach, value
from tests.questions.portfolio import Portfolio


def wide_without_solution(p: Portfolio, day: Day) -> Asked:
    """1. Three journeys or more, and no solution."""
    wide = [id for id in p.of("Opportunity") if reach(p, id)["journeys"] >= 3]
    bare = p.by_name(id for id in wide if not p.back(id, "RESOLVES"))
    rows = [
        {
            "name": p.get(id, "name"),
            "reach": {"journeys": reach(p, id)["journeys"]},
            "solutions": {"totalCount": 0},
        }
        for id in bare
    ]
    return {}, {"opportunities": {"totalCount": len(bare), "nodes": rows}}


def widest_reach(p: Portfolio, day: Day) -> Asked:
    """2. The widest first."""
    found = largest(p.of("Opportunity"), lambda id: (reach(p, id)["journeys"], reach(p, id)["steps"]))
    return {}, {"opportunities": nodes({"id": id, "reach": reach(p, id)} for id in found[:10])}


def teams_on_one_step(p: Portfolio, day: Day) -> Asked:
    """3. Two teams, one step; and how many steps two teams share."""
    found = {"overlaps": nodes(overlaps(p)[:100]), "teamPairs": nodes(team_pairs(p))}
    return {}, found


def retire_step(p: Portfolio, day: Day) -> Asked:
    """4. What hangs on a step."""
    step = p.keyed("Step", "ins-renew")
    return {"step": step}, {"impactOf": impact(p, step)}


def goals_without_active_work(p: Portfolio, day: Day) -> Asked:
    """5. Goals that nobody works for, below included; status and work that disagree."""
    found = gaps(p)
    bare = [
        {"name": p.get(id, "name"), "status": p.get(id, "status")}
        for id in p.by_name(found["goalsWithoutActiveWork"])
    ]
    disagreeing = {
        name: nodes(
            {**{part: p.get(id, part) for part in ("name", "status")}, "progress": progress(p, id)}
            for id in p.by_name(found[name])
        )
        for name in ("opportunitiesDoneNotClosed", "opportunitiesClosedNotDone")
    }
    own = [
        id
        for id in p.of("Goal")
        if not any(
            p.get(solution, "status") in ACTIVE
            for item in p.back(id, "CONTRIBUTES_TO")
            if p.kind(item) == "Opportunity"
            for solution in p.back(item, "RESOLVES")
        )
    ]
    return {}, {"gaps": {"goalsWithoutActiveWork": nodes(bare), **disagreeing}, "goals": nodes(named(p, own))}


def goals_progress(p: Portfolio, day: Day) -> Asked:
    """6. How far each goal is, and what that comes from."""

    def far(id: str) -> dict[str, object]:
        return {"name": p.get(id, "name"), "progress": progress(p, id)}

    def opportunities(goal: str) -> list[str]:
        return p.by_name(id for id in p.back(goal, "CONTRIBUTES_TO") if p.kind(id) == "Opportunity")

    return {}, {
        "goals": nodes(
            far(goal)
            | {
                "opportunities": nodes(
                    far(item) | {"solutions": nodes(far(id) for id in p.by_name(p.back(item, "RESOLVES")))}
                    for item in opportunities(goal)
                )
            }
            for goal in p.by_name(p.of("Goal"))
        )
    }


def value_and_effort_by_goal(p: Portfolio, day: Day) -> Asked:
    """7. The quick wins of each goal, most value first."""
    rows: list[dict[str, object]] = []
    for goal in p.by_name(p.of("Goal")):
        found = [id for id in p.back(goal, "CONTRIBUTES_TO") if p.kind(id) == "Opportunity"]
        quick = [id for id in found if priority(p, id)["quadrant"] == "QUICK_WIN"]
        best = largest(quick, lambda id: value(p, id))[:5]
        shown = [
            {"name": p.get(id, "name"), "value": value(p, id), "effort": p.get(id, "effort")} for id in best
        ]
        rows.append(
            {"name": p.get(goal, "name"), "opportunities": {"totalCount": len(quick), "nodes": shown}}
        )
    return {}, {"goals": nodes(rows)}


def stood_still(p: Portfolio, day: Day) -> Asked:
    """8. What scored high and did not change its status since before the day's work."""
    high = [
        id
        for id in p.of("Opportunity")
        if (value(p, id) or 0) >= 75 and p.get(id, "status") in ("OPEN", "IN_PROGRESS")
    ]
    still = largest([id for id in high if p.get(id, "key") not in day.restarted], lambda id: value(p, id))
    assert len(still) < len(high)
    rows = [{"name": p.get(id, "name"), "value": value(p, id), "status": p.get(id, "status")} for id in still]
    return {"since": day.begun}, {"opportunities": nodes(rows)}


def journeys_without(p: Portfolio, day: Day) -> Asked:
    """9. Journeys that nobody owns or nothing measures."""
    found = gaps(p)
    bare = p.by_name({*found["journeysWithoutTeam"], *found["journeysWithoutMetric"]})
    rows = [
        {
            "name": p.get(id, "name"),
            "team": next(iter(named(p, p.out(id, "OWNED_BY"))), None),
            "metrics": {"totalCount": len(p.back(id, "MEASURES"))},
        }
        for id in bare
    ]
    lists = {name: nodes(named(p, found[name])) for name in ("journeysWithoutTeam", "journeysWithoutMetric")}
    return {}, {"gaps": lists, "journeys": nodes(rows)}


def expected_and_reached(p: Portfolio, day: Day) -> Asked:
    """10. What each launched solution was to bring and brought; sums by currency, and by journey."""
    launched = p.by_name(id for id in p.of("Solution") if p.get(id, "status") == "LAUNCHED")
    columns = ("name", "currency", "expectedValue", "realisedValue")
    sums: dict[str, object] = {"count": len(launched)}
    for name in columns[2:]:
        known = [id for id in launched if p.get(id, name) is not None]
        currencies = sorted({p.get(id, "currency") for id in known})
        sums[name] = [
            {"currency": currency, "n": len(amounts), "sum": sum(amounts)}
            for currency in currencies
            if (amounts := [p.get(id, name) for id in known if p.get(id, "currency") == currency])
        ]
    rows = [{name: p.get(id, name) for name in columns} for id in launched]
    ended = [id for id in p.of("Solution") if p.get(id, "status") in ("LAUNCHED", "CANCELLED")]
    totals = money_totals(p, "JOURNEY", ended)
    return {}, {"solutions": {**nodes(rows), "aggregate": sums}, "moneyTotals": totals}


def moved_between_two_dates(p: Portfolio, day: Day) -> Asked:
    """11. The day's work, newest first."""
    rows = [
        {"operation": operation, "kind": kind, "recordName": name} for operation, kind, name in day.work[::-1]
    ]
    counts = {operation: sum(1 for done in day.work if done[0] == operation) for operation, _, _ in day.work}
    facets = [
        {"value": operation, "count": count}
        for operation, count in sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    ]
    found = {"totalCount": len(rows), "nodes": rows, "facets": facets}
    return {"from": day.begun, "to": day.ended}, {"changes": found}


def how_it_came_to_be(p: Portfolio, day: Day) -> Asked:
    """12. From what somebody said to a goal, and all that hangs on the opportunity between them."""
    opportunity = p.keyed("Opportunity", "ask-before")
    insights = p.by_name(p.back(opportunity, "REVEALS"))
    quote = next(quote for insight in insights for quote in p.back(insight, "SUPPORTS"))
    goal = p.out(opportunity, "CONTRIBUTES_TO")[0]
    both = [
        [{"nodes": refs(ids), "relationships": types} for ids, types in chains(p, *ends)]
        for ends in ((quote, goal), (goal, quote))
    ]
    said = [
        {
            "name": p.get(insight, "name"),
            "quotes": nodes(
                {
                    "text": p.get(id, "text"),
                    "source": next(iter(named(p, p.out(id, "SAID_IN"))), None),
                }
                for id in p.back(insight, "SUPPORTS")
            ),
        }
        for insight in insights
    ]
    steps = ordered(p.out(opportunity, "ADDRESSES"), lambda id: (p.get(id, "position"),))
    found = {
        "insights": nodes(said),
        "steps": nodes(
            {
                "name": p.get(id, "name"),
                "phase": {"journey": {"name": p.get(p.journey_of(id), "name")}},
            }
            for id in steps
        ),
        "solutions": nodes(
            {
                "name": p.get(id, "name"),
                "deliveryTeams": nodes(named(p, p.out(id, "DELIVERED_BY"))),
            }
            for id in p.by_name(p.back(opportunity, "RESOLVES"))
        ),
        "goals": nodes(named(p, p.out(opportunity, "CONTRIBUTES_TO"))),
    }
    asked = {"quote": quote, "opportunity": opportunity, "goal": goal}
    return asked, {"trace": both[0], "back": both[1], "opportunity": found}
