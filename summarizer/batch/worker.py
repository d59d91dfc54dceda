"""A worker process: does what its batch sends, piece by piece, and asks back where it must.

Work that asks is a coroutine function whose first parameter is `Ask`; while one page waits for its
answer, others are worked on.
"""

from __future__ import annotations

import asyncio
import inspect
import multiprocessing
import os
import signal
import socket
import threading
from functools import partial
from typing import Any

from summarizer.batch.messages import Channel, Message, Packed


def serve(end: socket.socket) -> None:
    """Work until the batch is gone. Signals are left to the batch, which this process goes with."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    threading.Thread(target=_follow_parent, daemon=True).start()
    asyncio.run(_serve(end))


def _follow_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


async def _serve(end: socket.socket) -> None:
    over = asyncio.Event()
    await asyncio.get_running_loop().create_connection(lambda: _Serving(over), sock=end)
    await over.wait()


class _Serving(Channel):
    """The worker's end of the socket."""

    def __init__(self, over: asyncio.Event) -> None:
        super().__init__()
        self._over = over
        self._tasks: set[asyncio.Task[None]] = set()
        self._asked: dict[int, asyncio.Future[Any]] = {}

    def received(self, message: Message) -> None:
        """See `Channel`."""
        kind, job, content = message
        if kind == "do":
            task = asyncio.create_task(self._do(job, *content))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)
            return
        asked = self._asked.pop(job)
        if asked.done():
            return
        if kind == "answer":
            asked.set_result(content)
        else:
            asked.set_exception(content.unpacked())

    def lost(self) -> None:
        """See `Channel`."""
        self._over.set()

    async def _do(self, job: int, function: Any, args: tuple[Any, ...]) -> None:
        try:
            if inspect.iscoroutinefunction(function):
                result = await function(partial(self._ask, job), *args)
            else:
                result = function(*args)
            self.send(Message("done", job, result))
        except Exception as error:
            self.send(Message("failed", job, Packed.of(error)))

    async def _ask(self, job: int, subject: object) -> object:
        asked = self._asked[job] = asyncio.get_running_loop().create_future()
        self.send(Message("ask", job, subject))
        return await asked
