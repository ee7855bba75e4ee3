"""Conditions to predicates: two-valued logic, and the side a search starts from."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from graph.computed import Argument, Computed, DerivedLink, Value
from graph.cypher.names import Scope, block
from graph.entities import Datatype, Entity, Link, Property
from graph.index_choice import index_rest
from graph.selection import (
    AllOf,
    AnyOf,
    Compare,
    Comparison,
    Condition,
    CountOf,
    Filtered,
    Holds,
    IsNull,
    LinkCount,
    LinkName,
    LinkValue,
    Negated,
    Operand,
    PageRecords,
    Parameter,
    PassedArgument,
    Quantifier,
    RecordId,
    Related,
    Stated,
)
from graph.text_keys import (
    compared_column,
    fold_text,
    is_comparable,
    is_searched_by_key,
    is_sorted_by_key,
    search_column,
    sort_column,
    sort_key,
)

_SIGNS = {
    Comparison.EQ: "=",
    Comparison.LT: "<",
    Comparison.LTE: "<=",
    Comparison.GT: ">",
    Comparison.GTE: ">=",
}
_ORDERED = (Comparison.LT, Comparison.LTE, Comparison.GT, Comparison.GTE)


def predicate(scope: Scope, condition: Condition, variable: str) -> str:
    """The condition on `variable`; may be null where it does not hold, so `NOT` goes through `negation`."""
    match condition:
        case Compare():
            return _comparison(scope, condition, variable)
        case IsNull():
            return _null(scope, condition, variable)
        case Related():
            return _related_predicate(scope, condition, variable)
        case CountOf():
            return _count(scope, condition, variable)
        case AllOf(conditions):
            return _join_conditions(scope, conditions, variable, " AND ", "true")
        case AnyOf(conditions):
            return _join_conditions(scope, conditions, variable, " OR ", "false")
        case Negated(inner):
            return negation(predicate(scope, inner, variable))
        case Holds(computed):
            return "(" + re.sub(r"\bnode\b", variable, computed.cypher) + ")"


def negation(text: str) -> str:
    """The opposite of a predicate, with null counted as false."""
    return f"NOT coalesce({text}, false)"


def expression(scope: Scope, operand: Operand, variable: str) -> str:
    """The value of a property, of a computed field without arguments, or of a fact about related records."""
    match operand:
        case Property():
            return f"{variable}.{operand.name}"
        case LinkValue(item):
            return f"{scope.relationships[variable]}.{item.name}"
        case LinkName(link):
            other, item = scope.variable(), scope.model[link.targets[0]].name_property
            assert item is not None
            name = f"RETURN {other}.{sort_column(item)}"
            return f"{block('COLLECT', f'MATCH {scope.pattern(variable, link, other)}', name)}[0]"
        case LinkCount(Link() as link):
            return f"COUNT {{ {scope.pattern(variable, link, '')} }}"
        case LinkCount(link):
            return block("COUNT", *linked_clauses(scope, link, variable, scope.variable()), "RETURN 1")
        case Computed():
            return f"{block('COLLECT', computed_call(scope, operand, variable, {}), 'RETURN value')}[0]"


def sort_expression(scope: Scope, operand: Operand, variable: str) -> str:
    """What records are ordered by: of a text its key, which sorts as people do."""
    match operand:
        case Property():
            return f"{variable}.{sort_column(operand)}"
        case LinkValue(item):
            return f"{scope.relationships[variable]}.{sort_column(item)}"
        case _:
            return expression(scope, operand, variable)


def text_key(operand: Stated, comparison: Comparison) -> Callable[[str], str] | None:
    """What makes the key by which a text is compared; None where the text itself is."""
    if comparison in (Comparison.CONTAINS, Comparison.STARTS_WITH):
        return fold_text
    item = operand.property if isinstance(operand, LinkValue) else operand
    if not isinstance(item, Property) or not (is_sorted_by_key(item) and is_comparable(item)):
        return None
    # By the key, of which there is an index, but what is unique by the index that keeps it so.
    by_key = _ORDERED if item.facts.unique else (*_ORDERED, Comparison.EQ, Comparison.IN)
    return sort_key if comparison in by_key else None


def linked_clauses(scope: Scope, link: Link | DerivedLink, variable: str, other: str) -> list[str]:
    """The clauses that bind the records a link leads to; a derived one lets go of all variables but that."""
    if isinstance(link, Link):
        return [f"MATCH {scope.pattern(variable, link, other)}"]
    return derived_clauses(link.cypher, variable, other)


def derived_clauses(cypher: str, variable: str, other: str) -> list[str]:
    """The clauses that bind what the subquery of a derived link, or its way back, returns of one record."""
    return [derived_call(cypher, variable, other), f"WITH {other}"]


def derived_call(cypher: str, variable: str, other: str) -> str:
    """The call of such a subquery, which returns `other`."""
    # Under another name: what stands in the WHERE still sees `node`, and may call such a subquery itself.
    named = re.sub(r"\bnode\b", other, cypher)
    return block(f"CALL ({variable})", f"WITH {variable} AS this", named)


def computed_call(
    scope: Scope,
    computed: Computed,
    origin: str | None,
    arguments: Mapping[str, PassedArgument],
    shared: str | None = None,
) -> str:
    """The subquery of a computed field, with `this` and its arguments as variables.

    `shared` is the variable of the list that it shares with others.
    """
    values = [f"{origin} AS this"] if origin else []
    seen = [origin] if origin else []
    filtered: list[str] = []
    starts: list[str] = []
    for name, argument in computed.arguments.items():
        given = arguments.get(name, argument)
        match given:
            case Filtered(entity, condition):
                filtered += matching(scope, entity, argument.record, condition)
                values.insert(0, argument.record)
            case RecordId(identifier, label):
                starts.append(f"MATCH ({argument.record}:{label} {{id: {scope.parameter(identifier)}}})")
            case PageRecords(connection):
                seen.append(scope.lists[connection])
                values.append(f"{seen[-1]} AS {name}")
            case Parameter():
                values.append(f"{scope.typed_parameter(given, argument.type)} AS {name}")
            case None:
                values.append(f"null AS {name}")
            case Argument():
                values.append(f"{literal(argument.default)} AS {name}")
    cypher = computed.cypher
    if shared and computed.shared:
        seen.append(shared)
        values.append(f"{shared} AS shared")
        cypher = computed.shared.cypher
    first = f"WITH {', '.join(values)}" if values else ""
    return block(f"CALL ({', '.join(seen)})", *filtered, first, *starts, cypher)


def matching(scope: Scope, entity: Entity, variable: str, condition: Condition) -> list[str]:
    """The clauses that bind each record of a kind that fulfils a condition, once."""
    found = everything(scope, entity, variable, conjuncts(condition))
    return [*found.clauses, where_clause(scope, found.guarded_conditions, variable)]


def literal(value: bool | int | None) -> str:
    """A default of an argument as Cypher."""
    return "null" if value is None else str(value).lower()


def operand_type(operand: Operand) -> Datatype:
    """The type of the values of an operand."""
    match operand:
        case Property():
            return operand.type
        case LinkValue(item):
            return item.type
        case LinkName():
            return Datatype.TEXT
        case LinkCount():
            return Datatype.INT
        case Computed(result=Value() as result):
            return result.type
        case _:
            raise TypeError(f"{operand.name} is no value")


def nullable(operand: Operand) -> bool:
    """Whether a value may be absent."""
    match operand:
        case Property():
            return operand.nullable
        case LinkValue(item):
            return item.nullable
        case LinkName(link):
            return not link.required
        case Computed(result=Value() as result):
            return result.nullable
        case _:
            return False


def _join_conditions(
    scope: Scope, conditions: tuple[Condition, ...], variable: str, word: str, empty: str
) -> str:
    texts = [predicate(scope, condition, variable) for condition in conditions]
    if len(texts) < 2:
        return texts[0] if texts else empty
    return f"({word.join(texts)})"


def _comparison(scope: Scope, condition: Compare, variable: str) -> str:
    operand, comparison, parameter = condition.operand, condition.comparison, condition.parameter
    key, type = text_key(operand, comparison), operand_type(operand)
    if key is fold_text:
        sign = "CONTAINS" if comparison is Comparison.CONTAINS else "STARTS WITH"
        return f"{_searched_text(scope, operand, variable)} {sign} {scope.parameter(parameter)}"
    left = (sort_expression if key else expression)(scope, operand, variable)
    match comparison:
        case Comparison.IN:
            return f"{left} IN {scope.typed_list(parameter, type)}"
        case Comparison.NOT_IN:
            return _or_null(operand, left, f"NOT {left} IN {scope.typed_list(parameter, type)}")
        case Comparison.NE:
            return _or_null(operand, left, f"{left} <> {scope.typed_parameter(parameter, type)}")
        case Comparison.HAS:
            return f"{scope.parameter(parameter)} IN {left}"
        case _:
            return f"{left} {_SIGNS[comparison]} {scope.typed_parameter(parameter, type)}"


def _searched_text(scope: Scope, operand: Stated, variable: str) -> str:
    """A text without accents and case, where it has any; it is kept only where it is no lower case."""
    lower = f"toLower({expression(scope, operand, variable)})"
    item = operand.property if isinstance(operand, LinkValue) else operand
    if not isinstance(item, Property) or not is_searched_by_key(item):
        return lower
    bearer = scope.relationships[variable] if isinstance(operand, LinkValue) else variable
    return f"coalesce({bearer}.{search_column(item)}, {lower})"


def _or_null(operand: Operand, left: str, text: str) -> str:
    return f"({text} OR {left} IS NULL)" if nullable(operand) else text


def _null(scope: Scope, condition: IsNull, variable: str) -> str:
    operand = condition.operand
    if isinstance(operand, Link):
        found = f"EXISTS {{ {scope.pattern(variable, operand, '')} }}"
        return f"NOT {found}" if condition.null else found
    left = f"{variable}.{compared_column(operand)}" if isinstance(operand, Property) else ""
    left = left or expression(scope, operand, variable)
    if operand_type(operand) in (Datatype.TEXTS, Datatype.OBJECTS):
        return f"coalesce(size({left}), 0) {'=' if condition.null else '>'} 0"
    return f"{left} IS {'NULL' if condition.null else 'NOT NULL'}"


def _trivial(condition: Condition) -> bool:
    return isinstance(condition, AllOf) and all(_trivial(item) for item in condition.conditions)


def _related_predicate(scope: Scope, condition: Related, variable: str) -> str:
    link, quantifier = condition.link, condition.quantifier
    if _trivial(condition.where) and quantifier is Quantifier.ALL:
        return "true"
    if _trivial(condition.where) and isinstance(link, Link):
        found = f"EXISTS {{ {scope.pattern(variable, link, '')} }}"
    else:
        other = scope.variable()
        inner = predicate(scope, condition.where, other)
        if quantifier is Quantifier.ALL:
            inner = negation(inner)
        where = "" if inner == "true" else f"WHERE {inner}"
        end = "" if isinstance(link, Link) else f"RETURN {other}"
        found = block("EXISTS", *linked_clauses(scope, link, variable, other), where, end)
    return found if quantifier is Quantifier.SOME else f"NOT {found}"


def _count(scope: Scope, condition: CountOf, variable: str) -> str:
    link, parameter = condition.link, scope.parameter(condition.parameter)
    sign = _SIGNS[condition.comparison]
    if _trivial(condition.where) and isinstance(link, Link):
        return f"COUNT {{ {scope.pattern(variable, link, '')} }} {sign} {parameter}"
    other = scope.variable()
    inner = predicate(scope, condition.where, other)
    clauses = [*linked_clauses(scope, link, variable, other), "" if inner == "true" else f"WHERE {inner}"]
    enough = {Comparison.GTE: parameter, Comparison.LT: parameter}.get(
        condition.comparison, f"{parameter} + 1"
    )
    return f"{block('COUNT', *clauses, f'RETURN {other}', f'LIMIT {enough}')} {sign} {parameter}"


def about_link(condition: Condition) -> bool:
    """Whether a condition asks anything of the relationship along which records are read."""
    match condition:
        case Compare(operand) | IsNull(operand):
            return isinstance(operand, LinkValue)
        case AllOf(conditions) | AnyOf(conditions):
            return any(map(about_link, conditions))
        case Negated(inner):
            return about_link(inner)
        case _:
            return False


def conjuncts(condition: Condition) -> list[Condition]:
    """The conditions that must all hold, without nested conjunctions."""
    if isinstance(condition, AllOf):
        return [part for item in condition.conditions for part in conjuncts(item)]
    return [condition]


@dataclass(frozen=True, slots=True)
class Start:
    """Records known by a unique value or a list of such, and the links to them from the wanted records."""

    label: str
    unique: Compare
    links: tuple[Link | DerivedLink, ...]


def unique_start(conditions: list[Condition]) -> tuple[Start, Condition] | None:
    """A related record that the conditions fix by unique values, and the condition that says so.

    The condition is used up when it says nothing else.
    """
    for condition in conditions:
        if (
            isinstance(condition, Related)
            and condition.quantifier is Quantifier.SOME
            and not _is_mixed(condition.link)
        ):
            start = _start(condition, ())
            if start:
                return start, condition
    return None


def says_more(condition: Condition) -> bool:
    """Whether a condition that fixes a related record says anything besides."""
    if isinstance(condition, Related):
        inner = conjuncts(condition.where)
        return len(inner) > 1 or says_more(inner[0])
    return False


def _is_mixed(link: Link | DerivedLink) -> bool:
    return isinstance(link, Link) and link.is_mixed


def _start(condition: Related, links: tuple[Link | DerivedLink, ...]) -> Start | None:
    path = (*links, condition.link)
    inner = conjuncts(condition.where)
    for comparison in (Comparison.EQ, Comparison.IN):
        for item in inner:
            if isinstance(item, Compare) and item.comparison is comparison and _unique(item.operand):
                return Start(condition.link.targets[0], item, path)
    for item in inner:
        if isinstance(item, Related) and item.quantifier is Quantifier.SOME and not _is_mixed(item.link):
            start = _start(item, path)
            if start:
                return start
    return None


def _unique(operand: Stated) -> bool:
    return isinstance(operand, Property) and operand.facts.unique


@dataclass(slots=True)
class PageMatch:
    """The clauses that bind the records of a page, before any condition of the request."""

    variable: str
    clauses: list[str]
    conditions: list[Condition]
    bound: str = ""
    score: str = ""
    place: str = ""
    guards: Sequence[Condition] = ()

    @property
    def guarded_conditions(self) -> list[Condition]:
        """The conditions, with those that let an index serve them."""
        return [*self.conditions, *self.guards]


def everything(scope: Scope, entity: Entity, variable: str, conditions: list[Condition]) -> PageMatch:
    """All records of a kind: from a record that the conditions fix, else from the label."""
    found = unique_start(conditions)
    if found is None:
        guards = _guards(entity, conditions)
        return PageMatch(variable, [f"MATCH ({variable}:{entity.label})"], conditions, guards=guards)
    start, condition = found
    clauses = _start_clauses(scope, start, variable)
    if len(start.links) > 1 or start.unique.comparison is Comparison.IN:
        clauses.append(f"WITH DISTINCT {variable}")
    rest = [item for item in conditions if item is not condition or says_more(item)]
    return PageMatch(variable, clauses, rest)


_RANGES = (Comparison.IN, *_ORDERED)


def _guards(entity: Entity, conditions: list[Condition]) -> list[Condition]:
    """Conditions that always hold, without which the server does not see that an index serves the others."""
    compared = [
        (item.operand.name, item.comparison)
        for item in conditions
        if isinstance(item, Compare) and isinstance(item.operand, Property)
    ]
    fixed = {name for name, comparison in compared if comparison is Comparison.EQ}
    ranged = {name for name, comparison in compared if comparison in _RANGES}
    if "id" in fixed or "key" in fixed:
        return []
    return [IsNull(entity.properties[name], False) for name in index_rest(entity, fixed, ranged)]


def _start_clauses(scope: Scope, start: Start, variable: str) -> list[str]:
    """The clauses that lead from the known record back to the wanted ones."""
    operand, value = start.unique.operand, start.unique.parameter
    assert isinstance(operand, Property)
    here = scope.variable()
    known = (
        f" WHERE {here}.{operand.name} IN {scope.typed_list(value, operand.type)}"
        if start.unique.comparison is Comparison.IN
        else f" {{{operand.name}: {scope.parameter(value)}}}"
    )
    clauses = [f"MATCH ({here}:{start.label}{known})"]
    for index in reversed(range(len(start.links))):
        link, previous = start.links[index], start.links[index - 1] if index else None
        derived = isinstance(link, DerivedLink)
        named = derived or isinstance(previous, DerivedLink)
        name = scope.variable() if named and previous else "" if previous else variable
        if derived:
            clauses += derived_clauses(link.back, here, name)
        else:
            label = previous.targets[0] if previous else _origin_label(link)
            clauses[-1] = _continued(clauses[-1], here, link, f"({name}:{label})")
        here = name
    return clauses


def _origin_label(link: Link) -> str:
    return link.relationships[0].start if link.outgoing else link.relationships[0].end


def _continued(clause: str, here: str, link: Link, end: str) -> str:
    """A clause with one more relationship: the same path where it is one, else a path from its record."""
    middle = f"<-[:{link.type}]-" if link.outgoing else f"-[:{link.type}]->"
    return (
        f"{clause}{middle}{end}" if clause.startswith("MATCH") else f"{clause}\nMATCH ({here}){middle}{end}"
    )


def where_clause(scope: Scope, conditions: Sequence[Condition], variable: str, *extra: str) -> str:
    """The WHERE clause for all conditions and further predicates; empty where there is none."""
    texts = [predicate(scope, item, variable) for item in conditions]
    texts = [text for text in (*texts, *extra) if text and text != "true"]
    return f"WHERE {' AND '.join(texts)}" if texts else ""
