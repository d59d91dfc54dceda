"""Answers already paid for, in one SQLite file that several processes may share.

The key is everything that decides an answer: endpoint, model, messages, limits, mode and schema.
Only whole answers are kept. When the file outgrows its limit, the answers used longest ago go.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import sqlite3
import threading
import time
from collections.abc import Generator, Mapping, Sequence
from pathlib import Path
from typing import Any

from summarizer.llm.client import Answer, Client, Message
from summarizer.report import Usage

_TABLE = """
create table if not exists answers (
  key text primary key, text text not null, model text, input integer, output integer,
  size integer not null, used real not null
) without rowid;
create index if not exists answers_by_use on answers (used, size)
"""
_FRESH = 3600.0
"""Seconds within which a second use is not noted: an answer read again and again is written once."""
_KEPT = 0.9
"""The share of its limit a file that outgrew it is cut down to, so that not every answer cuts again."""


def cache_folder(named: Path | None = None) -> Path:
    """Where answers and endpoint modes are kept: the folder named, or the user's cache folder."""
    if named:
        return named
    from platformdirs import user_cache_path

    return user_cache_path("summarizer", appauthor=False)


class AnswerCache:
    """The file of answers. Processes and threads may share it: each thread has a connection of its own.

    A file that cannot be read or written is treated as empty: a cache never stops a run.
    """

    def __init__(self, folder: Path, megabytes: int = 200) -> None:
        self.path = folder / "answers.sqlite"
        self.limit = megabytes * 1_000_000
        self._own = threading.local()

    @contextlib.contextmanager
    def _open(self) -> Generator[sqlite3.Connection]:
        """This thread's connection; one that failed is not used again."""
        process, connection = getattr(self._own, "open", (0, None))
        if connection is None or process != os.getpid():  # a connection must not cross a fork
            connection = self._connect()
            self._own.open = (os.getpid(), connection)
        try:
            yield connection
        except sqlite3.Error:
            self.close()
            raise

    def _connect(self) -> sqlite3.Connection:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        connection = sqlite3.connect(self.path, timeout=10, isolation_level=None)
        try:
            connection.execute("pragma journal_mode=wal")
            connection.execute("pragma synchronous=normal")
            connection.executescript(_TABLE)
        except sqlite3.Error:
            connection.close()
            raise
        return connection

    def close(self) -> None:
        """Close this thread's connection; the next use opens it again."""
        process, connection = getattr(self._own, "open", (0, None))
        self._own.open = (0, None)
        if connection is not None and process == os.getpid():
            with contextlib.suppress(sqlite3.Error):
                connection.close()

    def get(self, key: str) -> Answer | None:
        """The answer kept under a key; its usage is 0, since nothing is paid for it."""
        try:
            with self._open() as file:
                row = file.execute("select text, model, used from answers where key = ?", (key,)).fetchone()
                if row is None:
                    return None
                now = time.time()
                if now - row[2] > _FRESH:
                    file.execute("update answers set used = ? where key = ?", (now, key))
        except (sqlite3.Error, OSError):
            return None
        return Answer(text=row[0], model=row[1], usage=Usage(), requests=0)

    def put(self, key: str, answer: Answer) -> None:
        """Keep an answer, and let old ones go where the file is too large."""
        row = (
            key,
            answer.text,
            answer.model,
            answer.usage.input,
            answer.usage.output,
            len(answer.text.encode("utf-8", "replace")) + 200,
            time.time(),
        )
        with contextlib.suppress(sqlite3.Error, OSError, UnicodeError), self._open() as file:
            file.execute("insert or replace into answers values (?, ?, ?, ?, ?, ?, ?)", row)
            if self._bytes(file) > self.limit:
                self._shrink(file)

    def _bytes(self, file: sqlite3.Connection) -> int:
        """What the answers take up in the file, without adding them up: its pages in use."""
        pages, free, size = (
            int(file.execute(f"pragma {name}").fetchone()[0])
            for name in ("page_count", "freelist_count", "page_size")
        )
        return (pages - free) * size

    def _shrink(self, file: sqlite3.Connection) -> None:
        """Let go of the answers used longest ago."""
        file.execute("begin immediate")
        excess = self._bytes(file) - self.limit * _KEPT
        doomed: list[tuple[str]] = []
        for key, size in file.execute("select key, size from answers order by used"):
            if excess <= 0:
                break
            doomed.append((key,))
            excess -= size
        file.executemany("delete from answers where key = ?", doomed)
        file.execute("commit")

    def clear(self) -> None:
        """Forget all answers."""
        with contextlib.suppress(sqlite3.Error, OSError), self._open() as file:
            file.execute("delete from answers")


class CachedClient:
    """A client whose whole answers are kept.

    Args:
        client: who is asked where no answer is kept.
        cache: where answers are kept.
        place: what, beside the request, decides the answer: the endpoint and the model.
        refresh: ask even where an answer is kept, and keep the new one.
    """

    def __init__(self, client: Client, cache: AnswerCache, place: str, *, refresh: bool = False) -> None:
        self.client = client
        self.cache = cache
        self.place = place
        self.refresh = refresh

    async def ask(self, messages: Sequence[Message], parts: Mapping[str, Any]) -> Answer:
        """The kept answer, or the endpoint's."""
        key = request_key(self.place, messages, parts)
        if not self.refresh and (kept := self.cache.get(key)):
            return kept
        answer = await self.client.ask(messages, parts)
        if answer.finish in ("stop", "tool_calls") and answer.text and not answer.refusal:
            self.cache.put(key, answer)
        return answer

    async def close(self) -> None:
        """Close the client behind, and the file of answers."""
        self.cache.close()
        await self.client.close()


def request_key(place: str, messages: Sequence[Message], parts: Mapping[str, Any]) -> str:
    """A digest of everything that decides an answer."""
    request = json.dumps([place, list(messages), dict(parts)], ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(request.encode()).hexdigest()
