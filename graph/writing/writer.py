"""The one engine of change: a sequence of operations is previewed on a working copy, then written at once."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from graph.cypher.write.record_writes import CHANGES_SINCE
from graph.entities import Link
from graph.errors import Conflict, Mendable, Overtaken
from graph.model.change import ChangeOperation
from graph.writing.change_log import changed_names
from graph.writing.inputs import InputPath, Inputs, LinkTarget, Missing
from graph.writing.invariants import MOVED
from graph.writing.journal_entries import journal_entries
from graph.writing.needed_records import needed_records
from graph.writing.operation_effects import OperationEffects, duplicate_problem
from graph.writing.operations import (
    AddLinks,
    AskedLink,
    CreateRecord,
    DeleteRecord,
    Input,
    MovePart,
    Operation,
    OperationResult,
    RemoveLinks,
    UpdateRecord,
)
from graph.writing.pending_edits import Edit, PendingEdits, pending_edits
from graph.writing.working_copy import RecordsRead, WorkingCopy, WorkingRecord
from graph.writing.write_transaction import WriteTransaction


@dataclass(frozen=True, slots=True)
class Preview:
    """What a sequence of operations would do: the records as they would be, and what is to be written."""

    copy: WorkingCopy
    edits: PendingEdits
    results: list[OperationResult]


class Writer(WriteTransaction):
    """One transaction's writes; the last call is `finish`, which checks rules and records the changes.

    Every method raises what a user can mend: one problem itself, several at once as Refused, each with its
    path below the input. With more than one input the path begins with the number of the input, from 0.
    """

    async def run(self, operations: Sequence[Operation], *, trusted: bool = False) -> list[OperationResult]:
        """Carry out operations, each on what those before it have made; all of them, or none.

        `trusted` inputs, of the product itself, may name `id` and `derivedKey`, and what else only the
        product writes.
        """
        found = await self.preview(operations, trusted=trusted)
        standing = await self._write(found.copy, found.edits)
        self._watch(found.copy, found.edits, standing)
        self.journal.entries += journal_entries(found.copy, found.edits, standing)
        return found.results

    async def preview(
        self, operations: Sequence[Operation], *, trusted: bool = False, locking: bool = True
    ) -> Preview:
        """What operations would do. Without `locking` others may change meanwhile what was read."""
        needs, read = needed_records(self.model, operations), RecordsRead()
        await self.name_records(needs)
        while True:
            await self.read_records(needs, read, locking=locking)
            copy = WorkingCopy(self.model, read, looks_for_values=self.looks_for_values)
            checks = Inputs(self.model, self.now, trusted)
            effects = OperationEffects(checks, copy)
            results = [effects.carry_out(operation) for operation in operations]
            if not copy.unread:
                break
            # Found out only by looking: it comes late in the order of locks, which is a retry at worst.
            needs = copy.unread
        await self._tell_changes(checks.problems)
        checks.refuse()
        return Preview(copy, pending_edits(copy, self.now), results)

    async def create(self, label: str, inputs: Sequence[Input], *, trusted: bool = False) -> list[str]:
        """Create records with links and owned parts; their ids, in order. Parts are put last."""
        asked = [CreateRecord(label, given, _input_path(inputs, n)) for n, given in enumerate(inputs)]
        return [str(result.id) for result in await self.run(asked, trusted=trusted)]

    async def update(self, label: str, inputs: Sequence[Input], *, trusted: bool = False) -> list[str]:
        """Change records: what is absent is left alone, null clears, a list of ids replaces the set.

        Another owner moves a part there, to the end. What changes nothing writes nothing.
        """
        asked = [UpdateRecord(label, given, _input_path(inputs, n)) for n, given in enumerate(inputs)]
        return [str(result.id) for result in await self.run(asked, trusted=trusted)]

    async def link(self, label: str, field: str, links: Sequence[tuple[str, str, Input]]) -> None:
        """Link records, each from start to end with properties; a link that is there gets them changed.

        Problems lie at the start's id (`opportunityId`), the end's (`stepIds`, number) or a property's name.
        """
        link = self._linkable(label, field)
        await self.run([AddLinks(label, field, self._asked_links(label, link, links), (link.id_field,))])

    async def unlink(self, label: str, field: str, links: Sequence[tuple[str, str]]) -> None:
        """Take links away, each from start to end; one that is not there is no problem."""
        link = self._linkable(label, field)
        asked = self._asked_links(label, link, [(start, end, {}) for start, end in links])
        await self.run([RemoveLinks(label, field, asked, (link.id_field,))])

    async def move(
        self,
        label: str,
        identifier: str,
        owner: str | None,
        after: str | Missing | None,
        version: int | None = None,
    ) -> None:
        """Move a part behind `after` (None: first, MISSING: last), under another owner if one is given."""
        if self.model[label].owner is None:
            raise ValueError(f"{label} is no part of anything, so it has no place to move")
        await self.run([MovePart(label, identifier, owner, after, version)])

    async def delete(
        self, label: str, identifier: str, version: int | None = None, cascade: bool = False
    ) -> None:
        """Delete a record with all that goes with it: its parts, and records that cannot be without it.

        Raises InUse when other people's work is linked to any of them, unless `cascade`.
        """
        await self.run([DeleteRecord(label, identifier, version, cascade)])

    async def _write(self, copy: WorkingCopy, pending: PendingEdits) -> dict[str, list[str]]:
        """Write what is pending, each kind of record once; the journeys in which the records stand then."""
        standing: dict[str, list[str]] = {}

        def clash(message: str) -> Mendable | None:
            return _clash(copy, message)

        for label, edits in pending.releases.items():
            await self.write_edits(self.model[label], edits)
        for label, ids in pending.deletions.items():
            await self.delete_records(self.model[label], ids)
        waiting = {edit.id: None for edits in pending.creations.values() for edit in edits}
        late: dict[str, list[Edit]] = {}
        for label in self.model.creation_order:
            new = pending.creations.get(label, [])
            changed = sorted(pending.edits.get(label, {}).values(), key=lambda edit: edit.id)
            for edits, creating in ((new, True), (changed, False)):
                if edits:
                    rest = [edit.split(waiting) for edit in edits]
                    late.setdefault(label, []).extend(edit for edit in rest if edit)
                    entity = self.model[label]
                    standing |= await self.write_edits(entity, edits, clash, creating=creating)
                if creating:
                    for edit in new:
                        del waiting[edit.id]
        for label, edits in late.items():
            if edits:
                standing |= await self.write_edits(self.model[label], edits)
        return standing

    def _watch(self, copy: WorkingCopy, pending: PendingEdits, standing: Mapping[str, Iterable[str]]) -> None:
        """Have the rules look at what was written."""
        for record in copy.records.values():
            if not record.gone and (record.stored is None or record.id in pending.changed):
                self._watch_links(record, standing.get(record.id, ()))
        for owner, path in copy.owner_paths.items():
            record = copy.records[owner]
            for link in record.entity.parts if not record.gone else ():
                self.watch_records(link.type, record.entity.label, [owner], path)

    def _watch_links(self, record: WorkingRecord, journeys: Iterable[str]) -> None:
        label, before = record.entity.label, record.old_links if record.stored else {}
        for name, ends in record.links.items():
            added = [end for end in ends if end not in before.get(name, {})]
            link, path = record.entity.links[name], record.paths.get(name, ())
            if not added:
                continue
            if link.owned:
                self.watch_records(MOVED, "Journey", journeys if record.stored else (), path)
                continue
            if any(record.writer(name, end) is not ChangeOperation.CREATE for end in added):
                self.watch_records(link.type, label, [record.id], path)
            self.watch_records(link.type, "Journey", journeys, path)

    async def _tell_changes(self, problems: Iterable[Mendable]) -> None:
        """Have conflicts say what has changed since the version that was read."""
        conflicts = [item for item in problems if isinstance(item, Conflict) and item.since is not None]
        if not conflicts:
            return
        asked = [{"id": item.current, "version": item.since} for item in conflicts]
        found: dict[str, dict[str, None]] = {}
        for identifier, fields in await self.transaction.run(CHANGES_SINCE, {"asked": asked}):
            found.setdefault(identifier, {}).update(dict.fromkeys(changed_names(fields)))
        for item in conflicts:
            item.changed_fields = tuple(found.get(str(item.current), ()))

    def _linkable(self, label: str, field: str) -> Link:
        link = self.model[label].links[field]
        if not (link.outgoing and link.many) or link.owned:
            raise ValueError(f"{label}.{field} is not linked from here, but with the record itself")
        return link

    def _asked_links(
        self, label: str, link: Link, links: Sequence[tuple[str, str, Input]]
    ) -> list[AskedLink]:
        first = (f"{self.model[label].singular}Id",)
        return [
            AskedLink(LinkTarget(start, first), LinkTarget(end, (link.id_field, str(number))), given)
            for number, (start, end, given) in enumerate(links)
        ]


def _input_path(inputs: Sequence[Any], index: int) -> InputPath:
    """Where an input's fields stand: below its number, unless it is the only one."""
    return (str(index),) if len(inputs) > 1 else ()


def _clash(copy: WorkingCopy, message: str) -> Mendable | None:
    """The problem of a unique value that was taken since we looked, out of the database's refusal."""
    for ((label, name), value), (claimer, path) in copy.claims.items():
        if f"label `{label}` and property `{name}` = '{value}'" in message:
            problem = duplicate_problem(copy.model[label], name, path)
            again = name == "key" and copy.records[claimer].upserted
            return Overtaken(problem.message, problem.field) if again else problem
    return None
