"""`summarizer compare`: many reports side by side, what is comparable and what is not."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from summarizer.cli.common import Language, WidthOption, is_terminal, stdout_console

if TYPE_CHECKING:
    from summarizer.report import Report
    from summarizer.views.compare import Comparison
    from summarizer.views.labels import Lang


class Format(StrEnum):
    """How a comparison is written."""

    TERMINAL = "terminal"
    HTML = "html"
    XLSX = "xlsx"
    CSV = "csv"
    MARKDOWN = "markdown"


_SUFFIXES = {".html": Format.HTML, ".xlsx": Format.XLSX, ".csv": Format.CSV, ".md": Format.MARKDOWN}


def compare(
    reports: Annotated[
        list[Path], typer.Argument(metavar="REPORT…|DIR", help="Reports, or folders of them.")
    ],
    format: Annotated[
        Format | None,
        typer.Option("--format", "-f", help="Default: by the file's ending; else terminal or csv."),
    ] = None,
    output: Annotated[Path | None, typer.Option("--output", "-o", help="Write to this file instead.")] = None,
    evidence: Annotated[
        str | None,
        typer.Option("--evidence", metavar="DIR", help="Folder of evidence pages to link to."),
    ] = None,
    lang: Annotated[Language, typer.Option("--lang", help="Language of the labels.")] = Language.ZH,
    width: WidthOption = None,
) -> None:
    """Set reports side by side: regions by indicator, with what is not comparable marked."""
    from summarizer.views.compare import compare as set_side_by_side
    from summarizer.views.export import read_reports

    chosen = format or (_SUFFIXES.get(output.suffix) if output else None)
    chosen = chosen or (Format.TERMINAL if is_terminal() and output is None else Format.CSV)
    if chosen is Format.XLSX and output is None:
        raise typer.BadParameter("a workbook needs a file: --output FILE.xlsx", param_hint="--output")
    comparison = set_side_by_side(_with_addresses(read_reports(reports), evidence))
    if chosen is Format.TERMINAL and output is None:
        from summarizer.views.compare_text import render_comparison

        render_comparison(comparison, stdout_console(width), lang=lang.code)
    elif chosen is Format.XLSX and output is not None:
        from summarizer.views.compare_files import comparison_to_xlsx

        comparison_to_xlsx(comparison, output, lang=lang.code)
    else:
        text = _text(chosen, comparison, lang.code, width or 120)
        if output is None:
            print(text, end="")
        else:
            output.write_text(text, "utf-8")


def _with_addresses(reports: Iterator[Report], evidence: str | None) -> Iterator[tuple[Report, str | None]]:
    for report in reports:
        yield report, f"{evidence.rstrip('/')}/{evidence_name(report)}" if evidence else None


def evidence_name(report: Report) -> str:
    """The file of a report's evidence page in an export."""
    return f"{report.article.id}.html"


def _text(chosen: Format, comparison: Comparison, lang: Lang, width: int) -> str:
    if chosen is Format.HTML:
        from summarizer.views.compare_html import comparison_to_html

        return comparison_to_html(comparison, lang=lang)
    if chosen is Format.MARKDOWN:
        from summarizer.views.compare_text import comparison_to_markdown

        return comparison_to_markdown(comparison, lang=lang)
    if chosen is Format.CSV:
        from summarizer.views.compare_files import comparison_to_csv

        return comparison_to_csv(comparison)
    from io import StringIO

    from rich.console import Console

    from summarizer.views.compare_text import render_comparison

    stream = StringIO()
    render_comparison(comparison, Console(file=stream, width=width), lang=lang)
    return stream.getvalue()
