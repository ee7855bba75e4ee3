"""The order of parts under their owner: rows and positions of a file against the order that is there."""

from collections.abc import Iterable, Sequence

from graph.writing.part_order import longest_rise


def wanted_order(rows: Iterable[tuple[str, int | None]]) -> list[str]:
    """Ids in the order of their rows, those with a position at their place among the others."""
    found = list(rows)
    order = [item for item, position in found if position is None]
    for item, position in sorted(
        ((item, position) for item, position in found if position is not None), key=lambda pair: pair[1]
    ):
        order.insert(position, item)
    return order


def merge_order(wanted: Sequence[str], present: Sequence[str]) -> tuple[list[str], set[str]]:
    """The present order with what is wanted in its own order, and those of the present ones that move.

    As few move as possible; what is not wanted stays behind what it stood behind.
    """
    places = {item: place for place, item in enumerate(present)}
    staying = longest_rise([item for item in wanted if item in places], present)
    moved = {item for item in wanted if item in places and item not in staying}
    order = [item for item in present if item not in moved]
    for place, item in enumerate(wanted):
        if item in staying:
            continue
        if place:
            order.insert(order.index(wanted[place - 1]) + 1, item)
        else:
            following = (order.index(other) for other in wanted if other in staying)
            order.insert(next(following, len(order)), item)
    return order, moved
