"""Orders as text: the keys of a page, how records sort by them, and what stands behind a place among them."""

from collections.abc import Sequence
from dataclasses import dataclass

from graph.cypher.names import Scope, carried_value, list_expression
from graph.cypher.read.filters import nullable, operand_type, sort_expression
from graph.entities import Datatype, Model, Property
from graph.selection import After, LinkValue, Operand, OrderKey, Parameter


@dataclass(frozen=True, slots=True)
class SortKey:
    """One key of an order: what it sorts, and the value that stands for it in a cursor.

    They differ for an enum, whose `values` sort in the order in which they are declared.
    """

    text: str
    place: str
    type: Datatype
    descending: bool
    nullable: bool
    values: tuple[str, ...] = ()

    @property
    def later_values(self) -> list[str]:
        """The values of the enum in the order in which they come."""
        return list(reversed(self.values)) if self.descending else list(self.values)


@dataclass(slots=True)
class Sorting:
    """The keys of an order and what carries computed ones; nulls come last, `backwards` first."""

    keys: list[SortKey]
    carried: list[str]
    descending: bool
    backwards: bool = False


def page_sorting(scope: Scope, order: Sequence[OrderKey], record: str, backwards: bool) -> Sorting:
    """The keys by which a page sorts its records; one that is read backwards from its other end."""
    keys, carried = list[SortKey](), list[str]()
    for item in order:
        stored = isinstance(item.operand, Property | LinkValue)
        text = sort_expression(scope, item.operand, record)
        place = text if stored else scope.variable()
        if not stored:
            carried.append(f"{text} AS {place}")
        values = declared_values(scope.model, item.operand)
        ranked = _rank(place, values) if values else place
        down = item.descending is not backwards
        keys.append(SortKey(ranked, place, operand_type(item.operand), down, nullable(item.operand), values))
    return Sorting(keys, carried, keys[-1].descending if keys else backwards, backwards)


def declared_values(model: Model, operand: Operand) -> tuple[str, ...]:
    """The values of an enum in the order in which they are declared; none for anything else."""
    item = operand.property if isinstance(operand, LinkValue) else operand
    if isinstance(item, Property) and item.facts.kind:
        return tuple(model.kinds)
    choice = getattr(item, "enum", None) or getattr(getattr(item, "result", None), "enum", None)
    return tuple(value.value for value in choice) if choice else ()


def order_texts(sorting: Sorting, record: str) -> list[str]:
    """What stands behind ORDER BY."""
    texts: list[str] = []
    for key in sorting.keys:
        if key.nullable and key.descending is not sorting.backwards:  # the server would put nulls elsewhere
            texts.append(f"{key.place} IS NULL" + (" DESC" if sorting.backwards else ""))
        texts.append(key.text + (" DESC" if key.descending else ""))
    return [*texts, f"{record}.id" + (" DESC" if sorting.descending else "")]


def cursor_text(sorting: Sorting, record: str) -> str:
    """What a cursor holds: the values of a record that place it."""
    return list_expression([*(carried_value(key.place, key.type) for key in sorting.keys), f"{record}.id"])


def behind(scope: Scope, sorting: Sorting, after: After, record: str, redundant: bool = True) -> str:
    """The predicate for everything behind a cursor in the order."""
    sign = "<" if sorting.descending else ">"
    ties: list[str] = []
    options: list[str] = []
    bound = ""
    for key, value in zip(sorting.keys, after.values, strict=True):
        beyond = _beyond(scope, key, value, sorting.backwards)
        if beyond:
            options.append(" AND ".join([*ties, beyond]))
        if value is None:
            ties.append(f"{key.place} IS NULL")
            continue
        if key is sorting.keys[0] and not (key.nullable or key.values):
            bound = _bound(scope, key, value)
        ties.append(f"{key.place} = {scope.typed_parameter(value, key.type)}")
    options.append(" AND ".join([*ties, f"{record}.id {sign} {scope.parameter(after.id)}"]))
    text = options[0] if len(options) == 1 else "(" + " OR ".join(f"({option})" for option in options) + ")"
    return f"{bound} AND {text}" if bound and redundant else text


def _beyond(scope: Scope, key: SortKey, value: Parameter | None, backwards: bool) -> str:
    """The predicate for what stands behind the value of one key, nothing where nothing can."""
    if value is None:
        return f"{key.place} IS NOT NULL" if backwards else ""
    given = scope.typed_parameter(value, key.type)
    text = f"{key.text} {'<' if key.descending else '>'} {_rank(given, key.values)}"
    return f"({text} OR {key.place} IS NULL)" if key.nullable and not backwards else text


def _bound(scope: Scope, key: SortKey, value: Parameter) -> str:
    """What an index can seek to, said besides."""
    return f"{key.place} {'<=' if key.descending else '>='} {scope.typed_parameter(value, key.type)}"


def _rank(text: str, values: Sequence[str]) -> str:
    """The place of a value of an enum among those declared; the text itself where it is none."""
    cases = " ".join(f"WHEN '{value}' THEN {place}" for place, value in enumerate(values))
    return f"CASE {text} {cases} END" if values else text
