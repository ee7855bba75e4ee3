"""Opportunity: one opportunity as a page: where it lives, its evidence, what is done, and what that did."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from api.reports.cells import Style
from api.reports.kinds.effects import COMPARED, EFFECTS_SEEN, VALUED, VALUES, solution_effects
from api.reports.kinds.portfolio import SCORED, SCORES
from api.reports.report import Column, Data, Report, Section
from api.reports.report_filters import Filters, statuses, where

REQUEST = """
query OpportunityPage(
  $id: ID!, $steps: OpportunityStepsFilter, $insights: InsightFilter, $solutions: SolutionFilter
  $goals: GoalFilter
) {
  opportunity(id: $id) {
    ...Scored
    description
    parent { id name }
    children(first: 25) { totalCount nodes { id name } }
    steps(first: 100, where: $steps) {
      totalCount
      edges {
        rationale
        node { id name experience momentOfTruth place { journey { id name } phase { id name } } }
      }
    }
    insights(first: 50, where: $insights) {
      totalCount
      nodes {
        id name kind voice basis impact weight
        personas(first: 10) { totalCount nodes { id name } }
        quotes(first: 20) { totalCount nodes { id text saidOn source { id name kind } } }
      }
    }
    solutions(first: 50, where: $solutions) {
      totalCount
      nodes {
        ...Valued
        progress
        effect { ...Compared }
      }
    }
    goals(first: 50, where: $goals) { totalCount nodes { id name status dueOn progress } }
  }
}
"""

FACTS = (
    *(replace(column, detail=False) for column in SCORES),
    Column("description", "Description", "description"),
    Column("parent", "Part of", "parent"),
    Column("children", "Made up of", "children"),
)
PLACES = (
    Column("step", "Step", "node", named=True),
    Column("journey", "Journey", "node.place.journey", named=True),
    Column("phase", "Phase", "node.place.phase"),
    Column("experience", "Experience", "node.experience", Style.NUMBER),
    Column("momentOfTruth", "Moment of truth", "node.momentOfTruth"),
    Column("rationale", "Why here", "rationale"),
)
INSIGHTS = (
    Column("insight", "Insight", lambda row: row, named=True),
    Column("kind", "Kind", "kind", Style.WORD),
    Column("voice", "Voice of", "voice", Style.WORD),
    Column("basis", "Basis", "basis", Style.WORD),
    Column("impact", "Impact", "impact", Style.NUMBER),
    Column("weight", "Weight", "weight", Style.NUMBER),
    Column("personas", "Felt by", "personas"),
    Column("quotes", "Quotes", "quotes.totalCount", Style.WHOLE),
)
QUOTES = (
    Column("text", "Quote", "text"),
    Column("insight", "Insight", "insight", named=True),
    Column("source", "Source", "source"),
    Column("sourceKind", "Kind of source", "source.kind", Style.WORD),
    Column("saidOn", "Said on", "saidOn", Style.DAY),
)
DONE = (*VALUES[:-1], Column("progress", "Progress", "progress", Style.SHARE))
EFFECTS_SHOWN = tuple(
    replace(column, detail=column.detail and column.name != "direct") for column in EFFECTS_SEEN
)
GOALS = (
    Column("goal", "Goal", lambda row: row, named=True),
    Column("status", "Status", "status", Style.WORD),
    Column("dueOn", "Due on", "dueOn", Style.DAY),
    Column("progress", "Progress", "progress", Style.SHARE),
)


def _quotes(data: Data) -> Iterator[Any]:
    """Every quote once, with the first insight it supports."""
    seen: set[str] = set()
    for insight in data["opportunity"]["insights"]["nodes"]:
        for quote in insight["quotes"]["nodes"]:
            if quote["id"] not in seen:
                seen.add(quote["id"])
                yield {**quote, "insight": insight}


def _effects(data: Data) -> Iterator[Any]:
    for solution in data["opportunity"]["solutions"]["nodes"]:
        yield from solution_effects(solution)


def _variables(filters: Filters, _: Data) -> dict[str, Any]:
    return {
        "id": (filters.ids("opportunity") or [""])[0],
        "steps": where("Step", filters, ("persona",)),
        "insights": where("Insight", filters, ("status", "tag", "persona")),
        "solutions": where("Solution", filters, ("status", "tag")),
        "goals": where("Goal", filters, ("status",)),
    }


OPPORTUNITY = Report(
    name="opportunity",
    title="Opportunity",
    about="Where it lives, the evidence in quotes, what is done about it, and what that did to the metrics.",
    request=REQUEST + SCORED + VALUED + COMPARED,
    sections=(
        Section("opportunity", "At a glance", "opportunity", FACTS, upright=True),
        Section("places", "Where it lives", "opportunity.steps", PLACES, "It is linked to no step."),
        Section("insights", "Evidence", "opportunity.insights", INSIGHTS, "No insight reveals it."),
        Section("quotes", "In the words of people", _quotes, QUOTES, "Nobody is quoted."),
        Section("solutions", "What is done about it", "opportunity.solutions", DONE, "Nothing yet."),
        Section("effects", "What that did", _effects, EFFECTS_SHOWN, "No metric to compare."),
        Section("goals", "Goals it contributes to", "opportunity.goals", GOALS, "It contributes to none."),
    ),
    takes={
        "opportunity": "The opportunity that it is about.",
        "status": "Insights, solutions and goals of this status.",
        "tag": "Insights and solutions that bear this tag.",
        "persona": "Steps of journeys that this persona walks, and insights that it feels.",
    },
    needs="opportunity",
    statuses=statuses("Insight", "Solution", "Goal"),
    variables=_variables,
    heading=lambda data: data["opportunity"]["name"],
)
