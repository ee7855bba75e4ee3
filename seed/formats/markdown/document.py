"""The parts of a Markdown text: headings, tables, fenced blocks, and the lines between them."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

# In characters; what is longer is a picture or data inside of a text.
_LONGEST_LINE = 20_000
# As many columns as any other table may have.
_MOST_COLUMNS = 2_000
# What follows as many tables stays text.
_MOST_TABLES = 1_000

_FENCE = re.compile(r"(?P<mark>`{3,}|~{3,})(?P<info>[^`]*)")
_HEADING = re.compile(r"(?P<level>#{1,6})[ \t]+(?P<text>.*\S)")
_CLOSING_MARKS = re.compile(r"[ \t]+#+$")
_UNDERLINE = re.compile(r"=+|-{2,}")
_DIVIDER = re.compile(r"\|?(?: *:?-+:? *\|)+(?: *:?-+:? *)?\|?|\|? *:?-{2,}:? *\|?")
_RULE = re.compile(r"(?:[-*_] *){3,}")
_QUOTE_MARKS = re.compile(r"(?:> ?)+")
_CELLS = re.compile(r"((?:\\.|[^|\\]|\\$)*)(?:\||$)")
_IMAGE = re.compile(r"!\[([^\]]{0,500})\]\([^()]{0,2000}\)")
_LINK = re.compile(r"\[([^\[\]]{1,500})\]\([^()]{0,2000}\)")
_EMPHASIS = re.compile(
    r"(?<!\*)(\*{1,3})(?=[^\s*])(.{1,900}?)(?<=[^\s*])\1(?!\*)"
    r"|(?<![\w_])(_{1,3})(?=[^\s_])(.{1,900}?)(?<=[^\s_])\3(?![\w_])"
    r"|(?<!`)`([^`]{1,900})`(?!`)|~~([^~]{1,900})~~"
)
_MARKS = re.compile(r"[*_`~\\\[<]")
_LINE_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+.!|<>~-])")


@dataclass(frozen=True, slots=True)
class MarkdownLine:
    """A line of text by its number from 1, without marks of a quotation before it."""

    number: int
    text: str


@dataclass(frozen=True, slots=True)
class MarkdownHeading:
    """A heading by its line and level, without the marks that make it one."""

    number: int
    level: int
    text: str


@dataclass(slots=True)
class MarkdownTable:
    """A table: its rows with the numbers of their lines, heads first, and the headings it stands under."""

    headings: tuple[MarkdownHeading, ...]
    rows: list[tuple[int, list[str]]] = field(default_factory=list[tuple[int, list[str]]])


@dataclass(slots=True)
class MarkdownSection:
    """A heading (None before the first) and the lines below it that are no part of a table or block."""

    heading: MarkdownHeading | None
    lines: list[MarkdownLine] = field(default_factory=list[MarkdownLine])


@dataclass(slots=True)
class MarkdownDocument:
    """A text taken apart; `other` are lines that are nothing to read, each with the reason."""

    sections: list[MarkdownSection] = field(default_factory=lambda: [MarkdownSection(None)])
    tables: list[MarkdownTable] = field(default_factory=list[MarkdownTable])
    other: list[tuple[int, str]] = field(default_factory=list[tuple[int, str]])
    dividers: set[int] = field(default_factory=set[int])

    @property
    def headings(self) -> list[MarkdownHeading]:
        """The headings in their order."""
        return [section.heading for section in self.sections if section.heading]

    def lines_between(self, first: int, last: int) -> list[MarkdownLine]:
        """The lines below the heading in line `first`, and above the line `last`."""
        starts = [section.heading.number if section.heading else 0 for section in self.sections]
        section = self.sections[max(bisect_right(starts, first) - 1, 0)]
        return [line for line in section.lines if line.number < last]


def parse_document(text: str) -> MarkdownDocument:
    """A Markdown text taken apart; each line that is not empty stands in exactly one part."""
    return _Parser(text).parse()


def plain_text(text: str) -> str:
    """A text without marks of emphasis, links and escapes; line breaks in it are such."""
    if not _MARKS.search(text):
        return text.strip()
    text = _LINE_BREAK.sub("\n", text)
    text = _LINK.sub(r"\1", _IMAGE.sub(r"\1", text))
    for _ in range(2):
        text = _EMPHASIS.sub(lambda found: next(part for part in found.group(2, 4, 5, 6) if part), text)
    return _ESCAPE.sub(r"\1", text).strip()


class _Parser:
    """Goes through the lines once."""

    def __init__(self, text: str) -> None:
        self._lines = text.split("\n")
        self._found = MarkdownDocument()
        self._path: list[MarkdownHeading] = []
        self._bare = [_bare(line) for line in self._lines]

    def parse(self) -> MarkdownDocument:
        """All parts."""
        place = self._front_matter()
        while place < len(self._lines):
            place = self._part(place)
        return self._found

    def _front_matter(self) -> int:
        """The place behind the settings between two rules that a file may begin with."""
        first = next((place for place, line in enumerate(self._bare) if line), 0)
        if not self._bare or self._bare[first] != "---":
            return 0
        for place in range(first + 1, min(len(self._bare), first + 100)):
            if self._bare[place] == "---":
                self._leave(range(first, place + 1), "A setting of the file.")
                return place + 1
        return 0

    def _part(self, place: int) -> int:
        """Take in what begins at a line; the place behind it."""
        line = self._bare[place]
        if not line:
            return place + 1
        if len(line) > _LONGEST_LINE:
            self._leave([place], f"A line of more than {_LONGEST_LINE:,} characters.")
        elif found := _FENCE.fullmatch(line):
            return self._fence(place, found["mark"])
        elif found := _HEADING.fullmatch(line):
            self._add_heading(place, len(found["level"]), _CLOSING_MARKS.sub("", found["text"]))
        elif self._begins_table(place) and len(self._found.tables) < _MOST_TABLES:
            return self._table(place)
        elif self._is_underlined(place):
            self._add_heading(place, 1 if self._bare[place + 1].startswith("=") else 2, line)
            self._found.dividers.add(place + 2)
            return place + 2
        elif _RULE.fullmatch(line):
            self._leave([place], "A line that divides.")
        else:
            self._found.sections[-1].lines.append(MarkdownLine(place + 1, line))
        return place + 1

    def _leave(self, places: Sequence[int] | range, reason: str) -> None:
        self._found.other.extend((place + 1, reason) for place in places if self._bare[place])

    def _fence(self, place: int, mark: str) -> int:
        closing = re.compile(f"{mark}{mark[0]}*")
        rest = range(place + 1, len(self._bare))
        end = next((other for other in rest if closing.fullmatch(self._bare[other])), len(self._bare) - 1)
        self._leave(range(place, end + 1), "A diagram or program of another kind.")
        return end + 1

    def _is_underlined(self, place: int) -> bool:
        below = self._bare[place + 1] if place + 1 < len(self._bare) else ""
        alone = place == 0 or not self._bare[place - 1]
        return bool(alone and below and _UNDERLINE.fullmatch(below) and len(self._bare[place]) < 200)

    def _add_heading(self, place: int, level: int, text: str) -> None:
        heading = MarkdownHeading(place + 1, level, plain_text(text))
        self._path = [*(above for above in self._path if above.level < level), heading]
        self._found.sections.append(MarkdownSection(heading))

    def _begins_table(self, place: int) -> bool:
        """Whether heads stand here, with a line of dashes below them for as many columns."""
        heads = self._bare[place]
        below = self._bare[place + 1] if place + 1 < len(self._bare) else ""
        if "|" not in heads or "-" not in below or len(below) > _LONGEST_LINE:
            return False
        return bool(_DIVIDER.fullmatch(below)) and len(_cells(heads)) == len(_cells(below)) <= _MOST_COLUMNS

    def _table(self, place: int) -> int:
        table = MarkdownTable(tuple(self._path))
        self._found.tables.append(table)
        self._found.dividers.add(place + 2)
        end = place
        while end < len(self._bare) and "|" in self._bare[end] and len(self._bare[end]) <= _LONGEST_LINE:
            if end != place + 1:
                table.rows.append((end + 1, _cells(self._bare[end])))
            end += 1
        return max(end, place + 2)


def _bare(line: str) -> str:
    text = line.strip()
    return _QUOTE_MARKS.sub("", text, count=1).strip() if text.startswith(">") else text


def _cells(line: str) -> list[str]:
    """The texts between the bars of a row, of which those at its ends may be left out."""
    text = line.strip().removeprefix("|")
    if text.endswith("|") and not text.endswith("\\|"):
        text = text[:-1]
    found = _CELLS.findall(text)
    return [plain_text(cell) for cell in (found[:-1] if len(found) > 1 and not _ends_open(text) else found)]


def _ends_open(text: str) -> bool:
    """Whether a row ends with a bar, behind which one more cell stands empty."""
    return text.endswith("|")
