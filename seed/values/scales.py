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
_NUMBER = r"[+-]?\d+(?:[.,]\d+)?(?:\s*/\s*\d+)?"
_REMARK = re.compile(rf"({_NUMBER})\s*[\s:;,(–—-]\s*(\D.*)", re.DOTALL)
# A number behind words stands in brackets or behind a mark, or out of how many is told; `Day 3` is no score.
_BEHIND = re.compile(
    rf"(?P<words>\D*[^\W\d_]\D*?)\s*(?:[(\[]\s*(?P<inside>{_NUMBER})\s*[)\]]"
    rf"|(?:[:=]|\s[–—-]\s)\s*(?P<marked>{_NUMBER})|\s(?P<share>\d+(?:[.,]\d+)?\s*/\s*\d+))"
    rf"|(?P<faces>[^\w\s(+–—-][^\w(+–—-]*)\(?(?P<beside>{_NUMBER})\)?"
)
# In characters; what is longer is a text, whatever number stands at its end.
_LONGEST = 200
_STARS = re.compile(r"(?:(?P<full>[★⭐🌟]+)(?P<half>½?)(?P<empty>[☆✩]*)|(?P<dots>[●⬤]+)(?P<holes>○+))")


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

# Up to where scales are short; and what one of a hundred reaches, which counts of a few dozens do not.
_LARGEST_SHORT = 10
_LEAST_OF_HUNDRED = 50


def score(value: CellValue) -> Score | None:
    """A number, with its scale where the cell gives one: `4`, `8/10`, `3 of 5`, `★★★☆☆`; None without one."""
    found = number(value)
    if found is not None:
        return Score(found)
    if isinstance(value, str) and (stars := _stars(value)):
        return stars
    parts = _OUT_OF.fullmatch(narrow_text(value)) if isinstance(value, str) else None
    if parts is None or (found := number(parts[1])) is None or (high := int(parts[2])) < 2:
        return None
    if isinstance(found, Ambiguous):
        return Score(found, ScoreScale(1, high))
    return Score(found, ScoreScale(0 if found < 1 else 1, high)) if found <= high else None


def _stars(text: str) -> Score | None:
    """Stars out of as many as are drawn, five where none is empty."""
    found = _STARS.fullmatch(re.sub(r"[\s\ufe0f]", "", text))
    if found is None:
        return None
    full, empty = len(found["full"] or found["dots"]), len(found["empty"] or found["holes"] or "")
    count = full + (0.5 if found["half"] else 0)
    high = full + empty + (1 if found["half"] else 0) if empty else 5
    return Score(count, ScoreScale(1, high)) if full <= high else None


def score_and_remark(text: str) -> tuple[str, str] | None:
    """A score and what is said beside it, as they are written: `2 – confused`, `4/5 (calm)`, `Calm (4)`."""
    if found := _REMARK.fullmatch(text):
        remark = found[2]
        return found[1], remark.removesuffix(")") if "(" not in remark else remark
    if len(text) <= _LONGEST and (found := _BEHIND.fullmatch(text)):
        said = found["inside"] or found["marked"] or found["share"] or found["beside"]
        return said, (found["words"] or found["faces"]).strip()
    return None


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
    """The scale that scores without one are probably on; None where they do not tell, or count something."""
    found = list(scores)
    if not found or (min(found) >= 0 and min(found) < 1 and max(found) <= 2):
        return None
    likely = next((s for s in _LIKELY if s.low <= min(found) and max(found) <= s.high), None)
    return None if likely is _LIKELY[-1] and max(found) < _LEAST_OF_HUNDRED else likely


def are_unscored(scores: Iterable[float]) -> bool:
    """Whether scores are all 0: nobody gave them, a tool or a template put them there."""
    found = list(scores)
    return bool(found) and not any(found)


def are_counts(scores: Iterable[float]) -> bool:
    """Whether numbers count something and score nothing: whole, and most of them above any short scale."""
    found = list(scores)
    whole = all(item >= 0 and item == int(item) for item in found)
    return whole and 2 * sum(1 for item in found if item > _LARGEST_SHORT) > len(found)
