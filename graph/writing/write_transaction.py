"""What every write does: read what it touches, write edits, watch rules, keep the journal."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, TypeVar

from neo4j.exceptions import ConstraintError

from graph.cypher.write.record_writes import (
    COMMIT_ORDER,
    RECORD_CHANGES,
    LinkUse,
    LockRequest,
    delete_statement,
    lock_statement,
    owners_statement,
    removable_statement,
    write_statement,
)
from graph.database import Transaction
from graph.entities import Entity, Model
from graph.errors import InvariantBroken, Mendable
from graph.model.change import Change
from graph.text_keys import with_text_keys
from graph.writing.change_log import Journal
from graph.writing.inputs import InputPath, Values, python_values, refuse, stored_value
from graph.writing.invariants import RULES, WATCHED_TYPES, Rule
from graph.writing.needed_records import NeededRecords, UniqueProperty, owner_look
from graph.writing.pending_edits import Edit
from graph.writing.stored_record import StoredRecord
from graph.writing.working_copy import RecordsRead

T = TypeVar("T")
# The ids of a statement by label, and the unique values it looks for.
_Pack = tuple[dict[str, list[str]], dict[UniqueProperty, list[str]]]


class WriteTransaction:
    """The writes of one transaction; everything is read under the lock of what is read."""

    batch = 5_000
    """Rows in one statement; more are slower, since the server keeps them all in memory."""
    looks_for_values = True
    """Whether it is asked who bears a unique value before that is written; else the constraint tells."""
    reads_by_label = False
    """Whether each kind of record is read by a statement of its own: the same few for whatever is written."""

    def __init__(
        self,
        model: Model,
        transaction: Transaction,
        *,
        actor: str,
        request_id: str,
        import_id: str | None = None,
    ) -> None:
        """Begin inside `Database.write`, which runs the whole work again after a deadlock."""
        self.model = model
        self.transaction = transaction
        self.now: datetime = stored_value(datetime.now(UTC))
        self.journal = Journal(actor, request_id, import_id)
        self._watched: dict[tuple[str, str], dict[str, InputPath]] = {}

    async def name_records(self, needs: NeededRecords) -> None:
        """Add to what is needed what only the database can name: bearers, owners, and what goes along.

        Nothing is locked yet: all is to be locked at once, in the one order.
        """
        if needs.keyed:
            keyed = {pair: sorted(values) for pair, values in needs.keyed.items()}
            request = LockRequest({}, sorted(keyed), locking=False)
            parameters = {"taken": _value_parameters(keyed)}
            for label, _, identifier, *_ in await self._run(lock_statement(self.model, request), parameters):
                needs.add(label, identifier)
                if label in needs.movers:
                    needs.movers[label].add(identifier)
        for label, ids in needs.movers.items():
            entity = self.model[label]
            if ids and entity.owner:
                for _, owner in await self._run(owners_statement(entity), {"ids": sorted(ids)}):
                    if owner:
                        needs.add(entity.owner.targets[0], owner, owner_look(entity))
        for label, ids in needs.goers.items():
            statement = removable_statement(self.model, self.model[label])
            for identifier, others in await self._run(statement, {"ids": sorted(ids)}):
                going = self.model.entity_of(identifier)
                assert going is not None
                needs.add_going(going.label, identifier, others)

    async def read_records(
        self, needs: NeededRecords, read: RecordsRead | None = None, *, locking: bool = True
    ) -> RecordsRead:
        """Lock records and read them, and who bears unique values, into what was read before.

        Whatever is not there is simply missing. Values nobody bears are locked too, until the commit.
        """
        found = read or RecordsRead()
        for ids, taken in self._packs(needs):
            looks = {label: needs.looks[label] for label in ids}
            request = LockRequest(looks, sorted(taken), locking)
            parameters = {"ids": ids, "taken": _value_parameters(taken)}
            for row in await self._run(lock_statement(self.model, request), parameters):
                self._keep(found, request, row)
            found.ids.update(*ids.values())
            found.values.update((pair, value) for pair, values in taken.items() for value in values)
        return found

    async def write_edits(
        self,
        entity: Entity,
        edits: Iterable[Edit],
        clash: Callable[[str], Mendable | None] = lambda _: None,
        *,
        creating: bool = False,
    ) -> dict[str, list[str]]:
        """Write the edits of records of one label; ids of the journeys each stands in then, by record.

        `clash` says out of the database's refusal which unique value somebody took since we looked for it.
        """
        journeys: dict[str, list[str]] = {}
        for batch in _batches(edits, self.batch):
            uses = _uses(entity, batch)
            rows = [_row(entity, edit, uses) for edit in batch]
            statement = write_statement(entity, uses, creating=creating)
            try:
                found = await self._run(statement, {"rows": rows})
            except ConstraintError as error:
                raise clash(error.message or "") or error from None
            journeys |= {row[0]: row[1] for row in found}
        return journeys

    async def delete_records(self, entity: Entity, ids: Iterable[str]) -> None:
        """Delete records of one label with all their links."""
        for batch in _batches(sorted(ids), self.batch):
            await self._run(delete_statement(entity), {"ids": batch})

    def watch_records(self, type: str, label: str, ids: Iterable[str], path: InputPath) -> None:
        """Have the rules about a relationship that was written look at records, when all is done."""
        if type not in WATCHED_TYPES:
            return
        watched = self._watched.setdefault((type, label), {})
        for identifier in ids:
            watched.setdefault(identifier, path)

    async def finish(self) -> int | None:
        """Check the rules that what was written can break, then write the `Change` records.

        The number of the last of them. To be called last: it takes the lock that puts commits into the order
        of `Change.sequence`.
        Raises InvariantBroken, several at once as Refused.
        """
        await self._check([rule for rule in self._concerned_rules() if not rule.serial])
        serial = [rule for rule in self._concerned_rules() if rule.serial]
        if serial:
            await self._run(COMMIT_ORDER, {})
            await self._check(serial)
        last: int | None = None
        for rows in _batches(self.journal.rows(), self.batch):
            kept = [with_text_keys(self.model[Change.__name__].properties, row) for row in rows]
            ((last,),) = await self._run(RECORD_CHANGES, {"rows": kept, "now": self.now})
        return last

    async def _run(self, statement: Any, parameters: Mapping[str, Any]) -> list[Any]:
        return await self.transaction.run(statement, parameters)

    def _concerned_rules(self) -> list[Rule]:
        return [rule for rule in RULES if self._subjects(rule)]

    def _subjects(self, rule: Rule) -> dict[str, InputPath]:
        """The records a rule looks at, with the place of the input that wrote to them."""
        found: dict[str, InputPath] = {}
        for type in rule.written:
            found |= self._watched.get((type, rule.subject), {})
        return found

    def _packs(self, needs: NeededRecords) -> list[_Pack]:
        """Ids by label in batches, in the one order in which everybody locks, and values to look for."""
        taken: dict[UniqueProperty, list[str]] = {}
        if self.looks_for_values:
            taken = {pair: sorted(values) for pair, values in needs.values.items() if values}
        packs: list[_Pack] = []
        by_label = needs.wide or self.reads_by_label
        for pack in _ids_in_order(self.model, needs.ids, self.batch):
            for ids in [{label: ids} for label, ids in pack.items()] if by_label else [pack]:
                own = [pair for pair in taken if not by_label or pair[0] in ids]
                packs.append((ids, {pair: taken.pop(pair) for pair in own}))
        return [*packs, ({}, taken)] if taken else packs

    async def _check(self, rules: Sequence[Rule]) -> None:
        problems: list[Mendable] = []
        for rule in rules:
            watched = self._subjects(rule)
            assert rule.touched is not None
            for identifier, name in await self._run(rule.touched, {"ids": sorted(watched)}):
                text = f"{rule.message} Here it would: {name} ({identifier})."
                problems.append(InvariantBroken(text, watched[identifier]))
        refuse(problems)

    def _keep(self, found: RecordsRead, request: LockRequest, row: Sequence[Any]) -> None:
        label, taken, identifier, name, version, values, links, journeys = row
        if taken:
            found.taken[(label, taken), name] = identifier
            return
        entity, look = self.model[label], request.looks[label]
        named = zip(look.links, links, strict=False)
        known = {field: _ends_values(entity, field, ends) for field, ends in named}
        if look.whole:
            known = self._all_links(entity, *links[-2:]) | known
        properties = python_values(entity.properties.values(), values) if values else {}
        found.records[identifier] = StoredRecord(
            identifier, label, version, properties, known, name, tuple(journeys)
        )

    def _all_links(
        self, entity: Entity, outgoing: Iterable[Sequence[Any]], incoming: Iterable[Sequence[Any]]
    ) -> dict[str, dict[str, Values]]:
        """All links of a record by field, out of what leads from it and what leads to it."""
        found: dict[str, dict[str, Values]] = {field: {} for field in entity.links}
        for leads_out, links in ((True, outgoing), (False, incoming)):
            for type, other, properties in links:
                end = self.model.entity_of(other)
                for link in entity.links.values():
                    if (link.type, link.outgoing) == (type, leads_out) and end and end.label in link.targets:
                        found[link.field][other] = properties
        return found


def _value_parameters(taken: Mapping[UniqueProperty, Sequence[str]]) -> dict[str, Sequence[str]]:
    return {f"{label}_{name}": values for (label, name), values in taken.items()}


def _ids_in_order(
    model: Model, ids: Mapping[str, Iterable[str]], size: int
) -> Iterator[dict[str, list[str]]]:
    """Batches of ids by label, by the prefixes of the labels and then by id."""
    ordered = (
        (label, item) for label in sorted(ids, key=lambda it: model[it].prefix) for item in sorted(ids[label])
    )
    for batch in _batches(ordered, size):
        pack: dict[str, list[str]] = {}
        for label, identifier in batch:
            pack.setdefault(label, []).append(identifier)
        yield pack


def _row(entity: Entity, edit: Edit, uses: Sequence[tuple[str, LinkUse]]) -> list[Any]:
    """An edit as its statement takes it, every text with its keys."""
    row: list[Any] = [edit.id, with_text_keys(entity.properties, edit.properties)]
    for name, use in uses:
        items, known = edit.use_items(name, use), entity.links[name].properties
        if use is not LinkUse.REMOVED and known:
            items = [[end, with_text_keys(known, values)] for end, values in items]
        row.append(items)
    return row


def _batches(items: Iterable[T], size: int) -> Iterator[list[T]]:
    rest = list(items)
    return (rest[start : start + size] for start in range(0, len(rest), size))


def _ends_values(entity: Entity, field: str, ends: Iterable[Sequence[Any]]) -> dict[str, Values]:
    properties = entity.links[field].properties.values()
    return {identifier: python_values(properties, values) for identifier, values in ends}


def _uses(entity: Entity, edits: Sequence[Edit]) -> list[tuple[str, LinkUse]]:
    """Which links the edits write and how, in an order of their own so that equal work has equal text."""
    used = {use for edit in edits for use in edit.uses()}
    return [(name, part) for name in entity.links for part in LinkUse if (name, part) in used]
