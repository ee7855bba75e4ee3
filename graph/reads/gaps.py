"""Gaps: what is missing in the portfolio, one list for each kind of gap."""

from typing import LiteralString

from graph.computed import ROOT, Computed, Group, Page
from graph.reads.acting import ACTIVE
from graph.reads.progress import ROLLED_UP

# Predicates on each record of a label: nothing marks a record that lacks a link.
_STEPS_WITHOUT_INSIGHT: LiteralString = """\
NOT EXISTS { (node)<-[:OBSERVED_AT]-(insight) WHERE insight.status <> 'DISMISSED' }"""

_STEPS_WITHOUT_VOC: LiteralString = """\
NOT EXISTS {
  (node)<-[:OBSERVED_AT]-(insight)
  WHERE insight.voice = 'VOC' AND insight.status <> 'DISMISSED'
}"""

_STEPS_WITH_OPINION_ONLY: LiteralString = """\
EXISTS {
  (node)<-[:OBSERVED_AT]-(opinion)
  WHERE opinion.basis = 'OPINION' AND opinion.status <> 'DISMISSED'
} AND NOT EXISTS {
  (node)<-[:OBSERVED_AT]-(data)
  WHERE data.basis = 'DATA' AND data.status <> 'DISMISSED'
}"""

_MOMENTS_OF_TRUTH_WITHOUT_OWNER: LiteralString = """\
node.momentOfTruth AND NOT EXISTS { (node)-[:OWNED_BY]->() }"""

_INSIGHTS_WITHOUT_OPPORTUNITY: LiteralString = """\
node.status <> 'DISMISSED' AND NOT EXISTS {
  (node)-[:REVEALS]->(opportunity)
  WHERE opportunity.status <> 'DISMISSED'
}"""

_OPPORTUNITIES_WITHOUT_SOLUTION: LiteralString = """\
node.status <> 'DISMISSED' AND NOT EXISTS { (node)<-[:RESOLVES]-() }"""

_DONE_NOT_CLOSED: LiteralString = (
    "node.status IN ['OPEN', 'IN_PROGRESS'] AND COLLECT {\nWITH node AS this\n" + ROLLED_UP + "\n}[0] = 1.0"
)

_CLOSED_NOT_DONE: LiteralString = (
    "node.status = 'SOLVED' AND COLLECT {\nWITH node AS this\n" + ROLLED_UP + "\n}[0] < 1.0"
)

# Two tries in place of one with a choice of ways: most goals have work of the first kind, and are let go
# before the second is looked for.
_GOALS_WITHOUT_ACTIVE_WORK: LiteralString = (
    """\
node.status IN ['OPEN', 'IN_PROGRESS'] AND NOT EXISTS {
  (node)<-[:PART_OF*0..]-()<-[:CONTRIBUTES_TO]-(solution:Solution)
  WHERE """
    + ACTIVE
    + """
} AND NOT EXISTS {
  (node)<-[:PART_OF*0..]-()<-[:CONTRIBUTES_TO]-(opportunity)<-[:RESOLVES]-(solution)
  WHERE opportunity.status <> 'DISMISSED' AND """
    + ACTIVE
    + "\n}"
)

_JOURNEYS_WITHOUT_TEAM: LiteralString = """\
NOT EXISTS { (node)-[:OWNED_BY]->() }"""

_JOURNEYS_WITHOUT_METRIC: LiteralString = """\
NOT EXISTS { (node)<-[:MEASURES]-() }"""

_IDLE_METRICS: LiteralString = """\
NOT EXISTS { (node)-[:MEASURES]->() }"""


_ROLLED = "Progress is rolled up for each opportunity of that status that is looked at."


def _gap(name: str, label: str, description: str, cypher: LiteralString) -> Computed:
    return Computed(ROOT, name, description, Page(label, predicate=True), cypher)


GAPS = Group(
    ROOT,
    "gaps",
    "Gaps",
    "What is missing in the portfolio. Each list looks at the records of its kind in order, until its page "
    "is full; counting one looks at all of them.",
    "What is missing, one list for each kind of gap; dismissed insights and opportunities do not count.",
    (
        _gap(
            "stepsWithoutInsight",
            "Step",
            "Steps at which no insight was observed, dismissed ones not counted.",
            _STEPS_WITHOUT_INSIGHT,
        ),
        _gap(
            "stepsWithoutVoc",
            "Step",
            "Steps at which no insight with the voice of the customer was observed, dismissed ones not "
            "counted.",
            _STEPS_WITHOUT_VOC,
        ),
        _gap(
            "stepsWithOpinionOnly",
            "Step",
            "Steps at which an insight that rests on opinion was observed and none that rests on data, "
            "dismissed ones not counted.",
            _STEPS_WITH_OPINION_ONLY,
        ),
        _gap(
            "momentsOfTruthWithoutOwner",
            "Step",
            "Moments of truth that no team owns; the team of their journey does not count.",
            _MOMENTS_OF_TRUTH_WITHOUT_OWNER,
        ),
        _gap(
            "insightsWithoutOpportunity",
            "Insight",
            "Insights, not dismissed, that reveal no opportunity, dismissed ones not counted. `ageDays` "
            "says how long each has been known.",
            _INSIGHTS_WITHOUT_OPPORTUNITY,
        ),
        _gap(
            "opportunitiesWithoutSolution",
            "Opportunity",
            "Opportunities, not dismissed, that no solution resolves, whatever its status.",
            _OPPORTUNITIES_WITHOUT_SOLUTION,
        ),
        _gap(
            "opportunitiesDoneNotClosed",
            "Opportunity",
            "Opportunities whose progress is 1 and that are still open or in progress: their status may be "
            f"out of date. {_ROLLED}",
            _DONE_NOT_CLOSED,
        ),
        _gap(
            "opportunitiesClosedNotDone",
            "Opportunity",
            "Opportunities that are solved while their progress is below 1: work on them was left over, or "
            f"their status came too soon. {_ROLLED}",
            _CLOSED_NOT_DONE,
        ),
        _gap(
            "goalsWithoutActiveWork",
            "Goal",
            "Goals, open or in progress, to which, themselves or through a goal below, no active solution "
            "(planned, in progress or launched) contributes, neither directly nor by resolving an "
            "opportunity that contributes and is not dismissed.",
            _GOALS_WITHOUT_ACTIVE_WORK,
        ),
        _gap("journeysWithoutTeam", "Journey", "Journeys that no team owns.", _JOURNEYS_WITHOUT_TEAM),
        _gap(
            "journeysWithoutMetric",
            "Journey",
            "Journeys that no metric measures; metrics of their steps do not count.",
            _JOURNEYS_WITHOUT_METRIC,
        ),
        _gap(
            "idleMetrics",
            "Metric",
            "Metrics that measure no journey, step, goal or touchpoint.",
            _IDLE_METRICS,
        ),
    ),
)
