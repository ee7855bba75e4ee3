"""Statements that load many rows at once: nodes as they are given, relationships by the ids of both ends."""

from typing import LiteralString, cast

from graph.entities import Datatype, Entity, Property, Relationship
from graph.statement import Statement
from graph.texts import snake_case


def node_statement(entity: Entity) -> Statement:
    """Creates a node for each of `$rows`, maps of properties; times as epoch milliseconds, dates as text."""
    temporal = [
        f"n.{item.name} = {_typed_column(item)}" for item in entity.properties.values() if _typed_column(item)
    ]
    text = f"UNWIND $rows AS row\nCREATE (n:{entity.label})\nSET {', '.join(['n = row', *temporal])}"
    # Names come from the model, values are parameters.
    return Statement(f"load_{snake_case(entity.label)}", cast("LiteralString", text))


def relationship_statement(relationship: Relationship) -> Statement:
    """Creates one relationship for each of `$rows`, lists of start id, end id and properties."""
    text = (
        f"UNWIND $rows AS row\n"
        f"MATCH (start:{relationship.start} {{id: row[0]}})\n"
        f"MATCH (end:{relationship.end} {{id: row[1]}})\n"
        f"CREATE (start)-[link:{relationship.type}]->(end)\n"
        f"SET link = row[2]"
    )
    name = f"load_{snake_case(relationship.start)}_{relationship.type.lower()}_{snake_case(relationship.end)}"
    return Statement(name, cast("LiteralString", text))  # as above


def _typed_column(item: Property) -> str:
    match item.type:
        case Datatype.DATETIME:
            time = f"datetime({{epochMillis: row.{item.name}}})"
            return f"CASE WHEN row.{item.name} IS NOT NULL THEN {time} END" if item.nullable else time
        case Datatype.DATE:
            return f"date(row.{item.name})"
        case _:
            return ""
