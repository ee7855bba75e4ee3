"""Import: one file that was read into the graph."""

from datetime import datetime
from typing import Any

from graph.scales import LABEL, LARGEST_INT, Scale, Sha256
from graph.schema import Node, prop


class ImportStatus(Scale):
    """What became of an import."""

    RUNNING = "RUNNING", "It is being written."
    APPLIED = "APPLIED", "It has been written."
    UNDONE = "UNDONE", "It was written and has been taken back."
    FAILED = "FAILED", "It could not be written; nothing of it is in the graph."


def _count(description: str) -> Any:
    return prop(description, default=0, minimum=0, maximum=LARGEST_INT)


class Import(Node):
    """One file that was read into the graph; written by the product only."""

    prefix = "imp"
    orders = (("startedAt",), ("sha256",))

    format: str = prop("Format that was recognised.", max_length=LABEL)
    file_name: str = prop("Name of the file, without folders.", max_length=1_000)
    sha256: Sha256 = prop(
        "SHA-256 of the file, 64 hexadecimal digits in lower case.", default=None, max_length=64
    )
    started_at: datetime = prop("When writing began, UTC.")
    finished_at: datetime | None = prop("When writing ended, UTC.", default=None)
    status: ImportStatus = prop("What became of the import.", default=ImportStatus.RUNNING)
    created: int = _count("How many records it created.")
    updated: int = _count("How many records it changed.")
    linked: int = _count("How many links it created.")
    leftovers: int = _count("How many cells or lines became nothing.")
