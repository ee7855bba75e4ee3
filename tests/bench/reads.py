"""The shapes of reading: the same answers by hand and over the API, in turn, compared first."""

from statistics import median

import orjson

from graph import cursors
from graph.database import Database
from tests.bench.host import PORT
from tests.bench.measure import Line, Processes, Taken, by_api, by_hand, round_of
from tests.bench.page import Found
from tests.bench.shapes import SHAPES, Samples, Shape
from tests.statements import cypher

HEADS = (
    "shape", "connections", "hand p50 ms", "API p50 ms", "p50 ratio", "hand p99 ms", "API p99 ms",
    "API: CPU ms", "by hand: Neo4j CPU ms", "API: Neo4j CPU ms",
)  # fmt: skip
FEW, MANY = 30, 200


async def measure(
    database: Database,
    processes: Processes,
    connections: list[int],
    rounds: int,
    seconds: float,
    only: str | None,
) -> Found:
    """Figures of every shape whose name holds `only`, at each number of connections."""
    found = Found("reads", HEADS)
    samples = await samples_of(database)
    for shape in SHAPES:
        if only and only not in shape.name:
            continue
        await _compare(shape, samples, database)
        for count in connections:
            hand, ours = Taken(), Taken()
            lines = [Line(PORT) for _ in range(count)]
            by_driver = by_hand(shape, shape.parameters(samples), database, count)
            over_http = by_api(shape, shape.variables(samples), lines)
            for _ in range(rounds):
                await round_of(by_driver, seconds, hand, processes)
                await round_of(over_http, seconds, ours, processes)
            for line in lines:
                line.close()
            found.rows.append([shape.name, str(count), *_figures(hand, ours)])
    return found


def _figures(hand: Taken, ours: Taken) -> list[str]:
    return [
        *(f"{value:.2f}" for value in (hand.p50, ours.p50, ours.p50 / hand.p50, hand.p99, ours.p99)),
        *(f"{1000 * median(values):.2f}" for values in (ours.api, hand.server, ours.server)),
    ]  # fmt: skip


async def _compare(shape: Shape, samples: Samples, database: Database) -> None:
    """Warm both ways, and end the run where an answer differs."""
    (ask,) = by_hand(shape, shape.parameters(samples), database, 1)
    line = Line(PORT)
    (ask_api,) = by_api(shape, shape.variables(samples), [line])
    for _ in range(FEW if shape.large else MANY):
        hand, ours = orjson.loads(await ask()), orjson.loads(await ask_api())
        if hand != ours:
            raise SystemExit(f"{shape.name}: the answers differ\n{str(hand)[:600]}\n{str(ours)[:600]}")
    line.close()


async def samples_of(database: Database) -> Samples:
    """Records of the portfolio to ask about: well linked ones, and a page far down."""
    (opportunity,) = await database.read(
        cypher(
            "MATCH (o:Opportunity)-[:ADDRESSES]->() WITH o, count(*) AS n "
            "ORDER BY n DESC, o.id SKIP 5 LIMIT 1 RETURN o.id"
        ),
        {},
    )
    (journey,) = await database.read(cypher("MATCH (j:Journey) RETURN j.id ORDER BY j.id LIMIT 1"), {})
    (team,) = await database.read(
        cypher(
            "MATCH (t:Team)<-[:OWNED_BY]-(:Opportunity) WITH t, count(*) AS n "
            "ORDER BY n DESC, t.id SKIP 2 LIMIT 1 RETURN t.id"
        ),
        {},
    )
    (open_ones,) = await database.read(
        cypher("MATCH (o:Opportunity {status: 'OPEN'}) WHERE o.value IS NOT NULL RETURN count(o)"), {}
    )
    value, identifier = await database.read(
        cypher(
            "MATCH (o:Opportunity {status: 'OPEN'}) WHERE o.value IS NOT NULL "
            "WITH o ORDER BY o.value DESC, o.id DESC SKIP $skipped LIMIT 1 RETURN o.value, o.id"
        ),
        {"skipped": 2 * open_ones // 3},
    )
    ids = await database.read(
        cypher("MATCH (o:Opportunity) WITH o ORDER BY o.id LIMIT 50 RETURN collect(o.id)"), {}
    )
    cursor = cursors.cursor_maker("Opportunity value down")([value, identifier])
    return Samples(opportunity, journey, team, (value, identifier), cursor, ids[0])
