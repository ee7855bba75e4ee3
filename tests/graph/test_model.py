"""What holds for every declaration of the model, and values that its bounds let through or refuse."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from pydantic import ValidationError

from graph.entities import Datatype
from graph.ids import new_id
from graph.model import MODEL
from graph.schema import Node, RelationshipProperties


def record(label: str, **values: Any) -> Node:
    """A record with the least that is needed, and the given values under their names in the API."""
    now = datetime(2026, 11, 22, 16, 41, tzinfo=UTC)
    entity = MODEL[label]
    least = {"id": new_id(entity.prefix), "createdAt": now, "updatedAt": now, "version": 1, "name": "Name"}
    if "position" in entity.properties:
        least["position"] = 0
    return entity.record.model_validate(
        {
            name: value
            for name, value in (least | values).items()
            if name in entity.properties or name in values
        }
    )


def refusal(label: str, **values: Any) -> tuple[str, str]:
    """Where a value is refused, and why."""
    with pytest.raises(ValidationError) as caught:
        record(label, **values)
    (error,) = caught.value.errors()
    return ".".join(map(str, error["loc"])), error["msg"]


def test_enums_are_named_by_entity_and_property() -> None:
    for entity in MODEL.entities.values():
        for item in entity.properties.values():
            if item.enum:
                assert item.enum.__name__ == f"{entity.label}{item.name[0].upper()}{item.name[1:]}"


def test_plurals_are_regular_except_people() -> None:
    irregular = {e.label: e.plural for e in MODEL.entities.values() if e.record.plural}

    assert irregular == {"Person": "people"}
    assert (MODEL["Opportunity"].plural, MODEL["Journey"].plural) == ("opportunities", "journeys")
    assert MODEL["Touchpoint"].plural == "touchpoints"


def test_everything_shown_has_a_description() -> None:
    told: dict[str, str] = {}
    for entity in MODEL.entities.values():
        told[entity.label] = entity.description
        told |= {f"{entity.label}.{item.name}": item.description for item in entity.properties.values()}
        told |= {f"{entity.label}.{link.field}": link.description for link in entity.links.values()}
        for item in entity.properties.values():
            for value in item.enum or ():
                told[f"{item.name}.{value}"] = getattr(value, "description", "")
            if item.object:
                told |= {n: i.description or "" for n, i in item.object.model_fields.items()}
    for relationship in MODEL.relationships:
        shape = relationship.declared.properties or RelationshipProperties
        told |= {f"{relationship.type}.{n}": i.description or "" for n, i in shape.model_fields.items()}
        told[f"{relationship.end}.{relationship.declared.back}"] = relationship.declared.back_description

    assert [name for name, text in told.items() if not text.endswith(".") or text[0].islower()] == []


def test_whole_numbers_fit_the_wire() -> None:
    whole = [
        (entity.label, item.name, item.maximum)
        for entity in MODEL.entities.values()
        for item in entity.properties.values()
        if item.type is Datatype.INT and item.name != "version"
    ]

    assert [entry for entry in whole if entry[2] is None or entry[2] > 2**31 - 1] == []


@pytest.mark.parametrize(
    ("customer", "business", "value"),
    [(80, 40, 60.0), (0, 0, 0.0), (35.5, 36, 35.75), (80, None, None), (None, 40, None), (None, None, None)],
)
def test_value_is_mean_of_both(customer: float | None, business: float | None, value: float | None) -> None:
    made = record("Opportunity", customerValue=customer, businessValue=business)

    assert made.model_dump(by_alias=True)["value"] == value


@pytest.mark.parametrize(
    ("label", "field", "value"),
    [
        ("Journey", "level", 5),
        ("Journey", "level", 1.5),
        ("Journey", "unitCost", -0.01),
        ("Journey", "frequencyPerYear", float("inf")),
        ("Journey", "wave", 2**31),
        ("Journey", "state", "PAST"),
        ("Journey", "currency", "eur"),
        ("Journey", "name", ""),
        ("Journey", "name", "   "),
        ("Journey", "name", "x" * 201),
        ("Journey", "name", "a\x00b"),
        ("Journey", "description", "x" * 20_001),
        ("Journey", "key", " "),
        ("Journey", "colour", "red"),
        ("Step", "expectedExperience", 2.1),
        ("Step", "durationSeconds", -1),
        ("Segment", "share", 1.01),
        ("Insight", "impact", -3),
        ("Insight", "weight", 101),
        ("Insight", "weight", None),
        ("Opportunity", "effort", 5.5),
        ("Opportunity", "customerValue", 100.5),
        ("Person", "email", "ada"),
        ("Touchpoint", "url", "ftp://example.org"),
        ("Persona", "needs", ["x"] * 101),
        ("Persona", "jobs", ["fine", ""]),
        ("Source", "sha256", "12ab"),
        ("Metric", "method", "GUESS"),
    ],
)
def test_value_out_of_bounds_is_refused(label: str, field: str, value: Any) -> None:
    least = {"method": "COUNT"} if label == "Metric" else {}

    place, message = refusal(label, **(least | {field: value}))

    assert place == field
    assert message


def test_metric_needs_a_method() -> None:
    assert refusal("Metric") == ("method", "Field required")


def test_text_is_trimmed_and_normalised() -> None:
    made = record("Persona", name="  Cafe\u0301 \n", needs=[" time "])

    assert made.model_dump()["name"] == "Caf\u00e9"
    assert made.model_dump()["needs"] == ["time"]


@pytest.mark.parametrize("days", [1, 30])
def test_measurement_may_last_days(days: int) -> None:
    made = record("Measurement", startsOn="2026-01-01", endsOn=date(2026, 1, days))

    assert made.model_dump()["ends_on"] == date(2026, 1, days)


def test_measurement_ends_not_before_start() -> None:
    place, message = refusal("Measurement", startsOn="2026-02-01", endsOn="2026-01-31")

    assert place == "endsOn"
    assert "2026-02-01" in message


def test_product_writes_imports_and_changes_alone() -> None:
    alone = [entity.label for entity in MODEL.entities.values() if entity.record.written_by_product]

    assert alone == ["Import", "Change"]
    assert [MODEL[label].writable_properties for label in alone] == [[], []]
    assert MODEL["Change"].default_order == ("sequence", True)
