"""Reads series of metrics: a measurement for each dated value, at the step and channel of its row."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from graph.entities import Model
from seed.content import Content, Sheet, column_letters
from seed.draft import Cell, Draft, DraftRecord, Place
from seed.draft_builder import UniqueRecords
from seed.formats.format_guide import FormatGuide
from seed.formats.matrix.lanes import is_total
from seed.formats.matrix.metric_names import metric_record
from seed.formats.series.series_shape import SeriesShape, SeriesUse, range_ends, series_shape
from seed.values.days import Period, day, month_of, period
from seed.values.items import is_nothing, plain_line
from seed.values.numbers import is_percentage, number
from seed.values.references import escaped_item

NAME: str = "series"

GUIDE: FormatGuide = FormatGuide(
    "series of metrics",
    "Tables of values by period: long (a value in each row), wide (a metric in each column, or a period in "
    "each column), by step, channel and segment; with counts such as promoters or numerators.",
    (
        ("a value with its day, month, quarter or year", "a measurement of this period"),
        ("promoters, passives, detractors; numerator, denominator", "the raw counts, with the method"),
        ("counts of the answers 1 to 5", "the share of the two best, as numerator and denominator"),
        ("a metric, its unit and target", "a metric"),
        ("a channel, a segment, a competitor", "what the value was measured through, among, regarding"),
        ("a step, after its journey if one is named", "the step, which has to be there"),
    ),
    "totals, values without a period, columns that nobody knows.",
    """
Month,NPS,Contacts
2026-01,31,1200
2026-02,34,1100
""",
)

_SURE = 0.4
_COUNTS = {
    SeriesUse.VALUE: "value",
    SeriesUse.SAMPLE: "sampleSize",
    SeriesUse.PROMOTERS: "promoters",
    SeriesUse.PASSIVES: "passives",
    SeriesUse.DETRACTORS: "detractors",
    SeriesUse.NUMERATOR: "numerator",
    SeriesUse.DENOMINATOR: "denominator",
}
_LINKED = {
    SeriesUse.CHANNEL: ("channel", "Channel"),
    SeriesUse.SEGMENT: ("segment", "Segment"),
    SeriesUse.COMPETITOR: ("competitor", "Competitor"),
}
_MONTHLY = re.compile(r"month|monat|mois|mes\b|mês|mese|maand|miesiąc|月|월", re.IGNORECASE)
_WEEKLY = re.compile(r"week|woche", re.IGNORECASE)
_TOP_TWO = "The share of the two best of five answers."


def recognise(content: Content, model: Model) -> float:
    """Less than half sure, as other tables have days and numbers too."""
    return _SURE if any(map(series_shape, content.sheets)) else 0.0


def read(content: Content, model: Model) -> Draft:
    """The values of every sheet that holds a series; other sheets are left over."""
    draft = Draft(format=NAME, file=content.name, sha256=content.sha256)
    sheets = [(sheet, _cells(draft, sheet), series_shape(sheet)) for sheet in content.sheets]
    reader = _SeriesReader(draft, UniqueRecords(draft))
    for sheet, cells, shape in sheets:
        if shape is None:
            draft.leave_rest("The sheet holds no series of a metric.", cells.values())
        else:
            reader.read(sheet, cells, shape, content.stem)
    return draft


def _cells(draft: Draft, sheet: Sheet) -> dict[tuple[int, int], Cell]:
    return {
        (row, column): draft.add_cell(Place(sheet.name, row + 1, column_letters(column)), value)
        for row, column, value in sheet.cells()
    }


@dataclass(frozen=True, slots=True)
class _Measured:
    """What is measured once: its metric, its period, the cells of both, and its values by property."""

    metric: DraftRecord
    span: Period
    dated: tuple[Cell, ...]
    values: dict[str, tuple[float, Cell]]


class _SeriesReader:
    """Reads sheet after sheet; what was measured once is not measured again."""

    def __init__(self, draft: Draft, once: UniqueRecords) -> None:
        self._draft = draft
        self._once = once
        self._known: set[tuple[object, ...]] = set()
        self._shape = SeriesShape(0)
        self._heads: dict[int, Cell] = {}
        self._stem = ""

    def read(self, sheet: Sheet, cells: dict[tuple[int, int], Cell], shape: SeriesShape, stem: str) -> None:
        """Ask for what the rows of a sheet measure."""
        self._shape, self._stem = shape, stem
        self._heads = {column: cell for (row, column), cell in cells.items() if row == shape.row}
        self._draft.place(*(cell for column, cell in self._heads.items() if column in shape.columns))
        for row in range(shape.row + 1, len(sheet.rows)):
            columns = range(len(sheet.rows[row]))
            here = {column: cells[row, column] for column in columns if (row, column) in cells}
            if any(is_total(cell.raw) for cell in list(here.values())[:1]):
                self._draft.leave_rest("It sums up others; Throughline computes that.", here.values())
            else:
                self._read_row(here)
        above = (cell for (row, _), cell in cells.items() if row < shape.row)
        self._draft.leave_rest("It stands above the series.", above)
        self._draft.leave_rest("It is no part of the series.", cells.values())

    def _read_row(self, here: dict[int, Cell]) -> None:
        for column in self._shape.columns:
            if column in here and is_nothing(here[column].raw):
                self._draft.leave(here[column], "It says that there is nothing to say.")
                del here[column]
        for measured in [*self._by_value(here), *self._by_column(here)]:
            self._add(measured, here)

    def _first(self, use: SeriesUse, here: dict[int, Cell]) -> Cell | None:
        return next((here[column] for column in self._shape.of(use) if column in here), None)

    def _by_value(self, here: dict[int, Cell]) -> Iterator[_Measured]:
        """What a row with a value or counts measures."""
        if self._shape.of(SeriesUse.MEASURED) or self._shape.of(SeriesUse.DATED):
            return
        values = {
            name: (value, cell)
            for use, name in _COUNTS.items()
            if (cell := self._first(use, here))
            and (value := self._number(cell, whole=name != "value")) is not None
        }
        values |= self._top_two(here)
        span, dated = self._span(here)
        if not values or values.keys() == {"sampleSize"} or span is None:
            what = "value" if span else "period"
            self._draft.leave_rest(f"Nothing was measured: its row has no {what}.", here.values())
            return
        metric = self._metric(self._first(SeriesUse.METRIC, here), here)
        self._method(metric, values)
        yield _Measured(metric, span, dated, values)

    def _by_column(self, here: dict[int, Cell]) -> Iterator[_Measured]:
        """What a row measures whose columns are metrics, or periods of one metric."""
        for column in self._shape.of(SeriesUse.MEASURED):
            span, dated = self._span(here)
            value = self._number(here[column]) if column in here else None
            if value is not None and span:
                metric = self._metric(self._heads[column], {})
                values = {"value": (value, here[column])}
                if (cell := self._first(SeriesUse.SAMPLE, here)) and (
                    count := self._number(cell, whole=True)
                ):
                    values["sampleSize"] = (count, cell)
                self._percentage(metric, here[column])
                yield _Measured(metric, span, dated, values)
        named = self._first(SeriesUse.METRIC, here)
        for column in self._shape.of(SeriesUse.DATED):
            value = self._number(here[column]) if column in here else None
            span = self._period(self._heads[column], "")
            if value is not None and span and named:
                metric = self._metric(named, here)
                self._percentage(metric, here[column])
                yield _Measured(metric, span, (self._heads[column],), {"value": (value, here[column])})

    def _number(self, cell: Cell, *, whole: bool = False) -> float | None:
        value = self._draft.decide(number(cell.value), cell, lambda value: not whole or value == int(value))
        if value is None or (whole and (value != int(value) or value < 0)):
            self._draft.leave(cell, "It is no number that can stand here.")
            return None
        return int(value) if whole else value

    def _top_two(self, here: dict[int, Cell]) -> dict[str, tuple[float, Cell]]:
        """Of counts of the answers 1 to 5 the two best, and all."""
        counts: dict[str, tuple[float, Cell]] = {}
        for column in self._shape.of(SeriesUse.ANSWERS):
            if column in here and (value := self._number(here[column], whole=True)) is not None:
                counts[self._heads[column].raw.strip()] = value, here[column]
        if len(counts) < 5:
            return {}
        self._draft.place(*(cell for _, cell in counts.values()))
        total = sum(value for value, _ in counts.values())
        best = counts["4"][0] + counts["5"][0]
        return {"numerator": (best, counts["5"][1]), "denominator": (total, counts["1"][1])}

    def _metric(self, named: Cell | None, here: dict[int, Cell]) -> DraftRecord:
        """The metric of a row, or that the file is about."""
        cell = named or next(iter(self._heads.values()))
        unit = self._first(SeriesUse.UNIT, here)
        text = named.raw if named else self._stem
        metric = metric_record(self._draft, self._once, cell, text, plain_line(unit.raw) if unit else "")
        self._draft.place(*[unit] if unit else [])
        target = self._first(SeriesUse.TARGET, here)
        if target and (value := self._number(target)) is not None:
            if metric.values.get("target") is None:
                self._draft.set(metric, "target", value, target)
            elif metric.values["target"].value == value:
                self._draft.place(target)
            else:
                self._draft.leave(target, "Another target of the same metric stands above.")
        return metric

    def _method(self, metric: DraftRecord, values: dict[str, tuple[float, Cell]]) -> None:
        """Keep with raw counts the method that they belong to."""
        method = "NPS" if "promoters" in values else "RATIO" if "denominator" in values else None
        cell = next(cell for _, cell in values.values())
        if method and metric.values["method"].value != method:
            self._draft.set(metric, "method", method, metric.cell)
        if self._shape.of(SeriesUse.ANSWERS) and "definition" not in metric.values:
            self._draft.set(metric, "definition", _TOP_TWO, cell)
        if "value" in values:
            self._percentage(metric, values["value"][1])

    def _percentage(self, metric: DraftRecord, cell: Cell) -> None:
        if is_percentage(cell.value) and "unit" not in metric.values:
            self._draft.set(metric, "unit", "%", cell)

    def _span(self, here: dict[int, Cell]) -> tuple[Period | None, tuple[Cell, ...]]:
        """The period of a row, and the cells that name it."""
        cell = self._first(SeriesUse.PERIOD, here)
        if cell:
            head = next(self._heads[column].raw for column in self._shape.of(SeriesUse.PERIOD))
            return self._period(cell, head), (cell,)
        first, last = self._first(SeriesUse.START, here), self._first(SeriesUse.END, here)
        if first is None or last is None:
            return None, ()
        start, end = (self._draft.decide(day(item.value), item) for item in (first, last))
        return ((start, end) if start and end and start <= end else None), (first, last)

    def _period(self, cell: Cell, head: str) -> Period | None:
        """First and last day that a cell names; a day in a column of months or weeks means these."""
        if ends := range_ends(cell.value):
            start, end = (self._draft.decide(day(text), cell) for text in ends)
            return (start, end) if start and end and start <= end else None
        span = self._draft.decide(period(cell.value), cell)
        if span is None or span[0] != span[1]:
            return span
        if _MONTHLY.search(head):
            return month_of(span[0])
        return (span[0], _later(span[0])) if _WEEKLY.search(head) else span

    def _add(self, measured: _Measured, here: dict[int, Cell]) -> None:
        """Ask for a measurement with what it is about, unless the same was measured above."""
        linked = {use: cell for use in (*_LINKED, SeriesUse.STEP) if (cell := self._first(use, here))}
        told = (plain_line(cell.raw).casefold() for cell in linked.values())
        identity = (id(measured.metric), measured.span, *linked, *told)
        cells = [cell for _, cell in measured.values.values()]
        if identity in self._known:
            told = [*cells, *measured.dated, *linked.values()]
            self._draft.leave_rest("The same was measured in the same period above.", told)
            return
        self._known.add(identity)
        found = self._draft.add_record("Measurement", cells[0])
        dated = measured.dated
        self._draft.set(found, "startsOn", measured.span[0], dated[0])
        self._draft.set(found, "endsOn", measured.span[1], dated[-1])
        for name, (value, cell) in measured.values.items():
            self._draft.set(found, name, value, cell)
        self._once.link(found, "metric", measured.metric, cells[0])
        for use, (name, label) in _LINKED.items():
            if use in linked:
                other = self._once.record(label, linked[use], plain_line(linked[use].raw))
                self._once.link(found, name, other, linked[use])
        self._step(found, here)

    def _step(self, found: DraftRecord, here: dict[int, Cell]) -> None:
        """Join a measurement to the step that its row names, below its journey where it names one."""
        step, journey = self._first(SeriesUse.STEP, here), self._first(SeriesUse.JOURNEY, here)
        if step is None:
            return
        parts = [plain_line(cell.raw) for cell in (journey, step) if cell]
        reference = step.raw.strip() if "/" in step.raw else escaped_item(parts)
        self._draft.place(*[journey] if journey else [])
        self._once.link(found, "step", reference, step)


def _later(first: date) -> date:
    return first + timedelta(days=6)
