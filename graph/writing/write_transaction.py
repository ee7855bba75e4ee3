"""What every write does: lock and read what it touches, apply edits, watch rules, keep the journal."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, TypeVar

from neo4j.exceptions import ConstraintError

from graph.cypher.write.record_writes import (
    COMMIT_ORDER,
    RECORD_CHANGES,
    LinkUse,
    LockRequest,
    Look,
    lock_statement,
    write_statement,
)
from graph.database import Transaction
from graph.entities import Entity, Model
from graph.errors import InvariantBroken, Mendable
from graph.model.change import Change, ChangeOperation
from graph.text_keys import with_text_keys
from graph.writing.change_log import Difference, Journal, JournalEntry
from graph.writing.inputs import InputPath, Values, python_values, refuse, stored_value
from graph.writing.invariants import RULES, WATCHED_TYPES, Rule
from graph.writing.pending_edits import Edit, LockedRecord, LockResult, Unique, UniqueValues

T = TypeVar("T")
_NOTHING: Mapping[Any, Any] = {}


class WriteTransaction:
    """The writes of one transaction; everything is read under the lock of what is read."""

    batch = 5_000
    """Rows in one statement; more are slower, since the server keeps them all in memory."""
    looks_for_values = True
    """Whether it is asked who bears a unique value before that is written; else the constraint tells."""

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

    async def lock_records(
        self,
        ids: Mapping[str, Collection[str]],
        looks: Mapping[str, Look] = _NOTHING,
        unique: Mapping[Unique, Collection[str]] = _NOTHING,
    ) -> LockResult:
        """Lock records by label and id and read them; look for unique values by label and property.

        Whatever is not there is simply missing. Values nobody bears are locked too, until the commit.
        """
        found = LockResult()
        asked = unique if self.looks_for_values else _NOTHING
        taken = {pair: sorted(values) for pair, values in asked.items() if values}
        for pack in self._packs(ids) or ([{}] if taken else []):
            locking = LockRequest({label: looks.get(label, Look()) for label in pack}, sorted(taken))
            parameters = {"ids": pack, "taken": {f"{label}_{name}": v for (label, name), v in taken.items()}}
            for row in await self.transaction.run(lock_statement(self.model, locking), parameters):
                self._keep(found, locking, row)
            taken = {}
        return found

    async def apply_edits(
        self,
        entity: Entity,
        edits: Iterable[Edit],
        unique: UniqueValues | None = None,
        *,
        creating: bool = False,
    ) -> dict[str, list[str]]:
        """Write the edits of records of one label; ids of the journeys each stands in then, by record.

        Raises DuplicateKey when somebody took one of the `unique` values since we looked for them.
        """
        journeys: dict[str, list[str]] = {}
        for batch in _batches(edits, self.batch):
            uses = _uses(entity, batch)
            rows = [_row(entity, edit, uses) for edit in batch]
            statement = write_statement(entity, uses, creating=creating)
            try:
                found = await self.transaction.run(statement, {"rows": rows})
            except ConstraintError as error:
                raise (unique and unique.clash(error.message)) or error from None
            journeys |= {row[0]: row[1] for row in found}
        return journeys

    def stamp_edit(self, entity: Entity, edit: Edit, found: LockedRecord) -> None:
        """Give an edited record its next version, and the time."""
        if found.version is not None:
            edit.properties["version"] = found.version + 1
        if "updatedAt" in entity.properties:
            edit.properties["updatedAt"] = self.now

    def note_change(
        self,
        operation: ChangeOperation,
        entity: Entity,
        identifier: str,
        name: str | None,
        journeys: Iterable[str],
        differences: Iterable[Difference],
        unseen: Values | None = None,
    ) -> None:
        """Keep what was done to a record for its `Change`; what only the product writes has none."""
        if not entity.record.written_by_product:
            told = tuple(differences)
            entry = JournalEntry(operation, entity, identifier, name, frozenset(journeys), told, unseen or {})
            self.journal.entries.append(entry)

    def watch_records(self, type: str, label: str, ids: Iterable[str], path: InputPath) -> None:
        """Have the rules about a relationship that was written look at records, when all is done."""
        if type not in WATCHED_TYPES:
            return
        watched = self._watched.setdefault((type, label), {})
        for identifier in ids:
            watched.setdefault(identifier, path)

    async def finish(self) -> None:
        """Check the rules that what was written can break, then write the `Change` records.

        The last to be called: it takes the lock that puts commits into the order of `Change.sequence`.
        Raises InvariantBroken, several at once as Refused.
        """
        await self._check([rule for rule in self._concerned_rules() if not rule.serial])
        serial = [rule for rule in self._concerned_rules() if rule.serial]
        if serial:
            await self.transaction.run(COMMIT_ORDER, {})
            await self._check(serial)
        for rows in _batches(self.journal.rows(), self.batch):
            kept = [with_text_keys(self.model[Change.__name__].properties, row) for row in rows]
            await self.transaction.run(RECORD_CHANGES, {"rows": kept, "now": self.now})

    def _concerned_rules(self) -> list[Rule]:
        return [rule for rule in RULES if self._subjects(rule)]

    def _subjects(self, rule: Rule) -> dict[str, InputPath]:
        """The records a rule looks at, with the place of the input that wrote to them."""
        found: dict[str, InputPath] = {}
        for type in rule.written:
            found |= self._watched.get((type, rule.subject), {})
        return found

    def _packs(self, ids: Mapping[str, Collection[str]]) -> list[dict[str, list[str]]]:
        """The ids by label in batches, in the one order in which everybody locks."""
        ordered = sorted(
            (self.model[label].prefix, identifier, label) for label in ids for identifier in set(ids[label])
        )
        packs: list[dict[str, list[str]]] = []
        for batch in _batches(ordered, self.batch):
            pack: dict[str, list[str]] = {}
            for _, identifier, label in batch:
                pack.setdefault(label, []).append(identifier)
            packs.append(pack)
        return packs

    async def _check(self, rules: Sequence[Rule]) -> None:
        problems: list[Mendable] = []
        for rule in rules:
            watched = self._subjects(rule)
            assert rule.touched is not None
            for identifier, name in await self.transaction.run(rule.touched, {"ids": sorted(watched)}):
                text = f"{rule.message} Here it would: {name} ({identifier})."
                problems.append(InvariantBroken(text, watched[identifier]))
        refuse(problems)

    def _keep(self, found: LockResult, locking: LockRequest, row: Sequence[Any]) -> None:
        label, taken, identifier, name, version, values, links, journeys = row
        if taken:
            found.taken[(label, taken), name] = identifier
            return
        entity = self.model[label]
        named = zip(locking.looks[label].links, links, strict=True)
        found.records[identifier] = LockedRecord(
            label,
            identifier,
            name,
            version,
            python_values(entity.properties.values(), values) if values else {},
            {field: _ends_values(entity, field, ends) for field, ends in named},
            tuple(journeys),
        )


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
