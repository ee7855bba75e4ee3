"""Statements that look for records which their declaration would refuse."""

from typing import LiteralString, cast

from graph.cypher.names import list_expression
from graph.entities import Datatype, Entity, Link, Property
from graph.statement import Statement
from graph.texts import snake_case

_STORED = {
    Datatype.TEXT: "STRING",
    Datatype.ENUM: "STRING",
    Datatype.OBJECTS: "STRING",
    Datatype.INT: "INTEGER",
    Datatype.FLOAT: "FLOAT",
    Datatype.BOOLEAN: "BOOLEAN",
    Datatype.DATE: "DATE",
    Datatype.DATETIME: "ZONED DATETIME",
    Datatype.TEXTS: "LIST<STRING NOT NULL>",
}


def misfits_statement(entity: Entity) -> Statement:
    """Records with fields that are missing, of another type or out of bounds; rows {id, names of the fields}.

    Looks at every record of the label.
    """
    cases = [_wrong_value(item) for item in entity.properties.values()]
    cases += [
        f"CASE WHEN {_wrong_count(link)} THEN '{link.field}' END"
        for link in entity.links.values()
        if not link.many
    ]
    lines = [
        f"MATCH (this:{entity.label})",
        f"WITH this, [field IN {list_expression(cases)} WHERE field IS NOT NULL] AS fields",
        "WHERE size(fields) > 0",
        "RETURN coalesce(this.id, 'without id') AS id, fields",
        "ORDER BY id",
    ]
    text = cast("LiteralString", "\n".join(lines))  # names come from the model
    return Statement(f"{snake_case(entity.label)}_misfits", text)


def _wrong_value(item: Property) -> str:
    """The property's name where its value is wrong; bounds are compared only once the type is known."""
    name = f"this.{item.name}"
    wrong = [f"NOT {name} IS :: {_STORED[item.type]}{'' if item.nullable else ' NOT NULL'}"]
    if item.enum:
        wrong.append(f"NOT {name} IN {[choice.value for choice in item.enum]}")
    elif item.type in (Datatype.INT, Datatype.FLOAT):
        wrong += [] if item.minimum is None else [f"{name} < {item.minimum}"]
        wrong += [] if item.maximum is None else [f"{name} > {item.maximum}"]
    elif item.type in (Datatype.TEXT, Datatype.TEXTS) and item.max_length is not None:
        wrong.append(f"size({name}) > {item.max_length}")
    cases = " ".join(f"WHEN {condition} THEN '{item.name}'" for condition in wrong)
    return f"CASE {cases} END"


def _wrong_count(link: Link) -> str:
    ends = "|".join(link.targets)
    arrow = f"-[:{link.type}]->" if link.outgoing else f"<-[:{link.type}]-"
    return f"COUNT {{ (this){arrow}(:{ends}) }} {'<> 1' if link.required else '> 1'}"
