"""Files, functions and classes bear names that say what they are."""

import re
from pathlib import PurePosixPath

import pytest

from tests.house.sources import Source, checks, classes, files, functions, place, product, sources

UNTELLING = frozenset(
    {"base", "common", "core", "helper", "helpers", "misc", "shared_utils", "util", "utils"}
)
EMPTY_VERBS = ("get_", "do_", "handle_")
EMPTY_SUFFIXES = ("Manager", "Helper", "Base", "Type")
FOREIGN = {
    "do_GET": "http.server's BaseHTTPRequestHandler asks for it",
    "get_bookmarks": "the driver's AsyncBookmarkManager asks for it",
    "get_result": "Strawberry's StrawberryField asks for it",
}
TEST_NAME = re.compile(r"test(_[a-z0-9]+){3,8}")

every_file = pytest.mark.parametrize("source", sources(), ids=lambda source: source.path)


def test_files_are_not_drawers() -> None:
    parts = {path: {part.split(".")[0].lower() for part in PurePosixPath(path).parts} for path in files()}

    assert [path for path, names in parts.items() if names & UNTELLING] == []


@every_file
def test_functions_say_what_happens(source: Source) -> None:
    named = [(place(source, node), node.name.lstrip("_")) for node in functions(source.tree)]
    ours = [(where, name) for where, name in named if name not in FOREIGN]

    assert [(where, name) for where, name in ours if name.startswith(EMPTY_VERBS)] == []


def test_foreign_names_are_still_needed() -> None:
    names = {node.name for source in sources() for node in functions(source.tree)}

    assert FOREIGN.keys() - names == set()


@every_file
def test_classes_have_no_empty_suffix(source: Source) -> None:
    named = ((place(source, node), node.name) for node in classes(source.tree))

    assert [(where, name) for where, name in named if name.endswith(EMPTY_SUFFIXES)] == []


@pytest.mark.parametrize("source", checks(), ids=lambda source: source.path)
def test_tests_name_subject_and_behaviour(source: Source) -> None:
    named = ((place(source, node), node.name) for node in functions(source.tree))

    assert [
        (where, name) for where, name in named if name.startswith("test_") and not TEST_NAME.fullmatch(name)
    ] == []


def test_mirrors_stand_in_their_package() -> None:
    packages = {source.path.split("/")[0] for source in product()}
    others = {"bench", "clients", "golden", "house", "questions"}

    folders = {source.path.split("/")[1] for source in checks() if source.path.count("/") > 1}

    assert folders <= packages | others
