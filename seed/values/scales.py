"""Scores that people give: the scale they are on, the impact they stand for, and remarks behind them."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from seed.content import CellValue
from seed.values.notations import Ambiguous
from seed.values.numbers import narrow_text, number

_OUT_OF = re.compile(r"(.+?)\s*(?:/|of|out of|von)\s*(\d{1,9})")
_RANGE = re.compile(
    r"(?<![\d.,])([+-]?\d+)\s*(?:\.{2,3}|…|-|to|bis|/|\||,\s*\.\.\.\s*,)\s*(\+?-?\d+)(?![\d.,]*\d)",
    re.IGNORECASE,
)
_LEGEND = re.compile(r"([+-]?\d+)\s*=")
_OUT_OF_HEAD = re.compile(r"(?:/|out of|von)\s*(\d+)\b", re.IGNORECASE)
_REMARK = re.compile(r"([+-]?\d+(?:[.,]\d+)?(?:\s*/\s*\d+)?)\s*[\s:;,(–—-]\s*(\D.*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class ScoreScale:
    """A scale from its worst to its best value."""

    low: float
    high: float

    @property
    def text(self) -> str:
        """The scale as people write it: `1-5`, `-2..2`."""
        return f"{self.low:g}{'-' if self.low >= 0 else '..'}{self.high:g}"

    def holds(self, score: float) -> bool:
        """Whether a score is on the scale."""
        return self.low <= score <= self.high

    def impact(self, score: float) -> float | None:
        """The score between −2 and 2; None where it is not on the scale."""
        if not self.holds(score):
            return None
        return round((score - self.low) / (self.high - self.low) * 4 - 2, 6) + 0.0


@dataclass(frozen=True, slots=True)
class Score:
    """A number that somebody gives, and its scale where it comes with one."""

    number: float | Ambiguous[float]
    scale: ScoreScale | None = None


FIVE = ScoreScale(1, 5)

_LIKELY = (
    FIVE,
    ScoreScale(0, 5),
    ScoreScale(-2, 2),
    ScoreScale(-3, 3),
    ScoreScale(-5, 5),
    ScoreScale(1, 10),
    ScoreScale(0, 10),
    ScoreScale(0, 100),
)


def score(value: CellValue) -> Score | None:
    """A number, with its scale where the cell gives one: `4`, `8/10`, `3 of 5`; None without a number."""
    found = number(value)
    if found is not None:
        return Score(found)
    parts = _OUT_OF.fullmatch(narrow_text(value)) if isinstance(value, str) else None
    if parts is None or (found := number(parts[1])) is None or (high := int(parts[2])) < 2:
        return None
    if isinstance(found, Ambiguous):
        return Score(found, ScoreScale(1, high))
    return Score(found, ScoreScale(0 if found < 1 else 1, high)) if found <= high else None


def score_and_remark(text: str) -> tuple[str, str] | None:
    """A score and what is said behind it, both as they are written: `2 – confused`, `4/5 (calm)`."""
    found = _REMARK.fullmatch(text)
    return (found[1], found[2]) if found else None


def stated_scale(head: str) -> ScoreScale | None:
    """The scale that a heading names: `Emotion (-2..+2)`, `Wertung 1–5`, `1 = bad, 5 = good`, `of /10`."""
    text = narrow_text(head)
    if found := _RANGE.search(text):
        ends = [found[1], found[2]]
    elif len(ends := _LEGEND.findall(text)) < 2:
        found = _OUT_OF_HEAD.search(text)
        ends = ["1", found[1]] if found else []
    numbers = [end for end in map(number, ends) if isinstance(end, int | float)]
    if len(numbers) < 2 or len(numbers) < len(ends):
        return None
    low, high = (numbers[0], numbers[1]) if found else (min(numbers), max(numbers))
    return ScoreScale(low, high) if low < high <= 100 and low >= -100 else None


def likely_scale(scores: Iterable[float]) -> ScoreScale | None:
    """The scale that scores without one are probably on; None where they do not tell."""
    found = list(scores)
    if not found or (min(found) >= 0 and min(found) < 1 and max(found) <= 2):
        return None
    return next((s for s in _LIKELY if s.low <= min(found) and max(found) <= s.high), None)
