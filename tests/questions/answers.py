"""The questions about the whole portfolio, answered a second time in plain Python."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import combinations, pairwise
from typing import Any

from tests.questions.formulas import (
    UNDER_WAY,
    active,
    active_work,
    acts_on,
    journey_work,
    progress,
    solutions_teams,
    step_experience,
)
from tests.questions.portfolio import MARKS, Portfolio, day

HUBS = ("Team", "Person", "Channel", "Persona")
LONGEST_CHAIN = 8
UNDONE = ("OPEN", "IN_PROGRESS")
STATUSES = {
    **{"IDEA": "Idea", "PLANNED": "Planned", "IN_PROGRESS": "In progress"},
    **{"LAUNCHED": "Launched", "CANCELLED": "Cancelled"},
}
AMOUNTS = {"cost": "cost", "expected": "expectedValue", "realised": "realisedValue"}


def refs(ids: Iterable[str]) -> list[dict[str, str]]:
    """Records as a request for their ids answers them."""
    return [{"id": id} for id in ids]


def kind(label: str) -> str:
    """A kind as the API writes it."""
    return label.upper()


# Impact.


def whole(p: Portfolio, id: str) -> set[str]:
    """A record with what goes along with it: parts of journeys and phases, measurements of a metric."""
    found, parts = {id}, [id]
    while parts:
        below = [part for above in parts for part in p.out(above, "HAS_PHASE", "HAS_STEP")]
        found, parts = found | set(below), below
    return found | (set(p.back(id, "OF")) if p.kind(id) == "Metric" else set())


def impact(p: Portfolio, id: str) -> dict[str, Any]:
    """What hangs on a record."""
    along = whole(p, id)
    hanging: set[tuple[str, str, bool]] = set()
    for link in p.links:
        if link.type in MARKS or (link.end == id and link.type in ("HAS_PHASE", "HAS_STEP")):
            continue
        if (link.start in along) != (link.end in along):
            outward = link.start in along
            hanging.add((link.end if outward else link.start, link.type, outward))
    linked = {other for other, _, _ in hanging}
    lonely = {
        other
        for other, type, outward in hanging
        if along >= set(p.back(other, type) if outward else p.out(other, type))
    }
    near = along | linked
    at = ("ADDRESSES", "CHANGES", "OBSERVED_AT", "AT", "MEASURES")
    goals = near | {goal for item in near for goal in p.out(item, "CONTRIBUTES_TO")}
    spots = near | {spot for item in near for spot in p.out(item, *at)}
    teams = near | {team for item in near for team in p.out(item, "OWNED_BY", "DELIVERED_BY", "SUPPORTED_BY")}
    return {
        "record": {"id": id},
        "links": _counts(p, linked),
        "orphaned": _counts(p, lonely),
        "goals": refs(_only(p, "Goal", goals - {id})),
        "journeys": refs(p.by_name(_journeys(p, spots) - {id})[:100]),
        "teams": refs(_only(p, "Team", teams - {id})),
    }


def _only(p: Portfolio, label: str, ids: Iterable[str]) -> list[str]:
    return p.by_name(id for id in ids if p.kind(id) == label)[:100]


def _journeys(p: Portfolio, ids: Iterable[str]) -> set[str]:
    places = {id: p.kind(id) for id in ids}
    return {id if label == "Journey" else p.journey_of(id) for id, label in places.items() if label in PLACES}


PLACES = ("Journey", "Phase", "Step")


def _counts(p: Portfolio, ids: Iterable[str]) -> list[dict[str, Any]]:
    by_kind: dict[str, list[str]] = defaultdict(list)
    for id in ids:
        record = p.records[id]
        by_kind[record["label"]].append(str(record.get("name") or record.get("text") or id)[:200])
    return [
        {"kind": kind(label), "count": len(names), "names": sorted(names)[:5]}
        for label, names in sorted(by_kind.items(), key=lambda item: (-len(item[1]), item[0]))
    ]


# Overlaps and pairs.


def overlaps(p: Portfolio) -> list[dict[str, Any]]:
    """Teams whose active solutions act on the same step, most solutions first."""
    acting: dict[str, list[str]] = defaultdict(list)
    for solution in p.by_name(id for id in p.of("Solution") if active(p, id)):
        for step in acts_on(p, solution):
            acting[step].append(solution)
    rows: list[dict[str, Any]] = []
    for step, solutions in acting.items():
        teams = p.by_name({team for solution in solutions for team in solutions_teams(p, solution)})
        for pair in combinations(teams, 2):
            theirs = [item for item in solutions if set(pair) & set(solutions_teams(p, item))]
            resolved = {id for item in theirs for id in p.out(item, "RESOLVES")}
            here = [id for id in resolved if step in p.out(id, "ADDRESSES")]
            if len(theirs) > 1:
                rows.append(
                    {
                        "teams": refs(pair),
                        "step": {"id": step},
                        "solutions": sorted(refs(theirs), key=str),
                        "opportunities": refs(p.by_name(here)),
                        "direct": all(step in p.out(item, "CHANGES") for item in theirs),
                    }
                )
    return sorted(rows, key=overlap_order)


def overlap_order(row: dict[str, Any]) -> tuple[Any, ...]:
    """Where an overlap stands among others."""
    return -len(row["solutions"]), row["step"]["id"], *(team["id"] for team in row["teams"])


def team_pairs(p: Portfolio) -> list[dict[str, Any]]:
    """How much each pair of teams does at the same steps, those that share most steps first."""
    shared: dict[tuple[str, ...], list[dict[str, Any]]] = defaultdict(list)
    for row in overlaps(p):
        shared[tuple(p.by_name(team["id"] for team in row["teams"]))].append(row)
    rows: list[dict[str, Any]] = [
        {
            "a": {"id": a},
            "b": {"id": b},
            "steps": len(found),
            "solutions": len({solution["id"] for row in found for solution in row["solutions"]}),
            "direct": len([row for row in found if row["direct"]]),
        }
        for (a, b), found in shared.items()
    ]
    return sorted(rows, key=lambda row: (-row["steps"], row["a"]["id"], row["b"]["id"]))


def pair_order(row: dict[str, Any]) -> tuple[Any, ...]:
    """Where a pair of journeys stands among others."""
    return -row["sharedOpportunities"], row["a"]["id"], row["b"]["id"]


def journey_pairs(p: Portfolio, least: int = 1) -> list[dict[str, Any]]:
    """Pairs of journeys that share opportunities, those that share most first."""
    work = {
        label: {journey: set(journey_work(p, journey, label)) for journey in p.of("Journey")}
        for label in ("Opportunity", "Solution")
    }
    used = {
        journey: {touchpoint for step in p.steps(journey) for touchpoint in p.out(step, "USES")}
        for journey in p.of("Journey")
    }
    rows: list[dict[str, Any]] = [
        {
            "a": {"id": a},
            "b": {"id": b},
            "sharedOpportunities": len(work["Opportunity"][a] & work["Opportunity"][b]),
            "sharedSolutions": len(work["Solution"][a] & work["Solution"][b]),
            "sharedTouchpoints": len(used[a] & used[b]),
        }
        for a, b in combinations(p.of("Journey"), 2)
    ]
    return sorted((row for row in rows if row["sharedOpportunities"] >= least), key=pair_order)


# Gaps and coverage.


def gaps(p: Portfolio) -> dict[str, list[str]]:
    """What is missing, each list by id."""
    heard = {
        step: [id for id in p.back(step, "OBSERVED_AT") if p.get(id, "status") != "DISMISSED"]
        for step in p.of("Step")
    }
    pursued = [id for id in p.of("Opportunity") if p.get(id, "status") != "DISMISSED"]
    said = {step: {p.get(id, "voice") for id in insights} for step, insights in heard.items()}
    bases = {step: {p.get(id, "basis") for id in insights} for step, insights in heard.items()}
    return {
        "stepsWithoutInsight": [step for step, insights in heard.items() if not insights],
        "stepsWithoutVoc": [step for step, voices in said.items() if "VOC" not in voices],
        "stepsWithOpinionOnly": [
            step for step, found in bases.items() if "OPINION" in found and "DATA" not in found
        ],
        "momentsOfTruthWithoutOwner": [
            step for step in p.of("Step") if p.get(step, "momentOfTruth") and not p.out(step, "OWNED_BY")
        ],
        "insightsWithoutOpportunity": [
            id
            for id in p.of("Insight")
            if p.get(id, "status") != "DISMISSED" and not set(p.out(id, "REVEALS")) & set(pursued)
        ],
        "opportunitiesWithoutSolution": [id for id in pursued if not p.back(id, "RESOLVES")],
        "opportunitiesDoneNotClosed": [
            id for id in pursued if p.get(id, "status") in UNDONE and progress(p, id) == 1
        ],
        "opportunitiesClosedNotDone": [
            id for id in pursued if p.get(id, "status") == "SOLVED" and (progress(p, id) or 0) < 1
        ],
        "goalsWithoutActiveWork": [
            id for id in p.of("Goal") if p.get(id, "status") in UNDONE and not active_work(p, id)
        ],
        "journeysWithoutTeam": [id for id in p.of("Journey") if not p.out(id, "OWNED_BY")],
        "journeysWithoutMetric": [id for id in p.of("Journey") if not p.back(id, "MEASURES")],
        "idleMetrics": [id for id in p.of("Metric") if not p.out(id, "MEASURES")],
    }


def coverage(
    p: Portfolio, goals: list[str] | None = None, journeys: list[str] | None = None, *, phases: bool = False
) -> list[dict[str, Any]]:
    """What is done for each goal in each journey, or in each of its phases; dropped goals if named."""
    cells: list[dict[str, Any]] = []
    rows = [goal for goal in p.of("Goal") if (not dropped(p, goal) if goals is None else goal in goals)]
    for goal in p.by_name(rows):
        for journey in p.by_name(id for id in p.of("Journey") if journeys is None or id in journeys):
            for phase in p.phases(journey) if phases else [None]:
                steps = set(p.phase_steps(phase) if phase else p.steps(journey))
                counts = _cell(p, goal, steps)
                if any(counts.values()):
                    cells.append(
                        {
                            "goal": {"id": goal},
                            "journey": {"id": journey},
                            "phase": {"id": phase} if phase else None,
                            **counts,
                        }
                    )
    return cells


def dropped(p: Portfolio, goal: str) -> bool:
    """Whether a goal was dropped, or one above it."""
    return p.get(goal, "status") == "DROPPED" or any(dropped(p, above) for above in p.out(goal, "PART_OF"))


def served(p: Portfolio, goal: str) -> set[str]:
    """What contributes to a goal or one below it that was not dropped, nor stands below such a one."""
    kept = [part for part in p.back(goal, "PART_OF") if p.get(part, "status") != "DROPPED"]
    return {*p.back(goal, "CONTRIBUTES_TO"), *(id for part in kept for id in served(p, part))}


def _cell(p: Portfolio, goal: str, steps: set[str]) -> dict[str, int]:
    pursued = {id for id in served(p, goal) if p.get(id, "status") != "DISMISSED"}
    opportunities = {
        id for id in pursued if p.kind(id) == "Opportunity" and steps & set(p.out(id, "ADDRESSES"))
    }
    solutions = {id for id in pursued if p.kind(id) == "Solution" and steps & set(acts_on(p, id))}
    solutions |= {solution for id in opportunities for solution in p.back(id, "RESOLVES")}
    statuses = [p.get(id, "status") for id in solutions]
    return {
        "opportunities": len(opportunities),
        "underWay": len([status for status in statuses if status in UNDER_WAY]),
        "launched": statuses.count("LAUNCHED"),
    }


# Money.


def money_totals(
    p: Portfolio, by: str = "STATUS", solutions: list[str] | None = None
) -> list[dict[str, Any]]:
    """What solutions cost and bring, by currency and a key; by key, then currency."""
    groups: dict[tuple[str, str], list[str]] = defaultdict(list)
    for id in p.of("Solution") if solutions is None else solutions:
        if any(p.get(id, name) is not None for name in AMOUNTS.values()):
            for key in _money_keys(p, id, by) or [""]:
                groups[key, p.get(id, "currency") or "XXX"].append(id)
    return [
        {
            "key": key,
            "label": _money_label(p, by, key),
            "currency": currency,
            "solutions": len(ids),
            "cancelled": len([id for id in ids if p.get(id, "status") == "CANCELLED"]),
            **_sums(p, ids),
        }
        for (key, currency), ids in sorted(groups.items())
    ]


def _money_keys(p: Portfolio, solution: str, by: str) -> list[str]:
    launched = p.get(solution, "launchedOn")
    keys = {
        "STATUS": [str(p.get(solution, "status"))],
        "GOAL": p.out(solution, "CONTRIBUTES_TO"),
        "TEAM": solutions_teams(p, solution),
        "YEAR": [] if launched is None else [str(day(launched).year)],
        "JOURNEY": p.journeys_of(acts_on(p, solution)),
    }
    return keys[by]


def _money_label(p: Portfolio, by: str, key: str) -> str:
    if not key:
        return "None"
    return STATUSES[key] if by == "STATUS" else key if by == "YEAR" else p.get(key, "name")


def _sums(p: Portfolio, solutions: list[str]) -> dict[str, float | None]:
    sums: dict[str, float | None] = {}
    for name, amount in AMOUNTS.items():
        known = [p.get(id, amount) for id in solutions if p.get(id, amount) is not None]
        sums[name] = sum(known) if known else None
    cost, realised = sums["cost"], sums["realised"]
    net = None if cost is None and realised is None else (realised or 0) - (cost or 0)
    return {**sums, "net": net}


# Ways.


def neighbours(p: Portfolio) -> dict[str, set[str]]:
    """The records linked to each record, marks left out."""
    found: dict[str, set[str]] = defaultdict(set)
    for link in p.links:
        if link.type not in MARKS:
            found[link.start].add(link.end)
            found[link.end].add(link.start)
    return found


def neighbourhood(p: Portfolio, id: str, depth: int, first: int = 100) -> dict[str, Any]:
    """What is linked to a record over at most so many links, nearest first."""
    near, found, ring = neighbours(p), [id], [id]
    for _ in range(depth):
        through = [item for item in ring if item == id or p.kind(item) not in HUBS]
        ring = sorted({other for item in through for other in near[item]} - set(found))
        found += ring
    nodes = set(found[:first])
    return {
        "nodes": refs(found[:first]),
        "edges": [
            {"from": start, "to": end, "type": type}
            for start, end, type in sorted(
                (link.start, link.end, link.type)
                for link in p.links
                if link.type not in MARKS and {link.start, link.end} <= nodes
            )
        ],
        "truncated": len(found) > first,
    }


def chains(p: Portfolio, start: str, end: str) -> list[tuple[list[str], list[str]]]:
    """All shortest chains between two records: ids and types, by the ids on the way."""
    if start == end:
        return []
    near = neighbours(p)
    types = defaultdict[frozenset[str], set[str]](set)
    for link in p.links:
        types[frozenset((link.start, link.end))].add(link.type)
    ways: list[list[str]] = [[start]]
    for _ in range(LONGEST_CHAIN):
        open_ways = [way for way in ways if way == [start] or p.kind(way[-1]) not in HUBS]
        ways = [[*way, other] for way in open_ways for other in near[way[-1]] if other not in way]
        if arrived := [way for way in ways if way[-1] == end]:
            return sorted(typed for way in arrived for typed in _typed(way, types))
    return []


def _typed(way: list[str], types: Mapping[frozenset[str], set[str]]) -> list[tuple[list[str], list[str]]]:
    found: list[list[str]] = [[]]
    for pair in pairwise(way):
        between = sorted(types[frozenset(pair)] - set(MARKS))
        found = [[*done, type] for done in found for type in between]
    return [(way, done) for done in found]


# Comparison.


def comparison(p: Portfolio, a: str, b: str) -> list[dict[str, Any]]:
    """Two journeys step by step: pairs by replacement, else by name; then what only the second has."""
    first, second = p.steps(a), p.steps(b)
    replacing = {step: set(p.out(step, "REPLACES")) | set(p.back(step, "REPLACES")) for step in first}
    pairs: list[tuple[str | None, str | None]] = [
        (one, other) for one in first for other in second if other in replacing[one]
    ]
    taken = {step for pair in pairs for step in pair}
    free = [step for step in second if step not in taken]
    for one in (step for step in first if step not in taken):
        match = next((other for other in free if _folded(p, other) == _folded(p, one)), None)
        pairs.append((one, match))
        free = [step for step in free if step != match]
    pairs = sorted(
        pairs, key=lambda pair: (first.index(str(pair[0])), pair[1] in second and second.index(str(pair[1])))
    )
    return [_row(p, one, other) for one, other in [*pairs, *((None, step) for step in free)]]


def _folded(p: Portfolio, step: str) -> str:
    return str(p.get(step, "name")).strip().lower()


def _row(p: Portfolio, one: str | None, other: str | None) -> dict[str, Any]:
    change = "ADDED" if one is None else "REMOVED" if other is None else "SAME"
    if one is not None and other is not None and _looks(p, one) != _looks(p, other):
        change = "CHANGED"
    return {
        "change": change,
        "a": one and {"id": one},
        "b": other and {"id": other},
        "experienceA": one and step_experience(p, one),
        "experienceB": other and step_experience(p, other),
    }


def _looks(p: Portfolio, step: str) -> list[Any]:
    names = ("name", "description", "moment", "layer", "momentOfTruth", "expectedExperience")
    return [*(p.get(step, name) for name in names), p.out(step, "THROUGH"), p.out(step, "USES")]
