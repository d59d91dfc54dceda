"""CSV that spreadsheets open as it is: a byte order mark, no formulas, no more rows than they hold."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import IO, Any

from summarizer.views.tables import TABLES, Cell

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "'")


class CsvWriter:
    """A folder with a file a table, and further files (`statements-2.csv`) beyond the limit."""

    def __init__(self, folder: Path, rows_per_file: int | None) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder
        self._limit = rows_per_file
        self._open: dict[str, tuple[IO[str], Any]] = {}
        self._written: dict[str, int] = {}
        self._parts: dict[str, list[Path]] = {table: [] for table in TABLES}
        for table in TABLES:
            self._begin(table)

    def write(self, table: str, cells: list[tuple[Cell, ...]]) -> None:
        """Append rows to a table."""
        for row in cells:
            if self._limit is not None and self._written[table] >= self._limit:
                self._begin(table)
            self._open[table][1].writerow([csv_text(cell) for cell in row])
            self._written[table] += 1

    def finish(self) -> None:
        """Give the files their names and remove parts that an earlier, longer export left."""
        for stream, _ in self._open.values():
            stream.close()
        for table, parts in self._parts.items():
            for old in self._folder.glob(f"{table}-*.csv"):
                if old.stem.removeprefix(f"{table}-").isdigit():
                    old.unlink()
            for number, part in enumerate(parts, 1):
                part.replace(self._folder / (f"{table}.csv" if number == 1 else f"{table}-{number}.csv"))

    def abandon(self) -> None:
        """Remove what was begun."""
        for stream, _ in self._open.values():
            stream.close()
        for parts in self._parts.values():
            for part in parts:
                part.unlink(missing_ok=True)

    def _begin(self, table: str) -> None:
        if table in self._open:
            self._open[table][0].close()
        parts = self._parts[table]
        path = self._folder / f".{table}-{len(parts) + 1}.csv.part"
        parts.append(path)
        stream = path.open("w", encoding="utf-8-sig", newline="")
        writer = csv.writer(stream)
        writer.writerow([column.name for column in TABLES[table]])
        self._open[table] = (stream, writer)
        self._written[table] = 1


def csv_text(cell: Cell) -> str:
    """A cell as CSV has it; an apostrophe before texts that a spreadsheet would take for a formula."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, str):
        return f"'{cell}" if cell.startswith(_FORMULA) else cell
    return f"{cell:f}" if hasattr(cell, "as_tuple") else str(cell)
