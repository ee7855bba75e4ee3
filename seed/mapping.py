"""Mapping files: what the columns of any table mean, as entity and field, with values, scales and separators.

How a table is read with one stands in `mapped`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from typing import Any, cast

import yaml

from graph.entities import Entity, Model
from graph.errors import Invalid
from seed.columns import SheetColumn, form_named, sheet_advice, sheet_forms
from seed.draft import Place, Problem
from seed.files.file_reader import read_content
from seed.values.numbers import number
from seed.values.references import normal_name
from seed.values.scales import ScoreScale, stated_scale

# What is said of a table, and of one of its columns.
_TABLE = ("sheet", "header", "first", "only", "after", "columns", "fixed", "above", "order")
_COLUMN = ("to", "values", "scale", "split", "format")

# Texts that a column may hold, by the name of the column.
RowCondition = Mapping[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class TargetField:
    """One field of an entity that a column fills."""

    entity: Entity
    column: SheetColumn


@dataclass(frozen=True, slots=True)
class ColumnRule:
    """What one column means; `values` by normalised text, `*` for all others, None for what is left out."""

    head: str
    place: str
    targets: tuple[TargetField, ...]
    values: Mapping[str, Any] | None = None
    scale: ScoreScale | None = None
    split: str | None = None
    format: str | None = None


@dataclass(frozen=True, slots=True)
class TableRule:
    """What the rows of a sheet mean; rows count from 1, a header of 0 is none and columns are letters then.

    `only`: which rows; `after`: below which heading rows; `fixed`: what every row gives; `above`: links that
    go to the last such record above where a row gives none; `order`: a column of numbers to order rows by.
    """

    place: str
    rules: tuple[ColumnRule, ...]
    fixed: tuple[tuple[TargetField, Any], ...] = ()
    above: tuple[TargetField, ...] = ()
    sheet: str | None = None
    header: int = 1
    first: int = 2
    only: RowCondition = field(default_factory=dict[str, frozenset[str]])
    after: RowCondition = field(default_factory=dict[str, frozenset[str]])
    order: str | None = None

    @property
    def heads(self) -> set[str]:
        """The names of all columns that it names."""
        order = [self.order] if self.order else []
        return {*self.only, *self.after, *order, *(rule.head for rule in self.rules)}


@dataclass(slots=True)
class MappingFile:
    """A mapping as it was read, with everything that is wrong with it."""

    name: str
    tables: list[TableRule] = field(default_factory=list[TableRule])
    problems: list[Problem] = field(default_factory=list[Problem])

    def add_problem(self, place: str, value: Any, message: str) -> None:
        """Say what is wrong at a place of the mapping and how to mend it."""
        shown = value if value is None or isinstance(value, str) else str(value)
        self.problems.append(Problem(Place(column=place, name=place), shown, message))


def read_mapping(path: Path, model: Model) -> MappingFile:
    """The mapping in a YAML or JSON file; raises Invalid where the file holds no mapping at all."""
    try:
        content = read_content(path)
        list(cast("Iterator[Any]", yaml.parse(content.text or "")))
    except Invalid as refusal:
        raise Invalid(f"{path.name}: {refusal.message}") from None
    except yaml.MarkedYAMLError as error:
        where = f"line {error.problem_mark.line + 1}" if error.problem_mark else "its end"
        raise Invalid(f"{path.name} is no YAML from {where} on: {error.problem}. Correct it.") from None
    found = MappingFile(path.name)
    _MappingReader(found, model).read(content.data)
    return found


class _MappingReader:
    """Goes through the data of a mapping file, and notes whatever it does not understand."""

    def __init__(self, found: MappingFile, model: Model) -> None:
        self._found = found
        self._forms = sheet_forms(model)

    def read(self, data: Any) -> None:
        """Read one table, or each of `tables`."""
        top = self._object("", data, "a mapping has columns, such as `columns: {Title: opportunities.name}`")
        tables = top["tables"] if list(top) == ["tables"] else [top]
        if not isinstance(tables, list):
            self._found.add_problem("tables", None, "It must be a list of tables.")
            return
        for count, table in enumerate(cast("list[Any]", tables)):
            place = f"tables[{count}]." if "tables" in top else ""
            self._found.tables.append(self._table(place, table))

    def _table(self, place: str, data: Any) -> TableRule:
        told = self._object(place, data, "a table has columns")
        self._note_unknown(place, told, _TABLE)
        columns = self._object(f"{place}columns", told.get("columns"), "name a column and its field")
        fixed = self._object(f"{place}fixed", told.get("fixed") or {}, "name a field and its value")
        header = self._row_number(f"{place}header", told.get("header"), 1)
        return TableRule(
            place,
            tuple(self._rule(f"{place}columns.{head}", head, rule) for head, rule in columns.items()),
            tuple(
                (target, value)
                for name, value in fixed.items()
                for target in self._targets(f"{place}fixed.{name}", name)
            ),
            tuple(self._links(f"{place}above", told.get("above") or [])),
            _text(told.get("sheet")),
            header,
            self._row_number(f"{place}first", told.get("first"), header + 1),
            self._condition(f"{place}only", told.get("only")),
            self._condition(f"{place}after", told.get("after")),
            _text(told.get("order")),
        )

    def _rule(self, place: str, head: str, data: Any) -> ColumnRule:
        told = cast("dict[str, Any]", data) if isinstance(data, dict) else {"to": data}
        self._note_unknown(f"{place}.", told, _COLUMN)
        targets = tuple(self._targets(place, told.get("to")))
        values = told.get("values")
        if values is not None:
            pairs = self._object(f"{place}.values", values, "name a value of the column and what it means")
            values = {name if name == "*" else normal_name(name): value for name, value in pairs.items()}
        scale = stated_scale(str(told["scale"])) if told.get("scale") is not None else None
        if told.get("scale") is not None and scale is None:
            self._found.add_problem(f"{place}.scale", told["scale"], "Give its ends, such as 1..5.")
        for target in targets if scale else ():
            if _bounds(target) is None:
                name = target.column.name
                self._found.add_problem(
                    f"{place}.scale", told["scale"], f"{name} has no bounds. Take it out."
                )
        return ColumnRule(
            head, place, targets, values, scale, _text(told.get("split")), _text(told.get("format"))
        )

    def _targets(self, place: str, names: Any) -> Iterator[TargetField]:
        if names is None:
            self._found.add_problem(place, None, "Say which field it fills, such as opportunities.name.")
        for name in cast("list[Any]", names) if isinstance(names, list) else [names] if names else []:
            sheet, _, column = str(name).rpartition(".")
            form = form_named(self._forms, sheet)
            known = form.column(column) if form and not form.link else None
            if form is None or form.link:
                hint = sheet_advice(self._forms, sheet or str(name))
                self._found.add_problem(place, name, f"Say entity and field; {sheet!r} is no entity{hint}.")
            elif known is None:
                self._found.add_problem(place, name, form.head_advice(column))
            else:
                yield TargetField(form.entity, known)

    def _links(self, place: str, names: Any) -> Iterator[TargetField]:
        for target in self._targets(place, names):
            if target.column.link:
                yield target
            else:
                self._found.add_problem(
                    place, target.column.name, "It is no link, so nothing above can fill it."
                )

    def _condition(self, place: str, data: Any) -> RowCondition:
        told = self._object(place, data or {}, "name a column and what it holds")
        return {
            head: frozenset(
                normal_name(str(item or ""))
                for item in (cast("list[Any]", item) if isinstance(item, list) else [item])
            )
            for head, item in told.items()
        }

    def _row_number(self, place: str, data: Any, usual: int) -> int:
        if data is None:
            return usual
        row = number(data if isinstance(data, int) else str(data))
        if isinstance(row, int) and row >= 0:
            return row
        self._found.add_problem(place, data, "Give the number of a row, from 1; 0 where there is no header.")
        return usual

    def _object(self, place: str, data: Any, wanted: str) -> dict[str, Any]:
        if isinstance(data, dict):
            return {str(name): value for name, value in cast("dict[Any, Any]", data).items()}
        self._found.add_problem(place.rstrip("."), None, f"It must be names and values: {wanted}.")
        return {}

    def _note_unknown(self, place: str, told: Mapping[str, Any], names: tuple[str, ...]) -> None:
        for name in told:
            if name not in names:
                near = get_close_matches(name, names, 1)
                hint = f"Is {near[0]!r} meant?" if near else f"Known are {', '.join(names)}."
                self._found.add_problem(f"{place}{name}", None, f"It means nothing here. {hint}")


def _text(data: Any) -> str | None:
    return None if data is None else str(data)


def _bounds(target: TargetField) -> tuple[float, float] | None:
    """The least and the largest value of a property that has both."""
    item = target.column.property
    if item is None or item.minimum is None or item.maximum is None:
        return None
    return item.minimum, item.maximum


def scaled_value(target: TargetField, scale: ScoreScale, score: float) -> float | None:
    """A score as a value between the bounds of the property; None where it is not on the scale."""
    bounds = _bounds(target)
    share = scale.impact(score)
    if bounds is None or share is None:
        return None
    low, high = bounds
    return round(low + (share + 2) / 4 * (high - low), 6)
