"""Names in a statement: variables, parameters, and patterns of relationships; and the shaping of rows."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from operator import itemgetter
from textwrap import indent
from typing import Any

from graph.entities import Datatype, Entity, Link, Model
from graph.scales import LABEL
from graph.selection import Parameter

Shaper = Callable[[Any], Any]


@dataclass(slots=True)
class Scope:
    """The variables and parameters of one statement, named in the order in which they occur.

    Compiler variables begin with an underscore, which hand-written subqueries never use.
    """

    model: Model
    parameters: list[Parameter] = field(default_factory=list[Parameter])
    lists: dict[str, str] = field(default_factory=dict[str, str])  # records on a page, by its connection
    shared: dict[int, str] = field(default_factory=dict[int, str])  # by the identity of what was asked
    relationships: dict[str, str] = field(default_factory=dict[str, str])  # by the variable of their record
    _variables: int = 0
    _names: dict[int, str] = field(default_factory=dict[int, str])

    def variable(self) -> str:
        """A variable that no other part of the statement uses."""
        self._variables += 1
        return f"_{self._variables}"

    def parameter(self, parameter: Parameter) -> str:
        """The parameter as the statement writes it, the same each time."""
        name = self._names.get(id(parameter))
        if name is None:
            name = self._names[id(parameter)] = f"$p{len(self.parameters)}"
            self.parameters.append(parameter)
        return name

    def typed_parameter(self, parameter: Parameter, type: Datatype) -> str:
        """The parameter as a value of a type: a time comes as epoch milliseconds, a date as text."""
        return _typed_value(self.parameter(parameter), type)

    def typed_list(self, parameter: Parameter, type: Datatype) -> str:
        """The parameter as a list of values of a property's type."""
        name = self.parameter(parameter)
        if type in (Datatype.DATE, Datatype.DATETIME):
            item = self.variable()
            return f"[{item} IN {name} | {_typed_value(item, type)}]"
        return name

    def pattern(
        self, origin: str, link: Link, target: str, labels: Sequence[str] = (), bound: str = ""
    ) -> str:
        """A pattern from `origin` to `target`; the end bears its label only where the type leaves it open."""
        end = target + self._label(link, labels)
        middle = f"[{bound}:{link.type}]"
        return f"({origin})-{middle}->({end})" if link.outgoing else f"({origin})<-{middle}-({end})"

    def _label(self, link: Link, labels: Sequence[str]) -> str:
        return "" if self._is_implied(link, labels) else ":" + "|".join(labels or link.targets)

    def _is_implied(self, link: Link, labels: Sequence[str]) -> bool:
        wanted = set(labels or link.targets)
        starts = {relationship.start for relationship in link.relationships}
        ends = {relationship.end for relationship in link.relationships}
        possible = {
            (item.end if link.outgoing else item.start)
            for item in self.model.relationships
            if item.type == link.type and (item.start in starts if link.outgoing else item.end in ends)
        }
        return possible == wanted


def _typed_value(text: str, type: Datatype) -> str:
    match type:
        case Datatype.DATETIME:
            return f"datetime({{epochMillis: {text}}})"
        case Datatype.DATE:
            return f"date({text})"
        case _:
            return text


def called_text(entities: Iterable[Entity], variable: str) -> str:
    """What a record of one of some kinds is called in changes and counts; its id if by nothing."""
    called = {item.name: item for entity in entities if (item := entity.name_property)}
    texts = [
        f"left({variable}.{name}, {LABEL})" if (item.max_length or 0) > LABEL else f"{variable}.{name}"
        for name, item in called.items()
    ]
    return f"coalesce({', '.join(texts)}, {variable}.id)" if texts else f"{variable}.id"


def carried_value(text: str, type: Datatype) -> str:
    """An expression in the form in which its value travels: times as epoch milliseconds, dates as text."""
    match type:
        case Datatype.DATETIME:
            return f"{text}.epochMillis"
        case Datatype.DATE:
            return f"toString({text})"
        case _:
            return text


def block(keyword: str, *clauses: str) -> str:
    """A subquery: the clauses, one on each line, inside braces; empty clauses are left out."""
    body = "\n".join(clause for clause in clauses if clause)
    return f"{keyword} {{\n{indent(body, '  ')}\n}}"


def list_expression(items: Sequence[str]) -> str:
    """A list expression, one item on a line where one of them is long."""
    if any("\n" in item for item in items):
        return "[\n" + indent(",\n".join(items), "  ") + "\n]"
    return f"[{', '.join(items)}]"


@dataclass(slots=True)
class RowColumns:
    """The columns of one nested row: an equal expression is written once, and each key knows its place."""

    columns: list[str] = field(default_factory=list[str])
    keys: list[str] = field(default_factory=list[str])
    _places: list[int] = field(default_factory=list[int])
    _constants: list[Any] = field(default_factory=list[Any])
    _constant_keys: list[str] = field(default_factory=list[str])
    _convert: list[tuple[str, Shaper]] = field(default_factory=list[tuple[str, Shaper]])

    def add(self, key: str, text: str, convert: Shaper | None = None) -> None:
        """A value that the statement returns, converted on its way out."""
        if text not in self.columns:
            self.columns.append(text)
        self.keys.append(key)
        self._places.append(self.columns.index(text))
        if convert:
            self._convert.append((key, convert))

    def constant(self, key: str, value: Any) -> None:
        """A value known before the statement runs."""
        self._constant_keys.append(key)
        self._constants.append(value)

    def shaper(self, order: Sequence[str]) -> Shaper:
        """The function from a row to a dict with its keys in the given order."""
        place = dict(zip(self.keys, self._places, strict=True))
        width = len(self.columns)
        place |= {key: width + index for index, key in enumerate(self._constant_keys)}
        positions = [place[key] for key in order]
        names = tuple(order)
        constants = self._constants
        if len(names) == 1 and not constants:
            return _only(names[0], positions[0], dict(self._convert).get(names[0]))
        inner = _in_order(names, tuple(self._convert))
        if not constants and positions == list(range(width)):
            return inner
        pick: Shaper = itemgetter(*positions) if len(positions) > 1 else (lambda row: [row[positions[0]]])
        if constants:
            return lambda row: inner(pick([*row, *constants]))
        return lambda row: inner(pick(row))


def _in_order(names: Sequence[str], convert: Sequence[tuple[str, Shaper]]) -> Shaper:
    """The function from a row to a dict where the row has the order of the dict."""
    if not convert:
        return lambda row: dict(zip(names, row, strict=True))

    def shape(row: Sequence[Any]) -> dict[str, Any]:
        shaped = dict(zip(names, row, strict=True))
        for key, change in convert:
            shaped[key] = change(shaped[key])
        return shaped

    return shape


def _only(name: str, place: int, convert: Shaper | None) -> Shaper:
    """The function from a row to a dict with one key, the cheapest there is: counts come by the thousand."""
    if convert is None:
        return lambda row: {name: row[place]}
    return lambda row: {name: convert(row[place])}
