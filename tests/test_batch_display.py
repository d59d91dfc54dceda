"""What a person sees of a batch: a live line, plain lines where there is no terminal, its status."""

from __future__ import annotations

import io
import time
from pathlib import Path

import pytest
from rich.console import Console

from summarizer.batch.bounds import PaceConfig
from summarizer.batch.display import Display, print_status
from summarizer.batch.journal import Entry, Journal
from summarizer.batch.pace import Pace
from summarizer.batch.runner import Progress


class Clock:
    now = 100.0

    def __call__(self) -> float:
        return self.now


def shown(width: int, *, terminal: bool, seconds: float) -> str:
    """What stands on the screen after that many seconds at two pages a second, of 300 pages."""
    clock, out = Clock(), io.StringIO()
    console = Console(file=out, width=width, force_terminal=terminal, color_system=None)
    pace = Pace(PaceConfig(concurrency=12))
    pace.in_flight = 12
    with Display(console, total=300, pace=pace, clock=clock) as display:
        for done in range(int(2 * seconds) + 1):
            display(Progress(done=done, failed=4, calls=done, input_tokens=1000 * done, cost=0.001 * done))
            clock.now += 0.5
        display._live.refresh()
    return out.getvalue()


@pytest.mark.parametrize("width", [80, 140])
def test_the_live_lines_tell_all_and_fit_the_terminal(width: int) -> None:
    screen = shown(width, terminal=True, seconds=30)
    assert "60 done · 4 failed · 224 waiting · 12 of 12 in flight · 60,000 tokens" in screen
    assert "64/300 2.0/s 1:58 left" in screen
    assert "$0.0600" in screen
    assert "$0.30 expected" in screen
    assert all(len(line) <= width for line in screen.splitlines() if "\x1b" not in line)


def test_without_a_terminal_there_is_a_plain_line_now_and_then() -> None:
    lines = shown(200, terminal=False, seconds=30).splitlines()
    assert len(lines) == 3
    assert lines[-1].startswith("2.0 pages/s · 60 done · 4 failed · 224 waiting · ")


def test_status_tells_how_far_and_how_fast_also_of_a_young_batch(tmp_path: Path) -> None:
    with Journal(tmp_path) as journal:
        journal.set_meta("batch", {"inputs": [], "total": 300, "began": time.time() - 10})
        journal.record([Entry(f"{number:016}", f"{number}.txt", "done", "f", run=1) for number in range(50)])
        out = io.StringIO()
        print_status(Console(file=out, width=80), journal, running=True)
        (line,) = out.getvalue().splitlines()
        assert line.startswith("running · 50 of 300 pages, 250 to go · 5.0 a second · about 0:5")
