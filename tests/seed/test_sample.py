"""The sample is whole, says something to every question, and is brought in once."""

import csv
import hashlib
import json
import re
from collections import Counter, defaultdict
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any, LiteralString

import pytest

from graph.database import Database
from graph.model import MODEL
from graph.writing.graph_check import broken_rules
from seed.draft import Draft
from seed.export import export
from seed.files.file_reader import read_content
from seed.formats import recognised_format
from seed.importing.run_report import SeedReport
from seed.sample import SAMPLE, remaining_files, seed_sample
from tests.house.sources import ROOT
from tests.sample import keep
from tests.seed.home import Home, messages

WORKBOOK, SELLING, GARAGE, DEALER, MEASUREMENTS = SAMPLE
LIVE = ("PLANNED", "IN_PROGRESS", "LAUNCHED")

# At least so many of each.
PROMISED = {
    **{"Journey": 10, "Step": 60, "Insight": 80, "Quote": 150, "Opportunity": 40, "Solution": 30},
    **{"Team": 8, "Person": 16, "Goal": 8, "Metric": 15, "Persona": 4, "Segment": 4, "Product": 3},
    **{"Competitor": 2, "Tag": 8, "Touchpoint": 20, "Channel": 6, "Measurement": 1_000, "Vision": 1},
}
EVERYTHING: LiteralString = (
    "MATCH (n) WHERE n.id IS NOT NULL AND NOT n:__Counter RETURN labels(n)[0], count(*)"
)
REACH: LiteralString = """\
MATCH (o:Opportunity)-[:ADDRESSES]->(:Step)<-[:HAS_STEP]-(:Phase)<-[:HAS_PHASE]-(j:Journey)
RETURN o.key, count(DISTINCT j)"""


class Walk:
    """The files of the sample, walked through in Python: rows by sheet, and what is told from them."""

    def __init__(self) -> None:
        """Read the workbook and the measurements."""
        self.data: dict[str, list[dict[str, Any]]] = json.loads(WORKBOOK.read_text("utf-8"))
        lines = MEASUREMENTS.read_text("utf-8").splitlines()
        self.measurements: list[dict[str, str]] = list(csv.DictReader(lines))
        owner = {phase["key"]: phase["journey"] for phase in self.data["phases"]}
        self.journey = {step["key"]: owner[step["phase"]] for step in self.data["steps"]}
        self.places: dict[str, set[str]] = defaultdict(set)
        for row in self.data["opportunities.steps"]:
            self.places[row["opportunity"]].add(self.journey[row["step"]])

    def insights(self, step: str) -> list[dict[str, Any]]:
        """The insights at a step that were not dismissed."""
        rows = self.data["insights"]
        return [row for row in rows if step in row.get("steps", []) and row["status"] != "DISMISSED"]

    def solved(self, *statuses: str) -> set[str]:
        """The opportunities with a solution in one of these states."""
        rows = [row for row in self.data["solutions"] if row["status"] in statuses]
        return {opportunity for row in rows for opportunity in row["opportunities"]}

    def misses(self, metric: dict[str, Any]) -> int:
        """How many months up to the newest the metric has missed its target in, its scores taken as given."""
        months: dict[str, list[float]] = defaultdict(list)
        for row in self.measurements:
            if row["metric"] == metric["key"] and row["value"] and not row["competitor"]:
                months[row["endsOn"][:7]].append(float(row["value"]))
        run, worse = 0, 1 if metric["direction"] == "DOWN" else -1
        for _, values in sorted(months.items(), reverse=True):
            if worse * (sum(values) / len(values) - metric["target"]) <= 0:
                break
            run += 1
        return run


@pytest.fixture(scope="module")
def walk() -> Walk:
    """The files of the sample, read once."""
    return Walk()


@pytest.fixture(scope="module")
async def seeded(
    migrated: Database, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[tuple[Home, SeedReport]]:
    """An otherwise empty graph with the sample in it, and what was said when it was seeded."""
    home = Home(migrated, tmp_path_factory.mktemp("sample"))
    await home.clear()
    report = await seed_sample(home.database, MODEL)
    await keep(home.database, tmp_path_factory)
    yield home, report
    await home.clear()


def drafted(path: Path) -> Draft:
    """A file of the sample as its format reads it."""
    content = read_content(path)
    found = recognised_format(content, MODEL)
    assert found is not None
    return found.read(content, MODEL)


def texts(value: Any) -> Iterator[str]:
    """Every text in nested data."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for item in value.values() if isinstance(value, dict) else value:  # pyright: ignore[reportUnknownVariableType]
            yield from texts(item)


@pytest.mark.parametrize(
    ("path", "form", "left"),
    [
        (WORKBOOK, "workbook", []),
        (SELLING, "mermaid", ["line 1", "line 17"]),
        (GARAGE, "matrix", []),
        (DEALER, "matrix", ["Parking lot!A1", "Parking lot!A2", "Parking lot!A3"]),
        (MEASUREMENTS, "workbook", []),
    ],
    ids=lambda value: value.name if isinstance(value, Path) else "",
)
def test_files_leave_over_only_notes(path: Path, form: str, left: list[str]) -> None:
    draft = drafted(path)

    assert (draft.format, draft.problems, draft.unaccounted_cells()) == (form, [], [])
    assert [leftover.cell.place.locator for leftover in draft.leftovers] == left
    assert all(leftover.reason for leftover in draft.leftovers)


def test_files_stay_small_and_english(walk: Walk) -> None:
    quotes = walk.data["quotes"]

    assert sum(path.stat().st_size for path in SAMPLE) < 1_000_000
    assert {quote["language"] for quote in quotes} == {"en"}
    assert [text for text in texts(walk.data) if text != text.strip()] == []


def test_requests_name_records_of_the_sample(walk: Walk) -> None:
    offered = (ROOT / "api/http/graphiql/requests.json").read_text("utf-8")
    named = set(re.findall(r"\b[a-z]{3,4}_[0-9a-z]{26}\b", offered))

    assert len(named) > 2
    assert named <= set(texts(walk.data))


def test_quotes_come_from_five_kinds_of_source(walk: Walk) -> None:
    kind = {source["key"]: source["kind"] for source in walk.data["sources"]}
    counts = Counter(kind[quote["source"]] for quote in walk.data["quotes"])

    assert all(counts[name] >= 15 for name in ("INTERVIEW", "SURVEY", "SUPPORT_LOG", "REVIEW", "WORKSHOP"))


def test_opportunities_differ_in_reach_and_help(walk: Walk) -> None:
    wide = {name for name, journeys in walk.places.items() if len(journeys) >= 3}
    statuses = {row["status"] for row in walk.data["opportunities"]}

    assert len(wide) >= 10
    assert len(wide - walk.solved(*LIVE, "IDEA", "CANCELLED")) >= 3
    assert len(set(walk.places) - walk.solved(*LIVE)) >= 10
    assert statuses == {"OPEN", "IN_PROGRESS", "SOLVED", "DISMISSED"}


def test_solutions_stand_in_all_states(walk: Walk) -> None:
    solutions = walk.data["solutions"]
    launched = [row for row in solutions if row["status"] == "LAUNCHED"]
    valued = [row for row in launched if "realisedValue" in row]

    assert {row["status"] for row in solutions} == {*LIVE, "IDEA", "CANCELLED"}
    assert all("launchedOn" in row for row in launched)
    assert any(row["realisedValue"] < row["expectedValue"] for row in valued)
    assert any(row["realisedValue"] > row["expectedValue"] for row in valued)
    assert {row["key"] for row in solutions if row.get("dependsOn")}


def test_steps_have_gaps_to_find(walk: Walk) -> None:
    steps = walk.data["steps"]
    found = {step["key"]: walk.insights(step["key"]) for step in steps}
    truths = [step for step in steps if step.get("momentOfTruth")]

    assert [key for key, insights in found.items() if not insights]
    assert [key for key, these in found.items() if these and not any(i["voice"] == "VOC" for i in these)]
    assert [key for key, these in found.items() if these and all(i["basis"] == "OPINION" for i in these)]
    assert len(truths) >= 15
    assert {step["key"] for step in truths if "team" not in step} == {"ins-renew", "sell-money", "hrd-tell"}


def test_insights_and_goals_have_gaps_to_find(walk: Walk) -> None:
    insights = walk.data["insights"]
    goals = {goal for row in walk.data["solutions"] if row["status"] in LIVE for goal in row.get("goals", [])}
    parents = {goal["parent"] for goal in walk.data["goals"] if "parent" in goal}

    assert [row for row in insights if row["status"] == "DISMISSED"]
    assert [row for row in insights if row["status"] != "DISMISSED" and not row.get("opportunities")]
    assert "goal-electric" not in goals | parents
    assert len(parents) >= 4


def test_metrics_miss_and_meet_targets(walk: Walk) -> None:
    metrics = {row["key"]: row for row in walk.data["metrics"]}
    names = Counter(row["name"] for row in metrics.values())
    idle = [
        row for row in metrics.values() if not any(row.get(name) for name in ("journeys", "steps", "goals"))
    ]

    assert walk.misses(metrics["csat-garage"]) == 3
    assert walk.misses(metrics["claim-days"]) >= 3
    assert walk.misses(metrics["csat-handover"]) == 0
    assert [name for name, count in names.items() if count > 1] == ["Customer satisfaction"]
    assert [row["key"] for row in idle] == ["footfall"]


def test_metrics_run_for_eighteen_months(walk: Walk) -> None:
    months: dict[str, set[str]] = defaultdict(set)
    for row in walk.measurements:
        months[row["metric"]].add(row["endsOn"][:7])
    split = {
        name: {row["metric"] for row in walk.measurements if row[name]} for name in ("channel", "segment")
    }

    assert sum(1 for ends in months.values() if len(ends) == 18) >= 15
    assert min(len(metrics) for metrics in split.values()) >= 5
    assert {row["competitor"] for row in walk.measurements} == {"", "velorin", "autodrom"}


def test_help_is_nested_in_several_journeys(walk: Walk) -> None:
    nested = [row for row in walk.data["steps"] if "help" in row.get("detailedBy", [])]
    twin = [row for row in walk.data["journeys"] if row.get("futureOf")]

    assert len({walk.journey[row["key"]] for row in nested}) >= 5
    assert [row["key"] for row in twin] == ["insure-next"]
    assert sum(1 for row in walk.data["steps"] if row.get("replaces")) >= 5


async def test_sample_is_seeded_without_a_doubt(seeded: tuple[Home, SeedReport]) -> None:
    _, report = seeded

    assert messages(report) == []
    assert len(report.imports) == len(SAMPLE)
    assert [item for found in report.files if found.plan for item in found.plan.duplicates] == []


async def test_sample_is_as_large_as_promised(seeded: tuple[Home, SeedReport]) -> None:
    home, _ = seeded

    counts = {str(row[0]): int(row[1]) for row in await home.rows(EVERYTHING)}
    reach = await home.rows(REACH)

    assert {label: counts[label] for label, least in PROMISED.items() if counts[label] < least} == {}
    assert (counts["Journey"], counts["Step"], counts["Persona"]) == (14, 105, 4)
    assert sum(1 for _, journeys in reach if journeys >= 3) >= 10


async def test_sample_keeps_every_rule(seeded: tuple[Home, SeedReport]) -> None:
    home, _ = seeded

    assert await broken_rules(home.database, MODEL) == []


async def test_every_kind_of_link_is_shown(seeded: tuple[Home, SeedReport]) -> None:
    home, _ = seeded

    found = {
        type
        for (type,) in await home.rows("MATCH (a)-[l]->() WHERE a.id IS NOT NULL RETURN DISTINCT type(l)")
    }

    assert {item.type for item in MODEL.relationships} - found == set()


async def test_second_seeding_changes_nothing(seeded: tuple[Home, SeedReport]) -> None:
    home, _ = seeded
    before = await home.state()

    again = await home.seed(*SAMPLE)
    later = await seed_sample(home.database, MODEL)

    assert (messages(again), again.imports, later.files) == ([], [], [])
    assert await home.state() == before


async def test_sample_survives_the_round_trip(seeded: tuple[Home, SeedReport]) -> None:
    home, _ = seeded
    before = await home.sheets()

    await export(home.database, MODEL, home.folder / "out.json")
    await home.clear()
    report = await home.seed(home.folder / "out.json")

    assert messages(report) == []
    assert await home.sheets() == before


async def test_sample_keeps_out_of_other_portfolios(home: Home) -> None:
    await home.run("CREATE (:Journey {id: 'jrn_01kkgmccm0e008000000000009', name: 'Ours', version: 1})")

    report = await seed_sample(home.database, MODEL)

    assert report.files == []


def test_interrupted_seeding_is_taken_up() -> None:
    digests = [hashlib.sha256(path.read_bytes()).hexdigest() for path in SAMPLE]

    assert remaining_files([]) == SAMPLE
    assert remaining_files(digests[:2]) == SAMPLE[2:]
    assert remaining_files(digests) == ()
    assert remaining_files([*digests[:2], "0" * 64]) == ()
    assert remaining_files([digests[-1]]) == ()
