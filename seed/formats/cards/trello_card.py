"""A card of Trello as its CSV and its JSON tell of it."""

from dataclasses import dataclass, field

from seed.draft import Cell


@dataclass(slots=True, eq=False)
class TrelloCard:
    """One card that is not archived; `others` are addresses of cards that it is attached to.

    `points`: the items of its checklists, each with what its list is called.
    """

    name: Cell
    list_name: str
    key: Cell | None = None
    description: Cell | None = None
    url: Cell | None = None
    starts_on: Cell | None = None
    labels: list[tuple[str, Cell]] = field(default_factory=list[tuple[str, Cell]])
    others: list[tuple[str, Cell]] = field(default_factory=list[tuple[str, Cell]])
    points: list[tuple[str, Cell]] = field(default_factory=list[tuple[str, Cell]])
    beside: list[Cell] = field(default_factory=list[Cell])


@dataclass(slots=True)
class TrelloBoard:
    """A board: its name, a cell to speak of it at, its cards in their order.

    `lists`: the cells that name its lists; `keys`: those of their ids.
    """

    name: str
    cell: Cell
    cards: list[TrelloCard]
    lists: dict[str, Cell]
    keys: dict[str, Cell] = field(default_factory=dict[str, Cell])
