"""Texts of people become values of the model's types, or a sentence about why not."""

from contextlib import suppress
from datetime import date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.model import MODEL
from seed.values.notations import Ambiguous
from seed.values.numbers import number_text
from seed.values.properties import property_value, value_fits


def value(label: str, name: str, raw: Any) -> Any:
    """The value of a property for what a cell holds."""
    return property_value(MODEL[label].properties[name], raw)


@pytest.mark.parametrize(
    ("name", "raw", "expected"),
    [
        ("level", "2", 2),
        ("level", 2.0, 2),
        ("level", " 3 ", 3),
        ("unitCost", "12.5", 12.5),
        ("unitCost", "12,5", 12.5),
        ("unitCost", "−3", -3.0),
        ("unitCost", 7, 7.0),
        ("state", "current", "CURRENT"),
        ("validatedOn", "2026-03-12", date(2026, 3, 12)),
        ("validatedOn", "2026-03-12T10:00:00", date(2026, 3, 12)),
        ("validatedOn", datetime(2026, 3, 12, 9), date(2026, 3, 12)),
        ("name", 2026.0, "2026"),
        ("name", 2.5, "2.5"),
        ("name", True, "true"),
        ("name", date(2026, 3, 12), "2026-03-12"),
        ("name", None, None),
    ],
)
def test_journey_values_are_understood(name: str, raw: Any, expected: Any) -> None:
    found = value("Journey", name, raw)

    assert found == expected
    assert type(found) is type(expected)


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("12 000", 12_000),
        ("1’000’000", 1_000_000),
        ("1.234.567", 1_234_567),
        ("1,234.50", 1234.5),
        ("1.234,50", 1234.5),
        ("-1 234,5", -1234.5),
        ("1.1250", 1.125),
        ("0.500", 0.5),
    ],
)
def test_groups_of_digits_are_understood(raw: str, expected: float) -> None:
    assert value("Journey", "unitCost", raw) == expected


def test_shares_may_be_percentages() -> None:
    assert value("Segment", "share", "35 %") == 0.35
    assert value("Segment", "share", "12,5%") == 0.125
    assert value("Opportunity", "customerValue", "70%") == value("Metric", "target", "70 %") == 70.0


@pytest.mark.parametrize(
    ("label", "name", "raw"),
    [
        ("Journey", "unitCost", "1,250"),
        ("Journey", "unitCost", "2.400"),
        ("Segment", "size", "1.000"),
        ("Segment", "share", "12,500%"),
        ("Journey", "validatedOn", "03/04/2026"),
    ],
)
def test_two_readings_stay_open(label: str, name: str, raw: str) -> None:
    assert isinstance(value(label, name, raw), Ambiguous)


@pytest.mark.parametrize(
    ("label", "name", "number", "expected"),
    [
        ("Segment", "share", 0.5, True),
        ("Segment", "share", 50, False),
        ("Segment", "size", 1.25, False),
        ("Segment", "size", -1, False),
        ("Metric", "target", -1.5, True),
    ],
)
def test_values_fit_within_bounds(label: str, name: str, number: float, expected: bool) -> None:
    assert value_fits(MODEL[label].properties[name])(number) is expected


@pytest.mark.parametrize(("raw", "expected"), [("yes", True), ("x", True), (0, False), ("FALSE", False)])
def test_truth_has_many_words(raw: Any, expected: bool) -> None:
    assert value("Step", "momentOfTruth", raw) is expected


def test_enum_takes_spaces_and_hyphens() -> None:
    assert value("Opportunity", "kind", "pain point") == "PAIN_POINT"
    assert value("Source", "kind", "support-log") == "SUPPORT_LOG"


def test_texts_are_separated_and_kept() -> None:
    assert value("Persona", "needs", "calm; no \\; surprise\nprice") == ["calm", "no ; surprise", "price"]
    assert value("Persona", "needs", ["a; b", 3]) == ["a; b", "3"]


@pytest.mark.parametrize(
    ("label", "name", "raw", "told"),
    [
        ("Journey", "level", "two", "must be a number"),
        ("Journey", "level", 2.5, "must be a whole number"),
        ("Journey", "level", True, "must be a number"),
        ("Journey", "unitCost", "70%", "without unit"),
        ("Journey", "level", "2%", "without unit"),
        ("Journey", "unitCost", "12 €", "without unit"),
        ("Journey", "unitCost", "nan", "must be a number"),
        ("Journey", "validatedOn", "31.02.2026", "2026-11-22"),
        ("Journey", "validatedOn", "2026-02-30", "2026-11-22"),
        ("Journey", "validatedOn", 45000, "2026-11-22"),
        ("Journey", "state", "soon", "CURRENT, FUTURE, RESEARCH"),
        ("Step", "momentOfTruth", "perhaps", "true or false"),
        ("Journey", "name", ["a"], "must be a text"),
    ],
)
def test_refusal_says_what_is_wanted(label: str, name: str, raw: Any, told: str) -> None:
    with pytest.raises(ValueError, match=r"must|can") as refusal:
        value(label, name, raw)

    assert told in str(refusal.value)


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_numbers_survive_their_text(number: float) -> None:
    assert value("Journey", "unitCost", number_text(number)) == number


@given(st.text())
def test_nothing_but_values_converts(text: str) -> None:
    for name in ("level", "unitCost", "state", "validatedOn"):
        with suppress(ValueError):
            value("Journey", name, text)
            assert text.strip()
