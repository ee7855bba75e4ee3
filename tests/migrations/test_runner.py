"""The migration runner on a real server: chain, lock, refusals, and runners that die."""

import asyncio
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from graph.database import Database
from graph.errors import Misconfigured, Unavailable
from graph.server import ServerAddress
from migrations.runner import Migrations
from tests.statements import cypher

KEY = "CREATE CONSTRAINT probe_key IF NOT EXISTS FOR (p:Probe) REQUIRE p.key IS UNIQUE;\n"
SIZE = "CREATE INDEX probe_size IF NOT EXISTS FOR (p:Probe) ON (p.size);\n"
FIRST = "CREATE (:Probe {key: 'first', size: 1});\n"
SECOND = "CREATE (:Probe {key: 'second', size: 2});\n"

RUNNER = """
import asyncio, sys
from pathlib import Path
from graph.database import Database
from migrations.runner import Migrations

async def main(uri, username, password, database, folder):
    await Migrations(Database(uri, username, password, database), Path(folder), lease=1.0).apply()

asyncio.run(main(*sys.argv[1:]))
"""


@pytest.fixture
async def database(server: ServerAddress) -> AsyncIterator[Database]:
    """The database of the run as if never migrated; what another test applied is set aside meanwhile."""
    database = Database(server.uri, server.username, server.password, server.database)
    await write(database, "MATCH (m:__Neo4jMigration) SET m:SetAside REMOVE m:__Neo4jMigration")
    schema = await names(database)
    yield database
    await write(database, "MATCH (n:Probe|__Neo4jMigration|__Neo4jMigrationsLock) DETACH DELETE n")
    await write(database, "MATCH (m:SetAside) SET m:__Neo4jMigration REMOVE m:SetAside")
    for name in await names(database) - schema:
        kind = "CONSTRAINT" if name != "probe_size" else "INDEX"
        drop: Any = f"DROP {kind} {name}"
        await write(database, drop)
    await database.close()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A schema migration and two of data."""
    write_files(tmp_path, V0001__Keys=KEY + SIZE, V0002__First=FIRST, V0003__Second=SECOND)
    return tmp_path


def write_files(folder: Path, **texts: str) -> None:
    """Write migrations named by keyword."""
    for name, text in texts.items():
        (folder / f"{name}.cypher").write_text(text)


async def write(
    database: Database, text: Any, parameters: Mapping[str, Any] | None = None
) -> list[list[Any]]:
    """The rows of one statement in a transaction of its own."""
    return await database.write(lambda transaction: transaction.run(cypher(text), parameters or {}))


async def names(database: Database) -> set[str]:
    """Names of the constraints, and of the indexes that belong to none."""
    found = await database.rows(cypher("SHOW CONSTRAINTS YIELD name RETURN name"), {})
    indexes = "SHOW INDEXES YIELD name, owningConstraint WHERE owningConstraint IS NULL RETURN name"
    return {name for (name,) in found + await database.rows(cypher(indexes), {})}


async def keys(database: Database) -> list[str]:
    """Keys of the probes that migrations created."""
    return [key for (key,) in await database.rows(cypher("MATCH (p:Probe) RETURN p.key ORDER BY p.key"), {})]


async def locks(database: Database) -> int:
    """How many locks of a runner there are."""
    return (await database.read(cypher("MATCH (l:__Neo4jMigrationsLock) RETURN count(l)"), {}))[0]


async def until(condition: Callable[[], Awaitable[bool]]) -> bool:
    """Whether a condition comes true within twenty seconds."""
    for _ in range(200):
        if await condition():
            return True
        await asyncio.sleep(0.1)
    return False


async def blocked(database: Database) -> bool:
    """Whether some transaction waits for the lock of another."""
    return bool(
        await database.rows(
            cypher("SHOW TRANSACTIONS YIELD status WHERE status STARTS WITH 'Blocked' RETURN status"), {}
        )
    )


async def test_apply_runs_files_in_order(database: Database, folder: Path) -> None:
    migrations = Migrations(database, folder)

    done = await migrations.apply()

    assert [migration.version for migration in done] == ["0001", "0002", "0003"]
    assert await keys(database) == ["first", "second"]
    assert {"probe_key", "probe_size"} <= await names(database)
    assert await migrations.pending() == []
    assert await locks(database) == 0


async def test_apply_twice_does_nothing_more(database: Database, folder: Path) -> None:
    await Migrations(database, folder).apply()
    sent: list[str] = []
    database.on_statement = lambda run: sent.append(run.statement.name)

    assert await Migrations(database, folder).apply() == []
    assert len(sent) == 1


async def test_chain_is_that_of_java_tool(database: Database, folder: Path, server: ServerAddress) -> None:
    (checked,) = (await Migrations(database, folder).apply("0001"))[:1]
    await Migrations(database, folder).apply("0002")

    chain = """
    MATCH (b:__Neo4jMigration)-[one:MIGRATED_TO]->(first:__Neo4jMigration)
    MATCH (first)-[:MIGRATED_TO]->(second:__Neo4jMigration)
    RETURN properties(b), properties(first), second.version,
      valueType(one.at), valueType(one.in), one.connectedAs, size(one.by) > 0, keys(one)
    """
    (row,) = await database.rows(cypher(chain), {})

    assert row[0] == {"version": "BASELINE"}
    assert row[1] == {
        "version": "0001",
        "description": "Keys",
        "type": "CYPHER",
        "repeatable": False,
        "source": "V0001__Keys.cypher",
        "checksum": checked.checksum,
    }
    assert row[2:7] == ["0002", "ZONED DATETIME NOT NULL", "DURATION NOT NULL", server.username, True]
    assert sorted(row[7]) == ["at", "by", "connectedAs", "in"]


@pytest.mark.parametrize("target", ["0002", "2", "V0002"])
async def test_apply_stops_at_target(database: Database, folder: Path, target: str) -> None:
    done = await Migrations(database, folder).apply(target)

    assert [migration.version for migration in done] == ["0001", "0002"]
    assert [migration.version for migration in await Migrations(database, folder).pending()] == ["0003"]
    assert await Migrations(database, folder).apply("1") == []


@pytest.mark.parametrize("target", ["0004", "latest", ""])
async def test_unknown_target_is_refused(database: Database, folder: Path, target: str) -> None:
    with pytest.raises(Misconfigured, match=r"There are: 0001, 0002, 0003\."):
        await Migrations(database, folder).apply(target)

    assert await keys(database) == []


async def test_dry_run_changes_nothing(database: Database, folder: Path) -> None:
    before = await names(database)

    would = await Migrations(database, folder).apply("0002", dry_run=True)

    assert [migration.source for migration in would] == ["V0001__Keys.cypher", "V0002__First.cypher"]
    assert await names(database) == before
    assert await database.read(
        cypher("MATCH (n:__Neo4jMigration|__Neo4jMigrationsLock) RETURN count(n)"), {}
    ) == [0]


async def test_changed_file_stops_apply(database: Database, folder: Path) -> None:
    await Migrations(database, folder).apply("0002")
    write_files(folder, V0002__First=FIRST + "// an afterthought\n")

    (problem,) = await Migrations(database, folder).validate()
    with pytest.raises(Misconfigured) as caught:
        await Migrations(database, folder).apply()

    assert problem.startswith("V0002__First.cypher has changed since it was applied.")
    assert caught.value.message == problem
    assert await keys(database) == ["first"]


async def test_repair_accepts_changed_file(database: Database, folder: Path) -> None:
    await Migrations(database, folder).apply("0002")
    write_files(folder, V0002__First=FIRST + "// an afterthought\n")

    accepted = await Migrations(database, folder).repair()

    assert [migration.version for migration in accepted] == ["0002"]
    assert await Migrations(database, folder).validate() == []
    assert [migration.version for migration in await Migrations(database, folder).apply()] == ["0003"]
    assert await Migrations(database, folder).repair() == []


async def test_missing_file_stops_apply(database: Database, folder: Path) -> None:
    await Migrations(database, folder).apply("0002")
    (folder / "V0002__First.cypher").unlink()

    problems = await Migrations(database, folder).validate()
    with pytest.raises(Misconfigured, match=r"V0002__First\.cypher was applied .* the file is missing"):
        await Migrations(database, folder).apply()

    assert len(problems) == 1


async def test_late_number_stops_apply(database: Database, folder: Path) -> None:
    (folder / "V0002__First.cypher").rename(folder / "V0004__First.cypher")
    await Migrations(database, folder).apply()
    write_files(folder, V0002__Late=SECOND)

    (problem,) = await Migrations(database, folder).validate()
    with pytest.raises(Misconfigured, match="Give it a number after them"):
        await Migrations(database, folder).apply()

    assert problem.startswith("V0002__Late.cypher comes before migrations that are applied already.")


async def test_unfit_file_stops_everything(database: Database, folder: Path) -> None:
    write_files(folder, V0004__Both=SIZE + FIRST)

    with pytest.raises(Misconfigured, match=r"V0004__Both\.cypher: it changes schema and data"):
        await Migrations(database, folder).apply()

    assert await Migrations(database, folder).validate() != []
    assert await keys(database) == []
    assert "probe_key" not in await names(database)


async def test_info_tells_every_state(database: Database, folder: Path) -> None:
    write_files(folder, V0004__Fourth="MERGE (:Probe {key: 'fourth'});\n")
    await Migrations(database, folder).apply("0003")
    write_files(folder, V0002__First=FIRST + "// an afterthought\n")
    (folder / "V0003__Second.cypher").unlink()

    entries = await Migrations(database, folder).info()

    assert [(entry.version, entry.state) for entry in entries] == [
        ("0001", "APPLIED"),
        ("0002", "CHANGED"),
        ("0003", "MISSING"),
        ("0004", "PENDING"),
    ]
    assert [bool(entry.at and entry.by) for entry in entries] == [True, True, True, False]


async def test_next_version_follows_files(database: Database, folder: Path, tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()

    assert Migrations(database, folder).new_version() == "0004"
    assert Migrations(database, empty).new_version() == "0001"


async def test_failed_data_leaves_nothing(database: Database, folder: Path) -> None:
    write_files(folder, V0003__Second=SECOND + FIRST)

    with pytest.raises(
        Misconfigured, match=r"V0003__Second\.cypher, statement 2, failed: Another Probe already"
    ):
        await Migrations(database, folder).apply()
    left = await keys(database)
    write_files(folder, V0003__Second=SECOND)
    done = await Migrations(database, folder).apply()

    assert left == ["first"]
    assert [migration.version for migration in done] == ["0003"]
    assert await keys(database) == ["first", "second"]


async def test_failed_schema_is_completed_later(database: Database, folder: Path) -> None:
    await write(database, "UNWIND [1, 2] AS size CREATE (:Probe {key: 'twin', size: size})")
    write_files(folder, V0001__Keys=SIZE + KEY)

    with pytest.raises(Misconfigured, match=r"V0001__Keys\.cypher, statement 2, failed"):
        await Migrations(database, folder).apply()
    half_way = await names(database)
    await write(database, "MATCH (p:Probe) DETACH DELETE p")
    done = await Migrations(database, folder).apply()

    assert "probe_size" in half_way
    assert "probe_key" not in half_way
    assert [migration.version for migration in done] == ["0001", "0002", "0003"]


async def test_two_runners_apply_once(database: Database, folder: Path, server: ServerAddress) -> None:
    databases = [Database(server.uri, server.username, server.password, server.database) for _ in range(2)]

    done = await asyncio.gather(*(Migrations(database, folder).apply() for database in databases))

    assert sorted(len(migrations) for migrations in done) == [0, 3]
    assert await keys(database) == ["first", "second"]
    assert await database.read(
        cypher("MATCH (:__Neo4jMigration)-[m:MIGRATED_TO]->() RETURN count(m)"), {}
    ) == [3]
    for other in databases:
        await other.close()


@pytest.mark.parametrize("expiry", ["timestamp() + 60000", "null"])
async def test_held_lock_keeps_others_out(database: Database, folder: Path, expiry: str) -> None:
    await write(
        database, f"CREATE (:__Neo4jMigrationsLock {{name: 'John Doe', id: 'other', expiresAt: {expiry}}})"
    )

    with pytest.raises(Unavailable, match="Another program is migrating this database"):
        await Migrations(database, folder, patience=0.5).apply()

    assert await keys(database) == []
    assert await locks(database) == 1


async def test_expired_lock_is_taken_over(database: Database, folder: Path) -> None:
    await write(
        database, "CREATE (:__Neo4jMigrationsLock {name: 'John Doe', id: 'dead', expiresAt: timestamp() - 1})"
    )

    assert len(await Migrations(database, folder, patience=0.5).apply()) == 3
    assert await locks(database) == 0


async def test_long_migration_renews_lease(database: Database, folder: Path) -> None:
    await Migrations(database, folder).apply("0001")
    await write(database, "CREATE (:Probe {key: 'held'})")
    write_files(folder, V0002__First="MATCH (p:Probe {key: 'held'}) SET p.size = 3;\n")
    expiry = "MATCH (l:__Neo4jMigrationsLock) RETURN l.id, l.expiresAt"

    async with database.transaction(timeout=60) as holding:
        await holding.run(cypher("MATCH (p:Probe {key: 'held'}) SET p.size = 1"), {})
        running = asyncio.create_task(Migrations(database, folder, lease=0.6).apply())
        assert await until(lambda: blocked(database))
        owner, first = await database.read(cypher(expiry), {})

        async def renewed() -> bool:
            return (await database.read(cypher(expiry), {}))[1] > first + 600

        assert await until(renewed)
        assert (await database.read(cypher(expiry), {}))[0] == owner

    assert len(await running) == 2


async def test_overtaken_runner_writes_nothing(database: Database, folder: Path) -> None:
    await Migrations(database, folder).apply("0001")
    await write(database, "CREATE (:Probe {key: 'held'})")
    write_files(folder, V0002__First=FIRST + "MATCH (p:Probe {key: 'held'}) SET p.size = 3;\n")

    async with database.transaction() as holding:
        await holding.run(cypher("MATCH (p:Probe {key: 'held'}) SET p.size = 1"), {})
        running = asyncio.create_task(Migrations(database, folder).apply())
        assert await until(lambda: blocked(database))
        await write(database, "MATCH (l:__Neo4jMigrationsLock) SET l.id = 'another runner'")

    with pytest.raises(Unavailable, match="took over"):
        await running
    assert await keys(database) == ["held"]
    assert [entry.state for entry in await Migrations(database, folder).info()] == [
        "APPLIED",
        "PENDING",
        "PENDING",
    ]


async def test_cancelled_runner_releases_lock(database: Database, folder: Path) -> None:
    await Migrations(database, folder).apply("0001")
    await write(database, "CREATE (:Probe {key: 'held'})")
    write_files(folder, V0002__First="MATCH (p:Probe {key: 'held'}) SET p.size = 3;\n")

    async with database.transaction() as holding:
        await holding.run(cypher("MATCH (p:Probe {key: 'held'}) SET p.size = 1"), {})
        running = asyncio.create_task(Migrations(database, folder).apply())
        assert await until(lambda: blocked(database))
        running.cancel()
        with pytest.raises(asyncio.CancelledError):
            await running

    assert await locks(database) == 0
    assert len(await Migrations(database, folder).apply()) == 2


async def test_killed_runner_is_completed(database: Database, folder: Path, server: ServerAddress) -> None:
    await Migrations(database, folder).apply("0001")
    await write(database, "CREATE (:Probe {key: 'held'})")
    write_files(folder, V0002__First=FIRST + "MATCH (p:Probe {key: 'held'}) SET p.size = 3;\n")
    place = (server.uri, server.username, server.password, server.database, str(folder))

    async with database.transaction(timeout=60) as holding:
        await holding.run(cypher("MATCH (p:Probe {key: 'held'}) SET p.size = 1"), {})
        runner = await asyncio.create_subprocess_exec(sys.executable, "-c", RUNNER, *place)
        assert await until(lambda: blocked(database))
        runner.kill()
        await runner.wait()
    left = await locks(database)
    done = await Migrations(database, folder).apply()

    assert left == 1
    assert [migration.version for migration in done] == ["0002", "0003"]
    assert await keys(database) == ["first", "held", "second"]
    assert await Migrations(database, folder).validate() == []
