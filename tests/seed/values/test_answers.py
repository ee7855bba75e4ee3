"""Answers of choice as places on a scale from 1 to 5."""

import pytest

from seed.values.answers import answer_score


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Strongly agree", 5),
        ("Somewhat disagree", 2),
        ("Neither agree nor disagree", 3),
        ("Very dissatisfied", 1),
        ("Extremely easy", 5),
        ("sehr zufrieden", 5),
        ("thumbs_up", 5),
        ("It was easy to find", None),
        ("Blue", None),
    ],
)
def test_answers_stand_for_scores(text: str, expected: int | None) -> None:
    found = answer_score(text)

    assert (found.number if found else None) == expected
