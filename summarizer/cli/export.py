"""`summarizer export`: reports as tidy tables, or as a folder of evidence pages with an index."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from summarizer.cli.common import Language, QuietOption, print_error
from summarizer.errors import InputError

if TYPE_CHECKING:
    from summarizer.views.labels import Lang


class Format(StrEnum):
    """What reports are exported to."""

    CSV = "csv"
    XLSX = "xlsx"
    PARQUET = "parquet"
    SQLITE = "sqlite"
    HTML = "html"


_DEFAULTS = {
    Format.CSV: "tables",
    Format.PARQUET: "tables",
    Format.XLSX: "tables.xlsx",
    Format.SQLITE: "tables.sqlite",
    Format.HTML: "evidence",
}


def export(
    reports: Annotated[
        list[Path], typer.Argument(metavar="DIR|REPORT…", help="Reports, or folders of them.")
    ],
    to: Annotated[Format, typer.Option("--to", "-t", help="Tables, or evidence pages with an index.")],
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", help="Folder, or file for xlsx and sqlite."),
    ] = None,
    lang: Annotated[Language, typer.Option("--lang", help="Language of the evidence pages.")] = Language.ZH,
    quiet: QuietOption = False,
) -> None:
    """Export reports to tables of statements, projects, relations and findings, or to evidence pages."""
    from summarizer.views.export import open_export, read_reports

    target = output or Path(_DEFAULTS[to])
    if to is Format.HTML:
        written = _evidence(reports, target, lang.code)
        counts = f"{written} evidence pages and index.html"
    else:
        with open_export(target, to.value) as exported:
            number = 0
            for report in read_reports(reports):
                exported.add(report)
                number += 1
            if not number:
                raise InputError("no report found", hint="make some with: summarizer batch PAGES --out DIR")
        counts = ", ".join(f"{count} {table}" for table, count in exported.counts.items())
    if not quiet:
        print_error(f"{target}: {counts}")


def _evidence(reports: list[Path], folder: Path, lang: Lang) -> int:
    """An evidence page a report, and an index of them all; how many."""
    from summarizer.cli.compare import evidence_name
    from summarizer.views.export import read_reports
    from summarizer.views.html import to_html, to_index

    folder.mkdir(parents=True, exist_ok=True)
    listed = list(read_reports(reports))
    if not listed:
        raise InputError("no report found", hint="make some with: summarizer batch PAGES --out DIR")
    for report in listed:
        (folder / evidence_name(report)).write_text(to_html(report, lang=lang), "utf-8")
    index = to_index([(report, evidence_name(report)) for report in listed], lang=lang)
    (folder / "index.html").write_text(index, "utf-8")
    return len(listed)
