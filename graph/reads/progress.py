"""Progress: how far solutions, opportunities and goals are, rolled up from below."""

from typing import LiteralString

from graph.computed import Computed, Value
from graph.entities import Datatype
from graph.reads.phrases import ORDER_COST

_SOLUTION: LiteralString = """\
RETURN CASE this.status
  WHEN 'CANCELLED' THEN null
  WHEN 'LAUNCHED' THEN 1.0
  WHEN 'IN_PROGRESS' THEN 0.5
  ELSE 0.0
END AS value"""

# A record that is not left out always has a progress, so the mean of means is a sum over the ways down to
# the records that have theirs from nothing below (set by hand, or without parts): the progress there,
# divided by the number of parts at each record on the way. Ways with equal divisors are added before
# dividing, which keeps plain means exact; the last line takes back what rounding left short of a whole.
ROLLED_UP: LiteralString = """\
MATCH (this) ((whole)<-[:PART_OF|RESOLVES|CONTRIBUTES_TO]-(part)
  WHERE whole.progressOverride IS NULL AND NOT part.status IN ['CANCELLED', 'DISMISSED', 'DROPPED'])* (leaf)
WHERE NOT this.status IN ['DISMISSED', 'DROPPED'] AND (leaf.progressOverride IS NOT NULL OR NOT EXISTS {
  (leaf)<-[:PART_OF|RESOLVES|CONTRIBUTES_TO]-(below)
  WHERE NOT below.status IN ['CANCELLED', 'DISMISSED', 'DROPPED']
})
WITH whole, sum(CASE
  WHEN leaf.progressOverride IS NOT NULL THEN leaf.progressOverride
  WHEN leaf.status IN ['LAUNCHED', 'SOLVED', 'REACHED'] THEN 1.0
  WHEN leaf.status = 'IN_PROGRESS' THEN 0.5
  ELSE 0.0
END) AS progress
WITH progress, reduce(parts = 1.0, record IN whole | parts * COUNT {
  (record)<-[:PART_OF|RESOLVES|CONTRIBUTES_TO]-(below)
  WHERE NOT below.status IN ['CANCELLED', 'DISMISSED', 'DROPPED']
}) AS parts
WITH parts, sum(progress) AS progress
WITH count(parts) AS ways, sum(progress / parts) AS progress
RETURN CASE WHEN ways = 0 THEN null WHEN progress > 0.999999999 THEN 1.0 ELSE progress END AS value"""


def _progress(owner: str, description: str, cypher: LiteralString) -> Computed:
    value = Value(Datatype.FLOAT)
    return Computed(owner, "progress", f"{description} {ORDER_COST}", value, cypher, where="progress")


PROGRESS = (
    _progress(
        "Solution",
        "How far the solution is, from 0 to 1: 0 as an idea or planned, ½ in progress, 1 once launched; "
        "null when cancelled, and then left out of what it is part of.",
        _SOLUTION,
    ),
    _progress(
        "Opportunity",
        "How far the opportunity is, from 0 to 1: what was set by hand, else the mean progress of its "
        "children and solutions that have one; with none of them 1 when solved, ½ in progress, else 0. "
        "Null when dismissed, and then left out of what it is part of.",
        ROLLED_UP,
    ),
    _progress(
        "Goal",
        "How far the goal is, from 0 to 1: what was set by hand, else the mean progress of its children "
        "and of the opportunities and solutions contributing to it that have one; with none of them 1 when "
        "reached, ½ in progress, else 0. Null when dropped, and then left out of what it is part of.",
        ROLLED_UP,
    ),
)
