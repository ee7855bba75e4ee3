"""Customs of writing numbers and days, texts that two of them read differently, and which a file follows."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Generic, TypeVar

from seed.content import CellValue
from seed.values.languages import language_of

T = TypeVar("T")
U = TypeVar("U")


class Notation(Enum):
    """A custom of writing; its value is said after a text that follows it."""

    COMMA = "has a comma before decimals"
    POINT = "has a point before decimals"
    DAY_FIRST = "has the day before the month"
    MONTH_FIRST = "has the month before the day"


@dataclass(frozen=True, slots=True)
class Reading(Generic[T]):
    """What a text means in one notation, and a way to write that which no notation reads otherwise."""

    notation: Notation
    value: T
    text: str


@dataclass(frozen=True, slots=True)
class Ambiguous(Generic[T]):
    """A text that two notations read differently."""

    first: Reading[T]
    second: Reading[T]

    @property
    def message(self) -> str:
        """What is to be mended, after the name of what can be read so."""
        both = f"as {self.first.text} or as {self.second.text}"
        return f"can be read in two ways, {both}. Write it as one of these."

    def map(self, change: Callable[[T], U]) -> "Ambiguous[U]":
        """The same with each of its values changed."""
        first, second = self.first, self.second
        return Ambiguous(
            Reading(first.notation, change(first.value), first.text),
            Reading(second.notation, change(second.value), second.text),
        )

    def by(self, notation: Notation) -> Reading[T]:
        """The reading of one of its notations."""
        return self.first if self.first.notation is notation else self.second

    def other(self, reading: Reading[T]) -> Reading[T]:
        """The reading that is not this one."""
        return self.second if reading is self.first else self.first


@dataclass(frozen=True, slots=True)
class Choice(Generic[T]):
    """The reading that a file decides for, and what is to be looked at."""

    value: T
    remark: str


@dataclass(frozen=True, slots=True)
class Sign:
    """What a text shows of its notation; `sure` where no other kind of text looks so, such as `2.1`."""

    notation: Notation
    sure: bool


# What shows the notation of a text, each for its kind of value.
Signs = Callable[[str], Sign | None]
# Sheet and column of a cell.
Column = tuple[str | None, str | None]
# What follows each notation, in words: the first text that does.
_Witnesses = dict[Notation, str]


class FileNotation:
    """Which notations a file follows: in a column, by texts elsewhere that are sure, by its one language."""

    def __init__(self, *signs: Signs) -> None:
        """Nothing of the file is known yet; `signs` tell the notation of a text."""
        self._signs = signs
        self._columns: dict[Column, _Witnesses] = {}
        self._sure: _Witnesses = {}
        self._languages: dict[str, _Witnesses] = {}

    def note(self, column: Column, value: CellValue, where: str) -> None:
        """Take in a cell."""
        if not isinstance(value, str) or len(value) > _LONGEST:
            return
        witness = f"{value.strip()!r} in {where}"
        for sign in filter(None, (signs(value) for signs in self._signs)):
            said = f"{witness} {sign.notation.value}"
            self._columns.setdefault(column, {}).setdefault(sign.notation, said)
            if sign.sure:
                self._sure.setdefault(sign.notation, said)
        if language := language_of(value):
            notations = [Notation[name] for name in language.notations]
            said = {item: f"{witness} is {language.name}, which {item.value}" for item in notations}
            self._languages.setdefault(language.name, said)

    def choose(self, column: Column, open_text: Ambiguous[T], fits: Callable[[T], bool]) -> Choice[T] | None:
        """The reading that the column decides for, else what can stand there, else the rest of the file."""
        of_column = self._columns.get(column, {})
        return (
            _by_witness(open_text, of_column)
            or _by_fitness(open_text, fits)
            or (None if _is_contrary(open_text, of_column) else self._by_file(open_text))
        )

    def _by_file(self, open_text: Ambiguous[T]) -> Choice[T] | None:
        if _is_contrary(open_text, self._sure):
            return None
        alone = next(iter(self._languages.values())) if len(self._languages) == 1 else {}
        return _by_witness(open_text, self._sure) or _by_witness(open_text, alone)


# In characters; what is longer is neither a number, a day nor a heading.
_LONGEST = 60


def _by_witness(open_text: Ambiguous[T], witnesses: Mapping[Notation, str]) -> Choice[T] | None:
    told = [reading for reading in (open_text.first, open_text.second) if reading.notation in witnesses]
    return _choice(open_text, told[0], witnesses[told[0].notation]) if len(told) == 1 else None


def _by_fitness(open_text: Ambiguous[T], fits: Callable[[T], bool]) -> Choice[T] | None:
    fitting = [reading for reading in (open_text.first, open_text.second) if fits(reading.value)]
    return _choice(open_text, fitting[0], "only that can stand here") if len(fitting) == 1 else None


def _is_contrary(open_text: Ambiguous[T], witnesses: Mapping[Notation, str]) -> bool:
    return open_text.first.notation in witnesses and open_text.second.notation in witnesses


def _choice(open_text: Ambiguous[T], reading: Reading[T], why: str) -> Choice[T]:
    other = open_text.other(reading)
    return Choice(reading.value, f"It was read as {reading.text}, not as {other.text}: {why}.")
