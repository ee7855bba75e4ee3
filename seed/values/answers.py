"""Answers of choice that stand for a place on a scale: strongly agree, very satisfied, rather difficult."""

import re

from seed.values.scales import FIVE, Score

_SUBJECTS = (
    "agree|satisfied|likely|easy|happy|helpful|useful|good|positive|zufrieden|wahrscheinlich|einfach|"
    "einverstanden|d'accord|satisfait|facile|de acuerdo|satisfecho|fácil|satisfeito|soddisfatto"
)
_OPPOSITES = (
    "disagree|dissatisfied|unsatisfied|unlikely|difficult|hard|unhappy|poor|bad|negative|unzufrieden|"
    "unwahrscheinlich|schwer|schwierig|insatisfait|insatisfecho"
)
_STRONG = "strongly|very|extremely|completely|totally|sehr|voll|äußerst|ganz|tout à fait|très|muy|muito|molto"
_ANSWER = re.compile(
    rf"(?P<strong>(?:{_STRONG})\s+)?(?:\w+\s+)?(?:(?P<bad>{_OPPOSITES})|(?P<good>{_SUBJECTS}))"
)
_MIDDLE = re.compile(
    r"neutral\w*|neither .{0,60}|undecided|weder noch|teils.{0,3}teils|mittel|fair|okay|ok|average"
)
_SINGLE = {
    "excellent": 5,
    "terrible": 1,
    "awful": 1,
    "thumbs_up": 5,
    "thumbs_down": 1,
    "thumbs up": 5,
    "thumbs down": 1,
}


def answer_score(text: str) -> Score | None:
    """The score from 1 to 5 that an answer of choice stands for; None where it is no such answer."""
    words = re.sub(r"\s+", " ", text.casefold()).strip(" .!")
    if words in _SINGLE:
        return Score(_SINGLE[words], FIVE)
    if _MIDDLE.fullmatch(words):
        return Score(3, FIVE)
    found = _ANSWER.fullmatch(words)
    if found is None:
        return None
    strength = 2 if found["strong"] else 1
    return Score(3 - strength if found["bad"] else 3 + strength, FIVE)
