"""What metrics, launches and contacts come to, written a second time from their definitions."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from itertools import combinations
from math import exp, lgamma, pi, sqrt
from statistics import fmean, variance
from typing import Any, NamedTuple

from tests.questions.formulas import acts_on
from tests.questions.portfolio import Portfolio, day

# The methods whose measurements add up to a whole.
ADDING = ("COUNT", "SUM", "MONEY")
# The dimensions that a measurement may state, in the order in which cuts of one whole are preferred.
DIMENSIONS = ("AT", "VIA", "AMONG", "REGARDING")
# What fixes a dimension in a scope.
FIXES: Mapping[str, str] = {"step": "AT", "channel": "VIA", "segment": "AMONG"}
ANSWERS = ("promoters", "passives", "detractors")
Month = tuple[int, int]


class Bucket(NamedTuple):
    """The measurements of a calendar month that count, and how many are left out as parts of them."""

    counted: list[str]
    parts: int


class Latest(NamedTuple):
    """The newest value of a metric in a scope, the day it is of, and how many measurements it rests on."""

    value: float | None = None
    on: str | None = None
    n: int = 0


# One measurement.


def method(p: Portfolio, measurement: str) -> str:
    """How the metric of a measurement is measured."""
    return p.get(p.out(measurement, "OF")[0], "method")


def answers(p: Portfolio, measurement: str) -> int | None:
    """How many answers the counts of a measurement add up to; None where one is missing."""
    record: dict[str, Any] = p.records[measurement]
    counts = [count for name in ANSWERS if (count := record.get(name)) is not None]
    return sum(counts) if len(counts) == len(ANSWERS) else None


def fraction(p: Portfolio, measurement: str) -> tuple[float, float] | None:
    """The result that raw counts come to, as numerator and denominator; None where they are incomplete."""
    record: dict[str, Any] = p.records[measurement]
    numerator, denominator = record.get("numerator"), record.get("denominator")
    total = answers(p, measurement)
    if method(p, measurement) == "NPS" and total:
        return 100 * (record["promoters"] - record["detractors"]), total
    if method(p, measurement) == "RATIO" and numerator is not None and denominator:
        return numerator, denominator
    return None


def result(p: Portfolio, measurement: str) -> float | None:
    """What a measurement came to: by its counts, else the value it states."""
    counts = fraction(p, measurement)
    return counts[0] / counts[1] if counts else p.get(measurement, "value")


def weight(p: Portfolio, measurement: str) -> float:
    """How much a measurement weighs in a mean: its sample, else its answers, else its cases, else 1."""
    record: dict[str, Any] = p.records[measurement]
    sizes: list[float | None] = [record.get("sampleSize"), answers(p, measurement), record.get("denominator")]
    return next((size for size in sizes if size is not None), 1)


def counting(p: Portfolio, measurements: Iterable[str]) -> list[str]:
    """The measurements that come to something."""
    return [item for item in measurements if result(p, item) is not None]


def starts(p: Portfolio, measurement: str) -> date:
    """The day on which the period of a measurement begins."""
    return day(p.get(measurement, "startsOn"))


def ends(p: Portfolio, measurement: str) -> date:
    """The day on which the period of a measurement ends."""
    return day(p.get(measurement, "endsOn"))


def length(p: Portfolio, measurement: str) -> int:
    """How many days the period of a measurement has."""
    return (ends(p, measurement) - starts(p, measurement)).days + 1


def month(day: date) -> Month:
    """The calendar month of a day."""
    return day.year, day.month


def stated(p: Portfolio, measurement: str) -> dict[str, str]:
    """The dimensions that a measurement states, with their values."""
    values = {type: p.one(measurement, type) for type in DIMENSIONS}
    return {type: value for type, value in values.items() if value is not None}


# Scope and parts.


def scoped(p: Portfolio, metric: str, **scope: str) -> list[str]:
    """The measurements of a metric in a scope of step, journey, channel, segment, competitor."""
    found = [item for item in p.back(metric, "OF") if p.one(item, "REGARDING") == scope.get("competitor")]
    for name, type in FIXES.items():
        if name in scope:
            found = [item for item in found if p.one(item, type) == scope[name]]
    if "journey" in scope:
        found = [item for item in found if p.one(item, "AT") in p.steps(scope["journey"])]
    return counting(p, found)


def is_part(p: Portfolio, one: str, other: str) -> bool:
    """Whether a measurement is a part of another."""
    shared = min(ends(p, one), ends(p, other)) - max(starts(p, one), starts(p, other))
    mine, theirs = stated(p, one), stated(p, other)
    longer = length(p, other) > length(p, one)
    alike = length(p, other) == length(p, one)
    return (
        2 * (shared.days + 1) >= length(p, one)
        and (longer or (alike and len(theirs) < len(mine)))
        and theirs.items() <= mine.items()
    )


def is_told_shorter(p: Portfolio, measurement: str, others: Iterable[str]) -> bool:
    """Whether a period of several months has shorter ones within it, and so stands nowhere."""
    return month(starts(p, measurement)) != month(ends(p, measurement)) and any(
        starts(p, measurement) <= starts(p, other)
        and ends(p, other) <= ends(p, measurement)
        and length(p, other) < length(p, measurement)
        for other in others
    )


def one_cut(p: Portfolio, measurements: list[str]) -> list[str]:
    """What counts where measurements cut one whole in several ways."""
    by_set: dict[frozenset[str], list[str]] = defaultdict(list)
    for item in measurements:
        by_set[frozenset(stated(p, item))].append(item)
    if all(one <= other or other <= one for one, other in combinations(by_set, 2)):
        return measurements

    def rank(cut: frozenset[str]) -> tuple[int, list[bool]]:
        return len(by_set[cut]), [type in cut for type in DIMENSIONS]

    taken = max(by_set, key=rank)
    return [item for one, items in by_set.items() if one <= taken or taken <= one for item in items]


def bucket(p: Portfolio, measurements: list[str]) -> Bucket:
    """What counts of the measurements of one month."""
    left = [one for one in measurements if not any(is_part(p, one, other) for other in measurements)]
    if left and method(p, left[0]) in ADDING:
        left = one_cut(p, left)
    return Bucket(left, len(measurements) - len(left))


def buckets(p: Portfolio, measurements: Sequence[str]) -> dict[Month, Bucket]:
    """The measurements of a metric in one scope by the month in which they end, in order."""
    found: dict[Month, list[str]] = defaultdict(list)
    for item in measurements:
        if not is_told_shorter(p, item, measurements):
            found[month(ends(p, item))].append(item)
    return {when: bucket(p, items) for when, items in sorted(found.items())}


def combined(p: Portfolio, measurements: Sequence[str]) -> float | None:
    """What measurements of one metric come to together, by its method."""
    if not measurements:
        return None
    values = [value for item in measurements if (value := result(p, item)) is not None]
    if method(p, measurements[0]) in ADDING:
        return sum(values)
    counts = [fraction(p, item) for item in measurements]
    if all(counts):
        return sum(pair[0] for pair in counts if pair) / sum(pair[1] for pair in counts if pair)
    weights = [weight(p, item) for item in measurements]
    if not any(weights):
        return fmean(values)
    return sum(value * size for value, size in zip(values, weights, strict=True)) / sum(weights)


# Over time.


def latest(p: Portfolio, metric: str, **scope: str) -> Latest:
    """The newest value of a metric in a scope."""
    found = [item for each in buckets(p, scoped(p, metric, **scope)).values() for item in each.counted]
    if not found:
        return Latest()
    last = max((ends(p, item), starts(p, item)) for item in found)
    newest = [item for item in found if (ends(p, item), starts(p, item)) == last]
    return Latest(combined(p, newest), last[0].isoformat(), len(newest))


def misses(p: Portfolio, metric: str, values: Sequence[float | None], scope: Mapping[str, str]) -> int:
    """How many of the last values in a row are worse than the target of a metric in a scope."""
    target, direction = p.get(metric, "target"), p.get(metric, "direction")
    if target is None or direction is None or (scope and p.get(metric, "method") in ADDING):
        return 0
    run = 0
    for value in reversed(values):
        if value is None or (value >= target if direction == "UP" else value <= target):
            break
        run += 1
    return run


def missed_targets(p: Portfolio, metric: str, **scope: str) -> int:
    """How many of the newest months in a row of a metric were worse than its target."""
    months = buckets(p, scoped(p, metric, **scope)).values()
    return misses(p, metric, [combined(p, each.counted) for each in months], scope)


def better(p: Portfolio, metric: str, change: float | None) -> bool | None:
    """Whether a change goes the better way of a metric."""
    direction = p.get(metric, "direction")
    if change is None or direction is None:
        return None
    return change > 0 if direction == "UP" else change < 0


def trend(p: Portfolio, metric: str, count: int = 12, **scope: str) -> dict[str, Any]:
    """A metric by calendar months up to that of the newest measurement in scope."""
    found = buckets(p, scoped(p, metric, **scope))
    last = max((year * 12 + month for year, month in found), default=0)
    shown: list[dict[str, Any]] = [
        {
            "month": date(year, month, 1).isoformat(),
            "value": combined(p, each.counted),
            "n": len(each.counted),
            "parts": each.parts,
            "yearAgo": combined(p, found.get((year - 1, month), Bucket([], 0)).counted),
        }
        for (year, month), each in found.items()
        if year * 12 + month > last - count
    ]
    change = shown[-1]["value"] - shown[0]["value"] if len(shown) > 1 else None
    return {
        "buckets": shown,
        "change": change,
        "improving": better(p, metric, change),
        "missedTargets": misses(p, metric, [each["value"] for each in shown], scope),
    }


# At a place.


def here(p: Portfolio, place: str, metric: str, **scope: str) -> dict[str, str] | None:
    """The scope in which a metric is read at a place: whole if it measures no other; None if elsewhere."""
    if [end for end in p.out(metric, "MEASURES") if p.kind(end) != "Goal"] == [place]:
        return scope
    narrow = {p.kind(place).lower(): place, **scope}
    return narrow if p.kind(place) != "Touchpoint" and scoped(p, metric, **narrow) else None


def measured_at(p: Portfolio, place: str) -> list[str]:
    """The metrics that measure a step, journey or touchpoint, or are measured at it, by name."""
    steps = p.steps(place) if p.kind(place) == "Journey" else [place]
    taken = {metric for step in steps for item in p.back(step, "AT") for metric in p.out(item, "OF")}
    return p.by_name({*taken, *p.back(place, "MEASURES")})


def metric_readings(p: Portfolio, place: str) -> list[dict[str, Any]]:
    """The newest value of each metric that measures a step, journey or touchpoint or is measured there."""
    rows: list[dict[str, Any]] = []
    for metric in measured_at(p, place):
        scope = here(p, place, metric)
        if scope is None and place not in p.out(metric, "MEASURES"):
            continue  # only others are measured there, or nothing with a result
        found = latest(p, metric, **(scope or {}))
        rows.append(
            {
                "metric": {"id": metric},
                **found._asdict(),
                "missedTargets": missed_targets(p, metric, **(scope or {})),
                "scope": "OVERALL" if scope is None else "HERE",
            }
        )
    return rows


def competitor_readings(p: Portfolio, place: str) -> list[dict[str, Any]]:
    """The newest values of competitors that are measured at a step, journey or touchpoint."""
    rows: list[dict[str, Any]] = []
    for competitor in p.by_name(p.of("Competitor")):
        for metric in measured_at(p, place):
            scope = here(p, place, metric, competitor=competitor)
            found = Latest() if scope is None else latest(p, metric, **scope)
            if found.n:
                rows.append({"competitor": {"id": competitor}, "metric": {"id": metric}, **found._asdict()})
    return rows


# Before and after.


class Point(NamedTuple):
    """What a metric came to in one period."""

    starts: date
    ends: date
    value: float


def points(p: Portfolio, measurements: Sequence[str]) -> list[Point]:
    """Measurements of a metric in one scope, period by period."""
    periods: dict[tuple[date, date], list[str]] = defaultdict(list)
    for each in buckets(p, measurements).values():
        for item in each.counted:
            periods[starts(p, item), ends(p, item)].append(item)
    return [
        Point(*period, value)
        for period, items in sorted(periods.items())
        if (value := combined(p, items)) is not None
    ]


def effect(p: Portfolio, solution: str, metric: str | None = None, days: int = 90) -> list[dict[str, Any]]:
    """What metrics measured where a solution acts did around its launch."""
    if p.get(solution, "launchedOn") is None:
        return []
    launch = day(p.get(solution, "launchedOn"))
    first, end = launch - timedelta(days), launch + timedelta(days)
    taken: dict[str, list[str]] = defaultdict(list)
    for item in sorted({item for step in acts_on(p, solution) for item in p.back(step, "AT")}):
        if not p.out(item, "REGARDING"):
            taken[p.out(item, "OF")[0]] += counting(p, [item])
    found: list[dict[str, Any]] = []
    for id in p.by_name(id for id, items in taken.items() if items and metric in (None, id)):
        told = points(p, taken[id])
        found.append(
            {
                "metric": {"id": id},
                "direct": bool(p.out(solution, "CHANGES")),
                "beforeFrom": first.isoformat(),
                "launchedOn": launch.isoformat(),
                "afterTo": (end - timedelta(1)).isoformat(),
                **_compared(
                    p,
                    id,
                    [point.value for point in told if first <= point.ends < launch],
                    [point.value for point in told if launch <= point.starts < end],
                ),
            }
        )
    return found


def _compared(p: Portfolio, metric: str, before: list[float], after: list[float]) -> dict[str, Any]:
    first, second = (fmean(side) if side else None for side in (before, after))
    change = None if first is None or second is None else second - first
    width = welch(before, after)
    low, high = (None if change is None or width is None else change + side * width for side in (-1, 1))
    return {
        "before": first,
        "after": second,
        "change": change,
        "changeLow": low,
        "changeHigh": high,
        "pointsBefore": len(before),
        "pointsAfter": len(after),
        "improved": better(p, metric, change),
        "verdict": verdict(p, metric, low, high),
    }


def verdict(p: Portfolio, metric: str, low: float | None, high: float | None) -> str:
    """What the interval of a change says of it."""
    if low is not None and high is not None and low <= 0 <= high:
        return "WITHIN_CHANCE"
    if p.get(metric, "direction") is None:
        return "UNKNOWN"
    if low is None:
        return "UNPROVEN"
    return "BETTER" if better(p, metric, low) else "WORSE"


def welch(before: Sequence[float], after: Sequence[float]) -> float | None:
    """Half of the 95 % interval of the difference of two means, without taking spreads for equal."""
    if len(before) < 3 or len(after) < 3:
        return None
    a, b = variance(before) / len(before), variance(after) / len(after)
    if a + b == 0:
        return 0.0
    freedom = (a + b) ** 2 / (a**2 / (len(before) - 1) + b**2 / (len(after) - 1))
    return student(freedom) * sqrt(a + b)


def student(freedom: float) -> float:
    """The point below which 97.5 % of Student's t lies, found by adding up its density."""
    low, high = 0.0, 64.0
    for _ in range(50):
        middle = (low + high) / 2
        low, high = (middle, high) if _below(middle, freedom) < 0.475 else (low, middle)
    return low


def _below(t: float, freedom: float) -> float:
    """The part of Student's t between 0 and a point, by Simpson's rule."""
    factor = exp(lgamma((freedom + 1) / 2) - lgamma(freedom / 2)) / sqrt(freedom * pi)
    parts = 200
    heights = [(1 + (t * i / parts) ** 2 / freedom) ** (-(freedom + 1) / 2) for i in range(parts + 1)]
    odd, even = sum(heights[1:-1:2]), sum(heights[2:-1:2])
    return factor * (heights[0] + 4 * odd + 2 * even + heights[-1]) * t / parts / 3


# What a journey costs.


def cost_to_serve(p: Portfolio, journey: str) -> dict[str, Any]:
    """What a journey costs a year, by contacts counted or else by its frequency."""
    taken: dict[str, list[str]] = {}
    for channel in p.by_name(p.of("Channel")):
        priced = None not in (p.get(channel, "contactCost"), p.get(channel, "currency"))
        if contacts := _contacts(p, journey, channel) if priced else []:
            taken[channel] = contacts
    if not taken:
        return _estimated(p, journey)
    to = max(ends(p, item) for items in taken.values() for item in items)
    start = _year_before(to + timedelta(1))
    by_channel: list[dict[str, Any]] = []
    for channel, items in taken.items():
        window = [item for item in items if start <= ends(p, item)]
        number = sum(p.get(item, "value") for item in window)
        money = {"amount": number * p.get(channel, "contactCost"), "currency": p.get(channel, "currency")}
        if window:
            by_channel.append({"channel": {"id": channel}, "contacts": number, "cost": money})
    return {
        "basis": "MEASURED",
        "from": start.isoformat(),
        "to": to.isoformat(),
        "totals": per_currency([entry["cost"] for entry in by_channel]),
        "byChannel": by_channel,
    }


def _contacts(p: Portfolio, journey: str, channel: str) -> list[str]:
    """The measurements of contacts at the steps of a journey through a channel, parts left out."""
    metrics = [
        id for id in p.of("Metric") if (p.get(id, "method"), p.get(id, "unit")) == ("COUNT", "contacts")
    ]
    return [
        item
        for metric in metrics
        for each in buckets(p, scoped(p, metric, journey=journey, channel=channel)).values()
        for item in each.counted
    ]


def _year_before(day: date) -> date:
    leap = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year - 1, day=28) if leap else day.replace(year=day.year - 1)


def _estimated(p: Portfolio, journey: str) -> dict[str, Any]:
    frequency, unit, currency = (
        p.get(journey, name) for name in ("frequencyPerYear", "unitCost", "currency")
    )
    known = None not in (frequency, unit, currency)
    return {
        "basis": "ESTIMATED" if known else "UNKNOWN",
        "from": None,
        "to": None,
        "totals": [{"amount": frequency * unit, "currency": currency}] if known else [],
        "byChannel": [],
    }


def per_currency(amounts: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Amounts of money added up, each currency by itself."""
    totals: dict[str, float] = defaultdict(float)
    for money in amounts:
        totals[money["currency"]] += money["amount"]
    return [{"amount": amount, "currency": currency} for currency, amount in sorted(totals.items())]
