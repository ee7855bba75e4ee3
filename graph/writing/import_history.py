"""What an import did and what came after it, as the `Change` records tell."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from graph.cypher.write.import_statements import (
    IMPORT_BY_ID,
    IMPORT_CHANGES,
    LATER_CHANGES,
    attached_statement,
)
from graph.entities import Entity, Model
from graph.writing.bulk import BATCH, Rows
from graph.writing.inputs import Values


@dataclass(frozen=True, slots=True)
class ImportChange:
    """One change that an import made; fields are name, value before, value after.

    `unseen` are the values before that only the product writes.
    """

    sequence: int
    operation: str
    label: str
    id: str
    name: str
    fields: tuple[tuple[str, Any, Any], ...]
    unseen: Values


@dataclass(frozen=True, slots=True)
class AttachedLink:
    """A link of a record to any other, and what that is called."""

    type: str
    start: str
    end: str
    name: str


async def import_status(rows: Rows, identifier: str) -> tuple[str, str] | None:
    """Status and file name of an import; None where there is none."""
    found = await rows(IMPORT_BY_ID, {"id": identifier})
    return (found[0][0], found[0][1]) if found else None


async def import_changes(rows: Rows, model: Model, identifier: str) -> list[ImportChange]:
    """What an import did, in order."""
    return [
        ImportChange(
            row[0],
            row[1],
            model.kinds[row[2]].label,
            row[3],
            row[4] or row[3],
            tuple(_fields(row[5])),
            json.loads(row[6] or "{}"),
        )
        for row in await rows(IMPORT_CHANGES, {"id": identifier})
    ]


async def later_changes(rows: Rows, ids: Iterable[str], sequence: int) -> dict[str, tuple[str, datetime]]:
    """Who last changed records after a change, and when, by record; imports that were undone do not count."""
    found: dict[str, list[list[Any]]] = {}
    for batch in _batches(ids):
        for record, *change in await rows(LATER_CHANGES, {"ids": batch, "sequence": sequence}):
            found.setdefault(record, []).append(change)
    standing = {record: _standing(changes) for record, changes in found.items()}
    return {
        record: (changes[-1][0], datetime.fromtimestamp(changes[-1][1] / 1000, UTC))
        for record, changes in standing.items()
        if changes
    }


async def attached_links(
    rows: Rows, model: Model, entity: Entity, ids: Iterable[str]
) -> dict[str, list[AttachedLink]]:
    """Every link of records of a label, by record."""
    found: dict[str, list[AttachedLink]] = {}
    statement = attached_statement(model, entity)
    for batch in _batches(ids):
        for record, outgoing, type, other, name in await rows(statement, {"ids": batch}):
            ends = (record, other) if outgoing else (other, record)
            found.setdefault(record, []).append(AttachedLink(type, *ends, name))
    return found


def _standing(changes: Sequence[list[Any]]) -> list[list[Any]]:
    """The changes {actor, at, request, import} of one record without those that were taken back.

    What an import does and what undoing it does bear its id as that of the request.
    """
    imports = {given for _, _, _, given in changes if given}
    undone = {request for _, _, request, given in changes if not given and request in imports}
    return [change for change in changes if change[2] not in undone]


def _batches(ids: Iterable[str]) -> Iterator[list[str]]:
    wanted = sorted(set(ids))
    return (wanted[start : start + BATCH] for start in range(0, len(wanted), BATCH))


def _fields(text: str) -> Iterator[tuple[str, Any, Any]]:
    for item in json.loads(text):
        before, after = (json.loads(item[name]) if item[name] else None for name in ("before", "after"))
        yield item["name"], before, after
