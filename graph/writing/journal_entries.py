"""What operations did to a record of a working copy, one entry of the change log for each kind of them."""

from collections.abc import Iterable, Iterator, Mapping

from graph.model.change import ChangeOperation
from graph.writing.change_log import (
    Difference,
    JournalEntry,
    ends_differences,
    unseen_before,
    value_differences,
)
from graph.writing.inputs import Values
from graph.writing.pending_edits import PendingEdits
from graph.writing.working_copy import WorkingCopy, WorkingRecord


def journal_entries(
    copy: WorkingCopy, pending: PendingEdits, journeys: Mapping[str, Iterable[str]]
) -> Iterator[JournalEntry]:
    """The entries of a sequence, in the order in which its operations came to the records.

    `journeys` are those in which the records that were written stand now.
    """
    for identifier, operation in copy.log:
        record = copy.records[identifier]
        if record.entity.record.written_by_product or not _is_written(record, operation, pending):
            continue
        differences = tuple(_differences(record, operation))
        if not differences and operation not in (ChangeOperation.CREATE, ChangeOperation.UPDATE):
            continue
        yield JournalEntry(
            operation,
            record.entity,
            identifier,
            record.stored.name if record.gone and record.stored else record.name,
            frozenset(_journeys(copy, record, operation, journeys)),
            differences,
            _unseen(record, operation),
            _version(record, operation),
        )


def _is_written(record: WorkingRecord, operation: ChangeOperation, pending: PendingEdits) -> bool:
    if record.stored is None:
        return not record.gone
    if record.gone:
        return operation is ChangeOperation.DELETE
    return record.id in pending.changed


def _version(record: WorkingRecord, operation: ChangeOperation) -> int | None:
    if record.stored is None:
        return 1
    return None if operation is ChangeOperation.DELETE or record.version is None else record.version + 1


def _unseen(record: WorkingRecord, operation: ChangeOperation) -> Values:
    if record.stored is None or operation not in (ChangeOperation.UPDATE, ChangeOperation.DELETE):
        return {}
    before = record.old_values
    if operation is ChangeOperation.UPDATE:
        written = [name for name, value in record.values.items() if before.get(name) != value]
        return unseen_before(record.entity, before, written)
    found = unseen_before(record.entity, before, record.entity.properties)
    found["createdAt"] = before["createdAt"]
    return {name: value for name, value in found.items() if value is not None}


def _journeys(
    copy: WorkingCopy,
    record: WorkingRecord,
    operation: ChangeOperation,
    standing: Mapping[str, Iterable[str]],
) -> set[str]:
    """The journeys that a record stood or stands in; for its links those of both ends."""
    records = [record]
    if operation in (ChangeOperation.LINK, ChangeOperation.UNLINK):
        ends = {end for name in record.written_fields(operation) for end in _ends(record, name, operation)}
        records += [copy.records[end] for end in ends]
    found: set[str] = set()
    for item in records:
        found.update(item.stored.journeys if item.stored else (), standing.get(item.id, ()))
    return found


def _differences(record: WorkingRecord, operation: ChangeOperation) -> Iterator[Difference]:
    entity, old = record.entity, record.old_links
    match operation:
        case ChangeOperation.CREATE:
            yield from value_differences(entity, {}, record.old_values)
            for name, ends in old.items():
                yield from ends_differences(entity.links[name], {}, ends)
        case ChangeOperation.DELETE:
            yield from value_differences(entity, record.old_values, {})
            if "position" in record.old_values:
                yield "position", record.old_values["position"], None
            for link in entity.input_links:
                yield from ends_differences(link, old.get(link.field, {}), {})
        case ChangeOperation.LINK | ChangeOperation.UNLINK:
            for name in record.written_fields(operation):
                ends, links = _ends(record, name, operation), record.links[name]
                before = {end: old[name][end] for end in ends if end in old.get(name, {})}
                after = {end: links[end] for end in ends if end in links}
                yield from ends_differences(entity.links[name], before, after)
        case ChangeOperation.UPDATE | ChangeOperation.MOVE:
            yield from _changes(record, operation)


def _changes(record: WorkingRecord, operation: ChangeOperation) -> Iterator[Difference]:
    entity = record.entity
    if operation is ChangeOperation.UPDATE and record.values is not record.old_values:
        yield from value_differences(entity, record.old_values, record.values)
    if record.placed is operation and record.stored and record.place is not None:
        yield "position", record.old_values["position"], record.place
    for name in record.written_fields(operation):
        before, links = record.old_links.get(name, {}), record.links[name]
        after = dict(before)
        for end in _ends(record, name, operation):
            if end in links:
                after[end] = links[end]
            else:
                after.pop(end, None)
        yield from ends_differences(entity.links[name], before, after)


def _ends(record: WorkingRecord, name: str, operation: ChangeOperation) -> list[str]:
    """The ends of a field whose links an operation was the last to write."""
    ends = dict.fromkeys([*record.old_links.get(name, {}), *record.links[name]])
    return [end for end in ends if record.writer(name, end) is operation]
