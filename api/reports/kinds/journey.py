"""Journey: the board of one journey, its steps with what they feel like and what is done about them."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from api.reports.board import draw
from api.reports.cells import Style, number_text
from api.reports.report import Column, Data, Report, Section
from api.reports.report_filters import Filters, statuses, where

PERSONAS = 4  # curves of so many personas are drawn
BEFORE = """
query PersonasOf($ids: [ID!]!, $personas: PersonaFilter) {
  nodes(ids: $ids) {
    ... on Journey { personas(first: 4, where: $personas) { totalCount nodes { id name } } }
  }
}
"""
POINTS = "{ step { id name } value expected insights momentOfTruth }"


def _request() -> str:
    given = [f"$persona{n}: ID, $with{n}: Boolean!" for n in range(PERSONAS)]
    curves = [
        f"curve{n}: experienceCurve(personaId: $persona{n}) @include(if: $with{n}) {POINTS}"
        for n in range(PERSONAS)
    ]
    return f"""
query Journey(
  $id: ID!, $personas: PersonaFilter, $opportunities: OpportunityFilter, $solutions: SolutionFilter
  {" ".join(given)}
) {{
  journey(id: $id) {{
    id name intent state lifecycle experience frequencyPerYear validatedOn
    costToServe {{
      basis from to totals {{ amount currency }} measurements measurementsLeftOut contactsLeftOut
    }}
    team {{ id name }}
    personas(first: {PERSONAS}, where: $personas) {{ totalCount nodes {{ id name }} }}
    metricReadings {{ ...Read }}
    curve: experienceCurve {POINTS}
    {" ".join(curves)}
    phases {{
      id name stage experience
      steps {{
        id name moment layer momentOfTruth momentOfTruthReason experience expectedExperience experienceGap
        team {{ id name }}
        channels(first: 5) {{ totalCount nodes {{ id name }} }}
        touchpoints(first: 5) {{ totalCount nodes {{ id name }} }}
        opportunities(first: 10, where: $opportunities) {{ totalCount nodes {{ id name status value }} }}
        solutions(first: 10, where: $solutions) {{ totalCount nodes {{ id name status }} }}
        metricReadings {{ ...Read }}
      }}
    }}
  }}
}}
fragment Read on MetricReading {{ metric {{ id name unit direction target }} value on n missedTargets scope }}
"""


def _persona_filter(filters: Filters) -> dict[str, Any]:
    """Those named; all where none is."""
    named = filters.ids("persona")
    return {"id": {"in": named}} if named else {}


def _before_variables(filters: Filters) -> dict[str, Any]:
    return {"ids": filters.ids("journey") or [], "personas": _persona_filter(filters)}


def _variables(filters: Filters, before: Data) -> Mapping[str, Any]:
    personas = before["nodes"][0]["personas"]["nodes"]
    names = ("status", "tag")
    given: dict[str, Any] = {
        "id": (filters.ids("journey") or [""])[0],
        "personas": _persona_filter(filters),
        "opportunities": where("Opportunity", filters, names),
        "solutions": where("Solution", filters, names),
    }
    for place in range(PERSONAS):
        known = place < len(personas)
        given |= {f"with{place}": known, f"persona{place}": personas[place]["id"] if known else None}
    return given


def _steps(data: Data) -> Iterator[Any]:
    for phase in data["journey"]["phases"]:
        for step in phase["steps"]:
            yield {**step, "phase": phase}


def _curves(data: Data) -> Iterator[Any]:
    """Every point of every curve, with the persona whose it is."""
    journey = data["journey"]
    for place, persona in enumerate(journey["personas"]["nodes"]):
        for point in journey[f"curve{place}"]:
            yield {**point, "persona": persona}


def _money(totals: Sequence[Any]) -> list[str]:
    return [f"{number_text(total['amount'])} {total['currency']}" for total in totals]


def _metrics(data: Data) -> Iterator[Any]:
    """The metrics of the journey itself, then those of its steps."""
    journey = data["journey"]
    yield from ({**reading, "step": None} for reading in journey["metricReadings"])
    for step in _steps(data):
        yield from ({**reading, "step": step} for reading in step["metricReadings"])


FACTS = (
    Column("journey", "Journey", lambda row: row, named=True),
    Column("intent", "What the customer wants", "intent"),
    Column("state", "State", "state", Style.WORD),
    Column("lifecycle", "Lifecycle", "lifecycle", Style.WORD),
    Column("experience", "Experience", "experience", Style.NUMBER),
    Column("frequencyPerYear", "Times a year", "frequencyPerYear", Style.NUMBER),
    Column("costToServe", "Cost to serve a year", lambda row: _money(row["costToServe"]["totals"])),
    Column("costBasis", "Which is", "costToServe.basis", Style.WORD),
    Column("costFrom", "Counted from", "costToServe.from", Style.DAY),
    Column("costTo", "Counted until", "costToServe.to", Style.DAY),
    Column("measurements", "Measurements of contacts", "costToServe.measurements", Style.WHOLE),
    Column("measurementsLeftOut", "Measurements left out", "costToServe.measurementsLeftOut", Style.WHOLE),
    Column("contactsLeftOut", "Contacts left out", "costToServe.contactsLeftOut", Style.NUMBER),
    Column("validatedOn", "Validated on", "validatedOn", Style.DAY),
    Column("team", "Team", "team"),
    Column("personas", "Personas", "personas"),
)
STEPS = (
    Column("step", "Step", lambda row: row, named=True),
    Column("phase", "Phase", "phase"),
    Column("momentOfTruth", "Moment of truth", "momentOfTruth"),
    Column("experience", "Experience", "experience", Style.NUMBER),
    Column("expectedExperience", "Expected", "expectedExperience", Style.NUMBER),
    Column("experienceGap", "Gap", "experienceGap", Style.NUMBER),
    Column("channels", "Channels", "channels"),
    Column("touchpoints", "Touchpoints", "touchpoints"),
    Column("opportunities", "Opportunities", "opportunities"),
    Column("solutions", "Solutions", "solutions"),
    Column("layer", "Layer", "layer", Style.WORD, detail=True),
    Column("owner", "Owner", "team", detail=True),
    Column("momentOfTruthReason", "Why it is one", "momentOfTruthReason", detail=True),
)
CURVES = (
    Column("persona", "Persona", "persona", named=True),
    Column("step", "Step", "step", named=True),
    Column("experience", "Experience", "value", Style.NUMBER),
    Column("expectedExperience", "Expected", "expected", Style.NUMBER),
    Column("insights", "Insights behind it", "insights", Style.WHOLE),
)
METRICS = (
    Column("metric", "Metric", "metric", named=True),
    Column("step", "Step", "step", named=True),
    Column("latest", "Latest", "value", Style.NUMBER),
    Column("scope", "Which is", "scope", Style.WORD),
    Column("target", "Target", "metric.target", Style.NUMBER),
    Column("unit", "Unit", "metric.unit"),
    Column("direction", "Better when", "metric.direction", Style.WORD),
    Column("missedTargets", "Targets missed in a row", "missedTargets", Style.WHOLE),
    Column("measurements", "Measurements", "n", Style.WHOLE),
    Column("latestOn", "Measured on", "on", Style.DAY),
)

# With none to all of the personas whose curves are drawn.
BEFORES = tuple(
    {"nodes": [{"personas": {"nodes": [{"id": f"per_{'0' * 26}"}] * count}}]} for count in range(PERSONAS + 1)
)

JOURNEY = Report(
    name="journey",
    title="Journey",
    about="Phases and steps, the experience of each persona, moments of truth, and what is done.",
    request=_request(),
    sections=(
        Section("journey", "At a glance", "journey", FACTS, upright=True),
        Section("steps", "Steps", _steps, STEPS, "It has no steps."),
        Section("curves", "Experience by persona", _curves, CURVES, "No persona walks it."),
        Section("metrics", "Metrics beside target", _metrics, METRICS, "Nothing is measured."),
    ),
    takes={
        "journey": "The journey that it is about.",
        "status": "Opportunities and solutions of this status.",
        "tag": "Opportunities and solutions that bear this tag.",
        "persona": "The curve of this persona.",
    },
    needs="journey",
    statuses=statuses("Opportunity", "Solution"),
    before=BEFORE,
    before_variables=_before_variables,
    befores=BEFORES,
    variables=_variables,
    draw=draw,
    heading=lambda data: data["journey"]["name"],
)
