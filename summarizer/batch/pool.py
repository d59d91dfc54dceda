"""Worker processes that may die without taking the batch with them."""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import signal
import threading
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing.process import BaseProcess
from typing import ParamSpec, Protocol, TypeVar

from summarizer.errors import ConfigurationError, EngineError

Arguments = ParamSpec("Arguments")
Result = TypeVar("Result")

PATIENCE = 300.0
"""Seconds that a piece of work may take before its process is given up."""


RETIRE_AFTER = 1000
"""Pieces of work after which processes are replaced, so that memory stays flat whatever a library
keeps to itself."""


class Pool(Protocol):
    """Somewhere to run functions of `work`."""

    async def run(
        self, function: Callable[Arguments, Result], *args: Arguments.args, **kwargs: Arguments.kwargs
    ) -> Result:
        """Run a function and give what it gives."""
        ...

    def close(self) -> None:
        """Let go of processes."""
        ...


class WorkerDiedError(EngineError):
    """The process that worked on a page died of it: out of memory, or a crash in native code."""


class WorkerPool:
    """Processes that run functions of `work`; made on first use, replaced when one dies."""

    def __init__(self, processes: int | None = None, patience: float = PATIENCE) -> None:
        self.processes = processes or os.cpu_count() or 1
        self._patience = patience
        self._pool: ProcessPoolExecutor | None = None
        self._worked = False
        self._submitted = 0
        self._alone: asyncio.Lock = asyncio.Lock()

    async def run(
        self, function: Callable[Arguments, Result], *args: Arguments.args, **kwargs: Arguments.kwargs
    ) -> Result:
        """Run a function in a worker process.

        Work that was under way when a process died is run again, at last in a process of its own.

        Raises:
            WorkerDiedError: it killed that process too, or took longer than the patience.
            ConfigurationError: no process ever came up.
        """
        for _ in range(2):
            pool = self._started()
            try:
                return await self._within(pool, function, *args, **kwargs)
            except BrokenProcessPool:
                self._discard(pool)
        if not self._worked:
            raise ConfigurationError(
                "worker processes cannot be started", hint="see the messages above; look for a lack of memory"
            )
        async with self._alone:
            pool = _new_pool(1)
            try:
                return await self._within(pool, function, *args, **kwargs)
            except BrokenProcessPool:
                raise WorkerDiedError(
                    "its worker process died twice", hint="look for a lack of memory"
                ) from None
            finally:
                pool.shutdown(wait=False)

    async def _within(
        self,
        pool: ProcessPoolExecutor,
        function: Callable[Arguments, Result],
        *args: Arguments.args,
        **kwargs: Arguments.kwargs,
    ) -> Result:
        future = pool.submit(function, *args, **kwargs)
        self._retire_if_old(pool)
        try:
            result = await asyncio.wait_for(asyncio.wrap_future(future), self._patience)
        except TimeoutError:
            if pool is self._pool:
                self._pool = None
            _kill(pool)
            raise WorkerDiedError(
                f"not read within {self._patience:g} s", hint="the page may be very large"
            ) from None
        self._worked = True
        return result

    def start(self) -> None:
        """Begin to start the processes, so that they are there when they are needed."""
        self._started().submit(os.getpid)

    def wait_until_up(self) -> None:
        """Wait until a process is up: what comes then is work alone."""
        self._started().submit(os.getpid).result()

    def _started(self) -> ProcessPoolExecutor:
        if self._pool is None:
            self._pool = _new_pool(self.processes)
        return self._pool

    def _retire_if_old(self, pool: ProcessPoolExecutor) -> None:
        """Have new processes take over; the old ones finish what they have and end."""
        self._submitted += 1
        if self._submitted >= RETIRE_AFTER and pool is self._pool:
            self._pool, self._submitted = None, 0
            pool.shutdown(wait=False)

    def _discard(self, pool: ProcessPoolExecutor) -> None:
        if pool is self._pool:
            self._pool = None
            pool.shutdown(wait=False, cancel_futures=True)

    def close(self) -> None:
        """End the processes, whatever they are doing."""
        if self._pool is not None:
            _kill(self._pool)
            self._pool = None


def _new_pool(processes: int) -> ProcessPoolExecutor:
    """Processes forked from one that has everything loaded, where the system can fork."""
    if "forkserver" in multiprocessing.get_all_start_methods():
        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload(["summarizer.batch.warm"])
    else:
        context = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(processes, mp_context=context, initializer=_begin)


def _kill(pool: ProcessPoolExecutor) -> None:
    held: dict[int, BaseProcess] = getattr(pool, "_processes", None) or {}
    processes = list(held.values())
    pool.shutdown(wait=False, cancel_futures=True)
    for process in processes:
        process.kill()


def _begin() -> None:
    """Leave signals to the parent, and go with it however it ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    threading.Thread(target=_follow_parent, daemon=True).start()


def _follow_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
