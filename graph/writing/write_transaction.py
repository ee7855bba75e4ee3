"""What every write does: lock and read what it touches, apply edits, watch rules, keep the journal."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, TypeVar

from neo4j.exceptions import ConstraintError

from graph.cypher.write.record_writes import COMMIT_ORDER, RECORDED, Locking, Look, Part, locked, written
from graph.database import Transaction
from graph.errors import InvariantBroken, Mendable
from graph.model.change import ChangeOperation
from graph.schema import Entity, Model
from graph.writing.change_log import Difference, Entry, Journal
from graph.writing.inputs import Path, Values, kept, opened, refuse
from graph.writing.invariants import RULES, WRITTEN, Rule
from graph.writing.pending_edits import Edit, Found, Locked, Unique, UniqueValues

T = TypeVar("T")
_NOTHING: Mapping[Any, Any] = {}


class Work:
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
        self.now: datetime = kept(datetime.now(UTC))
        self.journal = Journal(actor, request_id, import_id)
        self._watched: dict[tuple[str, str], dict[str, Path]] = {}

    async def locked(
        self,
        ids: Mapping[str, Collection[str]],
        looks: Mapping[str, Look] = _NOTHING,
        unique: Mapping[Unique, Collection[str]] = _NOTHING,
    ) -> Locked:
        """Lock records by label and id and read them; look for unique values by label and property.

        Whatever is not there is simply missing. Values nobody bears are locked too, until the commit.
        """
        found = Locked()
        asked = unique if self.looks_for_values else _NOTHING
        taken = {pair: sorted(values) for pair, values in asked.items() if values}
        for pack in self._packs(ids) or ([{}] if taken else []):
            locking = Locking({label: looks.get(label, Look()) for label in pack}, sorted(taken))
            parameters = {"ids": pack, "taken": {f"{label}_{name}": v for (label, name), v in taken.items()}}
            for row in await self.transaction.run(locked(self.model, locking), parameters):
                self._keep(found, locking, row)
            taken = {}
        return found

    async def applied(
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
            rows = [[edit.id, edit.properties, *(edit.items(*use) for use in uses)] for edit in batch]
            text = written(entity, uses, creating=creating)
            try:
                found = await self.transaction.run(text, {"rows": rows})
            except ConstraintError as error:
                raise (unique and unique.clash(error.message)) or error from None
            journeys |= {row[0]: row[1] for row in found}
        return journeys

    def stamp(self, entity: Entity, edit: Edit, found: Found) -> None:
        """Give an edited record its next version, and the time."""
        if found.version is not None:
            edit.properties["version"] = found.version + 1
        if "updatedAt" in entity.properties:
            edit.properties["updatedAt"] = self.now

    def note(
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
            entry = Entry(operation, entity, identifier, name, frozenset(journeys), told, unseen or {})
            self.journal.entries.append(entry)

    def watch(self, type: str, label: str, ids: Iterable[str], path: Path) -> None:
        """Have the rules about a relationship that was written look at records, when all is done."""
        if type not in WRITTEN:
            return
        watched = self._watched.setdefault((type, label), {})
        for identifier in ids:
            watched.setdefault(identifier, path)

    async def finish(self) -> None:
        """Check the rules that what was written can break, then write the `Change` records.

        The last to be called: it takes the lock that puts commits into the order of `Change.sequence`.
        Raises InvariantBroken, several at once as Refused.
        """
        await self._check([rule for rule in self._concerned() if not rule.serial])
        serial = [rule for rule in self._concerned() if rule.serial]
        if serial:
            await self.transaction.run(COMMIT_ORDER, {})
            await self._check(serial)
        for rows in _batches(self.journal.rows(), self.batch):
            await self.transaction.run(RECORDED, {"rows": rows, "now": self.now})

    def _concerned(self) -> list[Rule]:
        return [rule for rule in RULES if self._subjects(rule)]

    def _subjects(self, rule: Rule) -> dict[str, Path]:
        """The records a rule looks at, with the place of the input that wrote to them."""
        found: dict[str, Path] = {}
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

    def _keep(self, found: Locked, locking: Locking, row: Sequence[Any]) -> None:
        label, taken, identifier, name, version, values, links, journeys = row
        if taken:
            found.taken[(label, taken), name] = identifier
            return
        entity = self.model[label]
        named = zip(locking.looks[label].links, links, strict=True)
        found.records[identifier] = Found(
            label,
            identifier,
            name,
            version,
            opened(entity.properties.values(), values) if values else {},
            {field: _opened_ends(entity, field, ends) for field, ends in named},
            tuple(journeys),
        )


def _batches(items: Iterable[T], size: int) -> Iterator[list[T]]:
    rest = list(items)
    return (rest[start : start + size] for start in range(0, len(rest), size))


def _opened_ends(entity: Entity, field: str, ends: Iterable[Sequence[Any]]) -> dict[str, Values]:
    properties = entity.links[field].properties.values()
    return {identifier: opened(properties, values) for identifier, values in ends}


def _uses(entity: Entity, edits: Sequence[Edit]) -> list[tuple[str, Part]]:
    """Which links the edits write and how, in an order of their own so that equal work has equal text."""
    used = {use for edit in edits for use in edit.uses()}
    return [(name, part) for name in entity.links for part in Part if (name, part) in used]
