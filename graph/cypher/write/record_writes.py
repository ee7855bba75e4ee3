"""Statements that write: lock and read, create and change with links, delete, count and record changes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import LiteralString, cast

from graph.cypher.names import block, called_text, carried_value, list_expression
from graph.cypher.write.standing import journeys_of
from graph.entities import Entity, Link, Model
from graph.statement import Statement
from graph.texts import snake_case


class LinkUse(StrEnum):
    """What a statement does with the links of one field; items are ids, or ids with properties."""

    REMOVED = "removed"
    CHANGED = "changed"
    ADDED = "added"


# In the name of a statement that is about the links of one field.
_LINK_VERBS = {LinkUse.REMOVED: "unlink", LinkUse.CHANGED: "relink", LinkUse.ADDED: "link"}


@dataclass(frozen=True, slots=True)
class Look:
    """What is read of the records of one label; with `whole` all their links too, from both ends."""

    values: bool = False
    links: tuple[str, ...] = ()
    whole: bool = False


@dataclass(frozen=True, slots=True)
class LockRequest:
    """The records to read, by label, and the unique values to look for, by label and property.

    Without `locking` nobody is kept from writing meanwhile.
    """

    looks: Mapping[str, Look]
    taken: Sequence[tuple[str, str]] = field(default_factory=list[tuple[str, str]])
    locking: bool = True


def lock_statement(model: Model, locking: LockRequest) -> Statement:
    """Lock records, then read them: `$ids` by label, `$taken` values by label and property.

    Rows: label, property (where a unique value is taken; else null), id, name, version, values, links,
    journeys. Every record is found by the unique index of its id (or property), in the order of the ids
    given, label after label by their prefixes: all who lock do it in this order, and wait without blocking.
    Of a label with a whole look, the links end with two lists more, out and in: type, other id, properties.
    """
    labels = sorted(locking.looks, key=lambda label: model[label].prefix)
    branches = [_lock_branch(model[label], locking.looks[label], locking.locking) for label in labels]
    branches += [_taken_branch(label, name) for label, name in locking.taken]
    name = "lock_records" if locking.locking and labels else "look_at_records"
    return _statement(name, "\nUNION ALL\n", branches)


def write_statement(entity: Entity, uses: Sequence[tuple[str, LinkUse]], *, creating: bool) -> Statement:
    """Create records, or change those that are there, with their links; rows {id, journeys}.

    `$rows` are lists: id, properties, then the items of each use, in that order. A property that is null is
    removed. Found by the unique index of the id.
    """
    if creating:
        head = f"CREATE (this:{entity.label})\nSET this = row[1]"
    else:
        head = f"MATCH (this:{entity.label} {{id: row[0]}})\nSET this += row[1]"
    calls = [_use(entity.links[name], part, f"row[{2 + place}]") for place, (name, part) in enumerate(uses)]
    if calls:
        head += "\nWITH this, row"
    end = f"RETURN this.id AS id, {journeys_of(entity)} AS journeys"
    return _statement(_write_name(entity, uses, creating), "\n", ["UNWIND $rows AS row", head, *calls, end])


def owners_statement(entity: Entity) -> Statement:
    """The present owner of parts; rows {id, owner}, one for each of `$ids` that is there."""
    link = entity.owner
    assert link is not None
    return _statement(
        f"{snake_case(entity.label)}_owners",
        "\n",
        [
            "UNWIND $ids AS id",
            f"MATCH (this:{entity.label} {{id: id}})",
            f"OPTIONAL MATCH {link_pattern(link)}",
            "RETURN this.id AS id, other.id AS owner",
        ],
    )


def removable_statement(model: Model, entity: Entity) -> Statement:
    """Records and all that goes with them; starts at the unique index of each of `$ids`.

    Rows {id, others}: a record that goes, and the ids at the other ends of its links.
    """
    branches: list[str] = []
    for steps in _dependent_paths(model, entity):
        last = steps[-1][1] if steps else entity
        path = "".join(f"{_arrow(link)}({'this' if end is last else ''}:{end.label})" for link, end in steps)
        start = "this" if last is entity else ""
        branches.append(
            "\n".join(
                [
                    "UNWIND $ids AS id",
                    f"MATCH ({start}:{entity.label} {{id: id}}){path}",
                    "RETURN this.id AS id,",
                    "  COLLECT { MATCH (this)--(other) RETURN DISTINCT other.id } AS others",
                ]
            )
        )
    return _statement(f"removable_{snake_case(entity.label)}", "\nUNION ALL\n", branches)


def delete_statement(entity: Entity) -> Statement:
    """Delete records of one label with all their links; found by the unique index of the id."""
    lines = ["UNWIND $ids AS id", f"MATCH (this:{entity.label} {{id: id}})", "DETACH DELETE this"]
    return _statement(f"delete_{snake_case(entity.label)}", "\n", lines)


# Taken as the last lock of a transaction: what it numbers is committed in the order of the numbers.
COMMIT_ORDER = Statement(
    "await_commit_order",
    """\
MERGE (counter:__Counter {id: 'Change'})
SET counter.lock = true
REMOVE counter.lock""",
)

# The number is set first: a row that bore one of its own would break the constraint for a moment.
RECORD_CHANGES = Statement(
    "record_changes",
    """\
MERGE (counter:__Counter {id: 'Change'})
SET counter.value = coalesce(counter.value, 0) + size($rows)
WITH counter.value - size($rows) AS base
UNWIND range(1, size($rows)) AS place
CREATE (change:Change {sequence: base + place, createdAt: $now, at: $now})
SET change += $rows[place - 1]
RETURN max(change.sequence) AS last""",
)

# What became of records since a version of each; found by the index on record and sequence. Changes from
# before versions were kept with them are all told.
CHANGES_SINCE = Statement(
    "changes_since_version",
    """\
UNWIND $asked AS asked
MATCH (change:Change {recordId: asked.id})
WHERE change.sequence > 0 AND coalesce(change.recordVersion, asked.version + 1) > asked.version
RETURN asked.id AS id, change.fields AS fields
ORDER BY change.sequence, change.id""",
)


def link_pattern(link: Link) -> str:
    """A link from `this` to `other`, bound as `link`."""
    (end,) = link.targets
    arrow = f"-[link:{link.type}]->" if link.outgoing else f"<-[link:{link.type}]-"
    return f"(this){arrow}(other:{end})"


def _all_links(pattern: str) -> str:
    # Whatever hangs on a record is read before the record is deleted, so no type is named here.
    columns = "[type(link), other.id, properties(link)]"
    return f"COLLECT {{ MATCH {pattern} RETURN {columns} ORDER BY type(link), other.id }}"


def _statement(name: str, between: str, parts: Sequence[str]) -> Statement:
    # Names come from the model, values are parameters.
    return Statement(name, cast("LiteralString", between.join(parts)))


def _write_name(entity: Entity, uses: Sequence[tuple[str, LinkUse]], creating: bool) -> str:
    label = snake_case(entity.label)
    if len(uses) == 1 and not creating:
        ((field, use),) = uses
        return f"{_LINK_VERBS[use]}_{label}_{snake_case(field)}"
    return f"create_{label}" if creating else f"update_{label}"


def _lock_branch(entity: Entity, look: Look, locking: bool) -> str:
    links = [_ends(entity.links[name]) for name in look.links]
    if look.whole:
        links += [_all_links("(this)-[link]->(other)"), _all_links("(this)<-[link]-(other)")]
    columns = [
        f"'{entity.label}' AS label",
        "null AS taken",
        "this.id AS id",
        f"{called_text([entity], 'this')} AS name",
        f"{_version(entity)} AS version",
        f"{_values(entity) if look.values else 'null'} AS values",
        f"{list_expression(links)} AS links",
        f"{journeys_of(entity)} AS journeys",
    ]
    return "\n".join(
        [
            f"UNWIND $ids.{entity.label} AS id",
            f"MATCH (this:{entity.label} {{id: id}})",
            *(["SET this.lock = true", "REMOVE this.lock"] if locking else []),
            "RETURN " + ",\n  ".join(columns),
        ]
    )


def _taken_branch(label: str, name: str) -> str:
    return "\n".join(
        [
            f"UNWIND $taken.{label}_{name} AS value",
            f"MATCH (this:{label} {{{name}: value}})",
            f"RETURN '{label}' AS label, '{name}' AS taken, this.id AS id, value AS name, null AS version,",
            "  null AS values, null AS links, null AS journeys",
        ]
    )


def _ends(link: Link) -> str:
    """The ids at the other ends of a link, each with the link's properties; owned parts in their order."""
    properties = list_expression(
        [carried_value(f"link.{item.name}", item.type) for item in link.properties.values()]
    )
    order = "other.position, other.id" if link.owned and link.many else "other.id"
    return block(
        "COLLECT", f"MATCH {link_pattern(link)}", f"RETURN [other.id, {properties}]", f"ORDER BY {order}"
    )


def _use(link: Link, part: LinkUse, items: str) -> str:
    (end,) = link.targets
    if part is LinkUse.ADDED:
        arrow = (
            f"(this)-[link:{link.type}]->(other)" if link.outgoing else f"(this)<-[link:{link.type}]-(other)"
        )
        clauses = [f"MATCH (other:{end} {{id: item[0]}})", f"CREATE {arrow}", "SET link = item[1]"]
    elif part is LinkUse.CHANGED:
        clauses = [f"MATCH {link_pattern(link)}", "WHERE other.id = item[0]", "SET link += item[1]"]
    else:
        clauses = [f"MATCH {link_pattern(link)}", "WHERE other.id = item", "DELETE link"]
    return block("CALL (this, row)", f"UNWIND {items} AS item", *clauses)


def _dependent_paths(model: Model, entity: Entity) -> list[list[tuple[Link, Entity]]]:
    """The ways from a record to what goes with it: owned parts, and records that must have a link to it."""
    ways: list[list[tuple[Link, Entity]]] = [[]]
    for way in ways:
        last = way[-1][1] if way else entity
        seen = {entity.label, *(end.label for _, end in way)}
        for link, end in dependent_links(model, last):
            if end.label not in seen:
                ways.append([*way, (link, end)])
    return ways


def dependent_links(model: Model, entity: Entity) -> list[tuple[Link, Entity]]:
    """The links of an entity to records that cannot be without it, each with the entity of those records."""
    found: list[tuple[Link, Entity]] = []
    for link in entity.links.values():
        needed = not link.outgoing and link.relationships[0].declared.required
        if (link.owned and link.many) or needed:
            found += [(link, model[target]) for target in link.targets]
    return found


def _arrow(link: Link) -> str:
    return f"-[:{link.type}]->" if link.outgoing else f"<-[:{link.type}]-"


def _version(entity: Entity) -> str:
    return "this.version" if "version" in entity.properties else "null"


def _values(entity: Entity) -> str:
    return list_expression(
        [carried_value(f"this.{item.name}", item.type) for item in entity.properties.values()]
    )
