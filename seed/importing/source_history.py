"""Which source of the graph a file is, and what earlier imports of that source brought."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from graph.cypher.write.import_statements import LATER_CHANGES
from graph.entities import Model
from graph.model.source import Source
from graph.model.workshop_import import ImportStatus
from graph.writing.bulk import Rows, stored_records
from graph.writing.import_history import ImportChange, attached_links, import_changes, import_status
from graph.writing.stored_record import StoredRecord
from seed.draft import Draft, Place, Remark
from seed.importing.import_trace import Trace, traces
from seed.values.references import normal_name


@dataclass(frozen=True, slots=True)
class FileSource:
    """The source that a file is: its records in the graph, the first to go on with; none where it is new.

    `same_content`: the last file of the source was the very same.
    """

    ids: tuple[str, ...] = ()
    same_content: bool = False
    remark: Remark | None = None

    @property
    def id(self) -> str | None:
        """The record to go on with."""
        return self.ids[0] if self.ids else None


@dataclass(slots=True)
class SourceHistory:
    """What earlier imports of a source did, by record, and the values that they gave last."""

    imports: frozenset[str] = frozenset()
    traces: dict[str, Trace] = field(default_factory=dict[str, Trace])
    values: dict[str, dict[str, Any]] = field(default_factory=dict[str, dict[str, Any]])


async def all_sources(rows: Rows, model: Model) -> list[StoredRecord]:
    """The sources there are."""
    return await stored_records(rows, model[Source.__name__])


def file_source(
    model: Model,
    draft: Draft,
    name: str | None,
    sources: Iterable[StoredRecord],
    named: Iterable[StoredRecord],
) -> FileSource:
    """The source that a file is: that of the name it was given, else that of its file name which shares most.

    `named` are the records of the graph that the file names.
    """
    if name is not None:
        ids = [item.id for item in sources if normal_name(str(item.values.get("name"))) == normal_name(name)]
        same = [item.id for item in sources if item.values.get("sha256") == draft.sha256]
        return FileSource(tuple(ids), bool(set(ids) & set(same)))
    likely = {item.id: item for item in sources if item.values.get("fileName") == draft.file}
    shared = Counter(end for record in named for end in source_links(model, record) if end in likely)
    same = [found for found, item in likely.items() if item.values.get("sha256") == draft.sha256]
    ids = sorted({*same, *shared}, key=lambda found: (found not in same, -shared[found], found))
    if ids or not likely:
        return FileSource(tuple(ids), bool(same))
    text = "A source of this file name is there already, but shares no record with this file, which is kept"
    return FileSource(
        remark=Remark(Place(), None, f"{text} as another; name it with --source if it is the same.")
    )


def is_of_source(model: Model, record: StoredRecord, source: FileSource) -> bool:
    """Whether a record was taken from a source."""
    return any(found in source.ids for found in source_links(model, record))


def source_links(model: Model, record: StoredRecord) -> Mapping[str, Mapping[str, Any]]:
    """The links of a record to its sources."""
    link = model[record.label].source_link
    return record.links.get(link.field, {}) if link else {}


async def brought_records(rows: Rows, model: Model, source: FileSource) -> list[str]:
    """The ids of all records that were taken from a source."""
    entity = model[Source.__name__]
    found = await attached_links(rows, model, entity, source.ids)
    link = next(link for link in entity.links.values() if link.tells_source)
    return [item.start for links in found.values() for item in links if item.type == link.type]


async def source_history(rows: Rows, model: Model, source: FileSource) -> SourceHistory:
    """What the imports that wrote a source did, those aside that were taken back."""
    touched = await rows(LATER_CHANGES, {"ids": list(source.ids), "sequence": 0})
    imports = dict.fromkeys(row[4] for row in touched if row[4])
    done: list[ImportChange] = []
    applied: set[str] = set()
    for found in imports:
        status = await import_status(rows, found)
        if status and status[0] == ImportStatus.APPLIED.name:
            applied.add(found)
            done += await import_changes(rows, model, found)
    done.sort(key=lambda change: change.sequence)
    return SourceHistory(frozenset(applied), traces(model, done), _last_values(done))


def _last_values(done: Sequence[ImportChange]) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    for change in done:
        found.setdefault(change.id, {}).update({name: after for name, _, after in change.fields})
    return found


def source_place(model: Model, record: StoredRecord, source: FileSource) -> tuple[Place, str | None]:
    """Where a record stood in the file of a source, and what stood there."""
    links = source_links(model, record)
    values = next((links[found] for found in source.ids if found in links), None) or {}
    locator, raw = values.get("locator"), values.get("raw")
    return Place(name=str(locator)) if locator else Place(), None if raw is None else str(raw)
