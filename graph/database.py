"""Driver, transactions, retries and deadlines; Neo4j's errors become ours here and nowhere else."""

# ruff: noqa: ASYNC109 - a timeout is also sent to the server, which asyncio.timeout around the call cannot do

import asyncio
import re
from collections.abc import AsyncGenerator, Awaitable, Callable, Collection, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress
from random import uniform
from time import perf_counter
from types import TracebackType
from typing import Any, Self, TypeVar, cast
from urllib.parse import urlsplit

from neo4j import (
    READ_ACCESS,
    WRITE_ACCESS,
    AsyncGraphDatabase,
    AsyncResult,
    AsyncSession,
    AsyncTransaction,
    Query,
)
from neo4j.api import AsyncBookmarkManager
from neo4j.exceptions import (
    ConnectionAcquisitionTimeoutError,
    ConstraintError,
    DriverError,
    Neo4jError,
    ResultError,
    ServiceUnavailable,
    SessionExpired,
    TransactionError,
)

from graph.errors import (
    Conflict,
    DuplicateKey,
    Misconfigured,
    NotFound,
    OutcomeUnknown,
    Overtaken,
    ThroughlineError,
    TimedOut,
    Unavailable,
)
from graph.statement import Mode, Statement, StatementRun

T = TypeVar("T")
Row = list[Any]
StatementHook = Callable[[StatementRun], None]

_SCHEMES = ("neo4j", "neo4j+s", "neo4j+ssc", "bolt", "bolt+s", "bolt+ssc")
# Seconds we still listen after a deadline, so that the server can report its own timeout first.
_GRACE = 1.0
# Seconds between attempts on the average: many for locks, `_FEW` for a lost connection or a lost record.
_PAUSES = (0.02, 0.04, 0.08, 0.16, 0.32, *[0.64] * 15)
_FEW = 4
# Seconds without use after which a connection is tried before it is trusted: firewalls drop idle ones.
_IDLE = 60.0

# Somebody else deleted, or linked, what this transaction was about to touch: a second look tells which.
_DELETED_MEANWHILE = "Neo.ClientError.Statement.EntityNotFound"
_LINKED_MEANWHILE = "still has relationships"
_TIMED_OUT = "Neo.ClientError.Transaction.TransactionTimedOut"
# Said to one that waits for a lock, or runs, when its time is over, an operator ends it or the server stops.
_STOPPED = ("Neo.ClientError.Transaction.LockClientStopped", "Neo.ClientError.Transaction.Terminated")
_UNIQUE = re.compile(r"already exists with (?:label|type) `([^`]+)` and propert(?:y|ies) `([^`]+)`")

_NO_ANSWER = (
    "The database does not answer. Try again in a moment; if that does not help, tell whoever runs it."
)
_BUSY = "The database is busy with other changes to the same records. Try again in a moment."
_REFUSED = "The database refuses this program. Tell whoever runs it to check user, password and database."
_TOO_LATE = "This took longer than allowed and was stopped. Ask for less at once, or try again later."
_NO_MEMORY = (
    "The database has too little memory for this at once. Ask for less, or narrow it; whoever runs the "
    "database can give it more: a larger heap, or dbms.memory.transaction.total.max."
)
_UNKNOWN = (
    "The connection broke while the change was being saved: look whether it is there before you repeat it."
)


class Database:
    """One database of a Neo4j server or cluster; safe to share between tasks of one event loop."""

    def __init__(
        self,
        uri: str,
        username: str,
        password: str,
        database: str = "neo4j",
        *,
        read_timeout: float = 8.0,
        write_timeout: float = 8.0,
        max_pool: int = 64,
        on_statement: StatementHook | None = None,
    ) -> None:
        """Connect lazily: nothing is sent before the first statement. Timeouts are in seconds.

        Raises Misconfigured when `uri` is no address of a Neo4j.
        """
        self.uri = uri
        self.username = username
        self.name = database
        self.on_statement: StatementHook | None = on_statement
        """Called after each statement, whether it was answered, failed or was given up."""
        self._read_timeout = read_timeout
        self._write_timeout = write_timeout
        # A single server shows every commit to whoever comes next; only a cluster needs bookmarks.
        self._bookmarks = _NoBookmarks() if uri.startswith("bolt") else AsyncGraphDatabase.bookmark_manager()
        self._idle: dict[Mode, list[AsyncSession]] = {"READ": [], "WRITE": []}
        self._driver = AsyncGraphDatabase.driver(
            _address(uri),
            auth=(username, password),
            max_connection_pool_size=max_pool,
            connection_timeout=3.0,
            connection_acquisition_timeout=read_timeout,
            liveness_check_timeout=_IDLE,
            notifications_min_severity="OFF",
            telemetry_disabled=True,
        )

    async def verify(self) -> None:
        """Raise Unavailable, saying what to set or start, unless the database can be worked with."""
        try:
            async with asyncio.timeout(self._read_timeout), self._session("READ") as session:
                # A transaction without a statement: address, user, password and database are all looked at.
                await (await session.begin_transaction()).close()
        except (Neo4jError, DriverError, TimeoutError) as error:
            raise Unavailable(self._advice(error)) from None

    async def read(
        self, statement: Statement, parameters: Mapping[str, Any], *, timeout: float | None = None
    ) -> Row:
        """Values of the one row that a reading statement returns; `timeout` in seconds."""
        rows = await self.rows(statement, parameters, timeout=timeout)
        if len(rows) != 1:
            raise ValueError(f"{statement.name}, read for its one row, returned {len(rows)}")
        return rows[0]

    async def rows(
        self, statement: Statement, parameters: Mapping[str, Any], *, timeout: float | None = None
    ) -> list[Row]:
        """All rows of a reading statement, each the list of its values; `timeout` in seconds.

        The statement is its own transaction. Raises Unavailable or TimedOut.
        """
        seconds = self._read_timeout if timeout is None else timeout
        async with _Deadline(seconds) as deadline:
            return await deadline.run_with_retries(
                lambda: self._read_once(statement, parameters, deadline.seconds_left())
            )

    def transaction(self, *, timeout: float | None = None) -> AbstractAsyncContextManager["Transaction"]:
        """A writing transaction that commits at the end of the block and rolls back on any error.

        Nothing is retried: where the work may be repeated, `write` does it. Raises as `write` does.
        """
        return self._single_transaction(self._write_timeout if timeout is None else timeout)

    async def write(
        self, work: Callable[["Transaction"], Awaitable[T]], *, timeout: float | None = None
    ) -> T:
        """What `work` returns, committed; it runs again from its start when the database asks for that.

        So `work` must do nothing outside its transaction. `timeout`, in seconds, spans all attempts.
        Raises DuplicateKey, NotFound, Conflict, Unavailable, TimedOut or OutcomeUnknown.
        """

        async def attempt() -> T:
            async with self._open_transaction(deadline) as transaction:
                return await work(transaction)

        async with _Deadline(self._write_timeout if timeout is None else timeout) as deadline:
            return await deadline.run_with_retries(attempt)

    async def close(self) -> None:
        """Close every connection; statements still running are the caller's to end first."""
        for idle in self._idle.values():
            while idle:
                await idle.pop().close()
        await self._driver.close()

    async def _read_once(
        self, statement: Statement, parameters: Mapping[str, Any], seconds: float
    ) -> list[Row]:
        idle = self._idle["READ"]
        session = idle.pop() if idle else self._session("READ")
        try:
            query = Query(statement.text, timeout=seconds)
            answer = session.run(query, cast("dict[str, Any]", parameters))
            return await _timed_values(answer, self.on_statement, statement, parameters, "READ")
        except BaseException:
            session.cancel()  # drops the connection if it is still in use, else nothing
            raise
        finally:
            idle.append(session)

    @asynccontextmanager
    async def _single_transaction(self, seconds: float) -> AsyncGenerator["Transaction", None]:
        async with _Deadline(seconds) as deadline, self._open_transaction(deadline) as transaction:
            yield transaction

    @asynccontextmanager
    async def _open_transaction(self, deadline: "_Deadline") -> AsyncGenerator["Transaction", None]:
        idle = self._idle["WRITE"]
        session = idle.pop() if idle else self._session("WRITE")
        try:
            begun = await session.begin_transaction(timeout=deadline.seconds_left())
            transaction = Transaction(begun, self)
            try:
                yield transaction
            except Exception:
                await transaction.roll_back()
                raise
            await _commit(begun, deadline)
        except BaseException:
            session.cancel()
            raise
        finally:
            idle.append(session)

    def _session(self, mode: Mode) -> AsyncSession:
        return self._driver.session(
            database=self.name,
            default_access_mode=READ_ACCESS if mode == "READ" else WRITE_ACCESS,
            bookmark_manager=self._bookmarks,
            fetch_size=-1,
            disable_auto_commit_retries=True,
        )

    def _advice(self, error: Exception) -> str:
        code = error.code if isinstance(error, Neo4jError) else ""
        if code.startswith("Neo.ClientError.Security."):
            return f"Neo4j at {self.uri} refuses the login. Check NEO4J_USERNAME and NEO4J_PASSWORD."
        if code == "Neo.ClientError.Database.DatabaseNotFound":
            return f"Neo4j at {self.uri} has no database named {self.name!r}. Check NEO4J_DATABASE."
        return f"No Neo4j answers at {self.uri}. Start it, or set NEO4J_URI to the address of one that runs."


class Transaction:
    """A running transaction of `Database.write` or `Database.transaction`."""

    __slots__ = ("_begun", "_broken", "_database", "statements")

    def __init__(self, begun: AsyncTransaction, database: Database) -> None:
        self._begun = begun
        self._database = database
        self._broken = False
        self.statements = 0
        """How many statements it has sent."""

    async def run(self, statement: Statement, parameters: Mapping[str, Any]) -> list[Row]:
        """All rows of a statement, each the list of its values; after an error nothing more can be run."""
        self.statements += 1
        try:
            answer = self._begun.run(statement.text, cast("dict[str, Any]", parameters))
            return await _timed_values(answer, self._database.on_statement, statement, parameters, "WRITE")
        except BaseException:
            self._broken = True
            raise

    async def roll_back(self) -> None:
        """Undo everything; a transaction that failed has been undone by the server already."""
        if not self._broken:
            with suppress(Neo4jError, DriverError):
                await self._begun.close()


class _NoBookmarks(AsyncBookmarkManager):
    """Sends no bookmarks and forgets those it is told."""

    async def update_bookmarks(
        self, previous_bookmarks: Collection[str], new_bookmarks: Collection[str]
    ) -> None:
        pass

    async def get_bookmarks(self) -> Collection[str]:
        return ()


class _Deadline:
    """Ends what runs inside it when its seconds are over, and raises our errors for Neo4j's."""

    __slots__ = ("_scope", "at")

    def __init__(self, seconds: float) -> None:
        self.at = asyncio.get_running_loop().time() + seconds
        self._scope = asyncio.timeout_at(self.at + 2 * _GRACE)

    def seconds_left(self) -> float:
        """Seconds until the deadline, never nothing: to the server 0 means for ever."""
        return max(self.at - asyncio.get_running_loop().time(), 0.001)

    async def run_with_retries(self, attempt: Callable[[], Awaitable[T]]) -> T:
        """What `attempt` returns, tried again after errors that pass, while there is time."""
        for tried, pause in enumerate(_PAUSES):
            try:
                return await attempt()
            except (Neo4jError, DriverError) as error:
                wait = pause * uniform(0.25, 1.75)  # wide, so that those who collided meet apart
                if not _passes(error, tried) or self.seconds_left() < wait:
                    raise
            except Overtaken:
                wait = pause * uniform(0.25, 1.75)
                if tried >= _FEW or self.seconds_left() < wait:
                    raise
            await asyncio.sleep(wait)
        return await attempt()

    async def __aenter__(self) -> Self:
        await self._scope.__aenter__()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            await self._scope.__aexit__(kind, error, trace)
        except TimeoutError:
            raise TimedOut(_TOO_LATE) from None
        ours = _our_error(_root(error), late=asyncio.get_running_loop().time() >= self.at)
        if ours is not None:
            raise ours from None


def _address(uri: str) -> str:
    """The address itself, if the driver can work with it; never shown, as a password may stand in it."""
    try:
        parts = urlsplit(uri)
        if parts.scheme in _SCHEMES and parts.hostname and parts.port != 0 and "@" not in parts.netloc:
            return uri
    except ValueError:
        pass
    raise Misconfigured(
        "NEO4J_URI is no address of a Neo4j. Write it like neo4j://host:7687 or bolt://host:7687, "
        "and user and password in NEO4J_USERNAME and NEO4J_PASSWORD."
    )


async def _timed_values(
    answer: Awaitable[AsyncResult],
    tell: StatementHook | None,
    statement: Statement,
    parameters: Mapping[str, Any],
    mode: Mode,
) -> list[Row]:
    """The rows of a statement that is being sent; tells afterwards how that went."""
    started, failed = perf_counter(), True
    try:
        rows = await (await answer).values()
        failed = False
        return rows
    finally:
        if tell is not None:
            tell(StatementRun(statement, parameters, mode, perf_counter() - started, failed))


async def _commit(begun: AsyncTransaction, deadline: _Deadline) -> None:
    try:
        # Sooner than the deadline of the whole, so that here is known what it interrupted.
        async with asyncio.timeout_at(deadline.at + _GRACE):
            await begun.commit()
    except (ServiceUnavailable, SessionExpired, TimeoutError):
        raise OutcomeUnknown(_UNKNOWN) from None


def _root(error: BaseException | None) -> BaseException | None:
    """The error behind one that only says that something failed before."""
    while isinstance(error, TransactionError | ResultError) and error.__cause__ is not None:
        error = error.__cause__
    return error


def _passes(error: Neo4jError | DriverError, tried: int) -> bool:
    """Whether the same work may succeed a moment later."""
    root = _root(error)
    if isinstance(root, Neo4jError):
        if "OutOfMemory" in root.code:
            return False  # called transient, but the statement asks for as much again
        return root.is_retryable() or (_is_race(root) and tried < _FEW)
    return isinstance(root, DriverError) and root.is_retryable() and tried < _FEW


def _is_race(error: Neo4jError) -> bool:
    """Whether somebody else deleted or linked what this work touches, so that a second look tells more."""
    return error.code == _DELETED_MEANWHILE or (
        isinstance(error, ConstraintError) and _LINKED_MEANWHILE in error.message
    )


def _our_error(error: BaseException | None, *, late: bool) -> ThroughlineError | None:
    """Our error for one of Neo4j's; None for a defect, which is left to raise as it is."""
    if isinstance(error, ConnectionAcquisitionTimeoutError):
        return Unavailable(_BUSY)
    if isinstance(error, ServiceUnavailable | SessionExpired):
        return Unavailable(_NO_ANSWER)
    if not isinstance(error, Neo4jError):
        return None
    if "OutOfMemory" in error.code:
        return Unavailable(_NO_MEMORY)
    if isinstance(error, ConstraintError):
        return _broken_constraint(error)
    if error.code == _DELETED_MEANWHILE:
        return NotFound("A record this change is about was deleted meanwhile. Read again, then repeat it.")
    if error.code.startswith(_TIMED_OUT):
        return TimedOut(_TOO_LATE)
    if error.code in _STOPPED:
        return TimedOut(_TOO_LATE) if late else Unavailable(_NO_ANSWER)
    if error.code.startswith(("Neo.ClientError.Security.", "Neo.ClientError.Database.DatabaseNotFound")):
        return Unavailable(_REFUSED)
    if error.is_retryable():
        return Unavailable(_BUSY if ".Transaction." in error.code else _NO_ANSWER)
    return None


def _broken_constraint(error: ConstraintError) -> ThroughlineError | None:
    if _LINKED_MEANWHILE in error.message:
        return Conflict("Something was linked to this record meanwhile. Read again, then repeat the change.")
    if unique := _UNIQUE.search(error.message):
        label, name = unique.groups()
        return DuplicateKey(
            f"Another {label} already has this {name}. Use another, or change that one.", [name]
        )
    return None
