"""Order of texts by code points, where the server compares a stored text with a parameter by UTF-16.

It sorts stored texts, seeks in indexes and compares two stored texts by code points. Both ways agree about a
text without characters from U+D800 on; about any other they differ for the texts that `strays` matches.
"""

import re

# What a text shares with another beyond so many of these characters is taken to be the same text.
_MOST = 200


def wide(value: object) -> bool:
    """Whether the server places a value in one way among stored texts and in another as a parameter."""
    return isinstance(value, str) and not value.isascii() and max(value) > "\ud7ff"


def narrow(text: str) -> str:
    """The beginning of a text, about which both ways agree: nothing behind the text stands before it."""
    return text[: next((place for place, sign in enumerate(text) if wide(sign)), len(text))]


def strays(text: str) -> str:
    """The regular expression of the texts that stand on the other side of a wide text by UTF-16.

    They share its beginning up to one of the wide characters, and there have one of the other kind: beyond
    U+FFFF in place of one up to it, or the reverse.
    """
    pattern = ""
    ends = [place for place, sign in enumerate(text) if wide(sign)][:_MOST]
    for start, end in reversed(list(zip([0, *ends], ends, strict=False))):
        other = r"[\x{E000}-\x{FFFF}]" if text[end] > "\uffff" else r"[\x{10000}-\x{10FFFF}]"
        further = f"(?:{other}.*|{pattern})" if pattern else f"{other}.*"
        pattern = re.escape(text[start:end]) + further
    return f"(?s){pattern}" if pattern else "(?!)"
