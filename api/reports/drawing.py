"""Drawing as SVG: shapes, texts broken to a width, the head of a picture; and the extra `pictures`."""

import re
from collections.abc import Iterable, Iterator, Sequence
from html import escape
from importlib import import_module
from itertools import accumulate
from typing import Any
from unicodedata import east_asian_width

from api.reports.report import Caption
from graph.errors import Misconfigured

INK, FAINT, LINE, PAPER = "#1b1f24", "#4a525c", "#c3c9d1", "#ffffff"
FONT = "'Liberation Sans', Arial, Helvetica, 'Noto Sans', 'Noto Color Emoji', sans-serif"
HEAD = 62  # height of title and facts
MARGIN = 16
MISSING = (
    "This picture needs altair and vl-convert-python, which are not installed. "
    "Install Throughline with its extra `pictures`: make pictures."
)
_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_SIZES = re.compile(r' (?:width|height)="([0-9.]+)"')
_NARROW = frozenset("iljtf.,:;'|!()[] ")


def needed(module: str) -> Any:
    """A module of the extra `pictures`. Raises Misconfigured where it is not installed."""
    try:
        return import_module(module)
    except ImportError:
        raise Misconfigured(MISSING) from None


def clean(text: str) -> str:
    """A text as it may stand in SVG."""
    return escape(_UNFIT.sub("\ufffd", text).replace("\n", " "))


def width(text: str, size: float) -> float:
    """About how wide a text is."""
    return size * sum(
        1.05
        if east_asian_width(sign) in "WF"
        else 0.3
        if sign in _NARROW
        else 0.68
        if sign.isupper()
        else 0.56
        for sign in text
    )


def broken(text: str, size: float, most: float, lines: int) -> list[str]:
    """A text in at most so many lines of a width; what does not fit ends in an ellipsis."""
    found: list[str] = [""]
    for part in _parts(text, size, most):
        joined = f"{found[-1]} {part}".strip()
        if width(joined, size) <= most:
            found[-1] = joined
        else:
            found.append(part)
    found = [line for line in found if line] or [""]
    if len(found) > lines:
        last = found[lines - 1]
        while last and width(last + "…", size) > most:
            last = last[:-1]
        found = [*found[: lines - 1], f"{last.rstrip()}…"]
    return found


def _parts(text: str, size: float, most: float) -> Iterator[str]:
    """The words of a text; those too long for a line in pieces."""
    for word in text.split():
        while width(word, size) > most:
            fit = next(n for n in range(len(word), 0, -1) if n == 1 or width(word[:n], size) <= most)
            yield word[:fit]
            word = word[fit:]
        if word:
            yield word


def text(x: float, y: float, words: str, size: float = 12, **more: str) -> str:
    """A line of text; `more` are further attributes, an underscore for each hyphen."""
    given = {"fill": INK} | {name.replace("_", "-"): value for name, value in more.items()}
    attributes = "".join(f' {name}="{value}"' for name, value in given.items())
    return f'<text x="{x:g}" y="{y:g}" font-size="{size:g}"{attributes}>{clean(words)}</text>'


def lines(x: float, y: float, found: Iterable[str], size: float = 12, **more: str) -> str:
    """Lines of text, the first with its middle about at `y`."""
    return "".join(
        text(x, y + size * (0.35 + 1.25 * number), line, size, **more) for number, line in enumerate(found)
    )


def box(x: float, y: float, wide: float, high: float, fill: str, line: str = "none", **more: str) -> str:
    """A rectangle."""
    attributes = "".join(f' {name.replace("_", "-")}="{value}"' for name, value in more.items())
    place = f'x="{x:g}" y="{y:g}" width="{wide:g}" height="{high:g}"'
    return f'<rect {place} fill="{fill}" stroke="{line}"{attributes}/>'


def titled(full: str, drawn: str) -> str:
    """Something drawn, with a text that is shown where one points at it."""
    return f"<g><title>{clean(full)}</title>{drawn}</g>"


def sheet(caption: Caption, wide: float, high: float, drawn: Iterable[str], first: bool = True) -> str:
    """A white sheet; on the first one title and what is printed on it, above what was drawn below `HEAD`."""
    head = ""
    if first:
        facts = " · ".join(f"{name}: {value}" for name, value in caption.facts)
        head = text(MARGIN, 28, broken(caption.title, 18, wide - 2 * MARGIN, 1)[0], 18, font_weight="bold")
        head += text(MARGIN, 48, broken(facts, 11, wide - 2 * MARGIN, 1)[0], 11, fill=FAINT)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{wide:g}" height="{high:g}" '
        f'viewBox="0 0 {wide:g} {high:g}" font-family="{FONT}" role="img">'
        f"<title>{clean(caption.title)}</title>{box(0, 0, wide, high, PAPER)}{head}{''.join(drawn)}</svg>\n"
    )


def stacked(sheets: Sequence[str]) -> str:
    """One picture of several sheets, one below the other."""
    if len(sheets) == 1:
        return sheets[0]
    sizes = [[float(size) for size in _SIZES.findall(each)[:2]] for each in sheets]
    wide, high = max(wide for wide, _ in sizes), sum(high for _, high in sizes)
    tops = accumulate((high for _, high in sizes), initial=0)
    placed = "".join(f'<svg y="{top:g}"{each[4:]}' for top, each in zip(tops, sheets, strict=False))
    size = f'width="{wide:g}" height="{high:g}" viewBox="0 0 {wide:g} {high:g}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{box(0, 0, wide, high, PAPER)}{placed}</svg>\n'
