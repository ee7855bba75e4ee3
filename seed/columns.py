"""The sheets and columns of the native workbook, read off the model."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches

from graph.entities import Entity, Link, Model, Property

# What the names of the template's examples begin with; no row that bears such a name is data.
EXAMPLE_MARK = "[example] "

# What the heads of columns begin with that only tell people what the column beside them names.
_COMMENT_MARK = "# "


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """One column of a sheet: a property, or a link whose items it lists."""

    name: str
    property: Property | None = None
    link: Link | None = None


@dataclass(frozen=True, slots=True)
class SheetForm:
    """One sheet: of the records of an entity, or (`link`) of the links of one of its fields.

    A sheet of links has the start in its first column and the end in its second.
    """

    name: str
    entity: Entity
    columns: dict[str, SheetColumn]
    link: Link | None = None

    def column(self, head: str) -> SheetColumn | None:
        """The column that a head names, in whatever spacing and case."""
        wanted = _folded_name(head)
        return next((column for name, column in self.columns.items() if _folded_name(name) == wanted), None)

    def head_advice(self, head: str) -> str:
        """Why a head names no column here, and what may have been meant."""
        found = self.entity.properties.get(head)
        if found and found.facts.product:
            return f"{head} is set by Throughline and cannot be given."
        back = self.entity.links.get(head)
        if back is not None and not self.link:
            return f"Links are kept at their start: {_start_column(back)}."
        near = get_close_matches(head, self.columns, 1)
        return f"{self.name} has no column {head!r}" + (f"; is it {near[0]!r}?" if near else ".")


def sheet_forms(model: Model) -> dict[str, SheetForm]:
    """Every sheet by its name: those of records first, then those of links."""
    entities = [entity for entity in model.entities.values() if not entity.record.written_by_product]
    found = {entity.plural: _record_form(entity) for entity in entities}
    for entity in entities:
        for link in entity.input_links:
            if link.outgoing and link.many:
                form = _link_form(model, entity, link)
                found[form.name] = form
    return found


def form_named(model_forms: dict[str, SheetForm], name: str) -> SheetForm | None:
    """The sheet that a name means, in whatever spacing and case."""
    wanted = _folded_name(name)
    return next((form for form in model_forms.values() if _folded_name(form.name) == wanted), None)


def sheet_advice(model_forms: dict[str, SheetForm], name: str) -> str:
    """Which sheet may have been meant by a name that is none, and where their names stand."""
    near = get_close_matches(name, model_forms, 1)
    return (f"; is it {near[0]!r}?" if near else ".") + " `throughline seed template` writes all there are"


def comment_head(name: str) -> str:
    """The head of the column that tells people what a column of links names."""
    return f"{_COMMENT_MARK}{name}"


def is_comment(head: object) -> bool:
    """Whether a column only tells people something, and is not read."""
    return isinstance(head, str) and head.startswith(_COMMENT_MARK)


def is_example(value: object) -> bool:
    """Whether a cell is an example of the template, or names one."""
    return isinstance(value, str) and value.lstrip().startswith(EXAMPLE_MARK.strip())


def link_column(link: Link) -> str:
    """The column of a sheet of links that names the end: the field in the singular."""
    return link.id_field.removesuffix("Ids")


def _record_form(entity: Entity) -> SheetForm:
    columns = [
        *_property_columns(entity),
        *(SheetColumn(link.field, link=link) for link in entity.input_links),
    ]
    return SheetForm(entity.plural, entity, {column.name: column for column in columns})


def _property_columns(entity: Entity) -> Iterator[SheetColumn]:
    """Id first, then what people give in the order of its declaration, names before texts, times last."""
    called = entity.name_property.name if entity.name_property else "key"
    first = [name for name in dict.fromkeys(("id", "key", called, "position")) if name in entity.properties]
    rest = [item.name for item in entity.writable_properties if item.name not in first]
    for name in (*first, *rest, *(item.name for item in entity.stamps)):
        yield SheetColumn(name, property=entity.properties[name])


def _link_form(model: Model, entity: Entity, link: Link) -> SheetForm:
    start, end = entity.singular, link_column(link)
    columns = [SheetColumn(start), SheetColumn(end, link=link)]
    columns += [SheetColumn(item.name, property=item) for item in link.properties.values()]
    return SheetForm(
        f"{entity.plural}.{link.field}", entity, {column.name: column for column in columns}, link
    )


def _start_column(link: Link) -> str:
    first = link.relationships[0]
    return f"the column {first.field} of the records of {first.start}"


def _folded_name(name: str) -> str:
    return re.sub(r"[\s_-]+", "", name).casefold()
