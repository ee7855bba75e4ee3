"""A portfolio that a test seeds files into, and what it then looks like."""

import json
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, LiteralString, cast

from graph.database import Database, Transaction
from graph.model import MODEL
from graph.writing.writer import Writer
from seed.export import PortfolioSheets, portfolio_sheets
from seed.importing.run_report import FileReport, SeedReport
from seed.importing.seed_files import seed
from tests.statements import cypher

Data = Mapping[str, list[dict[str, Any]]]

# Two phases, three steps, and an opportunity on two of them: the least that has every kind of link.
SMALL: dict[str, list[dict[str, Any]]] = {
    "journeys": [{"name": "Buy a car", "level": 2}],
    "phases": [{"journey": "Buy a car", "name": "Look"}, {"journey": "Buy a car", "name": "Pay"}],
    "steps": [
        {"phase": "Look", "name": "Search"},
        {"phase": "Look", "name": "Compare"},
        {"phase": "Pay", "name": "Sign"},
    ],
    "personas": [{"name": "Mia", "needs": ["a; b", "c"]}],
    "insights": [{"name": "Slow", "impact": -1.5, "steps": ["Search", "Compare"], "personas": ["Mia"]}],
    "opportunities": [{"name": "Once", "customerValue": 80, "parent": "Big"}, {"name": "Big"}],
    "opportunities.steps": [
        {"opportunity": "Once", "step": "Compare", "rationale": "twice"},
        {"opportunity": "Once", "step": "Sign"},
    ],
}


def changed(data: Data, sheet: str, row: int, **values: Any) -> dict[str, list[dict[str, Any]]]:
    """The same data with other values in one row."""
    copy: dict[str, list[dict[str, Any]]] = json.loads(json.dumps(data))
    copy[sheet][row] |= values
    return copy


@dataclass
class Home:
    """The database of one test, empty at its start, and a folder for its files."""

    database: Database
    folder: Path

    async def clear(self) -> None:
        """Delete every record; constraints and migrations stay."""
        await self.run("MATCH (n) WHERE NOT n:__Neo4jMigration DETACH DELETE n")

    def file(self, data: Data | str | bytes, name: str = "workshop.json") -> Path:
        """A file that holds the data as JSON, or the text as it is."""
        path = self.folder / name
        if isinstance(data, bytes):
            path.write_bytes(data)
        else:
            path.write_text(data if isinstance(data, str) else json.dumps(data), encoding="utf-8")
        return path

    async def seed(self, *files: Path | Data, **options: Any) -> SeedReport:
        """Seed files, or data as a file."""
        paths = [item if isinstance(item, Path) else self.file(item) for item in files]
        return await seed(self.database, MODEL, paths, **options)

    async def run(self, text: LiteralString, **parameters: Any) -> None:
        """Carry out a statement that writes."""

        async def write(transaction: Transaction) -> None:
            await transaction.run(cypher(text), parameters)

        await self.database.write(write)

    async def edit(self, work: Callable[[Writer], Awaitable[object]]) -> None:
        """Write as Ann does at the API."""

        async def write(transaction: Transaction) -> None:
            writer = Writer(MODEL, transaction, actor="ann", request_id="r1")
            await work(writer)
            await writer.finish()

        await self.database.write(write)

    async def rows(self, text: LiteralString, **parameters: Any) -> list[list[Any]]:
        """Rows of a statement."""
        return await self.database.rows(cypher(text), parameters)

    async def sheets(self) -> PortfolioSheets:
        """Every record and link as an export has them, links by the names of what they lead to."""
        found = await portfolio_sheets(self.database, MODEL)
        return {name: [_with_names(row) for row in rows] for name, rows in found.items()}

    async def names(self, sheet: str) -> list[str]:
        """The names in one sheet of the export, in order."""
        return [row["name"] for row in (await self.sheets()).get(sheet, [])]

    async def state(self) -> list[list[Any]]:
        """Everything that is in the graph, node by node and link by link."""
        nodes = await self.database.rows(
            cypher(
                "MATCH (n) WHERE n.id IS NOT NULL AND NOT n:__Counter "
                "RETURN labels(n), properties(n) ORDER BY n.id"
            ),
            {},
        )
        links = await self.database.rows(
            cypher(
                "MATCH (a)-[l]->(b) WHERE a.id IS NOT NULL "
                "RETURN a.id, type(l), b.id, properties(l) ORDER BY a.id, type(l), b.id"
            ),
            {},
        )
        return nodes + links

    async def content(self) -> list[list[Any]]:
        """Everything that is in the graph but what advances with every change: versions, stamps, history."""
        found = [row for row in await self.state() if row[0] not in (["Change"], ["Import"])]
        return [[_lasting(item) for item in row] for row in found]


def _with_names(row: Mapping[str, Any]) -> dict[str, Any]:
    """A row of an export with names for the keys and ids of what it is linked to."""
    told = {head[2:]: value for head, value in row.items() if head.startswith("# ")}
    return {head: told.get(head, value) for head, value in row.items() if not head.startswith("# ")}


def _lasting(item: Any) -> Any:
    if not isinstance(item, dict):
        return item
    values = cast("dict[str, Any]", item)
    return {name: value for name, value in values.items() if name not in ("version", "updatedAt")}


def only(report: SeedReport) -> FileReport:
    """The one file of a report, without problems."""
    (found,) = report.files
    assert [problem.message for problem in found.problems] == []
    return found


def done(found: FileReport) -> dict[str, dict[str, int]]:
    """What a report says was done: kinds and types with anything but unchanged."""
    counts = {**found.records, **found.links}
    kept = {
        name: {state: n for state, n in each.items() if n and state != "unchanged"}
        for name, each in counts.items()
    }
    return {name: each for name, each in kept.items() if each}


def messages(report: SeedReport) -> list[str]:
    """The problems of a report, each with its place."""
    return [f"{problem.place.locator}: {problem.message}" for _, problem in report.problems]
