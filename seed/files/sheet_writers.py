"""Writes the sheets of a native workbook: XLSX, JSON, YAML or a folder of CSV; no text becomes a formula."""

import csv
import io
import json
import os
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from tempfile import mkdtemp
from typing import Any, cast

import xlsxwriter
import yaml
from xlsxwriter.worksheet import Worksheet

from graph.errors import Invalid
from seed.columns import SheetColumn, SheetForm, comment_head
from seed.values.numbers import number_text
from seed.values.references import formula_safe, joined_items

SheetRow = dict[str, Any]
SheetRows = list[SheetRow]
Sheets = Mapping[str, SheetRows]
# What is done to a sheet, with the columns it has, once its cells are written.
Dress = Callable[[Worksheet, list[SheetColumn]], None]
SheetsWriter = Callable[[Path, Mapping[str, SheetForm], Sheets], None]

# What one cell of a spreadsheet holds at most.
LONGEST_CELL_TEXT = 32_767
_FIRST_DAY = date(1900, 3, 1)


def write_json(out: Path, known: Mapping[str, SheetForm], sheets: Sheets) -> None:
    """One object, a list of objects for each sheet."""
    parts = [
        f" {json.dumps(name)}: [\n" + ",\n".join(f"  {_object(row)}" for row in rows) + "\n ]"
        for name, rows in sheets.items()
    ]
    replace_file(out, ("{\n" + ",\n".join(parts) + "\n}\n").encode())


def write_yaml(out: Path, known: Mapping[str, SheetForm], sheets: Sheets) -> None:
    """As JSON, in YAML."""
    replace_file(out, yaml_text(sheets).encode())


def yaml_text(data: Mapping[str, Any]) -> str:
    """Nested data as YAML that the reader reads."""
    return yaml.dump(
        dict(data),
        Dumper=_Plain,
        allow_unicode=True,
        sort_keys=False,
        width=100_000,
        default_flow_style=False,
    )


def write_folder(out: Path, known: Mapping[str, SheetForm], sheets: Sheets) -> None:
    """A folder of CSV files, one for each sheet. Raises Invalid where it holds anything yet."""
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise Invalid(f"{out} is there already and is no empty folder. Name another.")
    out.parent.mkdir(parents=True, exist_ok=True)
    made = Path(mkdtemp(dir=out.parent, prefix=f".{out.name}-"))
    for name, rows in sheets.items():
        columns = _columns(known[name], rows)
        text = io.StringIO(newline="")
        writer = csv.writer(text)
        writer.writerow([column.name for column in columns])
        for row in rows:
            writer.writerow([_csv_text(column, row.get(column.name)) for column in columns])
        (made / f"{name}.csv").write_bytes(text.getvalue().encode("utf-8-sig"))
    made.chmod(0o755)
    os.replace(made, out)


def write_xlsx(out: Path, known: Mapping[str, SheetForm], sheets: Sheets, dress: Dress | None = None) -> None:
    """A workbook with a sheet each, each of them dressed. Raises Invalid for a text that no cell can hold."""
    data = io.BytesIO()
    with xlsxwriter.Workbook(data, {"in_memory": True}) as book:
        bold, day = book.add_format({"bold": True}), book.add_format({"num_format": "yyyy-mm-dd"})
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            columns = _columns(known[name], rows)
            sheet.freeze_panes(1, 0)
            for place, column in enumerate(columns):
                sheet.write_string(0, place, column.name, bold)
                sheet.set_column(place, place, 14 if column.property else 24)
            for number, row in enumerate(rows, 1):
                for place, column in enumerate(columns):
                    _write_cell(sheet, number, place, column, row.get(column.name), day)
            if dress is not None:
                dress(sheet, columns)
    replace_file(out, data.getvalue())


def _write_cell(sheet: Worksheet, row: int, place: int, column: SheetColumn, value: Any, day: Any) -> None:
    if value is None:
        return
    if isinstance(value, bool):
        sheet.write_boolean(row, place, value)
    elif isinstance(value, int | float) and _is_exact(value):
        sheet.write_number(row, place, value)
    elif isinstance(value, date) and value >= _FIRST_DAY:
        sheet.write_datetime(row, place, cast(Any, value), day)
    else:
        text = _text(column, value)
        if len(text) > LONGEST_CELL_TEXT:
            raise Invalid(f"A text for {column.name} is too long for a cell. Export as .json instead.")
        sheet.write_string(row, place, text)


def _is_exact(value: int | float) -> bool:
    """Whether a workbook keeps every digit of the number."""
    return float(f"{value:.16G}") == value


def _columns(form: SheetForm, rows: SheetRows) -> list[SheetColumn]:
    """The columns of a sheet that any row fills, in the order of the form, comments behind their column."""
    filled = {name for row in rows for name in row}
    columns = [
        item for name, column in form.columns.items() for item in (column, SheetColumn(comment_head(name)))
    ]
    return [column for column in columns if column.name in filled]


def _csv_text(column: SheetColumn, value: Any) -> str:
    """A value as a cell of a CSV file has it."""
    if value is None:
        return ""
    text = _text(column, value)
    return formula_safe(text) if isinstance(value, str | list) else text


def _text(column: SheetColumn, value: Any) -> str:
    if isinstance(value, list):
        items = cast("list[str]", value)
        return joined_items(items) if column.property is not None else "; ".join(items)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, date):
        return value.isoformat()
    return number_text(value) if isinstance(value, float) else str(value)


def _object(row: Mapping[str, Any]) -> str:
    return json.dumps(row, ensure_ascii=False, default=date.isoformat)


def replace_file(out: Path, data: bytes) -> None:
    """Write a file whole or not at all."""
    out.parent.mkdir(parents=True, exist_ok=True)
    made = out.with_name(f".{out.name}.{os.getpid()}")
    try:
        made.write_bytes(data)
        os.replace(made, out)
    finally:
        made.unlink(missing_ok=True)


_Dumper: Any = getattr(yaml, "CSafeDumper", yaml.SafeDumper)


class _Plain(_Dumper):
    """YAML without aliases, which the reader refuses."""

    def ignore_aliases(self, data: Any) -> bool:
        """Write everything where it belongs, also what was written before."""
        return True


WRITERS: dict[str, SheetsWriter] = {
    ".xlsx": write_xlsx,
    ".json": write_json,
    ".yaml": write_yaml,
    ".yml": write_yaml,
}
