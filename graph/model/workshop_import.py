"""Import: one file that was read into the graph."""

from datetime import datetime
from typing import Any

from graph.scales import LABEL, LARGEST_INT, PROSE, Scale, Sha256
from graph.schema import Node, Shape, prop


class ImportStatus(Scale):
    """What became of an import."""

    RUNNING = "RUNNING", "It is being written."
    APPLIED = "APPLIED", "It has been written."
    UNDONE = "UNDONE", "It was written and has been taken back."
    FAILED = "FAILED", "It could not be written; nothing of it is in the graph."


class LeftoverCell(Shape):
    """A cell or line of a file that became nothing, and why."""

    locator: str = prop("Where it stands in the file.", max_length=LABEL)
    raw: str = prop("The text as it stood.", max_length=PROSE)
    reason: str = prop("Why nothing became of it.", max_length=PROSE)


def _count(description: str) -> Any:
    return prop(description, default=0, minimum=0, maximum=LARGEST_INT)


class Import(Node):
    """One file that was read into the graph; written by the product only."""

    prefix = "imp"
    rank = 220
    orders = (("startedAt",), ("sha256",))

    format: str = prop("Format that was recognised.", max_length=LABEL, verbatim=True)
    file_name: str = prop("Name of the file, without folders.", max_length=1_000, sorts=True)
    sha256: Sha256 = prop(
        "SHA-256 of the file, 64 hexadecimal digits in lower case.",
        default=None,
        max_length=64,
        verbatim=True,
    )
    started_at: datetime = prop("When writing began, UTC.")
    finished_at: datetime | None = prop("When writing ended, UTC.", default=None)
    status: ImportStatus = prop("What became of the import.", default=ImportStatus.RUNNING)
    created: int = _count("How many records it created.")
    updated: int = _count("How many records it changed.")
    linked: int = _count("How many links it created.")
    leftovers: int = _count("How many cells or lines became nothing.")
    leftover_cells: list[LeftoverCell] = prop(
        "The cells or lines that became nothing, as the file has them; the first 1,000.", default=[]
    )
