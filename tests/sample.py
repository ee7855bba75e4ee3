"""The sample in an empty database: seeded by the first test of a run that asks, copied for the others."""

import os
import pickle
from pathlib import Path
from typing import Any, LiteralString

import pytest

from graph.database import Database, Transaction
from graph.model import MODEL
from graph.writing.bulk import await_search_index
from seed.sample import seed_sample
from tests.statements import cypher

RECORDS: LiteralString = """\
MATCH (n) WHERE n.id IS NOT NULL RETURN elementId(n), labels(n)[0], properties(n)"""
LINKS: LiteralString = """\
MATCH (a)-[l]->(b) WHERE a.id IS NOT NULL RETURN elementId(a), elementId(b), type(l), properties(l)"""
CREATE_RECORDS: LiteralString = """\
UNWIND $rows AS row
CREATE (n:$(row[1]))
SET n = row[2]
RETURN elementId(n)"""
CREATE_LINKS: LiteralString = """\
UNWIND $rows AS row
MATCH (a) WHERE elementId(a) = row[0]
MATCH (b) WHERE elementId(b) = row[1]
CREATE (a)-[l:$(row[2])]->(b)
SET l = row[3]"""
Rows = list[list[Any]]


async def bring_in(database: Database, folders: pytest.TempPathFactory) -> None:
    """Bring the sample in; a search finds it then."""
    kept = _kept(folders)
    if kept.exists():
        await _copied(database, *pickle.loads(kept.read_bytes()))
    else:
        assert (await seed_sample(database, MODEL)).problems == []
        await keep(database, folders)


async def keep(database: Database, folders: pytest.TempPathFactory) -> None:
    """Remember what is in a database that holds the sample alone, for every worker of this run."""
    rows = (await database.rows(cypher(RECORDS), {}), await database.rows(cypher(LINKS), {}))
    part = _kept(folders).with_suffix(f".{os.getpid()}")
    part.write_bytes(pickle.dumps(rows))
    part.replace(_kept(folders))


def _kept(folders: pytest.TempPathFactory) -> Path:
    """One file for all workers of a run: each has a folder of its own beside those of the others."""
    base = folders.getbasetemp()
    return (base.parent if base.name.startswith("popen-") else base) / "sample.pickle"


async def _copied(database: Database, records: Rows, links: Rows) -> None:
    async def work(transaction: Transaction) -> None:
        made = await transaction.run(cypher(CREATE_RECORDS), {"rows": records})
        now = {row[0]: place for row, (place,) in zip(records, made, strict=True)}
        rows = [[now[start], now[end], *rest] for start, end, *rest in links]
        await transaction.run(cypher(CREATE_LINKS), {"rows": rows})

    await database.write(work, timeout=60)
    await await_search_index(database)
