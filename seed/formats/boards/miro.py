"""The CSV export of Miro: the texts of a board one below the other, frame by frame, without headings."""

import re
from collections.abc import Iterator

from graph.entities import Model
from seed.content import Content, Sheet, column_letters
from seed.draft import Cell, Draft, Place
from seed.draft_builder import UniqueRecords
from seed.formats.boards.board_reader import BoardReader
from seed.formats.boards.sticky import Sticky, StickyBoard
from seed.formats.boards.sticky_lanes import NOTE_LANES, heading_lane
from seed.formats.format_guide import FormatGuide
from seed.formats.headed_rows import leave_other_sheets
from seed.formats.matrix.lanes import LaneKind, sure_lane
from seed.values.items import plain_line
from seed.values.markup import has_markup, html_text

NAME: str = "miro"

GUIDE: FormatGuide = FormatGuide(
    "a board of Miro",
    "The CSV that Miro exports: a text in each row, most of them in HTML, rows of any length, no headings of "
    "columns. A row `Frame` begins a frame, the row below it names it.",
    (
        ("the first text above all frames", "the journey; without one the name of the file"),
        ("a frame", "a phase, in the order of the numbers before their names, else of the file"),
        ("a text that names a lane (`Steps`, `Pains`, `How might we`)", "the lane of the texts below it"),
        ("texts below `Steps`", "the steps of the phase"),
        ("other texts", "what their lane says, at all steps of the phase, for nothing tells at which"),
        ("short words beside a text", "tags"),
    ),
    "prompts beside a lane, texts above the first frame, addresses, stickies without words, and a text that "
    "stands a second time below another lane.",
    """
Frame
1. Realise,,
Steps,What does the customer do here?
<p>Open the yearly bill</p>
Pains,What hurts?
<p>Bill is 6 pages long</p>,
""",
)

_FRAME = re.compile(r"frame(?:\s+\d+)?", re.IGNORECASE)
_ADDRESS = re.compile(r"https?://\S+", re.IGNORECASE)
_BOARD = re.compile(r"\s*[–—|:-]\s*(?:(?:miro|workshop|journey|cjm)\s+)*board\s*$", re.IGNORECASE)
# In characters; what is longer beside a sticky is no tag.
_LONGEST_TAG = 30
_LEAST_HTML = 3


def recognise(content: Content, model: Model) -> float:
    """Sure of frames with lanes or texts in HTML; less so of lanes above texts in HTML alone."""
    return max((_likeness(sheet) for sheet in content.sheets if content.text is not None), default=0.0)


def read(content: Content, model: Model) -> Draft:
    """A journey for each board."""
    draft = Draft(format=NAME, file=content.name, sha256=content.sha256)
    once = UniqueRecords(draft)
    sheets = [sheet for sheet in content.sheets if any(any(row) for row in sheet.rows)]
    for sheet in sheets:
        board = _BoardRows(draft, sheet).board(content.stem if len(sheets) == 1 else sheet.name)
        if board is not None:
            BoardReader(draft, once, board).read()
    leave_other_sheets(draft, content, {sheet.name for sheet in sheets})
    draft.leave_rest("It is no sticky of a frame.")
    return draft


def _likeness(sheet: Sheet) -> float:
    frames = html = lanes = 0
    for row in sheet.rows:
        first = row[0] if row else None
        if not isinstance(first, str):
            continue
        bare = html_text(first)
        frames += _is_frame(row)
        html += has_markup(first)
        lanes += heading_lane(bare) is not None
    if frames and (lanes or html >= _LEAST_HTML):
        return 0.9
    return 0.6 if html >= _LEAST_HTML and lanes and 2 * html > len(sheet.rows) else 0.0


def _is_frame(row: tuple[object, ...]) -> bool:
    first = row[0] if row else None
    alone = not any(value is not None for value in row[1:])
    return isinstance(first, str) and alone and _FRAME.fullmatch(first.strip()) is not None


class _BoardRows:
    """Goes through the rows of an export and notes in which frame and below which lane each text stands."""

    def __init__(self, draft: Draft, sheet: Sheet) -> None:
        """Read all cells; texts in HTML stand in the draft as their words."""
        self._draft = draft
        self._rows = [(number, cells) for number, cells in self._cells(sheet) if cells]
        self._frame: str | None = None
        self._lane: LaneKind | None = None
        self._framed = False
        self._title: Cell | None = None
        self._tagged = False
        self._has_frames = any(_is_frame(tuple(cell.raw for cell in cells)) for _, cells in self._rows)
        self._titles: dict[str, Cell] = {}
        self._stickies: list[Sticky] = []

    def board(self, name: str) -> StickyBoard | None:
        """The board of the rows; None where they hold nothing."""
        if not self._rows:
            return None
        named = False
        for _, cells in self._rows:
            if named:
                self._begin_frame(cells)
                named = False
            elif _is_frame(tuple(cell.raw for cell in cells)):
                self._draft.place(cells[0])
                self._frame, self._lane, self._framed, named = None, None, True, True
            else:
                self._read_row(cells)
        cell = self._title or self._rows[0][1][0]
        return StickyBoard(self._name(name), cell, self._stickies, self._titles)

    def _cells(self, sheet: Sheet) -> Iterator[tuple[int, list[Cell]]]:
        for number, values in enumerate(sheet.rows):
            cells: list[Cell] = []
            for column, value in enumerate(values):
                if value is not None:
                    words = html_text(value) if isinstance(value, str) and has_markup(value) else value
                    place = Place(sheet.name, number + 1, column_letters(column))
                    cells.append(self._draft.add_cell(place, words or value))
            yield number, cells

    def _name(self, name: str) -> str:
        """The board's title without the word that only says that it is one."""
        if self._title is None:
            return name
        title = plain_line(self._title.raw)
        bare = _BOARD.sub("", title)
        if bare != title:
            self._draft.remark(
                self._title, f"The journey is called {bare!r}: the rest says that it is a board."
            )
        return bare

    def _begin_frame(self, cells: list[Cell]) -> None:
        """Take the row below `Frame` for its name; one that names a lane heads it."""
        name = plain_line(cells[0].raw)
        self._frame = name
        self._titles.setdefault(name, cells[0])
        self._lane = lane if (lane := sure_lane(name)) in NOTE_LANES else None
        self._draft.place(cells[0])
        self._draft.leave_rest("It stands beside the name of a frame.", cells[1:])

    def _read_row(self, cells: list[Cell]) -> None:
        first = cells[0]
        lane = heading_lane(first.raw)
        if _ADDRESS.fullmatch(first.raw.strip()):
            self._draft.leave_rest("An address, no sticky.", cells)
        elif lane is not None:
            self._lane = lane
            self._draft.place(first)
            self._draft.leave_rest("A prompt beside the lane.", cells[1:])
        elif not self._framed and self._lane is None and self._has_frames:
            self._read_above(cells)
        else:
            self._add_sticky(first, cells[1:])

    def _read_above(self, cells: list[Cell]) -> None:
        """The first text above all frames names the board; the rest is furniture."""
        rest = cells
        if self._title is None and re.search(r"\w", cells[0].raw):
            self._title, rest = cells[0], cells[1:]
        self._draft.leave_rest("It stands above the first frame.", rest)

    def _add_sticky(self, cell: Cell, beside: list[Cell]) -> None:
        tags: list[tuple[str, Cell]] = []
        for other in beside:
            text = plain_line(other.raw)
            if len(text) <= _LONGEST_TAG and not _ADDRESS.match(text):
                tags.append((text, other))
            else:
                self._draft.leave(other, "It stands beside a sticky, and is too long for a tag.")
        if tags and not self._tagged:
            self._tagged = True
            self._draft.remark(
                tags[0][1], "What stands beside a sticky was taken for its tags, here and below."
            )
        frames = (self._frame,) if self._frame else ()
        self._stickies.append(Sticky(cell.raw, cell, self._lane, frames, tags=tags))
