"""The errors of Throughline: causes, not places.

ThroughlineError
├── Mendable            what the author of a request can mend; becomes one `userErrors` entry
│   ├── NotFound        an id or key that no record bears
│   ├── Invalid         a value the model refuses
│   ├── DuplicateKey    a key or e-mail that another record bears
│   │   └── Overtaken   the same, taken while we worked: a second look finds who bears it
│   ├── Conflict        the record has changed since it was read
│   ├── InUse           the record carries links into other people's work
│   ├── Forbidden       the caller may not do this
│   └── InvariantBroken a rule that spans records would be broken
├── Refused             several of the above at once, nothing was written
├── BadRequest          a request that means nothing: a cursor, an order, an argument
├── Unavailable         the database does not answer
├── TimedOut            the work took longer than its deadline
├── OutcomeUnknown      the connection broke while a write was being committed
└── Misconfigured       settings, or a database in a state the program refuses
"""

from collections.abc import Sequence
from dataclasses import dataclass


class ThroughlineError(Exception):
    """Any expected failure; its message tells a person what to do next."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class Mendable(ThroughlineError):
    """A failure the author of a request can mend; `field` is the path below the input."""

    code = "INVALID"

    def __init__(self, message: str, field: Sequence[str] = ()) -> None:
        super().__init__(message)
        self.field = tuple(field)


class NotFound(Mendable):
    """An id or key that no record bears, or one the caller may not see."""

    code = "NOT_FOUND"


class Invalid(Mendable):
    """A value the model refuses."""


class DuplicateKey(Mendable):
    """A unique value that another record of the kind already bears: `current`, if it is there already."""

    code = "DUPLICATE_KEY"

    def __init__(self, message: str, field: Sequence[str] = (), current: str | None = None) -> None:
        super().__init__(message, field)
        self.current = current


class Overtaken(DuplicateKey):
    """A value that somebody took while this work ran, and would now make use of: it is to be run again."""


class Conflict(Mendable):
    """The record has changed since it was read; `version` is the present one, `current` its id.

    `since` is the version that was read, `changed_fields` what has changed after it.
    """

    code = "CONFLICT"

    def __init__(
        self,
        message: str,
        field: Sequence[str] = (),
        version: int | None = None,
        *,
        current: str | None = None,
        since: int | None = None,
    ) -> None:
        super().__init__(message, field)
        self.version = version
        self.current = current
        self.since = since
        self.changed_fields: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Counted:
    """How many records of one kind (its label), with the names of at most five."""

    label: str
    count: int
    names: tuple[str, ...]


class InUse(Mendable):
    """The record carries links into other people's work; `counts` says how many of each kind."""

    code = "IN_USE"

    def __init__(self, message: str, field: Sequence[str] = (), counts: Sequence[Counted] = ()) -> None:
        super().__init__(message, field)
        self.counts = tuple(counts)


class Forbidden(Mendable):
    """The caller may not do this."""

    code = "FORBIDDEN"


class InvariantBroken(Mendable):
    """A rule that spans records would be broken, such as a cycle of parents."""


class Refused(ThroughlineError):
    """Everything that is wrong with one write, all at once; nothing was written."""

    def __init__(self, problems: Sequence[Mendable]) -> None:
        super().__init__("; ".join(problem.message for problem in problems))
        self.problems = tuple(problems)


class BadRequest(ThroughlineError):
    """A request that means nothing; `path` is the argument it lies in, where that is known."""

    def __init__(self, message: str, path: Sequence[str] = ()) -> None:
        super().__init__(message)
        self.path = tuple(path)


class Unavailable(ThroughlineError):
    """The database does not answer."""


class TimedOut(ThroughlineError):
    """The work took longer than its deadline."""


class OutcomeUnknown(ThroughlineError):
    """The connection broke while a write was being committed: it may or may not have happened."""


class Misconfigured(ThroughlineError):
    """Settings, or the state of the database, are refused."""
