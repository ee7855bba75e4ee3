"""Contents made by hand, and what tests ask of the drafts that formats make of them."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from seed.content import CellValue, Content, MergedBlock, Sheet
from seed.draft import Draft, DraftRecord
from seed.files.file_reader import read_content
from seed.values.references import normal_name

DATA = Path(__file__).parent / "data"


def given(name: str) -> Content:
    """One of the files beside these tests."""
    return read_content(DATA / name)


def text(*lines: str, name: str = "walk.mmd") -> Content:
    """A text file of these lines."""
    return Content(name, "0" * 64, "\n".join(lines))


def table(
    *rows: Sequence[CellValue],
    merged: Sequence[tuple[int, int, int, int]] = (),
    name: str = "walk.csv",
    title: str = "walk",
    hidden: bool = False,
) -> Content:
    """A file with one sheet of these rows; empty texts are empty cells."""
    cells = tuple(tuple(None if value == "" else value for value in row) for row in rows)
    return Content(
        name, "0" * 64, sheets=(Sheet(title, cells, tuple(MergedBlock(*m) for m in merged), hidden),)
    )


def names(draft: Draft, label: str) -> list[str]:
    """What the records of a kind are called, in the order of the draft."""
    return [record.name for record in draft.records_of(label)]


def one(draft: Draft, label: str, name: str) -> DraftRecord:
    """The one record of a kind and name."""
    (found,) = (record for record in draft.records_of(label) if record.name == name)
    return found


def values(record: DraftRecord) -> dict[str, object]:
    """The properties of a record."""
    return {name: entry.value for name, entry in record.values.items()}


def linked(draft: Draft, field: str) -> list[tuple[str, str]]:
    """Start and end of the links by one field."""
    return [(_called(link.start), _called(link.end)) for link in draft.links if link.field == field]


def left(draft: Draft) -> dict[str, str]:
    """What was left over, with its reason."""
    return {leftover.cell.raw: leftover.reason for leftover in draft.leftovers}


def is_whole(draft: Draft) -> bool:
    """Whether each cell is placed or left, never both, and each that is left has a reason."""
    read, placed, over = draft.counts
    reasons = all(leftover.reason for leftover in draft.leftovers)
    return (
        reasons and not draft.unaccounted_cells() and read == placed + over == placed + len(draft.leftovers)
    )


def identities(draft: Draft) -> Counter[tuple[str, str, str]]:
    """What tells the records of a draft from all others: kind, place, and normalised name."""
    owners = {id(link.start): link.end for link in draft.links if link.field in ("journey", "phase")}

    def whole(record: DraftRecord) -> DraftRecord:
        owner = owners.get(id(record))
        return whole(owner) if isinstance(owner, DraftRecord) else record

    return Counter(
        (
            record.label,
            normal_name(record.scope if whole(record) is record else whole(record).name),
            normal_name(record.name),
        )
        for record in draft.records
    )


def _called(end: DraftRecord | str) -> str:
    return end if isinstance(end, str) else end.name
