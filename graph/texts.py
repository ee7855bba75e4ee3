"""Text as it is kept, days and times as text, and the forms of names and the English nouns in them."""

import json
import re
import unicodedata
from collections.abc import Mapping
from datetime import date, datetime
from enum import Enum
from functools import cache
from typing import Any, cast

from pydantic.alias_generators import to_camel

_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_SHOWN = 100


def clean_text(text: str) -> str:
    """Text as it is kept: NFC, trimmed, without control characters except newline and tab.

    Raises ValueError at a control character, so that nothing is silently lost.
    """
    text = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n").strip()
    for character in text:
        if unicodedata.category(character) in ("Cc", "Cs") and character not in "\n\t":
            raise ValueError(f"must not hold the control character U+{ord(character):04X}")
    return text


def date_text(value: date) -> str:
    """A day as text; a time in UTC with its milliseconds, such as 2026-11-22T16:41:00.123Z."""
    if isinstance(value, datetime):
        return value.isoformat(timespec="milliseconds").replace("+00:00", "Z")
    return value.isoformat()


def snake_case(name: str) -> str:
    """A camelCase name in lower case, its words joined by underscores; digits end a word, but begin none."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower()


def capitals(name: str) -> str:
    """A camelCase name as the value of an enum: `journeyCount` is `JOURNEY_COUNT`, `sha256` is `SHA256`."""
    return snake_case(name).upper()


def value_text(value: Any) -> str:
    """A value for a message, as GraphQL writes it, such as `{id: "x", done: true}`; cut if long."""
    text = _literal(value, 4)
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN // 2]} … {text[-_SHOWN // 2 :]}"


def _literal(value: Any, levels: int) -> str:
    match value:
        case Enum():
            return str(value.value)
        case date():
            return f'"{date_text(value)}"'
        case str():
            return json.dumps(value if len(value) <= 2 * _SHOWN else value[: 2 * _SHOWN], ensure_ascii=False)
        case Mapping() | list() | tuple() if not levels:
            return "…"
        case Mapping():
            fields = list(cast("Mapping[str, Any]", value).items())[:_SHOWN]
            return "{" + ", ".join(f"{_key(key)}: {_literal(item, levels - 1)}" for key, item in fields) + "}"
        case list() | tuple():
            items = list(cast("list[Any]", value))[:_SHOWN]
            return "[" + ", ".join(_literal(item, levels - 1) for item in items) + "]"
        case _:
            return json.dumps(value, default=str)


def _key(key: str) -> str:
    return key if _NAME.fullmatch(key) else json.dumps(key, ensure_ascii=False)


def with_article(word: str) -> str:
    """A noun with its indefinite article: `an Opportunity`, `a Step`."""
    return f"{'an' if word[0] in 'AEIOUaeiou' else 'a'} {word}"


def plural(word: str) -> str:
    """The regular English plural of a lower camel noun."""
    return f"{word[:-1]}ies" if re.search(r"[^aeiou]y$", word) else f"{word}s"


def singular(word: str) -> str:
    """The singular of a regular plural; any other word as it is."""
    return f"{word[:-3]}y" if word.endswith("ies") else word.removesuffix("s")


# Values of enums that are abbreviations, or say less than they mean.
_SPELLED_OUT = {
    **{"UP": "Higher", "DOWN": "Lower", "ORG": "Organisation"},
    **{"VOC": "Customer", "VOB": "Business", "VOA": "Analytics", "VOE": "Employee"},
    **{"NPS": "NPS", "CSAT_MEAN": "CSAT, mean", "CSAT_TOP2": "CSAT, top two"},
    **{"CES_MEAN": "CES, mean", "CES_TOP": "CES, top", "UNPROVEN": "Not proven"},
}


def enum_words(value: str) -> str:
    """A value of an enum as words: `IN_PROGRESS` is `In progress`."""
    return _SPELLED_OUT.get(value) or value.replace("_", " ").capitalize()


@cache  # asked for with every link of every input
def id_field_name(field: str, relationship_type: str, many: bool) -> str:
    """The name under which an input takes a link: `teamId`, `stepIds`, and `dependsOnIds` for a verb."""
    if not many:
        return f"{field}Id"
    verb = to_camel(relationship_type.lower()) == field
    return f"{field if verb else singular(field)}Ids"
