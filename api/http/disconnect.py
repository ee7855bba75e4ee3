"""Work that ends when the client it is for has left."""

import asyncio
from types import TracebackType
from typing import Any, Self

from starlette.types import Receive

# Most answers are there sooner than it pays to watch for somebody who leaves.
SOON = 0.05


class DisconnectWatch:
    """Cancels the block inside when the client leaves; `happened` says so after it."""

    def __init__(self, receive: Receive) -> None:
        self.happened = False
        self._receive = receive
        self._watch: asyncio.Task[None] | None = None

    async def __aenter__(self) -> Self:
        task = asyncio.current_task()
        assert task is not None
        self._late = asyncio.get_running_loop().call_later(SOON, self._begin, task)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> bool:
        self._late.cancel()
        if self._watch is not None:
            self._watch.cancel()
        task = asyncio.current_task()
        if not self.happened or task is None:
            return False
        # What we asked for is taken back; somebody else's request to stop is left standing.
        return task.uncancel() == 0 and kind is asyncio.CancelledError

    def _begin(self, task: "asyncio.Task[Any]") -> None:
        self._watch = asyncio.create_task(self._wait(task))

    async def _wait(self, task: "asyncio.Task[Any]") -> None:
        while (await self._receive())["type"] != "http.disconnect":
            pass
        self.happened = True
        task.cancel()
