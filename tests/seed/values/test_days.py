"""Days and periods in the notations of tables."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seed.values.days import day, day_in_form, day_sign, month_of, period
from seed.values.notations import Ambiguous, Notation


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-03-01", date(2026, 3, 1)),
        ("2026-03-01T10:00:00Z", date(2026, 3, 1)),
        ("01.03.2026", date(2026, 3, 1)),
        ("25/03/2026", date(2026, 3, 25)),
        ("03/25/2026", date(2026, 3, 25)),
        ("3/17/2026", date(2026, 3, 17)),
        ("04/04/2026", date(2026, 4, 4)),
        ("17-08-2026", date(2026, 8, 17)),
        ("17.08.2026 14:30", date(2026, 8, 17)),
        ("3/17/2026, 2:15 PM", date(2026, 3, 17)),
        ("17.08.2026 bis 19.08.2026", None),
        ("2026-03-01 to 2026-03-09", None),
        ("31/02/2026", None),
        ("30.02.2026", None),
        ("soon", None),
    ],
)
def test_day_is_read_when_clear(text: str, expected: date | None) -> None:
    assert day(text) == expected


@pytest.mark.parametrize("text", ["03/04/2026", "3-4-2026", "03/04/2026 10:00"])
def test_day_before_month_may_be_open(text: str) -> None:
    found = day(text)

    assert isinstance(found, Ambiguous)
    assert found.by(Notation.DAY_FIRST).value == date(2026, 4, 3)
    assert found.by(Notation.MONTH_FIRST).value == date(2026, 3, 4)


@given(st.dates())
def test_day_is_one_of_its_readings(day_meant: date) -> None:
    year = f"{day_meant.year:04}"

    assert day(day_meant.isoformat()) == day(f"{day_meant.day}.{day_meant.month}.{year}") == day_meant
    for notation, text in (
        (Notation.DAY_FIRST, f"{day_meant.day}/{day_meant.month}/{year}"),
        (Notation.MONTH_FIRST, f"{day_meant.month}/{day_meant.day}/{year}"),
    ):
        found = day(text)
        assert found == day_meant or (isinstance(found, Ambiguous) and found.by(notation).value == day_meant)


def test_order_of_days_shows_itself() -> None:
    texts = ("17.08.2026", "17/08/2026", "08/17/2026", "03/04/2026", "2026-08-17", "soon")
    signs = [sign and sign.notation for sign in map(day_sign, texts)]

    assert signs == [Notation.DAY_FIRST, Notation.DAY_FIRST, Notation.MONTH_FIRST, None, None, None]


def test_forms_of_days_can_be_told() -> None:
    assert day_in_form("03/Mar/26 2:15 PM", "%d/%b/%y %I:%M %p") == date(2026, 3, 3)
    assert day_in_form("2026", "%d") is None


def test_period_of_an_open_day_is_open() -> None:
    found = period("03/04/2026")

    assert isinstance(found, Ambiguous)
    assert found.by(Notation.DAY_FIRST).value == (date(2026, 4, 3), date(2026, 4, 3))


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2026", date(2026, 1, 1), date(2026, 12, 31)),
        ("2026-02", date(2026, 2, 1), date(2026, 2, 28)),
        ("02/2024", date(2024, 2, 1), date(2024, 2, 29)),
        ("Q4 2025", date(2025, 10, 1), date(2025, 12, 31)),
        ("2025-Q1", date(2025, 1, 1), date(2025, 3, 31)),
        ("März 2026", date(2026, 3, 1), date(2026, 3, 31)),
        ("Sep. 2026", date(2026, 9, 1), date(2026, 9, 30)),
        ("5.6.2026", date(2026, 6, 5), date(2026, 6, 5)),
    ],
)
def test_period_has_first_and_last(text: str, first: date, last: date) -> None:
    assert period(text) == (first, last)


@pytest.mark.parametrize("text", ["2026-13", "Foo 2026", "later"])
def test_period_unknown_is_none(text: str) -> None:
    assert period(text) is None


def test_month_of_a_day() -> None:
    assert month_of(date(2024, 2, 10)) == (date(2024, 2, 1), date(2024, 2, 29))
