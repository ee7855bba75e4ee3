"""Reads tables of answers: each text a quote of its own, scores as measurements of their months.

Who answered is not kept: names and addresses are left over without what they say.
"""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from graph.entities import Model
from seed.content import CellValue, Content, Sheet, column_letters
from seed.draft import Cell, Draft, DraftRecord, Place
from seed.draft_builder import UniqueRecords
from seed.formats.format_guide import FormatGuide
from seed.formats.survey.survey_scores import ScoreQuestions
from seed.formats.survey.survey_shape import ColumnUse, SurveyShape, survey_shape
from seed.values.contacts import without_addresses, without_contacts
from seed.values.days import day
from seed.values.items import is_nothing, plain_line, quoted_text

NAME: str = "survey"

GUIDE: FormatGuide = FormatGuide(
    "answers to surveys",
    "Exports of Qualtrics (two or three rows of headings), SurveyMonkey, Typeform, the customer feedback of "
    "US agencies (A-11), and forms with a timestamp and questions. Any other table with a score and a text "
    "is read through a mapping (`docs/mapping.md`).",
    (
        ("an answer in words", "a quote of its own, also in the same words, with its day and language"),
        (
            "scores of one question in one month",
            "a measurement, with how many answered; of 0–10, their counts",
        ),
        ("a question with scores", "a metric with its method"),
        ("the survey", "the source of its quotes"),
    ),
    "previews, spam and unfinished answers, answers of choice, `n/a` and `-`; names, addresses and e-mails, "
    "which are not kept anywhere, in texts as `[e-mail]`.",
    """
Timestamp,How likely are you to recommend us? (0-10),Why?
2026-05-12 09:14,3,Too slow
""",
)

_SURE = 0.7
_FORM = 0.45
_OUT = {
    "survey preview",
    "preview",
    "survey test",
    "test",
    "spam",
    "1",
    "2",
    "partial",
    "incomplete",
    "disqualified",
}
_UNFINISHED = {"false", "0", "no", "nein", "partial", "incomplete"}
_HIDDEN = "(not kept)"
_LANGUAGE = re.compile(r"[A-Za-z]{2}(?:-[A-Za-z]{2})?")


def recognise(content: Content, model: Model) -> float:
    """Sure of what a tool heads in its own words, less sure of other forms."""
    found = [shape for sheet in content.sheets if (shape := survey_shape(sheet))]
    if not found:
        return 0.0
    return _FORM if all(shape.tool == "a form" for shape in found) else _SURE


def read(content: Content, model: Model) -> Draft:
    """The answers of every sheet that holds such; other sheets are left over."""
    draft = Draft(format=NAME, file=content.name, sha256=content.sha256)
    once = UniqueRecords(draft)
    shapes = [(sheet, survey_shape(sheet)) for sheet in content.sheets]
    several = sum(1 for _, shape in shapes if shape) > 1
    for sheet, shape in shapes:
        if shape is None:
            cells = (
                draft.add_cell(Place(sheet.name, row + 1, column_letters(column)), _masked(value))
                for row, column, value in sheet.cells()
            )
            draft.leave_rest("The sheet holds no answers that are known.", list(cells))
        else:
            name = f"{content.stem} – {sheet.name}" if several else content.stem
            _SurveyReader(draft, once, sheet, shape, name).read()
    return draft


def _masked(value: CellValue, use: ColumnUse | None = None) -> CellValue:
    """A value without what leads to a person."""
    if use is ColumnUse.PERSONAL:
        return _HIDDEN
    if not isinstance(value, str) or use is ColumnUse.DAY:
        return value
    return without_contacts(value) if use is ColumnUse.TEXT else without_addresses(value)


@dataclass(slots=True)
class _Answer:
    """One row of answers: its cells by column, its day, what tells it from others, and its language."""

    cells: dict[int, Cell]
    day: date | None = None
    key: str = ""
    language: str | None = None
    used: list[Cell] = field(default_factory=list[Cell])


class _SurveyReader:
    """Reads one sheet of answers."""

    def __init__(
        self, draft: Draft, once: UniqueRecords, sheet: Sheet, shape: SurveyShape, name: str
    ) -> None:
        self._draft = draft
        self._once = once
        self._sheet = sheet
        self._shape = shape
        self._name = name
        self._source: DraftRecord | None = None
        self._scopes: dict[str, int] = {}

    def read(self) -> None:
        """Take in all rows: quotes row by row, then what the scores of each month come to."""
        heads = self._cells(0, self._shape.head_rows)
        rows = self._cells(self._shape.head_rows, len(self._sheet.rows))
        answers = [_Answer(cells) for cells in rows if cells]
        self._place_heads(heads)
        scores = ScoreQuestions(self._draft, self._once, self._shape, heads)
        for answer in answers:
            if self._is_counted(answer):
                self._note(answer)
                self._quotes(answer)
                scores.add(answer.cells, answer.day)
            self._leave(answer)
        scores.finish()

    def _cells(self, first: int, last: int) -> list[dict[int, Cell]]:
        """The cells of some rows by column; those that lead to a person are counted, and not shown."""
        found: list[dict[int, Cell]] = []
        for row in range(first, min(last, len(self._sheet.rows))):
            cells: dict[int, Cell] = {}
            for column, value in enumerate(self._sheet.rows[row]):
                if value is None:
                    continue
                use = self._shape.columns[column].use if first else None
                place = Place(self._sheet.name, row + 1, column_letters(column))
                cells[column] = self._draft.add_cell(place, _masked(value, use))
            found.append(cells)
        return found

    def _place_heads(self, heads: list[dict[int, Cell]]) -> None:
        used = (ColumnUse.TEXT, ColumnUse.SCORE, ColumnUse.KEY, ColumnUse.DAY, ColumnUse.LANGUAGE)
        checks = (ColumnUse.STATE, ColumnUse.FINISHED)
        for cells in heads:
            for column, cell in cells.items():
                if self._shape.columns[column].use in (*used, *checks):
                    self._draft.place(cell)
                else:
                    self._draft.leave(cell, _reason(self._shape.columns[column].use))

    def _columns(self, use: ColumnUse) -> Iterator[int]:
        return (place for place, column in enumerate(self._shape.columns) if column.use is use)

    def _is_counted(self, answer: _Answer) -> bool:
        """Whether a row is an answer, and none that was a test or was broken off; else it is left."""
        for use, words, reason in (
            (ColumnUse.STATE, _OUT, "It is a preview, a test or spam, and no answer."),
            (ColumnUse.STATE, _UNFINISHED - {"0"}, "The answer was not finished."),
            (ColumnUse.FINISHED, _UNFINISHED, "The answer was not finished."),
        ):
            for column in self._columns(use):
                cell = answer.cells.get(column)
                if cell and cell.raw.strip().casefold() in words:
                    told = (
                        "The answer was not finished."
                        if cell.raw.strip().casefold() in _UNFINISHED - {"0"}
                        else reason
                    )
                    self._draft.leave_rest(told, answer.cells.values())
                    return False
                self._draft.place(*[cell] if cell else [])
        return True

    def _note(self, answer: _Answer) -> None:
        """Read when an answer was given, in which language, and what tells it from others."""
        for column in self._columns(ColumnUse.DAY):
            cell = answer.cells.get(column)
            if cell and answer.day is None and (found := self._draft.decide(day(cell.value), cell)):
                answer.day = found
                self._draft.place(cell)
        for column in self._columns(ColumnUse.LANGUAGE):
            cell = answer.cells.get(column)
            if cell and _LANGUAGE.fullmatch(cell.raw.strip()):
                answer.language = cell.raw.strip().lower()[:2]
                self._draft.place(cell)
        keys = [answer.cells[column] for column in self._columns(ColumnUse.KEY) if column in answer.cells]
        self._draft.place(*keys[:1])
        told = keys[0].raw if keys else "\n".join(cell.raw for cell in answer.cells.values())
        answer.key = hashlib.sha256(told.encode()).hexdigest()[:16]
        self._scopes[answer.key] = count = self._scopes.get(answer.key, 0) + 1
        answer.key += f" ({count})" if count > 1 else ""

    def _quotes(self, answer: _Answer) -> None:
        """Ask for a quote for each answer in words that says something."""
        for column in self._columns(ColumnUse.TEXT):
            cell = answer.cells.get(column)
            if cell is None:
                continue
            text = quoted_text("\n".join(map(plain_line, cell.raw.strip().split("\n"))))[0]
            if is_nothing(text) or not re.search(r"\w", text):
                self._draft.leave(cell, "It says that there is nothing to say.")
                continue
            quote = self._draft.add_record("Quote", cell, text, called="text", scope=f"{answer.key}|{column}")
            if self._sheet.rows[(cell.place.row or 1) - 1][column] != cell.value:
                self._draft.remark(cell, "What leads to a person was taken out of it.")
            for name, value in (("saidOn", answer.day), ("language", answer.language)):
                if value:
                    self._draft.set(quote, name, value, cell)
            self._once.link(quote, "source", self._survey(cell), cell)

    def _survey(self, cell: Cell) -> DraftRecord:
        """The survey as a source, asked for with its first quote."""
        if self._source is None:
            self._source = self._once.record("Source", cell, self._name)
            self._draft.set(self._source, "kind", "SURVEY", cell)
        return self._source

    def _leave(self, answer: _Answer) -> None:
        for column, cell in answer.cells.items():
            self._draft.leave(cell, _reason(self._shape.columns[column].use))


def _reason(use: ColumnUse) -> str:
    """Why cells of a column become nothing."""
    match use:
        case ColumnUse.PERSONAL:
            return "It leads to who answered, and is not kept."
        case ColumnUse.TECHNICAL:
            return "It tells how the survey was answered, and not what."
        case ColumnUse.CHOICE:
            return "It is neither words of its own nor a score; a mapping can make tags of it."
        case ColumnUse.DAY:
            return "No day can be read from it, or another day of the answer was."
        case _:
            return "Nothing can be read from it."
