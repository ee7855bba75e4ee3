"""Pages of records: where they start, how they are ordered, and which indexes keep the order."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from graph import cursors
from graph.computed import Computed
from graph.cypher.names import RowColumns, Scope, Shaper, block, list_expression
from graph.cypher.read import canonical
from graph.cypher.read.filters import (
    PageMatch,
    about_link,
    computed_call,
    conjuncts,
    everything,
    where_clause,
)
from graph.cypher.read.index_arms import along_index, order_index
from graph.cypher.read.sort_order import Sorting, SortKey, behind, cursor_text, order_texts, page_sorting
from graph.entities import Datatype, Model, Property
from graph.selection import (
    Along,
    AnyOf,
    AnySelection,
    ComputedValue,
    EdgeFact,
    Edges,
    Everything,
    FullTextHits,
    LinkValue,
    Members,
    Nodes,
    PageInfo,
    PageOf,
    Typename,
    Unanswerable,
)

CURSOR = "\0cursor"
Projector = Callable[[Scope, AnySelection | ComputedValue | Unanswerable, str], tuple[str, Shaper]]


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
                searched = {
                    entity.label for entity in scope.model.entities.values() if entity.searched_properties
                }
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
            row.add(CURSOR, cursor_text(sorting, record), cursors.cursor_maker(page.scope))
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
    sorting: Sorting,
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
                inner.add(name, cursor_text(sorting, matched.variable), cursors.cursor_maker(plan.page.scope))
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


def _sorting(plan: PageContext, matched: PageMatch) -> Sorting:
    backwards = plan.page.backwards
    if matched.score:
        key = SortKey(matched.score, matched.score, Datatype.FLOAT, True, False)
        return Sorting([key], [matched.score], False)
    if matched.place:
        key = SortKey(matched.place, matched.place, Datatype.INT, backwards, False)
        return Sorting([key], [matched.place], backwards, backwards)
    return page_sorting(plan.scope, plan.page.order, matched.variable, backwards)


def _page_clauses(plan: PageContext, matched: PageMatch, sorting: Sorting) -> list[str]:
    """The clauses that leave just the records of the page, in order."""
    scope, page, record = plan.scope, plan.page, matched.variable
    kept = order_index(page, matched, sorting)
    if kept:
        return along_index(scope, matched, kept, page.after, plan.limit)
    place = behind(scope, sorting, page.after, record) if page.after else ""
    bound = [matched.bound] if matched.bound and not matched.score else []
    order = f"ORDER BY {', '.join(order_texts(sorting, record))}"
    kinds = matched.bound if matched.score else ""
    if any(" AS " in text for text in sorting.carried):
        first = where_clause(scope, matched.guarded_conditions, record, kinds)
        names = f"WITH {', '.join([record, *bound, *sorting.carried])}"
        final = ", ".join([record, *bound, *(key.place for key in sorting.keys if "." not in key.place)])
        where = f"WHERE {place}" if place else ""
        return [*matched.clauses, first, names, where, f"WITH {final}", order, plan.limit]
    carriers = [matched.score or matched.place] if matched.score or matched.place else []
    clause = where_clause(scope, matched.guarded_conditions, record, kinds, place)
    return [*matched.clauses, clause, f"WITH {', '.join([record, *bound, *carriers])}", order, plan.limit]
