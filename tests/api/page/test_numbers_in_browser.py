"""Numbers on the page are written with the digits that reports write."""

import random

import pytest

from api.reports.cells import Amount, Style, enum_words, readable_text
from graph.scales import Scale
from tests.api.page.browsing import Visitor

HARD = [
    0,
    0.125,
    0.375,
    -0.125,
    2.5,
    1.005,
    1.015,
    0.004,
    -0.004,
    999.995,
    1234567.891,
    -1234.5,
    88,
    1e9,
    41.666666,
]


def numbers() -> list[float]:
    """Numbers that are hard to round, and many others."""
    chance = random.Random(7)
    return [*HARD, *(chance.uniform(-1, 1) * 10 ** chance.randrange(7) for _ in range(300))]


@pytest.mark.parametrize(("function", "style"), [("numberText", Style.NUMBER), ("shareText", Style.SHARE)])
async def test_numbers_have_the_digits_of_reports(function: str, style: Style, visitor: Visitor) -> None:
    page = await visitor.open("/weave")

    written: list[str] = await page.evaluate(
        "async ([name, numbers]) => {"
        " const write = (await import('/page/numbers.js'))[name]; return numbers.map((one) => write(one)); }",
        [function, numbers()],
    )

    assert [text.replace("−", "-") for text in written] == [
        readable_text(number, style).replace("−", "-") for number in numbers()
    ]


async def test_measures_of_money_are_written_as_money(visitor: Visitor) -> None:
    page = await visitor.open("/weave")

    written: list[str] = await page.evaluate(
        "async (numbers) => {"
        " const write = (await import('/page/numbers.js')).measuredText;"
        " return numbers.map((one) => write(one, 'EUR')); }",
        numbers(),
    )

    assert written == [readable_text(Amount(number, "EUR"), Style.MEASURE) for number in numbers()]


async def test_words_are_those_of_reports(visitor: Visitor) -> None:
    values = [value.value for scale in Scale.__subclasses__() for value in scale]
    page = await visitor.open("/weave")

    written: list[str] = await page.evaluate(
        "async (values) => values.map((await import('/page/words.js')).enumWords)", values
    )

    assert len(values) > 60
    assert written == [enum_words(value) for value in values]
