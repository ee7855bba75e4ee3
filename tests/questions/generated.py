"""Small portfolios at random: shared steps, nulls, cycles, totals beside parts, work in every state."""

from calendar import monthrange
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any

from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from graph.database import Database
from graph.ids import id_from_number
from graph.model import MODEL
from graph.writing.bulk_insert import load
from tests.api.portfolio import PREFIXES
from tests.api.records import DEFAULTS
from tests.questions.formulas import value
from tests.questions.portfolio import Link, Portfolio, day

# So many of each kind at most, from none on.
MOST: Mapping[str, int] = {
    **{"Team": 3, "Persona": 2, "Channel": 3, "Touchpoint": 3, "Segment": 2, "Competitor": 2, "Source": 4},
    **{"Journey": 4, "Phase": 7, "Step": 12, "Goal": 7, "Opportunity": 7, "Solution": 8, "Insight": 10},
    **{"Quote": 8, "Metric": 6, "Measurement": 120},
}
# Links without a rule of their own: start, type, end, and how likely each pair is.
LOOSE: Sequence[tuple[str, str, str, float]] = [
    ("Step", "LEADS_TO", "Step", 0.12),
    ("Step", "REPLACES", "Step", 0.05),
    ("Journey", "WALKED_BY", "Persona", 0.4),
    ("Journey", "SUPPORTED_BY", "Team", 0.2),
    ("Step", "USES", "Touchpoint", 0.3),
    ("Step", "THROUGH", "Channel", 0.2),
    ("Touchpoint", "THROUGH", "Channel", 0.3),
    ("Insight", "OBSERVED_AT", "Step", 0.2),
    ("Insight", "FELT_BY", "Persona", 0.4),
    ("Insight", "INTERPRETS", "Insight", 0.05),
    ("Quote", "SUPPORTS", "Insight", 0.2),
    ("Insight", "REVEALS", "Opportunity", 0.25),
    ("Opportunity", "ADDRESSES", "Step", 0.2),
    ("Solution", "RESOLVES", "Opportunity", 0.2),
    ("Solution", "CHANGES", "Step", 0.1),
    ("Solution", "DEPENDS_ON", "Solution", 0.1),
    ("Solution", "DELIVERED_BY", "Team", 0.5),
    ("Opportunity", "CONTRIBUTES_TO", "Goal", 0.2),
    ("Solution", "CONTRIBUTES_TO", "Goal", 0.15),
    *(("Metric", "MEASURES", end, 0.1) for end in ("Journey", "Step", "Goal", "Touchpoint")),
]
# Links of which a record has one at most, and how likely it has it.
SINGLE: Sequence[tuple[str, str, str, float]] = [
    *((start, "OWNED_BY", "Team", 0.5) for start in ("Journey", "Step", "Opportunity", "Solution", "Goal")),
    ("Quote", "SAID_IN", "Source", 0.8),
    ("Measurement", "REGARDING", "Competitor", 0.1),
]
NAMES = ("Ask", "Leave", "Pay", "Sign", "Wait", "wait")
# What measurements of one metric state beside competitors: the ways a whole is cut, the whole among them.
CUTS: Sequence[tuple[str, ...]] = [
    *((), (), ("AT",), ("AT",), ("AT",), ("VIA",), ("VIA",), ("AMONG",)),
    *(("AT", "VIA"), ("AT", "VIA"), ("AT", "AMONG"), ("AT", "VIA", "AMONG")),
]
DIMENSIONS: Mapping[str, str] = {"AT": "Step", "VIA": "Channel", "AMONG": "Segment"}
# The months of measurements: around the launches, and a year before.
MONTHS = [
    *(date(2025, month, 1) for month in (1, 2, 3, 10, 11, 12)),
    *(date(2026, month, 1) for month in (1, 2, 3, 4)),
]


def drawn(count: int) -> list[Portfolio]:
    """So many portfolios that Hypothesis draws, the same in each run, with no id in common; some are full."""
    found: list[Portfolio] = []
    least = {"Journey": 1}
    sizes = st.fixed_dictionaries({n: st.integers(least.get(n, 0), most) for n, most in MOST.items()})

    @settings(max_examples=count, phases=[Phase.generate], database=None)
    @given(st.randoms(use_true_random=True), st.one_of(st.just(MOST), sizes))
    def draw(random: Random, sizes: Mapping[str, int]) -> None:
        found.append(_Maker(random, sizes, 1_000 * len(found)).made())

    draw()
    return found


@dataclass
class _Maker:
    """Makes one portfolio."""

    random: Random
    sizes: Mapping[str, int]
    offset: int
    records: dict[str, dict[str, Any]] = field(default_factory=dict[str, dict[str, Any]])
    ids: dict[str, list[str]] = field(default_factory=dict[str, list[str]])
    links: list[Link] = field(default_factory=list[Link])

    def made(self) -> Portfolio:
        """The portfolio: records first, then what they are linked to."""
        for label, number in self.sizes.items():
            self.ids[label] = [
                id_from_number(PREFIXES[label], self.offset + place) for place in range(number)
            ]
            for id in self.ids[label]:
                given = getattr(self, f"_{label.lower()}", dict[str, Any])()
                named = {} if label in ("Quote", "Measurement") else {"name": self._any(*NAMES)}
                self.records[id] = {"label": label, "id": id, **named, **given}
        self._parts("Journey", "HAS_PHASE", "Phase")
        self._parts("Phase", "HAS_STEP", "Step")
        self._trees()
        for start, type, end, chance in LOOSE:
            for one in self.ids[start]:
                self._join(type, one, (other for other in self.ids[end] if other != one and self._is(chance)))
        for start, type, end, chance in SINGLE:
            for one in self.ids[start] if self.ids[end] else ():
                self._join(type, one, [self._any(*self.ids[end])] if self._is(chance) else [])
        return Portfolio(self.records, self.links)

    def _is(self, chance: float) -> bool:
        return self.random.random() < chance

    def _any(self, *choices: Any) -> Any:
        return self.random.choice(choices)

    def _perhaps(self, *choices: Any) -> Any:
        return self._any(*choices) if self._is(0.7) else None

    def _join(self, type: str, start: str, ends: Iterable[str]) -> None:
        self.links += [Link(type, start, end, {}) for end in ends]

    def _parts(self, owner: str, type: str, part: str) -> None:
        """Give every part one owner; parts of nobody are left out, and some owners stay empty."""
        owners = self.ids[owner]
        if not owners:
            self.ids[part], gone = [], set(self.ids[part])
            self.records = {id: record for id, record in self.records.items() if id not in gone}
        numbers = dict.fromkeys(owners, 0)
        for id in self.ids[part]:
            above = self._any(*owners)
            self.records[id]["position"] = numbers[above]
            numbers[above] += 1
            self._join(type, above, [id])

    def _trees(self) -> None:
        """What must have no cycle: parents, journeys that detail steps, metrics of measurements."""
        for label in ("Goal", "Opportunity"):
            for place, id in enumerate(self.ids[label]):
                self._join(
                    "PART_OF", id, [self._any(*self.ids[label][:place])] if place and self._is(0.5) else []
                )
        journeys = self.ids["Journey"]
        home = {link.end: link.start for link in self.links if link.type in ("HAS_PHASE", "HAS_STEP")}
        for step in self.ids["Step"]:
            later = journeys[journeys.index(home[home[step]]) + 1 :]
            self._join("DETAILED_BY", step, [id for id in later if self._is(0.25)])
        if not self.ids["Metric"]:
            self.records = {id: r for id, r in self.records.items() if r["label"] != "Measurement"}
            self.ids["Measurement"] = []
        for id in self.ids["Measurement"]:
            metric = self._any(*self.ids["Metric"])
            self._join("OF", id, [metric])
            self.records[id] |= self._counted(self.records[metric]["method"])
            if self.ids["Metric"].index(metric) % 3 == 0 and self.ids["Step"]:
                self._weekly(id)
            else:
                self._cut(id, metric)

    def _weekly(self, measurement: str) -> None:
        """Let a measurement be of a week at the first step: some metrics fill both sides of a launch."""
        start, record = self._any(*MONTHS[4:]) + timedelta(self._any(0, 7, 14, 21)), self.records[measurement]
        record |= {"startsOn": start, "endsOn": start + timedelta(6)}
        if record.get("value") is not None and start.year == 2026 and start.month > 1:
            record["value"] += 40.0
        self._join("AT", measurement, self.ids["Step"][:1])
        self._join("VIA", measurement, self.ids["Channel"][:1] if self._is(0.3) else [])

    def _cut(self, measurement: str, metric: str) -> None:
        """Let a measurement state some dimensions: of the steps a few for each metric, so that cells meet."""
        for type in self._any(*CUTS):
            ends = self.ids[DIMENSIONS[type]]
            if type == "AT" and ends:
                first = self.ids["Metric"].index(metric) % len(ends)
                ends = (ends + ends)[first : first + 3]
            self._join(type, measurement, [self._any(*ends)] if ends else [])

    # Properties, kind by kind.

    def _journey(self) -> dict[str, Any]:
        money = self._money("unitCost", 2.5, 12.0)
        return {"frequencyPerYear": self._perhaps(0.0, 1_200.0, 50_000.0), **money}

    def _step(self) -> dict[str, Any]:
        return {
            "description": self._perhaps("As before."),
            "moment": self._perhaps("BEFORE", "DURING"),
            "layer": self._any("CUSTOMER", "BACKSTAGE"),
            "momentOfTruth": self._any(True, False),
            "expectedExperience": self._perhaps(-1.0, 0.0, 1.5),
        }

    def _channel(self) -> dict[str, Any]:
        return self._money("contactCost", 0.0, 0.35, 6.0)

    def _source(self) -> dict[str, Any]:
        return {"kind": self._perhaps("SURVEY", "INTERVIEW", "REVIEW", "WORKSHOP")}

    def _goal(self) -> dict[str, Any]:
        status = self._any("OPEN", "IN_PROGRESS", "REACHED", "DROPPED")
        return {"status": status, "progressOverride": self._any(None, None, None, 0.0, 0.3)}

    def _opportunity(self) -> dict[str, Any]:
        return {
            "status": self._any("OPEN", "OPEN", "IN_PROGRESS", "SOLVED", "DISMISSED"),
            "customerValue": self._perhaps(0.0, 40.0, 90.0, 100.0),
            "businessValue": self._perhaps(0.0, 10.0, 60.0),
            "effort": self._perhaps(0.0, 0.2, 2.5, 4.0),
            "progressOverride": self._any(None, None, None, None, 0.9),
        }

    def _solution(self) -> dict[str, Any]:
        return {
            "status": self._any("IDEA", "PLANNED", "IN_PROGRESS", "LAUNCHED", "LAUNCHED", "CANCELLED"),
            "launchedOn": self._perhaps(date(2026, 3, 1), date(2026, 1, 31), date(2025, 12, 15)),
            "currency": self._any("EUR", "EUR", "EUR", "USD", "USD", None),
            "cost": self._perhaps(0.0, 1_000.0, 25_000.5),
            "expectedValue": self._perhaps(0.0, 2_000.0, 60_000.0),
            "realisedValue": self._any(None, None, -500.0, 0.0, 41_000.25),
        }

    def _insight(self) -> dict[str, Any]:
        return {
            "impact": self._perhaps(-2.0, -0.5, 0.0, 1.0, 2.0),
            "weight": self._any(100.0, 100.0, 50.0, 12.5, 0.0),
            "status": self._any("NEW", "CONFIRMED", "CONFIRMED", "DISMISSED"),
            "voice": self._perhaps("VOC", "VOB", "VOA"),
            "basis": self._perhaps("DATA", "OPINION"),
            "createdAt": datetime.now(UTC) - timedelta(self._any(0, 3, 400), hours=1),
        }

    def _quote(self) -> dict[str, Any]:
        return {"text": self._any("Why again?", "At last.")}

    def _metric(self) -> dict[str, Any]:
        method = self._any("NPS", "RATIO", "COUNT", "COUNT", "COUNT", "SUM", "MONEY", "MEAN", "CSAT_TOP2")
        units = {"COUNT": self._any("contacts", "contacts", "calls"), "MONEY": "EUR", "MEAN": "min"}
        return {
            "method": method,
            "unit": units.get(method),
            "direction": self._perhaps("UP", "DOWN"),
            "target": self._perhaps(0.0, 0.5, 20.0, 60.0),
        }

    def _measurement(self) -> dict[str, Any]:
        start, end = self._period()
        return {
            "startsOn": start,
            "endsOn": end,
            "sampleSize": self._any(*(None,) * 7, 0, 1, 30, 400, 400),
        }

    def _period(self) -> tuple[date, date]:
        """A month, a week in it or over its end, its quarter, or days that follow no calendar."""
        month = self._any(*MONTHS)
        length = monthrange(month.year, month.month)[1]
        kind = self._any("month", "month", "month", "week", "week", "week", "week", "quarter", "days")
        if kind == "month":
            return month, month.replace(day=length)
        if kind == "week":
            start = month + timedelta(self._any(0, 7, 14, 21, 21, 25))
            return start, start + timedelta(6)
        if kind == "quarter":
            last = month.month + (-month.month % 3)
            end = date(month.year, last, monthrange(month.year, last)[1])
            return date(month.year, last - 2, 1), end
        start = month + timedelta(self.random.randrange(30))
        return start, start + timedelta(self._any(0, 6, 13, 27, 60))

    def _counted(self, method: str) -> dict[str, Any]:
        """What a measurement holds: raw counts where its method has any, whole or not, a value, or none."""
        names = {"NPS": ("promoters", "passives", "detractors"), "RATIO": ("numerator", "denominator")}
        counts = {name: self._any(0, 5, 8, 20) for name in names.get(method, ())}
        if counts and self._is(0.15):
            del counts[self._any(*counts)]
        if counts and self._is(0.6):
            return counts
        return {"value": self._perhaps(0.0, 0.25, 7.0, 30.0, 31.5), **(counts if self._is(0.5) else {})}

    def _money(self, name: str, *amounts: float) -> dict[str, Any]:
        amount = self._perhaps(*amounts)
        return {name: amount, "currency": None if amount is None else self._any("EUR", "EUR", "USD")}


async def store(database: Database, portfolios: Iterable[Portfolio]) -> None:
    """Load portfolios into an empty database, past the writer."""
    nodes: dict[str, list[dict[str, Any]]] = defaultdict(list)
    links: dict[tuple[str, str, str], list[list[Any]]] = defaultdict(list)
    for p in portfolios:
        for id, record in p.records.items():
            nodes[record["label"]].append(_stored(p, id, record))
        for link in p.links:
            links[p.kind(link.start), link.type, p.kind(link.end)].append([link.start, link.end, {}])
    kinds = {(item.start, item.type, item.end): item for item in MODEL.relationships}
    await load(
        database,
        [(MODEL[label], rows) for label, rows in nodes.items()],
        [(kinds[kind], rows) for kind, rows in links.items()],
    )


def _stored(p: Portfolio, id: str, record: Mapping[str, Any]) -> dict[str, Any]:
    """A record as the product keeps it, with what it stamps and works out at each write."""
    kept = {name: given for name, given in record.items() if name != "label" and given is not None}
    kept |= {name: str(day(given)) for name, given in kept.items() if name.endswith("On")}
    times = {"createdAt": datetime.now(UTC), "updatedAt": datetime.now(UTC)}
    for name, time in times.items():
        kept[name] = int(kept.get(name, time).timestamp() * 1_000)
    if record["label"] == "Opportunity":
        kept["value"] = value(p, id)
    return {"version": 1, **DEFAULTS.get(record["label"], {}), **kept}
