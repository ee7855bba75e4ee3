"""Several items in one cell: by lines, bullets, numbers, semicolons, dots or commas."""

import html
import re

from seed.formats.once import cleaned

_BULLET = re.compile(r"\A\s*(?:[•‣▪▫●○◦∙■□–—*✓✔➤►→>·-]|\(?\d{1,2}[.)]|[a-z]\))\s+", re.IGNORECASE)
_QUOTED = re.compile(r"\"[^\"]*\"|„[^“”\"]*[“”\"]|“[^”]*”|«[^»]*»|»[^«]*«|‚[^‘]*‘")
_INLINE = re.compile(r"\s*;\s*|\s+[·•|]\s+")
_COMMA = re.compile(r",\s+|\s+/\s+")
_QUOTES = '"„“”«»‚‘’'
_NUMBERED = re.compile(
    r"(?:(?:phase|stage|step|etappe|schritt|abschnitt)\s*)?\(?(\d{1,2})\s*"
    r"(?:[.)](?=\s|[^\W\d_])|:(?=\s)|[-–—](?=\s))\s*(?=\S)",
    re.IGNORECASE,
)
_PLACEHOLDERS = frozenset(
    {"-", "–", "—", "--", "/", "?", "n/a", "na", "n.a.", "none", "tbd", "k.a.", "keine", "entf."}
)
_STAND_IN = 0xF0000


def items(text: str, *, commas: bool = False) -> list[str]:
    """The items of a cell, without bullets and numbers; with `commas` also those of a list with commas."""
    text = re.sub(r"<br\s*/?>|\r", "\n", html.unescape(text), flags=re.IGNORECASE)
    lines = [line for line in text.split("\n") if line.strip()]
    if sum(1 for line in lines if _BULLET.match(line)) > 1 or (lines and _BULLET.match(lines[0])):
        lines = _bulleted(lines)
    found = [piece for line in lines for piece in _pieces(line)]
    if commas and len(found) == 1 and _is_list(found[0]):
        found = _COMMA.split(found[0])
    found = [cleaned(_BULLET.sub("", item, count=1)).rstrip(";").strip() for item in found]
    return [item for item in found if item and not is_nothing(item)]


def is_nothing(text: str) -> bool:
    """Whether a cell says that there is nothing to say: a dash, n/a."""
    return text.strip().casefold() in _PLACEHOLDERS


def unquoted(text: str) -> tuple[str, bool]:
    """A text without the quotation marks around it, and whether it stood between such."""
    bare = text.strip()
    if len(bare) > 2 and bare[0] in _QUOTES and bare[-1] in _QUOTES:
        return bare.strip(_QUOTES).strip(), True
    return bare, False


def numbered(text: str) -> tuple[str, int | None]:
    """A name without the number before it, and the number: `1. Realise`, `Phase 2: Compare`."""
    text = cleaned(text)
    found = _NUMBERED.match(text)
    return (text[found.end() :], int(found[1])) if found else (text, None)


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
    kept: list[str] = []

    def stand_in(found: re.Match[str]) -> str:
        kept.append(found[0])
        return chr(_STAND_IN + len(kept) - 1)

    pieces = _INLINE.split(_QUOTED.sub(stand_in, line))
    for place, quoted in enumerate(kept):
        pieces = [piece.replace(chr(_STAND_IN + place), quoted) for piece in pieces]
    return pieces


def _is_list(text: str) -> bool:
    """Whether the commas of a text part short names, and no sentence."""
    parts = _COMMA.split(text)
    return len(parts) > 1 and all(part.strip() and len(part.split()) <= 4 for part in parts)
