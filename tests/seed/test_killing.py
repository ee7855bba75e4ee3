"""A process that is killed while it seeds leaves the graph as before or as after, and can be run again."""

import asyncio
import sys
from contextlib import suppress
from pathlib import Path

import pytest

from graph.server import ServerAddress
from tests.seed.home import SMALL, Home, changed, messages

# Seeds a file and says on each line what it does.
PROGRAM = """
import asyncio, sys
from pathlib import Path
from graph.database import Database
from graph.model import MODEL
from seed.importing.seed_files import seed

async def main():
    database = Database(*sys.argv[1:5])
    report = await seed(database, MODEL, [Path(sys.argv[5])], tell=lambda text: print(text, flush=True))
    await database.close()
    print("Done", len(report.imports), flush=True)

asyncio.run(main())
"""
MANY = {"tags": [{"name": f"Tag {number}"} for number in range(400)]}
BEFORE = {**SMALL, **MANY}
AFTER = {
    **changed(SMALL, "insights", 0, impact=2),
    "tags": [{"name": f"Tag {number}", "category": "new"} for number in range(800)],
}


@pytest.mark.parametrize(
    ("word", "looks"), [("Reading", 0), ("Comparing", 0), ("Writing", 0), ("Writing", 2), ("Writing", 6)]
)
async def test_killed_seeding_is_all_or_nothing(
    home: Home, server: ServerAddress, word: str, looks: int
) -> None:
    await home.seed(BEFORE)
    before, sheets = await home.state(), await home.sheets()
    file = home.file(AFTER, "after.json")

    await _killed(home, server, file, word, looks)

    if await home.rows("MATCH (i:Import {fileName: 'after.json'}) RETURN i.id"):
        assert len((await home.sheets())["tags"]) == 800
    else:
        assert await home.sheets() == sheets
        assert await home.state() == before
    assert messages(await home.seed(file)) == []
    after = await home.sheets()
    assert {row["category"] for row in after["tags"]} == {"new"}
    assert (len(after["tags"]), after["insights"][0]["impact"]) == (800, 2.0)
    assert len(await home.rows("MATCH (i:Import) RETURN i.id")) == 2


async def _killed(home: Home, server: ServerAddress, file: Path, word: str, looks: int) -> None:
    """Seed in another process and kill it once it has said a word, and the database was asked some times."""
    where = (server.uri, server.username, server.password, server.database)
    command = [sys.executable, "-c", PROGRAM, *where, str(file)]
    process = await asyncio.create_subprocess_exec(*command, stdout=asyncio.subprocess.PIPE)
    assert process.stdout is not None
    said = ""
    while not said.startswith(word):
        line = await process.stdout.readline()
        assert line, f"It ended before it said {word}."
        said = line.decode()
    for _ in range(looks):
        await home.rows("SHOW TRANSACTIONS YIELD transactionId RETURN transactionId")
    with suppress(ProcessLookupError):
        process.kill()
    await process.communicate()
    for _ in range(1_000):
        running = await home.rows("SHOW TRANSACTIONS YIELD transactionId RETURN transactionId")
        if len(running) == 1:
            return
    pytest.fail("The database still works for the killed process.")
