"""Journey: the board of one journey, its steps with what they feel like and what is done about them."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from api.reports.board import draw
from api.reports.board_facts import (
    PERSONAS,
    has_journeys_below,
    journey_curves,
    journey_steps,
    quote_text,
    step_quotes,
    step_teams,
)
from api.reports.cells import Style, amount_text
from api.reports.report import Column, Data, Report, Section, SheetChart
from api.reports.report_filters import Filters, statuses, where

FELT = {"needs": ("NEED", "JOB"), "pains": ("PAIN",), "gains": ("GAIN",)}  # lanes by kinds of insight
TRUSTED = {"status": {"in": ["NEW", "CONFIRMED"]}}
# A question of its own: a statement of more than 64 KB is planned anew each time it is carried out.
MEASURED = """
query Measured($id: ID!) {
  measured: journey(id: $id) { ...Measured phases { id steps { id ...MeasuredThere } } }
}
fragment Measured on Journey { metricReadings { ...Read } competitorReadings { ...Beside } }
fragment MeasuredThere on Step { metricReadings { ...Read } competitorReadings { ...Beside } }
fragment Read on MetricReading { metric { ...Measure } value on n missedTargets scope }
fragment Beside on CompetitorReading { competitor { id name } metric { ...Measure } value on n }
fragment Measure on Metric { id name method unit direction target }
"""
REQUEST = f"""
query Journey(
  $id: ID!, $personas: PersonaFilter, $personaIds: [ID!], $needs: InsightFilter, $pains: InsightFilter
  $gains: InsightFilter, $quoted: InsightFilter, $opportunities: OpportunityFilter, $solutions: SolutionFilter
  $atStep: StepOpportunitiesFilter, $changing: StepSolutionsFilter
) {{
  journey(id: $id) {{
    id name intent state level lifecycle frequencyPerYear validatedOn
    experience nestedExperience: experience(nested: true)
    costToServe {{
      basis from to totals {{ amount currency }} measurements measurementsLeftOut contactsLeftOut
    }}
    team {{ id name }}
    personas(first: {PERSONAS}, where: $personas) {{ totalCount nodes {{ id name }} }}
    curves: experienceCurves(personaIds: $personaIds) {{ ...Curve }}
    nestedCurves: experienceCurves(personaIds: $personaIds, nested: true) {{ ...Curve }}
    phases {{ id name steps {{ ...OnBoard }} }}
  }}
}}
fragment OnBoard on Step {{
  id name description layer momentOfTruth momentOfTruthReason expectedExperience
  team {{ id name }}
  channels(first: 5) {{ totalCount nodes {{ id name }} }}
  touchpoints(first: 5) {{ totalCount nodes {{ id name }} }}
  needs: insights(first: 5, where: $needs, orderBy: [{{field: WEIGHT, direction: DESC}}]) {{ ...Felt }}
  pains: insights(first: 5, where: $pains, orderBy: [{{field: IMPACT, direction: ASC}}]) {{ ...Felt }}
  gains: insights(first: 5, where: $gains, orderBy: [{{field: IMPACT, direction: DESC}}]) {{ ...Felt }}
  quoted: insights(first: 3, where: $quoted, orderBy: [{{field: WEIGHT, direction: DESC}}]) {{
    nodes {{ id quotes(first: 3) {{ nodes {{ id text saidOn source {{ id name }} }} }} }}
  }}
  detailedBy(first: 3) {{
    totalCount
    nodes {{
      id name experience(nested: true)
      opportunities(first: 3, where: $opportunities, orderBy: [{{field: VALUE, direction: DESC}}]) {{
        totalCount nodes {{ id name status value }}
      }}
      solutions(first: 3, where: $solutions) {{ totalCount nodes {{ id name status }} }}
    }}
  }}
  opportunities(first: 10, where: $atStep) {{ totalCount nodes {{ id name status value }} }}
  solutions(first: 10, where: $changing) {{
    totalCount nodes {{ id name status deliveryTeams(first: 5) {{ totalCount nodes {{ id name }} }} }}
  }}
}}
fragment Felt on InsightConnection {{ totalCount nodes {{ id name }} }}
fragment Curve on ExperienceCurve {{
  persona {{ id name }} points {{ step {{ id name }} value expected insights }}
}}
"""


def _insights(filters: Filters, found: Mapping[str, Any]) -> dict[str, Any]:
    """Insights that hold and are felt by the persona, where one is named."""
    return {"AND": [where("Insight", filters, ("persona",)), TRUSTED, found]}


def _id(filters: Filters) -> dict[str, Any]:
    return {"id": (filters.ids("journey") or [""])[0]}


def _variables(filters: Filters, _: Data) -> Mapping[str, Any]:
    named = filters.ids("persona")
    names = ("status", "tag")
    return {
        **_id(filters),
        "personas": {"id": {"in": named}} if named else {},
        "personaIds": named,
        "quoted": _insights(filters, {"quotes": {"some": {}}}),
        **{lane: _insights(filters, {"kind": {"in": list(kinds)}}) for lane, kinds in FELT.items()},
        **dict.fromkeys(("opportunities", "atStep"), where("Opportunity", filters, names)),
        **dict.fromkeys(("solutions", "changing"), where("Solution", filters, names)),
    }


def _journey(data: Data) -> Iterator[Any]:
    """The journey, its experience that of the journeys below it too where it is a lifecycle."""
    journey = data["journey"]
    below = has_journeys_below(journey)
    experience = journey["nestedExperience" if below else "experience"]
    yield {**journey, "experience": experience, "below": below}


def _steps(data: Data) -> Iterator[Any]:
    return journey_steps(data)


def _curves(data: Data) -> Iterator[Any]:
    """Every point of the curve of every persona."""
    for curve in journey_curves(data["journey"])[1:]:
        for point in curve["points"]:
            yield {**point, "persona": curve["persona"]}


def _money(totals: Sequence[Any]) -> list[str]:
    return [amount_text(total["amount"], total["currency"], Style.MONEY) for total in totals]


def _below(data: Data) -> Iterator[Any]:
    """Every journey that shows a step in detail."""
    for step in _steps(data):
        yield from ({"step": step, "journey": journey} for journey in step["detailedBy"]["nodes"])


def _metrics(data: Data) -> Iterator[Any]:
    return _readings(data, "metricReadings")


def _competitors(data: Data) -> Iterator[Any]:
    return _readings(data, "competitorReadings")


def _readings(data: Data, name: str) -> Iterator[Any]:
    """Those of the journey itself, then those of its steps."""
    yield from ({**reading, "step": None} for reading in data["measured"][name])
    for step in _steps(data):
        yield from ({**reading, "step": step} for reading in step[name])


FACTS = (
    Column("journey", "Journey", lambda row: row, named=True),
    Column("intent", "What the customer wants", "intent"),
    Column("state", "State", "state", Style.WORD),
    Column("lifecycle", "Lifecycle", "lifecycle", Style.WORD),
    Column("experience", "Experience", "experience", Style.NUMBER),
    Column("below", "With journeys below it", "below"),
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
    Column("description", "What happens", "description", prose=True),
    Column("momentOfTruth", "Moment of truth", "momentOfTruth"),
    Column("experience", "Experience", "experience", Style.NUMBER),
    Column("expectedExperience", "Expected", "expectedExperience", Style.NUMBER),
    Column("experienceGap", "Gap", "experienceGap", Style.NUMBER),
    Column("owner", "Owner", "team"),
    Column("layer", "Layer", "layer", Style.WORD, detail=True),
    Column("momentOfTruthReason", "Why it is one", "momentOfTruthReason", detail=True),
)
FEELINGS = (
    Column("step", "Step", lambda row: row, named=True),
    Column("needs", "Needs", "needs"),
    Column("pains", "Pains", "pains"),
    Column("gains", "Gains", "gains"),
    Column("quotes", "Quotes", lambda row: [quote_text(quote) for quote in step_quotes(row)], prose=True),
)
WORK = (
    Column("step", "Step", lambda row: row, named=True),
    Column("channels", "Channels", "channels"),
    Column("touchpoints", "Touchpoints", "touchpoints"),
    Column("teams", "Teams", step_teams),
    Column("opportunities", "Opportunities", "opportunities"),
    Column("solutions", "Solutions", "solutions"),
)
BELOW = (
    Column("step", "Step", "step", named=True),
    Column("journey", "Journey", "journey", named=True),
    Column("experience", "Experience", "journey.experience", Style.NUMBER),
    Column("opportunities", "Opportunities", "journey.opportunities"),
    Column("solutions", "Solutions", "journey.solutions"),
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
    Column("latest", "Latest", "value", Style.MEASURE, unit="metric.unit"),
    Column("scope", "Measured", "scope", Style.WORD),
    Column("target", "Target", "metric.target", Style.MEASURE, unit="metric.unit"),
    Column("unit", "Unit", "metric.unit"),
    Column("direction", "Better when", "metric.direction", Style.WORD),
    Column("missedTargets", "Targets missed in a row", "missedTargets", Style.WHOLE),
    Column("measurements", "Measurements", "n", Style.WHOLE),
    Column("latestOn", "Measured on", "on", Style.DAY),
)
COMPETITORS = (
    Column("competitor", "Competitor", "competitor", named=True),
    Column("metric", "Metric", "metric", named=True),
    Column("step", "Step", "step", named=True),
    Column("latest", "Latest", "value", Style.MEASURE, unit="metric.unit"),
    Column("unit", "Unit", "metric.unit"),
    Column("measurements", "Measurements", "n", Style.WHOLE),
    Column("latestOn", "Measured on", "on", Style.DAY),
)

ALONG = SheetChart(
    "line", "Experience along the journey", "step", ("experience", "expectedExperience"), most=40
)

JOURNEY = Report(
    name="journey",
    title="Journey",
    about="What happens step by step, how each persona feels, what is said, and what is done about it.",
    request=REQUEST,
    sections=(
        Section("journey", "At a glance", _journey, FACTS, upright=True),
        Section("steps", "Steps", _steps, STEPS, "It has no steps.", charts=(ALONG,)),
        Section("feelings", "What is felt and said", _steps, FEELINGS, "It has no steps."),
        Section("work", "Who is there, what is done", _steps, WORK, "It has no steps."),
        Section("below", "Shown in detail", _below, BELOW, "No journey shows a step in detail."),
        Section("curves", "Experience by persona", _curves, CURVES, "No persona walks it."),
        Section("metrics", "Metrics beside target", _metrics, METRICS, "Nothing is measured."),
        Section("competitors", "Competitors", _competitors, COMPETITORS, "No competitor is measured."),
    ),
    takes={
        "journey": "The journey that it is about.",
        "status": "Opportunities and solutions of this status.",
        "tag": "Opportunities and solutions that bear this tag.",
        "persona": "The curve of this persona, and the needs, pains, gains and quotes that it feels.",
    },
    needs="journey",
    statuses=statuses("Opportunity", "Solution"),
    before=MEASURED,
    before_variables=_id,
    variables=_variables,
    draw=draw,
    heading=lambda data: data["journey"]["name"],
)
