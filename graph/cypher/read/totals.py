"""What the records of a connection add up to: totals, statistics, facets."""

from collections.abc import Callable, Sequence
from typing import Any

from graph.computed import Computed
from graph.cypher.names import RowColumns, Shaper, block, list_expression
from graph.cypher.read import canonical
from graph.cypher.read.filters import expression, where_clause
from graph.cypher.read.pages import PageContext
from graph.entities import Link, Property
from graph.selection import Aggregate, Along, Everything, Statistic, Total, Typename


def total(plan: PageContext) -> str:
    """How many records the filter lets through."""
    matched = plan.match_records()
    clause = where_clause(
        plan.scope, matched.guarded_conditions, matched.variable, matched.bound if matched.score else ""
    )
    if not clause and isinstance(plan.page.source, Along) and len(matched.clauses) == 1:
        link, labels = plan.page.source.link, plan.page.source.labels
        return f"COUNT {{ {plan.scope.pattern(plan.origin or '', link, '', labels)} }}"
    if not clause and isinstance(plan.page.source, Everything) and len(matched.clauses) == 1:
        return f"COUNT {{ {matched.clauses[0]} }}"
    return block("COUNT", *matched.clauses, clause, f"RETURN {matched.variable}")


def statistics(plan: PageContext, operands: list[Property | Computed]) -> str:
    """A row: how many records the filter passes, then count, sum, mean, least and most of each operand."""
    scope, matched = plan.scope, plan.match_records()
    clause = where_clause(
        scope, matched.guarded_conditions, matched.variable, matched.bound if matched.score else ""
    )
    named = [scope.variable() for _ in operands]
    values = [
        f"{expression(scope, item, matched.variable)} AS {name}"
        for item, name in zip(operands, named, strict=True)
    ]
    sums = [f"[count({name}), sum({name}), avg({name}), min({name}), max({name})]" for name in named]
    carry = f"WITH {', '.join([matched.variable, *values])}"
    text = block(
        "COLLECT",
        *matched.clauses,
        clause,
        carry,
        f"RETURN {list_expression([f'count({matched.variable})', *sums])}",
    )
    return f"{text}[0]"


def by_currency(plan: PageContext, operand: Property) -> str:
    """The same sums of an amount, one row for each currency."""
    scope, matched = plan.scope, plan.match_records()
    value, currency = f"{matched.variable}.{operand.name}", f"{matched.variable}.{operand.facts.money}"
    clause = where_clause(
        scope, matched.guarded_conditions, matched.variable, f"{value} IS NOT NULL", f"{currency} IS NOT NULL"
    )
    group, sums = scope.variable(), scope.variable()
    added = f"[count({value}), sum({value}), avg({value}), min({value}), max({value})]"
    carry = f"WITH {currency} AS {group}, {added} AS {sums}"
    return block("COLLECT", *matched.clauses, clause, carry, f"ORDER BY {group}", f"RETURN [{group}, {sums}]")


def facets(plan: PageContext, by: Property | Link) -> str:
    """How many records bear each value, most first: rows of value, label and count; reads all that pass."""
    scope, matched = plan.scope, plan.match_records()
    record = matched.variable
    clause = where_clause(scope, matched.guarded_conditions, record, matched.bound if matched.score else "")
    value, label, n = scope.variable(), scope.variable(), scope.variable()
    if isinstance(by, Property):
        text = f"{record}.{by.name}"
        grouped = [
            f"WITH {text} AS {value}, {text} AS {label}, count(*) AS {n}",
            f"WHERE {value} IS NOT NULL",
        ]
    else:
        other = scope.variable()
        names = f"{other}.id AS {value}, {other}.name AS {label}"
        grouped = [f"MATCH {scope.pattern(record, by, other)}", f"WITH {names}, count(*) AS {n}"]
    order = f"ORDER BY {n} DESC, {label}, {value}"
    return block("COLLECT", *matched.clauses, clause, *grouped, order, f"RETURN [{value}, {label}, {n}]")


def facet_shaper(fields: Sequence[tuple[str, str]]) -> Shaper:
    """What shapes a row of value, label and count."""
    places = {"value": 0, "label": 1, "count": 2}

    def shape(row: list[Any]) -> dict[str, Any]:
        return {key: "Facet" if name == "__typename" else row[places[name]] for key, name in fields}

    return shape


def add_aggregate(plan: PageContext, key: str, aggregate: Aggregate, row: RowColumns) -> None:
    """One list: the count with all statistics of numbers, then the rows by currency of each amount."""
    asked = canonical.ordered_pairs(aggregate.fields)
    numbers = [what for _, what in asked if isinstance(what, Statistic) and not what.currency]
    texts = [statistics(plan, [item.operand for item in numbers])]
    makers: dict[str, Callable[[list[Any]], Any]] = {}
    for name, what in asked:
        match what:
            case Typename(label):
                makers[name] = lambda _, label=label: label
            case Total():
                makers[name] = lambda values: values[0][0]
            case Statistic(operand, fields, currency=True) if isinstance(operand, Property):
                makers[name] = _amounts(len(texts), fields)
                texts.append(by_currency(plan, operand))
            case Statistic():
                makers[name] = _statistic(numbers.index(what) + 1, what.fields)

    row.add(
        key,
        list_expression(texts),
        lambda values: {name: makers[name](values) for name, _ in aggregate.fields},
    )


_SUMS = ("n", "sum", "mean", "min", "max")


def _facts(typename: str, sums_of: list[Any]) -> dict[str, Any]:
    facts = dict(zip(_SUMS, sums_of, strict=True))
    if not facts["n"]:
        facts["sum"] = None
    return {**facts, "__typename": typename}


def _statistic(place: int, fields: Sequence[tuple[str, str]]) -> Callable[[list[Any]], Any]:
    def shape(values: list[Any]) -> dict[str, Any]:
        facts = _facts("NumberAggregate", values[0][place])
        return {key: facts[name] for key, name in fields}

    return shape


def _amounts(place: int, fields: Sequence[tuple[str, str]]) -> Callable[[list[Any]], Any]:
    def shape(values: list[Any]) -> list[dict[str, Any]]:
        rows = [
            {"currency": currency, **_facts("MoneyAggregate", amounts)} for currency, amounts in values[place]
        ]
        return [{key: facts[name] for key, name in fields} for facts in rows]

    return shape
