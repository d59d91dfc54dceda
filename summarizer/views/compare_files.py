"""A comparison as CSV and as a workbook: every entry a row, and an overview of region by indicator."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from summarizer.errors import ConfigurationError
from summarizer.views.amounts import statement_value
from summarizer.views.compare import Comparison, Entry
from summarizer.views.labels import Lang, indicator_label, label, word
from summarizer.views.tables import Cell, Column, Kind, Sheet, columns_of

COLUMNS: tuple[Column, ...] = columns_of(
    ("indicator", "text", "what is compared"),
    ("group", "integer", "entries with the same number are on one basis; 1 is the reference"),
    ("comparable", "boolean", "several regions stand on this basis"),
    ("rank", "integer", "place among the comparable regions"),
    ("region", "text", "whose value"),
    ("province", "text", "its province"),
    ("aspect", "text", "level, or completion or growth where the page gives no level"),
    ("value", "decimal", "exact value in base units"),
    ("unit", "text", "ISO 4217 code, percent or count"),
    ("surface", "text", "as the article writes it"),
    ("growth", "decimal", "growth in percent"),
    ("completion", "decimal", "percent of the target"),
    ("period_start", "date", "first day"),
    ("period_end", "date", "last day"),
    ("scope", "text", "what narrows it"),
    ("marks", "text", "what differs from the reference, joined by a space"),
    ("conflict", "boolean", "another page gives another value on the same basis"),
    ("status", "text", "confirmed, grounded or disputed"),
    ("evidence", "text", "address of its place in the evidence page"),
    ("article", "text", "identifier of the article"),
)


def comparison_rows(comparison: Comparison) -> list[tuple[Cell, ...]]:
    """All entries of all indicators, in the order of `COLUMNS`."""
    return [
        _row(entry, number, group.comparable)
        for table in comparison.tables
        for number, group in enumerate(table.groups, 1)
        for entry in group.entries
    ]


def _row(entry: Entry, group: int, comparable: bool) -> tuple[Cell, ...]:
    row, span = entry.row, entry.basis.span
    return (
        row.indicator,
        group,
        comparable,
        entry.rank,
        entry.region,
        entry.province,
        row.aspect,
        row.value,
        row.unit,
        row.surface,
        entry.growth.value if entry.growth else None,
        entry.completion.value if entry.completion else None,
        span.start if span else None,
        span.end if span else None,
        entry.basis.scope_text(),
        " ".join(entry.marks),
        entry.conflict,
        row.status,
        entry.href,
        entry.article,
    )


def comparison_to_csv(comparison: Comparison) -> str:
    """The entries as CSV text, guarded as all our CSV is (see `docs/tables.md`)."""
    from summarizer.views.export_csv import csv_text

    stream = io.StringIO()
    writer = csv.writer(stream)
    writer.writerow([column.name for column in COLUMNS])
    writer.writerows([csv_text(cell) for cell in row] for row in comparison_rows(comparison))
    return stream.getvalue()


def comparison_to_xlsx(comparison: Comparison, path: Path, *, lang: Lang = "zh") -> None:
    """A workbook: the overview (a row a report, a column an indicator, marks beside), and all entries.

    Raises:
        ConfigurationError: openpyxl is not installed.
    """
    try:
        from summarizer.views.export_xlsx import write_workbook
    except ImportError as error:
        hint = "pip install 'summarizer[tables]'"
        raise ConfigurationError(
            f"xlsx needs a package that is not installed: {error.name}", hint=hint
        ) from error
    rows = comparison_rows(comparison)
    entries = Sheet("entries", [column.name for column in COLUMNS], [column.kind for column in COLUMNS], rows)
    write_workbook(path, [_overview(comparison, lang), entries])


def _overview(comparison: Comparison, lang: Lang) -> Sheet:
    header: list[str] = [word(name, lang) for name in ("province", "region", "title", "period")]
    for table in comparison.tables:
        header += [indicator_label(table.indicator, lang), word("remarks", lang)]
    pair: list[Kind] = ["decimal", "text"]
    kinds: list[Kind] = ["text", "text", "text", "text", *(pair * len(comparison.tables))]
    rows: list[tuple[Cell, ...]] = []
    for source in comparison.sources:
        period = source.span.label(lang) if source.span else label("marks", "unknown-period", lang)
        cells: list[Cell] = [source.province, source.region, source.title, period]
        for table in comparison.tables:
            entry = comparison.cell(source, table)
            level = entry is not None and entry.row.aspect == "level"
            cells.append(entry.row.value if entry and level else None)
            cells.append(_remark(entry, lang) if entry else None)
        rows.append(tuple(cells))
    return Sheet(word("overview", lang), header, kinds, rows)


def _remark(entry: Entry, lang: Lang) -> str:
    """As written, its basis, its rank, and what keeps it from being compared."""
    parts = [statement_value(entry.row, lang), entry.basis.label(lang)]
    parts += [f"#{entry.rank}"] if entry.rank else []
    parts += [f"≠ {label('marks', mark, lang)}" for mark in entry.marks]
    parts += [f"✗ {word('conflict', lang)}"] if entry.conflict else []
    return "; ".join(parts)
