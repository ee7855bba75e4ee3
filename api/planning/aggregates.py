"""What a request asks of all records that a filter lets through: sums, and counts by keys."""

from collections.abc import Iterator

from graphql import FieldNode

from api.planning.argument_values import LeafValue, plain_value
from api.planning.operation_fields import FieldCollector, errors_at, selection_sets
from api.planning.parameters import page_size_parameter
from api.types.object_types import GROUPS, facet_keys, month_keys, statistics
from graph.entities import Entity, Property
from graph.errors import BadRequest
from graph.selection import (
    Aggregate,
    Facets,
    GroupKeys,
    GroupMonth,
    Pivot,
    Statistic,
    Total,
    Typename,
)

MOST_KEYS = 3


def aggregate_selection(planner: FieldCollector, entity: Entity, nodes: list[FieldNode]) -> Aggregate:
    """Sums over records of a kind."""
    known = statistics(planner.catalogue, entity)
    found: list[tuple[str, Statistic | Typename | Total]] = []
    type_name = f"{entity.label}Aggregate"
    for key, asked in planner.collect_fields(type_name, selection_sets(nodes)).items():
        name = asked[0].name.value
        if name == "__typename":
            found.append((key, Typename(type_name)))
        elif name == "count":
            found.append((key, Total()))
        else:
            operand = known[name]
            money = isinstance(operand, Property) and operand.facts.money is not None
            fields = planner.field_names("MoneyAggregate" if money else "NumberAggregate", asked)
            found.append((key, Statistic(operand, fields, money)))
    return Aggregate(tuple(found))


def facets_selection(
    planner: FieldCollector, entity: Entity, connection: str, nodes: list[FieldNode]
) -> Facets:
    """How many records bear each value of a key."""
    given = planner.arguments(connection, nodes[0])
    by, keep = given["by"], given.get("keepOwn")
    assert isinstance(by, LeafValue)
    key = facet_keys(planner.catalogue, entity)[plain_value(by.value)]
    own = not isinstance(keep, LeafValue) or bool(keep.value)
    return Facets(key, planner.field_names("Facet", nodes), own)


def pivot_selection(
    planner: FieldCollector, entity: Entity, connection: str, nodes: list[FieldNode]
) -> Pivot:
    """Groups of records that agree in some keys and a month."""
    given = planner.arguments(connection, nodes[0])
    by, month = given["by"], given.get("month")
    assert isinstance(by, LeafValue)
    names: list[str] = plain_value(by.value)
    with errors_at(nodes):
        _check_keys(names, isinstance(month, LeafValue))
    keys = facet_keys(planner.catalogue, entity)
    return Pivot(
        tuple(keys[name] for name in names),
        month_keys(entity)[plain_value(month.value)] if isinstance(month, LeafValue) else None,
        page_size_parameter(given, GROUPS),
        tuple(_group_fields(planner, entity, nodes)),
    )


def _check_keys(names: list[str], monthly: bool) -> None:
    if len(names) > MOST_KEYS:
        raise BadRequest(f"`by` takes at most {MOST_KEYS} keys; got {len(names)}.", ("by",))
    for name in names:
        if names.count(name) > 1:
            raise BadRequest(f"`by` names {name} twice; name each key once.", ("by",))
    if not names and not monthly:
        raise BadRequest("`by` is empty; name a key, or a `month`.", ("by",))


def _group_fields(
    planner: FieldCollector, entity: Entity, nodes: list[FieldNode]
) -> Iterator[tuple[str, GroupKeys | GroupMonth | Total | Aggregate | Typename]]:
    type_name = f"{entity.label}Group"
    for key, asked in planner.collect_fields(type_name, selection_sets(nodes)).items():
        match asked[0].name.value:
            case "keys":
                yield key, GroupKeys(planner.field_names("Facet", asked))
            case "month":
                yield key, GroupMonth()
            case "count":
                yield key, Total()
            case "aggregate":
                yield key, aggregate_selection(planner, entity, asked)
            case _:
                yield key, Typename(type_name)
