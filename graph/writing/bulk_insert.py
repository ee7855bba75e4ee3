"""Loads rows into an empty graph in batches, fast: no locks, no checks, no changes recorded."""

import asyncio
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, TypeVar

from graph.cypher.write import row_batches
from graph.database import Database
from graph.entities import Entity, Relationship
from graph.statement import Statement
from graph.text_keys import with_text_keys

BATCH = 5_000
SESSIONS = 2
BATCH_SECONDS = 120.0

NodeRow = Mapping[str, Any]
RelationshipRow = Sequence[Any]
T = TypeVar("T")


async def load(
    database: Database,
    nodes: Iterable[tuple[Entity, Iterable[NodeRow]]],
    relationships: Iterable[tuple[Relationship, Iterable[RelationshipRow]]],
    progress: Callable[[int], None] = lambda _: None,
) -> int:
    """Loads all nodes, then all relationships; the number of rows. `progress` hears the size of each batch.

    A node's row is the map of its properties, a relationship's `[start id, end id, properties]`. The rows of
    relationships are kept apart by kind, so that two batches never wait for each other's locks for long.
    Each batch is a transaction. Raises as `Database.write` does.
    """
    total = 0
    for entity, rows in nodes:
        absent = {item.name: item.default for item in entity.properties.values() if item.has_answer}
        kept = (with_text_keys(entity.properties, {**absent, **row}) for row in rows)
        total += await _load_batches(database, row_batches.node_statement(entity), kept, progress)
    for relationship, rows in relationships:
        statement, known = row_batches.relationship_statement(relationship), relationship.properties
        kept = ((*row[:2], with_text_keys(known, row[2])) for row in rows) if known else rows
        total += await _load_batches(database, statement, kept, progress)
    return total


async def _load_batches(
    database: Database, statement: Statement, rows: Iterable[Any], progress: Callable[[int], None]
) -> int:
    total = 0
    waiting = _batches(rows)

    async def worker() -> None:
        nonlocal total
        for batch in waiting:
            await database.write(lambda tx: tx.run(statement, {"rows": batch}), timeout=BATCH_SECONDS)  # noqa: B023 - awaited at once
            total += len(batch)
            progress(len(batch))

    try:
        async with asyncio.TaskGroup() as group:
            for _ in range(SESSIONS):
                group.create_task(worker())
    except ExceptionGroup as failed:
        raise failed.exceptions[0] from None  # the other session was ended because of it
    return total


def _batches(rows: Iterable[T]) -> Iterator[list[T]]:
    iterator = iter(rows)
    while batch := list(islice(iterator, BATCH)):
        yield batch
