"""Connections of objects that are no records: keyset pages over the columns a subquery gives."""

from collections.abc import Mapping
from operator import itemgetter
from typing import Any

from graph import cursors
from graph.computed import Listing
from graph.cypher.names import RowColumns, Scope, Shaper, block, list_expression
from graph.cypher.read import canonical
from graph.cypher.read.filters import computed_call
from graph.cypher.read.pages import CURSOR
from graph.cypher.read.projections import FIRST, MORE, ROWS, needed_columns, object_row, page_info
from graph.selection import (
    EdgeFact,
    ListingOf,
    ObjectSelection,
    PageInfo,
    RowEdges,
    Total,
    Typename,
)


def listing_projection(scope: Scope, asked: ListingOf) -> tuple[str, Shaper]:
    """A page of rows and how many there are, as a list of its selected parts."""
    row = RowColumns()
    rows, shape = _rows(scope, asked)
    if any(isinstance(part, ObjectSelection | RowEdges | PageInfo) for _, part in asked.parts):
        row.add(ROWS, rows, lambda values: [shape(value) for value in values])
        row.add(FIRST, scope.parameter(asked.first))
    if any(isinstance(part, Total) for _, part in asked.parts):
        called = computed_call(scope, asked.computed, None, asked.arguments)
        row.add(_TOTAL, block("COUNT", called, "RETURN id"))
    inner = row.shaper(row.keys)
    makers = {key: _maker(key, part, asked.after is not None) for key, part in asked.parts}

    def shaped_page(values: list[Any]) -> dict[str, Any]:
        shaped = inner(values)
        if ROWS in shaped:
            shaped[MORE] = len(shaped[ROWS]) > shaped[FIRST]
            del shaped[ROWS][shaped[FIRST] :]
        return {key: make(shaped) for key, make in makers.items()}

    return list_expression(row.columns), shaped_page


_TOTAL = "\0total"


def _maker(key: str, part: Any, after: bool) -> Shaper:
    match part:
        case PageInfo(fields):
            return page_info(fields, after)
        case Total():
            return itemgetter(_TOTAL)
        case Typename(name):
            return lambda shaped: name
        case _:
            return lambda shaped: [row[key] for row in shaped[ROWS]]


def _rows(scope: Scope, asked: ListingOf) -> tuple[str, Shaper]:
    """The rows of the page and one more, each with what its nodes and edges show."""
    listing = asked.computed.result
    assert isinstance(listing, Listing)
    plain = [name for name in listing.item.fields if name not in listing.detailed]
    columns = {name: scope.variable() for name in dict.fromkeys([*plain, *listing.order, "id"])}
    row = RowColumns()
    used = {name for selection in _selections(asked) for name in needed_columns(listing.item, selection)}
    details = {name: scope.variable() for name in listing.detailed if name in used}
    names = {**columns, **details}
    for key, part in canonical.ordered_pairs(asked.parts):
        match part:
            case ObjectSelection():
                row.add(key, *object_row(scope, listing.item, part, names))
            case RowEdges():
                row.add(key, *_edge(scope, listing, asked.scope, part, names))
            case PageInfo() if CURSOR not in row.keys:
                row.add(CURSOR, _cursor(listing, columns), cursors.cursor_maker(asked.scope))
            case _:
                pass
    order = f"ORDER BY {', '.join([*(f'{columns[name]} DESC' for name in listing.order), columns['id']])}"
    text = block(
        "COLLECT",
        computed_call(scope, asked.computed, None, asked.arguments),
        f"WITH {', '.join(f'{name} AS {variable}' for name, variable in columns.items())}",
        _behind(scope, asked, listing, columns),
        f"WITH {', '.join(columns.values())}",
        order,
        f"LIMIT {scope.parameter(asked.first)} + 1",
        *_detail_clauses(listing, columns, details, order),
        f"RETURN {list_expression(row.columns)}",
    )
    return text, row.shaper(row.keys)


def _selections(asked: ListingOf) -> list[ObjectSelection]:
    found: list[ObjectSelection] = []
    for _, part in asked.parts:
        if isinstance(part, ObjectSelection):
            found.append(part)
        elif isinstance(part, RowEdges):
            found += [what for _, what in part.fields if isinstance(what, ObjectSelection)]
    return found


def _edge(
    scope: Scope, listing: Listing, mark: str, edges: RowEdges, names: Mapping[str, str]
) -> tuple[str, Shaper]:
    inner = RowColumns()
    for key, what in canonical.ordered_pairs(edges.fields):
        match what:
            case Typename(name):
                inner.constant(key, name)
            case EdgeFact():
                inner.add(key, _cursor(listing, names), cursors.cursor_maker(mark))
            case ObjectSelection():
                inner.add(key, *object_row(scope, listing.item, what, dict(names)))
    return list_expression(inner.columns), inner.shaper([key for key, _ in edges.fields])


def _cursor(listing: Listing, names: Mapping[str, str]) -> str:
    return list_expression([*(names[name] for name in listing.order), names["id"]])


def _behind(scope: Scope, asked: ListingOf, listing: Listing, columns: Mapping[str, str]) -> str:
    """The condition for everything behind a cursor: smaller values, then a larger id."""
    if asked.after is None:
        return ""
    ties: list[str] = []
    options: list[str] = []
    for name, value in zip(listing.order, asked.after.values, strict=True):
        given = "null" if value is None else scope.parameter(value)
        options.append(" AND ".join([*ties, f"{columns[name]} < {given}"]))
        ties.append(f"{columns[name]} = {given}")
    options.append(" AND ".join([*ties, f"{columns['id']} > {scope.parameter(asked.after.id)}"]))
    return f"WHERE {' OR '.join(options)}"


def _detail_clauses(
    listing: Listing, columns: Mapping[str, str], details: Mapping[str, str], order: str
) -> list[str]:
    """The clauses that work out the remaining columns of the rows on the page, in their order."""
    if not details:
        return []
    seen = f"WITH {', '.join(f'{variable} AS {name}' for name, variable in columns.items())}"
    taken = [f"{name} AS {variable}" for name, variable in details.items()]
    return [
        block(f"CALL ({', '.join(columns.values())})", seen, listing.details),
        f"WITH {', '.join([*columns.values(), *taken])}",
        order,
    ]
