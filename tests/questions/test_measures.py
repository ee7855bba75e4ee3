"""The second implementation of METRICS.md on small cases whose numbers were worked out by hand."""

from typing import Any

import pytest

from tests.questions import measures
from tests.questions.portfolio import Link, Portfolio

# Two journeys with two steps each, and what else a measurement may state.
PLACES = {"here": ("one", "two"), "there": ("three", "four")}
OTHERS = {"phone": "Channel", "shop": "Channel", "mail": "Channel", "young": "Segment", "rival": "Competitor"}
ENDS = {"step": "AT", "channel": "VIA", "segment": "AMONG", "competitor": "REGARDING"}
FEBRUARY = ("2026-02-01", "2026-02-28")
WEEKS = [("2026-02-01", "2026-02-07"), ("2026-02-08", "2026-02-14"), ("2026-02-15", "2026-02-21")]
LAST_WEEK = ("2026-02-22", "2026-02-28")
QUARTER = ("2026-01-01", "2026-03-31")
MONTHS = [("2026-01-01", "2026-01-31"), FEBRUARY, ("2026-03-01", "2026-03-31")]
Row = dict[str, Any]


def row(period: tuple[str, str], value: float | None = None, **stated: Any) -> Row:
    """A measurement of a period: what it states."""
    return {"startsOn": period[0], "endsOn": period[1], "value": value, **stated}


def portfolio(method: str, *rows: Row, measures: tuple[str, ...] = (), **metric: Any) -> Portfolio:
    """A portfolio with one metric, the places it measures, and its measurements."""
    records: dict[str, Row] = {"metric": {"label": "Metric", "name": "Metric", "method": method, **metric}}
    links = [Link("MEASURES", "metric", place, {}) for place in measures]
    for journey, steps in PLACES.items():
        records[journey] = {"label": "Journey", "name": journey}
        records[f"{journey}-phase"] = {"label": "Phase", "name": journey, "position": 0}
        links.append(Link("HAS_PHASE", journey, f"{journey}-phase", {}))
        for position, step in enumerate(steps):
            records[step] = {"label": "Step", "name": step, "position": position}
            links.append(Link("HAS_STEP", f"{journey}-phase", step, {}))
    for id, label in {**OTHERS, "leaflet": "Touchpoint"}.items():
        records[id] = {"label": label, "name": id, "contactCost": 2.0, "currency": "EUR"}
    for number, given in enumerate(rows):
        id = f"m{number:02}"
        records[id] = {"label": "Measurement", **{n: v for n, v in given.items() if n not in ENDS}}
        links.append(Link("OF", id, "metric", {}))
        links += [Link(ENDS[name], id, end, {}) for name, end in given.items() if name in ENDS]
    return Portfolio(records, links)


def bucket(p: Portfolio, **scope: str) -> tuple[float | None, int, int]:
    """The value, number and parts of the newest month of the metric."""
    newest = measures.trend(p, "metric", 12, **scope)["buckets"][-1]
    return newest["value"], newest["n"], newest["parts"]


def readings(p: Portfolio, place: str) -> list[tuple[Any, ...]]:
    """What is read at a place: value, number, missed targets, scope."""
    found = measures.metric_readings(p, place)
    return [(each["value"], each["n"], each["missedTargets"], each["scope"]) for each in found]


# "A measurement without a result is left out of everything; where it has both, counts come first."


def test_result_takes_counts_before_the_value() -> None:
    p = portfolio("RATIO", row(FEBRUARY, 9.0, numerator=1, denominator=4))

    assert measures.result(p, "m00") == 0.25


@pytest.mark.parametrize("counts", [{"numerator": 3}, {"denominator": 4}, {"numerator": 3, "denominator": 0}])
def test_result_of_incomplete_counts_is_the_value(counts: Row) -> None:
    p = portfolio("RATIO", row(FEBRUARY, 0.5, **counts), row(FEBRUARY, None, **counts))

    assert [measures.result(p, id) for id in ("m00", "m01")] == [0.5, None]


def test_measurement_without_result_is_left_out() -> None:
    weeks = [row(week, 5.0) for week in WEEKS]
    p = portfolio("COUNT", row(FEBRUARY), *weeks, row(LAST_WEEK))

    assert bucket(p) == (15.0, 3, 0)


# "A monthly total stands for its weeks, an overall value for its values by step."


def test_month_stands_for_its_four_weeks() -> None:
    weeks = [
        row(week, value) for week, value in zip([*WEEKS, LAST_WEEK], (10.0, 12.0, 8.0, 11.0), strict=True)
    ]
    p = portfolio("COUNT", row(FEBRUARY, 45.0), *weeks)

    assert bucket(p) == (45.0, 1, 4)
    assert measures.latest(p, "metric") == (45.0, "2026-02-28", 1)


def test_weeks_without_their_month_add_up() -> None:
    p = portfolio("COUNT", *(row(week, 10.0) for week in WEEKS))

    assert bucket(p) == (30.0, 3, 0)
    assert measures.latest(p, "metric") == (10.0, "2026-02-21", 1)


def test_overall_value_stands_for_its_values_by_step() -> None:
    p = portfolio("MEAN", row(FEBRUARY, 3.0), row(FEBRUARY, 1.0, step="one"), row(FEBRUARY, 9.0, step="two"))

    assert bucket(p) == (3.0, 1, 2)
    assert bucket(p, step="two") == (9.0, 1, 0)


def test_month_of_a_step_keeps_overall_weeks() -> None:
    p = portfolio("MEAN", row(FEBRUARY, 4.0, step="one"), row(WEEKS[0], 2.0))

    assert bucket(p) == (3.0, 2, 0)


@pytest.mark.parametrize(
    ("period", "expected"),
    [
        (("2026-01-29", "2026-02-04"), (100.0, 1, 1)),  # four days of seven in February
        (("2026-01-28", "2026-02-03"), (107.0, 2, 0)),  # three of seven
        (("2026-02-01", "2026-02-02"), (100.0, 1, 1)),
    ],
)
def test_part_has_half_its_days_inside(period: tuple[str, str], expected: tuple[Any, ...]) -> None:
    p = portfolio("COUNT", row(FEBRUARY, 100.0), row(period, 7.0))

    assert bucket(p) == expected


def test_equal_measurements_both_count() -> None:
    added = portfolio("COUNT", row(FEBRUARY, 5.0), row(FEBRUARY, 5.0))
    averaged = portfolio("MEAN", row(FEBRUARY, 2.0, sampleSize=30), row(FEBRUARY, 6.0, sampleSize=10))

    assert bucket(added) == (10.0, 2, 0)
    assert bucket(averaged) == (3.0, 2, 0)  # (2 · 30 + 6 · 10) ÷ 40


# "A measurement whose period reaches over more than one calendar month ..."


def test_quarter_stands_nowhere_over_its_months() -> None:
    p = portfolio("COUNT", row(QUARTER, 66.0), *(row(month, 20.0) for month in MONTHS))

    found = measures.trend(p, "metric")

    assert [(each["month"], each["value"], each["n"], each["parts"]) for each in found["buckets"]] == [
        ("2026-01-01", 20.0, 1, 0),
        ("2026-02-01", 20.0, 1, 0),
        ("2026-03-01", 20.0, 1, 0),
    ]
    assert measures.latest(p, "metric") == (20.0, "2026-03-31", 1)


def test_quarter_alone_counts_in_its_last_month() -> None:
    p = portfolio("COUNT", row(QUARTER, 66.0), row(FEBRUARY, 20.0, competitor="rival"))

    found = measures.trend(p, "metric")["buckets"]

    assert [(each["month"], each["value"]) for each in found] == [("2026-03-01", 66.0)]


def test_quarter_counts_where_the_scope_has_no_month() -> None:
    p = portfolio("COUNT", row(QUARTER, 66.0, step="one"), row(FEBRUARY, 20.0, step="two"))

    assert bucket(p, step="one") == (66.0, 1, 0)
    assert bucket(p, journey="here") == (20.0, 1, 0)


# "They are cuts of one whole: the set with most measurements counts."


def test_cut_with_most_measurements_counts() -> None:
    channels = [row(FEBRUARY, 10.0 * n, channel=c) for n, c in enumerate(("phone", "shop", "mail"), 1)]
    steps = [row(FEBRUARY, 29.0, step=step) for step in ("one", "two")]
    p = portfolio("COUNT", *channels, *steps)

    assert bucket(p) == (60.0, 3, 2)  # 10 + 20 + 30, not 118


def test_equal_cuts_prefer_the_step() -> None:
    cuts: list[Row] = [{"segment": "young"}, {"channel": "phone"}, {"step": "one"}]
    p = portfolio("SUM", *(row(FEBRUARY, n, **cut) for n, cut in enumerate(cuts, 1)))

    assert bucket(p) == (3.0, 1, 2)


def test_cuts_that_hold_the_chosen_stay() -> None:
    finer = row(FEBRUARY, 4.0, step="three", channel="mail")
    p = portfolio(
        *("MONEY", row(FEBRUARY, 1.0, step="one"), row(FEBRUARY, 2.0, step="two"), finer),
        *(row(FEBRUARY, 50.0, channel="phone"), row(WEEKS[0], 8.0)),
    )

    # By step: 1 + 2, the finer one 4, the week of no step 8; by channel is the part.
    assert bucket(p) == (15.0, 4, 1)


def test_set_with_step_and_channel_comes_before_step() -> None:
    p = portfolio(
        *("MONEY", row(FEBRUARY, 9.0, step="one"), row(FEBRUARY, 8.0, step="two", channel="phone")),
        row(FEBRUARY, 5.0, step="three", segment="young"),
    )

    assert bucket(p) == (17.0, 2, 1)  # the step alone would hold all three


def test_most_measurements_of_the_whole_keep_its_cuts() -> None:
    weeks = [row(week, 1.0) for week in WEEKS]
    p = portfolio("SUM", *weeks, row(FEBRUARY, 20.0, step="one"), row(FEBRUARY, 7.0, channel="phone"))

    assert bucket(p) == (30.0, 5, 0)  # both cuts hold the set that states nothing


def test_cuts_of_a_mean_are_all_taken() -> None:
    p = portfolio("MEAN", row(FEBRUARY, 2.0, step="one"), row(FEBRUARY, 4.0, channel="phone"))

    assert bucket(p) == (3.0, 2, 0)


# "Combining, by method."


def test_nps_adds_answers_up_where_all_state_them() -> None:
    p = portfolio(
        "NPS",
        row(FEBRUARY, step="one", promoters=30, passives=10, detractors=10),
        row(FEBRUARY, step="two", promoters=10, passives=0, detractors=140),
    )

    assert bucket(p) == (-55.0, 2, 0)  # 100 · (40 − 150) ÷ 200


def test_empty_samples_weigh_nothing_beside_others() -> None:
    empty = row(FEBRUARY, 8.0, step="one", sampleSize=0)

    assert bucket(portfolio("MEAN", empty, row(FEBRUARY, 3.0, step="two"))) == (3.0, 2, 0)
    assert bucket(portfolio("MEAN", empty, row(FEBRUARY, 3.0, step="two", sampleSize=0))) == (5.5, 2, 0)


def test_nps_is_weighted_where_one_lacks_answers() -> None:
    p = portfolio(
        "NPS",
        row(FEBRUARY, step="one", promoters=30, passives=10, detractors=10),
        row(FEBRUARY, 10.0, step="two", promoters=7, sampleSize=150),
    )

    assert bucket(p) == (17.5, 2, 0)  # (40 · 50 + 10 · 150) ÷ 200


def test_ratio_adds_numerators_and_denominators_up() -> None:
    p = portfolio(
        "RATIO",
        row(FEBRUARY, step="one", numerator=1, denominator=10),
        row(FEBRUARY, step="two", numerator=9, denominator=40),
    )

    assert bucket(p) == (0.2, 2, 0)  # 10 ÷ 50, where the mean of both would be 0.1625


def test_weight_falls_back_to_counts() -> None:
    answers = {"promoters": 3, "passives": 2, "detractors": 1}
    p = portfolio(
        *("MEAN", row(FEBRUARY, 1.0, sampleSize=9, **answers), row(FEBRUARY, 1.0, **answers, denominator=4)),
        *(row(FEBRUARY, 1.0, denominator=4, promoters=3), row(FEBRUARY, 1.0)),
    )

    assert [measures.weight(p, f"m{n:02}") for n in range(4)] == [9, 6, 4, 1]


# "Over time and at a place."


def test_competitor_counts_only_where_asked_for() -> None:
    p = portfolio("MEAN", row(FEBRUARY, 3.0), row(MONTHS[2], 8.0, competitor="rival", step="one"))

    assert measures.latest(p, "metric") == (3.0, "2026-02-28", 1)
    assert measures.latest(p, "metric", competitor="rival") == (8.0, "2026-03-31", 1)
    assert measures.latest(p, "metric", step="one") == (None, None, 0)


def test_latest_takes_what_ends_last_and_begins_last() -> None:
    p = portfolio(
        *("MEAN", row(FEBRUARY, 1.0, step="one"), row(LAST_WEEK, 5.0, step="two")),
        row(LAST_WEEK, 7.0, step="three"),
    )

    assert bucket(p) == (13 / 3, 3, 0)
    assert measures.latest(p, "metric") == (6.0, "2026-02-28", 2)


def test_missed_targets_count_the_newest_run_of_months() -> None:
    values = [1.0, 9.0, 4.0, 3.0]
    periods = [("2025-12-01", "2025-12-31"), *MONTHS]
    rows = [row(period, value, step="one") for period, value in zip(periods, values, strict=True)]

    assert measures.missed_targets(portfolio("MEAN", *rows, target=5.0, direction="UP"), "metric") == 2
    assert measures.missed_targets(portfolio("MEAN", *rows, target=5.0, direction="DOWN"), "metric") == 0
    assert measures.missed_targets(portfolio("MEAN", *rows, target=5.0), "metric") == 0


def test_target_of_added_metric_regards_the_whole() -> None:
    p = portfolio("COUNT", *(row(month, 4.0, step="one") for month in MONTHS), target=5.0, direction="UP")

    assert measures.missed_targets(p, "metric") == 3
    assert measures.trend(p, "metric", 2)["missedTargets"] == 2
    assert measures.missed_targets(p, "metric", step="one") == 0
    assert measures.trend(p, "metric", channel="phone")["missedTargets"] == 0


def test_trend_shows_the_year_before() -> None:
    p = portfolio("SUM", row(("2025-02-01", "2025-02-28"), 2.0), row(FEBRUARY, 3.0), row(MONTHS[0], 7.0))

    found = measures.trend(p, "metric")

    assert [each["yearAgo"] for each in found["buckets"]] == [None, 2.0]
    assert found["change"] == -4.0


def test_reading_is_here_where_measured() -> None:
    rows = [row(FEBRUARY, 4.0, step="one"), row(FEBRUARY, 8.0, step="three")]
    p = portfolio("MEAN", *rows, measures=("one", "two"), target=9.0, direction="UP")

    assert readings(p, "one") == [(4.0, 1, 1, "HERE")]
    assert readings(p, "two") == [(6.0, 2, 1, "OVERALL")]
    assert readings(p, "three") == [(8.0, 1, 1, "HERE")]
    assert readings(p, "four") == []
    assert readings(p, "here") == [(4.0, 1, 1, "HERE")]


def test_reading_of_only_place_is_whole() -> None:
    p = portfolio("COUNT", row(FEBRUARY, 4.0), measures=("leaflet",), target=9.0, direction="UP")

    assert readings(p, "leaflet") == [(4.0, 1, 1, "HERE")]
    assert readings(p, "one") == []


def test_reading_of_only_step_compares_added_target() -> None:
    rows = [row(FEBRUARY, 4.0, step="one"), row(MONTHS[2], 3.0)]
    p = portfolio("COUNT", *rows, measures=("one",), target=9.0, direction="UP")

    assert readings(p, "one") == [(3.0, 1, 2, "HERE")]
    assert readings(p, "here") == [(4.0, 1, 0, "HERE")]


def test_reading_at_step_compares_no_added_target() -> None:
    rows = [row(FEBRUARY, 4.0, step="one"), row(FEBRUARY, 4.0, step="two")]
    p = portfolio("COUNT", *rows, measures=("one", "leaflet"), target=9.0, direction="UP")

    assert readings(p, "one") == [(4.0, 1, 0, "HERE")]
    assert readings(p, "leaflet") == [(8.0, 2, 1, "OVERALL")]


def test_competitor_is_read_where_it_is_measured() -> None:
    rows = [row(FEBRUARY, 4.0, step="one"), row(FEBRUARY, 6.0, step="one", competitor="rival")]
    p = portfolio("MEAN", *rows, measures=("one", "two"))
    theirs = {"value": 6.0, "on": "2026-02-28", "n": 1}

    assert measures.competitor_readings(p, "one") == [
        {"competitor": {"id": "rival"}, "metric": {"id": "metric"}, **theirs}
    ]
    assert measures.competitor_readings(p, "two") == []


# "Σ contacts × contact cost of the channel", "parts left out, competitors' not".


def test_contacts_are_counted_once() -> None:
    phone = {"step": "one", "channel": "phone"}
    p = portfolio(
        *("COUNT", row(FEBRUARY, 100.0, **phone), *(row(week, 25.0, **phone) for week in WEEKS)),
        *(row(FEBRUARY, 40.0, step="two", channel="shop"), row(FEBRUARY, 999.0, channel="shop")),
        *(row(FEBRUARY, 999.0, step="one"), row(FEBRUARY, 999.0, **phone, competitor="rival")),
        unit="contacts",
    )

    found = measures.cost_to_serve(p, "here")

    assert [(each["channel"]["id"], each["contacts"]) for each in found["byChannel"]] == [
        ("phone", 100.0),
        ("shop", 40.0),
    ]
    assert found["totals"] == [{"amount": 280.0, "currency": "EUR"}]  # 140 contacts at 2 EUR
    assert (found["from"], found["to"]) == ("2025-03-01", "2026-02-28")
    assert measures.cost_to_serve(p, "there")["basis"] == "UNKNOWN"


# "Before and after": launched on 1 March, three weeks on each side.

AROUND = [*WEEKS, ("2026-03-01", "2026-03-07"), ("2026-03-08", "2026-03-14"), ("2026-03-15", "2026-03-21")]


def launched(values: list[float], *more: Row, steps: tuple[str, ...] = ("one",), **metric: Any) -> Portfolio:
    """A solution that changes steps, with the weeks before and after its launch measured at the first."""
    rows = [row(week, value, step="one") for week, value in zip(AROUND, values, strict=False)]
    p = portfolio("MEAN", *rows, *more, **metric)
    solution = {"label": "Solution", "name": "Solution", "launchedOn": "2026-03-01"}
    opportunity = {"label": "Opportunity", "name": "Opportunity"}
    links = [Link("CHANGES", "solution", step, {}) for step in steps]
    links += [Link("RESOLVES", "solution", "opportunity", {}), Link("ADDRESSES", "opportunity", "one", {})]
    return Portfolio({**p.records, "solution": solution, "opportunity": opportunity}, [*p.links, *links])


def test_effect_takes_its_interval_by_welch() -> None:
    p = launched([1.0, 2.0, 3.0, 4.0, 5.0, 6.0], direction="UP")

    (found,) = measures.effect(p, "solution")

    # Variance 1 on both sides, √(2/3) · 2.776445 (Student, 4 degrees, 97.5 %) = 2.266958.
    assert (found["before"], found["after"], found["change"]) == (2.0, 5.0, 3.0)
    assert found["changeLow"] == pytest.approx(0.733042, abs=1e-6)
    assert found["changeHigh"] == pytest.approx(5.266958, abs=1e-6)
    assert (found["verdict"], found["direct"]) == ("BETTER", True)
    assert (found["beforeFrom"], found["afterTo"]) == ("2025-12-01", "2026-05-29")


def test_effect_combines_period_by_period() -> None:
    beside = row(WEEKS[0], 5.0, step="two", sampleSize=3)
    p = launched([1.0, 2.0, 3.0], beside, steps=("one", "two"))

    (found,) = measures.effect(p, "solution")

    # The first week is one point: (1 · 1 + 5 · 3) ÷ 4 = 4; the mean of 4, 2 and 3 is 3.
    assert (found["before"], found["pointsBefore"], found["pointsAfter"]) == (3.0, 3, 0)
    assert (found["after"], found["change"], found["improved"]) == (None, None, None)


def test_effect_leaves_parts_out() -> None:
    p = launched([1.0, 2.0, 3.0], row(FEBRUARY, 7.0, step="one"))

    (found,) = measures.effect(p, "solution")

    assert (found["before"], found["pointsBefore"]) == (7.0, 1)


@pytest.mark.parametrize(
    ("values", "direction", "expected"),
    [
        ([1.0, 2.0, 3.0, 4.0, 5.0, 6.0], "DOWN", "WORSE"),
        ([1.0, 2.0, 3.0, 1.0, 2.0, 4.0], "UP", "WITHIN_CHANCE"),
        ([1.0, 2.0, 3.0, 4.0, 5.0, 6.0], None, "UNKNOWN"),
        ([1.0, 2.0, 3.0, 4.0, 5.0], "UP", "UNPROVEN"),
        ([1.0, 2.0, 3.0, 4.0, 5.0], None, "UNKNOWN"),
        ([2.0, 2.0, 2.0, 5.0, 5.0, 5.0], "UP", "BETTER"),
        ([2.0, 2.0, 2.0, 2.0, 2.0, 2.0], "UP", "WITHIN_CHANCE"),
    ],
)
def test_verdict_follows_the_interval(values: list[float], direction: str | None, expected: str) -> None:
    (found,) = measures.effect(launched(values, direction=direction), "solution")

    assert found["verdict"] == expected


def test_effect_without_spread_is_sure_of_the_change() -> None:
    (found,) = measures.effect(launched([2.0, 2.0, 2.0, 5.0, 5.0, 5.0]), "solution")

    assert (found["changeLow"], found["changeHigh"]) == (3.0, 3.0)


def test_solution_without_steps_acts_through_opportunities() -> None:
    (through,) = measures.effect(launched([1.0], steps=()), "solution")

    assert (through["direct"], through["pointsBefore"]) == (False, 1)
    assert measures.effect(launched([1.0], steps=("two",)), "solution") == []
