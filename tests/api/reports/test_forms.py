"""The forms of reports: in each of them stand the same rows with the same numbers."""

import re
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import pytest

from api.reports.cells import NUMERIC, Style, enum_words
from api.reports.kinds import REPORTS
from api.reports.report import Column, Section
from tests.api.asking import Api
from tests.api.reports import reading
from tests.api.reports.made import Maker

pytestmark = pytest.mark.anyio

ABOUT: dict[str, dict[str, Any]] = {
    "opportunity": {"opportunity": "Same form, asked twice"},
    "journey": {"journey": "Move house"},
    "comparison": {"journey": ["Repair a fault", "Move house"]},
}


@pytest.fixture(autouse=True)
async def changed(make: Maker, api: Api) -> None:
    """Something has been created and changed."""
    made = await api.write('mutation { createTag(input: {name: "Moved"}) { tag { id version } } }')
    change = 'mutation ($id: ID!) { updateTag(input: {id: $id, category: "Here"}) { tag { id } } }'
    await api.write(change, id=made["tag"]["id"])


def plain(value: Any) -> Any:
    """A value of JSON as the text that machines read it by, numbers as such."""
    match value:
        case {"name": name}:
            return name
        case {"items": items, "more": more}:
            return f"{plain(items)}; and {more} more"
        case [*items]:
            return "; ".join(str(plain(item)) for item in items)
        case _:
            return "" if value is None else value


def number(text: str) -> float | None:
    """A number as people are shown it; None for nothing."""
    if text == "–":
        return None
    plain_text = re.sub(r"( %| points| [A-Z]{3})$", "", text)
    return float(plain_text.replace(",", "").replace("−", "-"))


def rounded(value: float | None, column: Column) -> float | None:
    """A number as it is to be shown: two decimals, one of percent, none of counts; halves go up in size."""
    if value is None:
        return None
    share = column.style is Style.SHARE
    exact = Decimal(repr(value)) * (100 if share else 1)
    step = "0.1" if share else "1" if column.style is Style.WHOLE else "0.01"
    return float(exact.quantize(Decimal(step), ROUND_HALF_UP))


def assert_machine_cells(section: Section, told: reading.Rows, found: reading.Rows) -> None:
    """CSV has every cell of JSON."""
    assert len(found) == len(told)
    for wanted, row in zip(told, found, strict=True):
        for column in section.columns:
            value, cell = plain(wanted[column.name]), row[column.name]
            if isinstance(value, bool):
                assert cell == str(value).lower()
            elif isinstance(value, int | float):
                assert float(cell) == value
            else:
                assert cell == value
            if column.named and wanted[column.name]:
                assert row[f"{column.name}Id"] == wanted[column.name]["id"]


def sheet_text(value: Any, column: Column) -> Any:
    """A value of JSON as a workbook has it: words for codes, items one below the other."""
    match value:
        case bool():
            return "yes" if value else "no"
        case {"items": items, "more": more}:
            return "\n".join([*(str(sheet_text(item, column)) for item in items), f"and {more} more"])
        case [*items]:
            return "\n".join(str(sheet_text(item, column)) for item in items)
        case str() if column.style is Style.WORD:
            return enum_words(value)
        case _:
            return plain(value)


def assert_sheet_cells(section: Section, told: reading.Rows, found: reading.Rows) -> None:
    """A workbook has every cell of JSON, with its type."""
    assert len(found) == len(told)
    for wanted, row in zip(told, found, strict=True):
        for column in section.columns:
            value, cell = wanted[column.name], row[column.name]
            if isinstance(value, float) and (column.style is Style.SHARE):
                assert cell == pytest.approx(100 * value, rel=1e-12), column.name
                continue
            value = sheet_text(value, column)
            if column.style is Style.DAY and value:
                assert cell == date.fromisoformat(value)
            elif column.style is Style.MOMENT and value:
                assert abs((cell - datetime.fromisoformat(value[:-1])).total_seconds()) < 1
            elif isinstance(value, float):
                assert cell == float(f"{value:.16G}"), column.name  # all the digits that a workbook keeps
            else:
                assert cell == value, column.name


def assert_shown_numbers(section: Section, told: reading.Rows, found: reading.Rows, exact: bool) -> None:
    """Every number that people are shown is that of JSON, rounded or, on a page, meant exactly."""
    assert len(found) == len(told)
    for wanted, row in zip(told, found, strict=True):
        for _, column in section.shown_columns:
            if column.style in NUMERIC:
                value = wanted[column.name]
                expected = value if exact else rounded(value, column)
                assert number(row[column.name]) == expected, column.name


@pytest.mark.parametrize("name", REPORTS)
async def test_machines_read_the_same_rows(make: Maker, name: str) -> None:
    given = ABOUT.get(name, {})
    told, comma, sheets = [await make(f"{name}.{form}", **given) for form in ("json", "csv", "xlsx")]

    for section in await make.sections(name, **given):
        rows = reading.json_rows(told, section)
        assert_machine_cells(section, rows, reading.csv_rows(comma, section))
        assert_sheet_cells(section, rows, reading.xlsx_rows(sheets, section))


@pytest.mark.parametrize("name", REPORTS)
async def test_people_read_the_same_numbers(make: Maker, name: str) -> None:
    given = ABOUT.get(name, {})
    sections = await make.sections(name, **given)
    told, marked, written = [await make(f"{name}.{form}", **given) for form in ("json", "md", "html")]

    tables = 0
    for section in sections:
        rows = reading.json_rows(told, section)
        if not section.upright:
            in_markdown = reading.markdown_rows(marked, section, len(sections) > 1)
            assert_shown_numbers(section, rows, in_markdown, exact=False)
        if rows and not section.upright:
            in_page = reading.html_rows(written, section, tables)
            assert_shown_numbers(section, rows, in_page, exact=True)
            tables += 1
    assert tables > 0


async def test_every_report_shows_rows(make: Maker) -> None:
    empty: list[str] = []
    for name, report in REPORTS.items():
        told = await make(f"{name}.json", **ABOUT.get(name, {}))
        empty += [f"{name} {s.name}" for s in report.sections if not reading.json_rows(told, s)]

    nothing = (
        "stepsWithOpinionOnly opportunitiesDoneNotClosed opportunitiesClosedNotDone goalsWithoutActiveWork"
    )
    others = ["targets steps", "effects effects"]
    assert empty == ["journey competitors", *(f"gaps {name}" for name in nothing.split()), *others]


@pytest.mark.parametrize("form", ["md", "html", "svg"])
async def test_reports_print_date_and_filters(make: Maker, form: str) -> None:
    text = (await make(f"coverage.{form}", journey="Repair a fault")).decode()

    assert f"{date.today():%Y-}" in text
    assert " UTC" in text
    assert "journey “Repair a fault”" in text


async def test_flat_rows_carry_date_and_filters(make: Maker) -> None:
    section = REPORTS["coverage"].sections[0]
    rows = reading.csv_rows(await make("coverage.csv", journey="Repair a fault"), section)

    assert {row["filters"] for row in rows} == {"journey “Repair a fault”"}
    assert all(datetime.fromisoformat(row["dataOf"]).tzinfo is not None for row in rows)
