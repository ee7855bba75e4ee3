"""How a sheet writes several items in a cell, a path to a record, and a text that is no formula."""

import re
import unicodedata
from collections.abc import Iterable

# A backslash keeps what follows from separating: `\;`, `\/`, a line break; and itself.
_ITEMS = re.compile(r"((?:\\.|[^;\n])*)(?:[;\n]|$)", re.DOTALL)
_PARTS = re.compile(r"((?:\\.|[^/])*)(?:/|$)", re.DOTALL)
# What a spreadsheet takes for the beginning of a formula; a further apostrophe keeps it a text.
_FORMULA = re.compile(r"'*[=+\-@\t\r]")
_GUARDED = re.compile(r"'+[=+\-@\t\r]")
_ESCAPED = re.compile(r"\\([\\;/\n])")


def items(text: str) -> list[str]:
    """The items of a cell, separated by `;` or a line break, trimmed; escapes stay for `path` to read."""
    return [item for found in _ITEMS.findall(text) if (item := found.strip())]


def texts(text: str) -> list[str]:
    """The items of a cell as plain texts."""
    return [plain(item) for item in items(text)]


def path(item: str) -> list[str]:
    """The parts of an item `Journey / Phase / Step` as plain texts; a single one where it is no path."""
    return [plain(part.strip()) for part in _PARTS.findall(item) if part.strip()]


def plain(text: str) -> str:
    """A text without its escapes."""
    return _ESCAPED.sub(r"\1", text)


def joined_items(texts: Iterable[str]) -> str:
    """One cell out of several texts, so that `texts` reads them again."""
    return "; ".join(re.sub(r"([\\;\n])", r"\\\1", text) for text in texts)


def escaped_item(parts: Iterable[str]) -> str:
    """One item out of the parts of a path, so that `items` and `path` read it again."""
    return " / ".join(re.sub(r"([\\;/\n])", r"\\\1", part) for part in parts)


def formula_safe(text: str) -> str:
    """A text for a CSV file that no spreadsheet takes for a formula."""
    return f"'{text}" if _FORMULA.match(text) else text


def without_guard(text: str) -> str:
    """The text that `formula_safe` was given."""
    return text[1:] if _GUARDED.match(text) else text


def normal_name(text: str) -> str:
    """A name as it is compared: without case, forms of letters, spacing, quotation marks, and a last mark."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    bare = re.sub(r"[\"'`´‘’‚‛“”„«»‹›「」『』]", "", folded)
    return re.sub(r"\s+", " ", bare).strip(" \t.,;:!?…") or bare.strip() or folded.strip()
