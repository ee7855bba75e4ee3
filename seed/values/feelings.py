"""Feelings in words and faces, and the impact they stand for."""

import re
from dataclasses import dataclass

from seed.values.feeling_words import DEGREES, DENIALS, EMOTICONS, FACES, FEELINGS
from seed.values.references import normal_name

_MINUS = str.maketrans("−–—", "---")
_EMOTICON = re.compile("|".join(rf"(?<!\w){re.escape(face)}(?!\w)" for face in EMOTICONS))
_PARTS = re.compile(r"\s*(?:[,;\n，、；]|/(?!-)|\band\b|\bund\b)\s*")
_DEGREE = re.compile(rf"(?:a |ein |un |een )?({'|'.join(DEGREES)})\s+(.+)")
_DENIAL = re.compile(rf"(?:{'|'.join(word.strip() for word in DENIALS.split(','))})(?:\b\s*|(?<=[不没]))(.+)")
_STRESSED = re.compile(r"([^+]*[^+\s])\s*(\+{1,3}|!{1,3})")
_EXPLAINED = re.compile(r"(.{2,40}?)\s*(?:[:(\[]|\s-+\s)\s*.+", re.DOTALL)

# In characters; what is longer is no feeling in a few words.
_LONGEST = 80


@dataclass(frozen=True, slots=True)
class Feeling:
    """The impact of a feeling, the mean of several; None where none is known. `unread` says nothing known."""

    impact: float | None
    unread: tuple[str, ...] = ()


def feeling(text: str) -> Feeling:
    """The feeling that words or faces tell of; the same face twice is twice as strong."""
    text = _EMOTICON.sub(lambda found: EMOTICONS[found[0]], text)
    impacts = [
        _within(FACES[face] * (2 if text.count(face) > 1 else 1))
        for face in dict.fromkeys(text)
        if face in FACES
    ]
    unread: list[str] = []
    plain = "".join(c for c in text.translate(_MINUS) if c not in FACES and c not in "\ufe0f\u200d")
    for part in _PARTS.split(plain.strip()):
        impact = _explained(part.strip().casefold())
        if impact is not None:
            impacts.append(impact)
        elif re.search(r"\w", part):
            unread.append(part.strip())
    return Feeling(round(sum(impacts) / len(impacts), 6) if impacts else None, tuple(unread))


def _explained(word: str) -> float | None:
    """The impact of a feeling and its explanation: `sad (no answer)`, `sad: no answer`."""
    impact = _felt(word)
    if impact is None and (found := _EXPLAINED.fullmatch(word)):
        return _felt(found[1])
    return impact


def _felt(word: str) -> float | None:
    """The impact of one feeling: `very sad` is twice as bad as `sad`, as is `sad+`; `not happy` is bad."""
    impact = FEELINGS.get(word, FEELINGS.get(normal_name(word)))
    if impact is not None:
        return impact
    if len(word) > _LONGEST:
        return None
    if (found := _DEGREE.fullmatch(word)) and (plain := _felt(found[2])) is not None:
        return _within(plain * DEGREES[found[1]])
    if (found := _STRESSED.fullmatch(word)) and (plain := _felt(found[1])) is not None:
        return _within(plain * 2)
    if (found := _DENIAL.fullmatch(word)) and (plain := _felt(found[1])) is not None:
        return -1.0 if plain > 0 else 0.5 if plain < 0 else None
    return None


def _within(impact: float) -> float:
    return max(-2.0, min(2.0, impact))
