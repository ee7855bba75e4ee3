"""Which records of the graph a file means, and what its references lead to."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from graph.entities import Entity
from graph.ids import new_id
from graph.writing.bulk import RecordIdentity, identity_links, identity_properties
from graph.writing.stored_record import StoredRecord
from seed.draft import Draft, DraftLink, DraftRecord, Problem, Reference
from seed.importing.decisions import Decisions
from seed.importing.known_records import Register
from seed.values.references import escaped_item
from seed.values.similar_names import similar_names

Note = Callable[[Problem], None]
# Kind and title of an aspect, and what it is linked to by field.
_AspectIdentity = tuple[str, str, frozenset[tuple[str, frozenset[str]]]]


class Matcher:
    """Gives every record of a draft its id: that of the record it means, or a new one."""

    def __init__(self, draft: Draft, register: Register, decisions: Decisions, note: Note) -> None:
        self.draft = draft
        self.register = register
        self.ids: dict[DraftRecord, str] = {}
        self.new: dict[DraftRecord, None] = {}
        self.keys: dict[DraftRecord, str] = {}
        self._decisions = decisions
        self._note = note
        self._ends: dict[DraftLink, str | None] = {}
        self._starts: dict[DraftLink, str | None] = {}
        self._links: dict[DraftRecord, list[DraftLink]] = {}
        for link in draft.links:
            if isinstance(link.start, DraftRecord):
                self._links.setdefault(link.start, []).append(link)

    def match(self, labels: Iterable[str]) -> None:
        """Match all records but aspects, kind after kind, those first that others are told apart by."""
        for label in labels:
            entity = self.register.model[label]
            drafts = [record for record in self.draft.records_of(label) if not record.aspect]
            if not drafts:
                continue
            known = {record: self._known_record(entity, record) for record in drafts}
            self.keys |= {record: self.register.key_of(known[record], record.scope) for record in drafts}
            self._match_label(entity, drafts, known)
            for record in drafts:
                if record not in self.ids:
                    self.ids[record] = self._new_id(entity, record)
                    self.new[record] = None
            self._add(drafts)

    def aspects(self) -> list[DraftRecord]:
        """The records that say what their source alone says, each with its derived key."""
        found = [record for record in self.draft.records if record.aspect]
        for record in found:
            known = self._known_record(self.register.model[record.label], record)
            self.keys[record] = self.register.key_of(known, record.scope)
        return found

    def ids_by_key(self, record: DraftRecord) -> list[str]:
        """The records of the graph that bear the derived key of a record, or would by their names."""
        key = self.keys[record]
        return [*self.register.ids_by_stored_key(key), *self.register.ids_by_computed_key(key)]

    def match_aspects(self, own: Mapping[str, StoredRecord]) -> None:
        """Match aspects with those of the same source: by key, else by title and what they are linked to."""
        aspects = [record for record in self.draft.records if record.aspect]
        taken = dict.fromkeys(self.ids.values())
        for record in aspects:
            there = (found for found in self.ids_by_key(record) if found in own and found not in taken)
            self._take_aspect(record, next(there, None), taken)
        by_links = {self._held_identity(item): item.id for item in own.values() if item.id not in taken}
        for record in aspects:
            if record not in self.ids:
                self._take_aspect(record, by_links.get(self._aspect_identity(record)), taken)
            if record not in self.ids:
                self.ids[record] = self._new_id(self.register.model[record.label], record)
                self.new[record] = None
        self._add(aspects)

    def _take_aspect(self, record: DraftRecord, found: str | None, taken: dict[str, None]) -> None:
        if found is not None and found not in taken:
            self.ids[record] = found
            taken[found] = None

    def _aspect_identity(self, record: DraftRecord) -> _AspectIdentity:
        ends: dict[str, set[str]] = {}
        for link in self.links_of(record):
            if (end := self.end_id(link)) is not None:
                ends.setdefault(link.field, set()).add(end)
        linked = frozenset((name, frozenset(found)) for name, found in ends.items())
        return record.label, record.aspect, linked

    def _held_identity(self, held: StoredRecord) -> _AspectIdentity:
        source, name = self.register.model[held.label].source_link, self.register.known[held.id].name
        told = (
            field for field, ends in held.links.items() if ends and not (source and field == source.field)
        )
        linked = frozenset((field, frozenset(held.links[field])) for field in told)
        return held.label, name.partition(":")[0], linked

    def end_id(self, link: DraftLink) -> str | None:
        """The id at the end of a link; None where there is none, which is noted once."""
        if link not in self._ends:
            target = self.register.model[link.label].links[link.field].targets[0]
            self._ends[link] = self._resolve_reference(target, link.end, link)
        return self._ends[link]

    def start_id(self, link: DraftLink) -> str | None:
        """The id at the start of a link; None where there is none, which is noted once."""
        if link not in self._starts:
            self._starts[link] = self._resolve_reference(link.label, link.start, link)
        return self._starts[link]

    def links_of(self, record: DraftRecord) -> list[DraftLink]:
        """The links that the draft gives a record from its own start."""
        return self._links.get(record, [])

    def _new_id(self, entity: Entity, record: DraftRecord) -> str:
        given = record.values.get("id")
        if given is None or self.register.model.entity_of(given.value) is entity:
            return str(given.value) if given else new_id(entity.prefix)
        text = f"It is no id of a {entity.label}: {entity.prefix}_ and 26 characters. Leave it out."
        self._note(Problem(given.cell.place, given.cell.value, text))
        return new_id(entity.prefix)

    def _resolve_reference(self, label: str, reference: Reference, link: DraftLink) -> str | None:
        if isinstance(reference, DraftRecord):
            return self.ids.get(reference)
        found = self.register.find(label, reference)
        if len(found) == 1:
            return found[0]
        entity = self.register.model[label]
        text = (
            self._unknown_message(entity, reference)
            if not found
            else self._ambiguous_message(entity, reference, found)
        )
        self._note(Problem(link.cell.place, link.cell.value, text))
        return None

    def _unknown_message(self, entity: Entity, text: str) -> str:
        names = {item.id: item.name for item in self.register.records_of(entity.label)}
        near = similar_names(text, names)
        hint = f" Is {names[near[0]]!r} meant?" if near else ""
        return (
            f"There is no {entity.label} {text!r}.{hint} Correct it, or add it to the sheet {entity.plural}."
        )

    def _ambiguous_message(self, entity: Entity, text: str, found: list[str]) -> str:
        some = "; ".join(escaped_item(self.register.path(item)) for item in found[:3])
        how = f"a path such as {some}" if entity.owner else f"a key or an id such as {found[0]}"
        return f"{len(found)} {entity.plural} are called {text!r}. Say which by {how}."

    def _known_record(self, entity: Entity, record: DraftRecord, identifier: str = "") -> RecordIdentity:
        """A record of the draft as the register keeps it."""
        owner = self._end_of(record, entity.owner.field) if entity.owner else None
        names, links = identity_properties(entity), identity_links(entity)
        unique = (item.name for item in entity.properties.values() if item.facts.unique and item.name != "id")
        return RecordIdentity(
            identifier,
            entity.label,
            self.keys.get(record),
            owner,
            None,
            tuple(_given_value(record, name) for name in names),
            tuple(self._end_of(record, link.field) for link in links),
            {name: _given_value(record, name) for name in unique},
        )

    def _end_of(self, record: DraftRecord, name: str) -> str | None:
        link = next((link for link in self.links_of(record) if link.field == name), None)
        return self.end_id(link) if link else None

    def _match_label(
        self, entity: Entity, drafts: Sequence[DraftRecord], known: Mapping[DraftRecord, RecordIdentity]
    ) -> None:
        taken: dict[str, DraftRecord] = {}
        for name in ("id", "key"):
            self._match_given(entity, drafts, name, taken)
        rest = [record for record in drafts if record not in self.ids]
        self._match_decided(rest, taken)
        for find in (self.register.ids_by_stored_key, self.register.ids_by_computed_key):
            groups: dict[str, list[DraftRecord]] = {}
            for record in rest:
                if record not in self.ids:
                    groups.setdefault(self.keys[record], []).append(record)
            for derived_key, group in groups.items():
                there = [item for item in find(derived_key) if item not in taken]
                self._pair(entity, group, there, known, taken)
        self._refuse_twins(entity, rest)

    def _match_decided(self, drafts: Iterable[DraftRecord], taken: dict[str, DraftRecord]) -> None:
        """Match what people said is the same."""
        for record in drafts:
            same = self._decisions.same_record(record, self.register)
            if same and same not in taken:
                self._take(record, same, taken)

    def _match_given(
        self, entity: Entity, drafts: Iterable[DraftRecord], name: str, taken: dict[str, DraftRecord]
    ) -> None:
        first: dict[str, DraftRecord] = {}
        for record in drafts:
            value = _given_value(record, name)
            if value is None:
                continue
            if value in first:
                cell = record.values[name].cell
                text = f"Two records have the {name} {value!r}; the other stands at"
                text += f" {first[value].cell.place.locator}. Give each its own, or put them together."
                self._note(Problem(cell.place, cell.value, text))
                continue
            first[value] = record
            self._take_given(entity, record, name, value, taken)

    def _take_given(
        self, entity: Entity, record: DraftRecord, name: str, value: str, taken: dict[str, DraftRecord]
    ) -> None:
        if name == "id":
            found = value if value in self.register.known else None
        else:
            found = self.register.unique.get((entity.label, name, value))
        if found is None or self.ids.get(record) == found:
            return
        if record in self.ids or found in taken or self.register.known[found].label != entity.label:
            cell = record.values[name].cell
            text = f"The {name} {value!r} is that of another record. Take the {name} or the id out."
            self._note(Problem(cell.place, cell.value, text))
            return
        self._take(record, found, taken)

    def _pair(
        self,
        entity: Entity,
        group: list[DraftRecord],
        there: list[str],
        known: Mapping[DraftRecord, RecordIdentity],
        taken: dict[str, DraftRecord],
    ) -> None:
        """Match namesakes: parts under the same owner first, then in order; others only where it is clear."""
        for strict in (True, False):
            for record in group:
                if record in self.ids:
                    continue
                fitting = [item for item in there if item not in taken and self._may_be(record, item)]
                if strict:
                    fitting = [item for item in fitting if self._same_place(record, item, known[record])]
                if fitting and (entity.owner or len(fitting) == 1):
                    self._take(record, fitting[0], taken)
                elif fitting and not strict:
                    text = self._ambiguous_message(entity, record.name, fitting)
                    self._note(Problem(record.cell.place, record.cell.value, text))

    def _same_place(self, record: DraftRecord, item: str, known: RecordIdentity) -> bool:
        there = self.register.known[item]
        return there.owner == known.owner and there.name == record.name.strip()

    def _may_be(self, record: DraftRecord, item: str) -> bool:
        """Whether no key tells the two apart."""
        key, other = _given_value(record, "key"), self.register.known[item].unique.get("key")
        return key is None or other is None or key == other

    def _take(self, record: DraftRecord, identifier: str, taken: dict[str, DraftRecord]) -> None:
        self.ids[record] = identifier
        taken[identifier] = record

    def _refuse_twins(self, entity: Entity, rest: Iterable[DraftRecord]) -> None:
        if entity.owner:
            return
        first: dict[str, DraftRecord] = {}
        for record in rest:
            told = _given_value(record, "key") or _given_value(record, "id") or record.unread
            twin = first.setdefault(self.keys[record], record)
            if twin is not record and not told:
                text = f"{entity.label} {record.name!r} stands at {twin.cell.place.locator} too."
                text += " Put the two together, or give each a key of its own."
                self._note(Problem(record.cell.place, record.cell.value, text))

    def _add(self, drafts: Iterable[DraftRecord]) -> None:
        for record in drafts:
            entity = self.register.model[record.label]
            item = self._known_record(entity, record, self.ids[record])
            before = self.register.known.get(item.id)
            if before is not None:
                item = _merge_known(before, item)
            self.register.add([item])


def _merge_known(before: RecordIdentity, after: RecordIdentity) -> RecordIdentity:
    """What is known of a record once the draft has been followed: where that says nothing, as before."""
    return RecordIdentity(
        before.id,
        before.label,
        before.derived_key or after.derived_key,
        after.owner or before.owner,
        before.position,
        tuple(
            new if new is not None else old for old, new in zip(before.identity, after.identity, strict=True)
        ),
        tuple(new or old for old, new in zip(before.ends, after.ends, strict=True)),
        {name: after.unique.get(name) or value for name, value in before.unique.items()},
    )


def _given_value(record: DraftRecord, name: str) -> Any:
    entry = record.values.get(name)
    return entry.value if entry else None
