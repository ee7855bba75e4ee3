"""A board as every tool tells of it: stickies with text, place, colour, tags, and what they lie in."""

from dataclasses import dataclass, field

from seed.draft import Cell
from seed.formats.matrix.lanes import LaneKind


@dataclass(slots=True, eq=False)
class Sticky:
    """One note of a board.

    `lane`: what the tool itself says that it is. `frames`: what it lies in, the outermost first. `x` and `y`
    grow to the right and downwards. `rank`: its place in an order that lines tell. `beside`: cells that only
    tell of it, such as its position; they become something if it does. `key` and `more`: what it is known by
    and what else is written on it, where the tool tells them. `at`: the step's sticky that it belongs to.
    """

    text: str
    cell: Cell
    lane: LaneKind | None = None
    frames: tuple[str, ...] = ()
    x: float | None = None
    y: float | None = None
    rank: int | None = None
    colour: str = ""
    at: "Sticky | None" = None
    key: Cell | None = None
    more: tuple[str, Cell] | None = None
    tags: list[tuple[str, Cell]] = field(default_factory=list[tuple[str, Cell]])
    beside: list[Cell] = field(default_factory=list[Cell])


@dataclass(slots=True)
class StickyBoard:
    """A board or a page of one: its name, a cell to speak of it at, its stickies as they stand in the file.

    `titles`: cells that name a frame; `keys`: what frames are known by. `follows`: lines from one sticky to
    another, with what stands at them.
    """

    name: str
    cell: Cell
    stickies: list[Sticky]
    titles: dict[str, Cell] = field(default_factory=dict[str, Cell])
    keys: dict[str, Cell] = field(default_factory=dict[str, Cell])
    follows: list[tuple[Sticky, Sticky, Cell, str]] = field(
        default_factory=list[tuple[Sticky, Sticky, Cell, str]]
    )
