"""A statement: Cypher text with the name that logs and metrics call it by, and what sending it once took."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, LiteralString

Mode = Literal["READ", "WRITE"]


@dataclass(frozen=True, slots=True)
class Statement:
    """Cypher text with its name, in snake case: a verb for what it does, or a noun for what it reads."""

    name: str
    text: LiteralString
    group: str | None = None
    """What metrics count it under, where names are more than they can bear."""


@dataclass(frozen=True, slots=True)
class StatementRun:
    """A statement that was sent once; `mode` is its transaction's, `failed` also what was given up."""

    statement: Statement
    parameters: Mapping[str, Any]
    mode: Mode
    seconds: float
    failed: bool
