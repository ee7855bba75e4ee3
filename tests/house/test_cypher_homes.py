"""Cypher stands in its homes only, and is written there the way the house writes it."""

import ast
import re
from collections.abc import Iterator

import pytest

from tests.house.sources import Source, classes, functions, place, product

HOMES = ("graph/cypher/", "graph/reads/", "graph/writing/invariants.py", "migrations/runner.py")
COMPILER = "graph/cypher/"
CLAUSE = re.compile(
    r"""^[ \t]*(
        (OPTIONAL[ ])?MATCH[ ]*\(
        | MATCH[ ]+\w+[ ]*= | MATCH[ ]+(SHORTEST|ALL|ANY)\b
        | MERGE[ ]*\( | CREATE[ ]*\( | UNWIND[ ]+\S | RETURN[ ]+\S | (DETACH[ ])?DELETE[ ]+[a-z_]
        | CALL[ ]*[({] | CALL[ ]+db\. | (CREATE|DROP)[ ]+(CONSTRAINT|INDEX|FULLTEXT|RANGE|TEXT)\b
    )""",
    re.MULTILINE | re.VERBOSE,
)
REFUSED = re.compile(r"\bapoc\.|\belementId\(|\bid\(\w+\)", re.IGNORECASE)


def docstrings(tree: ast.Module) -> set[int]:
    """Identities of the constants that are docstrings."""
    owners = (tree, *classes(tree), *functions(tree))
    first = (owner.body[0] for owner in owners if owner.body)
    return {id(statement.value) for statement in first if isinstance(statement, ast.Expr)}


def texts(tree: ast.Module) -> Iterator[tuple[ast.Constant | ast.JoinedStr, str]]:
    """Every text in code with its constant parts; of a formatted one the fields become `_`."""
    silent = docstrings(tree) | {
        id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in node.values
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            yield node, "".join(str(p.value) if isinstance(p, ast.Constant) else "_" for p in node.values)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in silent:
            yield node, node.value


def statements(source: Source) -> list[tuple[ast.Constant | ast.JoinedStr, str]]:
    """The texts of a file that are Cypher."""
    return [(node, text) for node, text in texts(source.tree) if CLAUSE.search(text)]


def literal_casts(source: Source) -> list[str]:
    """Places that call a text literal although it may not be."""
    calls = (node for node in ast.walk(source.tree) if isinstance(node, ast.Call))
    casts = [node for node in calls if ast.unparse(node.func).endswith("cast") and node.args]
    return [place(source, node) for node in casts if "LiteralString" in ast.unparse(node.args[0])]


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ('QUERY = "MATCH (s:Step) RETURN s"', 1),
        ('QUERY = """\n  UNWIND $rows AS row\n  RETURN row\n"""', 1),
        ('QUERY = f"MERGE (s:{label})"', 1),
        ('"""MATCH (s:Step) in a docstring."""', 0),
        ('def names():\n    """RETURN what stands here."""', 0),
        ('MESSAGE = "Operations are CREATE, MERGE and UNWIND."', 0),
    ],
)
def test_cypher_is_told_from_prose(code: str, found: int) -> None:
    source = Source("example.py", code, ast.parse(code))

    assert len(statements(source)) == found


def test_cypher_stands_in_its_homes() -> None:
    elsewhere = [file for file in product() if not file.path.startswith(HOMES)]

    found = [(place(file, node), text.strip()[:60]) for file in elsewhere for node, text in statements(file)]

    assert found == []


def test_written_cypher_is_never_formatted() -> None:
    written = [file for file in product() if not file.path.startswith(COMPILER)]

    found = [(place(file, node), node) for file in written for node, _ in statements(file)]

    assert [where for where, node in found if isinstance(node, ast.JoinedStr)] == []


def test_cypher_avoids_internal_identity() -> None:
    found = [(place(file, node), text) for file in product() for node, text in statements(file)]

    assert [where for where, text in found if REFUSED.search(text)] == []


def test_literal_casts_stay_in_compiler() -> None:
    written = [file for file in product() if not file.path.startswith(COMPILER)]

    assert [found for file in written for found in literal_casts(file)] == []
