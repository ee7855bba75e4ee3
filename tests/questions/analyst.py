"""What the questions of an analyst come to on the sample, told from its rows and files."""

import csv
import hashlib
from typing import Any

from seed.sample import SAMPLE
from tests.questions.answers import journey_pairs
from tests.questions.asked import Asked, Day, largest, nodes, ordered
from tests.questions.formulas import evidence, experience, reach
from tests.questions.measures import cost_to_serve, latest, missed_targets
from tests.questions.portfolio import Portfolio


def cost_by_channel(p: Portfolio, day: Day) -> Asked:
    """24. What each journey costs, and what that rests on."""
    rows = [
        {"name": p.get(id, "name"), "costToServe": cost_to_serve(p, id)} for id in p.by_name(p.of("Journey"))
    ]
    assert {row["costToServe"]["basis"] for row in rows} == {"MEASURED", "ESTIMATED", "UNKNOWN"}
    return {}, {"journeys": nodes(rows)}


def missed_three_in_a_row(p: Portfolio, day: Day) -> Asked:
    """25. Metrics that were worse than their target three months in a row, or longer."""
    missed = {id: missed_targets(p, id) for id in p.of("Metric")}
    found = largest([id for id, run in missed.items() if run >= 3], lambda id: missed[id])
    rows: list[dict[str, Any]] = []
    for id in found:
        value, on, _ = latest(p, id)
        own = {name: p.get(id, name) for name in ("id", "name", "target", "direction")}
        rows.append({**own, "missedTargets": missed[id], "latest": value, "latestOn": on})
    return {}, {"metrics": nodes(rows)}


def same_name_other_method(p: Portfolio, day: Day) -> Asked:
    """26. Metrics of one name that may not be averaged with each other."""
    name = "Customer satisfaction"
    found = ordered(
        [id for id in p.of("Metric") if p.get(id, "name") == name], lambda id: (p.get(id, "method"),)
    )
    rows = [
        {**{part: p.get(id, part) for part in ("name", "method", "unit")}, "latest": latest(p, id).value}
        for id in found
    ]
    methods: set[str] = {p.get(id, "method") for id in found}
    facets = [{"value": method, "count": 1} for method in sorted(methods)]
    assert len(facets) > 1
    return {"name": name}, {"metrics": {**nodes(rows), "facets": facets}}


def experience_of_phases(p: Portfolio, day: Day) -> Asked:
    """27. Each phase by its own steps, and with the journeys that detail them."""

    def row(id: str) -> dict[str, Any]:
        return {"experience": experience(p, id), "nested": experience(p, id, nested=True)}

    journey = p.keyed("Journey", "life")
    phases = [{"name": p.get(id, "name"), **row(id)} for id in p.phases(journey)]
    assert any(phase["experience"] != phase["nested"] for phase in phases)
    return {"journey": journey}, {"journey": {**row(journey), "phases": phases}}


def strong_evidence(p: Portfolio, day: Day) -> Asked:
    """28. Opportunities that are well founded, the best first."""
    strength = {id: evidence(p, id)["strength"] for id in p.of("Opportunity")}
    strong = largest([id for id in strength if strength[id] >= 0.6], lambda id: strength[id])[:50]
    return {}, {"opportunities": nodes({"id": id, "evidence": evidence(p, id)} for id in strong)}


def where_it_comes_from(p: Portfolio, day: Day) -> Asked:
    """29. A number from the third line of a table, and a sticky of a board."""
    table = next(file for file in SAMPLE if file.name == "measurements.csv")
    board = next(file for file in SAMPLE if file.suffix == ".xlsx")
    third = list(csv.DictReader(table.read_text("utf-8").splitlines()))[2]
    (segment,) = (p.keyed("Segment", third["segment"]),)
    (measurement,) = (
        id
        for id in p.back(p.keyed("Metric", third["metric"]), "OF")
        if p.out(id, "AMONG") == [segment] and str(p.get(id, "startsOn")) == third["startsOn"]
    )
    sticky = p.named("Insight", "A test drive takes the adviser off the floor")

    def edge(file: Any, locator: str, raw: str) -> dict[str, Any]:
        digest = hashlib.sha256(file.read_bytes()).hexdigest()
        return {"locator": locator, "raw": raw, "node": {"fileName": file.name, "sha256": digest}}

    of_number = {"edges": [edge(table, "measurements!A4", third["metric"])]}
    of_sticky = {"edges": [edge(board, "Board!F7", p.get(sticky, "name"))]}
    found = [{"id": measurement, "sources": of_number}, {"id": sticky, "sources": of_sticky}]
    return {"ids": [measurement, sticky]}, {"nodes": found}


def central_steps(p: Portfolio, day: Day) -> Asked:
    """30. The steps through which most passes."""
    central = largest(p.of("Step"), lambda id: len(p.back(id, "ADDRESSES")))[:10]
    rows: list[dict[str, Any]] = []
    for step in central:
        opportunities = [
            {"id": id, "reach": {name: reach(p, id)[name] for name in ("journeys", "teams")}}
            for id in p.by_name(p.back(step, "ADDRESSES"))
        ]
        solutions = [
            {"deliveryTeams": nodes({"id": team} for team in p.by_name(p.out(id, "DELIVERED_BY")))}
            for id in p.by_name(p.back(step, "CHANGES"))
        ]
        rows.append(
            {
                "id": step,
                "opportunities": {"totalCount": len(opportunities), **nodes(opportunities)},
                "solutions": {"totalCount": len(solutions), **nodes(solutions)},
            }
        )
    return {}, {"steps": nodes(rows)}


def journeys_that_share(p: Portfolio, day: Day) -> Asked:
    """31. Journeys with five opportunities or more in common."""
    return {}, {"journeyPairs": nodes(journey_pairs(p, 5)[:100])}
