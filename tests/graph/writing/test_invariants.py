"""Rules over several records: refused when written, found when broken behind the writer's back."""

from itertools import pairwise
from typing import LiteralString

import pytest

from graph.entities import Datatype
from graph.errors import InvariantBroken
from graph.model import MODEL
from graph.writing.inputs import MISSING
from graph.writing.invariants import RULES, WATCHED_TYPES, Rule
from tests.graph.stage import Stage

A_JOURNEY: LiteralString = """
CREATE (:Journey {id: 'j', name: 'j'})-[:HAS_PHASE]->(:Phase {id: 'p', name: 'p', position: 0})
  -[:HAS_STEP]->(:Step {id: 's', name: 's', position: 0})
"""

# Each breaks one rule only, for the records named.
BREAKS: dict[str, tuple[LiteralString, list[str]]] = {
    "phase_has_one_journey": ("CREATE (:Phase {id: 'stray', name: 'stray'})", ["stray"]),
    "step_has_one_phase": (
        "MATCH (s:Step {id: 's'}) CREATE (:Journey {id: 'k'})-[:HAS_PHASE]->(p:Phase {id: 'q', position: 0})"
        " CREATE (p)-[:HAS_STEP]->(s)",
        ["s"],
    ),
    "phases_are_in_order": ("MATCH (p:Phase {id: 'p'}) SET p.position = 1", ["j"]),
    "steps_are_in_order": (
        "MATCH (p:Phase {id: 'p'}) CREATE (p)-[:HAS_STEP]->(:Step {id: 't', name: 't', position: 0})",
        ["p"],
    ),
    "journey_details_others": (
        "MATCH (j:Journey {id: 'j'}), (s:Step {id: 's'}) CREATE (s)-[:DETAILED_BY]->(j)",
        ["j"],
    ),
    "opportunity_is_no_part_of_itself": (
        "CREATE (o:Opportunity {id: 'o', name: 'o'})-[:PART_OF]->(q:Opportunity {id: 'q', name: 'q'})"
        " CREATE (q)-[:PART_OF]->(o) CREATE (:Opportunity {id: 'below'})-[:PART_OF]->(o)",
        ["o", "q"],
    ),
    "goal_is_no_part_of_itself": ("CREATE (g:Goal {id: 'g', name: 'g'})-[:PART_OF]->(g)", ["g"]),
    "link_joins_once": (
        "MATCH (s:Step {id: 's'}) CREATE (o:Opportunity {id: 'o'})-[:ADDRESSES]->(s)"
        " CREATE (o)-[:ADDRESSES]->(s)",
        ["o"],
    ),
    "measurement_has_one_metric": ("CREATE (:Measurement {id: 'm', startsOn: date('2026-01-01')})", ["m"]),
}

every_rule = pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)


async def broken(stage: Stage) -> dict[str, list[str]]:
    """The records that break each rule."""
    found = {rule.name: await stage.rows(rule.everywhere.text) for rule in RULES}
    return {name: [row[0] for row in rows] for name, rows in found.items() if rows}


@every_rule
async def test_broken_rule_is_found(stage: Stage, rule: Rule) -> None:
    text, ids = BREAKS[rule.name]
    await stage.run(A_JOURNEY)

    await stage.run(text)

    assert await broken(stage) == {rule.name: ids}


@every_rule
async def test_touched_rule_finds_the_same(stage: Stage, rule: Rule) -> None:
    text, ids = BREAKS[rule.name]
    await stage.run(A_JOURNEY)
    await stage.run(text)

    if rule.touched is None:
        assert rule.written == frozenset()
    else:
        found = await stage.rows(rule.touched.text, ids=["another", *ids])
        assert [row[0] for row in found] == ids
        assert await stage.rows(rule.touched.text, ids=["another"]) == []


async def test_lawful_graph_breaks_nothing(stage: Stage) -> None:
    journey, _, ((one, two), (three,)) = await stage.journey(2, 1)
    other, _, ((four,),) = await stage.journey(1)
    await stage.update("Step", one, detailedByIds=[other], nextStepIds=[two, three])
    parent = await stage.create("Opportunity", name="all", stepIds=[one, four])
    await stage.create("Opportunity", name="part", parentId=parent)
    metric = await stage.create("Metric", name="NPS", method="NPS", journeyIds=[journey])
    await stage.create("Measurement", metricId=metric, startsOn="2026-01-01", endsOn="2026-01-31")

    assert await broken(stage) == {}


@pytest.mark.parametrize("label", ["Goal", "Opportunity"])
@pytest.mark.parametrize("length", [1, 2, 4])
async def test_parents_make_no_cycle(stage: Stage, label: str, length: int) -> None:
    records = [await stage.create(label, name="0")]
    for number in range(1, length):
        records.append(await stage.create(label, name=str(number), parentId=records[-1]))

    with pytest.raises(InvariantBroken) as raised:
        await stage.update(label, records[0], parentId=records[-1])

    assert (raised.value.code, raised.value.field) == ("INVALID", ("parentId",))
    assert records[0] in raised.value.message
    assert await stage.ends(records[0], "PART_OF") == []


async def test_parent_may_change_downwards(stage: Stage) -> None:
    top, middle = await stage.create("Goal", name="top"), await stage.create("Goal", name="middle")
    await stage.update("Goal", middle, parentId=top)
    low = await stage.create("Goal", name="low", parentId=middle)

    await stage.update("Goal", low, parentId=top)

    assert await stage.ends(low, "PART_OF") == [top]


@pytest.mark.parametrize("depth", [0, 1, 3])
async def test_journey_never_details_itself(stage: Stage, depth: int) -> None:
    journeys = [await stage.journey(1) for _ in range(depth + 1)]
    for (_, _, ((step,),)), (below, _, _) in pairwise(journeys):
        await stage.update("Step", step, detailedByIds=[below])
    last = journeys[-1][2][0][0]

    with pytest.raises(InvariantBroken) as linked:
        await stage.link("Step", "detailedBy", (last, journeys[0][0], {}))
    with pytest.raises(InvariantBroken) as created:
        await stage.create("Step", name="s", phaseId=journeys[-1][1][0], detailedByIds=[journeys[0][0]])

    assert linked.value.field == created.value.field == ("detailedByIds",)
    assert await stage.ends(last, "DETAILED_BY") == []


@pytest.mark.parametrize("part", ["Step", "Phase"])
async def test_moved_part_makes_no_cycle(stage: Stage, part: str) -> None:
    journey, (phase,), ((step,),) = await stage.journey(1)
    below, (there,), _ = await stage.journey(1)
    await stage.update("Step", step, detailedByIds=[below])
    identifier, owner = (step, there) if part == "Step" else (phase, below)

    with pytest.raises(InvariantBroken) as moved:
        await stage.write(lambda writer: writer.move(part, identifier, owner, MISSING))
    with pytest.raises(InvariantBroken) as updated:
        await stage.update(part, identifier, **{MODEL[part].owner.id_field: owner})  # pyright: ignore[reportOptionalMemberAccess]

    assert moved.value.field == updated.value.field == (f"{'phase' if part == 'Step' else 'journey'}Id",)
    assert await stage.parts("Journey", "phases", journey) == [phase]


async def test_shared_details_are_followed_once(stage: Stage) -> None:
    journeys = [await stage.journey(2) for _ in range(25)]
    for (_, _, (steps,)), (below, _, _) in pairwise(journeys):
        for step in steps:
            await stage.update("Step", step, detailedByIds=[below])

    # 2^24 ways lead from the first journey to the last, over 24 journeys between them.
    with pytest.raises(InvariantBroken):
        await stage.update("Step", journeys[-1][2][0][0], detailedByIds=[journeys[0][0]])


async def test_broken_order_stops_the_next_write(stage: Stage) -> None:
    _, (phase,), (steps,) = await stage.journey(2)
    await stage.run("MATCH (s:Step {id: $id}) SET s.position = 7", id=steps[1])

    with pytest.raises(InvariantBroken) as raised:
        await stage.create("Step", name="s", phaseId=phase)

    assert raised.value.field == ("phaseId",)


def test_rules_name_what_is_declared() -> None:
    types = {*MODEL.relationship_types(), "moved"}

    assert types >= WATCHED_TYPES
    assert {rule.subject for rule in RULES if rule.touched} <= MODEL.entities.keys()
    assert [rule.name for rule in RULES if rule.serial and not rule.touched] == []


def test_every_int_fits_graphql() -> None:
    ints = [
        item
        for entity in MODEL.entities.values()
        for item in entity.writable_properties
        if item.type is Datatype.INT
    ]

    assert [item.name for item in ints if item.maximum is None or item.maximum > 2**31 - 1] == []
