"""Brings a database from one model to the next: what was applied, what is due, one runner at a time."""

import asyncio
import time
from collections.abc import AsyncGenerator, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, replace
from functools import partial
from getpass import getuser
from pathlib import Path
from typing import Any, Literal
from uuid import uuid4

from neo4j.exceptions import Neo4jError

from graph.database import Database, Transaction
from graph.errors import Mendable, Misconfigured, ThroughlineError, Unavailable
from graph.statement import Statement
from migrations.scripts import Migration, read_folder, version_order

MigrationState = Literal["APPLIED", "CHANGED", "MISSING", "PENDING"]

FOLDER = Path(__file__).parent
# Seconds a transaction of a migration may take: an index over a large graph needs minutes.
_LONG = 3600.0
# Seconds between looks at a lock that another runner holds.
_LOOK = 0.25

_APPLIED = Statement(
    "applied_migrations",
    """\
MATCH (m:__Neo4jMigration)
WHERE m.version <> 'BASELINE' AND m.migrationTarget IS NULL
OPTIONAL MATCH (:__Neo4jMigration)-[r:MIGRATED_TO]->(m)
RETURN m.version, coalesce(m.description, ''), coalesce(m.source, ''), m.checksum, toString(r.at), r.by
""",
)

# The lock makes this MERGE safe, although no constraint does.
_BASELINE = Statement("begin_migration_chain", "MERGE (:__Neo4jMigration {version: 'BASELINE'})")

_RECORD = Statement(
    "record_migration",
    """\
MATCH (p:__Neo4jMigration {version: $previous})
WHERE p.migrationTarget IS NULL
CREATE (p)-[:MIGRATED_TO {
  at: datetime({timezone: 'UTC'}), in: duration({milliseconds: $milliseconds}),
  by: $by, connectedAs: $connectedAs
}]->(:__Neo4jMigration {
  version: $version, description: $description, type: 'CYPHER', repeatable: false,
  source: $source, checksum: $checksum
})
""",
)

_ACCEPT = Statement(
    "accept_migration",
    """\
MATCH (m:__Neo4jMigration {version: $version})
WHERE m.migrationTarget IS NULL
SET m.checksum = $checksum
""",
)

_AWAIT_INDEXES = Statement("await_indexes", "CALL db.awaitIndexes($seconds)")

_LOCK_CONSTRAINT = Statement(
    "create_migration_lock_constraint",
    """\
CREATE CONSTRAINT __Neo4jMigrationsLock__has_unique_name IF NOT EXISTS
FOR (l:__Neo4jMigrationsLock) REQUIRE l.name IS UNIQUE
""",
)

# Setting `asked` locks the node before anything is compared. Times are the server's. A lock of the Java tool
# has no expiry, so it is never free.
_TAKE_LOCK = Statement(
    "take_migration_lock",
    """\
MERGE (l:__Neo4jMigrationsLock {name: $name})
ON CREATE SET l.id = $id, l.expiresAt = timestamp() + $lease
SET l.asked = timestamp()
REMOVE l.asked
WITH l, coalesce(l.expiresAt < timestamp(), false) AS free
SET l.id = CASE WHEN free THEN $id ELSE l.id END,
    l.expiresAt = CASE WHEN free THEN timestamp() + $lease ELSE l.expiresAt END
RETURN l.id = $id
""",
)

_KEEP_LOCK = Statement(
    "keep_migration_lock",
    """\
MATCH (l:__Neo4jMigrationsLock {name: $name})
SET l.asked = timestamp()
REMOVE l.asked
WITH l
WHERE l.id = $id
SET l.expiresAt = timestamp() + $lease
RETURN l.id
""",
)

_RELEASE_LOCK = Statement(
    "release_migration_lock",
    """\
MATCH (l:__Neo4jMigrationsLock {name: $name})
WHERE l.id = $id
DELETE l
""",
)


@dataclass(frozen=True, slots=True)
class MigrationInfo:
    """One migration as files and database together know it; `at` is ISO 8601 text."""

    version: str
    description: str
    source: str
    checksum: str | None
    at: str | None = None
    by: str | None = None
    state: MigrationState = "APPLIED"


class Migrations:
    """The migrations of a folder against one database.

    `lease`: seconds after which a runner that died is overtaken; `patience`: seconds to wait for another.
    """

    def __init__(
        self, database: Database, folder: Path | None = None, *, lease: float = 30.0, patience: float = 300.0
    ) -> None:
        self._database = database
        self._folder = FOLDER if folder is None else folder
        self._lease = lease
        self._patience = patience

    async def pending(self) -> list[Migration]:
        """Migrations not yet applied, in their order; raises Misconfigured if a file is unfit."""
        return _pending(self._files(), await self._applied_migrations())

    async def apply(self, target: str | None = None, dry_run: bool = False) -> list[Migration]:
        """Apply what is pending, up to the version `target`; returns what was, or with `dry_run` would be.

        Raises Misconfigured before anything runs if `validate` would find a problem, and afterwards if a
        statement fails; Unavailable if another runner does not finish.
        """
        files = self._files()
        due = _due(files, await self._applied_migrations(), target)
        if dry_run or not due:
            return due
        async with self._hold_lock() as lock:
            applied = await self._applied_migrations()  # again: another runner may have been here meanwhile
            due = _due(files, applied, target)
            previous = applied[-1].version if applied else "BASELINE"
            for migration in due:
                await self._apply(migration, previous, lock)
                previous = migration.version
        return due

    async def validate(self) -> list[str]:
        """What stands against applying these files to this database, a sentence each; empty is good."""
        files, problems = read_folder(self._folder)
        return problems + _disagreements(files, await self._applied_migrations())

    async def repair(self) -> list[Migration]:
        """Accept the files that changed after they were applied as they are now; returns those."""
        files = self._files()
        async with self._hold_lock() as lock:
            changed = _changed_files(files, await self._applied_migrations())
            await self._database.write(lambda transaction: _accept(transaction, changed, lock))
        return changed

    async def info(self) -> list[MigrationInfo]:
        """Every migration that files or database know, in order of version."""
        files, _ = read_folder(self._folder)
        applied = await self._applied_migrations()
        changed = {migration.order for migration in _changed_files(files, applied)}
        present = {migration.order for migration in files}
        entries = [
            MigrationInfo(file.version, file.description, file.source, file.checksum, state="PENDING")
            for file in _pending(files, applied)
        ]
        for entry in applied:
            at = version_order(entry.version)
            state: MigrationState = (
                "MISSING" if at not in present else "CHANGED" if at in changed else "APPLIED"
            )
            entries.append(replace(entry, state=state))
        return sorted(entries, key=lambda entry: version_order(entry.version))

    def new_version(self) -> str:
        """The version the next file bears, such as 0007; raises Misconfigured if a file is unfit."""
        files = self._files()
        return f"{files[-1].order[0] + 1 if files else 1:04}"

    def _files(self) -> list[Migration]:
        files, problems = read_folder(self._folder)
        if problems:
            raise Misconfigured("\n".join(problems))
        return files

    async def _applied_migrations(self) -> list[MigrationInfo]:
        rows = await self._database.rows(_APPLIED, {})
        return sorted((MigrationInfo(*row) for row in rows), key=lambda entry: version_order(entry.version))

    @asynccontextmanager
    async def _hold_lock(self) -> AsyncGenerator["_Lock", None]:
        lock = _Lock(self._database, self._lease)
        await lock.take(self._patience)
        keeper = asyncio.create_task(lock.keep())
        try:
            yield lock
        finally:
            keeper.cancel()
            await asyncio.gather(keeper, return_exceptions=True)
            await lock.release()

    async def _apply(self, migration: Migration, previous: str, lock: "_Lock") -> None:
        """Data and its record in one transaction; schema statements, which can be run again, in one each."""
        started = time.monotonic()
        number = 0

        async def run(transaction: Transaction, numbers: range) -> None:
            nonlocal number
            for number in numbers:
                name, text = f"migration_{migration.version}_{number}", migration.statements[number - 1]
                # The text of a migration file is reviewed like code, though no checker can know it.
                statement = Statement(name, text)  # pyright: ignore[reportArgumentType]
                await transaction.run(statement, {})

        async def finish(transaction: Transaction) -> None:
            if not migration.is_schema:
                await run(transaction, range(1, len(migration.statements) + 1))
            await lock.check(transaction)
            await _record(
                transaction, migration, previous, self._database.username, time.monotonic() - started
            )

        try:
            if migration.is_schema:
                for one in range(1, len(migration.statements) + 1):
                    await self._database.write(partial(run, numbers=range(one, one + 1)), timeout=_LONG)
                await self._database.rows(_AWAIT_INDEXES, {"seconds": int(_LONG)}, timeout=_LONG)
            await self._database.write(finish, timeout=_LONG)
        except (Neo4jError, Mendable) as error:
            raise Misconfigured(
                f"{migration.source}, statement {number}, failed: {error.message} "
                "Mend the file or the data, then apply again; migrations before this one are in place."
            ) from error


class _Lock:
    """The right to migrate one database, held under an id of its own and lost after the lease."""

    def __init__(self, database: Database, lease: float) -> None:
        # The names are the Java tool's, so that it and we keep each other out.
        name = "John Doe" if database.name.lower() == "neo4j" else database.name.lower()
        self._database = database
        self._lease = lease
        self._parameters = {"name": name, "id": str(uuid4()), "lease": int(lease * 1000)}

    async def take(self, patience: float) -> None:
        """Wait until nobody else holds the lock, at most `patience` seconds."""
        await self._write(_LOCK_CONSTRAINT)
        give_up = time.monotonic() + patience
        while not (await self._write(_TAKE_LOCK))[0][0]:
            if time.monotonic() > give_up:
                raise Unavailable(
                    "Another program is migrating this database. Try again when it is done; "
                    "if there is none, delete the node labelled __Neo4jMigrationsLock."
                )
            await asyncio.sleep(_LOOK)

    async def keep(self) -> None:
        """Renew the lease until cancelled; a failure is left to `check`, which sees what it led to."""
        while True:
            await asyncio.sleep(self._lease / 3)
            with suppress(ThroughlineError):
                await self._write(_KEEP_LOCK)

    async def check(self, transaction: Transaction) -> None:
        """Raise Unavailable unless the lock is ours, and hold it to the end of the transaction."""
        if not await transaction.run(_KEEP_LOCK, self._parameters):
            raise Unavailable("Another program took over migrating this database. Look at its result first.")

    async def release(self) -> None:
        """Let others migrate; a lock that cannot be released runs out."""
        with suppress(ThroughlineError):
            await self._write(_RELEASE_LOCK)

    async def _write(self, statement: Statement) -> list[list[Any]]:
        return await self._database.write(lambda transaction: transaction.run(statement, self._parameters))


async def _record(
    transaction: Transaction, migration: Migration, previous: str, username: str, seconds: float
) -> None:
    if previous == "BASELINE":
        await transaction.run(_BASELINE, {})
    parameters: Mapping[str, Any] = {
        "previous": previous,
        "version": migration.version,
        "description": migration.description,
        "source": migration.source,
        "checksum": migration.checksum,
        "milliseconds": int(seconds * 1000),
        "by": _user(),
        "connectedAs": username,
    }
    await transaction.run(_RECORD, parameters)


async def _accept(transaction: Transaction, changed: list[Migration], lock: _Lock) -> None:
    await lock.check(transaction)
    for migration in changed:
        await transaction.run(_ACCEPT, {"version": migration.version, "checksum": migration.checksum})


def _user() -> str:
    try:
        return getuser()
    except (KeyError, OSError):  # a container's user may have no name
        return "unknown"


def _pending(files: list[Migration], applied: list[MigrationInfo]) -> list[Migration]:
    done = {version_order(migration.version) for migration in applied}
    return [migration for migration in files if migration.order not in done]


def _changed_files(files: list[Migration], applied: list[MigrationInfo]) -> list[Migration]:
    checksums = {version_order(migration.version): migration.checksum for migration in applied}
    return [file for file in files if checksums.get(file.order, file.checksum) != file.checksum]


def _due(files: list[Migration], applied: list[MigrationInfo], target: str | None) -> list[Migration]:
    if problems := _disagreements(files, applied):
        raise Misconfigured("\n".join(problems))
    pending = _pending(files, applied)
    if target is None:
        return pending
    if version_order(target) not in {migration.order for migration in files}:
        known = ", ".join(migration.version for migration in files) or "none"
        raise Misconfigured(f"No migration has the version {target!r}. There are: {known}.")
    return [migration for migration in pending if migration.order <= version_order(target)]


def _disagreements(files: list[Migration], applied: list[MigrationInfo]) -> list[str]:
    problems = [
        f"{file.source} has changed since it was applied. Undo that and write a new migration, "
        "or accept it as it is with `throughline migrate repair`."
        for file in _changed_files(files, applied)
    ]
    present = {migration.order for migration in files}
    problems += [
        f"{done.source or done.version} was applied to this database, but the file is missing. Bring it back."
        for done in applied
        if version_order(done.version) not in present
    ]
    last = max((version_order(done.version) for done in applied), default=())
    problems += [
        f"{file.source} comes before migrations that are applied already. Give it a number after them."
        for file in _pending(files, applied)
        if file.order < last
    ]
    return problems
