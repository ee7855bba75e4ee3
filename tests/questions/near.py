"""Answers as they are expected, numbers as close as floats get."""

from collections.abc import Mapping, Sequence
from typing import Any, cast

import pytest


def near(expected: Any) -> Any:
    """The same data, every float in it equal to what differs by rounding only."""
    if isinstance(expected, float):
        return pytest.approx(expected, rel=1e-9, abs=1e-9)
    if isinstance(expected, dict):
        return {name: near(value) for name, value in cast(Mapping[str, Any], expected).items()}
    if isinstance(expected, list):
        return [near(value) for value in cast(Sequence[Any], expected)]
    return expected
