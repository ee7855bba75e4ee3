"""Words for how much of something there is."""

import pytest

from seed.values.levels import are_sizes, level


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("H", 0.75),
        ("medium", 0.5),
        (" Low ", 0.25),
        ("sehr hoch", 0.9),
        ("高", 0.75),
        ("L", 0.25),
        ("some", None),
    ],
)
def test_words_stand_for_shares(text: str, expected: float | None) -> None:
    assert level(text) == expected


def test_sizes_of_shirts_are_told_from_levels() -> None:
    assert level("L", sizes=True) == 0.75
    assert are_sizes(["S", "M", "L"]) is True
    assert are_sizes(["H", "M", "L"]) is False
    assert are_sizes(["M", "L"]) is None
