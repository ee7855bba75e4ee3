"""What the scores of a survey come to: a metric for each question, a measurement for each month."""

from dataclasses import dataclass, field
from datetime import date

from seed.draft import Cell, Draft, DraftRecord
from seed.draft_builder import UniqueRecords
from seed.formats.matrix.metric_names import likely_method
from seed.formats.survey.survey_shape import ColumnUse, SurveyShape
from seed.values.answers import answer_score
from seed.values.days import Period, month_of
from seed.values.items import is_nothing, plain_line
from seed.values.numbers import number
from seed.values.scales import ScoreScale, stated_scale

_TEN = ScoreScale(0, 10)


@dataclass(slots=True)
class _Question:
    """A question with scores: its heading, what it measures, and its scores by month with their cells."""

    head: Cell | None
    name: str
    method: str
    scale: ScoreScale | None
    months: dict[Period, list[tuple[float, Cell]]] = field(
        default_factory=dict[Period, list[tuple[float, Cell]]]
    )


class ScoreQuestions:
    """Collects scores answer by answer, and then asks for metrics and their measurements."""

    def __init__(
        self, draft: Draft, once: UniqueRecords, shape: SurveyShape, heads: list[dict[int, Cell]]
    ) -> None:
        """No answer is known yet."""
        self._draft = draft
        self._once = once
        self._questions: dict[int, _Question] = {}
        for column, told in enumerate(shape.columns):
            if told.use is ColumnUse.SCORE:
                cells = [row[column] for row in heads if column in row]
                name = plain_line(told.question)
                scale = stated_scale(told.question)
                method = likely_method(name, "")
                if method not in ("NPS", "CSAT_MEAN", "CES_MEAN"):
                    method = "MEAN"
                self._questions[column] = _Question(cells[0] if cells else None, name, method, scale)

    def add(self, cells: dict[int, Cell], answered: date | None) -> None:
        """Take in the scores of one answer, given on a day."""
        for column, question in self._questions.items():
            cell = cells.get(column)
            if cell is None:
                continue
            value = self._score(question, cell)
            if value is None:
                self._draft.leave(cell, _nothing(cell))
            elif answered is None:
                self._draft.leave(cell, "Nobody can tell when the score was given.")
            else:
                self._draft.place(cell)
                question.months.setdefault(month_of(answered), []).append((value, cell))

    def _score(self, question: _Question, cell: Cell) -> float | None:
        scale = _TEN if question.method == "NPS" else question.scale
        value = self._draft.decide(number(cell.value), cell, scale.holds if scale else lambda _: True)
        if value is None and isinstance(cell.value, str) and (said := answer_score(cell.value)):
            assert isinstance(said.number, int | float)
            value = said.number
            self._draft.remark(
                question.head or cell, "Its answers were taken for scores from 1 (worst) to 5 (best)."
            )
            question.scale = question.scale or said.scale
        if value is not None and scale and not scale.holds(value):
            self._draft.remark(cell, f"It is not on the scale {scale.text}, and does not count.")
            return None
        return value

    def finish(self) -> None:
        """Ask for what each question came to, month by month."""
        for question in self._questions.values():
            for span, scores in sorted(question.months.items()):
                metric = self._metric(question, scores[0][1])
                self._measurement(question, metric, span, scores)

    def _metric(self, question: _Question, cell: Cell) -> DraftRecord:
        metric = self._once.record("Metric", question.head or cell, question.name)
        if "method" not in metric.values:
            self._draft.set(metric, "method", question.method, question.head or cell)
            self._draft.set(metric, "definition", question.name, question.head or cell)
        return metric

    def _measurement(
        self, question: _Question, metric: DraftRecord, span: Period, scores: list[tuple[float, Cell]]
    ) -> None:
        """The measurement of one month: counts of an NPS, else the mean, with how many answered."""
        cell = scores[0][1]
        found = self._draft.add_record("Measurement", cell)
        values = [value for value, _ in scores]
        told: dict[str, object] = {"startsOn": span[0], "endsOn": span[1]}
        if question.method == "NPS":
            promoters, detractors = sum(value >= 9 for value in values), sum(value <= 6 for value in values)
            told |= {"promoters": promoters, "detractors": detractors}
            told |= {"passives": len(values) - promoters - detractors}
        else:
            told |= {"value": round(sum(values) / len(values), 6), "sampleSize": len(values)}
        for name, value in told.items():
            self._draft.set(found, name, value, cell)
        self._once.link(found, "metric", metric, cell)


def _nothing(cell: Cell) -> str:
    return "It says that there is nothing to say." if is_nothing(cell.raw) else "It is no score that counts."
