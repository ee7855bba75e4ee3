"""Drawing: texts broken to a width, the head of a picture; and the extra `pictures`."""

from collections.abc import Iterable, Iterator
from importlib import import_module
from typing import Any
from unicodedata import east_asian_width

from api.reports.report import Caption
from api.reports.shapes import FAINT, Board, Placed, Words
from graph.errors import Misconfigured

HEAD = 62  # height of title and facts
MARGIN = 16
MISSING = (
    "This picture needs vl-convert-python, which is not installed. "
    "Install Throughline with its extra `pictures`: make pictures."
)
_NARROW = frozenset("iljtf.,:;'|!()[] ")


def optional_module(module: str) -> Any:
    """A module of the extra `pictures`. Raises Misconfigured where it is not installed."""
    try:
        return import_module(module)
    except ImportError:
        raise Misconfigured(MISSING) from None


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


def wrapped_lines(text: str, size: float, most: float, lines: int) -> list[str]:
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


def lines(x: float, y: float, found: Iterable[str], size: float = 12, *, bold: bool = False) -> list[Words]:
    """Lines of text, the first with its middle about at `y`."""
    return [
        Words(x, y + size * (0.35 + 1.25 * number), line, size, bold=bold)
        for number, line in enumerate(found)
    ]


def sheet(caption: Caption, wide: float, high: float, drawn: Iterable[Placed], first: bool = True) -> Board:
    """A white sheet; on the first one title and what is printed on it, above what was drawn below `HEAD`."""
    head: list[Placed] = []
    if first:
        facts = " · ".join(f"{name}: {value}" for name, value in caption.facts)
        title = wrapped_lines(caption.title, 18, wide - 2 * MARGIN, 1)[0]
        head.append(Words(MARGIN, 28, title, 18, bold=True))
        head.append(Words(MARGIN, 48, wrapped_lines(facts, 11, wide - 2 * MARGIN, 1)[0], 11, FAINT))
    return Board(caption.title, wide, high, [*head, *drawn])
