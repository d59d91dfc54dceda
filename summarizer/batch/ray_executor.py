"""Past one machine: shards of pages as Ray tasks, with journals of their own on shared storage.

Ray does the scheduling and starts a shard again whose worker died; what is finished in it stands in
the shard's journal and is not done again. An actor leases out the rate and watches the budgets, so
that all workers together keep to what one would. Needs the extra `[ray]` (ray core only).
"""

from __future__ import annotations

import asyncio
import secrets
import time
from collections.abc import AsyncGenerator, Awaitable, Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, TypeVarTuple

from summarizer.batch.bounds import BudgetSpentError, PaceConfig
from summarizer.batch.executors import AsyncExecutor
from summarizer.batch.messages import Ask
from summarizer.batch.outcomes import Outcome, Task
from summarizer.batch.pace import Pace
from summarizer.batch.shards import ShardJournal, left_over, read_outcomes
from summarizer.batch.work import packed_reader, read_offline
from summarizer.errors import ConfigurationError, SummarizerError

if TYPE_CHECKING:
    from summarizer.settings import Settings

Arguments = TypeVarTuple("Arguments")
Result = TypeVar("Result")

SHARD = 200
"""Pages of a shard: few enough that little waits for a slow one, enough to hide what a task costs."""

LEASE_SECONDS = 2.0
"""A worker leases so many seconds' worth of its share of the rate at a time."""

RETRIES = 20
"""Times that Ray starts a shard again whose worker died."""


class InlinePool:
    """Stands in for worker processes where Ray has made the processes."""

    processes = 1

    async def run(self, function: Callable[[*Arguments], Result], *args: *Arguments) -> Result:
        """Run it here."""
        return function(*args)

    async def converse(
        self,
        serve: Ask,
        function: Callable[[Ask, *Arguments], Awaitable[Result]],
        *args: *Arguments,
    ) -> Result:
        """Run it here."""
        return await function(serve, *args)

    def close(self) -> None:
        """Nothing to close."""


@dataclass(slots=True)
class RateOffice:
    """Leases out requests and keeps the accounts of all workers; the actor's content.

    Attributes:
        config: the bounds of the whole batch.
        clock: seconds.
    """

    config: PaceConfig
    clock: Callable[[], float] = time.monotonic
    cost: float = 0.0
    tokens: int = 0
    _level: float = field(init=False, default=0.0)
    _at: float = field(init=False)
    _began: float = field(init=False)

    def __post_init__(self) -> None:
        self._at = self._began = self.clock()

    def lease(self, wanted: int, cost: float, tokens: int) -> tuple[int, float, str]:
        """Take in what a worker has spent and give it leave for more requests.

        Returns:
            Requests granted; seconds to wait where it is none; why the batch must end, else empty.
        """
        self.cost += cost
        self.tokens += tokens
        config = self.config
        if config.max_cost is not None and self.cost >= config.max_cost:
            return 0, 0.0, f"the budget of ${config.max_cost:g} is spent (${self.cost:.4f})"
        if config.max_tokens is not None and self.tokens >= config.max_tokens:
            return 0, 0.0, f"the budget of {config.max_tokens:,} tokens is spent ({self.tokens:,})"
        if config.max_seconds is not None and self.clock() - self._began >= config.max_seconds:
            return 0, 0.0, f"the time of {config.max_seconds:g} s is over"
        if config.requests_per_minute is None:
            return wanted, 0.0, ""
        per_second = config.requests_per_minute / 60
        now = self.clock()
        self._level = min(self._level + (now - self._at) * per_second, max(1.0, per_second * LEASE_SECONDS))
        self._at = now
        granted = min(wanted, int(self._level))
        self._level -= granted
        return granted, 0.0 if granted else (1 - self._level) / per_second, ""


class LeasedPace(Pace):
    """A worker's pace, whose requests are leased from the office."""

    def __init__(self, config: PaceConfig, office: Any, block: int) -> None:
        super().__init__(config)
        self._office = office
        self._block = block
        self._leased = 0
        self._told_cost = 0.0
        self._told_tokens = 0

    async def _keep_rates(self) -> None:
        while self._leased < 1:
            cost, tokens = self.cost - self._told_cost, self.tokens - self._told_tokens
            self._told_cost, self._told_tokens = self.cost, self.tokens
            granted, wait, over = await self._office.lease.remote(self._block, cost, tokens)
            if over:
                self.close(BudgetSpentError(over, hint="run the same command again: it goes on where it was"))
                return
            self._leased += granted
            if not granted:
                await asyncio.sleep(wait)
        self._leased -= 1


class RayExecutor:
    """Reads pages on a Ray cluster: that of RAY_ADDRESS, or this machine's cores."""

    def __init__(
        self,
        settings: Settings | None,
        folder: Path,
        config: PaceConfig,
        workers: int | None = None,
        reader: str = "llm",
    ) -> None:
        self._settings = settings
        self._reader = reader
        self._folder = folder.absolute()
        self._config = config
        self._workers = workers
        self._stopping = False

    def stop(self) -> None:
        """Start no more shards; those under way are finished."""
        self._stopping = True

    async def run(self, tasks: Iterator[Task | None]) -> AsyncGenerator[Outcome]:
        """See `Executor.run`. What an earlier driver left in shards' journals comes first."""
        for journal in left_over(self._folder):
            for outcome in read_outcomes(journal):
                yield outcome
            journal.unlink()
        ray = _start_ray()
        parallel = self._workers or max(1, int(ray.cluster_resources().get("CPU", 1)))
        office, config = self._open_office(ray, parallel)
        read = ray.remote(num_cpus=1, max_retries=RETRIES)(read_shard)
        label = secrets.token_hex(4)
        running: dict[asyncio.Future[Any], str] = {}
        number, more, fatal = 0, True, None
        try:
            while more or running:
                while more and not self._stopping and len(running) < parallel + 1:
                    pages, more = _cut(tasks)
                    if pages:
                        number += 1
                        shard = f"{label}-{number:06}"
                        reference = read.remote(
                            self._folder, shard, pages, self._settings, config, office, self._reader
                        )
                        running[asyncio.ensure_future(_await(reference))] = shard
                    await asyncio.sleep(0)
                more = more and not self._stopping
                if running:
                    done, _ = await asyncio.wait(running, return_when=asyncio.FIRST_COMPLETED)
                    for future in done:
                        shard = running.pop(future)
                        journal = self._folder / "shards" / f"{shard}.jsonl"
                        for outcome in read_outcomes(journal):
                            yield outcome
                        journal.unlink(missing_ok=True)
                        if error := _error_of(future):
                            fatal, more = fatal or error, False
        finally:
            ray.shutdown()
        if fatal:
            raise fatal

    def _open_office(self, ray: Any, parallel: int) -> tuple[Any, PaceConfig]:
        """The actor that leases out the rate, and the bounds of a single worker."""
        actor = ray.remote(num_cpus=0, max_restarts=-1)(RateOffice)
        office = actor.options(name=f"summarizer-rate-{secrets.token_hex(4)}").remote(self._config)
        share = max(1, self._config.concurrency // parallel)
        bounds = {"max_cost": None, "max_tokens": None, "max_seconds": None}
        return office, replace(self._config, concurrency=share, **bounds)


def _start_ray() -> Any:
    try:
        import ray  # pyright: ignore[reportMissingImports]
    except ImportError:
        raise ConfigurationError("--executor ray needs ray", hint="pip install 'summarizer[ray]'") from None
    found: Any = ray
    found.init(ignore_reinit_error=True, include_dashboard=False, log_to_driver=False, logging_level="ERROR")
    return found


async def _await(reference: Any) -> Any:
    return await reference


def _error_of(future: asyncio.Future[Any]) -> SummarizerError | None:
    error = future.exception()
    if error is None:
        return None
    cause: BaseException = getattr(error, "cause", None) or error
    if isinstance(cause, SummarizerError):
        return cause
    return SummarizerError(f"a shard failed: {type(cause).__name__}: {str(cause)[:300]}", hint="run it again")


def _cut(tasks: Iterator[Task | None]) -> tuple[list[Task], bool]:
    """The pages of the next shard, and whether there may be more."""
    pages: list[Task] = []
    end = object()
    while len(pages) < SHARD:
        task = next(tasks, end)
        if task is end:
            return pages, False
        if isinstance(task, Task):
            pages.append(task)
    return pages, True


def read_shard(
    folder: Path,
    shard: str,
    tasks: list[Task],
    settings: Settings | None,
    config: PaceConfig,
    office: Any,
    reader: str = "llm",
) -> int:
    """Read a shard's pages in this process, past those that its journal has; how many it read.

    Raises:
        SummarizerError: the batch cannot go on (settings, budget, endpoint, disk).
    """
    journal = ShardJournal(folder, shard)
    left = [task for task in tasks if task.id not in journal.done]
    try:
        if settings is None:
            for task in left:
                for outcome in read_offline(folder, [task]):
                    journal.append(outcome)
        else:
            asyncio.run(_ask(folder, left, settings, config, office, journal, reader))
    finally:
        journal.close()
    return len(left)


async def _ask(
    folder: Path,
    tasks: list[Task],
    settings: Settings,
    config: PaceConfig,
    office: Any,
    journal: ShardJournal,
    reader: str,
) -> None:
    from summarizer.batch.plan import asking_client

    block = max(1, int((config.requests_per_minute or 6000) / 60 * LEASE_SECONDS / 2))
    pace = LeasedPace(replace(config, requests_per_minute=None), office, min(block, config.concurrency))
    client = asking_client(settings, pace)
    executor = AsyncExecutor(client, packed_reader(reader, settings), folder, pace, InlinePool())
    async for outcome in executor.run(iter(tasks)):
        journal.append(outcome)
