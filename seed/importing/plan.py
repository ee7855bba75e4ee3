"""What a file would do to the graph: what to create, update or leave alone, and what is wrong."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from graph.entities import Link
from graph.writing.inputs import Values
from graph.writing.stored_record import StoredRecord
from seed.draft import Cell, Draft, DraftRecord, Problem, Remark
from seed.importing.decisions import Duplicate


class PlannedState(StrEnum):
    """What is to be done with a record or a link."""

    CREATE = "create"
    UPDATE = "update"
    UNCHANGED = "unchanged"
    REMOVE = "remove"


@dataclass(slots=True)
class PlannedRecord:
    """One record of the draft: what the file gives, and its values before and after where they differ.

    `stored`: everything that would be stored of a record to create.
    """

    record: DraftRecord
    id: str
    state: PlannedState
    derived_key: str
    given: Values = field(default_factory=dict[str, Any])
    before: Values = field(default_factory=dict[str, Any])
    after: Values = field(default_factory=dict[str, Any])
    stored: Values = field(default_factory=dict[str, Any])

    @property
    def label(self) -> str:
        """The kind of the record."""
        return self.record.label

    def clear(self, name: str, before: Any) -> None:
        """Plan a value away."""
        self.given[name], self.before[name], self.after[name] = None, before, None
        self.state = PlannedState.UPDATE


@dataclass(slots=True)
class PlannedLink:
    """One link, as the record sees it whose input names it: a part its owner, else the start its ends."""

    label: str
    link: Link
    start: str
    end: str
    state: PlannedState
    values: Values = field(default_factory=dict[str, Any])
    cell: Cell | None = None


@dataclass(slots=True)
class Plan:
    """What one file would do; `orders` are whole orders of parts by kind and owner, where they change.

    `source` is the record of the file if the graph has one, `source_name` what it is called else; a file that
    is not `traced` leaves no such trace. `names`: what records are called that a link is taken away from.
    `deletions`: records that an earlier import of the source brought and that are taken away.
    """

    draft: Draft
    records: list[PlannedRecord] = field(default_factory=list[PlannedRecord])
    links: list[PlannedLink] = field(default_factory=list[PlannedLink])
    orders: dict[str, dict[str, list[str]]] = field(default_factory=dict[str, dict[str, list[str]]])
    moved: set[str] = field(default_factory=set[str])
    problems: list[Problem] = field(default_factory=list[Problem])
    duplicates: list[Duplicate] = field(default_factory=list[Duplicate])
    remarks: list[Remark] = field(default_factory=list[Remark])
    source: str | None = None
    source_name: str | None = None
    traced: bool = True
    held: dict[str, StoredRecord] = field(default_factory=dict[str, StoredRecord])
    names: dict[str, str] = field(default_factory=dict[str, str])
    deletions: dict[str, StoredRecord] = field(default_factory=dict[str, StoredRecord])

    @property
    def removed_links(self) -> list[PlannedLink]:
        """The links that are to be taken away."""
        return [item for item in self.links if item.state is PlannedState.REMOVE]

    @property
    def empty(self) -> bool:
        """Whether there is nothing to do."""
        done = (*self.records, *self.links)
        return (
            not self.orders
            and not self.deletions
            and all(item.state is PlannedState.UNCHANGED for item in done)
        )
