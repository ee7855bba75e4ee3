"""Changes: what moved in the portfolio between two dates."""

from typing import Any

import orjson

from api.reports.cells import Ref, Style
from api.reports.filters import where
from api.reports.report import Column, Report, Section

REQUEST = """
query Changes(
  $where: ChangeFilter, $page: Int!, $counted: Boolean!
  $changesAfter: String, $withSums: Boolean!, $withChanges: Boolean!
) {
  sums: changes(first: 0, where: $where) @include(if: $withSums) {
    totalCount
    operations: facets(by: OPERATION) { value label count }
  }
  changes(first: $page, after: $changesAfter, where: $where) @include(if: $withChanges) {
    totalCount @include(if: $counted)
    pageInfo { hasNextPage endCursor }
    nodes { id sequence at actor operation kind recordId recordName importId fields { name before after } }
  }
}
"""

LONGEST = 120


def fields(change: Any) -> list[str]:
    """What changed in a record, each property from what to what; not all that a new or deleted one held."""
    if change["operation"] in ("CREATE", "DELETE"):
        return []
    return [
        f"{field['name']}: {_short(field['before'])} → {_short(field['after'])}" for field in change["fields"]
    ]


def _short(value: str | None) -> str:
    """A value that is kept as JSON, as people read it."""
    found = None if value is None else orjson.loads(value)
    text = "–" if found is None else found if isinstance(found, str) else str(value)
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"


SUMS = (
    Column("operation", "Operation", "label", Style.WORD),
    Column("count", "Changes", "count", Style.WHOLE),
)
COLUMNS = (
    Column("at", "At (UTC)", "at", Style.MOMENT),
    Column("operation", "Operation", "operation", Style.WORD),
    Column("kind", "Kind", "kind", Style.WORD),
    Column("record", "Record", lambda row: Ref(row["recordId"], row["recordName"] or "–"), named=True),
    Column("fields", "What changed", fields),
    Column("actor", "By", "actor"),
    Column("sequence", "Number", "sequence", Style.WHOLE),
    Column("importId", "Import", "importId", detail=True),
)

CHANGES = Report(
    name="changes",
    title="Changes",
    about="What moved in the portfolio, newest first.",
    request=REQUEST,
    sections=(
        Section("sums", "In all", "sums.operations", SUMS, "Nothing changed."),
        Section("changes", "One by one", "changes", COLUMNS, "Nothing changed."),
    ),
    takes=("journey", "since", "until"),
    variables=lambda filters, _: {"where": where("Change", filters)},
)
