"""What an import did and what came after it, as the `Change` records tell."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from graph.cypher.seeding import CHANGES, IMPORT, LATER, attached
from graph.portfolio import BATCH, Rows
from graph.schema import Entity, Model


@dataclass(frozen=True, slots=True)
class Done:
    """One change that an import made; fields are name, value before, value after."""

    sequence: int
    operation: str
    label: str
    id: str
    name: str
    fields: tuple[tuple[str, Any, Any], ...]


@dataclass(frozen=True, slots=True)
class Attached:
    """A link of a record to any other, and what that is called."""

    type: str
    start: str
    end: str
    name: str


async def status(rows: Rows, identifier: str) -> tuple[str, str] | None:
    """Status and file name of an import; None where there is none."""
    found = await rows(IMPORT, {"id": identifier})
    return (found[0][0], found[0][1]) if found else None


async def changes(rows: Rows, model: Model, identifier: str) -> list[Done]:
    """What an import did, in order."""
    return [
        Done(row[0], row[1], model.kinds[row[2]].label, row[3], row[4] or row[3], tuple(_fields(row[5])))
        for row in await rows(CHANGES, {"id": identifier})
    ]


async def later(rows: Rows, ids: Iterable[str], sequence: int) -> dict[str, tuple[str, datetime]]:
    """Who last changed records after a change, and when, by record."""
    found: dict[str, tuple[str, datetime]] = {}
    for batch in _batches(ids):
        for record, actor, at in await rows(LATER, {"ids": batch, "sequence": sequence}):
            found[record] = actor, datetime.fromtimestamp(at / 1000, UTC)
    return found


async def links(rows: Rows, entity: Entity, ids: Iterable[str]) -> dict[str, list[Attached]]:
    """Every link of records of a label, by record."""
    found: dict[str, list[Attached]] = {}
    for batch in _batches(ids):
        for record, outgoing, type, other, name in await rows(attached(entity), {"ids": batch}):
            ends = (record, other) if outgoing else (other, record)
            found.setdefault(record, []).append(Attached(type, *ends, name))
    return found


def _batches(ids: Iterable[str]) -> Iterator[list[str]]:
    wanted = sorted(set(ids))
    return (wanted[start : start + BATCH] for start in range(0, len(wanted), BATCH))


def _fields(text: str) -> Iterator[tuple[str, Any, Any]]:
    for item in json.loads(text):
        before, after = (json.loads(item[name]) if item[name] else None for name in ("before", "after"))
        yield item["name"], before, after
