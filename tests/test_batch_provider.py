"""Provider batches against a server on loopback that plays the API."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest
from servers_batch import page_of
from servers_provider import ProviderServer, completion_body
from test_batch_runner import entries, reports, run, write_pages

from summarizer.batch.journal import Journal
from summarizer.batch.provider_api import BatchApi, ProviderError
from summarizer.batch.provider_batch import BatchLimits, Collecting, Submitting
from summarizer.batch.provider_store import ProviderStore
from summarizer.batch.runner import Progress, Runner
from summarizer.batch.sources import open_sources
from summarizer.settings import load_settings

PAGES = 7


class Work:
    """One output folder and one provider, step by step."""

    def __init__(self, url: str, pages: Path, out: Path) -> None:
        self.pages, self.out = pages, out
        self.settings = load_settings(
            base_url=url, model="gpt-4o-mini", mode="json_schema", api_key="k", cross_read=False
        )

    def submit(self, redo: Any = "none", **limits: int) -> Submitting:
        with Journal(self.out) as journal:
            store, api = ProviderStore(journal), BatchApi(self.settings)
            step = Submitting(self.settings, self.out, store, api, BatchLimits(**limits))
            self._run(journal, step, redo)
            return step

    def collect(self) -> tuple[Progress, Collecting]:
        with Journal(self.out) as journal:
            step = Collecting(self.settings, self.out, ProviderStore(journal), BatchApi(self.settings))
            return self._run(journal, step), step

    def _run(self, journal: Journal, step: Any, redo: Any = "none") -> Progress:
        runner = Runner(journal, self.out, step, fingerprint="f", redo=redo)
        return asyncio.run(runner.run(open_sources([str(self.pages)])))


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    return write_pages(tmp_path / "pages", PAGES)


def test_pages_are_handed_in_once_and_collected_whole_at_half_the_price(
    pages: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("summarizer.llm.pricing.cost_of", lambda *_: 1.0)
    with ProviderServer() as server:
        work = Work(server.url, pages, tmp_path / "out")
        assert work.submit().pages == PAGES
        assert work.submit().waiting == PAGES, "what is with the provider is not sent again"
        progress, step = work.collect()
        assert (progress.done, step.still_open) == (0, 1)
        server.finish()
        (pages / "0002.txt").unlink()
        progress, step = work.collect()
        assert (progress.done, step.still_open) == (PAGES, 0), "a page that is gone meanwhile is read too"
        assert len(reports(tmp_path / "out")) == PAGES
        assert work.submit().pages == 0
        assert dict(server.paid) == dict.fromkeys(range(PAGES), 1)
        with Journal(tmp_path / "out", read_only=True) as journal:
            totals = journal.totals()
        assert (totals.done, totals.calls, totals.input_tokens) == (PAGES, PAGES, PAGES * 1500)
        assert totals.cost == PAGES * 0.5
        assert {report["run"]["cost"] for report in reports(tmp_path / "out").values()} == {0.5}


def test_requests_carry_a_strict_schema_and_our_own_ids(pages: Path, tmp_path: Path) -> None:
    with ProviderServer() as server:
        Work(server.url, pages, tmp_path / "out").submit()
        rows = server.rows()
        assert len({row["custom_id"] for row in rows}) == PAGES
        for row in rows:
            schema = row["body"]["response_format"]["json_schema"]
            assert schema["strict"] is True
            assert schema["schema"]["additionalProperties"] is False
            assert set(schema["schema"]["required"]) == set(schema["schema"]["properties"])
            assert (row["url"], row["body"]["model"]) == ("/v1/chat/completions", "gpt-4o-mini")


def test_files_are_split_to_the_limits_of_the_provider(pages: Path, tmp_path: Path) -> None:
    with ProviderServer() as server:
        work = Work(server.url, pages, tmp_path / "out")
        work.submit(requests=3)
        assert sorted(len(text.splitlines()) for text in server.files.values()) == [1, 3, 3]
        server.finish()
        assert work.collect()[0].done == PAGES
        other = Work(server.url, pages, tmp_path / "other")
        longest = max(len(line) + 1 for text in server.files.values() for line in text.encode().splitlines())
        before = set(server.files)
        other.submit(bytes=2 * longest)
        made = [text for name, text in server.files.items() if name not in before]
        assert len(made) == 4
        assert all(len(text.encode()) <= 2 * longest for text in made)


@pytest.mark.parametrize("status", ["expired", "cancelled"])
def test_what_was_answered_before_the_end_is_kept_and_the_rest_sent_again(
    status: str, pages: Path, tmp_path: Path
) -> None:
    with ProviderServer() as server:
        work = Work(server.url, pages, tmp_path / "out")
        work.submit()
        server.finish(status, of=4)
        progress, step = work.collect()
        assert (progress.done, step.again) == (4, PAGES - 4)
        assert work.submit().pages == PAGES - 4
        server.finish()
        assert work.collect()[0].done == PAGES - 4
        assert dict(server.paid) == dict.fromkeys(range(PAGES), 1), "nothing is paid twice"


def test_a_request_that_fails_is_sent_three_times_and_then_told(pages: Path, tmp_path: Path) -> None:
    with ProviderServer(lambda row: 500 if page_of(row["body"]) == 3 else completion_body()) as server:
        work = Work(server.url, pages, tmp_path / "out")
        for sent in (PAGES, 1, 1):
            assert work.submit().pages == sent
            server.finish()
            progress, _ = work.collect()
        assert progress.failed == 1
        assert "composed failure" in progress.last_errors[0]
        assert work.submit().pages == 0
        server.answer = lambda row: completion_body()
        assert work.submit(redo="failed").pages == 1
        server.finish()
        work.collect()
        assert len(reports(tmp_path / "out")) == PAGES


def test_an_answer_that_cannot_be_read_fails_its_page_alone(pages: Path, tmp_path: Path) -> None:
    bad = completion_body("not what you asked for")
    with ProviderServer(lambda row: bad if page_of(row["body"]) == 1 else completion_body()) as server:
        work = Work(server.url, pages, tmp_path / "out")
        work.submit()
        server.finish()
        progress, _ = work.collect()
        assert (progress.done, progress.failed) == (PAGES - 1, 1)
        assert progress.calls == PAGES, "it was paid and is counted"


def test_a_batch_made_without_our_hearing_of_it_is_found_again(pages: Path, tmp_path: Path) -> None:
    with ProviderServer() as server:
        work = Work(server.url, pages, tmp_path / "out")
        server.lose_next = True
        with pytest.raises(ProviderError):
            work.submit()
        assert len(server.batches) == 1
        server.lose_next = False
        server.finish()
        assert work.collect()[0].done == PAGES
        assert len(server.batches) == 1


def test_a_batch_that_was_never_made_is_made_next_time(pages: Path, tmp_path: Path) -> None:
    with ProviderServer() as server:
        work = Work(server.url, pages, tmp_path / "out")
        server.refuse = [400]
        with pytest.raises(ProviderError):
            work.submit()
        assert work.submit().pages == PAGES
        assert len(server.batches) == 1


def test_the_command_goes_through_all_steps(pages: Path, tmp_path: Path) -> None:
    with ProviderServer() as server:

        def step(name: str) -> tuple[int, str]:
            return run(pages, tmp_path / "out", "--provider-batch", name, url=server.url)

        status, said = step("submit")
        assert status == 0
        assert f"handed in {PAGES} pages at half the price" in said
        assert "in_progress" in step("status")[1]
        assert "not finished yet" in step("collect")[1]
        server.finish()
        status, said = step("collect")
        assert status == 0, said
        assert set(entries(tmp_path / "out").values()) == {"done"}
        assert "nothing is with the provider" in step("status")[1]
