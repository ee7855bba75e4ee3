"""What the records of a connection add up to: totals, statistics, facets."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from graph.computed import Computed, DerivedLink
from graph.cypher.names import RowColumns, Shaper, block, list_expression
from graph.cypher.read import canonical
from graph.cypher.read.filters import conjuncts, expression, linked_clauses, where_clause
from graph.cypher.read.pages import PageContext
from graph.entities import Link, Property
from graph.selection import (
    Aggregate,
    AllOf,
    Along,
    Compare,
    Condition,
    CountOf,
    Everything,
    FacetKey,
    Facets,
    IsNull,
    Related,
    Statistic,
    Total,
    Typename,
)
from graph.texts import enum_words


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
    """A row: how many records the filter passes, then count, sum, least and most of each operand."""
    scope, matched = plan.scope, plan.match_records()
    clause = where_clause(
        scope, matched.guarded_conditions, matched.variable, matched.bound if matched.score else ""
    )
    named = [scope.variable() for _ in operands]
    values = [
        f"{expression(scope, item, matched.variable)} AS {name}"
        for item, name in zip(operands, named, strict=True)
    ]
    sums = [f"[count({name}), sum({name}), min({name}), max({name})]" for name in named]
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
    added = f"[count({value}), sum({value}), min({value}), max({value})]"
    carry = f"WITH {currency} AS {group}, {added} AS {sums}"
    return block("COLLECT", *matched.clauses, clause, carry, f"ORDER BY {group}", f"RETURN [{group}, {sums}]")


def facets(plan: PageContext, asked: Facets) -> str:
    """How many records bear each value, most first: rows of value, label and count; reads all that pass."""
    scope, by = plan.scope, asked.by
    if not asked.keep_own:
        others = (item for item in conjuncts(plan.page.where) if _subject(item) != by)
        plan = replace(plan, page=replace(plan.page, where=AllOf(tuple(others))))
    matched = plan.match_records()
    record = matched.variable
    clause = where_clause(scope, matched.guarded_conditions, record, matched.bound if matched.score else "")
    value, label, n = scope.variable(), scope.variable(), scope.variable()
    if isinstance(by, Link | DerivedLink):
        other = scope.variable()
        names = f"{other}.id AS {value}, {other}.name AS {label}"
        grouped = [*linked_clauses(scope, by, record, other), f"WITH {names}, count(*) AS {n}"]
    else:
        text = expression(scope, by, record)
        grouped = [
            f"WITH {text} AS {value}, {text} AS {label}, count(*) AS {n}"
            if isinstance(by, Property)
            else f"WITH {text} AS {value}\nWITH {value}, {value} AS {label}, count(*) AS {n}",
            f"WHERE {value} IS NOT NULL",
        ]
    order = f"ORDER BY {n} DESC, {label}, {value}"
    return block("COLLECT", *matched.clauses, clause, *grouped, order, f"RETURN [{value}, {label}, {n}]")


def _subject(condition: Condition) -> object:
    """What a condition is about: a value, or the records that a link leads to."""
    match condition:
        case Compare(operand) | IsNull(operand):
            return operand
        case Related(link) | CountOf(link):
            return link
        case _:
            return None


def facet_shaper(asked: Facets) -> Shaper:
    """What shapes a row of value, label and count; the label of an enum value is that value in words."""

    def shape(row: list[Any]) -> dict[str, Any]:
        value, text, count = row
        facts = {"value": value, "label": key_label(asked.by, text), "count": count}
        facts["__typename"] = "Facet"
        return {key: facts[name] for key, name in asked.fields}

    return shape


def key_label(key: FacetKey, text: str) -> str:
    """A value of a key for people: the name of a linked record as it is, the value of an enum in words."""
    return text if isinstance(key, Link | DerivedLink) else enum_words(text)


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


def statistic_facts(
    typename: str, n: int, total: float, least: float | None, most: float | None
) -> dict[str, Any]:
    """What is told of some numbers: how many there are, their sum and mean, the least and the most."""
    facts = {"n": n, "sum": total if n else None, "mean": total / n if n else None}
    return {**facts, "min": least, "max": most, "__typename": typename}


def _statistic(place: int, fields: Sequence[tuple[str, str]]) -> Callable[[list[Any]], Any]:
    def shape(values: list[Any]) -> dict[str, Any]:
        facts = statistic_facts("NumberAggregate", *values[0][place])
        return {key: facts[name] for key, name in fields}

    return shape


def _amounts(place: int, fields: Sequence[tuple[str, str]]) -> Callable[[list[Any]], Any]:
    def shape(values: list[Any]) -> list[dict[str, Any]]:
        rows = [
            {"currency": currency, **statistic_facts("MoneyAggregate", *amounts)}
            for currency, amounts in values[place]
        ]
        return [{key: facts[name] for key, name in fields} for facts in rows]

    return shape
