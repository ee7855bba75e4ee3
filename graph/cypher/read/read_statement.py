"""A whole read: every root field of a request in one statement that returns one row."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, LiteralString, cast

from graph.cypher.faults import or_fault
from graph.cypher.names import Scope, Shaper, block, list_expression
from graph.cypher.read import canonical
from graph.cypher.read.listings import listing_projection
from graph.cypher.read.projections import (
    computed_projection,
    connection_projection,
    group_projection,
    project,
    unanswerable,
)
from graph.cypher.read.shared_lists import shared_lists
from graph.entities import Model
from graph.selection import (
    ById,
    ByIds,
    ComputedValue,
    GroupOf,
    ListingOf,
    PageOf,
    Parameter,
    RecordSelection,
    RootAsk,
    Unanswerable,
)
from graph.statement import Statement

# The server keeps no plan of a statement that is longer, in characters, and plans it anew each time.
LONGEST_KEPT = 60_000
_INDENT = re.compile(r"\n +")


@dataclass(frozen=True, slots=True)
class CompiledRead:
    """A compiled read: `statement` returns one row, `shape` makes the answer of its values, by key."""

    statement: Statement
    parameters: tuple[Parameter, ...]
    shape: Callable[[list[Any]], dict[str, Any]]

    def parameter_values(self, variables: Mapping[str, Any]) -> dict[str, Any]:
        """What the statement's parameters are for one request, by their names."""
        return {f"p{n}": item.source(variables) for n, item in enumerate(self.parameters)}


def compile_read(model: Model, asks: Sequence[RootAsk], name: str, group: str | None = None) -> CompiledRead:
    """The statement for the root fields of a request; each root field is a column of its one row.

    `name` and `group` are those of the statement.
    """
    scope = Scope(model)
    columns: list[str] = []
    shapers: list[tuple[str, Shaper]] = []
    for ask in canonical.ordered_asks(asks):
        text, shape = _root(scope, ask)
        columns.append(f"{text} AS {scope.variable()}")
        shapers.append((ask.key, or_fault(shape)))

    def shape_row(values: list[Any]) -> dict[str, Any]:
        return {key: shape(value) for (key, shape), value in zip(shapers, values, strict=True)}

    # Names come from the model and literals from graph.reads; every value is a parameter.
    text = "RETURN\n" + ",\n".join(columns)
    if len(text) > LONGEST_KEPT:
        text = _INDENT.sub("\n", text)
    return CompiledRead(Statement(name, cast(LiteralString, text), group), tuple(scope.parameters), shape_row)


def _root(scope: Scope, ask: RootAsk) -> tuple[str, Shaper]:
    match ask.what:
        case PageOf():
            return connection_projection(scope, ask.what, None)
        case ListingOf():
            return listing_projection(scope, ask.what)
        case ComputedValue():
            return computed_projection(scope, ask.what, None)
        case GroupOf():
            return group_projection(scope, ask.what, None)
        case Unanswerable(error):
            return unanswerable(error)
        case ById(identifier, labels, record, unique):
            variable = scope.variable()
            shared = shared_lists(scope, record, variable) if isinstance(record, RecordSelection) else ""
            text, shape = project(scope, record, variable)
            match = f"MATCH ({variable}:{'|'.join(labels)} {{{unique}: {scope.parameter(identifier)}}})"
            return (
                f"{block('COLLECT', match, shared, f'RETURN {text}')}[0]",
                lambda value: None if value is None else shape(value),
            )
        case ByIds():
            return _by_ids(scope, ask.what)


def _by_ids(scope: Scope, asked: ByIds) -> tuple[str, Shaper]:
    variable, place, ids = scope.variable(), scope.variable(), scope.parameter(asked.ids)
    text, shape = project(scope, asked.record, variable)
    found = block(
        "COLLECT",
        f"UNWIND range(0, size({ids}) - 1) AS {place}",
        f"MATCH ({variable}:{'|'.join(asked.labels)} {{id: {ids}[{place}]}})",
        f"RETURN {list_expression([place, text])}",
    )

    def shape_records(value: list[Any]) -> list[Any]:
        rows, wanted = value
        at: dict[int, Any] = dict(rows)
        return [shape(at[index]) if index in at else None for index in range(len(wanted))]

    return list_expression([found, ids]), shape_records
