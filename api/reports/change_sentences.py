"""Changes as sentences: what was done to a record, its values and its links by name."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple, cast

import orjson

from api.reports.cells import NOTHING, enum_words, number_text
from graph.entities import Datatype, Entity
from graph.model import MODEL

LONGEST_VALUE = 80
WHOLE = ("CREATE", "DELETE")  # operations whose fields are all that the record held
DONE = {"CREATE": "was created", "DELETE": "was deleted", "MOVE": "was moved"}
PROVENANCE = "sources"  # where a record was read from: counted, not told
KINDS = {entity.kind: entity for entity in MODEL.entities.values()}

Names = Mapping[str, str]


class Difference(NamedTuple):
    """One field of a record, with what it held before and after."""

    name: str
    before: Any
    after: Any


def change_sentence(change: Any) -> str:
    """What was done to a record, or to several of which one change stands for all."""
    count = change.get("folded", 1)
    entity = KINDS[change["kind"]]
    if count > 1:
        return _folded_sentence(change, entity, count)
    subject = f"{_kind_words(entity.singular)} “{change['recordName'] or NOTHING}”"
    clauses = change_clauses(change)
    done = DONE.get(change["operation"])
    if not clauses:
        return f"{subject} {done or 'was linked to where it was read from'}."
    return f"{subject}{f' {done}' if done else ''}: {'; '.join(clauses)}."


def change_clauses(change: Any) -> list[str]:
    """What changed in a record: each property from what to what, of each link what came and what went."""
    entity = KINDS[change["kind"]]
    return [
        clause
        for item in differences(change)
        if not _is_provenance(item.name)
        for clause in _clauses(entity, item, change["names"])
    ]


def mentioned_ids(change: Any) -> list[str]:
    """The ids of the records that a sentence names, and of the journeys the change was in."""
    values = [value for _, *both in differences(change) for value in both]
    linked = [text for value in values for text in _texts(value) if MODEL.entity_of(text)]
    return [*linked, *change["journeyIds"]]


def fold_changes(first: Any, second: Any) -> Any:
    """Two changes as one that counts them, where they were made together and are not worth a line each."""
    same = ("kind", "operation") if first["kind"] == "MEASUREMENT" else ()
    classes = [_fold_class(change) for change in (first, second)]
    if classes[0] is None or classes[0] != classes[1]:
        return None
    if any(first[name] != second[name] for name in ("at", "actor", *same)):
        return None
    return {**first, "folded": first.get("folded", 1) + 1, "journeyIds": _joined(first, second)}


def differences(change: Any) -> list[Difference]:
    """Each field with what it held before and after; none where a record came or went as a whole."""
    if change["operation"] in WHOLE:
        return []
    return [
        Difference(field["name"], _json_value(field["before"]), _json_value(field["after"]))
        for field in change["fields"]
    ]


def _joined(first: Any, second: Any) -> list[str]:
    return list(dict.fromkeys([*first["journeyIds"], *second["journeyIds"]]))


def _fold_class(change: Any) -> str | None:
    """What a change is counted with: measurements, or links to where records were read from."""
    if change["kind"] == "MEASUREMENT":
        return "measurements"
    told = change["operation"] not in DONE and change["fields"]
    return PROVENANCE if told and all(_is_provenance(field["name"]) for field in change["fields"]) else None


def _is_provenance(name: str) -> bool:
    return name.partition(".")[0] == PROVENANCE


def _folded_sentence(change: Any, entity: Entity, count: int) -> str:
    if change["kind"] != "MEASUREMENT":
        return f"{number_text(count)} records were linked to where they were read from."
    done = {"CREATE": "recorded", "DELETE": "deleted"}.get(change["operation"], "changed")
    return f"{number_text(count)} {entity.plural} were {done}."


def _clauses(entity: Entity, item: Difference, names: Names) -> Iterator[str]:
    name, _, inner = item.name.partition(".")
    if inner:
        yield from _link_property_clauses(item, inner, names)
    elif name in entity.links:
        yield from _link_clauses(entity, item, names)
    else:
        yield _value_clause(entity, item)


def _link_property_clauses(item: Difference, inner: str, names: Names) -> Iterator[str]:
    old: dict[str, Any] = item.before or {}
    new: dict[str, Any] = item.after or {}
    for end in old | new:
        if old.get(end) != new.get(end):
            yield f"{_words(inner)} at {_name(end, names)} {_from_to(old.get(end), new.get(end))}"


def _link_clauses(entity: Entity, item: Difference, names: Names) -> Iterator[str]:
    link = entity.links[item.name]
    words = _words(item.name)
    if not link.many:
        sides = [None if end is None else _name(end, names) for end in (item.before, item.after)]
        yield f"{words} {_between(*sides)}"
        return
    had: list[str] = item.before or []
    has: list[str] = item.after or []
    for ends, done in (
        ([end for end in has if end not in had], "added"),
        ([end for end in had if end not in has], "removed"),
    ):
        if ends:
            yield f"{words} {_listed([_name(end, names) for end in ends])} {done}"


def _value_clause(entity: Entity, item: Difference) -> str:
    return f"{_words(item.name)} {_from_to(item.before, item.after, entity, item.name)}"


def _from_to(before: Any, after: Any, entity: Entity | None = None, name: str = "") -> str:
    sides = [None if value is None else _value_text(value, entity, name) for value in (before, after)]
    return _between(*sides)


def _between(before: str | None, after: str | None) -> str:
    if before is None:
        return f"set to {after}"
    return f"{before} taken away" if after is None else f"changed from {before} to {after}"


def _value_text(value: Any, entity: Entity | None, name: str) -> str:
    """A value as people read it, what is long cut."""
    declared = entity.properties.get(name) if entity else None
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float):
        return number_text(value)
    if isinstance(value, list):
        items = cast("list[Any]", value)
        return _listed([_value_text(item, entity, name) for item in items]) if items else NOTHING
    if declared is not None and declared.enum is not None:
        return enum_words(str(value))
    if declared is not None and declared.type in (Datatype.DATE, Datatype.DATETIME):
        return str(value)
    text = " ".join(str(value).split())
    return f"“{text if len(text) <= LONGEST_VALUE else f'{text[: LONGEST_VALUE - 1]}…'}”"


def _name(identifier: str, names: Names) -> str:
    """A record by its name; one that is gone by its kind."""
    if identifier in names:
        return f"“{names[identifier]}”"
    entity = MODEL.entity_of(identifier)
    return f"a {entity.singular} that is gone" if entity else f"“{identifier}”"


def _listed(items: Sequence[str]) -> str:
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} and {items[-1]}"


def _words(name: str) -> str:
    """The name of a field in words: `dueOn` is `due on`."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).lower()


def _kind_words(singular: str) -> str:
    words = _words(singular)
    return words[0].upper() + words[1:]


def _json_value(value: str | None) -> Any:
    return None if value is None else orjson.loads(value)


def _texts(value: Any) -> list[str]:
    """A text, or the texts in a list, or the keys of an object."""
    if isinstance(value, list | dict):
        return [item for item in cast("list[Any]", value) if isinstance(item, str)]
    return [value] if isinstance(value, str) else []
