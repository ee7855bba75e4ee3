"""Files that are broken, hostile or merely odd: read as they are meant, or refused in one line."""

import io
import subprocess
import sys
import zipfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
import xlsxwriter

from graph.errors import Invalid
from seed.files.file_reader import read_content
from seed.files.unpacker import BYTE_LIMIT

# What the program and its child may take, in megabytes.
MEMORY = 512
SHEET = "xl/worksheets/sheet1.xml"
HEAD = (
    b'<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    b"<sheetData>"
)
TAIL = b"</sheetData></worksheet>"


def workbook(sheet: bytes | None = None) -> bytes:
    """A workbook with one name on one sheet, or with another text for the sheet."""
    data = io.BytesIO()
    with xlsxwriter.Workbook(data, {"in_memory": True}) as book:
        page = book.add_worksheet("tags")
        page.write_column(0, 0, ["name", "fast"])
    if sheet is None:
        return data.getvalue()
    changed = io.BytesIO()
    with zipfile.ZipFile(data) as old, zipfile.ZipFile(changed, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, sheet if name == SHEET else old.read(name))
    return changed.getvalue()


def locked() -> bytes:
    """A workbook whose parts say that they are encrypted."""
    data = bytearray(workbook())
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = data.find(mark)
        while place >= 0:
            data[place + offset] |= 1
            place = data.find(mark, place + 4)
    return bytes(data)


def entities() -> bytes:
    """A sheet with a text that entities make longer and longer."""
    more = b"".join(b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 20) for n in range(12))
    start = b'<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a "aaaaaaaaaa">' + more + b"]>"
    cell = b'<row r="1"><c r="A1" t="inlineStr"><is><t>&m;</t></is></c></row>'
    return workbook(start + HEAD.partition(b"?>")[2] + cell + TAIL)


ROWS = 3_000_000
BROKEN: dict[str, tuple[Callable[[], bytes], str]] = {
    "bomb.xlsx": (lambda: workbook(HEAD + b" " * (300 << 20) + TAIL), "Unpacked it would fill the memory"),
    "far.xlsx": (
        lambda: workbook(HEAD + b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>' + TAIL),
        "sheet1 reaches to row 1,048,576, column 16,384",
    ),
    "rows.xlsx": (lambda: workbook(HEAD + b"<row><c><v>1</v></c></row>" * ROWS + TAIL), "is too large"),
    "rows.csv": (lambda: b"phase,step\n" + b"a,b\n" * ROWS, "more than 250,000 rows"),
    "rows.json": (lambda: b'{"journeys": [' + b"{}," * ROWS + b"{}]}", "more than 250,000 rows"),
    "value.json": (lambda: b'{"journeys": [{"name": "' + b"x" * 1_000_001 + b'"}]}', "1,000,000 characters"),
    "open.csv": (lambda: b'name\n"' + b"x,\n" * ROWS, "more than 250,000 rows"),
    "entities.xlsx": (entities, "no workbook that can be read"),
    "tall.xlsx": (
        lambda: workbook(HEAD + b"".join(b'<row r="%d"/>' % n for n in range(1, ROWS, 2)) + TAIL),
        "sheet1 reaches to row",
    ),
    "wide.csv": (lambda: b"phase" + b",step" * 2_000 + b"\n", "more than 2,000 columns"),
    "cut.xlsx": (lambda: workbook()[:-40], "a cut or damaged archive"),
    "locked.xlsx": (locked, "protected by a password"),
    "old.xls": (
        lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 4_000,
        "protected by a password, or is no",
    ),
    "other.xlsx": (lambda: _zip(b"nothing"), "no workbook that can be read"),
    "nul.csv": (lambda: b"name\nfa\0st\n", "NUL bytes"),
    "empty.csv": (lambda: b"", "It is empty"),
    "blank.csv": (lambda: b" \n\t\n", "It is empty"),
    "picture.png": (
        lambda: b"\x89PNG\r\n\x1a\n\x81\x8d" + bytes(range(1, 256)) * 9,
        "neither a workbook nor text",
    ),
    "large.csv": (lambda: b"a" * (BYTE_LIMIT + 1), "more than 64 MB"),
    "deep.json": (lambda: b'{"a":' + b"[" * 200_000, "nested too deeply"),
    "deep.yaml": (lambda: b"tags: " + b"[" * 100_000, "nested too deeply"),
    "many.json": (lambda: b'{"tags":[' + b'{"name":"a"},' * ROWS + b"{}]}", "Split it into several files"),
    "alias.yaml": (lambda: b"a: &a [x, x]\ntags: [*a, *a]\n", "YAML aliases"),
    "cut.json": (lambda: b'{"tags": [{"name": "a"},', "breaks off at line 1, column 25"),
    "twice.json": (lambda: b'{"tags": [], "tags": []}', "'tags' stands twice"),
}


def _zip(data: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("a.txt", data)
    return made.getvalue()


@pytest.mark.parametrize("name", BROKEN)
def test_broken_files_are_refused_in_a_line(tmp_path: Path, name: str) -> None:
    make, told = BROKEN[name]
    (tmp_path / name).write_bytes(make())

    with pytest.raises(Invalid) as refusal:
        read_content(tmp_path / name)

    assert told in refusal.value.message
    assert "\n" not in refusal.value.message


def test_what_is_no_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()

    with pytest.raises(Invalid, match="There is no such file"):
        read_content(tmp_path / "missing.csv")
    with pytest.raises(Invalid, match="The folder holds no CSV files"):
        read_content(tmp_path / "folder")
    with pytest.raises(Invalid, match="It cannot be opened: File name too long"):
        read_content(tmp_path / ("a" * 300))


MEASURE = """
import resource, sys
from pathlib import Path
from graph.errors import Invalid
from seed.files.file_reader import read_content
for name in sys.argv[1:]:
    try:
        read_content(Path(name))
    except Invalid:
        pass
peaks = Path("/proc/self/status").read_text().partition("VmHWM:")[2].split()
print(int(peaks[0]) // 1024, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024)
"""


def test_broken_files_take_little_memory(tmp_path: Path) -> None:
    files = [tmp_path / name for name in BROKEN]
    for file in files:
        file.write_bytes(BROKEN[file.name][0]())

    command = [sys.executable, "-c", MEASURE, *map(str, files)]
    measured = subprocess.run(command, capture_output=True, text=True, timeout=120, check=True)

    own, child = map(int, measured.stdout.split())
    assert 0 < own < MEMORY
    assert 0 < child < MEMORY


@pytest.mark.parametrize(
    "data",
    [
        "name;note\nBüro “heute”;1,5 €\n".encode("cp1252"),
        "name;note\nBüro “heute”;1,5 €\n".encode("utf-16"),
        "name;note\nBüro “heute”;1,5 €\n".encode("utf-16-le"),
        "name;note\r\nBüro “heute”;1,5 €\r\n".encode("utf-16-be"),
        "name;note\rBüro “heute”;1,5 €\r".encode("utf-8-sig"),
        "name\tnote\nBüro “heute”\t1,5 €\n".encode(),
    ],
    ids=["cp1252", "utf-16", "utf-16-le", "utf-16-be", "utf-8-sig", "tabs"],
)
def test_texts_are_read_in_any_encoding(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "a.csv").write_bytes(data)

    content = read_content(tmp_path / "a.csv")

    assert content.sheets[0].rows == (("name", "note"), ("Büro “heute”", "1,5 €"))


def test_lists_in_one_column_are_not_cut(tmp_path: Path) -> None:
    (tmp_path / "teams.csv").write_text("name\nVan; Truck team\nBikes\n", "utf-8")

    content = read_content(tmp_path / "teams.csv")

    assert content.sheets[0].rows == (("name",), ("Van; Truck team",), ("Bikes",))


def test_sheets_keep_their_types(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "a.xlsx") as book:
        page = book.add_worksheet("Map")
        page.write_row(0, 0, ["text", 3, 2.5, True])
        page.write_datetime(1, 0, datetime(2026, 3, 1), book.add_format({"num_format": "dd.mm.yyyy"}))
        page.merge_range("B2:C3", "block")
        book.add_worksheet("Notes").hide()

    first, second = read_content(tmp_path / "a.xlsx").sheets

    assert first.rows[0] == ("text", 3, 2.5, True)
    assert str(first.rows[1][0])[:10] == "2026-03-01"
    assert [(m.top, m.left, m.bottom, m.right) for m in first.merged] == [(1, 1, 2, 2)]
    assert (first.hidden, second.hidden) == (False, True)
