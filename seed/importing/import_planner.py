"""Plans files against the graph, one after the other."""

from collections.abc import Collection, Iterable, Iterator, Sequence

from graph.entities import Entity, Model
from graph.writing.bulk import Rows, labels_in_use, record_identities, stored_records
from graph.writing.inputs import Values
from graph.writing.stored_record import StoredRecord
from seed.draft import Draft
from seed.importing.decisions import Decisions
from seed.importing.differences import DraftComparison
from seed.importing.duplicates import possible_duplicates
from seed.importing.gone_things import STAYS, GoneThings, other_remarks
from seed.importing.known_records import Register
from seed.importing.plan import Plan, PlannedLink, PlannedState
from seed.importing.pruning import pruning
from seed.importing.record_match import Matcher
from seed.importing.source_history import (
    FileSource,
    all_sources,
    brought_records,
    file_source,
    is_of_source,
    source_history,
)
from seed.values.references import normal_name, path, plain


class ImportPlanner:
    """Plans files one after the other; what one creates, the next finds."""

    def __init__(
        self, rows: Rows, model: Model, *, prune: bool, decisions: Decisions, source: str | None = None
    ) -> None:
        self._rows = rows
        self._model = model
        self._prune = prune
        self._decisions = decisions
        self._source_name = source
        self._sources: list[StoredRecord] | None = None
        self._order = model.creation_order
        self._register = Register(model)
        self._looked: set[str] = set()
        self._there: set[str] = set()
        self._held: dict[str, StoredRecord] = {}

    async def plan(self, draft: Draft) -> Plan:
        """What a draft, its values checked, would do; and everything that is wrong with it."""
        plan = Plan(draft, problems=list(draft.problems), held=self._held, source_name=self._source_name)
        await self._load_labels(draft)
        matcher = Matcher(draft, self._register, self._decisions, plan.problems.append)
        matcher.match(self._order)
        await self._load_records(matcher.ids.values())
        source = await self._file_source(plan, matcher)
        await self._match_aspects(plan, matcher, source)
        resolved = [(matcher.start_id(link), link, matcher.end_id(link)) for link in draft.links]
        links = [(start, link, end) for start, link, end in resolved if start and end]
        await self._load_records([*matcher.ids.values(), *(start for start, _, _ in links)])
        gone = await self._gone_things(plan, matcher, source)
        comparison = DraftComparison(self._model, plan, matcher, prune=self._prune, gone=plan.deletions)
        comparison.compare(links, self._register)
        if gone is not None:
            gone.note_changes(plan, comparison.wanted_ends(), self._register, prune=self._prune)
        ends = {end for item in plan.removed_links for end in (item.start, item.end)} | plan.deletions.keys()
        plan.names = {end: self._register.known[end].name for end in ends if end in self._register.known}
        plan.traced = any("id" not in record.values for record in draft.records)
        plan.duplicates = list(possible_duplicates(matcher, self._decisions))
        self._adopt(plan)
        return plan

    async def _file_source(self, plan: Plan, matcher: Matcher) -> FileSource:
        """The source that the file is, as far as the graph has it."""
        if self._sources is None:
            there = bool(next(self._register.records_of("Source"), None))
            self._sources = await all_sources(self._rows, self._model) if there else []
        named = [self._held[found] for found in matcher.ids.values() if found in self._held]
        source = file_source(self._model, plan.draft, self._source_name, self._sources, named)
        plan.source = source.id
        plan.remarks += [source.remark] if source.remark else []
        return source

    async def _match_aspects(self, plan: Plan, matcher: Matcher, source: FileSource) -> None:
        """Match moods and the like with those of the same source, and name what other sources say."""
        aspects = matcher.aspects()
        by_key = {record: matcher.ids_by_key(record) for record in aspects}
        candidates = {found for ids in by_key.values() for found in ids}
        if not source.same_content:
            candidates |= await self._records_of(source, {record.label for record in aspects})
        await self._load_records(candidates)
        held = {found: self._held[found] for found in candidates if found in self._held}
        own = {found: item for found, item in held.items() if is_of_source(self._model, item, source)}
        matcher.match_aspects(own)
        others = {found: item for found, item in held.items() if found not in own}
        plan.remarks += other_remarks(by_key, others)

    async def _records_of(self, source: FileSource, labels: Collection[str]) -> set[str]:
        """The ids of the records of some kinds that were taken from a source."""
        brought = await brought_records(self._rows, self._model, source) if source.ids and labels else []
        entities = {found: self._model.entity_of(found) for found in brought}
        return {found for found, entity in entities.items() if entity and entity.label in labels}

    async def _gone_things(self, plan: Plan, matcher: Matcher, source: FileSource) -> GoneThings | None:
        """What the source brought and the file no longer has; with pruning what of it is taken away."""
        if not source.ids or (source.same_content and not self._prune):
            return None
        brought = await brought_records(self._rows, self._model, source)
        history = await source_history(self._rows, self._model, source)
        await self._load_any(brought)
        things = GoneThings(self._model, matcher, self._held, source, history)
        records = things.records(brought)
        if not self._prune:
            plan.remarks += [things.record_remark(record, STAYS) for record in records]
            return things
        found = await pruning(self._rows, self._model, source, history, records)
        plan.deletions = found.removed
        await self._load_any(link.start for link in found.links)
        things.note_pruning(plan, records, found)
        return things

    def _adopt(self, plan: Plan) -> None:
        """Take what is planned for what is there, as the next file will find it."""
        held = dict(self._held)
        plan.held = dict(self._held)
        for planned in plan.records:
            entity = self._model[planned.label]
            before = held.get(planned.id) or StoredRecord(planned.id, planned.label, None, {}, {})
            links = {link.field: dict(before.links.get(link.field, {})) for link in entity.input_links}
            values = {**before.values, **planned.stored, **planned.after}
            held[planned.id] = StoredRecord(planned.id, planned.label, before.version, values, links)
        for item in plan.links:
            if item.state is not PlannedState.UNCHANGED and item.start in held:
                _follow(held[item.start].links[item.link.field], item)
        for identifier in plan.deletions:
            held.pop(identifier, None)
            self._register.forget(identifier)
        self._held = held

    async def _load_labels(self, draft: Draft) -> None:
        """Take in every label that the draft names or links to, with those its records are parts of."""
        labels: set[str] = {"Source"}
        for label in {*(record.label for record in draft.records), *(link.label for link in draft.links)}:
            labels.update(self._with_owners(self._model[label]))
        for link in draft.links:
            (target,) = self._model[link.label].links[link.field].targets
            labels.update(self._with_owners(self._model[target]))
        await self._take_in(labels)

    async def _load_any(self, ids: Iterable[str]) -> None:
        """Read records whole whose labels the draft may not name."""
        wanted = list(ids)
        entities = [entity for found in wanted if (entity := self._model.entity_of(found))]
        await self._take_in({label for entity in entities for label in self._with_owners(entity)})
        await self._load_records(wanted)

    async def _take_in(self, labels: Collection[str]) -> None:
        """Learn who is who of labels that were not looked at yet."""
        new = set(labels) - self._looked
        if not new:
            return
        there = await labels_in_use(self._rows, self._model)
        for label in self._order:
            if label in new & there:
                found = await record_identities(self._rows, self._model[label])
                self._register.add(found)
                self._there.update(item.id for item in found)
        self._looked |= new

    def _with_owners(self, entity: Entity) -> Iterator[str]:
        yield entity.label
        if entity.owner:
            yield from self._with_owners(self._model[entity.owner.targets[0]])

    async def _load_records(self, ids: Iterable[str]) -> None:
        """Read those of the records whole that are in the graph."""
        wanted: dict[str, set[str]] = {}
        for identifier in self._there.intersection(ids) - self._held.keys():
            entity = self._model.entity_of(identifier)
            assert entity is not None
            wanted.setdefault(entity.label, set()).add(identifier)
        for label, found in wanted.items():
            self._held |= {
                item.id: item for item in await stored_records(self._rows, self._model[label], found)
            }


def _follow(ends: dict[str, Values], item: PlannedLink) -> None:
    """Change the links of one field as it is planned."""
    before = ends.pop(item.end, {})
    if item.state is PlannedState.REMOVE:
        return
    if not item.link.many:
        ends.clear()
    ends[item.end] = before | item.values


def order_drafts(drafts: Sequence[Draft]) -> list[Draft]:
    """Drafts so that those which name records of others come after them, as far as that is possible."""
    names = [_names(draft) for draft in drafts]
    needs = [_needs(draft) - own for draft, own in zip(drafts, names, strict=True)]
    left, order = list(range(len(drafts))), list[int]()
    while left:
        free = (n for n in left if not any(needs[n] & names[other] for other in left if other != n))
        chosen = next(free, left[0])
        left.remove(chosen)
        order.append(chosen)
    return [drafts[place] for place in order]


def _names(draft: Draft) -> set[str]:
    """What the records of a draft can be called by."""
    found = {normal_name(record.name) for record in draft.records}
    for record in draft.records:
        found |= {str(record.values[name].value) for name in ("id", "key") if name in record.values}
    return found


def _needs(draft: Draft) -> set[str]:
    """What the references of a draft call records."""
    texts = {end for link in draft.links for end in (link.start, link.end) if isinstance(end, str)}
    return {plain(text.strip()) for text in texts} | {
        normal_name(part) for text in texts for part in path(text)
    }
