"""How a table of dated values lies: a value in each row, or a metric or a period in each column."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum, auto

from seed.content import CellValue, Sheet
from seed.formats.matrix.lanes import LaneKind, heading_words, is_total, sure_lane
from seed.values.days import day, period
from seed.values.items import is_nothing
from seed.values.numbers import number


class SeriesUse(Enum):
    """What a column of a series holds."""

    PERIOD = auto()
    START = auto()
    END = auto()
    METRIC = auto()
    VALUE = auto()
    UNIT = auto()
    TARGET = auto()
    SAMPLE = auto()
    PROMOTERS = auto()
    PASSIVES = auto()
    DETRACTORS = auto()
    NUMERATOR = auto()
    DENOMINATOR = auto()
    JOURNEY = auto()
    STEP = auto()
    CHANNEL = auto()
    SEGMENT = auto()
    COMPETITOR = auto()
    MEASURED = auto()
    DATED = auto()
    ANSWERS = auto()


@dataclass(slots=True)
class SeriesShape:
    """A series: the row of its heads, and the columns by what they hold, several of some."""

    row: int
    columns: dict[int, SeriesUse] = field(default_factory=dict[int, SeriesUse])

    def of(self, use: SeriesUse) -> list[int]:
        """The columns that hold something."""
        return [column for column, held in self.columns.items() if held is use]


_WORDS = {
    SeriesUse.START: "start|starts on|start date|period start|from|from date|von|beginn|début|inicio|inizio",
    SeriesUse.END: "end|ends on|end date|period end|to|to date|until|bis|ende|fin|fine",
    SeriesUse.PERIOD: """
        date|day|month|week|quarter|year|period|reporting period|date range|datum|tag|monat|woche|
        quartal|jahr|zeitraum|mois|trimestre|année|fecha|mes|año|data|mês|ano|mese|anno|maand|kwartaal|
        periode|miesiąc|kwartał|rok|okres|日付|月|日期|月份|期間|날짜|월|기간|survey date|month year|
        week of|week starting""",
    SeriesUse.VALUE: """
        value|actual|result|results|score|wert|istwert|ergebnis|mean|mean score|average|valeur|valor|
        valore|waarde|wartość|値|值|값|metric value""",
    SeriesUse.UNIT: "unit|einheit|unité|unidad|unidade|unità|eenheid|jednostka",
    SeriesUse.TARGET: "target|zielwert|soll|cible|objetivo|obiettivo|doelwaarde",
    SeriesUse.SAMPLE: """
        n|sample|sample size|responses|answers|respondents|base|number of responses|response count|
        number of respondents|volume of respondents|stichprobe|antworten|réponses|respuestas|respostas|
        risposte""",
    SeriesUse.PROMOTERS: "promoters|promotoren|promoteurs|promotores",
    SeriesUse.PASSIVES: "passives|passive|indifferente|passifs|pasivos|passivos",
    SeriesUse.DETRACTORS: "detractors|kritiker|detraktoren|détracteurs|detractores|detratores",
    SeriesUse.NUMERATOR: "numerator|zähler|completed|successes",
    SeriesUse.DENOMINATOR: "denominator|nenner|started|attempts",
    SeriesUse.METRIC: "metric|metrics|kpi|measure|indicator|question|kennzahl|messgröße|metric name|kpi name",
    SeriesUse.SEGMENT: "segment|customer segment|kundensegment|kundengruppe|audience|segmento",
    SeriesUse.COMPETITOR: "competitor|wettbewerber|concurrent|competidor",
    SeriesUse.JOURNEY: "journey|customer journey|service",
    SeriesUse.STEP: "step|journey step|schritt|transaction point|étape|paso|etapa",
}
_BY_WORD = {" ".join(word.split()): use for use, words in _WORDS.items() for word in words.split("|")}
_BY_LANE = {
    LaneKind.METRIC: SeriesUse.METRIC,
    LaneKind.CHANNEL: SeriesUse.CHANNEL,
    LaneKind.STEP: SeriesUse.STEP,
    LaneKind.JOURNEY: SeriesUse.JOURNEY,
}
_COUNTS = frozenset(
    {SeriesUse.PROMOTERS, SeriesUse.DETRACTORS, SeriesUse.NUMERATOR, SeriesUse.DENOMINATOR, SeriesUse.ANSWERS}
)
_FIRST_ROWS = 10
_SAMPLE = 500
_ANSWERS = ("1", "2", "3", "4", "5")


def series_shape(sheet: Sheet) -> SeriesShape | None:
    """How a series lies in a sheet; None where it holds none."""
    if sheet.hidden:
        return None
    for row, values in enumerate(sheet.rows[:_FIRST_ROWS]):
        if sum(1 for value in values if value is not None) > 1:
            found = _named_shape(sheet, row, values) or _dated_shape(sheet, row, values)
            return found if found and _holds_values(sheet, found) else None
    return None


def _named_shape(sheet: Sheet, row: int, heads: Sequence[CellValue]) -> SeriesShape | None:
    """A series with a column of periods: a value in each row, or a metric in each further column."""
    shape = SeriesShape(row, _uses(heads))
    uses = set(shape.columns.values())
    if SeriesUse.PERIOD not in uses and not {SeriesUse.START, SeriesUse.END} <= uses:
        return None
    others = [column for column, head in enumerate(heads) if head is not None and column not in shape.columns]
    # Days and values beside texts that nobody knows may be anything, such as what was paid to whom.
    plain = all(_is_numeric(sheet, row, column) for column in others)
    if uses & {SeriesUse.VALUE, *_COUNTS}:
        return shape if plain or SeriesUse.METRIC in uses else None
    if not others or not plain or SeriesUse.METRIC in uses:
        return None
    shape.columns |= dict.fromkeys(others, SeriesUse.MEASURED)
    return shape


def _uses(heads: Sequence[CellValue]) -> dict[int, SeriesUse]:
    """What the columns hold by their heads, of most things the first."""
    found: dict[int, SeriesUse] = {}
    plain = [str(head).strip() for head in heads]
    for column, head in enumerate(plain):
        words = heading_words(head)
        lane = sure_lane(head)
        use = _BY_WORD.get(words) or (_BY_LANE.get(lane) if lane else None)
        if set(_ANSWERS) <= set(plain) and head in _ANSWERS:
            use = SeriesUse.ANSWERS
        if use and (use is SeriesUse.ANSWERS or use not in found.values()):
            found[column] = use
    return found


def _dated_shape(sheet: Sheet, row: int, heads: Sequence[CellValue]) -> SeriesShape | None:
    """A series with a metric in each row and a period in each column."""
    dated = [column for column, head in enumerate(heads) if _is_period(head)]
    if len(dated) < 2 or not all(_is_numeric(sheet, row, column) for column in dated):
        return None
    uses = {column: use for column, use in _uses(heads).items() if column not in dated}
    others = [column for column in range(dated[0]) if column not in uses]
    if SeriesUse.METRIC not in uses.values():
        if not others:
            return None
        uses[others[0]] = SeriesUse.METRIC
    return SeriesShape(row, {**uses, **dict.fromkeys(dated, SeriesUse.DATED)})


def _is_period(value: CellValue) -> bool:
    """Whether a head is a day, month, quarter or year; a bare number is a year only where it can be one."""
    if isinstance(value, int | float) and not 1990 <= value <= 2100:
        return False
    return value is not None and period(value) is not None


def _is_numeric(sheet: Sheet, row: int, column: int) -> bool:
    """Whether nearly all filled cells of a column are numbers."""
    cells = _cells_below(sheet, row, column)
    numbers = sum(1 for value in cells if number(value) is not None and day(value) is None)
    return numbers > 0 and 5 * numbers >= 4 * len(cells)


def _cells_below(sheet: Sheet, row: int, column: int) -> list[CellValue]:
    rows = (values for values in sheet.rows[row + 1 : row + _SAMPLE] if not _sums_up(values))
    found = (values[column] for values in rows if column < len(values))
    return [value for value in found if value is not None and not is_nothing(str(value))]


def _sums_up(row: Sequence[CellValue]) -> bool:
    """Whether the label of a row says that it sums up others."""
    return is_total(str(next((value for value in row if value is not None), "")))


def _holds_values(sheet: Sheet, shape: SeriesShape) -> bool:
    """Whether periods and values stand in most of the cells where they belong."""
    named: Mapping[SeriesUse, bool] = {
        use: _are_periods(_cells_below(sheet, shape.row, column))
        for use in (SeriesUse.PERIOD, SeriesUse.START, SeriesUse.END)
        for column in shape.of(use)
    }
    values = (column for column in shape.of(SeriesUse.VALUE))
    return all(named.values()) and all(_is_numeric(sheet, shape.row, column) for column in values)


def _are_periods(cells: Sequence[CellValue]) -> bool:
    found = sum(1 for value in cells if period(value) is not None or len(range_ends(value)) == 2)
    return found > 0 and 5 * found >= 4 * len(cells)


def range_ends(value: CellValue) -> list[str]:
    """The two days that a text such as `2026-01-01 to 2026-03-31` names; none where it names no two."""
    parts = re.split(r"\s+(?:-|–|—|to|bis|until)\s+", value.strip()) if isinstance(value, str) else []
    return parts if len(parts) == 2 and all(day(part) is not None for part in parts) else []
