"""Every fault of an endpoint and of the machine, against a real server on loopback.

`docs/reliability.md` tells what happens in each case in words; these tests hold it to that. The
endpoint's absence lasts as many seconds as SUMMARIZER_GONE says.
"""

from __future__ import annotations

import asyncio
import os
import socket
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from servers_batch import Loopback, Reply, completion, no_choices, page_of, problem, wire
from test_batch_runner import entries, reports, run, write_pages

from summarizer.batch.bounds import BudgetSpentError, EndpointDownError, PaceConfig
from summarizer.batch.executors import AsyncExecutor
from summarizer.batch.files import OutputError
from summarizer.batch.journal import Journal
from summarizer.batch.plan import make_plan
from summarizer.batch.pool import WorkerPool
from summarizer.batch.runner import Progress, Runner
from summarizer.batch.sources import open_sources
from summarizer.errors import ConfigurationError
from summarizer.settings import load_settings

PAGES = 12
GONE = float(os.environ.get("SUMMARIZER_GONE", "2"))


def read(pages: Path, out: Path, url: str, *, redo: Any = "none", **options: Any) -> Progress:
    """A batch in this process."""
    config = {"concurrency": 4, **options.pop("pace", {})}
    told = {"mode": "json_schema", "cache": False, "cross_read": False, "api_key": "k", **options}
    settings = load_settings(base_url=url, model="composed-model", **told)
    with Journal(out) as journal:
        plan = make_plan(settings, out, PaceConfig(**config), 1)
        runner = Runner(journal, out, plan.executor, fingerprint=plan.fingerprint, redo=redo)
        return asyncio.run(runner.run(open_sources([str(pages)])))


def good(*_: Any) -> Reply:
    return completion(wire())


def fault_at(numbers: set[int], fault: Callable[[], Reply]) -> Callable[[int, dict[str, Any]], Reply]:
    return lambda number, request: fault() if number in numbers else completion(wire())


def first_of(pages: set[int], fault: Callable[[], Reply]) -> Callable[[int, dict[str, Any]], Reply]:
    """A fault that meets the first request for each of these pages."""
    left = set(pages)

    def answer(_: int, request: dict[str, Any]) -> Reply:
        page = page_of(request)
        if page in left:
            left.discard(page)
            return fault()
        return completion(wire())

    return answer


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    return write_pages(tmp_path / "pages", PAGES)


def text_of(reply: Reply) -> str:
    assert isinstance(reply.body, dict)
    return reply.body["choices"][0]["message"]["content"]


ANSWER = text_of(completion(wire()))

# name: (what the server does to two requests, calls spent beyond one a page)
PASSING: dict[str, tuple[Callable[[], Reply], int]] = {
    "slow drip": (lambda: Reply(good().body, drip=0.2), 2),
    "truncated body": (lambda: Reply(good().body, cut=True), 2),
    "reset": (lambda: Reply(reset=True), 2),
    "empty choices": (no_choices, 2),
    "200 with an error body": (lambda: Reply({"error": {"message": "overloaded", "code": 503}}), 2),
    "HTML instead of JSON": (lambda: Reply("<html>gateway</html>", content_type="text/html"), 2),
    "500": (lambda: problem(500), 2),
    "503": (lambda: problem(503), 2),
    "429, Retry-After 1 s": (lambda: problem(429, retry_after="1"), 2),
    "<think> before the answer": (lambda: completion(f"<think>\nhm {{1}}\n</think>\n{ANSWER}"), 0),
    "fences around the answer": (lambda: completion(f"Here:\n```json\n{ANSWER}\n```"), 0),
    "cut off at the output limit": (lambda: completion(ANSWER[:20], finish="length"), 2),
    "prose instead of JSON": (lambda: completion("I would say it is good news."), 2),
}


@pytest.mark.parametrize("name", PASSING)
def test_a_passing_fault_costs_a_call_and_no_page(name: str, pages: Path, tmp_path: Path) -> None:
    fault, extra = PASSING[name]
    with Loopback(first_of({3, 7}, fault), latency=0.01) as server:
        progress = read(pages, tmp_path / "out", server.url, total_timeout=3)
        print(f"{name}: {progress.done} done, {server.requests - PAGES} calls more")
        assert (progress.done, progress.failed) == (PAGES, 0)
        assert len(reports(tmp_path / "out")) == PAGES
        assert server.requests == PAGES + extra
        assert progress.calls == server.requests, "every request is counted"


def by_page(page: int, fault: Callable[[], Reply]) -> Callable[[int, dict[str, Any]], Reply]:
    return lambda number, request: fault() if page_of(request) == page else completion(wire())


@pytest.mark.parametrize(
    ("fault", "kind", "calls"),
    [
        (lambda: completion("", refusal="I cannot help with that."), "RefusedAnswerError", 1),
        (lambda: completion("", finish="content_filter"), "RefusedAnswerError", 1),
        (no_choices, "EmptyAnswerError", 2),
        (lambda: problem(400, "the prompt is odd"), "UnsupportedRequestError", None),
        (lambda: problem(500, "this page always fails"), "TransportError", 6),
    ],
)
def test_a_page_that_always_fails_fails_alone_and_is_tried_again_on_request(
    fault: Callable[[], Reply], kind: str, calls: int | None, pages: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    with Loopback(by_page(5, fault), latency=0.02) as server:
        progress = read(pages, out, server.url, tries=2)
        print(f"{kind} on one page: {server.asked[5]} calls")
        assert (progress.done, progress.failed) == (PAGES - 1, 1)
        with Journal(out, read_only=True) as journal:
            (entry,) = journal.entries("failed")
        assert (entry.name, entry.kind) == ("0005.txt", kind)
        assert entry.calls == server.asked[5]
        if calls:
            assert server.asked[5] <= calls
        server.answer = good
        assert read(pages, out, server.url, redo="failed").done == 1
        assert len(reports(out)) == PAGES


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        (lambda: problem(401, "bad key"), "refused the key"),
        (lambda: problem(404, "no such model"), "has no model"),
        (lambda: problem(429, "quota", code="insufficient_quota"), "no credit left"),
    ],
)
def test_a_fault_of_the_settings_ends_the_batch_and_keeps_what_is_done(
    fault: Callable[[], Reply], said: str, pages: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    with Loopback(lambda number, _: good() if number <= 5 else fault(), latency=0.01) as server:
        with pytest.raises(ConfigurationError, match=said):
            read(pages, out, server.url)
        assert len(reports(out)) == 5
        assert server.requests <= 5 + 4
        server.answer = good
        assert read(pages, out, server.url).done == PAGES - 5
        assert sum(server.paid.values()) == PAGES


def test_a_web_page_at_a_wrong_address_ends_the_batch_at_once(pages: Path, tmp_path: Path) -> None:
    html = Reply("<html>welcome</html>", content_type="text/html")
    with Loopback(lambda *_: html) as server:
        with pytest.raises(ConfigurationError, match="does not answer as"):
            read(pages, tmp_path / "out", server.url)
        assert server.requests <= 4


def test_a_name_that_does_not_resolve_ends_the_batch_at_once(pages: Path, tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="cannot reach"):
        read(pages, tmp_path / "out", "http://nowhere.invalid/v1")
    assert not reports(tmp_path / "out")


def test_an_endpoint_that_is_gone_for_a_while_costs_time_and_no_page(pages: Path, tmp_path: Path) -> None:
    away: list[float] = []

    def answer(number: int, _: dict[str, Any]) -> Reply:
        if number == 5:
            away.append(time.monotonic() + GONE)
        return Reply(reset=True) if away and time.monotonic() < away[0] else good()

    with Loopback(answer, latency=0.02) as server:
        pace = {"breaker": 4, "breaker_wait": 0.5}
        progress = read(pages, tmp_path / "out", server.url, tries=2, pace=pace)
        print(f"gone for {GONE:g} s: {progress.done} done, {server.requests - PAGES} calls more")
        assert (progress.done, progress.failed) == (PAGES, 0)
        assert server.requests < PAGES + 30 + GONE, "it knocks now and then, it does not hammer"


def test_an_endpoint_that_resets_the_first_request_of_all_is_not_taken_for_absent(
    pages: Path, tmp_path: Path
) -> None:
    with Loopback(fault_at({1, 2}, lambda: Reply(reset=True))) as server:
        progress = read(pages, tmp_path / "out", server.url, pace={"concurrency": 1})
    assert (progress.done, progress.failed, progress.calls) == (PAGES, 0, PAGES + 2)


def test_a_server_that_refuses_connections_for_a_while(pages: Path, tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    with Loopback(port=port, latency=0.01) as first:
        read(write_pages(tmp_path / "one", 1), tmp_path / "out", first.url)

    async def main() -> Progress:
        settings = load_settings(
            base_url=f"http://127.0.0.1:{port}/v1", model="m", mode="json_schema", cache=False, tries=2
        )
        with Journal(tmp_path / "out") as journal:
            config = PaceConfig(concurrency=2, breaker=3, breaker_wait=0.3)
            plan = make_plan(settings, tmp_path / "out", config, 1)
            assert isinstance(plan.executor, AsyncExecutor)
            client = plan.executor._client
            client._contacted = True  # type: ignore[attr-defined] # it was there a moment ago
            runner = Runner(journal, tmp_path / "out", plan.executor, fingerprint=plan.fingerprint)
            batch = asyncio.create_task(runner.run(open_sources([str(pages)])))
            await asyncio.sleep(1.5)
            with Loopback(port=port) as back:
                progress = await batch
                assert back.requests >= PAGES - 1
            return progress

    progress = asyncio.run(main())
    assert (progress.done + progress.skipped + progress.copies, progress.failed) == (PAGES, 0)


def test_an_endpoint_that_stays_away_is_given_up_with_everything_kept(pages: Path, tmp_path: Path) -> None:
    with Loopback(lambda number, _: good() if number <= 3 else problem(500)) as server:
        pace = {"breaker": 3, "breaker_wait": 0.2, "breaker_patience": 1.5}
        with pytest.raises(EndpointDownError, match="has not answered for"):
            read(pages, tmp_path / "out", server.url, tries=2, pace=pace)
        assert len(reports(tmp_path / "out")) == 3
        assert "failed" not in entries(tmp_path / "out").values(), "the pages are not to blame"


def test_retry_after_300_is_waited_for_or_left_to_the_next_run(pages: Path, tmp_path: Path) -> None:
    fault = fault_at({4}, lambda: problem(429, retry_after="300"))
    with Loopback(fault, latency=0.01) as server:
        began = time.monotonic()
        with pytest.raises(BudgetSpentError, match="time of 2 s"):
            read(pages, tmp_path / "out", server.url, pace={"max_seconds": 2})
        assert 1.5 < time.monotonic() - began < 30
        asked = server.requests
        assert asked <= 4 + 4, "nobody asks while everybody is told to wait"
        read(pages, tmp_path / "out", server.url)
        assert len(reports(tmp_path / "out")) == PAGES
        assert max(server.paid.values()) == 1


def test_a_reader_that_fails_on_every_page_is_stopped(tmp_path: Path) -> None:
    pages = write_pages(tmp_path / "pages", 80)
    with Loopback(lambda *_: completion("no")) as server:
        with pytest.raises(EndpointDownError, match="the last 50 pages all failed"):
            read(pages, tmp_path / "out", server.url, max_calls=1)
        assert server.requests < 60


# --- the machine ----------------------------------------------------------------------------------


def test_a_full_disk_ends_the_batch_with_whole_reports_and_no_page_lost(
    pages: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out"
    calls = 0

    async def fill(self: WorkerPool, serve: Any, function: Any, *args: Any) -> Any:
        nonlocal calls
        calls += 1
        if calls > 6:
            raise OutputError("reports/x.json cannot be written: No space left on device")
        return await function(serve, *args)

    with Loopback(latency=0.01) as server:
        with monkeypatch.context() as patched:
            patched.setattr(WorkerPool, "converse", fill)
            with pytest.raises(OutputError, match="No space left"):
                read(pages, out, server.url)
        kept = len(reports(out))
        assert 0 < kept < PAGES
        assert read(pages, out, server.url).done == PAGES - kept
        assert len(reports(out)) == PAGES


def test_a_real_full_disk(tmp_path: Path) -> None:
    """On a file system of 600 KB, where the machine lets one be mounted."""
    import subprocess

    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=600k", "tmpfs", str(disk)], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("no right to mount")
    try:
        pages = write_pages(tmp_path / "pages", 150)
        status, said = run(pages, disk / "out")
        assert status == 1
        assert "No space left" in said or "full" in said
        kept = len(reports(disk / "out"))
        assert 0 < kept < 150, "whole reports, and no torn ones"
        subprocess.run(["mount", "-o", "remount,size=50m", str(disk)], check=True)
        assert run(pages, disk / "out")[0] == 0
        assert len(reports(disk / "out")) == 150
    finally:
        subprocess.run(["umount", str(disk)], check=True)


def test_an_output_folder_that_cannot_be_written_is_told_before_anything_is_asked(pages: Path) -> None:
    status, said = run(pages, Path("/proc/nowhere"))
    assert status == 3
    assert "cannot be written" in said


def test_pages_that_vanish_are_too_large_or_unreadable_fail_alone(tmp_path: Path) -> None:
    pages = write_pages(tmp_path / "pages", 3)
    with (pages / "huge.txt").open("wb") as file:
        file.truncate(100_000_000)
    (pages / "binary.txt").write_bytes(bytes(range(256)) * 20)
    (pages / "loop.txt").symlink_to(pages / "loop.txt")
    (pages / "gone.txt").symlink_to(pages / "nowhere.txt")
    out = tmp_path / "out"
    status, said = run(pages, out)
    assert status == 1
    assert len(reports(out)) == 3
    assert sum(state == "failed" for state in entries(out).values()) == 4
    assert "larger than 10 MB" in said or "InputError" in said


def test_a_clock_that_is_set_back_changes_nothing(
    pages: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out"
    with Loopback() as server:
        read(pages, out, server.url, redo="all")
        monkeypatch.setattr("summarizer.batch.journal.time.time", lambda: 1_000_000.0)
        assert read(pages, out, server.url).done == 0
        assert read(pages, out, server.url, redo="all").done == PAGES
        assert max(server.paid.values()) == 2


def test_a_worker_process_that_dies_takes_no_page_with_it(tmp_path: Path) -> None:
    async def main() -> list[int]:
        pool = WorkerPool(1)
        try:
            first = await pool.run(os.getpid)
            os.kill(first, 9)
            return [first, await pool.run(os.getpid)]
        finally:
            pool.close()

    first, second = asyncio.run(main())
    assert first != second


def test_worker_processes_are_replaced_in_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("summarizer.batch.pool.RETIRE_AFTER", 5)

    async def main() -> list[int]:
        pool = WorkerPool(1)
        try:
            return await asyncio.gather(*(pool.run(os.getpid) for _ in range(12)))
        finally:
            pool.close()

    assert len(set(asyncio.run(main()))) == 3
