"""A file as a draft: by its mapping or the format that is recognised, with what no format reads of it."""

from graph.entities import Model
from graph.errors import Invalid
from seed.content import Content, Sheet, column_letters
from seed.draft import Cell, Draft, Leftover, Place, Remark
from seed.formats import FORMAT_NAMES, format_named, recognised_format
from seed.formats.unknown_files import unknown_message
from seed.mapping import MappingFile
from seed.mapping_reader import mapped_draft
from seed.values.contacts import without_addresses


def file_draft(
    content: Content, model: Model, mapping: MappingFile | None = None, name: str | None = None
) -> Draft:
    """All that a file asks for, in the format of a name if one is given.

    Raises Invalid where nobody can tell how it is to be read.
    """
    draft = mapped_draft(content, mapping) if mapping else _unmapped_draft(content, model, name)
    _add_faults(draft, content)
    guesses = [(None, content.guess), *((sheet.name, sheet.guess) for sheet in _sheets_read(draft, content))]
    draft.remarks[:0] = [Remark(Place(sheet), None, guess) for sheet, guess in guesses if guess]
    draft.leftovers[:] = map(_without_addresses, draft.leftovers)
    return draft


def _without_addresses(left: Leftover) -> Leftover:
    """What is left over is kept with the import; addresses of people are not."""
    value = left.cell.value
    shown = without_addresses(value) if isinstance(value, str) else value
    return left if shown == value else Leftover(Cell(left.cell.place, shown), left.reason)


def _unmapped_draft(content: Content, model: Model, name: str | None) -> Draft:
    names = ", ".join(FORMAT_NAMES)
    form = recognised_format(content, model) if name is None else format_named(name)
    if form is None:
        raise Invalid(unknown_message(content, names) if name is None else f"{name!r} is none of {names}.")
    return form.read(content, model)


def _add_faults(draft: Draft, content: Content) -> None:
    """Leave the cells that hold no value, which no reader sees."""
    for sheet in _sheets_read(draft, content):
        for fault in sheet.faults:
            place = Place(sheet.name, fault.row + 1, column_letters(fault.column))
            draft.leave(draft.add_cell(place, fault.value), fault.reason)


def _sheets_read(draft: Draft, content: Content) -> list[Sheet]:
    """The sheets of which a draft has read cells; a text that looks like a table may be read otherwise."""
    names = draft.sheet_names
    return [
        sheet for sheet in content.sheets if sheet.name in names or (content.text is None and sheet.faults)
    ]
