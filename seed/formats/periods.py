"""Days and periods as people write them in tables: 01.03.2026, Mar 2026, 2026-Q1."""

import re
from calendar import monthrange
from datetime import date

_MONTHS = {
    month: number
    for number, months in enumerate(
        (
            "jan january januar jänner",
            "feb february februar",
            "mar march mär märz mrz",
            "apr april",
            "may mai",
            "jun june juni",
            "jul july juli",
            "aug august",
            "sep sept september",
            "oct october okt oktober",
            "nov november",
            "dec december dez dezember",
        ),
        1,
    )
    for month in months.split()
}


def day(text: str) -> date | None:
    """The day that a text names, year first or day first; None where it names none, or leaves it open."""
    found = re.fullmatch(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ].*)?", text.strip())
    if found:
        return _date(int(found[1]), int(found[2]), int(found[3]))
    if found := re.fullmatch(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})(?: .*)?", text.strip()):
        return _date(int(found[3]), int(found[2]), int(found[1]))
    if found := re.fullmatch(r"(\d{1,2})/(\d{1,2})/(\d{4})", text.strip()):
        first, second = int(found[1]), int(found[2])
        if first > 12 or first == second:
            return _date(int(found[3]), second, first)
        return _date(int(found[3]), first, second) if second > 12 else None
    return None


def period(text: str) -> tuple[date, date] | None:
    """First and last day of a day, month, quarter or year that a text names; None where it names none."""
    text = text.strip()
    if single := day(text):
        return single, single
    if found := re.fullmatch(r"(\d{4})", text):
        return _span(int(found[1]), 1, 12)
    if found := re.fullmatch(r"(\d{4})[-/.](\d{1,2})", text):
        return _span(int(found[1]), int(found[2]), 1)
    if found := re.fullmatch(r"(\d{1,2})[-/.](\d{4})", text):
        return _span(int(found[2]), int(found[1]), 1)
    if found := re.fullmatch(r"(\d{4})[\s-]*Q([1-4])", text, re.IGNORECASE):
        return _span(int(found[1]), 3 * int(found[2]) - 2, 3)
    if found := re.fullmatch(r"Q([1-4])[\s/-]*(\d{4})", text, re.IGNORECASE):
        return _span(int(found[2]), 3 * int(found[1]) - 2, 3)
    if found := re.fullmatch(r"([^\W\d_]+)\.?[\s-]*(\d{4})", text):
        month = _MONTHS.get(found[1].casefold())
        return _span(int(found[2]), month, 1) if month else None
    return None


def month_of(first: date) -> tuple[date, date]:
    """First and last day of the month that a day lies in."""
    return first.replace(day=1), first.replace(day=monthrange(first.year, first.month)[1])


def _span(year: int, month: int, months: int) -> tuple[date, date] | None:
    first, last = _date(year, month, 1), _date(year, month + months - 1, 1)
    return (first, month_of(last)[1]) if first and last else None


def _date(year: int, month: int, number: int) -> date | None:
    try:
        return date(year, month, number)
    except ValueError:
        return None
