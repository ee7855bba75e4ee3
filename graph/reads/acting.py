"""Acting: the steps a solution acts on, by changing them or else through the opportunities it resolves."""

from typing import LiteralString

# From `solution` to `step`, whichever of the two is bound before: one row for each way, so that a step
# reached through two opportunities comes twice. Only opportunities are resolved and only solutions change,
# so both ways share one pattern.
ACTED_ON: LiteralString = """\
MATCH (solution:Solution)-[resolved:RESOLVES*0..1]->()-[:CHANGES|ADDRESSES]->(step)
WHERE size(resolved) = 0 OR NOT EXISTS { (solution)-[:CHANGES]->() }
"""

# An expression after `ACTED_ON`: whether the solution changes the step itself; the same for all its steps.
DIRECT: LiteralString = "size(resolved) = 0"

# A predicate on `solution`: whether it is active.
ACTIVE: LiteralString = "solution.status IN ['PLANNED', 'IN_PROGRESS', 'LAUNCHED']"

# From `solution` to the teams behind it, each as `team`: those that deliver it, else its owner.
TEAMS_BEHIND: LiteralString = """\
MATCH (solution)-[delivered:DELIVERED_BY|OWNED_BY]->(team)
WHERE type(delivered) = 'DELIVERED_BY' OR NOT EXISTS { (solution)-[:DELIVERED_BY]->() }
"""
