"""How reports are written: to the screen, to a stream, to files."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from summarizer.cli.common import stdout_console

if TYPE_CHECKING:
    from summarizer.article import Article
    from summarizer.report import Report
    from summarizer.views.labels import Lang


class Format(StrEnum):
    """How a report is written."""

    TERMINAL = "terminal"
    JSON = "json"
    JSONL = "jsonl"
    MARKDOWN = "markdown"
    HTML = "html"


SUFFIXES = {
    ".json": Format.JSON,
    ".jsonl": Format.JSONL,
    ".md": Format.MARKDOWN,
    ".html": Format.HTML,
    ".txt": Format.TERMINAL,
}
"""Endings of files and the formats they ask for."""

Writer = Callable[["Article", "Report"], object]


def report_writer(
    chosen: Format,
    output: Path | None,
    *,
    several: bool,
    lang: Lang,
    width: int | None,
    evidence: Path | None = None,
) -> Writer:
    """How one report is written where the user wants it.

    With `evidence`, evidence pages are written there besides (a file; for several pages a folder),
    and the figures of a terminal report link to them.
    """
    if output is not None:
        return _to_files(chosen, output, several=several, lang=lang, width=width)
    if evidence is None:
        return _to_stdout(chosen, lang, width)
    return _with_evidence(chosen, evidence, several=several, lang=lang, width=width)


FileWriter = Callable[["Article", "Report"], Path]


def _with_evidence(chosen: Format, evidence: Path, *, several: bool, lang: Lang, width: int | None) -> Writer:
    keep = _to_files(Format.HTML, evidence, several=several, lang=lang, width=width)

    def write(article: Article, report: Report) -> None:
        _to_stdout(chosen, lang, width, keep(article, report).resolve().as_uri())(article, report)

    return write


def _to_files(chosen: Format, output: Path, *, several: bool, lang: Lang, width: int | None) -> FileWriter:
    """Writes a report to `output`, or for several into it; gives the file."""
    taken: set[Path] = set()
    suffix = next(key for key, value in SUFFIXES.items() if value is chosen)

    def to_file(article: Article, report: Report) -> Path:
        path = output
        if several or output.is_dir():
            name = Path(article.path or "stdin").stem
            path = output / f"{name}{suffix}"
            if path in taken:
                path = output / f"{name}-{article.id[:8]}{suffix}"
            taken.add(path)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(_as_text(chosen, article, report, lang, width or 100), "utf-8")
        return path

    return to_file


def _to_stdout(chosen: Format, lang: Lang, width: int | None, evidence: str | None = None) -> Writer:
    if chosen is not Format.TERMINAL:
        return lambda article, report: print(_as_text(chosen, article, report, lang, 100), end="", flush=True)
    console = stdout_console(width)

    def to_terminal(article: Article, report: Report) -> None:
        from summarizer.views.terminal import render

        render(report, console, lang=lang, evidence=evidence)

    return to_terminal


def _as_text(chosen: Format, article: Article, report: Report, lang: Lang, width: int) -> str:
    if chosen is Format.JSON:
        return report.model_dump_json(indent=2) + "\n"
    if chosen is Format.JSONL:
        return report.model_dump_json() + "\n"
    if chosen is Format.MARKDOWN:
        from summarizer.views.markdown import to_markdown

        return to_markdown(report, lang=lang)
    if chosen is Format.HTML:
        from summarizer.views.html import to_html

        return to_html(report, page=article.page, lang=lang)
    from io import StringIO

    from rich.console import Console

    from summarizer.views.terminal import render

    stream = StringIO()
    render(report, Console(file=stream, width=width), lang=lang)
    return stream.getvalue()
