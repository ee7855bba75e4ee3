"""The CSV of shape data of Lucid: pages, containers, shapes, and the lines between them."""

import re
from dataclasses import dataclass, field

from graph.entities import Model
from seed.content import Content, Sheet
from seed.draft import Draft
from seed.draft_builder import UniqueRecords
from seed.formats.boards.board_reader import BoardReader
from seed.formats.boards.flow import flow_order
from seed.formats.boards.sticky import Sticky, StickyBoard
from seed.formats.format_guide import FormatGuide
from seed.formats.headed_rows import (
    HeadedRow,
    HeadedTable,
    has_heads,
    headed_table,
    leave_other_sheets,
    sheet_heads,
)
from seed.formats.matrix.lanes import LaneKind, sure_lane
from seed.values.items import items, plain_line
from seed.values.markup import html_text

NAME: str = "lucid"

GUIDE: FormatGuide = FormatGuide(
    "shapes of Lucid",
    "The CSV of shape data that Lucidchart and Lucidspark export: `Id`, `Name`, `Shape Library`, `Page ID`, "
    "`Contained By`, `Line Source`, `Line Destination`, `Text Area 1` and more.",
    (
        ("a page", "a journey, with the name of the page, else of the document"),
        ("a container: swim lane, frame, section", "a phase; or a lane, where it is called so (`Pains`)"),
        ("a container called `Frontstage` or `Backstage`", "the layer of the steps in it"),
        ("a shape of a flowchart, a card", "a step"),
        ("lines", "the order of steps and phases, and which step follows which; their text is the condition"),
        ("a sticky, or any shape with a tag or `Pain: …` before its text", "what its lane says"),
    ),
    "shapes without text, starts and ends of a flow, comments, ids, libraries, shapes of other kinds.",
    """
Id,Name,Shape Library,Page ID,Contained By,Line Source,Line Destination,Text Area 1
2,Page,,,,,,Switching supplier
3,Swim Lane (Lane),Flowchart Shapes/Containers,2,,,,Realise
8,Process,Flowchart Shapes,2,3,,,Open the yearly bill
""",
)

_WANTED = ("id", "name", "page id", "contained by", "line source", "line destination")
_CONTAINER = re.compile(r"swim ?lane|container|frame|section|region|pool|lane\b|zone", re.IGNORECASE)
_STICKY = re.compile(r"sticky|note\b", re.IGNORECASE)
_NO_STEP = re.compile(
    r"text|title|image|icon|legend|line|arrow|emoji|timer|table|hotspot|stencil", re.IGNORECASE
)
# Words before a colon, which may name a lane.
_NAMED = re.compile(r"[^:\n]{2,30}:\s")
_ENDS = re.compile(r"start|begin|end|stop|finish|anfang|beginn|ende|début|fin|inicio", re.IGNORECASE)
_REASONS = {
    "id": "Lucid's own number of the shape.",
    "name": "The kind of a shape says only what it is read as.",
    "shape library": "The library of a shape says nothing.",
    "page id": "Lucid's own number of the page.",
    "contained by": "Lucid's own number of what the shape lies in.",
    "group": "Groups of shapes are not read.",
    "source arrow": "The head of an arrow says nothing.",
    "destination arrow": "The head of an arrow says nothing.",
    "status": "The status of a document or shape is not kept.",
    "comments": "A comment says not what it is about, nor who said it.",
}
_USED = frozenset({"name", "page id", "contained by", "line source", "line destination", "tags"})
_TEXT_AREA = re.compile(r"text area \d+")


# In containers; what lies deeper lies in a circle, or in nothing that a journey has.
_DEEPEST = 20


@dataclass(slots=True)
class _Page:
    """A page of the document: its row, and the rows of what stands on it."""

    row: HeadedRow | None
    containers: dict[str, HeadedRow] = field(default_factory=dict[str, HeadedRow])
    shapes: list[HeadedRow] = field(default_factory=list[HeadedRow])
    lines: list[HeadedRow] = field(default_factory=list[HeadedRow])


def recognise(content: Content, model: Model) -> float:
    """Sure of the headings that Lucid documents."""
    return 0.95 if has_heads(content, *_WANTED) else 0.0


def read(content: Content, model: Model) -> Draft:
    """A journey for each page with shapes."""
    draft = Draft(format=NAME, file=content.name, sha256=content.sha256)
    once = UniqueRecords(draft)
    sheets = [sheet for sheet in content.sheets if sheet_heads(sheet).issuperset(_WANTED)]
    for sheet in sheets:
        _Document(draft, once, sheet).read(content.stem)
    leave_other_sheets(draft, content, {sheet.name for sheet in sheets})
    return draft


class _Document:
    """One export: its pages, each read as a board."""

    def __init__(self, draft: Draft, once: UniqueRecords, sheet: Sheet) -> None:
        """Sort the rows by page and kind."""
        self._draft = draft
        self._once = once
        self._table: HeadedTable = headed_table(draft, sheet)
        self._areas = [head for head in self._table.heads if _TEXT_AREA.fullmatch(head)]
        self._title: HeadedRow | None = None
        self._pages: dict[str, _Page] = {}
        for row in self._table.rows:
            self._sort(row)

    def read(self, stem: str) -> None:
        """Read each page, then leave what became nothing."""
        filled = [page for page in self._pages.values() if page.shapes or page.containers]
        for page in filled:
            self._read_page(page, stem, alone=len(filled) == 1)
        for row in self._table.rows:
            if row is not self._title and not row.all("page id") and row.text("name").casefold() == "page":
                self._draft.place(*(cell for head in self._areas[:1] for cell in row.all(head)))
        used = {*_USED, *self._areas}
        otherwise = "No column of Lucid is known by {head!r}."
        reasons = _REASONS | dict.fromkeys(self._areas, "The text of a shape that became nothing.")
        self._table.leave_rest(self._draft, used, reasons, otherwise)

    def _sort(self, row: HeadedRow) -> None:
        name = row.text("name")
        if name.casefold() == "document":
            self._title = row
        elif name.casefold() == "page":
            self._pages.setdefault(row.text("id"), _Page(row)).row = row
        else:
            page = self._pages.setdefault(row.text("page id"), _Page(None))
            if row.first("line source", "line destination") or name.casefold() in ("line", "connector line"):
                page.lines.append(row)
            elif self._is_container(row):
                page.containers[row.text("id")] = row
            else:
                page.shapes.append(row)

    def _is_container(self, row: HeadedRow) -> bool:
        library = row.text("shape library").casefold()
        return "container" in library or _CONTAINER.search(row.text("name")) is not None

    def _text(self, row: HeadedRow) -> str:
        return "\n".join(html_text(cell.raw) for head in self._areas for cell in row.all(head))

    def _read_page(self, page: _Page, stem: str, *, alone: bool) -> None:
        stickies = {row.text("id"): sticky for row in page.shapes if (sticky := self._sticky(page, row))}
        lines = [(row.text("line source"), row.text("line destination"), row) for row in page.lines]
        order = [row.text("id") for row in page.shapes]
        ranks, cut = flow_order(order, [(start, end) for start, end, _ in lines])
        for number, sticky in stickies.items():
            sticky.rank = ranks.get(number)
            if ranks and sticky.rank is None and sticky.lane is LaneKind.STEP:
                message = "No line joins it; it comes after the steps of its phase that lines join."
                self._draft.remark(sticky.cell, message)
        for number in cut:
            if number in stickies:
                self._draft.remark(stickies[number].cell, "Lines go round in a circle here; it was cut here.")
        board = self._board(page, stem, list(stickies.values()), alone=alone)
        self._add_lines(board, stickies, lines)
        BoardReader(self._draft, self._once, board).read()

    def _board(self, page: _Page, stem: str, stickies: list[Sticky], *, alone: bool) -> StickyBoard:
        """A board called as the page; as the document where the page bears no name of its own."""
        row, name = page.row, self._text(page.row) if page.row else ""
        if self._title is not None and (
            not name or (alone and re.fullmatch(r"page ?\d*", name, re.IGNORECASE))
        ):
            row, name = self._title, self._text(self._title)
        cell = row.first(*self._areas) if row else None
        if cell is None:
            cell = self._table.heads["name"][0]
        board = StickyBoard(plain_line(name) or stem, cell, stickies)
        for container in page.containers.values():
            if titled := container.first(*self._areas):
                board.titles.setdefault(plain_line(self._text(container)), titled)
                self._draft.place(titled)
        return board

    def _sticky(self, page: _Page, row: HeadedRow) -> Sticky | None:
        """The sticky of a shape; None where it has no text, or is none."""
        cell = row.first(*self._areas)
        text = html_text(cell.raw) if cell else ""
        if cell is None:
            self._draft.leave_rest("The shape holds no text.", row)
            return None
        if _ENDS.fullmatch(plain_line(text)) and not row.first("tags"):
            self._draft.leave_rest("It only begins or ends the flow.", row.all(*self._areas))
            return None
        frames = tuple(self._frames(page, row))
        further = row.all(*self._areas)[1:]
        more = ("\n".join(html_text(held.raw) for held in further), further[0]) if further else None
        return Sticky(
            text,
            cell,
            _lane(row, text, frames),
            frames,
            more=more,
            tags=[(tag, held) for held in row.all("tags") for tag in items(held.raw, commas=True)],
            beside=[*row.all("contained by", "name", "page id"), *further[1:]],
        )

    def _frames(self, page: _Page, row: HeadedRow) -> list[str]:
        """The names of the containers that a shape lies in, the outermost first."""
        names: dict[str, None] = {}
        seen: dict[str, None] = {}
        pending = _numbers(row.text("contained by"))
        while pending and len(seen) < _DEEPEST:
            number = pending.pop(0)
            container = page.containers.get(number)
            if container is None or number in seen:
                continue
            seen[number] = None
            pending += _numbers(container.text("contained by"))
            name = plain_line(self._text(container))
            if name and sure_lane(name) is not LaneKind.PERSONA:
                names[name] = None
        return list(names)[::-1]

    def _add_lines(
        self, board: StickyBoard, stickies: dict[str, Sticky], lines: list[tuple[str, str, HeadedRow]]
    ) -> None:
        for start, end, row in lines:
            ends = row.all("line source", "line destination")
            told = row.first(*self._areas)
            if start in stickies and end in stickies:
                board.follows.append((stickies[start], stickies[end], ends[0], self._text(row)))
                self._draft.place(*ends, *row.all("name"), *row.all("page id"), *([told] if told else []))
            else:
                self._draft.leave_rest("The line joins what are not two shapes with text.", row)


def _numbers(text: str) -> list[str]:
    """The numbers of containers that a cell names."""
    return [number for number in re.split(r"[|;,\s]+", text) if number]


def _lane(row: HeadedRow, text: str, frames: tuple[str, ...]) -> LaneKind | None:
    """The layer that a shape lies in; a step, unless its kind, its tags or its words can say more."""
    lanes = [lane for frame in frames if (lane := sure_lane(frame))]
    layer = next((lane for lane in lanes if lane in (LaneKind.FRONTSTAGE, LaneKind.BACKSTAGE)), None)
    name = row.text("name")
    other = _STICKY.search(name) or _NO_STEP.search(name) or _NAMED.match(text)
    return layer or (None if other or lanes or row.first("tags") else LaneKind.STEP)
