"""Overlaps: which teams act on the same steps through different solutions, as a grid, then step by step."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from api.planning.parameters import LONGEST_LIST
from api.reports.cross_table import cross_columns
from api.reports.report import Column, CrossTable, Data, Report, Section
from api.reports.report_filters import Filters, statuses, where

BEFORE = """
query Before(
  $journeys: JourneyFilter, $solutions: SolutionFilter
  $byJourney: Boolean!, $bySolution: Boolean!, $most: Int = 100000
) {
  journeys(first: $most, where: $journeys) @include(if: $byJourney) { nodes { id } }
  solutions(first: $most, where: $solutions) @include(if: $bySolution) { nodes { id } }
}
"""
REQUEST = """
query Overlaps(
  $journeyIds: [ID!], $teamIds: [ID!], $page: Int!, $counted: Boolean!, $narrowed: Boolean!
  $withPairs: Boolean!, $overlapsAfter: String, $withOverlaps: Boolean!
) {
  pairs: teamPairs(first: $page) @include(if: $withPairs) @skip(if: $narrowed) {
    nodes { a { id name } b { id name } steps direct }
  }
  overlaps(
    first: $page, after: $overlapsAfter, journeyIds: $journeyIds, teamIds: $teamIds
  ) @include(if: $withOverlaps) {
    totalCount @include(if: $counted)
    pageInfo { hasNextPage endCursor }
    nodes {
      teams { id name }
      step { id name place { journey { id name } phase { id name } } }
      solutions { id name }
      opportunities { id name }
      direct
    }
  }
}
"""

NARROWING = ("journey", "persona", "status", "tag")  # what narrows steps or solutions
TEAM = (Column("team", "Team (in cells: steps · of them direct)", "team", named=True),)
COLUMNS = (
    Column("step", "Step", "step", named=True),
    Column("journey", "Journey", "step.place.journey", named=True),
    Column("phase", "Phase", "step.place.phase"),
    Column("teams", "Teams", "teams"),
    Column("solutions", "Solutions", "solutions"),
    Column("opportunities", "Opportunities", "opportunities"),
    Column("direct", "All change the step itself", "direct"),
)


def _before_variables(filters: Filters) -> dict[str, Any] | None:
    by_journey, by_solution = filters.is_set("persona"), filters.is_set("status", "tag")
    if not (by_journey or by_solution):
        return None
    return {
        "journeys": where("Journey", filters, ("journey", "persona")),
        "solutions": where("Solution", filters, ("status", "tag")),
        "byJourney": by_journey,
        "bySolution": by_solution,
    }


def _variables(filters: Filters, before: Data) -> dict[str, Any]:
    walked = _asked_ids(before, "journeys")
    ids = filters.ids("journey") if walked is None or len(walked) > LONGEST_LIST else sorted(walked)
    return {"journeyIds": ids, "teamIds": filters.ids("team"), "narrowed": filters.is_set(*NARROWING)}


def team_grid(data: Data, filters: Filters, before: Data) -> CrossTable:
    """Teams by teams, by name: at how many steps they overlap, and at how many of these directly.

    Where the steps or solutions are narrowed, only rows that are shown are counted.
    """
    if "pairs" in data:
        asked = filters.ids("team")
        nodes = data["pairs"]["nodes"]
        pairs = [pair for pair in nodes if not asked or {pair["a"]["id"], pair["b"]["id"]} & {*asked}]
    else:
        pairs = pairs_of(filter(_keeps(filters, before), data["overlaps"]["nodes"]))
    teams: dict[str, dict[str, Any]] = {}
    for pair in pairs:
        for one, other in ((pair["a"], pair["b"]), (pair["b"], pair["a"])):
            row = teams.setdefault(one["id"], {"team": one, "cells": {}})
            row["cells"][other["id"]] = _cell_text(pair)
    rows = sorted(teams.values(), key=lambda row: (row["team"]["name"].casefold(), row["team"]["id"]))
    taken = {column.name for column in (*TEAM, *COLUMNS)}
    return CrossTable(cross_columns((row["team"] for row in rows), taken, "With more teams"), rows)


def pairs_of(rows: Iterable[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """The pairs of teams of overlaps, with how many steps there are and how many of them are direct."""
    found: dict[tuple[str, str], dict[str, Any]] = {}
    for row in rows:
        a, b = row["teams"]
        pair = found.setdefault((a["id"], b["id"]), {"a": a, "b": b, "steps": 0, "direct": 0})
        pair["steps"] += 1
        pair["direct"] += row["direct"]
    return [*found.values()]


def _cell_text(pair: Mapping[str, Any]) -> str:
    return f"{pair['steps']} · {pair['direct']}"


def _keeps(_: Filters, before: Data) -> Callable[[Any], bool]:
    """Whether the journey, and one of the solutions, is among those asked for."""
    journeys, solutions = _asked_ids(before, "journeys"), _asked_ids(before, "solutions")

    def is_asked_for(row: Any) -> bool:
        walked = journeys is None or row["step"]["place"]["journey"]["id"] in journeys
        return walked and (solutions is None or any(one["id"] in solutions for one in row["solutions"]))

    return is_asked_for


def _asked_ids(before: Data, name: str) -> set[str] | None:
    """The ids that were asked first; None where they were not."""
    return {node["id"] for node in before[name]["nodes"]} if name in before else None


OVERLAPS = Report(
    name="overlaps",
    title="Overlaps",
    about="Where two teams act on the same step through active solutions: what to settle between them. "
    "Direct overlaps, at which all solutions change the step themselves, come first.",
    request=REQUEST,
    sections=(
        Section(
            "pairs",
            "Teams by teams",
            "pairs",
            TEAM,
            "No two teams act on one step.",
            grid=team_grid,
            crossed="one for each team",
        ),
        Section(
            "overlaps",
            "Overlaps",
            "overlaps",
            COLUMNS,
            "No two teams act on one step.",
            keeps=_keeps,
            order=lambda row: not row["direct"],
        ),
    ),
    takes={
        "journey": "Steps of this journey.",
        "team": "Pairs of teams with this one in them.",
        "status": "Where one of the solutions at least has this status.",
        "tag": "Where one of the solutions at least bears this tag.",
        "persona": "Steps of journeys that this persona walks.",
    },
    statuses=statuses("Solution"),
    variables=_variables,
    before=BEFORE,
    before_variables=_before_variables,
    page=10_000,
    apart=True,
)
