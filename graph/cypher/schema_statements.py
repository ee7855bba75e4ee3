"""Constraints and indexes as statements, as a migration, and read back from a database."""

from collections.abc import Iterable, Sequence
from typing import Any, LiteralString, cast

from graph.constraints import Constraint, ConstraintKind, constraint_difference, constraints
from graph.entities import Model
from graph.statement import Statement

# Rows [name, type, owner, labels, properties], one for each index on nodes; the owner is a constraint.
PRESENT_INDEXES = Statement(
    "present_indexes",
    """\
SHOW INDEXES YIELD name, type, entityType, labelsOrTypes, properties, owningConstraint
WHERE entityType = 'NODE' AND type IN ['RANGE', 'FULLTEXT']
RETURN name, type, owningConstraint, labelsOrTypes, properties
ORDER BY name""",
)

# Cuts at the word boundaries of Unicode and ignores case. It drops no word, because what is a filler in one
# language means something in another, and it stems none, so that a prefix finds what it begins.
_ANALYZER = "standard-no-stop-words"

_WHY = """\
// Why: {why}
// Touches the schema only; each index is built over the nodes of its kind, none in an empty database.
// Can be run again: what is there is left alone.
"""


def creation_statement(constraint: Constraint) -> LiteralString:
    """The statement that creates a constraint or index unless it is there."""
    labels = "|".join(constraint.labels)
    columns = [f"n.{name}" for name in constraint.properties]
    text = ", ".join(columns)
    match constraint.kind:
        case ConstraintKind.UNIQUE:
            head, body = (
                "CREATE CONSTRAINT",
                f"REQUIRE {text if len(columns) == 1 else f'({text})'} IS UNIQUE",
            )
        case ConstraintKind.RANGE:
            head, body = "CREATE INDEX", f"ON ({text})"
        case ConstraintKind.FULLTEXT:
            head, body = "CREATE FULLTEXT INDEX", f"ON EACH [{text}]\n{_search_options()}"
    made = f"{head} {constraint.name} IF NOT EXISTS\nFOR (n:{labels})\n{body}"
    return cast(LiteralString, made)


def removal_statement(constraint: Constraint) -> LiteralString:
    """The statement that drops a constraint or index if it is there."""
    what = "CONSTRAINT" if constraint.kind is ConstraintKind.UNIQUE else "INDEX"
    return cast(LiteralString, f"DROP {what} {constraint.name} IF EXISTS")


def present_constraints(rows: Iterable[Sequence[Any]]) -> tuple[Constraint, ...]:
    """The constraints and indexes in the rows of `PRESENT`."""
    return tuple(_constraint_of(*row) for row in rows)


def migration_text(
    model: Model,
    already: Iterable[Constraint] = (),
    why: str = "unique ids, keys and addresses, the orders people ask for, and search.",
) -> str:
    """A migration from the constraints that are `already` there to those of a model; empty if none is due."""
    change = constraint_difference(already, constraints(model))
    statements = [removal_statement(item) for item in change.unwanted] + [
        creation_statement(item) for item in change.missing
    ]
    if not statements:
        return ""
    return _WHY.format(why=why) + "".join(f"\n{text};\n" for text in statements)


def _constraint_of(
    name: str, type: str, owner: str | None, labels: Sequence[str], properties: Sequence[str]
) -> Constraint:
    kind = ConstraintKind.UNIQUE if owner else ConstraintKind[type]
    columns = sorted(properties) if kind is ConstraintKind.FULLTEXT else properties
    return Constraint(owner or name, kind, tuple(sorted(labels)), tuple(columns))


def _search_options() -> str:
    settings = [f"`fulltext.analyzer`: '{_ANALYZER}'", "`fulltext.eventually_consistent`: true"]
    return f"OPTIONS {{indexConfig: {{{', '.join(settings)}}}}}"
