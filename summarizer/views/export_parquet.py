"""Parquet: a folder with a file a table, decimals exact to twelve places."""

from __future__ import annotations

from decimal import Context, Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from summarizer.views.tables import TABLES, Cell, Column

_PLACES = Decimal(1).scaleb(-12)
_EXACT = Context(prec=60)
_LARGEST = Decimal(10) ** 26


class ParquetFolder:
    """One writer a table; each batch of rows becomes a row group."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder
        arrow: Any = pa
        parquet: Any = pq
        types: dict[str, Any] = {
            "text": arrow.string(),
            "integer": arrow.int64(),
            "decimal": arrow.decimal128(38, 12),
            "boolean": arrow.bool_(),
            "date": arrow.date32(),
        }
        self._arrow = arrow
        self._schemas: dict[str, Any] = {
            table: arrow.schema([(column.name, types[column.kind]) for column in columns])
            for table, columns in TABLES.items()
        }
        self._writers: dict[str, Any] = {
            table: parquet.ParquetWriter(self._part(table), schema, compression="zstd")
            for table, schema in self._schemas.items()
        }

    def write(self, table: str, cells: list[tuple[Cell, ...]]) -> None:
        """Append rows to a table, as one row group."""
        schema = self._schemas[table]
        arrays = [
            self._arrow.array([_stored(cell, column) for cell in values], type=field.type)
            for values, column, field in zip(zip(*cells, strict=True), TABLES[table], schema, strict=True)
        ]
        self._writers[table].write_batch(self._arrow.record_batch(arrays, schema=schema))

    def finish(self) -> None:
        """Close the files and give them their names."""
        for table, writer in self._writers.items():
            writer.close()
            self._part(table).replace(self._folder / f"{table}.parquet")

    def abandon(self) -> None:
        """Remove what was begun."""
        for table, writer in self._writers.items():
            writer.close()
            self._part(table).unlink(missing_ok=True)

    def _part(self, table: str) -> Path:
        return self._folder / f".{table}.parquet.part"


def _stored(cell: Cell, column: Column) -> Cell:
    if isinstance(cell, Decimal) and column.kind == "decimal":
        return cell.quantize(_PLACES, context=_EXACT) if abs(cell) < _LARGEST else None
    # A lone surrogate cannot be written as UTF-8.
    return cell.encode("utf-8", "replace").decode() if isinstance(cell, str) else cell
