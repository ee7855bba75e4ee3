"""Cursors: the place of a record in an order, as text that is checked strictly when it comes back."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as NotBase64
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, cast
from zlib import crc32

import orjson

from graph.entities import Datatype
from graph.errors import BadRequest

_MEND = "Pass a cursor exactly as this connection returned it, with the same orderBy, or leave `{0}` out."
_WHOLE = (Datatype.INT, Datatype.DATETIME)
_LONGEST = 32_768


def cursor_maker(scope: str) -> Callable[[list[Any]], str]:
    """The function from sort values and id to a cursor of one order."""
    mark = _scope_mark(scope)

    def make(values: list[Any]) -> str:
        return urlsafe_b64encode(orjson.dumps([mark, *values])).rstrip(b"=").decode()

    return make


def cursor_values(cursor: str, scope: str, types: Sequence[Datatype], argument: str = "after") -> list[Any]:
    """The sort values and the id in a cursor that an argument holds.

    Raises BadRequest for anything this order did not make: other text, another order, values of another type.
    """
    try:
        if len(cursor) > _LONGEST:
            raise ValueError(cursor)
        raw = urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))
        found: Any = orjson.loads(raw)
        if urlsafe_b64encode(raw).rstrip(b"=").decode() != cursor:
            raise ValueError(cursor)
    except (NotBase64, ValueError, UnicodeEncodeError):
        raise BadRequest(_refusal("holds no cursor", argument)) from None
    values = cast(list[Any], found) if isinstance(found, list) else []
    if len(values) != len(types) + 2 or values[0] != _scope_mark(scope):
        raise BadRequest(_refusal("holds the cursor of another list or order", argument))
    *keys, identifier = values[1:]
    if not isinstance(identifier, str) or not all(map(_fits, keys, types)):
        raise BadRequest(_refusal("holds a cursor whose values do not fit its order", argument))
    return [*(_exact(value, type) for value, type in zip(keys, types, strict=True)), identifier]


def _refusal(fault: str, argument: str) -> str:
    return f"`{argument}` {fault}. {_MEND.format(argument)}"


def _scope_mark(scope: str) -> int:
    return crc32(scope.encode())


def _fits(value: Any, type: Datatype) -> bool:
    if value is None:
        return True
    if isinstance(value, bool):
        return type is Datatype.BOOLEAN
    if type in _WHOLE:
        return isinstance(value, int) and abs(value) < 2**53
    if type is Datatype.FLOAT:
        return isinstance(value, int | float)
    if type is Datatype.DATE:
        return isinstance(value, str) and _is_date(value)
    return isinstance(value, str) and type is not Datatype.BOOLEAN


def _is_date(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _exact(value: Any, type: Datatype) -> Any:
    return float(value) if type is Datatype.FLOAT and value is not None else value
