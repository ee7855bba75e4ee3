"""What an earlier import of the same source brought and the file no longer has, so that somebody decides."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from graph.entities import Entity, Link, Model
from graph.writing.bulk import StoredRecord
from seed.draft import DraftRecord, Place, Remark
from seed.importing.record_match import Matcher
from seed.importing.source_history import FileSource, SourceHistory, source_place


@dataclass(frozen=True, slots=True)
class GoneLink:
    """A link that the source made and no longer has."""

    start: StoredRecord
    link: Link
    end: str


@dataclass(frozen=True, slots=True)
class GoneValue:
    """A value that the source gave and no longer gives."""

    record: DraftRecord
    held: StoredRecord
    name: str


class GoneThings:
    """Compares what the imports of a source made with what its file has now."""

    def __init__(
        self,
        model: Model,
        matcher: Matcher,
        held: Mapping[str, StoredRecord],
        source: FileSource,
        history: SourceHistory,
    ) -> None:
        self._model = model
        self._matcher = matcher
        self._held = held
        self._source = source
        self._history = history
        self._present = {identifier: record for record, identifier in matcher.ids.items()}

    def records(self, brought: Iterable[str]) -> list[StoredRecord]:
        """The records that the file no longer names."""
        absent = (found for found in dict.fromkeys(brought) if found not in self._present)
        return [self._held[found] for found in absent if found in self._held]

    def links(
        self, wanted: Mapping[str, Mapping[str, set[str]]], gone: Iterable[StoredRecord]
    ) -> list[GoneLink]:
        """The links between records of the file that it no longer has; `wanted`: ends by start and field."""
        lost = {record.id for record in gone}
        found: list[GoneLink] = []
        for identifier, trace in self._history.traces.items():
            held = self._held.get(identifier)
            if held is None or identifier not in self._present:
                continue
            for link, end in _made_links(self._model[held.label], trace.added):
                there = end in held.links.get(link.field, {})
                if there and end not in lost and end not in wanted.get(identifier, {}).get(link.field, ()):
                    found.append(GoneLink(held, link, end))
        return found

    def values(self) -> Iterator[GoneValue]:
        """The values of records of the file that it no longer gives, and that are still as it gave them."""
        for identifier, record in self._present.items():
            held, given = self._held.get(identifier), self._history.values.get(identifier, {})
            if held is None:
                continue
            for item in self._model[held.label].writable_properties:
                value = held.values.get(item.name)
                was = given.get(item.name)
                told = item.name in record.values or item.name in record.unread or item.name == "position"
                if not told and was is not None and was != item.default and _as_json(value) == was:
                    yield GoneValue(record, held, item.name)

    def record_remark(self, record: StoredRecord, more: str) -> Remark:
        """What is to be said of a record that is gone."""
        place, raw = source_place(self._model, record, self._source)
        text = f"{record.label} {_name(record)!r}, which an earlier import of this source brought"
        return Remark(place, raw, f"{text}, is no longer in it. {more}")


def link_remark(gone: GoneLink, end: str, more: str) -> Remark:
    """What is to be said of a link that is gone; `end` is what its end is called."""
    text = f"{gone.start.label} {_name(gone.start)!r} was linked to {end!r} ({gone.link.field})"
    text = f"{text} by an earlier import of this source, which no longer says so."
    return Remark(Place(), None, f"{text} {more}")


def value_remark(gone: GoneValue, more: str) -> Remark:
    """What is to be said of a value that is gone."""
    value = str(gone.held.values.get(gone.name))
    text = f"{gone.held.label} {_name(gone.held)!r} has its {gone.name} from an earlier import of this source"
    return Remark(gone.record.cell.place, value[:200], f"{text}, which no longer gives one. {more}")


def other_remarks(
    by_key: Mapping[DraftRecord, Iterable[str]], others: Mapping[str, StoredRecord]
) -> Iterator[Remark]:
    """What is to be said where other sources say something else of the same things."""
    for record, ids in by_key.items():
        for other in (others[found] for found in dict.fromkeys(ids) if found in others):
            if remark := _other_remark(record, other):
                yield remark


def _other_remark(record: DraftRecord, other: StoredRecord) -> Remark | None:
    values = {name: record.values[name].value for name in ("impact", "rawScore") if name in record.values}
    if all(other.values.get(name) == value for name, value in values.items()):
        return None
    said = other.values.get("rawScore") or other.values.get("impact")
    place, raw = record.cell.place, record.cell.value
    return Remark(place, raw, f"Another source says {said!r} of the same; both stand beside each other.")


def _made_links(entity: Entity, added: Mapping[str, set[str]]) -> Iterator[tuple[Link, str]]:
    for name, ends in added.items():
        link = entity.links[name]
        if not link.owned and not link.tells_source:
            yield from ((link, end) for end in sorted(ends))


def _name(record: StoredRecord) -> str:
    return str(record.values.get("name") or record.values.get("text") or record.id)[:80]


def _as_json(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
