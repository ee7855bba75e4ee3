"""Where the stickies of a board lie towards one another: the order of phases and steps, the nearest step."""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from math import inf

from seed.formats.boards.sticky import Sticky

# What part of the gap between two steps the way to them may differ by before it is said which was taken.
_DOUBT = 0.2


def placed_stickies(stickies: Iterable[Sticky]) -> list[Sticky]:
    """Those whose position is known."""
    return [sticky for sticky in stickies if sticky.x is not None and sticky.y is not None]


def axis_place(stickies: Sequence[Sticky]) -> Callable[[Sticky], float]:
    """What tells where a sticky lies along the direction in which these stretch furthest; unknown is 0."""
    known = placed_stickies(stickies)
    wide = _spread(sticky.x or 0 for sticky in known)
    high = _spread(sticky.y or 0 for sticky in known)
    return (lambda sticky: sticky.y or 0) if high > wide else (lambda sticky: sticky.x or 0)


def in_order(stickies: Sequence[Sticky]) -> list[Sticky]:
    """In the order that lines tell, those that none joins last; else by place, else as in the file."""
    if any(sticky.rank is not None for sticky in stickies):
        return sorted(stickies, key=_rank)
    if len(placed_stickies(stickies)) < len(stickies):
        return list(stickies)
    return sorted(stickies, key=axis_place(stickies))


def groups_in_order(groups: dict[str, list[Sticky]]) -> list[str]:
    """Names of groups by the first rank in each, else by their middle, else as they come."""
    if any(sticky.rank is not None for group in groups.values() for sticky in group):
        return sorted(groups, key=lambda name: min(map(_rank, groups[name]), default=inf))
    if not all(placed_stickies(group) for group in groups.values()):
        return list(groups)
    middles = {name: middle_sticky(name, placed_stickies(group)) for name, group in groups.items()}
    place = axis_place(list(middles.values()))
    return sorted(groups, key=lambda name: place(middles[name]))


class Neighbours:
    """Stickies along the direction in which they stretch, to find the one that lies nearest to another."""

    def __init__(self, stickies: Sequence[Sticky]) -> None:
        """Put them in order; where the position of one is not known, nobody is near."""
        known = len(placed_stickies(stickies)) == len(stickies)
        self._place = axis_place(stickies)
        self._row = sorted(stickies, key=self._place) if known else []
        self._places = [self._place(sticky) for sticky in self._row]

    def nearest(self, sticky: Sticky) -> tuple[Sticky, Sticky | None] | None:
        """The nearest, and another that it may as well belong to; None where positions are not known."""
        if not self._row or sticky.x is None or sticky.y is None:
            return None
        place = self._place(sticky)
        at = bisect_left(self._places, place)
        ways = sorted(
            range(max(at - 2, 0), min(at + 2, len(self._row))), key=lambda n: abs(self._places[n] - place)
        )
        if len(ways) < 2:
            return self._row[ways[0]], None
        first, second = (abs(self._places[n] - place) for n in ways[:2])
        gap = abs(self._places[ways[0]] - self._places[ways[1]])
        return self._row[ways[0]], self._row[ways[1]] if second - first <= _DOUBT * gap else None


def _rank(sticky: Sticky) -> float:
    return inf if sticky.rank is None else sticky.rank


def _spread(places: Iterable[float]) -> float:
    found = list(places)
    return max(found) - min(found) if found else 0.0


def middle_sticky(name: str, group: Sequence[Sticky]) -> Sticky:
    """A sticky in the middle of others whose positions are known."""
    x = sum(sticky.x or 0 for sticky in group) / len(group)
    y = sum(sticky.y or 0 for sticky in group) / len(group)
    return Sticky(name, group[0].cell, x=x, y=y)
