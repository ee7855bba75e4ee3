"""Edits decided from inputs: links that are joined twice, and values that are taken meanwhile."""

from datetime import UTC, datetime
from typing import Any

import pytest

from graph.cypher.write.record_writes import LinkUse
from graph.model import MODEL
from graph.writing.inputs import Inputs
from graph.writing.pending_edits import Edit, UniqueValues, add_link, creation_items

NOW = datetime(2026, 11, 22, tzinfo=UTC)
STEPS = MODEL["Opportunity"].links["steps"]


def unique(*given: dict[str, Any]) -> UniqueValues:
    """The unique values of people to create."""
    checks = Inputs(MODEL, NOW)
    asked = [checks.creation(MODEL["Person"], item, (str(index),)) for index, item in enumerate(given)]
    return UniqueValues(checks, [item for person in asked for item in creation_items(checks, person)])


@pytest.mark.parametrize(
    ("label", "name", "value", "field"),
    [
        ("Person", "key", "ann", ("0", "key")),
        ("Person", "email", "b@example.org", ("1", "email")),
        ("Person", "email", "nobody@example.org", None),
        ("Team", "key", "ann", None),
    ],
)
def test_clash_finds_the_input(label: str, name: str, value: str, field: tuple[str, ...] | None) -> None:
    values = unique({"name": "a", "key": "ann"}, {"name": "b", "email": "b@example.org"})

    problem = values.clash(f"Node(7) already exists with label `{label}` and property `{name}` = '{value}'")

    assert (problem.field if problem else None) == field


JOINED: list[tuple[dict[str, Any], list[dict[str, Any]], dict[str, Any], dict[str, Any]]] = [
    ({}, [{}], {"s": {}}, {}),
    ({}, [{"rationale": "a"}, {}], {"s": {"rationale": "a"}}, {}),
    ({}, [{"rationale": "a"}, {"rationale": "b"}], {"s": {"rationale": "b"}}, {}),
    ({"s": {"rationale": "a"}}, [{}, {"rationale": "a"}], {}, {}),
    ({"s": {"rationale": "a"}}, [{"rationale": "b"}, {"rationale": "c"}], {}, {"s": {"rationale": "c"}}),
    ({"s": {"rationale": "a"}}, [{"rationale": None}], {}, {"s": {"rationale": None}}),
]


@pytest.mark.parametrize(("present", "given", "added", "changed"), JOINED)
def test_links_joined_twice_are_one(
    present: dict[str, dict[str, Any]],
    given: list[dict[str, Any]],
    added: dict[str, Any],
    changed: dict[str, Any],
) -> None:
    edit = Edit("o")

    for properties in given:
        add_link(Inputs(MODEL, NOW), STEPS, edit, present, "s", properties)

    assert (edit.added.get("steps", {}), edit.changed.get("steps", {})) == (added, changed)
    assert edit.links_after("steps", present) == ({**present, **changed, **added})


def test_edit_lists_its_uses() -> None:
    edit = Edit("o", removed={"steps": ["a"]}, changed={"steps": {"b": {}}}, added={"team": {"c": {}}})

    assert [*edit.uses()] == [("steps", LinkUse.REMOVED), ("steps", LinkUse.CHANGED), ("team", LinkUse.ADDED)]
    assert edit.use_items("steps", LinkUse.REMOVED) == ["a"]
    assert edit.use_items("steps", LinkUse.CHANGED) == [["b", {}]]
    assert edit.use_items("steps", LinkUse.ADDED) == []
    assert edit.ends == {"a", "b", "c"}
    assert edit
    assert not Edit("o")
