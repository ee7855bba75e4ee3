"""The phases, steps and personas of a matrix, and which of them each of its rows (or columns) is about."""

from collections import Counter
from dataclasses import dataclass, field

from seed.draft import Cell, Draft, DraftRecord
from seed.draft_builder import StepPaths, UniqueRecords
from seed.formats.matrix.grid import CellSpot, Grid, Head
from seed.formats.matrix.lanes import LaneKind, is_explanation, is_total
from seed.formats.matrix.note_lines import note_lines
from seed.values.items import is_listed, is_nothing, items, numbered_name, parting_remark, plain_line
from seed.values.references import normal_name

# A step within its journey: phase, name, and which of its namesakes in the phase.
_Key = tuple[str, str, int]
# A step that customers do not take: the step of theirs that it stands with, its lane, its name.
_UnseenKey = tuple[_Key | None, LaneKind, str]


@dataclass(slots=True)
class Slot:
    """One row (or column) of a matrix: its own steps, or none where it is about its whole phase.

    `paths` tells where each step of the phase stands, by its identity in memory.
    """

    index: int
    phase: DraftRecord
    steps: list[DraftRecord]
    of_phase: list[DraftRecord]
    personas: list[DraftRecord]
    paths: dict[int, str]

    @property
    def targets(self) -> list[DraftRecord]:
        """The steps that a cell of the slot is about."""
        return self.steps or self.of_phase


@dataclass(slots=True)
class _NamedSlot:
    """A slot before there are records."""

    index: int
    phase: str
    keys: list[_Key]
    personas: list[tuple[str, Cell]]


@dataclass(slots=True)
class _Phase:
    """A phase before there is a record: its steps by key, each with its name and cell.

    `spellings` are the cells of its name as it is written in each; `unseen` are the steps that customers do
    not take.
    """

    number: int | None
    spellings: dict[str, dict[Cell, None]] = field(default_factory=dict[str, dict[Cell, None]])
    steps: dict[_Key, tuple[str, Cell]] = field(default_factory=dict[_Key, tuple[str, Cell]])
    unseen: dict[_UnseenKey, tuple[str, Cell]] = field(default_factory=dict[_UnseenKey, tuple[str, Cell]])
    about: bool = False

    @property
    def name(self) -> str:
        """The name as most cells write it, the first of equals."""
        return max(self.spellings, key=lambda name: len(self.spellings[name]))

    @property
    def cell(self) -> Cell:
        """The first cell that writes it so."""
        return next(iter(self.spellings[self.name]))


class StageReader:
    """Reads the phases and steps of a grid, and then asks for them in their order."""

    def __init__(self, draft: Draft, once: UniqueRecords, grid: Grid, cells: dict[CellSpot, Cell]) -> None:
        """Go through the slots once and note what they name."""
        self._draft = draft
        self._once = once
        self._grid = grid
        self._cells = cells
        self._phases: dict[str, _Phase] = {}
        self._rows: list[_NamedSlot] = []
        self._tally: Counter[tuple[str, str, str]] = Counter()
        self._unseen_spots: set[tuple[str, CellSpot]] = set()
        self._current: str | None = None
        self._phase_head, self._step_head, self._persona_head = (
            next(iter(grid.heads_of(lane)), None)
            for lane in (LaneKind.PHASE, LaneKind.STEP, LaneKind.PERSONA)
        )
        self._notes = note_lines(grid, cells)
        self._has_step_each = self._names_step_each()
        for index in grid.slots:
            self._note(index)

    def slots(self, journey: DraftRecord) -> list[Slot]:
        """Ask for the phases and steps of the journey and its personas; the slots that have any."""
        records: dict[str, DraftRecord] = {}
        steps: dict[str, dict[_Key, DraftRecord]] = {}
        for name, phase in self._ordered_phases():
            records[name] = self._once.part("Phase", phase.cell, phase.name, journey, "journey")
            steps[name] = self._steps(name, phase, records[name])
        wholes = {name: list(whole.values()) for name, whole in steps.items()}
        places = StepPaths(journey)
        paths = {
            name: {id(step): places.new_path(records[name], step.name) for step in whole}
            for name, whole in wholes.items()
        }
        found: list[Slot] = []
        for row in self._rows:
            phase, own = row.phase, list(dict.fromkeys(steps[row.phase][key] for key in row.keys))
            personas = self._personas(row, journey)
            found.append(Slot(row.index, records[phase], own, wholes[phase], personas, paths[phase]))
        return found

    def _ordered_phases(self) -> list[tuple[str, _Phase]]:
        """The phases by normalised name: by their numbers where all have one, else as they stand."""
        phases = list(self._phases.items())
        if all(phase.number is not None for _, phase in phases):
            phases.sort(key=lambda item: item[1].number or 0)
        return phases

    def _steps(self, name: str, phase: _Phase, record: DraftRecord) -> dict[_Key, DraftRecord]:
        """Ask for the steps of a phase, which is one itself where it names none; those of customers.

        Behind each stand those that are not theirs, so that what happens at one time stands together.
        """
        if not phase.steps and phase.about:
            phase.steps[name, name, 1] = phase.name, phase.cell
        steps: dict[_Key, DraftRecord] = {}
        for key, (step, cell) in phase.steps.items():
            steps[key] = self._once.part("Step", cell, step, record, "phase")
            self._unseen_steps(phase, key, record)
        self._unseen_steps(phase, None, record)
        return steps

    def _unseen_steps(self, phase: _Phase, key: _Key | None, record: DraftRecord) -> None:
        """Ask for the steps that customers do not take and that stand with one of theirs, or with none."""
        for (beside, lane, _), (step, cell) in phase.unseen.items():
            if beside == key:
                unseen = self._once.part("Step", cell, step, record, "phase")
                self._draft.set(unseen, "layer", lane.name, cell)

    def _personas(self, row: _NamedSlot, journey: DraftRecord) -> list[DraftRecord]:
        """Ask for the personas of a slot, who walk the journey."""
        personas = [self._once.record("Persona", cell, name) for name, cell in row.personas]
        for persona, (_, cell) in zip(personas, row.personas, strict=True):
            self._once.link(journey, "personas", persona, cell)
        return personas

    def _names_step_each(self) -> bool:
        """Whether each row is a step of its own, as rows are of which a phase has several."""
        counts: Counter[str] = Counter()
        phase = ""
        for index in self._grid.slots if self._step_head and not self._grid.turned else ():
            spot = self._grid.spot(index, self._phase_head) if self._phase_head else None
            phase = normal_name(self._cells[spot].raw) if spot else phase
            assert self._step_head is not None
            counts[phase] += self._grid.spot(index, self._step_head) is not None
        return any(count > 1 for count in counts.values())

    def _note(self, index: int) -> None:
        """Take in what a slot names."""
        filled = [(head, spot) for head in self._grid.heads if (spot := self._grid.spot(index, head))]
        if not filled or self._is_apart(index, filled):
            return
        phase = self._phase(index, filled)
        if phase is None:
            return
        named = self._named_steps(index)
        if named is None:
            self._leave(filled, "Its step says that there is none.")
            return
        personas = self._named_items(self._persona_head, index)
        keys = self._keys(phase, named, "; ".join(normal_name(name) for name, _ in personas))
        if not named and self._rows and self._rows[-1].phase == phase and self._step_head:
            keys = self._rows[-1].keys
            personas = personas or self._rows[-1].personas
        axes = (self._phase_head, self._step_head, self._persona_head)
        self._phases[phase].about |= any(
            head.holds not in (None, LaneKind.JOURNEY) and head not in axes for head, _ in filled
        )
        self._rows.append(_NamedSlot(index, phase, keys, personas))
        self._note_unseen(phase, index, keys)

    def _is_apart(self, index: int, filled: list[tuple[Head, CellSpot]]) -> bool:
        """Whether a slot sums up others, or is a note beside the matrix; its cells are then left."""
        axes = (self._phase_head, self._step_head)
        labels = [spot for head, spot in filled if head in axes]
        if not labels or filled[0][0].holds is None:
            labels.append(filled[0][1])
        if any(is_total(self._cells[spot].raw) for spot in labels):
            self._leave(filled, "It sums up others; Throughline computes that.")
            return True
        if index == self._grid.slots[0] and self._explains(filled):
            self._leave(filled, "It explains the headings.")
            return True
        if index in self._notes:
            self._leave(filled, "It stands alone below the matrix, and names nothing of it.")
            return True
        before = index - 1
        lonely = len(filled) == 1 and self._rows and before not in (row.index for row in self._rows[-1:])
        if lonely and not self._follows(index):
            self._leave(filled, "It stands apart from the matrix.")
            return True
        return False

    def _explains(self, filled: list[tuple[Head, CellSpot]]) -> bool:
        """Whether a slot holds nothing but questions or brackets that explain the headings beside them."""
        return len(filled) > 1 and all(is_explanation(self._cells[spot].raw) for _, spot in filled)

    def _follows(self, index: int) -> bool:
        """Whether what comes next belongs to this slot, as steps do to the heading of their phase."""
        return any(self._grid.spot(index + 1, head) for head in self._grid.heads)

    def _leave(self, filled: list[tuple[Head, CellSpot]], reason: str) -> None:
        for _, spot in filled:
            self._draft.leave(self._cells[spot], reason)

    def _phase(self, index: int, filled: list[tuple[Head, CellSpot]]) -> str | None:
        """The phase of a slot by its normalised name, its own or the last; None where it only heads one."""
        head = self._phase_head
        spot = self._grid.spot(index, head) if head else None
        heading = head is None and len(filled) == 1 and self._grid.is_across(filled[0][1])
        if heading:
            spot = filled[0][1]
        if spot is not None:
            cell = self._cells[spot]
            name, number = numbered_name(cell.raw)
            self._current = self._add_phase(name or cell.raw, cell, number)
            self._draft.place(cell)
        elif self._current is None:
            self._current = self._add_phase("Steps", self._cells[filled[0][1]], None)
        return None if heading else self._current

    def _add_phase(self, name: str, cell: Cell, number: int | None) -> str:
        key = normal_name(name)
        phase = self._phases.setdefault(key, _Phase(number))
        phase.spellings.setdefault(name, {})[cell] = None
        return key

    def _named_items(self, head: Head | None, index: int) -> list[tuple[str, Cell]]:
        """The items in a cell of an axis."""
        spot = self._grid.spot(index, head) if head else None
        if spot is None:
            return []
        cell = self._cells[spot]
        found = items(cell.raw)
        self._draft.place(*[cell] if found else [])
        if remark := parting_remark(cell.raw, found):
            self._draft.remark(cell, remark)
        return [(item, cell) for item in found]

    def _named_steps(self, index: int) -> list[tuple[str, Cell]] | None:
        """The steps that a slot names, a single one where each row is a step; None where it says none."""
        spot = self._grid.spot(index, self._step_head) if self._step_head else None
        if spot is None:
            return []
        cell = self._cells[spot]
        if is_nothing(cell.raw):
            return None
        if not self._has_step_each or is_listed(cell.raw):
            return self._named_items(self._step_head, index)
        self._draft.place(cell)
        return [(plain_line(cell.raw), cell)]

    def _keys(self, phase: str, named: list[tuple[str, Cell]], persona: str) -> list[_Key]:
        """The steps that a slot names; told again right below they are the same, or else namesakes."""
        if self._rows and len(named) == 1 and self._rows[-1].phase == phase:
            before = self._rows[-1]
            same = "; ".join(normal_name(name) for name, _ in before.personas) == persona
            keys = [key for key in before.keys if key[1] == normal_name(named[0][0])]
            if same and len(before.keys) == 1 and keys:
                return keys
        found: list[_Key] = []
        for name, cell in named:
            tally = (persona, phase, normal_name(name))
            self._tally[tally] += 1
            key = (phase, normal_name(name), self._tally[tally])
            self._phases[phase].steps.setdefault(key, (numbered_name(name)[0] or name, cell))
            found.append(key)
        return found

    def _note_unseen(self, phase: str, index: int, keys: list[_Key]) -> None:
        """Take in the steps that customers do not take, each with the step of theirs that it stands with.

        A cell that is merged over several steps stands with the first.
        """
        beside = keys[-1] if keys else None
        for head in self._grid.heads_of(LaneKind.FRONTSTAGE, LaneKind.BACKSTAGE):
            spot = self._grid.spot(index, head)
            if spot is None or (phase, spot) in self._unseen_spots:
                continue
            self._unseen_spots.add((phase, spot))
            for name, cell in self._named_items(head, index):
                assert head.holds is not None
                self._phases[phase].unseen.setdefault((beside, head.holds, normal_name(name)), (name, cell))
