"""Quantiles of Student's t against printed tables, and the interval of Welch against arithmetic by hand."""

from math import sqrt

import pytest

from graph.reads.interval import half_width, quantile


@pytest.mark.parametrize(
    ("freedom", "expected"),
    # Any printed table of the two-sided 95 % points of Student's t.
    [
        (1, 12.7062),
        (2, 4.3027),
        (3, 3.1824),
        (4, 2.7764),
        (5, 2.5706),
        (10, 2.2281),
        (30, 2.0423),
        (120, 1.9799),
    ],
)
def test_quantile_agrees_with_tables(freedom: float, expected: float) -> None:
    assert quantile(freedom) == pytest.approx(expected, abs=0.00006)


def test_quantile_tends_to_normal() -> None:
    assert quantile(1_000_000) == pytest.approx(1.959966, abs=0.000005)


def test_quantile_takes_broken_degrees() -> None:
    assert quantile(3) < quantile(2.5) < quantile(2)


def test_interval_of_equal_spreads() -> None:
    # Variance 1 on both sides of three points: 4 degrees of freedom.
    assert half_width([1, 2, 3], [11, 12, 13]) == pytest.approx(2.7764 * sqrt(1 / 3 + 1 / 3), abs=0.0001)


def test_interval_of_unequal_spreads() -> None:
    # Variances 1 and 0: the second side adds no spread, so 2 degrees of freedom remain.
    assert half_width([1, 2, 3], [5, 5, 5, 5]) == pytest.approx(4.3027 * sqrt(1 / 3), abs=0.0001)


def test_interval_without_spread_is_nil() -> None:
    assert half_width([2, 2, 2], [3, 3, 3]) == 0.0


@pytest.mark.parametrize(("before", "after"), [([1, 2], [1, 2, 3]), ([1, 2, 3], [1, 2]), ([], [])])
def test_interval_needs_three_points(before: list[float], after: list[float]) -> None:
    assert half_width(before, after) is None
