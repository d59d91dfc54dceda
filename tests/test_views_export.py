"""Export: every table comes back as the report had it; nothing a page says becomes a formula."""

from __future__ import annotations

import csv
import sqlite3
import sys
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from reports import OWN_PAGES, report_of

from summarizer.errors import ConfigurationError, InputError
from summarizer.report import Report
from summarizer.views import tables
from summarizer.views.export import Export, ExportFormat, open_export, read_reports
from summarizer.views.tables import TABLES, Cell, rows

PAGES = sorted(folder.name for folder in OWN_PAGES.iterdir())
FORMATS: list[ExportFormat] = ["csv", "xlsx", "parquet", "sqlite"]


def reports() -> list[Report]:
    found = [report_of(page) for page in PAGES]
    found[0].statements[0].scope = "=HYPERLINK(1)"
    found[0].statements[1].scope = "'quoted'"
    found[0].statements[2].scope = '逗号,引号"换行\n- 第二行'
    found[0].projects[0].amount = Decimal("123456789012345.67")
    return found


def expected(given: list[Report]) -> dict[str, list[tuple[Cell, ...]]]:
    result: dict[str, list[tuple[Cell, ...]]] = {table: [] for table in TABLES}
    for report in given:
        for table, cells in rows(report):
            result[table].append(cells)
    return result


def read_csv(target: Path, table: str) -> list[tuple[Any, ...]]:
    found: list[tuple[Any, ...]] = []
    parts = [target / f"{table}.csv", *sorted(target.glob(f"{table}-*.csv"))]
    for part in parts:
        with part.open(encoding="utf-8-sig", newline="") as stream:
            found += [tuple(row) for row in list(csv.reader(stream))[1:]]
    return found


def read_xlsx(target: Path, table: str) -> list[tuple[Any, ...]]:
    openpyxl = pytest.importorskip("openpyxl")
    sheet = openpyxl.load_workbook(target, read_only=True)[table]
    return list(sheet.iter_rows(min_row=2, max_col=len(TABLES[table]), values_only=True))


def read_parquet(target: Path, table: str) -> list[tuple[Any, ...]]:
    parquet = pytest.importorskip("pyarrow.parquet")
    columns = parquet.read_table(target / f"{table}.parquet").to_pydict().values()
    return list(zip(*columns, strict=True))


def read_sqlite(target: Path, table: str) -> list[tuple[Any, ...]]:
    return sqlite3.connect(target).execute(f"SELECT * FROM {table} ORDER BY rowid").fetchall()


def meant(cell: Any, kind: str) -> Cell:
    """A cell as read back, as what it means."""
    if cell is None or (cell == "" and kind != "text"):
        return None
    match kind:
        case "integer":
            return int(cell)
        case "decimal":
            return Decimal(str(cell))
        case "boolean":
            return {"true": True, "false": False}.get(str(cell).lower(), bool(cell))
        case "date":
            day = cell.date() if isinstance(cell, datetime) else cell
            return day if isinstance(day, date) else date.fromisoformat(day)
        case _:
            return str(cell)


@pytest.mark.parametrize("to", FORMATS)
def test_every_table_comes_back_as_the_report_had_it(tmp_path: Path, to: ExportFormat) -> None:
    given = reports()
    target = tmp_path / ("tables" if to in ("csv", "parquet") else f"tables.{to}")
    with open_export(target, to) as export:
        for report in given:
            export.add(report)
    read = {"csv": read_csv, "xlsx": read_xlsx, "parquet": read_parquet, "sqlite": read_sqlite}[to]
    for table, wanted in expected(given).items():
        found = read(target, table)
        assert export.counts[table] == len(wanted) == len(found)
        for row, other in zip(found, wanted, strict=True):
            for cell, value, column in zip(row, other, TABLES[table], strict=True):
                back = meant(cell, column.kind)
                if to == "csv" and isinstance(back, str) and back.startswith("'"):
                    back = back[1:]
                if column.kind == "text" and to in ("csv", "xlsx"):
                    # An empty cell and an empty text are one in these formats.
                    assert (back or None) == (value or None)
                elif column.kind == "decimal" and to in ("xlsx", "sqlite") and value is not None:
                    assert back is not None
                    # Spreadsheets hold fifteen digits.
                    assert float(back) == pytest.approx(float(value), rel=1e-15)  # type: ignore[arg-type]
                elif column.kind == "decimal" and to == "parquet" and value is not None:
                    assert back == round(value, 12)  # type: ignore[arg-type]
                else:
                    assert back == value


def test_the_tables_hold_all_that_the_report_says_of_relations() -> None:
    report = report_of("a-xixiu-nd")
    terms = [cells for table, cells in rows(report) if table == "relation_terms"]
    for number, relation in enumerate(report.relations, 1):
        written = relation.model_dump(mode="json")
        for role, plural in (
            ("part", "parts"),
            ("total", "total"),
            ("whole", "whole"),
            ("percent", "percent"),
        ):
            value = written.get(plural, written.get(role))
            figures = [cell[4] for cell in terms if cell[1] == number and cell[2] == role]
            assert figures == (value if isinstance(value, list) else [value] if value is not None else [])
        assert [cell[4] for cell in terms if cell[1] == number and cell[2] == "figure"] == written["figures"]


def test_csv_has_no_formula_and_says_it_is_utf8(tmp_path: Path) -> None:
    with open_export(tmp_path, "csv") as export:
        for report in reports():
            export.add(report)
    raw = (tmp_path / "statements.csv").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    scopes = [row[11] for row in read_csv(tmp_path, "statements")]
    assert "'=HYPERLINK(1)" in scopes
    assert not [scope for scope in scopes if scope.startswith(("=", "+", "-", "@"))]


def test_xlsx_has_types_formats_and_a_frozen_header(tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    target = tmp_path / "tables.xlsx"
    with open_export(target, "xlsx") as export:
        for report in reports():
            export.add(report)
    book = openpyxl.load_workbook(target)
    assert book.sheetnames == list(TABLES)
    sheet = book["statements"]
    assert sheet.freeze_panes == "C2"
    header = [cell.value for cell in sheet[1]]
    value = sheet.cell(2, header.index("value") + 1)
    assert value.data_type == "n"
    assert value.number_format == "#,##0.####"
    scope = next(cell for cell in sheet["L"] if str(cell.value).startswith("="))
    assert scope.data_type == "s"
    published = book["articles"].cell(2, 6)
    assert published.is_date


def test_csv_goes_on_in_a_second_file_and_cleans_up_after_itself(tmp_path: Path) -> None:
    given = reports()
    for limit in (40, 1_000_000):
        with open_export(tmp_path, "csv", rows_per_file=limit) as export:
            for report in given:
                export.add(report)
        for file in tmp_path.glob("statements*.csv"):
            with file.open(encoding="utf-8-sig", newline="") as stream:
                assert len(list(csv.reader(stream))) <= limit
        assert (tmp_path / "statements-2.csv").exists() == (limit == 40)
        assert len(read_csv(tmp_path, "statements")) == len(expected(given)["statements"])
    assert not list(tmp_path.glob(".*"))


@pytest.mark.parametrize("to", FORMATS)
def test_a_failed_export_leaves_what_was_there(tmp_path: Path, to: ExportFormat) -> None:
    target = tmp_path / ("tables" if to in ("csv", "parquet") else f"tables.{to}")
    with open_export(target, to) as export:
        export.add(reports()[0])
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    with pytest.raises(RuntimeError), open_export(target, to) as export:
        for report in reports():
            export.add(report)
        raise RuntimeError("stop")
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before


def test_a_missing_package_is_told_with_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "summarizer.views.export_parquet", raising=False)
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(ConfigurationError, match="tables") as told:
        open_export(tmp_path, "parquet")
    assert "pip install" in told.value.hint


def test_reports_are_read_from_folders_lines_and_files(tmp_path: Path) -> None:
    given = reports()
    (tmp_path / "one.json").write_text(given[0].model_dump_json(indent=1), "utf-8")
    lines = "\n".join(report.model_dump_json() for report in given[1:3])
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "more.jsonl").write_text(lines + "\n\n", "utf-8")
    (tmp_path / "manifest.json").write_text("{}", "utf-8")
    assert [report.article.id for report in read_reports([tmp_path])] == [one.article.id for one in given[:3]]
    with pytest.raises(InputError, match=r"manifest\.json: not a report"):
        list(read_reports([tmp_path / "manifest.json"]))
    with pytest.raises(InputError, match="no such file"):
        list(read_reports([tmp_path / "absent"]))


class Counting:
    """A writer that keeps nothing but how much it was given at once."""

    def __init__(self) -> None:
        self.given: dict[str, list[int]] = {table: [] for table in TABLES}

    def write(self, table: str, cells: list[tuple[Cell, ...]]) -> None:
        self.given[table].append(len(cells))

    def finish(self) -> None: ...

    def abandon(self) -> None: ...


def test_no_more_rows_wait_than_one_batch_a_table() -> None:
    report = report_of("b-anhui-2019")
    writer = Counting()
    with Export(writer, batch=50) as export:
        for _ in range(100):
            export.add(report)
            for table, sizes in writer.given.items():
                assert export.counts[table] - sum(sizes) < 50
    assert {table: sum(sizes) for table, sizes in writer.given.items()} == export.counts
    assert max(max(sizes, default=0) for sizes in writer.given.values()) <= 50


def test_the_documentation_is_the_one_in_the_repository() -> None:
    shipped = (Path(__file__).parent.parent / "docs" / "tables.md").read_text("utf-8")
    assert shipped == tables.documentation()
