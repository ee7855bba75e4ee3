"""Pages of records: where they start, how they are ordered, and which indexes keep the order."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from graph import cursors
from graph.computed import Computed
from graph.cypher.names import RowColumns, Scope, Shaper, block, carried_value, list_expression
from graph.cypher.read import canonical
from graph.cypher.read.filters import (
    PageMatch,
    about_link,
    computed_call,
    conjuncts,
    everything,
    expression,
    nullable,
    operand_type,
    ordered_comparison,
    where_clause,
)
from graph.entities import Datatype, Model, Property
from graph.index_choice import order_index_head
from graph.selection import (
    After,
    Along,
    AnyOf,
    AnySelection,
    Compare,
    Comparison,
    ComputedValue,
    EdgeFact,
    Edges,
    Everything,
    FullTextHits,
    LinkValue,
    Members,
    Nodes,
    Operand,
    OrderKey,
    PageInfo,
    PageOf,
    Parameter,
    Typename,
    Unanswerable,
    WideText,
)

CURSOR = "\0cursor"
Projector = Callable[[Scope, AnySelection | ComputedValue | Unanswerable, str], tuple[str, Shaper]]


@dataclass(frozen=True, slots=True)
class SortKey:
    """One key of an order, as text: nulls come last both ways."""

    text: str
    type: Datatype
    descending: bool
    nullable: bool


@dataclass(slots=True)
class PageContext:
    """Everything about one page that its rows and its sums share."""

    scope: Scope
    page: PageOf
    origin: str | None
    project: Projector
    looks_ahead: bool = False

    @property
    def limit(self) -> str:
        """The LIMIT clause: one record more than the page where the request asks whether there is more."""
        return f"LIMIT {self.scope.parameter(self.page.first)}" + (" + 1" if self.looks_ahead else "")

    def match_records(self, along: bool = False) -> PageMatch:
        """The start of the page: from a record that the filter fixes, else from the source itself."""
        scope, source, variable = self.scope, self.page.source, self.scope.variable()
        conditions = conjuncts(self.page.where)
        match source:
            case Everything(entity):
                return everything(scope, entity, variable, conditions)
            case Along(link, labels):
                bound = self._relationship_variable(along)
                scope.relationships[variable] = bound
                conditions += [] if labels else [AnyOf()]  # none of the kinds asked for can be linked here
                pattern = scope.pattern(self.origin or "", link, variable, labels, bound)
                return PageMatch(variable, [f"MATCH {pattern}"], conditions, bound)
            case Members(computed, arguments):
                called = computed_call(scope, computed, self.origin, dict(arguments))
                place = scope.variable() if _is_ordered(computed) else ""
                names = f"WITH node AS {variable}" + (f", position AS {place}" if place else "")
                return PageMatch(variable, [called, names], conditions, place=place)
            case FullTextHits(text, labels):
                score = scope.variable()
                search = f"db.index.fulltext.queryNodes('record_search', {scope.parameter(text)})"
                clauses = [
                    f"CALL {search} YIELD node, score",
                    f"WITH node AS {variable}, score AS {score}",
                ]
                kinds = " OR ".join(f"{variable}:{label}" for label in labels) or "false"
                searched = {entity.label for entity in scope.model.entities.values() if entity.search_fields}
                narrowed = f"({kinds})" if searched - set(labels) else ""  # else the index holds no other
                return PageMatch(variable, clauses, conditions, bound=narrowed, score=score)

    def _relationship_variable(self, along: bool) -> str:
        """The variable of the link to each record, where that is `along` what is read or asked of."""
        ordered = any(isinstance(key.operand, LinkValue) for key in self.page.order)
        return self.scope.variable() if along or ordered or about_link(self.page.where) else ""


def _is_ordered(computed: Computed) -> bool:
    return getattr(computed.result, "ordered", False)


def rows(plan: PageContext) -> tuple[str, Shaper]:
    """The records of the page, each row with what its nodes and edges show, and its shaper."""
    scope, page = plan.scope, plan.page
    along = any(isinstance(what, Property) for what in _edge_fields(page))
    matched = plan.match_records(along)
    row, order = RowColumns(), list[str]()
    sorting = _sorting(plan, matched)
    record = matched.variable
    for key, part in canonical.ordered_pairs(page.parts):
        if isinstance(part, Nodes):
            row.add(key, *plan.project(scope, part.record, record))
            order.append(key)
        elif isinstance(part, Edges):
            _edge(plan, matched, sorting, key, part, row, order)
        elif isinstance(part, PageInfo) and CURSOR not in order and _ends(part):
            row.add(CURSOR, _cursor_text(sorting, record), cursors.cursor_maker(page.scope))
            order.append(CURSOR)
    text = block("COLLECT", *_page_clauses(plan, matched, sorting), f"RETURN {list_expression(row.columns)}")
    return text, row.shaper(order)


def records(plan: PageContext) -> str:
    """The records of the page alone, as a list."""
    matched = plan.match_records()
    sorting = _sorting(plan, matched)
    return block("COLLECT", *_page_clauses(plan, matched, sorting), f"RETURN {matched.variable}")


def _ends(info: PageInfo) -> bool:
    return any(name in ("startCursor", "endCursor") for _, name in info.fields)


def _edge_fields(page: PageOf) -> list[Any]:
    return [what for _, part in page.parts if isinstance(part, Edges) for _, what in part.fields]


def _edge(
    plan: PageContext,
    matched: PageMatch,
    sorting: "Sorting",
    key: str,
    edges: Edges,
    row: RowColumns,
    order: list[str],
) -> None:
    inner = RowColumns()
    for name, what in canonical.ordered_pairs(edges.fields):
        match what:
            case Typename(label):
                inner.constant(name, label)
            case EdgeFact.CURSOR:
                inner.add(
                    name, _cursor_text(sorting, matched.variable), cursors.cursor_maker(plan.page.scope)
                )
            case EdgeFact.KIND:
                inner.add(name, f"{matched.variable}.id", _kind(plan.scope.model))
            case EdgeFact.SCORE:
                inner.add(name, matched.score)
            case Property():
                inner.add(name, f"{matched.bound}.{what.name}")
            case _:
                inner.add(name, *plan.project(plan.scope, what, matched.variable))
    row.add(key, list_expression(inner.columns), inner.shaper([name for name, _ in edges.fields]))
    order.append(key)


def _kind(model: Model) -> Shaper:
    kinds = {entity.prefix: entity.kind for entity in model.entities.values()}
    return lambda identifier: kinds[identifier.partition("_")[0]]


@dataclass(slots=True)
class Sorting:
    """The keys of an order and the variables that carry computed ones."""

    keys: list[SortKey]
    carried: list[str]
    descending: bool


def _sorting(plan: PageContext, matched: PageMatch) -> Sorting:
    if matched.score:
        return Sorting([SortKey(matched.score, Datatype.FLOAT, True, False)], [matched.score], False)
    if matched.place:
        return Sorting([SortKey(matched.place, Datatype.INT, False, False)], [matched.place], False)
    keys, variables = list[SortKey](), list[str]()
    for item in plan.page.order:
        stored = isinstance(item.operand, Property | LinkValue)
        text = expression(plan.scope, item.operand, matched.variable) if stored else plan.scope.variable()
        if not stored:
            variables.append(f"{expression(plan.scope, item.operand, matched.variable)} AS {text}")
        keys.append(SortKey(text, operand_type(item.operand), item.descending, nullable(item.operand)))
    return Sorting(keys, variables, bool(keys) and keys[-1].descending)


def _cursor_text(sorting: Sorting, variable: str) -> str:
    return list_expression([*(carried_value(key.text, key.type) for key in sorting.keys), f"{variable}.id"])


def _page_clauses(plan: PageContext, matched: PageMatch, sorting: Sorting) -> list[str]:
    """The clauses that leave just the records of the page, in order."""
    scope, page, record = plan.scope, plan.page, matched.variable
    kept = _index(plan, matched)
    if kept:
        return _along_index(plan, matched, sorting, kept)
    behind = _behind(scope, sorting, page.after, record) if page.after else ""
    bound = [matched.bound] if matched.bound and not matched.score else []
    limit = plan.limit
    order = f"ORDER BY {', '.join(_order(sorting, record))}"
    kinds = matched.bound if matched.score else ""
    if any(" AS " in text for text in sorting.carried):
        first = where_clause(scope, matched.guarded_conditions, record, kinds)
        names = f"WITH {', '.join([record, *bound, *sorting.carried])}"
        final = ", ".join([record, *bound, *(key.text for key in sorting.keys if "." not in key.text)])
        return [
            *matched.clauses,
            first,
            names,
            f"WHERE {behind}" if behind else "",
            f"WITH {final}",
            order,
            limit,
        ]
    carriers = [matched.score or matched.place] if matched.score or matched.place else []
    clause = where_clause(scope, matched.guarded_conditions, record, kinds, behind)
    return [*matched.clauses, clause, f"WITH {', '.join([record, *bound, *carriers])}", order, limit]


def _order(sorting: Sorting, record: str) -> list[str]:
    texts: list[str] = []
    for key in sorting.keys:
        if key.nullable and key.descending:
            texts.append(f"{key.text} IS NULL")
        texts.append(key.text + (" DESC" if key.descending else ""))
    return [*texts, f"{record}.id" + (" DESC" if sorting.descending else "")]


def _behind(scope: Scope, sorting: Sorting, after: After, record: str, redundant: bool = True) -> str:
    """The predicate for everything behind a cursor in the order, nulls last."""
    sign = "<" if sorting.descending else ">"
    ties: list[str] = []
    options: list[str] = []
    bound = ""
    for key, value in zip(sorting.keys, after.values, strict=True):
        if value is None:
            ties.append(f"{key.text} IS NULL")
            continue
        given = scope.typed_parameter(value, key.type)
        beyond = ordered_comparison(scope, key.text, "<" if key.descending else ">", value, key.type)
        if key.nullable:
            beyond = f"({beyond} OR {key.text} IS NULL)"
        elif not ties and not options:
            bound = _bound(scope, key, value)
        options.append(" AND ".join([*ties, beyond]))
        ties.append(f"{key.text} = {given}")
    options.append(" AND ".join([*ties, f"{record}.id {sign} {scope.parameter(after.id)}"]))
    text = options[0] if len(options) == 1 else "(" + " OR ".join(f"({option})" for option in options) + ")"
    return f"{bound} AND {text}" if bound and redundant else text


def _bound(scope: Scope, key: SortKey, value: Parameter) -> str:
    """What an index can seek to, said besides; nothing downwards from a text that compares in two ways."""
    if isinstance(value, WideText):
        return "" if key.descending else f"{key.text} >= {scope.parameter(value.narrow)}"
    return f"{key.text} {'<=' if key.descending else '>='} {scope.typed_parameter(value, key.type)}"


@dataclass(frozen=True, slots=True)
class OrderIndex:
    """An index that keeps the order: the properties the filter fixes, then those of the order."""

    fixed: tuple[Compare, ...]
    keys: tuple[OrderKey, ...]


def _index(plan: PageContext, matched: PageMatch) -> OrderIndex | None:
    source = plan.page.source
    order = plan.page.order
    if not isinstance(source, Everything) or len(matched.clauses) != 1 or "(" in matched.clauses[0][7:-1]:
        return None
    if not _is_indexable(order):
        return None
    fixed = {
        item.operand.name: item
        for item in matched.conditions
        if isinstance(item, Compare)
        and item.comparison is Comparison.EQ
        and isinstance(item.operand, Property)
    }
    used = order_index_head(source.entity, fixed, [_name(key.operand) for key in order])
    return None if used is None else OrderIndex(tuple(fixed[name] for name in used), order)


def _is_indexable(order: Sequence[OrderKey]) -> bool:
    """Whether an index can keep an order: of stored properties, one way, nulls in the first at most."""
    stored = all(isinstance(key.operand, Property) for key in order)
    one_way = len({key.descending for key in order}) < 2
    return stored and one_way and not any(nullable(key.operand) for key in order[1:])


def _name(operand: Operand) -> str:
    assert isinstance(operand, Property)
    return operand.name


def _along_index(plan: PageContext, matched: PageMatch, sorting: Sorting, kept: OrderIndex) -> list[str]:
    scope, page, record = plan.scope, plan.page, matched.variable
    down = " DESC" if sorting.descending else ""
    fixed = [f"{record}.{_name(item.operand)}" for item in kept.fixed]
    columns = [*(key.text for key in sorting.keys), f"{record}.id"]
    order = "ORDER BY " + ", ".join(f"{text}{down}" for text in (*fixed, *columns))
    limit = plan.limit
    there = [f"{text} IS NOT NULL" for text in columns]
    first = sorting.keys[0] if sorting.keys else None
    if first is None or not first.nullable:
        behind = _behind(scope, sorting, page.after, record) if page.after else ""
        return [
            *matched.clauses,
            where_clause(scope, matched.conditions, record, *there, behind),
            f"WITH {record}",
            order,
            limit,
        ]
    present, absent = _arms(scope, sorting, page.after, record)
    arms: list[str] = []
    if present is not None:
        clause = where_clause(scope, matched.conditions, record, *there, present)
        arms.append("\n".join([*matched.clauses, clause, f"RETURN {record}", order, limit]))
    tail = replace(sorting, keys=sorting.keys[1:])
    clause = where_clause(
        scope, matched.guarded_conditions, record, f"{first.text} IS NULL", f"{record}.id IS NOT NULL", absent
    )
    order = "ORDER BY " + ", ".join(
        f"{text}{down}" for text in (*(key.text for key in tail.keys), f"{record}.id")
    )
    arms.append("\n".join([*matched.clauses, clause, f"RETURN {record}", order, limit]))
    united = block("CALL ()", "\nUNION ALL\n".join(arms))
    again = f"ORDER BY {', '.join(_order(sorting, record))}"
    return [united, f"WITH {record} {limit}", f"WITH {record} {again}"]


def _arms(scope: Scope, sorting: Sorting, after: After | None, record: str) -> tuple[str | None, str]:
    """What stands behind the cursor where the first key is there (None: nothing), and where it is absent."""
    if after is None:
        return "", ""
    tail = replace(sorting, keys=sorting.keys[1:])
    if after.values[0] is None:
        return None, _behind(scope, tail, After(after.values[1:], after.id), record, redundant=False)
    there = replace(sorting, keys=[replace(sorting.keys[0], nullable=False), *sorting.keys[1:]])
    return _behind(scope, there, after, record), ""
