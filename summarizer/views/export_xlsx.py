"""XLSX: a sheet a table, typed cells, a frozen header with filters, number formats."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from summarizer.views.safe import plain
from summarizer.views.tables import TABLES, Cell, Kind, Sheet

_FORMATS: dict[Kind, str] = {"decimal": "#,##0.####", "integer": "0", "date": "yyyy-mm-dd"}
_WIDTHS: dict[Kind, int] = {"text": 18, "integer": 9, "decimal": 20, "boolean": 9, "date": 12}
_LONG_TEXTS = {"title": 40, "summary": 60, "headline": 40, "name": 36, "message": 60, "scope": 28}
_LONGEST_CELL = 32_767


class XlsxWriter:
    """A workbook written row by row to temporary files, put together at the end."""

    def __init__(self, path: Path, *, rows_per_sheet: int = 1_048_576) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._path = path
        self._part = path.with_name(f".{path.name}.part")
        self._limit = rows_per_sheet
        self._book: Any = Workbook(write_only=True)
        self._sheets: dict[str, Any] = {}
        self._written: dict[str, int] = {}
        self._numbers: dict[str, int] = dict.fromkeys(TABLES, 0)
        for table in TABLES:
            self._begin(table)

    def write(self, table: str, cells: list[tuple[Cell, ...]]) -> None:
        """Append rows to a table, on a further sheet where one is full."""
        kinds: list[Kind] = [column.kind for column in TABLES[table]]
        for row in cells:
            if self._written[table] >= self._limit:
                self._begin(table)
            sheet = self._sheets[table]
            sheet.append([_cell(sheet, value, kind) for value, kind in zip(row, kinds, strict=True)])
            self._written[table] += 1

    def finish(self) -> None:
        """Put the workbook together and give it its name."""
        self._book.save(self._part)
        self._part.replace(self._path)

    def abandon(self) -> None:
        """Remove what was begun."""
        # Saving is what makes the workbook let go of its sheets' temporary files.
        self._book.save(self._part)
        self._part.unlink(missing_ok=True)

    def _begin(self, table: str) -> None:
        self._numbers[table] += 1
        number = self._numbers[table]
        sheet = self._book.create_sheet(table if number == 1 else f"{table} {number}")
        columns = TABLES[table]
        sheet.freeze_panes = "C2" if "row" in [column.name for column in columns] else "B2"
        sheet.auto_filter.ref = f"A1:{get_column_letter(len(columns))}1"
        for place, column in enumerate(columns, 1):
            width = _LONG_TEXTS.get(column.name, _WIDTHS[column.kind])
            sheet.column_dimensions[get_column_letter(place)].width = width
        sheet.append(_header(sheet, [column.name for column in columns]))
        self._sheets[table] = sheet
        self._written[table] = 1


def write_workbook(path: Path, sheets: list[Sheet]) -> None:
    """Write small tables as one workbook, a sheet each, the first two columns and the header frozen."""
    path.parent.mkdir(parents=True, exist_ok=True)
    book: Any = Workbook(write_only=True)
    for one in sheets:
        sheet = book.create_sheet(one.name)
        sheet.freeze_panes = "C2"
        sheet.auto_filter.ref = f"A1:{get_column_letter(len(one.header))}{len(one.rows) + 1}"
        for place, kind in enumerate(one.kinds, 1):
            sheet.column_dimensions[get_column_letter(place)].width = _WIDTHS[kind]
        sheet.append(_header(sheet, one.header))
        for row in one.rows:
            sheet.append([_cell(sheet, value, kind) for value, kind in zip(row, one.kinds, strict=True)])
    part = path.with_name(f".{path.name}.part")
    book.save(part)
    part.replace(path)


def _header(sheet: Any, names: list[str]) -> list[Any]:
    cells: list[Any] = []
    for name in names:
        cell: Any = WriteOnlyCell(sheet, name)
        cell.font = Font(bold=True)
        cell.alignment = Alignment(vertical="top")
        cells.append(cell)
    return cells


def _cell(sheet: Any, value: Cell, kind: Kind) -> Any:
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, str):
        # Said to be a string, a text that begins with an equals sign is no formula.
        cell: Any = WriteOnlyCell(sheet, plain(value)[:_LONGEST_CELL])
        cell.data_type = "s"
        return cell
    number: Any = value
    if isinstance(value, Decimal) and value == value.to_integral_value():
        number = int(value)
    cell = WriteOnlyCell(sheet, number)
    cell.number_format = _FORMATS.get(kind, "General")
    return cell
