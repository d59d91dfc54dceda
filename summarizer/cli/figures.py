"""`summarizer figures`: every quantity of a page, in the text and as a table."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from summarizer.cli.common import MaxSizeOption, PageLoop, Pages, WidthOption, is_terminal


class Format(StrEnum):
    """How figures are written."""

    TERMINAL = "terminal"
    JSON = "json"
    JSONL = "jsonl"


def figures(
    paths: Pages,
    format: Annotated[
        Format | None, typer.Option("--format", "-f", help="Default: terminal on a terminal, json elsewhere.")
    ] = None,
    width: WidthOption = None,
    max_size: MaxSizeOption = 10,
) -> None:
    """Find every figure of a page, with its exact place, value and unit."""
    chosen = format or (Format.TERMINAL if is_terminal() else Format.JSON)
    loop = PageLoop()
    for article in loop.articles(paths, max_size):
        if chosen is Format.TERMINAL:
            from summarizer.cli.common import stdout_console
            from summarizer.views.explain import render_figures

            render_figures(article, stdout_console(width))
            continue
        from pydantic import TypeAdapter

        from summarizer.report import FigureRecord

        records = [FigureRecord.of(figure) for figure in article.figures]
        if chosen is Format.JSON:
            print(TypeAdapter(list[FigureRecord]).dump_json(records, indent=2).decode(), flush=True)
        else:
            for record in records:
                print(record.model_dump_json(), flush=True)
    if loop.failed:
        raise typer.Exit(loop.exit_code)
