"""Turns what a draft holds as text into values of the model's types, and notes what cannot be."""

from collections.abc import Mapping
from typing import Any, cast

from graph.entities import Entity, Model, Property
from graph.texts import clean_text
from seed.draft import Draft, DraftLink, DraftRecord, DraftValue, Problem
from seed.values.notations import Ambiguous
from seed.values.properties import property_value, typed_number, value_fits


def check_values(draft: Draft, model: Model) -> None:
    """Convert every value of a draft in place; what cannot be converted becomes a problem and goes."""
    for record in draft.records:
        _convert(draft, record, _givable_properties(model[record.label]), record.label)
    for link in draft.links:
        field = model[link.label].links[link.field]
        _convert(draft, link, field.properties, f"{link.label}.{link.field}")


def _givable_properties(entity: Entity) -> dict[str, Property]:
    names = {"id", "position", *(item.name for item in (*entity.writable_properties, *entity.stamps))}
    return {name: item for name, item in entity.properties.items() if name in names}


def _convert(
    draft: Draft, holder: DraftRecord | DraftLink, properties: Mapping[str, Property], called: str
) -> None:
    for name, entry in list(holder.values.items()):
        count = len(draft.problems)
        try:
            if name not in properties:
                raise ValueError(f"is no property of {called}; leave it out")
            value = _value(draft, properties[name], entry)
        except ValueError as error:
            draft.problems.append(Problem(entry.cell.place, entry.cell.value, f"{name} {error}."))
            value = None
        if value is None:
            del holder.values[name]
            if isinstance(holder, DraftRecord) and len(draft.problems) > count:
                holder.unread.add(name)
        else:
            holder.values[name] = DraftValue(value, entry.cell)


def _value(draft: Draft, item: Property, entry: DraftValue) -> Any:
    """The value of an entry; None where there is none, or it stays open, which is then a problem."""
    value = property_value(item, entry.value)
    if isinstance(value, Ambiguous):
        open_text = cast("Ambiguous[Any]", value)
        value = draft.decide(open_text, entry.cell, value_fits(item), item.name)
        return typed_number(item, value) if isinstance(value, int | float) else value
    return clean_text(value) or None if isinstance(value, str) else value
