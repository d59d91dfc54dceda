"""`summarizer eval`: an engine against an annotated corpus."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from summarizer.cli.common import (
    BaseUrlOption,
    EngineName,
    EngineOption,
    ExitCode,
    ModelFileOption,
    ModelOption,
    ModeOption,
    NoCacheOption,
    ProviderOption,
    RefreshOption,
    WidthOption,
    is_terminal,
    model_flags,
    stdout_console,
)


class Format(StrEnum):
    """How scores are written."""

    TERMINAL = "terminal"
    JSON = "json"


def evaluate(
    corpus: Annotated[
        Path, typer.Argument(metavar="CORPUS", help="Folder of NAME/{raw.txt,body.txt,gold.json}.")
    ],
    engine: EngineOption = EngineName.AUTO,
    format: Annotated[
        Format | None, typer.Option("--format", "-f", help="Default: terminal on a terminal, json elsewhere.")
    ] = None,
    detail: Annotated[bool, typer.Option("--detail", help="List every missed and extra row.")] = False,
    model: ModelOption = None,
    provider: ProviderOption = None,
    base_url: BaseUrlOption = None,
    model_file: ModelFileOption = None,
    mode: ModeOption = None,
    no_cache: NoCacheOption = False,
    refresh: RefreshOption = False,
    width: WidthOption = None,
) -> None:
    """Score an engine's reports against reference annotations."""
    import asyncio

    from summarizer.evaluation.corpus import as_json
    from summarizer.evaluation.corpus import evaluate as evaluate_corpus
    from summarizer.evaluation.gold import load_corpus
    from summarizer.pipeline import choose_engine

    flags = model_flags(model, provider, base_url, model_file, mode, no_cache, refresh)
    reader, fallback = choose_engine(engine.value, **flags)
    result = asyncio.run(evaluate_corpus(load_corpus(corpus), reader, fallback=fallback))
    if (format or (Format.TERMINAL if is_terminal() else Format.JSON)) is Format.JSON:
        import json

        print(json.dumps(as_json(result, detail=detail), ensure_ascii=False, indent=2))
    else:
        from summarizer.evaluation.table import render

        render(result, stdout_console(width), detail=detail)
    if result.failures:
        raise typer.Exit(ExitCode.FAILED)
