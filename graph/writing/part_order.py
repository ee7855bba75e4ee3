"""The order of owned parts under their owners, and what a move makes of it."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence

from graph.writing.inputs import MISSING, Missing


class Orders:
    """The parts of some owners in order; moves rearrange them, `positions` says what that changes."""

    def __init__(self, present: Mapping[str, Sequence[str]]) -> None:
        """`present`: ids of parts in order, by the id of their owner."""
        self._before = {part: place for parts in present.values() for place, part in enumerate(parts)}
        self._owner = {part: owner for owner, parts in present.items() for part in parts}
        self._home = dict(self._owner)
        self._parts = {owner: list(parts) for owner, parts in present.items()}

    def open(self, owner: str, parts: Sequence[str] = ()) -> None:
        """Take in one more owner, with the parts that it has, unless it is there."""
        if owner not in self._parts:
            self._parts[owner] = list(parts)
            self._before |= {part: place for place, part in enumerate(parts)}
            self._owner |= dict.fromkeys(parts, owner)
            self._home |= dict.fromkeys(parts, owner)

    def close(self, owner: str) -> None:
        """Leave out an owner that goes with all its parts."""
        for part in self._parts.pop(owner, ()):
            self._owner.pop(part, None)

    def parts(self, owner: str) -> list[str]:
        """The parts of an owner in their present order."""
        return list(self._parts[owner])

    def holds(self, owner: str, part: str) -> bool:
        """Whether the part stands under this owner at present."""
        return self._owner.get(part) == owner

    def move(self, part: str, owner: str, after: str | Missing | None = MISSING) -> None:
        """Put a part under an owner: behind `after`, first where that is None, last where it is missing."""
        self.remove(part)
        parts = self._parts[owner]
        place = len(parts) if after is MISSING else 0 if after is None else parts.index(str(after)) + 1
        parts.insert(place, part)
        self._owner[part] = owner

    def remove(self, part: str) -> None:
        """Take a part out of the order, if it stands in one; those behind it close up."""
        owner = self._owner.pop(part, None)
        if owner is not None:
            self._parts[owner].remove(part)

    def arrange(self, owner: str, wanted: Sequence[str]) -> list[str]:
        """Put the parts of an owner into an order; those of them that move, as few as possible."""
        staying = longest_rise(wanted, self._parts[owner])
        moved = [part for part in wanted if part not in staying]
        self._parts[owner] = list(wanted)
        return moved

    def positions(self) -> dict[str, int]:
        """The new position of every part that has one: whose number or owner differs."""
        return {
            part: place
            for owner, parts in self._parts.items()
            for place, part in enumerate(parts)
            if self._before.get(part) != place or self._home.get(part) != owner
        }


def longest_rise(items: Sequence[str], present: Sequence[str]) -> set[str]:
    """Those of the items that can stay where they are while the others move: as many as possible."""
    places = {item: place for place, item in enumerate(present)}
    ends: list[int] = []
    tails: list[int] = []
    before: list[int | None] = []
    for number, item in enumerate(items):
        at = bisect_left(ends, places[item])
        ends[at : at + 1] = [places[item]]
        tails[at : at + 1] = [number]
        before.append(tails[at - 1] if at else None)
    found: set[str] = set()
    number = tails[-1] if tails else None
    while number is not None:
        found.add(items[number])
        number = before[number]
    return found
