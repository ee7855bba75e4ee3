"""Numbers in the notations of people: 12.5, 12,5, 1.234,56, 1,234.56, 12 500, 12’500, 1,5E+05, 80 %."""

import re
import sys
import unicodedata

from seed.content import CellValue
from seed.values.notations import Ambiguous, Notation, Reading, Sign

_MINUS = str.maketrans("−–—’", "---'")
# Groups of three digits begin with none but these, so that `0,125` can only be a decimal number.
_HEAD = r"[1-9]\d{0,2}"
_EXPONENT = r"(?P<exponent>[eE][+-]?\d{1,3})?"
# Two marks or more, or a blank or an apostrophe, which part nothing but groups.
_GROUPED = re.compile(
    rf"(?P<whole>{_HEAD}(?:(?P<mark>[ '])\d{{3}}(?:(?P=mark)\d{{3}})*"
    r"|(?P<sign>[.,])\d{3}(?:(?P=sign)\d{3})+|(?P<first>[.,])\d{3}(?=(?!(?P=first))[.,])))(?:(?P<decimal>[.,])(?P<part>\d+))?"
)
_OPEN = re.compile(rf"(?P<whole>{_HEAD})(?P<mark>[.,])(?P<part>\d{{3}})")
_WHOLE = re.compile(rf"\d+{_EXPONENT}")
_DECIMAL = re.compile(rf"(?P<whole>\d*)(?P<mark>[.,])(?P<part>\d+){_EXPONENT}|(?P<dotted>\d+)\.")
# In characters; what is longer is no number.
_LONGEST = 60

_LARGEST = sys.float_info.max
# The notation in which a sign stands before decimals, and that in which it parts groups.
_BEFORE = {",": Notation.COMMA, ".": Notation.POINT}
_BETWEEN = {",": Notation.POINT, ".": Notation.COMMA}


def number(value: CellValue) -> float | Ambiguous[float] | None:
    """The number that a cell holds, a percent sign left aside; None where it holds none."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        return value if abs(value) <= _LARGEST else None
    found = [_reading(*each) for each in _numbers(value)] if isinstance(value, str) else []
    if len(found) == 2:
        return Ambiguous(found[0], found[1])
    return found[0].value if found else None


def is_percentage(value: CellValue) -> bool:
    """Whether a text ends with a percent sign."""
    return isinstance(value, str) and narrow_text(value).endswith("%")


def number_text(value: float) -> str:
    """A number as a text that `number` reads in one way only, whatever stands around it."""
    text = repr(value)
    return f"{text}0" if _OPEN.fullmatch(text.removeprefix("-")) else text


def number_sign(text: str) -> Sign | None:
    """Which sign before decimals a text shows; sure where it shows groups of digits as well."""
    found = _numbers(text)
    notation = found[0][0] if len(found) == 1 else None
    return Sign(notation, _GROUPED.fullmatch(_bare(text)[1]) is not None) if notation else None


def narrow_text(text: str) -> str:
    """A text with plain digits, signs and blanks; unlike NFKC it takes no raised digit for a further one."""
    if text.isascii():
        return text.strip()
    kept = (c if unicodedata.category(c) == "No" else unicodedata.normalize("NFKC", c) for c in text)
    return "".join(kept).translate(_MINUS).strip()


def _bare(text: str) -> tuple[str, str]:
    """The sign of a number and the rest of it, without a percent sign."""
    text = narrow_text(text).removesuffix("%").strip()
    return (text[0].removeprefix("+"), text[1:]) if text[:1] in ("+", "-") else ("", text)


def _numbers(text: str) -> list[tuple[Notation | None, float]]:
    """Each number that a text can be, with the notation that it follows; None where all read it so."""
    if len(text) > _LONGEST:
        return []
    minus, bare = _bare(text)
    found = [(notation, _parsed(minus + plain)) for notation, plain in _plain_texts(bare)]
    return [(notation, item) for notation, item in found if item is not None]


def _plain_texts(text: str) -> list[tuple[Notation | None, str]]:
    """The ways to read a number without its sign, written as Python writes numbers."""
    if found := _OPEN.fullmatch(text):
        mark, whole, part = found.group("mark", "whole", "part")
        return [(_BEFORE[mark], f"{whole}.{part}"), (_BETWEEN[mark], whole + part)]
    if found := _GROUPED.fullmatch(text):
        group, decimal = found["sign"] or found["first"], found["decimal"]
        if group and group == decimal:
            return []
        whole = re.sub(r"\D", "", found["whole"])
        notation = _BEFORE[decimal] if decimal else _BETWEEN.get(group)
        return [(notation, f"{whole}.{found['part']}" if decimal else whole)]
    if _WHOLE.fullmatch(text):
        return [(None, text)]
    if (found := _DECIMAL.fullmatch(text)) and found["dotted"] is None:
        plain = f"{found['whole'] or 0}.{found['part']}{found['exponent'] or ''}"
        return [(_BEFORE[found["mark"]], plain)]
    return [(None, found["dotted"])] if found else []


def _parsed(text: str) -> float | None:
    value = float(text)
    if abs(value) > _LARGEST:
        return None
    return int(text) if text.removeprefix("-").isdecimal() else value


def _reading(notation: Notation | None, value: float) -> Reading[float]:
    text = number_text(int(value) if value == int(value) else value)
    return Reading(notation or Notation.POINT, value, text)
