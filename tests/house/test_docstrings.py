"""Every module, public class and public function says something its name does not."""

import ast
import re
from collections.abc import Iterator

import pytest

from tests.house.sources import Function, Source, place, product, sources

FILLERS = frozenset(
    {
        "a",
        "an",
        "and",
        "are",
        "as",
        "at",
        "be",
        "by",
        "for",
        "from",
        "in",
        "is",
        "it",
        "of",
        "on",
        "the",
        "to",
    }
)
UNDOCUMENTED_DECORATORS = ("override", "overload", ".setter")

every_file = pytest.mark.parametrize("source", sources(), ids=lambda source: source.path)


def public(source: Source) -> Iterator[ast.ClassDef | Function]:
    """Classes, functions and methods that other files may use; tests speak through their names."""
    pending: list[ast.stmt] = list(source.tree.body)
    while pending:
        node = pending.pop()
        if not isinstance(node, ast.ClassDef | Function) or node.name.startswith("_") or is_silent(node):
            continue
        if isinstance(node, ast.ClassDef):
            pending.extend(node.body)
        if not (source.is_test and node.name.lower().startswith("test")):
            yield node


def is_silent(node: ast.ClassDef | Function) -> bool:
    """Whether a decorator says that the docstring stands elsewhere."""
    return any(ast.unparse(decorator).endswith(UNDOCUMENTED_DECORATORS) for decorator in node.decorator_list)


def words(text: str) -> set[str]:
    """The words of a name or a sentence, in lower case and without a plural s."""
    parts = re.findall(r"[A-Z]?[a-z0-9]+|[A-Z]+", text)
    return {part.lower().removesuffix("s") for part in parts} - FILLERS


@every_file
def test_module_says_what_it_owns(source: Source) -> None:
    docstring = ast.get_docstring(source.tree)

    assert docstring, f"{source.path} has no docstring"
    assert docstring.split("\n\n")[0].endswith((".", ":")), f"{source.path}: the docstring is a sentence"


@every_file
def test_public_names_have_docstrings(source: Source) -> None:
    missing = [f"{place(source, node)} {node.name}" for node in public(source) if not ast.get_docstring(node)]

    assert missing == []


@pytest.mark.parametrize("source", product(), ids=lambda source: source.path)
def test_docstrings_add_to_names(source: Source) -> None:
    told = [(node, words(ast.get_docstring(node) or "")) for node in public(source)]

    assert [place(source, node) for node, said in told if said and said <= words(node.name)] == []
