"""The sample portfolio: what a workshop on "My first car" brought, as a native workbook."""

from pathlib import Path

from graph.database import Database
from graph.portfolio import holds_journeys, imported
from graph.schema import Model
from seed.reading import read_content
from seed.report import Report
from seed.seeding import seed

SAMPLE = Path(__file__).parent / "my-first-car.json"


async def seed_sample(database: Database, model: Model) -> Report:
    """Bring the sample into a graph without journeys, once; what people keep or change stays as it is."""
    there = await holds_journeys(database.rows)
    if there or await imported(database.rows, read_content(SAMPLE).sha256):
        return Report()
    return await seed(database, model, [SAMPLE], actor="throughline")
