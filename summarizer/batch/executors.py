"""Where the work of a batch is done: the event loop for a model, processes for the rules.

An executor takes tasks and gives outcomes, in any order. It knows nothing of folders, journals or
people, so another engine is another class of this shape.
"""

from __future__ import annotations

import asyncio
import os
import signal
import time
from collections.abc import AsyncGenerator, AsyncIterator, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from typing import Protocol

from summarizer.batch.pace import BudgetSpentError, EndpointDownError
from summarizer.engines.base import Engine
from summarizer.errors import ConfigurationError, EngineError, SummarizerError
from summarizer.pipeline import prepare, read_article
from summarizer.report import Report

FATAL = (ConfigurationError, BudgetSpentError, EndpointDownError)
"""Errors that end a batch: going on with the next page would meet them again."""


@dataclass(frozen=True, slots=True)
class Task:
    """A page to read: `id` is the hash of its bytes, `name` its name in the source."""

    id: str
    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a task: the report as JSON, or the class and message of the error.

    Tokens, cost (US dollars) and requests are what was spent, also where it failed; `seconds` is
    wall time.
    """

    task_id: str
    name: str
    report: str | None = None
    error_kind: str = ""
    error: str = ""
    seconds: float = 0.0
    calls: int = 0
    input_tokens: int = 0
    output_tokens: int = 0
    cost: float = 0.0


class Executor(Protocol):
    """Does the work of a batch."""

    def run(self, tasks: Iterator[Task | None]) -> AsyncIterator[Outcome]:
        """Work tasks off as they come; a None among them is a moment to let others run.

        Raises:
            ConfigurationError, BudgetSpentError, EndpointDownError: the batch ends here.
        """
        ...

    def stop(self) -> None:
        """Take no more tasks; those under way are finished."""
        ...


def finished(task: Task, report: Report, seconds: float) -> Outcome:
    """The outcome of a page that was read."""
    usage = report.run.usage
    return Outcome(
        task.id,
        task.name,
        report=report.model_dump_json(),
        seconds=seconds,
        calls=report.run.attempts,
        input_tokens=usage.input,
        output_tokens=usage.output,
        cost=report.run.cost or 0.0,
    )


def failed(task: Task, error: BaseException, seconds: float) -> Outcome:
    """The outcome of a page that was not."""
    calls = error.calls if isinstance(error, EngineError) else 0
    kind = type(error).__name__
    message = str(error) if isinstance(error, SummarizerError) else f"{kind}: {error}"
    return Outcome(task.id, task.name, error_kind=kind, error=message, seconds=seconds, calls=calls)


class AsyncExecutor:
    """Many pages in flight on one event loop: for engines that wait for a network."""

    def __init__(self, engine: Engine, concurrency: int) -> None:
        self._engine = engine
        self._concurrency = concurrency
        self._stopping = False

    def stop(self) -> None:
        """Take no more tasks; those under way are finished."""
        self._stopping = True

    async def run(self, tasks: Iterator[Task | None]) -> AsyncGenerator[Outcome]:
        """See `Executor.run`."""
        results: asyncio.Queue[Outcome | BaseException | None] = asyncio.Queue(2 * self._concurrency)
        workers = [asyncio.create_task(self._work(tasks, results)) for _ in range(self._concurrency)]
        working = len(workers)
        fatal: BaseException | None = None
        try:
            while working:
                result = await results.get()
                if result is None:
                    working -= 1
                elif isinstance(result, Outcome):
                    yield result
                else:
                    fatal = fatal or result
                    self.stop()
                    if isinstance(result, ConfigurationError):
                        break
        finally:
            for worker in workers:
                worker.cancel()
            await asyncio.gather(*workers, return_exceptions=True)
        if fatal:
            raise fatal

    async def _work(
        self, tasks: Iterator[Task | None], results: asyncio.Queue[Outcome | BaseException | None]
    ) -> None:
        try:
            while not self._stopping:
                task = next(tasks, self)
                if task is self:
                    break
                if isinstance(task, Task):
                    await results.put(await self._one(task))
                else:
                    await asyncio.sleep(0)
        except FATAL as error:
            await results.put(error)
        await results.put(None)

    async def _one(self, task: Task) -> Outcome:
        began = time.perf_counter()
        try:
            report = await read_article(prepare(task.data, path=task.name), self._engine)
        except FATAL:
            raise
        except Exception as error:
            return failed(task, error, time.perf_counter() - began)
        return finished(task, report, time.perf_counter() - began)


class ProcessExecutor:
    """The offline rules on every core."""

    CHUNK = 32
    """Pages that go to a process at once: enough to hide the cost of sending them."""

    def __init__(self, processes: int | None = None) -> None:
        self._processes = processes or os.cpu_count() or 1
        self._stopping = False

    def stop(self) -> None:
        """Take no more tasks; those under way are finished."""
        self._stopping = True

    async def run(self, tasks: Iterator[Task | None]) -> AsyncGenerator[Outcome]:
        """See `Executor.run`."""
        loop = asyncio.get_running_loop()
        with ProcessPoolExecutor(self._processes, initializer=_ignore_interrupts) as pool:
            waiting: set[asyncio.Future[list[Outcome]]] = set()
            more = True
            while more or waiting:
                while more and len(waiting) < 2 * self._processes:
                    chunk = self._chunk(tasks)
                    more = len(chunk) == self.CHUNK and not self._stopping
                    if chunk:
                        waiting.add(loop.run_in_executor(pool, read_offline, chunk))
                if waiting:
                    done, waiting = await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
                    for future in done:
                        for outcome in future.result():
                            yield outcome

    def _chunk(self, tasks: Iterator[Task | None]) -> list[Task]:
        chunk: list[Task] = []
        while len(chunk) < self.CHUNK and not self._stopping:
            task = next(tasks, self)
            if task is self:
                break
            if isinstance(task, Task):
                chunk.append(task)
        return chunk


def _ignore_interrupts() -> None:
    """Ctrl-C goes to the whole process group; it is the parent that decides what it means."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def read_offline(tasks: list[Task]) -> list[Outcome]:
    """Read pages by the rules, in this process."""
    from summarizer.engines.offline import OfflineEngine

    async def read_all() -> list[Outcome]:
        return [await _read_one(task, engine) for task in tasks]

    engine = OfflineEngine()
    return asyncio.run(read_all())


async def _read_one(task: Task, engine: Engine) -> Outcome:
    began = time.perf_counter()
    try:
        report = await read_article(prepare(task.data, path=task.name), engine)
    except Exception as error:
        return failed(task, error, time.perf_counter() - began)
    return finished(task, report, time.perf_counter() - began)
