"""What changes say: names of records, and values as JSON text."""

import json
from datetime import UTC, date, datetime
from typing import Any

import pytest

from graph.model import MODEL
from graph.model.change import ChangeOperation
from graph.writing.change_log import Journal, JournalEntry, as_json, ends_differences, record_name


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, None),
        ([], None),
        ("Zürich", '"Zürich"'),
        (0, "0"),
        (1.5, "1.5"),
        (False, "false"),
        (["a", "b"], '["a", "b"]'),
        (date(2026, 11, 22), '"2026-11-22"'),
        (datetime(2026, 11, 22, 16, 41, 0, 5_000, tzinfo=UTC), '"2026-11-22T16:41:00.005Z"'),
    ],
)
def test_values_are_told_as_json(value: Any, text: str | None) -> None:
    assert as_json(value) == text


@pytest.mark.parametrize(
    ("label", "values", "name"),
    [
        ("Step", {"name": "Ask once", "text": "x"}, "Ask once"),
        ("Quote", {"text": "w" * 300}, "w" * 200),
        ("Measurement", {}, "mea_1"),
        ("Quote", {"text": None}, "mea_1"),
    ],
)
def test_records_are_called_by_what_is_declared(label: str, values: dict[str, Any], name: str) -> None:
    assert record_name(MODEL[label], "mea_1", values) == name


def test_rows_tell_all_but_number_and_time() -> None:
    journal = Journal("ann", "request", None)
    for name in ("a", "b"):
        entry = JournalEntry(
            ChangeOperation.CREATE, MODEL["Tag"], name, name, frozenset({"k", "j"}), (("name", None, name),)
        )
        journal.entries.append(entry)

    first, second = journal.rows()

    assert (first["recordId"], second["recordId"], first["kind"]) == ("a", "b", "TAG")
    assert not {"sequence", "at", "createdAt"} & first.keys()
    assert first["journeyIds"] == ["j", "k"]
    assert json.loads(second["fields"]) == [{"name": "name", "before": None, "after": '"b"'}]
    assert first["id"] < second["id"]


TOLD: list[tuple[str, dict[str, Any], dict[str, Any], list[Any]]] = [
    ("team", {}, {"t": {}}, [("team", None, "t")]),
    ("team", {"t": {}}, {"u": {}}, [("team", "t", "u")]),
    ("steps", {"b": {}}, {"b": {}, "a": {}}, [("steps", ["b"], ["a", "b"])]),
    ("steps", {"a": {}}, {"a": {}}, []),
    (
        "steps",
        {"a": {"rationale": "x"}, "b": {"rationale": "y"}},
        {"a": {"rationale": "z"}, "b": {"rationale": "y"}},
        [("steps.rationale", {"a": "x"}, {"a": "z"})],
    ),
    (
        "steps",
        {"a": {"rationale": "x"}},
        {},
        [("steps", ["a"], []), ("steps.rationale", {"a": "x"}, None)],
    ),
]


@pytest.mark.parametrize(("field", "before", "after", "expected"), TOLD)
def test_links_are_told_by_field(
    field: str, before: dict[str, Any], after: dict[str, Any], expected: list[Any]
) -> None:
    assert [*ends_differences(MODEL["Opportunity"].links[field], before, after)] == expected
