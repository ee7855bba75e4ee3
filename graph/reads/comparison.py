"""Comparison: two journeys, step by step."""

from typing import LiteralString

from graph.computed import ROOT, Argument, Computed, Object, Records, Value
from graph.entities import Datatype
from graph.reads.experience import STEP_EXPERIENCE
from graph.scales import Scale


class RowChange(Scale):
    """What became of a step."""

    ADDED = "ADDED", "Only the second journey has it."
    REMOVED = "REMOVED", "Only the first journey has it."
    CHANGED = "CHANGED", "Both have it, and it differs."
    SAME = "SAME", "Both have it, and nothing that is compared differs."


# An expression over a row [a, b] with a step on either side, or on both. No value that a step can have
# stands in for an absent one.
_CHANGE: LiteralString = """\
CASE
  WHEN row[0] IS NULL THEN 'ADDED'
  WHEN row[1] IS NULL THEN 'REMOVED'
  WHEN COUNT {
    UNWIND row AS step
    WITH DISTINCT step.name AS name, coalesce(step.description, '') AS description,
      coalesce(step.moment, '') AS moment, step.layer AS layer,
      coalesce(toString(step.momentOfTruth), '') AS decides,
      coalesce(step.expectedExperience, 99.0) AS expected,
      COLLECT { MATCH (step)-[:THROUGH]->(channel) RETURN channel.id ORDER BY channel.id } AS channels,
      COLLECT { MATCH (step)-[:USES]->(touchpoint) RETURN touchpoint.id ORDER BY touchpoint.id } AS uses
    RETURN name
  } > 1 THEN 'CHANGED'
  ELSE 'SAME'
END"""

# Steps that no link pairs are paired by name: the first of a name with the first of that name, and so on.
_COMPARISON: LiteralString = (
    """\
WITH a, b, COLLECT {
MATCH (a)-[:HAS_PHASE]->(phase)-[:HAS_STEP]->(step)
RETURN step ORDER BY phase.position, step.position, step.id
} AS stepsA, COLLECT {
MATCH (b)-[:HAS_PHASE]->(phase)-[:HAS_STEP]->(step)
RETURN step ORDER BY phase.position, step.position, step.id
} AS stepsB
WITH a, b, stepsA, stepsB, COLLECT {
UNWIND range(0, size(stepsA) - 1) AS place
WITH place, stepsB, stepsA[place] AS stepA
MATCH (stepA)-[:REPLACES]-(stepB)
WHERE stepB IN stepsB
WITH DISTINCT place, stepA, stepB
RETURN [stepA, stepB, place] AS pair
} AS linked
WITH a, b, stepsA, stepsB, linked,
  [place IN range(0, size(stepsA) - 1) WHERE NOT stepsA[place] IN [pair IN linked | pair[0]]] AS freeA,
  [place IN range(0, size(stepsB) - 1) WHERE NOT stepsB[place] IN [pair IN linked | pair[1]]] AS freeB
WITH a, b, stepsA, stepsB, linked, COLLECT {
UNWIND [place IN freeA | [toLower(trim(stepsA[place].name)), 0, place]]
  + [place IN freeB | [toLower(trim(stepsB[place].name)), 1, place]] AS free
WITH free ORDER BY free[2]
WITH free[0] AS name, collect(CASE free[1] WHEN 0 THEN free[2] END) AS placesA,
  collect(CASE free[1] WHEN 1 THEN free[2] END) AS placesB
UNWIND range(0, CASE WHEN size(placesA) > size(placesB) THEN size(placesA) ELSE size(placesB) END - 1) AS nth
WITH placesA[nth] AS placeA, placesB[nth] AS placeB
RETURN [placeA, placeB] AS pair
} AS named
WITH a, b, stepsB,
  linked + [pair IN named | [stepsA[pair[0]], stepsB[pair[1]], pair[0]]] AS both
WITH a, b, COLLECT {
UNWIND both AS pair
WITH pair, CASE WHEN pair[1] IS NOT NULL THEN
  head([place IN range(0, size(stepsB) - 1) WHERE stepsB[place] = pair[1]])
END AS placeB
ORDER BY pair[2], placeB
RETURN pair[..2] AS row
} AS pairs
RETURN a, b, COLLECT {
UNWIND pairs AS row
RETURN ["""
    + _CHANGE
    + """, row[0], row[1], COLLECT {
  UNWIND row[0] AS this
  CALL (this) {
  WITH this, null AS personaId
"""
    + STEP_EXPERIENCE
    + """
  }
  RETURN value
  }[0], COLLECT {
  UNWIND row[1] AS this
  CALL (this) {
  WITH this, null AS personaId
"""
    + STEP_EXPERIENCE
    + """
  }
  RETURN value
  }[0]] AS compared
} AS rows"""
)


def _journey(which: str, record: str) -> Argument:
    text = f"Id of the {which} journey."
    return Argument(Datatype.TEXT, text, required=True, record=record, labels=("Journey",))


_EXPERIENCE = (
    "Experience of the step in the {} journey, from −2 (very bad) to 2 (very good); null without any, and "
    "without the step."
)

COMPARISON = Computed(
    ROOT,
    "compareJourneys",
    "Two journeys step by step, such as a current one and its future. Steps are paired by REPLACES, "
    "whichever replaces the other, one row for each pair; those that are not, by name, whatever its "
    "case. Rows are in the order of the first journey; steps that only the second has come last, in its "
    "order. Null where either id is that of no journey.",
    Object(
        "JourneyComparison",
        {
            "a": Records("Journey", "The first journey."),
            "b": Records("Journey", "The second journey."),
            "rows": Object(
                "ComparisonRow",
                {
                    "change": Value(
                        Datatype.ENUM,
                        "What became of the step. Changed means another name, description, moment, layer, "
                        "moment of truth, expected experience, other channels or touchpoints.",
                        enum=RowChange,
                        nullable=False,
                    ),
                    "a": Records("Step", "The step in the first journey; null where added.", nullable=True),
                    "b": Records("Step", "The step in the second; null where removed.", nullable=True),
                    "experienceA": Value(Datatype.FLOAT, _EXPERIENCE.format("first")),
                    "experienceB": Value(Datatype.FLOAT, _EXPERIENCE.format("second")),
                },
                "One step of either journey or both.",
                many=True,
            ),
        },
        "Two journeys, step by step.",
        nullable=True,
    ),
    _COMPARISON,
    {"a": _journey("first", "a"), "b": _journey("second", "b")},
)
