"""Turns what a draft holds as text into values of the model's types, and notes what cannot be."""

from collections.abc import Mapping
from typing import Any

from graph.schema import Entity, Model, Property
from graph.texts import clean_text
from seed.draft import Draft, DraftLink, DraftRecord, Entry, Problem
from seed.values import converted


def check_values(draft: Draft, model: Model) -> None:
    """Convert every value of a draft in place; what cannot be converted becomes a problem and goes."""
    for record in draft.records:
        _convert(draft, record, _givable(model[record.label]), record.label)
    for link in draft.links:
        field = model[link.label].links[link.field]
        _convert(draft, link, field.properties, f"{link.label}.{link.field}")


def _givable(entity: Entity) -> dict[str, Property]:
    names = {"id", "position", *(item.name for item in (*entity.writable, *entity.stamps))}
    return {name: item for name, item in entity.properties.items() if name in names}


def _convert(
    draft: Draft, holder: DraftRecord | DraftLink, properties: Mapping[str, Property], called: str
) -> None:
    for name, entry in list(holder.values.items()):
        try:
            if name not in properties:
                raise ValueError(f"is no property of {called}; leave it out")
            value = _clean(converted(properties[name], entry.value))
        except ValueError as error:
            draft.problems.append(Problem(entry.cell.place, entry.cell.value, f"{name} {error}."))
            value = None
        if value is None:
            del holder.values[name]
        else:
            holder.values[name] = Entry(value, entry.cell)


def _clean(value: Any) -> Any:
    return clean_text(value) or None if isinstance(value, str) else value
