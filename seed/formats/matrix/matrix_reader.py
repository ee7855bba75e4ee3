"""The matrix of a workshop: stages along one side, lanes along the other, and the lists beside it.

It is told by the words that head its lanes (`lanes`) and laid out by `grid`. Its steps come from `stages`,
what is said about them from `entries`.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from graph.entities import Model
from seed.content import Content, Sheet, column_letters
from seed.draft import Cell, Draft, DraftRecord, Place
from seed.draft_builder import UniqueRecords
from seed.formats.format_guide import FormatGuide
from seed.formats.matrix.blocks import sheet_blocks
from seed.formats.matrix.grid import CellSpot, Grid, Head, is_rule, sheet_grid
from seed.formats.matrix.lanes import LaneKind, heading_words, is_total, sure_lane
from seed.formats.matrix.lanes_reader import LaneReader
from seed.formats.matrix.list_headings import SheetListing, sheet_listing
from seed.formats.matrix.lists_reader import ListReader, StepIndex
from seed.formats.matrix.stages import Slot, StageReader
from seed.values.items import items, plain_line
from seed.values.references import normal_name

NAME: str = "matrix"

GUIDE: FormatGuide = FormatGuide(
    "the matrix of a workshop",
    "Tables (CSV, XLSX) with phases or steps along one side and lanes along the other, several below each "
    "other in one sheet, and lists of opportunities, solutions, metrics or personas in sheets beside them. "
    "Headings in English, German, French, Spanish, Dutch, Portuguese, Italian, Polish, Chinese, Japanese and "
    "Korean, explained behind or below or not.",
    (
        ("phases and steps, by their headings", "phases and steps, in the order of the table or of numbers"),
        ("touchpoints, channels, pains, gains, needs, jobs, insights", "records of that kind, at the step"),
        ("emotions: scores, words, faces, stars", "an observation with impact, raw score and scale"),
        ("quotes", "quotes that support what was felt or seen at the step"),
        ("opportunities, solutions, metrics", "records at the step"),
        ("frontstage, backstage", "steps of that layer, behind the step that they stand with"),
        (
            "value and effort beside opportunities: numbers, `H`, `M`, `L`",
            "customer and business value, effort",
        ),
        ("a further matrix below, with its title or persona", "a journey of its own"),
    ),
    "lanes that nobody knows, totals, notes above, beside and below, hidden sheets.",
    """
Phase,Step,Pains,Mood (1-5)
Realise,Open the yearly bill,Bill is 6 pages long,2
""",
)

# Less than a native workbook, whose sheets of steps look like a matrix.
_SURE = 0.5
_GENERIC = re.compile(
    r"(?:(?:customer|user|client|patient|employee|kunden|nutzer|service|as is|to be|current|future|template|"
    r"vorlage|journey|experience|map|maps|mapping|matrix|canvas|blueprint|sheet|tabelle|table|blatt|worksheet|my|"
    r"the|cjm|kundenreise|overview|übersicht|ux|"
    r"feuil|feuille|hoja|carte|mapa|parcours|viaje|cliente|usuario|utilisateur|du|de|del)\s*)*"
)
# What stands above a matrix, by the words before it.
_FACTS = {
    "journey": """
    journey, customer journey, user journey, customer journey map, journey map, journey name, title, titel,
    kundenreise, name, name der journey, map, parcours, parcours client, titre, nom, viaje, viaje del cliente,
    título, nombre""",
    "intent": "scenario, szenario, goal, ziel, customer goal, user goal, kundenziel, intent, objective, "
    "scénario, objectif, escenario, objetivo",
    "description": "description, beschreibung, context, kontext, about",
    "scope": "scope, umfang, geltungsbereich",
}
# Labels of what is about the sheet, not about the journey.
_ABOUT = frozenset(
    {"date", "author", "authors", "version", "facilitator", "workshop", "participants", "status", "updated"}
    | {"datum", "autor", "autorin", "stand", "moderation", "teilnehmer", "teilnehmende", "created"}
)
_BY_WORDS = {words.strip(): name for name, all_words in _FACTS.items() for words in all_words.split(",")}
_FACT = re.compile(r"([^:]{2,40}):\s*(.*)", re.DOTALL)


def recognise(content: Content, model: Model) -> float:
    """Half sure where a sheet that is not hidden holds lanes over stages."""
    shown = (sheet for sheet in content.sheets if not sheet.hidden)
    return _SURE if any(holds_matrix(sheet) for sheet in shown) else 0.0


def holds_matrix(sheet: Sheet) -> bool:
    """Whether a sheet, or a block of it, is a matrix."""
    return any(sheet_grid(block) for block, _ in sheet_blocks(sheet, {}))


def read(content: Content, model: Model) -> Draft:
    """A journey for each matrix, then what the lists of a workbook hold; other sheets are left over."""
    draft = Draft(format=NAME, file=content.name, sha256=content.sha256)
    # All cells first: what is open in one is decided by others.
    tables = [(sheet, _cells(draft, sheet)) for sheet in content.sheets]
    read_tables(draft, UniqueRecords(draft), tables, content.stem)
    return draft


def read_tables(
    draft: Draft, once: UniqueRecords, tables: Sequence[tuple[Sheet, dict[CellSpot, Cell]]], stem: str
) -> None:
    """Read sheets of which the cells have been counted; `stem` names journeys that nothing else names."""
    steps = StepIndex()
    listed: list[tuple[SheetListing, Sheet, dict[CellSpot, Cell]]] = []
    left: list[tuple[str, dict[CellSpot, Cell]]] = []
    for sheet, cells in tables:
        if sheet.hidden:
            left.append((f"The sheet {sheet.name!r} is hidden.", cells))
        elif holds_matrix(sheet):
            for slot in {
                slot.phase: slot for slot in _matrix_slots(draft, once, sheet, cells, stem)
            }.values():
                steps.add(slot.phase.name, slot.of_phase)
            left.append(("It stands beside the matrix.", cells))
        elif found := sheet_listing(sheet):
            listed.append((found, sheet, cells))
        else:
            left.append((f"The sheet {sheet.name!r} holds neither a matrix nor a list that is known.", cells))
    lists = ListReader(draft, once, steps)
    for found, sheet, cells in sorted(listed, key=lambda item: item[0].label == "Solution"):
        lists.read(sheet, found, cells)
    for reason, cells in left:
        draft.leave_rest(reason, cells.values())


def _matrix_slots(
    draft: Draft, once: UniqueRecords, sheet: Sheet, cells: dict[CellSpot, Cell], stem: str
) -> list[Slot]:
    """The slots of all matrices of a sheet, each a journey of its own; the first may give all their title."""
    blocks = sheet_blocks(sheet, cells)
    found: list[Slot] = []
    title: str | None = None
    for block, inside in blocks:
        if grid := sheet_grid(block):
            reader = _MatrixReader(draft, once, grid, inside, title if len(blocks) > 1 else None)
            found += reader.read(stem, several=len(blocks) > 1)
            title = title or reader.title
    return found


def _cells(draft: Draft, sheet: Sheet) -> dict[CellSpot, Cell]:
    found = {
        (row, column): draft.add_cell(Place(sheet.name, row + 1, column_letters(column)), value)
        for row, column, value in sheet.cells()
    }
    rules = {row for row, values in enumerate(sheet.rows) if is_rule(values)}
    draft.leave_rest("A line that divides.", (cell for (row, _), cell in found.items() if row in rules))
    return found


class _MatrixReader:
    """The journey of one matrix: what stands above it, and then all that it holds."""

    def __init__(
        self,
        draft: Draft,
        once: UniqueRecords,
        found: Grid,
        cells: dict[CellSpot, Cell],
        shared_title: str | None = None,
    ) -> None:
        """Nothing is read yet; `shared_title` stands above another matrix of the sheet."""
        self._draft = draft
        self._once = once
        self._grid = found
        self._cells = cells
        self._facts: dict[str, tuple[str, Cell]] = {}
        self._shared_title = shared_title
        self._several = False

    @property
    def title(self) -> str | None:
        """What the matrix is called by what stands above it."""
        return self._facts["journey"][0] if "journey" in self._facts else None

    def read(self, stem: str, *, several: bool = False) -> list[Slot]:
        """Ask for the journey, or for each that a lane names, with everything in it; all slots.

        Of several in a sheet the name tells whom each is about.
        """
        self._several = several
        self._note()
        self._draft.place(*(self._cells[spot] for spot in self._grid.groups))
        head = next(iter(self._grid.heads_of(LaneKind.JOURNEY)), None)
        parts = self._parts(head) if head else [(*self._journey_name(stem), self._grid)]
        return [slot for name, cell, part in parts for slot in self._journey(name, cell, part)]

    def _journey(self, name: str, cell: Cell, part: Grid) -> list[Slot]:
        stages = StageReader(self._draft, self._once, part, self._cells)
        journey = self._once.record("Journey", cell, self._single_name(name))
        for fact in ("intent", "description", "scope"):
            if fact in self._facts:
                self._draft.set(journey, fact, *self._facts[fact])
        slots = stages.slots(journey)
        everybody: list[DraftRecord] = []
        if "persona" in self._facts:
            text, cell = self._facts["persona"]
            everybody = [self._once.record("Persona", cell, item) for item in items(text)]
            for persona in everybody:
                self._once.link(journey, "personas", persona, cell)
        LaneReader(self._draft, self._once, part, self._cells).read(journey, slots, everybody)
        return slots

    def _parts(self, head: Head) -> list[tuple[str, Cell, Grid]]:
        """The part of the matrix that belongs to each journey of a lane, blank cells to the one before."""
        cells: dict[str, Cell] = {}
        slots: dict[str, list[int]] = {}
        name = ""
        for slot in self._grid.slots:
            spot = self._grid.spot(slot, head)
            if spot and is_total(self._cells[spot].raw):
                continue
            if spot:
                self._draft.place(self._cells[spot])
                name = normal_name(self._cells[spot].raw)
                cells.setdefault(name, self._cells[spot])
            if cells:
                slots.setdefault(name, []).append(slot)
        return [
            (
                plain_line(cell.raw),
                cell,
                replace(self._grid, slots=tuple(slots[name]), everywhere=self._grid.slots),
            )
            for name, cell in cells.items()
        ]

    def _journey_name(self, stem: str) -> tuple[str, Cell]:
        """The title above the matrix, else the sheet's or the file's name."""
        sheet = self._grid.table.sheet.name
        above = set(self._grid.above)
        first = min(self._cells, key=lambda spot: (spot in above, spot))
        plain = stem if is_generic(sheet) else sheet
        name, cell = self._facts.get("journey", (self._shared_title or plain, self._cells[first]))
        if self._several and "persona" in self._facts and (who := self._facts["persona"][0]) not in name:
            return f"{name} – {who}", cell
        twice = self._once.find_record("Journey", name) and normal_name(name) != normal_name(sheet)
        return (f"{name} – {sheet}" if twice else name), cell

    def _single_name(self, name: str) -> str:
        """The name, with a number behind it where another journey of the file bears it."""
        count = 1
        while self._once.find_record("Journey", name if count == 1 else f"{name} ({count})"):
            count += 1
        return name if count == 1 else f"{name} ({count})"

    def _note(self) -> None:
        """Read what stands above the matrix: facts as `Persona: Me` or in two cells, and a title."""
        told: set[CellSpot] = set()
        for spot in self._grid.above:
            cell = self._cells[spot]
            found = _FACT.fullmatch(cell.raw.strip())
            label = fact_name(found[1] if found else cell.raw)
            beside = (spot[0], spot[1] + 1)
            if spot in told:
                continue
            if label and found and found[2].strip():
                self._add_fact(label, plain_line(found[2]), cell)
            elif label and beside in self._cells and beside in self._grid.above:
                told.add(beside)
                self._draft.place(cell)
                self._add_fact(label, plain_line(self._cells[beside].raw), self._cells[beside])
            elif isinstance(cell.value, str) and _may_be_title(cell.raw) and "journey" not in self._facts:
                self._add_fact("journey", plain_line(cell.raw).lstrip("# "), cell)
            else:
                self._draft.leave(cell, "It stands above the matrix.")

    def _add_fact(self, name: str, text: str, cell: Cell) -> None:
        if name in self._facts or (name == "journey" and is_generic(text)):
            self._draft.leave(cell, "It stands above the matrix.")
        else:
            self._facts[name] = text, cell


def fact_name(text: str) -> str | None:
    """What a label above a matrix announces."""
    found = _BY_WORDS.get(heading_words(text))
    return found or ("persona" if sure_lane(text) is LaneKind.PERSONA else None)


def _may_be_title(text: str) -> bool:
    """Whether a text above a matrix is neither generic nor a label such as `Date:`."""
    label = text.partition(":")[0] if ":" in text else ""
    return not (is_generic(text) or text.rstrip().endswith(":") or heading_words(label) in _ABOUT)


def is_generic(text: str) -> bool:
    """Whether a title could be that of any journey."""
    return _GENERIC.fullmatch(heading_words(text)) is not None
