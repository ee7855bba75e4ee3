"""Every module, public class and public function says something its name does not."""

import ast
import re
from collections.abc import Iterator

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


def test_modules_say_what_they_own() -> None:
    first = [(file.path, (ast.get_docstring(file.tree) or "").split("\n\n")[0]) for file in sources()]

    assert [entry for entry in first if not entry[1].endswith((".", ":"))] == []


def test_public_names_have_docstrings() -> None:
    named = [(place(file, node), node) for file in sources() for node in public(file)]

    assert [(where, node.name) for where, node in named if not ast.get_docstring(node)] == []


def test_docstrings_add_to_names() -> None:
    named = [(place(file, node), node) for file in product() for node in public(file)]
    told = [(where, node.name, ast.get_docstring(node)) for where, node in named]

    assert [(where, name) for where, name, said in told if said and words(said) <= words(name)] == []
