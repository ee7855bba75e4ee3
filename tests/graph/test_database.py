"""The driver layer against real servers: retries, deadlines, cancellation, outages, errors."""

import asyncio
import os
import signal
from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable, Iterator
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from random import Random
from typing import Any, Literal
from urllib.parse import urlsplit

import pytest
from neo4j.exceptions import ClientError, TransactionError

from graph.database import Database, Transaction
from graph.errors import (
    Conflict,
    DuplicateKey,
    Invalid,
    Misconfigured,
    NotFound,
    OutcomeUnknown,
    TimedOut,
    Unavailable,
)
from graph.server import LocalServer, ServerAddress
from graph.statement import StatementRun
from tests.statements import cypher
from tests.tunings import BRIEF

COUNT = "MATCH (p:Probe {key: $key}) RETURN count(p)"
CREATE = "CREATE (p:Probe {key: $key}) RETURN p.key"
INCREMENT = "MATCH (p:Probe {key: $key}) SET p.lock = true SET p.count = p.count + 1 REMOVE p.lock"
SLOW = "UNWIND range(1, 100000000) AS slow UNWIND range(1, 100000) AS probe RETURN count(*)"
SLOW_RUNS = """
SHOW TRANSACTIONS YIELD transactionId, currentQuery
WHERE currentQuery STARTS WITH 'UNWIND range(1, 100000000) AS slow'
RETURN transactionId
"""
COMMIT = b"\x00\x02\xb0\x12\x00\x00"  # the message of the Bolt protocol, as one chunk

Fault = Literal["cut before commit", "cut after commit", "stall at commit", "stall"]


class Proxy:
    """Stands between driver and server on a port of its own, and breaks the connection when told."""

    def __init__(self, uri: str) -> None:
        self.fault: Fault | None = None
        self.target = uri
        self._committed = False
        self._tasks: set[asyncio.Task[None]] = set()

    @asynccontextmanager
    async def listening(self) -> AsyncGenerator[str, None]:
        """Serve until the end of the block; gives the address."""
        listener = await asyncio.start_server(self._accept, "127.0.0.1", 0)
        yield f"bolt://127.0.0.1:{listener.sockets[0].getsockname()[1]}"
        listener.close()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._tasks.add(asyncio.create_task(self._serve(reader, writer)))

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        place = urlsplit(self.target)
        async with AsyncExitStack() as stack:
            stack.callback(writer.close)
            with suppress(OSError):
                back, forth = await asyncio.open_connection(place.hostname, place.port)
                stack.callback(forth.close)
                asking = asyncio.create_task(self._ask(reader, forth))
                answering = asyncio.create_task(self._answer(back, writer))
                stack.callback(asking.cancel)
                stack.callback(answering.cancel)
                await asyncio.wait([asking, answering], return_when=asyncio.FIRST_COMPLETED)

    async def _ask(self, source: asyncio.StreamReader, sink: asyncio.StreamWriter) -> None:
        with suppress(OSError):
            while data := await source.read(65536):
                committing = COMMIT in data
                if self.fault == "cut before commit" and committing:
                    return
                if self.fault == "stall" or (self.fault == "stall at commit" and committing):
                    await asyncio.Event().wait()
                self._committed = committing
                sink.write(data)

    async def _answer(self, source: asyncio.StreamReader, sink: asyncio.StreamWriter) -> None:
        with suppress(OSError):
            while data := await source.read(65536):
                if self.fault == "cut after commit" and self._committed:
                    return
                sink.write(data)


@pytest.fixture
async def database(server: ServerAddress) -> AsyncIterator[Database]:
    """The database of the run with unique keys for probes; what a test leaves is removed."""
    database = Database(server.uri, server.username, server.password, server.database)
    await write(
        database, "CREATE CONSTRAINT probe_key_unique IF NOT EXISTS FOR (p:Probe) REQUIRE p.key IS UNIQUE"
    )
    yield database
    database.on_statement = None
    await write(database, "MATCH (p:Probe) DETACH DELETE p")
    await write(database, "DROP CONSTRAINT probe_key_unique")
    await database.close()


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LocalServer]:
    """A server that a test may kill."""
    server = LocalServer(tmp_path_factory.mktemp("own"), tuning=BRIEF)
    server.start()
    yield server
    server.stop()


@pytest.fixture
async def proxy(own: LocalServer) -> AsyncIterator[tuple[Proxy, Database]]:
    """A proxy before a server of the test's own, and the database seen through it."""
    address = await asyncio.to_thread(own.start)
    proxy = Proxy(address.uri)
    async with proxy.listening() as uri:
        database = Database(uri, address.username, address.password, address.database)
        yield proxy, database
        proxy.fault = None
        await database.close()


async def write(database: Database, text: Any, **parameters: Any) -> list[list[Any]]:
    """The rows of one statement in a transaction of its own."""
    return await database.write(lambda transaction: transaction.run(cypher(text), parameters))


async def count(database: Database, key: str) -> int:
    """How many probes bear a key."""
    return (await database.read(cypher(COUNT), {"key": key}))[0]


async def until(condition: Callable[[], Awaitable[bool]]) -> bool:
    """Whether a condition comes true within ten seconds."""
    for _ in range(100):
        if await condition():
            return True
        await asyncio.sleep(0.1)
    return False


async def slow_statements(database: Database) -> int:
    """How many of the slow statements the server works on."""
    return len(await database.rows(cypher(SLOW_RUNS), {}))


@pytest.fixture
def sent(database: Database) -> list[str]:
    """Texts of the statements that are sent while the test runs."""
    texts: list[str] = []

    def note(run: StatementRun) -> None:
        assert set(run.parameters) <= {"key", "value", "number"}
        texts.append(run.statement.text)

    database.on_statement = note
    return texts


async def test_read_gives_values_of_row(database: Database) -> None:
    row = await database.read(cypher("RETURN $number, ['a', [1.5, null]], {b: true}"), {"number": 3})

    assert row == [3, ["a", [1.5, None]], {"b": True}]


async def test_read_refuses_several_rows(database: Database) -> None:
    with pytest.raises(ValueError, match="returned 2"):
        await database.read(cypher("UNWIND [1, 2] AS number RETURN number"), {})


async def test_rows_come_in_order(database: Database) -> None:
    rows = await database.rows(cypher("UNWIND range(1, 2500) AS number RETURN number, -number"), {})

    assert rows == [[number, -number] for number in range(1, 2501)]


async def test_read_cannot_write(database: Database) -> None:
    with pytest.raises(ClientError):
        await database.read(cypher(CREATE), {"key": "written by a read"})

    assert await count(database, "written by a read") == 0


async def test_statements_are_counted_as_sent(database: Database, sent: list[str]) -> None:
    async def work(transaction: Transaction) -> None:
        await transaction.run(cypher(CREATE), {"key": "counted"})
        await transaction.run(cypher(COUNT), {"key": "counted"})

    await database.write(work)
    await database.read(cypher(COUNT), {"key": "counted"})

    assert sent == [CREATE, COUNT, COUNT]


async def test_statement_runs_say_how_it_went(database: Database) -> None:
    runs: list[StatementRun] = []
    database.on_statement = runs.append

    await write(database, CREATE, key="told")
    await count(database, "told")
    with pytest.raises(TimedOut):
        await database.read(cypher(SLOW), {}, timeout=0.3)

    assert [(run.mode, run.statement.name, run.failed) for run in runs] == [
        ("WRITE", "test", False),
        ("READ", "test", False),
        ("READ", "test", True),
    ]
    assert [run.parameters for run in runs] == [{"key": "told"}, {"key": "told"}, {}]
    assert runs[2].seconds > max(0.2, runs[1].seconds)


async def test_reads_share_small_pool(server: ServerAddress) -> None:
    small = Database(server.uri, server.username, server.password, server.database, max_pool=3)

    rows = await asyncio.gather(
        *(small.read(cypher("RETURN $number"), {"number": number}) for number in range(100))
    )

    assert rows == [[number] for number in range(100)]
    await small.close()


async def test_exhausted_pool_is_unavailable(server: ServerAddress) -> None:
    single = Database(
        server.uri, server.username, server.password, server.database, max_pool=1, read_timeout=0.5
    )

    async with single.transaction(timeout=10):
        with pytest.raises(Unavailable, match="busy"):
            await single.read(cypher("RETURN 1"), {}, timeout=5)

    assert await single.read(cypher("RETURN 1"), {}) == [1]
    await single.close()


async def test_routed_database_reads_own_writes(own: LocalServer) -> None:
    address = await asyncio.to_thread(own.start)
    routed = Database(
        address.uri.replace("bolt:", "neo4j:"), address.username, address.password, address.database
    )

    for number in range(5):
        await write(routed, CREATE, key=f"routed {number}")
        assert await count(routed, f"routed {number}") == 1

    await routed.close()


async def test_transaction_commits_at_end(database: Database) -> None:
    async with database.transaction() as transaction:
        await transaction.run(cypher(CREATE), {"key": "committed"})
        seen_before = await count(database, "committed")

    assert seen_before == 0
    assert await count(database, "committed") == 1


async def test_transaction_rolls_back_on_error(database: Database) -> None:
    async def fail() -> None:
        async with database.transaction() as transaction:
            await transaction.run(cypher(CREATE), {"key": "undone"})
            raise Invalid("no")

    with pytest.raises(Invalid, match="no"):
        await fail()

    assert await count(database, "undone") == 0


async def test_failed_statement_undoes_write(database: Database) -> None:
    async def work(transaction: Transaction) -> None:
        await transaction.run(cypher(CREATE), {"key": "undone"})
        with suppress(ClientError):
            await transaction.run(cypher("RETURN 1 / 0"), {})

    with pytest.raises(TransactionError, match="failed"):
        await database.write(work)

    assert await count(database, "undone") == 0


async def test_unpackable_value_harms_nothing(database: Database) -> None:
    with pytest.raises(ValueError, match="not supported"):
        await database.read(cypher("RETURN $value"), {"value": object()})
    with pytest.raises(ValueError, match="not supported"):
        await write(database, "RETURN $value", value=object())

    assert await database.read(cypher("RETURN 1"), {}) == [1]


@pytest.mark.parametrize(
    ("constraint", "properties", "field"),
    [
        ("REQUIRE p.key IS UNIQUE", {"key": "s3cret"}, "key"),
        ("REQUIRE (p.key, p.part) IS UNIQUE", {"key": "s3cret", "part": "s3cret"}, "key"),
    ],
)
async def test_second_bearer_is_duplicate(
    database: Database, constraint: str, properties: dict[str, str], field: str
) -> None:
    text: Any = f"CREATE CONSTRAINT unique_here FOR (p:ProbeWithKey) {constraint}"
    await write(database, text)
    create = "CREATE (p:Probe:ProbeWithKey) SET p = $properties"
    try:
        await write(database, create, properties=properties)

        with pytest.raises(DuplicateKey) as caught:
            await write(database, "CREATE (p:ProbeWithKey) SET p = $properties", properties=properties)
    finally:
        await write(database, "DROP CONSTRAINT unique_here")

    assert (
        caught.value.message
        == f"Another ProbeWithKey already has this {field}. Use another, or change that one."
    )
    assert caught.value.field == (field,)
    assert caught.value.__cause__ is None


async def test_wrong_statement_is_left_raising(database: Database) -> None:
    with pytest.raises(ClientError, match="SyntaxError"):
        await database.read(cypher("RETURN nothing"), {})


async def test_deadlocked_writers_both_succeed(database: Database) -> None:
    await write(database, "UNWIND ['a', 'b'] AS key CREATE (:Probe {key: key, count: 0})")
    met = asyncio.Barrier(2)
    attempts: list[str] = []

    async def cross(first: str, second: str) -> None:
        async def work(transaction: Transaction) -> None:
            attempts.append(first)
            await transaction.run(cypher(INCREMENT), {"key": first})
            if attempts.count(first) == 1:
                await met.wait()
            await transaction.run(cypher(INCREMENT), {"key": second})

        await database.write(work)

    await asyncio.gather(cross("a", "b"), cross("b", "a"))

    counts = await database.rows(cypher("MATCH (p:Probe) RETURN p.count ORDER BY p.key"), {})
    assert counts == [[2], [2]]
    assert len(attempts) > 2


async def test_storm_of_writers_loses_nothing(database: Database) -> None:
    await write(database, "UNWIND range(0, 4) AS number CREATE (:Probe {key: toString(number), count: 0})")
    random = Random(7)

    async def work(transaction: Transaction, keys: list[str]) -> None:
        for key in keys:
            await transaction.run(cypher(INCREMENT), {"key": key})

    orders = [random.sample("01234", 5) for _ in range(24)]
    await asyncio.gather(
        *(database.write(lambda tx, keys=keys: work(tx, keys), timeout=30) for keys in orders)
    )

    assert await database.rows(cypher("MATCH (p:Probe) RETURN DISTINCT p.count"), {}) == [[24]]


async def test_link_to_deleted_looks_again(database: Database) -> None:
    await write(database, "UNWIND ['a', 'b'] AS key CREATE (:Probe {key: key})")
    link = "MATCH (a:Probe {key: 'a'}) MATCH (b:Probe {key: 'b'}) CREATE (a)-[:JOINS]->(b) RETURN 1"
    found: list[int] = []

    async def work(transaction: Transaction) -> int:
        found.append(len(await transaction.run(cypher("MATCH (p:Probe {key: 'a'}) RETURN p.key"), {})))
        return len(await transaction.run(cypher(link), {}))

    async with database.transaction() as deleting:
        await deleting.run(cypher("MATCH (p:Probe {key: 'a'}) DETACH DELETE p"), {})
        linking = asyncio.create_task(database.write(work))
        await until(waiting_for_lock(database))

    assert await linking == 0
    assert found == [1, 0]


async def test_delete_of_linked_looks_again(database: Database) -> None:
    await write(database, "UNWIND ['a', 'b'] AS key CREATE (:Probe {key: key})")
    links: list[int] = []

    async def work(transaction: Transaction) -> int:
        rows = await transaction.run(cypher("MATCH (:Probe {key: 'a'})-[j:JOINS]->() RETURN 1"), {})
        links.append(len(rows))
        if not rows:
            await transaction.run(cypher("MATCH (p:Probe {key: 'a'}) DELETE p"), {})
        return len(rows)

    async with database.transaction() as linking:
        await linking.run(
            cypher("MATCH (a:Probe {key: 'a'}) MATCH (b:Probe {key: 'b'}) CREATE (a)-[:JOINS]->(b)"), {}
        )
        deleting = asyncio.create_task(database.write(work))
        await until(waiting_for_lock(database))

    assert await deleting == 1
    assert links == [0, 1]


def waiting_for_lock(database: Database) -> Callable[[], Awaitable[bool]]:
    """Whether some transaction waits for the lock of another."""

    async def condition() -> bool:
        return bool(
            await database.rows(
                cypher("SHOW TRANSACTIONS YIELD status WHERE status STARTS WITH 'Blocked' RETURN 1"), {}
            )
        )

    return condition


async def test_use_of_deleted_is_not_found(database: Database) -> None:
    with pytest.raises(NotFound):
        async with database.transaction() as transaction:
            await transaction.run(
                cypher("CREATE (p:Probe) DELETE p WITH p CREATE (p)-[:JOINS]->(:Probe)"), {}
            )


async def test_delete_of_linked_is_conflict(database: Database) -> None:
    await write(database, "CREATE (:Probe {key: 'a'})-[:JOINS]->(:Probe {key: 'b'})")

    with pytest.raises(Conflict):
        async with database.transaction() as transaction:
            await transaction.run(cypher("MATCH (p:Probe {key: 'a'}) DELETE p"), {})


async def test_slow_read_times_out(database: Database) -> None:
    with pytest.raises(TimedOut):
        await database.read(cypher(SLOW), {}, timeout=0.3)

    assert await until(lambda: nothing_slow(database))
    assert await database.read(cypher("RETURN 1"), {}) == [1]


async def nothing_slow(database: Database) -> bool:
    """Whether the server works on no slow statement."""
    return not await slow_statements(database)


async def test_wait_for_lock_times_out(database: Database) -> None:
    await write(database, "CREATE (:Probe {key: 'a', count: 0})")

    async with database.transaction() as holding:
        await holding.run(cypher(INCREMENT), {"key": "a"})
        with pytest.raises(TimedOut):
            await database.write(
                lambda transaction: transaction.run(cypher(INCREMENT), {"key": "a"}), timeout=0.3
            )

    assert await database.rows(cypher("MATCH (p:Probe {key: 'a'}) RETURN p.count"), {}) == [[1]]


async def test_dawdling_work_times_out(database: Database) -> None:
    async def work(transaction: Transaction) -> None:
        await transaction.run(cypher(CREATE), {"key": "dawdling"})
        await asyncio.Event().wait()

    with pytest.raises(TimedOut):
        await database.write(work, timeout=0.1)

    assert await count(database, "dawdling") == 0


async def test_timeout_of_work_stays_its_own(database: Database) -> None:
    async def work(transaction: Transaction) -> None:
        await transaction.run(cypher(CREATE), {"key": "own"})
        raise TimeoutError("of something else")

    with pytest.raises(TimeoutError, match="of something else"):
        await database.write(work)


@pytest.mark.parametrize("writing", [False, True])
async def test_cancelled_work_ends_in_server(database: Database, writing: bool) -> None:
    work = write(database, SLOW) if writing else database.read(cypher(SLOW), {})
    task = asyncio.create_task(work)
    assert await until(lambda: something_slow(database))

    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task

    assert await until(lambda: nothing_slow(database))
    assert await asyncio.gather(*(database.read(cypher("RETURN 1"), {}) for _ in range(5))) == [[1]] * 5
    assert await write(database, "RETURN 1") == [[1]]


async def something_slow(database: Database) -> bool:
    """Whether the server works on a slow statement."""
    return not await nothing_slow(database)


async def test_terminated_work_is_unavailable(database: Database) -> None:
    task = asyncio.create_task(database.read(cypher(SLOW), {}))
    assert await until(lambda: something_slow(database))

    ((identity,),) = await database.rows(cypher(SLOW_RUNS), {})
    await database.rows(cypher("TERMINATE TRANSACTIONS $identity"), {"identity": identity})

    with pytest.raises(Unavailable):
        await task


async def test_exhausted_memory_is_not_retried(own: LocalServer) -> None:
    address = await asyncio.to_thread(own.start)
    database = Database(address.uri, address.username, address.password, address.database)
    sent: list[str] = []
    database.on_statement = lambda run: sent.append(run.statement.name)

    with pytest.raises(Unavailable, match="has too little memory for this at once"):
        await database.read(cypher("UNWIND range(1, 100000000) AS x RETURN size(collect(x))"), {}, timeout=60)

    assert len(sent) == 1
    await database.close()


async def test_verify_accepts_live_database(database: Database) -> None:
    assert await database.verify() is None


async def test_verify_names_missing_database(server: ServerAddress) -> None:
    missing = Database(server.uri, server.username, server.password, "nowhere")

    with pytest.raises(Unavailable, match=r"no database named 'nowhere'. Check NEO4J_DATABASE"):
        await missing.verify()
    await missing.close()


async def test_wrong_login_is_unavailable(server: ServerAddress) -> None:
    stranger = Database(server.uri, "stranger", "wrong", server.database)

    with pytest.raises(Unavailable, match="Check NEO4J_USERNAME and NEO4J_PASSWORD"):
        await stranger.verify()
    with pytest.raises(Unavailable) as caught:
        await stranger.read(cypher("RETURN 1"), {})
    await stranger.close()

    assert server.uri not in caught.value.message


async def test_absent_server_is_unavailable() -> None:
    absent = Database("bolt://127.0.0.1:1", "neo4j", "none")

    with pytest.raises(Unavailable, match=r"No Neo4j answers at bolt://127\.0\.0\.1:1\."):
        await absent.verify()
    with pytest.raises(Unavailable) as caught:
        await write(absent, "RETURN 1")
    await absent.close()

    assert "127.0.0.1" not in caught.value.message


@pytest.mark.parametrize(
    "uri", ["http://localhost", "localhost:7687", "", "bolt://host:port", "bolt://me:s3cret@host"]
)
def test_uri_of_something_else_is_refused(uri: str) -> None:
    with pytest.raises(Misconfigured, match="NEO4J_URI is no address") as caught:
        Database(uri, "neo4j", "none")

    assert "s3cret" not in caught.value.message


@pytest.mark.parametrize(
    ("fault", "saved"), [("cut before commit", 0), ("cut after commit", 1), ("stall at commit", 0)]
)
async def test_broken_commit_is_unknown(proxy: tuple[Proxy, Database], fault: Fault, saved: int) -> None:
    gate, database = proxy
    gate.fault = fault

    with pytest.raises(OutcomeUnknown):
        await database.write(lambda transaction: transaction.run(cypher(CREATE), {"key": fault}), timeout=1)

    gate.fault = None
    assert await count(database, fault) == saved


async def test_silent_server_times_out(proxy: tuple[Proxy, Database]) -> None:
    gate, database = proxy
    await database.verify()
    gate.fault = "stall"

    with pytest.raises(TimedOut):
        await database.read(cypher("RETURN 1"), {}, timeout=0.1)

    gate.fault = None
    assert await database.read(cypher("RETURN 1"), {}) == [1]


async def test_killed_server_comes_back(proxy: tuple[Proxy, Database], own: LocalServer) -> None:
    gate, database = proxy
    await write(database, CREATE, key="before")
    reading = asyncio.create_task(database.read(cypher(SLOW), {}))
    assert await until(lambda: something_slow(database))

    os.kill(own.status().pid or 0, signal.SIGKILL)
    with pytest.raises(Unavailable):
        await reading
    with pytest.raises(Unavailable):
        await write(database, CREATE, key="while away")

    await asyncio.to_thread(own.stop)
    gate.target = (await asyncio.to_thread(own.start)).uri
    assert await count(database, "before") == 1
    assert await count(database, "while away") == 0
