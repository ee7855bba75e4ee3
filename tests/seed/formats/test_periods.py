"""Days and periods in the notations of tables."""

from datetime import date

import pytest

from seed.formats.periods import day, month_of, period


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-03-01", date(2026, 3, 1)),
        ("2026-03-01T10:00:00Z", date(2026, 3, 1)),
        ("01.03.2026", date(2026, 3, 1)),
        ("25/03/2026", date(2026, 3, 25)),
        ("03/25/2026", date(2026, 3, 25)),
        ("03/04/2026", None),
        ("30.02.2026", None),
        ("soon", None),
    ],
)
def test_day_is_read_when_clear(text: str, expected: date | None) -> None:
    assert day(text) == expected


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
