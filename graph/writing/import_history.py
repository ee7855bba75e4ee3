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
    NUMBERED_CHANGES,
    REQUESTED_CHANGES,
    attached_statement,
)
from graph.entities import Entity, Model
from graph.writing.bulk import BATCH, Rows
from graph.writing.inputs import Values


@dataclass(frozen=True, slots=True)
class ImportChange:
    """One change that an import or a request made; fields are name, value before, value after.

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
    return [_change(model, row) for row in await rows(IMPORT_CHANGES, {"id": identifier})]


async def numbered_changes(rows: Rows, model: Model, sequences: Iterable[int]) -> list[ImportChange]:
    """Changes by their numbers, in order; with a deletion all that it deleted and cut."""
    found = await rows(NUMBERED_CHANGES, {"sequences": sorted(set(sequences))})
    return [_change(model, row) for row in found]


async def requested_changes(
    rows: Rows, model: Model, identifier: str, actor: str, since: datetime
) -> list[ImportChange]:
    """What one request of somebody did since a time, in order."""
    milliseconds = int(since.timestamp() * 1000)
    found = await rows(REQUESTED_CHANGES, {"id": identifier, "actor": actor, "since": milliseconds})
    return [_change(model, row) for row in found]


async def later_changes(rows: Rows, done: Iterable[ImportChange]) -> dict[str, tuple[str, datetime]]:
    """Who last changed records after some changes, and when, by record.

    Imports that were undone do not count, nor do the changes themselves.
    """
    own, first = set[int](), dict[str, int]()
    for change in done:
        own.add(change.sequence)
        first[change.id] = min(change.sequence, first.get(change.id, change.sequence))
    found: dict[str, list[list[Any]]] = {}
    for batch in _batches(first):
        least = min(first[record] for record in batch)
        for record, *change, number in await rows(LATER_CHANGES, {"ids": batch, "sequence": least}):
            if number > first[record] and number not in own:
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


def _change(model: Model, row: Sequence[Any]) -> ImportChange:
    label = model.kinds[row[2]].label
    unseen = json.loads(row[6] or "{}")
    return ImportChange(row[0], row[1], label, row[3], row[4] or row[3], tuple(_fields(row[5])), unseen)


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
