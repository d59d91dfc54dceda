"""SQLite: one file, typed columns, an index on every key."""

from __future__ import annotations

import sqlite3
from datetime import date
from decimal import Decimal
from pathlib import Path

from summarizer.views.tables import TABLES, Cell, Kind

_TYPES: dict[Kind, str] = {
    "text": "TEXT",
    "integer": "INTEGER",
    "decimal": "NUMERIC",
    "boolean": "INTEGER",
    "date": "TEXT",
}


class SqliteWriter:
    """A new database that takes the place of an old one when it is complete."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._path = path
        self._part = path.with_name(f".{path.name}.part")
        self._part.unlink(missing_ok=True)
        self._base = sqlite3.connect(self._part)
        # The file is thrown away if anything fails: nothing is gained by a journal.
        self._base.execute("PRAGMA journal_mode = OFF")
        self._base.execute("PRAGMA synchronous = OFF")
        for table, columns in TABLES.items():
            declared = ", ".join(f'"{column.name}" {_TYPES[column.kind]}' for column in columns)
            self._base.execute(f'CREATE TABLE "{table}" ({declared})')

    def write(self, table: str, cells: list[tuple[Cell, ...]]) -> None:
        """Append rows to a table."""
        places = ", ".join("?" * len(TABLES[table]))
        # The table's name is one of ours.
        statement = f'INSERT INTO "{table}" VALUES ({places})'  # noqa: S608
        self._base.executemany(statement, ([_stored(cell) for cell in row] for row in cells))

    def finish(self) -> None:
        """Index, close, and take the old file's place."""
        for table in TABLES:
            self._base.execute(f'CREATE INDEX "{table}_article" ON "{table}" ("article")')
        self._base.commit()
        self._base.close()
        self._part.replace(self._path)

    def abandon(self) -> None:
        """Remove what was begun."""
        self._base.close()
        self._part.unlink(missing_ok=True)


def _stored(cell: Cell) -> str | int | None:
    """NUMERIC columns turn digits into a number where that loses nothing, and keep them else."""
    if isinstance(cell, bool):
        return int(cell)
    if isinstance(cell, Decimal):
        return f"{cell:f}"
    return cell.isoformat() if isinstance(cell, date) else cell
