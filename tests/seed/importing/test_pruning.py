"""What a source alone brought and no longer has goes with `prune`, and an undo brings it back."""

from graph.model import MODEL
from seed.importing.undo import undo
from tests.seed.home import Home, done, only
from tests.seed.importing.test_source_history import FIRST, SECOND

POSITIONS = (
    "MATCH (p:Phase)-[:HAS_STEP]->(s:Step) RETURN p.name, s.position, s.name ORDER BY p.name, s.position"
)


async def reasons(home: Home, text: str, name: str = "delivery.csv") -> dict[str, str]:
    """What is said of what is gone, by its name, of a file that is pruned but not written."""
    report = await home.seed(home.file(text, name), prune=True, dry_run=True)
    messages = [remark.message for remark in only(report).remarks if "is no longer in it. " in remark.message]
    return {text.split("'")[1]: text.partition("is no longer in it. ")[2] for text in messages}


async def test_prune_takes_away_what_is_gone(home: Home) -> None:
    await home.seed(home.file(FIRST, "delivery.csv"))

    found = only(await home.seed(home.file(SECOND, "delivery.csv"), prune=True))

    removed = [(item["kind"], item["name"]) for item in found.removals if item["field"] is None]
    assert sorted(removed) == [("Insight", "Mood: Pay"), ("Insight", "No word for days"), ("Step", "Pay")]
    assert found.records["Step"]["remove"] == 1
    assert await home.rows(POSITIONS) == [
        ["Deliver", 0, "Unpack"],
        ["Deliver", 1, "Wait"],
        ["Order", 0, "Choose a date"],
        ["Order", 1, "Confirm by phone"],
        ["Order", 2, "Pay by card"],
    ]
    assert done(only(await home.seed(home.file(SECOND, "delivery.csv"), prune=True))) == {}


async def test_pruned_file_is_undone_exactly(home: Home) -> None:
    await home.seed(home.file(FIRST, "delivery.csv"))
    before = await home.content()
    cut = "\n".join(line for line in FIRST.splitlines() if not line.startswith("Order")) + "\n"

    report = await home.seed(home.file(cut, "delivery.csv"), prune=True)
    assert await home.names("phases") == ["Deliver"]
    undone = await undo(home.database, MODEL, report.imports[0])

    assert undone.written
    assert await home.content() == before


async def test_prune_later_finds_what_was_kept(home: Home) -> None:
    await home.seed(home.file(FIRST, "delivery.csv"))
    await home.seed(home.file(SECOND, "delivery.csv"))

    found = only(await home.seed(home.file(SECOND, "delivery.csv"), prune=True))

    assert found.records["Step"]["remove"] == 1
    assert "Pay" not in await home.names("steps")


async def test_prune_leaves_what_others_touched(home: Home) -> None:
    await home.seed(home.file(FIRST, "delivery.csv"))
    await home.seed(home.file("Phase,Step,Pain points\nRent,Ask,No word for days\n", "rent.csv"))
    [[step]] = await home.rows("MATCH (s:Step {name: 'Pay'}) RETURN s.id")
    await home.edit(lambda writer: writer.update("Step", [{"id": step, "description": "By hand"}]))

    found = await reasons(home, SECOND)

    assert found["Pay"] == "It stays: ann changed it since."
    assert found["Mood: Pay"] == "It is taken away."
    assert found["No word for days"].startswith("It stays: ")


async def test_prune_leaves_what_was_linked_since(home: Home) -> None:
    await home.seed(home.file(FIRST, "delivery.csv"))
    [[step]] = await home.rows("MATCH (s:Step {name: 'Pay'}) RETURN s.id")
    idea = [{"name": "By invoice", "stepIds": [step]}]
    await home.edit(lambda writer: writer.create("Opportunity", idea))

    assert (await reasons(home, SECOND))["Pay"] == "It stays: it has been linked to By invoice since."


async def test_prune_clears_links_and_values(home: Home) -> None:
    head = "Phase,Step,Touchpoint,Description,Pain points\n"
    await home.seed(home.file(f"{head}Buy,Pay,Card; Cash,At the desk,Slow\nBuy,Go,Cash,,\n", "a.csv"))
    before = await home.content()

    report = await home.seed(home.file(f"{head}Buy,Pay,Card,,Slow\nBuy,Go,Cash,,\n", "a.csv"), prune=True)

    assert done(only(report)) == {"Step": {"update": 1}, "USES": {"remove": 1}}
    [[description, uses]] = await home.rows(
        "MATCH (s:Step {name: 'Pay'}) RETURN s.description, [(s)-[:USES]->(t) | t.name]"
    )
    assert (description, uses) == (None, ["Card"])
    await undo(home.database, MODEL, report.imports[0])
    assert await home.content() == before
