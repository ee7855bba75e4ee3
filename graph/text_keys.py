"""Texts as people sort and search them: keys made of a text, kept beside it and compared in its place.

The server sorts stored texts by code points and compares them with a parameter by UTF-16. A sort key has the
same order both ways, and in Python.
"""

import re
from collections.abc import Mapping
from typing import Any
from unicodedata import combining, decimal, normalize

from graph.entities import Datatype, Property
from graph.scales import LABEL

# How much of a folded text decides before the text itself does: with it, two keys and an id fit an index.
_MOST = 600
_DIGITS = re.compile(r"\d+")
_WIDE = re.compile("[\uffff-\U0010ffff]")


def fold_text(text: str) -> str:
    """A text without accents and case: decomposed for compatibility, without combining marks, case folded."""
    if text.isascii():
        return text.lower()
    return "".join(sign for sign in normalize("NFKD", text) if not combining(sign)).casefold()


def sort_key(text: str) -> str:
    """What a text is sorted by: the folded text, numbers in it by their value, then the text itself."""
    folded = _DIGITS.sub(_number_key, fold_text(text))
    return f"{_widen(folded)[:_MOST]}\u0001{_widen(text)}"


def search_text(text: str) -> str | None:
    """The folded text, where it is another than the text in lower case; that is searched beside the text."""
    folded = fold_text(text)
    return None if folded == text.lower() else folded


def is_sorted_by_key(item: Property) -> bool:
    """Whether a property is text that people sort; longer texts are not, words of machines as they are."""
    return is_searched_by_key(item) and orders(item)


def is_searched_by_key(item: Property) -> bool:
    """Whether a property is text in which people look for words."""
    plain = item.facts.verbatim or item.facts.hidden
    return item.type is Datatype.TEXT and item.max_length is not None and not plain


def orders(item: Property) -> bool:
    """Whether records can be ordered by a property: by neither lists nor texts that are too long."""
    if item.type in (Datatype.TEXTS, Datatype.OBJECTS):
        return False
    return is_comparable(item) or item.facts.sorts


def is_comparable(item: Property) -> bool:
    """Whether values of a property are less or greater than others; texts that may be long are not."""
    return item.type is not Datatype.TEXT or (item.max_length or 0) <= LABEL


def sort_column(item: Property) -> str:
    """The name under which the server keeps what a property is ordered by."""
    return f"{item.name}Order" if is_sorted_by_key(item) else item.name


def compared_column(item: Property) -> str:
    """The name under which an index has what is compared of a property: a key, but for what is unique."""
    return item.name if item.facts.unique else sort_column(item)


def search_column(item: Property) -> str:
    """The name under which the server keeps the folded text of a property."""
    return f"{item.name}Folded"


def with_text_keys(properties: Mapping[str, Property], values: Mapping[str, Any]) -> dict[str, Any]:
    """Values as they are written, with the keys of the texts among them; None takes a key away."""
    keys: dict[str, Any] = {}
    for name, text in values.items():
        item = properties.get(name)
        if item is None or not is_searched_by_key(item):
            continue
        keys[search_column(item)] = None if text is None else search_text(text)
        if is_sorted_by_key(item):
            keys[sort_column(item)] = None if text is None else sort_key(text[:LABEL])
    return {**values, **keys}


def _number_key(found: re.Match[str]) -> str:
    """A run of digits so that numbers sort by their value: how many digits it has, then those."""
    digits = "".join(str(decimal(sign)) for sign in found[0]).lstrip("0")
    return f"{_length_key(len(digits))}{digits}"


def _length_key(length: int) -> str:
    """A length as digits that sort by its value: one below 9, else 9, the length of it, and it."""
    return str(length) if length < 9 else f"9{_length_key(len(str(length)))}{length}"


def _widen(text: str) -> str:
    """A text with U+FFFF before each character beyond it, so that all ways to compare agree on its place."""
    return text if text.isascii() else _WIDE.sub(_wide_key, text)


def _wide_key(found: re.Match[str]) -> str:
    return "\uffff\u0001" if found[0] == "\uffff" else f"\uffff{found[0]}"
