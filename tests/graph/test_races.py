"""Writes at the same time: in whatever order, the rules hold, nothing is lost, everybody gets an answer."""

import asyncio
from collections.abc import Awaitable, Sequence
from random import Random
from typing import Any, TypeVar

import pytest

from graph.errors import (
    Conflict,
    DuplicateKey,
    InUse,
    InvariantBroken,
    NotFound,
    Refused,
    ThroughlineError,
)
from graph.writing.inputs import MISSING
from graph.writing.invariants import RULES
from graph.writing.operations import UpsertRecord
from tests.graph.stage import Stage

T = TypeVar("T")
Link = tuple[str, str, dict[str, Any]]
PATIENCE = 60.0


async def outcomes(writes: Sequence[Awaitable[Any]]) -> list[type[Exception] | None]:
    """What became of writes that run at once: None where it was carried out. A defect is raised."""
    async with asyncio.timeout(PATIENCE):
        results = await asyncio.gather(*writes, return_exceptions=True)
    for result in results:
        if isinstance(result, BaseException) and not isinstance(result, ThroughlineError):
            raise result
    return [type(result) if isinstance(result, ThroughlineError) else None for result in results]


async def in_turn(writes: Sequence[Awaitable[T]]) -> list[type[Exception] | None]:
    """What became of writes of one client, one after the other."""
    found: list[type[Exception] | None] = []
    for write in writes:
        found += await outcomes([write])
    return found


async def lawful(stage: Stage) -> bool:
    """Whether no rule is broken, and the changes are numbered without a gap."""
    for rule in RULES:
        assert await stage.rows(rule.everywhere.text) == [], rule.name
    numbers = [change["sequence"] for change in await stage.changes()]
    return numbers == list(range(1, len(numbers) + 1))


async def move(stage: Stage, step: str, owner: str | None, after: Any) -> None:
    """Move a step."""
    await stage.write(lambda writer: writer.move("Step", step, owner, after))


async def test_same_version_wins_once(stage: Stage) -> None:
    goal = await stage.create("Goal", name="g")

    found = await outcomes([stage.update("Goal", goal, version=1, name=f"g{n}") for n in range(12)])

    assert sorted(found, key=str) == [Conflict] * 11 + [None]
    assert (await stage.record(goal))["version"] == 2
    assert len(await stage.changes()) == 2
    assert await lawful(stage)


async def test_updates_without_version_are_all_kept(stage: Stage) -> None:
    goal = await stage.create("Goal", name="g")
    fields = [{"name": "new"}, {"description": "d"}, {"status": "REACHED"}, {"progressOverride": 0.5}]
    fields += [{"dueOn": "2027-01-01"}, {"key": "k"}]

    found = await outcomes([stage.update("Goal", goal, **given) for given in fields])

    stored = await stage.record(goal)
    assert found == [None] * 6
    assert stored["version"] == 7
    assert {name for given in fields for name in given} <= stored.keys()


async def test_one_key_is_created_once(stage: Stage) -> None:
    found = await outcomes([stage.create("Team", name=f"t{n}", key="web") for n in range(12)])

    assert sorted(found, key=str) == [DuplicateKey] * 11 + [None]
    assert await stage.rows("MATCH (t:Team) RETURN t.key") == [["web"]]
    assert await lawful(stage)


async def test_upserts_of_one_key_make_one_record(stage: Stage) -> None:
    def upsert(name: str) -> Awaitable[object]:
        asked = UpsertRecord("Team", {"key": "web", "name": name})
        return stage.write(lambda writer: writer.run([asked]))

    found = await outcomes([upsert(f"t{n}") for n in range(6)])

    assert found == [None] * 6
    assert await stage.rows("MATCH (t:Team) RETURN t.key, t.version") == [["web", 6]]
    assert await lawful(stage)


async def test_lost_key_race_has_its_place(stage: Stage) -> None:
    given = [{"name": "a"}, {"name": "b", "key": "web"}]
    writes = [stage.write(lambda writer: writer.create("Team", given)) for _ in range(6)]

    results = await asyncio.gather(*writes, return_exceptions=True)

    refused = [result for result in results if isinstance(result, DuplicateKey)]
    assert [problem.field for problem in refused] == [("1", "key")] * 5


async def test_one_key_is_taken_once_by_updates(stage: Stage) -> None:
    teams = [await stage.create("Team", name=f"t{n}") for n in range(8)]

    found = await outcomes([stage.update("Team", team, key="web") for team in teams])

    assert sorted(found, key=str) == [DuplicateKey] * 7 + [None]
    assert await lawful(stage)


async def test_keys_in_opposite_order_end(stage: Stage) -> None:
    there = [{"name": "a", "key": "a"}, {"name": "b", "key": "b"}]
    back = [*reversed(there)]
    batches = [there, back] * 4

    found = await outcomes([stage.write(lambda w, b=batch: w.create("Tag", b)) for batch in batches])

    assert found.count(None) == 1
    assert set(found) <= {None, DuplicateKey, Refused}
    assert await stage.rows("MATCH (t:Tag) RETURN count(t)") == [[2]]


@pytest.mark.parametrize("seed", [1, 2])
async def test_reorder_storm_in_one_phase(stage: Stage, seed: int) -> None:
    _, (phase,), (steps,) = await stage.journey(8)
    forth = [move(stage, step, None, MISSING) for step in steps]
    back = [move(stage, step, None, None) for step in reversed(steps)]
    between = [
        move(stage, *order)
        for order in [(a, None, b) for a, b in zip(steps, steps[3:] + steps[:3], strict=True)]
    ]
    writes = [*forth, *back, *between]
    Random(seed).shuffle(writes)

    found = await outcomes(writes)

    assert found == [None] * 24
    assert sorted(await stage.parts("Phase", "steps", phase)) == sorted(steps)
    assert await lawful(stage)


@pytest.mark.parametrize("seed", [1, 2])
async def test_storm_between_two_phases(stage: Stage, seed: int) -> None:
    random = Random(seed)
    journey, phases, _ = await stage.journey(4, 4)
    other, more, _ = await stage.journey(3)
    homes = [*phases, *more]
    steps = [step for phase in homes for step in await stage.parts("Phase", "steps", phase)]

    def client() -> Awaitable[list[type[Exception] | None]]:
        orders = [(random.choice(steps), random.choice(homes)) for _ in range(6)]
        return in_turn([move(stage, step, home, random.choice([None, MISSING])) for step, home in orders])

    found = await asyncio.gather(*(client() for _ in range(6)))

    assert found == [[None] * 6] * 6
    now = [step for phase in homes for step in await stage.parts("Phase", "steps", phase)]
    assert sorted(now) == sorted(steps)
    assert journey != other
    assert await lawful(stage)


async def test_phases_change_places_between_journeys(stage: Stage) -> None:
    one, (a, b), _ = await stage.journey(1, 1)
    two, (c, d), _ = await stage.journey(1, 1)

    async def swap(phase: str, home: str) -> None:
        await stage.write(lambda writer: writer.move("Phase", phase, home, None))

    found = await outcomes([swap(a, two), swap(c, one), swap(b, two), swap(d, one)])

    assert found == [None] * 4
    assert sorted(await stage.parts("Journey", "phases", one)) == sorted([c, d])
    assert sorted(await stage.parts("Journey", "phases", two)) == sorted([a, b])
    assert await lawful(stage)


async def test_parts_are_created_moved_and_deleted_at_once(stage: Stage) -> None:
    _, (here, there), (steps, others) = await stage.journey(5, 3)
    writes: list[Awaitable[Any]] = [stage.create("Step", name=f"new {n}", phaseId=here) for n in range(4)]
    writes += [stage.delete("Step", step) for step in steps[:3]]
    writes += [move(stage, step, there, None) for step in steps[2:]]
    writes += [move(stage, step, here, MISSING) for step in others]
    Random(3).shuffle(writes)

    found = await outcomes(writes)

    assert set(found) <= {None, NotFound}
    assert found.count(NotFound) <= 1
    count = len(await stage.parts("Phase", "steps", here)) + len(await stage.parts("Phase", "steps", there))
    assert count == 5 + 3 + 4 - 3
    assert await lawful(stage)


@pytest.mark.parametrize("cascade", [True, False])
async def test_link_against_delete(stage: Stage, cascade: bool) -> None:
    _, (phase,), _ = await stage.journey(0)
    for number in range(6):
        step = await stage.create("Step", name=f"s{number}", phaseId=phase)
        opportunity = await stage.create("Opportunity", name=f"o{number}")
        tied = await stage.create("Insight", name=f"i{number}")

        linked, updated, created, deleted = await outcomes(
            [
                stage.link("Opportunity", "steps", (opportunity, step, {})),
                stage.update("Insight", tied, stepIds=[step]),
                stage.create("Solution", name=f"n{number}", stepIds=[step]),
                stage.delete("Step", step, cascade=cascade),
            ]
        )

        assert {linked, updated, created} <= {None, NotFound}
        assert deleted in ({None} if cascade else {None, InUse})
        there = bool(await stage.record(step))
        assert there == (deleted is InUse)
        ends = [await stage.ends(opportunity, "ADDRESSES"), await stage.ends(tied, "OBSERVED_AT")]
        assert ends == (
            [[step] if found is None else [] for found in (linked, updated)] if there else [[], []]
        )
    assert await lawful(stage)


async def test_unlink_against_delete(stage: Stage) -> None:
    for number in range(6):
        tag = await stage.create("Tag", name=f"t{number}")
        goals = [await stage.create("Goal", name="g", tagIds=[tag]) for _ in range(3)]

        async def untag(goal: str, tag: str = tag) -> None:
            await stage.write(lambda writer: writer.unlink("Goal", "tags", [(goal, tag)]))

        found = await outcomes([*(untag(goal) for goal in goals), stage.delete("Tag", tag)])

        assert set(found[:3]) <= {None, NotFound}
        assert found[3] is None
        assert [(await stage.record(goal))["version"] for goal in goals] == [2, 2, 2]
    assert await lawful(stage)


async def test_update_against_delete(stage: Stage) -> None:
    for number in range(6):
        journey, (phase,), ((step,),) = await stage.journey(1)

        updated, renamed, added, deleted = await outcomes(
            [
                stage.update("Step", step, name=f"s{number}"),
                stage.update("Phase", phase, name=f"p{number}"),
                stage.create("Step", name="late", phaseId=phase),
                stage.delete("Journey", journey),
            ]
        )

        assert {updated, renamed, added} <= {None, NotFound}
        assert deleted is None
        assert await stage.rows("MATCH (n:Journey|Phase|Step) RETURN n") == []
    assert await lawful(stage)


async def test_two_deletions_happen_once(stage: Stage) -> None:
    journey, _, _ = await stage.journey(2, 2)

    found = await outcomes([stage.delete("Journey", journey) for _ in range(6)])

    assert sorted(found, key=str) == [NotFound] * 5 + [None]
    assert await lawful(stage)


async def test_links_join_once(stage: Stage) -> None:
    tags = [await stage.create("Tag", name=f"t{n}") for n in range(3)]
    goal = await stage.create("Goal", name="g")
    links: list[Link] = [(goal, tag, {}) for tag in tags]

    found = await outcomes(
        [stage.link("Goal", "tags", *order) for order in (links, links[::-1]) for _ in range(4)]
        + [stage.update("Goal", goal, tagIds=tags[::-1])]
    )

    assert found == [None] * 9
    assert await stage.ends(goal, "TAGGED") == sorted(tags)
    assert (await stage.record(goal))["version"] == 2
    assert await lawful(stage)


async def test_one_link_is_replaced_in_turn(stage: Stage) -> None:
    teams = [await stage.create("Team", name=f"t{n}") for n in range(4)]
    goals = [await stage.create("Goal", name="g", teamId=team) for team in teams[:2]]

    found = await outcomes([stage.update("Goal", goal, teamId=team) for team in teams for goal in goals])

    assert found == [None] * 8
    assert [len(await stage.ends(goal, "OWNED_BY")) for goal in goals] == [1, 1]
    assert await lawful(stage)


@pytest.mark.parametrize("label", ["Goal", "Opportunity"])
@pytest.mark.parametrize("length", [2, 3, 5])
async def test_parents_set_at_once_make_no_cycle(stage: Stage, label: str, length: int) -> None:
    ring = [await stage.create(label, name=str(n)) for n in range(length)]
    pairs = list(zip(ring, ring[1:] + ring[:1], strict=True))

    found = await outcomes([stage.update(label, child, parentId=parent) for child, parent in pairs])

    assert sorted(found, key=str) == [InvariantBroken] + [None] * (length - 1)
    assert await lawful(stage)


async def test_distant_parents_make_no_cycle(stage: Stage) -> None:
    for _ in range(4):
        a, b, c, d = [await stage.create("Goal", name=name) for name in "abcd"]
        await stage.update("Goal", b, parentId=a)
        await stage.update("Goal", d, parentId=c)

        # The two share no record: only the order of commits tells one of the other.
        found = await outcomes([stage.update("Goal", a, parentId=d), stage.update("Goal", c, parentId=b)])

        assert sorted(found, key=str) == [InvariantBroken, None]
    assert await lawful(stage)


async def test_details_set_at_once_make_no_cycle(stage: Stage) -> None:
    journeys = [await stage.journey(1) for _ in range(3)]
    steps = [steps for _, _, (steps,) in journeys]
    ends = [journeys[1][0], journeys[2][0], journeys[0][0]]

    found = await outcomes(
        [stage.link("Step", "detailedBy", (step, end, {})) for (step,), end in zip(steps, ends, strict=True)]
    )

    assert sorted(found, key=str) == [InvariantBroken, None, None]
    assert await lawful(stage)


async def test_move_against_detail_makes_no_cycle(stage: Stage) -> None:
    for _ in range(4):
        upper, _, ((detailed, other),) = await stage.journey(2)
        lower, (there,), ((low,),) = await stage.journey(1)
        await stage.update("Step", detailed, detailedByIds=[lower])

        found = await outcomes(
            [move(stage, detailed, there, None), stage.link("Step", "detailedBy", (low, upper, {}))]
        )

        assert set(found) == {InvariantBroken}
        assert other != upper
    assert await lawful(stage)


async def test_sequence_follows_commits(stage: Stage) -> None:
    seen: list[list[int]] = []
    done = asyncio.Event()

    async def poll() -> None:
        while not done.is_set():
            rows = await stage.rows("MATCH (c:Change) RETURN c.sequence ORDER BY c.sequence")
            seen.append([row[0] for row in rows])

    polling = asyncio.create_task(poll())
    async with asyncio.timeout(PATIENCE):
        await asyncio.gather(
            *(stage.journey(2, 2) for _ in range(6)), *(stage.create("Tag", name="t") for _ in range(10))
        )
    done.set()
    await polling

    assert all(numbers == list(range(1, len(numbers) + 1)) for numbers in seen)
    assert await lawful(stage)
