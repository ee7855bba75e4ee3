"""The lanes of the board of a journey: what stands at each of its steps, as lines of text."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from api.reports.board_facts import reading_text, source_text, step_quotes, step_teams
from api.reports.cells import enum_words, number_text
from api.reports.drawing import wrapped_lines

SIZE = 10.5
ROW = SIZE * 1.25
PAD = 7
NAMES_WIDE = 104  # width of the names of lanes
ASIDE, HANGING = 14, 6.5  # what stands beside a star, and below the first line of an item
READINGS = 5  # readings of metrics in a cell
NAME_LINES, TEXT_LINES = 5, 6  # of an item, and of what happens


class Line(NamedTuple):
    """A line in a cell, how far from its edge it begins, and whether a star stands there."""

    text: str
    aside: float = 0
    star: bool = False
    faint: bool = False


Cell = list[Line]
Told = Callable[[Any], str]


@dataclass(frozen=True, slots=True)
class Lane:
    """One row of the board: its name, and for each step the lines in its cell."""

    name: str
    cells: Sequence[Cell]
    bold: bool = False

    @property
    def heading(self) -> list[str]:
        """The name in the lines that it takes."""
        return wrapped_lines(self.name, SIZE, NAMES_WIDE - 2 * PAD, 3)

    @property
    def rows(self) -> int:
        """How many lines its fullest cell has."""
        return max(map(len, self.cells), default=0)

    @property
    def high(self) -> float:
        """As high as its fullest cell."""
        return max(len(self.heading), self.rows) * ROW + 2 * PAD

    def parts(self, high: float) -> Iterator["Lane"]:
        """The lane in parts that are not higher; one where it fits."""
        most = max(int((high - 2 * PAD) // ROW), 1)
        for start in range(0, max(self.rows, 1), most):
            yield Lane(self.name, [cell[start : start + most] for cell in self.cells], self.bold)


class LaneTexts:
    """The lanes of some steps, the texts broken to the width of a column."""

    def __init__(self, steps: Sequence[Any], wide: float, lifecycle: bool) -> None:
        self._steps = steps
        self._wide = wide - 2 * PAD
        self._lifecycle = lifecycle

    def steps(self) -> Lane:
        """The names, and why a step is a moment of truth."""
        return Lane("Step", [self._step(step) for step in self._steps], bold=True)

    def what_happens(self) -> Iterator[Lane]:
        """What happens at the steps."""
        lines = [
            wrapped_lines(step["description"] or "", SIZE, self._wide, TEXT_LINES) for step in self._steps
        ]
        yield Lane("What happens", [[Line(line) for line in cell if line] for cell in lines])

    def feelings(self) -> Iterator[Lane]:
        """What is felt and said there."""
        yield self._lane("Needs", lambda step: self._items(step["needs"]))
        yield self._lane("Pains", lambda step: self._items(step["pains"]))
        yield self._lane("Gains", lambda step: self._items(step["gains"]))
        yield self._lane("Quotes", self._quotes)

    def work(self) -> Iterator[Lane]:
        """Through what and by whom it is done, what is to become of it, and how it is measured."""
        yield self._lane(
            "Channels and touchpoints",
            lambda step: self._items(step["channels"]) + self._items(step["touchpoints"]),
        )
        yield self._lane("Teams", self._teams)
        yield self._lane("Shown in detail by", lambda step: self._items(step["detailedBy"], _journey_text))
        yield self._lane("Opportunities", lambda step: self._work(step, "opportunities", opportunity_text))
        yield self._lane("Solutions", lambda step: self._work(step, "solutions", solution_text))
        yield self._lane("Metrics beside target", lambda step: self._read(step["metricReadings"]))
        yield self._lane("Competitors", lambda step: self._read(step["competitorReadings"]))

    def _lane(self, name: str, cell: Callable[[Any], Cell]) -> Lane:
        return Lane(name, [cell(step) for step in self._steps])

    def _step(self, step: Any) -> Cell:
        found = [Line(line) for line in wrapped_lines(step["name"], SIZE * 1.06, self._wide, NAME_LINES)]
        if step["momentOfTruth"]:
            reason = step["momentOfTruthReason"] or "Moment of truth"
            lines = wrapped_lines(reason, SIZE, self._wide - ASIDE, NAME_LINES)
            found += [Line(line, ASIDE, star=not number) for number, line in enumerate(lines)]
        return found

    def _items(self, connection: Any, told: Told | None = None) -> Cell:
        """The items of a connection, then how many are left out."""
        found: Cell = []
        for node in connection["nodes"]:
            found += self._item(told(node) if told else node["name"])
        more = connection["totalCount"] - len(connection["nodes"])
        return [*found, Line(f"and {more} more", HANGING, faint=True)] if more else found

    def _item(self, text: str, lines: int = NAME_LINES) -> Cell:
        """One item, its lines below each other."""
        first, *rest = wrapped_lines(text, SIZE, self._wide - HANGING, lines)
        return [Line(f"• {first}"), *(Line(line, HANGING) for line in rest)]

    def _quotes(self, step: Any) -> Cell:
        found: Cell = []
        for quote in step_quotes(step):
            found += self._item(f"“{quote['text']}”")
            by = wrapped_lines(source_text(quote), SIZE, self._wide - HANGING, 2)
            found += [Line(line, HANGING, faint=True) for line in by if line]
        return found

    def _teams(self, step: Any) -> Cell:
        return [line for team in step_teams(step) for line in self._item(team)]

    def _work(self, step: Any, name: str, told: Told) -> Cell:
        """What is linked to the step; on a lifecycle board what the journeys below it hold, too."""
        found = self._items(step[name], told)
        for journey in step["detailedBy"]["nodes"] if self._lifecycle else ():
            below = self._items(journey[name], told)
            heading = wrapped_lines(f"{journey['name']}:", SIZE, self._wide, 2)
            found += [Line(line, faint=True) for line in heading if below] + below
        return found

    def _read(self, readings: Sequence[Any]) -> Cell:
        """The first readings of a cell."""
        return self._items({"nodes": readings[:READINGS], "totalCount": len(readings)}, reading_text)


def _journey_text(journey: Any) -> str:
    value = journey["experience"]
    return journey["name"] if value is None else f"{journey['name']} (experience {number_text(value)})"


def opportunity_text(node: Any) -> str:
    """An opportunity with its status and its value."""
    value = f", value {number_text(node['value'])}" if node["value"] is not None else ""
    return f"{node['name']} ({enum_words(node['status']).lower()}{value})"


def solution_text(node: Any) -> str:
    """A solution with its status."""
    return f"{node['name']} ({enum_words(node['status']).lower()})"
