"""What can be asked of the engine of change: operations, as data, each with its place in the input."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from graph.writing.inputs import MISSING, InputPath, LinkTarget, Missing

Input = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class CreateRecord:
    """A new record with links and parts; a part comes behind `after` (None: first, MISSING: last)."""

    label: str
    given: Input
    path: InputPath = ()
    name: str | None = None
    after: Any = MISSING


@dataclass(frozen=True, slots=True)
class UpdateRecord:
    """What to change of a record: what is absent is left alone, null clears, a list of ids is the new set."""

    label: str
    given: Input
    path: InputPath = ()
    name: str | None = None


@dataclass(frozen=True, slots=True)
class UpsertRecord:
    """A record by its key: changed if there is one that bears it, else created."""

    label: str
    given: Input
    path: InputPath = ()
    name: str | None = None


@dataclass(frozen=True, slots=True)
class DeleteRecord:
    """A record to delete with all that goes with it; used by others only with `cascade`."""

    label: str
    id: Any
    version: Any = None
    cascade: bool = False
    path: InputPath = ()
    name: str | None = None


@dataclass(frozen=True, slots=True)
class AskedLink:
    """One link from start to end; what it is to say stands at `path`."""

    start: LinkTarget
    end: LinkTarget
    values: Input
    path: InputPath = ()


@dataclass(frozen=True, slots=True)
class AddLinks:
    """Links of one field of a kind of record, by which they start; `path` is that of their list."""

    label: str
    field: str
    links: Sequence[AskedLink]
    path: InputPath = ()
    name: str | None = None
    about: LinkTarget | None = None


@dataclass(frozen=True, slots=True)
class RemoveLinks:
    """Links to take away; one that is not there is no problem."""

    label: str
    field: str
    links: Sequence[AskedLink]
    path: InputPath = ()
    name: str | None = None
    about: LinkTarget | None = None


@dataclass(frozen=True, slots=True)
class MovePart:
    """A part to put behind `after` (None: first, MISSING: last), under another owner if one is given."""

    label: str
    id: Any
    owner: Any = None
    after: str | Missing | None = MISSING
    version: Any = None
    path: InputPath = ()
    name: str | None = None


@dataclass(frozen=True, slots=True)
class ReorderParts:
    """All parts of an owner, each once, in the order that they are to have."""

    label: str
    owner: Any
    parts: Sequence[Any]
    path: InputPath = ()
    name: str | None = None


@dataclass(frozen=True, slots=True)
class ArrangeParts:
    """Some parts of an owner in the order that they are to have among the others; people moved `moved`."""

    label: str
    owner: str
    parts: Sequence[str]
    moved: Collection[str]
    path: InputPath = ()
    name: str | None = None


Operation = (
    CreateRecord
    | UpdateRecord
    | UpsertRecord
    | DeleteRecord
    | AddLinks
    | RemoveLinks
    | MovePart
    | ReorderParts
    | ArrangeParts
)


@dataclass(frozen=True, slots=True)
class OperationResult:
    """The record that an operation was about, and whether it was created; none where it was refused."""

    id: str | None
    created: bool = False
