"""The order that lines give to what they join."""

import heapq
from collections.abc import Iterable, Mapping, Sequence


def flow_order(items: Sequence[str], lines: Iterable[tuple[str, str]]) -> tuple[dict[str, int], list[str]]:
    """The rank of each item that a line joins, and the items of circles.

    What begins comes first; of several that could come next the one that the line before leads to, else the
    first as they are given. A circle is cut at its first item.
    """
    place = {item: number for number, item in enumerate(items)}
    after, waiting = _joined(place, lines)
    ranks: dict[str, int] = {}
    cut: list[str] = []
    ready = [(0, place[item], item) for item, count in waiting.items() if not count]
    heapq.heapify(ready)
    rest = iter(sorted(waiting, key=lambda item: place[item]))
    while len(ranks) < len(waiting):
        item = heapq.heappop(ready)[2] if ready else next(rest)
        if item in ranks:
            continue
        if waiting[item] > 0:
            cut.append(item)
        ranks[item] = len(ranks)
        for following in after.get(item, ()):
            waiting[following] -= 1
            if not waiting[following]:
                # What a line leads to comes before what waits elsewhere.
                heapq.heappush(ready, (-len(ranks), place[following], following))
    return ranks, cut


def _joined(
    place: Mapping[str, int], lines: Iterable[tuple[str, str]]
) -> tuple[dict[str, dict[str, None]], dict[str, int]]:
    """What lines lead to from each item, and how many lead to it."""
    after: dict[str, dict[str, None]] = {}
    waiting: dict[str, int] = {}
    for start, end in lines:
        if start in place and end in place and start != end and end not in after.get(start, ()):
            after.setdefault(start, {})[end] = None
            waiting.setdefault(start, 0)
            waiting[end] = waiting.get(end, 0) + 1
    return after, waiting
