"""Statements that only a test sends."""

from typing import LiteralString

from graph.statement import Statement


def cypher(text: LiteralString) -> Statement:
    """A text as a statement, under the one name of all that tests write themselves."""
    return Statement("test", text)
