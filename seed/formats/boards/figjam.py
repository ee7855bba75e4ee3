"""The CSV of stickies of FigJam: a row for each, with its section, its colour and who wrote it."""

from graph.entities import Model
from seed.content import Content, Sheet
from seed.draft import Cell, Draft
from seed.draft_builder import UniqueRecords
from seed.formats.boards.board_reader import BoardReader
from seed.formats.boards.sticky import Sticky, StickyBoard
from seed.formats.format_guide import FormatGuide
from seed.formats.headed_rows import HeadedRow, HeadedTable, headed_table, leave_other_sheets, sheet_heads
from seed.formats.matrix.lanes import sure_lane
from seed.values.items import items
from seed.values.markup import html_text
from seed.values.numbers import number

NAME: str = "figjam"

GUIDE: FormatGuide = FormatGuide(
    "stickies of FigJam",
    "A CSV of the stickies of a FigJam file: a text (`Text`, `Sticky text`, `Content`), a `Section`, and a "
    "`Color`, `Author`, `Type`, `Votes`, `Stamps`, `X` or `Y`. Stickies in a section called `Legend` say "
    "what each colour means.",
    (
        ("`Section`", "a phase; or a lane, where it is called so (`Pains`, `Ideas`)"),
        ("`Phases / Pains`, a section inside of another", "phase and lane"),
        ("a legend's sticky with its colour", "the lane of all stickies of this colour"),
        ("`Pain: …` before the text, a tag", "the lane of this sticky"),
        ("stickies of steps", "the steps of their phase: by position where there is one, else as they stand"),
        ("other stickies", "what their lane says, at the nearest step, else at all steps of their phase"),
    ),
    "connectors and stamps, votes, names of people, times, and stickies of which nothing says what they are.",
    """
Text,Section,Color,Author
Pain,Legend,Red,Ada
Open the yearly bill,Realise,Blue,Ada
""",
)

_TEXT = ("text", "sticky text", "sticky note", "content", "note")
_SECTION = ("section", "section name", "parent section")
_COLOUR = ("color", "colour", "sticky color", "sticky colour", "fill", "fill color")
_X, _Y = ("x", "x position", "position x"), ("y", "y position", "position y")
_TAGS = ("tags", "tag", "labels", "label")
_TYPE = ("type", "node type")
_LANE = ("category", "lane", "row")
_PEOPLE = ("author", "author name", "created by", "last edited by", "created", "created at", "last edited")
_COUNTS = ("votes", "vote count", "stamps", "reactions", "stamp count")
_OTHER = ("id", "node id", "sticky id", "url", "link", "page", "width", "height", "file")
# What boards alone tell of a text in a section; types and times stand in any table.
_TELLS = frozenset((*_COLOUR, *_PEOPLE[:4], *_COUNTS))
_USED = frozenset((*_TEXT, *_SECTION, *_COLOUR, *_X, *_Y, *_TAGS, *_LANE, *_TYPE))
_REASONS = {
    **dict.fromkeys(_PEOPLE, "Names of people and times of edits are not kept."),
    **dict.fromkeys(_COUNTS, "Votes and stamps are not kept: they count, and score nothing."),
    **dict.fromkeys(_OTHER, "FigJam's own number, address or size of the sticky."),
}
# What a type of FigJam says that is no note.
_NO_NOTES = ("connector", "stamp", "section", "line", "image", "emoji", "washi_tape", "drawing", "widget")


def recognise(content: Content, model: Model) -> float:
    """Sure of a text with a section and anything that only boards tell."""
    return 0.8 if any(map(_is_export, content.sheets)) else 0.0


def read(content: Content, model: Model) -> Draft:
    """A journey for each table of stickies."""
    draft = Draft(format=NAME, file=content.name, sha256=content.sha256)
    once = UniqueRecords(draft)
    sheets = [sheet for sheet in content.sheets if _is_export(sheet)]
    for sheet in sheets:
        name = content.stem if len(sheets) == 1 else sheet.name
        table = headed_table(draft, sheet)
        stickies = [sticky for row in table.rows if (sticky := _sticky(draft, row))]
        BoardReader(draft, once, StickyBoard(name, _speaking_cell(table), stickies)).read()
        table.leave_rest(draft, _USED, _REASONS, "No column of FigJam is known by {head!r}.")
    leave_other_sheets(draft, content, {sheet.name for sheet in sheets})
    return draft


def _is_export(sheet: Sheet) -> bool:
    heads = sheet_heads(sheet)
    placed = not heads.isdisjoint(_X) and not heads.isdisjoint(_Y)
    told = placed or not heads.isdisjoint(_TELLS)
    return told and not heads.isdisjoint(_TEXT) and not heads.isdisjoint(_SECTION)


def _speaking_cell(table: HeadedTable) -> Cell:
    return next(table.heads[head][0] for head in _TEXT if head in table.heads)


def _sticky(draft: Draft, row: HeadedRow) -> Sticky | None:
    """The sticky of a row; None where it is none."""
    cell, kind = row.first(*_TEXT), row.first(*_TYPE)
    if cell is None:
        draft.leave_rest("It holds no text.", row)
        return None
    if kind is not None and kind.raw.strip().casefold() in _NO_NOTES:
        draft.leave_rest(f"A {kind.raw.strip().lower()} of FigJam is no sticky.", row)
        return None
    section, colour, lane = row.first(*_SECTION), row.first(*_COLOUR), row.first(*_LANE)
    x, y = row.first(*_X), row.first(*_Y)
    return Sticky(
        html_text(cell.raw),
        cell,
        lane=sure_lane(lane.raw) if lane else None,
        frames=tuple(_sections(section.raw)) if section else (),
        x=_place(x),
        y=_place(y),
        colour=colour.raw.strip().casefold() if colour else "",
        tags=[(tag, held) for held in row.all(*_TAGS) for tag in items(held.raw, commas=True)],
        beside=[held for held in (section, colour, lane, kind, x, y) if held],
    )


def _sections(text: str) -> list[str]:
    """The names of a section and of those it lies in, the outermost first."""
    return [part.strip() for part in text.replace(" > ", " / ").split(" / ") if part.strip()]


def _place(cell: Cell | None) -> float | None:
    found = number(cell.value) if cell else None
    return found if isinstance(found, int | float) else None
