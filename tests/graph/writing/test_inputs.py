"""What inputs ask for, and which values are refused, and where."""

from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest

from graph.errors import DuplicateKey, Invalid, Mendable, NotFound, Refused
from graph.ids import new_id
from graph.model import MODEL
from graph.writing.inputs import InputPath, Inputs, RecordInput, stored_value

NOW = datetime(2026, 11, 22, 16, 41, tzinfo=UTC)


@pytest.fixture
def inputs() -> Inputs:
    """Inputs of a caller."""
    return Inputs(MODEL, NOW)


def values(inputs: Inputs, label: str, **given: Any) -> dict[str, Any]:
    """What a creation with these inputs stores."""
    asked = inputs.creation(MODEL[label], given)
    return inputs.new_values(asked, new_id(MODEL[label].prefix))


def changed(inputs: Inputs, label: str, present: dict[str, Any], **given: Any) -> dict[str, Any]:
    """What an update with these inputs changes of a record."""
    return inputs.changed_values(inputs.patch(MODEL[label], given), present)


def told(inputs: Inputs) -> list[tuple[type[Mendable], InputPath]]:
    """Kind and place of every problem."""
    return [(type(problem), problem.field) for problem in inputs.problems]


@pytest.mark.parametrize(
    ("given", "stored"),
    [
        ("  Fill in\tthe form \n", "Fill in\tthe form"),
        ("Cafe\u0301", "Caf\u00e9"),
        ("one\r\ntwo\rthree", "one\ntwo\nthree"),
        ("\u00a0wide\u2003", "wide"),
        ("\U0001f697 first car", "\U0001f697 first car"),
    ],
)
def test_text_is_kept_clean(inputs: Inputs, given: str, stored: str) -> None:
    assert values(inputs, "Tag", name=given)["name"] == stored
    assert inputs.problems == []


@pytest.mark.parametrize(
    ("label", "given", "place"),
    [
        ("Tag", {}, ("name",)),
        ("Tag", {"name": None}, ("name",)),
        ("Tag", {"name": "   "}, ("name",)),
        ("Tag", {"name": "x" * 201}, ("name",)),
        ("Tag", {"name": "bell \x07"}, ("name",)),
        ("Tag", {"name": "null \x00"}, ("name",)),
        ("Tag", {"name": "next\x85line"}, ("name",)),
        ("Tag", {"name": "half \ud83d"}, ("name",)),
        ("Tag", {"name": 7}, ("name",)),
        ("Tag", {"name": "t", "description": "x" * 20_001}, ("description",)),
        ("Tag", {"name": "t", "key": " "}, ("key",)),
        ("Tag", {"name": "t", "key": "x" * 201}, ("key",)),
        ("Journey", {"name": "j", "state": "PAST"}, ("state",)),
        ("Journey", {"name": "j", "level": 5}, ("level",)),
        ("Journey", {"name": "j", "level": -1}, ("level",)),
        ("Journey", {"name": "j", "level": 1.5}, ("level",)),
        ("Journey", {"name": "j", "level": True}, ("level",)),
        ("Journey", {"name": "j", "wave": 2**31}, ("wave",)),
        ("Journey", {"name": "j", "frequencyPerYear": -0.5}, ("frequencyPerYear",)),
        ("Journey", {"name": "j", "frequencyPerYear": float("nan")}, ("frequencyPerYear",)),
        ("Journey", {"name": "j", "frequencyPerYear": float("inf")}, ("frequencyPerYear",)),
        ("Journey", {"name": "j", "frequencyPerYear": False}, ("frequencyPerYear",)),
        ("Journey", {"name": "j", "frequencyPerYear": 10**400}, ("frequencyPerYear",)),
        ("Journey", {"name": "j", "currency": "euro"}, ("currency",)),
        ("Journey", {"name": "j", "currency": "ABC"}, ("currency",)),
        ("Journey", {"name": "j", "validatedOn": "22.11.2026"}, ("validatedOn",)),
        ("Journey", {"name": "j", "validatedOn": "2026-02-30"}, ("validatedOn",)),
        ("Journey", {"name": "j", "validatedOn": 45_000}, ("validatedOn",)),
        ("Journey", {"name": "j", "validatedOn": "86400"}, ("validatedOn",)),
        ("Journey", {"name": "j", "validatedOn": "-86400"}, ("validatedOn",)),
        ("Persona", {"name": "p", "needs": "a car"}, ("needs",)),
        ("Persona", {"name": "p", "needs": ["a car", 7]}, ("needs", "1")),
        ("Insight", {"name": "i", "impact": 2.1}, ("impact",)),
        ("Metric", {"name": "m"}, ("method",)),
        ("Person", {"name": "p", "email": "nobody"}, ("email",)),
        ("Touchpoint", {"name": "t", "url": "javascript:alert(1)"}, ("url",)),
        ("Step", {"name": "s", "phaseId": new_id("pha"), "momentOfTruth": "perhaps"}, ("momentOfTruth",)),
    ],
)
def test_values_are_refused_with_place(
    inputs: Inputs, label: str, given: dict[str, Any], place: InputPath
) -> None:
    assert values(inputs, label, **given) == {}
    assert told(inputs) == [(Invalid, place)]


def test_blank_free_text_is_none(inputs: Inputs) -> None:
    assert "description" not in values(inputs, "Journey", name="j", description=" \n ", intent="go")
    assert changed(inputs, "Journey", {"name": "j", "description": "old"}, description="") == {
        "description": None
    }
    assert told(inputs) == []


def test_values_are_refused_all_at_once(inputs: Inputs) -> None:
    values(inputs, "Journey", name="", level=9, currency="EURO", unitCost="much")

    assert {place for _, place in told(inputs)} == {("name",), ("level",), ("currency",), ("unitCost",)}
    with pytest.raises(Refused) as refused:
        inputs.refuse()
    assert len(refused.value.problems) == 4


def test_messages_name_the_field(inputs: Inputs) -> None:
    values(inputs, "Journey", level=9)

    messages = [problem.message for problem in inputs.problems]
    assert messages == ["name is required.", "level should be less than or equal to 4."]


@pytest.mark.parametrize(
    ("given", "stored"), [(5, 5.0), (0, 0.0), (7.25, 7.25), ("12.5", 12.5), (10**15, 1e15)]
)
def test_floats_are_stored_as_floats(inputs: Inputs, given: Any, stored: float) -> None:
    found = values(inputs, "Journey", name="j", frequencyPerYear=given)["frequencyPerYear"]

    assert (found, type(found)) == (stored, float)


def test_ints_are_stored_as_ints(inputs: Inputs) -> None:
    found = values(inputs, "Journey", name="j", level=2.0, wave=2**31 - 1)

    assert [(found[name], type(found[name])) for name in ("level", "wave")] == [(2, int), (2**31 - 1, int)]


def test_enums_and_dates_are_stored_plain(inputs: Inputs) -> None:
    found = values(inputs, "Journey", name="j", state="FUTURE", validatedOn="2026-11-22")

    assert (found["state"], type(found["state"])) == ("FUTURE", str)
    assert found["validatedOn"] == date(2026, 11, 22)


def test_defaults_stand_for_absent_values(inputs: Inputs) -> None:
    found = values(inputs, "Insight", name="i", status=None, weight=None)

    assert (found["status"], found["weight"]) == ("NEW", 100.0)
    assert "impact" not in found
    assert values(inputs, "Persona", name="p")["needs"] == []


def test_product_properties_are_set(inputs: Inputs) -> None:
    found = values(inputs, "Opportunity", name="o", customerValue=40, businessValue=80)

    assert found["value"] == 60.0
    assert found["version"] == 1
    assert found["createdAt"] == found["updatedAt"] == found["statusChangedAt"] == NOW


@pytest.mark.parametrize(
    "name", ["id", "version", "createdAt", "position", "derivedKey", "statusChangedAt", "value", "colour"]
)
def test_creation_refuses_foreign_fields(inputs: Inputs, name: str) -> None:
    values(inputs, "Opportunity", name="o", **{name: "x"})

    assert told(inputs) == [(Invalid, (name,))]


def test_trusted_creation_names_ids() -> None:
    inputs, identifier = Inputs(MODEL, NOW, trusted=True), new_id("tag")

    asked = inputs.creation(MODEL["Tag"], {"name": "t", "id": identifier, "derivedKey": "tag|t"})

    assert inputs.new_values(asked, identifier)["derivedKey"] == "tag|t"
    assert inputs.problems == []


def test_trusted_creation_writes_imports() -> None:
    inputs, identifier = Inputs(MODEL, NOW, trusted=True), new_id("imp")
    started = datetime(2026, 11, 22, 18, 0, 0, 123_456, tzinfo=timezone(timedelta(hours=2)))
    given = {"format": "workbook", "fileName": "a.xlsx", "startedAt": started, "created": 3}

    stored = inputs.new_values(inputs.creation(MODEL["Import"], given), identifier)

    assert inputs.problems == []
    assert stored["startedAt"] == datetime(2026, 11, 22, 16, 0, 0, 123_000, tzinfo=UTC)
    assert stored["startedAt"].tzinfo is UTC
    assert (stored["created"], stored["linked"], stored["status"]) == (3, 0, "RUNNING")


def test_untrusted_callers_write_no_imports(inputs: Inputs) -> None:
    inputs.creation(MODEL["Import"], {"format": "workbook"})

    assert told(inputs) == [(Invalid, ("format",))]


def test_links_are_sorted_out(inputs: Inputs) -> None:
    team, one, two = new_id("team"), new_id("stp"), new_id("stp")

    asked = inputs.creation(
        MODEL["Opportunity"], {"name": "o", "teamId": team, "stepIds": [one, two, one], "goalIds": None}
    )

    found = {name: [(end.id, end.path) for end in ends] for name, ends in asked.links.items()}
    assert found == {
        "team": [(team, ("teamId",))],
        "steps": [(one, ("stepIds", "0")), (two, ("stepIds", "1"))],
        "goals": [],
    }


@pytest.mark.parametrize(
    ("given", "problem"),
    [
        ({"teamId": "team_1"}, (NotFound, ("teamId",))),
        ({"teamId": 7}, (NotFound, ("teamId",))),
        ({"teamId": new_id("stp")}, (Invalid, ("teamId",))),
        ({"stepIds": new_id("stp")}, (Invalid, ("stepIds",))),
        ({"stepIds": [new_id("stp"), "nothing"]}, (NotFound, ("stepIds", "1"))),
        ({"stepIds": [new_id("goal")]}, (Invalid, ("stepIds", "0"))),
        ({"stepIds": [None]}, (NotFound, ("stepIds", "0"))),
        ({"steps": [new_id("stp")]}, (Invalid, ("steps",))),
    ],
)
def test_links_are_refused_with_place(
    inputs: Inputs, given: dict[str, Any], problem: tuple[type[Mendable], InputPath]
) -> None:
    inputs.creation(MODEL["Opportunity"], {"name": "o", **given})

    assert told(inputs) == [problem]


@pytest.mark.parametrize(
    ("label", "given", "place"),
    [
        ("Step", {"name": "s"}, ("phaseId",)),
        ("Step", {"name": "s", "phaseId": None}, ("phaseId",)),
        ("Phase", {"name": "p"}, ("journeyId",)),
        ("Measurement", {"startsOn": "2026-01-01", "endsOn": "2026-01-31"}, ("metricId",)),
    ],
)
def test_required_links_are_demanded(
    inputs: Inputs, label: str, given: dict[str, Any], place: InputPath
) -> None:
    inputs.creation(MODEL[label], given)

    assert told(inputs) == [(Invalid, place)]


@pytest.mark.parametrize(
    ("phases", "place"),
    [
        ("Find", ("phases",)),
        (["Find"], ("phases", "0")),
        ([{"name": "Find", "journeyId": new_id("jrn")}], ("phases", "0", "journeyId")),
        (
            [{"name": "Find"}, {"name": "Pay", "steps": [{"phase": "x"}]}],
            ("phases", "1", "steps", "0", "phase"),
        ),
    ],
)
def test_parts_are_refused_with_place(inputs: Inputs, phases: Any, place: InputPath) -> None:
    inputs.creation(MODEL["Journey"], {"name": "j", "phases": phases})

    assert told(inputs) == [(Invalid, place)]


def test_parts_nest_at_any_depth(inputs: Inputs) -> None:
    given = {"name": "j", "phases": [{"name": "p"}, {"name": "q", "steps": [{"name": "s"}, {"name": "t"}]}]}

    asked = inputs.creation(MODEL["Journey"], given)

    def names(part: RecordInput) -> dict[str, Any]:
        return {part.values["name"]: [names(inner) for parts in part.parts.values() for inner in parts]}

    assert names(asked) == {"j": [{"p": []}, {"q": [{"s": []}, {"t": []}]}]}
    assert inputs.problems == []


OPPORTUNITY: dict[str, Any] = {
    "id": new_id("opp"),
    "createdAt": NOW - timedelta(days=1),
    "updatedAt": NOW - timedelta(days=1),
    "version": 3,
    "name": "Ask once",
    "description": "Twice is once too often.",
    "status": "OPEN",
    "statusChangedAt": NOW - timedelta(days=1),
    "customerValue": 40.0,
    "businessValue": 80.0,
    "value": 60.0,
}


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({}, {}),
        ({"name": "Ask once"}, {}),
        ({"name": " Ask once "}, {}),
        ({"name": "Ask never"}, {"name": "Ask never"}),
        ({"description": None}, {"description": None}),
        ({"effort": None}, {}),
        ({"customerValue": 40}, {}),
        ({"customerValue": 20}, {"customerValue": 20.0, "value": 50.0}),
        ({"businessValue": None}, {"businessValue": None, "value": None}),
        ({"status": "OPEN"}, {}),
        ({"status": "SOLVED"}, {"status": "SOLVED", "statusChangedAt": NOW}),
    ],
)
def test_patch_changes_what_differs(inputs: Inputs, given: dict[str, Any], expected: dict[str, Any]) -> None:
    assert changed(inputs, "Opportunity", OPPORTUNITY, **given) == expected
    assert inputs.problems == []


@pytest.mark.parametrize(
    ("given", "place"),
    [
        ({"name": None}, ("name",)),
        ({"status": None}, ("status",)),
        ({"effort": 6}, ("effort",)),
        ({"version": 3, "createdAt": "2026-01-01"}, ("createdAt",)),
        ({"value": 3}, ("value",)),
    ],
)
def test_patch_is_refused_with_place(inputs: Inputs, given: dict[str, Any], place: InputPath) -> None:
    assert changed(inputs, "Opportunity", OPPORTUNITY, **given) == {}
    assert told(inputs) == [(Invalid, place)]


def test_cleared_list_is_empty(inputs: Inputs) -> None:
    present = values(inputs, "Persona", name="p", needs=["a car"])

    assert changed(inputs, "Persona", present, needs=None) == {"needs": []}


PERIOD: dict[str, Any] = {
    "id": new_id("mea"),
    "createdAt": NOW,
    "updatedAt": NOW,
    "version": 1,
    "startsOn": date(2026, 1, 1),
    "endsOn": date(2026, 1, 31),
}


def test_patch_checks_the_whole_record(inputs: Inputs) -> None:
    assert changed(inputs, "Measurement", PERIOD, startsOn="2026-02-01") == {}
    assert told(inputs) == [(Invalid, ("endsOn",))]


@pytest.mark.parametrize(
    ("present", "given", "expected"),
    [
        ({"customerValue": 400.0}, {"name": "Ask never"}, {"name": "Ask never"}),
        ({"customerValue": 400.0}, {"customerValue": 20}, {"customerValue": 20.0, "value": 50.0}),
        ({"status": "LOST"}, {"effort": 1}, {"effort": 1.0}),
    ],
)
def test_patch_leaves_old_faults_alone(
    inputs: Inputs, present: dict[str, Any], given: dict[str, Any], expected: dict[str, Any]
) -> None:
    stored = OPPORTUNITY | present | {"value": 240.0 if "customerValue" in present else 60.0}

    assert changed(inputs, "Opportunity", stored, **given) == expected
    assert inputs.problems == []


def test_patch_refuses_new_faults_beside_old(inputs: Inputs) -> None:
    assert changed(inputs, "Opportunity", OPPORTUNITY | {"status": "LOST"}, effort=9) == {}
    assert told(inputs) == [(Invalid, ("effort",))]


@pytest.mark.parametrize(
    ("present", "given", "expected"),
    [
        ({}, {"rationale": " Same form "}, {"rationale": "Same form"}),
        ({"rationale": "Same form"}, {"rationale": None}, {"rationale": None}),
        ({"rationale": "Same form"}, {}, {}),
    ],
)
def test_link_properties_are_kept_clean(
    inputs: Inputs, present: dict[str, Any], given: dict[str, Any], expected: dict[str, Any]
) -> None:
    link = MODEL["Opportunity"].links["steps"]

    assert inputs.link_values(link, present, given, ()) == expected
    assert inputs.problems == []


@pytest.mark.parametrize(
    ("field", "given", "place"),
    [
        ("steps", {"rationale": "x" * 20_001}, ("rationale",)),
        ("steps", {"reason": "x"}, ("reason",)),
        ("goals", {"rationale": "x"}, ("rationale",)),
    ],
)
def test_link_properties_are_refused(
    inputs: Inputs, field: str, given: dict[str, Any], place: InputPath
) -> None:
    assert inputs.link_values(MODEL["Opportunity"].links[field], {}, given, ()) == {}
    assert told(inputs) == [(Invalid, place)]


@pytest.mark.parametrize(
    ("problems", "raised"),
    [
        ([NotFound("a")], NotFound),
        ([DuplicateKey("a", ["key"])], DuplicateKey),
        ([Invalid("a"), NotFound("b")], Refused),
    ],
)
def test_problems_are_raised_together(
    inputs: Inputs, problems: list[Mendable], raised: type[Exception]
) -> None:
    inputs.problems += problems

    with pytest.raises(raised):
        inputs.refuse()


@pytest.mark.parametrize(
    ("given", "stored"),
    [
        (datetime(2026, 1, 1, 12, 0, 0, 999_999), datetime(2026, 1, 1, 12, 0, 0, 999_000, tzinfo=UTC)),
        (datetime(2026, 1, 1, tzinfo=timezone(timedelta(hours=1))), datetime(2025, 12, 31, 23, tzinfo=UTC)),
    ],
)
def test_times_are_kept_in_milliseconds(given: datetime, stored: datetime) -> None:
    assert stored_value(given) == stored
