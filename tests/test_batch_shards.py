"""Shards, their journals and the office that leases out the rate: all of it but Ray itself."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from servers_batch import Loopback
from test_batch_runner import reports, write_pages

from summarizer.batch.bounds import BudgetSpentError, PaceConfig
from summarizer.batch.files import report_path
from summarizer.batch.outcomes import Outcome, Task
from summarizer.batch.ray_executor import LeasedPace, RateOffice, read_shard
from summarizer.batch.runner import page_id
from summarizer.batch.shards import ShardJournal, left_over, read_outcomes
from summarizer.settings import load_settings


def tasks(folder: Path, count: int) -> list[Task]:
    write_pages(folder, count)
    pages = [(file.name, file.read_bytes()) for file in sorted(folder.iterdir())]
    return [Task(page_id(data), name, data, report_path(name)) for name, data in pages]


class Office:
    """The actor as a worker sees it, in the same process."""

    def __init__(self, office: RateOffice) -> None:
        self.office = office
        self.leases = 0

    @property
    def lease(self) -> Office:
        return self

    async def remote(self, wanted: int, cost: float, tokens: int) -> tuple[int, float, str]:
        self.leases += 1
        return self.office.lease(wanted, cost, tokens)


def test_a_shard_started_again_reads_only_what_its_journal_has_not(tmp_path: Path) -> None:
    out, pages = tmp_path / "out", tasks(tmp_path / "pages", 6)
    assert read_shard(out, "s", pages[:4], None, PaceConfig(), None) == 4
    path = out / "shards" / "s.jsonl"
    path.write_text(path.read_text()[:-10])
    assert read_shard(out, "s", pages, None, PaceConfig(), None) == 3, "two new ones, and the torn one"
    assert {outcome.task_id for outcome in read_outcomes(path)} == {task.id for task in pages}
    assert len(reports(out)) == 6
    assert left_over(out) == [path]


def test_a_shard_asks_a_model_by_leave_of_the_office(tmp_path: Path) -> None:
    with Loopback() as server:
        settings = load_settings(base_url=server.url, model="m", mode="json_schema", max_calls=1, cache=False)
        office = Office(RateOffice(PaceConfig()))
        config = PaceConfig(concurrency=3)
        assert read_shard(tmp_path / "out", "s", tasks(tmp_path / "p", 9), settings, config, office) == 9
        assert len(reports(tmp_path / "out")) == 9
        assert dict(server.paid) == dict.fromkeys(range(9), 1)
        assert server.most_in_flight <= 3
        assert 3 <= office.leases <= 9, "leases come in blocks"


def test_a_budget_of_all_workers_stops_each(tmp_path: Path) -> None:
    with Loopback() as server:
        settings = load_settings(base_url=server.url, model="m", mode="json_schema", max_calls=1, cache=False)
        office = Office(RateOffice(PaceConfig(max_tokens=6000)))
        with pytest.raises(BudgetSpentError, match="6,000 tokens"):
            pages = tasks(tmp_path / "p", 30)
            read_shard(tmp_path / "out", "s", pages, settings, PaceConfig(concurrency=1), office)
        assert 3 <= server.requests <= 6
        assert len(reports(tmp_path / "out")) == sum(server.paid.values())


def test_the_office_gives_no_more_than_the_rate() -> None:
    now = [100.0]
    office = RateOffice(PaceConfig(requests_per_minute=600), clock=lambda: now[0])
    granted = 0
    for _ in range(600):
        now[0] += 0.1
        granted += office.lease(5, 0.0, 0)[0]
    assert 590 <= granted <= 620
    while office.lease(1, 0.0, 0)[0]:
        pass
    assert office.lease(5, 0.0, 0)[:2] == (0, pytest.approx(0.1, abs=0.1))


def test_a_lease_serves_several_requests() -> None:
    async def main() -> int:
        office = Office(RateOffice(PaceConfig()))
        pace = LeasedPace(PaceConfig(concurrency=4), office, 5)
        for _ in range(10):
            async with pace.slot():
                pass
        return office.leases

    assert asyncio.run(main()) == 2


def test_a_torn_line_spoils_neither_its_neighbours_nor_the_next(tmp_path: Path) -> None:
    journal = ShardJournal(tmp_path, "s")
    journal.append(Outcome("a", "a.txt", "t", stored=True))
    journal.close()
    with journal.path.open("a") as stream:
        stream.write('{"task_id": "b", "na')
    again = ShardJournal(tmp_path, "s")
    assert again.done == {"a"}
    again.append(Outcome("c", "c.txt", "t"))
    again.close()
    assert [outcome.task_id for outcome in read_outcomes(journal.path)] == ["a", "c"]
