"""Where the work of a batch is done: the event loop for a model, processes for the rules.

An executor takes tasks, writes their reports and gives outcomes, in any order. It knows nothing of
journals or people, so another engine is another class of this shape.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncGenerator, AsyncIterator, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from summarizer.batch.bounds import BudgetSpentError, EndpointDownError, Spent, StoppedError
from summarizer.batch.files import OutputError
from summarizer.batch.outcomes import Outcome, Task, failed, finished
from summarizer.batch.pace import Pace
from summarizer.batch.pool import Pool, WorkerDiedError, WorkerPool
from summarizer.batch.work import read_offline, read_page
from summarizer.errors import ConfigurationError, EngineError, SummarizerError, TransportError

if TYPE_CHECKING:
    from summarizer.llm.client import Answer, Client, Message

FATAL = (ConfigurationError, BudgetSpentError, EndpointDownError, OutputError)
"""Errors that end a batch: going on with the next page would meet them again."""

ROUNDS = 3
"""Times that a page's requests may fail to the last try, outages apart, before it is given up."""

FAILURES_IN_A_ROW = 50
"""Pages without one success between that a reader may fail on before the batch ends."""


class Executor(Protocol):
    """Does the work of a batch."""

    def run(self, tasks: Iterator[Task | None]) -> AsyncIterator[Outcome]:
        """Work tasks off as they come; a None among them is a moment to let others run.

        Raises:
            ConfigurationError, BudgetSpentError, EndpointDownError, OutputError: the batch ends here.
        """
        ...

    def stop(self) -> None:
        """Take no more tasks; those under way are finished."""
        ...


_NO_MORE = object()


class AsyncExecutor:
    """Many pages in flight on one event loop, for engines that wait for a network.

    The loop does nothing but ask: worker processes clean pages, make the requests, and verify what
    comes back. A page's work begins before there is a slot for its request, so that one is at hand
    whenever a slot is free.

    Args:
        client: who is asked; its gate is `pace`.
        reader: the reader that worker processes make, from `packed_reader`.
        folder: the output folder.
        pace: admits pages.
        pool: the worker processes.
    """

    def __init__(self, client: Client, reader: bytes, folder: Path, pace: Pace, pool: Pool) -> None:
        self._client = client
        self._reader = reader
        self._folder = folder
        self._pace = pace
        self._pool = pool
        self._stopping = False
        self._failures_in_a_row = 0
        # More pages than requests, so that slots are used while pages are cleaned or wait for
        # a second try.
        self._pages = 2 * pace.config.concurrency + 2

    def stop(self) -> None:
        """Take no more tasks; those that something was paid for are finished."""
        self._stopping = True
        self._pace.drain()

    async def run(self, tasks: Iterator[Task | None]) -> AsyncGenerator[Outcome]:
        """See `Executor.run`."""
        results: asyncio.Queue[Outcome | SummarizerError | None] = asyncio.Queue(2 * self._pages)
        workers = [asyncio.create_task(self._work(tasks, results)) for _ in range(self._pages)]
        working = len(workers)
        fatal: SummarizerError | None = None
        try:
            while working:
                result = await results.get()
                if result is None:
                    working -= 1
                elif isinstance(result, Outcome):
                    yield result
                else:
                    fatal = fatal or result
        finally:
            for worker in workers:
                worker.cancel()
            await asyncio.gather(*workers, return_exceptions=True)
            self._pool.close()
            await self._client.close()
        if fatal:
            raise fatal

    async def _work(
        self, tasks: Iterator[Task | None], results: asyncio.Queue[Outcome | SummarizerError | None]
    ) -> None:
        try:
            while not self._stopping:
                async with self._pace.page() as spent:
                    task = next(tasks, _NO_MORE)
                    if task is _NO_MORE:
                        break
                    if isinstance(task, Task):
                        await results.put(await self._one(task, spent))
                    else:
                        await asyncio.sleep(0)
        except StoppedError:
            pass
        except FATAL as error:
            self._stopping = True
            if not isinstance(error, BudgetSpentError):
                self._pace.close(error)
            await results.put(error)
        except SummarizerError as error:
            self._stopping = True
            await results.put(error)
        await results.put(None)

    async def _one(self, task: Task, spent: Spent) -> Outcome:
        began = time.perf_counter()
        try:
            await self._pool.converse(self._ask, read_page, self._folder, task, self._reader)
        except (*FATAL, StoppedError):
            raise
        except Exception as error:
            self._note_failure(error)
            return failed(task, error, time.perf_counter() - began, spent)
        self._failures_in_a_row = 0
        return finished(task, time.perf_counter() - began, spent)

    async def _ask(self, request: tuple[Sequence[Message], Mapping[str, Any]]) -> Answer:
        """Ask; while the circuit is open a failure is the endpoint's trouble and not the page's."""
        strikes = 0
        while True:
            try:
                return await self._client.ask(*request)
            except TransportError:
                strikes += not self._pace.is_open
                if strikes >= ROUNDS:
                    raise

    def _note_failure(self, error: Exception) -> None:
        """End a batch in which the reader fails on page after page.

        Raises:
            EndpointDownError: it has failed on too many in a row.
        """
        if not isinstance(error, EngineError) or isinstance(error, WorkerDiedError):
            return
        self._failures_in_a_row += 1
        if self._failures_in_a_row >= FAILURES_IN_A_ROW:
            raise EndpointDownError(
                f"the last {self._failures_in_a_row} pages all failed: {error.message}",
                hint="mend the cause, then run again with --redo failed",
            )


class ProcessExecutor:
    """The offline rules on every core."""

    CHUNK = 16
    """Pages that go to a process at once: enough to hide the cost of sending them."""

    def __init__(self, folder: Path, pool: WorkerPool, pace: Pace | None = None) -> None:
        self._folder = folder
        self._pool = pool
        self._pace = pace or Pace()
        self._stopping = False

    def stop(self) -> None:
        """Take no more tasks; those under way are finished."""
        self._stopping = True

    async def run(self, tasks: Iterator[Task | None]) -> AsyncGenerator[Outcome]:
        """See `Executor.run`."""
        waiting: set[asyncio.Task[list[Outcome]]] = set()
        more, fatal = True, None
        try:
            while more or waiting:
                while more and not self._stopping and len(waiting) < 2 * self._pool.processes:
                    try:
                        self._pace.check_budgets()
                        chunk, more = self._chunk(tasks)
                    except SummarizerError as error:
                        chunk, more, fatal = [], False, error
                    if chunk:
                        waiting.add(asyncio.create_task(self._read(chunk)))
                    await asyncio.sleep(0)
                more = more and not self._stopping
                if waiting:
                    done, waiting = await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
                    for finished_chunk in done:
                        try:
                            outcomes = finished_chunk.result()
                        except FATAL as error:
                            more, fatal, outcomes = False, fatal or error, []
                        for outcome in outcomes:
                            yield outcome
        finally:
            for chunk_task in waiting:
                chunk_task.cancel()
            self._pool.close()
        if fatal:
            raise fatal

    def _chunk(self, tasks: Iterator[Task | None]) -> tuple[list[Task], bool]:
        """The next few tasks, and whether there may be more."""
        chunk: list[Task] = []
        while len(chunk) < self.CHUNK:
            task = next(tasks, _NO_MORE)
            if task is _NO_MORE:
                return chunk, False
            if not isinstance(task, Task):
                break
            chunk.append(task)
        return chunk, True

    async def _read(self, chunk: list[Task]) -> list[Outcome]:
        try:
            return await self._pool.run(read_offline, self._folder, chunk)
        except WorkerDiedError as error:
            if len(chunk) == 1:
                return [failed(chunk[0], error, 0.0)]
            return [outcome for task in chunk for outcome in await self._read([task])]
