"""The order of owned parts under their owners, and what a move makes of it."""

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
        """Take a part out of the order; those behind it close up."""
        self._parts[self._owner.pop(part)].remove(part)

    def positions(self) -> dict[str, int]:
        """The new position of every part that has one: whose number or owner differs."""
        return {
            part: place
            for owner, parts in self._parts.items()
            for place, part in enumerate(parts)
            if self._before.get(part) != place or self._home.get(part) != owner
        }
