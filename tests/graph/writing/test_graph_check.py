"""Looking through a whole graph for what breaks a rule."""

from typing import LiteralString

import pytest

from graph.model import MODEL
from graph.writing.graph_check import BrokenRule, broken_rules
from tests.graph.stage import Stage


async def found(stage: Stage) -> list[tuple[str, tuple[str, ...]]]:
    """The rules that are broken, each with the records that break it."""
    return [(broken.rule, broken.ids) for broken in await broken_rules(stage.database, MODEL)]


async def test_what_is_written_passes(stage: Stage) -> None:
    _, _, ((step,),) = await stage.journey(1, level=2, frequencyPerYear=12, validatedOn="2026-11-22")
    await stage.create("Persona", name="p", needs=["a car"])
    insight = await stage.create("Insight", name="i", stepIds=[step], impact=-2)
    await stage.create("Quote", text="q", insightIds=[insight], saidOn="2026-11-22")
    metric = await stage.create("Metric", name="m", method="NPS", hero=True, target=30)
    await stage.create(
        "Measurement", metricId=metric, startsOn="2026-01-01", endsOn="2026-01-31", promoters=3
    )
    await stage.update("Step", step, expectedExperience=1, durationSeconds=60)

    assert await found(stage) == []


@pytest.mark.parametrize(
    ("text", "broken"),
    [
        ("REMOVE n.name", ["name"]),
        ("SET n.name = 7", ["name"]),
        ("SET n.name = reduce(s = '', i IN range(1, 201) | s + 'x')", ["name"]),
        ("REMOVE n.version", ["version"]),
        ("SET n.version = 0", ["version"]),
        ("SET n.version = 1.0", ["version"]),
        ("SET n.state = 'PAST'", ["state"]),
        ("SET n.state = 1", ["state"]),
        ("SET n.level = 5", ["level"]),
        ("SET n.level = 'high'", ["level"]),
        ("SET n.frequencyPerYear = 12", ["frequencyPerYear"]),
        ("SET n.frequencyPerYear = -1.0", ["frequencyPerYear"]),
        ("SET n.validatedOn = '2026-11-22'", ["validatedOn"]),
        ("SET n.createdAt = localdatetime()", ["createdAt"]),
        ("SET n.level = 5, n.unitCost = -1.0", ["level", "unitCost"]),
        ("CREATE (n)-[:OWNED_BY]->(:Team) CREATE (n)-[:OWNED_BY]->(:Team)", ["team"]),
    ],
)
async def test_misfits_are_found(stage: Stage, text: LiteralString, broken: list[str]) -> None:
    journey = await stage.create("Journey", name="j")

    await stage.run("MATCH (n:Journey) " + text)

    wrong = [(rule, ids) for rule, ids in await found(stage) if rule.startswith("Journey.")]
    assert sorted(wrong) == [(f"Journey.{field}", (journey,)) for field in broken]


@pytest.mark.parametrize(
    "needs", ["'a car'", "[1]", "null", "reduce(l = [], i IN range(1, 101) | l + ['x'])"]
)
async def test_lists_of_texts_are_looked_at(stage: Stage, needs: LiteralString) -> None:
    persona = await stage.create("Persona", name="p")

    await stage.run("MATCH (n:Persona) SET n.needs = " + needs)

    assert await found(stage) == [("Persona.needs", (persona,))]


async def test_required_links_are_looked_at(stage: Stage) -> None:
    _, (phase,), ((step,),) = await stage.journey(1)

    await stage.run("MATCH (:Phase)-[l:HAS_STEP]->() DELETE l")

    assert await found(stage) == [("Step.phase", (step,)), ("step_has_one_phase", (step,))]
    assert phase not in (step,)


async def test_messages_say_what_is_wrong(stage: Stage) -> None:
    journey = await stage.create("Journey", name="j")
    await stage.run("MATCH (n:Journey) REMOVE n.name")

    message = "name of a Journey is missing, or holds what the model does not allow."
    assert await broken_rules(stage.database, MODEL) == [BrokenRule("Journey.name", (journey,), message)]
