"""A portfolio of any size for trials and benchmarks: skewed links, believable words, same seed same rows."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import Any

from graph.database import Database
from graph.entities import Entity, Model, Relationship
from graph.errors import Misconfigured
from graph.ids import id_from_number, uuid7
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

    def add_nodes(self, label: str, count: int, properties: Iterable[dict[str, Any]]) -> list[str]:
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

    def add_links(self, start: str, name: str, pairs: Iterable[Sequence[Any]]) -> None:
        """Makes links of a field, each pair once; a pair may carry properties."""
        (relationship,) = self.model[start].links[name].relationships
        found: dict[tuple[str, str], list[Any]] = {}
        for one, other, *properties in pairs:
            if one != other:
                found.setdefault((one, other), [one, other, properties[0] if properties else {}])
        self.portfolio.relationships.append((relationship, list(found.values())))

    def pick_skewed(self, items: Sequence[str]) -> str:
        """One of the items; the first ones come up far more often."""
        return items[int(len(items) * self.random.random() ** 2.5)]

    def pick_several(self, items: Sequence[str], mean: float) -> list[str]:
        """Some of the items, skewed; fewer than `mean` of them on average."""
        count = int(self.random.expovariate(1 / mean))
        return [self.pick_skewed(items) for _ in range(min(count, len(items)))]

    def pick_spread(self, items: Sequence[str], mean: float) -> list[str]:
        """At least one of the items and at most 40, evenly drawn."""
        count = 1 + int(self.random.expovariate(1 / mean))
        return [self.random.choice(items) for _ in range(min(count, 40))]

    def numbered_names(self, first: Sequence[str], second: Sequence[str]) -> Iterator[str]:
        """Names without end, numbered so that people can tell them apart."""
        number = 0
        while True:
            number += 1
            yield f"{self.random.choice(first)} {self.random.choice(second)} {number}"


async def fill_graph(
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
    portfolio = generate_portfolio(model, journeys, seed)
    done = 0

    def count(rows: int) -> None:
        nonlocal done
        done += rows
        tell(f"Loaded {done:,} of {portfolio.size:,} rows")

    await load(database, portfolio.nodes, portfolio.relationships, count)
    await await_search_index(database)
    return portfolio


def generate_portfolio(model: Model, journeys: int, seed: int, opportunities: int | None = None) -> Portfolio:
    """The rows of a portfolio: for each journey 20 steps, 15 opportunities and about 250 links.

    Journeys come first, so that a graph into which only a part was loaded is known by them.
    """
    maker = _Maker(model, seed)
    maps = maker.add_nodes("Journey", journeys, _journeys(maker))
    steps = _structure(maker, maps)
    teams = maker.add_nodes("Team", max(3, journeys // 10), _named_rows(maker, _THINGS, ("team",)))
    goals = maker.add_nodes(
        "Goal", max(4, journeys // 10), _named_rows(maker, ("Fewer", "Faster", "Better"), _THINGS)
    )
    wanted = opportunities or journeys * 15
    found = maker.add_nodes("Opportunity", wanted, _opportunities(maker))
    solutions = maker.add_nodes("Solution", wanted // 2, _solutions(maker))
    _responsibility(
        maker, {"Journey": maps, "Opportunity": found, "Solution": solutions, "Goal": goals}, teams
    )
    maker.add_links(
        "Opportunity", "steps", ((one, it) for one in found for it in maker.pick_spread(steps, 2.7))
    )
    maker.add_links(
        "Opportunity", "goals", ((one, it) for one in found for it in maker.pick_several(goals, 1))
    )
    maker.add_links(
        "Solution", "opportunities", ((one, it) for one in solutions for it in maker.pick_spread(found, 1.6))
    )
    maker.add_links(
        "Solution", "steps", ((one, it) for one in solutions for it in maker.pick_several(steps, 1))
    )
    maker.add_links("Solution", "deliveryTeams", ((one, maker.pick_skewed(teams)) for one in solutions))
    _surroundings(maker, steps, journeys)
    _research(maker, maps, steps, found)
    _measurements(maker, steps, journeys)
    return maker.portfolio


def _responsibility(maker: _Maker, records: Mapping[str, Sequence[str]], teams: Sequence[str]) -> None:
    """The teams that own most of the records, and the tags of all."""
    tags = maker.add_nodes("Tag", 30, _named_rows(maker, _THINGS, _WHAT))
    for start, ids in records.items():
        owned = [one for one in ids if maker.random.random() < 0.8]
        maker.add_links(start, "team", ((one, maker.pick_skewed(teams)) for one in owned))
        maker.add_links(start, "tags", ((one, it) for one in ids for it in maker.pick_several(tags, 1)))


def _surroundings(maker: _Maker, steps: Sequence[str], journeys: int) -> None:
    """What steps use, and the channels of that."""
    channels = maker.add_nodes(
        "Channel", 8, _named_rows(maker, ("Phone", "Web", "Shop", "Mail"), ("channel",))
    )
    touchpoints = maker.add_nodes(
        "Touchpoint", journeys * 3, _named_rows(maker, _THINGS, ("page", "desk", "letter"))
    )
    maker.add_links(
        "Step", "touchpoints", ((one, it) for one in steps for it in maker.pick_several(touchpoints, 1.5))
    )
    maker.add_links("Touchpoint", "channels", ((one, maker.pick_skewed(channels)) for one in touchpoints))


def _research(maker: _Maker, maps: Sequence[str], steps: Sequence[str], found: Sequence[str]) -> None:
    """Who walks the journeys, what is known about them and from where: as many insights as opportunities."""
    personas = maker.add_nodes(
        "Persona", max(3, len(maps) // 20), _named_rows(maker, _DOING, ("driver", "buyer"))
    )
    sources = maker.add_nodes("Source", max(5, len(maps) // 4), _sources(maker))
    insights = maker.add_nodes("Insight", len(found), _insights(maker))
    texts = ({"text": text} for text in maker.numbered_names(_TROUBLE, _THINGS))
    quotes = maker.add_nodes("Quote", len(found) * 2, texts)
    maker.add_links(
        "Journey", "personas", ((one, it) for one in maps for it in maker.pick_several(personas, 2))
    )
    maker.add_links(
        "Insight", "steps", ((one, it) for one in insights for it in maker.pick_spread(steps, 1.5))
    )
    maker.add_links(
        "Insight", "personas", ((one, it) for one in insights for it in maker.pick_several(personas, 1))
    )
    maker.add_links(
        "Insight", "opportunities", ((one, it) for one in insights for it in maker.pick_several(found, 1.2))
    )
    maker.add_links("Quote", "insights", ((one, maker.pick_skewed(insights)) for one in quotes))
    maker.add_links("Quote", "source", ((one, maker.pick_skewed(sources)) for one in quotes))


def _named_rows(maker: _Maker, first: Sequence[str], second: Sequence[str]) -> Iterator[dict[str, Any]]:
    return ({"name": name} for name in maker.numbered_names(first, second))


def _sources(maker: _Maker) -> Iterator[dict[str, Any]]:
    kinds = ("WORKSHOP", "INTERVIEW", "SURVEY", "SUPPORT_LOG", "REVIEW")
    return (
        {"name": name, "kind": maker.random.choice(kinds)} for name in maker.numbered_names(_DOING, _WHAT)
    )


def _journeys(maker: _Maker) -> Iterator[dict[str, Any]]:
    for name in maker.numbered_names(_DOING, _WHAT):
        yield {
            "name": name,
            "level": maker.random.randrange(5),
            "frequencyPerYear": float(maker.random.randrange(50_000)),
        }


def _structure(maker: _Maker, journeys: Sequence[str]) -> list[str]:
    """Four phases of five steps in each journey; ids of the steps."""
    stages = ({"name": _STAGES[place % 4], "position": place % 4} for place in range(4 * len(journeys)))
    phases = maker.add_nodes("Phase", 4 * len(journeys), stages)
    names = maker.numbered_names(_ACTS, _THINGS)
    acts = ({"name": next(names), "position": place % 5} for place in range(20 * len(journeys)))
    steps = maker.add_nodes("Step", 20 * len(journeys), acts)
    maker.add_links(
        "Journey", "phases", ((journeys[place // 4], phase) for place, phase in enumerate(phases))
    )
    maker.add_links("Phase", "steps", ((phases[place // 5], step) for place, step in enumerate(steps)))
    return steps


def _opportunities(maker: _Maker) -> Iterator[dict[str, Any]]:
    statuses = ("OPEN", "OPEN", "OPEN", "IN_PROGRESS", "SOLVED", "DISMISSED")
    for name in maker.numbered_names(_TROUBLE, _THINGS):
        row: dict[str, Any] = {"name": name, "status": maker.random.choice(statuses)}
        if maker.random.random() < 0.85:
            customer, business = round(100 * maker.random.random(), 1), round(100 * maker.random.random(), 1)
            row |= {"customerValue": customer, "businessValue": business, "value": (customer + business) / 2}
            row["effort"] = round(5 * maker.random.random(), 1)
        yield row


def _insights(maker: _Maker) -> Iterator[dict[str, Any]]:
    for name in maker.numbered_names(_TROUBLE, _THINGS):
        yield {
            "name": name,
            "kind": maker.random.choice(("PAIN", "GAIN", "NEED")),
            "voice": maker.random.choice(("VOC", "VOC", "VOB", "VOE")),
            "impact": float(maker.random.randrange(-2, 3)),
            "weight": float(maker.random.randrange(10, 101)),
        }


def _solutions(maker: _Maker) -> Iterator[dict[str, Any]]:
    statuses = ("IDEA", "PLANNED", "IN_PROGRESS", "LAUNCHED", "CANCELLED")
    for name in maker.numbered_names(("New", "Simpler", "Digital", "Shared"), _THINGS):
        yield {
            "name": name,
            "status": maker.random.choice(statuses),
            "cost": float(maker.random.randrange(90_000)),
            "currency": "EUR",
        }


def _metrics(maker: _Maker) -> Iterator[dict[str, Any]]:
    for name in maker.numbered_names(("Satisfaction", "Effort", "Share"), _THINGS):
        yield {"name": name, "method": "CSAT_MEAN", "direction": "UP", "target": 4.0}


def _measurements(maker: _Maker, steps: Sequence[str], count: int) -> None:
    """Metrics at steps, each with a value for every month of 2025."""
    metrics = maker.add_nodes("Metric", count, _metrics(maker))
    maker.add_links("Metric", "steps", ((one, maker.pick_skewed(steps)) for one in metrics))
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
    values = maker.add_nodes("Measurement", 12 * count, rows)
    maker.add_links(
        "Measurement", "metric", ((one, metrics[place // 12]) for place, one in enumerate(values))
    )


def _last_day(year: int, month: int) -> date:
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
