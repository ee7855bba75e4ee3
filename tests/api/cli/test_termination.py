"""SIGTERM ends a program in order, wherever it comes."""

import asyncio
import os
import signal
from asyncio import events

import pytest

from api.cli.termination import on_termination, run


class Ended(SystemExit):
    """What SIGTERM is here."""


def end() -> None:
    """Act as `on_termination` is told to."""
    raise Ended


def send_sigterm() -> None:
    """Send it to this process."""
    os.kill(os.getpid(), signal.SIGTERM)


def test_unmade_loops_are_not_met(monkeypatch: pytest.MonkeyPatch) -> None:
    order: list[str] = []
    new_event_loop = events.new_event_loop

    def interrupted_loop() -> asyncio.AbstractEventLoop:
        send_sigterm()
        order.append("sent")
        return new_event_loop()

    async def work() -> None:
        order.append("begun")

    monkeypatch.setattr(events, "new_event_loop", interrupted_loop)
    with pytest.raises(Ended), on_termination(end):
        run(work)

    assert order == ["sent"]


def test_closing_loops_are_not_met(monkeypatch: pytest.MonkeyPatch) -> None:
    order: list[str] = []
    shut_down = asyncio.BaseEventLoop.shutdown_asyncgens

    async def interrupted(loop: asyncio.BaseEventLoop) -> None:
        send_sigterm()
        order.append("sent")
        await shut_down(loop)
        order.append("closed")

    async def work() -> None:
        order.append("begun")

    monkeypatch.setattr(asyncio.BaseEventLoop, "shutdown_asyncgens", interrupted)
    with pytest.raises(Ended), on_termination(end):
        run(work)

    assert order == ["begun", "sent", "closed"]


def test_work_is_ended_in_order() -> None:
    order: list[str] = []

    async def work() -> None:
        try:
            asyncio.get_running_loop().call_later(0.05, send_sigterm)
            await asyncio.sleep(60)
        finally:
            await asyncio.sleep(0)
            order.append("closed")

    with pytest.raises(Ended), on_termination(end):
        run(work)

    assert order == ["closed"]
