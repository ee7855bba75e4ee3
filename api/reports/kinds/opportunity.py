"""Opportunity: one opportunity as a page: where it lives, its evidence, what is done, and what that did."""

from collections.abc import Iterator
from typing import Any

from api.reports.cells import Style
from api.reports.kinds.effects import EFFECTS_SEEN, effects
from api.reports.report import Column, Data, Report, Section

REQUEST = """
query OpportunityPage($id: ID!) {
  opportunity(id: $id) {
    id name description kind status customerValue businessValue value effort progress
    priority { rice quadrant }
    reach { journeys steps personas teams customersPerYear }
    evidence { quotes kinds strength }
    team { id name }
    parent { id name }
    children(first: 25) { totalCount nodes { id name } }
    steps(first: 100) {
      totalCount
      edges {
        rationale
        node { id name experience momentOfTruth place { journey { id name } phase { id name } } }
      }
    }
    insights(first: 50) {
      totalCount
      nodes {
        id name kind voice basis impact weight
        personas(first: 10) { totalCount nodes { id name } }
        quotes(first: 20) { totalCount nodes { id text saidOn source { id name kind } } }
      }
    }
    solutions(first: 50) {
      totalCount
      nodes {
        id name status priority progress launchedOn currency cost expectedValue realisedValue
        deliveryTeams(first: 10) { totalCount nodes { id name } }
        effect {
          metric { id name unit }
          beforeFrom launchedOn afterTo before after change changeLow changeHigh
          pointsBefore pointsAfter improved
        }
      }
    }
    goals(first: 50) { totalCount nodes { id name status dueOn progress } }
  }
}
"""

FACTS = (
    Column("opportunity", "Opportunity", lambda row: row, named=True),
    Column("description", "Description", "description"),
    Column("kind", "Kind", "kind", Style.WORD),
    Column("status", "Status", "status", Style.WORD),
    Column("progress", "Progress", "progress", Style.SHARE),
    Column("customerValue", "Customer value", "customerValue", Style.NUMBER),
    Column("businessValue", "Business value", "businessValue", Style.NUMBER),
    Column("value", "Value", "value", Style.NUMBER),
    Column("effort", "Effort", "effort", Style.NUMBER),
    Column("quadrant", "Quadrant", "priority.quadrant", Style.WORD),
    Column("rice", "RICE", "priority.rice", Style.NUMBER),
    Column("journeys", "Journeys reached", "reach.journeys", Style.WHOLE),
    Column("steps", "Steps reached", "reach.steps", Style.WHOLE),
    Column("personas", "Personas reached", "reach.personas", Style.WHOLE),
    Column("teams", "Teams reached", "reach.teams", Style.WHOLE),
    Column("customersPerYear", "Customers a year", "reach.customersPerYear", Style.NUMBER),
    Column("evidence", "Evidence", "evidence.strength", Style.SHARE),
    Column("sources", "Kinds of source", "evidence.kinds", Style.WORD),
    Column("owner", "Owner", "team"),
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
    Column("voice", "Voice", "voice"),
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
SOLUTIONS = (
    Column("solution", "Solution", lambda row: row, named=True),
    Column("status", "Status", "status", Style.WORD),
    Column("progress", "Progress", "progress", Style.SHARE),
    Column("deliveryTeams", "Teams", "deliveryTeams"),
    Column("launchedOn", "Launched on", "launchedOn", Style.DAY),
    Column("currency", "Currency", "currency"),
    Column("cost", "Cost", "cost", Style.NUMBER),
    Column("expectedValue", "Expected value", "expectedValue", Style.NUMBER),
    Column("realisedValue", "Realised value", "realisedValue", Style.NUMBER),
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
        yield from effects(solution)


OPPORTUNITY = Report(
    name="opportunity",
    title="Opportunity",
    about="Where it lives, the evidence in quotes, what is done about it, and what that did to the metrics.",
    request=REQUEST,
    sections=(
        Section("opportunity", "At a glance", "opportunity", FACTS, upright=True),
        Section("places", "Where it lives", "opportunity.steps", PLACES, "It is linked to no step."),
        Section("insights", "Evidence", "opportunity.insights", INSIGHTS, "No insight reveals it."),
        Section("quotes", "In the words of people", _quotes, QUOTES, "Nobody is quoted."),
        Section("solutions", "What is done about it", "opportunity.solutions", SOLUTIONS, "Nothing yet."),
        Section("effects", "What that did", _effects, EFFECTS_SEEN, "No metric to compare."),
        Section("goals", "Goals it contributes to", "opportunity.goals", GOALS, "It contributes to none."),
    ),
    takes=("opportunity",),
    needs="opportunity",
    variables=lambda filters, _: {"id": (filters.ids("opportunity") or [""])[0]},
    heading=lambda data: data["opportunity"]["name"],
)
