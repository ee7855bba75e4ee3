"""Takes a file apart in a process of its own, within limits: text, tables, nested data, or a refusal."""

import csv
import io
import json
import re
import resource
import sys
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any, cast

import yaml
from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError, SheetVisibleEnum

from seed.files.cell_faults import ERROR_REASON, CellFault, is_error, workbook_faults
from seed.files.encodings import Undecodable, decoded_text
from seed.values.references import without_guard

# What one file may hold. A portfolio of 60,000 opportunities with all its links fits several times.
MEMORY = 420 * 1024 * 1024
FILE_SECONDS = 6
BYTE_LIMIT = 64 * 1024 * 1024
UNPACKED = 200 * 1024 * 1024
ROW_LIMIT = 250_000
CELL_LIMIT = 2_000_000
COLUMN_LIMIT = 2_000
FIELD = 1_000_000
DEPTH = 100
MANY_ROWS = f"It has more than {ROW_LIMIT:,} rows. Split it into several files."

_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_CELL = re.compile(rb'<c\b[^>]*?\br="([A-Z]{1,3})([0-9]{1,7})"')
_ROW = re.compile(rb'<row\b[^>]*?\br="([0-9]{1,7})"')
_YAML_START = re.compile(r"""(?:\s*\#.*\n|\s*\n|---\s*\n)*["']?[\w.]+["']?\s*:(?:\s|$)""")

# What Excel writes to say which delimiter follows.
_DELIMITER_LINE = re.compile(r"\s*\"?sep=(?P<mark>[,;\t|])\"?\s*?(?:\n|$)", re.IGNORECASE)
_DELIMITERS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars"}
_FRACTION = re.compile(r"-?\d{1,15}\.\d{1,15}", re.ASCII)


class Refusal(Exception):
    """Why a file cannot be read, in one line that says what to do."""


def main() -> None:
    """Take the files named on the command line apart and write what each holds as a JSON list."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (FILE_SECONDS, FILE_SECONDS + 1))
    json.dump([_answer(Path(name)) for name in sys.argv[1:]], sys.stdout, default=_tagged_value)


def _answer(path: Path) -> dict[str, Any]:
    try:
        return unpack_file(path)
    except Refusal as refusal:
        return {"refusal": str(refusal)}
    except (MemoryError, RecursionError):
        return {"refusal": "It holds too much, or is nested too deeply. Split it into several files."}


def unpack_file(path: Path) -> dict[str, Any]:
    """What a file holds: `text`, `sheets` and `data` as they are there, a `guess`. Raises Refusal."""
    data = _bytes(path)
    if data.startswith((_ZIP, _OLE)):
        return {"sheets": list(_workbook(data))}
    text, guess = _text(data)
    found: dict[str, Any] = {"text": text, "data": _nested_data(text), "guess": guess}
    if found["data"] is None:
        found["sheets"] = _table(path.stem, text)
    return found


def _text(data: bytes) -> tuple[str, str | None]:
    """Bytes as text with line ends as `\\n`, and what is to be said of a guess. Raises Refusal."""
    try:
        text, guess = decoded_text(data)
    except Undecodable:
        told = "It is neither a workbook nor text in an encoding that is known. Export it again."
        raise Refusal(told) from None
    if "\0" in text:
        raise Refusal(
            "It holds NUL bytes, so it is damaged or no text. Export it again as XLSX, CSV or JSON."
        )
    return text.replace("\r\n", "\n").replace("\r", "\n"), guess


def _bytes(path: Path) -> bytes:
    try:
        if path.stat().st_size > BYTE_LIMIT:
            raise Refusal(f"It has more than {BYTE_LIMIT // 1024 // 1024} MB. Split it into several files.")
        data = path.read_bytes()
    except OSError as error:
        raise Refusal(f"It cannot be opened: {error.strerror}.") from None
    if not data.strip():
        raise Refusal("It is empty.")
    return data


def _nested_data(text: str) -> Any:
    """Parsed JSON or YAML; None where the text is neither."""
    if text.lstrip()[:1] in ("{", "["):
        try:
            return _bounded_data(json.loads(text, object_pairs_hook=_unique_object))
        except json.JSONDecodeError as error:
            if text.lstrip()[0] == "[":
                return None
            where = f"line {error.lineno}, column {error.colno}"
            raise Refusal(f"It begins like JSON but breaks off at {where}: {error.msg}.") from None
    if not _YAML_START.match(text):
        return None
    try:
        _refuse_endless(cast("Iterator[Any]", yaml.parse(text, Loader=_Texts)))
        found: object = yaml.load(text, Loader=_Texts)
    except yaml.YAMLError:
        return None
    return _bounded_data(found) if isinstance(found, dict) else None


def _bounded_data(found: Any) -> Any:
    """The same nested data. Raises Refusal where rows, values or their number are more than in tables."""
    pending: list[Any] = [found]
    cells = 0
    while pending:
        item = pending.pop()
        if isinstance(item, dict):
            pending += cast("dict[str, Any]", item).values()
        elif isinstance(item, list):
            rows = cast("list[Any]", item)
            _refuse_many_rows(rows)
            pending += rows
        else:
            cells += 1
            _refuse_long(item)
    _refuse_many_cells(cells)
    return found


def _refuse_long(value: object) -> None:
    if isinstance(value, str) and len(value) > FIELD:
        raise Refusal(f"The value that begins {value[:40]!r} has more than {FIELD:,} characters. Shorten it.")


def _refuse_many_rows(rows: Sequence[Any]) -> None:
    if len(rows) > ROW_LIMIT:
        raise Refusal(MANY_ROWS)


def _refuse_many_cells(cells: int) -> None:
    if cells > CELL_LIMIT:
        raise Refusal(f"It has more than {CELL_LIMIT:,} cells. Split it into several files.")


def _refuse_endless(events: Iterator[Any]) -> None:
    """Refuse what makes a small file an endless one: aliases, and nesting without measure."""
    depth = 0
    for event in events:
        if isinstance(event, yaml.AliasEvent):
            raise Refusal("It uses YAML aliases (*name). Write each value where it belongs.")
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > DEPTH:
            raise Refusal("It is nested too deeply. Write each value where it belongs.")


def _unique_object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise Refusal(f"The name {twice!r} stands twice in one object. Give it once.")
    return found


def _fraction(text: str) -> float | None:
    """The number that a bare scalar of YAML is; None where it is none, or would be written otherwise."""
    found = float(text) if _FRACTION.fullmatch(text) else None
    return found if found is not None and repr(found) == text else None


_Loader: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)  # the one in C where it was built


class _Texts(_Loader):
    """YAML whose values stay as they are written: `no` and `007` are texts here, the model knows better."""

    def construct_mapping(self, node: Any, deep: bool = False) -> Any:
        """Refuse a name that stands twice, of which only the last would be read."""
        _unique_object([(str(name.value), None) for name, _ in node.value])
        return cast(Any, super().construct_mapping(node, deep))

    def construct_scalar(self, node: Any) -> Any:
        """A text, or nothing where nothing is written."""
        text: str = node.value
        if node.style:
            return text
        return None if text in ("", "~", "null") else _fraction(text) or text


def _table(name: str, text: str) -> list[dict[str, Any]]:
    """The text as one table with the delimiter that fits best; none where no delimiter does."""
    csv.field_size_limit(FIELD)
    if text.count("\n") > ROW_LIMIT * 4:
        raise Refusal(MANY_ROWS)
    told = _DELIMITER_LINE.match(text)
    mark, guess = (told["mark"], None) if told else _delimiter(text)
    # The line that only names the delimiter stays as an empty row, so that rows count as in the file.
    rest = text[told.end() :] if told else text
    try:
        rows = list(csv.reader(io.StringIO(rest, newline=""), delimiter=mark))
    except csv.Error:
        return []
    plain = [[without_guard(value) for value in row] for row in ([[], *rows] if told else rows)]
    return [_sheet(name, plain) | {"guess": guess}]


def _delimiter(text: str) -> tuple[str, str | None]:
    """The character that parts most lines into equally many cells, and what is to be said where two do."""
    head = "".join(text.splitlines(keepends=True)[:200])
    fits = {mark: _fit(head, mark) for mark in _DELIMITERS}
    best = max(fits, key=lambda mark: fits[mark])
    second = max((mark for mark in fits if mark != best), key=lambda mark: fits[mark])
    if fits[best][1] < 2 or fits[second][0] < fits[best][0]:
        return best, None
    named = _DELIMITERS[best], _DELIMITERS[second]
    return best, f"Its columns were parted at {named[0]}; {named[1]} would part as many lines."


def _fit(text: str, mark: str) -> tuple[float, int]:
    try:
        widths = [len(row) for row in csv.reader(io.StringIO(text, newline=""), delimiter=mark) if row]
    except csv.Error:
        return (0.0, 0)
    wide = [width for width in widths if width > 1]
    # One column of lists has the mark here and there, but not in its heading.
    if not wide or (widths[0] == 1 and 2 * len(wide) <= len(widths)):
        return (0.0, 0)
    usual = max(set(wide), key=wide.count)
    return (widths.count(usual) / len(widths), usual)


def _workbook(data: bytes) -> Iterator[dict[str, Any]]:
    faults = _look_inside(data) if data.startswith(_ZIP) else {}
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(data)) as workbook:
            cells = 0
            for meta in workbook.sheets_metadata:
                sheet = workbook.get_sheet_by_name(meta.name)
                if sheet.total_height * sheet.total_width > CELL_LIMIT * 4 or sheet.total_height > ROW_LIMIT:
                    raise Refusal(f"The sheet {meta.name!r} is too large. Split it into several files.")
                hidden = meta.visible != SheetVisibleEnum.Visible
                found = _sheet(meta.name, list(_rows(sheet)), hidden, faults.get(meta.name, ()))
                found["merged"] = [[*first, *last] for first, last in sheet.merged_cell_ranges or []]
                cells += found.pop("cells")
                _refuse_many_cells(cells)
                yield found
    except PasswordError:
        raise Refusal("It is protected by a password. Save it without one.") from None
    except CalamineError as error:
        told = str(error).splitlines()[0] if str(error) else "it is damaged"
        if "ncrypt" in told or data.startswith(_OLE):
            raise Refusal(
                "It is protected by a password, or is no XLSX. Save it as XLSX without one."
            ) from None
        raise Refusal(f"It is no workbook that can be read ({told}). Save it again as XLSX.") from None


def _look_inside(data: bytes) -> dict[str, list[CellFault]]:
    """The cells without values, by sheet; refuses what would fill the memory or has cells far from others."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            sizes = {entry.filename: entry.file_size for entry in archive.infolist()}
            if sum(sizes.values()) > UNPACKED:
                raise Refusal("Unpacked it would fill the memory. Split it, or save it again as XLSX.")
            for name in sizes:
                if name.startswith("xl/worksheets/") and name.endswith(".xml"):
                    with archive.open(name) as sheet:
                        _refuse_distant(name, iter(lambda sheet=sheet: sheet.read(1 << 20), b""))
            return workbook_faults(archive)
    except (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, EOFError, OSError) as error:
        raise Refusal(f"It is a cut or damaged archive ({error}). Save it again as XLSX.") from None
    except RuntimeError:
        raise Refusal("It is protected by a password. Save it without one.") from None


def _refuse_distant(name: str, chunks: Iterator[bytes]) -> None:
    width = height = 0
    tail = b""
    for chunk in chunks:
        text = tail + chunk
        for letters, row in _CELL.findall(text):
            width, height = max(width, _column_number(letters)), max(height, int(row))
        for row in _ROW.findall(text):
            height = max(height, int(row))
        tail = text[-200:]
        if width > COLUMN_LIMIT or height > ROW_LIMIT or width * height > CELL_LIMIT * 4:
            where = f"{name.removeprefix('xl/worksheets/').removesuffix('.xml')} reaches to row {height:,}"
            raise Refusal(f"{where}, column {width:,}. Delete what stands far from the rest, or split it.")


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _rows(sheet: CalamineSheet) -> Iterator[Sequence[Any]]:
    return iter(sheet.to_python(skip_empty_area=False))


def _sheet(
    name: str, rows: Sequence[Sequence[Any]], hidden: bool = False, faults: Iterable[CellFault] = ()
) -> dict[str, Any]:
    """A table with None for empty cells and faults, without what is empty at its end."""
    _refuse_many_rows(rows)
    if max(map(len, rows), default=0) > COLUMN_LIMIT:
        raise Refusal(f"It has more than {COLUMN_LIMIT:,} columns. Delete those that are not needed.")
    told = {(row, column): (value, reason) for row, column, value, reason in faults}
    plain = [_row_values(number, row, told) for number, row in enumerate(rows)]
    cells = sum(1 for values in plain for value in values if value is not None)
    while plain and not plain[-1]:
        plain.pop()
    _refuse_many_cells(cells)
    found = [[*spot, *fault] for spot, fault in sorted(told.items())]
    return {"name": name, "rows": plain, "hidden": hidden, "merged": [], "cells": cells, "faults": found}


def _row_values(number: int, row: Sequence[Any], faults: dict[tuple[int, int], tuple[str, str]]) -> list[Any]:
    """The values of a row without what is empty at its end; errors go to the faults."""
    values = [_plain(value) for value in row]
    for column, value in enumerate(values):
        if isinstance(value, str) and value[:1] in ("#", "E") and is_error(value):
            faults[number, column] = value, ERROR_REASON
            values[column] = None
    while values and values[-1] is None:
        values.pop()
    return values


def _plain(value: Any) -> Any:
    if isinstance(value, str):
        return value if value.strip() else None
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return int(value)
    if isinstance(value, time | timedelta):
        return str(value)
    return value


def _tagged_value(value: Any) -> Any:
    """A day or a time as a list of its kind and its text; nothing else that is kept is a list."""
    if isinstance(value, datetime):
        return ["time", value.isoformat()]
    return ["day", cast(date, value).isoformat()]
