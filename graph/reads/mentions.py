"""Mentions: what the records are called that a change tells of."""

from typing import LiteralString

from graph.computed import Computed, Object, Value
from graph.entities import Datatype

# Ids stand between quotes in the text that `fields` is kept as. The log itself knows what they were called
# last, along its index of records, also of those that are gone.
_MENTIONS: LiteralString = """\
WITH this, CASE WHEN this.operation IN ['CREATE', 'DELETE'] THEN [] ELSE split(this.fields, '"') END AS parts
UNWIND this.journeyIds + [part IN parts | replace(part, '\\\\', '')] AS recordId
WITH DISTINCT recordId
WHERE recordId =~ '[a-z]+_[0-9a-z]{26}'
WITH recordId, COLLECT {
MATCH (change:Change {recordId: recordId})
WHERE change.sequence > 0 AND change.recordName IS NOT NULL
RETURN change.recordName AS called ORDER BY change.sequence DESC LIMIT 1
}[0] AS name
WHERE name IS NOT NULL
RETURN recordId, name
ORDER BY recordId
LIMIT 200"""

MENTIONS = Computed(
    "Change",
    "mentions",
    "What the records are called that the change tells of, by id: those it linked or unlinked, and the "
    "journeys it was in, at most 200. Each by the name it had when it was last changed; those whose name no "
    "change tells are left out.",
    Object(
        "Mention",
        {
            "recordId": Value(
                Datatype.TEXT, "Id of the record, which may be deleted by now.", nullable=False
            ),
            "name": Value(Datatype.TEXT, "Its name when it was last changed.", nullable=False),
        },
        "A record that a change tells of.",
        many=True,
    ),
    _MENTIONS,
)
