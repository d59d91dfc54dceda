"""The journal of a batch: one SQLite file in the output folder, the truth about what is done.

A page is known by the hash of its bytes, so a page that stands there twice is done once, and one that
changed is a new page. The journal is written after the report's file is safely in place, never before.
"""

from __future__ import annotations

import dataclasses
import json
import operator
import os
import sqlite3
import time
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Literal

from summarizer.batch.files import OutputError
from summarizer.errors import ConfigurationError

FILE_NAME = "journal.sqlite"
VERSION = 3

State = Literal["done", "failed", "replaced"]
"""`replaced`: its report made way for that of another page of the same name, the page having changed."""

_TABLES = """
CREATE TABLE IF NOT EXISTS meta (key TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS pages (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    state TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    attempts INTEGER NOT NULL,
    calls INTEGER NOT NULL,
    input_tokens INTEGER NOT NULL,
    output_tokens INTEGER NOT NULL,
    cost REAL NOT NULL,
    seconds REAL NOT NULL,
    kind TEXT NOT NULL,
    error TEXT NOT NULL,
    report TEXT NOT NULL,
    ended REAL NOT NULL,
    run INTEGER NOT NULL
);
CREATE INDEX IF NOT EXISTS pages_by_state ON pages (state);
CREATE INDEX IF NOT EXISTS pages_by_report ON pages (report);
CREATE TABLE IF NOT EXISTS copies (name TEXT PRIMARY KEY, id TEXT NOT NULL);
"""

_COLUMNS = (
    "id, name, state, fingerprint, attempts, calls, input_tokens, output_tokens, cost, seconds,"
    " kind, error, report, ended, run"
)
_row = operator.attrgetter(*_COLUMNS.split(", "))
_MARKS = ",".join("?" * len(_COLUMNS.split(",")))
_INSERT = f"INSERT OR REPLACE INTO pages ({_COLUMNS}) VALUES ({_MARKS})"  # noqa: S608


@dataclass(frozen=True, slots=True)
class Entry:
    """What became of a page.

    `id` is the hash of its bytes; `fingerprint` names engine, model, prompt, schema and settings;
    `attempts` counts runs that tried it and `calls` requests spent; `kind` is the error's class and
    `error` its message, both empty where done; `report` is the file in the output folder; `ended` is
    in seconds since the epoch, for people; `run` is the number of the run that wrote it, for decisions:
    clocks go back, numbers do not.
    """

    id: str
    name: str
    state: State
    fingerprint: str
    attempts: int = 1
    calls: int = 0
    input_tokens: int = 0
    output_tokens: int = 0
    cost: float = 0.0
    seconds: float = 0.0
    kind: str = ""
    error: str = ""
    report: str = ""
    ended: float = 0.0
    run: int = 0


@dataclass(frozen=True, slots=True)
class Totals:
    """Sums over a journal."""

    done: int
    failed: int
    copies: int
    calls: int
    input_tokens: int
    output_tokens: int
    cost: float


class Journal:
    """An open journal. One process writes it at a time; any number may read it meanwhile."""

    def __init__(self, folder: Path, *, read_only: bool = False) -> None:
        """Open the journal of an output folder, made new where there is none.

        Raises:
            ConfigurationError: another run holds the folder, or the journal is not ours to read.
        """
        self.path = folder / FILE_NAME
        self.read_only = read_only
        self._lock: IO[str] | None = None
        if read_only:
            if not self.path.exists():
                raise ConfigurationError(f"{folder} holds no batch", hint="give the --out folder of a batch")
        else:
            self._lock = _lock_folder(folder)
        try:
            self._db = sqlite3.connect(self.path, isolation_level=None, timeout=10, check_same_thread=False)
            self._open(read_only=read_only)
        except sqlite3.DatabaseError as error:
            self.close()
            raise ConfigurationError(
                f"{self.path} is damaged: {error}",
                hint="move it away and run again: finished reports are taken up from their files",
            ) from None

    def _open(self, *, read_only: bool) -> None:
        if read_only:
            self._db.execute("PRAGMA query_only = ON")
            return
        self._db.execute("PRAGMA journal_mode = WAL")
        self._db.execute("PRAGMA synchronous = NORMAL")
        version = self._db.execute("PRAGMA user_version").fetchone()[0]
        if version > VERSION:
            raise sqlite3.DatabaseError(f"written by a newer version ({version})")
        with self.transaction():
            if version == 1:
                _migrate_1(self._db)
            if version in (1, 2):
                _migrate_2(self._db)
            for statement in _TABLES.split(";"):
                if statement.strip():
                    self._db.execute(statement)
            self._db.execute(f"PRAGMA user_version = {VERSION}")

    @property
    def database(self) -> sqlite3.Connection:
        """The open database, for those who keep tables of their own in it."""
        return self._db

    @contextmanager
    def transaction(self) -> Generator[None]:
        """Everything inside is written, or nothing.

        Raises:
            OutputError: the disk is full, or the folder cannot be written.
        """
        try:
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield
                self._db.execute("COMMIT")
            except BaseException:
                if self._db.in_transaction:
                    self._db.execute("ROLLBACK")
                raise
        except sqlite3.OperationalError as error:
            raise OutputError(
                f"{self.path} cannot be written: {error}",
                hint="make room or mend the folder, then run the same command again",
            ) from None

    def close(self) -> None:
        """Close the file and let others have the folder."""
        if hasattr(self, "_db"):
            self._db.close()
        if self._lock:
            self._lock.close()
            self._lock = None

    def __enter__(self) -> Journal:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def get(self, page_id: str) -> Entry | None:
        """What is known of a page."""
        row = self._db.execute(f"SELECT {_COLUMNS} FROM pages WHERE id = ?", (page_id,)).fetchone()  # noqa: S608
        return Entry(*row) if row else None

    def record(self, entries: list[Entry], copies: list[tuple[str, str]] | None = None) -> None:
        """Write what became of some pages, and which names are copies of which page, at once."""
        now = time.time()
        with self.transaction():
            for entry in entries:
                row = _row(entry if entry.ended else dataclasses.replace(entry, ended=now))
                if entry.report:
                    self._db.execute(
                        "UPDATE pages SET state = 'replaced', report = '' WHERE report = ? AND id != ?",
                        (entry.report, entry.id),
                    )
                self._db.execute(_INSERT, row)
            for name, page_id in copies or []:
                self._db.execute("INSERT OR REPLACE INTO copies VALUES (?, ?)", (name, page_id))

    def entries(self, state: State | None = None) -> Iterator[Entry]:
        """All entries, or those of a state, in the order they ended."""
        where = "WHERE state = ?" if state else ""
        rows = self._db.execute(
            f"SELECT {_COLUMNS} FROM pages {where} ORDER BY run, ended, id",  # noqa: S608
            (state,) if state else (),
        )
        for row in rows:
            yield Entry(*row)

    def totals(self) -> Totals:
        """Sums over all entries."""
        done, failed, calls, tokens_in, tokens_out, cost = self._db.execute(
            "SELECT coalesce(sum(state = 'done'), 0), coalesce(sum(state = 'failed'), 0),"
            " coalesce(sum(calls), 0), coalesce(sum(input_tokens), 0), coalesce(sum(output_tokens), 0),"
            " coalesce(sum(cost), 0) FROM pages"
        ).fetchone()
        copies = self._db.execute("SELECT count(*) FROM copies").fetchone()[0]
        return Totals(done, failed, copies, calls, tokens_in, tokens_out, cost)

    def pages_since(self, moment: float) -> int:
        """How many pages ended after a moment, in seconds since the epoch."""
        return self._db.execute("SELECT count(*) FROM pages WHERE ended > ?", (moment,)).fetchone()[0]

    def fingerprints(self) -> dict[str, int]:
        """How many finished pages each fingerprint has."""
        rows = self._db.execute("SELECT fingerprint, count(*) FROM pages WHERE state = 'done' GROUP BY 1")
        return dict(rows.fetchall())

    def meta(self, key: str) -> dict[str, object]:
        """A remembered setting of the batch (its inputs, its command), empty where there is none."""
        row = self._db.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
        return json.loads(row[0]) if row else {}

    def set_meta(self, key: str, value: dict[str, object]) -> None:
        """Remember a setting of the batch."""
        with self.transaction():
            self._db.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (key, json.dumps(value)))


def _migrate_1(db: sqlite3.Connection) -> None:
    """Version 1 counted neither requests nor the kind of an error."""
    db.execute("ALTER TABLE pages ADD COLUMN calls INTEGER NOT NULL DEFAULT 0")
    db.execute("ALTER TABLE pages ADD COLUMN kind TEXT NOT NULL DEFAULT ''")


def _migrate_2(db: sqlite3.Connection) -> None:
    """Version 2 told runs apart by the clock."""
    db.execute("ALTER TABLE pages ADD COLUMN run INTEGER NOT NULL DEFAULT 0")


def is_locked(folder: Path) -> bool:
    """Whether a run holds the folder now."""
    import fcntl

    try:
        with (folder / ".lock").open("a+") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    except OSError:
        return False
    return False


def _lock_folder(folder: Path) -> IO[str]:
    """Hold the output folder against other runs, for as long as the file stays open.

    The lock is the kernel's: it goes with the process, however that ends.
    """
    import fcntl

    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = (folder / ".lock").open("a+")
    except OSError as error:
        raise ConfigurationError(
            f"{folder} cannot be written: {error.strerror}", hint="choose another --out"
        ) from None
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        lock.seek(0)
        holder = lock.read().strip() or "another process"
        lock.close()
        raise ConfigurationError(
            f"{folder} is in use by process {holder}", hint=f"watch it with: summarizer status {folder}"
        ) from None
    lock.truncate(0)
    lock.write(str(os.getpid()))
    lock.flush()
    return lock
