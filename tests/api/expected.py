"""What the portfolio should answer: computed values, filters and orders, worked out from the design."""

import re
from collections.abc import Iterable, Mapping, Sequence
from math import log10
from statistics import fmean
from typing import Any

from graph.model import MODEL
from graph.text_keys import fold_text, sort_key
from tests.api.portfolio import Name, Portfolio

LEFT_OUT = ("CANCELLED", "DISMISSED", "DROPPED")
Where = Mapping[str, Any]


class Expected:
    """Answers of one portfolio."""

    def __init__(self, portfolio: Portfolio) -> None:
        self.portfolio = portfolio

    def value(self, name: Name, field: str) -> Any:
        """A stored or computed value of a record, by the name it filters under."""
        computed = getattr(self, re.sub("[A-Z]", lambda letter: f"_{letter[0].lower()}", f"_{field}"), None)
        if computed:
            return computed(name)
        if field.endswith("Name") and self._is_link(name, field.removesuffix("Name")):
            other = self.portfolio.one(*name, field.removesuffix("Name"))
            return other and self.portfolio.records[other]["name"]
        return self.portfolio.records[name].get(field)

    def matching(self, label: str, where: Where | None = None) -> list[Name]:
        """The records of one kind that a filter lets through, in the order of their ids."""
        return [name for name in self.portfolio.names(label) if self.matches(name, where or {})]

    def matches(self, name: Name, where: Where) -> bool:
        """Whether a filter lets a record through; logic is two-valued."""
        return all(self._holds(name, field, given) for field, given in where.items())

    def ordered(self, names: Iterable[Name], *keys: tuple[str, str]) -> list[str]:
        """The ids of records in an order: nulls last both ways; the id last, as the last key runs."""
        found = sorted(names, key=self._id)
        if keys and keys[-1][1] == "DESC":
            found.reverse()
        for field, direction in reversed(keys):
            there = [name for name in found if self.value(name, field) is not None]
            there.sort(key=lambda name: self._place(name, field), reverse=direction == "DESC")
            found = there + [name for name in found if self.value(name, field) is None]
        return [self._id(name) for name in found]

    def _place(self, name: Name, field: str) -> Any:
        """What a value sorts by: texts as people sort them, values of enums as they are declared."""
        value, item = self.value(name, field), MODEL[name[0]].properties.get(field)
        if item and item.enum:
            return list(item.enum).index(item.enum(value))
        return sort_key(value) if isinstance(value, str) and field != "id" else value

    def _id(self, name: Name) -> str:
        return self.portfolio.id(*name)

    def _holds(self, name: Name, field: str, given: Any) -> bool:
        match field:
            case "AND":
                return all(self.matches(name, where) for where in given)
            case "OR":
                return any(self.matches(name, where) for where in given)
            case "NOT":
                return not self.matches(name, given)
            case _ if given.keys() & {"is", "some", "none", "all", "count"} or self._is_link(name, field):
                linked = self.linked(name, field)
                return all(self._related(linked, operator, what) for operator, what in given.items())
            case _:
                value = self.value(name, field)
                return all(_compared(value, operator, what) for operator, what in given.items())

    def _is_link(self, name: Name, field: str) -> bool:
        return any(key[0] == name[0] and key[2] == field for key in self.portfolio.links)

    def _related(self, linked: Sequence[Name], operator: str, what: Any) -> bool:
        match operator:
            case "isNull":
                return (not linked) is what
            case "some" | "is":
                return any(self.matches(other, what) for other in linked)
            case "none":
                return not any(self.matches(other, what) for other in linked)
            case "all":
                return all(self.matches(other, what) for other in linked)
            case _:
                number = sum(self.matches(other, what.get("where", {})) for other in linked)
                return all(_compared(number, sign, n) for sign, n in what.items() if sign != "where")

    def _touched(self, name: Name) -> set[str]:
        linked = self.portfolio.linked
        found = {step for _, step in linked(*name, "steps")}
        if name[0] == "Solution":
            for opportunity in linked(*name, "opportunities"):
                found |= {step for _, step in linked(*opportunity, "steps")}
        return found

    def linked(self, name: Name, field: str) -> list[Name]:
        """What a field of a record leads to, itself or by way of others, each once."""
        match name[0], field:
            case (("Opportunity" | "Solution" | "Insight"), "journeys"):
                return [("Journey", key) for key in sorted(self._journeys(name))]
            case "Journey", "steps":
                return [("Step", key) for key in self.portfolio.steps(name[1])]
            case "Journey", ("opportunities" | "solutions" | "insights"):
                label = {"opportunities": "Opportunity"}.get(field, field[:-1].capitalize())
                return [one for one in self.portfolio.names(label) if name[1] in self._journeys(one)]
            case _:
                return self.portfolio.linked(*name, field)

    def _journeys(self, name: Name) -> set[str]:
        return {self.portfolio.journey(step) for step in self._touched(name)}

    def _journey_count(self, name: Name) -> int:
        return len(self._journeys(name))

    def _step_count(self, name: Name) -> int:
        return len(self._touched(name))

    def _persona_count(self, name: Name) -> int:
        linked = self.portfolio.linked
        return len({who for key in self._journeys(name) for who in linked("Journey", key, "personas")})

    def _team_count(self, name: Name) -> int:
        one = self.portfolio.one
        teams = {one("Step", step, "team") for step in self._touched(name)}
        teams |= {one("Journey", journey, "team") for journey in self._journeys(name)}
        return len(teams - {None})

    def _frequency_per_year(self, name: Name) -> float | None:
        journeys = {name[1]} if name[0] == "Journey" else self._journeys(name)
        stated = [self.portfolio.records["Journey", key].get("frequencyPerYear") for key in journeys]
        found = [given for given in stated if given is not None]
        return sum(found) if found else None

    def _quotes(self, name: Name) -> set[Name]:
        linked = self.portfolio.linked
        return {q for insight in linked(*name, "insights") for q in linked(*insight, "quotes")}

    def kinds(self, name: Name) -> list[str]:
        """The kinds of source behind an opportunity."""
        sources = {self.portfolio.one(*quote, "source") for quote in self._quotes(name)} - {None}
        return sorted({kind for source in sources if source and (kind := self.value(source, "kind"))})

    def _evidence_strength(self, name: Name) -> float:
        quotes = len(self._quotes(name))
        return min(1, len(self.kinds(name)) / 5) / 2 + min(1, log10(1 + quotes) / 2) / 2

    def _rice(self, name: Name) -> float | None:
        value, effort = self.value(name, "value"), self.value(name, "effort")
        frequency = self._frequency_per_year(name)
        if None in (value, effort, frequency):
            return None
        return frequency * value / 100 * self._evidence_strength(name) / max(effort, 0.5)

    def _quadrant(self, name: Name) -> str | None:
        value, effort = self.value(name, "value"), self.value(name, "effort")
        if value is None or effort is None:
            return None
        names = {(True, True): "QUICK_WIN", (True, False): "BIG_BET", (False, True): "FILL_IN"}
        return names.get((value >= 50, effort <= 2.5), "TIME_SINK")

    def _progress(self, name: Name) -> float | None:
        status = self.value(name, "status")
        if status in LEFT_OUT:
            return None
        own = {"LAUNCHED": 1.0, "SOLVED": 1.0, "REACHED": 1.0, "IN_PROGRESS": 0.5}.get(status, 0.0)
        if name[0] == "Solution":
            return own
        override = self.value(name, "progressOverride")
        if override is not None:
            return override
        fields = ["children", "solutions", *(["opportunities"] if name[0] == "Goal" else [])]
        below = [other for field in fields for other in self.portfolio.linked(*name, field)]
        found = [progress for other in below if (progress := self._progress(other)) is not None]
        return fmean(found) if found else own

    def _experience(self, name: Name) -> float | None:
        if name[0] == "Step":
            insights = [
                dict(self.portfolio.records[item]) for item in self.portfolio.linked(*name, "insights")
            ]
            counted = [
                item
                for item in insights
                if item.get("impact") is not None and item["weight"] > 0 and item["status"] != "DISMISSED"
            ]
            total = sum(item["weight"] for item in counted)
            return sum(item["weight"] * item["impact"] for item in counted) / total if total else None
        steps = (
            [("Step", key) for key in self.portfolio.steps(name[1])]
            if name[0] == "Journey"
            else self.portfolio.linked(*name, "steps")
        )
        found = [value for step in steps if (value := self._experience(step)) is not None]
        return fmean(found) if found else None

    def _result(self, name: Name) -> float | None:
        given = self.portfolio.records[name]
        metric = self.portfolio.one(*name, "metric")
        assert metric
        if given.get("value") is not None:
            return given["value"]
        method = self.value(metric, "method")
        answers = sum(given.get(part) or 0 for part in ("promoters", "passives", "detractors"))
        if method == "NPS" and answers:
            return 100 * (given["promoters"] - given["detractors"]) / answers
        return given["numerator"] / given["denominator"] if method == "RATIO" else None


def _compared(value: Any, operator: str, given: Any) -> bool:
    match operator:
        case "eq":
            return value == given
        case "ne":
            return not _compared(value, "eq", given)
        case "in":
            return value in given
        case "notIn":
            return value not in given
        case "isNull":
            return (value is None) is given
        case "has":
            return given in value
        case "isEmpty":
            return (not value) is given
        case _ if value is None:
            return False
        case "contains":
            return fold_text(given) in fold_text(value)
        case "startsWith":
            return fold_text(value).startswith(fold_text(given))
        case "lt" | "lte" | "gt" | "gte" if isinstance(value, str):
            return _is_ordered(operator, sort_key(value), sort_key(given))
        case _:
            return _is_ordered(operator, value, given)


def _is_ordered(operator: str, value: Any, given: Any) -> bool:
    match operator:
        case "lt":
            return value < given
        case "lte":
            return value <= given
        case "gt":
            return value > given
        case _:
            return value >= given
