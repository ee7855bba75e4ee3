"""Requests that come twice are carried out once, also when they come at the same time."""

import asyncio

import pytest

from graph.database import Transaction
from graph.errors import BadRequest, NotFound
from graph.model import MODEL
from graph.writing import idempotency
from graph.writing.idempotency import RepeatableRequest
from graph.writing.writer import Writer
from tests.graph.stage import Stage

REQUEST = RepeatableRequest("key", "createTag(name: t)")


async def once(stage: Stage, request: RepeatableRequest, *, failing: bool = False) -> str:
    """Create a tag unless the request was answered before; the answer."""

    async def work(transaction: Transaction) -> str:
        known = await idempotency.kept_answer(transaction, request)
        if known is not None:
            return known
        writer = Writer(MODEL, transaction, actor="ann", request_id="r")
        (identifier,) = await writer.create("Tag", [{"name": "t"}])
        await writer.finish()
        if failing:
            raise NotFound("gone")
        await idempotency.keep_answer(transaction, request, identifier)
        return identifier

    return await stage.database.write(work)


async def tags(stage: Stage) -> list[str]:
    """Ids of all tags."""
    return [row[0] for row in await stage.rows("MATCH (t:Tag) RETURN t.id ORDER BY t.id")]


async def test_retry_gets_the_first_answer(stage: Stage) -> None:
    first = await once(stage, REQUEST)

    assert await once(stage, REQUEST) == first
    assert await tags(stage) == [first]


async def test_other_keys_are_other_requests(stage: Stage) -> None:
    first = await once(stage, REQUEST)
    second = await once(stage, RepeatableRequest("another", REQUEST.content))

    assert await tags(stage) == sorted([first, second])


async def test_key_holds_for_one_request(stage: Stage) -> None:
    await once(stage, REQUEST)

    with pytest.raises(BadRequest):
        await once(stage, RepeatableRequest(REQUEST.key, "createTag(name: u)"))

    assert len(await tags(stage)) == 1


async def test_failed_request_can_be_repeated(stage: Stage) -> None:
    with pytest.raises(NotFound):
        await once(stage, REQUEST, failing=True)

    assert await tags(stage) == []
    assert [await once(stage, REQUEST)] == await tags(stage)


async def test_equal_requests_at_once_run_once(stage: Stage) -> None:
    answers = await asyncio.gather(*(once(stage, REQUEST) for _ in range(8)))

    assert [*dict.fromkeys(answers)] == await tags(stage)


async def test_answers_last_a_day(stage: Stage) -> None:
    first = await once(stage, REQUEST)
    await stage.run("MATCH (k:__Idempotency) SET k.at = datetime() - duration('P1DT1S')")

    second = await once(stage, RepeatableRequest(REQUEST.key, "something else"))

    assert await tags(stage) == sorted([first, second])
    assert await once(stage, RepeatableRequest(REQUEST.key, "something else")) == second


async def test_old_answers_are_forgotten(stage: Stage) -> None:
    await once(stage, REQUEST)
    await stage.run("MATCH (k:__Idempotency) SET k.at = datetime() - duration('P1DT1S')")
    await once(stage, RepeatableRequest("another", REQUEST.content))

    await stage.database.write(idempotency.forget_answers)

    assert await stage.rows("MATCH (k:__Idempotency) RETURN k.id") == [[RepeatableRequest("another", "").id]]


async def test_some_requests_clear_away_old_answers(stage: Stage) -> None:
    await once(stage, REQUEST)
    await stage.run("MATCH (k:__Idempotency) SET k.at = datetime() - duration('P1DT1S')")
    sweeping = next(key for key in map(str, range(10_000)) if RepeatableRequest(key, "").id.endswith("00"))

    await once(stage, RepeatableRequest(sweeping, "late"))

    assert await stage.rows("MATCH (k:__Idempotency) RETURN k.id") == [[RepeatableRequest(sweeping, "").id]]
