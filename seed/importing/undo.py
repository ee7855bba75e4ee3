"""Takes an import back: what it created goes, what it changed is as it was."""

from dataclasses import dataclass, field

from graph.database import Database, Transaction
from graph.entities import Model
from graph.errors import Conflict, NotFound
from graph.model.workshop_import import ImportStatus
from graph.writing.bulk import Loader, await_other_imports
from graph.writing.import_history import import_changes, import_status, later_changes
from graph.writing.needed_records import NeededRecords
from seed.importing.import_trace import KeptRecord, Trace, kept_records, traces
from seed.importing.restoration import Restoration

# Seconds that taking one import back may take.
UNDO_SECONDS = 1_800.0


@dataclass(slots=True)
class UndoResult:
    """What was taken back: how many records were deleted and restored; `kept` stand as they are."""

    deleted: int = 0
    restored: int = 0
    kept: list[KeptRecord] = field(default_factory=list[KeptRecord])
    written: bool = True


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


async def _undo_import(
    transaction: Transaction, model: Model, identifier: str, *, rest: bool, actor: str
) -> UndoResult:
    done = await import_changes(transaction.run, model, identifier)
    found = traces(model, done)
    loader = Loader(model, transaction, actor=actor, request_id=identifier)
    # From here on nobody else changes these records, so that what is seen to be untouched stays so.
    needs = NeededRecords(model)
    for trace in found.values():
        needs.add(trace.label, trace.id)
    await loader.read_records(needs)
    last = max((change.sequence for change in done), default=0)
    since = await later_changes(transaction.run, found, last)
    kept = await kept_records(transaction.run, model, found, since)
    if kept and not rest:
        return UndoResult(kept=list(kept.values()), written=False)
    undoing: list[Trace] = [trace for trace in found.values() if trace.id not in kept]
    restoring = Restoration(model, transaction.run, loader, undoing)
    await restoring.run()
    await loader.update("Import", [{"id": identifier, "status": ImportStatus.UNDONE.value}], trusted=True)
    await loader.finish()
    return UndoResult(
        deleted=sum(trace.created for trace in undoing),
        restored=sum(not trace.created for trace in undoing),
        kept=list(kept.values()),
    )
