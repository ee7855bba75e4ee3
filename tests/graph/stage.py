"""A real database to write to through `Writer`, and what tests look up in it afterwards."""

import json
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any, LiteralString, TypeVar

from graph.database import Database, Transaction
from graph.entities import Model
from graph.model import MODEL
from graph.writing.writer import Writer
from tests.statements import cypher

T = TypeVar("T")
OURS: LiteralString = "MATCH (n) WHERE NOT n:__Neo4jMigration AND NOT n:__Neo4jMigrationsLock "


@dataclass
class Stage:
    """Writes as one transaction each, and short ways to look at what became of them."""

    database: Database
    model: Model = MODEL
    actor: str = "ann"
    import_id: str | None = None
    kind: type[Writer] = Writer

    async def write(self, work: Callable[[Writer], Awaitable[T]]) -> T:
        """What `work` returns, committed."""

        async def attempt(transaction: Transaction) -> T:
            writer = self.kind(
                self.model, transaction, actor=self.actor, request_id="request", import_id=self.import_id
            )
            result = await work(writer)
            await writer.finish()
            return result

        return await self.database.write(attempt, timeout=30)

    async def create(self, label: str, **given: Any) -> str:
        """The id of a new record."""
        return (await self.write(lambda writer: writer.create(label, [given])))[0]

    async def update(self, label: str, identifier: str, **given: Any) -> None:
        """Change a record."""
        await self.write(lambda writer: writer.update(label, [{"id": identifier, **given}]))

    async def link(self, label: str, field: str, *links: tuple[str, str, Mapping[str, Any]]) -> None:
        """Link records."""
        await self.write(lambda writer: writer.link(label, field, links))

    async def delete(self, label: str, identifier: str, cascade: bool = False) -> None:
        """Delete a record."""
        await self.write(lambda writer: writer.delete(label, identifier, cascade=cascade))

    async def journey(self, *phases: int, **given: Any) -> tuple[str, list[str], list[list[str]]]:
        """A new journey with so many steps in each phase: ids of it, the phases, and their steps."""
        nested = [
            {"name": f"Phase {number}", "steps": [{"name": f"Step {number}.{step}"} for step in range(count)]}
            for number, count in enumerate(phases)
        ]
        journey = await self.create("Journey", name="Buy", phases=nested, **given)
        found = await self.parts("Journey", "phases", journey)
        return journey, found, [await self.parts("Phase", "steps", phase) for phase in found]

    async def rows(self, text: LiteralString, **parameters: Any) -> list[list[Any]]:
        """Rows of any statement."""
        return await self.database.rows(cypher(text), parameters)

    async def run(self, text: LiteralString, **parameters: Any) -> None:
        """Write past the writer, to make what it would refuse."""
        await self.database.write(lambda transaction: transaction.run(cypher(text), parameters))

    async def record(self, identifier: str) -> dict[str, Any]:
        """The stored properties of a record; empty if there is none."""
        rows = await self.rows("MATCH (n {id: $id}) RETURN properties(n)", id=identifier)
        return rows[0][0] if rows else {}

    async def ends(self, identifier: str, type: str) -> list[str]:
        """Ids at the ends of a record's links of one type."""
        rows = await self.rows(
            "MATCH (n {id: $id})-[l]->(o) WHERE type(l) = $type RETURN o.id ORDER BY o.id",
            id=identifier,
            type=type,
        )
        return [row[0] for row in rows]

    async def parts(self, label: str, field: str, owner: str) -> list[str]:
        """Ids of owned parts; their positions run from 0."""
        rows = await self.rows(
            "MATCH (n {id: $id})-[l]->(o) WHERE type(l) = $type RETURN o.id, o.position ORDER BY o.position",
            id=owner,
            type=self.model[label].links[field].type,
        )
        assert [position for _, position in rows] == list(range(len(rows)))
        return [row[0] for row in rows]

    async def changes(self) -> list[dict[str, Any]]:
        """Every `Change`, first to last, its fields opened: name to before and after."""
        rows = await self.rows("MATCH (c:Change) RETURN properties(c) ORDER BY c.sequence")
        found = [row[0] for row in rows]
        for change in found:
            change["fields"] = {
                item["name"]: (_opened(item["before"]), _opened(item["after"]))
                for item in json.loads(change["fields"])
            }
        return found

    async def clear(self) -> None:
        """Delete every node but those of the migrations."""
        await self.run(OURS + "DETACH DELETE n")

    async def count(self) -> int:
        """How many nodes there are but those of the migrations."""
        return (await self.rows(OURS + "RETURN count(n)"))[0][0]


def _opened(text: str | None) -> Any:
    return None if text is None else json.loads(text)
