"""The records that people name: by id, key, name or part of a name, and what may have been meant."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any
from unicodedata import normalize

from api.reports.cells import Ref
from api.reports.report_filters import RECORDS, Filters, Where, filter_days, filter_words
from graph.errors import BadRequest, Invalid, NotFound
from graph.model import MODEL
from graph.texts import value_text
from seed.values.references import normal_name
from seed.values.similar_names import similar_names

RunQuery = Callable[[str, Mapping[str, Any]], Awaitable[Mapping[str, Any]]]
Nodes = Sequence[Mapping[str, Any]]

MOST_PER_FILTER = 100
MOST_SHOWN = 5
LISTS = {name: MODEL[label].plural for name, label in RECORDS.items()}
NAMED = {
    name: f"query Named($text: String!, $id: ID!) {{ found: {list}(first: 100, where: "
    "{OR: [{id: {eq: $id}}, {key: {eq: $text}}, {name: {eq: $text}}]}) { nodes { id key name } } }"
    for name, list in LISTS.items()
}
# As people write names: without regard to case, or only a part of one.
PARTS = {
    name: f"query Parts($text: String!) {{ "
    f"begun: {list}(first: 100, where: {{name: {{startsWith: $text}}}}) {{ nodes {{ id name }} }} "
    f"found: {list}(first: 100, where: {{name: {{contains: $text}}}}) {{ totalCount nodes {{ id name }} }} }}"
    for name, list in LISTS.items()
}
NAMES = {
    name: f"query Names($most: Int = 100000) {{ found: {list}(first: $most) {{ nodes {{ id name }} }} }}"
    for name, list in LISTS.items()
}
BELOW = "query Below($where: GoalFilter) { goals(first: 100, where: $where) { nodes { id } } }"


async def resolve_filters(
    given: Mapping[str, Sequence[str]], allowed: Sequence[str], ask: RunQuery
) -> Filters:
    """The filters as given, their records looked up; `allowed` are the statuses that the report knows.

    Raises NotFound, Invalid or BadRequest.
    """
    records: dict[str, tuple[Ref, ...]] = {}
    for name in RECORDS:
        texts = list(dict.fromkeys(given.get(name, ())))
        if len(texts) > MOST_PER_FILTER:
            raise BadRequest(f"{name}: at most {MOST_PER_FILTER} can be named.")
        if texts:
            found = [await _record(name, text, ask) for text in texts]
            records[name] = tuple({ref.id: ref for ref in found}.values())
    goals = await _goal_ids_below(records.get("goal", ()), ask)
    return Filters(records, filter_days(given), goals, filter_words(given, allowed))


async def _goal_ids_below(goals: Sequence[Ref], ask: RunQuery) -> tuple[str, ...]:
    """The ids of goals and of those up to three levels below them."""
    if not goals:
        return ()
    found = await ask(BELOW, below([goal.id for goal in goals]))
    return tuple(node["id"] for node in found["goals"]["nodes"])


def below(ids: Sequence[str]) -> dict[str, Any]:
    """The variables of `BELOW` for the ids of goals."""
    is_one: Where = {"id": {"in": ids}}
    levels = [is_one]
    for _ in range(3):
        levels.append({"parent": {"is": levels[-1]}})
    return {"where": {"OR": levels}}


async def _record(name: str, text: str, ask: RunQuery) -> Ref:
    """The record that an id, a key, a name or a part of only one name means."""
    text = normalize("NFC", text.strip())
    if not text:
        raise BadRequest(f"{name}: give an id, a key, a name or a part of one.")
    found: Nodes = (await ask(NAMED[name], {"text": text, "id": text}))["found"]["nodes"]
    for handle in ("id", "key"):
        found = [node for node in found if node[handle] == text] or found
    if not found:
        found = await _like(name, text, ask)
    if len(found) > 1:
        raise Invalid(_ambiguous_message(name, text, found))
    return Ref(found[0]["id"], found[0]["name"])


async def _like(name: str, text: str, ask: RunQuery) -> Nodes:
    """The records whose names are a text but for case and signs, else those that have it in their names.

    Raises NotFound where there are none.
    """
    parts = await ask(PARTS[name], {"text": text})
    found: Nodes = parts["found"]["nodes"]
    names = {node["id"]: node["name"] for node in [*parts["begun"]["nodes"], *found]}
    same = _same_names(text, names)
    if same or found:
        return same or found
    names = {node["id"]: node["name"] for node in (await ask(NAMES[name], {}))["found"]["nodes"]}
    same = _same_names(text, names)
    if not same:
        raise NotFound(_unknown_message(name, text, names))
    return same


def _same_names(text: str, names: Mapping[str, str]) -> Nodes:
    wanted = normal_name(text)
    return [{"id": key, "name": value} for key, value in names.items() if normal_name(value) == wanted]


def _unknown_message(name: str, text: str, names: Mapping[str, str]) -> str:
    """That nothing is called so, and what may have been meant."""
    said = f"{name}: no {RECORDS[name].lower()} has the id, key or name {value_text(text)}."
    near = [names[identifier] for identifier in similar_names(text, names, MOST_SHOWN)]
    if near:
        return f"{said} Is {' or '.join(value_text(item) for item in near)} meant?"
    some = sorted(names.values())[:MOST_SHOWN]
    more = f" and {len(names) - len(some)} more" if len(names) > len(some) else ""
    known = ", ".join(value_text(item) for item in some)
    return f"{said} There are {known}{more}." if some else f"{said} There is none yet."


def _ambiguous_message(name: str, text: str, found: Nodes) -> str:
    """How many fit, the first of them, and how to say which."""
    shown = "; ".join(f"{value_text(node['name'])} ({node['id']})" for node in found[:MOST_SHOWN])
    more = f"; and {len(found) - MOST_SHOWN} more" if len(found) > MOST_SHOWN else ""
    advice = "Say which by its whole name, its key or its id."
    return f"{name}: {len(found)} {LISTS[name]} fit {value_text(text)}: {shown}{more}. {advice}"
