"""The journey of a board: phases of its frames, steps in their order, and what stands around each of them."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from seed.draft import Cell, Draft, DraftRecord
from seed.draft_builder import StepPaths, UniqueRecords
from seed.formats.boards.layout import Neighbours, groups_in_order, in_order
from seed.formats.boards.sticky import Sticky, StickyBoard
from seed.formats.boards.sticky_lanes import StickyLanes, leave_sticky, phase_name
from seed.formats.lane_notes import STEP_LANES, TAGGED, LaneNotes, NoteSpot
from seed.formats.matrix.lanes import LaneKind, sure_lane
from seed.values.items import numbered_name, plain_line
from seed.values.references import escaped_item, normal_name
from seed.values.scales import likely_scale, score

_STEP_LANES = frozenset({LaneKind.STEP, LaneKind.FRONTSTAGE, LaneKind.BACKSTAGE})
_UNNAMED = "Steps"
# What is said of a phase with more steps is at none of them rather than at all.
_MOST_STEPS = 20


@dataclass(slots=True)
class _PhaseStickies:
    """A phase before there is a record: its name, whether the board itself tells it, and its stickies."""

    name: str
    number: int | None
    told: bool
    cell: Cell
    frame: str
    stickies: list[Sticky] = field(default_factory=list[Sticky])


@dataclass(slots=True)
class _Walk:
    """A phase with its steps, each with the sticky it comes from and its lasting path.

    `customer_steps` are the stickies of those that customers take.
    """

    phase: _PhaseStickies
    steps: dict[Sticky, DraftRecord] = field(default_factory=dict[Sticky, DraftRecord])
    paths: dict[int, str] = field(default_factory=dict[int, str])
    customer_steps: list[Sticky] = field(default_factory=list[Sticky])
    neighbours: Neighbours = field(default_factory=lambda: Neighbours([]))


class BoardReader:
    """Turns one board into a journey of a draft."""

    def __init__(self, draft: Draft, once: UniqueRecords, board: StickyBoard) -> None:
        """Decide what each sticky is."""
        self._draft = draft
        self._once = once
        self._board = board
        self._lanes = StickyLanes(draft, board)
        self._notes: LaneNotes
        self._journey: DraftRecord
        self._named: dict[str, dict[LaneKind, Cell]] = {}
        self._nearest = 0
        self._homes: dict[Sticky, _Walk] = {}
        self._everybody = Neighbours([])

    def read(self) -> None:
        """Ask for the journey with all that stands on the board; nothing where no sticky says what it is."""
        stickies = self._lanes.stickies()
        if not stickies:
            message = (
                "No sticky of it says what it is: give colours a legend, or use tags or areas for lanes."
            )
            self._draft.remark(self._board.cell, message)
            return
        self._journey = self._once.record("Journey", self._board.cell, self._single_name())
        self._notes = LaneNotes(self._draft, self._once, self._journey)
        self._read_scale(stickies)
        paths = StepPaths(self._journey)
        phases = self._phases(stickies)
        walks = [self._walk(phase, paths) for phase in phases]
        self._link_follows({sticky: step for walk in walks for sticky, step in walk.steps.items()})
        self._homes = {sticky: walk for walk in walks for sticky in walk.customer_steps}
        self._everybody = Neighbours(list(self._homes))
        homes = {sticky: walk for walk in walks for sticky in walk.phase.stickies}
        for walk in walks:
            walk.neighbours = Neighbours(walk.customer_steps)
        for sticky in stickies:
            if sticky in homes and self._lanes.lane(sticky) not in _STEP_LANES:
                self._add_note(sticky, homes[sticky])
        if self._nearest:
            message = f"{self._nearest} stickies were put to the step that lies nearest to each."
            self._draft.remark(self._board.cell, message)

    def _single_name(self) -> str:
        """The board's name, with a number behind it where another board of the file bears it."""
        name, count = self._board.name, 1
        while self._once.find_record("Journey", name if count == 1 else f"{name} ({count})"):
            count += 1
        return name if count == 1 else f"{name} ({count})"

    def _read_scale(self, stickies: Iterable[Sticky]) -> None:
        """The scale that the scores of the board are likely on, with a remark."""
        felt = [sticky for sticky in stickies if self._lanes.lane(sticky) is LaneKind.EMOTION]
        given = [score(self._lanes.text(sticky).strip()) for sticky in felt]
        numbers = [
            item.number
            for item in given
            if item and item.scale is None and isinstance(item.number, int | float)
        ]
        self._notes.scale = likely_scale(numbers)
        if self._notes.scale:
            message = f"Its scores were taken for a scale of {self._notes.scale.text}: all of them are on it."
            self._draft.remark(self._board.cell, message)

    def _phases(self, stickies: list[Sticky]) -> list[_PhaseStickies]:
        """The phases in order, each with its stickies but for those that head it."""
        heads = [sticky for sticky in stickies if self._lanes.lane(sticky) is LaneKind.PHASE]
        found: dict[str, _PhaseStickies] = {}
        for sticky in heads:
            self._add_phase(found, self._lanes.text(sticky), sticky.cell)
            self._draft.place(*sticky.beside)
        row, names = Neighbours(heads), {normal_name(self._lanes.text(head)) for head in heads}
        for sticky in stickies:
            if self._lanes.lane(sticky) is not LaneKind.PHASE:
                self._phase_of(sticky, row, names, found).stickies.append(sticky)
        return self._phases_in_order(found, heads)

    def _phases_in_order(self, found: dict[str, _PhaseStickies], heads: list[Sticky]) -> list[_PhaseStickies]:
        """By their numbers where all have one, else as lines or places tell, else as they stand."""
        if all(phase.number is not None for phase in found.values() if phase.told):
            return sorted(found.values(), key=lambda phase: (not phase.told, phase.number or 0))
        groups = {
            key: [sticky for sticky in phase.stickies if self._lanes.lane(sticky) in _STEP_LANES]
            or [sticky for sticky in heads if normal_name(self._lanes.text(sticky)) == key]
            or phase.stickies
            for key, phase in found.items()
        }
        return [found[key] for key in groups_in_order(groups)]

    def _add_phase(
        self, found: dict[str, _PhaseStickies], name: str, cell: Cell, *, told: bool = True
    ) -> _PhaseStickies:
        bare, number = numbered_name(name)
        bare = bare or plain_line(name)
        return found.setdefault(normal_name(bare), _PhaseStickies(bare, number, told, cell, name))

    def _phase_of(
        self, sticky: Sticky, heads_row: Neighbours, names: set[str], found: dict[str, _PhaseStickies]
    ) -> _PhaseStickies:
        """The phase of a sticky: what it lies in, else the nearest heading, else one for all."""
        name = phase_name(sticky)
        if name is not None and (not names or normal_name(name) in names):
            return self._add_phase(found, name, self._board.titles.get(name, sticky.cell))
        if near := heads_row.nearest(sticky):
            self._say_doubt(sticky, *near)
            return self._add_phase(found, self._lanes.text(near[0]), near[0].cell)
        return self._add_phase(found, _UNNAMED, sticky.cell, told=False)

    def _walk(self, phase: _PhaseStickies, paths: StepPaths) -> _Walk:
        """Ask for a phase and its steps, those of customers first; a step that is told twice is one."""
        walk = _Walk(phase)
        key = self._board.keys.get(phase.frame)
        if not phase.told and not any(self._lanes.lane(sticky) in _STEP_LANES for sticky in phase.stickies):
            return walk
        record = self._once.part("Phase", phase.cell, phase.name, self._journey, "journey")
        if key is not None:
            self._draft.set(record, "key", plain_line(key.raw), key)
        by_name: dict[tuple[LaneKind, str], DraftRecord] = {}
        for lane in (LaneKind.STEP, LaneKind.FRONTSTAGE, LaneKind.BACKSTAGE):
            for sticky in in_order([s for s in phase.stickies if self._lanes.lane(s) is lane]):
                name = plain_line(self._lanes.text(sticky))
                step = by_name.get((lane, normal_name(name)))
                if step is not None and sticky.key is None:
                    where = step.cell.place.locator
                    leave_sticky(self._draft, sticky, f"The same sticky stands at {where}; it is one step.")
                    continue
                step = self._once.part("Step", sticky.cell, name, record, "phase")
                if lane is not LaneKind.STEP:
                    self._draft.set(step, "layer", lane.name, sticky.cell)
                by_name[lane, normal_name(name)] = walk.steps[sticky] = step
                self._named.setdefault(normal_name(name), {}).setdefault(lane, sticky.cell)
                walk.paths[id(step)] = paths.new_path(record, step.name)
                if lane is LaneKind.STEP:
                    walk.customer_steps.append(sticky)
                self._add_rest(sticky, step)
        return walk

    def _link_follows(self, steps: dict[Sticky, DraftRecord]) -> None:
        """Join steps that lines join; what stands at a line is when its way is taken."""
        for start, end, cell, told in self._board.follows:
            if start not in steps or end not in steps or start is end:
                self._draft.leave(cell, "It joins what are not two steps.")
            elif self._once.has_link(steps[start], "nextSteps", steps[end]):
                self._draft.leave(cell, "Another line joins the same steps.")
            else:
                self._once.link(steps[start], "nextSteps", steps[end], cell)
                if told:
                    link = self._draft.links[-1]
                    self._draft.set(link, "condition", plain_line(told), cell)

    def _add_note(self, sticky: Sticky, walk: _Walk) -> None:
        lane, text = self._lanes.lane(sticky), self._lanes.text(sticky)
        if self._is_repeated(sticky, lane, text):
            return
        first = self._named.setdefault(normal_name(text), {}).setdefault(lane, sticky.cell)
        count = len(self._draft.leftovers)
        made = self._notes.add(lane, sticky.cell, text, self._spot(sticky, walk))
        if len(self._draft.leftovers) > count:
            leave_sticky(self._draft, sticky, self._draft.leftovers[-1].reason)
            return
        if first is not sticky.cell:
            message = f"The same stands at {first.place.locator} too; both are one."
            self._draft.remark(sticky.cell, message)
        for record in made:
            self._add_rest(sticky, record)

    def _is_repeated(self, sticky: Sticky, lane: LaneKind, text: str) -> bool:
        """Whether a sticky stood above as something else, and only the order of rows says what it is."""
        others = (cell for other, cell in self._named.get(normal_name(text), {}).items() if other is not lane)
        before = next(others, None)
        if before is None or sticky.x is not None or sticky.colour or sticky.tags:
            return False
        where = before.place.locator
        leave_sticky(self._draft, sticky, f"The same sticky stands at {where}, and was read there.")
        return True

    def _spot(self, sticky: Sticky, walk: _Walk) -> NoteSpot:
        """What a sticky is about: one step, else each of its phase where that is told, else none."""
        if not walk.phase.told and not walk.customer_steps and (near := self._everybody.nearest(sticky)):
            walk = self._homes[near[0]]
        own = sticky.at if sticky.at in walk.steps else self._nearest_step(sticky, walk)
        if own is not None:
            step = walk.steps[own]
            return NoteSpot((step,), step.name, walk.paths[id(step)])
        name, steps = walk.phase.name, walk.customer_steps
        where = escaped_item((self._journey.name, name))
        if walk.phase.told and 0 < len(steps) <= _MOST_STEPS:
            message = f"Nothing tells at which steps of {name!r} its stickies are: each is at all of them."
            self._draft.remark(walk.phase.cell, message)
            return NoteSpot(tuple(walk.steps[s] for s in steps), name, where)
        if self._lanes.lane(sticky) not in STEP_LANES:
            self._draft.remark(sticky.cell, "Nothing tells at which step it is; it stands at none.")
        if not walk.phase.told:
            name, where = self._journey.name, escaped_item((self._journey.name,))
        return NoteSpot((), name, where)

    def _nearest_step(self, sticky: Sticky, walk: _Walk) -> Sticky | None:
        """The step of a phase that lies nearest, or its only one; None where nothing tells which."""
        steps = walk.customer_steps
        near = walk.neighbours.nearest(sticky)
        if near is None:
            return steps[0] if len(steps) == 1 and walk.phase.told else None
        if len(steps) > 1:
            self._nearest += 1
            self._say_doubt(sticky, *near)
        return near[0]

    def _say_doubt(self, sticky: Sticky, chosen: Sticky, other: Sticky | None) -> None:
        if other is not None:
            names = plain_line(self._lanes.text(chosen))[:60], plain_line(self._lanes.text(other))[:60]
            message = f"It lies between {names[0]!r} and {names[1]!r}; it was put to the first."
            self._draft.remark(sticky.cell, message)

    def _add_rest(self, sticky: Sticky, record: DraftRecord) -> None:
        """What else a sticky tells of the record that it became."""
        self._draft.place(*sticky.beside)
        if sticky.key is not None and "key" not in record.values:
            self._draft.set(record, "key", plain_line(sticky.key.raw), sticky.key)
        if sticky.more is not None and "description" not in record.values and record.label != "Quote":
            self._draft.set(record, "description", *sticky.more)
        self._add_tags(sticky, record)

    def _add_tags(self, sticky: Sticky, record: DraftRecord) -> None:
        """Tags of a sticky: a moment of truth, what its lane says already, or tags of the record."""
        for text, cell in sticky.tags:
            lane = sure_lane(text)
            if lane is LaneKind.MOMENT_OF_TRUTH and record.label == "Step":
                self._draft.set(record, "momentOfTruth", True, cell)
            elif lane is not None and lane is self._lanes.lane(sticky):
                self._draft.place(cell)
            elif record.label in TAGGED:
                tag = self._once.record("Tag", cell, plain_line(text))
                self._once.link(record, "tags", tag, cell)
            else:
                self._draft.leave(cell, f"A {record.label.lower()} bears no tags.")
