"""What a deletion takes along, and whose work stands in its way."""

from collections.abc import Sequence

from graph.cypher.write.record_writes import Look
from graph.entities import Link
from graph.errors import Counted, InUse
from graph.writing.inputs import InputPath
from graph.writing.working_copy import WorkingCopy, WorkingRecord

# How many names of each kind are told when a record is in use.
NAMES_SHOWN = 5


def records_that_go(copy: WorkingCopy, root: WorkingRecord) -> list[WorkingRecord] | None:
    """A record with its parts, and with records that cannot be without it; None until all were read.

    All that is linked to any of them is in the copy then.
    """
    going = {root.id: root}
    waiting = [root]
    unread = False
    for record in waiting:
        look = Look(values=True, whole=True)
        if copy.record(record.id, look) is None:
            unread = True
            continue
        for link, end, _ in list(copy.ends(record)):
            other = copy.record(end)
            if other is None:
                unread = True
            elif _goes_along(link) and end not in going:
                going[end] = other
                waiting.append(other)
    return None if unread else list(going.values())


def in_use(copy: WorkingCopy, going: Sequence[WorkingRecord], path: InputPath) -> InUse | None:
    """The refusal where anything but marks and what the records themselves name is linked to them."""
    gone = {record.id for record in going}
    linked = [
        (link, end)
        for record in going
        for link, end, _ in copy.ends(record)
        if not link.marks and end not in gone and not (link.owned and not link.many)
    ]
    if not any(link.many or not link.outgoing for link, _ in linked):
        return None
    names: dict[str, dict[str, str]] = {}
    for _, end in linked:
        other = copy.records[end]
        names.setdefault(other.entity.label, {})[end] = other.name
    counts = [
        Counted(label, len(found), tuple(sorted(found.values())[:NAMES_SHOWN]))
        for label, found in names.items()
    ]
    counts.sort(key=lambda counted: (-counted.count, counted.label))
    told = ", ".join(f"{counted.count} × {counted.label}" for counted in counts)
    text = f"{going[0].name} is linked to other work: {told}. Unlink it first, or repeat with cascade: true."
    return InUse(text, path, counts)


def _goes_along(link: Link) -> bool:
    needed = not link.outgoing and link.relationships[0].declared.required
    return (link.owned and link.many) or needed
