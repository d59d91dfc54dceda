"""What has been handed to a provider's batch API and not been collected yet, in the batch's journal.

The bytes of a page are kept with it: it may be gone from its folder when the answer comes.
"""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from summarizer.batch.journal import Journal
from summarizer.batch.outcomes import Task

_TABLES = """
CREATE TABLE IF NOT EXISTS provider_batches (
    token TEXT PRIMARY KEY, id TEXT, file TEXT, status TEXT NOT NULL, pages INTEGER NOT NULL,
    requests INTEGER NOT NULL, answered INTEGER NOT NULL DEFAULT 0, collected INTEGER NOT NULL DEFAULT 0
);
CREATE TABLE IF NOT EXISTS provider_pages (
    page TEXT PRIMARY KEY, token TEXT NOT NULL, name TEXT NOT NULL, target TEXT NOT NULL,
    parts INTEGER NOT NULL, data BLOB NOT NULL
);
CREATE TABLE IF NOT EXISTS provider_sendings (page TEXT PRIMARY KEY, count INTEGER NOT NULL);
"""


@dataclass(frozen=True, slots=True)
class Handed:
    """A batch at the provider.

    `token` is our own name for it, `id` the provider's, None as long as it is not known to have been
    taken; `status` is in the provider's words; `answered` counts requests.
    """

    token: str
    id: str | None
    file: str | None
    status: str
    pages: int
    requests: int
    answered: int
    collected: bool


class ProviderStore:
    """The tables of handed-in work in a journal."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        self._db: sqlite3.Connection = journal.database
        if not journal.read_only:
            self._db.executescript(_TABLES)

    def is_handed_in(self, page: str) -> bool:
        """Whether a page waits for its answer at the provider."""
        return self._db.execute("SELECT 1 FROM provider_pages WHERE page = ?", (page,)).fetchone() is not None

    def begin(self, token: str, pages: Iterable[tuple[Task, int]], requests: int) -> None:
        """Note what is about to be handed in, before it is: `pages` with the parts of each."""
        rows = [
            (task.id, token, task.name, task.target, parts, zlib.compress(task.data)) for task, parts in pages
        ]
        with self._journal.transaction():
            self._db.execute(
                "INSERT INTO provider_batches (token, status, pages, requests) VALUES (?, 'creating', ?, ?)",
                (token, len(rows), requests),
            )
            self._db.executemany("INSERT OR REPLACE INTO provider_pages VALUES (?, ?, ?, ?, ?, ?)", rows)
            self._db.executemany(
                "INSERT INTO provider_sendings VALUES (?, 1) ON CONFLICT DO UPDATE SET count = count + 1",
                [(row[0],) for row in rows],
            )

    def taken(self, token: str, batch: str, file: str, status: str) -> None:
        """Note that the provider has taken it."""
        with self._journal.transaction():
            self._db.execute(
                "UPDATE provider_batches SET id = ?, file = ?, status = ? WHERE token = ?",
                (batch, file, status, token),
            )

    def update(self, token: str, status: str, answered: int) -> None:
        """Note how far the provider is."""
        with self._journal.transaction():
            self._db.execute(
                "UPDATE provider_batches SET status = ?, answered = ? WHERE token = ?",
                (status, answered, token),
            )

    def pages(self, token: str) -> Iterator[tuple[Task, int]]:
        """The pages of a batch with the parts of each."""
        rows = self._db.execute(
            "SELECT page, name, data, target, parts FROM provider_pages WHERE token = ?", (token,)
        ).fetchall()
        for page, name, data, target, parts in rows:
            yield Task(page, name, zlib.decompress(data), target), parts

    def let_go(self, page: str) -> None:
        """Forget a page that is collected, or that is to be sent again."""
        with self._journal.transaction():
            self._db.execute("DELETE FROM provider_pages WHERE page = ?", (page,))

    def finish(self, token: str) -> None:
        """Note that everything of a batch is collected; pages left in it are sent again."""
        with self._journal.transaction():
            self._db.execute("UPDATE provider_batches SET collected = 1 WHERE token = ?", (token,))
            self._db.execute("DELETE FROM provider_pages WHERE token = ?", (token,))

    def sendings(self, page: str) -> int:
        """How often a page has been handed in."""
        row = self._db.execute("SELECT count FROM provider_sendings WHERE page = ?", (page,)).fetchone()
        return row[0] if row else 0

    def batches(self, *, open_only: bool = True) -> list[Handed]:
        """The batches that are not collected yet, or all."""
        where = "WHERE NOT collected" if open_only else ""
        columns = "token, id, file, status, pages, requests, answered, collected"
        try:
            rows = self._db.execute(f"SELECT {columns} FROM provider_batches {where} ORDER BY rowid")  # noqa: S608
        except sqlite3.OperationalError:  # nothing was ever handed in
            return []
        return [Handed(*row[:-1], collected=bool(row[-1])) for row in rows]
