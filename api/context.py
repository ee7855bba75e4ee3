"""What one request carries from the first byte to the last."""

from dataclasses import dataclass, field
from time import monotonic

from graph.database import Database


@dataclass(slots=True)
class Counters:
    """What a request cost: the statements sent."""

    statements: int = 0


@dataclass(slots=True)
class Context:
    """One request: the database it may ask, who it is, and how long it has."""

    database: Database
    request_id: str
    deadline: float  # on the clock of time.monotonic
    idempotency_key: str | None = None
    counters: Counters = field(default_factory=Counters)
    operation_name: str | None = None
    operation_kind: str | None = None
    limited: bool = True  # held to the limits, which are meant for what others ask

    def seconds_left(self) -> float:
        """Seconds left before the deadline, never less than 0."""
        return max(0.0, self.deadline - monotonic())
