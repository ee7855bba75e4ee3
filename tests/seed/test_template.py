"""The empty workbook can be seeded as it is, says what goes where, and offers what a cell takes."""

import re
import zipfile
from pathlib import Path

import pytest

from graph.errors import Invalid
from graph.model import MODEL
from seed.columns import sheet_forms
from seed.files.file_reader import read_content
from seed.template import example_sheets, write_template
from seed.values.properties import property_value
from tests.seed.home import Home, done, messages, only

FORMS = ("out.xlsx", "out.json", "out.yaml", "out")
OFFER = re.compile(r'<dataValidation type="list"[^>]*sqref="([A-Z]+)2:[^>]*><formula1>([^<]*)</formula1>')


@pytest.mark.parametrize("name", FORMS)
async def test_template_is_seeded_as_it_is(home: Home, name: str) -> None:
    out = home.folder / name
    write_template(MODEL, out)

    report = await home.seed(out)

    found = only(report)
    assert found.leftovers == []
    labels = {form.entity.label for form in sheet_forms(MODEL).values()}
    assert {label for label in labels if done(found).get(label) == {"create": 1}} == labels
    assert messages(await home.seed(out)) == []
    assert (await home.seed(out)).imports == []


def test_examples_fill_every_column() -> None:
    known, found = sheet_forms(MODEL), example_sheets(MODEL)

    told = {name: set(found[name][0]) for name in found if known[name].link is None}
    asked = {
        name: {
            column.name
            for column in known[name].columns.values()
            if column.name not in ("id", "position", "sources", "createdAt", "statusChangedAt")
            and not (column.link and column.link.properties)
        }
        for name in told
    }
    assert told == asked
    assert {form.name for form in known.values() if form.link is None} == set(told)


def test_workbook_offers_the_values_of_enums(tmp_path: Path) -> None:
    write_template(MODEL, tmp_path / "out.xlsx")

    offers = _offers(tmp_path / "out.xlsx")

    for label in ("Journey", "Insight", "Solution", "Metric"):
        entity = MODEL[label]
        for item in entity.writable_properties:
            if item.enum is not None:
                values = ",".join(property_value(item, value.value) for value in item.enum)
                assert offers[entity.plural, item.name] == f'"{values}"'


def test_workbook_offers_the_names_of_other_sheets(tmp_path: Path) -> None:
    out = tmp_path / "out.xlsx"
    write_template(MODEL, out)
    names = {sheet.name: sheet.rows[1] for sheet in read_content(out).sheets}

    found = {place: told for place, told in _offers(out).items() if told.startswith("=") or "!" in told}

    assert {("steps", "phase"), ("phases", "journey"), ("journeys", "team")} <= found.keys()
    for (sheet, column), told in found.items():
        match = re.fullmatch(r"=?(\w+)!\$([A-Z])\$2:\$([A-Z])\$5000", told)
        assert match is not None, (sheet, column, told)
        target = match.group(1)
        offered = names[target][ord(match.group(2)) - ord("A")]
        assert offered == f"Example {next(e for e in MODEL.entities.values() if e.plural == target).singular}"


def test_other_endings_are_refused(tmp_path: Path) -> None:
    with pytest.raises(Invalid, match=r"out\.ods: name a file that ends in \.xlsx"):
        write_template(MODEL, tmp_path / "out.ods")

    (tmp_path / "file").write_text("mine")
    with pytest.raises(Invalid, match="is there already and is no empty folder"):
        write_template(MODEL, tmp_path / "file")


def _offers(path: Path) -> dict[tuple[str, str], str]:
    """What drop-downs offer, by the names of sheet and column."""
    found: dict[tuple[str, str], str] = {}
    with zipfile.ZipFile(path) as archive:
        for number, sheet in enumerate(read_content(path).sheets, 1):
            text = archive.read(f"xl/worksheets/sheet{number}.xml").decode()
            for letters, told in OFFER.findall(text):
                column = 0
                for letter in letters:
                    column = column * 26 + ord(letter) - ord("A") + 1
                found[sheet.name, str(sheet.rows[0][column - 1])] = told.replace("&quot;", '"')
    return found
