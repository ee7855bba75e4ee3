"""Numbers in the notations of people, and texts that two notations read differently."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seed.values.notations import Ambiguous, Notation
from seed.values.numbers import number, number_sign, number_text

# Sign before decimals and mark between groups, as in German, English, French and Swiss texts.
WRITTEN = st.sampled_from([(",", "."), (".", ","), (",", "\u202f"), (".", "’")])
THOUSANDTHS = st.integers(-(10**12), 10**12)


def written(thousandths: int, sign: str, group: str, digits: int) -> str:
    """A number as people of one notation write it, with so many digits behind the sign (no sign for 0)."""
    text = f"{abs(thousandths) / 1000:,.{digits}f}".translate({ord(","): group, ord("."): sign})
    return f"-{text}" if thousandths < 0 else text


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2,5", 2.5),
        ("−2", -2.0),
        ("+1", 1.0),
        ("1.692,95", 1692.95),
        ("1,692.95", 1692.95),
        ("80 %", 80.0),
        ("５", 5.0),
        (3, 3.0),
        (True, None),
        ("five", None),
        ("1-2", None),
        (None, None),
        (float("nan"), None),
        (10**400, None),
        ("9" * 400, None),
        ("1e999", None),
        ("5²", None),
        ("1,5E+05", 150_000),
        ("1.234,567", 1234.567),
        ("12’500.125", 12_500.125),
        ("12\u202f500,125", 12_500.125),
        ("1.234.567", 1_234_567),
        ("0,125", 0.125),
        ("-0.500", -0.5),
        ("1234.567", 1234.567),
        ("1.234.56", None),
        ("1,234,5678", None),
        ("1.234.567.8", None),
        ("1,2,3", None),
        ("12 €", None),
        ("", None),
    ],
)
def test_number_reads_any_notation(value: str | int | None, expected: float | None) -> None:
    assert number(value) == expected


@pytest.mark.parametrize(
    ("text", "comma", "point"), [("12,500", 12.5, 12_500), ("1.234", 1234, 1.234), ("−1,000 %", -1, -1000)]
)
def test_one_group_of_three_digits_is_open(text: str, comma: float, point: float) -> None:
    found = number(text)

    assert isinstance(found, Ambiguous)
    assert found.by(Notation.COMMA).value == comma
    assert found.by(Notation.POINT).value == point


def test_open_number_names_both_ways() -> None:
    found = number("1.234")

    assert isinstance(found, Ambiguous)
    assert found.message == "can be read in two ways, as 1.2340 or as 1234. Write it as one of these."


@given(THOUSANDTHS, WRITTEN)
def test_every_notation_reads_back(thousandths: int, marks: tuple[str, str]) -> None:
    assert number(written(thousandths, *marks, digits=4)) == thousandths / 1000


@given(THOUSANDTHS, WRITTEN, st.integers(0, 3))
def test_value_is_what_was_meant_or_open(thousandths: int, marks: tuple[str, str], digits: int) -> None:
    meant = round(thousandths, digits - 3) / 1000
    notation = Notation.COMMA if marks[0] == "," else Notation.POINT

    found = number(written(round(thousandths, digits - 3), *marks, digits=digits))

    assert found == meant or (isinstance(found, Ambiguous) and found.by(notation).value == meant)


@given(st.text("0123456789.,' -+%eE", max_size=12))
def test_open_readings_differ_and_can_be_written(text: str) -> None:
    found = number(text)

    if isinstance(found, Ambiguous):
        assert found.first.value != found.second.value
        assert number(found.first.text) == found.first.value
        assert number(found.second.text) == found.second.value


@given(st.floats(allow_nan=False, allow_infinity=False) | st.integers(-(10**20), 10**20))
def test_number_text_is_never_open(value: float) -> None:
    assert number(number_text(value)) == value


@pytest.mark.parametrize(
    ("text", "notation", "sure"),
    [
        ("12,5", Notation.COMMA, False),
        ("2.1", Notation.POINT, False),
        ("1.234,56", Notation.COMMA, True),
        ("1,234,567", Notation.POINT, True),
        ("12 500,5", Notation.COMMA, True),
    ],
)
def test_notation_shows_itself(text: str, notation: Notation, sure: bool) -> None:
    found = number_sign(text)

    assert found is not None
    assert (found.notation, found.sure) == (notation, sure)


@pytest.mark.parametrize("text", ["12,500", "12 500", "12", "soon", ""])
def test_notation_of_others_is_not_known(text: str) -> None:
    assert number_sign(text) is None
