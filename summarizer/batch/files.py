"""Report files that are whole or not there."""

from __future__ import annotations

import json
import os
import re
import tempfile
from pathlib import Path

from summarizer.errors import SummarizerError


class OutputError(SummarizerError):
    """The output folder cannot take another file: full, gone, or not ours to write."""


def report_path(name: str) -> str:
    """Where a page's report goes in the output folder: the page's own name, made safe, and `.json`."""
    parts = [re.sub(r'[\x00-\x1f<>:"|?*\\]+', "_", part) for part in name.split("/")]
    safe = [part for part in parts if part not in ("", ".", "..")] or ["page"]
    return "/".join(["reports", *(part[:120] for part in safe)]) + ".json"


def write_report(folder: Path, relative: str, text: str) -> None:
    """Write a report so that the file is whole or absent, whatever happens meanwhile.

    Raises:
        OutputError: the disk is full, or the folder cannot be written.
    """
    path = folder / relative
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".tmp")
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as stream:
                stream.write(text)
                stream.flush()
                os.fsync(stream.fileno())
            Path(temporary).replace(path)
        except BaseException:
            Path(temporary).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise OutputError(
            f"{path} cannot be written: {error.strerror}",
            hint="make room or mend the folder, then run the same command again: it goes on where it was",
        ) from None


def stored_page_id(folder: Path, relative: str) -> str | None:
    """The page id of a report that stands in the folder, None where there is none or it is torn."""
    try:
        with (folder / relative).open(encoding="utf-8") as stream:
            return str(json.load(stream)["article"]["id"])
    except (OSError, ValueError, KeyError, TypeError):
        return None
