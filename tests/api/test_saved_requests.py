"""The requests that GraphiQL offers, asked of the sample as they stand: each has something to show."""

from collections.abc import Iterator
from typing import Any

import pytest

from api.http import graphiql
from graph.database import Database
from tests.api.asking import Api
from tests.sample import bring_in

SAVED = graphiql.saved_requests()


@pytest.fixture(scope="module")
async def sample(database: Database, tmp_path_factory: pytest.TempPathFactory) -> None:
    """The sample, in an otherwise empty database."""
    await bring_in(database, tmp_path_factory)


def lists(value: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[str, int]]:
    """The paths of every list in an answer, list indices left out, with how many items it has."""
    if isinstance(value, dict):
        for name, item in value.items():  # pyright: ignore[reportUnknownVariableType]
            yield from lists(item, (*path, str(name)))  # pyright: ignore[reportUnknownArgumentType]
    elif isinstance(value, list):
        yield ".".join(path), len(value)  # pyright: ignore[reportUnknownArgumentType]
        for item in value:  # pyright: ignore[reportUnknownVariableType]
            yield from lists(item, path)


@pytest.mark.parametrize("saved", SAVED, ids=lambda saved: saved["name"])
async def test_saved_requests_show_something(saved: dict[str, Any], api: Api, sample: None) -> None:
    answer = await api(saved["query"], saved.get("variables"))

    assert answer.errors == []
    counted: dict[str, int] = {}
    for path, length in lists(answer.data):
        counted[path] = counted.get(path, 0) + length
    problems = {path for path in counted if path.endswith("userErrors")}
    assert {path for path, count in counted.items() if count == 0} == problems
    assert [name for name, value in answer.data.items() if not value] == []


async def test_linking_twice_changes_nothing_more(api: Api, sample: None) -> None:
    (saved,) = [request for request in SAVED if request["query"].startswith("mutation")]
    first = await api(saved["query"], saved["variables"])

    second = await api(saved["query"], saved["variables"])

    assert second.data == first.data
    assert first.data["addOpportunitySteps"]["opportunity"]["reach"]["journeys"] > 3
