"""The journal: what it keeps, whom it lets in, and what it does with older and damaged files."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from summarizer.batch.journal import FILE_NAME, Entry, Journal, is_locked
from summarizer.errors import ConfigurationError


def entry(page: str, **changes: object) -> Entry:
    fields = {
        "id": page,
        "name": f"{page}.txt",
        "state": "done",
        "fingerprint": "f1",
        "calls": 2,
        "cost": 0.5,
    }
    return Entry(**(fields | changes))  # type: ignore[arg-type]


def test_what_was_recorded_is_there_when_opened_again(tmp_path: Path) -> None:
    with Journal(tmp_path) as journal:
        journal.record(
            [entry("a"), entry("b", state="failed", kind="InputError", error="empty")], [("c.txt", "a")]
        )
    with Journal(tmp_path) as journal:
        kept = journal.get("b")
        assert kept is not None
        assert (kept.state, kept.kind, kept.error) == ("failed", "InputError", "empty")
        assert journal.get("nothing") is None
        totals = journal.totals()
    assert (totals.done, totals.failed, totals.copies, totals.calls, totals.cost) == (1, 1, 1, 4, 1.0)


def test_a_page_recorded_again_replaces_its_entry(tmp_path: Path) -> None:
    with Journal(tmp_path) as journal:
        journal.record([entry("a", state="failed")])
        journal.record([entry("a", fingerprint="f2")])
        assert journal.totals().failed == 0
        assert journal.fingerprints() == {"f2": 1}


def test_an_empty_journal_sums_to_nothing(tmp_path: Path) -> None:
    with Journal(tmp_path) as journal:
        assert journal.totals().done == 0
        assert list(journal.entries()) == []


def test_a_second_run_on_the_folder_is_turned_away(tmp_path: Path) -> None:
    with Journal(tmp_path):
        assert is_locked(tmp_path)
        with pytest.raises(ConfigurationError, match=r"in use by process \d+"):
            Journal(tmp_path)
        with Journal(tmp_path, read_only=True) as reader:
            assert reader.totals().done == 0
    assert not is_locked(tmp_path)


def test_reading_where_there_is_no_batch_says_so(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="holds no batch"):
        Journal(tmp_path, read_only=True)


def test_a_page_that_changed_takes_the_place_of_what_it_was(tmp_path: Path) -> None:
    with Journal(tmp_path) as journal:
        journal.record([entry("a", report="reports/x.json")])
        journal.record([entry("b", report="reports/x.json")])
        before = journal.get("a")
        assert before is not None
        assert (before.state, before.report) == ("replaced", "")
        assert (journal.totals().done, journal.totals().cost) == (1, 1.0), "what was paid stays counted"


def test_a_journal_of_version_1_is_brought_up_to_date(tmp_path: Path) -> None:
    with Journal(tmp_path) as journal:
        journal.record([entry("a")])
    db = sqlite3.connect(tmp_path / FILE_NAME)
    db.execute("ALTER TABLE pages DROP COLUMN calls")
    db.execute("ALTER TABLE pages DROP COLUMN kind")
    db.execute("ALTER TABLE pages DROP COLUMN run")
    db.execute("PRAGMA user_version = 1")
    db.commit()
    db.close()
    with Journal(tmp_path) as journal:
        kept = journal.get("a")
    assert kept is not None
    assert (kept.name, kept.calls, kept.kind) == ("a.txt", 0, "")


def test_a_journal_of_a_later_version_is_left_alone(tmp_path: Path) -> None:
    with Journal(tmp_path):
        pass
    db = sqlite3.connect(tmp_path / FILE_NAME)
    db.execute("PRAGMA user_version = 99")
    db.close()
    with pytest.raises(ConfigurationError, match="newer version"):
        Journal(tmp_path)


def test_a_file_that_is_no_journal_is_named_with_the_way_out(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).write_bytes(b"torn" * 4096)
    with pytest.raises(ConfigurationError, match="damaged") as caught:
        Journal(tmp_path)
    assert "move it away" in caught.value.hint
    assert not is_locked(tmp_path)


def test_a_torn_write_ahead_log_costs_only_what_was_in_it(tmp_path: Path) -> None:
    with Journal(tmp_path) as journal:
        journal.record([entry("a")])
        log = Path(f"{journal.path}-wal")
        whole = log.read_bytes()
        database = journal.path.read_bytes()
        journal.record([entry("b")])
        longer = log.read_bytes()
    journal.path.write_bytes(database)
    log.write_bytes(longer[: len(whole) + 30])
    with Journal(tmp_path) as journal:
        assert [kept.id for kept in journal.entries()] == ["a"]


def test_a_failed_transaction_leaves_nothing(tmp_path: Path) -> None:
    with Journal(tmp_path) as journal:
        with pytest.raises(RuntimeError), journal.transaction():
            journal._db.execute("INSERT INTO copies VALUES ('x', 'y')")
            raise RuntimeError
        assert journal.totals().copies == 0
