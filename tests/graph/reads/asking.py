"""Small graphs written by hand, and computed fields asked of them the way the compiler asks."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, LiteralString, cast

from neo4j import Driver
from neo4j.graph import Node

from graph.computed import ROOT, Computed, Group, Listing, Object, Page
from graph.reads import COMPUTED

BLOCK = "COLLECT {\n"
CLAUSE = re.compile(r"^(?:WITH|RETURN)\b", re.MULTILINE)
LABELS_READ_WHOLE = re.compile(r"AllNodesScan|NodeByLabelScan|RelationshipTypeScan|AllRelationshipsScan")


def every_field() -> Iterator[Computed]:
    """All computed fields, those inside groups too."""
    for item in COMPUTED:
        yield from item.members if isinstance(item, Group) else (item,)


def field_of(owner: str, path: str) -> Computed:
    """The computed field at a path such as `progress` or `reach.steps`."""
    name, _, member = path.partition(".")
    item = next(item for item in COMPUTED if (item.owner, item.name) == (owner, name))
    if isinstance(item, Group):
        return next(inner for inner in item.members if inner.name == member)
    return item


def columns(field: Computed) -> list[str]:
    """The columns that the subquery of a field returns."""
    match field.result:
        case Object(fields=fields):
            return list(fields)
        case Page(ordered=ordered):
            return ["node", "position"] if ordered else ["node"]
        case Listing(item=item, order=order, detailed=detailed):
            return [*dict.fromkeys([*(name for name in item.fields if name not in detailed), *order, "id"])]
        case _:
            return ["value"]


def opened(cypher: str, start: int = 0) -> Iterator[str]:
    """For each list that a subquery collects, which no plan shows: the clauses before it, then its own.

    Lists within these follow; looked for from `start` on.
    """
    while (found := cypher.find(BLOCK, start)) >= 0:
        before, inner = cypher[:found], found + len(BLOCK)
        start = next(at for at in range(inner, len(cypher)) if depth(cypher[inner:at]) < 0)
        clauses = [match.start() for match in CLAUSE.finditer(before)]
        head = before[: max(at for at in clauses if depth(before[:at]) == 0)]
        text = head + cypher[inner : start - 1].rstrip()
        yield text
        yield from opened(text, len(head))


def depth(text: str) -> int:
    """In how many braces a text ends."""
    return text.count("{") - text.count("}")


def subquery(field: Computed) -> str:
    """The text of a field as a subquery, where it is declared as a predicate."""
    if isinstance(field.result, Page) and field.result.predicate:
        return f"MATCH (node:{field.result.label})\nWHERE {field.cypher}\nRETURN node"
    return field.cypher


def called(field: Computed, cypher: str | None = None, label: str | None = None) -> str:
    """The field's subquery with `_1` as its record and a parameter for each argument.

    Arguments that name records start at `label`, else at what the argument takes; filters let all through.
    """
    start = [] if field.owner == "Query" else ["_1 AS this"]
    every = [argument for argument in field.arguments.values() if argument.filter_of]
    start += [argument.record for argument in every]
    plain = [f"${name} AS {name}" for name, argument in field.arguments.items() if not argument.record]
    bound = ", ".join([*start, *plain])
    head = "".join(f"MATCH ({argument.record}:{argument.filter_of})\n" for argument in every)
    head += f"WITH {bound}\n" if bound else ""
    for name, argument in field.arguments.items():
        if argument.record and not argument.filter_of:
            kinds = f":{label or '|'.join(argument.labels)}" if label or argument.labels else ""
            head += f"MATCH ({argument.record}{kinds} {{id: ${name}}})\n"
    return f"CALL ({'' if field.owner == 'Query' else '_1'}) {{\n{head}{cypher or subquery(field)}\n}}"


def spliced(field: Computed, label: str | None = None) -> str:
    """A statement that asks the field of one record, by default of its owner's kind, as the compiler does."""
    row = f"RETURN [{', '.join(columns(field))}]"
    if field.owner == "Query":
        return f"RETURN COLLECT {{\n{called(field)}\n{row}\n}} AS _2"
    return (
        f"MATCH (_1:{label or field.owner} {{id: $id}})\nRETURN COLLECT {{\n{called(field)}\n{row}\n}} AS _2"
    )


def plain(value: Any) -> Any:
    """A value with ids in place of nodes."""
    if isinstance(value, Node):
        return value["id"]
    if isinstance(value, list):
        return [plain(item) for item in cast(list[Any], value)]
    return value


@dataclass(frozen=True)
class Graph:
    """The database of one test, empty at its start."""

    driver: Driver
    database: str

    def run(self, text: str, parameters: Mapping[str, Any] | None = None) -> list[list[Any]]:
        """Rows of a statement, with ids in place of nodes."""
        found = self.driver.execute_query(
            cast(LiteralString, text), dict(parameters or {}), database_=self.database
        )
        return [[plain(value) for value in record.values()] for record in found.records]

    def rows(
        self, owner: str, path: str, id: str = "", label: str | None = None, **arguments: Any
    ) -> list[dict[str, Any]]:
        """The rows of a computed field, by column."""
        field = field_of(owner, path)
        defaults = {name: argument.default for name, argument in field.arguments.items()}
        [[rows]] = self.run(spliced(field, label), {**defaults, "id": id, **arguments})
        finished = [field.finish(row) for row in rows] if field.finish else rows
        return [dict(zip(columns(field), row, strict=True)) for row in finished]

    def value(self, owner: str, path: str, id: str = "", **arguments: Any) -> Any:
        """The one value of a computed field."""
        [row] = self.rows(owner, path, id, **arguments)
        return row["value"]

    def nodes(self, owner: str, path: str, id: str = "", **arguments: Any) -> list[str]:
        """The ids of a connection's members, in alphabetical order."""
        return sorted(row["node"] for row in self.rows(owner, path, id, **arguments))

    def operators(self, field: Computed) -> list[str]:
        """The operators by which the server runs a field, each with its details, inner subqueries too."""
        parts = [subquery(field), *opened(field.cypher)]
        start = "" if field.owner == ROOT else f"MATCH (_1:{field.owner})\n"
        kinds = {kind for argument in field.arguments.values() for kind in argument.labels}
        label = None if kinds or field.owner != ROOT else "Step"
        texts = [f"EXPLAIN {start}{called(field, part, label)}\nRETURN *" for part in parts]
        parameters = {name: argument.default for name, argument in field.arguments.items()}
        found: list[str] = []
        for text in texts:
            summary = self.driver.execute_query(
                cast(LiteralString, text), parameters, database_=self.database
            ).summary
            found += _operators(cast(dict[str, Any], summary.plan))
        return found


def _operators(plan: dict[str, Any]) -> list[str]:
    own = f"{plan['operatorType']} {plan['args'].get('Details', '')}"
    return [own, *(operator for child in plan.get("children", []) for operator in _operators(child))]
