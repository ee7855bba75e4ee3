"""What the question of a facilitator comes to on the sample, told from the file of a workshop."""

import re
from pathlib import Path
from typing import Any

from python_calamine import CalamineWorkbook

from seed.sample import SAMPLE
from tests.questions.asked import Asked, Day
from tests.questions.portfolio import Portfolio

REASON = "The sheet 'Parking lot' holds neither a matrix nor a list that is known."


def stickies(p: Portfolio, day: Day) -> Asked:
    """40. What became of each sticky of a board, and what was left over."""
    (board,) = (path for path in SAMPLE if path.suffix == ".xlsx")
    texts = cells(board)
    (source,) = (
        id for id in p.of("Source") if (p.get(id, "fileName"), p.get(id, "kind")) == (board.name, "FILE")
    )
    edges: list[dict[str, Any]] = [
        {"locator": str(link.facts["locator"]), "raw": link.facts["raw"], "node": {"id": link.start}}
        for link in p.links
        if link.type == "DERIVED_FROM" and link.end == source
    ]
    left = {place: text for place, text in texts.items() if place.startswith("Parking lot!")}
    over = [{"locator": place, "raw": text, "reason": REASON} for place, text in left.items()]
    assert {edge["raw"] for edge in edges} <= {texts[edge["locator"]] for edge in edges}
    assert len(over) == 3
    kept = {"format": "matrix", "status": "APPLIED", "leftovers": len(over), "leftoverCells": over}
    found = {
        "imports": {"nodes": [kept]},
        "sources": {"nodes": [{"records": {"totalCount": len(edges), "edges": edges}}]},
    }
    return {"file": board.name}, found


def cells(path: Path) -> dict[str, str]:
    """The texts of a workbook by their place; a whole number as one writes it."""
    book = CalamineWorkbook.from_path(str(path))
    return {
        f"{name}!{chr(ord('A') + column)}{row}": re.sub(r"\.0$", "", str(value))
        for name in book.sheet_names
        for row, values in enumerate(book.get_sheet_by_name(name).to_python(skip_empty_area=False), 1)
        for column, value in enumerate(values)
        if value != ""
    }
