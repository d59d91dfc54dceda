"""Worker processes that may die without taking the batch with them.

Each hangs on a socket of its own in the batch's event loop: no threads, and what a process had in hand
when it died is known. The page that it died of is tried once more and then alone, the others are simply
run again. What a page has been answered by then is answered again without asking anyone.
"""

from __future__ import annotations

import asyncio
import itertools
import multiprocessing
import os
import socket
from collections.abc import Awaitable, Callable
from multiprocessing import forkserver
from multiprocessing.process import BaseProcess
from typing import Any, Protocol, TypeVar, TypeVarTuple

from summarizer.batch.hands import KeptAnswers, LostError, WorkerProcess
from summarizer.batch.messages import Ask, Message
from summarizer.batch.worker import serve
from summarizer.errors import ConfigurationError, EngineError

Arguments = TypeVarTuple("Arguments")
Result = TypeVar("Result")

PATIENCE = 300.0
"""Seconds that a piece of work may take before its process is given up."""

STRIKES = 2
"""Processes that may die of a page before it gets one to itself."""

LOSSES = 6
"""Processes that may die around a page before it gets one to itself."""

RETIRE_AFTER = 1000
"""Pieces of work after which a process is replaced, so that memory stays flat whatever a library
keeps to itself."""

WARM = ("__main__", "summarizer.batch.warm")
"""What is loaded before processes are forked."""


class Pool(Protocol):
    """Somewhere to run functions of `work`."""

    async def run(self, function: Callable[[*Arguments], Result], *args: *Arguments) -> Result:
        """Run a function and give what it gives."""
        ...

    async def converse(
        self,
        serve: Ask,
        function: Callable[[Ask, *Arguments], Awaitable[Result]],
        *args: *Arguments,
    ) -> Result:
        """Run a function that asks for things meanwhile; `serve` answers.

        An `EngineError` of `serve` is raised where the function asked; any other ends the work.
        """
        ...

    def close(self) -> None:
        """Let go of processes."""
        ...


class WorkerDiedError(EngineError):
    """The process that worked on a page died of it: out of memory, or a crash in native code."""


class WorkerPool:
    """Processes that run functions of `work`; made on first use, replaced when one dies or is old.

    Args:
        processes: how many, None for one a core.
        patience: seconds that a piece of work may take.
        warm: modules that are loaded once, before processes are forked.
    """

    def __init__(
        self, processes: int | None = None, patience: float = PATIENCE, warm: tuple[str, ...] = WARM
    ) -> None:
        self.processes = processes or os.cpu_count() or 1
        self._patience = patience
        self._warm = warm
        self._jobs = itertools.count()
        self._forked: list[tuple[BaseProcess, socket.socket]] = []
        self._workers: list[WorkerProcess] = []
        self._retired: list[WorkerProcess] = []
        self._worked = False
        self._filling = asyncio.Lock()
        self._alone = asyncio.Lock()

    async def run(self, function: Callable[[*Arguments], Result], *args: *Arguments) -> Result:
        """Run a function in a worker process.

        Raises:
            WorkerDiedError: it killed three processes, or took longer than the patience.
            ConfigurationError: no process ever came up.
        """
        return await self._run(KeptAnswers(_nobody), function, args)

    async def converse(
        self,
        serve: Ask,
        function: Callable[[Ask, *Arguments], Awaitable[Result]],
        *args: *Arguments,
    ) -> Result:
        """See `Pool.converse`; errors as for `run`."""
        return await self._run(KeptAnswers(serve), function, args)

    async def _run(self, answers: KeptAnswers, function: Any, args: tuple[Any, ...]) -> Any:
        strikes = losses = 0
        while strikes < STRIKES and losses < LOSSES:
            worker = await self._free()
            try:
                return await self._within(worker, answers, function, args)
            except LostError as lost:
                self._check(worker, lost)
                strikes += lost.guilty
                losses += 1
        async with self._alone:
            worker = await self._attached(*self._fork())
            try:
                return await self._within(worker, answers, function, args)
            except LostError as lost:
                self._check(worker, lost)
                raise WorkerDiedError(
                    f"its worker process died {strikes + 1} times", hint="look for a lack of memory"
                ) from None
            finally:
                worker.kill()

    async def _within(
        self, worker: WorkerProcess, answers: KeptAnswers, function: Any, args: tuple[Any, ...]
    ) -> Any:
        job = next(self._jobs)
        answers.at = 0
        message = Message("do", job, (function, args))
        try:
            while True:
                told = await worker.tell(message)
                self._worked = True
                if told.kind == "done":
                    return told.content
                if told.kind == "failed":
                    raise told.content.unpacked()
                message = await answers.answer(job, told.content)
        finally:
            worker.forget(job)

    def _check(self, worker: WorkerProcess, lost: LostError) -> None:
        if lost.hung:
            raise WorkerDiedError(
                f"not read within {self._patience:g} s", hint="the page may be very large"
            ) from None
        if not (self._worked or worker.heard):
            raise ConfigurationError(
                "worker processes cannot be started", hint="see the messages above; look for a lack of memory"
            ) from None

    # --- processes ----------------------------------------------------------------------------------

    def start(self) -> None:
        """Begin to load what processes are forked from, while the batch itself gets ready."""
        multiprocessing.get_context("forkserver").set_forkserver_preload(list(self._warm))
        forkserver.ensure_running()

    def wait_until_up(self) -> None:
        """Wait until all processes are there: what comes then is work alone."""
        while len(self._forked) < self.processes:
            self._forked.append(self._fork())

    def close(self) -> None:
        """End the processes, whatever they are doing."""
        for worker in [*self._workers, *self._retired]:
            worker.kill()
        for process, end in self._forked:
            end.close()
            process.kill()
        self._workers, self._retired, self._forked = [], [], []

    async def _free(self) -> WorkerProcess:
        """The process that has the least to do."""
        self._dismiss()
        while len(self._workers) < self.processes:
            async with self._filling:
                if len(self._workers) < self.processes:
                    forked = self._forked.pop() if self._forked else self._fork()
                    self._workers.append(await self._attached(*forked))
            self._dismiss()
        worker = min(self._workers, key=lambda worker: worker.load)
        worker.begun += 1
        return worker

    def _dismiss(self) -> None:
        """Let the old ones go."""
        for worker in [worker for worker in self._workers if worker.gone or worker.begun >= RETIRE_AFTER]:
            self._workers.remove(worker)
            self._retire(worker)

    def _retire(self, worker: WorkerProcess) -> None:
        """Let it finish what it has, and end."""
        worker.retired = True
        self._retired = [old for old in self._retired if not old.gone]
        if worker.load:
            self._retired.append(worker)
        else:
            worker.kill()

    def _fork(self) -> tuple[BaseProcess, socket.socket]:
        self.start()
        ours, theirs = socket.socketpair()
        process = multiprocessing.get_context("forkserver").Process(target=serve, args=(theirs,), daemon=True)
        try:
            process.start()
        except (OSError, EOFError) as error:
            ours.close()
            raise ConfigurationError(
                f"worker processes cannot be started: {error}", hint="look for a lack of memory"
            ) from None
        finally:
            theirs.close()
        return process, ours

    async def _attached(self, process: BaseProcess, end: socket.socket) -> WorkerProcess:
        loop = asyncio.get_running_loop()
        _, worker = await loop.create_connection(lambda: WorkerProcess(process, self._patience), sock=end)
        return worker


async def _nobody(subject: object) -> object:
    raise TypeError(f"nobody answers {subject!r}")
