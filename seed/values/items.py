"""Several items in one cell: by lines, bullets, numbers, semicolons, dots or commas."""

import html
import re
import unicodedata
from collections.abc import Sequence

_INVISIBLE = re.compile(r"[\u0000-\u0008\u000e-\u001f\u007f\u00ad\u200b\u2060\ufeff]")
_MARKUP = re.compile(r"</?(?:b|i|em|strong|u|small|sub|sup|span|font|p|div)(?:\s[^<>]*)?>", re.IGNORECASE)
_STRONG = re.compile(r"\*\*(.+?)\*\*")
_LINE_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_BULLET = re.compile(
    r"\A\s*(?:・|[①-⑳]|\d{1,2}、|(?:[•‣▪▫●○◦∙■□–—*✓✔➤►→>·-]|\(?\d{1,2}[.)]|[a-z]\))\s+)", re.IGNORECASE
)
# Bounded, so that no cell of marks without their counterparts takes long.
_QUOTED = (
    r"\"[^\"]{0,900}\"|„[^„“”\"]{0,900}[“”\"]|“[^“”]{0,900}”|«[^«»]{0,900}»|»[^«»]{0,900}«|‚[^‚‘]{0,900}‘"
    r"|「[^「」]{0,900}」|『[^『』]{0,900}』"
)
_INLINE = re.compile(rf"{_QUOTED}|(?P<mark> ?[;；] ?| [·•|] )")
_BREAK = re.compile(r"<br\s*/?>|\r", re.IGNORECASE)
_BLANKS = re.compile(r"[^\S\n]+")
_COMMA = re.compile(r", | / |、|，")
_QUOTES = '"„“”«»‚‘’「」『』'
_NUMBERED = re.compile(
    r"(?:(?:phase|stage|step|etappe|schritt|abschnitt)\s*)?\(?(\d{1,2})\s*"
    r"(?:[.)](?=\s|[^\W\d_])|:(?=\s)|[-–—](?=\s))\s*(?=\S)",
    re.IGNORECASE,
)
_PLACEHOLDERS = frozenset(
    {"-", "–", "—", "--", "/", "?", "n/a", "na", "n.a.", "none", "tbd", "k.a.", "keine", "entf."}
    | {
        "aucun",
        "aucune",
        "néant",
        "ninguno",
        "ninguna",
        "geen",
        "nenhum",
        "nenhuma",
        "nessuno",
        "nessuna",
        "brak",
    }
    | {"なし", "無し", "特になし", "无", "無", "没有", "없음", "ー", "－", "nan", "null", "nil"}
)


def items(text: str, *, commas: bool = False) -> list[str]:
    """The items of a cell, without bullets and numbers; with `commas` also those of a list with commas."""
    text = _BLANKS.sub(" ", _BREAK.sub("\n", html.unescape(text)))
    lines = [line for line in text.split("\n") if line.strip()]
    if _has_bullets(lines):
        lines = _bulleted(lines)
    found = [piece for line in lines for piece in _pieces(line)]
    if commas and len(found) == 1 and _is_list(found[0]):
        found = _COMMA.split(found[0])
    found = [plain_line(_BULLET.sub("", item, count=1)).rstrip(";；").strip() for item in found]
    return [item for item in found if item and not is_nothing(item)]


def parting_remark(text: str, found: Sequence[str]) -> str | None:
    """What is to be said of a cell that was taken apart; nothing of lines with bullets or numbers."""
    lines = [line for line in _BREAK.sub("\n", html.unescape(text)).split("\n") if line.strip()]
    marked = sum(1 for line in lines if _BULLET.match(line))
    if len(found) < 2 or marked == len(found):
        return None
    told = "; ".join(f"“{item[:40]}”" for item in found[:5])
    return f"It was taken apart into {len(found)}: {told}{' …' if len(found) > 5 else ''}"


def is_listed(text: str) -> bool:
    """Whether a cell is a list of lines with bullets or numbers."""
    lines = [line for line in _BREAK.sub("\n", html.unescape(text)).split("\n") if line.strip()]
    return sum(1 for line in lines if _BULLET.match(line)) > 1


def is_nothing(text: str) -> bool:
    """Whether a cell says that there is nothing to say: a dash, n/a."""
    return text.strip().casefold() in _PLACEHOLDERS


def quoted_text(text: str) -> tuple[str, bool]:
    """A text without the quotation marks around it, and whether it stood between such."""
    bare = text.strip()
    if len(bare) > 2 and bare[0] in _QUOTES and bare[-1] in _QUOTES:
        return bare.strip(_QUOTES).strip(), True
    return bare, False


def numbered_name(text: str) -> tuple[str, int | None]:
    """A name without the number before it, and the number: `1. Realise`, `Phase 2: Compare`."""
    text = plain_line(text)
    found = _NUMBERED.match(text)
    return (text[found.end() :], int(found[1])) if found else (text, None)


def plain_line(text: str) -> str:
    """A text on one line, without markup, invisible characters and spare blanks; entities read."""
    text = html.unescape(_STRONG.sub(r"\1", _MARKUP.sub("", _LINE_BREAK.sub(" ", text))))
    return unicodedata.normalize("NFC", re.sub(r"\s+", " ", _INVISIBLE.sub("", text))).strip()


def _has_bullets(lines: list[str]) -> bool:
    """Whether lines are a list with bullets: the first has one, or two others have."""
    bullets = [_BULLET.match(line) is not None for line in lines]
    return bullets[:1] == [True] or sum(bullets) > 1


def _bulleted(lines: list[str]) -> list[str]:
    """Lines with what is wrapped put back to its bullet."""
    found: list[str] = []
    for line in lines:
        if found and not _BULLET.match(line):
            found[-1] = f"{found[-1]} {line.strip()}"
        else:
            found.append(line)
    return found


def _pieces(line: str) -> list[str]:
    """What separators part in a line, none of them between quotation marks."""
    marks = [found.span() for found in _INLINE.finditer(line) if found["mark"]]
    starts, ends = [0, *(end for _, end in marks)], [*(start for start, _ in marks), len(line)]
    return [line[start:end] for start, end in zip(starts, ends, strict=True)]


def _is_list(text: str) -> bool:
    """Whether the commas of a text part short names, and no sentence."""
    parts = _COMMA.split(text)
    return len(parts) > 1 and all(part.strip() and len(part.split()) <= 4 for part in parts)
