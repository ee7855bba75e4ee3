"""Changes: what moved in the portfolio between two dates."""

from collections.abc import Mapping
from typing import Any, cast

import orjson

from api.reports.cells import NOTHING, Ref, Style
from api.reports.report import Column, Report, Section
from api.reports.report_filters import where
from graph.model import MODEL

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

LONGEST_VALUE = 120
WHOLE = ("CREATE", "DELETE")  # operations whose fields are all that the record held


def changed_fields(change: Any) -> list[str]:
    """What changed in a record: each property from what to what, of each link what came and what went."""
    return [
        f"{field['name']}: {_change_text(before, after, change['names'])}"
        for field, before, after in _values(change)
    ]


def mentioned_ids(change: Any) -> list[str]:
    """The ids of the records that were linked or unlinked, or whose links were changed."""
    values = [value for _, *both in _values(change) for value in both]
    return [text for value in values for text in _texts(value) if MODEL.entity_of(text)]


def _values(change: Any) -> list[tuple[Any, Any, Any]]:
    """Each field with what it held before and after."""
    if change["operation"] in WHOLE:
        return []
    return [(field, _json_value(field["before"]), _json_value(field["after"])) for field in change["fields"]]


def _json_value(value: str | None) -> Any:
    return None if value is None else orjson.loads(value)


def _texts(value: Any) -> list[str]:
    """A text, or the texts in a list, or the keys of an object."""
    if isinstance(value, list | dict):
        return [item for item in cast("list[Any]", value) if isinstance(item, str)]
    return [value] if isinstance(value, str) else []


def _change_text(before: Any, after: Any, names: Mapping[str, str]) -> str:
    if isinstance(before or after, dict):
        old: dict[str, Any] = before or {}
        new: dict[str, Any] = after or {}
        return "; ".join(
            f"{_value_text(key, names)}: "
            f"{_value_text(old.get(key), names)} → {_value_text(new.get(key), names)}"
            for key in old | new
            if old.get(key) != new.get(key)
        )
    if isinstance(before or after, list):
        had: list[Any] = before or []
        has: list[Any] = after or []
        came = [f"+ {_value_text(item, names)}" for item in has if item not in had]
        gone = [f"− {_value_text(item, names)}" for item in had if item not in has]
        return ", ".join(came + gone)
    return f"{_value_text(before, names)} → {_value_text(after, names)}"


def _value_text(value: Any, names: Mapping[str, str]) -> str:
    """A value as people read it: a record by its name, and what is long cut."""
    if value is None:
        return NOTHING
    text = names.get(value, value) if isinstance(value, str) else orjson.dumps(value).decode()
    return text if len(text) <= LONGEST_VALUE else f"{text[: LONGEST_VALUE - 1]}…"


SUMS = (
    Column("operation", "Operation", "label", Style.WORD),
    Column("count", "Changes", "count", Style.WHOLE),
)
COLUMNS = (
    Column("at", "At (UTC)", "at", Style.MOMENT),
    Column("operation", "Operation", "operation", Style.WORD),
    Column("kind", "Kind", "kind", Style.WORD),
    Column("record", "Record", lambda row: Ref(row["recordId"], row["recordName"] or NOTHING), named=True),
    Column("fields", "What changed", changed_fields),
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
        Section("changes", "One by one", "changes", COLUMNS, "Nothing changed.", mentions=mentioned_ids),
    ),
    takes=("journey", "since", "until"),
    variables=lambda filters, _: {"where": where("Change", filters)},
)
