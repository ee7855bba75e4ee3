"""Change: what happened to one record, once."""

from datetime import datetime

from graph.scales import LABEL, LARGEST_INT, PROSE, Scale
from graph.schema import Node, Shape, prop


class ChangeOperation(Scale):
    """What was done to a record."""

    CREATE = "CREATE", "The record was created."
    UPDATE = "UPDATE", "Values of the record were changed."
    DELETE = "DELETE", "The record was deleted."
    LINK = "LINK", "The record was linked to another one."
    UNLINK = "UNLINK", "A link of the record to another one was taken away."
    MOVE = "MOVE", "The record was moved to another place."


class FieldChange(Shape):
    """One field before and after a change."""

    name: str = prop("Name of the field.", max_length=LABEL)
    before: str | None = prop("Value before, as JSON text; null where there was none.", default=None)
    after: str | None = prop("Value after, as JSON text; null where there is none.", default=None)


class Change(Node):
    """What happened to one record, once; written by the product only, and never altered."""

    prefix = "chg"
    rank = 230
    newest_first = "sequence"
    orders = (("recordId", "sequence"), ("importId", "sequence"), ("kind", "sequence"), ("at",))

    sequence: int = prop(
        "Number of the change, in the order in which changes were committed, from 1.",
        minimum=1,
        maximum=LARGEST_INT,
        unique=True,
    )
    at: datetime = prop("When it happened, UTC.")
    actor: str = prop("Who did it.", max_length=LABEL)
    request_id: str | None = prop(
        "Id of the request that did it.", default=None, max_length=LABEL, verbatim=True
    )
    operation: ChangeOperation = prop("What was done.")
    kind: str = prop("Kind of the record, a value of the enum `Kind`.", max_length=LABEL, kind=True)
    record_id: str = prop("Id of the record, which may be deleted by now.", max_length=LABEL, verbatim=True)
    record_name: str | None = prop("Name of the record at that time.", default=None, max_length=PROSE)
    journey_ids: list[str] = prop(
        "Ids of the journeys the record stood in; for a link, those of both ends.", default=[]
    )
    import_id: str | None = prop(
        "Id of the import that did it.", default=None, max_length=LABEL, verbatim=True
    )
    fields: list[FieldChange] = prop("The fields that changed, each before and after.", default=[])
    unseen_before: str | None = prop(
        "What only the product writes of the record, before the change, as JSON text; an undo needs it.",
        default=None,
        hidden=True,
    )
    record_version: int | None = prop(
        "Version of the record after the change.",
        default=None,
        hidden=True,
        summed=False,
        maximum=LARGEST_INT,
    )
