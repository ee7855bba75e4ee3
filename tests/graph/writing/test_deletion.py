"""Deleting: what goes along, what stands in the way, and what others lose."""

from typing import Any

import pytest

from graph.errors import Conflict, InUse, Invalid, NotFound
from graph.ids import new_id
from tests.graph.stage import Stage


def counted(error: InUse) -> dict[str, tuple[int, tuple[str, ...]]]:
    """How many of each label are linked, with names."""
    return {item.label: (item.count, item.names) for item in error.counts}


async def test_journey_goes_with_its_parts(stage: Stage) -> None:
    journey, phases, steps = await stage.journey(2, 1)
    before = len(await stage.changes())

    await stage.delete("Journey", journey)

    assert await stage.rows("MATCH (n:Journey|Phase|Step) RETURN n") == []
    changes = (await stage.changes())[before:]
    assert {change["operation"] for change in changes} == {"DELETE"}
    assert {change["recordId"] for change in changes} == {journey, *phases, *steps[0], *steps[1]}
    assert [change["kind"] for change in changes] == ["STEP", "STEP", "STEP", "PHASE", "PHASE", "JOURNEY"]
    assert [change["journeyIds"] for change in changes] == [[journey]] * 6


async def test_deletion_is_told_whole(stage: Stage) -> None:
    _, (phase,), ((one, two),) = await stage.journey(2)
    team, touchpoint = await stage.create("Team", name="Web"), await stage.create("Touchpoint", name="Form")
    await stage.update("Step", two, key="pay", teamId=team, touchpointIds=[touchpoint], momentOfTruth=True)
    await stage.link("Step", "nextSteps", (two, one, {"condition": "if cold"}))

    await stage.delete("Step", two, cascade=True)

    change = (await stage.changes())[-1]
    assert (change["operation"], change["recordName"]) == ("DELETE", "Step 0.1")
    assert change["fields"] == {
        "name": ("Step 0.1", None),
        "key": ("pay", None),
        "layer": ("CUSTOMER", None),
        "momentOfTruth": (True, None),
        "position": (1, None),
        "phase": (phase, None),
        "team": (team, None),
        "touchpoints": ([touchpoint], None),
        "nextSteps": ([one], None),
        "nextSteps.condition": ({one: "if cold"}, None),
    }


@pytest.mark.parametrize("place", [0, 1, 2])
async def test_siblings_close_up(stage: Stage, place: int) -> None:
    _, (phase,), (steps,) = await stage.journey(3)

    await stage.delete("Step", steps[place])

    assert await stage.parts("Phase", "steps", phase) == [s for s in steps if s != steps[place]]
    kept = [step for step in steps if step != steps[place]]
    assert [(await stage.record(step))["version"] for step in kept] == [1, 1]


async def test_measurements_go_with_their_metric(stage: Stage) -> None:
    _, _, ((step,),) = await stage.journey(1)
    metric = await stage.create("Metric", name="NPS", method="NPS")
    period = {"startsOn": "2026-01-01", "endsOn": "2026-01-31"}
    measurement = await stage.create("Measurement", metricId=metric, stepId=step, **period)

    await stage.delete("Metric", metric)

    assert await stage.record(measurement) == await stage.record(metric) == {}
    assert (await stage.record(step))["version"] == 1


async def test_own_attributes_are_no_use(stage: Stage) -> None:
    team, parent = await stage.create("Team", name="Web"), await stage.create("Opportunity", name="all")
    tag, source = await stage.create("Tag", name="t"), await stage.create("Source", name="Workshop")
    identifier = await stage.create(
        "Opportunity", name="o", teamId=team, parentId=parent, tagIds=[tag], sourceIds=[source]
    )

    await stage.delete("Opportunity", identifier)

    assert await stage.record(identifier) == {}
    ids = (team, parent, tag, source)
    assert [(await stage.record(other))["version"] for other in ids] == [1, 1, 1, 1]


async def test_links_inside_are_no_use(stage: Stage) -> None:
    journey, _, ((one, two),) = await stage.journey(2)
    await stage.update("Step", one, nextStepIds=[two], replacesIds=[two])

    await stage.delete("Journey", journey)

    assert await stage.record(one) == {}


async def test_use_is_counted_by_kind(stage: Stage) -> None:
    journey, _, ((one, two),) = await stage.journey(2)
    team = await stage.create("Team", name="Web")
    await stage.update("Journey", journey, teamId=team)
    names = ["f", "b", "c", "a", "e", "d"]
    for name in names:
        await stage.create("Insight", name=name, stepIds=[one, two])
    await stage.create("Opportunity", name="o", stepIds=[two])

    with pytest.raises(InUse) as raised:
        await stage.delete("Journey", journey)

    assert counted(raised.value) == {
        "Insight": (6, ("a", "b", "c", "d", "e")),
        "Opportunity": (1, ("o",)),
        "Team": (1, ("Web",)),
    }
    assert [item.label for item in raised.value.counts] == ["Insight", "Opportunity", "Team"]
    assert raised.value.field == ("id",)
    assert await stage.parts("Journey", "phases", journey) != []


@pytest.mark.parametrize(
    ("label", "given", "link"),
    [
        ("Team", {"name": "t"}, ("Goal", {"name": "g"}, "teamId")),
        ("Opportunity", {"name": "o"}, ("Opportunity", {"name": "p"}, "parentId")),
        ("Opportunity", {"name": "o"}, ("Solution", {"name": "s"}, "opportunityIds")),
        ("Insight", {"name": "i"}, ("Quote", {"text": "q"}, "insightIds")),
        ("Goal", {"name": "g"}, ("Metric", {"name": "m", "method": "SUM"}, "goalIds")),
        ("Source", {"name": "s"}, ("Quote", {"text": "q"}, "sourceId")),
    ],
)
async def test_links_of_others_are_use(
    stage: Stage, label: str, given: dict[str, Any], link: tuple[str, dict[str, Any], str]
) -> None:
    identifier = await stage.create(label, **given)
    other, values, field = link
    await stage.create(other, **values, **{field: [identifier] if field.endswith("Ids") else identifier})

    with pytest.raises(InUse) as raised:
        await stage.delete(label, identifier)

    assert {name: count for name, (count, _) in counted(raised.value).items()} == {other: 1}
    assert await stage.record(identifier) != {}


async def test_own_lists_are_use(stage: Stage) -> None:
    goal = await stage.create("Goal", name="g")
    identifier = await stage.create("Opportunity", name="o", goalIds=[goal])

    with pytest.raises(InUse) as raised:
        await stage.delete("Opportunity", identifier)

    assert counted(raised.value) == {"Goal": (1, ("g",))}


async def test_cascade_unties_others(stage: Stage) -> None:
    journey, (phase,), ((one, two),) = await stage.journey(2)
    insight = await stage.create("Insight", name="i", stepIds=[one, two])
    opportunity = await stage.create("Opportunity", name="o")
    await stage.link("Opportunity", "steps", (opportunity, one, {"rationale": "twice"}))
    before = len(await stage.changes())

    await stage.delete("Step", one, cascade=True)

    assert await stage.parts("Phase", "steps", phase) == [two]
    assert await stage.ends(insight, "OBSERVED_AT") == [two]
    assert [(await stage.record(other))["version"] for other in (insight, opportunity)] == [2, 3]
    changes = {change["recordId"]: change for change in (await stage.changes())[before:]}
    assert {key: change["operation"] for key, change in changes.items()} == {
        insight: "UNLINK", opportunity: "UNLINK", one: "DELETE",
    }  # fmt: skip
    assert changes[opportunity]["fields"] == {
        "steps": ([one], None), "steps.rationale": ({one: "twice"}, None),
    }  # fmt: skip
    assert changes[opportunity]["journeyIds"] == [journey]


async def test_cascade_unties_to_one_links(stage: Stage) -> None:
    team = await stage.create("Team", name="Web")
    goal = await stage.create("Goal", name="g", teamId=team)

    await stage.delete("Team", team, cascade=True)

    assert await stage.ends(goal, "OWNED_BY") == []
    unlinked = (await stage.changes())[-2]
    assert (unlinked["recordId"], unlinked["fields"]) == (goal, {"team": (team, None)})


async def test_deleted_tag_unties_all_kinds(stage: Stage) -> None:
    tag = await stage.create("Tag", name="t")
    goal = await stage.create("Goal", name="g", tagIds=[tag])
    team = await stage.create("Team", name="t", tagIds=[tag])

    await stage.delete("Tag", tag)

    assert [(await stage.record(other))["version"] for other in (goal, team)] == [2, 2]
    found = {(change["recordId"], change["operation"]) for change in (await stage.changes())[3:]}
    assert found == {(goal, "UNLINK"), (team, "UNLINK"), (tag, "DELETE")}


async def test_deletion_compares_versions(stage: Stage) -> None:
    goal = await stage.create("Goal", name="g")
    await stage.update("Goal", goal, name="h")

    with pytest.raises(Conflict) as raised:
        await stage.write(lambda writer: writer.delete("Goal", goal, version=1))
    await stage.write(lambda writer: writer.delete("Goal", goal, version=2))

    assert (raised.value.version, raised.value.field) == (2, ("version",))
    assert await stage.record(goal) == {}


@pytest.mark.parametrize(
    ("identifier", "expected"),
    [(new_id("goal"), NotFound), ("g", NotFound), (new_id("team"), Invalid)],
    ids=["unknown", "short", "of another kind"],
)
async def test_deletion_wants_an_id(
    stage: Stage, identifier: str, expected: type[NotFound | Invalid]
) -> None:
    with pytest.raises(expected) as raised:
        await stage.delete("Goal", identifier)

    assert raised.value.field == ("id",)


async def test_deletion_of_many_takes_few_statements(stage: Stage) -> None:
    journey, _, _ = await stage.journey(30, 30)
    sent: list[str] = []
    stage.database.on_statement = lambda run: sent.append(run.statement.name)

    await stage.delete("Journey", journey)

    stage.database.on_statement = None
    # Naming what goes along, locking and reading it, deleting each of three kinds, recording.
    assert len(sent) == 6
