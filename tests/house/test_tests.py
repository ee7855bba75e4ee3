"""Tests run, all of them, against the real thing."""

import ast

from tests.house.sources import checks, imported, place

ESCAPES = frozenset({"skip", "skipif", "xfail", "importorskip", "skipTest", "SkipTest", "expectedFailure"})
FAKES = ("unittest.mock", "mock", "pytest_mock")


def test_tests_are_never_skipped() -> None:
    found = [
        place(file, node)
        for file in checks()
        for node in ast.walk(file.tree)
        if isinstance(node, ast.Attribute) and node.attr in ESCAPES
    ]

    assert found == []


def test_tests_replace_no_parts() -> None:
    taken = [(file.path, name) for file in checks() for name in imported(file.tree)]

    assert [entry for entry in taken if entry[1].startswith(FAKES)] == []


def test_tests_assert_more_than_truth() -> None:
    found = [
        place(file, node)
        for file in checks()
        for node in ast.walk(file.tree)
        if isinstance(node, ast.Assert) and isinstance(node.test, ast.Constant | ast.Tuple)
    ]

    assert found == []
