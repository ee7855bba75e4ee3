"""What a request asks of all records that a filter lets through: sums, and counts by keys."""

from graphql import FieldNode

from api.planning.argument_values import LeafValue, plain_value
from api.planning.operation_fields import FieldCollector, selection_sets
from api.types.object_types import facet_keys, statistics
from graph.entities import Entity, Property
from graph.selection import Aggregate, Facets, Statistic, Total, Typename


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
