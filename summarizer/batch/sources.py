"""Where a batch's pages come from: folders, globs, JSON Lines, Parquet, a list of paths.

A source yields `PageRef`s one by one and keeps none, so a million pages need no memory. A page is
read when it is its turn, not when it is listed: one that changes or vanishes meanwhile is read as it
then is, or fails alone.
"""

from __future__ import annotations

import glob
import json
import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from summarizer.errors import ConfigurationError, InputError
from summarizer.pipeline import MAX_PAGE_BYTES, load_page

PAGE_SUFFIXES = frozenset({".txt", ".html", ".htm", ".xhtml", ".md", ""})
"""Files in a folder that are taken for pages; a glob or a list takes what it names."""

TEXT_FIELDS = ("text", "content", "body", "html", "raw")
NAME_FIELDS = ("id", "name", "path", "url")


@dataclass(frozen=True, slots=True)
class PageRef:
    """A page that can be read: `name` is unique in its source and stays the same from run to run."""

    name: str
    load: Callable[[], bytes]


def open_sources(inputs: Iterable[str], *, max_bytes: int = MAX_PAGE_BYTES) -> Iterator[PageRef]:
    """Every page of every input, in a stable order.

    An input is a folder (searched through and through), a glob, a `.jsonl` or `.parquet` file with a
    text column, or a file that is a page itself. Pages of a folder are named within it; where there
    are several inputs, with the folder before them, so that names stay apart.

    Raises:
        InputError: an input does not exist or has no text column.
        ConfigurationError: Parquet is asked for and pyarrow is not installed.
    """
    inputs = list(inputs)
    for given in inputs:
        path = Path(given)
        prefix = "" if len(inputs) == 1 else f"{given.rstrip('/')}/"
        if path.is_dir():
            yield from _folder(path, max_bytes, prefix)
        elif path.suffix == ".jsonl" and path.is_file():
            yield from _json_lines(path, given if prefix else path.name)
        elif path.suffix == ".parquet" and path.is_file():
            yield from _parquet(path, given if prefix else path.name)
        elif path.is_file():
            yield _file(path, given, max_bytes)
        elif glob.has_magic(given):
            yield from _glob(given, max_bytes)
        else:
            raise InputError(f"{given} does not exist", hint="give a folder, a glob, a file or -")


def check_inputs(inputs: Iterable[str]) -> None:
    """See that every input is there, before anything is begun.

    Raises:
        InputError: an input does not exist, or a pattern matches nothing.
    """
    for given in inputs:
        if glob.has_magic(given) and not Path(given).exists():
            if next(glob.iglob(given, recursive=True), None) is None:  # noqa: PTH207
                raise InputError(f"nothing matches {given}", hint="check the pattern")
        elif not Path(given).exists():
            raise InputError(f"{given} does not exist", hint="give a folder, a glob, a file or -")


def count_pages(inputs: Iterable[str]) -> int | None:
    """How many pages the inputs hold, where that is cheap to know; else None."""
    total = 0
    for given in inputs:
        path = Path(given)
        if path.is_dir():
            total += sum(1 for _ in _folder(path, MAX_PAGE_BYTES, ""))
        elif path.is_file() and path.suffix not in (".jsonl", ".parquet"):
            total += 1
        else:
            return None
    return total


def _file(path: Path, name: str, max_bytes: int) -> PageRef:
    # A name that is no UTF-8 goes into journal and messages with its odd bytes written out.
    shown = os.fsencode(name).decode(errors="backslashreplace")
    return PageRef(shown, partial(_load_file, path, max_bytes))


def _load_file(path: Path, max_bytes: int) -> bytes:
    if path.exists() and not path.is_file():
        raise InputError(f"{path} is no regular file", hint="a pipe or device would never end")
    return load_page(path, max_bytes=max_bytes)


def _folder(root: Path, max_bytes: int, prefix: str) -> Iterator[PageRef]:
    for folder, subfolders, files in os.walk(root):
        subfolders[:] = sorted(name for name in subfolders if not name.startswith("."))
        for file in sorted(files):
            path = Path(folder, file)
            if path.suffix.lower() in PAGE_SUFFIXES and not file.startswith("."):
                yield _file(path, prefix + path.relative_to(root).as_posix(), max_bytes)


def _glob(pattern: str, max_bytes: int) -> Iterator[PageRef]:
    found = False
    for name in sorted(glob.iglob(pattern, recursive=True)):  # noqa: PTH207 (absolute and relative patterns alike)
        if Path(name).is_file():
            found = True
            yield _file(Path(name), name, max_bytes)
    if not found:
        raise InputError(f"nothing matches {pattern}", hint="check the pattern")


def _json_lines(path: Path, shown: str) -> Iterator[PageRef]:
    with path.open("rb") as lines:
        for number, line in enumerate(lines, 1):
            if line.strip():
                yield _record_page(shown, number, line)


def _record_page(file: str, number: int, line: bytes) -> PageRef:
    """A page in a line of JSON; a line that cannot be read is a page that fails."""
    place = f"{file}:{number}"
    try:
        record: Any = json.loads(line)
        text = _first(record, TEXT_FIELDS)
        name = f"{place}:{_first(record, NAME_FIELDS) or ''}".rstrip(":")
    except (ValueError, AttributeError):
        return PageRef(place, _failing(f"{place} is not a JSON object"))
    if text is None:
        return PageRef(name, _failing(f"{place} has no text field ({', '.join(TEXT_FIELDS)})"))
    return PageRef(name, partial(_give, text.encode()))


def _first(record: dict[str, Any], fields: tuple[str, ...]) -> str | None:
    values = (record.get(field) for field in fields)
    return next((str(value) for value in values if value not in (None, "")), None)


def _give(data: bytes) -> bytes:
    return data


def _fail(message: str) -> bytes:
    raise InputError(message)


def _failing(message: str) -> Callable[[], bytes]:
    return partial(_fail, message)


def _parquet(path: Path, shown: str) -> Iterator[PageRef]:
    try:
        import pyarrow.parquet as pq  # pyright: ignore[reportMissingTypeStubs]
    except ImportError:
        raise ConfigurationError(
            "Parquet input needs pyarrow", hint="pip install 'summarizer[tables]'"
        ) from None
    file: Any = pq.ParquetFile(path)
    columns: list[str] = file.schema_arrow.names
    text = next((name for name in TEXT_FIELDS if name in columns), None)
    if text is None:
        raise InputError(f"{path} has no text column", hint=f"name one of them {', '.join(TEXT_FIELDS)}")
    label = next((name for name in NAME_FIELDS if name in columns), None)
    number = 0
    for batch in file.iter_batches(batch_size=256, columns=[text, *([label] if label else [])]):
        for row in batch.to_pylist():
            number += 1
            yield _row_page(shown, number, row[text], row[label] if label else None)


def _row_page(file: str, number: int, text: str | bytes | None, label: object) -> PageRef:
    name = f"{file}:{number}" + (f":{label}" if label is not None else "")
    if not text:
        return PageRef(name, _failing(f"{name} has no text"))
    data = text if isinstance(text, bytes) else text.encode()
    return PageRef(name, partial(_give, data))
