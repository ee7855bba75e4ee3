"""Words for how much of something there is, such as high, M or gering, as a share from 0 to 1."""

import re
import unicodedata
from collections.abc import Iterable

# The middles of equal parts, so that no word claims an end of its scale.
_WORDS = {
    0.1: """
        very_low lowest minimal sehr_gering sehr_niedrig sehr_klein très_faible muy_bajo muy_baja
        muito_baixo muito_baixa molto_basso molto_bassa zeer_laag bardzo_niski 很低 とても低い 매우_낮음""",
    0.25: """
        low small little minor l gering niedrig klein wenig faible bajo baja baixo baixa basso bassa
        laag niski niska niskie 低 小 低い 小さい 낮음 하""",
    0.5: """
        medium mid middle moderate average med m mittel mäßig moyen moyenne medio media médio média
        gemiddeld midden średni średnia średnie 中 中等 普通 중간 중 보통""",
    0.75: """
        high large big major much h hoch groß viel élevé élevée fort forte alto alta hoog wysoki wysoka
        wysokie 高 大 高い 大きい 높음 상""",
    0.9: """
        very_high highest huge critical sehr_hoch sehr_groß très_élevé très_élevée muy_alto muy_alta
        muito_alto muito_alta molto_alto molto_alta zeer_hoog bardzo_wysoki 很高 とても高い 매우_높음""",
}
_SHARES = {word: share for share, words in _WORDS.items() for word in words.split()}
_SIZES = {"xs": 0.1, "s": 0.25, "m": 0.5, "l": 0.75, "xl": 0.9, "xxl": 0.9}


def level(text: str, *, sizes: bool = False) -> float | None:
    """The share that a word stands for; with `sizes` those of shirts, where `L` is large; None for others."""
    word = _folded(text)
    return _SIZES.get(word) if sizes else _SHARES.get(word)


def are_sizes(texts: Iterable[str]) -> bool | None:
    """Whether letters are sizes of shirts; None where `L` may be large or low."""
    words = {_folded(text) for text in texts}
    if words & {"xs", "s", "xl", "xxl"}:
        return True
    return None if "l" in words and not words & (_SHARES.keys() - {"l", "m"}) else False


def _folded(text: str) -> str:
    bare = unicodedata.normalize("NFKC", text).casefold().strip(" .!")
    return re.sub(r"[\s_-]+", "_", bare)
