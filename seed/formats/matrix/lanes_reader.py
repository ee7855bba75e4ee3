"""What the lanes of a matrix say about its steps, as insights, touchpoints, opportunities and the like."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from seed.draft import Cell, Draft, DraftRecord
from seed.draft_builder import UniqueRecords
from seed.formats.felt_values import felt_values
from seed.formats.matrix.grid import CellSpot, Grid, Head
from seed.formats.matrix.lanes import LaneKind, heading_title, is_total, sure_lane, words_beside
from seed.formats.matrix.metric_names import metric_record
from seed.formats.matrix.stages import Slot
from seed.formats.matrix.worth_columns import WorthColumn, worth_properties
from seed.values.days import day
from seed.values.items import is_nothing, items, parting_remark, plain_line, quoted_text
from seed.values.numbers import number
from seed.values.references import escaped_item
from seed.values.scales import (
    ScoreScale,
    are_unscored,
    likely_scale,
    score,
    score_and_remark,
    stated_scale,
)
from seed.values.truths import truth

_INSIGHT_KINDS = {
    LaneKind.PAIN: "PAIN",
    LaneKind.GAIN: "GAIN",
    LaneKind.NEED: "NEED",
    LaneKind.JOB: "JOB",
    LaneKind.INSIGHT: "OBSERVATION",
    LaneKind.THOUGHT: "OBSERVATION",
}
_LISTS = frozenset({LaneKind.TOUCHPOINT, LaneKind.CHANNEL, LaneKind.TEAM, LaneKind.METRIC})
_STAGE_LANES = frozenset(
    {
        LaneKind.JOURNEY,
        LaneKind.PHASE,
        LaneKind.STEP,
        LaneKind.PERSONA,
        LaneKind.FRONTSTAGE,
        LaneKind.BACKSTAGE,
    }
)
# What stands beside moods and is nobody.
_TIMES = """
    before after during today tomorrow now current future actual expected target as-is to-be ist soll heute
    vorher nachher danach künftig avant après avg web app online offline
    """
_NOBODY = frozenset(_TIMES.split())
_INVOLVED = re.compile(r"involved|beteiligt|contribut|mitwirk|teams\b", re.IGNORECASE)
_THROUGH = re.compile(r"([^·|\n;]+?)\s+[·|]\s+([^·|\n;]+)")
_CHANNELS = """
    website, web, webseite, phone, telephone, telefon, hotline, email, e mail, mail, post, postal mail,
    letter, brief, in person, person, persönlich, vor ort, store, shop, filiale, laden, branch, app,
    mobile, mobile app, social media, social, chat, chatbot, sms, whatsapp, call center, contact center,
    online, offline, print, tv, radio, kiosk, portal, messenger, video, face to face, field, event
"""
_CHANNEL_WORDS = frozenset(word.strip() for word in _CHANNELS.split(","))


@dataclass(frozen=True, slots=True)
class _About:
    """What one cell is about: the slots it stretches over, the steps in them, whom the lane is about."""

    slots: tuple[Slot, ...]
    steps: tuple[DraftRecord, ...]
    person: DraftRecord | None = None

    @property
    def personas(self) -> list[DraftRecord]:
        """Whom the lane names, or else those whom the slots name, each once."""
        if self.person:
            return [self.person]
        return list(dict.fromkeys(person for slot in self.slots for person in slot.personas))

    @property
    def step(self) -> DraftRecord | None:
        """The one step that the cell is about; None where it is about a phase or several steps."""
        own = {id(step) for slot in self.slots for step in slot.steps}
        return self.steps[0] if len(self.steps) == 1 and id(self.steps[0]) in own else None


class LaneReader:
    """Reads the lanes of a grid, slot by slot; what no lane holds is left over."""

    def __init__(self, draft: Draft, once: UniqueRecords, grid: Grid, cells: dict[CellSpot, Cell]) -> None:
        """Nothing is read yet."""
        self._draft = draft
        self._once = once
        self._grid = grid
        self._cells = cells
        self._journey: DraftRecord
        self._slots: list[Slot] = []
        self._everybody: list[DraftRecord] = []
        self._by_phase = False
        self._signs = False
        # Which kind of insight a slot says its insights are.
        self._kinds: dict[int, str] = {}
        # Whom lanes are about, by what stands beside their titles.
        self._people: dict[str, DraftRecord] = {}
        # Scores by who feels them and each step, with all the steps that they are about.
        self._scores: dict[tuple[frozenset[int], int], list[tuple[frozenset[int], DraftRecord]]] = {}
        self._quotes: dict[int, list[DraftRecord]] = {}
        self._opportunities: dict[int, list[DraftRecord]] = {}
        self._cell_handlers: dict[LaneKind, Callable[[Head, Cell, _About], None]] = {
            LaneKind.TEAM: self._team,
            LaneKind.DESCRIPTION: self._description,
            LaneKind.MOMENT_OF_TRUTH: self._moment,
            LaneKind.SAID_ON: self._said_on,
            LaneKind.KIND: self._kind,
        }
        self._item_handlers: dict[LaneKind, Callable[[Head, Cell, str, _About], None]] = {
            **dict.fromkeys(_INSIGHT_KINDS, self._insight),
            LaneKind.TOUCHPOINT: self._touchpoint,
            LaneKind.CHANNEL: self._channel,
            LaneKind.QUOTE: self._quote,
            LaneKind.THOUGHT: self._thought_item,
            LaneKind.OPPORTUNITY: self._opportunity,
            LaneKind.SOLUTION: self._solution,
            LaneKind.METRIC: self._metric,
            LaneKind.GOAL: self._goal,
        }

    def read(self, journey: DraftRecord, slots: list[Slot], everybody: list[DraftRecord]) -> None:
        """Take in all lanes: scores first, as quotes support them; `everybody` feels what names nobody."""
        self._journey, self._slots, self._everybody = journey, slots, everybody
        phases = {(id(slot.phase), *map(id, slot.personas)) for slot in slots}
        deeds = self._grid.lists_deeds or any(len(slot.steps) > 1 for slot in slots)
        self._by_phase = len(phases) == len(slots) and deeds
        self._note_people()
        order = {
            LaneKind.EMOTION: 0,
            LaneKind.KIND: 0,
            LaneKind.QUOTE: 2,
            LaneKind.THOUGHT: 2,
            LaneKind.SAID_ON: 3,
        }
        for head in sorted(self._grid.heads, key=lambda head: order.get(head.holds, 1) if head.holds else 4):
            self._lane(head)

    def _note_people(self) -> None:
        """Take `Mood (Anna)` beside `Mood (Tom)` for the moods of two personas."""
        moods = {words_beside(head.title): head for head in self._grid.heads_of(LaneKind.EMOTION)}
        count = len(self._grid.heads_of(LaneKind.EMOTION))
        if len(moods) < 2 or len(moods) < count or not all(map(_may_be_person, moods)):
            return
        for name, head in moods.items():
            if head.spots:
                cell = self._cells[head.spots[0]]
                person = self._people[name] = self._once.record("Persona", cell, name)
                self._once.link(self._journey, "personas", person, cell)

    def _lane(self, head: Head) -> None:
        titles = [self._cells[spot] for spot in head.spots]
        if head.holds is None:
            self._worths(head, titles)
            self._leave_lane(head, titles)
            return
        self._draft.place(*titles)
        if head.holds in _STAGE_LANES:
            return
        scale = self._scale(head) if head.holds is LaneKind.EMOTION else None
        if head.holds is LaneKind.EMOTION and self._is_unscored(head):
            reason = "All scores of the lane are 0: nothing was scored."
            self._draft.leave_rest(reason, (self._cells[spot] for spot, _ in self._filled_spots(head)))
            return
        self._signs = any(
            self._cells[spot].raw.strip() in ("+", "++") for spot, _ in self._filled_spots(head)
        )
        pairs = self._is_paired(head)
        for spot, slots in self._filled_spots(head):
            cell = self._cells[spot]
            steps = tuple(dict.fromkeys(step for slot in slots for step in slot.targets))
            about = _About(slots, steps, self._people.get(words_beside(head.title)))
            if not about.steps:
                self._draft.leave(cell, "No step stands where it does.")
            elif head.holds is LaneKind.EMOTION:
                self._emotion(head, spot, about, scale)
            elif head.holds in self._cell_handlers:
                self._cell_handlers[head.holds](head, cell, about)
            else:
                self._items(head, spot, about, pairs=pairs)

    def _worths(self, head: Head, titles: list[Cell]) -> None:
        """Give the opportunities of each slot what a lane of values or efforts says of them."""
        names = worth_properties(head.title) if self._opportunities else ()
        if not names:
            return
        self._draft.place(*titles)
        column = WorthColumn(
            self._draft, names, head.title, [self._cells[spot] for spot in self._grid.all_spots(head)]
        )
        for spot, slots in self._filled_spots(head):
            beside = dict.fromkeys(item for slot in slots for item in self._opportunities.get(slot.index, ()))
            column.read(beside, self._cells[spot])
            if len(beside) > 1:
                told = f"It was taken for each of the {len(beside)} opportunities beside it."
                self._draft.remark(self._cells[spot], told)

    def _leave_lane(self, head: Head, titles: list[Cell]) -> None:
        reason = f"No lane is known by the heading {plain_line(head.title)!r}."
        if is_total(head.title):
            reason = "It sums up others; Throughline computes that."
        cells = [self._cells[spot] for spot, _ in self._filled_spots(head)]
        self._draft.leave_rest(reason, [*titles, *cells])

    def _filled_spots(self, head: Head) -> Iterator[tuple[CellSpot, tuple[Slot, ...]]]:
        """Each cell of a lane that holds something, with the slots it stretches over."""
        found: dict[CellSpot, list[Slot]] = {}
        for slot in self._slots:
            if spot := self._grid.spot(slot.index, head):
                found.setdefault(spot, []).append(slot)
        return ((spot, tuple(slots)) for spot, slots in found.items())

    def _is_paired(self, head: Head) -> bool:
        """Whether each cell of the lane has as many items as its slot has steps, and some have several."""
        counts = [
            (len(slot.steps), self._items_of(head, spot)) for spot, (slot, *_) in self._filled_spots(head)
        ]
        several = [steps for steps, found in counts if steps > 1 and steps == len(found)]
        return (
            len(several) > 1
            and len(counts) == len(self._slots)
            and all(steps == len(found) for steps, found in counts)
        )

    def _items_of(self, head: Head, spot: CellSpot) -> list[str]:
        """The items of a cell; a touchpoint with its channel behind it is one."""
        text = self._cells[spot].raw
        lines = [line for part in re.split(r"[\n;]", text) if (line := part.strip(" \t•*–-"))]
        if head.holds is LaneKind.TOUCHPOINT and lines and all(map(self._touchpoint_and_channel, lines)):
            return lines
        return items(text, commas=head.holds in _LISTS)

    def _items(self, head: Head, spot: CellSpot, about: _About, *, pairs: bool) -> None:
        """Hand each item of a cell to its lane; item by item to the steps, where these go in pairs."""
        assert head.holds is not None
        cell = self._cells[spot]
        if not isinstance(cell.value, str):
            self._draft.leave(cell, f"{plain_line(head.title)} is told in words; this is a number.")
            return
        found = self._items_of(head, spot)
        if not found:
            self._draft.leave(cell, "It says that there is nothing to say.")
        elif remark := parting_remark(cell.raw, found):
            self._draft.remark(cell, remark)
        for place, item in enumerate(found):
            part = replace(about, steps=(about.steps[place],)) if pairs and len(found) > 1 else about
            self._item_handlers[head.holds](head, cell, item, part)

    def _insight(self, head: Head, cell: Cell, item: str, about: _About) -> None:
        assert head.holds is not None
        said = self._kinds.get(about.slots[0].index) if head.holds is LaneKind.INSIGHT else None
        self._add_insight(cell, item, said or _INSIGHT_KINDS[head.holds], about)

    def _kind(self, head: Head, cell: Cell, about: _About) -> None:
        """Whether what a slot says is a pain, a gain, a need or a job."""
        named = sure_lane(cell.raw)
        if named not in _INSIGHT_KINDS or self._grid.heads_of(LaneKind.INSIGHT) == []:
            self._draft.leave(cell, "No insight beside it is of this kind.")
            return
        self._draft.place(cell)
        self._kinds |= {slot.index: _INSIGHT_KINDS[named] for slot in about.slots}

    def _add_insight(self, cell: Cell, name: str, kind: str, about: _About, scope: str = "") -> DraftRecord:
        """An insight at the steps, felt by whom the slot or the whole matrix names."""
        insight = self._once.record("Insight", cell, name, scope)
        if "kind" not in insight.values:
            self._draft.set(insight, "kind", kind, cell)
        for step in about.steps:
            self._once.link(insight, "steps", step, cell)
        for persona in about.personas or self._everybody:
            self._once.link(insight, "personas", persona, cell)
        return insight

    def _touchpoint(self, head: Head, cell: Cell, item: str, about: _About) -> None:
        through = self._touchpoint_and_channel(item)
        name = plain_line(through[0]) if through else item
        touchpoint = self._once.record("Touchpoint", cell, name)
        for step in about.steps:
            self._once.link(step, "touchpoints", touchpoint, cell)
        if through:
            self._channel(head, cell, plain_line(through[1]), about)
            channel = self._once.record("Channel", cell, plain_line(through[1]))
            self._once.link(touchpoint, "channels", channel, cell)

    def _touchpoint_and_channel(self, text: str) -> tuple[str, str] | None:
        """A touchpoint and its channel, written as `Paper bill · postal_mail`."""
        found = _THROUGH.fullmatch(text.strip())
        word = re.sub(r"[\s_-]+", " ", found[2]).strip().casefold() if found else ""
        return (found[1], found[2]) if found and word in _CHANNEL_WORDS else None

    def _channel(self, head: Head, cell: Cell, item: str, about: _About) -> None:
        channel = self._once.record("Channel", cell, item)
        for step in about.steps:
            self._once.link(step, "channels", channel, cell)

    def _opportunity(self, head: Head, cell: Cell, item: str, about: _About) -> None:
        opportunity = self._once.record("Opportunity", cell, item)
        for slot in about.slots:
            self._opportunities.setdefault(slot.index, []).append(opportunity)
        for step in about.steps:
            self._once.link(opportunity, "steps", step, cell)

    def _solution(self, head: Head, cell: Cell, item: str, about: _About) -> None:
        solution = self._once.record("Solution", cell, item)
        for step in about.steps:
            self._once.link(solution, "steps", step, cell)

    def _metric(self, head: Head, cell: Cell, item: str, about: _About) -> None:
        record = metric_record(self._draft, self._once, cell, item)
        for step in about.steps:
            self._once.link(record, "steps", step, cell)

    def _goal(self, head: Head, cell: Cell, item: str, about: _About) -> None:
        self._once.record("Goal", cell, item)

    def _team(self, head: Head, cell: Cell, about: _About) -> None:
        """One team owns the steps; several, or those only involved, contribute to the journey."""
        found = items(cell.raw, commas=True)
        if not found:
            self._draft.leave(cell, "It says that there is nothing to say.")
        elif remark := parting_remark(cell.raw, found):
            self._draft.remark(cell, remark)
        owns = len(found) == 1 and not _INVOLVED.search(head.title)
        for name in found:
            team = self._once.record("Team", cell, name)
            free = [step for step in about.steps if owns and not self._once.has_link(step, "team")]
            for step in free:
                self._once.link(step, "team", team, cell)
            if not free and not all(self._once.has_link(step, "team", team) for step in about.steps):
                self._once.link(self._journey, "contributors", team, cell)

    def _description(self, head: Head, cell: Cell, about: _About) -> None:
        """Text of a step, or of the phase where the cell is about no single step."""
        record = about.step or about.slots[0].phase
        before = record.values.get("description")
        text = cell.raw.strip()
        if before is None:
            self._draft.set(record, "description", text, cell)
        elif text not in str(before.value).split("\n"):
            self._draft.set(record, "description", f"{before.value}\n{text}", cell)
        self._draft.place(cell)

    def _moment(self, head: Head, cell: Cell, about: _About) -> None:
        text = cell.raw.strip()
        if is_nothing(text):
            self._draft.leave(cell, "It says that there is nothing to say.")
            return
        said = truth(cell.value)
        for step in about.steps:
            self._draft.set(step, "momentOfTruth", said is not False, cell)
            if said is None:
                self._draft.set(step, "momentOfTruthReason", text, cell)

    def _said_on(self, head: Head, cell: Cell, about: _About) -> None:
        """The day on which the quotes of the slot were said."""
        said = self._draft.decide(day(cell.value), cell)
        quotes = [quote for slot in about.slots for quote in self._quotes.get(slot.index, ())]
        if said is None or not quotes:
            reason = "No day can be read from it." if said is None else "No quote stands beside this day."
            self._draft.leave(cell, reason)
        for quote in quotes if said else ():
            self._draft.set(quote, "saidOn", said, cell)

    def _quote(self, head: Head, cell: Cell, item: str, about: _About) -> None:
        """What somebody said supports the score of its steps and personas, or else an observation."""
        quote = self._once.quote(cell, quoted_text(item)[0])
        for slot in about.slots:
            self._quotes.setdefault(slot.index, []).append(quote)
        for insight in self._supported_insights(head, cell, about):
            self._once.link(quote, "insights", insight, cell)

    def _supported_insights(self, head: Head, cell: Cell, about: _About) -> list[DraftRecord]:
        steps = frozenset(map(id, about.steps))
        people = frozenset(map(id, about.personas))
        scores = self._scores.get((people, id(about.steps[0])), ())
        found = [insight for at, insight in scores if at >= steps]
        if found:
            return found
        name, scope = self._subject(head, about)
        insight = self._add_insight(cell, name, "OBSERVATION", about, scope)
        self._draft.set(insight, "voice", "VOC", cell)
        return [insight]

    def _thought_item(self, head: Head, cell: Cell, item: str, about: _About) -> None:
        """A quote where it stands between quotation marks, else an observation."""
        if quoted_text(item)[1]:
            self._quote(head, cell, item, about)
        else:
            self._add_insight(cell, item, "OBSERVATION", about)

    def _scale(self, head: Head) -> ScoreScale | None:
        """The scale that the heading states, or that the numbers of the lane are likely on, with a remark."""
        titles = (str(self._cells[spot].value) for spot in head.spots)
        stated = next((scale for title in titles if (scale := stated_scale(title))), None)
        if stated:
            return stated
        found = list(self._scores_in(head))
        likely = likely_scale(found)
        if likely and (filled := self._grid.all_spots(head)):
            at = self._cells[head.spots[0] if head.spots else filled[0]]
            message = f"Its scores were taken for a scale of {likely.text}: all of them are on it."
            self._draft.remark(at, f"{message} State it in the heading.")
        return likely

    def _scores_in(self, head: Head) -> Iterator[float]:
        """The numbers of a lane that come without a scale of their own, alone or beside words."""
        for spot in self._grid.all_spots(head):
            cell = self._cells[spot]
            parts = score_and_remark(cell.raw.strip()) if isinstance(cell.value, str) else None
            found = score(cell.value) or (score(parts[0]) if parts else None)
            if found and found.scale is None and isinstance(found.number, int | float):
                yield found.number

    def _is_unscored(self, head: Head) -> bool:
        """Whether nothing but noughts stands in a lane, as a template has them."""
        stated = any(stated_scale(str(self._cells[spot].value)) for spot in head.spots)
        numbers = [number(self._cells[spot].value) for spot in self._grid.all_spots(head)]
        plain = [item for item in numbers if isinstance(item, int | float)]
        return not stated and len(plain) == len(numbers) and are_unscored(plain)

    def _emotion(self, head: Head, spot: CellSpot, about: _About, scale: ScoreScale | None) -> None:
        """A score, a feeling in words or faces, or a quote, as an observation of the steps' own."""
        cell = self._cells[spot]
        text = cell.raw.strip()
        if quoted_text(text)[1]:
            self._items(Head(LaneKind.QUOTE, head.title, head.index, head.spots), spot, about, pairs=False)
            return
        felt = felt_values(self._draft, cell, scale, signs=self._signs)
        if felt is None:
            return
        name, scope = self._subject(head, about)
        if (before := self._once.find_record("Insight", name, scope)) and "rawScore" in before.values:
            where = before.cell.place.locator
            self._draft.leave(cell, f"Another score of the same stands at {where}.")
            return
        insight = self._add_insight(cell, name, "OBSERVATION", about, scope)
        insight.aspect = name.partition(":")[0]
        for item, value in {"voice": "VOB", "basis": "OPINION", **felt}.items():
            if value is not None:
                self._draft.set(insight, item, value, cell)
        at, by = frozenset(map(id, about.steps)), frozenset(map(id, about.personas))
        for step in at:
            self._scores.setdefault((by, step), []).append((at, insight))

    def _subject(self, head: Head, about: _About) -> tuple[str, str]:
        """Name and scope of what is said about a step or phase, by the personas named there."""
        slot, step = about.slots[0], None if self._by_phase else about.step
        if step is None and not self._by_phase and slot.steps:
            whole = {id(step) for step in slot.of_phase} == {id(step) for step in about.steps}
            step = None if whole else about.steps[0]
        title = _title(head, about.person.name if about.person else "")
        people = ", ".join(persona.name for persona in about.personas)
        name = f"{title}: {(step or slot.phase).name}" + (f" ({people})" if people else "")
        where = slot.paths[id(step)] if step else escaped_item((self._journey.name, slot.phase.name))
        return name, where + (f" | {people}" if people else "")


def _title(head: Head, person: str = "") -> str:
    """The heading of a lane without its scale, and without the person it is about."""
    title = plain_line(heading_title(head.title))
    title = title.replace(person, "") if person else title
    bare = re.sub(r"\([^)]*\)|\[[^]]*\]|[+\-−–]?\d.*", "", title).strip(" :-–")
    return bare or "Score"


def _may_be_person(name: str) -> bool:
    """Whether what stands beside the title of a lane can be a name."""
    words = name.split()
    return 0 < len(words) <= 4 and words[0][0].isupper() and name.casefold() not in _NOBODY
