"""A made-up portfolio: the same rows from the same seed, skewed links, every rule kept once it is loaded."""

import hashlib
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from api.cli import maintenance
from graph.errors import DuplicateKey, Misconfigured
from graph.model import MODEL
from graph.writing.bulk_insert import load
from seed.generate import Portfolio, fill_graph, generate_portfolio
from tests.seed.home import SMALL, Home

ROOT = Path(__file__).parents[2]
JOURNEYS = 12
DIGEST = "from tests.seed.test_generate import digest; print(digest(7))"


def digest(seed: int) -> str:
    """All rows of a portfolio in one number."""
    portfolio = generate_portfolio(MODEL, 3, seed)
    rows = [[kind.label, given] for kind, given in portfolio.nodes]
    rows += [[kind.type, given] for kind, given in portfolio.relationships]
    return hashlib.sha256(repr(rows).encode()).hexdigest()


def elsewhere(hash_seed: str) -> str:
    """The digest as another process computes it, in which sets and maps are ordered otherwise."""
    command = ["env", f"PYTHONHASHSEED={hash_seed}", sys.executable, "-c", DIGEST]
    ended = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True)
    return ended.stdout.strip()


def linked(portfolio: Portfolio, start: str, type: str) -> list[str]:
    """The ends of all links of a type, once for each link."""
    (rows,) = [rows for kind, rows in portfolio.relationships if (kind.start, kind.type) == (start, type)]
    return [row[1] for row in rows]


def told(text: str) -> None:
    """Nobody listens."""


def test_seed_gives_same_rows_everywhere() -> None:
    assert {elsewhere("1"), elsewhere("2")} == {digest(7)}


def test_another_seed_gives_other_rows() -> None:
    assert digest(7) != digest(8)


def test_portfolio_grows_with_journeys() -> None:
    portfolio = generate_portfolio(MODEL, JOURNEYS, 1)
    counts = {kind.label: len(rows) for kind, rows in portfolio.nodes}

    assert [counts[label] for label in ("Journey", "Phase", "Step")] == [
        JOURNEYS,
        JOURNEYS * 4,
        JOURNEYS * 20,
    ]
    assert [counts[label] for label in ("Opportunity", "Insight")] == [JOURNEYS * 15] * 2
    assert 200 < (portfolio.size - portfolio.records) / JOURNEYS < 350


def test_few_records_carry_many_links() -> None:
    portfolio = generate_portfolio(MODEL, 60, 1)

    for start, type in (("Quote", "SUPPORTS"), ("Solution", "DELIVERED_BY"), ("Step", "USES")):
        ends = linked(portfolio, start, type)
        busiest = sorted(Counter(ends).values(), reverse=True)
        assert sum(busiest[: len(busiest) // 5]) > len(ends) / 3


async def test_loaded_portfolio_keeps_every_rule(home: Home) -> None:
    heard: list[str] = []

    made = await fill_graph(home.database, MODEL, JOURNEYS, 1, heard.append)

    ((nodes,),) = await home.rows("MATCH (n) WHERE NOT n:__Neo4jMigration RETURN count(n)")
    ((links,),) = await home.rows("MATCH (n)-[l]->() WHERE NOT n:__Neo4jMigration RETURN count(l)")
    assert (nodes, links) == (made.records, made.size - made.records)
    assert heard[-1] == f"Loaded {made.size:,} of {made.size:,} rows"
    assert await maintenance.check(home.database) == []


async def test_loaded_portfolio_can_be_searched(home: Home) -> None:
    await fill_graph(home.database, MODEL, 2, 1, told)

    ((found,),) = await home.rows(
        "CALL db.index.fulltext.queryNodes('record_search', 'invoice') YIELD node RETURN count(node)"
    )
    assert found > 0


async def test_graphs_with_journeys_are_refused(home: Home) -> None:
    await home.seed(SMALL)
    before = await home.state()

    with pytest.raises(Misconfigured, match=r"holds journeys already.*`throughline db reset`"):
        await fill_graph(home.database, MODEL, 2, 1, told)

    assert await home.state() == before


async def test_refused_batches_raise_their_error(home: Home) -> None:
    portfolio = generate_portfolio(MODEL, 2, 1)
    twice = [portfolio.nodes[0], portfolio.nodes[0]]

    with pytest.raises(DuplicateKey):
        await load(home.database, twice, [])
