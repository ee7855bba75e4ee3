"""What a note becomes by its lane, wherever it was written: on a board, on a card."""

from collections.abc import Callable
from dataclasses import dataclass

from seed.draft import Cell, Draft, DraftRecord
from seed.draft_builder import UniqueRecords
from seed.formats.felt_values import felt_values
from seed.formats.matrix.lanes import LaneKind
from seed.formats.matrix.metric_names import metric_record
from seed.values.items import is_listed, items, plain_line, quoted_text
from seed.values.scales import ScoreScale

INSIGHT_KINDS = {
    LaneKind.PAIN: "PAIN",
    LaneKind.GAIN: "GAIN",
    LaneKind.NEED: "NEED",
    LaneKind.JOB: "JOB",
    LaneKind.INSIGHT: "OBSERVATION",
    LaneKind.THOUGHT: "OBSERVATION",
}
# What is nothing without a step.
STEP_LANES = frozenset(
    {
        LaneKind.TOUCHPOINT,
        LaneKind.CHANNEL,
        LaneKind.EMOTION,
        LaneKind.MOMENT_OF_TRUTH,
        LaneKind.DESCRIPTION,
    }
)
TAGGED = frozenset(
    {"Goal", "Insight", "Metric", "Opportunity", "Persona", "Quote", "Solution", "Step", "Team", "Touchpoint"}
)


@dataclass(frozen=True, slots=True)
class NoteSpot:
    """What a note is about: its steps, and the name and lasting path of the step or phase it belongs to."""

    steps: tuple[DraftRecord, ...]
    name: str
    path: str


class LaneNotes:
    """Asks for what the notes of one journey say."""

    def __init__(self, draft: Draft, once: UniqueRecords, journey: DraftRecord) -> None:
        """Nothing is noted yet; scores without a scale of their own are read on `scale`."""
        self._draft = draft
        self._once = once
        self._journey = journey
        self.scale: ScoreScale | None = None
        self._handlers: dict[LaneKind, Callable[[Cell, str, NoteSpot], DraftRecord | None]] = {
            LaneKind.TOUCHPOINT: self._touchpoint,
            LaneKind.CHANNEL: self._channel,
            LaneKind.PERSONA: self._persona,
            LaneKind.OPPORTUNITY: self._opportunity,
            LaneKind.SOLUTION: self._solution,
            LaneKind.METRIC: self._metric,
            LaneKind.GOAL: self._goal,
            LaneKind.TEAM: self._team,
            LaneKind.QUOTE: self._quote,
            LaneKind.EMOTION: self._emotion,
            LaneKind.MOMENT_OF_TRUTH: self._moment,
            LaneKind.DESCRIPTION: self._description,
        }

    def add(self, lane: LaneKind, cell: Cell, text: str, spot: NoteSpot) -> list[DraftRecord]:
        """The records that a note became, one for each line with a bullet; none where it was left."""
        if not spot.steps and lane in STEP_LANES:
            self._draft.leave(cell, "No step stands where it does.")
            return []
        told = items(text) if is_listed(text) else [plain_line(text)]
        handler = self._handlers.get(lane)
        if handler is not None:
            return [record for item in told if (record := handler(cell, item, spot)) is not None]
        if lane not in INSIGHT_KINDS:
            self._draft.leave(cell, f"Nothing is made of a note about {lane.name.lower()}.")
            return []
        return [self._insight(lane, cell, item, spot) for item in told]

    def _insight(self, lane: LaneKind, cell: Cell, text: str, spot: NoteSpot) -> DraftRecord:
        return self._add_insight(cell, text, INSIGHT_KINDS[lane], spot)

    def _add_insight(self, cell: Cell, name: str, kind: str, spot: NoteSpot, scope: str = "") -> DraftRecord:
        insight = self._once.record("Insight", cell, name, scope)
        if "kind" not in insight.values:
            self._draft.set(insight, "kind", kind, cell)
        return self._at_steps(insight, cell, spot)

    def _at_steps(self, record: DraftRecord, cell: Cell, spot: NoteSpot) -> DraftRecord:
        for step in spot.steps:
            self._once.link(record, "steps", step, cell)
        return record

    def _touchpoint(self, cell: Cell, text: str, spot: NoteSpot) -> DraftRecord:
        touchpoint = self._once.record("Touchpoint", cell, text)
        for step in spot.steps:
            self._once.link(step, "touchpoints", touchpoint, cell)
        return touchpoint

    def _channel(self, cell: Cell, text: str, spot: NoteSpot) -> DraftRecord:
        channel = self._once.record("Channel", cell, text)
        for step in spot.steps:
            self._once.link(step, "channels", channel, cell)
        return channel

    def _persona(self, cell: Cell, text: str, spot: NoteSpot) -> DraftRecord:
        persona = self._once.record("Persona", cell, text)
        self._once.link(self._journey, "personas", persona, cell)
        return persona

    def _opportunity(self, cell: Cell, text: str, spot: NoteSpot) -> DraftRecord:
        return self._at_steps(self._once.record("Opportunity", cell, text), cell, spot)

    def _solution(self, cell: Cell, text: str, spot: NoteSpot) -> DraftRecord:
        return self._at_steps(self._once.record("Solution", cell, text), cell, spot)

    def _metric(self, cell: Cell, text: str, spot: NoteSpot) -> DraftRecord:
        return self._at_steps(metric_record(self._draft, self._once, cell, text), cell, spot)

    def _goal(self, cell: Cell, text: str, spot: NoteSpot) -> DraftRecord:
        return self._once.record("Goal", cell, text)

    def _team(self, cell: Cell, text: str, spot: NoteSpot) -> DraftRecord:
        """The team owns the one step it stands at that no other owns; else it contributes to the journey."""
        team = self._once.record("Team", cell, text)
        if len(spot.steps) == 1 and not self._once.has_link(spot.steps[0], "team"):
            self._once.link(spot.steps[0], "team", team, cell)
        elif not all(self._once.has_link(step, "team", team) for step in spot.steps) or not spot.steps:
            self._once.link(self._journey, "contributors", team, cell)
        return team

    def _quote(self, cell: Cell, text: str, spot: NoteSpot) -> DraftRecord:
        """What somebody said supports an observation of its step or phase."""
        quote = self._once.quote(cell, quoted_text(text)[0])
        observed = self._add_insight(cell, f"Quotes: {spot.name}", "OBSERVATION", spot, spot.path)
        if "voice" not in observed.values:
            self._draft.set(observed, "voice", "VOC", cell)
        self._once.link(quote, "insights", observed, cell)
        return quote

    def _emotion(self, cell: Cell, text: str, spot: NoteSpot) -> DraftRecord | None:
        """A score, a feeling in words or faces, as an observation of the step's or phase's own."""
        name = f"Mood: {spot.name}"
        before = self._once.find_record("Insight", name, spot.path)
        if before is not None and "rawScore" in before.values:
            self._draft.leave(cell, f"Another score of the same stands at {before.cell.place.locator}.")
            return None
        felt = felt_values(self._draft, cell, self.scale)
        if felt is None:
            return None
        insight = self._add_insight(cell, name, "OBSERVATION", spot, spot.path)
        insight.aspect = "Mood"
        for item, value in {"voice": "VOB", "basis": "OPINION", **felt}.items():
            if value is not None:
                self._draft.set(insight, item, value, cell)
        return insight

    def _moment(self, cell: Cell, text: str, spot: NoteSpot) -> DraftRecord | None:
        """Why the one step it stands at decides about the journey."""
        if len(spot.steps) != 1:
            self._draft.leave(cell, "A moment of truth is one step; nothing tells which.")
            return None
        self._draft.set(spot.steps[0], "momentOfTruth", True, cell)
        self._draft.set(spot.steps[0], "momentOfTruthReason", text, cell)
        return spot.steps[0]

    def _description(self, cell: Cell, text: str, spot: NoteSpot) -> DraftRecord | None:
        """More about the one step it stands at."""
        if len(spot.steps) != 1:
            self._draft.leave(cell, "A description is of one step; nothing tells of which.")
            return None
        before = spot.steps[0].values.get("description")
        told = f"{before.value}\n{text}" if before else text
        self._draft.set(spot.steps[0], "description", told, cell)
        return spot.steps[0]
