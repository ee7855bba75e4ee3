"""Experience: what insights say about steps, phases and whole journeys, from −2 to 2."""

from typing import LiteralString

from graph.computed import Argument, Computed, Object, Records, Value
from graph.entities import Datatype
from graph.reads.phrases import ORDER_COST

_PERSONA = Argument(
    Datatype.TEXT, "Only insights that this persona feels; without it, all of them.", id_of=True
)
_NESTED = Argument(
    Datatype.BOOLEAN,
    "Whether a step detailed by journeys takes the mean of its own value and theirs, up to four journeys "
    "deep.",
    default=False,
)
_SCALE = "from −2 (very bad) to 2 (very good)"
_STEP_FORMULA = (
    "the sum of weight × impact divided by the sum of weights, over the insights observed at the step that "
    "have an impact and a weight above 0 and are not dismissed"
)
_COUNTS: LiteralString = """\
insight.impact IS NOT NULL AND insight.weight > 0 AND insight.status <> 'DISMISSED'
  AND (personaId IS NULL
    OR EXISTS { (insight)-[:FELT_BY]->(persona:Persona) WHERE persona.id = personaId })"""

STEP_EXPERIENCE: LiteralString = (
    """\
MATCH (this)<-[:OBSERVED_AT]-(insight)
WHERE """
    + _COUNTS
    + """
WITH sum(insight.weight * insight.impact) AS weighted, sum(insight.weight) AS weight
RETURN CASE WHEN weight > 0 THEN weighted / weight END AS value"""
)

_GAP: LiteralString = (
    """\
WITH this, null AS personaId
RETURN COLLECT {
"""
    + STEP_EXPERIENCE
    + """
}[0] - this.expectedExperience AS value"""
)

_PHASE_STEPS: LiteralString = "MATCH (this)-[:HAS_STEP]->(step)\n"
_JOURNEY_STEPS: LiteralString = "MATCH (this)-[:HAS_PHASE]->()-[:HAS_STEP]->(step)\n"

_FLAT_MEAN: LiteralString = (
    """\
MATCH (step)<-[:OBSERVED_AT]-(insight)
WHERE """
    + _COUNTS
    + """
WITH step, sum(insight.weight * insight.impact) / sum(insight.weight) AS experience
RETURN avg(experience) AS value"""
)

# Each own value of a step comes with its path: the step, a journey that details it, a step of that, and so
# on. Means are then taken from the far end: over the steps of a journey (paths cut to an even length), then
# over a step's own value and its journeys' (cut to an odd one). Four nested subqueries in place of these
# lines take the server ten times as long to plan.
_NESTED_MEAN: LiteralString = (
    """\
MATCH (step) ((whole)-[:DETAILED_BY]->(detail)-[:HAS_PHASE]->()-[:HAS_STEP]->(part)){0,4} (leaf)
MATCH (leaf)<-[:OBSERVED_AT]-(insight)
WHERE """
    + _COUNTS
    + """
WITH step, detail, part, sum(insight.weight * insight.impact) / sum(insight.weight) AS experience
WITH reduce(path = [step], i IN range(0, size(part) - 1) | path + [detail[i], part[i]]) AS path, experience
WITH path[..8] AS path, avg(experience) AS experience
WITH path[..7] AS path, avg(experience) AS experience
WITH path[..6] AS path, avg(experience) AS experience
WITH path[..5] AS path, avg(experience) AS experience
WITH path[..4] AS path, avg(experience) AS experience
WITH path[..3] AS path, avg(experience) AS experience
WITH path[..2] AS path, avg(experience) AS experience
WITH path[..1] AS path, avg(experience) AS experience
RETURN avg(experience) AS value"""
)


def _mean(steps: LiteralString) -> LiteralString:
    """The mean over some steps; only the one of both forms that `nested` asks for is run."""
    return (
        "RETURN CASE WHEN nested\nTHEN COLLECT {\n"
        + steps
        + _NESTED_MEAN
        + "\n}[0]\nELSE COLLECT {\n"
        + steps
        + _FLAT_MEAN
        + "\n}[0] END AS value"
    )


_CURVE: LiteralString = (
    """\
MATCH (this)-[:HAS_PHASE]->(phase)-[:HAS_STEP]->(step)
OPTIONAL MATCH (step)<-[:OBSERVED_AT]-(insight)
WHERE """
    + _COUNTS
    + """
WITH phase, step, count(insight) AS insights,
  sum(insight.weight * insight.impact) AS weighted, sum(insight.weight) AS weight
RETURN step, CASE WHEN weight > 0 THEN weighted / weight END AS value, step.expectedExperience AS expected,
  insights, coalesce(step.momentOfTruth, false) AS momentOfTruth
ORDER BY phase.position, step.position, step.id"""
)

# One row for each persona, and first one without; the points of each travel as lists in the order of their
# fields. Where nested, only the value of a point looks at what details its step.
_CURVES: LiteralString = (
    """\
WITH this, nested, personaIds, COLLECT {
MATCH (this)-[:WALKED_BY]->(walker)
WHERE personaIds IS NULL
RETURN walker ORDER BY walker.name, walker.id
} AS walkers
WITH this, nested, walkers + COLLECT {
UNWIND range(0, coalesce(size(personaIds), 0) - 1) AS place
MATCH (named:Persona {id: personaIds[place]})
RETURN named ORDER BY place
} AS personas
UNWIND range(-1, size(personas) - 1) AS place
WITH this, nested, place, CASE WHEN place >= 0 THEN personas[place] END AS persona
WITH this, nested, place, persona, persona.id AS personaId
ORDER BY place
RETURN persona, COLLECT {
MATCH (this)-[:HAS_PHASE]->(phase)-[:HAS_STEP]->(step)
OPTIONAL MATCH (step)<-[:OBSERVED_AT]-(insight)
WHERE """
    + _COUNTS
    + """
WITH phase, step, nested, personaId, count(insight) AS insights,
  sum(insight.weight * insight.impact) AS weighted, sum(insight.weight) AS weight
WITH phase, step, insights, CASE WHEN nested THEN COLLECT {
"""
    + _NESTED_MEAN
    + """
  }[0] WHEN weight > 0 THEN weighted / weight END AS value
RETURN [step, value, step.expectedExperience, insights, coalesce(step.momentOfTruth, false)] AS point
ORDER BY phase.position, step.position, step.id
} AS points"""
)

_POINT = Object(
    "ExperiencePoint",
    {
        "step": Records("Step", "The step."),
        "value": Value(Datatype.FLOAT, f"Experience of the step, {_SCALE}; null without an insight."),
        "expected": Value(Datatype.FLOAT, f"Experience that is expected of the step, {_SCALE}."),
        "insights": Value(
            Datatype.INT, "How many insights of the step itself the value rests on.", nullable=False
        ),
        "momentOfTruth": Value(
            Datatype.BOOLEAN, "Whether the step decides about the whole journey.", nullable=False
        ),
    },
    "One step on an experience curve of a journey.",
    many=True,
    role="All steps of the journey, in order.",
)

EXPERIENCE = (
    Computed(
        "Step",
        "experience",
        f"How customers experience the step, {_SCALE}: {_STEP_FORMULA}; null without any. {ORDER_COST}",
        Value(Datatype.FLOAT),
        STEP_EXPERIENCE,
        {"personaId": _PERSONA},
        where="experience",
    ),
    Computed(
        "Step",
        "experienceGap",
        "How far the step is above (positive) or below (negative) what is expected of it, from −4 to 4: "
        f"experience − expected experience; null where either is missing. {ORDER_COST}",
        Value(Datatype.FLOAT),
        _GAP,
        where="experienceGap",
    ),
    Computed(
        "Phase",
        "experience",
        f"How customers experience the phase, {_SCALE}: the mean over its steps that have an experience; "
        f"null without any. {ORDER_COST}",
        Value(Datatype.FLOAT),
        _mean(_PHASE_STEPS),
        {"personaId": _PERSONA, "nested": _NESTED},
        where="experience",
    ),
    Computed(
        "Journey",
        "experience",
        f"How customers experience the journey, {_SCALE}: the mean over its own steps that have an "
        f"experience; null without any. {ORDER_COST}",
        Value(Datatype.FLOAT),
        _mean(_JOURNEY_STEPS),
        {"personaId": _PERSONA, "nested": _NESTED},
        where="experience",
    ),
    Computed(
        "Journey",
        "experienceCurve",
        f"The steps of the journey in order, each with its experience: {_STEP_FORMULA}.",
        _POINT,
        _CURVE,
        {"personaId": _PERSONA},
    ),
    Computed(
        "Journey",
        "experienceCurves",
        "The experience curves of the journey side by side: one of all insights, then one for each persona "
        f"that walks it, by name. Each holds all steps in order, with the experience: {_STEP_FORMULA}. Costs "
        "in proportion to the curves and the insights at the steps.",
        Object(
            "ExperienceCurve",
            {
                "persona": Records(
                    "Persona", "Who feels the insights; null on the curve of all insights.", nullable=True
                ),
                "points": _POINT,
            },
            "The experience of a journey for one persona, or for all.",
            many=True,
        ),
        _CURVES,
        {
            "personaIds": Argument(
                Datatype.TEXT,
                "Only these personas, at most 100, in this order, whether they walk the journey or not; the "
                "curve of all insights comes first all the same.",
                many=True,
                id_of=True,
            ),
            "nested": _NESTED,
        },
    ),
)
