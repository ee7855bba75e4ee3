"""What no format reads of a file, and what was guessed of it, stands in its draft all the same."""

from pathlib import Path

import pytest

from graph.errors import Invalid
from graph.model import MODEL
from seed.draft import Draft
from seed.file_draft import file_draft
from seed.files.file_reader import read_content
from tests.seed.formats.drafts import is_whole, left, names


def draft_of(path: Path, text: str, encoding: str = "utf-8") -> Draft:
    """The draft of a file with this text."""
    path.write_bytes(text.encode(encoding))
    return file_draft(read_content(path), MODEL)


def test_errors_of_spreadsheets_are_leftovers(tmp_path: Path) -> None:
    draft = draft_of(
        tmp_path / "a.csv", "Phase,Step,Pain points\nBuy,Pay,#REF!\nBuy,Wait,#N/A\nBuy,Go,slow\n"
    )

    assert is_whole(draft)
    assert names(draft, "Insight") == ["slow"]
    assert left(draft) == dict.fromkeys(
        ["#REF!", "#N/A"], "A spreadsheet error. Mend the formula, or write the value."
    )
    assert [leftover.cell.place.locator for leftover in draft.leftovers] == ["a!C2", "a!C3"]


def test_line_that_names_the_delimiter_is_no_content(tmp_path: Path) -> None:
    draft = draft_of(tmp_path / "first.csv", "sep=;\nPhase;Step;Pain points\nBuy;Choose, then pay;dear\n")

    assert draft.counts == (6, 6, 0)
    assert names(draft, "Journey") == ["first"]
    assert names(draft, "Step") == ["Choose, then pay"]
    assert [record.cell.place.row for record in draft.records_of("Step")] == [3]


def test_guessed_encoding_is_a_remark(tmp_path: Path) -> None:
    text = "Phase;Schritt;Schmerzpunkt\rBuchen;Termin suchen;Für Ärger gut\r"

    draft = draft_of(tmp_path / "a.csv", text, "mac_roman")

    assert names(draft, "Insight") == ["Für Ärger gut"]
    (remark,) = draft.remarks
    assert remark.place.locator == ""
    assert "Mac OS Roman" in remark.message


def test_guessed_delimiter_is_a_remark(tmp_path: Path) -> None:
    draft = draft_of(tmp_path / "a.csv", "Phase;Step;Pain, so\nBuy;Pay;slow, dear\n")

    assert [remark.message for remark in draft.remarks] == [
        "Its columns were parted at semicolons; commas would part as many lines."
    ]


def test_file_of_no_known_format_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Invalid, match="none of the formats that are known"):
        draft_of(tmp_path / "a.csv", "a,b\n1,2\n")


def test_format_can_be_named(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("Phase,Step,Pain\nBuy,Pay,dear\n", "utf-8")
    content = read_content(tmp_path / "a.csv")

    assert file_draft(content, MODEL, name="matrix").format == "matrix"
    with pytest.raises(Invalid, match="'miro board' is none of workbook, mermaid"):
        file_draft(content, MODEL, name="miro board")
