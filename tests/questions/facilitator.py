"""What the question of a facilitator comes to on the sample, told from the files of a workshop."""

from typing import Any

from tests.questions.asked import Asked, Day
from tests.questions.portfolio import Portfolio

FILE = "behind-the-sales-desk.xlsx"


def stickies(p: Portfolio, day: Day) -> Asked:
    """40. What became of each sticky of a board, and what was left over."""
    (source,) = (id for id in p.of("Source") if (p.get(id, "fileName"), p.get(id, "kind")) == (FILE, "FILE"))
    links = [link for link in p.links if link.type == "DERIVED_FROM" and link.end == source]
    edges: list[dict[str, Any]] = [
        {**{name: link.facts.get(name) for name in ("locator", "raw")}, "node": {"id": link.start}}
        for link in links
    ]
    found = {
        "imports": {"nodes": [{"format": "matrix", "status": "APPLIED", "leftovers": 3}]},
        "sources": {"nodes": [{"records": {"totalCount": len(edges), "edges": edges}}]},
    }
    return {"file": FILE}, found
