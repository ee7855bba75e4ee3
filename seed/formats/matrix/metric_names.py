"""Metrics as tables name them: name and unit, and the method that these let assume."""

import re

from seed.draft import Cell, Draft, DraftRecord
from seed.draft_builder import UniqueRecords
from seed.values.items import plain_line

_UNIT = re.compile(r"(.+?)\s*[(\[]([^()\[\]]{1,30})[)\]]")
# A method is required; the first of these whose words stand in the name or unit is assumed, else a mean.
_METHODS = (
    ("NPS", r"\bnps\b|net promoter|\brecommend|weiterempfehl|recommander|recomend|consigli|aanbeve"),
    ("CSAT_MEAN", r"\bcsat\b|satisf|zufried"),
    ("CES_MEAN", r"\bces\b|effort score|how easy|how much effort|made it easy"),
    ("RATIO", r"%|\brate\b|\bratio\b|percent|prozent|share|quote\b|anteil|conversion"),
    ("MONEY", r"[€$£]|\beur\b|\busd\b|\bchf\b|\bgbp\b|revenue|umsatz|\bcosts?\b|kosten"),
    ("COUNT", r"\bnumber of\b|\bcount\b|\bcontacts\b|anzahl|volume|visits|besuche"),
)


def metric_record(draft: Draft, once: UniqueRecords, cell: Cell, text: str, unit: str = "") -> DraftRecord:
    """The metric that a text names, its unit given or behind it in brackets; both let assume a method."""
    found = _UNIT.fullmatch(plain_line(text)) if not unit else None
    name, unit = (found[1], found[2]) if found else (plain_line(text), unit)
    record = once.record("Metric", cell, name)
    if "method" not in record.values:
        draft.set(record, "method", likely_method(name, unit), cell)
    if unit and "unit" not in record.values:
        draft.set(record, "unit", unit, cell)
    return record


def likely_method(name: str, unit: str) -> str:
    """How values of a metric probably come about, from its name and unit."""
    text = f"{name} {unit}".casefold()
    return next((method for method, words in _METHODS if re.search(words, text)), "MEAN")
