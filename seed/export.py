"""The whole portfolio as a native workbook: every record, every link, in a form that seeding reads again."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

from graph.database import Database
from graph.entities import Entity, Link, Model
from graph.errors import Invalid
from graph.texts import date_text
from graph.writing.bulk import labels_in_use, record_identities, stored_records
from graph.writing.stored_record import StoredRecord
from seed.columns import SheetForm, comment_head, link_column, sheet_forms
from seed.files.sheet_writers import WRITERS, write_folder
from seed.importing.known_records import Register
from seed.values.references import escaped_item

# Seconds that reading one kind of record may take.
EXPORT_SECONDS = 600.0

SheetRow = dict[str, Any]
PortfolioSheets = dict[str, list[SheetRow]]


async def export(database: Database, model: Model, out: Path) -> int:
    """Write all to a file (`.xlsx`, `.json`, `.yaml`) or else a folder of CSV; the number of records.

    Raises Invalid where the place cannot be written.
    """
    write = WRITERS.get(out.suffix.lower())
    if write is None and out.suffix:
        raise Invalid(
            f"{out.name}: name a file that ends in {', '.join(WRITERS)}, or a folder without ending."
        )
    portfolio = await portfolio_sheets(database, model)
    known = sheet_forms(model)
    try:
        (write or write_folder)(out, known, portfolio)
    except OSError as error:
        raise Invalid(f"{out} cannot be written: {error.strerror}.") from None
    return sum(len(rows) for name, rows in portfolio.items() if known[name].link is None)


async def portfolio_sheets(database: Database, model: Model) -> PortfolioSheets:
    """The rows of every sheet by its name, values as the model has them, items of links in lists."""
    register, held = Register(model), dict[str, list[StoredRecord]]()
    rows = partial(database.rows, timeout=EXPORT_SECONDS)
    there = await labels_in_use(rows, model)
    for label in model.creation_order:
        entity, held[label] = model[label], []
        if label in there and not entity.record.written_by_product:
            register.add(await record_identities(rows, entity))
            held[label] = await stored_records(rows, entity)
    names = _Names(register)
    portfolio: PortfolioSheets = {}
    for form in sheet_forms(model).values():
        found = _ordered_records(form.entity, held[form.entity.label], register)
        rows_of_form = list(_link_rows(form, found, names) if form.link else _record_rows(form, found, names))
        if rows_of_form:
            portfolio[form.name] = rows_of_form
    return portfolio


class _Names:
    """What an item of a link is called: by what no renaming and no other import changes."""

    def __init__(self, register: Register) -> None:
        self._register = register

    def name_of(self, identifier: str) -> str:
        """The key of a record, else its id."""
        item = self._register.known[identifier]
        key = item.unique.get("key")
        text = escaped_item([str(key)]) if key else identifier
        return text if self._register.find(item.label, text) == [identifier] else identifier

    def path_of(self, identifier: str) -> str:
        """The names of a record and those above it, for people to read."""
        return escaped_item(name for name in self._register.path(identifier) if name)


def _ordered_records(entity: Entity, held: Iterable[StoredRecord], register: Register) -> list[StoredRecord]:
    """Records in their default order, parts below the whole they belong to."""
    if entity.owner is None:
        return list(held)

    def sort_key(item: StoredRecord) -> list[Any]:
        found: list[Any] = [item.values.get("position") or 0, item.id]
        owner = register.known[item.id].owner
        while owner:
            above = register.known[owner]
            found = [above.position or 0, above.name, owner, *found]
            owner = above.owner
        return found

    return sorted(held, key=sort_key)


def _record_rows(form: SheetForm, held: Iterable[StoredRecord], names: _Names) -> Iterator[SheetRow]:
    for item in held:
        row: SheetRow = {}
        for column in form.columns.values():
            if column.property is not None:
                value = _cell_value(item.values.get(column.name))
            elif column.link is not None and not column.link.properties:
                _add_link(row, column.name, list(item.links[column.name]), column.link, names)
                continue
            else:
                continue
            if value is not None and value != []:
                row[column.name] = value
        yield row


def _add_link(row: SheetRow, name: str, ends: Sequence[str], link: Link, names: _Names) -> None:
    """What a record is linked to, and beside it what those are called."""
    for head, found in (
        (name, [names.name_of(end) for end in ends]),
        (comment_head(name), [names.path_of(end) for end in ends]),
    ):
        if found:
            row[head] = found if link.many else found[0]


def _cell_value(value: Any) -> Any:
    """A value as its cell has it: a time as text, since a workbook's own has no milliseconds and no zone."""
    return date_text(value) if isinstance(value, datetime) else value


def _link_rows(form: SheetForm, held: Iterable[StoredRecord], names: _Names) -> Iterator[SheetRow]:
    """The rows of a sheet of links; those without properties stand in a column of the records' sheet."""
    link = form.link
    if link is None or not link.properties:
        return
    for item in held:
        for end, values in item.links[link.field].items():
            told = link_row(form, link, names.path_of(item.id), names.path_of(end))
            yield (
                link_row(form, link, names.name_of(item.id), names.name_of(end))
                | {comment_head(name): text for name, text in told.items()}
                | {name: value for name, value in values.items() if value is not None}
            )


def link_row(form: SheetForm, link: Link, start: str, end: str) -> SheetRow:
    """The two ends of a link in the columns of its sheet."""
    return {form.entity.singular: start, link_column(link): end}
