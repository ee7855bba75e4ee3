"""What is said of a file that no format knows: what was seen of it, what is missing, and the way out."""

import re
from collections.abc import Callable
from typing import Any, cast

from seed.content import Content, Sheet
from seed.formats.headed_rows import has_heads
from seed.formats.matrix.lanes import likely_lane
from seed.values.items import plain_line

_WAY = "Say what its columns mean in a file for --mapping, or see `throughline seed template`."
_LATER = "which is not read yet."
_TABLE = "Export what it holds as a table (CSV, XLSX, JSON) first."
_MOST = 12


def unknown_message(content: Content, names: str) -> str:
    """Why a file is not read, in one line: what kind it may be, else which headings or lines were seen."""
    kind = next((name for name, fits in _KINDS if fits(content)), None)
    if kind:
        told = "" if content.sheets or content.data is not None else f" {_TABLE}"
        return f"It looks like {kind}, {_LATER}{told} {_WAY}"
    return f"It is none of the formats that are known: {names}. {_seen(content)} {_WAY}"


def _seen(content: Content) -> str:
    if isinstance(content.data, dict):
        heads = ", ".join(repr(str(name)) for name in list(cast("dict[Any, Any]", content.data))[:_MOST])
        return f"Seen: an object with {heads}."
    row = next((row for sheet in content.sheets if (row := _heading_row(sheet))), None)
    if row:
        return _headings_seen(row)
    lines = [line.strip() for line in (content.text or "").split("\n") if line.strip()][:3]
    return "Seen: " + "; ".join(repr(line[:60]) for line in lines) + "." if lines else "It holds no text."


def _heading_row(sheet: Sheet) -> list[str]:
    """The first row with two texts or more."""
    for row in sheet.rows[:30]:
        texts = [plain_line(value) for value in row if isinstance(value, str)]
        if len(texts) > 1:
            return texts
    return []


def _headings_seen(row: list[str]) -> str:
    known = [head for head in row if likely_lane(head)]
    other = [head for head in row if head not in known][:_MOST]
    told = f"Of its headings {', '.join(map(repr, known[:_MOST]))} are known; " if known else ""
    verb = "are not" if known else "None of its headings is known:"
    names = ", ".join(repr(head[:40]) for head in other)
    seen = f"{told}{names} {verb}." if known and other else f"{told}{verb} {names}." if other else f"{told}"
    return f"{seen} A matrix needs phases or steps, and lanes such as touchpoints, pains or emotions."


def _is_theydo(content: Content) -> bool:
    data: Any = content.data
    found = cast("dict[str, Any]", data).get("format") if isinstance(data, dict) else None
    return isinstance(found, str) and found.startswith("THEYDO_")


def _is_xml(content: Content, *roots: str) -> bool:
    start = (content.text or "")[:3_000]
    names = "|".join(roots)
    return re.search(rf"<(?:\w+:)?(?:{names})\b", start, re.IGNORECASE) is not None


def _is_upg(content: Content) -> bool:
    data: Any = content.data
    told = cast("dict[str, Any]", data) if isinstance(data, dict) else {}
    graph = {"nodes", "edges"} <= told.keys() and "upg" in str(told)[:500].casefold()
    return graph or content.name.casefold().endswith(".upg")


def _is_event_log(content: Content) -> bool:
    return any(
        has_heads(content, case, "timestamp") or has_heads(content, case, "activity", "start")
        for case in ("case_id", "case id", "case:concept:name", "caseid")
    )


_KINDS: tuple[tuple[str, Callable[[Content], bool]], ...] = (
    (
        "a BPMN diagram",
        lambda content: _is_xml(content, "definitions") and "BPMN" in (content.text or "")[:3_000],
    ),
    ("an export of TheyDo", _is_theydo),
    ("a UPG file", _is_upg),
    (
        "highlights of Dovetail",
        lambda content: has_heads(content, "created", "title", "group", "note", "text"),
    ),
    ("work items of Azure DevOps", lambda content: has_heads(content, "work item type", "title", "state")),
    ("a log of events", _is_event_log),
)
