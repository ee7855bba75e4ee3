"""The project's own files, read and parsed once for all the rules."""

import ast
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("graph", "migrations", "seed", "api")

Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Source:
    """One Python file: its path below the project, its text and its syntax tree."""

    path: str
    text: str = field(repr=False)
    tree: ast.Module = field(repr=False)

    @property
    def lines(self) -> int:
        """How many lines the file has."""
        return self.text.count("\n")

    @property
    def is_test(self) -> bool:
        """Whether the file stands under `tests`."""
        return self.path.startswith("tests/")


@cache
def files() -> tuple[str, ...]:
    """Paths of all files that are tracked or about to be, in order."""
    listing = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=True,
        text=True,
    ).stdout
    return tuple(sorted(path for path in listing.split("\0") if path and (ROOT / path).is_file()))


@cache
def sources() -> tuple[Source, ...]:
    """Every Python file of the packages and the tests."""
    tops = {*PACKAGES, "tests"}
    return tuple(_source(path) for path in files() if path.endswith(".py") and path.split("/")[0] in tops)


def product() -> list[Source]:
    """The Python files that users run: those of the four packages."""
    return [source for source in sources() if not source.is_test]


def checks() -> list[Source]:
    """The Python files under `tests`."""
    return [source for source in sources() if source.is_test]


def functions(tree: ast.AST) -> Iterator[Function]:
    """All functions and methods of a tree, inner ones too."""
    return (node for node in ast.walk(tree) if isinstance(node, Function))


def classes(tree: ast.AST) -> Iterator[ast.ClassDef]:
    """All classes of a tree, inner ones too."""
    return (node for node in ast.walk(tree) if isinstance(node, ast.ClassDef))


def imported(tree: ast.AST) -> Iterator[str]:
    """Dotted names of everything a tree imports, `graph.errors.NotFound` for one taken out of a module."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def place(source: Source, node: ast.expr | ast.stmt) -> str:
    """Where a node stands, as editors and terminals link it."""
    return f"{source.path}:{node.lineno}"


def _source(path: str) -> Source:
    text = (ROOT / path).read_text(encoding="utf-8")
    return Source(path, text, ast.parse(text, filename=path))
