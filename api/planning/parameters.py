"""Arguments of fields as parameters: page sizes, cursors, ids, and what computed fields take."""

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any, cast

from api.planning.argument_values import Given, Leaf, Null, Source, Variables, plain
from graph import cursors
from graph.computed import Argument
from graph.errors import BadRequest
from graph.schema import Datatype
from graph.selection import Parameter

LONGEST_LIST = 100


@lru_cache(maxsize=4096)
def opened(cursor: str, scope: str, types: tuple[Datatype, ...]) -> list[Any]:
    """The values in a cursor."""
    return cursors.cursor_values(cursor, scope, types)


def constant(value: Any) -> Parameter:
    """A parameter that is the same for every request."""

    def source(_: Variables) -> Any:
        return value

    return Parameter(source)


def source_of(given: Mapping[str, Given], name: str) -> Source:
    """Where each request's value of a required argument comes from."""
    value = given[name]
    assert isinstance(value, Leaf)
    return value.source


def first_of(given: Mapping[str, Given], page_size: int) -> Parameter:
    """The size of a page."""
    first = given.get("first")
    return Parameter(first.source) if isinstance(first, Leaf) else constant(page_size)


def picked(values: Callable[[Variables], list[Any]], place: int) -> Source:
    """One of the values in a cursor."""
    return lambda variables: values(variables)[place]


def passed(given: Given | None, argument: Argument, name: str) -> Parameter | None:
    """What a computed field is given for an argument; None for null."""
    if given is None or isinstance(given, Null):
        return None if argument.default is None else constant(argument.default)
    assert isinstance(given, Leaf)
    source, least, most = given.source, argument.minimum, argument.maximum

    def checked(variables: Variables) -> Any:
        value: Any = plain(source(variables))
        if isinstance(value, list):
            if len(cast(list[Any], value)) > LONGEST_LIST:
                raise BadRequest(f"`{name}` takes at most {LONGEST_LIST} values.", (name,))
            return cast(list[Any], value)
        counted = isinstance(value, int) and not isinstance(value, bool)
        if counted and ((least is not None and value < least) or (most is not None and value > most)):
            raise BadRequest(f"`{name}` takes {least} to {most}; got {value}.", (name,))
        return value

    return Parameter(checked)
