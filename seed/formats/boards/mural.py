"""The CSV export of Mural: a row for each widget, with its colour, its position and its area."""

import re

from graph.entities import Model
from seed.content import Content, Sheet
from seed.draft import Cell, Draft
from seed.draft_builder import UniqueRecords
from seed.formats.boards.board_reader import BoardReader
from seed.formats.boards.sticky import Sticky, StickyBoard
from seed.formats.format_guide import FormatGuide
from seed.formats.headed_rows import HeadedRow, has_heads, headed_table, leave_other_sheets, sheet_heads
from seed.values.markup import html_text
from seed.values.numbers import number

NAME: str = "mural"

GUIDE: FormatGuide = FormatGuide(
    "stickies of Mural",
    "The CSV that Mural exports: `ID`, `Text`, `BG Color`, `Position X`, `Position Y`, `Area`, `Tags` and "
    "more. Stickies in an area called `Legend` say what each colour means.",
    (
        ("`Area`", "a phase; or a lane, where it is called so (`Pains`, `Opportunities`)"),
        ("a legend's sticky with its colour", "the lane of all stickies of this colour"),
        ("a sticky that only names a lane", "the lane of its colour, else of the row or column it begins"),
        ("a tag, or `Pain: …` before the text", "the lane of this sticky, whatever its colour"),
        ("stickies of steps", "the steps of their phase, in the order in which they lie"),
        ("other stickies", "what their lane says, at the step of their area that lies nearest"),
        ("`Tags`", "tags; `moment of truth` marks the step"),
    ),
    "areas beside the journey such as a parking lot, stickies of which nothing says what they are, ids, "
    "shapes, borders, and names of people.",
    """
ID,Text,BG Color,Sticky type,Position X,Position Y,Area,Tags
0-1,Pain,#FCB6D4,sticky note,-1463,199,Legend,
0-2,Bill is 6 pages long,#FCB6D4,sticky note,73,614,Realise,
""",
)

_WANTED = ("text", "bg color", "position x", "position y")
_PEOPLE = "Names of people and times of edits are not kept."
_REASONS = {
    "id": "Mural's own number of the sticky.",
    "sticky type": "The shape of a sticky says nothing.",
    "border line": "The border of a sticky says nothing.",
    "link to": "Links of stickies are not kept.",
    "last updated by": _PEOPLE,
    "last updated": _PEOPLE,
    "last content edited by": _PEOPLE,
    "last content edited": _PEOPLE,
    "created by": _PEOPLE,
    "created on": _PEOPLE,
    "integration labels": "Labels of integrations are not kept.",
}
_USED = frozenset({"text", "bg color", "position x", "position y", "area", "tags"})


def recognise(content: Content, model: Model) -> float:
    """Sure of the headings that Mural documents."""
    return 0.95 if has_heads(content, *_WANTED) else 0.0


def read(content: Content, model: Model) -> Draft:
    """A journey for each table of stickies."""
    draft = Draft(format=NAME, file=content.name, sha256=content.sha256)
    once = UniqueRecords(draft)
    sheets = [sheet for sheet in content.sheets if sheet_heads(sheet).issuperset(_WANTED)]
    for sheet in sheets:
        _read_sheet(draft, once, sheet, content.stem if len(sheets) == 1 else sheet.name)
    leave_other_sheets(draft, content, {sheet.name for sheet in sheets})
    return draft


def _read_sheet(draft: Draft, once: UniqueRecords, sheet: Sheet, name: str) -> None:
    table = headed_table(draft, sheet)
    stickies = [sticky for row in table.rows if (sticky := _sticky(draft, row))]
    BoardReader(draft, once, StickyBoard(name, next(iter(table.heads["text"])), stickies)).read()
    table.leave_rest(draft, _USED, _REASONS, "No column of Mural is known by {head!r}.")


def _sticky(draft: Draft, row: HeadedRow) -> Sticky | None:
    """The sticky of a row; None where it holds no text."""
    cell = row.first("text")
    if cell is None:
        draft.leave_rest("Its widget holds no text.", row)
        return None
    area, colour = row.first("area"), row.first("bg color")
    x, y = row.first("position x"), row.first("position y")
    return Sticky(
        html_text(cell.raw),
        cell,
        frames=(html_text(area.raw),) if area else (),
        x=_place(x),
        y=_place(y),
        colour=colour.raw.strip().casefold() if colour else "",
        tags=[(tag.strip(), held) for held in row.all("tags") for tag in _tags(held.raw)],
        beside=[held for held in (area, colour, x, y) if held],
    )


def _place(cell: Cell | None) -> float | None:
    found = number(cell.value) if cell else None
    return found if isinstance(found, int | float) else None


def _tags(text: str) -> list[str]:
    return [tag for tag in re.split(r"[,;]", text) if tag.strip()]
