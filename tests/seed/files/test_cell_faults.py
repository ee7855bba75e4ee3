"""Errors of spreadsheets and formulas without a result are no values, and are not lost."""

import io
import zipfile
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from seed.content import FaultyCell, Sheet
from seed.files.cell_faults import ERROR_REASON, NO_RESULT_REASON, is_error
from seed.files.file_reader import read_content


def formulas(path: Path) -> Sheet:
    """A sheet with an error, an error in words, a text that is empty, and a formula nobody worked out."""
    data = io.BytesIO()
    with xlsxwriter.Workbook(data, {"in_memory": True}) as book:
        page = book.add_worksheet("A & B")
        page.write_row(0, 0, ["Phase", "#N/A", "note"])
        results: list[Any] = ["#REF!", 2, "", "gone"]
        for place, formula in enumerate(("=B9", "=1+1", '=IF(1=2,"a","")', "=A1&A2")):
            page.write_formula(1 + place // 2, place % 2, formula, None, results[place])
        page.write(3, 0, "end")
    with zipfile.ZipFile(data) as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            text = old.read(name)
            if name == "xl/worksheets/sheet1.xml":
                text = text.replace(b' t="str"><f>A1&amp;A2</f><v>gone</v>', b"><f>A1&amp;A2</f><v />")
                text = text.replace(b'r="A3"', b'r="A3" t="str"')
            new.writestr(name, text)
    (found,) = read_content(path).sheets
    return found


def test_faulty_cells_are_kept_apart(tmp_path: Path) -> None:
    sheet = formulas(tmp_path / "a.xlsx")

    assert sheet.name == "A & B"
    assert sheet.rows == (("Phase", None, "note"), (None, 2), (), ("end",))
    assert sheet.faults == (
        FaultyCell(0, 1, "#N/A", ERROR_REASON),
        FaultyCell(1, 0, "#REF!", ERROR_REASON),
        FaultyCell(2, 1, "=A1&A2", NO_RESULT_REASON),
    )


def test_errors_in_a_table_are_kept_apart(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("Phase;Problem\nBuy;#BEZUG!\nPay;#1 complaint\n", "utf-8")

    (sheet,) = read_content(tmp_path / "a.csv").sheets

    assert sheet.rows == (("Phase", "Problem"), ("Buy",), ("Pay", "#1 complaint"))
    assert sheet.faults == (FaultyCell(1, 1, "#BEZUG!", ERROR_REASON),)


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("#REF!", True),
        ("#DIV/0!", True),
        ("#NV", True),
        ("#¿NOMBRE?", True),
        ("#NOM?", True),
        ("Err:502", True),
        ("#ref", False),
        ("# 1", False),
        ("REF!", False),
        ("#REF! twice", False),
    ],
)
def test_errors_are_told_from_texts(text: str, known: bool) -> None:
    assert is_error(text) is known
