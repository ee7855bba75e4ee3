"""What a form of a report is."""

from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass

from api.reports.report_run import ReportRun


@dataclass(frozen=True, slots=True)
class Form:
    """One form: how files in it end, its media type, and what writes a document in it, piece by piece.

    `drawn`: only reports that have a picture come in it. `text`: a terminal can show it.
    """

    ending: str
    media_type: str
    write: Callable[[ReportRun], AsyncIterator[str] | AsyncIterator[bytes]]
    drawn: bool = False
    text: bool = True
