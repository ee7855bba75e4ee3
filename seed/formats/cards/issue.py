"""An issue as every tool tells of it: what it is called, how far it is, and what it is linked to."""

from dataclasses import dataclass, field
from enum import Enum, auto

from seed.draft import Cell


class Relation(Enum):
    """How an issue is linked to another."""

    PARENT = auto()
    RELATES = auto()
    NEEDS = auto()
    NEEDED_BY = auto()


@dataclass(frozen=True, slots=True)
class IssueLink:
    """A link from an issue to another, named by a key or an id."""

    relation: Relation
    other: str
    cell: Cell


@dataclass(slots=True, eq=False)
class Issue:
    """One ticket or card.

    `kind` is its tool's own word for what it is; `labels` may say otherwise. `names` are all that others
    refer to it by, the key first. `beside`: cells that only tell of it; they become something if it does.
    """

    title: str
    cell: Cell
    names: list[tuple[str, Cell]]
    kind: tuple[str, Cell] | None = None
    status: tuple[str, Cell] | None = None
    priority: tuple[str, Cell] | None = None
    description: tuple[str, Cell] | None = None
    url: Cell | None = None
    starts_on: Cell | None = None
    labels: list[tuple[str, Cell]] = field(default_factory=list[tuple[str, Cell]])
    links: list[IssueLink] = field(default_factory=list[IssueLink])
    beside: list[Cell] = field(default_factory=list[Cell])
