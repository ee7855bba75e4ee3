"""Words and marks for yes and no."""

import unicodedata

from seed.content import CellValue

_TRUE = frozenset(
    ["true", "yes", "y", "1", "x", "ja", "wahr", "oui", "vrai", "si", "sí", "mot", "!", "✓", "✔", "★", "⭐"]
)
_FALSE = frozenset(["false", "no", "n", "0", "-", "nein", "falsch", "non", "faux"])


def truth(value: CellValue) -> bool | None:
    """Whether a cell says yes or no; None where it says neither."""
    if isinstance(value, bool):
        return value
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    word = unicodedata.normalize("NFC", str(value)).replace("\ufe0f", "").strip().casefold()
    return True if word in _TRUE else False if word in _FALSE else None
