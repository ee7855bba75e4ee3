"""Filters and orders as a request gives them, to the conditions and keys of a selection."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, cast
from unicodedata import normalize

from api.planning.argument_values import (
    ArgumentValue,
    LeafValue,
    ObjectListValue,
    ObjectValue,
    ValueSource,
    Variables,
    plain_value,
    without_nulls,
)
from api.types.input_types import link_values
from graph.computed import Catalogue, DerivedLink
from graph.cypher.read.filters import operand_type, text_key
from graph.entities import Datatype, Entity, Link, Model
from graph.errors import BadRequest
from graph.selection import (
    AllOf,
    AnyOf,
    Compare,
    Comparison,
    Condition,
    CountOf,
    IsNull,
    LinkCount,
    LinkName,
    LinkValue,
    Negated,
    Operand,
    OrderKey,
    Parameter,
    Quantifier,
    Related,
    Stated,
)
from graph.texts import capitals

_COMPARISONS = {item.value: item for item in Comparison}
_QUANTIFIERS = {item.value: item for item in Quantifier}


class Conditions:
    """Reads filters and orders of one model."""

    def __init__(self, model: Model, catalogue: Catalogue) -> None:
        self.model, self.catalogue = model, catalogue

    def where(
        self,
        entity: Entity,
        given: ArgumentValue | None,
        path: tuple[str, ...] = ("where",),
        along: Link | None = None,
    ) -> Condition:
        """The condition of a filter, which may be on the link to its records; an absent one passes all.

        What is null or a variable that was not sent is absent, with every level that holds nothing else.
        """
        return self._filter(entity, without_nulls(given), path, along)

    def _filter(
        self, entity: Entity, given: ArgumentValue | None, path: tuple[str, ...], along: Link | None = None
    ) -> Condition:
        if not isinstance(given, ObjectValue):
            return AllOf()
        found = [self._field(entity, name, item, (*path, name), along) for name, item in given.fields.items()]
        return found[0] if len(found) == 1 else AllOf(tuple(found))

    def order(
        self, entity: Entity, given: ArgumentValue | None, along: Link | None = None
    ) -> tuple[OrderKey, ...]:
        """The keys of an order; an absent or empty one is the default order of the kind."""
        keys: dict[str, OrderKey] = {}
        for item in given.items if isinstance(given, ObjectListValue) else ():
            if isinstance(item, ObjectValue) and isinstance(item.fields.get("field"), LeafValue):
                name = str(plain_value(_value(item.fields["field"])))
                down = plain_value(_value(item.fields.get("direction"))) == "DESC"
                keys.setdefault(name, OrderKey(self._operand(entity, name, along), down))
        if keys:
            return tuple(keys.values())
        default = entity.default_order
        return (OrderKey(entity.properties[default[0]], default[1]),) if default else ()

    def _operand(self, entity: Entity, key: str, along: Link | None) -> Operand:
        for name, item in link_values(self.catalogue, entity, along).items():
            if capitals(name) == key:
                return LinkValue(item)
        for item in entity.visible_properties:
            if capitals(item.name) == key:
                return item
        for name, item in self.catalogue.values(entity.label).items():
            if capitals(name) == key:
                return item
        for link in entity.links.values():
            if not link.many and f"{capitals(link.field)}_NAME" == key:
                return LinkName(link)
        links = (*entity.links.values(), *self.catalogue.shown_links(entity.label))
        return next(LinkCount(link) for link in links if f"{capitals(link.field)}_COUNT" == key)

    def _field(
        self, entity: Entity, name: str, given: ArgumentValue, path: tuple[str, ...], along: Link | None
    ) -> Condition:
        match name, given:
            case (("AND" | "OR"), ObjectListValue(items)):
                parts = tuple(
                    self._filter(entity, item, (*path, str(n)), along) for n, item in enumerate(items)
                )
                return AllOf(parts) if name == "AND" else AnyOf(parts)
            case "NOT", ObjectValue():
                return Negated(self._filter(entity, given, path, along))
            case _, ObjectValue(fields) if name in (own := link_values(self.catalogue, entity, along)):
                operand = LinkValue(own[name])
                return AllOf(
                    tuple(_comparison_condition(operand, operator, item) for operator, item in fields.items())
                )
            case _, ObjectValue(fields):
                return AllOf(tuple(self._operator_conditions(entity, name, fields, path)))
            case _:
                return AllOf()

    def _operator_conditions(
        self, entity: Entity, name: str, fields: Mapping[str, ArgumentValue], path: tuple[str, ...]
    ) -> Iterable[Condition]:
        link = entity.links.get(name) or self.catalogue.links(entity.label).get(name)
        for operator, given in fields.items():
            place = (*path, operator)
            if link is None:
                operand = entity.properties.get(name) or self.catalogue.values(entity.label)[name]
                yield _comparison_condition(operand, operator, given)
            elif operator == "isNull" and isinstance(link, Link):
                yield IsNull(link, bool(_value(given)))
            elif operator == "count":
                yield from self._count(link, given, place)
            else:
                target = self.model[link.targets[0]]
                quantifier = _QUANTIFIERS.get(operator, Quantifier.SOME)
                yield Related(link, quantifier, self._filter(target, given, place))

    def _count(
        self, link: Link | DerivedLink, given: ArgumentValue, path: tuple[str, ...]
    ) -> Iterable[Condition]:
        if not isinstance(given, ObjectValue):
            return
        where = self._filter(self.model[link.targets[0]], given.fields.get("where"), (*path, "where"))
        for name, item in given.fields.items():
            if isinstance(item, LeafValue):
                source = _count_source(item.source, (*path, name))
                yield CountOf(link, where, _COMPARISONS[name], Parameter(source))


def _count_source(source: ValueSource, path: tuple[str, ...]) -> ValueSource:
    def checked_count(variables: Variables) -> int:
        value = source(variables)
        if value < 0:
            raise BadRequest("A number of records is never negative; give 0 or more.", path)
        return value

    return checked_count


def _value(given: ArgumentValue | None) -> Any:
    return given.value if isinstance(given, LeafValue) else None


def _comparison_condition(operand: Stated, name: str, given: ArgumentValue) -> Condition:
    assert isinstance(given, LeafValue)
    if name in ("isNull", "isEmpty"):
        return IsNull(operand, bool(given.value))
    comparison = _COMPARISONS[name]
    source = _converted_source(given.source, operand, comparison)
    return Compare(operand, comparison, Parameter(source))


def _converted_source(source: ValueSource, operand: Stated, comparison: Comparison) -> ValueSource:
    convert = value_converter(operand, comparison)
    return lambda variables: convert(source(variables))


def value_converter(operand: Stated, comparison: Comparison) -> Callable[[Any], Any]:
    """The function from a request's value to the database's: floats stay floats, texts become keys or NFC."""
    if operand_type(operand) is Datatype.FLOAT:
        return _floats
    key = text_key(operand, comparison)
    return (lambda value: _keys(key, _texts(value))) if key else _texts


def _keys(key: Callable[[str], str], value: Any) -> Any:
    if isinstance(value, list):
        return [_keys(key, item) for item in cast(list[Any], value)]
    return key(value) if isinstance(value, str) else value


def _texts(value: Any) -> Any:
    value = plain_value(value)
    if isinstance(value, list):
        return [_texts(item) for item in cast(list[Any], value)]
    return normalize("NFC", value) if isinstance(value, str) else value


def _floats(value: Any) -> Any:
    return [_float(item) for item in cast(list[float], value)] if isinstance(value, list) else _float(value)


def _float(value: float) -> float:
    return float(value) or 0.0  # without the sign of -0.0, which the database orders before 0
