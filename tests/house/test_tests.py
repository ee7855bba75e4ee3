"""Tests run, all of them, against the real thing."""

import ast

import pytest

from tests.house.sources import Source, checks, imported, place

ESCAPES = frozenset({"skip", "skipif", "xfail", "importorskip", "skipTest", "SkipTest", "expectedFailure"})

every_test_file = pytest.mark.parametrize("source", checks(), ids=lambda source: source.path)


@every_test_file
def test_tests_are_never_skipped(source: Source) -> None:
    used = (node for node in ast.walk(source.tree) if isinstance(node, ast.Attribute))

    assert [place(source, node) for node in used if node.attr in ESCAPES] == []


@every_test_file
def test_tests_replace_no_parts(source: Source) -> None:
    assert [
        name for name in imported(source.tree) if name.startswith(("unittest.mock", "mock", "pytest_mock"))
    ] == []


@every_test_file
def test_tests_assert_more_than_truth(source: Source) -> None:
    asserts = (node for node in ast.walk(source.tree) if isinstance(node, ast.Assert))

    assert [place(source, node) for node in asserts if isinstance(node.test, ast.Constant | ast.Tuple)] == []
