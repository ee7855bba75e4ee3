"""What a file was read as: its columns, records, links and moods, before anything is compared or written."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from seed.draft import (
    Cell,
    Draft,
    DraftLink,
    DraftRecord,
    DraftValue,
    Leftover,
    Place,
    Problem,
    Reference,
    Remark,
)

# What stands in a table by its sheet, and by the letters of a column or the number of a row.
_Strip = tuple[str, str]


@dataclass(frozen=True, slots=True)
class StripMeaning:
    """A column (or row) of a table: its heading, and which fields its cells gave."""

    sheet: str
    where: str
    heading: str
    fields: tuple[str, ...]


def draft_document(draft: Draft) -> dict[str, Any]:
    """A draft as JSON has it: each record, link and value with the cell it comes from."""
    read, placed, leftover = draft.counts
    return {
        "file": draft.file,
        "format": draft.format,
        "cells": {"read": read, "placed": placed, "leftover": leftover},
        "columns": [
            {"sheet": item.sheet, "column": item.where, "heading": item.heading, "becomes": list(item.fields)}
            for item in strip_meanings(draft)
        ],
        "records": [record_document(record) for record in draft.records],
        "links": [link_document(link) for link in draft.links],
        "leftovers": leftover_documents(draft.leftovers),
        "remarks": message_documents(draft.remarks),
        "problems": message_documents(draft.problems),
    }


def leftover_documents(leftovers: Iterable[Leftover]) -> list[dict[str, Any]]:
    """Cells that became nothing, with the reason."""
    return [place_document(item.cell.place, item.cell.value) | {"reason": item.reason} for item in leftovers]


def message_documents(messages: Iterable[Problem | Remark]) -> list[dict[str, Any]]:
    """Problems or remarks, each with its place."""
    return [place_document(item.place, item.value) | {"message": item.message} for item in messages]


def record_document(record: DraftRecord) -> dict[str, Any]:
    """A record with its cell and its values."""
    place = place_document(record.cell.place, record.cell.value)
    return {"kind": record.label, "name": record.name, **place, "values": values_document(record.values)}


def link_document(link: DraftLink) -> dict[str, Any]:
    """A link with its cell and the names of its ends."""
    ends = {"kind": link.label, "field": link.field, "start": _called(link.start), "end": _called(link.end)}
    return ends | place_document(link.cell.place, link.cell.value)


def place_document(place: Place, value: Any) -> dict[str, Any]:
    """Where something stands, and what stands there."""
    return {"sheet": place.sheet, "row": place.row, "column": place.column, "value": plain_value(value)}


def values_document(values: Mapping[str, DraftValue]) -> dict[str, Any]:
    """Values by name, as JSON has them."""
    return {name: plain_value(entry.value) for name, entry in values.items()}


def plain_value(value: Any) -> Any:
    """A value as JSON has it."""
    return value.isoformat() if isinstance(value, date) else value


def strip_meanings(draft: Draft) -> list[StripMeaning]:
    """What each column of a table became, or each row where its lanes run to the right."""
    given = [(cell, field) for cell, field in _given_fields(draft) if cell.place.sheet and cell.place.row]
    by_column, by_row = (_strips(given, by_row=by_row) for by_row in (False, True))
    told = by_row if _size(by_row) < _size(by_column) else by_column
    headings = _headings(draft, by_row=told is by_row)
    return [
        StripMeaning(sheet, where, headings.get((sheet, where), ""), tuple(fields))
        for (sheet, where), fields in told.items()
    ]


def _given_fields(draft: Draft) -> Iterable[tuple[Cell, str]]:
    """Each cell that became something, with the field that it gave."""
    for record in draft.records:
        yield from ((entry.cell, f"{record.label}.{name}") for name, entry in record.values.items())
    for link in draft.links:
        yield link.cell, f"{link.label}.{link.field}"


def _strips(given: Iterable[tuple[Cell, str]], *, by_row: bool) -> dict[_Strip, dict[str, None]]:
    found: dict[_Strip, dict[str, None]] = {}
    for cell, field in given:
        found.setdefault(_strip(cell.place, by_row=by_row), {})[field] = None
    return dict(sorted(found.items(), key=lambda item: (item[0][0], len(item[0][1]), item[0][1])))


def _strip(place: Place, *, by_row: bool) -> _Strip:
    return place.sheet or "", str(place.row) if by_row else place.column or ""


def _size(strips: Mapping[_Strip, Mapping[str, None]]) -> int:
    return sum(map(len, strips.values()))


def _headings(draft: Draft, *, by_row: bool) -> dict[_Strip, str]:
    """The first text of each column or row."""
    found: dict[_Strip, str] = {}
    for cell in draft.cells():
        if isinstance(cell.value, str):
            found.setdefault(_strip(cell.place, by_row=by_row), " ".join(cell.value.split())[:80])
    return found


def _called(end: Reference) -> str:
    return end if isinstance(end, str) else end.name
