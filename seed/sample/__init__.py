"""The sample portfolio "My first car", as workshops left it: a native workbook, boards, series of metrics."""

import hashlib
from collections.abc import Callable, Collection
from pathlib import Path

from graph.database import Database
from graph.entities import Model
from graph.writing.bulk import holds_journeys, stored_records
from seed.importing.run_report import SeedReport
from seed.importing.seed_files import seed

_FOLDER = Path(__file__).parent

# In the order in which they are seeded: the workbook holds what the others refer to.
SAMPLE = (
    _FOLDER / "my-first-car.json",
    _FOLDER / "letting-go.mmd",
    _FOLDER / "a-day-at-the-garage.csv",
    _FOLDER / "behind-the-sales-desk.xlsx",
    _FOLDER / "measurements.csv",
)


async def seed_sample(
    database: Database, model: Model, *, tell: Callable[[str], None] = lambda _: None
) -> SeedReport:
    """Bring the sample into a graph without journeys, once; what people keep or change stays as it is.

    A run that was interrupted between two files is taken up where it ended. `tell` hears what is being done.
    """
    imports = await stored_records(database.rows, model["Import"])
    before = {str(item.values["sha256"]) for item in imports}
    if not before and await holds_journeys(database.rows):
        return SeedReport()
    due = remaining_files(before)
    return await seed(database, model, due, actor="throughline", tell=tell) if due else SeedReport()


def remaining_files(before: Collection[str]) -> tuple[Path, ...]:
    """The files to seed after imports of these SHA-256; none where any other file was among them."""
    digests = [hashlib.sha256(file.read_bytes()).hexdigest() for file in SAMPLE]
    begun = set(digests[: len(before)]) == set(before)
    return SAMPLE[len(before) :] if begun else ()
