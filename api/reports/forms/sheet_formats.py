"""How cells of workbooks look: a format for each way to write a number or a day, made once for each."""

from typing import Any

import xlsxwriter

from api.reports.cells import NO_CENTS, SHARE_UNIT, Amount, Style
from graph.scales import is_currency

FONT = {"font_name": "Arial", "font_size": 10, "valign": "top"}
CELL = {"bottom": 1, "bottom_color": "#D5DAE0"}
HEAD: dict[str, Any] = {
    "bold": True,
    "text_wrap": True,
    "valign": "bottom",
    "bottom": 1,
    "bg_color": "#EEF1F5",
}
PERCENT = '0.0" %"'
POINTS = '+0.0" points";"−"0.0" points";0" points"'
DAYS = {Style.DAY: "yyyy-mm-dd", Style.MOMENT: "yyyy-mm-dd hh:mm"}


class SheetFormats:
    """The formats of one workbook."""

    def __init__(self, book: xlsxwriter.Workbook) -> None:
        self._book = book
        self._made: dict[str, Any] = {}
        self.text = self._format({**CELL, "text_wrap": True, "align": "left", "indent": 1})
        self.plain = self._format({})
        self.title = self._format({"bold": True, "font_size": 16})
        self.bold = self._format({"bold": True})
        self.heading = self._format({"bold": True, "font_size": 12})
        self.name = self._format({**CELL, "bold": True, "text_wrap": True, "align": "left", "indent": 1})
        self.head = self._format({**HEAD, "align": "left", "indent": 1})
        self.number_head = self._format({**HEAD, "align": "right"})
        self.link = self._format({**CELL, "font_color": "#0B4F94", "underline": 1})

    def _format(self, looks: dict[str, Any]) -> Any:
        return self._book.add_format({**FONT, **looks})

    def count_cell(self, count: int) -> tuple[float, Any]:
        """A count, and its format."""
        return self.number_cell(count, Style.WHOLE)

    def of_day(self, style: Style, *, left: bool = False) -> Any:
        """The format of a day or a time."""
        return self._number_format(DAYS[style], left)

    def number_cell(self, value: float | Amount, style: Style, *, left: bool = False) -> tuple[float, Any]:
        """A number as it goes into a cell, and its format; `left` where it stands among texts."""
        number, shape = _number_shape(value, style)
        return number, self._number_format(shape, left)

    def _number_format(self, shape: str, left: bool) -> Any:
        key = f"{shape} {left}"
        if key not in self._made:
            looks = {"align": "left", "indent": 1} if left else {}
            self._made[key] = self._format({**CELL, **looks, "num_format": shape})
        return self._made[key]


def _number_shape(value: float | Amount, style: Style) -> tuple[float, str]:
    """A number as it goes into a cell, and the shape that a workbook gives it; with a true minus sign."""
    unit = value.unit if isinstance(value, Amount) else None
    number = value.value if isinstance(value, Amount) else value
    if style is Style.SHARE or unit == SHARE_UNIT:
        return 100 * number, POINTS if style is Style.CHANGE else _signed(PERCENT)
    money = style is Style.MONEY or is_currency(unit)
    whole = style is Style.WHOLE or float(number).is_integer() or (money and abs(number) >= NO_CENTS)
    if style is Style.CHANGE:
        shape = "#,##0" if whole else "#,##0.0#"
        return number, f'+{shape};"−"{shape};0'
    return number, _signed(_money_shape(whole, unit) if money else "#,##0" if whole else "#,##0.0#")


def _money_shape(whole: bool, unit: str | None) -> str:
    shape = "#,##0" if whole else "#,##0.00"
    return f'{shape} "{unit}"' if unit else shape


def _signed(shape: str) -> str:
    return f'{shape};"−"{shape}'
