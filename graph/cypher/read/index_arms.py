"""Pages along an index: one walk, or several one after the other where no single walk has the order."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from graph.cypher.names import Scope, block
from graph.cypher.read.filters import PageMatch, where_clause
from graph.cypher.read.sort_order import Sorting, SortKey, behind, order_texts
from graph.entities import Entity, Property
from graph.index_choice import index_rest, order_index_head
from graph.selection import After, Compare, Comparison, Everything, OrderKey, PageOf
from graph.text_keys import compared_column


@dataclass(frozen=True, slots=True)
class OrderIndex:
    """An index that keeps an order: the columns that the filter fixes, then those of the keys.

    `guards` always hold; with them an index finds the records of one value of an enum. `sorts`: those have no
    order then, so that a page costs as much as the value has records.
    """

    fixed: tuple[str, ...]
    sorting: Sorting
    guards: tuple[str, ...] = ()
    sorts: bool = False


def order_index(page: PageOf, matched: PageMatch, sorting: Sorting) -> OrderIndex | None:
    """The index that keeps the order of a page; None where its records must be sorted."""
    source = page.source
    names = [item.name for key in page.order if isinstance(item := key.operand, Property)]
    if not isinstance(source, Everything) or not _is_whole(matched) or len(names) < len(page.order):
        return None
    fixed = _fixed_names(matched)
    keys = [
        replace(key, text=key.place, values=()) if name in fixed else key
        for key, name in zip(sorting.keys, names, strict=True)
    ]
    by_value = bool(keys and keys[0].values)  # its values are fixed one after the other
    if not _is_one_walk(page.order[by_value:], keys[by_value:]):
        return None
    return _kept_order(source.entity, matched.variable, names, fixed, replace(sorting, keys=keys))


def _kept_order(
    entity: Entity, record: str, names: Sequence[str], fixed: Collection[str], sorting: Sorting
) -> OrderIndex | None:
    by_value = any(key.values for key in sorting.keys)
    known = {*fixed, *names[:by_value]}
    head = order_index_head(entity, known, names[by_value:])
    rest = index_rest(entity, known, ()) if by_value else ()
    guards = tuple(f"{_column(entity, name, record)} IS NOT NULL" for name in rest)
    if head is None or not set(names[:by_value]) <= set(head):
        alone = len(names) == 1 and bool(guards)
        return OrderIndex((), sorting, guards, sorts=True) if alone else None
    columns = tuple(_column(entity, name, record) for name in head if name in fixed)
    return OrderIndex(columns, sorting, guards)


def _is_whole(matched: PageMatch) -> bool:
    """Whether the records are matched by their label alone."""
    return len(matched.clauses) == 1 and "(" not in matched.clauses[0][7:-1]


def _fixed_names(matched: PageMatch) -> set[str]:
    """The properties that the filter fixes."""
    return {
        item.operand.name
        for item in matched.conditions
        if isinstance(item, Compare)
        and item.comparison is Comparison.EQ
        and isinstance(item.operand, Property)
    }


def _is_one_walk(order: Sequence[OrderKey], keys: Sequence[SortKey]) -> bool:
    """Whether an index can keep keys: all of them one way, no enums, nulls in the first at most."""
    one_way = len({key.descending for key in order}) < 2
    return one_way and not any(key.values for key in keys) and not any(key.nullable for key in keys[1:])


def _column(entity: Entity, name: str, record: str) -> str:
    return f"{record}.{compared_column(entity.properties[name])}"


@dataclass(frozen=True, slots=True)
class _Arm:
    """A part of an order that stands in one walk: what is said of its records, and the keys that are left.

    `fixed` columns have one value in it; `tail`: what it says keeps it from the index of the whole order, but
    with `guards` another index finds it.
    """

    keys: tuple[SortKey, ...]
    after: After | None
    fixed: tuple[str, ...] = ()
    said: tuple[str, ...] = ()
    guards: tuple[str, ...] = ()
    tail: bool = False

    def absent(self, after: After | None) -> "_Arm":
        """The part of it without its first key."""
        said = (*self.said, f"{self.keys[0].place} IS NULL")
        return replace(self, keys=self.keys[1:], after=after, said=said, tail=True)

    def present(self, value: str, guards: Sequence[str], after: After | None) -> "_Arm":
        """The part of it with one value of its first key."""
        place, said = self.keys[0].place, (*self.said, f"{self.keys[0].place} = {value}")
        fixed = (*self.fixed, place)
        return replace(self, keys=self.keys[1:], after=after, said=said, fixed=fixed, guards=tuple(guards))


def along_index(
    scope: Scope, matched: PageMatch, kept: OrderIndex, after: After | None, limit: str
) -> list[str]:
    """The clauses that leave just the records of a page, in order; the cost is that of the page alone."""
    walks = _Walks(scope, matched, kept, limit)
    record = matched.variable
    texts = walks.texts(_Arm(tuple(kept.sorting.keys), after, kept.fixed, tail=kept.sorts))
    if len(texts) == 1 and not texts[0][0].startswith("UNWIND"):
        *head, _, order, _ = texts[0]
        return [*head, f"WITH {record}", order, limit]
    united = block("CALL ()", "\nUNION ALL\n".join("\n".join(lines) for lines in texts))
    again = f"ORDER BY {', '.join(order_texts(kept.sorting, record))}"
    return [united, f"WITH {record} {limit}", f"WITH {record} {again}"]


@dataclass(frozen=True, slots=True)
class _Walks:
    """Arms to the lines of statements, each of which returns the first records of its arm."""

    scope: Scope
    matched: PageMatch
    kept: OrderIndex
    limit: str

    @property
    def sorting(self) -> Sorting:
        """The whole order."""
        return self.kept.sorting

    def texts(self, arm: _Arm) -> list[list[str]]:
        """The walks of an arm, in the order of their records."""
        if arm.keys and arm.keys[0].values:
            return self._by_value(arm)
        if arm.keys and arm.keys[0].nullable:
            return self._present_and_absent(arm)
        return [self._one(arm)]

    def _one(self, arm: _Arm) -> list[str]:
        record, down = self.matched.variable, " DESC" if self.sorting.descending else ""
        columns = [*(key.place for key in arm.keys), f"{record}.id"]
        there = [f"{text} IS NOT NULL" for text in columns]
        sorting = replace(self.sorting, keys=list(arm.keys))
        place = behind(self.scope, sorting, arm.after, record, not arm.tail) if arm.after else ""
        # No index has the order of a tail, but one may serve what is said of its records.
        conditions = self.matched.guarded_conditions if arm.tail else self.matched.conditions
        fixed = () if arm.tail else arm.fixed
        guards = arm.guards if arm.tail else ()
        return [
            *self.matched.clauses,
            where_clause(self.scope, conditions, record, *arm.said, *guards, *there, place),
            f"RETURN {record}",
            "ORDER BY " + ", ".join(f"{text}{down}" for text in (*fixed, *columns)),
            self.limit,
        ]

    def _present_and_absent(self, arm: _Arm) -> list[list[str]]:
        """First those that have the first key, then those without; backwards the other way."""
        first, further = arm.keys[0], _further(arm.after)
        there = replace(arm, keys=(replace(first, nullable=False), *arm.keys[1:]))
        in_tail = arm.after is not None and arm.after.values[0] is None
        if in_tail:
            absent = self.texts(arm.absent(further))
            return [*absent, *self.texts(replace(there, after=None))] if self.sorting.backwards else absent
        present = self.texts(there)
        if self.sorting.backwards and arm.after:
            return present
        absent = self.texts(arm.absent(None))
        return [*absent, *present] if self.sorting.backwards else [*present, *absent]

    def _by_value(self, arm: _Arm) -> list[list[str]]:
        """One walk for each value of an enum, in the order declared; those without one at the end."""
        first, after, backwards = arm.keys[0], arm.after, self.sorting.backwards
        value = after.values[0] if after else None
        in_tail = after is not None and value is None
        texts: list[list[str]] = []
        if value is not None:
            given = self.scope.parameter(value)
            here = arm.present(given, self.kept.guards, _further(after))
            texts += [*self.texts(here), self._each(arm, _values_behind(first, given))]
        elif backwards or not in_tail:
            texts.append(self._each(arm, str(first.later_values)))
        if first.nullable and not (backwards and value is not None):
            gone = self.texts(arm.absent(_further(after) if in_tail else None))
            texts = [*gone, *texts] if backwards else [*texts, *gone]
        return texts

    def _each(self, arm: _Arm, values: str) -> list[str]:
        """The walks of several values, one after the other until the page is full."""
        value = self.scope.variable()
        one = self.texts(arm.present(value, self.kept.guards, None))
        inner = block(f"CALL ({value})", "\nUNION ALL\n".join("\n".join(lines) for lines in one))
        return [f"UNWIND {values} AS {value}", inner, f"RETURN {self.matched.variable}", self.limit]


def _further(after: After | None) -> After | None:
    """The place in what is left of an order once its first key is known."""
    return After(after.values[1:], after.id) if after else None


def _values_behind(key: SortKey, given: str) -> str:
    """The values of an enum that come after the given one, as a list."""
    values = key.later_values
    cases = " ".join(f"WHEN '{value}' THEN {values[n + 1 :]}" for n, value in enumerate(values))
    return f"CASE {given} {cases} END"
