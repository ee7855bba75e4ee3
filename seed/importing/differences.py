"""Compares what a draft asks for with what the graph holds, record by record and link by link."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from graph.entities import Entity, Link, Model
from graph.writing.inputs import Inputs, Values
from graph.writing.stored_record import StoredRecord
from seed.draft import Cell, DraftLink, DraftRecord, Problem
from seed.importing.known_records import Register
from seed.importing.plan import Plan, PlannedLink, PlannedRecord, PlannedState
from seed.importing.record_match import Matcher
from seed.importing.row_order import merge_order, wanted_order

ResolvedLink = tuple[str, DraftLink, str]


@dataclass(slots=True)
class _WantedLinks:
    """The links of one field that a draft wants of one record: ends, each with values and a cell."""

    label: str
    link: Link
    ends: dict[str, Values] = field(default_factory=dict[str, Values])
    cells: dict[str, DraftLink] = field(default_factory=dict[str, DraftLink])


class DraftComparison:
    """Fills a plan with records, links and orders; the matcher knows who is who."""

    def __init__(
        self, model: Model, plan: Plan, matcher: Matcher, *, prune: bool, gone: Collection[str] = ()
    ) -> None:
        self._model = model
        self._plan = plan
        self._matcher = matcher
        self._prune = prune
        self._gone = gone
        self._checks = Inputs(model, datetime.now(UTC), trusted=True)
        self._wanted: dict[str, dict[str, _WantedLinks]] = {}

    def compare(self, links: Iterable[ResolvedLink], register: Register) -> None:
        """Compare everything; `links` are those whose both ends were found."""
        for start, link, end in links:
            self._want(start, link, end)
        for record in self._plan.draft.records:
            self._compare_record(record, self._matcher.ids[record])
        removed = self._removed_links() if self._prune else {}
        records = {planned.id: planned for planned in self._plan.records}
        for start, fields in self._wanted.items():
            for wanted in fields.values():
                self._compare_links(start, wanted)
                if wanted.link.owned and start in records:
                    self._move(records[start], wanted)
        for (start, name), ends in removed.items():
            self._remove(start, name, ends)
        self._arrange(register)

    def wanted_ends(self) -> dict[str, dict[str, set[str]]]:
        """The ends that the draft names, by start and field."""
        return {
            start: {name: set(wanted.ends) for name, wanted in fields.items()}
            for start, fields in self._wanted.items()
        }

    def _want(self, start: str, link: DraftLink, end: str) -> None:
        found = self._model[link.label].links[link.field]
        wanted = self._wanted.setdefault(start, {}).setdefault(link.field, _WantedLinks(link.label, found))
        if not found.many and wanted.ends and end not in wanted.ends:
            self._note(
                link.cell, f"{link.field} takes one record; another is named elsewhere. Leave one out."
            )
            return
        values = wanted.ends.setdefault(end, {})
        values |= {name: entry.value for name, entry in link.values.items()}
        wanted.cells.setdefault(end, link)

    def _compare_record(self, record: DraftRecord, identifier: str) -> None:
        entity = self._model[record.label]
        planned = PlannedRecord(record, identifier, PlannedState.UNCHANGED, self._matcher.keys[record])
        self._plan.records.append(planned)
        planned.given = {
            name: entry.value for name, entry in record.values.items() if name not in ("id", "position")
        }
        held = self._plan.held.get(identifier)
        if held is None:
            self._create(entity, planned)
        else:
            self._update(entity, planned, held)
        self._report(record, identifier)

    def _create(self, entity: Entity, planned: PlannedRecord) -> None:
        planned.state = PlannedState.CREATE
        ends = {
            wanted.link.id_field: list(wanted.ends) if wanted.link.many else next(iter(wanted.ends))
            for wanted in self._wanted.get(planned.id, {}).values()
        }
        asked = self._checks.creation(entity, planned.given | ends)
        planned.stored = self._checks.new_values(asked, planned.id)
        names = [item.name for item in entity.writable_properties if item.name in planned.stored]
        planned.after = {name: planned.stored[name] for name in names}

    def _update(self, entity: Entity, planned: PlannedRecord, held: StoredRecord) -> None:
        if self._prune:
            planned.given |= {
                item.name: None
                for item in entity.writable_properties
                if item.name in planned.record.complete and item.name not in planned.given
            }
        stamps = {item.name for item in entity.stamps}  # kept where the record is created, as its id is
        given = {name: value for name, value in planned.given.items() if name not in stamps}
        asked = self._checks.patch(entity, {"id": planned.id} | given)
        changed = self._checks.changed_values(asked, held.values)
        names = [item.name for item in entity.writable_properties if item.name in changed]
        planned.before = {name: held.values.get(name) for name in names}
        planned.after = {name: changed[name] for name in names}
        if names:
            planned.state = PlannedState.UPDATE

    def _report(self, record: DraftRecord, identifier: str) -> None:
        """Turn what the checks found wrong into problems at the cells it came from."""
        unresolved = {link.field for link in self._unresolved_links(record)}
        links = {link.id_field: name for name, link in self._model[record.label].links.items()}
        for problem in self._checks.problems:
            name = problem.field[0] if problem.field else ""
            text = problem.message
            if name in record.unread:
                continue
            if name in links:
                if links[name] in unresolved:
                    continue
                text = text.replace(name, links[name]).replace("the id of a", "the name of its")
            wanted = self._wanted.get(identifier, {}).get(links.get(name, ""))
            entry = record.values.get(name)
            cell = entry.cell if entry else record.cell
            if wanted is not None:
                cell = next(iter(wanted.cells.values())).cell
            self._note(cell, text)
        self._checks.problems.clear()

    def _unresolved_links(self, record: DraftRecord) -> Iterable[DraftLink]:
        return (link for link in self._matcher.links_of(record) if self._matcher.end_id(link) is None)

    def _compare_links(self, start: str, wanted: _WantedLinks) -> None:
        held = self._plan.held.get(start)
        present = held.links.get(wanted.link.field, {}) if held else {}
        for end, given in wanted.ends.items():
            before = present.get(end, {})
            values = self._checks.link_values(wanted.link, before, given, ())
            for problem in self._checks.problems:
                link = wanted.cells[end]
                entry = link.values.get(problem.field[0]) if problem.field else None
                self._note(entry.cell if entry else link.cell, problem.message)
            self._checks.problems.clear()
            changed = {name: value for name, value in values.items() if value != before.get(name)}
            state = (
                PlannedState.CREATE
                if end not in present
                else PlannedState.UPDATE
                if changed
                else PlannedState.UNCHANGED
            )
            planned = PlannedLink(wanted.label, wanted.link, start, end, state, changed)
            planned.cell = wanted.cells[end].cell
            self._plan.links.append(planned)

    def _move(self, planned: PlannedRecord, wanted: _WantedLinks) -> None:
        """Note that a part comes under another owner."""
        held = self._plan.held.get(planned.id)
        name = wanted.link.field
        if held is not None and held.links[name].keys() != wanted.ends.keys():
            planned.state = PlannedState.UPDATE
            planned.before[name] = next(iter(held.links[name]), None)
            planned.after[name] = next(iter(wanted.ends))

    def _removed_links(self) -> dict[tuple[str, str], list[str]]:
        """The links that are there and that the file, which says all of their field, does not name."""
        found: dict[tuple[str, str], list[str]] = {}
        for record, identifier in self._matcher.ids.items():
            held = self._plan.held.get(identifier)
            if held is None or any(self._unresolved_links(record)):
                continue
            for link in self._model[record.label].input_links:
                if link.field not in record.complete or link.owned or link.tells_source:
                    continue
                wanted = self._wanted.get(identifier, {}).get(link.field)
                if wanted and not link.many:
                    continue
                gone = [end for end in held.links[link.field] if not wanted or end not in wanted.ends]
                if gone:
                    found[identifier, link.field] = gone
        return found

    def _remove(self, start: str, name: str, ends: Collection[str]) -> None:
        label = self._plan.held[start].label
        link = self._model[label].links[name]
        self._plan.links += [PlannedLink(label, link, start, end, PlannedState.REMOVE) for end in ends]

    def _arrange(self, register: Register) -> None:
        """Compare the orders of parts, under every owner of which the file names parts."""
        parts: dict[tuple[str, str], list[PlannedRecord]] = {}
        for planned in self._plan.records:
            home = self._model[planned.label].owner
            owner = self._owner(planned, home) if home else None
            if owner:
                parts.setdefault((planned.label, owner), []).append(planned)
        for part in (register.known[identifier] for identifier in self._gone):
            if part.owner and part.owner not in self._gone:
                parts.setdefault((part.label, part.owner), [])
        for (label, owner), group in parts.items():
            there = (part.id for part in register.parts_there(owner) if part.label == label)
            present = [part for part in there if self._stands_under(part, owner)]
            self._compare_order(label, owner, group, present)

    def _stands_under(self, part: str, owner: str) -> bool:
        """Whether a part is under this owner already; one that the draft does not name is."""
        held = self._plan.held.get(part)
        return held is None or any(owner in ends for ends in held.links.values())

    def _owner(self, planned: PlannedRecord, home: Link) -> str | None:
        wanted = self._wanted.get(planned.id, {}).get(home.field)
        if wanted:
            return next(iter(wanted.ends))
        held = self._plan.held.get(planned.id)
        return next(iter(held.links[home.field]), None) if held else None

    def _compare_order(
        self, label: str, owner: str, group: Sequence[PlannedRecord], present: Sequence[str]
    ) -> None:
        wanted = wanted_order((planned.id, _position(planned)) for planned in group)
        lost = [part for part in present if part in self._gone]
        present = [part for part in present if part not in self._gone]
        order, moved = merge_order(wanted, present)
        if order == [*present, *_fresh_parts(group, present)] and not lost:
            return
        # What is about to be deleted stands last, so that it leaves no gap.
        self._plan.orders.setdefault(label, {})[owner] = [*order, *lost]
        self._plan.moved |= moved
        for planned in group:
            if planned.id in moved:
                planned.state = PlannedState.UPDATE
                planned.before["position"] = present.index(planned.id)
                planned.after["position"] = order.index(planned.id)

    def _note(self, cell: Cell, message: str) -> None:
        self._plan.problems.append(Problem(cell.place, cell.value, message))


def _fresh_parts(group: Sequence[PlannedRecord], present: Collection[str]) -> list[str]:
    """The parts that come to an owner, in the order in which they are written: created ones first."""
    there = set(present)
    fresh = [planned for planned in group if planned.id not in there]
    return [item.id for item in sorted(fresh, key=lambda item: item.state is not PlannedState.CREATE)]


def _position(planned: PlannedRecord) -> int | None:
    entry = planned.record.values.get("position")
    return entry.value if entry else None
