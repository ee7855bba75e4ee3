"""Scores as people write them, their scales, and the impact they stand for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seed.values.scales import (
    Score,
    ScoreScale,
    are_counts,
    are_unscored,
    likely_scale,
    score,
    score_and_remark,
    stated_scale,
)


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
    assert stated_scale(head) == ScoreScale(low, high)


@pytest.mark.parametrize("head", ["Emotion", "Score 2026-03", "Step 7", "Mood 1 to +-5"])
def test_heading_without_scale_states_none(head: str) -> None:
    assert stated_scale(head) is None


@pytest.mark.parametrize(
    ("scores", "expected"),
    [
        ([1, 3, 5], ScoreScale(1, 5)),
        ([0, 3, 5], ScoreScale(0, 5)),
        ([-1, 0, 2], ScoreScale(-2, 2)),
        ([2, 9], ScoreScale(1, 10)),
        ([0, 9], ScoreScale(0, 10)),
        ([15, 80], ScoreScale(0, 100)),
        ([0, 1, 2], None),
        ([], None),
        ([1, 500], None),
        ([12, 45, 3], None),
    ],
)
def test_scale_is_likely_from_scores(scores: list[float], expected: ScoreScale | None) -> None:
    assert likely_scale(scores) == expected


def test_cell_gives_its_own_scale() -> None:
    assert score("8/10") == Score(8, ScoreScale(1, 10))
    assert score("3 out of 5") == Score(3, ScoreScale(1, 5))
    assert score("0/5") == Score(0, ScoreScale(0, 5))
    assert score("６/１０") == Score(6, ScoreScale(1, 10))
    assert score("4") == Score(4)
    assert [score(text) for text in ("6/5", "1/1", "1/" + "9" * 5_000, "calm")] == [None] * 4


def test_remark_stands_behind_a_score() -> None:
    assert score_and_remark("2 – confused") == ("2", "confused")
    assert score_and_remark("4/5 (calm)") == ("4/5", "calm")
    assert score_and_remark("confused") is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Happy (4)", ("4", "Happy")),
        ("Calm: 4/5", ("4/5", "Calm")),
        ("Happy – 4", ("4", "Happy")),
        ("😊 4", ("4", "😊")),
        ("😊 (4)", ("4", "😊")),
        ("Day 3", None),
        ("waited 3 days", None),
        ("2026-03-01", None),
    ],
)
def test_remark_stands_before_a_score(text: str, expected: tuple[str, str] | None) -> None:
    assert score_and_remark(text) == expected


@pytest.mark.parametrize(
    ("text", "number", "high"),
    [("★★★★☆", 4, 5), ("★☆☆☆☆", 1, 5), ("⭐️⭐️⭐️", 3, 5), ("★★★½", 3.5, 5), ("●●○", 2, 3), ("★★★★★★★☆", 7, 8)],
)
def test_stars_are_a_score(text: str, number: float, high: float) -> None:
    assert score(text) == Score(number, ScoreScale(1, high))


def test_noughts_alone_are_no_scores() -> None:
    assert are_unscored([0, 0])
    assert are_unscored([0])
    assert not are_unscored([0, 1])
    assert not are_unscored([])


def test_counts_are_no_scores() -> None:
    assert are_counts([130, 210, 4])
    assert are_counts([12, 45, 3])
    assert not are_counts([10, 12, 4, -2, 3.5])
    assert not are_counts([1, 5, 12])
    assert not are_counts([])


@given(st.integers(-50, 50), st.integers(1, 100), st.floats(0, 1))
def test_impact_keeps_the_order(low: int, width: int, share: float) -> None:
    scale = ScoreScale(low, low + width)
    score = low + share * width

    impact = scale.impact(min(score, low + width))

    assert scale.impact(low) == -2
    assert scale.impact(low + width) == 2
    assert scale.impact(low + width + 1) is None
    assert impact is not None
    assert abs(impact - (4 * share - 2)) < 1e-5
