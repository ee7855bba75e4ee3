"""Days and periods as people write them in tables: 2026-03-01, 01.03.2026, 3/17/2026, Mar 2026, 2026-Q1."""

import re
from calendar import monthrange
from datetime import date, datetime

from seed.content import CellValue
from seed.values.notations import Ambiguous, Notation, Reading, Sign

Period = tuple[date, date]

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
# A time behind a day, which is left aside: `T10:00:00Z`, ` 14:30`, `, 2:15 PM`.
_TIME = (
    r"(?:(?:T|,? +)\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?"
    r"(?: ?[AaPp]\.?[Mm]\.?)?(?: ?(?:Z|[A-Z]{2,5}|Uhr|[+-]\d{2}:?\d{2}))?(?:\[[\w/]+\])?)?"
)
_YEAR_FIRST = re.compile(rf"(\d{{4}})([-/.])(\d{{1,2}})\2(\d{{1,2}}){_TIME}")
_POINTS = re.compile(rf"(\d{{1,2}})\. ?(\d{{1,2}})\. ?(\d{{4}}){_TIME}")
_OPEN = re.compile(rf"(\d{{1,2}})([-/])(\d{{1,2}})\2(\d{{4}}){_TIME}")


def day(value: CellValue) -> date | Ambiguous[date] | None:
    """The day that a cell holds or its text names; None where it names none."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if not isinstance(value, str):
        return None
    text = value.strip()
    if found := _YEAR_FIRST.fullmatch(text):
        return _date(found[1], found[3], found[4])
    if found := _POINTS.fullmatch(text):
        return _date(found[3], found[2], found[1])
    days = _open_days(text)
    if len(days) == 2 and days[0][1] != days[1][1]:
        return Ambiguous(*(Reading(notation, item, item.isoformat()) for notation, item in days))
    return days[0][1] if days else None


def day_in_form(text: str, form: str) -> date | None:
    """The day that a text names in a form as `strptime` has them; None where it is not of that form."""
    try:
        return datetime.strptime(text, form).date()
    except ValueError:
        return None


def day_sign(text: str) -> Sign | None:
    """Whether a text shows that days stand before months or behind them."""
    days = _open_days(text.strip())
    if len(days) == 1:
        return Sign(days[0][0], sure=True)
    return Sign(Notation.DAY_FIRST, sure=True) if _POINTS.fullmatch(text.strip()) else None


def period(value: CellValue) -> Period | Ambiguous[Period] | None:
    """First and last day of a day, month, quarter or year that a cell names; None where it names none."""
    single = day(value)
    if isinstance(single, Ambiguous):
        return single.map(lambda one: (one, one))
    return (single, single) if single else _long_period(str(value).strip())


def month_of(first: date) -> Period:
    """First and last day of the month that a day lies in."""
    return first.replace(day=1), first.replace(day=monthrange(first.year, first.month)[1])


def _open_days(text: str) -> list[tuple[Notation, date]]:
    """The days of the calendar that two numbers before a year can be, by their order."""
    found = _OPEN.fullmatch(text)
    if found is None:
        return []
    first, second, year = found[1], found[3], found[4]
    days = (
        (Notation.DAY_FIRST, _date(year, second, first)),
        (Notation.MONTH_FIRST, _date(year, first, second)),
    )
    return [(notation, item) for notation, item in days if item]


def _long_period(text: str) -> Period | None:
    if found := re.fullmatch(r"(\d{4})", text):
        return _span(found[1], 1, 12)
    if found := re.fullmatch(r"(\d{4})[-/.](\d{1,2})", text):
        return _span(found[1], int(found[2]), 1)
    if found := re.fullmatch(r"(\d{1,2})[-/.](\d{4})", text):
        return _span(found[2], int(found[1]), 1)
    if found := re.fullmatch(r"(\d{4})[\s-]*Q([1-4])", text, re.IGNORECASE):
        return _span(found[1], 3 * int(found[2]) - 2, 3)
    if found := re.fullmatch(r"Q([1-4])[\s/-]*(\d{4})", text, re.IGNORECASE):
        return _span(found[2], 3 * int(found[1]) - 2, 3)
    if found := re.fullmatch(r"([^\W\d_]+)\.?[\s-]*(\d{4})", text):
        month = _MONTHS.get(found[1].casefold())
        return _span(found[2], month, 1) if month else None
    return None


def _span(year: str, month: int, months: int) -> Period | None:
    first, last = _date(year, month, 1), _date(year, month + months - 1, 1)
    return (first, month_of(last)[1]) if first and last else None


def _date(year: str, month: str | int, number: str | int) -> date | None:
    try:
        return date(int(year), int(month), int(number))
    except ValueError:
        return None
