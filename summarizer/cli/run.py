"""`summarizer run`: pages to verified reports."""

from __future__ import annotations

import sys
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from summarizer.cli.common import (
    EngineName,
    EngineOption,
    ExitCode,
    Language,
    MaxSizeOption,
    PageLoop,
    Pages,
    QuietOption,
    VerboseOption,
    WidthOption,
    is_terminal,
    print_error,
    stderr_console,
    stdout_console,
)
from summarizer.errors import EngineError

if TYPE_CHECKING:
    from summarizer.article import Article
    from summarizer.engines.base import Engine
    from summarizer.report import Report
    from summarizer.views.labels import Lang


class Format(StrEnum):
    """How a report is written."""

    TERMINAL = "terminal"
    JSON = "json"
    JSONL = "jsonl"
    MARKDOWN = "markdown"
    HTML = "html"


class Severity(StrEnum):
    """From which level on findings make the command fail."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


_SUFFIXES = {
    ".json": Format.JSON,
    ".jsonl": Format.JSONL,
    ".md": Format.MARKDOWN,
    ".html": Format.HTML,
    ".txt": Format.TERMINAL,
}
_RANK = {"info": 0, "warning": 1, "error": 2}


def run(
    paths: Pages,
    format: Annotated[
        Format | None,
        typer.Option("--format", "-f", help="Default: terminal on a terminal, json elsewhere."),
    ] = None,
    engine: EngineOption = EngineName.AUTO,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", help="Write to this file (several pages: this folder) instead."),
    ] = None,
    fail_on: Annotated[
        Severity | None, typer.Option("--fail-on", help="Exit with 4 on findings of this level or above.")
    ] = None,
    model: Annotated[str | None, typer.Option("--model", help="Language model to ask.")] = None,
    provider: Annotated[str | None, typer.Option("--provider", help="A known endpoint by name.")] = None,
    base_url: Annotated[
        str | None, typer.Option("--base-url", help="URL of an OpenAI-compatible endpoint.")
    ] = None,
    explain: Annotated[bool, typer.Option("--explain", help="Say on stderr why each row reads so.")] = False,
    lang: Annotated[Language, typer.Option("--lang", help="Language of the labels.")] = Language.ZH,
    width: WidthOption = None,
    max_size: MaxSizeOption = 10,
    quiet: QuietOption = False,
    verbose: VerboseOption = False,
) -> None:
    """Read pages into verified reports."""
    import asyncio

    from summarizer.pipeline import choose_engine

    chosen = format or (_SUFFIXES.get(output.suffix) if output else None)
    chosen = chosen or (Format.TERMINAL if is_terminal() and output is None else Format.JSON)
    if chosen is Format.HTML and output is None and len(paths) > 1:
        raise typer.BadParameter("several pages as HTML need a folder: --output DIR", param_hint="--output")
    flags = {"model": model, "provider": provider, "base_url": base_url}
    reader, fallback = choose_engine(engine.value, **{k: v for k, v in flags.items() if v is not None})
    write = _writer(chosen, output, several=len(paths) > 1, lang="en" if lang is Language.EN else "zh", width=width)
    loop = PageLoop()
    worst = asyncio.run(
        _read_all(loop, paths, max_size, reader, fallback, write, explain=explain, quiet=quiet)
    )
    if verbose:
        print_error(f"{len(paths) - loop.failed} of {len(paths)} pages done by {reader.name}")
    if loop.failed:
        raise typer.Exit(ExitCode.FAILED)
    if fail_on and worst >= _RANK[fail_on.value]:
        raise typer.Exit(ExitCode.FINDINGS)


Writer = Callable[["Article", "Report"], None]


async def _read_all(
    loop: PageLoop,
    paths: list[str],
    max_size: float,
    engine: Engine,
    fallback: Engine | None,
    write: Writer,
    *,
    explain: bool,
    quiet: bool,
) -> int:
    """Read page after page; the rank of the worst finding, -1 for none."""
    from summarizer.pipeline import read_article

    worst = -1
    console = stderr_console()
    for article in loop.articles(paths, max_size):
        for warning in article.warnings:
            if not quiet:
                print_error(f"{article.path or 'standard input'}: {warning}")
        try:
            if console.is_terminal and not quiet and engine.name != "offline":
                with console.status(f"reading {article.path or 'standard input'} …"):
                    report = await read_article(
                        article, engine, fallback=fallback, explain=_explainer(explain)
                    )
            else:
                report = await read_article(article, engine, fallback=fallback, explain=_explainer(explain))
        except EngineError as error:
            loop.fail(article.path, error)
            continue
        write(article, report)
        worst = max([worst, *(_RANK[finding.severity] for finding in report.findings)])
    return worst


def _explainer(explain: bool) -> Callable[[str], None] | None:
    return (lambda line: print(line, file=sys.stderr)) if explain else None


def _writer(chosen: Format, output: Path | None, *, several: bool, lang: Lang, width: int | None) -> Writer:
    """How one report is written where the user wants it."""
    if output is None:
        return _to_stdout(chosen, lang, width)
    taken: set[Path] = set()
    suffix = next(key for key, value in _SUFFIXES.items() if value is chosen)

    def to_file(article: Article, report: Report) -> None:
        path = output
        if several or output.is_dir():
            name = Path(article.path or "stdin").stem
            path = output / f"{name}{suffix}"
            if path in taken:
                path = output / f"{name}-{article.id[:8]}{suffix}"
            taken.add(path)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(_as_text(chosen, article, report, lang, width or 100), "utf-8")

    return to_file


def _to_stdout(chosen: Format, lang: Lang, width: int | None) -> Writer:
    if chosen is not Format.TERMINAL:
        return lambda article, report: print(_as_text(chosen, article, report, lang, 100), end="", flush=True)
    console = stdout_console(width)

    def to_terminal(article: Article, report: Report) -> None:
        from summarizer.views.terminal import render

        render(report, console, lang=lang)

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
