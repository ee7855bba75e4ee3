"""The model against the design: properties, bounds, defaults and relationships, written a second time."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from pydantic import ValidationError

from graph.ids import new_id
from graph.model import MODEL
from graph.schema import Datatype, Node, Property, RelationshipProperties

COMMON = """
    id              text, product, unique
    createdAt       datetime, product
"""
WORKED_ON = """
    key             text, unique
    derivedKey      text, product, hidden
    updatedAt       datetime, product
    version         int 1.., product
"""
NAMED = """
    name            text 1-200, required, searched
    description     text 0-20000, searched
"""

# Label and prefix; then each property beyond the common ones with type, bounds or values, default.
DESIGN = """
Journey jrn named
    intent              text, searched
    state               enum CURRENT FUTURE RESEARCH, default CURRENT
    level               int 0..4
    lifecycle           enum ANALYSE DESIGN BUILD OPTIMISE RETIRED, default ANALYSE
    rigour              enum SKETCH DISCUSSED RESEARCHED
    scope               text
    wave                int 0..
    validatedOn         date
    frequencyPerYear    float 0..
    unitCost            float 0..
    currency            text
    visibility          enum ORG TEAM RESTRICTED, default ORG
Phase pha named
    position            int 0.., product
    stage               text
Step stp named
    position            int 0.., product
    moment              enum BEFORE DURING AFTER
    layer               enum CUSTOMER FRONTSTAGE BACKSTAGE, default CUSTOMER
    momentOfTruth       boolean
    momentOfTruthReason text
    expectedExperience  float -2..2
    durationSeconds     int 0..
Touchpoint tch named
    url                 text
Channel chn named
    medium              enum DIGITAL HUMAN PHYSICAL
    contactCost         float 0..
    currency            text
Persona per named
    role                enum CUSTOMER EMPLOYEE PARTNER INTERMEDIARY
    needs               texts
    jobs                texts
    imageUrl            text
Segment seg named
    share               float 0..1
    size                int 0..
    valuePerYear        float
    currency            text
Vision vis named
    statement           text, searched
Product prd named
Team team named
    budget              float 0..
    currency            text
    department          text
Person psn named
    email               text, unique
    title               text
Goal goal named
    status              enum OPEN IN_PROGRESS REACHED DROPPED, default OPEN
    dueOn               date
    progressOverride    float 0..1
Insight ins named
    kind                enum PAIN GAIN NEED JOB OBSERVATION TREND
    voice               enum VOC VOB VOA VOE
    basis               enum DATA OPINION
    impact              float -2..2
    weight              float 0..100, default 100.0
    rawScore            text
    rawScale            text
    status              enum NEW CONFIRMED DISMISSED, default NEW
Quote quo worked on
    text                text, required, searched
    saidOn              date
    language            text
Opportunity opp named
    kind                enum PAIN_POINT UNMET_NEED ADOPTION_BARRIER IDEA
    status              enum OPEN IN_PROGRESS SOLVED DISMISSED, default OPEN
    customerValue       float 0..100
    businessValue       float 0..100
    effort              float 0..5
    progressOverride    float 0..1
    statusChangedAt     datetime, product, stamps status
    value               float, product, derived
Solution sol named
    status              enum IDEA PLANNED IN_PROGRESS LAUNCHED CANCELLED, default IDEA
    priority            enum HIGH MEDIUM LOW
    cost                float 0..
    currency            text
    expectedValue       float
    realisedValue       float
    startsOn            date
    launchedOn          date
    url                 text
Metric met named
    method              enum NPS CSAT_MEAN CSAT_TOP2 CES_MEAN CES_TOP RATIO COUNT MEAN SUM MONEY, required
    unit                text
    direction           enum UP DOWN
    target              float
    hero                boolean
    definition          text, searched
Measurement mea worked on
    startsOn            date, required
    endsOn              date, required
    value               float
    sampleSize          int 0..
    promoters           int 0..
    passives            int 0..
    detractors          int 0..
    numerator           int 0..
    denominator         int 0..
Competitor cmp named
    url                 text
Tag tag named
    category            text
Source src named
    kind                enum WORKSHOP INTERVIEW SURVEY SUPPORT_LOG REVIEW ANALYTICS FILE
    heldOn              date
    facilitator         text
    url                 text
    fileName            text
    sha256              text
Import imp by product
    format              text, required
    fileName            text, required
    sha256              text
    startedAt           datetime, required
    finishedAt          datetime
    status              enum RUNNING APPLIED UNDONE FAILED, default RUNNING
    created             int 0.., default 0
    updated             int 0.., default 0
    linked              int 0.., default 0
    leftovers           int 0.., default 0
    leftoverCells       objects locator raw reason
Change chg by product
    sequence            int 1.., required, unique
    at                  datetime, required
    actor               text, required
    requestId           text
    operation           enum CREATE UPDATE DELETE LINK UNLINK MOVE, required
    kind                text, required
    recordId            text, required
    recordName          text
    journeyIds          texts
    importId            text
    fields              objects name before after
    unseenBefore        text, hidden
"""

# Start, type, end, field at the start, field at the end, properties on the relationship.
RELATIONSHIPS = """
Journey     HAS_PHASE      Phase       phases=parts    journey
Phase       HAS_STEP       Step        steps=parts     phase
Step        LEADS_TO       Step        nextSteps       previousSteps   condition
Step        DETAILED_BY    Journey     detailedBy      details
Step        REPLACES       Step        replaces        replacedBy
Journey     FUTURE_OF      Journey     futureOf=one    futures
Journey     SERVES         Vision      visions         journeys
Journey     ABOUT          Product     products        journeys
Journey     WALKED_BY      Persona     personas        journeys
Journey     MADE_BY        Segment     segments        journeys        share
Journey     OWNED_BY       Team        team=one        journeys
Step        OWNED_BY       Team        team=one        steps
Opportunity OWNED_BY       Team        team=one        opportunities
Solution    OWNED_BY       Team        team=one        solutions
Goal        OWNED_BY       Team        team=one        goals
Metric      OWNED_BY       Team        team=one        metrics
Insight     OWNED_BY       Team        team=one        insights
Vision      OWNED_BY       Team        team=one        visions
Journey     SUPPORTED_BY   Team        contributors    contributesTo
Step        USES           Touchpoint  touchpoints     steps
Step        THROUGH        Channel     channels        steps
Touchpoint  THROUGH        Channel     channels        touchpoints
Insight     OBSERVED_AT    Step        steps           insights
Insight     FELT_BY        Persona     personas        insights
Insight     INTERPRETS     Insight     interprets      interpretedBy
Quote       SUPPORTS       Insight     insights        quotes
Quote       SAID_IN        Source      source=one      quotes
Insight     REVEALS        Opportunity opportunities   insights
Opportunity ADDRESSES      Step        steps           opportunities   rationale
Opportunity PART_OF        Opportunity parent=one      children
Solution    RESOLVES       Opportunity opportunities   solutions
Solution    CHANGES        Step        steps           solutions       rationale
Solution    DEPENDS_ON     Solution    dependsOn       neededBy
Solution    DELIVERED_BY   Team        deliveryTeams   deliveries
Opportunity CONTRIBUTES_TO Goal        goals           opportunities
Solution    CONTRIBUTES_TO Goal        goals           solutions
Goal        PART_OF        Goal        parent=one      children
Person      MEMBER_OF      Team        teams           members         role
Metric      MEASURES       Journey     journeys        metrics
Metric      MEASURES       Step        steps           metrics
Metric      MEASURES       Goal        goals           metrics
Metric      MEASURES       Touchpoint  touchpoints     metrics
Measurement OF             Metric      metric=exactly  measurements
Measurement AT             Step        step=one        measurements
Measurement VIA            Channel     channel=one     measurements
Measurement AMONG          Segment     segment=one     measurements
Measurement REGARDING      Competitor  competitor=one  measurements
"""
TAGGED = {
    *("Journey", "Step", "Touchpoint", "Persona", "Insight", "Quote"),
    *("Opportunity", "Solution", "Goal", "Metric", "Team", "Source"),
}
UNSOURCED = {"Person", "Tag", "Source", "Import", "Change"}


def sections() -> dict[str, tuple[str, str]]:
    """Each entity of the design: its heading after the label, and the lines of all its properties."""
    found: dict[str, tuple[str, str]] = {}
    inherited = {"named": COMMON + WORKED_ON + NAMED, "worked on": COMMON + WORKED_ON, "by product": COMMON}
    label = ""
    for line in DESIGN.strip().splitlines():
        if line.startswith(" "):
            heading, lines = found[label]
            found[label] = (heading, f"{lines}{line}\n")
        else:
            label, heading = line.split(" ", 1)
            found[label] = (heading, inherited[heading.split(" ", 1)[1]])
    return found


def properties_of(lines: str) -> dict[str, str]:
    """Names and declarations on the lines of one entity."""
    pairs = (line.split(None, 1) for line in lines.splitlines() if line.strip())
    return {name: told.strip() for name, told in pairs}


def spoken(item: Property) -> str:
    """A property as the table of the design says it; lengths only where the design gives them."""
    words = [item.type.value]
    if item.enum:
        words += [value.value for value in item.enum]
    if item.object:
        words += list(item.object.model_fields)
    if item.minimum is not None:
        highest = "" if item.maximum in (None, 2**31 - 1) else f"{item.maximum:g}"
        words.append(f"{item.minimum:g}..{highest}")
    if item.name in ("name", "description"):
        words.append(f"{int(item.required)}-{item.max_length}")
    marks = [" ".join(words)]
    facts = item.facts
    if item.default not in (None, []):
        marks.append(f"default {getattr(item.default, 'value', item.default)}")
    marks += ["required"] if item.required and not facts.product else []
    marks += ["product"] if facts.product else []
    marks += [mark for mark in ("unique", "hidden") if getattr(facts, mark)]
    marks += ["searched"] if facts.search else []
    marks += [f"stamps {facts.stamps}"] if facts.stamps else []
    marks += ["derived"] if item.derived else []
    return ", ".join(marks)


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


def test_model_has_the_entities_of_the_design() -> None:
    assert list(MODEL.entities) == list(sections())
    assert len(MODEL.entities) == 23


@pytest.mark.parametrize("label", list(MODEL.entities))
def test_entity_has_the_designed_properties(label: str) -> None:
    heading, lines = sections()[label]
    entity = MODEL[label]

    assert entity.prefix == heading.split()[0]
    assert {item.name: spoken(item) for item in entity.properties.values()} == properties_of(lines)


def test_relationships_are_those_of_the_design() -> None:
    lines = [line.split() for line in RELATIONSHIPS.strip().splitlines()]
    designed = {(start, type, end, *rest) for start, type, end, *rest in lines}
    designed |= {(label, "TAGGED", "Tag", "tags", "records") for label in TAGGED}
    sourced = set(MODEL.entities) - UNSOURCED
    designed |= {
        (label, "DERIVED_FROM", "Source", "sources", "records", "locator", "raw") for label in sourced
    }

    found: set[tuple[str, ...]] = set()
    for item in MODEL.relationships:
        link = MODEL[item.start].links[item.field]
        number = "=parts" if link.owned else "" if link.many else "=exactly" if link.required else "=one"
        field = f"{item.field}{number}"
        found.add((item.start, item.type, item.end, field, item.declared.back, *item.properties))

    assert found == designed
    assert len(MODEL.relationships) == len(designed)


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
