"""Words and marks for yes and no."""

import pytest

from seed.content import CellValue
from seed.values.truths import truth


@pytest.mark.parametrize(
    "value", [True, 1, 1.0, "1", "Yes", "ja", "OUI", "si", "SÍ", "si\u0301", "x", "✓", "✔\ufe0f"]
)
def test_truth_says_yes_in_many_ways(value: CellValue) -> None:
    assert truth(value) is True


@pytest.mark.parametrize("value", [False, 0, 0.0, "0", "No", "nein", "Non", "false", "FALSCH"])
def test_truth_says_no_in_many_ways(value: CellValue) -> None:
    assert truth(value) is False


@pytest.mark.parametrize("value", [2, 0.5, "perhaps", "", None])
def test_truth_is_silent_of_others(value: CellValue) -> None:
    assert truth(value) is None
