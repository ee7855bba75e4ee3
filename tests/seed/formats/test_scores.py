"""Scores as people write them, their scales, and the impact they stand for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seed.formats.scores import Scale, feeling, likely, number, scored, stated


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2,5", 2.5),
        ("−2", -2.0),
        ("+1", 1.0),
        ("1.692,95", 1692.95),
        ("1,692.95", 1692.95),
        ("80 %", 80.0),
        ("５", 5.0),
        (3, 3.0),
        (True, None),
        ("five", None),
        ("1-2", None),
        (None, None),
    ],
)
def test_number_reads_any_notation(value: str | int | None, expected: float | None) -> None:
    assert number(value) == expected


@pytest.mark.parametrize(
    ("head", "low", "high"),
    [
        ("Emotion (-2..+2)", -2, 2),
        ("Emotion −2..+2", -2, 2),
        ("Bewertung (1–5)", 1, 5),
        ("Score 0 to 10", 0, 10),
        ("Stimmung von 1 bis 7", 1, 7),
        ("Rating /10", 1, 10),
        ("1 = bad, 5 = good", 1, 5),
    ],
)
def test_scale_stands_in_heading(head: str, low: float, high: float) -> None:
    assert stated(head) == Scale(low, high)


@pytest.mark.parametrize("head", ["Emotion", "Score 2026-03", "Step 7"])
def test_heading_without_scale_states_none(head: str) -> None:
    assert stated(head) is None


@pytest.mark.parametrize(
    ("scores", "expected"),
    [
        ([1, 3, 5], Scale(1, 5)),
        ([0, 3, 5], Scale(0, 5)),
        ([-1, 0, 2], Scale(-2, 2)),
        ([2, 9], Scale(1, 10)),
        ([0, 9], Scale(0, 10)),
        ([15, 80], Scale(0, 100)),
        ([0, 1, 2], None),
        ([], None),
        ([1, 500], None),
    ],
)
def test_scale_is_likely_from_scores(scores: list[float], expected: Scale | None) -> None:
    assert likely(scores) == expected


def test_cell_gives_its_own_scale() -> None:
    assert scored("8/10") == (8.0, Scale(1, 10))
    assert scored("3 out of 5") == (3.0, Scale(1, 5))
    assert scored("6/5") is None
    assert scored("4") == (4.0, None)


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


@given(st.integers(-50, 50), st.integers(1, 100), st.floats(0, 1))
def test_impact_keeps_the_order(low: int, width: int, share: float) -> None:
    scale = Scale(low, low + width)
    score = low + share * width

    impact = scale.impact(min(score, low + width))

    assert scale.impact(low) == -2
    assert scale.impact(low + width) == 2
    assert scale.impact(low + width + 1) is None
    assert impact is not None
    assert abs(impact - (4 * share - 2)) < 1e-5
