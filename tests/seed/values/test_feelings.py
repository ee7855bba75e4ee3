"""Feelings in words and faces, and the impact they stand for."""

import pytest

from seed.values.feelings import feeling


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Negative", -1.0),
        ("sehr zufrieden", 2.0),
        ("😡", -2.0),
        ("😕 Confused", -1.0),
        ("Hopeful, anxious", 0.0),
        ("--", -2.0),
        ("Very angry", -2.0),
        ("muy frustrado", -2.0),
        ("a bit sad, really happy", 0.75),
        ("+", 1.0),
        ("purple", None),
    ],
)
def test_feeling_has_an_impact(text: str, expected: float | None) -> None:
    assert feeling(text) == expected
