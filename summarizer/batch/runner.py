"""A batch from source to reports: what is done stays done, whatever happens."""

from __future__ import annotations

import asyncio
import hashlib
import signal
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from summarizer.batch.executors import Executor, Outcome, Task, failed
from summarizer.batch.files import report_path, stored_page_id, write_report
from summarizer.batch.journal import Entry, Journal
from summarizer.batch.sources import PageRef
from summarizer.errors import SummarizerError

Redo = Literal["none", "changed", "failed", "all"]

FLUSH_EVERY = 64
"""Outcomes written to the journal in one transaction. A report whose entry is lost with a kill is
taken up again from its file."""

LOOK_UP_AT = 200
"""Pages passed over before others get a turn."""


def page_id(data: bytes) -> str:
    """A page's identity: the first 16 hexadecimal digits of the SHA-256 of its bytes."""
    return hashlib.sha256(data).hexdigest()[:16]


def _look_away(_: Progress) -> None:
    pass


@dataclass(slots=True)
class Progress:
    """Counts of one run, for display.

    `skipped` were done before, `copies` are the same bytes under another name, `adopted` had a whole
    report file but no journal entry.
    """

    done: int = 0
    failed: int = 0
    skipped: int = 0
    copies: int = 0
    adopted: int = 0
    calls: int = 0
    input_tokens: int = 0
    output_tokens: int = 0
    cost: float = 0.0
    last_errors: list[str] = field(default_factory=list[str])
    interrupted: bool = False

    def count(self, outcome: Outcome) -> None:
        """Take an outcome into the counts."""
        self.calls += outcome.calls
        self.input_tokens += outcome.input_tokens
        self.output_tokens += outcome.output_tokens
        self.cost += outcome.cost
        if outcome.report is not None:
            self.done += 1
        else:
            self.failed += 1
            self.last_errors = [*self.last_errors[-4:], f"{outcome.name}: {outcome.error}"]


class Runner:
    """Runs one batch into one output folder."""

    def __init__(
        self,
        journal: Journal,
        folder: Path,
        executor: Executor,
        *,
        fingerprint: str,
        redo: Redo = "none",
        observe: Callable[[Progress], None] | None = None,
    ) -> None:
        self.progress = Progress()
        self._journal = journal
        self._folder = folder
        self._executor = executor
        self._fingerprint = fingerprint
        self._redo = redo
        self._observe = observe or _look_away
        self._began = time.time()
        self._under_way: dict[str, int] = {}
        self._entries: list[Entry] = []
        self._copies: list[tuple[str, str]] = []

    async def run(self, pages: Iterable[PageRef]) -> Progress:
        """Work through the pages.

        The first SIGINT or SIGTERM takes no more pages and finishes those under way; the second
        drops these too. What is finished is kept in both cases.

        Raises:
            SummarizerError: the batch cannot go on (settings, budget, endpoint, disk).
        """
        loop = asyncio.get_running_loop()
        this = asyncio.current_task()
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(number, self._interrupt, this)
        try:
            async for outcome in self._executor.run(self._tasks(pages)):
                await self._keep(outcome)
                self._observe(self.progress)
        except asyncio.CancelledError:
            if not self.progress.interrupted:
                raise
        finally:
            for number in (signal.SIGINT, signal.SIGTERM):
                loop.remove_signal_handler(number)
            self._flush()
            self._observe(self.progress)
        return self.progress

    def _interrupt(self, task: asyncio.Task[object] | None) -> None:
        if self.progress.interrupted and task:
            task.cancel()
        self.progress.interrupted = True
        self._executor.stop()

    def _tasks(self, pages: Iterable[PageRef]) -> Iterator[Task | None]:
        """The pages that are to be read now, read from their source one by one."""
        for number, page in enumerate(pages, 1):
            if number % LOOK_UP_AT == 0:
                yield None
            try:
                data = page.load()
            except SummarizerError as error:
                self._note_unreadable(page.name, error)
                continue
            task = Task(page_id(data), page.name, data)
            if self._is_new(task):
                self._under_way[task.id] = 1
                yield task

    def _note_unreadable(self, name: str, error: SummarizerError) -> None:
        """A page without bytes has no hash; its name stands for them."""
        task = Task(page_id(f"\0{name}".encode()), name, b"")
        known = self._journal.get(task.id)
        if known and self._redo in ("none", "changed"):
            self.progress.skipped += 1
            return
        outcome = failed(task, error, 0.0)
        self.progress.count(outcome)
        self._entries.append(self._entry(outcome, ""))
        self._observe(self.progress)

    def _is_new(self, task: Task) -> bool:
        if task.id in self._under_way:
            self.progress.copies += 1
            self._copies.append((task.name, task.id))
            return False
        known = self._journal.get(task.id)
        if known is None:
            return self._redo == "all" or not self._adopt(task)
        if self._wanted_again(known):
            return True
        if known.name != task.name:
            self.progress.copies += 1
            self._copies.append((task.name, task.id))
        else:
            self.progress.skipped += 1
        return False

    def _wanted_again(self, known: Entry) -> bool:
        if known.ended >= self._began:
            return False
        if self._redo == "all":
            return True
        if self._redo == "failed":
            return known.state == "failed"
        return self._redo == "changed" and known.fingerprint != self._fingerprint

    def _adopt(self, task: Task) -> bool:
        """Take up a report whose file was finished but whose entry was not."""
        relative = report_path(task.name)
        if stored_page_id(self._folder, relative) != task.id:
            return False
        self.progress.adopted += 1
        self._entries.append(Entry(task.id, task.name, "done", self._fingerprint, report=relative))
        return True

    async def _keep(self, outcome: Outcome) -> None:
        relative = ""
        if outcome.report is not None:
            relative = report_path(outcome.name)
            await asyncio.to_thread(write_report, self._folder, relative, outcome.report)
        self.progress.count(outcome)
        self._entries.append(self._entry(outcome, relative))
        if len(self._entries) >= FLUSH_EVERY:
            self._flush()

    def _entry(self, outcome: Outcome, relative: str) -> Entry:
        known = self._journal.get(outcome.task_id)
        return Entry(
            id=outcome.task_id,
            name=outcome.name,
            state="failed" if outcome.report is None else "done",
            fingerprint=self._fingerprint,
            attempts=known.attempts + 1 if known else 1,
            calls=outcome.calls + (known.calls if known else 0),
            input_tokens=outcome.input_tokens + (known.input_tokens if known else 0),
            output_tokens=outcome.output_tokens + (known.output_tokens if known else 0),
            cost=outcome.cost + (known.cost if known else 0.0),
            seconds=outcome.seconds,
            kind=outcome.error_kind,
            error=outcome.error,
            report=relative,
        )

    def _flush(self) -> None:
        if self._entries or self._copies:
            self._journal.record(self._entries, self._copies)
            for entry in self._entries:
                self._under_way.pop(entry.id, None)
            self._entries, self._copies = [], []
