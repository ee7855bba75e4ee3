"""People read words, never the codes of enums: in every report and every form that is made for them."""

import io
import re
from xml.etree import ElementTree

import pytest
from python_calamine import CalamineWorkbook

from api.reports.cells import Style, enum_words
from api.reports.kinds import REPORTS
from graph.model import MODEL
from tests.api.reports import reading
from tests.api.reports.made import Maker
from tests.api.reports.test_forms import ABOUT

CODES = {
    value.value
    for entity in MODEL.entities.values()
    for item in entity.properties.values()
    if item.enum is not None
    for value in item.enum
} | {"QUICK_WIN", "BIG_BET", "FILL_IN", "TIME_SINK", "MEASURED", "ESTIMATED", "HERE", "OVERALL"}
ABBREVIATED = {"NPS"}
# Codes that are no words of a language are looked for inside of sentences, too.
UNMISTAKABLE = re.compile("|".join(rf"\b{code}\b" for code in CODES if "_" in code or "VO" in code))


def test_every_code_has_words() -> None:
    assert {code for code in CODES if enum_words(code) == code} == ABBREVIATED
    assert {words for words in map(enum_words, CODES) if "_" in words} == set()


@pytest.mark.anyio
@pytest.mark.parametrize("name", REPORTS)
async def test_columns_of_codes_say_so(make: Maker, name: str) -> None:
    data = await make(f"{name}.json", **ABOUT.get(name, {}))

    wrong = [
        (section.name, column.name)
        for section in REPORTS[name].sections
        for row in reading.json_rows(data, section)
        for column in section.columns
        if column.style is not Style.WORD and row[column.name] in [*CODES]
    ]
    assert wrong == []


@pytest.mark.anyio
@pytest.mark.parametrize("name", REPORTS)
async def test_people_read_no_codes(make: Maker, name: str) -> None:
    given = ABOUT.get(name, {})
    texts = [
        cell
        for table in reading.page(await make(f"{name}.html", **given)).tables
        for row in table
        for cell in row
    ]
    book = CalamineWorkbook.from_filelike(io.BytesIO(await make(f"{name}.xlsx", **given)))
    texts += [
        str(cell)
        for sheet in book.sheet_names
        for row in book.get_sheet_by_name(sheet).to_python()
        for cell in row
    ]
    texts += re.split(r"[|\n]", (await make(f"{name}.md", **given)).decode())
    if REPORTS[name].draw:
        texts += [
            element.text or ""
            for element in ElementTree.fromstring(await make(f"{name}.svg", **given)).iter()
        ]

    assert {text for text in texts if text.strip() in CODES - ABBREVIATED} == set()
    assert {text for text in texts if UNMISTAKABLE.search(text.replace("\\", ""))} == set()
