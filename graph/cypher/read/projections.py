"""Selections to projections: records, objects and connections as nested lists, with what shapes them."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from functools import lru_cache
from operator import itemgetter
from typing import Any

import orjson

from graph.computed import Computed, Object, Records, Value
from graph.cypher.faults import fault, or_fault
from graph.cypher.names import RowColumns, Scope, Shaper, block, carried_value, list_expression
from graph.cypher.read import canonical, pages, pivot, totals
from graph.cypher.read.filters import computed_call
from graph.entities import Datatype, Property
from graph.errors import BadRequest
from graph.selection import (
    Aggregate,
    AnySelection,
    ComputedValue,
    Edges,
    Facets,
    GroupOf,
    MixedSelection,
    Nodes,
    ObjectSelection,
    ObjectsOf,
    PageInfo,
    PageOf,
    Parts,
    Pivot,
    RecordSelection,
    ToOne,
    Total,
    Typename,
    Unanswerable,
)


@lru_cache(maxsize=4096)
def time_text(milliseconds: int) -> str:
    """Epoch milliseconds as ISO 8601 in UTC, always with three digits: `2026-11-22T16:41:00.123Z`."""
    moment = datetime.fromtimestamp(milliseconds // 1000, UTC)
    return f"{moment:%Y-%m-%dT%H:%M:%S}.{milliseconds % 1000:03d}Z"


def project(
    scope: Scope, selected: AnySelection | ComputedValue | Unanswerable, variable: str
) -> tuple[str, Shaper]:
    """The projection of a bound record and the function that shapes it."""
    match selected:
        case RecordSelection():
            return record_projection(scope, selected, variable)
        case MixedSelection():
            return mixed_projection(scope, selected, variable)
        case ComputedValue():
            return computed_projection(scope, selected, variable)
        case Unanswerable(error):
            return unanswerable(error)


def unanswerable(error: BadRequest) -> tuple[str, Shaper]:
    """The place of a field that cannot be asked: a fault in every row."""
    return "null", lambda _: fault(error)


def record_projection(scope: Scope, selection: RecordSelection, variable: str) -> tuple[str, Shaper]:
    """A record of a known kind as a list of what is asked of it."""
    row = RowColumns()
    for ask in canonical.ordered_asks(selection.asks):
        match ask.what:
            case Typename(name):
                row.constant(ask.key, name)
            case Property() as item:
                row.add(ask.key, carried_value(f"{variable}.{item.name}", item.type), _property_shaper(item))
            case ObjectsOf(item):
                row.add(ask.key, f"{variable}.{item.name}", _objects_shaper(ask.what))
            case ToOne(link, target):
                other = scope.variable()
                text, shape = project(scope, target, other)
                found = block("COLLECT", f"MATCH {scope.pattern(variable, link, other)}", f"RETURN {text}")
                row.add(
                    ask.key,
                    f"{found}[0]",
                    _required_shaper(shape, ask.key) if link.required else _optional_shaper(shape),
                )
            case Parts(link, target):
                row.add(ask.key, *_parts(scope, link, target, variable))
            case PageOf():
                row.add(ask.key, *connection_projection(scope, ask.what, variable))
            case ComputedValue():
                row.add(ask.key, *computed_projection(scope, ask.what, variable))
            case GroupOf():
                row.add(ask.key, *group_projection(scope, ask.what, variable))
            case Unanswerable(error):
                row.add(ask.key, *unanswerable(error))
    return list_expression(row.columns), row.shaper([ask.key for ask in selection.asks])


def _property_shaper(item: Property) -> Shaper | None:
    match item.type:
        case Datatype.DATETIME:
            return _optional_shaper(time_text) if item.nullable else time_text
        case Datatype.TEXTS:
            return _list
        case _:
            return None


def _objects_shaper(asked: ObjectsOf) -> Shaper:
    def shape(text: str | None) -> list[dict[str, Any]]:
        rows: list[dict[str, Any]] = orjson.loads(text) if text else []
        return [
            {key: asked.type_name if name == "__typename" else row.get(name) for key, name in asked.fields}
            for row in rows
        ]

    return shape


def _list(value: list[Any] | None) -> list[Any]:
    return [] if value is None else value


def _optional_shaper(shape: Shaper) -> Shaper:
    return lambda value: None if value is None else shape(value)


def _required_shaper(shape: Shaper, key: str) -> Shaper:
    def shape_present(value: Any) -> Any:
        if value is None:
            return fault(LookupError(f"a record without its required {key}"))
        return shape(value)

    return shape_present


def _each_shaper(shape: Shaper) -> Shaper:
    return lambda values: [shape(value) for value in values]


def mixed_projection(scope: Scope, selection: MixedSelection, variable: str) -> tuple[str, Shaper]:
    """A record of any of several kinds: its id, then what is asked of its kind."""
    texts: dict[str, list[str]] = {}
    shapers: dict[str, Shaper] = {}
    for label, variant in selection.variants.items():
        text, shape = record_projection(scope, variant, variable)
        texts.setdefault(text, []).append(label)
        shapers[scope.model[label].prefix] = shape
    if len(texts) < 2:
        body = next(iter(texts), "null")
    else:
        cases = [
            f"WHEN {' OR '.join(f'{variable}:{label}' for label in labels)} THEN {text}"
            for text, labels in texts.items()
        ]
        body = "CASE\n" + "\n".join(cases) + "\nEND"

    def shape(row: list[Any], /) -> Any:
        return shapers[row[0].partition("_")[0]](row[1])

    return list_expression([f"{variable}.id", body]), shape


def _parts(scope: Scope, link: Any, target: RecordSelection, variable: str) -> tuple[str, Shaper]:
    other = scope.variable()
    text, shape = record_projection(scope, target, other)
    order = f"WITH {other} ORDER BY {other}.position, {other}.id"
    return block(
        "COLLECT", f"MATCH {scope.pattern(variable, link, other)}", order, f"RETURN {text}"
    ), _each_shaper(shape)


def group_projection(scope: Scope, asked: GroupOf, variable: str | None) -> tuple[str, Shaper]:
    """An object of members that are each computed by themselves, as a list of those asked for."""
    shared: list[str] = []
    for name, page in asked.pages:
        found = pages.records(pages.PageContext(scope, page, variable, project))
        shared.append(f"WITH {', '.join([*scope.lists.values(), found])} AS {scope.variable()}")
        scope.lists[name] = shared[-1].rpartition(" ")[2]
    row = RowColumns()
    for key, member in canonical.ordered_pairs(asked.members):
        match member:
            case Typename(name):
                row.constant(key, name)
            case PageOf():
                row.add(key, *connection_projection(scope, member, variable))
            case ComputedValue():
                row.add(key, *computed_projection(scope, member, variable))
            case Unanswerable(error):
                row.add(key, *unanswerable(error))
    text = list_expression(row.columns)
    if shared:
        text = f"{block('COLLECT', *shared, f'RETURN {text}')}[0]"
        scope.lists.clear()
    return text, row.shaper([key for key, _ in asked.members])


def computed_projection(scope: Scope, asked: ComputedValue, variable: str | None) -> tuple[str, Shaper]:
    """A computed field: its subquery with `this` bound, and what is asked of its result."""
    shared = scope.shared.get(id(asked))
    return _result(scope, asked, computed_call(scope, asked.computed, variable, asked.arguments, shared))


def _result(scope: Scope, asked: ComputedValue, called: str) -> tuple[str, Shaper]:
    item = asked.computed
    match item.result:
        case Value() as result:
            value = (
                "[item IN value | toString(item)]"
                if result.many and result.type is Datatype.DATE
                else carried_value("value", result.type)
            )
            return f"{block('COLLECT', called, f'RETURN {value}')}[0]", _finishing_shaper(
                item, value_shaper(scope, result)
            )
        case Records() as result:
            return _records(scope, result, asked, called)
        case Object() as result:
            text, shape = _columns(scope, result, asked, called)
            if result.many:
                return text, _rows_shaper(item, shape)
            return f"{text}[0]", _optional_shaper(or_fault(shape) if item.finish else shape)
        case _:
            raise TypeError(f"{item.name} is a connection")


def _rows_shaper(item: Computed, shape: Shaper) -> Shaper:
    most = item.most
    shape = or_fault(shape) if item.finish else shape
    if most is None:
        return _each_shaper(shape)

    def shape_rows(rows: list[Any]) -> Any:
        if len(rows) > most:
            return fault(BadRequest(f"`{item.name}` has more than {most:,} rows. {item.narrow}"))
        return [shape(row) for row in rows]

    return shape_rows


def _finishing_shaper(item: Computed, shape: Shaper | None) -> Shaper:
    finish = item.finish

    def finish_value(value: Any) -> Any:
        value = finish(value) if finish else value
        return shape(value) if shape else value

    return or_fault(finish_value) if finish else shape or _same


def _same(value: Any) -> Any:
    return value


def value_shaper(scope: Scope, result: Value) -> Shaper | None:
    """What makes the answer of a value; None where it is answered as it comes."""
    if result.kind:
        entities = scope.model.entities
        return lambda label: entities[label].kind
    if result.many:
        return _list
    return _optional_shaper(time_text) if result.type is Datatype.DATETIME else None


def _records(scope: Scope, result: Records, asked: ComputedValue, called: str) -> tuple[str, Shaper]:
    assert isinstance(asked.result, RecordSelection | MixedSelection)
    other = scope.variable()
    text, shape = project(scope, asked.result, other)
    if result.many:
        return block("COLLECT", called, f"UNWIND value AS {other}", f"RETURN {text}"), _each_shaper(shape)
    there = f"WITH value AS {other}\nWHERE {other} IS NOT NULL"
    return f"{block('COLLECT', called, there, f'RETURN {text}')}[0]", _optional_shaper(shape)


def _columns(scope: Scope, result: Object, asked: ComputedValue, called: str) -> tuple[str, Shaper]:
    assert isinstance(asked.result, ObjectSelection)
    finish = asked.computed.finish
    names = {name: scope.variable() for name in needed_columns(result, asked.result, bool(finish))}
    clause = f"WITH {', '.join(f'{name} AS {variable}' for name, variable in names.items())}" if names else ""
    text, shape = object_row(scope, result, asked.result, names, bool(finish))
    if finish:
        plain = shape

        def shape(row: Any, /) -> Any:
            return plain(finish(row))

    return block("COLLECT", called, clause, f"RETURN {text}"), shape


def needed_columns(result: Object, selection: ObjectSelection, whole: bool = False) -> list[str]:
    """The columns of an object that a selection needs; with `whole` all of them."""
    wanted = {item.column for item in selection.fields}
    return [name for name in result.fields if whole or name in wanted]


def object_row(
    scope: Scope, result: Object, selection: ObjectSelection, names: dict[str, str], whole: bool = False
) -> tuple[str, Shaper]:
    """A row of an object's columns, each bound to a variable; `whole`: all of them, in order."""
    row = RowColumns()
    if whole:
        asked = {item.column for item in selection.fields}
        row.columns = [
            _carry(result.fields[name], names[name]) if name not in asked else "" for name in result.fields
        ]
    for item in canonical.ordered_asks(selection.fields):
        if isinstance(item.column, Typename):
            row.constant(item.key, item.column.name)
            continue
        text, shape = _column(scope, result.fields[item.column], item.result, names[item.column])
        if whole:
            row.columns[list(result.fields).index(item.column)] = text
        row.add(item.key, text, shape)
    return list_expression(row.columns), row.shaper([item.key for item in selection.fields])


def _carry(column: Value | Records | Object, variable: str) -> str:
    return (
        carried_value(variable, column.type)
        if isinstance(column, Value) and not column.many
        else variable
        if isinstance(column, Value)
        else "null"
    )


def _column(
    scope: Scope,
    column: Value | Records | Object,
    asked: AnySelection | ObjectSelection | None,
    variable: str,
) -> tuple[str, Shaper | None]:
    match column:
        case Value():
            return _carry(column, variable), value_shaper(scope, column)
        case Records():
            assert isinstance(asked, RecordSelection | MixedSelection)
            other = scope.variable()
            text, shape = project(scope, asked, other)
            if column.many:
                return block("COLLECT", f"UNWIND {variable} AS {other}", f"RETURN {text}"), _each_shaper(
                    shape
                )
            there = f"WITH {variable} AS {other}\nWHERE {other} IS NOT NULL"
            return f"{block('COLLECT', there, f'RETURN {text}')}[0]", _optional_shaper(shape)
        case Object():
            assert isinstance(asked, ObjectSelection)
            return _nested_object(scope, column, asked, variable)


def _nested_object(scope: Scope, column: Object, asked: ObjectSelection, variable: str) -> tuple[str, Shaper]:
    """An object inside another, which travels as a list in the order of its fields."""
    item = scope.variable() if column.many else variable
    names = {name: scope.variable() for name in needed_columns(column, asked)}
    places = list(column.fields)
    values = [f"{item}[{places.index(name)}] AS {other}" for name, other in names.items()]
    opened = f"WITH {', '.join(values)}" if values else ""
    text, shape = object_row(scope, column, asked, names)
    if column.many:
        return block("COLLECT", f"UNWIND {variable} AS {item}", opened, f"RETURN {text}"), _each_shaper(shape)
    there = f"WITH {variable} AS {scope.variable()} WHERE {variable} IS NOT NULL"
    return f"{block('COLLECT', there, opened, f'RETURN {text}')}[0]", _optional_shaper(shape)


def connection_projection(scope: Scope, page: PageOf, origin: str | None) -> tuple[str, Shaper]:
    """A page of records with what it adds up to, as a list of its selected parts."""
    plan = pages.PageContext(
        scope,
        page,
        origin,
        project,
        looks_ahead=_asks(page, "hasPreviousPage" if page.backwards else "hasNextPage"),
    )
    row = RowColumns()
    of_rows = [(key, part) for key, part in page.parts if isinstance(part, Nodes | Edges | PageInfo)]
    if of_rows:
        text, shape = pages.rows(plan)
        ((key, part), *others) = of_rows
        if others or isinstance(part, PageInfo):
            row.add(ROWS, text, _each_shaper(shape))
        else:
            row.add(key, text, _alone(key, shape, page.backwards))
            of_rows = []
    if plan.looks_ahead:
        row.add(FIRST, scope.parameter(page.first))
    known = _add_sums(plan, row)
    if not of_rows:
        return list_expression(row.columns), row.shaper([key for key, _ in page.parts])
    inner = row.shaper([*row.keys, *known])
    makers = {
        key: page_info(part.fields, page.after is not None, page.backwards)
        if isinstance(part, PageInfo)
        else _rows_picker(key)
        for key, part in of_rows
    }
    ways = [(key, makers.get(key, itemgetter(key))) for key, _ in page.parts]
    looks_ahead, backwards = plan.looks_ahead, page.backwards

    def shaped_page(values: list[Any]) -> dict[str, Any]:
        shaped = inner(values)
        if looks_ahead:
            first = shaped[FIRST]
            shaped[MORE] = len(shaped[ROWS]) > first
            del shaped[ROWS][first:]
        if backwards:
            shaped[ROWS].reverse()
        return {key: make(shaped) for key, make in ways}

    return list_expression(row.columns), shaped_page


def _add_sums(plan: pages.PageContext, row: RowColumns) -> list[str]:
    """Add what a page adds up to, and its name of a type: the keys of that, which is known beforehand."""
    known: list[str] = []
    for key, part in canonical.ordered_pairs(plan.page.parts):
        match part:
            case Typename(name):
                row.constant(key, name)
                known.append(key)
            case Total():
                row.add(key, totals.total(plan))
            case Facets():
                row.add(key, totals.facets(plan, part), _each_shaper(totals.facet_shaper(part)))
            case Pivot():
                row.add(key, *pivot.groups(plan, part))
            case Aggregate():
                totals.add_aggregate(plan, key, part, row)
            case _:
                pass
    return known


def _alone(key: str, shape: Shaper, backwards: bool) -> Shaper:
    """The records, or the edges, of a page of whose rows nothing else is asked: such come by the thousand."""
    if backwards:
        return lambda rows: [shape(row)[key] for row in reversed(rows)]
    return lambda rows: [shape(row)[key] for row in rows]


ROWS, FIRST, MORE = "\0rows", "\0first", "\0more"


def _asks(page: PageOf, name: str) -> bool:
    return any(
        isinstance(part, PageInfo) and any(field == name for _, field in part.fields)
        for _, part in page.parts
    )


def _rows_picker(key: str) -> Callable[[dict[str, Any]], Any]:
    return lambda shaped: [row[key] for row in shaped[ROWS]]


def page_info(
    fields: Sequence[tuple[str, str]], after: bool, backwards: bool = False
) -> Callable[[dict[str, Any]], Any]:
    """What makes a `PageInfo` of a page's shaped rows and of whether there are more."""

    def info(shaped: dict[str, Any]) -> dict[str, Any]:
        rows = shaped[ROWS]
        more = shaped.get(MORE, False)
        facts: dict[str, Any] = {
            "hasNextPage": after if backwards else more,
            "hasPreviousPage": more if backwards else after,
            "startCursor": rows[0].get(pages.CURSOR) if rows else None,
            "endCursor": rows[-1].get(pages.CURSOR) if rows else None,
            "__typename": "PageInfo",
        }
        return {key: facts[name] for key, name in fields}

    return info
