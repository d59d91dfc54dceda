"""`summarizer run`: pages to verified reports."""

from __future__ import annotations

import sys
from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from summarizer.cli.common import (
    BaseUrlOption,
    EngineName,
    EngineOption,
    ExitCode,
    FailOnOption,
    Language,
    MaxSizeOption,
    ModelFileOption,
    ModelOption,
    ModeOption,
    NoCacheOption,
    PageLoop,
    Pages,
    ProviderOption,
    QuietOption,
    RefreshOption,
    VerboseOption,
    WidthOption,
    is_terminal,
    model_flags,
    print_error,
    stderr_console,
)
from summarizer.cli.output import SUFFIXES, Format, Writer, report_writer
from summarizer.errors import EngineError

if TYPE_CHECKING:
    from summarizer.engines.base import Engine
    from summarizer.report import Finding


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
    evidence: Annotated[
        Path | None,
        typer.Option(
            "--evidence", help="Also write the evidence page here; the terminal's figures link to it."
        ),
    ] = None,
    fail_on: FailOnOption = None,
    model: ModelOption = None,
    provider: ProviderOption = None,
    base_url: BaseUrlOption = None,
    model_file: ModelFileOption = None,
    mode: ModeOption = None,
    no_cache: NoCacheOption = False,
    refresh: RefreshOption = False,
    answer: Annotated[
        list[Path] | None,
        typer.Option("--answer", help="A model's answer obtained elsewhere; again for its correction."),
    ] = None,
    dry_run: Annotated[
        bool,
        typer.Option("--dry-run", help="Print what would be asked of a model, and its cost; ask nobody."),
    ] = False,
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
    from summarizer.verification import at_or_above

    chosen = format or (SUFFIXES.get(output.suffix) if output else None)
    chosen = chosen or (Format.TERMINAL if is_terminal() and output is None else Format.JSON)
    if chosen is Format.HTML and output is None and len(paths) > 1:
        raise typer.BadParameter("several pages as HTML need a folder: --output DIR", param_hint="--output")
    if evidence and output:
        raise typer.BadParameter("goes with reports on standard output", param_hint="--evidence")
    flags = model_flags(model, provider, base_url, model_file, mode, no_cache, refresh)
    loop = PageLoop()
    if dry_run:
        from summarizer.cli.dry_run import print_dry_run

        as_json = format in (Format.JSON, Format.JSONL)
        print_dry_run(loop.articles(paths, max_size), engine.value, flags, as_json=as_json)
        raise typer.Exit(loop.exit_code)
    if answer:
        reader, fallback = _given(answer, paths), None
    else:
        reader, fallback = choose_engine(engine.value, **flags)
    write = report_writer(
        chosen, output, several=len(paths) > 1, lang=lang.code, width=width, evidence=evidence
    )
    findings = asyncio.run(
        _read_all(loop, paths, max_size, reader, fallback, write, explain=explain, quiet=quiet)
    )
    if verbose:
        print_error(f"{len(paths) - loop.failed} of {len(paths)} pages done by {reader.name}")
    if loop.failed:
        raise typer.Exit(ExitCode.FAILED)
    if fail_on and at_or_above(findings, fail_on.value):
        raise typer.Exit(ExitCode.FINDINGS)


def _given(files: list[Path], paths: list[str]) -> Engine:
    """The reader that takes answers from files."""
    from summarizer.engines.given import GivenAnswers
    from summarizer.errors import InputError

    if len(paths) != 1:
        raise typer.BadParameter("an answer belongs to one page", param_hint="--answer")
    try:
        texts = [file.read_text("utf-8") for file in files]
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"an answer cannot be read: {error}", hint="check the path") from None
    return GivenAnswers(texts)


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
) -> list[Finding]:
    """Read page after page; the findings of all."""
    from summarizer.pipeline import read_article

    findings: list[Finding] = []
    console = stderr_console()
    explainer = _explainer(explain)
    for article in loop.articles(paths, max_size):
        for warning in article.warnings:
            if not quiet:
                print_error(f"{article.path or 'standard input'}: {warning}")
        try:
            waits = console.is_terminal and not quiet and engine.name != "offline"
            with console.status(f"reading {article.path or 'standard input'} …") if waits else nullcontext():
                report = await read_article(article, engine, fallback=fallback, explain=explainer)
        except EngineError as error:
            loop.fail(article.path, error)
            continue
        write(article, report)
        findings += report.findings
    return findings


def _explainer(explain: bool) -> Callable[[str], None] | None:
    return (lambda line: print(line, file=sys.stderr)) if explain else None
