"""Writes against a real database: what is stored, linked, counted and recorded, and what is refused."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import pytest

from graph.entities import Model
from graph.errors import Conflict, DuplicateKey, InUse, Invalid, Mendable, NotFound, Refused
from graph.ids import new_id
from graph.model import MODEL
from graph.schema import Named, one, parts, prop
from graph.writing.inputs import MISSING, Missing
from graph.writing.writer import Writer
from tests.graph.stage import Stage

NOTHING: Mapping[str, Any] = {}


class Shelf(Named):
    """A kind of record the model does not have, with parts."""

    prefix = "shl"

    books = parts("HOLDS", "Book", "What stands on it, in order.", back="shelf")
    team = one("OWNED_BY", "Team", "Whose it is.", back="shelves")


class Book(Named):
    """A part of a shelf."""

    prefix = "bok"

    position: int = prop("Place on the shelf, from 0.", minimum=0, product=True)
    price: float | None = prop("What it costs.", default=None, minimum=0)


def told(error: Mendable | Refused) -> list[tuple[str, tuple[str, ...]]]:
    """Code and place of every problem."""
    problems = error.problems if isinstance(error, Refused) else (error,)
    return [(problem.code, problem.field) for problem in problems]


def operations(changes: list[dict[str, Any]]) -> list[tuple[str, str, str]]:
    """Operation, kind and record of every change."""
    return [(change["operation"], change["kind"], change["recordId"]) for change in changes]


async def test_journey_is_created_whole(stage: Stage) -> None:
    journey, phases, steps = await stage.journey(2, 1)

    stored = await stage.record(steps[0][1])
    assert (stored["name"], stored["position"], stored["version"]) == ("Step 0.1", 1, 1)
    assert await stage.ends(journey, "HAS_PHASE") == sorted(phases)
    changes = await stage.changes()
    assert operations(changes) == [
        ("CREATE", "JOURNEY", journey),
        ("CREATE", "PHASE", phases[0]),
        ("CREATE", "STEP", steps[0][0]),
        ("CREATE", "STEP", steps[0][1]),
        ("CREATE", "PHASE", phases[1]),
        ("CREATE", "STEP", steps[1][0]),
    ]
    assert [change["journeyIds"] for change in changes] == [[journey]] * 6


async def test_values_are_stored_by_type(stage: Stage) -> None:
    identifier = await stage.create(
        "Persona", name=" Ann ", needs=["a car"], imageUrl="https://example.org/a.png", key="ann"
    )
    journey = await stage.create(
        "Journey", name="Buy", level=2, frequencyPerYear=1200, validatedOn="2026-11-22", state="FUTURE"
    )

    stored = await stage.record(identifier)
    assert (stored["name"], stored["needs"], stored["jobs"], stored["key"]) == ("Ann", ["a car"], [], "ann")
    types = await stage.rows(
        """
        MATCH (j:Journey {id: $id})
        RETURN j.level IS :: INTEGER, j.frequencyPerYear IS :: FLOAT, j.validatedOn IS :: DATE,
          j.createdAt IS :: ZONED DATETIME, j.createdAt.timezone, j.createdAt.microsecond % 1000,
          j.state, j.intent
        """,
        id=journey,
    )
    assert types == [[True, True, True, True, "Z", 0, "FUTURE", None]]


async def test_created_record_has_its_links(stage: Stage) -> None:
    journey, _, steps = await stage.journey(2)
    team, goal = await stage.create("Team", name="Web"), await stage.create("Goal", name="Grow")

    opportunity = await stage.create(
        "Opportunity", name="Ask once", teamId=team, stepIds=steps[0], goalIds=[goal], tagIds=None
    )

    assert await stage.ends(opportunity, "ADDRESSES") == sorted(steps[0])
    assert await stage.ends(opportunity, "OWNED_BY") == [team]
    change = (await stage.changes())[-1]
    assert (change["recordName"], change["journeyIds"], change["actor"]) == ("Ask once", [journey], "ann")
    assert change["fields"] == {
        "name": (None, "Ask once"),
        "status": (None, "OPEN"),
        "steps": (None, sorted(steps[0])),
        "goals": (None, [goal]),
        "team": (None, team),
    }
    assert [(await stage.record(identifier))["version"] for identifier in (team, goal, steps[0][0])] == [
        1
    ] * 3


async def test_parts_are_appended_in_order(stage: Stage) -> None:
    _, (phase,), (first,) = await stage.journey(2)
    names = ["c", "a", "b"]

    created = await stage.write(
        lambda writer: writer.create("Step", [{"name": name, "phaseId": phase} for name in names])
    )

    assert await stage.parts("Phase", "steps", phase) == [*first, *created]


class Frugal(Writer):
    """Puts little into one statement, as the real one does with thousands."""

    batch = 50


@pytest.mark.parametrize(
    # Locking, creating, the rule about positions, recording: once each, or as often as the batch asks.
    ("kind", "statements"),
    [(Writer, 1 + 1 + 1 + 1), (Frugal, 1 + 3 + 1 + 3)],
)
async def test_batch_takes_few_statements(stage: Stage, kind: type[Writer], statements: int) -> None:
    _, (phase,), _ = await stage.journey(0)
    channel = await stage.create("Channel", name="Web")
    inputs = [{"name": f"s{number}", "phaseId": phase, "channelIds": [channel]} for number in range(120)]
    stage.kind = kind
    sent: list[str] = []
    stage.database.on_statement = lambda run: sent.append(run.statement.name)

    created = await stage.write(lambda writer: writer.create("Step", inputs))

    stage.database.on_statement = None
    assert len(sent) == statements
    assert await stage.parts("Phase", "steps", phase) == created
    assert [change["recordId"] for change in await stage.changes()][-120:] == created
    assert [change["sequence"] for change in await stage.changes()] == list(range(1, 3 + 120 + 1))


async def test_batches_lock_all_they_write(stage: Stage) -> None:
    stage.kind = Frugal
    tags = [await stage.create("Tag", name="t") for _ in range(3)]
    names = [{"name": str(number)} for number in range(110)]
    goals = await stage.write(lambda writer: writer.create("Goal", names))
    links = [(goal, tag, NOTHING) for goal in goals for tag in tags]

    await stage.link("Goal", "tags", *links)

    assert await stage.rows("MATCH (g:Goal) WHERE COUNT { (g)-[:TAGGED]->() } = 3 RETURN count(g)") == [[110]]
    assert await stage.rows("MATCH (g:Goal {version: 2}) RETURN count(g)") == [[110]]


async def test_ordinary_creation_takes_two_trips(stage: Stage) -> None:
    sent: list[str] = []
    stage.database.on_statement = lambda run: sent.append(run.statement.name)

    await stage.create("Team", name="Web")

    stage.database.on_statement = None
    assert len(sent) == 2


@pytest.mark.parametrize(
    ("given", "problem"),
    [
        ({"name": "o", "teamId": new_id("team")}, ("NOT_FOUND", ("teamId",))),
        ({"name": "o", "stepIds": [new_id("stp")]}, ("NOT_FOUND", ("stepIds", "0"))),
        ({"name": "o", "parentId": "opp_1"}, ("NOT_FOUND", ("parentId",))),
        ({"name": "o", "parentId": new_id("goal")}, ("INVALID", ("parentId",))),
        ({"name": "", "teamId": None}, ("INVALID", ("name",))),
    ],
)
async def test_creation_is_refused_with_place(
    stage: Stage, given: dict[str, Any], problem: tuple[str, tuple[str, ...]]
) -> None:
    with pytest.raises(Mendable) as raised:
        await stage.create("Opportunity", **given)

    assert told(raised.value) == [problem]
    assert await stage.count() == 0


async def test_problems_come_all_at_once(stage: Stage) -> None:
    await stage.create("Tag", name="Old", key="taken")
    inputs: list[dict[str, Any]] = [
        {"name": "fine"},
        {"name": "", "key": "twice"},
        {"name": "t", "key": "twice"},
        {"name": "t", "key": " taken ", "colour": "red"},
    ]

    with pytest.raises(Refused) as raised:
        await stage.write(lambda writer: writer.create("Tag", inputs))

    assert sorted(told(raised.value)) == [
        ("DUPLICATE_KEY", ("3", "key")),
        ("INVALID", ("1", "name")),
        ("INVALID", ("3", "colour")),
    ]
    assert len(await stage.changes()) == 1


async def test_nested_problems_have_their_path(stage: Stage) -> None:
    phases = [{"name": "p"}, {"name": "", "steps": [{"name": "s"}, {"teamId": new_id("team")}]}]

    with pytest.raises(Refused) as raised:
        await stage.create("Journey", name="j", phases=phases)

    assert sorted(told(raised.value)) == [
        ("INVALID", ("phases", "1", "name")),
        ("INVALID", ("phases", "1", "steps", "1", "name")),
        ("NOT_FOUND", ("phases", "1", "steps", "1", "teamId")),
    ]


@pytest.mark.parametrize(
    ("label", "given", "field"),
    [
        ("Team", {"name": "t", "key": "web"}, "key"),
        ("Person", {"name": "p", "email": "ann@example.org"}, "email"),
    ],
)
async def test_unique_values_are_guarded(stage: Stage, label: str, given: dict[str, Any], field: str) -> None:
    first = await stage.create(label, **given)
    second = await stage.create(label, name="another")

    with pytest.raises(DuplicateKey) as created:
        await stage.create(label, **given)
    with pytest.raises(DuplicateKey) as updated:
        await stage.update(label, second, **{field: given[field]})
    await stage.update(label, first, **given)

    assert created.value.field == updated.value.field == (field,)
    assert (await stage.record(first))["version"] == 1


async def test_same_key_in_two_kinds_is_fine(stage: Stage) -> None:
    await stage.create("Team", name="t", key="web")

    identifier = await stage.create("Tag", name="t", key="web")

    assert (await stage.record(identifier))["key"] == "web"


async def test_trusted_creation_keeps_ids(stage: Stage) -> None:
    journey, phase = new_id("jrn"), new_id("pha")
    given = {"name": "j", "id": journey, "phases": [{"name": "p", "id": phase, "derivedKey": "phase|j|p"}]}

    await stage.write(lambda writer: writer.create("Journey", [given], trusted=True))

    assert (await stage.record(phase))["derivedKey"] == "phase|j|p"
    assert await stage.ends(journey, "HAS_PHASE") == [phase]
    with pytest.raises(Refused) as raised:
        await stage.write(lambda writer: writer.create("Journey", [given], trusted=True))
    assert told(raised.value) == [("DUPLICATE_KEY", ("id",)), ("DUPLICATE_KEY", ("phases", "0", "id"))]


@pytest.mark.parametrize(
    "identifier", ["jrn_1", new_id("pha"), 7], ids=["short", "of another kind", "number"]
)
async def test_trusted_ids_fit_their_kind(stage: Stage, identifier: Any) -> None:
    with pytest.raises(Invalid):
        await stage.write(
            lambda writer: writer.create("Tag", [{"name": "t", "id": identifier}], trusted=True)
        )


async def test_imports_are_written_without_changes(stage: Stage) -> None:
    given = {"format": "workbook", "fileName": "a.xlsx", "startedAt": datetime(2026, 11, 22, tzinfo=UTC)}
    (identifier,) = await stage.write(lambda writer: writer.create("Import", [given], trusted=True))
    finished = {"id": identifier, "status": "APPLIED", "created": 7}

    await stage.write(lambda writer: writer.update("Import", [finished], trusted=True))

    stored = await stage.record(identifier)
    assert (stored["status"], stored["created"], "version" in stored) == ("APPLIED", 7, False)
    assert await stage.changes() == []


async def test_changes_name_their_import(stage: Stage) -> None:
    stage.import_id = new_id("imp")

    await stage.create("Tag", name="t")

    (change,) = await stage.changes()
    assert (change["importId"], change["requestId"]) == (stage.import_id, "request")


async def test_update_changes_what_is_given(stage: Stage) -> None:
    identifier = await stage.create("Opportunity", name="o", description="d", customerValue=40, effort=2)
    before = await stage.record(identifier)

    await stage.update("Opportunity", identifier, description=None, businessValue=80, status="SOLVED")

    after = await stage.record(identifier)
    assert {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)} == {
        "description", "businessValue", "value", "status", "statusChangedAt", "updatedAt", "version",
    }  # fmt: skip
    assert (after["value"], after["version"], "description" in after) == (60.0, 2, False)
    change = (await stage.changes())[-1]
    assert (change["operation"], change["sequence"]) == ("UPDATE", 2)
    assert change["fields"] == {
        "description": ("d", None),
        "businessValue": (None, 80.0),
        "status": ("OPEN", "SOLVED"),
    }


async def test_update_without_difference_writes_nothing(stage: Stage) -> None:
    team = await stage.create("Team", name="Web")
    identifier = await stage.create("Goal", name="Grow", teamId=team, dueOn="2027-01-01")
    before = await stage.record(identifier)

    await stage.update("Goal", identifier, name=" Grow ", teamId=team, dueOn="2027-01-01", tagIds=[])

    assert await stage.record(identifier) == before
    assert len(await stage.changes()) == 2


async def test_update_replaces_links(stage: Stage) -> None:
    journey, _, ((one, two, three),) = await stage.journey(3)
    teams = [await stage.create("Team", name=name) for name in ("Web", "Care")]
    identifier = await stage.create("Opportunity", name="o", teamId=teams[0], stepIds=[one, two])
    await stage.link("Opportunity", "steps", (identifier, two, {"rationale": "kept"}))

    await stage.update("Opportunity", identifier, teamId=teams[1], stepIds=[three, two])

    assert await stage.ends(identifier, "OWNED_BY") == [teams[1]]
    assert await stage.ends(identifier, "ADDRESSES") == [two, three]
    kept = await stage.rows("MATCH ()-[a:ADDRESSES]->(s:Step {id: $id}) RETURN a.rationale", id=two)
    assert kept == [["kept"]]
    change = (await stage.changes())[-1]
    assert (change["operation"], change["journeyIds"]) == ("UPDATE", [journey])
    assert change["fields"] == {"team": (teams[0], teams[1]), "steps": ([one, two], [two, three])}
    assert (await stage.record(identifier))["version"] == 3


async def test_update_tells_lost_link_properties(stage: Stage) -> None:
    _, _, ((one,),) = await stage.journey(1)
    identifier = await stage.create("Opportunity", name="o")
    await stage.link("Opportunity", "steps", (identifier, one, {"rationale": "twice"}))

    await stage.update("Opportunity", identifier, stepIds=None)

    change = (await stage.changes())[-1]
    assert change["fields"] == {"steps": ([one], None), "steps.rationale": ({one: "twice"}, None)}


@pytest.mark.parametrize("given", [{"teamId": None}, {"teamId": None, "name": "Grow"}])
async def test_null_clears_a_link(stage: Stage, given: dict[str, Any]) -> None:
    team = await stage.create("Team", name="Web")
    identifier = await stage.create("Goal", name="Grow", teamId=team)

    await stage.update("Goal", identifier, **given)

    assert await stage.ends(identifier, "OWNED_BY") == []
    assert (await stage.record(identifier))["version"] == 2


@pytest.mark.parametrize(
    ("given", "problem"),
    [
        ({"id": new_id("goal"), "name": "g"}, ("NOT_FOUND", ("id",))),
        ({"id": "goal", "name": "g"}, ("NOT_FOUND", ("id",))),
        ({"id": new_id("team"), "name": "g"}, ("INVALID", ("id",))),
        ({"name": "g"}, ("NOT_FOUND", ("id",))),
        ({"version": 2, "name": "g"}, ("CONFLICT", ("version",))),
        ({"version": "1", "name": "g"}, ("CONFLICT", ("version",))),
        ({"name": None}, ("INVALID", ("name",))),
        ({"parentId": new_id("goal")}, ("NOT_FOUND", ("parentId",))),
        ({"createdAt": "2026-01-01"}, ("INVALID", ("createdAt",))),
    ],
)
async def test_update_is_refused_with_place(
    stage: Stage, given: dict[str, Any], problem: tuple[str, tuple[str, ...]]
) -> None:
    identifier = await stage.create("Goal", name="Grow")
    change = given if "id" in given or given == {"name": "g"} else {"id": identifier, **given}

    with pytest.raises(Mendable) as raised:
        await stage.write(lambda writer: writer.update("Goal", [change]))

    assert told(raised.value) == [problem]
    assert (await stage.record(identifier))["version"] == 1


async def test_conflict_tells_present_version(stage: Stage) -> None:
    identifier = await stage.create("Goal", name="Grow")
    await stage.update("Goal", identifier, version=1, name="Grow more")

    with pytest.raises(Conflict) as raised:
        await stage.update("Goal", identifier, version=1, name="Grow less")

    assert raised.value.version == 2
    assert (await stage.record(identifier))["name"] == "Grow more"


async def test_batch_updates_each_record(stage: Stage) -> None:
    goals = [await stage.create("Goal", name=f"g{number}") for number in range(3)]
    inputs = [
        {"id": goals[0], "name": "g"},
        {"id": goals[1], "parentId": goals[0]},
        {"id": goals[2], "name": "g2"},
    ]

    assert await stage.write(lambda writer: writer.update("Goal", inputs)) == goals

    assert [(await stage.record(goal))["version"] for goal in goals] == [2, 2, 1]
    assert operations((await stage.changes())[3:]) == [
        ("UPDATE", "GOAL", goals[0]),
        ("UPDATE", "GOAL", goals[1]),
    ]


async def test_batch_changes_a_record_once(stage: Stage) -> None:
    goal = await stage.create("Goal", name="g")

    await stage.write(
        lambda writer: writer.update("Goal", [{"id": goal, "name": "a"}, {"id": goal, "name": "b"}])
    )

    assert ((await stage.record(goal))["name"], (await stage.record(goal))["version"]) == ("b", 2)
    assert [change["fields"] for change in (await stage.changes())[1:]] == [{"name": ("g", "b")}]


async def test_update_moves_part_to_other_owner(stage: Stage) -> None:
    _, (here, there), ((one, two), (three,)) = await stage.journey(2, 1)

    await stage.update("Step", one, phaseId=there, name="Moved")

    assert await stage.parts("Phase", "steps", here) == [two]
    assert await stage.parts("Phase", "steps", there) == [three, one]
    assert [(await stage.record(step))["version"] for step in (one, two, three)] == [2, 1, 1]
    change = (await stage.changes())[-1]
    assert change["fields"] == {"name": ("Step 0.0", "Moved"), "position": (0, 1), "phase": (here, there)}


async def test_update_under_same_owner_stays(stage: Stage) -> None:
    _, (phase,), (steps,) = await stage.journey(3)

    await stage.update("Step", steps[0], phaseId=phase)

    assert await stage.parts("Phase", "steps", phase) == steps
    assert (await stage.record(steps[0]))["version"] == 1


@pytest.mark.parametrize(
    "owner", [None, new_id("pha"), new_id("jrn")], ids=["none", "of another kind", "unknown"]
)
async def test_part_keeps_an_owner(stage: Stage, owner: str | None) -> None:
    _, (phase,), (steps,) = await stage.journey(1)

    with pytest.raises(Mendable) as raised:
        await stage.update("Step", steps[0], phaseId=owner)

    assert raised.value.field == ("phaseId",)
    assert await stage.parts("Phase", "steps", phase) == steps


async def test_link_joins_with_properties(stage: Stage) -> None:
    journey, _, ((one, two),) = await stage.journey(2)
    other, _, ((three,),) = await stage.journey(1)
    identifier = await stage.create("Opportunity", name="o", stepIds=[one])

    await stage.link(
        "Opportunity", "steps", (identifier, two, {"rationale": "twice"}), (identifier, three, NOTHING)
    )

    assert await stage.ends(identifier, "ADDRESSES") == sorted([one, two, three])
    assert [(await stage.record(item))["version"] for item in (identifier, two)] == [2, 1]
    change = (await stage.changes())[-1]
    assert (change["operation"], change["recordId"]) == ("LINK", identifier)
    assert change["journeyIds"] == sorted([journey, other])
    assert change["fields"] == {
        "steps": (None, sorted([two, three])),
        "steps.rationale": (None, {two: "twice"}),
    }


@pytest.mark.parametrize(
    ("given", "version", "rationale"),
    [
        ({}, 2, "old"),
        ({"rationale": " old "}, 2, "old"),
        ({"rationale": "new"}, 3, "new"),
        ({"rationale": None}, 3, None),
    ],
)
async def test_link_again_changes_properties(
    stage: Stage, given: dict[str, Any], version: int, rationale: str | None
) -> None:
    _, _, ((step,),) = await stage.journey(1)
    identifier = await stage.create("Opportunity", name="o")
    await stage.link("Opportunity", "steps", (identifier, step, {"rationale": "old"}))

    await stage.link("Opportunity", "steps", (identifier, step, given))

    found = await stage.rows("MATCH (:Opportunity)-[a:ADDRESSES]->(:Step) RETURN a.rationale")
    assert found == [[rationale]]
    assert (await stage.record(identifier))["version"] == version


async def test_links_in_batch_count_once_a_record(stage: Stage) -> None:
    tags = [await stage.create("Tag", name=name) for name in ("a", "b")]
    goals = [await stage.create("Goal", name=name) for name in ("g", "h")]
    links = [(goal, tag, NOTHING) for goal in goals for tag in [*tags, *tags]]

    await stage.link("Goal", "tags", *links)

    assert [await stage.ends(goal, "TAGGED") for goal in goals] == [tags, tags]
    assert [(await stage.record(goal))["version"] for goal in goals] == [2, 2]
    assert operations((await stage.changes())[4:]) == [("LINK", "GOAL", goals[0]), ("LINK", "GOAL", goals[1])]


async def test_unlink_takes_links_away(stage: Stage) -> None:
    journey, _, ((one, two, three),) = await stage.journey(3)
    identifier = await stage.create("Opportunity", name="o", stepIds=[one])
    await stage.link("Opportunity", "steps", (identifier, two, {"rationale": "twice"}))

    await stage.write(
        lambda writer: writer.unlink("Opportunity", "steps", [(identifier, two), (identifier, three)])
    )

    assert await stage.ends(identifier, "ADDRESSES") == [one]
    change = (await stage.changes())[-1]
    assert (change["operation"], change["journeyIds"]) == ("UNLINK", [journey])
    assert change["fields"] == {"steps": ([two], None), "steps.rationale": ({two: "twice"}, None)}


async def test_unlink_of_nothing_writes_nothing(stage: Stage) -> None:
    tag, goal = await stage.create("Tag", name="t"), await stage.create("Goal", name="g")

    await stage.write(lambda writer: writer.unlink("Goal", "tags", [(goal, tag)]))

    assert (await stage.record(goal))["version"] == 1
    assert len(await stage.changes()) == 2


@pytest.mark.parametrize("linking", [True, False])
async def test_ends_of_links_are_checked(stage: Stage, linking: bool) -> None:
    tag, goal = await stage.create("Tag", name="t"), await stage.create("Goal", name="g")
    pairs = [(goal, tag), (goal, new_id("tag")), (new_id("goal"), tag), (goal, goal), (goal, "x")]

    async def work(writer: Writer) -> None:
        if linking:
            await writer.link("Goal", "tags", [(*pair, NOTHING) for pair in pairs])
        else:
            await writer.unlink("Goal", "tags", pairs)

    with pytest.raises(Refused) as raised:
        await stage.write(work)

    assert sorted(told(raised.value)) == [
        ("INVALID", ("tagIds", "3")),
        ("NOT_FOUND", ("goalId",)),
        ("NOT_FOUND", ("tagIds", "1")),
        ("NOT_FOUND", ("tagIds", "4")),
    ]
    assert await stage.ends(goal, "TAGGED") == []


@pytest.mark.parametrize(("label", "field"), [("Goal", "team"), ("Journey", "phases"), ("Tag", "records")])
async def test_only_to_many_links_are_linked(stage: Stage, label: str, field: str) -> None:
    with pytest.raises(ValueError, match=field):
        await stage.link(label, field)


@pytest.mark.parametrize(
    ("part", "after", "expected"),
    [
        (0, None, [0, 1, 2, 3]),
        (0, 0, None),
        (0, 1, [1, 0, 2, 3]),
        (0, MISSING, [1, 2, 3, 0]),
        (3, None, [3, 0, 1, 2]),
        (3, 0, [0, 3, 1, 2]),
        (2, 1, [0, 1, 2, 3]),
        (3, MISSING, [0, 1, 2, 3]),
    ],
)
async def test_move_reorders_siblings(
    stage: Stage, part: int, after: int | Missing | None, expected: list[int] | None
) -> None:
    _, (phase,), (steps,) = await stage.journey(4)
    place = steps[after] if isinstance(after, int) else after

    async def work(writer: Writer) -> None:
        await writer.move("Step", steps[part], None, place)

    if expected is None:
        with pytest.raises(NotFound) as raised:
            await stage.write(work)
        assert raised.value.field == ("afterId",)
    else:
        await stage.write(work)
        assert await stage.parts("Phase", "steps", phase) == [steps[index] for index in expected]
        moved = expected != [0, 1, 2, 3]
        versions = [(await stage.record(step))["version"] for step in steps]
        assert versions == [2 if moved and index == part else 1 for index in range(4)]


async def test_move_is_recorded_for_both_journeys(stage: Stage) -> None:
    journey, (here,), ((one, two),) = await stage.journey(2)
    other, (there,), ((three, four),) = await stage.journey(2)

    await stage.write(lambda writer: writer.move("Step", one, there, three, version=1))

    assert await stage.parts("Phase", "steps", here) == [two]
    assert await stage.parts("Phase", "steps", there) == [three, one, four]
    change = (await stage.changes())[-1]
    assert (change["operation"], change["recordId"], change["journeyIds"]) == ("MOVE", one, [journey, other])
    assert change["fields"] == {"position": (0, 1), "phase": (here, there)}


async def test_phase_moves_with_its_steps(stage: Stage) -> None:
    journey, (one, two), _ = await stage.journey(1, 2)
    other, _, _ = await stage.journey(1)

    await stage.write(lambda writer: writer.move("Phase", two, other, None))

    assert await stage.parts("Journey", "phases", journey) == [one]
    assert (await stage.parts("Journey", "phases", other))[0] == two
    assert len(await stage.parts("Phase", "steps", two)) == 2


@pytest.mark.parametrize(
    ("given", "problem"),
    [
        ({"identifier": new_id("stp")}, ("NOT_FOUND", ("id",))),
        ({"identifier": new_id("goal")}, ("INVALID", ("id",))),
        ({"owner": new_id("pha")}, ("NOT_FOUND", ("phaseId",))),
        ({"owner": "here"}, ("NOT_FOUND", ("phaseId",))),
        ({"after": new_id("stp")}, ("NOT_FOUND", ("afterId",))),
        ({"after": "elsewhere"}, ("NOT_FOUND", ("afterId",))),
        ({"version": 7}, ("CONFLICT", ("version",))),
    ],
)
async def test_move_is_refused_with_place(
    stage: Stage, given: dict[str, Any], problem: tuple[str, tuple[str, ...]]
) -> None:
    _, (phase, _), (steps, (elsewhere,)) = await stage.journey(2, 1)
    wanted: dict[str, Any] = {"identifier": steps[0], "owner": None, "after": MISSING, **given}
    wanted["after"] = elsewhere if wanted["after"] == "elsewhere" else wanted["after"]

    with pytest.raises(Mendable) as raised:
        await stage.write(lambda writer: writer.move("Step", **wanted))

    assert told(raised.value) == [problem]
    assert await stage.parts("Phase", "steps", phase) == steps


async def test_only_parts_are_moved(stage: Stage) -> None:
    goal = await stage.create("Goal", name="g")

    with pytest.raises(ValueError, match="no part"):
        await stage.write(lambda writer: writer.move("Goal", goal, None, None))


async def test_several_writes_share_a_transaction(stage: Stage) -> None:
    async def work(writer: Writer) -> str:
        (journey,) = await writer.create("Journey", [{"name": "j", "phases": [{"name": "p"}]}])
        await writer.update("Journey", [{"id": journey, "name": "k"}])
        (tag,) = await writer.create("Tag", [{"name": "t"}])
        await writer.link("Journey", "tags", [(journey, tag, NOTHING)])
        return journey

    journey = await stage.write(work)

    assert (await stage.record(journey))["version"] == 3
    assert [change["operation"] for change in await stage.changes()] == [
        "CREATE", "CREATE", "UPDATE", "CREATE", "LINK",
    ]  # fmt: skip


async def test_refused_write_leaves_no_trace(stage: Stage) -> None:
    async def work(writer: Writer) -> None:
        await writer.create("Tag", [{"name": "t"}])
        await writer.update("Tag", [{"id": new_id("tag"), "name": "u"}])

    with pytest.raises(NotFound):
        await stage.write(work)

    assert await stage.count() == 0


SPARE: dict[str, dict[str, Any]] = {
    "Quote": {"text": "Why twice?"},
    "Metric": {"name": "NPS", "method": "NPS"},
    "Measurement": {"startsOn": "2026-01-01", "endsOn": "2026-01-31"},
    "Source": {"name": "Workshop"},
}


@pytest.mark.parametrize(
    ("label", "links", "standing"),
    [
        ("Touchpoint", {}, False),
        ("Insight", {"stepIds": "Step"}, True),
        ("Insight", {"personaIds": "Persona"}, False),
        ("Quote", {"insightIds": "Insight"}, True),
        ("Opportunity", {"stepIds": "Step"}, True),
        ("Opportunity", {"parentId": "Opportunity"}, False),
        ("Solution", {"stepIds": "Step"}, True),
        ("Solution", {"opportunityIds": "Opportunity"}, True),
        ("Metric", {"stepIds": "Step"}, True),
        ("Metric", {"journeyIds": "Journey"}, True),
        ("Metric", {"touchpointIds": "Touchpoint"}, True),
        ("Measurement", {"metricId": "Metric"}, True),
        ("Goal", {}, False),
    ],
)
async def test_changes_name_journeys(stage: Stage, label: str, links: dict[str, str], standing: bool) -> None:
    journey, _, ((step,),) = await stage.journey(1)
    ids = {"Journey": journey, "Step": step, "Persona": await stage.create("Persona", name="p")}
    ids["Insight"] = await stage.create("Insight", name="i", stepIds=[step])
    ids["Opportunity"] = await stage.create("Opportunity", name="o", stepIds=[step])
    ids["Metric"] = await stage.create("Metric", name="m", method="NPS", stepIds=[step])
    ids["Touchpoint"] = await stage.create("Touchpoint", name="t")
    await stage.update("Step", step, touchpointIds=[ids["Touchpoint"]])
    given = {
        name: [ids[end]] if name.endswith("Ids") else ids[end] for name, end in links.items()
    } | SPARE.get(label, {"name": "n"})

    await stage.create(label, **given)

    assert (await stage.changes())[-1]["journeyIds"] == ([journey] if standing else [])


@pytest.mark.parametrize("field", ["personaIds", "segmentIds", "visionIds", "productIds"])
async def test_changes_of_a_journeys_company_name_it(stage: Stage, field: str) -> None:
    label = MODEL["Journey"].links[f"{field.removesuffix('Ids')}s"].targets[0]
    identifier = await stage.create(label, name="n")
    journey = await stage.create("Journey", name="j", **{field: [identifier]})

    await stage.update(label, identifier, name="m")

    assert (await stage.changes())[-1]["journeyIds"] == [journey]


async def test_names_in_changes_fit_the_kind(stage: Stage) -> None:
    metric = await stage.create("Metric", **SPARE["Metric"])
    await stage.create("Quote", text="w" * 500)
    measurement = await stage.create("Measurement", metricId=metric, **SPARE["Measurement"])

    await stage.update("Measurement", measurement, value=3)

    names = [change["recordName"] for change in await stage.changes()]
    assert names == ["NPS", "w" * 200, measurement, measurement]


async def test_nothing_asked_writes_nothing(stage: Stage) -> None:
    async def work(writer: Writer) -> None:
        assert await writer.create("Step", []) == []
        assert await writer.update("Step", []) == []
        await writer.link("Step", "touchpoints", [])
        await writer.unlink("Step", "touchpoints", [])

    await stage.write(work)

    assert await stage.count() == 0


async def test_added_kind_is_written_like_others(stage: Stage) -> None:
    stage.model = Model([*(entity.record for entity in MODEL.entities.values()), Shelf, Book])
    team = await stage.create("Team", name="Web")
    books = [{"name": name} for name in "abc"]

    shelf = await stage.create("Shelf", name="s", teamId=team, books=books)
    first, second, third = await stage.parts("Shelf", "books", shelf)
    await stage.update("Book", second, price=3)
    await stage.write(lambda writer: writer.move("Book", third, None, None))
    await stage.delete("Book", first)

    assert await stage.parts("Shelf", "books", shelf) == [third, second]
    assert (await stage.record(second))["price"] == 3.0
    with pytest.raises(InUse):
        await stage.delete("Team", team)
    await stage.delete("Shelf", shelf)
    assert await stage.rows("MATCH (n:Shelf|Book) RETURN n") == []
