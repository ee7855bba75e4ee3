"""Bytes of a text file as text: by their marks, else by which encoding makes words of them."""

import re
import unicodedata
from collections.abc import Callable, Iterator

# Encodings of one byte for each character, then of several, each with the name that people know.
_SINGLE = {
    "cp1252": "Windows-1252",
    "mac_roman": "Mac OS Roman",
    "cp1250": "Windows-1250",
    "cp1251": "Windows-1251",
}
_SEVERAL = {
    "cp932": "Shift-JIS",
    "euc_jp": "EUC-JP",
    "gb18030": "GB 18030",
    "big5": "Big5",
    "cp949": "EUC-KR",
}
# Characters of which every Chinese text has many, and what the headings of journeys are written with.
_COMMON_HAN = frozenset(
    "的一是不了人我在有他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里用道行所然家种事成方多"
    "经么去法学如都同现当没动面起看定天分还进好小部其些主样理心她本前开但因只从想实日军者意无力它与长把机十民第公此已工使情明"
    "性知全三又关点正业外将两高间由问很最重并物手应战向头文体政美相见被利什二等产或新己制身果加西斯月话合回特代内信表化老给世"
    "次度客户阶段步骤触痛情绪机会渠道需求满意服务购买支付订单等待電話店舗購入申込確認課題改善体験顧客行動感情段階接点價付訂單"
    "們說對學機會經發過這時為來個國後裡與無開關點業問題應該請選擇網站線上價格麻煩慢快差好難易太找看買賣送貨回電"
)
# How many characters beyond ASCII are looked at.
_SAMPLE = 20_000
# From this mean on, characters make words.
_LEGIBLE = 0.3
_OPENING_MARKS = frozenset("“„‘‚«»¿¡")
_FITTING_MARKS = _OPENING_MARKS | frozenset("€”’–—…•§°½¼¾×·©®™²³")
_CONTROL = re.compile(rb"[\x01-\x08\x0e-\x1a\x1c-\x1f]")


class Undecodable(Exception):
    """No encoding makes a text of the bytes."""


def decoded_text(data: bytes) -> tuple[str, str | None]:
    """The text of a file, and what is to be said where its encoding was guessed. Raises Undecodable."""
    for encoding in _told_encodings(data):
        try:
            return data.decode(encoding), None
        except UnicodeError:
            continue
    if 50 * len(_CONTROL.findall(data)) > len(data):
        raise Undecodable
    damaged = data.decode("utf-8", "replace")
    lost = damaged.count("\ufffd")
    if 20 * lost <= sum(1 for c in damaged if c > "\x7f"):
        return damaged, f"{lost} bytes of it are no UTF-8; they stand as \ufffd. Export it again."
    return _guessed_text(data)


def _told_encodings(data: bytes) -> Iterator[str]:
    """The encodings that the bytes themselves tell of."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        yield "utf-16"
    elif data[1:200:2].count(0) > len(data[1:200:2]) // 2:
        yield "utf-16-le"
    elif data[0:200:2].count(0) > len(data[0:200:2]) // 2:
        yield "utf-16-be"
    else:
        yield "utf-8-sig"


def _guessed_text(data: bytes) -> tuple[str, str]:
    """The text of the encoding whose characters make words, the first of equals."""
    found: list[tuple[float, str, str]] = []
    for names, worth in ((_SINGLE, _single_worth), (_SEVERAL, _several_worth)):
        for encoding, name in names.items():
            try:
                text = data.decode(encoding)
            except UnicodeError:
                continue
            found.append((_legibility(text, worth), text, name))
    if not found:
        raise Undecodable
    worth, text, name = max(found, key=lambda item: item[0])
    if worth < _LEGIBLE and any(item[2] == "Windows-1252" for item in found):
        worth, text, name = next(item for item in found if item[2] == "Windows-1252")
    elif worth < _LEGIBLE:
        raise Undecodable
    return text, f"It is no UTF-8 and was read as {name}, which makes words of it. Else save it as UTF-8."


def _legibility(text: str, worth: Callable[[str, str, str], float]) -> float:
    """The mean worth of the characters beyond ASCII."""
    places = [found.start() for found in re.finditer(r"[^\x00-\x7f]", text[: 50 * _SAMPLE])][:_SAMPLE]
    total = sum(worth(text[place - 1 : place], text[place], text[place + 1 : place + 2]) for place in places)
    return total / len(places) if places else 0.0


def _single_worth(before: str, character: str, after: str) -> float:
    """What a character is worth beside its neighbours: letters in words, marks between them."""
    if not character.isprintable():
        return -3.0
    beside = [other for other in (before, after) if other.isalpha()]
    if not character.isalpha():
        opens = character in _OPENING_MARKS and not before.isalpha()
        fits = character == "’" or opens or not after.isalpha()
        return 1.0 if character in _FITTING_MARKS and fits else -1.0
    if any(_is_cyrillic(other) is not _is_cyrillic(character) for other in beside):
        return -1.0
    return _capital_worth(before, after) if character.isupper() else _small_worth(character, beside)


def _capital_worth(before: str, after: str) -> float:
    """Capitals begin a word, or stand among others; one that stands alone tells nothing."""
    if not before.isalpha():
        return 1.0 if after.isalpha() else 0.0
    return 1.0 if before.isupper() and not after.islower() else -1.0


def _small_worth(character: str, beside: list[str]) -> float:
    """Letters beyond ASCII stand seldom side by side, but in languages that have others than Latin ones."""
    strange = any(other > "\x7f" for other in beside) and not _is_cyrillic(character)
    return 0.2 if strange else 1.0


def _several_worth(before: str, character: str, after: str) -> float:
    """What a character is worth by itself: kana, hangul and common signs, not those that are seldom seen."""
    code = ord(character)
    if 0x3040 <= code <= 0x30FF or 0xAC00 <= code <= 0xD7A3 or character in _COMMON_HAN:
        return 1.0
    if 0x4E00 <= code <= 0x9FFF:
        return 0.4
    if 0x3000 <= code <= 0x303F or 0xFF00 <= code <= 0xFF60:
        return 0.5
    return -1.0


def _is_cyrillic(character: str) -> bool:
    return unicodedata.name(character, "").startswith("CYRILLIC")
