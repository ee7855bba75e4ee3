"""Reads the lists beside a matrix: a record for each row, and what it refers to in the same file."""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from math import inf

from seed.content import Sheet
from seed.draft import Cell, Draft, DraftRecord
from seed.draft_builder import UniqueRecords
from seed.formats.matrix.grid import CellSpot
from seed.formats.matrix.lanes import is_total
from seed.formats.matrix.list_headings import SheetListing
from seed.formats.matrix.metric_names import metric_record
from seed.formats.matrix.worth_columns import WorthColumn
from seed.values.days import Period, month_of, period
from seed.values.items import is_nothing, items, plain_line
from seed.values.numbers import number
from seed.values.references import normal_name
from seed.values.states import state_names, state_of

# Columns of what opportunities are worth and take, each with its properties.
_WORTHS = {
    "effort": ("effort",),
    "customerValue": ("customerValue",),
    "businessValue": ("businessValue",),
    "worth": ("customerValue", "businessValue"),
}
_ROLES = {
    "CUSTOMER": "customer user client kunde kundin nutzer",
    "EMPLOYEE": "employee staff mitarbeiter mitarbeiterin agent",
    "PARTNER": "partner supplier lieferant",
    "INTERMEDIARY": "intermediary broker dealer makler händler",
}


class StepIndex:
    """The steps of all matrices of a file, found by what sheets call them."""

    def __init__(self) -> None:
        """No step is known yet."""
        self._named: dict[str, dict[DraftRecord, str]] = {}
        self._phases: dict[str, dict[DraftRecord, None]] = {}

    def add(self, phase: str, steps: list[DraftRecord]) -> None:
        """Take in the steps of a phase."""
        for step in steps:
            self._named.setdefault(normal_name(step.name), {})[step] = normal_name(phase)
            self._phases.setdefault(normal_name(phase), {})[step] = None

    def find(self, text: str) -> list[DraftRecord]:
        """The step of a name, with or without its phase before it; all steps of a phase; none if in doubt."""
        parts = [normal_name(part) for part in re.split(r"\s*(?:/|>|→)\s*", text) if part.strip()]
        found = list(self._named.get(normal_name(text), ()))
        if not found and len(parts) > 1:
            found = [step for step, phase in self._named.get(parts[-1], {}).items() if phase in parts[:-1]]
        if found:
            return found if len(found) == 1 else []
        return list(self._phases.get(normal_name(text), ()))


class ListReader:
    """Reads lists one after the other, opportunities before the solutions that refer to them."""

    def __init__(self, draft: Draft, once: UniqueRecords, steps: StepIndex) -> None:
        """Nothing is read yet; `steps` are those of the matrices."""
        self._draft = draft
        self._once = once
        self._steps = steps
        self._keys: dict[tuple[str, str], DraftRecord] = {}
        self._measured: set[tuple[int, date, date, int | None]] = set()
        self._heads: dict[str, str] = {}
        self._worths: dict[str, WorthColumn] = {}
        # The last metric that was named: rows of a group need not repeat it.
        self._metric: DraftRecord | None = None
        self._readers: dict[str, Callable[[DraftRecord, str, Cell], None]] = {
            "key": self._key,
            "status": self._status,
            **dict.fromkeys(_WORTHS, self._worth),
            "description": self._text,
            "role": self._role,
            "target": self._target,
            "team": self._team,
            "opportunities": self._references,
            "solutions": self._references,
            "needs": self._texts,
            "jobs": self._texts,
        }

    def read(self, sheet: Sheet, found: SheetListing, cells: dict[CellSpot, Cell]) -> None:
        """Ask for a record for each row that has a name."""
        columns = found.columns
        self._heads = {name: cells[found.row, column].raw for name, column in columns.items()}
        self._draft.place(*(cells[found.row, column] for column in columns.values()))
        rows = {
            row: {name: cells[row, column] for name, column in columns.items() if (row, column) in cells}
            for row in range(found.row + 1, len(sheet.rows))
        }
        self._worths = self._worth_columns(rows.values())
        self._metric = None
        for row, named in rows.items():
            width = len(sheet.rows[row])
            self._row(found.label, named, [cells[row, c] for c in range(width) if (row, c) in cells])
        above = (cell for (row, _), cell in cells.items() if row < found.row)
        self._draft.leave_rest("It stands above the list.", above)
        for (_, column), cell in cells.items():
            head = cells[found.row, column].raw if (found.row, column) in cells else ""
            reason = f"No property of {found.label} is known by the heading {plain_line(head)!r}."
            self._draft.leave(cell, reason)

    def _worth_columns(self, rows: Iterable[Mapping[str, Cell]]) -> dict[str, WorthColumn]:
        """The columns of worths, which their cells explain but for those that sum up others."""
        counted = [named for named in rows if "name" not in named or not is_total(named["name"].raw)]
        return {
            name: WorthColumn(self._draft, properties, self._heads[name], _column(counted, name))
            for name, properties in _WORTHS.items()
            if name in self._heads
        }

    def _row(self, label: str, named: dict[str, Cell], cells: list[Cell]) -> None:
        name = named.get("name")
        if name and is_total(name.raw):
            self._draft.leave_rest("It sums up others; Throughline computes that.", cells)
            return
        if name is None and not self._goes_on(label, named):
            self._draft.leave_rest("Its row has no name.", cells)
            return
        record = self._record(label, name, named.get("unit"))
        for part, cell in named.items():
            if part in self._readers and is_nothing(cell.raw):
                self._draft.leave(cell, "It says that there is nothing to say.")
            elif part in self._readers:
                self._readers[part](record, part, cell)
        steps = self._linked_steps(record, named["steps"]) if "steps" in named else []
        if label == "Metric":
            self._measurement(record, named, steps)

    def _goes_on(self, label: str, named: dict[str, Cell]) -> bool:
        """Whether a row without a name measures the metric above it once more."""
        return label == "Metric" and self._metric is not None and {"value", "period"} <= named.keys()

    def _record(self, label: str, name: Cell | None, unit: Cell | None) -> DraftRecord:
        """The record of a row; without a name it goes on with the metric above."""
        if name is None:
            assert self._metric is not None
            self._draft.place(*([unit] if unit else []))
            return self._metric
        if label != "Metric":
            return self._once.record(label, name, plain_line(name.raw))
        text = plain_line(unit.raw) if unit else ""
        self._metric = metric_record(self._draft, self._once, name, name.raw, text)
        self._draft.place(*([unit] if unit else []))
        return self._metric

    def _leave_item(self, cell: Cell, value: str, reason: str) -> None:
        """Leave one item of a cell."""
        self._draft.leave(self._draft.add_cell(cell.place, value), reason)

    def _key(self, record: DraftRecord, name: str, cell: Cell) -> None:
        key = plain_line(cell.raw)
        known = self._keys.setdefault((record.label, normal_name(key)), record)
        if known is record:
            self._draft.set(record, "key", key, cell)
        else:
            self._draft.add_problem(cell, f"{key} is also the key of {known.name!r}. Give each its own.")

    def _status(self, record: DraftRecord, name: str, cell: Cell) -> None:
        found = state_of(record.label, cell.raw)
        if found:
            self._draft.set(record, "status", found, cell)
        else:
            known = ", ".join(state_names(record.label))
            self._draft.leave(cell, f"It is none of the states that are known: {known}.")

    def _role(self, record: DraftRecord, name: str, cell: Cell) -> None:
        word = plain_line(cell.raw).casefold()
        found = next((role for role, words in _ROLES.items() if word in words.split()), None)
        if found:
            self._draft.set(record, "role", found, cell)
        else:
            self._draft.leave(cell, f"It is none of the roles that are known: {', '.join(_ROLES)}.")

    def _number(self, cell: Cell, low: float = -inf, high: float = inf) -> float | None:
        """The number in a cell, which is to lie within bounds; an open one as the file decides."""
        return self._draft.decide(number(cell.value), cell, lambda value: low <= value <= high)

    def _worth(self, record: DraftRecord, name: str, cell: Cell) -> None:
        """What an opportunity is worth or takes."""
        self._worths[name].read([record], cell)

    def _text(self, record: DraftRecord, name: str, cell: Cell) -> None:
        if name in record.values and record.values[name].value != cell.raw:
            self._draft.leave(cell, "Another text of the same stands above.")
        else:
            self._draft.set(record, name, cell.raw.strip(), cell)

    def _texts(self, record: DraftRecord, name: str, cell: Cell) -> None:
        self._draft.set(record, name, items(cell.raw), cell)

    def _target(self, record: DraftRecord, name: str, cell: Cell) -> None:
        value = self._number(cell)
        if value is None:
            self._draft.leave(cell, "A target is kept as a number.")
        elif name in record.values and record.values[name].value != value:
            self._draft.leave(cell, "Another target of the same metric stands above.")
        else:
            self._draft.set(record, name, value, cell)

    def _team(self, record: DraftRecord, name: str, cell: Cell) -> None:
        """The team that owns it; of several the further ones deliver a solution, or are left."""
        for place, item in enumerate(items(cell.raw, commas=True)):
            team = self._once.record("Team", cell, item)
            if not place and not self._once.has_link(record, "team"):
                self._once.link(record, "team", team, cell)
            elif record.label == "Solution":
                self._once.link(record, "deliveryTeams", team, cell)
            elif not self._once.has_link(record, "team", team):
                self._leave_item(cell, item, "One team owns it, the first that is named.")

    def _references(self, record: DraftRecord, name: str, cell: Cell) -> None:
        """Opportunities of a solution, or solutions of an opportunity, by key or name."""
        label = "Opportunity" if name == "opportunities" else "Solution"
        for item in self._split(cell, lambda text: self._find_record(label, text) is not None):
            other = self._find_record(label, item) or self._once.record(label, cell, item)
            start, end = (record, other) if label == "Opportunity" else (other, record)
            self._once.link(start, "opportunities", end, cell)

    def _find_record(self, label: str, text: str) -> DraftRecord | None:
        return self._keys.get((label, normal_name(text))) or self._once.find_record(label, plain_line(text))

    def _split(self, cell: Cell, is_known: Callable[[str], bool]) -> list[str]:
        """The items of a cell, by commas too where each part is then known."""
        found = items(cell.raw)
        parts = [part.strip() for part in re.split(r",", cell.raw) if part.strip()]
        return parts if len(found) == 1 and not is_known(found[0]) and all(map(is_known, parts)) else found

    def _linked_steps(self, record: DraftRecord, cell: Cell) -> list[DraftRecord]:
        found: list[DraftRecord] = []
        for item in self._split(cell, lambda text: bool(self._steps.find(text))):
            steps = self._steps.find(item)
            if not steps:
                self._leave_item(
                    cell, item, "No step, or more than one, is called so in the matrix of this file."
                )
            for step in steps:
                self._once.link(record, "steps", step, cell)
            found.extend(steps)
        self._draft.place(cell)
        return found

    def _measurement(self, record: DraftRecord, named: dict[str, Cell], steps: list[DraftRecord]) -> None:
        """The value of a row in its period, at its step where it names one."""
        if "value" not in named or "period" not in named:
            return
        cell, when = named["value"], named["period"]
        value, span = self._number(cell), self._span(when)
        if value is None or span is None:
            what = "value is no number" if value is None else "period is none that is known, such as 2026-03"
            self._draft.leave_rest(f"Nothing was measured: its {what}.", (cell, when))
            return
        step = steps[0] if len(steps) == 1 else None
        identity = (id(record), *span, id(step) if step else None)
        if identity in self._measured:
            self._draft.leave_rest("The same was measured in the same period above.", (cell, when))
            return
        self._measured.add(identity)
        found = self._draft.add_record("Measurement", cell)
        for name, item, source in (
            ("startsOn", span[0], when),
            ("endsOn", span[1], when),
            ("value", value, cell),
        ):
            self._draft.set(found, name, item, source)
        self._once.link(found, "metric", record, cell)
        if step:
            self._once.link(found, "step", step, cell)

    def _span(self, cell: Cell) -> Period | None:
        """First and last day of the period in a cell; a day in a column of months means its month."""
        span = self._draft.decide(period(cell.value), cell)
        months = re.search(r"month|monat", self._heads["period"], re.IGNORECASE)
        return month_of(span[0]) if span and months and span[0] == span[1] else span


def _column(rows: Iterable[Mapping[str, Cell]], name: str) -> list[Cell]:
    return [row[name] for row in rows if name in row]
