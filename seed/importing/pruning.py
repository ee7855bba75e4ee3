"""Which records that a source no longer has may be taken away, and the links that go with them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from graph.cypher.write.import_statements import LATER_CHANGES
from graph.entities import Model
from graph.writing.bulk import Rows
from graph.writing.import_history import AttachedLink, attached_links
from graph.writing.stored_record import StoredRecord
from seed.importing.import_trace import made_links
from seed.importing.source_history import FileSource, SourceHistory, source_links


@dataclass(slots=True)
class Pruning:
    """The records that are taken away, why others stay, and the links of those that lead to the first."""

    removed: dict[str, StoredRecord] = field(default_factory=dict[str, StoredRecord])
    kept: dict[str, str] = field(default_factory=dict[str, str])
    links: list[AttachedLink] = field(default_factory=list[AttachedLink])


async def pruning(
    rows: Rows, model: Model, source: FileSource, history: SourceHistory, gone: Iterable[StoredRecord]
) -> Pruning:
    """What may go: records that imports of this source alone made and nobody touched or linked to since."""
    absent = {record.id: record for record in gone}
    found = Pruning()
    touched = await _touched_by_others(rows, history, absent)
    attached = await _attached(rows, model, absent)
    made = made_links(model, history.traces)
    for identifier, record in absent.items():
        reason = _reason(model, source, history, record, attached.get(identifier, []), made)
        if identifier in touched:
            reason = f"{touched[identifier]} changed it since"
        if reason:
            found.kept[identifier] = reason
    _keep_wholes(model, absent, found)
    found.removed = {
        identifier: record for identifier, record in absent.items() if identifier not in found.kept
    }
    links = (link for identifier in found.removed for link in attached.get(identifier, ()))
    found.links = [link for link in links if link.end in found.removed and link.start not in found.removed]
    return found


async def _touched_by_others(rows: Rows, history: SourceHistory, ids: Iterable[str]) -> dict[str, str]:
    """Who else changed the records, what was taken back aside."""
    changes = await rows(LATER_CHANGES, {"ids": list(ids), "sequence": 0})
    imports = {row[4] for row in changes if row[4]}
    undone = {row[3] for row in changes if not row[4] and row[3] in imports}
    return {row[0]: row[1] for row in changes if row[4] not in history.imports and row[3] not in undone}


async def _attached(
    rows: Rows, model: Model, records: Mapping[str, StoredRecord]
) -> dict[str, list[AttachedLink]]:
    found: dict[str, list[AttachedLink]] = {}
    for label in {record.label for record in records.values()}:
        ids = [identifier for identifier, record in records.items() if record.label == label]
        found |= await attached_links(rows, model, model[label], ids)
    return found


def _reason(
    model: Model,
    source: FileSource,
    history: SourceHistory,
    record: StoredRecord,
    attached: Iterable[AttachedLink],
    made: set[tuple[str, str, str]],
) -> str | None:
    """Why a record stays; None where nothing speaks for that."""
    trace = history.traces.get(record.id)
    if trace is None or not trace.created:
        return "it was there before this source"
    if any(found not in source.ids for found in source_links(model, record)):
        return "another source brought it too"
    other = next((link for link in attached if (link.type, link.start, link.end) not in made), None)
    return f"it has been linked to {other.name} since" if other else None


def _keep_wholes(model: Model, absent: Mapping[str, StoredRecord], found: Pruning) -> None:
    """Keep the wholes of parts that stay, such as the phase of a step."""
    waiting = list(found.kept)
    while waiting:
        record = absent[waiting.pop()]
        home = model[record.label].owner
        for owner in record.links.get(home.field, {}) if home else ():
            if owner in absent and owner not in found.kept:
                found.kept[owner] = f"a part of it stays: {record.label} {record.values.get('name')!r}"
                waiting.append(owner)
