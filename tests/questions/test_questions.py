"""Forty questions, each one request on the sample, against answers told from its rows in plain Python."""

import json
import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, cast

import pytest

from graph.database import Database
from graph.model import MODEL
from graph.writing.bulk import await_search_index
from seed.export import export
from tests.api.asking import Api
from tests.questions import analyst, facilitator, lead, manager, screens
from tests.questions.asked import Asked, Day
from tests.questions.near import near
from tests.questions.portfolio import Portfolio, read
from tests.sample import bring_in

pytestmark = pytest.mark.anyio

HERE = Path(__file__).parent
REQUESTS = {path.stem[3:]: path for path in sorted(HERE.glob("[0-9][0-9]_*.graphql"))}
USERS = (manager, lead, analyst, screens, facilitator)
ANSWERS: dict[str, Callable[[Portfolio, Day], Asked]] = {
    name: getattr(user, name) for user in USERS for name in vars(user) if name in REQUESTS
}
UPDATE = """mutation ($input: UpdateOpportunityInput!) {
  updateOpportunity(input: $input) { userErrors { message } }
}"""
LINK = """mutation ($input: AddOpportunityStepsInput!) {
  addOpportunitySteps(input: $input) { userErrors { message } }
}"""
LAUNCH = (
    "mutation ($input: UpdateSolutionInput!) { updateSolution(input: $input) { userErrors { message } } }"
)
# Connections whose order is not promised by a name: compared as sets.
UNORDERED = {
    "overlaps": "solutions",
    "teamPairs": "nodes",
    "search": "edges",
    "sources": "edges",
}


@pytest.fixture(scope="module")
async def sample(
    api: Api, database: Database, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Portfolio, Day]:
    """The sample in the database, a day's work done on it, and both as plain rows."""
    await bring_in(database, tmp_path_factory)
    before = await sheets(database, tmp_path_factory)
    day = await worked(api, before)
    await await_search_index(database)
    return await sheets(database, tmp_path_factory), day


async def sheets(database: Database, folders: pytest.TempPathFactory) -> Portfolio:
    """The portfolio as its export to a file has it."""
    out = folders.mktemp("export") / "portfolio.json"
    await export(database, MODEL, out)
    return read(json.loads(out.read_text("utf-8")))


async def worked(api: Api, p: Portfolio) -> Day:
    """A day's work: two opportunities are taken up, one is found at another step, a solution is launched."""
    day = Day(begun=datetime.now(UTC).isoformat())
    taken = {key: p.keyed("Opportunity", key) for key in ("monthly-cost", "no-to-next")}
    for id in taken.values():
        await done(api, UPDATE, {"id": id, "status": "IN_PROGRESS"})
        day.work.append(("UPDATE", "OPPORTUNITY", p.get(id, "name")))
    linked = p.keyed("Opportunity", "ask-before")
    free = next(id for id in p.of("Step") if id not in p.out(linked, "ADDRESSES"))
    await done(api, LINK, {"opportunityId": linked, "stepIds": [free], "rationale": "Said again."})
    day.work.append(("LINK", "OPPORTUNITY", p.get(linked, "name")))
    launched = next(id for id in p.of("Solution") if p.get(id, "status") == "IN_PROGRESS")
    await done(api, LAUNCH, {"id": launched, "status": "LAUNCHED", "launchedOn": "2026-09-01"})
    day.work.append(("UPDATE", "SOLUTION", p.get(launched, "name")))
    day.restarted, day.ended = tuple(taken), datetime.now(UTC).isoformat()
    return day


async def done(api: Api, mutation: str, given: dict[str, Any]) -> None:
    """Carry out a mutation that is right."""
    assert await api.write(mutation, input=given) == {"userErrors": []}


def test_every_question_has_its_request() -> None:
    assert [path.stem[:2] for path in REQUESTS.values()] == [f"{number:02}" for number in range(1, 41)]
    assert set(ANSWERS) == set(REQUESTS)


@pytest.mark.parametrize("name", REQUESTS)
async def test_question_is_answered(api: Api, sample: tuple[Portfolio, Day], name: str) -> None:
    asked, expected = ANSWERS[name](*sample)

    found = await api.read(REQUESTS[name].read_text("utf-8"), **asked)

    assert loose(found) == near(loose(expected))
    assert all(says_something(value) for value in expected.values())


def loose(data: Any) -> Any:
    """The same data, with what comes in no order by name brought into one."""
    for name, part in UNORDERED.items():
        for row in inside(data.get(name)):
            if isinstance(row.get(part), list):
                row[part].sort(key=str)
    if "moneyTotals" in data:
        data["moneyTotals"].sort(key=str)
    return data


def inside(data: Any) -> Iterator[dict[str, Any]]:
    """Every object in some data, itself included."""
    if isinstance(data, dict):
        yield cast(dict[str, Any], data)
    parts = cast(dict[str, Any], data).values() if isinstance(data, dict) else data
    for part in cast(list[Any], parts) if isinstance(data, dict | list) else ():
        yield from inside(part)


def says_something(data: Any) -> bool:
    """Whether there is anything in an answer but nulls, zeros and empty lists."""
    if isinstance(data, dict):
        return any(says_something(part) for part in cast(dict[str, Any], data).values())
    if isinstance(data, list):
        return any(says_something(part) for part in cast(list[Any], data))
    return bool(data)


def test_requests_stay_in_one_piece() -> None:
    for path in REQUESTS.values():
        assert len(re.findall(r"^query ", path.read_text("utf-8"), re.MULTILINE)) == 1
