"""The pivot: records in groups that agree in some keys and a month, with what each group adds up to."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from graph.computed import Computed, DerivedLink
from graph.cypher.names import Scope, Shaper, block, list_expression
from graph.cypher.read.filters import derived_call, expression, where_clause
from graph.cypher.read.pages import PageContext
from graph.cypher.read.totals import key_label, statistic_facts
from graph.entities import Link, Property
from graph.selection import Aggregate, FacetKey, GroupKeys, GroupMonth, Pivot, Statistic, Total, Typename


@dataclass(frozen=True, slots=True)
class _Sums:
    """The numbers and the amounts that the groups of a pivot add up, each once."""

    numbers: list[Property | Computed]
    amounts: list[Property]

    @property
    def currency(self) -> str:
        """The property that holds the currency of the amounts, which is one for all of a kind of record."""
        (name,) = {item.facts.money for item in self.amounts}
        return name or ""


def groups(plan: PageContext, asked: Pivot) -> tuple[str, Shaper]:
    """Rows of keys, month, count, sums and amounts by currency, most first; reads all that pass.

    A record is in the groups of all its values. What is computed is worked out before records are multiplied.
    """
    scope, matched = plan.scope, plan.match_records()
    record, sums = matched.variable, _sums(asked)
    clause = where_clause(scope, matched.guarded_conditions, record, matched.bound if matched.score else "")
    values, worked = _worked_out(scope, asked.by, sums.numbers, record)
    keys, clauses = _key_clauses(scope, asked.by, record, values)
    names = _GroupVariables(scope, sums)
    month = _month(record, asked.month) if asked.month else "null"
    numbers = [values.get(item.name) or f"{record}.{item.name}" for item in sums.numbers]
    amounts = [f"{record}.{item.name}" for item in sums.amounts]
    text = block(
        "COLLECT",
        *matched.clauses,
        clause,
        f"WITH {', '.join([record, *worked])}" if worked else "",
        *clauses,
        *names.grouping(keys, month, numbers, amounts, f"{record}.{sums.currency}" if amounts else ""),
        f"ORDER BY {', '.join([f'{names.count} DESC', *_order(asked.by, keys), names.month])}",
        f"LIMIT {scope.parameter(asked.first)}",
        f"RETURN {list_expression([*_columns(asked.by, keys), f'toString({names.month})', *names.facts])}",
    )
    return text, _groups_shaper(asked, sums)


def _month(record: str, moment: Property) -> str:
    """The first day of the month of a day or time; the server truncates nothing that is absent."""
    text = f"{record}.{moment.name}"
    first = f"date.truncate('month', {text})"
    return f"CASE WHEN {text} IS NOT NULL THEN {first} END" if moment.nullable else first


def _sums(asked: Pivot) -> _Sums:
    statistics = [
        what
        for _, part in asked.fields
        if isinstance(part, Aggregate)
        for _, what in part.fields
        if isinstance(what, Statistic)
    ]
    numbers = {item.operand.name: item.operand for item in statistics if not item.currency}
    amounts = {
        item.operand.name: item.operand
        for item in statistics
        if item.currency and isinstance(item.operand, Property)
    }
    return _Sums([numbers[name] for name in sorted(numbers)], [amounts[name] for name in sorted(amounts)])


def _worked_out(
    scope: Scope, by: Sequence[FacetKey], numbers: Sequence[Property | Computed], record: str
) -> tuple[dict[str, str], list[str]]:
    """The variables of what is computed, by name, and the expressions that bind them."""
    computed = {item.name: item for item in (*by, *numbers) if isinstance(item, Computed)}
    values = {name: scope.variable() for name in computed}
    return values, [f"{expression(scope, computed[name], record)} AS {values[name]}" for name in values]


def _key_clauses(
    scope: Scope, by: Sequence[FacetKey], record: str, values: dict[str, str]
) -> tuple[list[str], list[str]]:
    """What each key is in a row, and the clauses that multiply records by the records they are linked to."""
    keys: list[str] = []
    clauses: list[str] = []
    for key in by:
        match key:
            case Property(name):
                keys.append(f"{record}.{name}")
            case Computed(name=name):
                keys.append(values[name])
            case Link():
                keys.append(scope.variable())
                clauses.append(f"OPTIONAL MATCH {scope.pattern(record, key, keys[-1])}")
            case DerivedLink():
                keys.append(scope.variable())
                clauses.append(f"OPTIONAL {derived_call(key.cypher, record, keys[-1])}")
    return keys, clauses


class _GroupVariables:
    """The variables of a group: month, count, sums of numbers, and rows of amounts by currency."""

    def __init__(self, scope: Scope, sums: _Sums) -> None:
        self.scope = scope
        self.month, self.count = scope.variable(), scope.variable()
        self.numbers = [scope.variable() for _ in sums.numbers]
        self.amounts = [scope.variable() for _ in sums.amounts]
        self.money = scope.variable() if sums.amounts else ""

    @property
    def facts(self) -> list[str]:
        """What is said of a group besides its keys and month."""
        return [self.count, *self.numbers, *([self.money] if self.money else [])]

    def grouping(
        self, keys: list[str], month: str, numbers: Sequence[str], amounts: Sequence[str], currency: str
    ) -> list[str]:
        """The clauses that add up each group; amounts first by currency, then those sums together."""
        # Bound variables take the place of the texts in `keys`.
        bound = [self.scope.variable() for _ in keys]
        each = [f"{text} AS {name}" for text, name in zip(keys, bound, strict=True)]
        keys[:] = bound
        each += [f"{month} AS {self.month}"]
        unit = self.scope.variable() if currency else ""
        each += [f"{currency} AS {unit}"] if currency else []
        each += [f"count(*) AS {self.count}"]
        added = [*zip(numbers, self.numbers, strict=True), *zip(amounts, self.amounts, strict=True)]
        each += [f"[count({it}), sum({it}), min({it}), max({it})] AS {name}" for it, name in added]
        first = f"WITH {', '.join(each)}"
        if not currency:
            return [first]
        again = [*keys, self.month, f"sum({self.count}) AS {self.count}"]
        again += [f"[sum({n}[0]), sum({n}[1]), min({n}[2]), max({n}[3])] AS {n}" for n in self.numbers]
        again += [f"collect({list_expression([unit, *self.amounts])}) AS {self.money}"]
        return [first, f"WITH {', '.join(again)}"]


def _columns(by: Sequence[FacetKey], keys: Sequence[str]) -> list[str]:
    linked = zip(by, keys, strict=True)
    return [
        f"[{name}.id, {name}.name]" if isinstance(key, Link | DerivedLink) else name for key, name in linked
    ]


def _order(by: Sequence[FacetKey], keys: Sequence[str]) -> Iterable[str]:
    for key, name in zip(by, keys, strict=True):
        yield from (f"{name}.name", f"{name}.id") if isinstance(key, Link | DerivedLink) else (name,)


def _groups_shaper(asked: Pivot, sums: _Sums) -> Shaper:
    """What shapes the rows of all groups."""
    width = len(asked.by)
    makers = [(key, _maker(asked, part, sums)) for key, part in asked.fields]

    def shape(rows: list[list[Any]]) -> list[dict[str, Any]]:
        return [{key: make(row, row[width + 1]) for key, make in makers} for row in rows]

    return shape


def _maker(asked: Pivot, part: Any, sums: _Sums) -> Callable[[list[Any], int], Any]:
    """What makes one field of a group from its row and its count."""
    width = len(asked.by)
    match part:
        case GroupKeys(fields):
            return lambda row, count: [
                _key(key, value, count, fields) for key, value in zip(asked.by, row, strict=False)
            ]
        case GroupMonth():
            return lambda row, count: row[width]
        case Total():
            return lambda row, count: count
        case Typename(name):
            return lambda row, count: name
        case Aggregate(fields):
            inner = [(key, _aggregate_maker(what, width + 2, sums)) for key, what in fields]
            return lambda row, count: {key: make(row, count) for key, make in inner}
        case _:
            raise TypeError(f"a group has no {part}")


def _key(key: FacetKey, value: Any, count: int, fields: Sequence[tuple[str, str]]) -> dict[str, Any]:
    linked = isinstance(key, Link | DerivedLink)
    identifier, name = value if linked else (value, value)
    facts = {"value": "", "label": "None", "count": count, "__typename": "Facet"}
    if identifier is not None:
        facts |= {"value": identifier, "label": key_label(key, name)}
    return {each: facts[field] for each, field in fields}


def _aggregate_maker(
    what: Statistic | Typename | Total, start: int, sums: _Sums
) -> Callable[[list[Any], int], Any]:
    """What makes one field of a group's aggregate; sums of numbers stand from `start` on, then amounts."""
    match what:
        case Typename(name):
            return lambda row, count: name
        case Total():
            return lambda row, count: count
        case Statistic(operand, fields, currency=True):
            place = 1 + [item.name for item in sums.amounts].index(operand.name)
            money = start + len(sums.numbers)
            return lambda row, count: _amounts(row[money], place, fields)
        case Statistic(operand, fields):
            at = start + [item.name for item in sums.numbers].index(operand.name)
            return lambda row, count: _picked(statistic_facts("NumberAggregate", *row[at]), fields)


def _amounts(rows: list[Any], place: int, fields: Sequence[tuple[str, str]]) -> list[dict[str, Any]]:
    """The sums of one amount by currency, of those rows in which it is stated with one."""
    stated = sorted((row[0], row[place]) for row in rows if row[0] is not None and row[place][0])
    return [
        _picked({"currency": currency, **statistic_facts("MoneyAggregate", *sums)}, fields)
        for currency, sums in stated
    ]


def _picked(facts: dict[str, Any], fields: Sequence[tuple[str, str]]) -> dict[str, Any]:
    return {key: facts[name] for key, name in fields}
