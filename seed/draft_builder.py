"""Records and links that a file names again and again, asked for once."""

import hashlib
from collections import Counter

from seed.draft import Cell, Draft, DraftRecord, Reference
from seed.values.references import escaped_item, normal_name

_LONGEST_NAME = 200


class UniqueRecords:
    """A draft's records by kind and name, and its links: whatever is asked for again is the same."""

    def __init__(self, draft: Draft) -> None:
        """Nothing has been asked for yet."""
        self._draft = draft
        self._records: dict[tuple[str, str, str], DraftRecord] = {}
        self._links: dict[tuple[int, str], dict[int | str, None]] = {}

    def record(self, label: str, cell: Cell, name: str, scope: str = "") -> DraftRecord:
        """The record of this name; a name that is too long is cut, and stands whole in the description."""
        short, scope = short_name(name), scope or _long_name_scope(name)
        identity = (label, scope, normal_name(short))
        found = self._records.get(identity)
        if found is None:
            found = self._records[identity] = self._draft.add_record(label, cell, short, scope=scope)
            self._keep(found, name, cell)
        self._draft.place(cell)
        return found

    def part(self, label: str, cell: Cell, name: str, owner: DraftRecord, field: str) -> DraftRecord:
        """A new part of an owner, such as a step of a phase; namesakes are parts of their own."""
        found = self._draft.add_record(label, cell, short_name(name))
        self._keep(found, name, cell)
        self._draft.add_link(found, field, owner, cell)
        return found

    def quote(self, cell: Cell, text: str) -> DraftRecord:
        """What somebody said; the same words are the same quote."""
        identity = ("Quote", "", normal_name(text))
        found = self._records.get(identity)
        if found is None:
            found = self._records[identity] = self._draft.add_record("Quote", cell, text, called="text")
        self._draft.place(cell)
        return found

    def link(self, start: DraftRecord, field: str, end: Reference, cell: Cell) -> None:
        """Join two records by the field of the first, at most once."""
        ends = self._links.setdefault((id(start), field), {})
        identity = end if isinstance(end, str) else id(end)
        if identity not in ends:
            ends[identity] = None
            self._draft.add_link(start, field, end, cell)
        self._draft.place(cell)

    def has_link(self, start: DraftRecord, field: str, end: DraftRecord | None = None) -> bool:
        """Whether a record has been joined by a field, to a certain record or to any."""
        ends = self._links.get((id(start), field), {})
        return bool(ends) if end is None else id(end) in ends

    def find_record(self, label: str, name: str, scope: str = "") -> DraftRecord | None:
        """The record of this name, where it has been asked for."""
        return self._records.get((label, scope or _long_name_scope(name), normal_name(short_name(name))))

    def _keep(self, record: DraftRecord, name: str, cell: Cell) -> None:
        if short_name(name) != name:
            self._draft.set(record, "description", name, cell)


class StepPaths:
    """Where the steps of a journey stand, as texts that stay when rows, sections and phases change.

    The first step of a name is told by the name alone, so that it can be moved; namesakes by their phase too.
    """

    def __init__(self, journey: DraftRecord) -> None:
        """No step has been asked for yet."""
        self._journey = journey
        self._found: set[str] = set()
        self._counts: Counter[str] = Counter()

    def new_path(self, phase: DraftRecord, step: str) -> str:
        """The place of one more step."""
        place = escaped_item((self._journey.name, "…", step))
        if normal_name(place) in self._found:
            place = whole = escaped_item((self._journey.name, phase.name, step))
            while normal_name(place) in self._found:
                self._counts[whole] += 1
                place = f"{whole} ({self._counts[whole] + 1})"
        self._found.add(normal_name(place))
        return place


def short_name(name: str) -> str:
    """A name of at most 200 characters, cut at a word where there is one."""
    if len(name) <= _LONGEST_NAME:
        return name
    cut = name[: _LONGEST_NAME - 1]
    return (cut[: cut.rfind(" ")] if " " in cut[_LONGEST_NAME // 2 :] else cut).rstrip(" ,;:") + "…"


def _long_name_scope(name: str) -> str:
    """What tells apart two long names that are equal where they are cut."""
    return "" if len(name) <= _LONGEST_NAME else hashlib.sha256(normal_name(name).encode()).hexdigest()[:16]
