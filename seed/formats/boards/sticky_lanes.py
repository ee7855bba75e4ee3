"""What each sticky of a board is: told by its tool, its tags, what it lies in, its words, or its colour."""

import re
from collections.abc import Iterable

from seed.draft import Draft
from seed.formats.boards.layout import Neighbours, middle_sticky, placed_stickies
from seed.formats.boards.sticky import Sticky, StickyBoard
from seed.formats.matrix.lanes import LaneKind, sure_lane
from seed.values.items import numbered_name, plain_line, quoted_text
from seed.values.references import normal_name

_ASIDE = re.compile(
    r"(?:parking lot|car park|parked|parkplatz|ice ?breaker|check[ -]?(?:in|out)|warm[ -]?up|agenda|"
    r"instructions?|how to|anleitung|participants?|teilnehmende|ground rules|team canvas|retro(?:spective)?|"
    r"scratch(?:pad)?|archive|template|notes? for facilitators?|facilitat\w+)\b.*",
    re.IGNORECASE,
)
_LEGEND = re.compile(r"(?:colou?r )?(?:legend|legende|key|leyenda|légende)\b.*", re.IGNORECASE)
# What a tag or a colour can say of a sticky; the others are about the whole or about one another.
NOTE_LANES = frozenset(LaneKind) - {
    LaneKind.JOURNEY,
    LaneKind.SAID_ON,
    LaneKind.KIND,
    LaneKind.MOMENT_OF_TRUTH,
}
_TAG_LANES = NOTE_LANES - {
    LaneKind.PHASE,
    LaneKind.PERSONA,
    LaneKind.CHANNEL,
    LaneKind.TEAM,
    LaneKind.GOAL,
    LaneKind.DESCRIPTION,
}
_PREFIX = re.compile(r"([^:?!.\n]{2,30}):\s+(?=\S)")
# In words; what is longer before a colon is a sentence.
_LONGEST_PREFIX = 4
_ASKED = re.compile(r"(?:how might we|wie könnten wir|hmw)\b", re.IGNORECASE)


class StickyLanes:
    """The lanes of a board's stickies; what is no part of the journey is left here, with the reason."""

    def __init__(self, draft: Draft, board: StickyBoard) -> None:
        """Read the legends, and leave what lies aside."""
        self._draft = draft
        self._lanes: dict[Sticky, LaneKind] = {}
        self._texts: dict[Sticky, str] = {}
        self._colours: dict[str, LaneKind] = {}
        self._unclear: set[str] = set()
        self._rows = Neighbours([])
        self._row_lanes: dict[Sticky, LaneKind] = {}
        self._titles = board.titles
        self._cell = board.cell
        self._rest = [sticky for sticky in board.stickies if not self._leave_aside(sticky)]
        self._read_legends()
        self._read_headings()
        for sticky in self._rest:
            self._decide(sticky)

    def stickies(self) -> list[Sticky]:
        """The stickies that are something, in the order of the file."""
        return [sticky for sticky in self._rest if sticky in self._lanes]

    def lane(self, sticky: Sticky) -> LaneKind:
        """What a sticky is."""
        return self._lanes[sticky]

    def text(self, sticky: Sticky) -> str:
        """The words of a sticky without those that only say what it is."""
        return self._texts.get(sticky, sticky.text)

    def _leave_aside(self, sticky: Sticky) -> bool:
        frame = next((frame for frame in sticky.frames if _ASIDE.fullmatch(frame.strip())), None)
        if frame is not None:
            leave_sticky(self._draft, sticky, f"It lies in {frame!r}, beside the journey.")
        return frame is not None

    def _read_legends(self) -> None:
        """Learn from the stickies of a legend which colour means what."""
        rest: list[Sticky] = []
        for sticky in self._rest:
            if not any(_LEGEND.fullmatch(frame.strip()) for frame in sticky.frames):
                rest.append(sticky)
                continue
            lane = heading_lane(sticky.text)
            if lane is not None and sticky.colour:
                self._learn(sticky, lane)
                self._draft.place(sticky.cell, *sticky.beside)
            elif not _LEGEND.fullmatch(sticky.text.strip()):
                leave_sticky(self._draft, sticky, f"No lane is known by {sticky.text[:60]!r} of the legend.")
            else:
                leave_sticky(self._draft, sticky, "It only heads the legend.")
        self._rest = rest

    def _learn(self, sticky: Sticky, lane: LaneKind) -> None:
        before = self._colours.setdefault(sticky.colour, lane)
        if before is not lane:
            self._unclear.add(sticky.colour)
            message = f"The colour {sticky.colour} stands for two lanes in the legend; it tells nothing."
            self._draft.remark(sticky.cell, message)

    def _read_headings(self) -> None:
        """Take stickies that only name a lane for headings."""
        rest: list[Sticky] = []
        headings: dict[LaneKind, list[Sticky]] = {}
        for sticky in self._rest:
            lane = heading_lane(sticky.text)
            if lane is None or self._told_otherwise(sticky):
                rest.append(sticky)
                continue
            self._draft.place(sticky.cell, *sticky.beside)
            headings.setdefault(lane, []).append(sticky)
        self._rest = rest
        self._learn_from_headings(headings)

    def _learn_from_headings(self, headings: dict[LaneKind, list[Sticky]]) -> None:
        """What the colours of headings mean where each lane has its own, and which rows they begin."""
        colours = {lane: {sticky.colour for sticky in group} for lane, group in headings.items()}
        own = sum(map(len, colours.values())) == len(set[str]().union(*colours.values()))
        if own and not self._colours:
            self._colours = {colour: lane for lane, told in colours.items() for colour in told if colour}
        placed = {lane: group for lane, found in headings.items() if (group := placed_stickies(found))}
        if len(placed) > 1:
            self._row_lanes = {middle_sticky(lane.name, group): lane for lane, group in placed.items()}
            self._rows = Neighbours(list(self._row_lanes))

    def _told_otherwise(self, sticky: Sticky) -> bool:
        """Whether its tool, a tag or the lane it lies in says already what a sticky is."""
        heads = normal_name(sticky.text) in {normal_name(frame) for frame in sticky.frames}
        return not heads and (sticky.lane is not None or _tag_lane(sticky) is not None)

    def _decide(self, sticky: Sticky) -> None:
        if phase_name(sticky) is not None and self._heads_frame(sticky):
            return
        lane = self._told_lane(sticky) or self._lane_by_words(sticky) or self._lane_by_row(sticky)
        if lane is not LaneKind.EMOTION and not re.search(r"\w", sticky.text):
            leave_sticky(self._draft, sticky, "It holds no words.")
        elif lane is None:
            why = f"colour ({sticky.colour})" if sticky.colour else "colour"
            reason = f"Nothing says what it is: no legend of its {why}, no tag, no lane that it lies in."
            leave_sticky(self._draft, sticky, reason)
        else:
            self._lanes[sticky] = lane

    def _told_lane(self, sticky: Sticky) -> LaneKind | None:
        """What tool, tag, frame, first words or colour tell, in this order; a remark where they differ."""
        prefix, rest = _prefix(sticky.text)
        colour = None if sticky.colour in self._unclear else self._colours.get(sticky.colour)
        lane = sticky.lane or _tag_lane(sticky) or _frame_lane(sticky) or prefix or colour
        if lane is None:
            return None
        if prefix is lane:
            self._texts[sticky] = rest
        elif prefix is not None:
            self._draft.remark(
                sticky.cell, f"It was taken for {_called(lane)}, whatever its first word says."
            )
        if colour not in (None, lane):
            message = f"It was taken for {_called(lane)}, though its colour stands for {_called(colour)}."
            self._draft.remark(sticky.cell, message)
        return lane

    def _heads_frame(self, sticky: Sticky) -> bool:
        """Whether a sticky only repeats the name of what it lies in; it then is its heading."""
        heads = sticky.frames and normal_name(plain_line(sticky.text)) in {
            normal_name(sticky.frames[-1]),
            normal_name(numbered_name(sticky.frames[-1])[0]),
        }
        if heads and sticky.lane is None:
            self._titles.setdefault(sticky.frames[-1], sticky.cell)
            self._draft.place(sticky.cell, *sticky.beside)
            return True
        return False

    def _lane_by_row(self, sticky: Sticky) -> LaneKind | None:
        """The lane whose heading begins the row or column that a sticky lies in, with a remark."""
        near = self._rows.nearest(sticky) if re.search(r"\w", sticky.text) else None
        if near is None or near[1] is not None:
            return None
        self._draft.remark(self._cell, "Stickies were read by the heading of the row or column they lie in.")
        return self._row_lanes[near[0]]

    def _lane_by_words(self, sticky: Sticky) -> LaneKind | None:
        """A quote between quotation marks, an opportunity that asks how might we; with a remark."""
        lane, why = None, ""
        if quoted_text(sticky.text)[1]:
            lane, why = LaneKind.QUOTE, "for it stands between quotation marks"
        elif _ASKED.match(sticky.text.strip()):
            lane, why = LaneKind.OPPORTUNITY, "for it asks how might we"
        if lane is not None:
            self._draft.remark(sticky.cell, f"It was taken for {_called(lane)}, {why}.")
        return lane


def leave_sticky(draft: Draft, sticky: Sticky, reason: str) -> None:
    """Leave a sticky and all that only tells of it."""
    told = [sticky.key, sticky.more[1] if sticky.more else None]
    tags = (cell for _, cell in sticky.tags)
    draft.leave_rest(reason, [sticky.cell, *sticky.beside, *(cell for cell in told if cell), *tags])


def heading_lane(text: str) -> LaneKind | None:
    """The lane that a text only names, at most with a question below it; `Pain: it is cold` is no heading."""
    first, *further = text.strip().split("\n")
    title = first.strip().rstrip(":?")
    if len(title.split()) > _LONGEST_PREFIX or ":" in title or not all(map(_explains, further)):
        return None
    lane = sure_lane(title)
    return lane if lane in NOTE_LANES else None


def phase_name(sticky: Sticky) -> str | None:
    """What the innermost frame of a sticky is called that names no lane; None where it lies in none."""
    names = [frame for frame in sticky.frames if frame.strip() and sure_lane(frame) not in NOTE_LANES]
    return names[-1] if names else None


def _explains(line: str) -> bool:
    """Whether a line below a heading only explains it."""
    return line.strip()[-1:] in ("?", ")")


def _frame_lane(sticky: Sticky) -> LaneKind | None:
    return _lane_of(reversed(sticky.frames), NOTE_LANES)


def _tag_lane(sticky: Sticky) -> LaneKind | None:
    """What a tag says that a sticky is; words such as `medium` rather say something of it."""
    return _lane_of((tag for tag, _ in sticky.tags), _TAG_LANES)


def _lane_of(names: Iterable[str], lanes: frozenset[LaneKind]) -> LaneKind | None:
    """The first of some lanes that one of several names surely names."""
    return next((lane for name in names if (lane := sure_lane(name)) in lanes), None)


def _prefix(text: str) -> tuple[LaneKind | None, str]:
    """The lane that a text names before a colon, and what follows."""
    found = _PREFIX.match(text)
    if found is None or len(found[1].split()) > _LONGEST_PREFIX:
        return None, text
    lane = sure_lane(found[1])
    if lane not in NOTE_LANES or lane in (LaneKind.PERSONA, LaneKind.DESCRIPTION):
        return None, text
    return lane, text[found.end() :]


def _called(lane: LaneKind) -> str:
    return {"METRIC": "a metric"}.get(
        lane.name, f"{_article(lane.name)} {lane.name.replace('_', ' ').lower()}"
    )


def _article(word: str) -> str:
    return "an" if word[0] in "AEIOU" else "a"
