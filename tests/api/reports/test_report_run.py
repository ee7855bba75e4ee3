"""Large reports are read page by page, and written while they are read."""

from collections.abc import Mapping
from typing import Any

import pytest
import strawberry

from api.planning.document_cost import LARGEST_PAGE
from api.reports.forms import FORMS
from api.reports.kinds import REPORTS, coverage
from api.reports.report import Data
from graph.database import Database
from tests.api.asking import Api
from tests.api.reports import reading
from tests.api.reports.made import Maker, Watcher

pytestmark = pytest.mark.anyio

MORE = 7


class Asking(Maker):
    """Keeps the variables of each question."""

    def __init__(self, schema: strawberry.Schema, database: Database) -> None:
        super().__init__(schema, database)
        self.asked: list[Mapping[str, Any]] = []

    async def ask(self, request: str, variables: Mapping[str, Any]) -> Data:
        """The data of an operation."""
        self.asked.append(variables)
        return await super().ask(request, variables)


@pytest.fixture(scope="module")
async def many(make: Maker, api: Api) -> int:
    """More opportunities than fit on two pages of three: how many there are."""
    fields = " ".join(
        f'n{n}: createOpportunity(input: {{name: "Opportunity {n}", customerValue: {n / 4}, effort: {n % 5}, '
        "businessValue: 50}) { opportunity { id } }"
        for n in range(MORE)
    )
    await api.write(f"mutation {{ {fields} }}")
    counted = await api.read("{ opportunities { totalCount } }")
    return counted["opportunities"]["totalCount"]


async def test_pages_follow_each_other(make: Maker, many: int, api: Api) -> None:
    api.sent.clear()
    make.told.clear()
    rows = reading.csv_rows(await make("portfolio.csv", 3), REPORTS["portfolio"].sections[0])

    values = [float(row["value"]) for row in rows if row["value"]]
    assert len({row["opportunityId"] for row in rows}) == len(rows) == many > MORE
    assert values == sorted(values, reverse=True)
    assert len(api.sent) == len(make.told) == -(-many // 3)
    assert make.told[0] == (3, many)
    assert make.told[-1] == (many, many)


@pytest.mark.parametrize("form", [ending for ending, form in FORMS.items() if not form.drawn])
async def test_one_page_is_held(
    whole_schema: strawberry.Schema, database: Database, many: int, form: str
) -> None:
    watcher = Watcher(whole_schema, database)
    data = await watcher(f"portfolio.{form}", 3)

    assert watcher.held == [0] * -(-many // 3)
    section = REPORTS["portfolio"].sections[0]
    rows = {
        "json": lambda: reading.json_rows(data, section),
        "csv": lambda: reading.csv_rows(data, section),
        "xlsx": lambda: reading.xlsx_rows(data, section),
        "md": lambda: reading.markdown_rows(data, section, several=False),
        "html": lambda: reading.html_rows(data, section, 0),
    }[form]()
    assert len(rows) == many


async def test_drawn_reports_hold_one_page_more(
    whole_schema: strawberry.Schema, database: Database, many: int
) -> None:
    watcher = Watcher(whole_schema, database)
    drawn = await watcher("matrix.html", 3)

    assert len(watcher.held) > 2
    # What was drawn may wait to be collected, and of the second section the first page waits for its turn.
    assert max(watcher.held) <= 3 * len(REPORTS["matrix"].sections)
    assert b"more are in the list only" in drawn


async def test_how_many_there_are_is_asked_once(
    whole_schema: strawberry.Schema, database: Database, many: int
) -> None:
    maker = Asking(whole_schema, database)
    await maker("portfolio.csv", 3)

    assert [variables["counted"] for variables in maker.asked] == [True] + [False] * (-(-many // 3) - 1)


async def test_pages_may_be_longer_than_those_of_others(make: Maker, many: int) -> None:
    rows = reading.csv_rows(await make("portfolio.csv", LARGEST_PAGE + 1), REPORTS["portfolio"].sections[0])

    assert len(rows) == many
    assert make.told[-1] == (many, many)


async def test_coverage_is_the_same_in_parts(make: Maker, monkeypatch: pytest.MonkeyPatch) -> None:
    sections = REPORTS["coverage"].sections
    data = await make("coverage.csv")
    whole = [row for section in sections for row in reading.csv_rows(data, section)]
    alone = await make("coverage.svg")
    monkeypatch.setattr(coverage, "MOST_CELLS", 1)

    data = await make("coverage.csv")
    parts = [row for section in sections for row in reading.csv_rows(data, section)]
    drawn = await make("coverage.svg")

    assert [leave(row, "dataOf") for row in parts] == [leave(row, "dataOf") for row in whole]
    assert make.told[-1] == (len(whole), len(whole))
    assert b"Part 1" not in alone
    assert b"Part 1 of 3: name goals or journeys to see others." in drawn


def leave(row: Mapping[str, str], name: str) -> dict[str, str]:
    """A row without one of its columns."""
    return {key: value for key, value in row.items() if key != name}


async def test_other_sections_are_not_read_again(make: Maker, many: int, api: Api) -> None:
    api.sent.clear()
    told = await make("gaps.json", 6)

    rows = reading.json_rows(told, next(s for s in REPORTS["gaps"].sections if "Solution" in s.name))
    assert len({row["record"]["id"] for row in rows}) == len(rows) > MORE
    assert "Insight" in api.sent[0].text
    only = [sent for sent in api.sent[1:] if "AgeDays" not in sent.text and ":Insight" not in sent.text]
    assert len(only) >= len(rows) // 6


async def test_lists_kept_apart_are_asked_alone(whole_schema: strawberry.Schema, database: Database) -> None:
    asking = Asking(whole_schema, database)
    sections = REPORTS["overlaps"].sections

    await asking("overlaps.csv", 3)

    first = [{name: asked[name] for name in ("withPairs", "withOverlaps")} for asked in asking.asked[:2]]
    assert [section.switch for section in sections] == ["withPairs", "withOverlaps"]
    assert first == [
        {"withPairs": True, "withOverlaps": False},
        {"withPairs": False, "withOverlaps": True},
    ]
