"""A portfolio of any size for trials and benchmarks: skewed links, believable words, same seed same rows."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import Any

from graph.database import Database
from graph.errors import Misconfigured
from graph.ids import id_from_number, uuid7
from graph.schema import Entity, Model, Relationship
from graph.writing.bulk import await_search_index, holds_journeys
from graph.writing.bulk_insert import load

# 2026-01-01T00:00:00Z: a fixed moment, so that the same seed gives the same rows on any day.
_START = 1_767_225_600_000
_WHAT = ("Car", "Loan", "Insurance", "Service", "Charging", "Parking", "Repair", "Lease", "Licence", "Claim")
_DOING = (
    "Choosing",
    "Comparing",
    "Ordering",
    "Paying",
    "Using",
    "Changing",
    "Renewing",
    "Returning",
    "Selling",
)
_STAGES = ("Explore", "Decide", "Use", "Renew")
_ACTS = (
    "Look for",
    "Ask about",
    "Compare",
    "Fill in",
    "Confirm",
    "Wait for",
    "Pay for",
    "Check",
    "Complain about",
)
_TROUBLE = ("Unclear", "Slow", "Missing", "Doubled", "Late", "Wrong", "Hidden", "Lost", "Confusing")
_THINGS = ("price", "form", "offer", "contract", "invoice", "appointment", "answer", "status", "document")


@dataclass(slots=True)
class Portfolio:
    """Rows of nodes by entity, and rows of relationships, ready to load."""

    nodes: list[tuple[Entity, list[dict[str, Any]]]] = field(default_factory=list[Any])
    relationships: list[tuple[Relationship, list[list[Any]]]] = field(default_factory=list[Any])

    @property
    def records(self) -> int:
        """How many of its rows are nodes."""
        return sum(len(rows) for _, rows in self.nodes)

    @property
    def size(self) -> int:
        """How many rows there are to load."""
        return self.records + sum(len(rows) for _, rows in self.relationships)


class _Maker:
    """Draws rows; everything random comes from the one seeded source."""

    def __init__(self, model: Model, seed: int) -> None:
        self.model = model
        self.random = Random(seed)
        self.portfolio = Portfolio()
        self._clock = _START

    def nodes(self, label: str, count: int, properties: Iterable[dict[str, Any]]) -> list[str]:
        """Makes records of a kind; their ids."""
        entity = self.model[label]
        defaults = {
            item.name: str(item.default) if item.enum else item.default
            for item in entity.writable_properties
            if item.default is not None
        }
        stamped = [item.name for item in entity.properties.values() if item.facts.stamps]
        rows: list[dict[str, Any]] = []
        for _, given in zip(range(count), properties, strict=False):
            self._clock += 1
            identifier = id_from_number(entity.prefix, uuid7(self._clock, self.random.getrandbits(74)))
            stamps = dict.fromkeys(("createdAt", "updatedAt", *stamped), self._clock)
            rows.append({**defaults, **given, **stamps, "id": identifier, "version": 1})
        self.portfolio.nodes.append((entity, rows))
        return [row["id"] for row in rows]

    def links(self, start: str, name: str, pairs: Iterable[Sequence[Any]]) -> None:
        """Makes links of a field, each pair once; a pair may carry properties."""
        (relationship,) = self.model[start].links[name].relationships
        found: dict[tuple[str, str], list[Any]] = {}
        for one, other, *properties in pairs:
            if one != other:
                found.setdefault((one, other), [one, other, properties[0] if properties else {}])
        self.portfolio.relationships.append((relationship, list(found.values())))

    def skewed(self, items: Sequence[str]) -> str:
        """One of the items; the first ones come up far more often."""
        return items[int(len(items) * self.random.random() ** 2.5)]

    def several(self, items: Sequence[str], mean: float) -> list[str]:
        """Some of the items, skewed; fewer than `mean` of them on average."""
        count = int(self.random.expovariate(1 / mean))
        return [self.skewed(items) for _ in range(min(count, len(items)))]

    def spread(self, items: Sequence[str], mean: float) -> list[str]:
        """At least one of the items and at most 40, evenly drawn."""
        count = 1 + int(self.random.expovariate(1 / mean))
        return [self.random.choice(items) for _ in range(min(count, 40))]

    def words(self, first: Sequence[str], second: Sequence[str]) -> Iterator[str]:
        """Names without end, numbered so that people can tell them apart."""
        number = 0
        while True:
            number += 1
            yield f"{self.random.choice(first)} {self.random.choice(second)} {number}"


async def fill(
    database: Database, model: Model, journeys: int, seed: int, tell: Callable[[str], None]
) -> Portfolio:
    """Generate a portfolio and load it into a graph that holds no journeys; what was loaded.

    In batches, so one that is interrupted stays in part. `tell` hears how far it is. Raises Misconfigured.
    """
    if await holds_journeys(database.rows):
        raise Misconfigured(
            "The graph holds journeys already, and a generated portfolio goes into one without. "
            "Name another home in THROUGHLINE_HOME, or delete everything with `throughline db reset`."
        )
    tell("Generating")
    portfolio = generate(model, journeys, seed)
    done = 0

    def count(rows: int) -> None:
        nonlocal done
        done += rows
        tell(f"Loaded {done:,} of {portfolio.size:,} rows")

    await load(database, portfolio.nodes, portfolio.relationships, count)
    await await_search_index(database)
    return portfolio


def generate(model: Model, journeys: int, seed: int, opportunities: int | None = None) -> Portfolio:
    """The rows of a portfolio: for each journey 20 steps, 15 opportunities and about 250 links.

    Journeys come first, so that a graph into which only a part was loaded is known by them.
    """
    maker = _Maker(model, seed)
    maps = maker.nodes("Journey", journeys, _journeys(maker))
    steps = _structure(maker, maps)
    teams = maker.nodes("Team", max(3, journeys // 10), _named(maker, _THINGS, ("team",)))
    goals = maker.nodes("Goal", max(4, journeys // 10), _named(maker, ("Fewer", "Faster", "Better"), _THINGS))
    wanted = opportunities or journeys * 15
    found = maker.nodes("Opportunity", wanted, _opportunities(maker))
    solutions = maker.nodes("Solution", wanted // 2, _solutions(maker))
    tags = maker.nodes("Tag", 30, _named(maker, _THINGS, _WHAT))
    for start, records in zip(
        ("Journey", "Opportunity", "Solution", "Goal"), (maps, found, solutions, goals), strict=True
    ):
        owned = [one for one in records if maker.random.random() < 0.8]
        maker.links(start, "team", ((one, maker.skewed(teams)) for one in owned))
        maker.links(start, "tags", ((one, it) for one in records for it in maker.several(tags, 1)))
    maker.links("Opportunity", "steps", ((one, it) for one in found for it in maker.spread(steps, 2.7)))
    maker.links("Opportunity", "goals", ((one, it) for one in found for it in maker.several(goals, 1)))
    maker.links(
        "Solution", "opportunities", ((one, it) for one in solutions for it in maker.spread(found, 1.6))
    )
    maker.links("Solution", "steps", ((one, it) for one in solutions for it in maker.several(steps, 1)))
    maker.links("Solution", "deliveryTeams", ((one, maker.skewed(teams)) for one in solutions))
    _surroundings(maker, steps, journeys)
    _research(maker, maps, steps, found)
    _measurements(maker, steps, journeys)
    return maker.portfolio


def _surroundings(maker: _Maker, steps: Sequence[str], journeys: int) -> None:
    """What steps use, and the channels of that."""
    channels = maker.nodes("Channel", 8, _named(maker, ("Phone", "Web", "Shop", "Mail"), ("channel",)))
    touchpoints = maker.nodes("Touchpoint", journeys * 3, _named(maker, _THINGS, ("page", "desk", "letter")))
    maker.links("Step", "touchpoints", ((one, it) for one in steps for it in maker.several(touchpoints, 1.5)))
    maker.links("Touchpoint", "channels", ((one, maker.skewed(channels)) for one in touchpoints))


def _research(maker: _Maker, maps: Sequence[str], steps: Sequence[str], found: Sequence[str]) -> None:
    """Who walks the journeys, what is known about them and from where: as many insights as opportunities."""
    personas = maker.nodes("Persona", max(3, len(maps) // 20), _named(maker, _DOING, ("driver", "buyer")))
    sources = maker.nodes("Source", max(5, len(maps) // 4), _sources(maker))
    insights = maker.nodes("Insight", len(found), _insights(maker))
    texts = ({"text": text} for text in maker.words(_TROUBLE, _THINGS))
    quotes = maker.nodes("Quote", len(found) * 2, texts)
    maker.links("Journey", "personas", ((one, it) for one in maps for it in maker.several(personas, 2)))
    maker.links("Insight", "steps", ((one, it) for one in insights for it in maker.spread(steps, 1.5)))
    maker.links("Insight", "personas", ((one, it) for one in insights for it in maker.several(personas, 1)))
    maker.links(
        "Insight", "opportunities", ((one, it) for one in insights for it in maker.several(found, 1.2))
    )
    maker.links("Quote", "insights", ((one, maker.skewed(insights)) for one in quotes))
    maker.links("Quote", "source", ((one, maker.skewed(sources)) for one in quotes))


def _named(maker: _Maker, first: Sequence[str], second: Sequence[str]) -> Iterator[dict[str, Any]]:
    return ({"name": name} for name in maker.words(first, second))


def _sources(maker: _Maker) -> Iterator[dict[str, Any]]:
    kinds = ("WORKSHOP", "INTERVIEW", "SURVEY", "SUPPORT_LOG", "REVIEW")
    return ({"name": name, "kind": maker.random.choice(kinds)} for name in maker.words(_DOING, _WHAT))


def _journeys(maker: _Maker) -> Iterator[dict[str, Any]]:
    for name in maker.words(_DOING, _WHAT):
        yield {
            "name": name,
            "level": maker.random.randrange(5),
            "frequencyPerYear": float(maker.random.randrange(50_000)),
        }


def _structure(maker: _Maker, journeys: Sequence[str]) -> list[str]:
    """Four phases of five steps in each journey; ids of the steps."""
    stages = ({"name": _STAGES[place % 4], "position": place % 4} for place in range(4 * len(journeys)))
    phases = maker.nodes("Phase", 4 * len(journeys), stages)
    names = maker.words(_ACTS, _THINGS)
    acts = ({"name": next(names), "position": place % 5} for place in range(20 * len(journeys)))
    steps = maker.nodes("Step", 20 * len(journeys), acts)
    maker.links("Journey", "phases", ((journeys[place // 4], phase) for place, phase in enumerate(phases)))
    maker.links("Phase", "steps", ((phases[place // 5], step) for place, step in enumerate(steps)))
    return steps


def _opportunities(maker: _Maker) -> Iterator[dict[str, Any]]:
    statuses = ("OPEN", "OPEN", "OPEN", "IN_PROGRESS", "SOLVED", "DISMISSED")
    for name in maker.words(_TROUBLE, _THINGS):
        row: dict[str, Any] = {"name": name, "status": maker.random.choice(statuses)}
        if maker.random.random() < 0.85:
            customer, business = round(100 * maker.random.random(), 1), round(100 * maker.random.random(), 1)
            row |= {"customerValue": customer, "businessValue": business, "value": (customer + business) / 2}
            row["effort"] = round(5 * maker.random.random(), 1)
        yield row


def _insights(maker: _Maker) -> Iterator[dict[str, Any]]:
    for name in maker.words(_TROUBLE, _THINGS):
        yield {
            "name": name,
            "kind": maker.random.choice(("PAIN", "GAIN", "NEED")),
            "voice": maker.random.choice(("VOC", "VOC", "VOB", "VOE")),
            "impact": float(maker.random.randrange(-2, 3)),
            "weight": float(maker.random.randrange(10, 101)),
        }


def _solutions(maker: _Maker) -> Iterator[dict[str, Any]]:
    statuses = ("IDEA", "PLANNED", "IN_PROGRESS", "LAUNCHED", "CANCELLED")
    for name in maker.words(("New", "Simpler", "Digital", "Shared"), _THINGS):
        yield {
            "name": name,
            "status": maker.random.choice(statuses),
            "cost": float(maker.random.randrange(90_000)),
            "currency": "EUR",
        }


def _metrics(maker: _Maker) -> Iterator[dict[str, Any]]:
    for name in maker.words(("Satisfaction", "Effort", "Share"), _THINGS):
        yield {"name": name, "method": "CSAT_MEAN", "direction": "UP", "target": 4.0}


def _measurements(maker: _Maker, steps: Sequence[str], count: int) -> None:
    """Metrics at steps, each with a value for every month of 2025."""
    metrics = maker.nodes("Metric", count, _metrics(maker))
    maker.links("Metric", "steps", ((one, maker.skewed(steps)) for one in metrics))
    months = [(date(2025, month, 1), _last_day(2025, month)) for month in range(1, 13)]
    rows = (
        {
            "startsOn": str(first),
            "endsOn": str(last),
            "value": round(2 + 3 * maker.random.random(), 2),
            "sampleSize": maker.random.randrange(20, 400),
        }
        for _ in metrics
        for first, last in months
    )
    values = maker.nodes("Measurement", 12 * count, rows)
    maker.links("Measurement", "metric", ((one, metrics[place // 12]) for place, one in enumerate(values)))


def _last_day(year: int, month: int) -> date:
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
