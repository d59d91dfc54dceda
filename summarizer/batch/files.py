"""Report files that are whole or not there."""

from __future__ import annotations

import hashlib
import json
import os
import re
import secrets
from collections.abc import Mapping
from pathlib import Path
from typing import Any, cast

from summarizer.errors import SummarizerError

LONGEST_NAME = 200
"""Bytes of a file's name; most file systems take 255, and `.json` and a digest come on top."""


class OutputError(SummarizerError):
    """The output folder cannot take another file: full, gone, or not ours to write."""


def report_path(name: str) -> str:
    """Where a page's report goes in the output folder: the page's own name and `.json`.

    Different names get different paths: a name that had to be changed to be safe carries a digest
    of what it was.
    """
    parts = [re.sub(r'[\x00-\x1f<>:"|?*\\]+', "_", part) for part in name.split("/")]
    safe = [_shortened(part) for part in parts if part not in ("", ".", "..")] or ["page"]
    path = "/".join(safe)
    if path != name:
        path += "." + hashlib.sha256(name.encode()).hexdigest()[:8]
    return f"reports/{path}.json"


def _shortened(part: str) -> str:
    return part.encode()[:LONGEST_NAME].decode(errors="ignore") or "_"


def write_report(folder: Path, relative: str, text: str) -> None:
    """Write a report so that the file is whole or absent, whatever happens meanwhile.

    Raises:
        OutputError: the disk is full, or the folder cannot be written.
    """
    path = folder / relative
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary = path.parent / f".{secrets.token_hex(8)}.tmp"
        try:
            with temporary.open("x", encoding="utf-8") as stream:
                stream.write(text)
                stream.flush()
                os.fsync(stream.fileno())
            temporary.replace(path)
        except BaseException:
            temporary.unlink(missing_ok=True)
            raise
    except OSError as error:
        raise OutputError(
            f"{path} cannot be written: {error.strerror}",
            hint="make room or mend the folder, then run the same command again: it goes on where it was",
        ) from None


def sweep_temporary(folder: Path) -> int:
    """Remove what runs that were killed left half written; how many files."""
    swept = 0
    for path in (folder / "reports").rglob(".*.tmp"):
        path.unlink(missing_ok=True)
        swept += 1
    return swept


def read_stored(folder: Path, relative: str) -> dict[str, Any] | None:
    """A report that stands in the folder as plain data, None where there is none or it is torn."""
    try:
        with (folder / relative).open(encoding="utf-8") as stream:
            value: object = json.load(stream)
    except (OSError, ValueError):
        return None
    return cast("dict[str, Any]", value) if isinstance(value, dict) else None


def stored_id(report: Mapping[str, Any]) -> str | None:
    """The page id of a stored report."""
    article: object = report.get("article")
    return cast("dict[str, str]", article).get("id") if isinstance(article, dict) else None
