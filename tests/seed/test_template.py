"""The examples of the empty workbook are no data; it says what goes where, and offers what a cell takes."""

import re
import zipfile
from pathlib import Path

import pytest

from graph.errors import Invalid
from graph.model import MODEL
from seed.columns import EXAMPLE_MARK, sheet_forms
from seed.content import Content
from seed.files.file_reader import read_content
from seed.formats import native_workbook
from seed.template import example_sheets, write_template
from seed.values.properties import property_value
from tests.seed.formats.drafts import is_whole, left, names
from tests.seed.home import Home, done, messages, only

FORMS = ("out.xlsx", "out.json", "out.yaml", "out")
OFFER = re.compile(r'<dataValidation type="list"[^>]*sqref="([A-Z]+)2:[^>]*><formula1>([^<]*)</formula1>')


@pytest.mark.parametrize("name", FORMS)
def test_examples_of_template_are_no_data(tmp_path: Path, name: str) -> None:
    out = tmp_path / name
    write_template(MODEL, out)

    draft = native_workbook.read(read_content(out), MODEL)

    assert (draft.records, draft.links, draft.problems) == ([], [], [])
    assert is_whole(draft)
    assert set(left(draft).values()) == {"An example of the template: it is not data."}


async def test_examples_can_be_seeded_without_their_marks(home: Home) -> None:
    out = home.folder / "out.json"
    write_template(MODEL, out)
    out.write_text(out.read_text("utf-8").replace(EXAMPLE_MARK, ""), "utf-8")

    report = await home.seed(out)

    found = only(report)
    assert found.leftovers == []
    labels = {form.entity.label for form in sheet_forms(MODEL).values()}
    assert {label for label in labels if done(found).get(label) == {"create": 1}} == labels
    assert messages(await home.seed(out)) == []
    assert (await home.seed(out)).imports == []


def test_row_written_over_an_example_is_data() -> None:
    row = {"key": "[example] journey", "name": "Buy a car", "team": "[example] team", "level": 2}

    draft = native_workbook.read(Content("w.json", "0" * 64, data={"journeys": [row]}), MODEL)

    assert names(draft, "Journey") == ["Buy a car"]
    assert set(left(draft)) == {"[example] journey", "[example] team"}
    assert draft.links == []
    assert is_whole(draft)


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
        assert (
            offered == f"[example] {next(e for e in MODEL.entities.values() if e.plural == target).singular}"
        )


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
