"""Money: what solutions cost, are expected to bring and have brought, by currency."""

from typing import LiteralString

from graph.computed import ROOT, Argument, Computed, Object, Value
from graph.entities import Datatype
from graph.reads.acting import ACTED_ON, TEAMS_BEHIND
from graph.scales import Scale

MOST_TOTALS = 10_000


class MoneyKey(Scale):
    """What the money of solutions is added up by."""

    STATUS = "STATUS", "How far the solution is."
    GOAL = "GOAL", "Each goal the solution contributes to."
    TEAM = "TEAM", "Each team that delivers the solution; where none does, its owner."
    YEAR = "YEAR", "The year of its launch."
    JOURNEY = "JOURNEY", "Each journey in which it acts on a step."


# Starts at each `solution` that the filter lets through; one without any amount makes no row. Only the one of
# the lists that `by` names is made.
_MONEY: LiteralString = (
    """\
WITH solution, by
WHERE coalesce(solution.cost, solution.expectedValue, solution.realisedValue) IS NOT NULL
WITH solution, CASE by
  WHEN 'STATUS' THEN [[solution.status,
    left(solution.status, 1) + replace(toLower(substring(solution.status, 1)), '_', ' ')]]
  WHEN 'YEAR' THEN CASE WHEN solution.launchedOn IS NULL THEN [] ELSE
    [[toString(solution.launchedOn.year), toString(solution.launchedOn.year)]] END
  WHEN 'GOAL' THEN COLLECT {
MATCH (solution)-[:CONTRIBUTES_TO]->(goal)
RETURN [goal.id, goal.name] AS entry
}
  WHEN 'TEAM' THEN COLLECT {
"""
    + TEAMS_BEHIND
    + """\
RETURN [team.id, team.name] AS entry
}
  ELSE COLLECT {
"""
    + ACTED_ON
    + """\
MATCH (step)<-[:HAS_STEP]-()<-[:HAS_PHASE]-(journey)
RETURN DISTINCT [journey.id, journey.name] AS entry
}
END AS entries
UNWIND CASE WHEN size(entries) = 0 THEN [['', 'None']] ELSE entries END AS entry
WITH entry[0] AS key, entry[1] AS label, coalesce(solution.currency, 'XXX') AS currency,
  count(solution) AS solutions, count(CASE WHEN solution.status = 'CANCELLED' THEN 1 END) AS cancelled,
  CASE WHEN count(solution.cost) > 0 THEN sum(solution.cost) END AS cost,
  CASE WHEN count(solution.expectedValue) > 0 THEN sum(solution.expectedValue) END AS expected,
  CASE WHEN count(solution.realisedValue) > 0 THEN sum(solution.realisedValue) END AS realised
RETURN key, label, currency, solutions, cancelled, cost, expected, realised,
  CASE WHEN cost IS NOT NULL OR realised IS NOT NULL
    THEN coalesce(realised, 0.0) - coalesce(cost, 0.0)
  END AS net
ORDER BY CASE key WHEN 'IDEA' THEN 0 WHEN 'PLANNED' THEN 1 WHEN 'IN_PROGRESS' THEN 2 WHEN 'LAUNCHED' THEN 3
  WHEN 'CANCELLED' THEN 4 WHEN '' THEN 6 ELSE 5 END, label, key, currency
LIMIT 10001"""
)


def _sum(of: str) -> Value:
    return Value(Datatype.FLOAT, f"Sum of {of}, in the currency; null where none of them states it.")


MONEY = Computed(
    ROOT,
    "moneyTotals",
    "What solutions cost, are expected to bring and have brought, added up by a key and, since currencies "
    "are never mixed, by currency: one row for each of both. A solution with several teams, goals or "
    "journeys counts once for each, so that rows of these keys do not add up to the whole; one without any "
    "amount counts in none. Cancelled solutions are in, and each row says how many; `where` leaves them out. "
    "By status as declared, else by label, those without the key last; then by currency. More than "
    f"{MOST_TOTALS:,} rows are refused. Costs in proportion to what the filter lets through.",
    Object(
        "MoneyTotal",
        {
            "key": Value(
                Datatype.TEXT,
                "The status, the id of the goal, team or journey, or the year, such as `2026`; empty where "
                "the solutions have none.",
                nullable=False,
            ),
            "label": Value(
                Datatype.TEXT, "The same in words: `In progress`, a name, a year, or `None`.", nullable=False
            ),
            "currency": Value(
                Datatype.TEXT, "ISO 4217 code of the amounts; XXX where none is stated.", nullable=False
            ),
            "solutions": Value(Datatype.INT, "How many solutions that state an amount.", nullable=False),
            "cancelled": Value(Datatype.INT, "How many of them are cancelled.", nullable=False),
            "cost": _sum("what they cost"),
            "expected": _sum("the value they are expected to bring"),
            "realised": _sum("the value they have brought so far"),
            "net": Value(
                Datatype.FLOAT,
                "Realised − cost, in the currency, one that is missing counted as 0; null where both are.",
            ),
        },
        "What some solutions cost and bring, in one currency.",
        many=True,
    ),
    _MONEY,
    {
        "where": Argument(
            Datatype.OBJECTS,
            "Only solutions that match; without it, all of them.",
            filter_of="Solution",
            record="solution",
        ),
        "by": Argument(Datatype.ENUM, "What the money is added up by.", default="STATUS", enum=MoneyKey),
    },
    most=MOST_TOTALS,
    narrow="Filter the solutions.",
)
