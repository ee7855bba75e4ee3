"""Cross tables: rows with a cell for each of some records, which have a column each."""

from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Any

from api.reports.cells import Style
from api.reports.report import Column

MOST_ACROSS = 40  # records with a column of their own


def cross_columns(
    records: Iterable[Mapping[str, Any]], taken: Collection[str], more: str
) -> tuple[Column, ...]:
    """A column for each of the first records, into which a row puts what its `cells` have under their ids.

    No column gets a name that is `taken`. The last one counts the cells of a row that have no column; `more`
    is its title.
    """
    found = list(records)
    names = [*taken]
    columns: list[Column] = []
    for record in found[:MOST_ACROSS]:
        name = record["name"] if record["name"] not in names else f"{record['name']} ({record['id']})"
        names.append(name)
        columns.append(Column(name, record["name"], _cell(record["id"]), Style.MARK))
    if len(found) > MOST_ACROSS:
        shown = {record["id"] for record in found[:MOST_ACROSS]}
        columns.append(
            Column("more", more, lambda row: len(row["cells"].keys() - shown) or None, Style.WHOLE)
        )
    return tuple(columns)


def _cell(identifier: str) -> Callable[[Any], Any]:
    return lambda row: row["cells"].get(identifier)
