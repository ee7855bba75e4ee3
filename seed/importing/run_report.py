"""What a run has done or would do, file by file: as the document that `--format json` prints."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from seed.draft import Draft, DraftLink, DraftRecord, Leftover, Problem, Remark
from seed.explanation import leftover_documents, link_document, message_documents, record_document
from seed.importing.decisions import Duplicate
from seed.importing.plan import Plan, PlannedLink, PlannedRecord, PlannedState

_RECORDS = (PlannedState.CREATE, PlannedState.UPDATE, PlannedState.UNCHANGED)
_LINKS = (PlannedState.CREATE, PlannedState.UNCHANGED)


@dataclass(slots=True)
class FileReport:
    """One file: its plan, or only the problems of one that could not be read."""

    file: str
    format: str | None = None
    plan: Plan | None = None
    problems: list[Problem] = field(default_factory=list[Problem])
    import_id: str | None = None

    def keep_draft(self, draft: Draft) -> None:
        """Keep what was read of the file, until it is planned."""
        self.plan = Plan(draft, problems=draft.problems)
        self.problems = draft.problems

    @property
    def leftovers(self) -> list[Leftover]:
        """The cells that became nothing."""
        return self.plan.draft.leftovers if self.plan else []

    @property
    def remarks(self) -> list[Remark]:
        """What was read but is to be looked at."""
        return [*self.plan.draft.remarks, *self.plan.remarks] if self.plan else []

    @property
    def records(self) -> dict[str, dict[str, int]]:
        """How many records of each kind are created, updated, left as they are."""
        planned = self.plan.records if self.plan else []
        found = _state_counts(planned, [item.label for item in planned], _RECORDS)
        for item in self.plan.deletions.values() if self.plan else ():
            counts = found.setdefault(item.label, {state.value: 0 for state in _RECORDS})
            counts[PlannedState.REMOVE.value] = counts.get(PlannedState.REMOVE.value, 0) + 1
        return found

    @property
    def links(self) -> dict[str, dict[str, int]]:
        """How many links of each type are created, and were there; changed or removed where there are any."""
        planned = self.plan.links if self.plan else []
        return _state_counts(planned, [item.link.type for item in planned], _LINKS)

    @property
    def removals(self) -> list[Mapping[str, str | None]]:
        """What is taken away: kind, name, id of a record; of a link its record's, its field and its end."""
        if self.plan is None:
            return []
        names = self.plan.names
        records = [
            {"kind": item.label, "name": names.get(item.id, item.id), "id": item.id, "field": None}
            for item in self.plan.deletions.values()
        ]
        links = [
            {
                "kind": item.label,
                "name": names.get(item.start, item.start),
                "id": item.start,
                "field": item.link.field,
                "end": names.get(item.end, item.end),
                "endId": item.end,
            }
            for item in self.plan.removed_links
        ]
        return [*records, *links]

    @property
    def new_records(self) -> list[DraftRecord]:
        """The records that are created."""
        planned = self.plan.records if self.plan else []
        return [item.record for item in planned if item.state is PlannedState.CREATE]

    @property
    def new_links(self) -> list[DraftLink]:
        """The links of records that are created."""
        new = set(self.new_records)
        links = self.plan.draft.links if self.plan else []
        return [link for link in links if link.start in new or link.end in new]

    def reading(self) -> dict[str, Any]:
        """What is new in the file, each record and link with the cell it comes from."""
        return {
            "records": [record_document(record) for record in self.new_records],
            "links": [link_document(link) for link in self.new_links],
        }

    def document(self) -> dict[str, Any]:
        """The file as JSON has it."""
        read, placed, leftover = self.plan.draft.counts if self.plan else (0, 0, 0)
        return {
            "file": self.file,
            "format": self.format,
            "records": self.records,
            "links": self.links,
            "removals": self.removals,
            "cells": {"read": read, "placed": placed, "leftover": leftover},
            "leftovers": leftover_documents(self.leftovers),
            "remarks": message_documents(self.remarks),
            "problems": message_documents(self.problems),
            "duplicates": [
                {
                    "kind": item.record.label,
                    "name": item.record.name,
                    "candidate": {"id": item.candidate, "name": item.name},
                    "score": item.score,
                }
                for item in (self.plan.duplicates if self.plan else [])
            ],
        }


@dataclass(slots=True)
class SeedReport:
    """What one run has done, or (`dry_run`) would do; `undecided`: with duplicates to decide about first."""

    files: list[FileReport] = field(default_factory=list[FileReport])
    dry_run: bool = False
    undecided: bool = False

    @property
    def problems(self) -> list[tuple[str, Problem]]:
        """Everything that must be mended, with the file it is in."""
        return [(report.file, problem) for report in self.files for problem in report.problems]

    @property
    def duplicates(self) -> list[Duplicate]:
        """Everything that may be there already."""
        return [item for report in self.files if report.plan for item in report.plan.duplicates]

    @property
    def imports(self) -> list[str]:
        """The ids of the imports that were made, one for each file that changed anything."""
        return [report.import_id for report in self.files if report.import_id]

    def document(self) -> dict[str, Any]:
        """The run as JSON has it; each file names its own import where there are several files."""
        files = [report.document() for report in self.files]
        if self.dry_run:
            for found, report in zip(files, self.files, strict=True):
                found["new"] = report.reading()
        if len(files) > 1:
            for found, report in zip(files, self.files, strict=True):
                found["import"] = report.import_id
        return {"import": self.imports[-1] if self.imports else None, "files": files}


def _state_counts(
    planned: Iterable[PlannedRecord | PlannedLink], names: Iterable[str], always: Iterable[PlannedState]
) -> dict[str, dict[str, int]]:
    found: dict[str, dict[str, int]] = {}
    for item, name in zip(planned, names, strict=True):
        counts = found.setdefault(name, {state.value: 0 for state in always})
        counts[item.state.value] = counts.get(item.state.value, 0) + 1
    return {name: found[name] for name in sorted(found)}
