"""Files, functions and classes bear names that say what they are."""

import re
from collections import Counter
from pathlib import PurePosixPath

from tests.house.sources import checks, classes, files, functions, place, product, sources

UNTELLING = frozenset(
    {"base", "common", "core", "helper", "helpers", "misc", "shared_utils", "util", "utils"}
)
EMPTY_VERBS = ("get_", "do_", "handle_")
EMPTY_SUFFIXES = ("Manager", "Helper", "Base", "Type")
FOREIGN = {
    "do_GET": "http.server's BaseHTTPRequestHandler asks for it",
    "handle_starttag": "html.parser's HTMLParser asks for it",
    "handle_data": "html.parser's HTMLParser asks for it",
    "handle_endtag": "html.parser's HTMLParser asks for it",
    "get_bookmarks": "the driver's AsyncBookmarkManager asks for it",
}
TEST_NAME = re.compile(r"test(_[a-z0-9]+){3,8}")


def test_files_are_not_drawers() -> None:
    parts = {path: {part.split(".")[0].lower() for part in PurePosixPath(path).parts} for path in files()}

    assert [path for path, names in parts.items() if names & UNTELLING] == []


def test_functions_say_what_happens() -> None:
    named = [
        (place(file, node), node.name.lstrip("_")) for file in sources() for node in functions(file.tree)
    ]
    ours = [(where, name) for where, name in named if name not in FOREIGN]

    assert [(where, name) for where, name in ours if name.startswith(EMPTY_VERBS)] == []


def test_foreign_names_are_still_needed() -> None:
    names = {node.name for source in sources() for node in functions(source.tree)}

    assert FOREIGN.keys() - names == set()


def test_classes_have_no_empty_suffix() -> None:
    named = [(place(file, node), node.name) for file in sources() for node in classes(file.tree)]

    assert [(where, name) for where, name in named if name.endswith(EMPTY_SUFFIXES)] == []


def test_tests_name_subject_and_behaviour() -> None:
    named = [(place(file, node), node.name) for file in checks() for node in functions(file.tree)]

    assert [
        (where, name) for where, name in named if name.startswith("test_") and not TEST_NAME.fullmatch(name)
    ] == []


def test_mirrors_stand_in_their_package() -> None:
    packages = {source.path.split("/")[0] for source in product()}
    others = {"bench", "clients", "golden", "house", "questions"}

    folders = {source.path.split("/")[1] for source in checks() if source.path.count("/") > 1}

    assert folders <= packages | others


# Words that look like a past participle and are none, or are the imperative as well.
IMPERATIVES = frozenset(
    {
        "cast",
        "cut",
        "exceed",
        "feed",
        "fit",
        "need",
        "proceed",
        "put",
        "read",
        "run",
        "seed",
        "set",
        "split",
        "spread",
    }
)
PARTICIPLE = re.compile(
    r"[a-z]+ed|born|bound|broken|brought|built|bought|caught|chosen|come|done|drawn|driven|fallen|felt|found"
    r"|forgotten|given|gone|grown|held|hidden|kept|known|laid|led|left|lent|lost|made|meant|met|paid|said|seen"
    r"|sent|shown|sold|spent|spoken|stood|sworn|taken|taught|thought|thrown|told|torn|understood|won|worn|written"
)


def test_functions_are_no_lone_participles() -> None:
    named = [(place(file, node), node.name) for file in product() for node in functions(file.tree)]
    public = [(where, name) for where, name in named if not name.startswith("_")]

    assert [
        (where, name) for where, name in public if PARTICIPLE.fullmatch(name) and name not in IMPERATIVES
    ] == []


def test_class_names_stand_once() -> None:
    named = [node.name for file in product() for node in classes(file.tree)]

    assert [name for name, count in Counter(named).items() if count > 1] == []
