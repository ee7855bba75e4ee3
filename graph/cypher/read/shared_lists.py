"""Lists that computed fields of the parts of one record share: made once, before any part is read."""

from collections.abc import Iterator

from graph.computed import Shared
from graph.cypher.names import Scope, block
from graph.selection import ComputedValue, Parts, RecordSelection


def shared_lists(scope: Scope, selection: RecordSelection, variable: str) -> str:
    """The clause that makes them, to stand behind the match of the record; empty where nothing is shared."""
    made: dict[str, str] = {}
    for matches, shared, asked in _shared_values(scope, selection, variable, []):
        text = block("COLLECT", *matches, shared.once)
        made.setdefault(text, scope.variable())
        scope.shared[id(asked)] = made[text]
    each = [f"{text} AS {name}" for text, name in made.items()]
    return f"WITH {', '.join([variable, *each])}" if each else ""


def _shared_values(
    scope: Scope, selection: RecordSelection, variable: str, matches: list[str]
) -> Iterator[tuple[list[str], Shared, ComputedValue]]:
    """The fields that share a list, each with the clauses that bind `this` to all records it is asked of."""
    for ask in selection.asks:
        if isinstance(ask.what, Parts):
            link, record = ask.what.link, ask.what.record
            for part in record.asks:
                if isinstance(part.what, ComputedValue) and part.what.computed.shared:
                    bound = [*matches, f"MATCH {scope.pattern(variable, link, 'this')}"]
                    yield bound, part.what.computed.shared, part.what
            further = [*matches, f"MATCH {scope.pattern(variable, link, f'{variable}_part')}"]
            yield from _shared_values(scope, record, f"{variable}_part", further)
