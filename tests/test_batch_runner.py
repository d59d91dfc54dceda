"""A batch end to end, as a person starts it: the command in a process of its own, a server on loopback.

The number of kills can be raised with SUMMARIZER_KILLS (200 takes some minutes).
"""

from __future__ import annotations

import json
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from servers_batch import Loopback, Reply, completion, page_of, problem, wire

from summarizer.batch.journal import FILE_NAME, Journal

COMMAND = "from summarizer.cli import main; main()"
KILLS = int(os.environ.get("SUMMARIZER_KILLS", "4"))


def write_pages(folder: Path, count: int) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(count):
        text = f"青河县招商引资工作进展\n一季度，全县新签约项目{number}个，招商引资工作取得新的进展。\n"
        (folder / f"{number:04}.txt").write_text(text, "utf-8")
    return folder


def environment(url: str | None = None, **more: str) -> dict[str, str]:
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("SUMMARIZER_", "OPENAI_")) and not name.lower().endswith("_proxy")
    }
    told = {
        "SUMMARIZER_BASE_URL": url or "",
        "SUMMARIZER_MODEL": "composed-model",
        "SUMMARIZER_MODE": "json_schema",
        "SUMMARIZER_MAX_CALLS": "1",
        "SUMMARIZER_CACHE": "false",
        "COLUMNS": "200",
    }
    return {**kept, **(told if url else {}), **more}


def start(
    pages: Path, out: Path, *options: str, url: str | None = None, **more: str
) -> subprocess.Popen[str]:
    engine = ["--engine", "llm" if url else "offline"]
    return subprocess.Popen(
        [sys.executable, "-c", COMMAND, "batch", str(pages), "--out", str(out), *engine, *options],
        env=environment(url, **more),
        cwd=pages.parent,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def run(pages: Path, out: Path, *options: str, url: str | None = None, **more: str) -> tuple[int, str]:
    process = start(pages, out, *options, url=url, **more)
    _, said = process.communicate(timeout=120)
    return process.returncode, said


def reports(out: Path) -> dict[str, dict[str, Any]]:
    """Every report of a batch by its path; one that is torn fails to load."""
    folder = out / "reports"
    return {
        file.relative_to(folder).as_posix(): json.loads(file.read_text("utf-8"))
        for file in sorted(folder.rglob("*.json"))
    }


def entries(out: Path) -> dict[str, str]:
    with Journal(out, read_only=True) as journal:
        return {entry.name: entry.state for entry in journal.entries()}


def until(condition: Callable[[], bool], seconds: float = 60.0) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it did not come about"
        time.sleep(0.02)


@pytest.fixture
def server() -> Iterator[Loopback]:
    with Loopback(latency=0.01) as loopback:
        yield loopback


# --- offline --------------------------------------------------------------------------------------


def test_offline_a_folder_becomes_reports_and_is_not_read_again(tmp_path: Path) -> None:
    pages, out = write_pages(tmp_path / "pages", 40), tmp_path / "out"
    (pages / "copy.txt").write_bytes((pages / "0007.txt").read_bytes())
    (pages / "empty.txt").write_bytes(b"")
    status, said = run(pages, out)
    assert status == 1, said
    assert len(reports(out)) == 40
    assert "summarizer batch" in said and "--redo failed" in said, "it says how to try the failed one again"
    states = entries(out)
    assert states.pop("empty.txt") == "failed"
    assert set(states.values()) == {"done"}
    first = {name: file.stat().st_mtime_ns for name, file in _files(out)}
    status, said = run(pages, out)
    assert status == 0, "nothing failed in this run"
    assert {name: file.stat().st_mtime_ns for name, file in _files(out)} == first
    assert "0 pages in" in said


def _files(out: Path) -> list[tuple[str, Path]]:
    return [(file.name, file) for file in sorted((out / "reports").rglob("*.json"))]


def test_a_changed_page_is_read_again_and_takes_its_old_place(tmp_path: Path) -> None:
    pages, out = write_pages(tmp_path / "pages", 3), tmp_path / "out"
    run(pages, out)
    before = reports(out)["0001.txt.json"]["article"]["id"]
    (pages / "0001.txt").write_bytes((pages / "0001.txt").read_bytes() + "据悉，新增项目9个。\n".encode())
    status, _ = run(pages, out)
    assert status == 0
    assert len(reports(out)) == 3
    assert reports(out)["0001.txt.json"]["article"]["id"] != before


def test_reports_without_a_journal_are_taken_up(tmp_path: Path) -> None:
    pages, out = write_pages(tmp_path / "pages", 5), tmp_path / "out"
    run(pages, out)
    for file in out.glob(f"{FILE_NAME}*"):
        file.unlink()
    (out / "reports" / "0002.txt.json").write_text('{"article": {"id"')
    (out / "reports" / ".0123.tmp").write_text("half")
    status, said = run(pages, out)
    assert status == 0, said
    assert "1 pages in" in said, "only the torn one is read again"
    assert len(reports(out)) == 5
    assert not list(out.rglob("*.tmp"))


# --- with a model ---------------------------------------------------------------------------------


def test_a_model_is_asked_once_a_page_and_never_again(tmp_path: Path, server: Loopback) -> None:
    pages, out = write_pages(tmp_path / "pages", 30), tmp_path / "out"
    shutil.copy(pages / "0003.txt", pages / "same.txt")
    assert run(pages, out, url=server.url)[0] == 0
    assert run(pages, out, url=server.url)[0] == 0
    assert dict(server.paid) == dict.fromkeys(range(30), 1)
    with Journal(out, read_only=True) as journal:
        totals = journal.totals()
    assert (totals.done, totals.copies, totals.calls) == (30, 1, 30)
    assert (totals.input_tokens, totals.output_tokens) == (30 * 1500, 30 * 500)


def test_redo_failed_asks_for_those_alone(tmp_path: Path) -> None:
    failing = {3, 5}

    def answer(_: int, request: dict[str, Any]) -> Reply:
        if page_of(request) in failing:
            return completion("I would rather not.")
        return completion(wire())

    with Loopback(answer) as server:
        pages, out = write_pages(tmp_path / "pages", 8), tmp_path / "out"
        status, said = run(pages, out, url=server.url)
        assert status == 1
        assert "AnswerError" in said
        failing.clear()
        assert run(pages, out, url=server.url)[0] == 0
        assert len(reports(out)) == 6, "not asked for, not tried again"
        assert run(pages, out, "--redo", "failed", url=server.url)[0] == 0
        assert len(reports(out)) == 8
        assert server.paid[3] == 2
        assert server.paid[4] == 1


def test_another_model_is_noticed_and_read_again_only_on_request(tmp_path: Path, server: Loopback) -> None:
    pages, out = write_pages(tmp_path / "pages", 4), tmp_path / "out"
    run(pages, out, url=server.url)
    status, said = run(pages, out, url=server.url, SUMMARIZER_MODEL="another")
    assert status == 0
    assert "4 pages were read with another" in said
    assert server.requests == 4
    run(pages, out, "--redo", "changed", url=server.url, SUMMARIZER_MODEL="another")
    assert server.requests == 8
    run(pages, out, "--redo", "changed", url=server.url, SUMMARIZER_MODEL="another")
    assert server.requests == 8, "nothing has changed since"
    run(pages, out, "--redo", "all", url=server.url, SUMMARIZER_MODEL="another")
    assert server.requests == 12


def test_a_hybrid_batch_asks_only_about_what_the_rules_leave_open(tmp_path: Path, server: Loopback) -> None:
    pages, out = write_pages(tmp_path / "pages", 6), tmp_path / "out"
    open_figure = "青河县招商引资工作进展\n全县招商引资工作取得进展，另外还完成了12.5亿元，同时有36家。\n"
    (pages / "open.txt").write_text(open_figure, "utf-8")
    status, said = run(pages, out, "--engine", "hybrid", url=server.url)
    assert status == 0, said
    assert {report["run"]["engine"] for report in reports(out).values()} == {"hybrid"}
    assert set(server.asked) == {None}, "the page whose figure no rule can name"


# --- interrupted ----------------------------------------------------------------------------------


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_one_signal_finishes_what_is_under_way(tmp_path: Path, number: signal.Signals) -> None:
    with Loopback(latency=0.3) as server:
        pages, out = write_pages(tmp_path / "pages", 200), tmp_path / "out"
        process = start(pages, out, "-c", "4", url=server.url)
        until(lambda: server.requests >= 8)
        os.killpg(process.pid, number)
        _, said = process.communicate(timeout=30)
        assert process.returncode == 130, said
        done = len(reports(out))
        assert 8 <= done < 100
        assert sum(server.paid.values()) == done, "what was asked is kept"
        assert run(pages, out, "-c", "64", url=server.url)[0] == 0
        assert max(server.paid.values()) == 1
        assert len(reports(out)) == 200


def test_a_second_interrupt_drops_what_is_under_way(tmp_path: Path) -> None:
    with Loopback(latency=20) as server:
        pages, out = write_pages(tmp_path / "pages", 10), tmp_path / "out"
        process = start(pages, out, "-c", "4", url=server.url)
        until(lambda: server.requests >= 4)
        process.send_signal(signal.SIGINT)
        time.sleep(0.3)
        assert process.poll() is None, "it waits for what is under way"
        began = time.monotonic()
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=15)
        assert process.returncode == 130
        assert time.monotonic() - began < 10
        assert not _alive(out), "no process of the batch is left"


def test_offline_interrupt_keeps_whole_reports(tmp_path: Path) -> None:
    pages, out = write_pages(tmp_path / "pages", 400), tmp_path / "out"
    process = start(pages, out)
    until(lambda: len(list((out / "reports").glob("*.json"))) > 10 if out.exists() else False)
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=30)
    assert process.returncode == 130
    done = len(reports(out))
    assert 10 < done < 400
    assert list(entries(out).values()) == ["done"] * done
    assert run(pages, out)[0] == 0
    assert len(reports(out)) == 400


def _alive(out: Path) -> list[str]:
    """Processes whose command line names the folder."""
    found: list[str] = []
    for file in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            line = file.read_bytes().replace(b"\0", b" ").decode(errors="replace")
        except OSError:
            continue
        if str(out) in line:
            found.append(line)
    return found


def test_killed_at_random_moments_nothing_is_lost_torn_or_paid_twice(tmp_path: Path) -> None:
    """Half of the kills come at any moment of a run, half once it has asked; some before it is up.

    A page may be paid again only where it was in flight at a kill: asked for, and without a report.
    """
    draw = random.Random(7)
    slow = KILLS >= 20
    concurrency = 8 if slow else 16
    with Loopback(latency=0.4 if slow else 0.05) as server:
        pages, out = write_pages(tmp_path / "pages", 500), tmp_path / "out"
        in_flight: Counter[int | None] = Counter()
        kills = 0
        while True:
            asked = Counter(server.asked)
            process = start(pages, out, "-q", "-c", str(concurrency), url=server.url)
            if kills < KILLS:
                if kills % 2:
                    _until_asked(server, sum(asked.values()), process)
                    time.sleep(draw.uniform(0.0, 0.6))
                else:
                    time.sleep(draw.uniform(0.0, 3.0))
                if process.poll() is None:
                    os.kill(process.pid, signal.SIGKILL)
                    kills += 1
                    process.communicate(timeout=10)
                    until(lambda: server.in_flight == 0)
                    left = {number for number in server.asked if f"{number:04}.txt.json" not in reports(out)}
                    in_flight.update(left & set(server.asked - asked))
                    continue
            _, said = process.communicate(timeout=240)
            assert process.returncode == 0, said
            break
        whole = reports(out)
        again = {page: paid - 1 for page, paid in server.paid.items() if paid > 1}
        print(
            f"{kills} kills; {len(whole)} reports; {in_flight.total()} pages in flight at them;"
            f" {sum(again.values())} paid again"
        )
        assert len(whole) == 500
        assert len({report["article"]["id"] for report in whole.values()}) == 500
        assert {page for page in again if again[page] > in_flight[page]} == set()
        until(lambda: not _alive(out), 10)


def _until_asked(server: Loopback, before: int, process: subprocess.Popen[str]) -> None:
    until(lambda: server.requests > before or process.poll() is not None)


def test_the_second_run_on_a_folder_says_so_and_leaves(tmp_path: Path) -> None:
    with Loopback(latency=5) as server:
        pages, out = write_pages(tmp_path / "pages", 5), tmp_path / "out"
        process = start(pages, out, url=server.url)
        until(lambda: server.requests > 0)
        status, said = run(pages, out, url=server.url)
        assert status == 3
        assert f"in use by process {process.pid}" in said
        process.kill()
        process.communicate(timeout=10)


def test_limits_of_requests_in_flight_are_kept(tmp_path: Path) -> None:
    with Loopback(latency=0.1) as server:
        assert run(write_pages(tmp_path / "pages", 40), tmp_path / "out", "-c", "7", url=server.url)[0] == 0
        assert server.most_in_flight <= 7


def test_a_budget_stops_the_batch_and_keeps_what_is_finished(tmp_path: Path, server: Loopback) -> None:
    pages, out = write_pages(tmp_path / "pages", 30), tmp_path / "out"
    status, said = run(pages, out, "--max-tokens", "20000", url=server.url)
    assert status == 1
    assert "budget of 20,000 tokens is spent" in said
    assert sum(server.paid.values()) == 10
    assert len(reports(out)) == 10
    assert run(pages, out, url=server.url)[0] == 0
    assert max(server.paid.values()) == 1


def test_a_bad_key_stops_at_once_with_everything_finished_kept(tmp_path: Path) -> None:
    def answer(number: int, _: dict[str, Any]) -> Reply:
        return completion(wire()) if number <= 12 else problem(401, "no such key")

    with Loopback(answer, latency=0.02) as server:
        pages, out = write_pages(tmp_path / "pages", 200), tmp_path / "out"
        status, said = run(pages, out, "-c", "4", url=server.url)
        assert status == 3
        assert "refused the key" in said
        assert len(reports(out)) == 12
        assert server.requests <= 12 + 8


# --- before and meanwhile -------------------------------------------------------------------------


def command(*arguments: str, url: str | None = None) -> tuple[int, str, str]:
    done = subprocess.run(
        [sys.executable, "-c", COMMAND, *arguments],
        env=environment(url),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    return done.returncode, done.stdout, done.stderr


def test_a_dry_run_counts_and_estimates_and_asks_nobody(tmp_path: Path, server: Loopback) -> None:
    pages, out = write_pages(tmp_path / "pages", 6), tmp_path / "out"
    shutil.copy(pages / "0003.txt", pages / "same.txt")
    status, said, _ = command("batch", str(pages), "--out", str(out), "--dry-run", url=server.url)
    assert status == 0
    told = dict(
        re.split(r"\s{2,}", line.strip(), maxsplit=1) for line in said.splitlines() if "  " in line.strip()
    )
    assert (told["pages to read"], told["copies"], told["requests"]) == ("6", "1", "6")
    assert "about" in told["tokens"]
    assert server.requests == 0
    assert not out.exists()


def test_status_tells_of_a_batch_that_runs_and_of_one_that_does_not(tmp_path: Path) -> None:
    with Loopback(latency=0.2) as loopback:
        pages, out = write_pages(tmp_path / "pages", 60), tmp_path / "out"
        process = start(pages, out, "-c", "4", url=loopback.url)
        until(lambda: loopback.requests > 12)
        status, said, _ = command("status", str(out))
        assert status == 0
        assert said.startswith("running")
        assert "of 60 pages" in said
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=30)
        assert command("status", str(out))[1].startswith("not running")
    assert command("status", str(tmp_path / "nowhere"))[0] == 3


def test_paths_come_from_standard_input(tmp_path: Path) -> None:
    pages, out = write_pages(tmp_path / "pages", 4), tmp_path / "out"
    named = f"{pages}/0001.txt\n\n{pages}/0003.txt\n"
    done = subprocess.run(
        [sys.executable, "-c", COMMAND, "batch", "-", "--out", str(out), "--engine", "offline"],
        env=environment(),
        input=named,
        text=True,
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert len(reports(out)) == 2
