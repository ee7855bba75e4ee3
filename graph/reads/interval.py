"""The interval of a difference of means after Welch: unequal spreads, few points."""

from collections.abc import Sequence
from math import exp, lgamma, log, sqrt
from statistics import variance

_CONFIDENCE = 0.95
_FEWEST = 3


def half_width(before: Sequence[float], after: Sequence[float]) -> float | None:
    """Half the width of the 95 % interval of the difference of means; None below 3 points on a side.

    After B. L. Welch, "The generalization of Student's problem when several different population variances
    are involved", Biometrika 34 (1947).
    """
    if min(len(before), len(after)) < _FEWEST:
        return None
    first, second = variance(before) / len(before), variance(after) / len(after)
    if first + second == 0:
        return 0.0
    freedom = (first + second) ** 2 / (first**2 / (len(before) - 1) + second**2 / (len(after) - 1))
    return quantile(freedom) * sqrt(first + second)


def quantile(freedom: float) -> float:
    """The point that Student's t with so many degrees of freedom exceeds in 2.5 % of cases."""
    low, high = 0.0, 1.0
    while tail_probability(high, freedom) > 1 - _CONFIDENCE:
        high *= 2
    for _ in range(60):
        middle = (low + high) / 2
        if tail_probability(middle, freedom) > 1 - _CONFIDENCE:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def tail_probability(t: float, freedom: float) -> float:
    """How likely Student's t lies further from zero than `t`: the incomplete beta function at its place."""
    x, a, b = freedom / (freedom + t * t), freedom / 2, 0.5
    if x >= 1:
        return 1.0
    front = exp(a * log(x) + b * log(1 - x) + lgamma(a + b) - lgamma(a) - lgamma(b))
    if x < (a + 1) / (a + b + 2):
        return front * _fraction(x, a, b) / a
    return 1 - front * _fraction(1 - x, b, a) / b


def _fraction(x: float, a: float, b: float) -> float:
    """The continued fraction of the incomplete beta function (DLMF 8.17.22), from its far end."""
    value = 1.0
    for m in range(200, 0, -1):
        even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
        value = 1 + even / (1 + odd / value)
    return 1 / (1 - (a + b) * x / (a + 1) / value)
