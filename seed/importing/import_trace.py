"""What an import did to each record, folded into one; and which of the records somebody went on from."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from graph.entities import Entity, Link, Model
from graph.model.change import ChangeOperation
from graph.writing.bulk import Rows, stored_records
from graph.writing.import_history import ImportChange, attached_links
from graph.writing.inputs import Values


@dataclass(frozen=True, slots=True)
class KeptRecord:
    """A record that cannot be taken back, and why."""

    label: str
    id: str
    name: str
    reason: str


@dataclass(slots=True)
class Trace:
    """All that an import did to one record: values before, links added, removed and changed by field and end.

    `owner` and `moved` are the owner and the position before, `removed` and `changed` hold values before;
    `values` are those that people give and those that only the product writes. All are kept of what was
    `deleted`.
    """

    label: str
    id: str
    name: str
    created: bool
    deleted: bool = False
    values: Values = field(default_factory=dict[str, Any])
    owner: str | None = None
    moved: int | None = None
    added: dict[str, set[str]] = field(default_factory=dict[str, set[str]])
    removed: dict[str, dict[str, Values]] = field(default_factory=dict[str, dict[str, Values]])
    changed: dict[str, dict[str, Values]] = field(default_factory=dict[str, dict[str, Values]])

    def follow(self, entity: Entity, fields: Iterable[tuple[str, Any, Any]]) -> None:
        """Fold one more change in."""
        for name, before, after in fields:
            head, _, part = name.partition(".")
            if name == "position":
                self.moved = before if self.moved is None else self.moved
            elif part:
                self._follow_values(head, part, before or {}, after or {})
            elif head in entity.links:
                self._follow_ends(entity.links[head], before, after)
            else:
                self.values.setdefault(name, before)

    def _follow_ends(self, link: Link, before: Any, after: Any) -> None:
        old, new = _ends(link, before), _ends(link, after)
        if link.owned and not self.created and self.owner is None:
            self.owner = before
        added = self.added.setdefault(link.field, set())
        removed = self.removed.setdefault(link.field, {})
        for end in sorted(new - old):
            if removed.pop(end, None) is None:
                added.add(end)
        for end in sorted(old - new):
            if end in added:
                added.discard(end)
            else:
                removed[end] = self.changed.get(link.field, {}).pop(end, {})

    def _follow_values(self, name: str, part: str, before: Values, after: Values) -> None:
        added, removed = self.added.get(name, set()), self.removed.get(name, {})
        for end in before.keys() | after.keys():
            if end in removed:
                removed[end].setdefault(part, before.get(end))
            elif end not in added:
                self.changed.setdefault(name, {}).setdefault(end, {}).setdefault(part, before.get(end))


def _ends(link: Link, value: Any) -> set[str]:
    """The ids in one side of a change."""
    found: list[str] = (value if link.many else [value]) if value else []
    return set(found)


def traces(model: Model, done: Iterable[ImportChange]) -> dict[str, Trace]:
    """What an import did, by record, in the order in which it first touched them."""
    found: dict[str, Trace] = {}
    for change in done:
        created = change.operation == ChangeOperation.CREATE.name
        trace = found.setdefault(change.id, Trace(change.label, change.id, change.name, created))
        trace.deleted |= change.operation == ChangeOperation.DELETE.name
        trace.follow(model[change.label], change.fields)
        for name, before in change.unseen.items():
            trace.values.setdefault(name, before)
        if trace.deleted:
            trace.moved = trace.values.pop("position", trace.moved)
    return found


async def kept_records(
    rows: Rows,
    model: Model,
    found: Mapping[str, Trace],
    since: Mapping[str, tuple[str, datetime]],
) -> dict[str, KeptRecord]:
    """The records that cannot be taken back, and those that these need."""
    kept: dict[str, KeptRecord] = {}

    def keep(trace: Trace, reason: str) -> None:
        kept.setdefault(trace.id, KeptRecord(trace.label, trace.id, trace.name, reason))

    for identifier, (actor, at) in since.items():
        keep(found[identifier], f"changed by {actor} at {at:%Y-%m-%d %H:%M} UTC")
    for identifier, name in await _later_ends(rows, model, found):
        keep(found[identifier], f"linked to {name} since")
    for identifier, name in await _deleted_ends(rows, model, found):
        keep(found[identifier], f"was linked to {name}, which is deleted")
    waiting = list(kept)
    while waiting:
        trace = found[waiting.pop()]
        for end in {end for ends in trace.added.values() for end in ends}:
            if end in found and found[end].created and end not in kept:
                keep(found[end], f"needed by {trace.name}")
                waiting.append(end)
    return kept


async def _later_ends(rows: Rows, model: Model, found: Mapping[str, Trace]) -> list[tuple[str, str]]:
    """Records that an import created, with what they were linked to since."""
    made = made_links(model, found)
    since: list[tuple[str, str]] = []
    for label in {trace.label for trace in found.values() if trace.created}:
        ids = [trace.id for trace in found.values() if trace.created and trace.label == label]
        for identifier, attached in (await attached_links(rows, model, model[label], ids)).items():
            links = (link for link in attached if (link.type, link.start, link.end) not in made)
            since += [(identifier, link.name) for link in links]
    return since


def made_links(model: Model, found: Mapping[str, Trace]) -> set[tuple[str, str, str]]:
    """The links that an import made: type, start, end."""
    made: set[tuple[str, str, str]] = set()
    for trace in found.values():
        for name, ends in trace.added.items():
            link = model[trace.label].links[name]
            made |= {
                (link.type, trace.id, end) if link.outgoing else (link.type, end, trace.id) for end in ends
            }
    return made


async def _deleted_ends(rows: Rows, model: Model, found: Mapping[str, Trace]) -> list[tuple[str, str]]:
    """Records whose links an import took away, where the other end is not there any more."""
    wanted: dict[str, dict[str, list[str]]] = {}
    for trace in found.values():
        ends = {end for removed in trace.removed.values() for end in removed} | ({trace.owner} - {None})
        for end in ends - {other for other, trace in found.items() if trace.deleted}:
            entity = model.entity_of(str(end))
            if entity is not None and not trace.created:
                wanted.setdefault(entity.label, {}).setdefault(str(end), []).append(trace.id)
    missing: list[tuple[str, str]] = []
    for label, ends in wanted.items():
        there = {item.id for item in await stored_records(rows, model[label], ends)}
        missing += [(trace, end) for end, owners in ends.items() if end not in there for trace in owners]
    return missing
