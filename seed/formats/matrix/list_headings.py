"""Which sheets beside a matrix list opportunities, solutions, metrics or personas, and in which columns."""

import re
from dataclasses import dataclass

from seed.content import Sheet
from seed.formats.matrix.lanes import LaneKind, heading_words, likely_lane, sure_lane
from seed.formats.matrix.worth_columns import worth_properties

_FIRST_ROWS = 10
_LABELS = {
    LaneKind.OPPORTUNITY: "Opportunity",
    LaneKind.SOLUTION: "Solution",
    LaneKind.METRIC: "Metric",
    LaneKind.PERSONA: "Persona",
}
_USED = {
    "Opportunity": """
        key name steps status effort customerValue businessValue worth description team solutions""",
    "Solution": "key name steps status description team opportunities",
    "Metric": "key name steps unit target period value description team",
    "Persona": "key name description role needs jobs",
}
# Words in headings, each pattern before those that it would be mistaken for.
_COLUMN_WORDS = (
    ("key", r"\b(id|key|nr|ref|nummer|kennung)\b"),
    ("steps", r"\b(steps?|schritte?|addresses|betrifft)\b"),
    ("status", r"\b(status|state|stand)\b"),
    ("description", r"\b(description|details?|notes?|comments?|beschreibung|notiz(en)?|anmerkung(en)?)\b"),
    ("unit", r"\b(unit|einheit)\b"),
    ("target", r"\b(target|zielwert|soll)\b"),
    ("period", r"\b(month|date|period|quarter|year|monat|datum|zeitraum|quartal|jahr)\b"),
    ("value", r"\b(value|actual|result|wert|ist|istwert|ergebnis)\b"),
    ("role", r"\b(role|rolle)\b"),
)
_LANES = {
    LaneKind.TEAM: "team",
    LaneKind.OPPORTUNITY: "opportunities",
    LaneKind.SOLUTION: "solutions",
    LaneKind.NEED: "needs",
    LaneKind.JOB: "jobs",
    LaneKind.STEP: "steps",
}


@dataclass(frozen=True, slots=True)
class SheetListing:
    """A sheet that lists records: their kind, the row of its heads, the columns that are read by name."""

    label: str
    row: int
    columns: dict[str, int]


def sheet_listing(sheet: Sheet) -> SheetListing | None:
    """What a sheet lists; None where it is no list that is read."""
    for row, values in enumerate(sheet.rows[:_FIRST_ROWS]):
        heads = {column: item for column, item in enumerate(values) if isinstance(item, str)}
        named = {column: holds for column, head in heads.items() if (holds := sure_lane(head))}
        first = next(iter(named), None)
        if first is None or named[first] not in _LABELS or len(heads) < 2:
            continue
        before = [head for column, head in heads.items() if column < first]
        if len(before) < 2 and all(_column_name(head) == "key" for head in before):
            label = _LABELS[named[first]]
            return SheetListing(label, row, _columns(label, heads, first))
    return None


def _columns(label: str, heads: dict[int, str], first: int) -> dict[str, int]:
    """The columns by what they hold, the first of several that hold the same."""
    found = {"name": first}
    for column, head in heads.items():
        holds = _worth_name(head) if label == "Opportunity" else ""
        holds = holds or _column_name(head)
        if column != first and holds in _USED[label].split():
            found.setdefault(holds, column)
    return found


def _worth_name(head: str) -> str:
    """The name of a column of worths: its property, or `worth` where it is of two."""
    names = worth_properties(head)
    return names[0] if len(names) == 1 else "worth" if names else ""


def _column_name(head: str) -> str:
    if head.strip() == "#":
        return "key"
    words = heading_words(head)
    pattern = next((name for name, pattern in _COLUMN_WORDS if re.search(pattern, words)), None)
    known = likely_lane(head)
    return pattern or (_LANES.get(known, "") if known else "")
