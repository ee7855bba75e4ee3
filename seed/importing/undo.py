"""Takes an import back: what it created goes, what it changed is as it was."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from graph.database import Database, Transaction
from graph.entities import Model
from graph.errors import Conflict, Invalid, NotFound, Refused
from graph.model.workshop_import import ImportStatus
from graph.writing.bulk import Loader, await_other_imports
from graph.writing.import_history import (
    ImportChange,
    import_changes,
    import_status,
    later_changes,
    numbered_changes,
    requested_changes,
)
from graph.writing.inputs import refuse
from graph.writing.needed_records import NeededRecords
from seed.importing.import_trace import KeptRecord, Trace, kept_records, traces
from seed.importing.restoration import Restoration

# Seconds that taking one import back may take.
UNDO_SECONDS = 1_800.0
MOST_SEQUENCES = 500


@dataclass(slots=True)
class UndoResult:
    """What was taken back: how many records were deleted and restored, and how many changes that were.

    What is `kept` stands as it is.
    """

    deleted: int = 0
    restored: int = 0
    kept: list[KeptRecord] = field(default_factory=list[KeptRecord])
    written: bool = True
    changes: int = 0


async def undo(
    database: Database, model: Model, identifier: str, *, rest: bool = False, actor: str = "seed"
) -> UndoResult:
    """Take an import back, all or nothing; with `rest` all but what somebody went on from.

    Raises NotFound, or Conflict where it was taken back already.
    """

    async def check_and_undo(transaction: Transaction) -> UndoResult:
        await await_other_imports(transaction)
        found = await import_status(transaction.run, identifier)
        if found is None:
            raise NotFound(f"There is no import {identifier!r}. The query `imports` lists those there are.")
        if found[0] != ImportStatus.APPLIED.name:
            raise Conflict(f"The import {identifier} of {found[1]} is {found[0].lower()}, not applied.")
        return await _undo_import(transaction, model, identifier, rest=rest, actor=actor)

    return await database.write(check_and_undo, timeout=UNDO_SECONDS)


async def undo_chosen(
    loader: Loader,
    *,
    sequences: Sequence[int] | None = None,
    import_id: str | None = None,
    request_id: str | None = None,
    rest: bool = False,
) -> UndoResult:
    """Take back changes by their numbers, those of an import, or those of one's own request of the last day.

    Raises what an author can mend, with its place: NotFound, Invalid, Conflict.
    """
    rows, model = loader.transaction.run, loader.model
    if [sequences, import_id, request_id].count(None) != 2:
        raise Invalid("Give sequences, importId or requestId: one of them.")
    if import_id is not None:
        await await_other_imports(loader.transaction)
        found = await import_status(rows, import_id)
        if found is None:
            raise NotFound(f"There is no import {import_id}.", ("importId",))
        if found[0] != ImportStatus.APPLIED.name:
            raise Conflict(f"The import is {found[0].lower()}, not applied.", ("importId",))
        done, place = await import_changes(rows, model, import_id), "importId"
    elif request_id is not None:
        since, place = loader.now - timedelta(days=1), "requestId"
        done = await requested_changes(rows, model, request_id, loader.journal.actor, since)
    else:
        done, place = await _numbered(loader, sequences or ()), "sequences"
    if not done:
        raise NotFound("No change is there to take back.", (place,))
    result = await undo_changes(loader, done, rest=rest)
    if not result.written:
        raise Refused([_kept_problem(item, place) for item in result.kept])
    if import_id is not None:
        await loader.update("Import", [{"id": import_id, "status": ImportStatus.UNDONE.value}], trusted=True)
    return result


async def _numbered(loader: Loader, sequences: Sequence[int]) -> list[ImportChange]:
    if len(sequences) > MOST_SEQUENCES:
        text = f"These are {len(sequences):,} changes; at most {MOST_SEQUENCES} go together."
        raise Invalid(text, ("sequences",))
    done = await numbered_changes(loader.transaction.run, loader.model, sequences)
    known = {change.sequence for change in done}
    missing = [
        NotFound(f"There is no change {number}.", ("sequences", str(place)))
        for place, number in enumerate(sequences)
        if number not in known
    ]
    refuse([*missing])
    return done


def _kept_problem(item: KeptRecord, place: str) -> Conflict:
    text = f"{item.name} cannot be taken back: {item.reason}. Undo the rest with partial: true."
    return Conflict(text, (place,), current=item.id)


async def _undo_import(
    transaction: Transaction, model: Model, identifier: str, *, rest: bool, actor: str
) -> UndoResult:
    done = await import_changes(transaction.run, model, identifier)
    loader = Loader(model, transaction, actor=actor, request_id=identifier)
    result = await undo_changes(loader, done, rest=rest)
    if result.written:
        undone = {"id": identifier, "status": ImportStatus.UNDONE.value}
        await loader.update("Import", [undone], trusted=True)
        await loader.finish()
    return result


async def undo_changes(loader: Loader, done: Sequence[ImportChange], *, rest: bool = False) -> UndoResult:
    """Take changes back, all or nothing; with `rest` all but those of records that somebody went on from.

    What else the loader writes, and its end, are the caller's.
    """
    model, transaction = loader.model, loader.transaction
    found = traces(model, done)
    # From here on nobody else changes these records, so that what is seen to be untouched stays so.
    needs = NeededRecords(model)
    for trace in found.values():
        needs.add(trace.label, trace.id)
    await loader.read_records(needs)
    since = await later_changes(transaction.run, done)
    kept = await kept_records(transaction.run, model, found, since)
    if kept and not rest:
        return UndoResult(kept=list(kept.values()), written=False)
    undoing: list[Trace] = [trace for trace in found.values() if trace.id not in kept]
    restoring = Restoration(model, transaction.run, loader, undoing)
    await restoring.run()
    return UndoResult(
        deleted=sum(trace.created for trace in undoing),
        restored=sum(not trace.created for trace in undoing),
        kept=list(kept.values()),
        changes=sum(change.id not in kept for change in done),
    )
