"""Journeys in headings: journey, phase and step as levels, and lanes as labels of what stands below them."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from seed.content import CellValue, Sheet
from seed.draft import Cell, Draft
from seed.draft_builder import UniqueRecords
from seed.formats.markdown.document import MarkdownDocument, MarkdownHeading, MarkdownLine, plain_text
from seed.formats.matrix.grid import CellSpot
from seed.formats.matrix.lanes import AXIS_LANES, EXPERIENCE_LANES, LaneKind, sure_lane
from seed.formats.matrix.matrix_reader import read_tables
from seed.values.references import normal_name

_BULLET = re.compile(r"(?:[-*+•]|\d{1,3}[.)])\s+")
_LABEL = re.compile(r"(?P<label>[^:：]{2,60})[:：]\s*(?P<said>.*)", re.DOTALL)
_KINDS = {LaneKind.JOURNEY: "Journey", LaneKind.PHASE: "Phase", LaneKind.STEP: "Step"}


@dataclass(slots=True)
class _Told:
    """What a line says: the lane of its label, the label, and what follows; the lane may be that above."""

    line: MarkdownLine
    lane: LaneKind
    label: str
    said: str
    labelled: bool


@dataclass(slots=True)
class _Moment:
    """A heading with lanes below it, the headings above it, and those below it that name lanes."""

    path: list[MarkdownHeading]
    labels: list[MarkdownHeading] = field(default_factory=list[MarkdownHeading])
    told: list[_Told] = field(default_factory=list[_Told])


@dataclass(slots=True)
class _Levels:
    """Which levels of headings are journeys, phases and steps; None where no heading is."""

    journey: int | None
    phase: int | None
    step: int | None


def holds_journey(document: MarkdownDocument) -> bool:
    """Whether two headings or more have lanes of a journey below them."""
    return _levels(list(_moments(document))) is not None


def read_journey(
    draft: Draft, once: UniqueRecords, document: MarkdownDocument, lines: Mapping[int, Cell], stem: str
) -> None:
    """Take in the journeys as matrices of which each heading with lanes is a row."""
    moments = list(_moments(document))
    levels = _levels(moments)
    if levels is None:
        return
    groups: dict[int, list[_Moment]] = {}
    for moment in moments:
        journey = _at(moment.path, levels.journey)
        groups.setdefault(journey.number if journey else 0, []).append(moment)
    sheets = [_sheet(draft, group, levels, lines, stem) for group in groups.values()]
    read_tables(draft, once, sheets, stem)


def _moments(document: MarkdownDocument) -> Iterator[_Moment]:
    """Each heading that has labels of lanes below it; headings that are such labels belong to that above."""
    path: list[MarkdownHeading] = []
    current = _Moment([])
    for section in document.sections:
        label = ""
        if section.heading:
            path = [above for above in path if above.level < section.heading.level]
            if path and _lane(section.heading.text):
                label = section.heading.text
                current.labels.append(section.heading)
            else:
                if current.told:
                    yield current
                path = [*path, section.heading]
                current = _Moment(path)
        if current.path:
            current.told += _told(section.lines, label)
    if current.told:
        yield current


def _told(lines: list[MarkdownLine], title: str) -> Iterator[_Told]:
    """What lines say of lanes: each by its own label, else by the heading or label above its list."""
    lane, label = _lane(title) if title else None, title
    for line in lines:
        bullet = _BULLET.match(line.text) is not None
        text = _BULLET.sub("", plain_text(line.text), count=1)
        found = _LABEL.fullmatch(text)
        own = _lane(found["label"]) if found else _lane(text) if _is_bold(line.text) else None
        if own:
            said = plain_text(found["said"]) if found else ""
            lane, label = None if said else own, found["label"].strip() if found else text
            yield _Told(line, own, label, said, True)
        elif lane and (bullet or title):
            yield _Told(line, lane, label, text, False)
        else:
            lane = None


def _is_bold(text: str) -> bool:
    bare = _BULLET.sub("", text, count=1)
    return bare.startswith(("**", "__")) and bare.rstrip(":").endswith(("**", "__"))


def _lane(text: str) -> LaneKind | None:
    """The lane that a label names, which is none of stages."""
    lane = sure_lane(text)
    return None if lane in (*AXIS_LANES, LaneKind.JOURNEY, LaneKind.GOAL) else lane


def _lowest_level(moments: list[_Moment]) -> int | None:
    """The level of most headings with lanes; None where fewer than two have any."""
    counts = Counter(moment.path[-1].level for moment in moments)
    lowest = max(counts, key=lambda level: (counts[level], level), default=0)
    lanes = {told.lane for moment in moments for told in moment.told}
    return lowest if counts[lowest] > 1 and lanes & EXPERIENCE_LANES else None


def _levels(moments: list[_Moment]) -> _Levels | None:
    """The levels of a journey, as headings name them or as they stand; None where there is no journey."""
    lowest = _lowest_level(moments)
    if lowest is None:
        return None
    headings = [heading for moment in moments for heading in moment.path]
    above = sorted({heading.level for heading in headings if heading.level < lowest})
    last = above[-1] if above else None
    named = {_kind(heading): heading.level for heading in headings}
    if "Step" not in named and len(above) < 2 and named.get("Phase", lowest) >= lowest:
        return _Levels(last, lowest, None)
    phase = named.get("Phase", last)
    before = [level for level in above if phase is None or level < phase]
    return _Levels(named.get("Journey", before[-1] if before else None), phase, lowest)


def _kind(heading: MarkdownHeading) -> str | None:
    """The kind that a heading says it is of: `Phase 1: Look`."""
    found = _LABEL.fullmatch(heading.text)
    lane = sure_lane(found["label"]) if found else None
    return _KINDS.get(lane) if lane else None


def _at(path: list[MarkdownHeading], level: int | None) -> MarkdownHeading | None:
    return next((heading for heading in path if heading.level == level), None)


def _sheet(
    draft: Draft, moments: list[_Moment], levels: _Levels, lines: Mapping[int, Cell], stem: str
) -> tuple[Sheet, dict[CellSpot, Cell]]:
    """The moments of one journey as a matrix; a row for each line, the first with its step and phase."""
    grid = _MomentGrid(draft, lines)
    journey = _at(moments[0].path, levels.journey)
    if journey:
        grid.put(0, 0, lines[journey.number], _name(journey))
    for moment in moments:
        grid.add(moment, levels)
    return grid.sheet(_name(journey) if journey else stem)


def _name(heading: MarkdownHeading) -> str:
    """The name in a heading without the kind before it."""
    found = _LABEL.fullmatch(heading.text)
    return found["said"].strip() if found and _kind(heading) and found["said"].strip() else heading.text


class _MomentGrid:
    """A matrix that is filled row by row; the cells that it shows are lines or parts of such."""

    def __init__(self, draft: Draft, lines: Mapping[int, Cell]) -> None:
        self._draft = draft
        self._lines = lines
        self._cells: dict[CellSpot, Cell] = {}
        self._shown: dict[CellSpot, CellValue] = {}
        self._columns: dict[str, int] = {}
        self._row = 2
        self._heads: dict[int, MarkdownHeading] = {}

    def put(self, row: int, column: int, cell: Cell, shown: str) -> None:
        """Show a cell at a place; what it shows is its value for those who read the matrix."""
        part = cell
        if shown != cell.raw:
            part = self._draft.add_cell(cell.place, shown)
            self._draft.place(cell)
        self._cells[row, column] = part
        self._shown[row, column] = shown

    def add(self, moment: _Moment, levels: _Levels) -> None:
        """Add the rows of a moment."""
        for column, level in enumerate((levels.phase, levels.step)):
            heading = _at(moment.path, level)
            if heading and self._heads.get(column) is not heading:
                self._heads[column] = heading
                self.put(self._row, column, self._lines[heading.number], _name(heading))
        self._draft.place(*(self._lines[heading.number] for heading in moment.labels))
        for told in moment.told:
            column = self._column(told)
            if told.said:
                while (self._row, column) in self._cells:
                    self._row += 1
                cell = self._lines[told.line.number]
                self.put(self._row, column, cell, told.said)
        self._row += 1

    def _column(self, told: _Told) -> int:
        """The column of a lane, headed by its first label; a label that says nothing else is placed."""
        name = normal_name(told.label)
        if name not in self._columns:
            self._columns[name] = len(self._columns) + 2
            self.put(1, self._columns[name], self._lines[told.line.number], told.label)
        elif told.labelled and not told.said:
            self._draft.place(self._lines[told.line.number])
        return self._columns[name]

    def sheet(self, name: str) -> tuple[Sheet, dict[CellSpot, Cell]]:
        """The matrix, with heads for its phases and steps where it has such."""
        for column, head in ((0, "Phase"), (1, "Step")):
            first = next((spot for spot in sorted(self._cells) if spot[1] == column and spot[0] > 1), None)
            if first:
                self._cells[1, column] = self._cells[first]
                self._shown[1, column] = head
        height = max(row for row, _ in self._shown) + 1
        width = max(column for _, column in self._shown) + 1
        rows = (tuple(self._shown.get((row, column)) for column in range(width)) for row in range(height))
        return Sheet(name, tuple(rows)), self._cells
