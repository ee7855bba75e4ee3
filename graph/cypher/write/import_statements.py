"""Statements for imports and exports: what is there, label by label, and what an import did."""

from collections.abc import Sequence
from typing import LiteralString, cast

from graph.cypher.names import block, called_text, carried_value, list_expression
from graph.entities import Entity, Link, Model
from graph.statement import Statement
from graph.texts import snake_case


def identities_statement(
    entity: Entity, identity: Sequence[str], links: Sequence[Link], unique: Sequence[str]
) -> Statement:
    """What tells the records of a label apart; rows {id, derivedKey, owner, position, identity, ends,
    unique}.

    Over the whole label: an import compares what a file names with all there is. `identity` and `unique` are
    properties, `ends` the id at the far end of each of `links`, which have one end at most.
    """
    owner = f"{_ends(entity.owner)}[0]" if entity.owner else "null"
    columns = [
        "this.id AS id",
        f"{'this.derivedKey' if 'derivedKey' in entity.properties else 'null'} AS derivedKey",
        f"{owner} AS owner",
        f"{'this.position' if 'position' in entity.properties else 'null'} AS position",
        f"{list_expression([_carried_property(entity, name) for name in identity])} AS identity",
        f"{list_expression([f'{_ends(link)}[0]' for link in links])} AS ends",
        f"{list_expression([_carried_property(entity, name) for name in unique])} AS unique",
    ]
    name = f"{snake_case(entity.label)}_identities"
    return _statement(name, f"MATCH (this:{entity.label})", columns, "ORDER BY id")


def records_statement(entity: Entity, *, everything: bool) -> Statement:
    """Records with all links that start there; rows {id, version, values, links}, a link a list of ends.

    Found by the unique index of each of `$ids`, or with `everything` over the whole label, for an export. An
    end is an id and the properties of its link.
    """
    head = f"MATCH (this:{entity.label})"
    if not everything:
        head = f"UNWIND $ids AS wanted\nMATCH (this:{entity.label} {{id: wanted}})"
    values = list_expression([_carried_property(entity, name) for name in entity.properties])
    columns = [
        "this.id AS id",
        f"{'this.version' if 'version' in entity.properties else 'null'} AS version",
        f"{values} AS values",
        f"{list_expression([_links(link) for link in entity.input_links])} AS links",
    ]
    order = entity.default_order
    first = f"this.{order[0]}, " if order and not order[1] else ""
    name = f"{'every' if everything else 'stored'}_{snake_case(entity.label)}"
    return _statement(name, head, columns, f"ORDER BY {first}id")


# One import after the other: what one creates the next must find, and no index keeps two from doing it twice.
ONE_AT_A_TIME = Statement(
    "await_other_imports",
    """\
MERGE (counter:__Counter {id: 'Import'})
SET counter.lock = true
REMOVE counter.lock""",
)

# Looks at one node of the label at most.
ANY_JOURNEY = Statement("any_journey", "RETURN EXISTS { (:Journey) } AS there")

# Looks at one node of each label at most. `db.labels()` has those too that only an index is about.
LABELS_IN_USE = Statement(
    "labels_in_use",
    """\
UNWIND $labels AS label
WITH label
WHERE EXISTS { (:$(label)) }
RETURN label""",
)

# The full-text index follows commits after a moment.
SEARCH_CURRENT = Statement(
    "await_search_index", "CALL db.index.fulltext.awaitEventuallyConsistentIndexRefresh()"
)

# Found by the unique index of the id.
IMPORT_BY_ID = Statement(
    "import_by_id",
    """\
MATCH (import:Import {id: $id})
RETURN import.status AS status, import.fileName AS file""",
)

# What an import did, in the order in which it did it; found by the index on import and sequence.
IMPORT_CHANGES = Statement(
    "import_changes",
    """\
MATCH (change:Change {importId: $id})
WHERE change.sequence > 0 AND change.id IS NOT NULL
RETURN change.sequence AS sequence, change.operation AS operation, change.kind AS kind,
  change.recordId AS record, change.recordName AS name, change.fields AS fields,
  change.unseenBefore AS unseen
ORDER BY sequence, change.id""",
)

_CHANGE: LiteralString = """
RETURN change.sequence AS sequence, change.operation AS operation, change.kind AS kind,
  change.recordId AS record, change.recordName AS name, change.fields AS fields,
  change.unseenBefore AS unseen
ORDER BY sequence, change.id"""

# Changes by their numbers, with all that was done in one go with a deletion among them: the links that it cut
# are changes of others. Found by the unique index on the number, then by that on the time.
NUMBERED_CHANGES = Statement(
    "numbered_changes",
    """\
UNWIND $sequences AS wanted
MATCH (chosen:Change {sequence: wanted})
CALL (chosen) {
  WITH chosen
  WHERE chosen.operation <> 'DELETE'
  RETURN chosen AS change
  UNION
  WITH chosen
  WHERE chosen.operation = 'DELETE'
  MATCH (change:Change {at: chosen.at})
  WHERE change.id IS NOT NULL
    AND change.requestId = chosen.requestId AND change.operation IN ['DELETE', 'UNLINK']
  RETURN change
}
WITH DISTINCT change"""
    + _CHANGE,
)

# What a request did; found by the index on the time, since the time given.
REQUESTED_CHANGES = Statement(
    "requested_changes",
    """\
MATCH (change:Change)
WHERE change.at >= datetime({epochMillis: $since}) AND change.id IS NOT NULL
  AND change.requestId = $id AND change.actor = $actor"""
    + _CHANGE,
)

# Who changed records after that; found by the index on record and sequence.
LATER_CHANGES = Statement(
    "later_changes",
    """\
UNWIND $ids AS wanted
MATCH (change:Change {recordId: wanted})
WHERE change.sequence > $sequence AND change.id IS NOT NULL
RETURN change.recordId AS record, change.actor AS actor, change.at.epochMillis AS at,
  change.requestId AS request, change.importId AS import, change.sequence AS sequence
ORDER BY change.sequence, change.id""",
)


def attached_statement(model: Model, entity: Entity) -> Statement:
    """All links of records, whatever their types; rows {id, outgoing, type, other, name}.

    Found by the unique index of each of `$ids`; `name` is what the record at the other end is called.
    """
    head = f"UNWIND $ids AS wanted\nMATCH (this:{entity.label} {{id: wanted}})-[link]-(other)"
    columns = [
        "this.id AS id",
        "startNode(link) = this AS outgoing",
        "type(link) AS type",
        "other.id AS other",
        f"{called_text(model.entities.values(), 'other')} AS name",
    ]
    return _statement(f"{snake_case(entity.label)}_links", head, columns, "ORDER BY id, type, other")


def _statement(name: str, head: str, columns: Sequence[str], tail: str) -> Statement:
    # Names come from the model, values are parameters.
    text = f"{head}\nRETURN " + ",\n  ".join(columns) + f"\n{tail}"
    return Statement(name, cast("LiteralString", text))


def _carried_property(entity: Entity, name: str) -> str:
    return carried_value(f"this.{name}", entity.properties[name].type)


def _ends(link: Link) -> str:
    return block("COLLECT", f"MATCH {_pattern(link)}", "RETURN other.id", "ORDER BY other.id")


def _links(link: Link) -> str:
    properties = list_expression(
        [carried_value(f"link.{item.name}", item.type) for item in link.properties.values()]
    )
    return block(
        "COLLECT", f"MATCH {_pattern(link)}", f"RETURN [other.id, {properties}]", "ORDER BY other.id"
    )


def _pattern(link: Link) -> str:
    (end,) = link.targets
    arrow = f"-[link:{link.type}]->" if link.outgoing else f"<-[link:{link.type}]-"
    return f"(this){arrow}(other:{end})"
