"""A file that comes again is the same source: what it lacks is named, and moods stay with their source."""

import pytest

from seed.importing.decisions import Decision, Decisions
from seed.importing.run_report import SeedReport
from tests.seed.home import Home, done, messages, only

FIRST = """Phase,Step,Touchpoint,Mood (1-5),Pain points
Order,Choose a date,Web form,3,Dates are hidden
Order,Pay,Card page,2,Card page opens twice
Deliver,Wait,Mail,1,No word for days
Deliver,Unpack,Box,5,
"""
SECOND = """Phase,Step,Touchpoint,Mood (1-5),Pain points
Order,Choose a date,Web form,3,Dates are hidden
Order,Confirm by phone,Phone,2,Calls come at noon
Order,Pay by card,Card page,2,Card page opens twice
Deliver,Unpack,Box,4,
Deliver,Wait,Mail,1,No word for a week
"""
MOODS = "journey\ntitle Day\nsection Look\nSearch: {}: Mia\nPay: 3: Mia\n"


def told(report: SeedReport) -> dict[str, str]:
    """What is to be looked at, by the value that stood there."""
    return {str(remark.value): remark.message for found in report.files for remark in found.remarks}


async def moods(home: Home) -> list[list[object]]:
    """Step, raw score and file of every mood."""
    return await home.rows(
        "MATCH (s:Step)<-[:OBSERVED_AT]-(i:Insight)-[:DERIVED_FROM]->(f:Source) WHERE i.rawScore IS NOT NULL "
        "RETURN s.name, i.rawScore, f.name ORDER BY s.name, f.name"
    )


async def test_corrected_file_names_what_it_lacks(home: Home) -> None:
    await home.seed(home.file(FIRST, "delivery.csv"))

    report = await home.seed(home.file(SECOND, "delivery.csv"))

    found = told(report)
    assert {value for value, text in found.items() if "is no longer in it" in text} == {
        "Pay",
        "2",
        "No word for days",
    }
    assert found["Pay"].startswith("Step 'Pay', which an earlier import of this source brought")
    assert "Insight 'Mood: Pay'" in found["2"]
    assert await home.names("steps") == [
        *("Choose a date", "Confirm by phone", "Pay by card", "Pay"),
        *("Unpack", "Wait"),
    ]
    [[sources]] = await home.rows("MATCH (s:Source) RETURN count(s)")
    assert sources == 1


async def test_first_file_and_its_repetition_lack_nothing(home: Home) -> None:
    first = await home.seed(home.file(FIRST, "delivery.csv"))
    again = await home.seed(home.file(FIRST, "delivery.csv"))

    assert (told(first), told(again), again.imports) == ({}, {}, [])


async def test_emptied_cells_are_named(home: Home) -> None:
    head = "Phase,Step,Touchpoint,Description,Pain points\n"
    await home.seed(home.file(f"{head}Buy,Pay,Card; Cash,At the desk,Slow\nBuy,Go,Door,,\n", "a.csv"))

    report = await home.seed(home.file(f"{head}Buy,Pay,Card,,Slow\nBuy,Go,Cash,,\n", "a.csv"))

    messages_told = (remark.message.partition(". It stays") for remark in only(report).remarks)
    texts = sorted(text for text, mark, _ in messages_told if mark)
    assert texts == [
        "Step 'Pay' has its description from an earlier import of this source, which no longer gives one",
        "Step 'Pay' was linked to 'Cash' (touchpoints) by an earlier import of this source, "
        "which no longer says so",
        "Touchpoint 'Door', which an earlier import of this source brought, is no longer in it",
    ]


async def test_moods_of_two_sources_stand_side_by_side(home: Home) -> None:
    await home.seed(home.file(MOODS.format(1), "group a.mmd"))

    report = await home.seed(home.file(MOODS.format(5), "group b.mmd"))

    assert await moods(home) == [
        ["Pay", "3", "group a.mmd"],
        ["Pay", "3", "group b.mmd"],
        ["Search", "1", "group a.mmd"],
        ["Search", "5", "group b.mmd"],
    ]
    assert told(report)["Search: 5: Mia"] == (
        "Another source says '1' of the same; both stand beside each other."
    )
    assert (await home.seed(home.file(MOODS.format(5), "group b.mmd"))).imports == []


async def test_same_source_replaces_its_own_mood(home: Home) -> None:
    await home.seed(home.file(MOODS.format(1), "a.mmd"))

    await home.seed(home.file(MOODS.format(5), "a.mmd"))
    await home.seed(home.file(MOODS.format(4), "other name.mmd"), source="a.mmd")

    assert await moods(home) == [["Pay", "3", "a.mmd"], ["Search", "4", "a.mmd"]]


@pytest.mark.parametrize("name", ["Find it", "Search"])
async def test_step_takes_its_mood_along(home: Home, name: str) -> None:
    await home.seed(home.file(MOODS.format(1), "a.mmd"))
    [[step]] = await home.rows("MATCH (s:Step {name: 'Search'}) RETURN s.id")
    decisions = Decisions({("Step", "find it"): [Decision(step, "Search", same=True)]})

    await home.seed(home.file(MOODS.replace("Search", name).format(2), "a.mmd"), decisions=decisions)

    assert [row[:2] for row in await moods(home)] == sorted([[name, "2"], ["Pay", "3"]])


async def test_file_of_one_name_may_be_another_source(home: Home) -> None:
    await home.seed(home.file(MOODS.format(1), "board.mmd"))
    other = "journey\ntitle Night\nsection Sleep\nLie down: 4: Tom\n"

    report = await home.seed(home.file(other, "board.mmd"))

    assert messages(report) == []
    assert "shares no record with this file" in told(report)["None"]
    assert await home.rows("MATCH (s:Source) RETURN s.name") == [["board.mmd"], ["board.mmd"]]
    assert done(only(report))["Step"] == {"create": 1}
