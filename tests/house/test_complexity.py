"""Functions stay simple: few ways lead through each, counted as radon does (McCabe's figure for Python)."""

import ast
from collections.abc import Iterator

import pytest

from tests.house.sources import Function, functions, place, product

MOST_COMPLEX = 15


def complexity(function: Function) -> int:
    """One, and one for each place where the way parts; functions and classes inside count for themselves."""
    return 1 + sum(branches(node) for statement in function.body for node in own_nodes(statement))


def own_nodes(node: ast.AST) -> Iterator[ast.AST]:
    """A node and all that stands in it, but no function or class."""
    if isinstance(node, Function | ast.ClassDef):
        return
    yield node
    for child in ast.iter_child_nodes(node):
        yield from own_nodes(child)


def branches(node: ast.AST) -> int:
    """How many further ways one node opens."""
    match node:
        case ast.If() | ast.IfExp() | ast.Assert():
            return 1
        case ast.For() | ast.AsyncFor() | ast.While():
            return 1 + bool(node.orelse)
        case ast.Try() | ast.TryStar():
            return len(node.handlers) + bool(node.orelse)
        case ast.BoolOp():
            return len(node.values) - 1
        case ast.comprehension():
            return 1 + len(node.ifs)
        case ast.Match():
            return sum(not is_wildcard(case) for case in node.cases)
        case _:
            return 0


def is_wildcard(case: ast.match_case) -> bool:
    """Whether a case takes whatever no other has taken."""
    return isinstance(case.pattern, ast.MatchAs) and case.pattern.pattern is None and case.guard is None


@pytest.mark.parametrize(
    ("body", "figure"),
    [
        ("return x", 1),
        ("with x: pass", 1),
        ("if x: pass", 2),
        ("if x: pass\n elif y: pass\n else: pass", 3),
        ("return 1 if x else 2", 2),
        ("return x and y and z or w", 4),
        ("assert x", 2),
        ("for a in x: pass", 2),
        ("for a in x: pass\n else: pass", 3),
        ("while x: pass", 2),
        ("try: pass\n except A: pass\n except B: pass", 3),
        ("return [a for b in x if b if c for a in b]", 5),
        ("match x:\n  case 1: pass\n  case 2: pass\n  case _: pass", 3),
        ("match x:\n  case 1: pass\n  case _ if y: pass", 3),
        ("return lambda: 1 if x else 2", 2),
        ("def g():\n  if x: pass\n return g", 1),
        ("class G:\n  def g(self):\n   if x: pass", 1),
    ],
)
def test_figure_counts_each_branch(body: str, figure: int) -> None:
    function = next(functions(ast.parse(f"def f():\n {body}")))

    assert complexity(function) == figure


def test_functions_stay_simple() -> None:
    counted = [
        (place(file, function), function.name, complexity(function))
        for file in product()
        for function in functions(file.tree)
    ]

    assert [entry for entry in counted if entry[2] > MOST_COMPLEX] == []
