"""What opportunities are worth and take: columns of numbers on some scale, or of words such as H, M, L."""

import re
from collections.abc import Iterable, Sequence

from seed.draft import Cell, Draft, DraftRecord
from seed.formats.matrix.lanes import heading_words
from seed.values.items import is_nothing, plain_line
from seed.values.levels import are_sizes, level
from seed.values.numbers import number
from seed.values.scales import ScoreScale, likely_scale, stated_scale

_LARGEST_EFFORT = 5
_PROPERTIES = (
    (
        ("effort",),
        "effort|efforts|aufwand|esforço|esfuerzo|sforzo|inspanning|wysiłek|nakład|工作量|工数|労力|노력",
    ),
    (
        ("customerValue",),
        "customer value|user value|value for customers?|kundennutzen|kundenwert|nutzerwert|valeur client|"
        "valor para el cliente|valor para o cliente|valore per il cliente|klantwaarde|wartość dla klienta|"
        "客户 价值|顧客 価値|고객 가치",
    ),
    (
        ("businessValue",),
        "business value|geschäftsnutzen|geschäftswert|unternehmenswert|valeur métier|valor de negocio|"
        "valor de negócio|valore di business|bedrijfswaarde|wartość biznesowa|"
        "商业 价值|事業 価値|비즈니스 가치",
    ),
    (
        ("customerValue", "businessValue"),
        "value|impact|wert|valeur|valor|valore|waarde|wartość|impacto|impatto|价值|価値|가치|効果|影響",
    ),
)


def worth_properties(title: str) -> tuple[str, ...]:
    """The properties of an opportunity that a heading means, none where it means none."""
    words = heading_words(title)
    found = (names for names, pattern in _PROPERTIES if re.fullmatch(pattern, words))
    return next(found, ())


class WorthColumn:
    """One column (or lane) of worths: its scale is the one its heading states, else its cells tell it."""

    def __init__(self, draft: Draft, names: tuple[str, ...], title: str, cells: Iterable[Cell]) -> None:
        """Look through the cells."""
        self._draft = draft
        self._names = names
        said = [cell for cell in cells if not is_nothing(cell.raw)]
        found = [value for cell in said if isinstance(value := number(cell.value), int | float)]
        self._sizes = are_sizes(cell.raw for cell in said if number(cell.value) is None)
        self._stated = stated_scale(title)
        self._scale = self._stated or self._likely(found)

    @property
    def largest(self) -> float:
        """The largest value that the properties can have."""
        return _LARGEST_EFFORT if "effort" in self._names else 100

    def _likely(self, found: Sequence[float]) -> ScoreScale | None:
        """The scale that numbers are probably on."""
        if "effort" in self._names:
            return ScoreScale(0, _LARGEST_EFFORT)
        if found and max(found) > 10:
            return ScoreScale(0, 100)
        return likely_scale(found)

    def read(self, records: Iterable[DraftRecord], cell: Cell) -> None:
        """Give records what a cell says, or leave it and say why."""
        share, remark = self._share(cell)
        if share is None:
            self._draft.leave(cell, remark)
            return
        free = [(r, name) for r in records for name in self._names if name not in r.values]
        if not free:
            self._draft.leave(
                cell, "Another value of the same stands above, or no opportunity stands beside it."
            )
            return
        for record, name in free:
            self._draft.set(record, name, round(share * self.largest, 6), cell)
        if remark:
            self._draft.remark(cell, remark)
        if len(self._names) > 1:
            self._draft.remark(cell, "It was taken for the value to customers and to the organisation alike.")

    def _share(self, cell: Cell) -> tuple[float | None, str]:
        """The share of the largest value that a cell says, with a remark; None with the reason."""
        if is_nothing(cell.raw):
            return None, "It says that there is nothing to say."
        reading = number(cell.value)
        if reading is None:
            return self._level(cell)
        scale = self._scale
        value = self._draft.decide(reading, cell, scale.holds if scale else lambda _: True)
        if value is None or scale is None or not scale.holds(value):
            return None, self._unknown
        if scale.high == self.largest and scale.low <= 1:
            return value / scale.high, ""
        if "effort" in self._names:
            return value / scale.high, "" if self._stated else f"It was taken for a scale of {scale.text}."
        share = (value - scale.low) / (scale.high - scale.low)
        guess = f"It was taken for a scale of {scale.text}: all values are on it. State it in the heading."
        return share, "" if self._stated else guess

    @property
    def _unknown(self) -> str:
        if "effort" in self._names and self._stated is None:
            return "Effort is kept as a number from 0 to 5."
        if self._stated:
            return f"It is not on the scale {self._stated.text}."
        return "Its scale is not known; state it in the heading, such as (1-5), or use 0 to 100."

    def _level(self, cell: Cell) -> tuple[float | None, str]:
        text = plain_line(cell.raw)
        if self._sizes is None and text.casefold() == "l":
            return None, "It may mean low or large. Write it out."
        share = level(text, sizes=bool(self._sizes))
        if share is None:
            return None, "It is neither a number nor a word such as high, medium, low."
        return share, f"{text!r} was taken for {share * self.largest:g} of {self.largest:g}."
