"""An empty native workbook with an example in each sheet, and lists to choose from."""

from datetime import date
from pathlib import Path
from typing import Any

from xlsxwriter.worksheet import Worksheet

from graph.entities import Datatype, Entity, Link, Model, Property
from graph.errors import Invalid
from seed.columns import EXAMPLE_MARK, SheetColumn, SheetForm, sheet_forms
from seed.export import link_row
from seed.files.sheet_writers import WRITERS, SheetRow, Sheets, write_folder, write_xlsx

# Down to which row a sheet offers its lists.
_LAST_ROW = 5_000


def write_template(model: Model, out: Path) -> None:
    """Write an empty workbook to a file (`.xlsx`, `.json`, `.yaml`) or else a folder of CSV.

    Raises Invalid where the place cannot be written.
    """
    known, sheets, ending = template_forms(model), example_sheets(model), out.suffix.lower()
    if ending and ending not in WRITERS:
        raise Invalid(
            f"{out.name}: name a file that ends in {', '.join(WRITERS)}, or a folder without ending."
        )
    try:
        if ending == ".xlsx":
            write_xlsx(out, known, sheets, lambda sheet, columns: _offer(model, sheet, columns))
        else:
            WRITERS.get(ending, write_folder)(out, known, sheets)
    except OSError as error:
        raise Invalid(f"{out} cannot be written: {error.strerror}.") from None


def template_forms(model: Model) -> dict[str, SheetForm]:
    """The sheets people fill in: all but those of sources, which seeding itself writes."""
    found = sheet_forms(model).items()
    return {name: form for name, form in found if form.link is None or _is_in_template(form, form.link)}


def example_sheets(model: Model) -> Sheets:
    """One row for each sheet, marked as an example; without their marks they can be seeded as they are."""
    found = template_forms(model)
    return {
        name: [_link_example(model, form, form.link) if form.link else _record_example(model, form)]
        for name, form in found.items()
    }


def _is_in_template(form: SheetForm, link: Link) -> bool:
    return bool(link.properties) and not link.tells_source and link.targets[0] != form.entity.label


def _link_example(model: Model, form: SheetForm, link: Link) -> SheetRow:
    row = link_row(form, link, _example_name(form.entity), _example_name(model[link.targets[0]]))
    return row | {name: _example_value(item) for name, item in link.properties.items()}


def _record_example(model: Model, form: SheetForm) -> SheetRow:
    """A row with every column but the id; empty where the example would link a record to itself."""
    row: SheetRow = {}
    for name, column in form.columns.items():
        link, item = column.link, column.property
        if item is not None and item.writable:
            row[name] = (
                _example_name(form.entity) if name == "key" or item.facts.called else _example_value(item)
            )
        elif link is not None and not link.properties:
            called = _example_name(model[link.targets[0]])
            fits = link.owned or link.targets[0] not in _wholes(model, form.entity)
            row[name] = ([called] if link.many else called) if fits else None
    return row


def _wholes(model: Model, entity: Entity) -> list[str]:
    """The label of an entity, and those its records are parts of."""
    return [entity.label, *(_wholes(model, model[entity.owner.targets[0]]) if entity.owner else [])]


def _example_name(entity: Entity) -> str:
    return f"{EXAMPLE_MARK}{entity.singular}"


def _example_value(item: Property) -> Any:
    """A value that fits a property; none where it is a special text, such as a currency."""
    match item.type:
        case Datatype.ENUM:
            return next(member.value for member in item.enum) if item.enum else None
        case Datatype.BOOLEAN:
            return True
        case Datatype.DATE:
            return date(2026, 1, 1) if item.name.startswith("start") else date(2026, 1, 31)
        case Datatype.INT:
            return int(item.minimum or 0) + 1
        case Datatype.FLOAT:
            return 0.5
        case Datatype.TEXTS:
            return ["First", "Second"]
        case _:
            return None


def _offer(model: Model, sheet: Worksheet, columns: list[SheetColumn]) -> None:
    """Say what each column means, and offer the values it takes."""
    for place, column in enumerate(columns):
        about = column.property or column.link
        if about is not None:
            sheet.write_comment(0, place, about.description)
        choices = _choices(model, column)
        if choices is not None:
            sheet.data_validation(1, place, _LAST_ROW, place, choices)


def _choices(model: Model, column: SheetColumn) -> dict[str, Any] | None:
    item, link = column.property, column.link
    if item is not None and item.enum is not None:
        return {"validate": "list", "source": [member.value for member in item.enum]}
    if item is not None and item.type is Datatype.BOOLEAN:
        return {"validate": "list", "source": ["TRUE", "FALSE"]}
    if link is None or link.many:
        return None
    target = model[link.targets[0]]
    if target.name_property is None:
        return None
    # The names in the other sheet; a key, an id or a path is as good, so other text is let through.
    place = list(sheet_forms(model)[target.plural].columns).index(target.name_property.name)
    column_letter = chr(ord("A") + place - 1)
    source = f"={target.plural}!${column_letter}$2:${column_letter}${_LAST_ROW}"
    return {"validate": "list", "source": source, "show_error": False}
