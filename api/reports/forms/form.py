"""What a form of a report is."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import BinaryIO

from api.reports.document import Document


@dataclass(frozen=True, slots=True)
class Form:
    """One form: how files in it end, its media type, and what writes a document in it.

    `drawn`: only reports that have a picture come in it. `text`: a terminal can show it.
    """

    ending: str
    media_type: str
    write: Callable[[Document, BinaryIO], Awaitable[None]]
    drawn: bool = False
    text: bool = True
