"""Tables to files: CSV, XLSX, Parquet, SQLite. Rows stream; a million of them need no more memory.

    with open_export(Path("tables"), "parquet") as export:
        for report in read_reports([folder]):
            export.add(report)

A file is written under a temporary name and gets its own when everything is in it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from types import TracebackType
from typing import Literal, Protocol, Self

from pydantic import ValidationError

from summarizer.errors import ConfigurationError, InputError
from summarizer.report import Report
from summarizer.views.tables import TABLES, Cell, rows

ExportFormat = Literal["csv", "xlsx", "parquet", "sqlite"]
SPREADSHEET_ROWS = 1_048_576
"""Rows a spreadsheet can hold, the header among them."""


class TableWriter(Protocol):
    """What writes the tables of one format."""

    def write(self, table: str, cells: list[tuple[Cell, ...]]) -> None:
        """Append rows to a table."""
        ...

    def finish(self) -> None:
        """Complete the files and give them their names."""
        ...

    def abandon(self) -> None:
        """Remove what was begun."""
        ...


class Export(AbstractContextManager["Export"]):
    """An export under way: `add` reports, then leave the block."""

    def __init__(self, writer: TableWriter, *, batch: int = 5_000) -> None:
        self._writer = writer
        self._batch = batch
        self._waiting: dict[str, list[tuple[Cell, ...]]] = {table: [] for table in TABLES}
        self.counts: dict[str, int] = dict.fromkeys(TABLES, 0)
        """Rows of each table so far."""

    def add(self, report: Report) -> None:
        """Append all rows of a report."""
        for table, cells in rows(report):
            waiting = self._waiting[table]
            waiting.append(cells)
            self.counts[table] += 1
            if len(waiting) >= self._batch:
                self._flush(table)

    def _flush(self, table: str) -> None:
        if self._waiting[table]:
            self._writer.write(table, self._waiting[table])
            self._waiting[table] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is not None:
            self._writer.abandon()
            return
        for table in TABLES:
            self._flush(table)
        self._writer.finish()


def open_export(target: Path, to: ExportFormat, *, rows_per_file: int | None = SPREADSHEET_ROWS) -> Export:
    """Begin an export.

    Args:
        target: a folder for `csv` and `parquet`, a file for `xlsx` and `sqlite`; what an earlier
            export left there is replaced.
        to: the format.
        rows_per_file: for CSV, after how many rows (the header among them) a second file begins;
            None: never.

    Raises:
        ConfigurationError: the format needs a package that is not installed.
    """
    if to == "csv":
        from summarizer.views.export_csv import CsvWriter

        return Export(CsvWriter(target, rows_per_file))
    if to == "sqlite":
        from summarizer.views.export_sqlite import SqliteWriter

        return Export(SqliteWriter(target))
    try:
        if to == "xlsx":
            from summarizer.views.export_xlsx import XlsxWriter

            return Export(XlsxWriter(target))
        from summarizer.views.export_parquet import ParquetFolder

        return Export(ParquetFolder(target), batch=20_000)
    except ImportError as error:
        hint = "pip install 'summarizer[tables]'"
        raise ConfigurationError(
            f"{to} needs a package that is not installed: {error.name}", hint=hint
        ) from error


def read_reports(paths: Iterable[Path]) -> Iterator[Report]:
    """Reports from files, one after the other: `.json` holds one, `.jsonl` one a line; folders are searched.

    In a folder, JSON files that are no reports (a manifest, settings) are passed over.

    Raises:
        InputError: a named file is missing or holds no report.
    """
    for path in paths:
        if path.is_dir():
            files = (one for one in sorted(path.rglob("*.json*")) if one.suffix in (".json", ".jsonl"))
            for file in files:
                yield from _read(file, strict=False)
        elif path.is_file():
            yield from _read(path, strict=True)
        else:
            raise InputError(f"{path}: no such file or folder")


def _read(path: Path, *, strict: bool) -> Iterator[Report]:
    with path.open(encoding="utf-8") as stream:
        texts = enumerate(stream, 1) if path.suffix == ".jsonl" else [(0, stream.read())]
        for number, text in texts:
            if not text.strip():
                continue
            try:
                yield Report.model_validate_json(text)
            except ValidationError as error:
                if strict:
                    place = f"{path}:{number}" if number else str(path)
                    raise InputError(
                        f"{place}: not a report", hint="see `summarizer schema report`"
                    ) from error
