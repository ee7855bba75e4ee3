"""Scores that people give: numbers, words and faces, the scale they are on, and the impact they stand for."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from seed.content import CellValue
from seed.formats import vocabulary
from seed.references import normalised

_MINUS = str.maketrans("−–—", "---")
_NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?")
_THOUSANDS = re.compile(r"[+-]?\d{1,3}(?:\.\d{3})+,\d+|[+-]?\d{1,3}(?:,\d{3})+\.\d+")
_OUT_OF = re.compile(r"(.+?)\s*(?:/|of|out of|von)\s*(\d+)")
_RANGE = re.compile(
    r"(?<![\d.,])([+-]?\d+)\s*(?:\.{2,3}|…|-|to|bis|/|\||,\s*\.\.\.\s*,)\s*(\+?-?\d+)(?![\d.,]*\d)",
    re.IGNORECASE,
)
_LEGEND = re.compile(r"([+-]?\d+)\s*=")
_OUT_OF_HEAD = re.compile(r"(?:/|out of|von)\s*(\d+)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Scale:
    """A scale from its worst to its best value."""

    low: float
    high: float

    @property
    def text(self) -> str:
        """The scale as people write it: `1-5`, `-2..2`."""
        return f"{self.low:g}{'-' if self.low >= 0 else '..'}{self.high:g}"

    def impact(self, score: float) -> float | None:
        """The score between −2 and 2; None where it is not on the scale."""
        if not self.low <= score <= self.high:
            return None
        return round((score - self.low) / (self.high - self.low) * 4 - 2, 6) + 0.0


FIVE = Scale(1, 5)

_LIKELY = (
    FIVE,
    Scale(0, 5),
    Scale(-2, 2),
    Scale(-3, 3),
    Scale(-5, 5),
    Scale(1, 10),
    Scale(0, 10),
    Scale(0, 100),
)

# What words say about an experience; the middle of a pair of words stands between them.
_WORDS = {
    -2.0: """
        very negative, very bad, terrible, awful, horrible, angry, furious, desperate, hate,
        devastated, outraged, sehr negativ, sehr schlecht, furchtbar, schrecklich, wütend,
        verzweifelt, sehr unzufrieden, very unhappy, very dissatisfied, --""",
    -1.0: """
        negative, bad, poor, sad, unhappy, frustrated, annoyed, anxious, worried, confused,
        disappointed, stressed, nervous, overwhelmed, insecure, uncertain, irritated, impatient,
        dissatisfied, low, pain, frustration, anxiety, negativ, schlecht, traurig, frustriert,
        genervt, ängstlich, besorgt, verwirrt, enttäuscht, gestresst, nervös, überfordert, unsicher,
        unzufrieden, ungeduldig, verärgert, skeptical, skeptisch, -""",
    0.0: """
        neutral, ok, okay, indifferent, mixed, medium, mittel, gemischt, gleichgültig, so lala, meh,
        average, o, +/-, ±""",
    1.0: """
        positive, good, happy, satisfied, content, relieved, hopeful, curious, confident,
        interested, calm, pleased, optimistic, trusting, comfortable, motivated, high, positiv, gut,
        froh, zufrieden, erleichtert, hoffnungsvoll, neugierig, zuversichtlich, interessiert, ruhig,
        entspannt, motiviert, joy, relief, +""",
    2.0: """
        very positive, very good, excellent, great, delighted, excited, thrilled, enthusiastic,
        proud, love, amazed, sehr positiv, sehr gut, ausgezeichnet, begeistert, aufgeregt,
        glücklich, stolz, sehr zufrieden, very happy, very satisfied, ++""",
}
_FEELINGS = {
    " ".join(word.split()): impact
    for impact, words in (*vocabulary.FEELINGS.items(), *_WORDS.items())
    for word in words.split(",")
    if word.strip()
}
# Words before those that make them stronger or weaker.
_DEGREES = {
    2.0: "very really extremely so super sehr äußerst total très trop muy erg heel zeer",
    0.5: "slightly somewhat bit little etwas leicht bisschen peu poco beetje iets",
}
_FACTORS = {word: factor for factor, words in _DEGREES.items() for word in words.split()}
_DEGREE = re.compile(rf"(?:a |ein |un |een )?({'|'.join(_FACTORS)})\s+(.+)")
_FACES = {
    -2.0: "😡🤬😭😢😱😠👎",
    -1.0: "🙁☹😞😟😕😒😔😣😖😫😩😤😰😥😓🤔",
    0.0: "😐😑😶🤷",
    1.0: "🙂😊☺😌👍",
    2.0: "😀😃😄😁😆🤩😍🥳😎❤🎉",
}
_IMPACTS = {face: impact for impact, faces in _FACES.items() for face in faces}


def number(value: CellValue) -> float | None:
    """The number that a cell holds, as such or as text with point or comma; None where it holds none."""
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, int | float):
        return float(value)
    if not isinstance(value, str):
        return None
    text = unicodedata.normalize("NFKC", value).translate(_MINUS).strip().removesuffix("%").strip()
    if _THOUSANDS.fullmatch(text):
        text = text.replace("." if text.rfind(",") > text.rfind(".") else ",", "")
    text = re.sub(r"(?<=\d),(?=\d+$)", ".", text)
    return float(text) if _NUMBER.fullmatch(text) else None


def scored(value: CellValue) -> tuple[float, Scale | None] | None:
    """A number, and its scale where the cell gives one: `4`, `8/10`, `3 of 5`; None without a number."""
    found = number(value)
    if found is not None or not isinstance(value, str):
        return None if found is None else (found, None)
    parts = _OUT_OF.fullmatch(value.strip())
    if parts is None or (score := number(parts[1])) is None or int(parts[2]) < 2:
        return None
    high = int(parts[2])
    return (score, Scale(0 if score < 1 else 1, high)) if score <= high else None


def stated(head: str) -> Scale | None:
    """The scale that a heading names: `Emotion (-2..+2)`, `Wertung 1–5`, `1 = bad, 5 = good`, `of /10`."""
    text = unicodedata.normalize("NFKC", head).translate(_MINUS)
    if found := _RANGE.search(text):
        low, high = float(found[1]), float(found[2])
    elif len(found := _LEGEND.findall(text)) > 1:
        low, high = min(map(float, found)), max(map(float, found))
    elif found := _OUT_OF_HEAD.search(text):
        low, high = 1.0, float(found[1])
    else:
        return None
    return Scale(low, high) if low < high <= 100 and low >= -100 else None


def likely(scores: Iterable[float]) -> Scale | None:
    """The scale that scores without one are probably on; None where they do not tell."""
    found = list(scores)
    if not found or (min(found) >= 0 and min(found) < 1 and max(found) <= 2):
        return None
    return next((s for s in _LIKELY if s.low <= min(found) and max(found) <= s.high), None)


def feeling(text: str) -> float | None:
    """The impact of a feeling in words or faces, the mean of several; None where none is known."""
    found = [_IMPACTS[character] for character in text if character in _IMPACTS]
    plain = "".join(
        c for c in text.translate(_MINUS) if c not in _IMPACTS and c not in "\ufe0f\u200d"
    ).strip()
    for word in re.split(r"\s*(?:[,;\n]|/(?!-)|\band\b|\bund\b)\s*", plain):
        impact = _felt(word.strip().casefold())
        if impact is not None:
            found.append(impact)
    return round(sum(found) / len(found), 6) if found else None


def _felt(word: str) -> float | None:
    """The impact of one feeling; `very sad` is twice as bad as `sad`, no worse than the worst."""
    degree = _DEGREE.fullmatch(word)
    impact = _FEELINGS.get(word, _FEELINGS.get(normalised(word)))
    if impact is not None or degree is None or (plain := _felt(degree[2])) is None:
        return impact
    return max(-2.0, min(2.0, plain * _FACTORS[degree[1]]))
