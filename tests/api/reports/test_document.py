"""Large reports are read page by page, and written while they are read."""

import pytest

from api.reports.kinds import REPORTS
from tests.api.asking import Api
from tests.api.reports import reading
from tests.api.reports.made import Maker

pytestmark = pytest.mark.anyio

MORE = 220


@pytest.fixture(scope="module")
async def many(make: Maker, api: Api) -> int:
    """More opportunities than fit on two pages: how many there are."""
    for start in range(0, MORE, 55):
        fields = " ".join(
            f'n{n}: createOpportunity(input: {{name: "Opportunity {n}", customerValue: {n / 4}, '
            "businessValue: 50}) { opportunity { id } }"
            for n in range(start, start + 55)
        )
        await api.write(f"mutation {{ {fields} }}")
    counted = await api.read("{ opportunities { totalCount } }")
    return counted["opportunities"]["totalCount"]


async def test_pages_follow_each_other(make: Maker, many: int, api: Api) -> None:
    api.sent.clear()
    make.told.clear()
    rows = reading.csv_rows(await make("portfolio.csv"), REPORTS["portfolio"].sections[0])

    values = [float(row["value"]) for row in rows if row["value"]]
    assert len({row["opportunityId"] for row in rows}) == len(rows) == many
    assert values == sorted(values, reverse=True)
    assert len(api.sent) == len(make.told) == -(-many // 100)
    assert make.told[0] == (100, many)
    assert make.told[-1] == (many, many)


async def test_rows_are_written_as_they_come(make: Maker, many: int) -> None:
    make.sizes.clear()
    data = await make("portfolio.csv")

    assert len(make.sizes) == -(-many // 100)
    assert make.sizes == sorted(set(make.sizes))
    assert make.sizes[-1] == len(data)


async def test_other_sections_are_not_read_again(make: Maker, many: int, api: Api) -> None:
    api.sent.clear()
    told = await make("gaps.json")

    rows = reading.json_rows(told, next(s for s in REPORTS["gaps"].sections if "Solution" in s.name))
    assert len({row["record"]["id"] for row in rows}) == len(rows) > MORE
    assert len(api.sent) == -(-len(rows) // 100)
    assert "Insight" in api.sent[0].text
    assert all("AgeDays" not in sent.text and ":Insight" not in sent.text for sent in api.sent[1:])


@pytest.mark.parametrize("form", ["xlsx", "md", "html"])
async def test_every_form_has_all_rows(make: Maker, many: int, form: str) -> None:
    data = await make(f"portfolio.{form}")
    section = REPORTS["portfolio"].sections[0]

    rows = {
        "xlsx": lambda: reading.xlsx_rows(data, section),
        "md": lambda: reading.markdown_rows(data, section, several=False),
        "html": lambda: reading.html_rows(data, section, 0),
    }[form]()
    assert len(rows) == many


async def test_pictures_tell_what_they_leave_out(make: Maker, many: int, api: Api) -> None:
    await api.write(
        'mutation { createOpportunity(input: {name: "Last", customerValue: 1, businessValue: 1, effort: 5}) '
        "{ opportunity { id } } }"
    )
    text = (await make("matrix.svg")).decode()

    assert "more are in the list only" not in text
    assert "Last" in text
