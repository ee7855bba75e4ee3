"""A Neo4j server of our own on this machine: fetched, started, reused, stopped."""

from graph.local.account import ServerAddress
from graph.local.errors import FetchFailed, HomeInUse, LocalServerError, StartFailed
from graph.local.launch import UP, Tuning
from graph.local.server import LocalServer, Status

__all__ = [
    "UP",
    "FetchFailed",
    "HomeInUse",
    "LocalServer",
    "LocalServerError",
    "ServerAddress",
    "StartFailed",
    "Status",
    "Tuning",
]
