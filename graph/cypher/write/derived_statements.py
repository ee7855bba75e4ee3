"""Statements about what the product derives and keeps: read along the ids, and write what is behind."""

from typing import LiteralString, cast

from graph.cypher.names import block, list_expression
from graph.cypher.write.record_writes import link_pattern
from graph.entities import Entity, Link, Property
from graph.statement import Statement
from graph.text_keys import is_searched_by_key, is_sorted_by_key, search_column, sort_column
from graph.texts import snake_case

# How far the filling of derived values is: the version of each formula, and the place it has come to.
FILLING_STATE = Statement(
    "filling_state",
    """\
MATCH (state:__Counter {id: 'Derived'})
RETURN state.formulas AS formulas, state.towards AS towards, state.label AS label, state.after AS after""",
)

NOTE_FILLING = Statement(
    "note_filling",
    """\
MERGE (state:__Counter {id: 'Derived'})
SET state += $state""",
)


def derived_texts(bearer: Entity | Link) -> list[Property]:
    """The texts of a record, or of a link, beside which keys are kept."""
    return [item for item in bearer.properties.values() if is_searched_by_key(item)]


def keyed_links(entity: Entity) -> list[Link]:
    """The links that start at a record and have texts with keys."""
    return [link for link in entity.input_links if link.outgoing and derived_texts(link)]


def key_columns(item: Property) -> list[str]:
    """The names under which the keys of a text are kept."""
    return [search_column(item), *([sort_column(item)] if is_sorted_by_key(item) else [])]


def answers(entity: Entity) -> list[Property]:
    """The properties that say yes or no of every record."""
    return [item for item in entity.properties.values() if item.has_answer]


def derived_values_statement(entity: Entity) -> Statement:
    """The next `$size` records behind the id `$after`, along its unique index.

    Rows {id, texts, answers, links}: texts each with its keys, links a list for each field of [end, texts].
    """
    links = [
        block("COLLECT", f"MATCH {link_pattern(link)}", f"RETURN [other.id, {_texts(link, 'link')}]")
        for link in keyed_links(entity)
    ]
    lines = [
        f"MATCH (this:{entity.label})",
        "WHERE this.id > $after",
        "WITH this ORDER BY this.id LIMIT $size",
        f"RETURN this.id AS id, {_texts(entity, 'this')} AS texts,",
        f"  {list_expression([f'this.{item.name}' for item in answers(entity)])} AS answers,",
        f"  {list_expression(links)} AS links",
        "ORDER BY id",
    ]
    return _statement(f"derived_values_of_{snake_case(entity.label)}", lines)


def fill_records_statement(entity: Entity) -> Statement:
    """Set derived values of records whose texts are still the given ones; `$rows` are id, texts, values."""
    lines = [
        "UNWIND $rows AS row",
        f"MATCH (this:{entity.label} {{id: row[0]}})",
        "SET this.lock = true",
        "REMOVE this.lock",
        "WITH this, row",
        f"WHERE {_present(entity, 'this')} = row[1]",
        "SET this += row[2]",
    ]
    return _statement(f"fill_{snake_case(entity.label)}", lines)


def fill_links_statement(entity: Entity, link: Link) -> Statement:
    """Set the keys of links whose texts are still the given ones; `$rows` are both ids, texts, keys."""
    lines = [
        "UNWIND $rows AS row",
        f"MATCH (this:{entity.label} {{id: row[0]}})",
        "SET this.lock = true",
        "REMOVE this.lock",
        "WITH this, row",
        f"MATCH {link_pattern(link)}",
        f"WHERE other.id = row[1] AND {_present(link, 'link')} = row[2]",
        "SET link += row[3]",
    ]
    return _statement(f"fill_{snake_case(entity.label)}_{snake_case(link.field)}", lines)


def _texts(bearer: Entity | Link, variable: str) -> str:
    """The texts of a node or a relationship with their keys: lists of the text and what is kept beside it."""
    rows = [
        list_expression([f"{variable}.{name}" for name in (item.name, *key_columns(item))])
        for item in derived_texts(bearer)
    ]
    return list_expression(rows)


def _present(bearer: Entity | Link, variable: str) -> str:
    """The texts as a list that can be compared, which one with nulls cannot."""
    return list_expression([f"coalesce({variable}.{item.name}, '')" for item in derived_texts(bearer)])


def _statement(name: str, lines: list[str]) -> Statement:
    # Names come from the model, values are parameters.
    return Statement(name, cast("LiteralString", "\n".join(lines)))
