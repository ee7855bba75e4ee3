"""What opportunities are worth and take: numbers on a scale, or words, in lanes beside them."""

import pytest

from graph.model import MODEL
from seed.content import CellValue
from seed.draft import Draft
from seed.formats.matrix import matrix_reader
from seed.importing.draft_values import check_values
from tests.seed.formats.drafts import is_whole, left, one, table, values


def read(*rows: tuple[CellValue, ...]) -> Draft:
    """The draft of a table whose values fit."""
    draft = matrix_reader.read(table(*rows), MODEL)
    assert is_whole(draft)
    check_values(draft, MODEL)
    assert draft.problems == []
    return draft


def worths(draft: Draft, name: str) -> dict[str, object]:
    """What an opportunity is worth and takes."""
    return {key: value for key, value in values(one(draft, "Opportunity", name)).items() if key != "name"}


@pytest.mark.parametrize(
    ("heads", "given", "expected"),
    [
        (("Value", "Effort"), (80, 2), {"customerValue": 80.0, "businessValue": 80.0, "effort": 2.0}),
        (("Customer value (1-5)", "Effort (1-10)"), (4, 6), {"customerValue": 75.0, "effort": 3.0}),
        (("Business value", "Effort"), ("H", "low"), {"businessValue": 75.0, "effort": 1.25}),
        (("Kundennutzen", "Aufwand"), ("hoch", "mittel"), {"customerValue": 75.0, "effort": 2.5}),
        (("Impact", "Effort"), ("-", "XL"), {"effort": 4.5}),
        (("Value", "Effort"), (3, 9), {"customerValue": 50.0, "businessValue": 50.0}),
    ],
)
def test_opportunities_have_worths(
    heads: tuple[str, str], given: tuple[CellValue, CellValue], expected: dict[str, object]
) -> None:
    rows = (("Phase", "Step", "Opportunity", *heads), ("A", "go", "Run", *given), ("A", "sit", "", "", ""))

    upright, turned = read(*rows), read(*zip(*rows, strict=True))

    assert worths(upright, "Run") == worths(turned, "Run") == expected


def test_guessed_worths_are_remarked() -> None:
    draft = read(
        ("Phase", "Step", "Opportunity", "Value", "Effort"),
        ("A", "go", "Run", 4, "M"),
        ("A", "sit", "Wait; Stand", 1, "L"),
        ("A", "rest", "", 2, ""),
    )

    said = {remark.message.split(":")[0].split(".")[0] for remark in draft.remarks}
    assert "It was taken for the value to customers and to the organisation alike" in said
    assert "It was taken for a scale of 1-5" in said
    assert "It was taken for each of the 2 opportunities beside it" in said
    assert worths(draft, "Run")["effort"] == 2.5
    assert left(draft) == {
        "L": "It may mean low or large. Write it out.",
        "2": "Another value of the same stands above, or no opportunity stands beside it.",
    }


def test_value_without_opportunities_is_left() -> None:
    draft = read(("Phase", "Step", "Pain", "Value"), ("A", "go", "Slow", 80))

    assert set(left(draft)) == {"Value", "80"}
