"""The state file of a home: which process is its server. To be read with doubt: the process may be gone."""

import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path

from graph.server.process_identity import process_identity


@dataclass(frozen=True, slots=True)
class ServerState:
    """A launched server; `owner` is the process it ends with, None for one that stays."""

    pid: int
    identity: str | None
    port: int
    version: str
    owner: int | None = None
    owner_identity: str | None = None

    @property
    def alive(self) -> bool:
        """Whether the very process that was launched runs, not another one with its pid."""
        return self.identity is not None and process_identity(self.pid) == self.identity

    @property
    def uri(self) -> str:
        """Where the server listens."""
        return f"bolt://127.0.0.1:{self.port}"

    def other_owner(self) -> int | None:
        """The living process, other than this one, that the server ends with."""
        if (
            self.owner is None
            or self.owner == os.getpid()
            or process_identity(self.owner) != self.owner_identity
        ):
            return None
        return self.owner


def launched_state(pid: int, port: int, version: str, *, detached: bool) -> ServerState:
    """The state of the server just launched by this process."""
    if detached:
        return ServerState(pid, process_identity(pid), port, version)
    return ServerState(pid, process_identity(pid), port, version, os.getpid(), process_identity(os.getpid()))


def live_state(path: Path) -> ServerState | None:
    """The state kept at `path` if its server runs; None too for a file that is broken."""
    state = _read_state(path)
    return state if state and state.alive else None


def fallen_state(path: Path) -> ServerState | None:
    """The state kept at `path` if its server ended without being stopped, for then the file is left."""
    state = _read_state(path)
    return None if state is None or state.alive else state


def _read_state(path: Path) -> ServerState | None:
    try:
        return ServerState(**json.loads(path.read_text("utf-8")))
    except (FileNotFoundError, ValueError, TypeError):
        return None


def write_state(path: Path, state: ServerState) -> None:
    """Write the state file in one step."""
    draft = path.with_suffix(".new")
    draft.write_text(json.dumps(asdict(state)), "utf-8")
    draft.replace(path)
