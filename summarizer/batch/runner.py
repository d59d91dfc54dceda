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

from summarizer.batch.executors import Executor
from summarizer.batch.files import read_stored, report_path, stored_id, sweep_temporary
from summarizer.batch.journal import Entry, Journal
from summarizer.batch.outcomes import Outcome, Task, failed
from summarizer.batch.sources import PageRef
from summarizer.errors import SummarizerError
from summarizer.report import Run

Redo = Literal["none", "changed", "failed", "all"]

FLUSH_EVERY = 32
"""Outcomes are written to the journal so many at a time: a kill in between costs nothing, their reports
are taken up. What would be paid again (failed pages, pages read anew) is written at once."""

FLUSH_AFTER = 0.5
"""Seconds since the journal was last written, after which an outcome waits for no others."""

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

    @property
    def seen(self) -> int:
        """Pages that are over, however."""
        return self.done + self.failed + self.skipped + self.copies + self.adopted

    def count(self, outcome: Outcome) -> None:
        """Take an outcome into the counts."""
        self.calls += outcome.calls
        self.input_tokens += outcome.input_tokens
        self.output_tokens += outcome.output_tokens
        self.cost += outcome.cost
        if outcome.stored:
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
        self._under_way: dict[str, Entry | None] = {}
        self._entries: list[Entry] = []
        self._copies: list[tuple[str, str]] = []
        self._flushed_at = time.monotonic()
        last = journal.meta("run")
        self._number = int(str(last.get("number", 0))) + 1
        self._last_fingerprint = str(last.get("fingerprint", fingerprint))
        self._redo_since = self._number

    async def run(self, pages: Iterable[PageRef]) -> Progress:
        """Work through the pages.

        The first SIGINT or SIGTERM takes no more pages and finishes those under way; the second
        drops these too. What is finished is kept in both cases.

        Raises:
            SummarizerError: the batch cannot go on (settings, budget, endpoint, disk).
        """
        self._begin()
        loop = asyncio.get_running_loop()
        this = asyncio.current_task()
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(number, self._interrupt, this)
        outcomes = self._executor.run(self._tasks(pages))
        try:
            async for outcome in outcomes:
                self._keep(outcome)
                self._observe(self.progress)
            if not self.progress.interrupted:
                self._journal.set_meta("redo", {})
        except asyncio.CancelledError:
            if not self.progress.interrupted:
                raise
        finally:
            for number in (signal.SIGINT, signal.SIGTERM):
                loop.remove_signal_handler(number)
            self._flush()
            self._observe(self.progress)
        return self.progress

    def _begin(self) -> None:
        """Number this run, and go on with a redo that was broken off."""
        sweep_temporary(self._folder)
        self._journal.set_meta("run", {"number": self._number, "fingerprint": self._fingerprint})
        wanted = {"redo": self._redo, "fingerprint": self._fingerprint}
        before = self._journal.meta("redo")
        if self._redo != "none":
            if {key: before.get(key) for key in wanted} == wanted:
                self._redo_since = int(str(before.get("since", self._number)))
            self._journal.set_meta("redo", {**wanted, "since": self._redo_since})

    def _interrupt(self, task: asyncio.Task[object] | None) -> None:
        if self.progress.interrupted and task:
            task.cancel()
        self.progress.interrupted = True
        self._executor.stop()
        self._observe(self.progress)

    # --- which pages ------------------------------------------------------------------------------

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
            if task := self._new_task(page.name, data):
                yield task

    def _note_unreadable(self, name: str, error: SummarizerError) -> None:
        """A page without bytes has no hash; its name stands for them."""
        task = Task(page_id(f"\0{name}".encode()), name, b"", "")
        known = self._journal.get(task.id)
        if known and not self._wanted_again(known):
            self.progress.skipped += 1
            return
        self._keep(failed(task, error, 0.0))
        self._observe(self.progress)

    def _new_task(self, name: str, data: bytes) -> Task | None:
        """The task of a page, None where it is done, under way, or has its report already."""
        task = Task(page_id(data), name, data, report_path(name))
        if task.id in self._under_way:
            return self._note_copy(task)
        known = self._known(task.id)
        if known is None or known.state == "replaced":
            if self._redo != "all" and self._adopt(task, known):
                return None
        elif self._wanted_again(known):
            if known.state == "failed" and self._redo == "failed" and self._adopt(task, known):
                return None
            task = Task(task.id, known.name, data, known.report or report_path(known.name))
        elif known.name != name:
            return self._note_copy(task)
        else:
            self.progress.skipped += 1
            return None
        self._under_way[task.id] = known
        return task

    def _known(self, page: str) -> Entry | None:
        """What is known of a page, also where it is not yet written."""
        waiting = next((entry for entry in self._entries if entry.id == page), None)
        return waiting or self._journal.get(page)

    def _note_copy(self, task: Task) -> None:
        self.progress.copies += 1
        self._copies.append((task.name, task.id))
        self._flush_if_due()

    def _wanted_again(self, known: Entry) -> bool:
        if known.run >= self._redo_since:
            return False
        if self._redo == "all":
            return True
        if self._redo == "failed":
            return known.state == "failed"
        return self._redo == "changed" and known.fingerprint != self._fingerprint

    def _adopt(self, task: Task, known: Entry | None) -> bool:
        """Take up a report whose file was finished but whose entry was not."""
        stored = read_stored(self._folder, task.target)
        if stored is None or stored_id(stored) != task.id:
            return False
        run = Run.model_validate(stored.get("run"))
        entry = Entry(
            task.id,
            task.name,
            "done",
            self._last_fingerprint,
            attempts=known.attempts + 1 if known else 1,
            calls=run.attempts,
            input_tokens=run.usage.input,
            output_tokens=run.usage.output,
            cost=run.cost or 0.0,
            report=task.target,
            run=self._number,
        )
        self.progress.adopted += 1
        self._entries.append(entry)
        self._flush_if_due()
        return True

    # --- what became of them ----------------------------------------------------------------------

    def _keep(self, outcome: Outcome) -> None:
        self.progress.count(outcome)
        self._entries.append(self._entry(outcome))
        again = self._redo in ("changed", "all") or not outcome.stored
        self._flush_if_due(at_once=outcome.calls > 0 and again)

    def _entry(self, outcome: Outcome) -> Entry:
        page = outcome.task_id
        known = self._under_way[page] if page in self._under_way else self._journal.get(page)
        return Entry(
            id=outcome.task_id,
            name=outcome.name,
            state="done" if outcome.stored else "failed",
            fingerprint=self._fingerprint,
            attempts=known.attempts + 1 if known else 1,
            calls=outcome.calls + (known.calls if known else 0),
            input_tokens=outcome.input_tokens + (known.input_tokens if known else 0),
            output_tokens=outcome.output_tokens + (known.output_tokens if known else 0),
            cost=outcome.cost + (known.cost if known else 0.0),
            seconds=outcome.seconds,
            kind=outcome.error_kind,
            error=outcome.error,
            report=outcome.target if outcome.stored else "",
            run=self._number,
        )

    def _flush_if_due(self, *, at_once: bool = False) -> None:
        waiting = len(self._entries) + len(self._copies)
        if at_once or waiting >= FLUSH_EVERY or time.monotonic() - self._flushed_at > FLUSH_AFTER:
            self._flush()

    def _flush(self) -> None:
        self._flushed_at = time.monotonic()
        if self._entries or self._copies:
            self._journal.record(self._entries, self._copies)
            for entry in self._entries:
                self._under_way.pop(entry.id, None)
            self._entries, self._copies = [], []
