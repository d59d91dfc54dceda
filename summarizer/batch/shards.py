"""Journals of shards: a line a page, on storage that all machines share.

A shard is a few hundred pages that one worker reads. Its journal is only ever appended to, so it
needs no locks, which shared file systems do badly; a torn last line is a page that is read again.
"""

from __future__ import annotations

import dataclasses
import json
import os
from collections.abc import Iterator
from pathlib import Path

from summarizer.batch.outcomes import Outcome

FOLDER = "shards"


class ShardJournal:
    """The journal of one shard, open for appending."""

    def __init__(self, folder: Path, shard: str) -> None:
        self.path = folder / FOLDER / f"{shard}.jsonl"
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self.done = {outcome.task_id for outcome in read_outcomes(self.path)}
        _mend_end(self.path)
        self._stream = self.path.open("a", encoding="utf-8")

    def append(self, outcome: Outcome) -> None:
        """Write a page's outcome so that it is there whatever happens next."""
        self._stream.write(json.dumps(dataclasses.asdict(outcome), ensure_ascii=False) + "\n")
        self._stream.flush()
        os.fsync(self._stream.fileno())

    def close(self) -> None:
        """Close the file."""
        self._stream.close()


def _mend_end(path: Path) -> None:
    """End a torn last line, so that the next one stands by itself."""
    if path.exists() and path.stat().st_size:
        with path.open("rb+") as stream:
            stream.seek(-1, os.SEEK_END)
            if stream.read(1) != b"\n":
                stream.write(b"\n")


def read_outcomes(path: Path) -> Iterator[Outcome]:
    """The outcomes a shard's journal holds; a torn line is passed over."""
    if not path.exists():
        return
    with path.open(encoding="utf-8", errors="replace") as lines:
        for line in lines:
            try:
                yield Outcome(**json.loads(line))
            except (ValueError, TypeError):
                continue


def left_over(folder: Path) -> list[Path]:
    """Journals of shards whose driver ended before it took them in."""
    return sorted((folder / FOLDER).glob("*.jsonl"))
