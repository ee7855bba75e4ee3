"""Arguments of fields as parameters: page sizes, cursors, ids, and what computed fields take."""

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any, cast
from unicodedata import normalize

from api.planning.argument_values import (
    ArgumentValue,
    LeafValue,
    NullValue,
    ValueSource,
    Variables,
    plain_value,
)
from graph import cursors
from graph.computed import Argument
from graph.entities import Datatype, Entity
from graph.errors import BadRequest
from graph.selection import Parameter
from graph.texts import with_article

LONGEST_LIST = 100


@lru_cache(maxsize=4096)
def cursor_values(cursor: str, scope: str, types: tuple[Datatype, ...], argument: str) -> list[Any]:
    """What a cursor holds, checked; the last few thousand are kept."""
    return cursors.cursor_values(cursor, scope, types, argument)


def constant_parameter(value: Any) -> Parameter:
    """A parameter that is the same for every request."""

    def source(_: Variables) -> Any:
        return value

    return Parameter(source)


def source_of(given: Mapping[str, ArgumentValue], name: str) -> ValueSource:
    """Where each request's value of a required argument comes from."""
    value = given[name]
    assert isinstance(value, LeafValue)
    return value.source


def unique_parameter(entity: Entity, given: Mapping[str, ArgumentValue]) -> tuple[str, Parameter]:
    """The property by which one record of a kind is asked for, id or key, and its value as it is stored."""
    named = [name for name in ("id", "key") if isinstance(given.get(name), LeafValue)]
    if len(named) != 1:
        text = f"`{entity.singular}` takes the id or the key of {with_article(entity.label)}, not both."
        raise BadRequest(text, ("id",))
    source = source_of(given, named[0])

    def stored_key(variables: Variables) -> str:
        return normalize("NFC", source(variables)).strip()

    return named[0], Parameter(source if named == ["id"] else stored_key)


def page_size_parameter(
    given: Mapping[str, ArgumentValue], page_size: int, backwards: bool = False
) -> Parameter:
    """How many records a page has, as asked or by default."""
    size = given.get("last" if backwards else "first")
    return Parameter(size.source) if isinstance(size, LeafValue) else constant_parameter(page_size)


def cursor_value_source(values: Callable[[Variables], list[Any]], place: int) -> ValueSource:
    """One of the values in a cursor."""
    return lambda variables: values(variables)[place]


def argument_parameter(given: ArgumentValue | None, argument: Argument, name: str) -> Parameter | None:
    """What a computed field is given for an argument; None for null."""
    if given is None or isinstance(given, NullValue):
        return None if argument.default is None else constant_parameter(argument.default)
    assert isinstance(given, LeafValue)
    source = given.source

    def value(variables: Variables) -> Any:
        return plain_value(source(variables))

    return Parameter(value)


def check(given: ArgumentValue | None, argument: Argument, name: str, variables: Variables) -> None:
    """Refuse a value beyond the bounds of an argument of a computed field."""
    if not isinstance(given, LeafValue):
        return
    value: Any = given.source(variables)
    least, most = argument.minimum, argument.maximum
    if isinstance(value, list):
        if len(cast(list[Any], value)) > LONGEST_LIST:
            raise BadRequest(f"`{name}` takes at most {LONGEST_LIST} values.", (name,))
        return
    counted = isinstance(value, int) and not isinstance(value, bool)
    if counted and ((least is not None and value < least) or (most is not None and value > most)):
        raise BadRequest(f"`{name}` takes {least} to {most}; got {value}.", (name,))
