"""Phases and steps through the API: made with their journey, put in place, moved."""

from typing import Any

import pytest

from tests.api.asking import Api
from tests.api.mutating import create, done, fields, journey, refusals

UNKNOWN = "7zzzzzzzzzzzzzzzzzzzzzzzzz"


async def order(api: Api, phase: str) -> list[str]:
    """The steps of a phase in order; their positions run from 0."""
    steps = (await fields(api, phase, "Phase", "steps { id position }"))["steps"]
    assert [step["position"] for step in steps] == list(range(len(steps)))
    return [step["id"] for step in steps]


async def test_journeys_are_made_with_all_their_parts(api: Api) -> None:
    team, channel = await create(api, "Team", name="A"), await create(api, "Channel", name="B")
    phases = [
        {"name": "One", "stage": "awareness", "steps": [{"name": "a"}, {"name": "b", "teamId": team}]},
        {"name": "Two"},
        {"name": "Three", "steps": [{"name": "c", "channelIds": [channel], "moment": "AFTER"}]},
    ]

    record = await done(
        api,
        "createJourney",
        """journey { name team { id } version
          phases { name stage position version
            steps { name position team { id } moment channels { nodes { id } } }
          }
          steps { nodes { name } }
        }""",
        **{"name": "Whole", "teamId": team, "phases": phases},
    )

    step: dict[str, Any] = {"team": None, "moment": None, "channels": {"nodes": []}}
    assert record["phases"] == [
        {
            **{"name": "One", "stage": "awareness", "position": 0, "version": 1},
            "steps": [
                {**step, "name": "a", "position": 0},
                {**step, "name": "b", "position": 1, "team": {"id": team}},
            ],
        },
        {"name": "Two", "stage": None, "position": 1, "version": 1, "steps": []},
        {
            **{"name": "Three", "stage": None, "position": 2, "version": 1},
            "steps": [
                {
                    "name": "c",
                    "position": 0,
                    "team": None,
                    "moment": "AFTER",
                    "channels": {"nodes": [{"id": channel}]},
                }
            ],
        },
    ]
    assert (record["name"], record["team"], record["version"]) == ("Whole", {"id": team}, 1)
    assert [node["name"] for node in record["steps"]["nodes"]] == ["a", "b", "c"]


async def test_new_parts_come_last(api: Api) -> None:
    identifier, phases, ((first,),) = await journey(api, 1)

    step = await done(
        api, "createStep", "step { id position place { index } }", name="New", phaseId=phases[0]
    )
    phase = await done(
        api,
        "createPhase",
        "phase { id position journey { id } steps { name position } }",
        **{"name": "New", "journeyId": identifier, "steps": [{"name": "x"}, {"name": "y"}]},
    )

    assert (step["position"], step["place"]) == (1, {"index": 1})
    assert await order(api, phases[0]) == [first, step["id"]]
    assert (phase["position"], phase["journey"]) == (1, {"id": identifier})
    assert phase["steps"] == [{"name": "x", "position": 0}, {"name": "y", "position": 1}]


MOVES: list[tuple[int, dict[str, int | None], list[int]]] = [
    (2, {"afterId": None}, [2, 0, 1, 3]),
    (0, {"afterId": None}, [0, 1, 2, 3]),
    (0, {}, [1, 2, 3, 0]),
    (3, {}, [0, 1, 2, 3]),
    (0, {"afterId": 2}, [1, 2, 0, 3]),
    (3, {"afterId": 0}, [0, 3, 1, 2]),
    (1, {"afterId": 0}, [0, 1, 2, 3]),
]


@pytest.mark.parametrize(("moved", "given", "expected"), MOVES, ids=str)
async def test_steps_move_within_their_phase(
    api: Api, moved: int, given: dict[str, int | None], expected: list[int]
) -> None:
    _, (phase,), (steps,) = await journey(api, 4)
    after = {name: place if place is None else steps[place] for name, place in given.items()}

    record = await done(api, "moveStep", "step { id position version }", id=steps[moved], **after)

    place = expected.index(moved)
    assert record == {"id": steps[moved], "position": place, "version": 1 if place == moved else 2}
    assert await order(api, phase) == [steps[number] for number in expected]


@pytest.mark.parametrize(("after", "place"), [("first", 0), (0, 1), (1, 2), ("last", 2)])
async def test_steps_move_to_another_phase(api: Api, after: str | int, place: int) -> None:
    _, (here, there), (left, right) = await journey(api, 3, 2)
    given = {"first": {"afterId": None}, "last": {}}.get(str(after)) if isinstance(after, str) else None
    given = {"afterId": right[int(after)]} if given is None else given

    record = await done(api, "moveStep", "step { phase { id } position }", id=left[1], phaseId=there, **given)

    assert record == {"phase": {"id": there}, "position": place}
    assert await order(api, here) == [left[0], left[2]]
    assert await order(api, there) == [*right[:place], left[1], *right[place:]]


async def test_steps_move_to_another_journey(api: Api) -> None:
    _, (here,), ((step, stays),) = await journey(api, 2, name="Here")
    _, (there,), _ = await journey(api, 0, name="There")

    record = await done(api, "moveStep", "step { place { journey { name } } }", id=step, phaseId=there)

    assert record == {"place": {"journey": {"name": "There"}}}
    assert (await order(api, here), await order(api, there)) == ([stays], [step])


async def test_phases_move_with_their_steps(api: Api) -> None:
    identifier, phases, steps = await journey(api, 1, 1, 1)
    other, _, _ = await journey(api, 0, name="Other")

    await done(api, "movePhase", "phase { id }", id=phases[2], afterId=None)
    first = await fields(api, identifier, "Journey", "phases { id position } steps { nodes { id } }")
    moved = await done(api, "movePhase", "phase { position journey { id } }", id=phases[0], journeyId=other)
    rest = await fields(api, identifier, "Journey", "phases { id position }")

    assert first["phases"] == [
        {"id": phases[number], "position": place} for place, number in enumerate([2, 0, 1])
    ]
    assert [node["id"] for node in first["steps"]["nodes"]] == [steps[2][0], steps[0][0], steps[1][0]]
    assert moved == {"position": 1, "journey": {"id": other}}
    assert rest["phases"] == [{"id": phases[2], "position": 0}, {"id": phases[1], "position": 1}]


async def test_wrong_places_are_refused(api: Api) -> None:
    _, (here, there), (left, right) = await journey(api, 2, 1)

    wrong: list[tuple[dict[str, Any], list[tuple[str, list[str]]]]] = [
        ({"afterId": right[0]}, [("NOT_FOUND", ["afterId"])]),
        ({"afterId": left[0]}, [("NOT_FOUND", ["afterId"])]),
        ({"afterId": "nonsense"}, [("NOT_FOUND", ["afterId"])]),
        ({"phaseId": there, "afterId": left[1]}, [("NOT_FOUND", ["afterId"])]),
        ({"phaseId": f"pha_{UNKNOWN}"}, [("NOT_FOUND", ["phaseId"])]),
        ({"phaseId": right[0]}, [("INVALID", ["phaseId"])]),
        ({"version": 7}, [("CONFLICT", ["version"])]),
    ]
    for given, expected in wrong:
        assert await refusals(api, "moveStep", id=left[0], **given) == expected, given
    assert await refusals(api, "moveStep", id=f"stp_{UNKNOWN}") == [("NOT_FOUND", ["id"])]

    assert (await order(api, here), await order(api, there)) == (left, right)


async def test_moves_compare_versions(api: Api) -> None:
    _, (phase,), ((one, two),) = await journey(api, 2)

    await done(api, "moveStep", "step { id }", id=one, version=1)

    assert await order(api, phase) == [two, one]
    assert await refusals(api, "moveStep", id=one, version=1, afterId=None) == [("CONFLICT", ["version"])]
