"""What can go wrong with the local server; every message says what to do next."""

from graph.errors import Unavailable


class LocalServerError(Unavailable):
    """The local server cannot be had."""


class FetchFailed(LocalServerError):
    """A file of the server could not be fetched, or is not the one the lock file names."""


class StartFailed(LocalServerError):
    """The server ended while starting, or never answered."""


class HomeInUse(LocalServerError):
    """Another process holds the home folder; `pid` is that process, where it is known."""

    def __init__(self, message: str, pid: int | None = None) -> None:
        super().__init__(message)
        self.pid = pid
