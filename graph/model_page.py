"""The model page: every entity with its properties and relationships, rendered from the declarations."""

from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum

from graph.entities import Datatype, Entity, Link, Model, Property, Relationship
from graph.scales import LARGEST_INT
from graph.schema import Named, Node, Record, Shape
from graph.texts import value_text

_HEAD = """\
# The model

Generated from the declarations in `graph/model` by `throughline schema export`; change those instead.

Labels, relationship types and names of properties are those of the database and of GraphQL. Text is Unicode
in NFC, without blanks at either end; times are UTC, to the millisecond. A property may be absent unless it
is required or has a default. Beside a text are kept, shown by no API, what it sorts by (`nameOrder`) and the
text without accents and case (`nameFolded`), this only where it is not simply the text in lower case."""

_TYPES = {
    Datatype.TEXT: "Text",
    Datatype.INT: "Int",
    Datatype.FLOAT: "Float",
    Datatype.BOOLEAN: "Boolean",
    Datatype.DATE: "Date",
    Datatype.DATETIME: "DateTime",
    Datatype.TEXTS: "list of Text",
}

_COMMON: tuple[tuple[str, type[Node], str], ...] = (
    ("Every record", Node, "All kinds have these."),
    ("Records people work on", Record, "All kinds have these, except those that only Throughline writes."),
    ("Named records", Named, "All kinds with a name have these."),
)


def model_page(model: Model) -> str:
    """The whole page as Markdown: diagram, common properties, then each entity."""
    parts = [_HEAD, "## In one picture", _diagram(model), *_common(model)]
    for entity in model.entities.values():
        parts += _entity(model, entity)
    return "\n\n".join(parts) + "\n"


def _diagram(model: Model) -> str:
    drawn = [item for item in model.relationships if not _is_from_any(model, item)]
    starts: dict[tuple[str, str], list[str]] = {}
    for item in drawn:
        starts.setdefault((item.type, item.end), []).append(item.start)
    ends: dict[tuple[str, str], list[str]] = {}
    for (type, end), labels in starts.items():
        ends.setdefault((" & ".join(labels), type), []).append(end)
    arrows = [f"    {start} -->|{type}| {' & '.join(labels)}" for (start, type), labels in ends.items()]
    picture = "\n".join(["```mermaid", "flowchart LR", *arrows, "```"])
    left_out = sorted({item.type for item in model.relationships} - {item.type for item in drawn})
    remark = f"\n\nNot drawn, because many kinds have them: {_codes(left_out)}." if left_out else ""
    return picture + remark


def _common(model: Model) -> Iterator[str]:
    seen: set[str] = set()
    for title, shape, remark in _COMMON:
        names = set(shape.model_fields) - seen
        seen |= names
        bearers = [entity for entity in model.entities.values() if issubclass(entity.record, shape)]
        if bearers:
            yield f"## {title}"
            yield remark
            yield _property_table(item for item in bearers[0].visible_properties if item.attribute in names)


def _entity(model: Model, entity: Entity) -> Iterator[str]:
    yield f"## {entity.label}"
    yield entity.description
    yield _facts(entity)
    own = _own(entity)
    if own:
        yield _property_table(own)
        yield from _details(own)
    if entity.links:
        yield _link_table(entity)
        yield from _edge_tables(model, entity)


def _facts(entity: Entity) -> str:
    nature = "named" if issubclass(entity.record, Named) else "without a name"
    if entity.record.written_by_product:
        nature = "written by Throughline only"
    order = entity.default_order
    listed = f"`{order[0]}`{', newest first' if order[1] else ''}, then `id`" if order else "`id`"
    return f"Ids begin with `{entity.prefix}_`; the list is `{entity.plural}`, by {listed}; {nature}."


def _own(entity: Entity) -> list[Property]:
    shapes = [shape for _, shape, _ in _COMMON if issubclass(entity.record, shape)]
    common = {name for shape in shapes for name in shape.model_fields}
    return [item for item in entity.visible_properties if item.attribute not in common]


def _property_table(properties: Iterable[Property]) -> str:
    rows = [
        (f"`{item.name}`", _type(item), _bounds(item), item.facts.unit or "", _default(item), _meaning(item))
        for item in properties
    ]
    return _table(("property", "type", "bounds", "unit", "default", "meaning"), rows)


def _type(item: Property) -> str:
    if item.enum:
        return item.enum.__name__
    if item.object:
        return f"list of {item.object.__name__}"
    return _TYPES[item.type]


def _bounds(item: Property) -> str:
    if item.max_length is not None:
        what = "texts" if item.type is Datatype.TEXTS else "characters"
        return f"up to {item.max_length:,} {what}"
    highest = None if item.maximum == LARGEST_INT else item.maximum
    if item.minimum is None:
        return "" if highest is None else f"up to {highest:g}"
    return f"from {item.minimum:g}" if highest is None else f"{item.minimum:g} to {highest:g}"


def _default(item: Property) -> str:
    if item.default is None or item.default == []:
        return ""
    value = item.default
    return f"`{value:g}`" if isinstance(value, float) else f"`{value_text(value)}`"


def _meaning(item: Property) -> str:
    facts = item.facts
    marks = {
        "required": item.required and not facts.product,
        "unique": facts.unique,
        "searched": facts.search,
        "computed at each write": item.derived,
        "set by Throughline": facts.product and not item.derived,
    }
    told = [mark for mark, holds in marks.items() if holds]
    return f"{item.description} *{', '.join(told).capitalize()}.*" if told else item.description


def _details(properties: Iterable[Property]) -> Iterator[str]:
    for item in properties:
        if item.enum:
            yield _enum_table(item.enum)
        if item.object:
            yield _shape_table(item.object)


def _enum_table(enum: type[StrEnum]) -> str:
    rows = [(f"`{value.value}`", str(getattr(value, "description", ""))) for value in enum]
    return f"**{enum.__name__}**: {enum.__doc__}\n\n" + _table(("value", "meaning"), rows)


def _shape_table(shape: type[Shape]) -> str:
    rows = [(f"`{info.alias}`", info.description or "") for info in shape.model_fields.values()]
    return f"**{shape.__name__}**: {shape.__doc__}\n\n" + _table(("field", "meaning"), rows)


def _link_table(entity: Entity) -> str:
    rows = [
        (f"`{link.field}`", _arrow(link), _targets(link), _count(link), link.description)
        for link in entity.links.values()
    ]
    return _table(("field", "relationship", "leads to", "how many", "meaning"), rows)


def _arrow(link: Link) -> str:
    return f"`-{link.type}->`" if link.outgoing else f"`<-{link.type}-`"


def _targets(link: Link) -> str:
    return ", ".join(link.targets)


def _count(link: Link) -> str:
    if link.many:
        return "any number, in order" if link.owned else "any number"
    return "exactly one" if link.required else "at most one"


def _edge_tables(model: Model, entity: Entity) -> Iterator[str]:
    """Properties on relationships: at the start, but at the end where any kind may be the start."""
    for link in entity.links.values():
        from_any = any(_is_from_any(model, item) for item in link.relationships)
        if link.properties and link.outgoing is not from_any:
            yield f"On each `{link.type}`:"
            yield _property_table(link.properties.values())


def _is_from_any(model: Model, relationship: Relationship) -> bool:
    return model[relationship.end].links[relationship.declared.back].is_mixed


def _codes(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *([cell.replace("|", "\\|") for cell in row] for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
