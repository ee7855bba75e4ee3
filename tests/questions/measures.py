"""What metrics, launches and contacts come to, written a second time from their definitions."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta
from math import exp, lgamma, pi, sqrt
from statistics import variance
from typing import Any

from tests.questions.formulas import touched
from tests.questions.portfolio import Portfolio, day

Point = tuple[float, float]  # a result and its weight


def result(p: Portfolio, measurement: str) -> float | None:
    """What a measurement came to, by the method of its metric."""
    record: dict[str, Any] = p.records[measurement]
    if record.get("value") is not None:
        return record["value"]
    metric = p.one(measurement, "OF")
    method = p.get(metric, "method") if metric else None
    counts: list[int | None] = [record.get(name) for name in ("promoters", "passives", "detractors")]
    answers = [count for count in counts if count is not None]
    if method == "NPS" and len(answers) == 3 and sum(answers):
        return 100 * (answers[0] - answers[2]) / sum(answers)
    numerator, denominator = record.get("numerator"), record.get("denominator")
    if method == "RATIO" and numerator is not None and denominator:
        return numerator / denominator
    return None


def weight(p: Portfolio, measurement: str) -> float:
    """How much a measurement weighs: its sample, 1 where none is stated."""
    size = p.get(measurement, "sampleSize")
    return 1 if size is None else size


def points(p: Portfolio, measurements: Iterable[str]) -> list[Point]:
    """The results of measurements, with their weights; without those that weigh nothing."""
    found = [(result(p, item), weight(p, item)) for item in measurements]
    return [(value, size) for value, size in found if value is not None and size > 0]


def weighted(found: Sequence[Point]) -> float | None:
    """The mean of results by their weights."""
    return sum(value * size for value, size in found) / sum(size for _, size in found) if found else None


def own(p: Portfolio, metric: str) -> list[str]:
    """The measurements of a metric that do not regard a competitor."""
    return [item for item in p.back(metric, "OF") if not p.out(item, "REGARDING")]


def counting(p: Portfolio, measurements: Iterable[str]) -> list[str]:
    """The measurements that come to something."""
    return [item for item in measurements if points(p, [item])]


def ends(p: Portfolio, measurement: str) -> date:
    """The day on which a measurement ends."""
    return day(p.get(measurement, "endsOn"))


def latest(p: Portfolio, metric: str) -> tuple[float | None, str | None]:
    """The newest result of a metric, and its day."""
    found = counting(p, own(p, metric))
    if not found:
        return None, None
    newest = max(ends(p, item) for item in found)
    return weighted(points(p, [item for item in found if ends(p, item) == newest])), newest.isoformat()


Month = tuple[int, int]


def months(p: Portfolio, measurements: Iterable[str]) -> dict[Month, list[Point]]:
    """The results of measurements by the calendar month in which they end, in order."""
    found: dict[Month, list[Point]] = defaultdict(list)
    for item in counting(p, measurements):
        found[ends(p, item).year, ends(p, item).month] += points(p, [item])
    return dict(sorted(found.items()))


def misses(p: Portfolio, metric: str, values: Sequence[float | None]) -> int:
    """How many of the last values in a row are worse than the target of a metric."""
    target, direction = p.get(metric, "target"), p.get(metric, "direction")
    run = 0
    for value in reversed(values):
        if target is None or direction is None or value is None:
            break
        if value >= target if direction == "UP" else value <= target:
            break
        run += 1
    return run


def missed_targets(p: Portfolio, metric: str) -> int:
    """How many of the newest months in a row of a metric were worse than its target."""
    return misses(p, metric, [weighted(found) for found in months(p, own(p, metric)).values()])


def better(p: Portfolio, metric: str, change: float | None) -> bool | None:
    """Whether a change goes the better way of a metric."""
    direction = p.get(metric, "direction")
    if change is None or direction is None:
        return None
    return change > 0 if direction == "UP" else change < 0


def at_journey(p: Portfolio, journey: str) -> Callable[[str], bool]:
    """Whether a measurement was taken at a step of a journey."""
    return lambda item: p.one(item, "AT") in p.steps(journey)


def linked(p: Portfolio, type: str, end: str) -> Callable[[str], bool]:
    """Whether a link of a type leads from a measurement to a record."""
    return lambda item: p.one(item, type) == end


def trend(
    p: Portfolio,
    metric: str,
    count: int = 12,
    only: Callable[[str], bool] = lambda item: True,
    competitor: str | None = None,
) -> dict[str, Any]:
    """A metric by calendar months up to that of the newest measurement in scope."""
    scope = own(p, metric) if competitor is None else p.back(metric, "OF")
    if competitor is not None:
        scope = [item for item in scope if p.one(item, "REGARDING") == competitor]
    found = months(p, filter(only, scope))
    last = max((year * 12 + month for year, month in found), default=0)
    buckets: list[dict[str, Any]] = [
        {
            "month": date(year, month, 1).isoformat(),
            "value": weighted(these),
            "n": len(these),
            "yearAgo": weighted(found.get((year - 1, month), [])),
        }
        for (year, month), these in found.items()
        if year * 12 + month > last - count
    ]
    change = buckets[-1]["value"] - buckets[0]["value"] if len(buckets) > 1 else None
    return {
        "buckets": buckets,
        "change": change,
        "improving": better(p, metric, change),
        "missedTargets": misses(p, metric, [bucket["value"] for bucket in buckets]),
    }


def effect(p: Portfolio, solution: str, metric: str | None = None, days: int = 90) -> list[dict[str, Any]]:
    """What metrics measured where a solution acts did around its launch."""
    if p.get(solution, "launchedOn") is None:
        return []
    launch = day(p.get(solution, "launchedOn"))
    first, end = launch - timedelta(days), launch + timedelta(days)
    taken: dict[str, list[str]] = defaultdict(list)
    for item in {item for step in touched(p, solution) for item in p.back(step, "AT")}:
        if not p.out(item, "REGARDING"):
            taken[p.out(item, "OF")[0]].append(item)
    found: list[dict[str, Any]] = []
    for id in p.by_name(taken):
        if metric in (None, id):
            before = [item for item in taken[id] if first <= ends(p, item) < launch]
            after = [item for item in taken[id] if launch <= day(p.get(item, "startsOn")) < end]
            sides = points(p, before), points(p, after)
            inside = [
                item for item in taken[id] if first <= ends(p, item) and day(p.get(item, "startsOn")) < end
            ]
            found.append(
                {
                    "metric": {"id": id},
                    "beforeFrom": first.isoformat(),
                    "launchedOn": launch.isoformat(),
                    "afterTo": (end - timedelta(1)).isoformat(),
                    **_compared(p, id, *sides),
                    "pointsLeftOut": len(inside) - sum(map(len, sides)),
                }
            )
    return found


def _compared(p: Portfolio, metric: str, before: list[Point], after: list[Point]) -> dict[str, Any]:
    first, second = weighted(before), weighted(after)
    change = None if first is None or second is None else second - first
    width = welch([value for value, _ in before], [value for value, _ in after])
    return {
        "before": first,
        "after": second,
        "change": change,
        "changeLow": None if change is None or width is None else change - width,
        "changeHigh": None if change is None or width is None else change + width,
        "pointsBefore": len(before),
        "pointsAfter": len(after),
        "improved": better(p, metric, change),
    }


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


def cost_to_serve(p: Portfolio, journey: str) -> dict[str, Any]:
    """What a journey costs a year, by contacts counted or else by its frequency."""
    contacts: dict[str, list[str]] = defaultdict(list)
    unpriced: list[str] = []
    for item in (item for step in p.steps(journey) for item in p.back(step, "AT")):
        channel, metric = p.one(item, "VIA"), p.one(item, "OF")
        counted = metric and (p.get(metric, "method"), p.get(metric, "unit")) == ("COUNT", "contacts")
        if counted and not p.out(item, "REGARDING"):
            price = [p.get(channel, name) for name in ("contactCost", "currency")] if channel else [None]
            priced = p.get(item, "value") is not None and None not in price
            (contacts[channel or ""] if priced else unpriced).append(item)
    taken = [item for items in contacts.values() for item in items]
    if not taken:
        return _estimated(p, journey) | _left_out(p, 0, unpriced)
    to = max(ends(p, item) for item in taken)
    start = _year_before(to + timedelta(1))
    by_channel: list[dict[str, Any]] = []
    for channel in p.by_name(contacts):
        window = [item for item in contacts[channel] if start <= ends(p, item)]
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
        **_left_out(
            p,
            len([item for item in taken if start <= ends(p, item)]),
            [item for item in unpriced if start <= ends(p, item)],
        ),
    }


def _left_out(p: Portfolio, measurements: int, others: Sequence[str]) -> dict[str, Any]:
    return {
        "measurements": measurements,
        "measurementsLeftOut": len(others),
        "contactsLeftOut": sum(p.get(item, "value") or 0 for item in others),
    }


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
