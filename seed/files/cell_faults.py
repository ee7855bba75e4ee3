"""Cells that hold no value but say why: spreadsheet errors, and formulas whose result nobody stored."""

import html
import re
import zipfile
from collections.abc import Iterator
from posixpath import basename

# Row and column from 0, what stands in the cell, and why it is nothing.
CellFault = tuple[int, int, str, str]

ERROR_REASON = "A spreadsheet error. Mend the formula, or write the value."
NO_RESULT_REASON = (
    "A formula without a result: open the file in a spreadsheet program and save it, or write the value."
)
# As spreadsheet programs write them in the languages of their users.
_ERRORS = re.compile(
    r"#(?:REF!|N/A|NAME\?|DIV/0!|VALUE!|NUM!|NULL!|SPILL!|CALC!|FIELD!|BLOCKED!|CONNECT!|BUSY!|UNKNOWN!"
    r"|GETTING_DATA|ERROR!|EXTERNAL!|BEZUG!|NV|WERT!|ZAHL!|ÜBERLAUF!|KALK!|NOM\?|VALEUR!|NOMBRE!|NUL!"
    r"|PROPAGATION!|¡REF!|¡VALOR!|¿NOMBRE\?|¡DIV/0!|¡NUM!|¡NULO!|VALOR!|NOME\?|NÚM!|NULO!|VERW!|WAARDE!"
    r"|NAAM\?|GETAL!|N/B|RIF!|VALORE!|N/D|NULLO!|ADR!|ARG!|NAZWA\?|LICZBA!|ZERO!|DZIEL/0!)|Err:\d{3}"
)
_WITHOUT_RESULT = re.compile(rb"(?:</f>|<f\b[^<>]*/>)\s*(?:<v\s*/>|<v>\s*</v>)?\s*</c>")
_ERROR_CELL = re.compile(rb'<c\b([^<>]*\bt="e"[^<>]*)>(.{0,9000}?)</c>', re.DOTALL)
_PLACE = re.compile(rb'\br="([A-Z]{1,3})([0-9]{1,7})"')
_FORMULA = re.compile(rb"<f\b[^<>]*>([^<]*)</f>")
_VALUE = re.compile(rb"<v>([^<]*)</v>")
_SHEET = re.compile(r"<(?:\w+:)?sheet\b([^<>]*)>")
_RELATIONSHIP = re.compile(r"<(?:\w+:)?Relationship\b([^<>]*)>")
_ATTRIBUTE = re.compile(r'([\w:]+)="([^"]*)"')
_NS_ID = re.compile(r"\w+:id")
# In bytes: how far before its end a cell begins.
_LONGEST_CELL = 10_000


def is_error(text: str) -> bool:
    """Whether a text is what spreadsheets show in place of a value that they cannot work out."""
    return len(text) < 20 and _ERRORS.fullmatch(text.strip()) is not None


def workbook_faults(archive: zipfile.ZipFile) -> dict[str, list[CellFault]]:
    """The faults of each sheet of an XLSX file by the name of the sheet."""
    found: dict[str, list[CellFault]] = {}
    for name, part in _sheet_parts(archive):
        faults = list(_faults(archive.read(part)))
        if faults:
            found[name] = faults
    return found


def _sheet_parts(archive: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    """The name of each sheet, and the part that holds it."""
    names = {basename(name): name for name in archive.namelist() if name.startswith("xl/worksheets/")}
    targets: dict[str, str] = {}
    for found in _RELATIONSHIP.findall(_text(archive, "xl/_rels/workbook.xml.rels")):
        told = dict(_ATTRIBUTE.findall(found))
        targets[told.get("Id", "")] = names.get(basename(told.get("Target", "")), "")
    for found in _SHEET.findall(_text(archive, "xl/workbook.xml")):
        told = dict(_ATTRIBUTE.findall(found))
        part = next((targets.get(value) for name, value in told.items() if _NS_ID.fullmatch(name)), None)
        if part:
            yield html.unescape(told.get("name", "")), part


def _text(archive: zipfile.ZipFile, name: str) -> str:
    return archive.read(name).decode("utf-8", "replace") if name in archive.namelist() else ""


def _faults(data: bytes) -> Iterator[CellFault]:
    if b"<f" not in data and b't="e"' not in data:
        return
    for match in _WITHOUT_RESULT.finditer(data):
        start = data.rfind(b"<c ", max(0, match.start() - _LONGEST_CELL), match.start())
        cell = data[start : match.end()] if start >= 0 else b""
        head, _, body = cell.partition(b">")
        # An empty text is a result, as is an error.
        if b't="str"' not in head and b't="e"' not in head and (place := _PLACE.search(head)):
            formula = _FORMULA.search(body)
            yield *_spot(place), "=" + _plain(formula[1] if formula else b""), NO_RESULT_REASON
    for match in _ERROR_CELL.finditer(data):
        place, value = _PLACE.search(match[1]), _VALUE.search(match[2])
        if place:
            yield *_spot(place), _plain(value[1]) if value else "#ERROR!", ERROR_REASON


def _plain(text: bytes) -> str:
    return html.unescape(text.decode("utf-8", "replace")).strip()[:1_000]


def _spot(place: re.Match[bytes]) -> tuple[int, int]:
    column = 0
    for letter in place[1]:
        column = column * 26 + letter - 64
    return int(place[2]) - 1, column - 1
