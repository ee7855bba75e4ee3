"""A Neo4j server of our own on this machine: fetched, started, reused, stopped."""

from graph.server.account import ServerAddress
from graph.server.errors import FetchFailed, HomeInUse, LocalServerError, StartFailed
from graph.server.launch import UP_TUNING, Tuning
from graph.server.local_server import LocalServer, Status

__all__ = [
    "UP_TUNING",
    "FetchFailed",
    "HomeInUse",
    "LocalServer",
    "LocalServerError",
    "ServerAddress",
    "StartFailed",
    "Status",
    "Tuning",
]
