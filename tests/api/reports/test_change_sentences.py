"""Changes as sentences: values in words, links by name, and what is only counted in one line."""

from typing import Any

import orjson
import pytest

from api.reports.change_sentences import change_sentence, fold_changes

TEAM, OTHER = f"team_{'0' * 25}1", f"team_{'0' * 25}2"


def change(operation: str, kind: str, *fields: tuple[str, Any, Any], name: str = "It") -> dict[str, Any]:
    """A change as the report asks for it."""
    values = [
        {"name": field, **dict(zip(("before", "after"), map(_json, both), strict=True))}
        for field, *both in fields
    ]
    record: dict[str, Any] = {
        "recordName": name,
        "names": {TEAM: "IT"},
        "journeyIds": [],
        "at": "now",
        "actor": "Ada",
    }
    return {"operation": operation, "kind": kind, "fields": values, **record}


def _json(value: Any) -> str | None:
    return None if value is None else orjson.dumps(value).decode()


@pytest.mark.parametrize(
    ("told", "sentence"),
    [
        (change("CREATE", "QUOTE", ("text", None, "x")), "Quote “It” was created."),
        (change("MOVE", "STEP", ("position", 0, 1)), "Step “It” was moved: position changed from 0 to 1."),
        (change("UPDATE", "GOAL", ("dueOn", "2026-01-31", None)), "Goal “It”: due on 2026-01-31 taken away."),
        (change("UPDATE", "SOLUTION", ("cost", None, 12000.5)), "Solution “It”: cost set to 12,000.5."),
        (
            change("UPDATE", "SOLUTION", ("team", TEAM, OTHER)),
            "Solution “It”: team changed from “IT” to a team that is gone.",
        ),
        (
            change("UPDATE", "STEP", ("momentOfTruth", False, True)),
            "Step “It”: moment of truth changed from no to yes.",
        ),
        (change("LINK", "JOURNEY", ("contributors", None, [TEAM])), "Journey “It”: contributors “IT” added."),
    ],
)
def test_values_are_told_in_words(told: dict[str, Any], sentence: str) -> None:
    assert change_sentence(told) == sentence


def test_long_texts_are_cut() -> None:
    told = change("UPDATE", "GOAL", ("description", None, "long\n" * 100))

    assert change_sentence(told) == f"Goal “It”: description set to “{'long ' * 15}long…”."


def test_sources_are_counted() -> None:
    linked = change("UPDATE", "STEP", ("sources", None, ["src_1"]), ("sources.raw", None, {"src_1": "x"}))
    other = {**linked, "kind": "GOAL"}

    both = fold_changes(linked, other)

    assert change_sentence(linked) == "Step “It” was linked to where it was read from."
    assert change_sentence(both) == "2 records were linked to where they were read from."
    assert fold_changes(both, {**other, "at": "later"}) is None
    assert fold_changes(both, change("UPDATE", "GOAL", ("name", "a", "b"))) is None


def test_measurements_of_one_time_are_counted() -> None:
    made = change("CREATE", "MEASUREMENT", ("value", None, 1))

    three = fold_changes(fold_changes(made, made), made)

    assert change_sentence(three) == "3 measurements were recorded."
    assert fold_changes(made, change("DELETE", "MEASUREMENT")) is None
