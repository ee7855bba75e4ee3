"""The sample says what a first look at Throughline needs, and is brought in once."""

from typing import Any

from graph.model import MODEL
from seed.formats import workbook
from seed.reading import read_content
from seed.sample import SAMPLE, seed_sample
from tests.seed.home import Home, messages

ONCE, NEXT = "opp_01kkgmccm0e008000000000001", "opp_01kkgmccm0e008000000000002"


def journeys_of_opportunities(data: dict[str, Any]) -> dict[str, set[str]]:
    """The journeys each opportunity touches, by a walk over the file."""
    journey = {step["name"]: step["phase"].split(" / ")[0] for step in data["steps"]}
    found: dict[str, set[str]] = {row["name"]: set() for row in data["opportunities"]}
    for row in data["opportunities.steps"]:
        found[row["opportunity"]].add(journey[row["step"]])
    return found


def test_sample_is_large_enough() -> None:
    data = read_content(SAMPLE).data
    reach = journeys_of_opportunities(data)
    solved = {name for row in data["solutions"] for name in row["opportunities"]}

    assert (len(data["journeys"]), len(data["steps"])) == (4, 20)
    assert sum(1 for journeys in reach.values() if len(journeys) >= 3) >= 4
    assert [name for name, journeys in reach.items() if len(journeys) == 3 and name not in solved] == [
        "Say what happens next and when"
    ]
    assert {row["status"] for row in data["solutions"]} == {
        "IDEA",
        "PLANNED",
        "IN_PROGRESS",
        "LAUNCHED",
        "CANCELLED",
    }
    assert {row["kind"] for row in data["sources"]} >= {
        "WORKSHOP",
        "INTERVIEW",
        "SURVEY",
        "SUPPORT_LOG",
        "REVIEW",
    }


def test_sample_leaves_nothing_over() -> None:
    draft = workbook.read(read_content(SAMPLE), MODEL)

    assert (draft.leftovers, draft.problems, draft.unaccounted()) == ([], [], [])


async def test_sample_is_seeded_once(home: Home) -> None:
    first = await seed_sample(home.database, MODEL)
    await home.run("MATCH (o:Opportunity {id: $id}) SET o.name = 'Ours now'", id=ONCE)

    second = await seed_sample(home.database, MODEL)

    assert messages(first) == []
    assert len(first.imports) == 1
    assert second.files == []
    assert await home.rows(
        "MATCH (o:Opportunity) WHERE o.id IN $ids RETURN o.name ORDER BY o.id", ids=[ONCE, NEXT]
    ) == [
        ["Ours now"],
        ["Say what happens next and when"],
    ]
