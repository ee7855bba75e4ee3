"""What is written of a working copy: one edit for each record, links that wait, values that change hands."""

from datetime import UTC, datetime
from typing import Any

import pytest

from graph.cypher.write.record_writes import LinkUse
from graph.ids import new_id
from graph.model import MODEL
from graph.writing.inputs import Inputs, LinkTarget
from graph.writing.operation_effects import OperationEffects
from graph.writing.operations import AddLinks, AskedLink, CreateRecord, Operation, RemoveLinks, UpdateRecord
from graph.writing.pending_edits import Edit, PendingEdits, pending_edits
from graph.writing.stored_record import StoredRecord
from graph.writing.working_copy import RecordsRead, WorkingCopy

NOW = datetime(2026, 11, 22, tzinfo=UTC)
OPPORTUNITY, STEP = new_id("opp"), new_id("stp")


def stored(identifier: str, label: str, links: dict[str, dict[str, Any]] | None = None, **values: Any) -> Any:
    """A record as it was read, with its links of the fields named."""
    return StoredRecord(identifier, label, 1, {"name": "n", "version": 1, **values}, links or {}, "n")


def outcome(operations: list[Operation], *there: StoredRecord) -> PendingEdits:
    """What operations would write where these records are all there is."""
    read = RecordsRead({record.id: record for record in there}, ids={record.id for record in there})
    copy = WorkingCopy(MODEL, read, looks_for_values=False)
    checks = Inputs(MODEL, NOW)
    effects = OperationEffects(checks, copy)
    for operation in operations:
        effects.carry_out(operation)
    checks.refuse()
    return pending_edits(copy, NOW)


def rationale(said: dict[str, Any]) -> AddLinks:
    """Link the opportunity to the step, with what the link says."""
    pair = AskedLink(LinkTarget(OPPORTUNITY, ()), LinkTarget(STEP, ()), said)
    return AddLinks("Opportunity", "steps", [pair])


JOINED: list[tuple[dict[str, Any], list[dict[str, Any]], dict[str, Any], dict[str, Any]]] = [
    ({}, [{}], {STEP: {}}, {}),
    ({}, [{"rationale": "a"}, {}], {STEP: {"rationale": "a"}}, {}),
    ({}, [{"rationale": "a"}, {"rationale": "b"}], {STEP: {"rationale": "b"}}, {}),
    ({STEP: {"rationale": "a"}}, [{}, {"rationale": "a"}], {}, {}),
    ({STEP: {"rationale": "a"}}, [{"rationale": "b"}, {"rationale": "c"}], {}, {STEP: {"rationale": "c"}}),
    ({STEP: {"rationale": "a"}}, [{"rationale": None}], {}, {STEP: {"rationale": None}}),
]


@pytest.mark.parametrize(("present", "given", "added", "changed"), JOINED)
def test_links_joined_twice_are_one(
    present: dict[str, dict[str, Any]],
    given: list[dict[str, Any]],
    added: dict[str, Any],
    changed: dict[str, Any],
) -> None:
    there = stored(OPPORTUNITY, "Opportunity", {"steps": present})

    pending = outcome([rationale(said) for said in given], there, stored(STEP, "Step"))

    edit = pending.edits.get("Opportunity", {}).get(OPPORTUNITY, Edit(OPPORTUNITY))
    assert (edit.added.get("steps", {}), edit.changed.get("steps", {})) == (added, changed)
    assert (OPPORTUNITY in pending.changed) == bool(added or changed)


def test_what_is_taken_back_is_not_written() -> None:
    there = stored(OPPORTUNITY, "Opportunity", {"steps": {}})
    pair = AskedLink(LinkTarget(OPPORTUNITY, ()), LinkTarget(STEP, ()), {})

    pending = outcome(
        [rationale({}), RemoveLinks("Opportunity", "steps", [pair])], there, stored(STEP, "Step")
    )

    assert (pending.edits, pending.changed) == ({}, set())


def test_several_operations_make_one_edit() -> None:
    tag = new_id("tag")
    there = stored(tag, "Tag", key=None, createdAt=NOW, updatedAt=NOW, id=tag)
    names = [UpdateRecord("Tag", {"id": tag, "name": name}) for name in ("a", "b")]

    pending = outcome([*names, UpdateRecord("Tag", {"id": tag, "category": "c"})], there)

    edit = pending.edits["Tag"][tag]
    assert edit.properties == {"name": "b", "category": "c", "version": 2, "updatedAt": NOW}


def test_values_change_hands_in_turn() -> None:
    old, new = new_id("tag"), new_id("tag")
    there = [
        stored(tag, "Tag", key=key, createdAt=NOW, updatedAt=NOW, id=tag)
        for tag, key in ((old, "a"), (new, None))
    ]
    given = [UpdateRecord("Tag", {"id": old, "key": None}), UpdateRecord("Tag", {"id": new, "key": "a"})]

    pending = outcome([*given], *there)

    assert [(edit.id, edit.properties) for edit in pending.releases["Tag"]] == [(old, {"key": None})]


def test_links_to_records_yet_to_come_wait() -> None:
    edit = Edit("o", added={"steps": {"new": {"rationale": "r"}, "old": {}}, "team": {"new": {}}})

    late = edit.split({"new": None})

    assert edit.added == {"steps": {"old": {}}}
    assert late is not None
    assert late.added == {"steps": {"new": {"rationale": "r"}}, "team": {"new": {}}}
    assert edit.split({"new": None}) is None


def test_created_parts_have_places() -> None:
    phases = [{"name": "p", "steps": [{"name": "s"}, {"name": "t"}]}, {"name": "q"}]

    pending = outcome([CreateRecord("Journey", {"name": "j", "phases": phases})])

    places = {
        label: [edit.properties.get("position") for edit in edits]
        for label, edits in pending.creations.items()
    }
    assert places == {"Journey": [None], "Phase": [0, 1], "Step": [0, 1]}


def test_edit_lists_its_uses() -> None:
    edit = Edit("o", removed={"steps": ["a"]}, changed={"steps": {"b": {}}}, added={"team": {"c": {}}})

    assert [*edit.uses()] == [("steps", LinkUse.REMOVED), ("steps", LinkUse.CHANGED), ("team", LinkUse.ADDED)]
    assert edit.use_items("steps", LinkUse.REMOVED) == ["a"]
    assert edit.use_items("steps", LinkUse.CHANGED) == [["b", {}]]
    assert edit.use_items("steps", LinkUse.ADDED) == []
    assert edit
    assert not Edit("o")
