"""The account of the server: its password, kept in a file of the user and first set over Bolt."""

import os
import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from graph.server.errors import StartFailed

if TYPE_CHECKING:
    from neo4j import Driver

USERNAME = "neo4j"
FIRST_PASSWORD = "neo4j"
DATABASE = "neo4j"
SET_PASSWORD = "ALTER CURRENT USER SET PASSWORD FROM $old TO $new"


@dataclass(frozen=True)
class ServerAddress:
    """All a driver needs to reach the server."""

    uri: str
    username: str
    password: str
    database: str


def password(path: Path) -> str:
    """The password kept at `path`; a new random one, in a file only the user can read, the first time."""
    if not path.exists():
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with open(descriptor, "w", encoding="ascii") as stream:
            stream.write(secrets.token_urlsafe(24))
    return path.read_text("ascii")


def is_answering(address: ServerAddress) -> bool:
    """Whether the server takes requests at `address`; sets the password of one that is new."""
    from neo4j.exceptions import AuthError, DriverError, Neo4jError  # 0.2 s to import, and rarely needed

    try:
        with _driver(address, address.password) as driver:
            driver.verify_connectivity()
        return True
    except AuthError:
        return _set_first_password(address)
    except (DriverError, Neo4jError):
        return False


def _set_first_password(address: ServerAddress) -> bool:
    from neo4j.exceptions import AuthError, DriverError, Neo4jError

    try:
        with _driver(address, FIRST_PASSWORD) as driver, driver.session(database="system") as session:
            session.run(SET_PASSWORD, old=FIRST_PASSWORD, new=address.password).consume()
    except AuthError as error:
        raise StartFailed(
            f"The server at {address.uri} refuses the password kept in its home. "
            "Put back the file `password` of that home, or delete its data with `throughline db reset`."
        ) from error
    except (DriverError, Neo4jError):
        return False
    return is_answering(address)


def _driver(address: ServerAddress, secret: str) -> "Driver":
    from neo4j import GraphDatabase

    return GraphDatabase.driver(address.uri, auth=(address.username, secret), connection_timeout=5)
