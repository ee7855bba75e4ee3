"""What a transaction has done, record by record, as it goes into the `Change` records."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from graph.entities import Entity, Link
from graph.ids import new_id
from graph.model.change import Change, ChangeOperation
from graph.scales import LABEL
from graph.texts import date_text
from graph.writing.inputs import Values

Difference = tuple[str, Any, Any]


@dataclass(frozen=True, slots=True)
class JournalEntry:
    """One thing done to one record: differences are name, value before, value after.

    `unseen` are values before that only the product writes; `version` is the record's after it.
    """

    operation: ChangeOperation
    entity: Entity
    id: str
    name: str | None
    journeys: frozenset[str]
    differences: tuple[Difference, ...]
    unseen: Values = field(default_factory=dict[str, Any])
    version: int | None = None


@dataclass(slots=True)
class Journal:
    """The entries of one transaction, in the order in which things were done."""

    actor: str
    request_id: str
    import_id: str | None
    entries: list[JournalEntry] = field(default_factory=list[JournalEntry])

    def rows(self) -> Iterator[dict[str, Any]]:
        """Properties of the `Change` records; number and time come when they are written."""
        for entry in self.entries:
            yield {
                "id": new_id(Change.prefix),
                "actor": self.actor,
                "requestId": self.request_id,
                "operation": entry.operation.value,
                "kind": entry.entity.kind,
                "recordId": entry.id,
                "recordName": entry.name,
                "journeyIds": sorted(entry.journeys),
                "importId": self.import_id,
                "fields": _fields(entry.differences),
                "unseenBefore": json.dumps(entry.unseen, default=date_text) if entry.unseen else None,
                "recordVersion": entry.version,
            }


def value_differences(entity: Entity, before: Values, after: Values) -> Iterator[Difference]:
    """The differences in what people write of a record; what the product derives is left out."""
    for item in entity.writable_properties:
        pair = before.get(item.name), after.get(item.name)
        if pair[0] != pair[1]:
            yield item.name, *pair


def unseen_before(entity: Entity, before: Values, written: Iterable[str]) -> Values:
    """What was there of the properties written that only the product gives and cannot derive again."""
    facts = ((name, entity.properties[name].facts) for name in written)
    return {name: before.get(name) for name, fact in facts if fact.hidden or fact.stamps}


def ends_differences(
    link: Link, before: Mapping[str, Values], after: Mapping[str, Values]
) -> Iterator[Difference]:
    """The differences between two sets of links of one field: the ids at the ends, then the properties."""
    if before.keys() != after.keys():
        yield link.field, _ends(link, before), _ends(link, after)
    for name in link.properties:
        pair = [_property_values(links, name) for links in (before, after)]
        if pair[0] != pair[1]:
            changed = {end for end in pair[0].keys() | pair[1].keys() if pair[0].get(end) != pair[1].get(end)}
            old, new = ({end: value for end, value in side.items() if end in changed} for side in pair)
            yield f"{link.field}.{name}", old or None, new or None


def record_name(entity: Entity, identifier: str, values: Mapping[str, Any]) -> str:
    """What a record is called in changes, cut after 200 characters; its id where it is called by nothing."""
    called = values.get(entity.name_property.name) if entity.name_property else None
    return str(called or identifier)[:LABEL]


def changed_names(fields: str) -> Iterator[str]:
    """The names of the fields in a change as it is kept; what a link says is told by the link's field."""
    return (item["name"].partition(".")[0] for item in json.loads(fields))


def as_json(value: Any) -> str | None:
    """A value as JSON text, None for none."""
    if value is None or value == []:
        return None
    return json.dumps(value, ensure_ascii=False, default=date_text)


def _fields(differences: Iterable[Difference]) -> str:
    fields = [
        {"name": name, "before": as_json(before), "after": as_json(after)}
        for name, before, after in differences
    ]
    return json.dumps(fields, ensure_ascii=False)


def _ends(link: Link, links: Iterable[str]) -> Any:
    ends = sorted(links)
    return ends if link.many else next(iter(ends), None)


def _property_values(links: Mapping[str, Values], name: str) -> Values:
    return {end: values[name] for end, values in links.items() if values.get(name) is not None}
