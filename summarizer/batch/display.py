"""What a person sees of a batch: a live line on a terminal, plain lines elsewhere, a summary at the end."""

from __future__ import annotations

import time
from collections import Counter, deque
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from rich.console import Console, Group, RenderableType
from rich.live import Live
from rich.progress import BarColumn, MofNCompleteColumn, TaskID, TextColumn
from rich.progress import Progress as Bar
from rich.table import Table
from rich.text import Text

from summarizer.batch.journal import FILE_NAME, Journal
from summarizer.batch.pace import Pace
from summarizer.batch.provider_store import ProviderStore
from summarizer.batch.runner import Progress
from summarizer.batch.sources import open_sources

if TYPE_CHECKING:
    from summarizer.settings import Settings

PLAIN_EVERY = 10.0
"""Seconds between lines where there is no terminal."""

STATUS_WINDOW = 60.0
"""Seconds over which `status` takes the rate of a batch of another process."""

DRAW_EVERY = 0.1
"""Seconds between two drawings of the live line."""

RATE_WINDOW = 20.0
"""Seconds over which the rate is taken."""


class Display:
    """Shows progress on standard error, from when it is entered until it is left."""

    def __init__(
        self,
        console: Console,
        *,
        total: int | None = None,
        pace: Pace | None = None,
        quiet: bool = False,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._console = console
        self._total = total
        self._pace = pace
        self._quiet = quiet
        self._clock = clock
        self._seen: deque[tuple[float, int]] = deque()
        self._said_at = clock()
        self._drawn_at = -DRAW_EVERY
        self._bar = Bar(
            TextColumn("{task.description}"),
            BarColumn(bar_width=None),
            MofNCompleteColumn(),
            TextColumn("{task.fields[rate]}"),
            TextColumn("{task.fields[left]}"),
            console=console,
            expand=True,
        )
        self._task: TaskID = self._bar.add_task("pages", total=total, rate="", left="")
        self._live = Live(console=console, refresh_per_second=4, transient=True)

    def __enter__(self) -> Display:
        if self._console.is_terminal and not self._quiet:
            self._live.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Take the live line off the screen."""
        if self._live.is_started:
            self._live.stop()

    def __call__(self, progress: Progress) -> None:
        """Take in the counts; draws no oftener than it is worth."""
        now = self._clock()
        if now - self._drawn_at < DRAW_EVERY and not progress.interrupted:
            return
        self._drawn_at = now
        finished = progress.done + progress.failed
        self._seen.append((now, finished))
        while len(self._seen) > 2 and now - self._seen[0][0] > RATE_WINDOW:
            self._seen.popleft()
        if self._quiet:
            return
        if self._live.is_started:
            self._live.update(self._draw(progress, finished))
        elif now - self._said_at >= PLAIN_EVERY:
            self._said_at = now
            self._console.print(Text(f"{self.rate:.1f} pages/s · ").append_text(self._line(progress)))

    @property
    def rate(self) -> float:
        """Pages a second over the last while; 0 until two moments are known."""
        if len(self._seen) < 2:
            return 0.0
        (began, first), (now, last) = self._seen[0], self._seen[-1]
        return (last - first) / (now - began) if now > began else 0.0

    def _draw(self, progress: Progress, finished: int) -> RenderableType:
        over = progress.seen
        left = ""
        if self._total and self.rate:
            left = f"{duration(max(0, self._total - over) / self.rate)} left"
        rate = f"{self.rate:.1f}/s" if self.rate else ""
        self._bar.update(self._task, completed=over, rate=rate, left=left)
        lines: list[RenderableType] = [self._bar.get_renderable(), self._line(progress)]
        lines += [
            Text(f"  {line}", style="red", no_wrap=True, overflow="ellipsis") for line in progress.last_errors
        ]
        return Group(*lines)

    def _line(self, progress: Progress) -> Text:
        parts = [f"{progress.done:,} done", f"{progress.failed:,} failed"]
        if self._total is not None:
            asked = self._pace.in_flight if self._pace else 0
            parts.append(f"{max(0, self._total - progress.seen - asked):,} waiting")
        parts += [
            f"{count:,} {word}"
            for count, word in (
                (progress.skipped, "done before"),
                (progress.copies, "copies"),
                (progress.adopted, "taken up"),
            )
            if count
        ]
        if self._pace:
            parts.append(f"{self._pace.in_flight} of {self._pace.limit} in flight")
            if self._pace.paused_for:
                parts.append(f"paused {self._pace.paused_for:.0f} s")
        if progress.calls:
            parts.append(f"{progress.input_tokens + progress.output_tokens:,} tokens")
        if progress.cost:
            parts.append(f"${progress.cost:.4f}")
            if self._total and progress.done:
                whole = progress.cost / progress.done * self._total
                parts.append(f"${whole:.2f} expected")
        if progress.interrupted:
            parts.append("finishing what is under way; Ctrl-C again drops it")
        return Text(" · ".join(parts))


def duration(seconds: float) -> str:
    """`1:02:03` or `2:03`."""
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def print_summary(
    console: Console, journal: Journal, progress: Progress | None, seconds: float, retry: str
) -> None:
    """The end of a batch: what was done, what failed and why, and how to try just those again."""
    totals = journal.totals()
    table = Table(show_header=False, box=None, padding=(0, 2, 0, 0))
    rows = [
        ("reports", f"{totals.done:,}"),
        ("failed", f"{totals.failed:,}"),
        ("copies", f"{totals.copies:,}"),
    ]
    if progress:
        finished = progress.done + progress.failed
        rows.insert(
            0, ("this run", f"{finished:,} pages in {duration(seconds)}, {finished / seconds:.1f} a second")
        )
    if totals.calls:
        rows.append(("requests", f"{totals.calls:,}"))
        rows.append(("tokens", f"{totals.input_tokens:,} in, {totals.output_tokens:,} out"))
    if totals.cost:
        rows.append(("cost", f"${totals.cost:.4f}"))
    for label, value in rows:
        table.add_row(Text(label, style="bold"), value)
    console.print(table)
    if totals.failed:
        console.print(_ledger(journal))
        console.print(Text.assemble("try the failed ones again: ", (retry, "bold")))


def _ledger(journal: Journal) -> Table:
    table = Table(title="failed pages", title_justify="left")
    table.add_column("error")
    table.add_column("pages", justify="right")
    table.add_column("for example")
    kinds: Counter[str] = Counter()
    examples: dict[str, str] = {}
    for entry in journal.entries("failed"):
        kinds[entry.kind] += 1
        examples.setdefault(entry.kind, f"{entry.name}: {entry.error}")
    for kind, count in kinds.most_common():
        table.add_row(kind, f"{count:,}", Text(examples[kind], overflow="fold"))
    return table


def print_status(console: Console, journal: Journal, *, running: bool) -> None:
    """Whether a batch runs, how far it is, how fast, and what waits at a provider."""
    known = journal.meta("batch")
    totals = journal.totals()
    over = totals.done + totals.failed + totals.copies
    total = known.get("total")
    parts = ["running" if running else "not running"]
    if isinstance(total, int):
        to_go = f", {total - over:,} to go" if total > over else ""
        parts.append(f"{min(over, total):,} of {total:,} pages{to_go}")
    began = known.get("began")
    seconds = STATUS_WINDOW
    if isinstance(began, float):
        seconds = min(seconds, max(1.0, time.time() - began))
    latest = journal.pages_since(time.time() - seconds) if running else 0
    if latest:
        rate = latest / seconds
        parts.append(f"{rate:.1f} a second")
        if isinstance(total, int) and total > over:
            parts.append(f"about {duration((total - over) / rate)} left")
    console.print(Text(" · ".join(parts), style="bold"))
    for handed in ProviderStore(journal).batches():
        state = f"{handed.answered:,} of {handed.requests:,} requests answered"
        console.print(Text(f"provider batch {handed.id or handed.token}: {handed.status}, {state}"))


def print_forecast(
    names: list[str], out: Path, settings: Settings | None, max_bytes: int, engine: str
) -> None:
    """What a batch would take, on standard output."""
    from summarizer.batch.estimate import forecast
    from summarizer.pipeline import asked_by

    journal = Journal(out, read_only=True) if (out / FILE_NAME).exists() else None
    told = forecast(open_sources(names, max_bytes=max_bytes), journal, settings, asked_by(engine))
    table = Table(show_header=False, box=None, padding=(0, 2, 0, 0))
    rows = [("pages to read", f"{told.pages:,}"), ("done before", f"{told.done:,}")]
    rows += [("copies", f"{told.copies:,}"), ("unreadable", f"{told.unreadable:,}")]
    if settings is not None:
        rows.append(("requests", f"{told.calls:,}"))
        rows.append(("tokens", f"about {told.input_tokens:,} in, {told.output_tokens:,} out"))
        if told.cost is None or told.highest_cost is None:
            rows.append(("cost", f"no price known for {settings.model_name}"))
        else:
            rows.append(("cost", f"about ${told.cost:.2f}, at most ${told.highest_cost:.2f}"))
            rows.append(("by provider batch", f"about ${told.cost / 2:.2f}"))
        if told.sampled < told.pages:
            rows.append(("", f"from a sample of {told.sampled:,} pages"))
    for label, value in rows:
        table.add_row(Text(label, style="bold"), value)
    Console(highlight=False).print(table)
