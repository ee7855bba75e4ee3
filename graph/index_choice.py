"""The composite indexes that keep the orders people ask for."""

from collections.abc import Collection, Sequence

from graph.entities import Entity


def composite_indexes(entity: Entity) -> list[tuple[str, ...]]:
    """The properties of each composite range index of an entity, without the `id` that ends every one.

    One for its default order, and one for each order and each indexed property that its declaration names.
    """
    found: list[tuple[str, ...]] = []
    default = entity.default_order
    if default:
        found.append((default[0],))
    found += [tuple(order) for order in entity.record.orders]
    found += [(item.name,) for item in entity.properties.values() if item.facts.index]
    return list(dict.fromkeys(found))


def order_index_head(entity: Entity, fixed: Collection[str], order: Sequence[str]) -> tuple[str, ...] | None:
    """The fixed properties at the head of an index that goes on in the given order; None without one."""
    for index in sorted(composite_indexes(entity), key=len, reverse=True):
        head, tail = index[: len(index) - len(order)], index[len(index) - len(order) :]
        if len(order) <= len(index) and tail == tuple(order) and set(head) <= set(fixed):
            return head
    return None


def index_rest(entity: Entity, fixed: Collection[str], ranged: Collection[str]) -> tuple[str, ...]:
    """The rest of the index that conditions can use, so that a statement can name all its properties.

    `fixed` properties are compared for equality, `ranged` ones otherwise; the rest is never null.
    """
    for index in sorted(composite_indexes(entity), key=len, reverse=True):
        used = next((n for n, name in enumerate(index) if name not in fixed), len(index))
        if used < len(index) and index[used] in ranged:
            used += 1
        rest = (*index[used:], "id")
        if used and not any(entity.properties[name].nullable for name in rest):
            return rest
    return ()
