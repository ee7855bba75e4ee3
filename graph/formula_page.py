"""The page of computed fields: each with its formula, unit and arguments, rendered from the declarations."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby

from graph.computed import (
    ROOT,
    Argument,
    Computed,
    Group,
    Listing,
    Object,
    Page,
    Records,
    Value,
)
from graph.entities import Datatype

_HEAD = """\
# What is computed

Generated from the declarations in `graph/reads` by `throughline schema export`; change those instead.

A value is null where what it rests on is missing, never zero. Where a name stands under *filters as*, the
value filters under that name, and orders under the same name in capitals."""

_TYPES = {
    Datatype.TEXT: "String",
    Datatype.INT: "Int",
    Datatype.FLOAT: "Float",
    Datatype.BOOLEAN: "Boolean",
    Datatype.DATE: "Date",
    Datatype.DATETIME: "DateTime",
}


def computed_page(computed: Iterable[Computed | Group]) -> str:
    """The whole page as Markdown: questions first, then each kind of record with its fields."""
    fields = sorted(computed, key=lambda item: (item.owner != ROOT, item.owner))
    parts = [_HEAD]
    for owner, items in groupby(fields, key=lambda item: item.owner):
        parts.append(f"## {'Questions at the root' if owner == ROOT else owner}")
        for item in items:
            parts += _group(item) if isinstance(item, Group) else _field(item, item.name)
    return "\n\n".join(parts) + "\n"


def _group(group: Group) -> Iterator[str]:
    yield f"### `{group.name}`: {group.type_name}"
    yield f"{group.description} {group.type_description}"
    rows = [(f"`{item.name}`", _type(item.result), _filter(item), item.description) for item in group.members]
    yield _table(("field", "type", "filters as", "meaning"), rows)


def _field(item: Computed, name: str) -> Iterator[str]:
    yield f"### `{name}`: {_type(item.result)}"
    filters = f" Filters as `{item.where}`." if item.where else ""
    yield f"{item.description}{filters}"
    if item.arguments:
        yield _arguments({name: given for name, given in item.arguments.items() if not given.page_of})
    shape = item.result.item if isinstance(item.result, Listing) else item.result
    if isinstance(shape, Object):
        yield _table(("field", "type", "meaning"), _rows(shape, ""))


def _rows(shape: Object, above: str) -> Iterator[tuple[str, str, str]]:
    for name, part in shape.fields.items():
        told = part.role or part.description if isinstance(part, Object) else part.description
        yield f"`{above}{name}`", _type(part), told
        if isinstance(part, Object):
            yield from _rows(part, f"{above}{name}.")


def _arguments(arguments: Mapping[str, Argument]) -> str:
    rows = [
        (
            f"`{name}`",
            _argument_type(item),
            "required"
            if item.required
            else ""
            if item.default is None
            else f"`{_default_text(item.default)}`",
            item.description,
        )
        for name, item in arguments.items()
    ]
    return _table(("argument", "type", "default", "meaning"), rows)


def _default_text(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _argument_type(item: Argument) -> str:
    if item.filter_of:
        return f"{item.filter_of}Filter"
    plain = "ID" if item.id_of or item.record else item.enum.__name__ if item.enum else _TYPES[item.type]
    return f"list of {plain}" if item.many else plain


def _type(shape: Value | Records | Object | Page | Listing) -> str:
    match shape:
        case Value():
            plain = "ID" if shape.id_of else "Kind" if shape.kind else _plain(shape)
            return f"list of {plain}" if shape.many else plain
        case Records():
            return f"list of {shape.label or 'Node'}" if shape.many else shape.label or "Node"
        case Object():
            return f"list of {shape.name}" if shape.many else shape.name
        case Page():
            return f"{shape.label}Connection"
        case Listing():
            return f"{shape.item.name}Connection"


def _plain(shape: Value) -> str:
    return shape.enum.__name__ if shape.enum else _TYPES[shape.type]


def _filter(item: Computed) -> str:
    return f"`{item.where}`" if item.where else ""


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [head, ("---",) * len(head), *(tuple(cell.replace("|", "\\|") for cell in row) for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
