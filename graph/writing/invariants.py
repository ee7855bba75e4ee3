"""Rules that span records: each a named statement that returns the records which break it."""

from dataclasses import dataclass
from typing import LiteralString

from graph.statement import Statement

# Stands among relationship types for a part that comes under another owner: a new one breaks less.
MOVED = "moved"


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule over several records; its statements return rows {id, name} of those that break it.

    `everywhere` looks through the whole graph; `touched` at the records `$ids` of one label only (`subject`),
    for the transaction that wrote a relationship of a type in `written`. A `serial` rule can be broken by two
    writes that share no record, so it is checked when no other write can commit.
    """

    name: str
    message: str
    everywhere: Statement
    touched: Statement | None = None
    subject: str = ""
    written: frozenset[str] = frozenset()
    serial: bool = False


_PHASES: LiteralString = """\
WITH this, COLLECT {
  MATCH (this)-[:HAS_PHASE]->(p:Phase)
  RETURN p.position ORDER BY p.position, p.id
} AS positions
WHERE positions <> range(0, size(positions) - 1)
RETURN this.id AS id, this.name AS name
ORDER BY id"""

_STEPS: LiteralString = """\
WITH this, COLLECT {
  MATCH (this)-[:HAS_STEP]->(s:Step)
  RETURN s.position ORDER BY s.position, s.id
} AS positions
WHERE positions <> range(0, size(positions) - 1)
RETURN this.id AS id, this.name AS name
ORDER BY id"""

# A set of what is reached, not a list of ways: the number of ways doubles with each shared detail.
_DETAILS: LiteralString = """\
CALL (this) {
  MATCH (this)-[:HAS_PHASE|HAS_STEP|DETAILED_BY*1..]->(j:Journey)
  WITH DISTINCT j
  RETURN collect(j) AS reached
}
WITH this, reached
WHERE this IN reached
RETURN this.id AS id, this.name AS name
ORDER BY id"""

_PARENTS: LiteralString = """\
CALL (this) {
  MATCH (this)-[:PART_OF*1..]->(p)
  WITH DISTINCT p
  RETURN collect(p) AS reached
}
WITH this, reached
WHERE this IN reached
RETURN this.id AS id, this.name AS name
ORDER BY id"""

_JOURNEY: LiteralString = "MATCH (this:Journey)\n"
_PHASE: LiteralString = "MATCH (this:Phase)\n"
_OPPORTUNITY: LiteralString = "MATCH (this:Opportunity)\n"
_GOAL: LiteralString = "MATCH (this:Goal)\n"

_THESE_JOURNEYS: LiteralString = "UNWIND $ids AS id\nMATCH (this:Journey {id: id})\n"
_THESE_PHASES: LiteralString = "UNWIND $ids AS id\nMATCH (this:Phase {id: id})\n"
_THESE_OPPORTUNITIES: LiteralString = "UNWIND $ids AS id\nMATCH (this:Opportunity {id: id})\n"
_THESE_GOALS: LiteralString = "UNWIND $ids AS id\nMATCH (this:Goal {id: id})\n"

_ONE_JOURNEY: LiteralString = """\
MATCH (this:Phase)
WHERE COUNT { (this)<-[:HAS_PHASE]-(:Journey) } <> 1
RETURN this.id AS id, this.name AS name
ORDER BY id"""

_ONE_PHASE: LiteralString = """\
MATCH (this:Step)
WHERE COUNT { (this)<-[:HAS_STEP]-(:Phase) } <> 1
RETURN this.id AS id, this.name AS name
ORDER BY id"""

_ONE_METRIC: LiteralString = """\
MATCH (this:Measurement)
WHERE COUNT { (this)-[:OF]->(:Metric) } <> 1
RETURN this.id AS id, toString(this.startsOn) AS name
ORDER BY id"""

# Over every relationship of the graph, whatever its type.
_LINKED_ONCE: LiteralString = """\
MATCH (this)-[l]->(o)
WITH this, o, type(l) AS type, count(*) AS links
WHERE links > 1
RETURN this.id AS id, type + ' ' + o.id AS name
ORDER BY id, name"""

RULES = (
    Rule(
        "phase_has_one_journey",
        "A phase has exactly one journey.",
        Statement("phase_has_one_journey_everywhere", _ONE_JOURNEY),
    ),
    Rule(
        "step_has_one_phase",
        "A step has exactly one phase.",
        Statement("step_has_one_phase_everywhere", _ONE_PHASE),
    ),
    Rule(
        "phases_are_in_order",
        "The positions of the phases of a journey run from 0 without a gap.",
        Statement("phases_are_in_order_everywhere", _JOURNEY + _PHASES),
        Statement("phases_are_in_order", _THESE_JOURNEYS + _PHASES),
        subject="Journey",
        written=frozenset({"HAS_PHASE"}),
    ),
    Rule(
        "steps_are_in_order",
        "The positions of the steps of a phase run from 0 without a gap.",
        Statement("steps_are_in_order_everywhere", _PHASE + _STEPS),
        Statement("steps_are_in_order", _THESE_PHASES + _STEPS),
        subject="Phase",
        written=frozenset({"HAS_STEP"}),
    ),
    Rule(
        "journey_details_others",
        "A journey cannot detail itself, nor one of the journeys it is detailed by.",
        Statement("journey_details_others_everywhere", _JOURNEY + _DETAILS),
        Statement("journey_details_others", _THESE_JOURNEYS + _DETAILS),
        subject="Journey",
        written=frozenset({"DETAILED_BY", MOVED}),
        serial=True,
    ),
    Rule(
        "opportunity_is_no_part_of_itself",
        "An opportunity cannot be a part of itself, nor of one of its own parts.",
        Statement("opportunity_is_no_part_of_itself_everywhere", _OPPORTUNITY + _PARENTS),
        Statement("opportunity_is_no_part_of_itself", _THESE_OPPORTUNITIES + _PARENTS),
        subject="Opportunity",
        written=frozenset({"PART_OF"}),
        serial=True,
    ),
    Rule(
        "goal_is_no_part_of_itself",
        "A goal cannot be a part of itself, nor of one of its own parts.",
        Statement("goal_is_no_part_of_itself_everywhere", _GOAL + _PARENTS),
        Statement("goal_is_no_part_of_itself", _THESE_GOALS + _PARENTS),
        subject="Goal",
        written=frozenset({"PART_OF"}),
        serial=True,
    ),
    Rule(
        "link_joins_once",
        "A link joins the same two records at most once.",
        Statement("link_joins_once_everywhere", _LINKED_ONCE),
    ),
    Rule(
        "measurement_has_one_metric",
        "A measurement has exactly one metric.",
        Statement("measurement_has_one_metric_everywhere", _ONE_METRIC),
    ),
)

WATCHED_TYPES = frozenset[str]().union(*(rule.written for rule in RULES))
