"""Overlaps: teams whose active solutions act on the same step, step by step and pair by pair."""

from typing import LiteralString

from graph.computed import ROOT, Argument, Computed, Listing, Object, Records, Value
from graph.entities import Datatype
from graph.reads.acting import ACTED_ON, ACTIVE, DIRECT, TEAMS_BEHIND

# Reads all active solutions: one row for each and a step it acts on. Ways that lead to the same step are told
# apart solution by solution: over all rows at once that takes most of the memory of a portfolio.
_EVERYWHERE: LiteralString = (
    "MATCH (solution:Solution)\nWHERE "
    + ACTIVE
    + "\nCALL (solution) {\n"
    + ACTED_ON
    + "RETURN DISTINCT step, "
    + DIRECT
    + " AS direct\n}\n"
)
_AT_JOURNEYS: LiteralString = (
    """\
UNWIND journeyIds AS journeyId
MATCH (:Journey {id: journeyId})-[:HAS_PHASE]->()-[:HAS_STEP]->(step)
"""
    + ACTED_ON
    + "WITH step, solution, "
    + DIRECT
    + " AS direct\nWHERE "
    + ACTIVE
    + "\nRETURN DISTINCT step, solution, direct\n"
)

# From `step`, `team`, `solution`, `direct` and `named` to one row for each step and pair of teams, the first
# by name before the second. Both may stand behind the same solutions: two of them are needed in all. Most
# steps have one team behind one solution, so they are let go before anything is sorted.
_SIDE_BY_SIDE: LiteralString = """\
WITH step, collect([team, solution, direct, named]) AS acting
WHERE size(acting) > 1
UNWIND acting AS act
WITH step, act[0] AS team, act[1] AS solution, act[2] AS direct, act[3] AS named
ORDER BY team.name, team.id, solution.name, solution.id
WITH step, team, named, min(direct) AS direct, collect(solution) AS solutions
WITH step, collect([team, named, direct, solutions]) AS sides
WHERE size(sides) > 1
UNWIND range(0, size(sides) - 2) AS place
WITH step, sides[place] AS one, sides[place + 1..] AS others
UNWIND others AS other
WITH step, one, other,
  one[3] + [solution IN other[3] WHERE NOT solution IN one[3]] AS solutions
WHERE size(solutions) > 1 AND (one[1] OR other[1])
WITH step, one[0] AS a, other[0] AS b, one[2] AND other[2] AS direct, head(collect(solutions)) AS solutions
"""

# No list that was given goes along with the rows that are sorted: it would be charged to each of them.
_NARROWED: LiteralString = (
    """\
WITH journeyIds, teamIds
CALL (journeyIds) {
WITH journeyIds
WHERE journeyIds IS NULL
"""
    + _EVERYWHERE
    + "RETURN step, solution, direct\nUNION ALL\n"
    + _AT_JOURNEYS
    + "}\n"
    + TEAMS_BEHIND
    + "WITH step, team, solution, direct, teamIds IS NULL OR team.id IN teamIds AS named\n"
    + _SIDE_BY_SIDE
)
_OVERLAPS: LiteralString = (
    _NARROWED
    + """\
RETURN step, [a, b] AS teams, solutions, direct, size(solutions) AS weight,
  step.id + ' ' + a.id + ' ' + b.id AS id"""
)

_OPPORTUNITIES: LiteralString = """\
RETURN COLLECT {
  UNWIND solutions AS solution
  MATCH (solution)-[:RESOLVES]->(opportunity)-[:ADDRESSES]->(step)
  WITH DISTINCT opportunity
  RETURN opportunity ORDER BY opportunity.name, opportunity.id
} AS opportunities"""

_TEAM_PAIRS: LiteralString = (
    _NARROWED
    + """\
UNWIND solutions AS solution
WITH a, b, count(DISTINCT step) AS steps, count(DISTINCT solution) AS solutions,
  count(DISTINCT CASE WHEN direct THEN step END) AS direct
RETURN a, b, steps, solutions, direct, a.id + ' ' + b.id AS id"""
)

_MEANING = (
    "Two teams overlap at a step when active solutions (planned, in progress or launched) of either act on "
    "it, at least two in all. A solution acts on the steps it changes; only if it changes none, on those at "
    "which the opportunities it resolves lie. Its teams are those that deliver it, else its owner."
)
_ALL = (
    "Costs in proportion to all active solutions and the steps they act on, or to what acts on the steps of "
    "the journeys that are named."
)


def _only(what: str) -> Argument:
    return Argument(Datatype.TEXT, what, many=True, id_of=True)


_NARROWING = {
    "journeyIds": _only("Only at steps of these journeys, at most 100; without it, of all."),
    "teamIds": _only("Only pairs that one of these teams belongs to, at most 100; without it, all pairs."),
}


OVERLAPS = (
    Computed(
        ROOT,
        "overlaps",
        f"Where teams work side by side: one row for each pair of teams and step. {_MEANING} Rows with most "
        f"solutions come first. {_ALL}",
        Listing(
            Object(
                "Overlap",
                {
                    "teams": Records("Team", "The two teams, by name.", many=True),
                    "step": Records("Step", "The step."),
                    "solutions": Records(
                        "Solution",
                        "All active solutions of either team that act on the step, at least two.",
                        many=True,
                    ),
                    "opportunities": Records(
                        "Opportunity",
                        "The opportunities at the step that those solutions resolve, by name.",
                        many=True,
                    ),
                    "direct": Value(
                        Datatype.BOOLEAN,
                        "Whether all of those solutions change the step themselves; false where one acts on "
                        "it only through an opportunity that lies there.",
                        nullable=False,
                    ),
                },
                "Two teams whose active solutions act on the same step.",
            ),
            {"weight": Datatype.INT},
            _OPPORTUNITIES,
            ("opportunities",),
        ),
        _OVERLAPS,
        _NARROWING,
    ),
    Computed(
        ROOT,
        "teamPairs",
        "Which teams work side by side most: one row for each pair of teams that overlap at a step or more. "
        f"{_MEANING} Pairs with most steps come first. {_ALL}",
        Listing(
            Object(
                "TeamPair",
                {
                    "a": Records("Team", "The team that comes first by name."),
                    "b": Records("Team", "The other team."),
                    "steps": Value(
                        Datatype.INT,
                        "At how many steps they overlap: their rows in `overlaps`.",
                        nullable=False,
                    ),
                    "solutions": Value(
                        Datatype.INT,
                        "How many active solutions of either act on those steps, each counted once.",
                        nullable=False,
                    ),
                    "direct": Value(
                        Datatype.INT,
                        "At how many of those steps all solutions change the step themselves.",
                        nullable=False,
                    ),
                },
                "Two teams and how much their active solutions act on the same steps.",
            ),
            {"steps": Datatype.INT},
            "",
            (),
        ),
        _TEAM_PAIRS,
        _NARROWING,
    ),
)
